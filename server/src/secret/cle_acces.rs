//! Passkeys (WebAuthn): two factors in one gesture, and no identifier to type, hence none
//! to find out. What was asked of a browser is kept aside ([`super::question`]) and may be
//! answered once.

use anyhow::{Context, ensure};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::{DateTime, Utc};
use reciproque_shared::compte::{DefiCle, NomCle};
use sea_orm::ConnectionTrait;
use serde_json::Value;
use webauthn_rs::prelude::*;

use super::question;
use crate::refus::Refus;

/// The passkeys of one domain of the product.
pub struct ClesAcces {
    domaine: String,
    webauthn: Webauthn,
}

/// By session: a browser makes one key at a time.
fn inscription(session: &str) -> String {
    format!("inscription:{session}")
}

fn connexion(reference: &str) -> String {
    format!("connexion:{reference}")
}

impl std::fmt::Debug for ClesAcces {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("ClesAcces").field(&self.domaine).finish()
    }
}

impl ClesAcces {
    /// `origine`: the address that browsers know, `https://extranet.exemple.fr`. `domaine`: what
    /// keys are bound to, its domain when not said, or a domain above (`exemple.fr`), so that
    /// keys outlive a change of address.
    ///
    /// # Errors
    /// Not an address, one with a number instead of a name, one without TLS (but `localhost`), or
    /// a domain that does not hold it.
    pub fn new(origine: &str, domaine: Option<&str>) -> anyhow::Result<Self> {
        let adresse = Url::parse(origine).with_context(|| format!("adresse illisible : « {origine} »"))?;
        let hote = adresse.domain().context("les clés d’accès demandent un nom de domaine, pas un numéro")?;
        let local = hote == "localhost";
        ensure!(local || adresse.scheme() == "https", "les clés d’accès demandent une adresse en https");
        let domaine = domaine.unwrap_or(hote).to_owned();
        let webauthn = WebauthnBuilder::new(&domaine, &adresse)
            .with_context(|| format!("« {domaine} » ne contient pas l’adresse « {origine} »"))?
            .rp_name("Réciproque")
            .allow_any_port(local)
            .build()?;
        Ok(Self { domaine, webauthn })
    }

    /// What the keys are bound to: the relying party's identifier.
    pub fn domaine(&self) -> &str {
        &self.domaine
    }

    /// Asks the browser of this session for a new key that it keeps by itself. Gives the options
    /// of `navigator.credentials.create`, as JSON.
    ///
    /// # Errors
    /// When the question can't be made or kept.
    pub async fn proposer(
        &self,
        base: &impl ConnectionTrait,
        demande: Proposition<'_>,
        maintenant: DateTime<Utc>,
    ) -> Result<String, Refus> {
        let Proposition { session, agent, email, nom, connues } = demande;
        let (question, etat) =
            self.webauthn.start_passkey_registration(poignee(agent), email, email, Some(connues))?;
        let mut options = serde_json::to_value(&question.public_key)?;
        // Without an identifier to type, the key itself must know whose it is.
        options["authenticatorSelection"]["residentKey"] = Value::from("required");
        options["authenticatorSelection"]["requireResidentKey"] = Value::from(true);
        question::poser(base, inscription(session), &(nom, etat), maintenant).await?;
        Ok(options.to_string())
    }

    /// The key that the browser of this session made, and its name; `None` when it is not what
    /// was asked.
    pub async fn inscrire(
        &self,
        base: &impl ConnectionTrait,
        session: &str,
        reponse: &str,
        maintenant: DateTime<Utc>,
    ) -> Result<Option<(NomCle, Passkey)>, Refus> {
        let posee: Option<(NomCle, PasskeyRegistration)> =
            question::reprendre(base, &inscription(session), maintenant).await?;
        Ok(posee.and_then(|(nom, etat)| {
            let reponse: RegisterPublicKeyCredential = serde_json::from_str(reponse).ok()?;
            Some((nom, self.webauthn.finish_passkey_registration(&reponse, &etat).ok()?))
        }))
    }

