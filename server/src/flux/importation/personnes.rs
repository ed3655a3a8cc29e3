//! The persons of a foyer into their tables.
//!
//! A person keeps its line as long as it is the same one (see [`reconnaissance`]), since
//! orientations, CER and rendez-vous hang on it; and takes it along to the dossier of a
//! new request (see [`suite`]). One that the flow no longer names stays, marked as gone on
//! the day that the flow describes, until a flow names it again.

use std::collections::HashSet;

use chrono::NaiveDate;
use reciproque_shared::cle_recherche::cle_de_recherche;
use reciproque_shared::dossier::EtatDossier;
use reciproque_shared::dossier::{ChampDroitsDevoirs, soumis};
use reciproque_shared::habilitation::Rubrique;
use reciproque_shared::nominatif::Nominatif;
use reciproque_shared::personne::RolePersonne;
use reciproque_shared::personne::{Nir, prenom_lisible};
use sea_orm::{DbErr, Value};

use super::identifiants::{Identifiants, naissance};
use super::ligne::{ecrire, lignes, neuve};
use super::reconnaissance::{Fiche, Trouvee, rang, reconnaitre};
use super::rubriques_personne as lus;
use super::suite;
use crate::depot::en_json;
use crate::depot::entite::{personne, personne_cle};
use crate::depot::sql::{Sql, places};
use crate::flux::{Avertissement, Foyer, Personne};

/// Role of a person whose rSa role the flow leaves out.
const ROLE_INCONNU: RolePersonne = RolePersonne::Autre;

/// The foyer of a dossier, as the flow of a day says it.
pub struct Lecture<'a> {
    pub dossier: i64,
    pub reference: NaiveDate,
    /// Day on which the services received the flow.
    pub reception: NaiveDate,
    pub foyer: &'a Foyer,
    pub identifiants: &'a Identifiants,
    /// The dossier has just been created: nothing hangs on it.
    pub neuf: bool,
}

/// Writes the persons of a foyer; says what an operator should know of them, and which adults are
/// subject to droits et devoirs.
pub async fn enregistrer(
    base: &impl Sql,
    lecture: &Lecture<'_>,
) -> anyhow::Result<(Vec<Avertissement>, Vec<i64>)> {
    let Lecture { dossier, reference, reception, foyer, identifiants, neuf } = *lecture;
    let mut notes = Vec::new();
    let (mut gardees, autres) = retrouver(base, lecture, &mut notes).await?;
    distinguer(base, autres, &foyer.personnes, &mut gardees).await?;
    let mut ids = Vec::with_capacity(foyer.personnes.len());
    let (mut contenus, mut cles, mut soumises) = (Vec::new(), Vec::new(), Vec::new());
    for ((recue, lu), PersonneGardee { connue, rang }) in
        foyer.personnes.iter().zip(&identifiants.nirs).zip(gardees)
    {
        let nir = nir_garde(connue.as_ref(), lu.as_ref());
        if connue.is_some() && recue.nir.is_some() && lu.is_none() && nir.is_some() {
            let message = "Le numéro reçu ne se lit pas : celui qui était connu est gardé.";
            notes.push(Avertissement::new(foyer.ligne, "NIR", message));
        }
        let etat = EtatGarde {
            nir: nir.as_ref(),
            rang,
            reception,
            champ: champ_droits_devoirs(foyer, recue, reference),
        };
        let ligne = remplir(connue.clone().unwrap_or_else(|| neuve(dossier)), recue, &etat);
        let soumise = ligne.droits_et_devoirs == Some(true);
        let id = if connue.as_ref() == Some(&ligne) { ligne.id } else { ecrire(base, ligne).await? };
        ids.push(id);
        cles.extend(personne_cle::cles(id, noms(recue)));
        let role = recue.role.as_deref().and_then(RolePersonne::du_code).unwrap_or(ROLE_INCONNU);
        if role.est_adulte_accompagne() {
            soumises.extend(soumise.then_some(id));
            contenus.extend(rubriques(id, recue, nir.as_ref())?);
        }
    }
    if !neuf {
        marquer_parties(base, dossier, &ids, reference).await?;
    }
    // Who has just come may bring some from another dossier.
    personne_cle::remplacer(base, &ids, cles).await?;
    base.oublier("rubrique_personne", &ids).await?;
    base.inserer("INSERT INTO rubrique_personne (personne_id, rubrique, contenu)", contenus).await?;
    Ok((notes, soumises))
}

