//! A request as it is held: each state with what it alone knows. What a gesture makes of it is one
//! function.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::geste::Dit;
use super::{
    ConclusionInstruction, EtatInstruction, GesteInstruction, GesteLu, MotifClassement, MoyenNotification,
    MoyenTransmission, ObjetInstruction, Place, transition,
};
use crate::erreur::Motif;

/// What left the house, when and how.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Envoi<M> {
    pub le: NaiveDate,
    pub moyen: M,
}

/// A decision: of one agent, on what another one instructed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Brute", into = "Brute")]
pub struct DecisionPrise {
    instruite_par: i64,
    par: i64,
    le: NaiveDate,
    conclusion: ConclusionInstruction,
}

#[derive(Clone, Copy, Serialize, Deserialize)]
struct Brute {
    instruite_par: i64,
    par: i64,
    le: NaiveDate,
    conclusion: ConclusionInstruction,
}

impl DecisionPrise {
    /// # Errors
    /// `geste_reserve` when who decides is who instructed.
    pub fn prendre(
        instruite_par: i64,
        par: i64,
        le: NaiveDate,
        conclusion: ConclusionInstruction,
    ) -> Result<Self, Motif> {
        if par == instruite_par {
            return Err(Motif::new(
                "geste_reserve",
                "Qui instruit une demande n’en décide pas : laissez un autre agent de la CTSA la prendre.",
            ));
        }
        Ok(Self { instruite_par, par, le, conclusion })
    }

    pub const fn instruite_par(&self) -> i64 {
        self.instruite_par
    }
    pub const fn par(&self) -> i64 {
        self.par
    }
    pub const fn le(&self) -> NaiveDate {
        self.le
    }
    pub const fn conclusion(&self) -> ConclusionInstruction {
        self.conclusion
    }
}

impl TryFrom<Brute> for DecisionPrise {
    type Error = Motif;

    fn try_from(lue: Brute) -> Result<Self, Motif> {
        Self::prendre(lue.instruite_par, lue.par, lue.le, lue.conclusion)
    }
}

impl From<DecisionPrise> for Brute {
    fn from(DecisionPrise { instruite_par, par, le, conclusion }: DecisionPrise) -> Self {
        Self { instruite_par, par, le, conclusion }
    }
}

/// Where a request stands, with what is known there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Tenue {
    Recue,
    EnInstruction {
        par: i64,
    },
    Proposee {
        par: i64,
        conclusion: ConclusionInstruction,
    },
    Decidee {
        decision: DecisionPrise,
    },
    Notifiee {
        decision: DecisionPrise,
        notification: Envoi<MoyenNotification>,
    },
    TransmiseCaisse {
        decision: DecisionPrise,
        notification: Envoi<MoyenNotification>,
        transmission: Envoi<MoyenTransmission>,
    },
    Retiree,
    SansObjet {
        motif: MotifClassement,
    },
}

impl Tenue {
    pub const fn etat(&self) -> EtatInstruction {
        match self {
            Self::Recue => EtatInstruction::Recue,
            Self::EnInstruction { .. } => EtatInstruction::EnInstruction,
            Self::Proposee { .. } => EtatInstruction::Proposee,
            Self::Decidee { .. } => EtatInstruction::Decidee,
            Self::Notifiee { .. } => EtatInstruction::Notifiee,
            Self::TransmiseCaisse { .. } => EtatInstruction::TransmiseCaisse,
            Self::Retiree => EtatInstruction::Retiree,
            Self::SansObjet { .. } => EtatInstruction::SansObjet,
        }
    }

    /// Who instructs it, or did before the decision.
    pub const fn instruite_par(&self) -> Option<i64> {
        match self {
            Self::EnInstruction { par } | Self::Proposee { par, .. } => Some(*par),
            Self::Decidee { decision }
            | Self::Notifiee { decision, .. }
            | Self::TransmiseCaisse { decision, .. } => Some(decision.instruite_par),
            Self::Recue | Self::Retiree | Self::SansObjet { .. } => None,
        }
    }

    pub const fn decision(&self) -> Option<&DecisionPrise> {
        match self {
            Self::Decidee { decision }
            | Self::Notifiee { decision, .. }
            | Self::TransmiseCaisse { decision, .. } => Some(decision),
            _ => None,
        }
    }

    pub const fn notification(&self) -> Option<Envoi<MoyenNotification>> {
        match self {
            Self::Notifiee { notification, .. } | Self::TransmiseCaisse { notification, .. } => {
                Some(*notification)
            }
            _ => None,
        }
    }

    pub const fn transmission(&self) -> Option<Envoi<MoyenTransmission>> {
        match self {
            Self::TransmiseCaisse { transmission, .. } => Some(*transmission),
            _ => None,
        }
    }

