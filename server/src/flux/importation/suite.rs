//! A new request of the same person: NUMDEMRSAPRECE names the dossier that it follows.
//!
//! The line of the person goes to the new dossier with all that hangs on it, so that
//! history, rank, overlap and deadline go on. The former dossier keeps a line in its
//! name, gone since then, that says where the person goes on (`suite_id`).

use reciproque_shared::rapprochement::{Issue, Raison, departager};

use super::constats::{Attendu, Suivie};
use super::personnes::Lecture;
use super::reconnaissance::{Fiche, Trouvee, reconnaitre};
use super::retrouvailles::remarque;
use crate::depot::entite::personne;
use crate::depot::reunion::{Placee, arriver, decide_par_un_agent, lignes, prendre_place, reunir};
use crate::depot::sql::Sql;
use crate::flux::{Avertissement, Personne};

/// The line of a person received: the one found in the dossier, or the one that comes from
/// the dossier of the request before.
pub async fn suivre(
    base: &impl Sql,
    lecture: &Lecture<'_>,
    (fiche, recue): (&Fiche, &Personne),
    ici: Option<personne::Model>,
    notes: &mut Vec<Avertissement>,
) -> anyhow::Result<Suivie> {
    if let Some(ombre) = ici.as_ref().filter(|connue| connue.suite_id.is_some()) {
        return revenir(base, lecture, ombre.clone()).await;
    }
    let Some(avant) = precedente(base, lecture, (fiche, recue), notes).await? else {
        return Ok(Suivie::deja(ici));
    };
    let ancien = avant.dossier_id;
    let attendu = |reunie: &_| Attendu::reuni(ancien, vec![Raison::DemandePrecedente], reunie);
    let Some(ici) = ici else {
        let reunie = arriver(base, avant, lecture.dossier, lecture.reference).await?;
        return Ok(Suivie::de(attendu(&reunie), reunie));
    };
    if decide_par_un_agent(base, (ici.id, avant.id)).await? {
        return Ok(Suivie::deja(Some(ici)));
    }
    if let Some(reunie) = reunir(base, (ici.clone(), avant), lecture.reference).await? {
        return Ok(Suivie::de(attendu(&reunie), reunie));
    }
    let message = "Une personne a un suivi dans cette demande et un autre dans la demande précédente : ils ne sont pas \
                   réunis. Terminez celui de la demande précédente.";
    notes.push(Avertissement::new(lecture.foyer.ligne, "NUMDEMRSAPRECE", message));
    Ok(Suivie::deja(Some(ici)))
}

/// The line of that person in the dossier of the request before, unless it left already.
async fn precedente(
    base: &impl Sql,
    lecture: &Lecture<'_>,
    (fiche, recue): (&Fiche, &Personne),
    notes: &mut Vec<Avertissement>,
) -> anyhow::Result<Option<personne::Model>> {
    let Some(numero) = recue.dossier_caf.demande_precedente.as_deref() else { return Ok(None) };
    let texte = "SELECT id FROM dossier WHERE numero_demande = $1";
    let avant = base.lignes::<(i64,)>(texte, vec![numero.into()]).await?.pop();
    let Some((avant,)) = avant.filter(|(avant,)| *avant != lecture.dossier) else { return Ok(None) };
    let mut connues = lignes(base, "dossier_id = $1 AND suite_id IS NULL", avant).await?;
    let fiches: Vec<_> = connues.iter().map(Fiche::connue).collect();
    let trouvee = reconnaitre(&fiches, std::slice::from_ref(fiche)).pop().unwrap_or(Trouvee::Neuve);
    notes.extend(
        remarque(trouvee).map(|message| Avertissement::new(lecture.foyer.ligne, "NUMDEMRSAPRECE", message)),
    );
    Ok(match trouvee {
        Trouvee::Ici { place, .. } => Some(connues.swap_remove(place)),
        _ => None,
    })
}

/// A line whose person went on elsewhere stays so, unless the person left there too, or the right is over
/// there and open here: the former dossier has it again.
async fn revenir(base: &impl Sql, lecture: &Lecture<'_>, ombre: personne::Model) -> anyhow::Result<Suivie> {
    let Some(suite) = ombre.suite_id else { return Ok(Suivie::deja(Some(ombre))) };
    let requete = Placee::selection().puis("personne.suite_id IS NULL AND personne.id = ?").avec(suite);
    let la_bas: Option<Placee> = base.trouver(requete).await?.pop();
    let ici = lecture.situation();
    match la_bas.filter(|la_bas| {
        !la_bas.situation.nommee || (ici.ouvert && departager(&ici, &la_bas.situation) == Issue::Ici)
    }) {
        None => Ok(Suivie::deja(Some(ombre))),
        Some(suite) => {
            let revenue = prendre_place(base, suite.ligne, ombre, lecture.reference).await?;
            Ok(Suivie { ligne: Some(revenue), attendu: None, venue: true })
        }
    }
}
