//! What an agent who is signed in must do before anything else: present a second factor,
//! choose a password, sign the charter. Until then only the acts that lift it are open.

use super::Acte;
use crate::liste::liste_fermee;

liste_fermee! {
    /// In the order in which they are lifted.
    Entrave {
        SecondFacteurAttendu = "second_facteur_attendu", "Confirmez que c’est bien vous";
        /// The account has a passkey and no application: nothing else proves who it is.
        CleAttendue = "cle_attendue", "Présentez votre clé d’accès";
        MotDePasseAChanger = "mot_de_passe_a_changer", "Choisissez votre mot de passe";
        SecondFacteurAInstaller = "second_facteur_a_installer", "Protégez votre compte par un second facteur";
        EngagementASigner = "engagement_a_signer", "Signez votre engagement de confidentialité et la charte";
    }
}

/// What a session and its account are like, as far as something may stand in the way.
#[derive(Clone, Copy, Debug)]
pub struct Situation {
    /// The session was opened with two factors, or given the second since.
    pub second_facteur_presente: bool,
    /// An authenticator application is set up.
    pub application: bool,
    /// A passkey is registered.
    pub cle_acces: bool,
    /// The setting asks one of the agent's profils for a second factor, the one in use or not.
    pub second_facteur_exige: bool,
    /// The account has no password but a one-time code: who handed it over knows it too.
    pub sous_code: bool,
    /// The password was a one-time code, had expired at sign-in, or must be changed by order.
    pub mot_de_passe_a_changer: bool,
    /// The engagement and the charter are signed: the habilitation has begun.
    pub engagement_signe: bool,
}

impl Entrave {
    /// The first thing to do, if there is any. The second factor comes first: who has only
    /// the password must not be able to change it, nor to set up a factor of their own. Under a
    /// code the factor that is there is asked for even where none is required.
    pub const fn premiere(situation: Situation) -> Option<Self> {
        let Situation { application, cle_acces, second_facteur_exige, sous_code, .. } = situation;
        let presente = situation.second_facteur_presente;
        if application && !presente {
            Some(Self::SecondFacteurAttendu)
        } else if cle_acces && (second_facteur_exige || sous_code) && !presente {
            Some(Self::CleAttendue)
        } else if situation.mot_de_passe_a_changer {
            Some(Self::MotDePasseAChanger)
        } else if second_facteur_exige && !presente {
            Some(Self::SecondFacteurAInstaller)
        } else if !situation.engagement_signe {
            Some(Self::EngagementASigner)
        } else {
            None
        }
    }

    /// The acts that remain open: those on one's own session, and the one that lifts it.
    /// A passkey is presented by signing in again; one may be added where a factor is missing,
    /// and is presented next.
    pub const fn laisse(self, acte: Acte) -> bool {
        match acte {
            Acte::SeConnecter | Acte::SeDeconnecter | Acte::ConsulterSession | Acte::ProlongerSession => true,
            Acte::PresenterSecondFacteur => matches!(self, Self::SecondFacteurAttendu),
            Acte::ChangerMotDePasse => matches!(self, Self::MotDePasseAChanger),
            Acte::InstallerSecondFacteur | Acte::GererClesAcces => {
                matches!(self, Self::SecondFacteurAInstaller)
            }
            Acte::SignerEngagement => matches!(self, Self::EngagementASigner),
            _ => false,
        }
    }

