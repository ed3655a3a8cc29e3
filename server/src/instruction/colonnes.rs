//! A request and its columns: what is asked and how it is held, written in them and read from them.

use reciproque_shared::instruction::{
    ConclusionInstruction, DecisionContestee, DecisionPrise, Envoi, EtatInstruction, GenreDerogation,
    Initiative, IssueInstruction, MomentDerogation, MotifAjournement, MotifClassement, MotifRefus,
    MotifRemise, MoyenNotification, MoyenTransmission, ObjetInstruction, SorteInstruction, Tenue,
};
use reciproque_shared::montant::Montant;
use sea_orm::ActiveValue::Set;

use crate::depot::entite::instruction::{ActiveModel, Model};

/// What is asked, and how it is held, as columns.
pub fn ecrite(objet: &ObjetInstruction, tenue: &Tenue) -> ActiveModel {
    let code = |code: &'static str| Set(Some(code.to_owned()));
    let mut valeurs = tenue_ecrite(tenue);
    valeurs.sorte = Set(objet.sorte().code().to_owned());
    match *objet {
        ObjetInstruction::Derogation { genre, moment } => {
            valeurs.genre = code(genre.code());
            valeurs.moment = code(moment.code());
        }
        ObjetInstruction::Remise { montant, motif } => {
            valeurs.montant = Set(Some(montant.centimes()));
            valeurs.motif = code(motif.code());
        }
        ObjetInstruction::Recours { contre, contestee_le } => {
            valeurs.contre = code(contre.code());
            valeurs.contestee_le = Set(contestee_le);
        }
        ObjetInstruction::EvaluationTi { initiative } => valeurs.initiative = code(initiative.code()),
    }
    valeurs
}

/// How it is held: each column that a state does not know is emptied.
pub fn tenue_ecrite(tenue: &Tenue) -> ActiveModel {
    let code = |code: &'static str| code.to_owned();
    let (notification, transmission) = (tenue.notification(), tenue.transmission());
    let classement = match tenue {
        Tenue::SansObjet { motif } => Some(motif.code().to_owned()),
        _ => None,
    };
    ActiveModel {
        etat: Set(tenue.etat().code().to_owned()),
        instruite_par: Set(tenue.instruite_par()),
        decidee_par: Set(tenue.decision().map(DecisionPrise::par)),
        decidee_le: Set(tenue.decision().map(DecisionPrise::le)),
        notifiee_le: Set(notification.map(|envoi| envoi.le)),
        notification: Set(notification.map(|envoi| code(envoi.moyen.code()))),
        transmise_le: Set(transmission.map(|envoi| envoi.le)),
        transmission: Set(transmission.map(|envoi| code(envoi.moyen.code()))),
        classement: Set(classement),
        ..conclusion_ecrite(tenue.conclusion())
    }
}

fn conclusion_ecrite(conclusion: Option<ConclusionInstruction>) -> ActiveModel {
    let (mut montant, mut du, mut au, mut motif) = (None, None, None, None);
    match conclusion {
        Some(ConclusionInstruction::DerogationAccordee { du: debut, au: fin }) => {
            (du, au) = (Some(debut), fin)
        }
        Some(ConclusionInstruction::RemiseAccordee { montant: remis }) => montant = Some(remis.centimes()),
        Some(ConclusionInstruction::RecoursAdmis { du: debut }) => du = Some(debut),
        Some(ConclusionInstruction::RessourcesEvaluees { montant: evalue, du: debut }) => {
            (montant, du) = (Some(evalue.centimes()), Some(debut));
        }
        Some(ConclusionInstruction::Refusee { motif: refus }) => motif = Some(refus.code()),
        Some(ConclusionInstruction::Ajournee { motif: attendu }) => motif = Some(attendu.code()),
        None => {}
    }
    ActiveModel {
        issue: Set(conclusion.map(|conclusion| conclusion.issue().code().to_owned())),
        montant_accorde: Set(montant),
        effet_du: Set(du),
        effet_au: Set(au),
        motif_issue: Set(motif.map(str::to_owned)),
        ..Default::default()
    }
}

