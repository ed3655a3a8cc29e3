//! One call of the API, one line of the router: the guard stands before each handler,
//! every refusal is traced, and the OpenAPI description is drawn from the same lines.

mod corps;

use std::future::Future;
use std::panic::AssertUnwindSafe;
use std::time::Duration;

use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::{FromRequestParts, Path, Request, State};
use axum::http::{HeaderMap, Method, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{MethodFilter, on};
use futures_util::FutureExt;
use reciproque_shared::alerte::ENTETE_MOTIF;
use reciproque_shared::api::{Appel, CleCreation, ENTETE_CLE, Methode, Parametres, RACINE, Version};
use reciproque_shared::nominatif::Nominatif;
use tokio::time::Instant;
use utoipa::ToSchema;

use super::creation::une_seule_fois;
use crate::garde::palier;
use crate::garde::{Objet, Passage, Traced};
use crate::http::openapi::{Description, Garde, SchemasChemin, est_vide};
use crate::refus::Refus;
use crate::serveur::Extranet;
use crate::session::{self, Client};

/// Largest body accepted, in bytes: a CER at its limits is about 40 kB.
const CORPS_MAX: usize = 64 * 1024;

/// A body that is not there in this time is not awaited any more.
const CORPS_DELAI: Duration = Duration::from_secs(10);

/// What is asked, already read and parsed.
pub struct AppelRecu<A: Appel> {
    pub chemin: A::Chemin,
    pub corps: A::Corps,
    /// What the agent saw of the row that the call changes (`If-Match`), if it changes one.
    pub version: A::Version,
    /// Key of the intention, on calls that create.
    pub cle: Option<CleCreation>,
    /// Hash of the session token that came with the request.
    pub empreinte: String,
}

/// The router under construction, with its description.
pub struct Routeur {
    routes: Router<Extranet>,
    description: Description,
}

impl Default for Routeur {
    fn default() -> Self {
        Self { routes: Router::new(), description: Description::default() }
    }
}

impl Routeur {
    /// Adds a call whose answer leaves through the guard.
    pub fn appel<A, F, Suite>(self, traiter: F) -> Self
    where
        A: Appel,
        A::Chemin: SchemasChemin,
        A::Corps: ToSchema + 'static,
        A::Reponse: Nominatif + ToSchema + 'static,
        F: Fn(Passage, AppelRecu<A>) -> Suite + Clone + Send + Sync + 'static,
        Suite: Future<Output = Result<Traced<A::Reponse>, Refus>> + Send + 'static,
    {
        const { assert!(!A::CREE, "a call that creates is added by `creation`") };
        self.garde::<A, F, Suite>(traiter)
    }

    /// Adds a call that creates, once for each key; `relire` answers again, by its number, what
    /// the same key created.
    pub fn creation<A, F, Suite, G, Relue>(self, creer: F, relire: G) -> Self
    where
        A: Appel,
        A::Chemin: SchemasChemin,
        A::Corps: ToSchema + 'static,
        A::Reponse: Nominatif + ToSchema + 'static,
        F: Fn(Passage, AppelRecu<A>) -> Suite + Clone + Send + Sync + 'static,
        Suite: Future<Output = Result<Traced<A::Reponse>, Refus>> + Send + 'static,
        G: Fn(Passage, i64) -> Relue + Clone + Send + Sync + 'static,
        Relue: Future<Output = Result<Traced<A::Reponse>, Refus>> + Send + 'static,
    {
        const { assert!(A::CREE, "only a call that creates carries a key") };
        self.garde::<A, _, _>(move |passage, appel| {
            une_seule_fois(passage, appel, creer.clone(), relire.clone())
        })
    }

    fn garde<A, F, Suite>(self, traiter: F) -> Self
    where
        A: Appel,
        A::Chemin: SchemasChemin,
        A::Corps: ToSchema + 'static,
        A::Reponse: Nominatif + ToSchema + 'static,
        F: Fn(Passage, AppelRecu<A>) -> Suite + Clone + Send + Sync + 'static,
        Suite: Future<Output = Result<Traced<A::Reponse>, Refus>> + Send + 'static,
    {
        self.route::<A>(
            Garde::Session,
            on(filtre(A::METHODE), move |State(app): State<Extranet>, requete: Request| {
                servir(app, requete, traiter)
            }),
        )
    }

    /// Adds a call that needs no session: those that open it.
    pub fn ouverture<A, F, Suite>(self, traiter: F) -> Self
    where
        A: Appel<Chemin = (), Version = ()>,
        A::Corps: ToSchema + 'static,
        A::Reponse: Nominatif + ToSchema + 'static,
        F: Fn(Extranet, Client, AppelRecu<A>) -> Suite + Clone + Send + Sync + 'static,
        Suite: Future<Output = Result<Traced<A::Reponse>, Refus>> + Send + 'static,
    {
        self.route::<A>(
            Garde::Ouverture,
            on(filtre(A::METHODE), move |State(app): State<Extranet>, requete: Request| async move {
                let (parts, corps) = requete.into_parts();
                let client = Client::de(&app, &parts);
                let corps = lire_corps::<A>(&parts.headers, recevoir::<A>(corps).await?)?;
                let place = app.admettre_a_l_entree().await?;
                let empreinte = session::empreinte_recue(&app, &parts.headers).unwrap_or_default();
                let appel = AppelRecu { chemin: (), corps, version: (), cle: None, empreinte };
                let suite = traiter(app.clone(), client, appel);
                app.mener(place, async { suite.await.map(IntoResponse::into_response) }).await?
            }),
        )
    }

    /// Adds a question asked before signing in: like [`Self::publique`], it holds nothing
    /// personal and leaves no trace, but may be refused.
    pub fn question<A, F, Suite>(self, repondre: F) -> Self
    where
        A: Appel<Chemin = (), Corps = ()>,
        A::Reponse: serde::Serialize + ToSchema + 'static,
        F: Fn(Extranet, Client) -> Suite + Clone + Send + Sync + 'static,
        Suite: Future<Output = Result<A::Reponse, Refus>> + Send,
    {
        self.route::<A>(
            Garde::Question,
            on(filtre(A::METHODE), move |State(app): State<Extranet>, requete: Request| async move {
                let client = Client::de(&app, &requete.into_parts().0);
                let _place = app.admettre_a_l_entree().await?;
                repondre(app, client).await.map(axum::Json)
            }),
        )
    }

    /// Adds a reading that anybody may make: its answer is `Serialize` by itself, hence
    /// holds nothing personal, and leaves no trace.
    pub fn publique<A, F>(self, lire: F) -> Self
    where
        A: Appel<Chemin = (), Corps = ()>,
        A::Reponse: serde::Serialize + ToSchema + 'static,
        F: Fn(&Extranet) -> A::Reponse + Clone + Send + Sync + 'static,
    {
        self.route::<A>(
            Garde::Aucune,
            on(filtre(A::METHODE), move |State(app): State<Extranet>| {
                let reponse = lire(&app);
                async move { axum::Json(reponse) }
            }),
        )
    }

    fn route<A>(mut self, garde: Garde, methode: axum::routing::MethodRouter<Extranet>) -> Self
    where
        A: Appel,
        A::Chemin: SchemasChemin,
        A::Corps: ToSchema + 'static,
        A::Reponse: ToSchema + 'static,
    {
        self.description.ajouter::<A>(garde);
        self.routes = self.routes.route(&format!("{RACINE}{}", A::CHEMIN), methode);
        self
    }

    /// The routes, and the description of exactly these routes.
    pub fn achever(self) -> (Router<Extranet>, Description) {
        (self.routes, self.description)
    }
}

fn filtre(methode: Methode) -> MethodFilter {
    match methode {
        Methode::Get => MethodFilter::GET,
        Methode::Post => MethodFilter::POST,
        Methode::Put => MethodFilter::PUT,
        Methode::Delete => MethodFilter::DELETE,
    }
}

/// The guard, then the handler; any refusal is traced here, so that none can be forgotten.
async fn servir<A, F, Suite>(app: Extranet, requete: Request, traiter: F) -> Response
where
    A: Appel,
    A::Reponse: Nominatif,
    F: Fn(Passage, AppelRecu<A>) -> Suite,
    Suite: Future<Output = Result<Traced<A::Reponse>, Refus>> + Send + 'static,
{
    let arrivee = Instant::now();
    // Nothing would be shown, and the journal would say that it was.
    if requete.method() == Method::HEAD {
        return ([(header::ALLOW, A::METHODE.code())], Refus::MethodeAbsente).into_response();
    }
    let (mut parts, corps) = requete.into_parts();
    let client = Client::de(&app, &parts);
    let Some(empreinte) = session::empreinte_recue(&app, &parts.headers) else {
        return Refus::NonConnecte.into_response();
    };
    // Received before a place is taken: a browser that sends slowly keeps nobody out.
    let corps = recevoir::<A>(corps).await;
    let place = match app.admettre().await {
        Ok(place) => place,
        Err(refus) => return refus.into_response(),
    };
    let chemin = Path::<A::Chemin>::from_request_parts(&mut parts, &()).await;
    let objet = chemin.as_ref().map_or_else(|_| Objet::aucun(), |Path(chemin)| objet::<A>(chemin));
    let motif = parts.headers.get(ENTETE_MOTIF).and_then(|numero| numero.to_str().ok()?.parse().ok());
    let passage = match Passage::demander(&app, client, &empreinte, A::ACTE, &objet, motif).await {
        Ok(passage) => passage,
        Err(refus) => return refus.into_response(),
    };
    let Ok(Path(chemin)) = chemin else {
        return passage.refuser(Refus::Introuvable, objet).await.into_response();
    };
    let recevoir = || {
        let version = version::<A>(&parts.headers)?;
        let cle = cle(&parts.headers);
        Ok(AppelRecu { chemin, corps: lire_corps::<A>(&parts.headers, corps?)?, version, cle, empreinte })
    };
    let appel = match recevoir() {
        Ok(appel) => appel,
        Err(refus) => return passage.refuser(refus, objet).await.into_response(),
    };
    let suite = traiter(passage.clone(), appel);
    let reponse = async { suite.await.map(IntoResponse::into_response) };
    let travail = conclure(passage, objet, arrivee, reponse);
    app.mener(place, travail).await.unwrap_or_else(|cause| Refus::Interne(cause).into_response())
}

/// The answer of a handler, its refusal traced. A handler that panics is refused as well.
async fn conclure(
    passage: Passage,
    objet: Objet,
    arrivee: Instant,
    suite: impl Future<Output = Result<Response, Refus>> + Send,
) -> Response {
    let (borne, limite) = (passage.clone(), arrivee + passage.app().reglages.delai);
    let issue = AssertUnwindSafe(Box::pin(borne.borner(limite, suite))).catch_unwind().await;
    match issue.unwrap_or_else(|_| Err(Refus::Interne(anyhow::anyhow!("le traitement s’est interrompu")))) {
        Ok(reponse) => reponse,
        Err(refus) => {
            let refus = passage.refuser(refus, objet).await;
            if matches!(refus, Refus::Introuvable) {
                palier::attendre(arrivee).await;
            }
            refus.into_response()
        }
    }
}

/// What the call is about: `/cer/{cer}/saisie` is about a `cer`.
fn objet<A: Appel>(chemin: &A::Chemin) -> Objet {
    let noms = A::CHEMIN.split('/').filter_map(|m| m.strip_prefix('{')?.strip_suffix('}'));
    let nomme = noms.zip(chemin.valeurs()).find(|(nom, _)| Some(*nom) == A::OBJET);
    nomme.map_or_else(Objet::aucun, |(nom, id)| Objet::new(nom, id))
}

fn version<A: Appel>(entetes: &HeaderMap) -> Result<A::Version, Refus> {
    let if_match = entetes.get(header::IF_MATCH).and_then(|recu| recu.to_str().ok());
    A::Version::lire(if_match).ok_or(Refus::VersionAbsente)
}

fn cle(entetes: &HeaderMap) -> Option<CleCreation> {
    entetes.get(ENTETE_CLE).and_then(|cle| CleCreation::lire(cle.to_str().ok()?))
}

/// The whole body, small and soon there; nothing of what came to a call that takes none.
async fn recevoir<A: Appel>(corps: Body) -> Result<Bytes, Refus> {
    if est_vide::<A::Corps>() {
        return Ok(Bytes::new());
    }
    let octets = tokio::time::timeout(CORPS_DELAI, axum::body::to_bytes(corps, CORPS_MAX)).await;
    octets.map_err(|_| Refus::TropLong)?.map_err(|_| Refus::TropVolumineux)
}

/// A call without a body is `()`, whatever came with it.
fn lire_corps<A: Appel>(entetes: &HeaderMap, octets: Bytes) -> Result<A::Corps, Refus> {
    if est_vide::<A::Corps>() {
        return serde_json::from_slice(b"null").map_err(|_| Refus::Illisible);
    }
    if !dit_json(entetes) {
        return Err(Refus::CorpsNonJson);
    }
    corps::lire(&octets)
}

/// `application/json`, once, with no other charset than the only one that JSON has.
fn dit_json(entetes: &HeaderMap) -> bool {
    let mut genres = entetes.get_all(header::CONTENT_TYPE).iter();
    let (Some(genre), None) = (genres.next(), genres.next()) else { return false };
    let mut parties = genre.to_str().unwrap_or_default().split(';').map(str::trim);
    let charset = |partie: &str| match partie.split_once('=') {
        Some((nom, valeur)) if nom.eq_ignore_ascii_case("charset") => {
            valeur.trim_matches('"').eq_ignore_ascii_case("utf-8")
        }
        _ => true,
    };
    parties.next().is_some_and(|genre| genre.eq_ignore_ascii_case("application/json")) && parties.all(charset)
}
