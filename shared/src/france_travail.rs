//! What France Travail (Pôle emploi until 2024) says of the persons whom the Département follows, what
//! the Département sends there, and where the two differ.

mod colonnes;
mod ecart;
mod envoi;
mod fiche;
mod ligne;
mod situation;
#[cfg(test)]
mod tests;

pub use colonnes::{Colonne, Correspondance, Places};
pub use ecart::{GesteEcart, GesteEcartLu, LONGUEUR_MOTIF, NatureEcart, SaisieEcarts, SaisieGesteEcart};
pub use envoi::{CodeParcours, ContenuEnvoi, EtatEnvoi, Organisme, Reponse, etat_courant, reponse};
pub use fiche::{
    CoteFranceTravail, EcartLu, EnvoiLu, EnvoyeLu, EtapeEcart, FicheEcarts, LIGNES, LigneEcart, PageEcarts,
    SituationDite, SituationLue,
};
pub use ligne::{Identite, LigneLue};
pub use situation::{Categorie, CategorieRecue, Inscription, MotifRecu, MotifSortie, Situation, Statut};

use chrono::NaiveDate;

/// First day of the name of today (law 2023-1196).
const NOM_FRANCE_TRAVAIL: Option<NaiveDate> = NaiveDate::from_ymd_opt(2024, 1, 1);

/// What the body is called on a day.
pub fn nom(jour: NaiveDate) -> &'static str {
    if NOM_FRANCE_TRAVAIL.is_some_and(|debut| jour < debut) { "Pôle emploi" } else { "France Travail" }
}
