//! Coming in, coming back, acting under another profil, leaving.

use leptos::prelude::*;
use reciproque_shared::api::{ChangerProfil, ConsulterSession, FermerSession, OuvrirSession};
use reciproque_shared::habilitation::Profil;
use reciproque_shared::session::{ChoixProfil, EtatSession, SaisieConnexion};

use super::{DECONNEXION, Phase, Session, onglets, repartir};
use crate::server::{Echec, appeler};

impl Session {
    /// The address that was last given here, to offer it again.
    pub fn email(self) -> String {
        self.email.get_value()
    }

    /// Signs in.
    ///
    /// # Errors
    /// Those of the call: unknown account, too many attempts…
    pub async fn se_connecter(self, saisie: SaisieConnexion) -> Result<(), Echec> {
        let etat = self.identifier(saisie).await?;
        self.entrer(etat);
        Ok(())
    }

    /// Signs in again, once the session has ended.
    ///
    /// # Errors
    /// The same.
    pub async fn revenir(self, saisie: SaisieConnexion) -> Result<(), Echec> {
        let etat = self.identifier(saisie).await?;
        self.retrouver(etat).await;
        Ok(())
    }

    async fn identifier(self, saisie: SaisieConnexion) -> Result<EtatSession, Echec> {
        let email = saisie.email.clone();
        let etat = appeler::<OuvrirSession>((), saisie).await?;
        self.email.set_value(email);
        Ok(etat)
    }

    /// The same agent gets the page back; another one gets a page of their own.
    pub async fn retrouver(self, etat: EtatSession) {
        match self.etat() {
            Some(avant) if avant.agent == etat.agent => {
                self.profil_quitte.set_value(Some(avant.profil));
                self.lever(etat).await;
            }
            _ => repartir("/"),
        }
    }

    /// Asks whether the hours have come again; the page goes on if so.
    ///
    /// # Errors
    /// Those of the call.
    pub async fn rouvrir(self) -> Result<(), Echec> {
        let etat = appeler::<ConsulterSession>((), ()).await?;
        self.fermee.set(None);
        self.reprendre(etat);
        Ok(())
    }

    /// Came in with a passkey, or read what changed.
    pub fn entrer(self, etat: EtatSession) {
        self.phase.set(Phase::Ouverte(etat));
    }

    /// What stood in the way is done: the page that waited goes on, under its profil.
    pub async fn lever(self, etat: EtatSession) {
        let quitte = self.profil_quitte.get_value().filter(|_| etat.entrave.is_none());
        let etat = match quitte {
            Some(profil) => match meme_profil(profil, etat.clone()).await {
                Ok(etat) => etat,
                Err(_) => etat,
            },
            None => etat,
        };
        self.reprendre(etat);
    }

    /// Acts under another profil. The page is loaded anew: nothing of the former stays.
    ///
    /// # Errors
    /// Those of the call.
    pub async fn changer_profil(self, profil: Profil) -> Result<(), Echec> {
        appeler::<ChangerProfil>((), ChoixProfil { profil }).await?;
        repartir("/");
        Ok(())
    }

    /// Signs out. The page is loaded anew: nothing of what was read stays in memory.
    ///
    /// # Errors
    /// When the server could not be told: the agent is still signed in.
    pub async fn quitter(self) -> Result<(), Echec> {
        match appeler::<FermerSession>((), ()).await {
            Ok(()) | Err(Echec::SessionExpiree) => {
                onglets::dire_parti(self);
                repartir(DECONNEXION);
                Ok(())
            }
            Err(echec) => Err(echec),
        }
    }
}

/// The page was read under a profil: it goes on under the same one.
async fn meme_profil(avant: Profil, etat: EtatSession) -> Result<EtatSession, Echec> {
    if avant == etat.profil || !etat.profils.contains(&avant) {
        return Ok(etat);
    }
    appeler::<ChangerProfil>((), ChoixProfil { profil: avant }).await
}
