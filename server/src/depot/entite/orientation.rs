//! Which structure accompanies whom, and since when.

use reciproque_shared::parcours::{Decideur, OrigineOrientation, SorteOrientation};
use sea_orm::ActiveValue::Set;

entite! {
    /// Delays run from the decision (2016 text) or from its notification (2025), access from its first
    /// day: all three are kept.
    table "orientation";
    #[sea_orm(primary_key)]
    pub id: i64,
    pub personne_id: i64,
    pub organisation_id: i64,
    pub sorte: String,
    pub origine: String,
    pub decideur: String,
    pub decidee_le: Date,
    pub notifiee_le: Option<Date>,
    pub debut: Date,
    pub fin: Option<Date>,
    pub motif_fin: Option<String>,
    /// Why its review comes later than that of others, and since when it is known.
    pub prolongation: Option<String>,
    pub prolongee_le: Option<Date>,
}

impl ActiveModel {
    /// A first one, decided and begun on the same day by the Département.
    pub fn premiere(personne: i64, structure: i64, sorte: SorteOrientation, jour: Date) -> Self {
        Self {
            personne_id: Set(personne),
            organisation_id: Set(structure),
            sorte: Set(sorte.code().to_owned()),
            origine: Set(OrigineOrientation::Premiere.code().to_owned()),
            decideur: Set(Decideur::Departement.code().to_owned()),
            decidee_le: Set(jour),
            debut: Set(jour),
            ..Default::default()
        }
    }
}
