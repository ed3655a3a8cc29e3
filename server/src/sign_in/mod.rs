//! Sign-in with e-mail and password or with a passkey, and the life of one's own session.

mod application;
pub mod cle_acces;
mod coffre;
mod essais;
mod frein;
pub mod mot_de_passe;
pub mod par_cle;
mod secret;

use axum::http::{HeaderName, HeaderValue, header};
use axum_extra::extract::cookie::Cookie;
use chrono::NaiveDate;
use reciproque_shared::api::{
    ChangerProfil, ConsulterSession, FermerSession, OuvrirSession, ProlongerSession,
};
use reciproque_shared::compte::{echu, jours_restants, rappel};
use reciproque_shared::date::a_paris;
use reciproque_shared::habilitation::{Acte, Profil, allows};
use reciproque_shared::journal::{Evenement, Issue};
use reciproque_shared::session::{EtatSession, SurveillanceEnCours};
use sea_orm::sea_query::{Asterisk, Expr, ExprTrait, Query};
use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, FromQueryResult, QueryFilter};
use sha2::{Digest, Sha256};

pub use application::{Application, CODES_SECOURS, empreinte_secours, tirer_code};
pub use coffre::Coffre;
pub use frein::Frein;
use par_cle::Presentee;
pub use secret::Secret;

use crate::compte::avis;
use crate::extranet::Extranet;
use crate::guard::agent::{self, habilitation_ouverte};
use crate::guard::{Agent, Objet, Passage, Traced};
use crate::refus::Refus;
use crate::routeur::Demande;
use crate::session::{self, Client};
use crate::store::entite::{compte, habilitation};

const EFFACER: HeaderName = HeaderName::from_static("clear-site-data");

/// `POST /session`
pub async fn ouvrir(
    app: Extranet,
    client: Client,
    demande: Demande<OuvrirSession>,
) -> Result<Traced<EtatSession>, Refus> {
    let email = demande.corps.email.trim().to_lowercase();
    if let Err(refus) = app.frein.compter(&email, &client) {
        return Err(tracer_frein(&app, &client, &email, refus).await);
    }
    let (compte, titulaire) = trouver(&app, &email).await?.unzip();
    let compte = match identifier(&app, compte, demande.corps.mot_de_passe).await {
        Ok(compte) => compte,
        Err(refus) => return Err(tracer_echec(&app, &client, compte_essaye(&email), titulaire, refus).await),
    };
    let entree = Entree {
        agent: compte.agent_id,
        mot_de_passe_echu: mot_de_passe_echu(&app, &compte),
        preuve: Secret::empreinte(&compte).map(str::to_owned),
        remplacee: demande.empreinte,
        cle: None,
    };
    match entrer(&app, client.clone(), entree).await {
        Err(Refus::IdentifiantsRefuses) => {
            let refus = Refus::IdentifiantsRefuses;
            Err(tracer_echec(&app, &client, compte_essaye(&email), titulaire, refus).await)
        }
        sortie => sortie,
    }
}

/// Somebody recognised, and how.
struct Entree {
    agent: i64,
    mot_de_passe_echu: bool,
    /// Hash of the password or of the code that was verified.
    preuve: Option<String>,
    /// Hash of the token of the session that the same browser had, if any.
    remplacee: String,
    /// The passkey that served in place of the password: two factors at once.
    cle: Option<Presentee>,
}

/// Opens the session of somebody recognised, unless the access is closed; the one that the
/// same browser had, of this agent or of another one, ends with it.
async fn entrer(app: &Extranet, client: Client, entree: Entree) -> Result<Traced<EtatSession>, Refus> {
    let Entree { agent, mot_de_passe_echu, preuve, remplacee, cle } = entree;
    let profils = profils(app.depot.lecture(), agent, app.horloge.aujourdhui()).await?;
    let profil = profils.first().copied().unwrap_or(Profil::Referent);
    let ouverture = session::Ouverture {
        agent,
        profil,
        client: client.clone(),
        deux_facteurs: cle.is_some(),
        mot_de_passe_echu,
        preuve,
    };
    let jeton = session::ouvrir(app, ouverture).await?;
    match admettre(app, client, &jeton, cle).await {
        Ok(sortie) => {
            session::fermer(app, &remplacee).await?;
            Ok(sortie.avec_entete(header::SET_COOKIE, entete(&session::cookie(app, jeton))?))
        }
        // Refused, or its trace is not on disk: no session may be left behind.
        Err(refus) => {
            session::fermer(app, &jeton.empreinte()).await?;
            Err(refus)
        }
    }
}

/// Looked at here only: a password never expires in the middle of an entry.
fn mot_de_passe_echu(app: &Extranet, compte: &compte::Model) -> bool {
    let jours = app.reglages.mot_de_passe_jours;
    compte.mot_de_passe.is_none() || echu(compte.change_le, jours, app.horloge.aujourdhui())
}

