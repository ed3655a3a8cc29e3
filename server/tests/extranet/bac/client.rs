//! A browser of the tests: keeps its cookies, speaks the typed API.

use std::sync::OnceLock;

use reciproque_server::http::openapi::Route;
use reciproque_shared::alerte::ENTETE_MOTIF;
use reciproque_shared::api::{Appel, ENTETE_CLE, Methode, OuvrirSession, RACINE};
use reciproque_shared::erreur::Probleme;
use reciproque_shared::session::{EtatSession, SaisieConnexion};
use reqwest::header::HeaderMap;
use reqwest::{Method, RequestBuilder, Response, StatusCode};

use super::Recette;

/// Why a call was refused.
#[derive(Debug)]
pub struct Refuse {
    pub statut: StatusCode,
    pub probleme: Probleme,
}

impl Refuse {
    /// The refused fields with their codes.
    pub fn champs(&self) -> Vec<(&str, &str)> {
        self.probleme.errors.iter().map(|e| (e.champ.as_str(), e.code.as_str())).collect()
    }
}

/// An answer as it came.
#[derive(Debug, PartialEq)]
pub struct Reponse {
    pub statut: StatusCode,
    /// Without its date.
    pub entetes: HeaderMap,
    pub texte: String,
}

impl Reponse {
    pub fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.texte).unwrap_or_else(|e| panic!("{}: {e}: {}", self.statut, self.texte))
    }

    /// The code of the refusal, if it is one.
    pub fn refus(&self) -> Option<String> {
        let probleme: Probleme = serde_json::from_str(&self.texte).ok()?;
        probleme.genre.strip_prefix("/problemes/").map(str::to_owned)
    }
}

/// Whether the published description says that this call may answer so: every test of the API is
/// one of its description.
fn declare<A: Appel>(statut: StatusCode) -> bool {
    static ROUTES: OnceLock<Vec<Route>> = OnceLock::new();
    let routes = ROUTES.get_or_init(|| reciproque_server::appels().1.routes().to_vec());
    let route = routes.iter().find(|route| (route.methode, route.chemin) == (A::METHODE, A::CHEMIN)).unwrap();
    statut == StatusCode::OK || route.refus.contains(&statut)
}

/// The key of a new intention to create.
pub fn cle_neuve() -> String {
    format!("{:032x}", rand::random::<u128>())
}

#[derive(Clone)]
pub struct Client {
    racine: String,
    http: reqwest::Client,
}

impl Client {
    pub fn new(racine: &str) -> Self {
        let http = reqwest::Client::builder().cookie_store(true).build().unwrap();
        Self { racine: racine.to_owned(), http }
    }

    pub async fn ouvrir_session(&self, email: &str, mot_de_passe: &str) -> Result<EtatSession, Refuse> {
        let saisie = SaisieConnexion { email: email.to_owned(), mot_de_passe: mot_de_passe.to_owned() };
        self.appeler::<OuvrirSession>((), saisie).await
    }

    pub async fn appeler<A: Appel>(&self, chemin: A::Chemin, corps: A::Corps) -> Result<A::Reponse, Refuse> {
        self.envoyer::<A>(chemin, corps, None).await
    }

    /// With the version that the agent saw (`If-Match`).
    pub async fn appeler_sur<A: Appel>(
        &self,
        version: i32,
        chemin: A::Chemin,
        corps: A::Corps,
    ) -> Result<A::Reponse, Refuse> {
        self.envoyer::<A>(chemin, corps, Some(version)).await
    }

    async fn envoyer<A: Appel>(
        &self,
        chemin: A::Chemin,
        corps: A::Corps,
        version: Option<i32>,
    ) -> Result<A::Reponse, Refuse> {
        let mut requete = self.requete(A::METHODE, &A::chemin(&chemin)).json(&corps);
        if let Some(version) = version {
            requete = requete.header("If-Match", format!("\"{version}\""));
        }
        if A::CREE {
            requete = requete.header(ENTETE_CLE, cle_neuve());
        }
        let reponse = requete.send().await.unwrap();
        let statut = reponse.status();
        let texte = reponse.text().await.unwrap();
        assert!(declare::<A>(statut), "{} does not declare {statut}: {texte}", A::CHEMIN);
        if statut.is_success() {
            return Ok(serde_json::from_str(&texte).unwrap_or_else(|e| panic!("{}: {e}: {texte}", A::CHEMIN)));
        }
        let probleme = serde_json::from_str(&texte).unwrap_or_else(|e| panic!("{statut}: {e}: {texte}"));
        Err(Refuse { statut, probleme })
    }

    /// Makes one call of the table of recipes.
    pub async fn executer(&self, recette: &Recette) -> Reponse {
        self.executer_pour(recette, None).await
    }

    /// The same, with the number of the reason given, under watch.
    pub async fn executer_pour(&self, recette: &Recette, motif: Option<i64>) -> Reponse {
        let mut requete = self.preparer(recette);
        if let Some(motif) = motif {
            requete = requete.header(ENTETE_MOTIF, motif);
        }
        let reponse = requete.send().await.unwrap();
        let (statut, mut entetes) = (reponse.status(), reponse.headers().clone());
        entetes.remove("date");
        Reponse { statut, entetes, texte: reponse.text().await.unwrap() }
    }

    /// One call of the table of recipes, not made yet.
    pub fn preparer(&self, recette: &Recette) -> RequestBuilder {
        let mut requete = self.requete(recette.methode, &recette.chemin);
        if !recette.corps.is_null() {
            requete = requete.json(&recette.corps);
        }
        if let Some(version) = recette.version {
            requete = requete.header("If-Match", format!("\"{version}\""));
        }
        if let Some(cle) = &recette.cle {
            requete = requete.header(ENTETE_CLE, cle);
        }
        requete
    }

    /// A request by hand, below the root of the API or anywhere (`/healthz`).
    pub fn requete(&self, methode: Methode, chemin: &str) -> RequestBuilder {
        self.requete_de(Method::from_bytes(methode.code().as_bytes()).unwrap(), chemin)
    }

    /// The same, with a method that the API does not have.
    pub fn requete_de(&self, methode: Method, chemin: &str) -> RequestBuilder {
        self.http.request(methode, format!("{}{chemin}", self.racine))
    }

    pub async fn lire(&self, chemin: &str) -> Response {
        self.requete(Methode::Get, &format!("{RACINE}{chemin}")).send().await.unwrap()
    }
}
