//! A phone in software: makes one passkey (ES256, no attestation) and signs with it.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use p256::ecdsa::signature::Signer;
use p256::ecdsa::{DerSignature, SigningKey};
use reciproque_shared::api::{DemanderDefi, InscrireCle, OuvrirSessionParCle, ProposerCle};
use reciproque_shared::compte::{CleCreee, Compte, DefiCle, ReponseCle, SaisieCle};
use reciproque_shared::session::EtatSession;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::{Client, MOT_DE_PASSE, Refuse};

/// The page that the browser shows; any port of this machine will do.
const ORIGINE: &str = "http://localhost:8080";

const PRESENT: u8 = 1;
const VERIFIE: u8 = 1 << 2;
const NOUVELLE_CLE: u8 = 1 << 6;

pub struct Authentificateur {
    cle: SigningKey,
    identifiant: [u8; 16],
    /// How the key names its owner.
    pub poignee: String,
    /// Moves at each use, unless it is set back.
    pub compteur: u32,
    /// It asks for a finger or a code before it signs.
    pub verifie: bool,
}

impl Authentificateur {
    pub fn neuf() -> Self {
        let cle = SigningKey::from_slice(&rand::random::<[u8; 32]>()).unwrap();
        Self { cle, identifiant: rand::random(), poignee: String::new(), compteur: 0, verifie: true }
    }

    /// A phone whose key is registered by this agent, under this name.
    pub async fn inscrit(client: &Client, nom: &str) -> Self {
        let mut phone = Self::neuf();
        phone.inscrire(client, nom).await.unwrap();
        phone
    }

    /// Registers its key.
    pub async fn inscrire(&mut self, client: &Client, nom: &str) -> Result<Compte, Refuse> {
        let saisie = SaisieCle { nom: nom.into(), mot_de_passe: MOT_DE_PASSE.into() };
        let options = client.appeler::<ProposerCle>((), saisie).await?.options;
        client.appeler::<InscrireCle>((), CleCreee { reponse: self.creer(&options) }).await
    }

    /// Signs in.
    pub async fn entrer(&mut self, client: &Client) -> Result<EtatSession, Refuse> {
        let defi = client.appeler::<DemanderDefi>((), ()).await?;
        client.appeler::<OuvrirSessionParCle>((), self.repondre(&defi)).await
    }

    /// What the browser answers to `navigator.credentials.create`.
    pub fn creer(&mut self, options: &str) -> String {
        let options: Value = serde_json::from_str(options).unwrap();
        self.poignee = options["user"]["id"].as_str().unwrap().to_owned();
        let client = donnees_client("webauthn.create", &options);
        let mut donnees = self.donnees(options["rp"]["id"].as_str().unwrap(), NOUVELLE_CLE);
        donnees.extend([0; 16]);
        donnees.extend([0, self.identifiant.len() as u8]);
        donnees.extend(self.identifiant);
        donnees.extend(self.cle_publique());
        // CBOR: {"fmt": "none", "attStmt": {}, "authData": <bytes, fewer than 256>}
        let mut attestation = b"\xa3\x63fmt\x64none\x67attStmt\xa0\x68authData\x58".to_vec();
        attestation.push(u8::try_from(donnees.len()).unwrap());
        attestation.extend(donnees);
        self.reponse(json!({
            "attestationObject": URL_SAFE_NO_PAD.encode(attestation),
            "clientDataJSON": URL_SAFE_NO_PAD.encode(client),
        }))
    }

    /// What the browser answers to `navigator.credentials.get`.
    pub fn repondre(&mut self, defi: &DefiCle) -> ReponseCle {
        let options: Value = serde_json::from_str(&defi.options).unwrap();
        let client = donnees_client("webauthn.get", &options);
        self.compteur += 1;
        let donnees = self.donnees(options["rpId"].as_str().unwrap(), 0);
        let signe = [donnees.as_slice(), &Sha256::digest(&client)].concat();
        let signature: DerSignature = self.cle.sign(&signe);
        let reponse = self.reponse(json!({
            "authenticatorData": URL_SAFE_NO_PAD.encode(&donnees),
            "clientDataJSON": URL_SAFE_NO_PAD.encode(&client),
            "signature": URL_SAFE_NO_PAD.encode(signature.as_bytes()),
            "userHandle": self.poignee,
        }));
        ReponseCle { reference: defi.reference.clone(), reponse }
    }

    fn reponse(&self, reponse: Value) -> String {
        let identifiant = URL_SAFE_NO_PAD.encode(self.identifiant);
        json!({
            "id": identifiant, "rawId": identifiant, "type": "public-key",
            "clientExtensionResults": {}, "response": reponse,
        })
        .to_string()
    }

    /// Domain, flags, counter.
    fn donnees(&self, domaine: &str, drapeaux: u8) -> Vec<u8> {
        let drapeaux = drapeaux | PRESENT | if self.verifie { VERIFIE } else { 0 };
        let mut donnees = Sha256::digest(domaine).to_vec();
        donnees.push(drapeaux);
        donnees.extend(self.compteur.to_be_bytes());
        donnees
    }

    /// COSE, in CBOR: {kty: EC2, alg: ES256, crv: P-256, x, y}
    fn cle_publique(&self) -> Vec<u8> {
        let point = self.cle.verifying_key().to_sec1_point(false);
        let (x, y) = point.as_bytes()[1..].split_at(32);
        [b"\xa5\x01\x02\x03\x26\x20\x01\x21\x58\x20", x, b"\x22\x58\x20", y].concat()
    }
}

fn donnees_client(genre: &str, options: &Value) -> Vec<u8> {
    json!({ "type": genre, "challenge": options["challenge"], "origin": ORIGINE, "crossOrigin": false })
        .to_string()
        .into_bytes()
}
