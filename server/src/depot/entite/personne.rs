//! People of a dossier.

use reciproque_shared::personne::{DateNaissance, PrecisionNaissance};

entite! {
    /// A person inside a dossier: NOMNAI + PRENOM + DTNAI + RGNAI (twins). The `_cle`
    /// columns are folded for search (accents and case ignored).
    table "personne";
    #[sea_orm(primary_key)]
    pub id: i64,
    pub dossier_id: i64,
    pub role: String,
    pub nom: String,
    pub nom_naissance: String,
    pub prenom: String,
    pub date_naissance: Date,
    /// TYPEDTNAI: what is known of the date (N, J or O).
    pub naissance_precision: String,
    pub rang_naissance: i32,
    pub nir: Option<String>,
    pub droits_et_devoirs: Option<bool>,
    /// Day of the flow by which the services learnt that the person is subject to them.
    pub soumise_le: Option<Date>,
    pub nom_cle: String,
    pub nom_naissance_cle: String,
    pub prenom_cle: String,
    /// Day described by the first flow that no longer names the person; none while in the foyer.
    pub partie_le: Option<Date>,
    /// The line where the person goes on, in the dossier of a later request.
    pub suite_id: Option<i64>,
}

/// A birth date never goes without what is known of it.
pub fn naissance(date: Date, precision: &str) -> DateNaissance {
    DateNaissance::new(date, PrecisionNaissance::du_flux(Some(precision)))
}

impl Model {
    /// With its precision, as every page shows it.
    pub fn naissance(&self) -> DateNaissance {
        naissance(self.date_naissance, &self.naissance_precision)
    }
}