/// The line of a person received: the one known, and the rank of birth that it bears.
struct PersonneGardee {
    connue: Option<personne::Model>,
    rang: i32,
}

/// The known line of each person received, in the dossier or in that of the request before;
/// and the other lines of the dossier.
async fn retrouver(
    base: &impl Sql,
    lecture: &Lecture<'_>,
    notes: &mut Vec<Avertissement>,
) -> anyhow::Result<(Vec<PersonneGardee>, Vec<personne::Model>)> {
    let Lecture { dossier, foyer, identifiants, neuf, .. } = *lecture;
    let connues = if neuf { Vec::new() } else { lignes(base, "dossier_id = $1", dossier).await? };
    let mut connues: Vec<_> = connues.into_iter().map(Some).collect();
    let fiches: Vec<_> = connues.iter().flatten().map(Fiche::connue).collect();
    let recues = foyer.personnes.iter().zip(&identifiants.nirs);
    let recues: Vec<_> = recues.map(|(recue, nir)| Fiche::recue(recue, nir.as_ref())).collect();
    let mut gardees = Vec::with_capacity(recues.len());
    for ((trouvee, fiche), recue) in
        reconnaitre(&fiches, &recues).into_iter().zip(&recues).zip(&foyer.personnes)
    {
        notes.extend(remarque(trouvee).map(|message| Avertissement::new(foyer.ligne, "Personne", message)));
        let ici = match trouvee {
            Trouvee::Ici { place, .. } => connues[place].take(),
            _ => None,
        };
        let connue = suite::suivre(base, lecture, (fiche, recue), ici, notes).await?;
        gardees.push(PersonneGardee { connue, rang: rang(recue) });
    }
    Ok((gardees, connues.into_iter().flatten().collect()))
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

/// The number received, or the known one when none can be read; a temporary number does not
/// replace the definitive one.
fn nir_garde(connue: Option<&personne::Model>, lu: Option<&Nir>) -> Option<Nir> {
    let connu = connue.and_then(|connue| Nir::lire(connue.nir.as_deref()?).ok());
    match (connu, lu) {
        (Some(connu), Some(lu)) if lu.est_provisoire() && !connu.est_provisoire() => Some(connu),
        (connu, lu) => lu.cloned().or(connu),
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
            let a_part = -i32::try_from(connue.id).unwrap_or(i32::MAX);
            let texte = "UPDATE personne SET rang_naissance = $1 WHERE id = $2";
            base.executer(texte, vec![a_part.into(), connue.id.into()]).await?;
        }
    }
    Ok(())
}

/// The lines on which something hangs, of this dossier or of the one that a person of it came from:
/// what their file awaits may have changed.
pub async fn suivies(base: &impl Sql, lecture: &Lecture<'_>) -> Result<Vec<i64>, DbErr> {
    let vient = |recue: &Personne| recue.dossier_caf.demande_precedente.is_some();
    if lecture.neuf && !lecture.foyer.personnes.iter().any(vient) {
        return Ok(Vec::new());
    }
    let liees =
        ["orientation", "cer", "rendez_vous", "instruction", "situation_france_travail", "attente"].map(|table| {
        format!(
            "SELECT personne_id FROM {table} WHERE personne_id IN (SELECT id FROM personne WHERE dossier_id = $1)"
        )
    });
    let lues = base.lignes::<(i64,)>(&liees.join(" UNION "), vec![lecture.dossier.into()]).await?;
    Ok(lues.into_iter().map(|(id,)| id).collect())
}