/// What is asked; none of a code that this version does not know.
pub fn objet(ligne: &Model) -> Option<ObjetInstruction> {
    Some(match SorteInstruction::du_code(&ligne.sorte)? {
        SorteInstruction::Derogation => ObjetInstruction::Derogation {
            genre: GenreDerogation::du_code(ligne.genre.as_deref()?)?,
            moment: MomentDerogation::du_code(ligne.moment.as_deref()?)?,
        },
        SorteInstruction::Remise => ObjetInstruction::Remise {
            montant: Montant::try_from(ligne.montant?).ok()?,
            motif: MotifRemise::du_code(ligne.motif.as_deref()?)?,
        },
        SorteInstruction::Recours => ObjetInstruction::Recours {
            contre: DecisionContestee::du_code(ligne.contre.as_deref()?)?,
            contestee_le: ligne.contestee_le,
        },
        SorteInstruction::EvaluationTi => {
            ObjetInstruction::EvaluationTi { initiative: Initiative::du_code(ligne.initiative.as_deref()?)? }
        }
    })
}

/// How it is held; none of a code that this version does not know.
pub fn tenue(ligne: &Model) -> Option<Tenue> {
    Some(match EtatInstruction::du_code(&ligne.etat)? {
        EtatInstruction::Recue => Tenue::Recue,
        EtatInstruction::EnInstruction => Tenue::EnInstruction { par: ligne.instruite_par? },
        EtatInstruction::Proposee => {
            Tenue::Proposee { par: ligne.instruite_par?, conclusion: conclusion(ligne)? }
        }
        EtatInstruction::Decidee => Tenue::Decidee { decision: decision(ligne)? },
        EtatInstruction::Notifiee => {
            Tenue::Notifiee { decision: decision(ligne)?, notification: notification(ligne)? }
        }
        EtatInstruction::TransmiseCaisse => Tenue::TransmiseCaisse {
            decision: decision(ligne)?,
            notification: notification(ligne)?,
            transmission: Envoi {
                le: ligne.transmise_le?,
                moyen: MoyenTransmission::du_code(ligne.transmission.as_deref()?)?,
            },
        },
        EtatInstruction::Retiree => Tenue::Retiree,
        EtatInstruction::SansObjet => {
            Tenue::SansObjet { motif: MotifClassement::du_code(ligne.classement.as_deref()?)? }
        }
    })
}

fn decision(ligne: &Model) -> Option<DecisionPrise> {
    let (instructeur, par) = (ligne.instruite_par?, ligne.decidee_par?);
    DecisionPrise::prendre(instructeur, par, ligne.decidee_le?, conclusion(ligne)?).ok()
}

fn notification(ligne: &Model) -> Option<Envoi<MoyenNotification>> {
    let moyen = MoyenNotification::du_code(ligne.notification.as_deref()?)?;
    Some(Envoi { le: ligne.notifiee_le?, moyen })
}

fn conclusion(ligne: &Model) -> Option<ConclusionInstruction> {
    let motif = || ligne.motif_issue.as_deref();
    let montant = || Montant::try_from(ligne.montant_accorde?).ok();
    Some(match IssueInstruction::du_code(ligne.issue.as_deref()?)? {
        IssueInstruction::Refus => ConclusionInstruction::Refusee { motif: MotifRefus::du_code(motif()?)? },
        IssueInstruction::Ajournement => {
            ConclusionInstruction::Ajournee { motif: MotifAjournement::du_code(motif()?)? }
        }
        IssueInstruction::Accord => match SorteInstruction::du_code(&ligne.sorte)? {
            SorteInstruction::Derogation => {
                ConclusionInstruction::DerogationAccordee { du: ligne.effet_du?, au: ligne.effet_au }
            }
            SorteInstruction::Remise => ConclusionInstruction::RemiseAccordee { montant: montant()? },
            SorteInstruction::Recours => ConclusionInstruction::RecoursAdmis { du: ligne.effet_du? },
            SorteInstruction::EvaluationTi => {
                ConclusionInstruction::RessourcesEvaluees { montant: montant()?, du: ligne.effet_du? }
            }
        },
    })
}
