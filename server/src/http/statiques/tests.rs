//! How the files of the app are served.

use super::*;
use axum::body::{Body, to_bytes};
use axum::http::{Method, Request};
use rstest::rstest;
use tower::ServiceExt;

const CSS: &str = "base-1f0e5b7c9d2a4e6.css";

fn extranet(tls: bool) -> Router {
    let dist = tempfile::tempdir().unwrap();
    fs::write(dist.path().join(PAGE), "<!doctype html>coquille").unwrap();
    fs::write(dist.path().join(CSS), "body{}").unwrap();
    fs::write(dist.path().join(format!("{CSS}.br")), "compressed").unwrap();
    fs::create_dir(dist.path().join("fonts")).unwrap();
    fs::write(dist.path().join("fonts/titre.woff2"), "w").unwrap();
    let api = Router::new().route("/api/v1/session", get(|| async { ([(CACHE_CONTROL, "public")], "moi") }));
    securite(api.merge(Site::read(dist.path()).unwrap().routes()), tls)
}

async fn demander(methode: Method, chemin: &str, entetes: &[(&str, &str)]) -> Response {
    let mut demande = Request::builder().method(methode).uri(chemin);
    for (nom, valeur) in entetes {
        demande = demande.header(*nom, *valeur);
    }
    extranet(false).oneshot(demande.body(Body::empty()).unwrap()).await.unwrap()
}

async fn corps(reponse: Response) -> String {
    String::from_utf8(to_bytes(reponse.into_body(), 1000).await.unwrap().to_vec()).unwrap()
}

fn entete<'a>(reponse: &'a Response, nom: &str) -> Option<&'a str> {
    reponse.headers().get(nom).map(|valeur| valeur.to_str().unwrap())
}

#[rstest]
#[case::root("/")]
#[case::address_of_the_app("/dossiers/42/cer")]
#[case::looks_like_the_api("/apiculture")]
#[tokio::test]
async fn an_address_of_the_app_answers_the_page_revalidated(#[case] chemin: &str) {
    let reponse = demander(Method::GET, chemin, &[]).await;
    assert_eq!(reponse.status(), StatusCode::OK);
    assert_eq!(entete(&reponse, "cache-control"), Some("no-cache"));
    assert_eq!(entete(&reponse, "content-type"), Some("text/html; charset=utf-8"));
    assert_eq!(corps(reponse).await, "<!doctype html>coquille");
}

#[rstest]
#[case::file("/absent.js")]
#[case::api("/api/v1/absent")]
#[case::api_root("/api")]
#[case::escape("/../Cargo.toml")]
#[case::compressed_form("/base-1f0e5b7c9d2a4e6.css.br")]
#[tokio::test]
async fn what_is_no_page_is_not_found(#[case] chemin: &str) {
    let reponse = demander(Method::GET, chemin, &[]).await;
    assert_eq!(reponse.status(), StatusCode::NOT_FOUND);
    assert!(!corps(reponse).await.contains("coquille"));
}

#[tokio::test]
async fn a_hashed_file_is_compressed_and_kept() {
    let reponse = demander(Method::GET, &format!("/{CSS}"), &[("accept-encoding", "gzip, br;q=1.0")]).await;
    assert_eq!(entete(&reponse, "cache-control"), Some("public, max-age=31536000, immutable"));
    assert_eq!(entete(&reponse, "content-encoding"), Some("br"));
    assert_eq!(entete(&reponse, "vary"), Some("accept-encoding"));
    assert_eq!(corps(reponse).await, "compressed");
}

#[rstest]
#[case("gzip")]
#[case("gzip, br;q=0")]
#[case("")]
#[tokio::test]
async fn who_refuses_brotli_gets_the_plain_file(#[case] accepte: &str) {
    let reponse = demander(Method::GET, &format!("/{CSS}"), &[("accept-encoding", accepte)]).await;
    assert_eq!(entete(&reponse, "content-encoding"), None);
    assert_eq!(corps(reponse).await, "body{}");
}

#[tokio::test]
async fn a_known_version_is_not_sent_again() {
    let chemin = format!("/{CSS}");
    let clair = demander(Method::GET, &chemin, &[]).await;
    let etag = entete(&clair, "etag").unwrap();
    let encore = demander(Method::GET, &chemin, &[("if-none-match", etag)]).await;
    assert_eq!(encore.status(), StatusCode::NOT_MODIFIED);
    assert_eq!(entete(&encore, "etag"), Some(etag));
    assert_eq!(corps(encore).await, "");
    let brotli = demander(Method::GET, &chemin, &[("if-none-match", etag), ("accept-encoding", "br")]).await;
    assert_eq!(brotli.status(), StatusCode::OK, "one encoding's validator must not vouch for the other");
}

#[tokio::test]
async fn only_reading_is_allowed() {
    assert_eq!(demander(Method::POST, "/dossiers", &[]).await.status(), StatusCode::METHOD_NOT_ALLOWED);
    let tete = demander(Method::HEAD, "/", &[]).await;
    assert_eq!(tete.status(), StatusCode::OK);
    assert_eq!(corps(tete).await, "");
}

#[rstest]
#[case("/")]
#[case("/api/v1/session")]
#[case("/absent.js")]
#[tokio::test]
async fn every_answer_is_hardened(#[case] chemin: &str) {
    let reponse = demander(Method::GET, chemin, &[]).await;
    let csp = entete(&reponse, "content-security-policy").unwrap();
    assert!(csp.contains("default-src 'none'"));
    assert!(csp.contains("script-src 'self' 'wasm-unsafe-eval';"));
    assert!(!csp.contains("'unsafe-inline'"));
    assert_eq!(entete(&reponse, "x-content-type-options"), Some("nosniff"));
    assert_eq!(entete(&reponse, "referrer-policy"), Some("no-referrer"));
    assert_eq!(entete(&reponse, "strict-transport-security"), None);
}

#[tokio::test]
async fn the_api_is_never_stored_even_when_a_handler_says_so() {
    let reponse = demander(Method::GET, "/api/v1/session", &[]).await;
    assert_eq!(entete(&reponse, "cache-control"), Some("no-store"));
    let absent = demander(Method::GET, "/absent.js", &[]).await;
    assert_eq!(entete(&absent, "cache-control"), Some("no-store"));
}

#[tokio::test]
async fn under_tls_the_browser_is_told_to_stay_there() {
    let demande = Request::builder().uri("/").body(Body::empty()).unwrap();
    let reponse = extranet(true).oneshot(demande).await.unwrap();
    assert_eq!(entete(&reponse, "strict-transport-security"), Some("max-age=31536000"));
}

#[test]
fn a_folder_without_an_app_is_refused_with_the_remedy() {
    let vide = tempfile::tempdir().unwrap();
    let message = Site::read(vide.path()).unwrap_err().to_string();
    assert!(message.contains("make app"), "{message}");
}

#[rstest]
#[case("index.html", false)]
#[case("favicon.svg", false)]
#[case("reciproque-app-d41d8cd98f00b204.js", true)]
#[case("reciproque-app-d41d8cd98f00b20_bg.wasm", true)]
#[case("app-7f9170f061c8a1b1/split_cer.wasm", true)]
#[case("snippets/demarrage-d41d8cd98f00b204.js", true)]
fn hashed_names_are_told_apart(#[case] nom: &str, #[case] hache: bool) {
    assert_eq!(est_hache(nom), hache);
}