    /// Asks a browser to sign in with a key that it holds, whoever it belongs to.
    ///
    /// # Errors
    /// When the question can't be made or kept, or the system gives no randomness.
    pub async fn defier(
        &self,
        base: &impl ConnectionTrait,
        maintenant: DateTime<Utc>,
    ) -> Result<DefiCle, Refus> {
        let (question, etat) = self.webauthn.start_discoverable_authentication()?;
        let options = serde_json::to_string(&question.public_key)?;
        let mut hasard = [0_u8; 16];
        getrandom::fill(&mut hasard).map_err(|e| anyhow::anyhow!("randomness: {e}"))?;
        let reference = URL_SAFE_NO_PAD.encode(hasard);
        question::poser(base, connexion(&reference), &etat, maintenant).await?;
        Ok(DefiCle { reference, options })
    }

    /// What was asked under this name, which may not be answered again.
    pub async fn reprendre(
        &self,
        base: &impl ConnectionTrait,
        reference: &str,
        maintenant: DateTime<Utc>,
    ) -> Result<Option<DiscoverableAuthentication>, Refus> {
        question::reprendre(base, &connexion(reference), maintenant).await
    }

    /// Whether this answer to `question` was signed by this key of this agent, who was recognised
    /// by the key (fingerprint, code). Gives the key as it is to be kept: its counter moves, and
    /// one that did not is refused (a copy of the key).
    pub fn verifier(
        &self,
        question: DiscoverableAuthentication,
        reponse: &PublicKeyCredential,
        agent: i64,
        mut cle: Passkey,
    ) -> Option<Passkey> {
        let (poignee_dite, _) = self.webauthn.identify_discoverable_authentication(reponse).ok()?;
        let connue = DiscoverableKey::from(&cle);
        let issue = self.webauthn.finish_discoverable_authentication_v2(reponse, question, &connue).ok()?;
        cle.update_credential(&issue)?;
        (poignee_dite == poignee(agent) && issue.user_verified()).then_some(cle)
    }
}

/// For whom a key is asked, and the keys that this agent has already.
pub struct Proposition<'a> {
    pub session: &'a str,
    pub agent: i64,
    pub email: &'a str,
    pub nom: NomCle,
    pub connues: Vec<CredentialID>,
}

/// How a key names its owner: a number, nothing personal.
fn poignee(agent: i64) -> Uuid {
    Uuid::from_u128(u128::from(agent.unsigned_abs()))
}

/// The answer of a browser, and the identifier of the key that signed it.
pub fn lire_reponse(reponse: &str) -> Option<(PublicKeyCredential, String)> {
    let lue: PublicKeyCredential = serde_json::from_str(reponse).ok()?;
    let identifiant = URL_SAFE_NO_PAD.encode(lue.get_credential_id());
    Some((lue, identifiant))
}

/// The identifier of a key, as the store has it.
pub fn identifiant(cle: &Passkey) -> String {
    URL_SAFE_NO_PAD.encode(cle.cred_id())
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("http://localhost", None, Some("localhost"))]
    #[case("https://extranet.exemple.fr", None, Some("extranet.exemple.fr"))]
    #[case("https://extranet.exemple.fr:8443/", Some("exemple.fr"), Some("exemple.fr"))]
    #[case::not_an_address("extranet.exemple.fr", None, None)]
    #[case::a_number("https://192.0.2.1", None, None)]
    #[case::without_tls("http://extranet.exemple.fr", None, None)]
    #[case::another_domain("https://extranet.exemple.fr", Some("autre.fr"), None)]
    #[case::half_a_name("https://extranet.exemple.fr", Some("emple.fr"), None)]
    fn keys_are_bound_to_a_domain_that_holds_the_address(
        #[case] origine: &str,
        #[case] domaine: Option<&str>,
        #[case] attendu: Option<&str>,
    ) {
        let cles = ClesAcces::new(origine, domaine).ok();
        assert_eq!(cles.as_ref().map(ClesAcces::domaine), attendu);
    }
}
