//! The rights of the people concerned (RGPD art. 12 to 16): the notice, requests of access
//! and of rectification with their legal deadline, the extract, what was rectified.

mod donnee;
mod etat;
mod extrait;
mod saisie;
#[cfg(test)]
mod tests;

pub use donnee::{DonneeRectifiable, SourceDonnee};
pub use etat::{EtatDemande, GesteDemande, a_faire_avant_de_repondre, gestes_possibles, transition};
pub use extrait::{BrouillonExtrait, ConsultationExtraite, ExtraitAcces, MotifExtrait, ReceptionExtraite};
pub use saisie::{
    DemandeLue, GesteDemandeLu, IssueRectification, LONGUEUR_OBJET, RectificationLue, SaisieDemande,
    SaisieGesteDemande, SaisieRectification,
};

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use crate::cer::fiche::PersonneConcernee;
use crate::liste::liste_fermee;
use crate::nominatif;
use crate::regle::{Cle, Regles};

liste_fermee! {
    SorteDemande {
        Acces = "acces", "Accès à ses données";
        Rectification = "rectification", "Rectification de ses données";
    }
}

/// Last day to answer a request received on `recue_le`, with the article: one month, to the
/// same day number or the last of a shorter month; the extension counts from the reception
/// too, so that the end of a short month costs nobody a day (RGPD art. 12.3).
///
/// `None` before the rules begin.
pub fn echeance_demande(
    regles: &Regles,
    recue_le: NaiveDate,
    prolongee: bool,
) -> Option<(NaiveDate, String)> {
    let mois = |cle| match regles.en_vigueur(cle, recue_le)?.valeur {
        crate::regle::Valeur::Mois(mois) => Some(mois),
        _ => None,
    };
    let prolongation = if prolongee { mois(Cle::ProlongationDroit)? } else { 0 };
    let regle = regles.en_vigueur(Cle::DelaiReponseDroit, recue_le)?;
    let total = mois(Cle::DelaiReponseDroit)? + prolongation;
    Some((crate::date::ajouter_mois(recue_le, total), regle.article.clone()))
}

/// What the public notice says that is a setting of this département: nothing personal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Notice {
    pub responsable: String,
    pub delegue: String,
    /// How long the trace of each view is kept, in months.
    pub traces_mois: u32,
    /// To answer a request, and what may be added to it, in months.
    pub delai_mois: u32,
    pub prolongation_mois: u32,
}

nominatif! {
    /// A request as lists show it.
    pub struct LigneDemande {
        pub id: i64,
        pub personne: PersonneConcernee,
        pub sorte: SorteDemande,
        pub etat: EtatDemande,
        pub recue_le: NaiveDate,
        /// Last day to answer.
        pub limite: NaiveDate,
        pub prolongee: bool,
        pub en_retard: bool,
    }

    /// The requests, those that await an answer first, the most urgent at the top.
    pub struct Demandes {
        pub lignes: Vec<LigneDemande>,
    }

    /// A step of a request.
    pub struct EtapeDemande {
        /// What was done, in French.
        pub quoi: String,
        pub instant: DateTime<Utc>,
        pub agent: String,
        pub motif: Option<String>,
    }

    /// What came of one datum.
    pub struct RectificationFaite {
        pub donnee: DonneeRectifiable,
        pub issue: IssueRectification,
        pub ancienne: Option<String>,
        pub nouvelle: String,
        pub motif: String,
        pub instant: DateTime<Utc>,
        pub agent: String,
    }

    /// A date or a text that the product holds and the officer may rectify here.
    pub struct DonneeDuProduit {
        pub donnee: DonneeRectifiable,
        /// Which row: the orientation, the rendez-vous.
        pub cible: i64,
        /// Where it stands, in French.
        pub ou: String,
        pub valeur: String,
    }

    /// A request whole.
    pub struct FicheDemande {
        pub ligne: LigneDemande,
        pub version: i32,
        pub objet: String,
        /// Text that the deadline comes from.
        pub article: String,
        pub etapes: Vec<EtapeDemande>,
        pub rectifications: Vec<RectificationFaite>,
        /// What may be done now.
        pub gestes: Vec<GesteDemande>,
        /// What is missing before the answer may be told as sent, and how to do it.
        pub a_faire: Option<String>,
        /// What the product owns about the person; empty while the file is closed.
        pub donnees: Vec<DonneeDuProduit>,
    }
}
