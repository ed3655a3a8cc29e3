//! What the département does as supervisor of the delegated management: each gesture has
//! a reason, and takes effect at the next request.

mod autorite;
pub mod fiche;
mod rattachement;

pub use autorite::{Autorite, GesteAcces, autorite};
pub use rattachement::{Rattachement, SaisieRattachement};

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::convention::lire_raison;
use crate::erreur::ErreurChamp;
use crate::liste::liste_fermee;
use crate::nominatif;
use crate::organisation::SorteOrganisation;

liste_fermee! {
    /// A gesture of the supervisor.
    GesteSupervision {
        Suspendre = "suspendre", "Suspendre l’accès";
        Retablir = "retablir", "Rétablir l’accès";
        RetirerDelegation = "retirer_delegation", "Retirer la délégation";
        RendreDelegation = "rendre_delegation", "Rendre la délégation";
        ExigerMotDePasse = "exiger_mot_de_passe", "Exiger un nouveau mot de passe";
        /// Has a call of its own.
        Rattacher = "rattacher", "Rattacher à un autre organisme ou corriger le nom";
        /// Of who watches, by a command of the operator: on screen, it is a step of the habilitation.
        Terminer = "terminer", "Mettre fin à l’habilitation";
        /// Of a structure without accounts.
        Fermer = "fermer", "Fermer la structure";
        Rouvrir = "rouvrir", "Rouvrir la structure";
        OuvrirComptes = "ouvrir_comptes", "Passer sous convention";
        RetirerComptes = "retirer_comptes", "Passer sans compte";
    }
}

impl GesteSupervision {
    /// The same, among the gestures on accounts; none of a structure that has none.
    pub const fn acces(self) -> Option<GesteAcces> {
        match self {
            Self::Suspendre => Some(GesteAcces::Suspendre),
            Self::Retablir => Some(GesteAcces::Retablir),
            Self::RetirerDelegation => Some(GesteAcces::RetirerDelegation),
            Self::RendreDelegation => Some(GesteAcces::RendreDelegation),
            Self::ExigerMotDePasse => Some(GesteAcces::ExigerMotDePasse),
            Self::Rattacher => Some(GesteAcces::Rattacher),
            Self::Terminer => Some(GesteAcces::Terminer),
            Self::Fermer | Self::Rouvrir | Self::OuvrirComptes | Self::RetirerComptes => None,
        }
    }

    /// What was done, in the history.
    pub const fn fait(self) -> &'static str {
        match self {
            Self::Suspendre => "Accès suspendu",
            Self::Retablir => "Accès rétabli",
            Self::RetirerDelegation => "Délégation retirée",
            Self::RendreDelegation => "Délégation rendue",
            Self::ExigerMotDePasse => "Nouveau mot de passe exigé",
            Self::Rattacher => "Rattachement ou nom changé",
            Self::Terminer => "Habilitation terminée",
            Self::Fermer => "Structure fermée",
            Self::Rouvrir => "Structure rouverte",
            Self::OuvrirComptes => "Structure passée sous convention",
            Self::RetirerComptes => "Structure passée sans compte",
        }
    }

    /// What it does, told before it is done.
    pub const fn consequence(self) -> &'static str {
        match self {
            Self::Suspendre => {
                "Les sessions ouvertes sont fermées et toute connexion est refusée, dès maintenant."
            }
            Self::Retablir => "La connexion redevient possible dès maintenant.",
            Self::RetirerDelegation => {
                "La gestion des habilitations lui est fermée dès maintenant ; ses autres profils restent ouverts."
            }
            Self::Terminer => "Les sessions ouvertes sont fermées ; ce profil ne s’ouvre plus.",
            Self::RendreDelegation => "La gestion des habilitations lui est rouverte dès maintenant.",
            Self::ExigerMotDePasse => {
                "Les sessions ouvertes sont fermées ; un nouveau mot de passe sera demandé à la prochaine connexion."
            }
            Self::Rattacher => {
                "Une nouvelle habilitation pourra être demandée à cette adresse. Celles d’avant restent au nom de \
                 l’organisation où elles ont été tenues."
            }
            Self::Fermer => {
                "Plus personne n’y est orienté. Les personnes qu’elle accompagne le restent jusqu’à une autre décision."
            }
            Self::Rouvrir => "On peut de nouveau y orienter quelqu’un.",
            Self::OuvrirComptes => {
                "Elle devient une structure comme les autres : saisissez sa convention, puis demandez les habilitations. \
                 D’ici là, plus personne n’y est orienté ; les personnes qu’elle accompagne attendront un référent."
            }
            Self::RetirerComptes => {
                "Elle accompagne sans accéder à l’extranet : ni convention, ni habilitation, ni référent désigné."
            }
        }
    }
}

/// A gesture as typed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SaisieSupervision {
    pub geste: GesteSupervision,
    pub motif: String,
}

impl SaisieSupervision {
    /// The reason, in a few factual words.
    ///
    /// # Errors
    /// `motif` absent, too long or not factual.
    pub fn motif(&self) -> Result<String, Vec<ErreurChamp>> {
        lire_raison(&self.motif, "Indiquez pourquoi").map_err(|motif| vec![motif.champ("motif")])
    }
}

/// An agent as the supervisor finds it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SituationAgent {
    /// The supervisor in person.
    pub soi: bool,
    pub suspendu: bool,
    /// Whether the habilitation to manage habilitations is taken back; `None` without one.
    pub delegation_retiree: Option<bool>,
    pub mot_de_passe_a_changer: bool,
}