    /// What to do next, in the words of the refusal.
    pub const fn que_faire(self) -> &'static str {
        match self {
            Self::SecondFacteurAttendu => {
                "Donnez le code de votre application d’authentification pour continuer. Sans votre téléphone, \
                 utilisez un code de secours. Sans l’un ni l’autre, demandez au gestionnaire des habilitations de votre \
                 structure de déclarer vos identifiants perdus, second facteur compris."
            }
            Self::CleAttendue => {
                "Votre second facteur est une clé d’accès : présentez-la pour continuer. Si vous ne l’avez plus, demandez \
                 au gestionnaire des habilitations de votre structure de déclarer vos identifiants perdus, second facteur \
                 compris."
            }
            Self::MotDePasseAChanger => {
                "Votre mot de passe doit être changé. Choisissez-en un nouveau pour continuer : rien de ce qui est \
                 saisi n’est perdu."
            }
            Self::SecondFacteurAInstaller => {
                "Un de vos profils demande un second facteur. Installez-le pour continuer : une application \
                 d’authentification sur votre téléphone, ou une clé d’accès de votre appareil."
            }
            Self::EngagementASigner => {
                "Votre habilitation attend votre signature. Lisez et signez l’engagement de confidentialité et la \
                 charte pour continuer."
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const LIBRE: Situation = Situation {
        second_facteur_presente: false,
        application: false,
        cle_acces: false,
        second_facteur_exige: false,
        sous_code: false,
        mot_de_passe_a_changer: false,
        engagement_signe: true,
    };

    #[test]
    fn the_second_factor_comes_before_the_password_and_its_installation_after() {
        let tout = Situation {
            application: true,
            second_facteur_exige: true,
            mot_de_passe_a_changer: true,
            engagement_signe: false,
            ..LIBRE
        };
        assert_eq!(Entrave::premiere(tout), Some(Entrave::SecondFacteurAttendu));
        let sans = Situation { application: false, ..tout };
        assert_eq!(Entrave::premiere(sans), Some(Entrave::MotDePasseAChanger));
        let change = Situation { mot_de_passe_a_changer: false, ..sans };
        assert_eq!(Entrave::premiere(change), Some(Entrave::SecondFacteurAInstaller));
        let presente = Situation { second_facteur_presente: true, ..change };
        assert_eq!(Entrave::premiere(presente), Some(Entrave::EngagementASigner));
        assert_eq!(Entrave::premiere(LIBRE), None);
    }

    #[test]
    fn a_passkey_alone_is_asked_for_rather_than_a_new_factor_let_in() {
        let cle = Situation { cle_acces: true, second_facteur_exige: true, ..LIBRE };
        assert_eq!(Entrave::premiere(cle), Some(Entrave::CleAttendue));
        let les_deux = Situation { application: true, ..cle };
        assert_eq!(Entrave::premiere(les_deux), Some(Entrave::SecondFacteurAttendu));
        assert_eq!(Entrave::premiere(Situation { second_facteur_exige: false, ..cle }), None);
        let sous_code =
            Situation { second_facteur_exige: false, sous_code: true, mot_de_passe_a_changer: true, ..cle };
        assert_eq!(
            Entrave::premiere(sous_code),
            Some(Entrave::CleAttendue),
            "whoever handed the code over has it too"
        );
        let presentee = Situation { second_facteur_presente: true, mot_de_passe_a_changer: true, ..cle };
        assert_eq!(Entrave::premiere(presentee), Some(Entrave::MotDePasseAChanger));
    }

    proptest! {
        /// Whatever stands in the way, exactly one act of the account lifts it (signing in
        /// again, for a passkey), and none that reads or writes anything else is open.
        #[test]
        fn each_leaves_its_way_out_and_nothing_else(drapeaux in any::<[bool; 7]>()) {
            let [second_facteur_presente, application, cle_acces, second_facteur_exige, sous_code, a_changer, signe] = drapeaux;
            let situation = Situation {
                second_facteur_presente, application, cle_acces, second_facteur_exige, sous_code,
                mot_de_passe_a_changer: a_changer, engagement_signe: signe,
            };
            let Some(entrave) = Entrave::premiere(situation) else { return Ok(()) };
            let ouverts = Acte::TOUS.iter().filter(|acte| entrave.laisse(**acte)).count();
            // One's own session, and what lifts it: a passkey by signing in, a missing factor by
            // an application or a passkey.
            let attendus = match entrave {
                Entrave::CleAttendue => 4,
                Entrave::SecondFacteurAInstaller => 6,
                _ => 5,
            };
            prop_assert_eq!(ouverts, attendus);
            prop_assert!(!entrave.laisse(Acte::ConsulterDossier) && !entrave.laisse(Acte::ChangerProfil));
        }
    }
}
