//! A new request of the same person: NUMDEMRSAPRECE names the dossier that it follows.
//!
//! The line of the person goes to the new dossier with all that hangs on it, so that
//! history, rank, overlap and deadline go on. The former dossier keeps a line in its
//! name, gone since then, that says where the person goes on (`suite_id`).

use sea_orm::DbErr;

use super::ligne::{ecrire, lignes};
use super::personnes::{Lecture, remarque};
use super::reconnaissance::{Fiche, Trouvee, reconnaitre};
use crate::depot::entite::personne;
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
) -> anyhow::Result<Option<personne::Model>> {
    if let Some(ombre) = ici.as_ref().filter(|connue| connue.suite_id.is_some()) {
        return revenir(base, lecture, ombre, ici.clone()).await;
    }
    let Some(avant) = precedente(base, lecture, (fiche, recue), notes).await? else { return Ok(ici) };
    match ici {
        None => arriver(base, lecture, avant).await.map(Some),
        Some(ici) if !est_suivie(base, avant.id).await? => {
            partir(base, avant, ici.id, lecture).await?;
            Ok(Some(ici))
        }
        Some(ici) if !est_suivie(base, ici.id).await? => echanger(base, avant, ici, lecture).await.map(Some),
        Some(ici) => {
            let message = "Une personne a un suivi dans cette demande et un autre dans la demande précédente : ils ne \
                           sont pas réunis. Terminez celui de la demande précédente.";
            notes.push(Avertissement::new(lecture.foyer.ligne, "NUMDEMRSAPRECE", message));
            Ok(Some(ici))
        }
    }
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

/// The line comes here with all that hangs on it, and leaves its name behind.
async fn arriver(
    base: &impl Sql,
    lecture: &Lecture<'_>,
    avant: personne::Model,
) -> anyhow::Result<personne::Model> {
    let ombre = personne::Model {
        id: 0,
        suite_id: Some(avant.id),
        partie_le: Some(avant.partie_le.unwrap_or(lecture.reference)),
        ..avant.clone()
    };
    let venue = deplacer(base, avant, lecture.dossier).await?;
    ecrire(base, ombre).await?;
    Ok(venue)
}

/// The line of the former dossier has nothing to bring: it only says where the person is.
async fn partir(
    base: &impl Sql,
    avant: personne::Model,
    suite: i64,
    lecture: &Lecture<'_>,
) -> anyhow::Result<()> {
    let partie_le = Some(avant.partie_le.unwrap_or(lecture.reference));
    ecrire(base, personne::Model { suite_id: Some(suite), partie_le, ..avant }).await?;
    Ok(())
}

/// The line of the former dossier, which is followed, takes the place of the one here.
async fn echanger(
    base: &impl Sql,
    avant: personne::Model,
    ici: personne::Model,
    lecture: &Lecture<'_>,
) -> anyhow::Result<personne::Model> {
    let (ancien, rang, suivie) = (avant.dossier_id, avant.rang_naissance, avant.id);
    let ombre = deplacer(base, ici, ancien).await?;
    let venue = deplacer(base, avant, lecture.dossier).await?;
    partir(base, personne::Model { rang_naissance: rang, ..ombre }, suivie, lecture).await?;
    Ok(venue)
}

/// A line whose person went on elsewhere stays so, unless the person left there too: the
/// former dossier has it again.
async fn revenir(
    base: &impl Sql,
    lecture: &Lecture<'_>,
    ombre: &personne::Model,
    ici: Option<personne::Model>,
) -> anyhow::Result<Option<personne::Model>> {
    let Some(suite) = ombre.suite_id else { return Ok(ici) };
    let suite = lignes(base, "id = $1", suite).await?.pop();
    match suite.filter(|suite| suite.partie_le.is_some()) {
        None => Ok(ici),
        Some(suite) => echanger(base, suite, ombre.clone(), lecture).await.map(Some),
    }
}

/// Moves a line to another dossier, where its rank of birth sets it apart until it is written.
async fn deplacer(base: &impl Sql, ligne: personne::Model, dossier: i64) -> anyhow::Result<personne::Model> {
    let a_part = -i32::try_from(ligne.id).unwrap_or(i32::MAX);
    let texte = "UPDATE personne SET dossier_id = $1, rang_naissance = $2, suite_id = NULL WHERE id = $3";
    base.executer(texte, vec![dossier.into(), a_part.into(), ligne.id.into()]).await?;
    Ok(personne::Model { dossier_id: dossier, rang_naissance: a_part, suite_id: None, ..ligne })
}

/// What agents enter about a person.
const SAISIES: [&str; 7] = [
    "orientation",
    "referent",
    "cer",
    "rendez_vous",
    "brouillon_rendez_vous",
    "demande_droit",
    "instruction",
];

/// Whether agents entered anything about the person.
async fn est_suivie(base: &impl Sql, id: i64) -> Result<bool, DbErr> {
    let toutes = SAISIES.map(|table| format!("SELECT personne_id FROM {table} WHERE personne_id = $1"));
    Ok(!base.lignes::<(i64,)>(&toutes.join(" UNION "), vec![id.into()]).await?.is_empty())
}
