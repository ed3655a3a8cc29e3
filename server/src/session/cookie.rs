//! The cookie that carries the token of a session.

use axum::http::{HeaderMap, HeaderValue};
use axum_extra::extract::cookie::{Cookie, CookieJar, SameSite};

use super::{Jeton, empreinte};
use crate::refus::Refus;
use crate::serveur::Extranet;

/// Name of the cookie; `__Host-` binds it to this origin, which needs TLS.
pub fn nom_du_cookie(tls: bool) -> &'static str {
    if tls { "__Host-reciproque" } else { "reciproque" }
}

/// Hash of the token that the request carries, if it carries one.
pub fn empreinte_recue(app: &Extranet, entetes: &HeaderMap) -> Option<String> {
    let jarre = CookieJar::from_headers(entetes);
    jarre.get(nom_du_cookie(app.reglages.tls)).map(|cookie| empreinte(cookie.value()))
}

/// The cookie of a fresh session. It lives as long as the browser; the server decides
/// when the session ends.
pub fn cookie(app: &Extranet, jeton: Jeton) -> Cookie<'static> {
    Cookie::build((nom_du_cookie(app.reglages.tls), jeton.en_clair()))
        .path("/")
        .http_only(true)
        .same_site(SameSite::Strict)
        .secure(app.reglages.tls)
        .build()
}

/// The cookie that makes the browser forget the session.
pub fn cookie_efface(app: &Extranet) -> Cookie<'static> {
    let mut cookie = cookie(app, Jeton::vide());
    cookie.make_removal();
    cookie
}

/// A token to take the place of the present one: its hash, and the cookie that carries it.
///
/// # Errors
/// When the machine gives no random bytes.
pub fn jeton_suivant(app: &Extranet) -> Result<(String, HeaderValue), Refus> {
    let jeton = Jeton::tirer()?;
    let empreinte = jeton.empreinte();
    Ok((empreinte, entete(&cookie(app, jeton))?))
}

pub fn entete(cookie: &Cookie<'_>) -> anyhow::Result<HeaderValue> {
    Ok(HeaderValue::from_str(&cookie.to_string())?)
}
