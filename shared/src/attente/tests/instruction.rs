//! What a request about the right awaits.

use super::*;
use crate::instruction::{EtatInstruction, IssueInstruction, SorteInstruction};

fn instruction(etat: EtatInstruction, issue: Option<IssueInstruction>) -> InstructionConnue {
    InstructionConnue {
        id: 8,
        sorte: SorteInstruction::Recours,
        etat,
        issue,
        instructeur: Some(3),
        recue_le: jour("2026-03-01"),
        depuis: jour("2026-03-10"),
    }
}

#[test]
fn a_request_about_the_right_awaits_its_next_gesture_whether_the_right_runs_or_not() {
    use EtatInstruction::*;
    let awaited = |etat, issue| {
        let faits = Faits { instructions: vec![instruction(etat, issue)], ..Faits::default() };
        let lues = vues(&faits, "2026-03-11");
        lues.into_iter().map(|vue| (vue.0, vue.1)).next()
    };
    let (accord, ajournement) = (Some(IssueInstruction::Accord), Some(IssueInstruction::Ajournement));
    let (limite, depuis) = ("2026-05-01".to_owned(), "2026-03-10".to_owned());
    assert_eq!(awaited(Recue, None), Some(("instruction", limite.clone())));
    assert_eq!(awaited(EnInstruction, None), Some(("instruction", limite.clone())));
    assert_eq!(awaited(Proposee, accord), Some(("decision_instruction", limite.clone())));
    assert_eq!(awaited(Decidee, accord), Some(("notification_instruction", limite)));
    assert_eq!(awaited(Notifiee, accord), Some(("transmission_instruction", depuis.clone())));
    assert_eq!(awaited(Notifiee, ajournement), Some(("instruction", depuis.clone())));
    assert_eq!(awaited(TransmiseCaisse, ajournement), Some(("instruction", depuis)));
    for finie in [TransmiseCaisse, Retiree, SansObjet] {
        assert_eq!(awaited(finie, accord), None, "{finie:?}");
    }
}