/// The account, to who knows its password, or its one-time code.
async fn identifier(
    app: &Extranet,
    compte: Option<compte::Model>,
    mot_de_passe: String,
) -> Result<compte::Model, Refus> {
    let secret = compte.as_ref().map_or(Secret::Aucun, |c| Secret::du_compte(c, app.horloge.maintenant()));
    let conforme = secret.verifier(mot_de_passe).await?;
    compte.filter(|_| conforme).ok_or(Refus::IdentifiantsRefuses)
}

/// Verifies what any request verifies, and traces the sign-in. Only who knows the password, or
/// holds the key, learns here that an account is closed.
async fn admettre(
    app: &Extranet,
    client: Client,
    jeton: &session::Jeton,
    cle: Option<Presentee>,
) -> Result<Traced<EtatSession>, Refus> {
    let objet = cle.as_ref().map_or_else(Objet::aucun, Presentee::objet);
    let passage = Passage::demander(app, client, &jeton.empreinte(), Acte::SeConnecter, &objet, None).await?;
    let etat = etat(&passage).await?;
    let Some(cle) = cle else {
        return passage.laisser_sortir(objet, &[], |_| etat).await;
    };
    let ecriture = passage.annoncer(objet.clone()).await?;
    let refus = match cle.noter(ecriture.base(), app.horloge.maintenant()).await {
        Ok(true) => return Ok(ecriture.aboutir(etat)),
        Ok(false) => Refus::IdentifiantsRefuses,
        Err(cause) => cause.into(),
    };
    Err(passage.refuser(refus, objet).await)
}

/// Who is throttled costs neither a reading of the store nor, but for the first of them, an event.
async fn tracer_frein(app: &Extranet, client: &Client, email: &str, refus: Refus) -> Refus {
    if !app.frein.a_tracer(client) {
        return refus;
    }
    match trouver(app, email).await {
        Ok(connu) => {
            let titulaire = connu.map(|(_, titulaire)| titulaire);
            tracer_echec(app, client, compte_essaye(email), titulaire, refus).await
        }
        Err(incident) => incident.into(),
    }
}

/// Whose account it is: the manager of the organisation reads the failures of its agents.
#[derive(Clone, Copy)]
struct Titulaire {
    agent: i64,
    organisation: i64,
}

/// The e-mail tried is kept as a short hash: attempts on one account can be related
/// without writing addresses in the journal.
fn compte_essaye(email: &str) -> Objet {
    let empreinte: String =
        Sha256::digest(email.as_bytes()).iter().take(6).map(|o| format!("{o:02x}")).collect();
    Objet::new("compte", empreinte)
}

/// Traces that nobody was let in; `agent` is whose account or key was tried, if it exists.
async fn tracer_echec(
    app: &Extranet,
    client: &Client,
    objet: Objet,
    titulaire: Option<Titulaire>,
    refus: Refus,
) -> Refus {
    let evenement = Evenement {
        instant: app.horloge.maintenant(),
        agent: titulaire.map(|t| t.agent),
        profil: None,
        organisation: titulaire.map(|t| t.organisation),
        session: None,
        acte: Acte::SeConnecter.code().to_owned(),
        objet: objet.texte().map(str::to_owned),
        rubriques: Vec::new(),
        motif: Some(refus.code().to_owned()),
        issue: Issue::Refuse,
        client: client.to_string(),
        lie_a: None,
    };
    match app.journal.append(evenement).await {
        Ok(_) => refus,
        Err(incident) => incident.into(),
    }
}

/// In one query whether the account exists or not: the time it takes tells nothing.
async fn trouver(app: &Extranet, email: &str) -> Result<Option<(compte::Model, Titulaire)>, DbErr> {
    let requete = Query::select()
        .column(("compte", Asterisk))
        .column(("agent", "organisation_id"))
        .from("compte")
        .inner_join("agent", Expr::col(("agent", "id")).equals(("compte", "agent_id")))
        .and_where(Expr::col(("agent", "email")).eq(email))
        .to_owned();
    let Some(ligne) = app.depot.lecture().query_one(&requete).await? else { return Ok(None) };
    let compte = compte::Model::from_query_result(&ligne, "")?;
    let titulaire = Titulaire { agent: compte.agent_id, organisation: ligne.try_get("", "organisation_id")? };
    Ok(Some((compte, titulaire)))
}

/// Whether the setting asks one of the profils of this agent for a second factor.
///
/// # Errors
/// When the store can't be read.
pub async fn second_facteur_exige(app: &Extranet, agent: i64) -> Result<bool, DbErr> {
    let siens = profils(app.depot.lecture(), agent, app.horloge.aujourdhui()).await?;
    Ok(siens.iter().any(|profil| app.reglages.second_facteur.contains(profil)))
}

