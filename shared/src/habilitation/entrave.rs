//! What an agent who is signed in must do before anything else: present a second factor,
//! choose a password, sign the charter. Until then only the acts that lift it are open.

use super::Acte;
use crate::liste::liste_fermee;

liste_fermee! {
    /// In the order in which they are lifted.
    Entrave {
        MotDePasseAChanger = "mot_de_passe_a_changer", "Choisissez votre mot de passe";
        EngagementASigner = "engagement_a_signer", "Signez votre engagement de confidentialité et la charte";
    }
}

impl Entrave {
    /// The acts that remain open: those on one's own session, and the one that lifts it.
    pub const fn laisse(self, acte: Acte) -> bool {
        match acte {
            Acte::SeConnecter | Acte::SeDeconnecter | Acte::ConsulterSession | Acte::ProlongerSession => true,
            Acte::ChangerMotDePasse => matches!(self, Self::MotDePasseAChanger),
            Acte::SignerEngagement => matches!(self, Self::EngagementASigner),
            _ => false,
        }
    }

    /// What to do next, in the words of the refusal.
    pub const fn que_faire(self) -> &'static str {
        match self {
            Self::MotDePasseAChanger => {
                "Votre mot de passe doit être changé. Choisissez-en un nouveau pour continuer : rien de ce qui est \
                 saisi n’est perdu."
            }
            Self::EngagementASigner => {
                "Votre habilitation attend votre signature. Lisez et signez l’engagement de confidentialité et la \
                 charte pour continuer."
            }
        }
    }
}
