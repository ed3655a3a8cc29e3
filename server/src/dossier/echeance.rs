use reciproque_shared::fiche_cer::LigneCer;
use reciproque_shared::fiche_parcours::{EcheanceLue, OrientationLue};

use crate::guard::Passage;

pub fn lire(_passage: &Passage, _orientations: &[OrientationLue], _cer: &[LigneCer]) -> Vec<EcheanceLue> {
    Vec::new()
}
