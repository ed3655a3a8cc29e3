//! The known line of each person received: in the dossier, in that of the request before, or in any other.

use std::collections::HashSet;

use reciproque_shared::personne::prenom_lisible;

use super::ailleurs::{self, Nouvelle};
use super::constats::{Attendu, Mouvements};
use super::personnes::Lecture;
use super::reconnaissance::{Fiche, Trouvee, rang, reconnaitre};
use super::suite;
use crate::depot::entite::personne;
use crate::depot::reunion::{a_part, lignes};
use crate::depot::sql::Sql;
use crate::flux::{Avertissement, Personne};

/// The line of a person received: the one known, and the rank of birth that it bears.
pub struct PersonneGardee {
    pub connue: Option<personne::Model>,
    pub rang: i32,
    /// It comes from another dossier.
    venue: bool,
}

/// All those of a foyer.
#[derive(Default)]
pub struct Retrouvailles {
    pub gardees: Vec<PersonneGardee>,
    /// By the rank of the person received.
    pub attendus: Vec<(usize, Attendu)>,
    pub mouvements: Mouvements,
}

/// Finds the line of each person received; what an operator should know of them is added to the notes.
pub async fn retrouver(
    base: &impl Sql,
    lecture: &Lecture<'_>,
    notes: &mut Vec<Avertissement>,
) -> anyhow::Result<Retrouvailles> {
    let Lecture { dossier, foyer, identifiants, neuf, .. } = *lecture;
    let connues = if neuf { Vec::new() } else { lignes(base, "dossier_id = $1", dossier).await? };
    let fiches: Vec<_> = connues.iter().map(Fiche::connue).collect();
    let mut connues: Vec<_> = connues.into_iter().map(Some).collect();
    let recues = foyer.personnes.iter().zip(&identifiants.nirs);
    let recues: Vec<_> = recues.map(|(recue, nir)| Fiche::recue(recue, nir.as_ref())).collect();
    let mut retrouvees = Retrouvailles::default();
    for (place, ((trouvee, fiche), recue)) in
        reconnaitre(&fiches, &recues).into_iter().zip(&recues).zip(&foyer.personnes).enumerate()
    {
        notes.extend(remarque(trouvee).map(|message| Avertissement::new(foyer.ligne, "Personne", message)));
        let ici = match trouvee {
            Trouvee::Ici { place, .. } => prendre(&mut connues, place),
            _ => None,
        };
        let suivie = suite::suivre(base, lecture, (fiche, recue), ici, notes).await?;
        retrouvees.mouvements.suites += u32::from(suivie.venue);
        retrouvees.attendus.extend(suivie.attendu.map(|attendu| (place, attendu)));
        retrouvees.gardees.push(PersonneGardee {
            connue: suivie.ligne,
            rang: rang(recue),
            venue: suivie.venue,
        });
    }
    let autres: Vec<personne::Model> = connues.into_iter().flatten().collect();
    chercher_ailleurs(base, lecture, &recues, &autres, &mut retrouvees).await?;
    retrouvees.mouvements.arrivees = arrivees(lecture, &retrouvees.gardees);
    distinguer(base, autres, &foyer.personnes, &mut retrouvees.gardees).await?;
    Ok(retrouvees)
}

/// The line at this place; of one whose person goes on on another line of the same dossier, that line.
fn prendre(connues: &mut [Option<personne::Model>], place: usize) -> Option<personne::Model> {
    let suite = connues[place].as_ref()?.suite_id;
    let la_suite = suite.and_then(|suite| {
        connues.iter().position(|connue| connue.as_ref().is_some_and(|connue| connue.id == suite))
    });
    connues[la_suite.unwrap_or(place)].take()
}

/// The adults that no line was found for.
async fn chercher_ailleurs(
    base: &impl Sql,
    lecture: &Lecture<'_>,
    recues: &[Fiche],
    autres: &[personne::Model],
    retrouvees: &mut Retrouvailles,
) -> anyhow::Result<()> {
    let sans_ligne = retrouvees.gardees.iter().enumerate().filter(|(_, gardee)| gardee.connue.is_none());
    let nouvelles: Vec<_> = sans_ligne
        .filter_map(|(place, _)| Nouvelle::adulte(place, &recues[place], &lecture.foyer.personnes[place]))
        .collect();
    let restees: Vec<i64> = autres.iter().map(|autre| autre.id).collect();
    for trouvaille in ailleurs::chercher(base, lecture, &nouvelles, &restees).await? {
        let place = trouvaille.rang;
        retrouvees.mouvements.suites += u32::from(trouvaille.suivie.venue);
        let attendus = trouvaille.suivie.attendu.into_iter().chain(trouvaille.questions);
        retrouvees.attendus.extend(attendus.map(|attendu| (place, attendu)));
        retrouvees.gardees[place].venue = trouvaille.suivie.venue;
        retrouvees.gardees[place].connue = trouvaille.suivie.ligne;
    }
    Ok(())
}

/// Those whom a dossier known before names, and did not; who comes from another dossier is counted apart.
fn arrivees(lecture: &Lecture<'_>, gardees: &[PersonneGardee]) -> u32 {
    let arrivee = |gardee: &&PersonneGardee| match &gardee.connue {
        None => true,
        Some(connue) => !gardee.venue && connue.suite_id.is_none() && connue.partie_le.is_some(),
    };
    match lecture.neuf {
        true => 0,
        false => u32::try_from(gardees.iter().filter(arrivee).count()).unwrap_or(u32::MAX),
    }
}

/// What is told of a person found otherwise than by the key of the flow.
pub fn remarque(trouvee: Trouvee) -> Option<&'static str> {
    match trouvee {
        Trouvee::Ici { corrigee: false, .. } | Trouvee::Neuve => None,
        Trouvee::Ici { corrigee: true, .. } => {
            Some("Une personne a été reconnue sous une identité corrigée : son suivi continue.")
        }
        Trouvee::Douteuse => Some(
            "Une personne ressemble à une autre du dossier sans que rien ne dise que c'est la même : elles restent \
             deux. Vérifiez auprès de la caisse.",
        ),
        Trouvee::AutreNumero => Some(
            "Une même identité porte deux numéros de sécurité sociale valides : ce sont deux personnes. Vérifiez \
             auprès de la caisse.",
        ),
    }
}

/// Two lines of a dossier never share a whole identity: the rank of birth tells them apart,
/// and while lines exchange their names each bears a rank of its own.
async fn distinguer(
    base: &impl Sql,
    autres: Vec<personne::Model>,
    recues: &[Personne],
    lignes: &mut [PersonneGardee],
) -> anyhow::Result<()> {
    let autres = autres.into_iter();
    let mut prises: HashSet<_> =
        autres.map(|p| (p.nom_naissance, p.prenom, p.date_naissance, p.rang_naissance)).collect();
    for (ligne, recue) in lignes.iter_mut().zip(recues) {
        let identite =
            |rang| (recue.nom_naissance.clone(), prenom_lisible(&recue.prenom), recue.date_naissance, rang);
        while !prises.insert(identite(ligne.rang)) {
            ligne.rang += 1;
        }
        let Some(connue) = &ligne.connue else { continue };
        let avant = (&connue.nom_naissance, &connue.prenom, connue.date_naissance, connue.rang_naissance);
        let (nom, prenom, jour, rang) = identite(ligne.rang);
        if avant != (&nom, &prenom, jour, rang) {
            let texte = "UPDATE personne SET rang_naissance = $1 WHERE id = $2";
            base.executer(texte, vec![a_part(connue.id).into(), connue.id.into()]).await?;
        }
    }
    Ok(())
}
