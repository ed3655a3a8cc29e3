//! The headers that every answer carries, app and API alike.

use axum::Router;
use axum::extract::Request;
use axum::http::HeaderValue;
use axum::http::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, HeaderName, REFERRER_POLICY, STRICT_TRANSPORT_SECURITY,
    X_CONTENT_TYPE_OPTIONS,
};
use axum::middleware::{Next, from_fn};
use axum::response::Response;

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
const HSTS: HeaderValue = HeaderValue::from_static("max-age=31536000");

/// Adds the security headers to every answer of `router`. `tls`: the browser
/// reaches us by HTTPS, and shall never do otherwise again.
pub fn securite(router: Router, tls: bool) -> Router {
    router.layer(from_fn(move |demande, suite| add_headers(tls, demande, suite)))
}

async fn add_headers(tls: bool, demande: Request, suite: Next) -> Response {
    let api = demande.uri().path().starts_with("/api/");
    let mut reponse = suite.run(demande).await;
    let headers = reponse.headers_mut();
    for (nom, valeur) in PARTOUT {
        headers.insert(nom, HeaderValue::from_static(valeur));
    }
    if tls {
        headers.insert(STRICT_TRANSPORT_SECURITY, HSTS);
    }
    // Whatever a handler says, nothing that the API answers stays in a cache.
    if api || !headers.contains_key(CACHE_CONTROL) {
        headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    }
    reponse
}
