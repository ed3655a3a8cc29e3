//! Two dossiers of one person for sure: which one it is followed in.

use chrono::NaiveDate;

use crate::dossier::EtatDossier;

/// What a dossier says of a person today.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Situation {
    /// Its last flow names the person.
    pub nommee: bool,
    /// The right is not over, nor refused.
    pub ouvert: bool,
    pub demande_le: NaiveDate,
}

/// Where the person goes on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Issue {
    /// In the dossier that is read.
    Ici,
    /// In the other one.
    LaBas,
    /// Both name the person, and nothing says which comes after.
    Deux,
}

impl Situation {
    /// Of a dossier in this state, as received.
    pub fn new(nommee: bool, etat: &str, demande_le: NaiveDate) -> Self {
        use EtatDossier::{Clos, ClosAnterieurement, Refuse};
        let ferme = matches!(EtatDossier::du_code(etat), Some(Clos | ClosAnterieurement | Refuse));
        Self { nommee, ouvert: !ferme, demande_le }
    }
}

/// The dossier that still names the person and is open; of two closed ones, the later request.
pub fn departager(ici: &Situation, la_bas: &Situation) -> Issue {
    let force = |situation: &Situation| (situation.nommee, situation.ouvert);
    match force(ici).cmp(&force(la_bas)) {
        std::cmp::Ordering::Greater => Issue::Ici,
        std::cmp::Ordering::Less => Issue::LaBas,
        std::cmp::Ordering::Equal if ici.nommee && ici.ouvert => Issue::Deux,
        std::cmp::Ordering::Equal if ici.demande_le < la_bas.demande_le => Issue::LaBas,
        std::cmp::Ordering::Equal => Issue::Ici,
    }
}