    /// Proposed, or decided.
    pub const fn conclusion(&self) -> Option<ConclusionInstruction> {
        match self {
            Self::Proposee { conclusion, .. } => Some(*conclusion),
            _ => match self.decision() {
                Some(decision) => Some(decision.conclusion),
                None => None,
            },
        }
    }

    /// An adjournment that the person knows of: it waits for the instruction to go on.
    pub fn attend_une_reprise(&self) -> bool {
        self.etat().est_notifiee() && self.conclusion().is_some_and(|conclusion| conclusion.est_ajournee())
    }

    pub fn place(&self, agent: i64) -> Place {
        if self.instruite_par() == Some(agent) { Place::Instructeur } else { Place::Autre }
    }

    /// What a gesture of this agent, on this day, makes of a request about this.
    ///
    /// # Errors
    /// Those of [`transition`]; `conclusion_autre` when it does not answer what is asked.
    pub fn faire(
        &self,
        objet: &ObjetInstruction,
        geste: &GesteLu,
        (agent, jour): (i64, NaiveDate),
    ) -> Result<Self, Motif> {
        transition(self.etat(), geste.geste(), self.place(agent))?;
        if let Dit::Proposer(conclusion) | Dit::Decider(conclusion) = geste.dit() {
            repond(conclusion, objet)?;
        }
        match (*self, *geste.dit()) {
            (Self::Recue | Self::EnInstruction { .. }, Dit::Prendre) => {
                Ok(Self::EnInstruction { par: agent })
            }
            (Self::EnInstruction { par }, Dit::Proposer(conclusion)) => {
                Ok(Self::Proposee { par, conclusion })
            }
            (Self::Proposee { par, .. }, Dit::Renvoyer) => Ok(Self::EnInstruction { par }),
            (Self::Proposee { par, .. }, Dit::Decider(conclusion)) => {
                Ok(Self::Decidee { decision: DecisionPrise::prendre(par, agent, jour, conclusion)? })
            }
            (Self::Decidee { decision }, Dit::Notifier(notification)) => {
                Ok(Self::Notifiee { decision, notification })
            }
            (Self::Notifiee { decision, notification }, Dit::Transmettre(transmission)) => {
                Ok(Self::TransmiseCaisse { decision, notification, transmission })
            }
            (_, Dit::Reprendre) if self.attend_une_reprise() => Ok(Self::EnInstruction { par: agent }),
            (_, Dit::Retirer) => Ok(Self::Retiree),
            (_, Dit::Classer(motif)) => Ok(Self::SansObjet { motif }),
            _ => Err(Motif::new("geste_impossible", SEULES_AJOURNEES)),
        }
    }

    /// What this agent may do now; `dernier` is the last step, and who took it.
    pub fn gestes(&self, agent: i64, dernier: (GesteInstruction, i64)) -> Vec<GesteInstruction> {
        let reprise = self.attend_une_reprise();
        let annuler = annulation(dernier, agent).is_ok().then_some(GesteInstruction::Annuler);
        super::gestes_possibles(self.etat(), self.place(agent))
            .filter(|geste| *geste != GesteInstruction::Reprendre || reprise)
            .chain(annuler)
            .collect()
    }
}

impl Tenue {
    /// Why this agent may not do what the request awaits next, and what to do then.
    pub fn empechement(&self, agent: i64) -> Option<String> {
        let attendu = match self.etat() {
            EtatInstruction::EnInstruction => GesteInstruction::Proposer,
            EtatInstruction::Proposee => GesteInstruction::Decider,
            _ => return None,
        };
        transition(self.etat(), attendu, self.place(agent)).err().map(|motif| motif.message)
    }
}

const SEULES_AJOURNEES: &str = "Seule une décision ajournée se reprend : ouvrez une autre demande.";

fn repond(conclusion: &ConclusionInstruction, objet: &ObjetInstruction) -> Result<(), Motif> {
    match conclusion.repond_a(objet) {
        true => Ok(()),
        false => Err(Motif::new(
            "conclusion_autre",
            "Cette conclusion ne répond pas à ce qui est demandé : choisissez-en une autre.",
        )),
    }
}

/// Whether this agent may undo the last gesture: their own, while nothing has left the house. The
/// request is then as it was before it.
///
/// # Errors
/// `geste_impossible` or `geste_reserve`, with what to do instead.
pub fn annulation((geste, auteur): (GesteInstruction, i64), agent: i64) -> Result<(), Motif> {
    if !geste.est_annulable() {
        return Err(Motif::new(
            "geste_impossible",
            "Le dernier geste ne s’annule pas : ce qui est parti de la maison se corrige par une autre demande.",
        ));
    }
    if auteur != agent {
        return Err(Motif::new(
            "geste_reserve",
            "Le dernier geste est celui d’un autre agent : lui seul l’annule. Renvoyez la demande en instruction, ou \
             prenez-la.",
        ));
    }
    Ok(())
}
