//! Where a request comes from: its address and the family of its browser.

use std::net::{IpAddr, Ipv6Addr, SocketAddr};

use axum::extract::ConnectInfo;
use axum::http::{HeaderMap, header, request::Parts};
use axum_extra::extract::cookie::CookieJar;

use super::appareil;
use super::empreinte;
use crate::refus::Refus;
use crate::secret::{Essai, Pris};
use crate::serveur::Extranet;

/// Where a request comes from, for the journal, the throttle and « mes sessions ».
#[derive(Clone, Debug)]
pub struct Client {
    adresse: String,
    navigateur: &'static str,
    /// Hash of the token that the browser keeps from a former sign-in, if it keeps one.
    appareil: Option<String>,
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
        Self { adresse: adresse.to_owned(), navigateur: "", appareil: None }
    }

    /// The address of the connection, or the one that our own proxy reports.
    pub fn de(app: &Extranet, parts: &Parts) -> Self {
        let rapportee = app.reglages.mandataire.then(|| rapportee(&parts.headers)).flatten();
        let connexion = || parts.extensions.get::<ConnectInfo<SocketAddr>>().map(|c| c.0.ip());
        let adresse = rapportee.or_else(connexion).map(|ip| ip.to_canonical().to_string());
        let adresse = adresse.unwrap_or_else(|| "inconnu".to_owned());
        Self { adresse, navigateur: navigateur(&parts.headers), appareil: appareil(app, &parts.headers) }
    }

    pub fn appareil(&self) -> Option<&str> {
        self.appareil.as_deref()
    }

    /// Takes one of the tries that are left from here.
    ///
    /// # Errors
    /// `TropDeTentatives` when none is left.
    pub async fn compter(&self, app: &Extranet, essai: Essai<'_>) -> Result<Pris, Refus> {
        app.frein.compter(&app.depot, &self.reseau(), essai, app.horloge.maintenant()).await
    }

    pub fn adresse(&self) -> &str {
        &self.adresse
    }

    /// Who is counted together by the throttle: an address; in IPv6 a whole /64, which one
    /// subscriber holds.
    pub fn reseau(&self) -> String {
        match self.adresse.parse().map(abonne) {
            Ok(IpAddr::V6(debut)) => format!("{debut}/64"),
            _ => self.adresse.clone(),
        }
    }

    /// Empty when unknown.
    pub fn navigateur(&self) -> &'static str {
        self.navigateur
    }
}

/// Who is counted as one: an address; in IPv6 the first of the /64 that one subscriber holds.
pub fn abonne(ip: IpAddr) -> IpAddr {
    match ip.to_canonical() {
        IpAddr::V6(ip) => Ipv6Addr::from(u128::from(ip) & !u128::from(u64::MAX)).into(),
        v4 => v4,
    }
}

/// The address that our proxy wrote: the last one of the last line. What comes before was
/// written by anybody.
fn rapportee(entetes: &HeaderMap) -> Option<IpAddr> {
    let derniere = entetes.get_all("x-forwarded-for").iter().next_back()?.to_str().ok()?;
    derniere.rsplit(',').next()?.trim().parse().ok()
}

fn appareil(app: &Extranet, entetes: &HeaderMap) -> Option<String> {
    let jarre = CookieJar::from_headers(entetes);
    jarre.get(appareil::nom_du_cookie(app.reglages.tls)).map(|cookie| empreinte(cookie.value()))
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

#[cfg(test)]
mod tests {
    use axum::http::{HeaderMap, HeaderValue};
    use rstest::rstest;

    use super::{Client, rapportee};

    #[rstest]
    #[case(&["192.0.2.1"], Some("192.0.2.1"))]
    #[case(&["192.0.2.1, 192.0.2.2"], Some("192.0.2.2"))]
    #[case(&["192.0.2.1", "192.0.2.2"], Some("192.0.2.2"))]
    #[case(&["192.0.2.1", "192.0.2.2 ,2001:db8::7"], Some("2001:db8::7"))]
    #[case(&["192.0.2.1, autre"], None)]
    #[case(&["192.0.2.1", ""], None)]
    #[case(&[], None)]
    fn the_last_address_is_the_one_that_our_proxy_wrote(
        #[case] lignes: &[&'static str],
        #[case] attendue: Option<&str>,
    ) {
        let mut entetes = HeaderMap::new();
        for ligne in lignes {
            entetes.append("x-forwarded-for", HeaderValue::from_static(ligne));
        }
        assert_eq!(rapportee(&entetes).map(|ip| ip.to_string()).as_deref(), attendue);
    }

    #[rstest]
    #[case("192.0.2.1", "192.0.2.1")]
    #[case("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64")]
    #[case("2001:db8:1:2:ffff::1", "2001:db8:1:2::/64")]
    #[case("2001:db8:1:3::1", "2001:db8:1:3::/64")]
    #[case("inconnu", "inconnu")]
    fn a_subscriber_is_counted_as_one(#[case] adresse: &str, #[case] attendu: &str) {
        assert_eq!(Client::new(adresse).reseau(), attendu);
    }
}
