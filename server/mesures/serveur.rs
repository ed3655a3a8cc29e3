//! The server under measure: four listeners in one process, on one core.

use std::collections::HashMap;
use std::net::SocketAddr;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use anyhow::Context;
use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::{Path as Chemin, Request};
use axum::http::{StatusCode, header};
use axum::routing::get;
use reciproque_server::depot::entite::{agent, orientation, personne};
use reciproque_server::depot::{Depot, Temoin};
use reciproque_server::journal::{Exigence, Journal};
use reciproque_server::routeur;
use reciproque_server::secret::Frein;
use reciproque_server::serveur::{Extranet, Horloge, Reglages};
use reciproque_shared::habilitation::Profil;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, Statement};
use serde::{Deserialize, Serialize};
use tokio::net::TcpListener;
use tower::ServiceExt;

use crate::limite::{self, Vue};

/// Dossiers read in turn: enough that no cache of one row flatters us.
const DOSSIERS: usize = 200;
const TAILLE_MAX: usize = 1 << 20;

/// What the load needs to know.
#[derive(Serialize, Deserialize)]
pub struct Annonce {
    pub tracee: u16,
    pub non_tracee: u16,
    pub nu: u16,
    pub a_la_main: u16,
    pub cookie: String,
    pub dossiers: Vec<i64>,
    /// Mean size of an answer.
    pub octets: usize,
}

/// Where the pages are asked for, and under which cookie each profil opens its own.
#[derive(Serialize, Deserialize)]
pub struct AnnoncePages {
    pub port: u16,
    pub cookies: HashMap<String, String>,
    /// Of the référent.
    pub dossiers: Vec<i64>,
}

/// Serves until killed.
pub fn servir(service: impl Future<Output = anyhow::Result<()>>) -> anyhow::Result<()> {
    // As the product does: as many workers as cores it may use, here one.
    tokio::runtime::Builder::new_multi_thread().enable_all().build()?.block_on(service)
}

fn sqlite(donnees: &Path, nom: &str) -> String {
    format!("sqlite://{}?mode=rwc", donnees.join(nom).display())
}

pub async fn ecouter(donnees: &Path) -> anyhow::Result<()> {
    let depot = Depot::ouvrir(&sqlite(donnees, "reciproque.sqlite")).await?;
    let journal = sqlite(donnees, "mesure-journal.sqlite");
    let journal = Journal::ouvrir(&journal, &donnees.join("mesure-journal.cle")).await?;
    let extranet = |journal| {
        Extranet::new(depot.clone(), journal, Reglages::default(), Horloge::default(), Frein::default())
    };
    let (tracee, non_tracee) = (extranet(journal.clone()), extranet(journal.muet()));
    let referent = un_referent(donnees)?;
    let dossiers = ses_dossiers(&depot, &referent.email).await?;
    let cookie = se_connecter(&tracee, &referent).await?;
    let reponses = reponses(&non_tracee, &cookie, &dossiers).await?;
    let vues = vues(&depot, &journal, &cookie, &reponses).await?;
    let octets = reponses.values().map(Bytes::len).sum::<usize>() / reponses.len();
    let annonce = Annonce {
        tracee: lancer(routeur(tracee)).await?,
        non_tracee: lancer(routeur(non_tracee)).await?,
        nu: lancer(nu(reponses, journal)).await?,
        a_la_main: lancer(limite::a_la_main(vues, donnees)?).await?,
        cookie,
        dossiers,
        octets,
    };
    println!("{}", serde_json::to_string(&annonce)?);
    std::future::pending().await
}

