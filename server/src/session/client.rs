//! Where a request comes from: its address and the family of its browser.

use std::net::SocketAddr;

use axum::extract::ConnectInfo;
use axum::http::{HeaderMap, header, request::Parts};

use crate::extranet::Extranet;

/// Where a request comes from, for the journal, the throttle and « mes sessions ».
#[derive(Clone, Debug)]
pub struct Client {
    adresse: String,
    navigateur: &'static str,
}

/// Families of browsers, the most particular first: each says it is also the next ones.
const NAVIGATEURS: [(&str, &str); 5] = [
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("Firefox/", "Firefox"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
];

impl Client {
    /// From this address, with a browser unknown.
    pub fn new(adresse: &str) -> Self {
        Self { adresse: adresse.to_owned(), navigateur: "" }
    }

    /// The address of the connection, or the one that our own proxy reports.
    pub fn de(app: &Extranet, parts: &Parts) -> Self {
        let rapportee = app.reglages.mandataire.then(|| {
            let entete = parts.headers.get("x-forwarded-for")?.to_str().ok()?;
            entete.rsplit(',').next().map(|adresse| adresse.trim().to_owned())
        });
        let connexion = || parts.extensions.get::<ConnectInfo<SocketAddr>>().map(|c| c.0.ip().to_string());
        let adresse = rapportee.flatten().or_else(connexion).unwrap_or_else(|| "inconnu".to_owned());
        Self { adresse, navigateur: navigateur(&parts.headers) }
    }

    pub fn adresse(&self) -> &str {
        &self.adresse
    }

    /// Empty when unknown.
    pub fn navigateur(&self) -> &'static str {
        self.navigateur
    }
}

fn navigateur(entetes: &HeaderMap) -> &'static str {
    let dit = entetes.get(header::USER_AGENT).and_then(|dit| dit.to_str().ok()).unwrap_or_default();
    NAVIGATEURS.into_iter().find(|(signe, _)| dit.contains(signe)).map_or("", |(_, nom)| nom)
}

/// The address alone: what the journal keeps.
impl std::fmt::Display for Client {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.adresse)
    }
}
