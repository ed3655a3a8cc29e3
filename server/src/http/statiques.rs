//! The app as the browser gets it: `dist/`, read once into memory and served
//! compressed, with caching that never shows an old version.
//!
//! The build leaves `name.br` next to each file worth compressing; this module
//! only picks the right one. Nothing here knows a person, a session or a store.

mod securite;

use std::collections::HashMap;
use std::fs;
use std::io;
use std::path::Path;
use std::sync::Arc;

use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::header::{
    ACCEPT_ENCODING, CACHE_CONTROL, CONTENT_ENCODING, CONTENT_TYPE, ETAG, IF_NONE_MATCH, VARY,
};
use axum::http::{HeaderMap, StatusCode, Uri};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use base16ct::lower::encode_string;
use sha2::{Digest, Sha256};

use crate::fichier::nomme;

pub use securite::{securite, sur_le_fil};

/// The page that any address of the app answers: the router of the app does the rest.
const PAGE: &str = "index.html";
/// A hashed name holds the digest of its content: it may be kept a year, unasked.
const HACHE: &str = "public, max-age=31536000, immutable";
const A_REVALIDER: &str = "no-cache";

/// The files of one build of the app.
#[derive(Debug)]
pub struct Site {
    fichiers: HashMap<String, Fichier>,
}

#[derive(Debug)]
struct Fichier {
    genre: &'static str,
    cache: &'static str,
    clair: Forme,
    brotli: Option<Forme>,
}

/// One encoding of a file, with its own validator.
#[derive(Debug)]
struct Forme {
    octets: Bytes,
    etag: String,
}

impl Forme {
    fn new(octets: Vec<u8>) -> Self {
        let hache = Sha256::digest(&octets);
        Self { octets: octets.into(), etag: format!("\"{}\"", encode_string(&hache[..12])) }
    }
}

impl Site {
    /// Reads a build of the app into memory (about 2 MB).
    ///
    /// # Errors
    /// When the folder can't be read or holds no `index.html`.
    pub fn read(dossier: &Path) -> io::Result<Self> {
        let mut fichiers = HashMap::new();
        parcourir(dossier, "", &mut fichiers)?;
        if fichiers.contains_key(PAGE) {
            return Ok(Self { fichiers });
        }
        let message = format!("pas d'application dans {} : lancer « make app »", dossier.display());
        Err(io::Error::new(io::ErrorKind::NotFound, message))
    }

    /// A router whose fallback serves the app. Merge it after the routes of the API.
    pub fn routes(self) -> Router {
        Router::new().fallback(get(servir)).with_state(Arc::new(self))
    }

    /// The file at this path, or the page when the path is an address of the app:
    /// no extension, and outside the API.
    fn trouver(&self, chemin: &str) -> Option<&Fichier> {
        let nom = chemin.trim_start_matches('/');
        if let Some(fichier) = self.fichiers.get(nom) {
            return Some(fichier);
        }
        let dernier = nom.rsplit('/').next().unwrap_or(nom);
        let hors_app = nom == "api" || nom.starts_with("api/") || dernier.contains('.');
        if hors_app { None } else { self.fichiers.get(PAGE) }
    }
}

fn parcourir(dossier: &Path, prefixe: &str, fichiers: &mut HashMap<String, Fichier>) -> io::Result<()> {
    for entree in fs::read_dir(dossier)? {
        let entree = entree?;
        let nom = format!("{prefixe}{}", entree.file_name().to_string_lossy());
        let chemin = entree.path();
        if chemin.is_dir() {
            parcourir(&chemin, &format!("{nom}/"), fichiers).map_err(nomme(&chemin))?;
        } else if !nom.ends_with(".br") {
            fichiers.insert(nom.clone(), charger(&chemin, &nom)?);
        }
    }
    Ok(())
}

fn charger(chemin: &Path, nom: &str) -> io::Result<Fichier> {
    let mut compresse = chemin.as_os_str().to_owned();
    compresse.push(".br");
    let brotli = match fs::read(&compresse) {
        Ok(octets) => Some(Forme::new(octets)),
        Err(absent) if absent.kind() == io::ErrorKind::NotFound => None,
        Err(autre) => return Err(nomme(chemin)(autre)),
    };
    let cache = if est_hache(nom) { HACHE } else { A_REVALIDER };
    Ok(Fichier {
        genre: genre(nom),
        cache,
        clair: Forme::new(fs::read(chemin).map_err(nomme(chemin))?),
        brotli,
    })
}

/// Trunk writes a 64-bit digest, in hexadecimal without leading zeros, into the
/// names of what it builds: `base-1f0e5b7c9d2a4e68.css`. The pieces of the app are in one
/// folder named alike: `app-1f0e5b7c9d2a4e68/split_cer.wasm`.
fn est_hache(nom: &str) -> bool {
    nom.split(['-', '_', '.', '/'])
        .any(|part| (12..=16).contains(&part.len()) && part.bytes().all(|octet| octet.is_ascii_hexdigit()))
}

fn genre(nom: &str) -> &'static str {
    match nom.rsplit('.').next().unwrap_or_default() {
        "html" => "text/html; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "wasm" => "application/wasm",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "woff2" => "font/woff2",
        "txt" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

async fn servir(State(site): State<Arc<Site>>, uri: Uri, demande: HeaderMap) -> Response {
    let Some(fichier) = site.trouver(uri.path()) else {
        return (StatusCode::NOT_FOUND, "Cette adresse n'existe pas.").into_response();
    };
    let accepte = accepte_brotli(&demande);
    let (forme, encodage) = match &fichier.brotli {
        Some(brotli) if accepte => (brotli, Some((CONTENT_ENCODING, "br"))),
        _ => (&fichier.clair, None),
    };
    let communs = [
        (CACHE_CONTROL, fichier.cache),
        (VARY, "accept-encoding"),
        (CONTENT_TYPE, fichier.genre),
        (ETAG, forme.etag.as_str()),
    ];
    if est_connu(&demande, &forme.etag) {
        return (StatusCode::NOT_MODIFIED, communs).into_response();
    }
    let mut reponse = (communs, forme.octets.clone()).into_response();
    if let Some((nom, valeur)) = encodage {
        reponse.headers_mut().insert(nom, axum::http::HeaderValue::from_static(valeur));
    }
    reponse
}

/// Browsers send `br` without a weight; `br;q=0` is a refusal.
fn accepte_brotli(demande: &HeaderMap) -> bool {
    let valeurs = demande.get_all(ACCEPT_ENCODING).iter().filter_map(|valeur| valeur.to_str().ok());
    valeurs.flat_map(|liste| liste.split(',')).any(|un| {
        let mut parts = un.split(';').map(str::trim);
        parts.next() == Some("br") && !matches!(parts.next(), Some("q=0" | "q=0.0"))
    })
}

fn est_connu(demande: &HeaderMap, etag: &str) -> bool {
    let connus = demande.get(IF_NONE_MATCH).and_then(|valeur| valeur.to_str().ok());
    connus.is_some_and(|liste| liste.split(',').any(|un| un.trim().trim_start_matches("W/") == etag))
}

#[cfg(test)]
mod tests;