/// Those of the dossier that the flow does not name, unless they were gone before.
async fn marquer_parties(
    base: &impl Sql,
    dossier: i64,
    presentes: &[i64],
    reference: NaiveDate,
) -> Result<(), DbErr> {
    let mut texte =
        "UPDATE personne SET partie_le = $1 WHERE dossier_id = $2 AND partie_le IS NULL".to_owned();
    if !presentes.is_empty() {
        texte += &format!(" AND id NOT IN ({})", places(2, presentes.len()));
    }
    let presentes = presentes.iter().copied().map(Value::from);
    let valeurs = [reference.into(), dossier.into()].into_iter().chain(presentes).collect();
    base.executer(&texte, valeurs).await.map(drop)
}

/// All that the person may be looked for by.
fn noms(recue: &Personne) -> impl Iterator<Item = &str> {
    let premiers = [&recue.nom, &recue.nom_naissance, &recue.prenom];
    premiers.into_iter().chain(&recue.autres_prenoms).map(String::as_str)
}

/// What decides of droits et devoirs: the person, and the right of the foyer on the day of the flow.
fn champ_droits_devoirs<'a>(
    foyer: &'a Foyer,
    recue: &Personne,
    reference: NaiveDate,
) -> ChampDroitsDevoirs<'a> {
    let natures = &foyer.droit.natures;
    let en_vigueur = natures.iter().filter(|n| n.fin.is_none_or(|fin| reference <= fin));
    let composantes = en_vigueur.map(|nature| nature.nature.as_str()).collect();
    ChampDroitsDevoirs {
        top: recue.calcul.as_ref().and_then(|calcul| calcul.droits_devoirs),
        a_charge: recue.a_charge,
        etat: EtatDossier::du_code(&foyer.situation_dossier.etat),
        composantes: (!natures.is_empty()).then_some(composantes),
    }
}

/// What a line says beyond what was received.
struct EtatGarde<'a> {
    nir: Option<&'a Nir>,
    rang: i32,
    reception: NaiveDate,
    champ: ChampDroitsDevoirs<'a>,
}

fn remplir(connue: personne::Model, recue: &Personne, etat: &EtatGarde<'_>) -> personne::Model {
    let role = recue.role.as_deref().filter(|role| role.len() <= 3).unwrap_or(ROLE_INCONNU.code());
    let soumise = soumis(&etat.champ);
    personne::Model {
        role: role.to_owned(),
        nom: recue.nom.clone(),
        nom_naissance: recue.nom_naissance.clone(),
        prenom: prenom_lisible(&recue.prenom),
        date_naissance: recue.date_naissance,
        naissance_precision: naissance(recue).precision().code().to_owned(),
        rang_naissance: etat.rang,
        nir: etat.nir.map(|nir| nir.as_str().to_owned()),
        droits_et_devoirs: soumise,
        soumise_le: (soumise == Some(true)).then(|| connue.soumise_le.unwrap_or(etat.reception)),
        nom_cle: cle_de_recherche(&recue.nom),
        nom_naissance_cle: cle_de_recherche(&recue.nom_naissance),
        prenom_cle: cle_de_recherche(&recue.prenom),
        // who goes on in the dossier of a later request is not back in this one
        partie_le: connue.partie_le.filter(|_| connue.suite_id.is_some()),
        ..connue
    }
}

/// What the flow says of an adult; a rubrique that it leaves out has no line.
fn rubriques(id: i64, personne: &Personne, nir: Option<&Nir>) -> anyhow::Result<Vec<[Value; 3]>> {
    let mut lignes = vec![
        ligne(id, Rubrique::Identite, &lus::identite(personne, nir))?,
        ligne(id, Rubrique::Droits, &lus::activites(personne))?,
        ligne(id, Rubrique::Derogations, &lus::derogations(personne))?,
    ];
    if let Some(ressources) = lus::ressources(personne) {
        lignes.push(ligne(id, Rubrique::Ressources, &ressources)?);
    }
    if let Some(faits) = lus::travailleur_independant(personne) {
        lignes.push(ligne(id, Rubrique::TravailleurIndependant, &faits)?);
    }
    Ok(lignes)
}

/// A line of rubrique: of whom, which, what it says.
pub fn ligne(id: i64, rubrique: Rubrique, contenu: &impl Nominatif) -> anyhow::Result<[Value; 3]> {
    Ok([id.into(), rubrique.code().into(), en_json(contenu)?.into()])
}