/// The product as it is served, over its own journal; on PostgreSQL where the variables of the
/// product say so.
pub async fn ecouter_pages(donnees: &Path) -> anyhow::Result<()> {
    let url = |variable: &str, nom: &str| std::env::var(variable).unwrap_or_else(|_| sqlite(donnees, nom));
    let depot = Depot::ouvrir(&url("RECIPROQUE_BASE", "reciproque.sqlite")).await?;
    let journal = url("RECIPROQUE_JOURNAL", "journal.sqlite");
    let journal = Journal::ouvrir_sous(&journal, &donnees.join("journal.cle"), Exigence::Levee).await?;
    let (horloge, frein) = (Horloge::default(), Frein::default());
    let app = Extranet::new(depot.clone(), journal, Reglages::default(), horloge, frein);
    let (comptes, charges) = (comptes(donnees)?, charges(&depot).await?);
    let mut cookies = HashMap::new();
    let mut dossiers = Vec::new();
    for profil in Profil::TOUS.iter().copied() {
        let siens = comptes.iter().filter(|compte| compte.profil == profil.libelle());
        let rang = |compte: &&Compte| charges.iter().position(|email| *email == compte.email);
        let Some(compte) = siens.min_by_key(|compte| rang(compte).unwrap_or(usize::MAX)) else { continue };
        let cookie = se_connecter(&app, compte).await?;
        agir_sous(&app, &cookie, profil).await?;
        cookies.insert(profil.code().to_owned(), cookie);
        if profil == Profil::Referent {
            dossiers = ses_dossiers(&depot, &compte.email).await?;
        }
    }
    let port = lancer(routeur(app)).await?;
    println!("{}", serde_json::to_string(&AnnoncePages { port, cookies, dossiers })?);
    std::future::pending().await
}

/// The référents by the number of persons they follow, then the agents of a CTSA by that of the
/// foyers of their territory: the longest lists first.
async fn charges(depot: &Depot) -> anyhow::Result<Vec<String>> {
    let base = depot.lecture();
    let mut emails = Vec::new();
    for texte in [
        "SELECT agent.email FROM referent INNER JOIN agent ON agent.id = referent.agent_id \
         WHERE referent.fin IS NULL GROUP BY agent.email ORDER BY COUNT(*) DESC",
        "SELECT agent.email FROM agent INNER JOIN territoire ON territoire.organisation_id = agent.organisation_id \
         INNER JOIN dossier ON dossier.commune = territoire.commune GROUP BY agent.email ORDER BY COUNT(*) DESC",
    ] {
        for ligne in base.query_all_raw(Statement::from_string(base.get_database_backend(), texte)).await? {
            emails.push(ligne.try_get_by_index(0)?);
        }
    }
    Ok(emails)
}

async fn lancer(service: Router) -> anyhow::Result<u16> {
    let ecoute = TcpListener::bind("127.0.0.1:0").await?;
    let port = ecoute.local_addr()?.port();
    tokio::spawn(async move {
        axum::serve(ecoute, service.into_make_service_with_connect_info::<SocketAddr>()).await
    });
    Ok(port)
}

/// An account as `reciproque demo` lists them.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Compte {
    email: String,
    mot_de_passe: String,
    profil: String,
}

fn comptes(donnees: &Path) -> anyhow::Result<Vec<Compte>> {
    let comptes = std::fs::read(donnees.join("comptes-demo.json")).context("run `reciproque demo` first")?;
    Ok(serde_json::from_slice(&comptes)?)
}

fn un_referent(donnees: &Path) -> anyhow::Result<Compte> {
    let referent = comptes(donnees)?.into_iter().find(|compte| compte.profil == Profil::Referent.libelle());
    referent.context("no référent among the demo accounts")
}

/// Signs in as anybody does, and gives back the cookie.
async fn se_connecter(app: &Extranet, compte: &Compte) -> anyhow::Result<String> {
    let saisie = serde_json::json!({ "email": compte.email, "mot_de_passe": compte.mot_de_passe });
    let demande = Request::post("/api/v1/session").header(header::CONTENT_TYPE, "application/json");
    let reponse = routeur(app.clone()).oneshot(demande.body(Body::from(saisie.to_string()))?).await?;
    anyhow::ensure!(reponse.status() == StatusCode::OK, "sign-in: {}", reponse.status());
    let cookie = reponse.headers().get(header::SET_COOKIE).context("no cookie")?.to_str()?;
    Ok(cookie.split(';').next().unwrap_or_default().to_owned())
}

/// Who holds several profils comes in under the usual one.
async fn agir_sous(app: &Extranet, cookie: &str, profil: Profil) -> anyhow::Result<()> {
    let saisie = serde_json::json!({ "profil": profil });
    let demande = Request::put("/api/v1/session/profil").header(header::COOKIE, cookie);
    let demande = demande.header(header::CONTENT_TYPE, "application/json");
    let reponse = routeur(app.clone()).oneshot(demande.body(Body::from(saisie.to_string()))?).await?;
    anyhow::ensure!(reponse.status() == StatusCode::OK, "{}: {}", profil.libelle(), reponse.status());
    Ok(())
}