impl SituationAgent {
    /// What may be done, in the order of the buttons. Nobody does it to oneself.
    pub fn gestes(self) -> Vec<GesteSupervision> {
        use GesteSupervision::{ExigerMotDePasse, RendreDelegation, Retablir, RetirerDelegation, Suspendre};
        if self.soi {
            return Vec::new();
        }
        let acces = if self.suspendu { Retablir } else { Suspendre };
        let delegation =
            self.delegation_retiree.map(|retiree| if retiree { RendreDelegation } else { RetirerDelegation });
        let mot_de_passe = (!self.mot_de_passe_a_changer).then_some(ExigerMotDePasse);
        [Some(acces), delegation, mot_de_passe].into_iter().flatten().collect()
    }
}

/// An organisation as the supervisor finds it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SituationOrganisation {
    pub sorte: SorteOrganisation,
    /// Its agents sign in no more; of a structure without accounts, it is closed.
    pub suspendue: bool,
    pub sans_compte: bool,
    /// It has no agent, no convention in force or to come, and nobody is a référent there.
    pub deserte: bool,
}

impl SituationOrganisation {
    /// What may be done, in the order of the buttons. The Département itself is never suspended: nobody
    /// would be left to reinstate it. Accounts are opened to who had none, and taken back only while
    /// there is none.
    pub fn gestes(self) -> Vec<GesteSupervision> {
        use GesteSupervision::{Fermer, OuvrirComptes, Retablir, RetirerComptes, Rouvrir, Suspendre};
        let sans_suite = self.deserte && self.sorte == SorteOrganisation::Structure;
        match (self.sorte, self.sans_compte, self.suspendue) {
            (SorteOrganisation::Departement, ..) => Vec::new(),
            // Nobody signs in there.
            (sorte, ..) if !sorte.a_des_comptes() => Vec::new(),
            (_, true, true) => vec![Rouvrir],
            (_, true, false) => vec![OuvrirComptes, Fermer],
            (_, false, true) => vec![Retablir],
            (_, false, false) if sans_suite => vec![Suspendre, RetirerComptes],
            (_, false, false) => vec![Suspendre],
        }
    }
}

nominatif! {
    /// A gesture that was done: by whom, when and why.
    pub struct Decision {
        pub geste: GesteSupervision,
        pub motif: String,
        pub instant: DateTime<Utc>,
        pub par: String,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn une_situation() -> impl Strategy<Value = SituationAgent> {
        (any::<bool>(), any::<bool>(), proptest::option::of(any::<bool>()), any::<bool>()).prop_map(
            |(soi, suspendu, delegation_retiree, mot_de_passe_a_changer)| SituationAgent {
                soi,
                suspendu,
                delegation_retiree,
                mot_de_passe_a_changer,
            },
        )
    }

    proptest! {
        #[test]
        fn what_is_undone_can_be_done_again_and_nothing_to_oneself(situation in une_situation()) {
            let gestes = situation.gestes();
            prop_assert_eq!(gestes.is_empty(), situation.soi);
            let a = |geste| gestes.contains(&geste);
            prop_assert!(!(a(GesteSupervision::Suspendre) && a(GesteSupervision::Retablir)));
            prop_assert!(!(a(GesteSupervision::RetirerDelegation) && a(GesteSupervision::RendreDelegation)));
            prop_assert_eq!(a(GesteSupervision::Retablir), situation.suspendu && !situation.soi);
        }
    }

    #[test]
    fn neither_the_departement_is_suspended_nor_where_nobody_signs_in() {
        use SorteOrganisation::{Caisse, Departement};
        for sorte in SorteOrganisation::TOUS {
            let gestes = organisation(*sorte, [false; 3]).gestes();
            assert_eq!(gestes.is_empty(), matches!(sorte, Departement | Caisse));
        }
    }

    fn organisation(
        sorte: SorteOrganisation,
        [suspendue, sans_compte, deserte]: [bool; 3],
    ) -> SituationOrganisation {
        SituationOrganisation { sorte, suspendue, sans_compte, deserte }
    }

    #[test]
    fn accounts_are_taken_back_only_where_there_is_none() {
        use GesteSupervision::{Fermer, OuvrirComptes, RetirerComptes, Rouvrir, Suspendre};
        let structure = |situation| organisation(SorteOrganisation::Structure, situation).gestes();
        assert_eq!(structure([false, true, true]), [OuvrirComptes, Fermer]);
        assert_eq!(structure([true, true, true]), [Rouvrir]);
        assert_eq!(structure([false, false, true]), [Suspendre, RetirerComptes]);
        assert_eq!(structure([false, false, false]), [Suspendre]);
        let autre = organisation(SorteOrganisation::PoleEmploi, [false, false, true]).gestes();
        assert_eq!(autre, [Suspendre], "a structure only may do without");
    }

    #[test]
    fn a_reason_is_asked_for() {
        let saisie =
            |motif: &str| SaisieSupervision { geste: GesteSupervision::Suspendre, motif: motif.to_owned() };
        assert_eq!(saisie("  ").motif().expect_err("refused")[0].code, "motif_absent");
        for motif in ["Départ signalé par la structure.", "Vol d’identifiants, dépôt de plainte."] {
            assert!(saisie(motif).motif().is_ok(), "{motif}");
        }
        for motif in ["Agent musulman signalé.", "Son numéro : 1 85 07 75 056 123 45."] {
            assert_eq!(saisie(motif).motif().expect_err("refused")[0].code, "commentaire_garde");
        }
    }
}