/// Profils of the agent in force on a day, the usual one first.
async fn profils(base: &impl ConnectionTrait, agent: i64, jour: NaiveDate) -> Result<Vec<Profil>, DbErr> {
    let lignes = habilitation::Entity::find()
        .filter(habilitation::Column::AgentId.eq(agent))
        .filter(habilitation_ouverte(jour))
        .all(base)
        .await?;
    let mut profils: Vec<_> = lignes.iter().filter_map(|h| Profil::du_code(&h.profil)).collect();
    profils.sort();
    profils.dedup();
    Ok(profils)
}

/// `GET /session`
pub async fn consulter(passage: Passage, _: Demande<ConsulterSession>) -> Result<Traced<EtatSession>, Refus> {
    let etat = etat(&passage).await?;
    passage.laisser_sortir(Objet::aucun(), &[], |_| etat).await
}

/// `POST /session/prolongation`: being asked is the activity.
pub async fn prolonger(passage: Passage, _: Demande<ProlongerSession>) -> Result<Traced<EtatSession>, Refus> {
    let etat = etat(&passage).await?;
    passage.laisser_sortir(Objet::aucun(), &[], |_| etat).await
}

/// `PUT /session/profil`
pub async fn changer_profil(
    passage: Passage,
    demande: Demande<ChangerProfil>,
) -> Result<Traced<EtatSession>, Refus> {
    let (app, agent) = (passage.app(), passage.agent());
    let profil = demande.corps.profil;
    if !profils(app.depot.lecture(), agent.id, app.horloge.aujourdhui()).await?.contains(&profil) {
        return Err(Refus::ActeInterdit);
    }
    let ecriture = passage.annoncer(Objet::new("profil", profil.code())).await?;
    session::changer_profil(app, &agent.session, profil).await?;
    Ok(ecriture.aboutir(etat_suivant(app, &demande.empreinte).await?))
}

/// `DELETE /session`
pub async fn fermer(passage: Passage, demande: Demande<FermerSession>) -> Result<Traced<()>, Refus> {
    let app = passage.app();
    let ecriture = passage.annoncer(Objet::aucun()).await?;
    session::fermer(app, &demande.empreinte).await?;
    Ok(ecriture
        .aboutir(())
        .avec_entete(header::SET_COOKIE, entete(&session::cookie_efface(app))?)
        .avec_entete(EFFACER, HeaderValue::from_static("\"cache\", \"storage\"")))
}

pub fn entete(cookie: &Cookie<'_>) -> anyhow::Result<HeaderValue> {
    Ok(HeaderValue::from_str(&cookie.to_string())?)
}

/// What the session has become, once something of it was changed.
///
/// # Errors
/// When the access was closed meanwhile.
pub async fn etat_suivant(app: &Extranet, empreinte: &str) -> Result<EtatSession, Refus> {
    match agent::de_la_session(app, empreinte).await? {
        Ok(agent) => etat_de(app, &agent).await,
        Err(ecarte) => Err(ecarte.refus),
    }
}

async fn etat(passage: &Passage) -> Result<EtatSession, Refus> {
    etat_de(passage.app(), passage.agent()).await
}

async fn etat_de(app: &Extranet, agent: &Agent) -> Result<EtatSession, Refus> {
    let maintenant = app.horloge.locale();
    Ok(EtatSession {
        agent: agent.id,
        nom: agent.nom.clone(),
        prenom: agent.prenom.clone(),
        organisation: agent.organisation_nom.clone(),
        profil: agent.profil,
        profils: profils(app.depot.lecture(), agent.id, maintenant.date()).await?,
        actes: actes(agent),
        entrave: agent.entrave,
        surveillance: agent.surveillance.map(|s| SurveillanceEnCours { jusqu_au: s.jusqu_au }),
        mot_de_passe_expire_dans: expire_dans(app, agent),
        formation: app.reglages.formation,
        inactivite_s: app.reglages.inactivite_s,
        aujourd_hui: maintenant.date(),
        maintenant,
        ferme_a: agent.horaires.map(|horaires| maintenant.date().and_time(horaires.ferme_a())),
        finit_a: a_paris(agent.session_ouverte_le + app.reglages.duree_session()),
        avis: avis::a_lire(app.depot.lecture(), agent).await?,
        durees_cer: app.reglages.durees_cer.clone(),
    })
}

/// Days left, once the first reminder is due.
fn expire_dans(app: &Extranet, agent: &Agent) -> Option<i64> {
    let jours = app.reglages.mot_de_passe_jours;
    let restants = jours_restants(agent.change_le, jours, app.horloge.aujourdhui())?;
    rappel(restants).map(|_| restants)
}

/// What the menus may offer: the rule table, and entry only if the convention allows it.
fn actes(agent: &Agent) -> Vec<Acte> {
    let permis = |acte: &Acte| {
        agent.entrave.is_none_or(|entrave| entrave.laisse(*acte))
            && allows(agent.profil, *acte).is_some_and(|droit| !droit.saisie || agent.saisie_ouverte)
    };
    Acte::TOUS.iter().copied().filter(permis).collect()
}
