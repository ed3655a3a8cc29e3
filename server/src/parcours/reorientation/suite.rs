//! What a decision on the parcours makes of the request of the structure, in the same transaction.

use reciproque_shared::cer::Acteur;
use reciproque_shared::mots::minuscule;
use reciproque_shared::parcours::reorientation::{EtatReorientation, GesteReorientation, transition};
use reciproque_shared::parcours::{GesteParcours, OrigineOrientation, ParcoursTenu};

use super::ecriture::Pas;
use super::lecture::Reorientations;
use crate::depot::entite::reorientation;
use crate::garde::Passage;
use crate::refus::Refus;

/// What was decided, and the steps of the parcours that tell it.
pub struct Decidee<'a> {
    pub geste: GesteParcours,
    /// In French.
    pub quoi: &'a str,
    /// The parcours as it is since.
    pub apres: &'a ParcoursTenu,
    /// The step that was the last before it.
    pub precedente: Option<i64>,
    pub etape: i64,
}

/// An orientation decided for this reason accepts the request that is open, whatever else changes who
/// accompanies makes it idle, and the undoing of what answered one reopens it.
pub async fn suivre_la_decision(
    passage: &Passage,
    reorientations: &Reorientations,
    decidee: Decidee<'_>,
) -> Result<(), Refus> {
    let ouverte = reorientations.ouverte();
    let (lue, geste, motif, decision) = match decidee.geste {
        GesteParcours::Orienter if accepte(decidee.apres) => {
            (ouverte, GesteReorientation::Accepter, None, Some(decidee.etape))
        }
        GesteParcours::Orienter | GesteParcours::Clore => {
            let motif = format!("Le parcours a changé entre-temps : {}.", minuscule(decidee.quoi));
            (ouverte, GesteReorientation::Classer, Some(motif), Some(decidee.etape))
        }
        GesteParcours::Annuler if ouverte.is_none() => {
            let repondue = decidee.precedente.and_then(|etape| reorientations.repondue_par(etape));
            let motif = "La décision qui y répondait a été annulée.".to_owned();
            (repondue, GesteReorientation::Rouvrir, Some(motif), None)
        }
        GesteParcours::Annuler
        | GesteParcours::Designer
        | GesteParcours::Notifier
        | GesteParcours::Prolonger
        | GesteParcours::Ramener
        | GesteParcours::Rectifier => return Ok(()),
    };
    let Some((ligne, avant)): Option<(&reorientation::Model, EtatReorientation)> = lue else { return Ok(()) };
    let etat =
        transition(avant, geste, Acteur::Departement).map_err(|motif| Refus::Conflit(motif.message))?;
    let pas = Pas { geste, etat, motif: motif.as_deref(), decision };
    pas.ecrire(passage, ligne, reorientations.version()).await
}

/// The orientation just decided was so at the request of a structure.
fn accepte(apres: &ParcoursTenu) -> bool {
    let nouvelle = apres.orientations.iter().find(|orientation| orientation.id == 0);
    nouvelle.is_some_and(|nouvelle| nouvelle.origine == OrigineOrientation::Reorientation)
}
