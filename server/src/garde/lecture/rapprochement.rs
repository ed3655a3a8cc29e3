//! The questions on who is who, under the scope of the CTSA of the newer dossier, which decides; and the
//! two persons of each, of whom it reads what its territory lets it.

use chrono::NaiveDate;
use sea_orm::DbErr;

use super::lisibles::{Lisibles, hors_perimetre};
use crate::depot::entite::{personne, rapprochement};
use crate::depot::sql::{Clause, DeLigne, Ligne, Sql, colonnes, en_vigueur};
use crate::garde::Passage;
use crate::refus::Refus;

/// Those of the territory, to be counted and listed: each row tells its commune.
pub fn questions(passage: &Passage) -> Lisibles<rapprochement::Entity> {
    let toutes = hors_perimetre::<rapprochement::Entity>("by the commune of the newer dossier, tried here");
    toutes.et(passage.perimetre().sur_la_commune("rapprochement.commune").unwrap_or_else(|| "FALSE".into()))
}

/// One of them.
///
/// # Errors
/// `Introuvable` out of scope or unknown.
pub async fn question(passage: &Passage, id: i64) -> Result<rapprochement::Model, Refus> {
    let elle = hors_perimetre::<rapprochement::Entity>("by the newer dossier, on which the scope is tried");
    let atteint =
        Clause::from("EXISTS (SELECT 1 FROM dossier WHERE dossier.id = rapprochement.dossier_id AND ")
            .puis(passage.perimetre().sur_ce_dossier())
            .puis(")");
    let lue = elle.et("rapprochement.id = ?").avec(id).et(atteint).une(passage.base()).await?;
    lue.ok_or(Refus::Introuvable)
}

/// The person that a question in hand is about, in the newer dossier, joined to it.
pub const SA_PERSONNE: &str = "INNER JOIN personne ON personne.dossier_id = rapprochement.dossier_id \
     AND personne.id IN (rapprochement.personne_id, rapprochement.autre_id) \
     AND (rapprochement.dossier_id <> rapprochement.ancien_dossier_id \
     OR personne.id = COALESCE(rapprochement.gardee_id, rapprochement.personne_id))";

/// One of the two, and where she is.
pub struct Cote {
    pub ligne: personne::Model,
    pub etat: String,
    pub date_reference: NaiveDate,
    /// The dossier is within the scope.
    pub atteint: bool,
    /// Whose territory it is.
    pub ctsa: Option<String>,
}

impl DeLigne for Cote {
    fn de_ligne(lue: &Ligne<'_>) -> Result<Self, DbErr> {
        Ok(Self {
            ligne: DeLigne::de_ligne(lue)?,
            etat: lue.suivante()?,
            date_reference: lue.suivante()?,
            atteint: lue.suivante()?,
            ctsa: lue.suivante()?,
        })
    }
}

/// The two of a question in hand: in the newer dossier first. Out of the scope, nothing of who it is may
/// leave but how it agrees with the other.
pub async fn les_deux(
    passage: &Passage,
    base: &impl Sql,
    question: &rapprochement::Model,
) -> Result<[Cote; 2], Refus> {
    let jour = passage.app().horloge.aujourdhui();
    let requete = Clause::from(format!(
        "SELECT {}, dossier.etat, dossier.date_reference, COALESCE((",
        colonnes::<personne::Model>("personne")
    ))
    .puis(passage.perimetre().sur_ce_dossier())
    .puis(
        "), FALSE), organisation.nom FROM personne INNER JOIN dossier ON dossier.id = personne.dossier_id \
         LEFT JOIN territoire ON territoire.commune = dossier.commune AND ",
    )
    .puis(en_vigueur("territoire", "debut", "fin", jour))
    .puis(
        " LEFT JOIN organisation ON organisation.id = territoire.organisation_id WHERE personne.id IN (?, ?)",
    )
    .avec(question.personne_id)
    .avec(question.autre_id);
    let mut deux: Vec<Cote> = base.trouver(requete).await?;
    let nouvelle = question.gardee_id.unwrap_or(question.personne_id);
    deux.sort_by_key(|cote| (cote.ligne.dossier_id != question.dossier_id, cote.ligne.id != nouvelle));
    <[Cote; 2]>::try_from(deux).map_err(|_| Refus::Introuvable)
}