/// The dossiers that the agent's structure accompanies.
async fn ses_dossiers(depot: &Depot, email: &str) -> anyhow::Result<Vec<i64>> {
    let base = depot.lecture();
    let agent = agent::Entity::find().filter(agent::Column::Email.eq(email)).one(base).await?;
    let agent = agent.context("no agent")?;
    let orientees: Vec<i64> = orientation::Entity::find()
        .filter(orientation::Column::OrganisationId.eq(agent.organisation_id))
        .filter(orientation::Column::Fin.is_null())
        .all(base)
        .await?
        .iter()
        .map(|o| o.personne_id)
        .collect();
    let personnes = personne::Entity::find().filter(personne::Column::Id.is_in(orientees)).all(base).await?;
    let mut dossiers: Vec<i64> = personnes.iter().map(|p| p.dossier_id).collect();
    dossiers.sort_unstable();
    dossiers.dedup();
    dossiers.truncate(DOSSIERS);
    anyhow::ensure!(!dossiers.is_empty(), "this structure accompanies nobody");
    Ok(dossiers)
}

/// What the product answers for each dossier.
async fn reponses(app: &Extranet, cookie: &str, dossiers: &[i64]) -> anyhow::Result<HashMap<i64, Bytes>> {
    let service = routeur(app.clone());
    let mut reponses = HashMap::new();
    for dossier in dossiers {
        let requete = Request::get(format!("/api/v1/dossiers/{dossier}")).header(header::COOKIE, cookie);
        let reponse = service.clone().oneshot(requete.body(Body::empty())?).await?;
        anyhow::ensure!(reponse.status() == StatusCode::OK, "{dossier}: {}", reponse.status());
        reponses.insert(*dossier, axum::body::to_bytes(reponse.into_body(), TAILLE_MAX).await?);
    }
    Ok(reponses)
}

/// What the product asks its store for each of these answers.
async fn vues(
    depot: &Depot,
    journal: &Journal,
    cookie: &str,
    reponses: &HashMap<i64, Bytes>,
) -> anyhow::Result<HashMap<i64, Vue>> {
    let dites = Arc::new(Mutex::new(Vec::<Statement>::new()));
    let entendues = Arc::clone(&dites);
    let temoin: Temoin = Arc::new(move |dite| {
        entendues.lock().unwrap_or_else(PoisonError::into_inner).push(dite.clone());
    });
    let (horloge, frein) = (Horloge::default(), Frein::default());
    let depot = depot.clone().observe(&temoin);
    let app = Extranet::new(depot, journal.muet(), Reglages::default(), horloge, frein);
    let mut vues = HashMap::new();
    for (dossier, corps) in reponses {
        self::reponses(&app, cookie, &[*dossier]).await?;
        let dites = std::mem::take(&mut *dites.lock().unwrap_or_else(PoisonError::into_inner));
        let lues = dites.iter().filter(|dite| dite.sql.starts_with("SELECT"));
        let instructions = lues.map(limite::instruction).collect::<anyhow::Result<Vec<_>>>()?;
        anyhow::ensure!(!instructions.is_empty(), "{dossier}: no statement was heard");
        vues.insert(*dossier, Vue { instructions, corps: corps.clone() });
    }
    Ok(vues)
}

/// Bare axum: the same bytes, from memory.
fn nu(reponses: HashMap<i64, Bytes>, journal: Journal) -> Router {
    let reponses = Arc::new(reponses);
    let dossier = move |Chemin(dossier): Chemin<i64>| async move {
        let corps = reponses.get(&dossier).cloned().ok_or(StatusCode::NOT_FOUND)?;
        Ok::<_, StatusCode>(([(header::CONTENT_TYPE, "application/json")], corps))
    };
    let compteurs =
        move || async move { format!("{} {}", journal.compteurs().evenements(), journal.compteurs().lots()) };
    Router::new().route("/api/v1/dossiers/{dossier}", get(dossier)).route("/compteurs", get(compteurs))
}
