//! Signing in with a passkey.

use reciproque_shared::api::{DemanderDefi, OuvrirSessionParCle};
use reciproque_shared::compte::ReponseCle;
use reciproque_shared::session::EtatSession;

use crate::cles;
use crate::server::{Echec, appeler};

const RENONCE: &str =
    "Aucune clé d’accès n’a été présentée. Recommencez, ou connectez-vous avec votre mot de passe.";

/// Asks the server for a question, the browser for its answer.
///
/// # Errors
/// What to tell the agent: given up, refused, out of reach.
pub async fn par_cle() -> Result<EtatSession, String> {
    let dire = |echec: Echec| echec.detail().to_owned();
    let defi = appeler::<DemanderDefi>((), ()).await.map_err(dire)?;
    let reponse = cles::presenter(&defi.options).await.ok_or_else(|| RENONCE.to_owned())?;
    let recue = ReponseCle { reference: defi.reference, reponse };
    appeler::<OuvrirSessionParCle>((), recue).await.map_err(dire)
}
