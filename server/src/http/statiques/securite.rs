//! The headers that every answer carries, app and API alike.

use axum::Router;
use axum::body::Bytes;
use axum::extract::Request;
use axum::http::HeaderValue;
use axum::http::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, HOST, HeaderName, REFERRER_POLICY, STRICT_TRANSPORT_SECURITY,
    X_CONTENT_TYPE_OPTIONS,
};
use axum::middleware::{Next, from_fn};
use axum::response::{IntoResponse, Response};

use crate::refus::Refus;

/// Only our own files, no inline script or style; `wasm-unsafe-eval` allows the
/// compilation of WebAssembly and nothing else.
const CSP: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; \
    img-src 'self' data:; font-src 'self'; connect-src 'self'; manifest-src 'self'; \
    form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

const PARTOUT: [(HeaderName, &str); 6] = [
    (CONTENT_SECURITY_POLICY, CSP),
    (X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (REFERRER_POLICY, "no-referrer"),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
    (
        HeaderName::from_static("permissions-policy"),
        "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()",
    ),
];

/// One year, without `includeSubDomains`: the neighbours' names are not ours.
const HSTS: &str = "max-age=31536000";

/// Adds the security headers to every answer of `router`. `tls`: the browser
/// reaches us by HTTPS, and shall never do otherwise again.
pub fn securite(router: Router, tls: bool) -> Router {
    router.layer(from_fn(move |demande, suite| poser_entetes(tls, demande, suite)))
}

/// The same headers as written on the wire, for the answers that no layer sees.
pub fn sur_le_fil(tls: bool) -> Bytes {
    let hsts = tls.then_some((STRICT_TRANSPORT_SECURITY, HSTS));
    let tous = PARTOUT.into_iter().chain(hsts).chain([(CACHE_CONTROL, "no-store")]);
    tous.map(|(nom, valeur)| format!("{nom}: {valeur}\r\n")).collect::<String>().into()
}

async fn poser_entetes(tls: bool, demande: Request, suite: Next) -> Response {
    let api = demande.uri().path().starts_with("/api/");
    // Two names for one request: a proxy and we might not mean the same one (RFC 9112, 3.2).
    let mut reponse = match demande.headers().get_all(HOST).iter().nth(1) {
        Some(_) => Refus::Illisible.into_response(),
        None => suite.run(demande).await,
    };
    let headers = reponse.headers_mut();
    for (nom, valeur) in PARTOUT {
        headers.insert(nom, HeaderValue::from_static(valeur));
    }
    if tls {
        headers.insert(STRICT_TRANSPORT_SECURITY, HeaderValue::from_static(HSTS));
    }
    // Whatever a handler says, nothing that the API answers stays in a cache.
    if api || !headers.contains_key(CACHE_CONTROL) {
        headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    }
    reponse
}
