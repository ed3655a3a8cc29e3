//! Curiosity: what an unusual use of the files looks like, rule by rule, in words.
//!
//! Pure and explainable: counts of traced events against thresholds, nothing learnt,
//! nothing scored. A rule answers which events triggered it; what they mean is for the
//! data-protection officer to say. Source: RSACG (abuse leads to watch or suspension),
//! CNIL 2021-122 (traces serve the detection of misuse, not the measure of staff).

mod compteurs;
mod examen;
mod fiche;
mod geste;
mod motif;
#[cfg(test)]
mod recompte;
mod regle;
mod seuil;
mod surveillance;
#[cfg(test)]
mod tests;

pub use compteurs::Compteurs;
pub use examen::{Constat, Examen, Fait, Nature, Position, examiner};
pub use fiche::{
    EVENEMENTS_PAR_PAGE, EtapeAlerte, EvenementAlerte, FicheAlerte, FicheSurveillance, LigneAlerte,
    MotifDonne, MotifLu, PageAlertes, PageEvenements, SaisieAlertes, SaisieEvenements, SurveillanceLue,
};
pub use geste::{Conclusion, GesteAlerte, SaisieGesteAlerte, Traitement};
pub use motif::{ENTETE_MOTIF, LONGUEUR_PRECISION, MotifVue, MotifVueDonne, SaisieMotif};
pub use regle::RegleAlerte;
pub use seuil::{SaisieSeuil, Seuil, SeuilLu, Seuils, SeuilsLus};
pub use surveillance::{DecisionSurveillance, GesteSurveillance, SaisieSurveillance};
