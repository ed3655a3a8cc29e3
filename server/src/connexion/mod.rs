//! Sign-in with e-mail and password or with a passkey, and the life of one's own session.

mod echec;
pub mod par_cle;

use axum::http::{HeaderName, HeaderValue, header};
use reciproque_shared::api::{
    ChangerProfil, ConsulterSession, FermerSession, OuvrirSession, ProlongerSession,
};
use reciproque_shared::compte::echu;
use reciproque_shared::habilitation::{Acte, Entrave, Retrait};
use reciproque_shared::session::EtatSession;
use sea_orm::sea_query::{Asterisk, Expr, ExprTrait, Query};
use sea_orm::{ConnectionTrait, DbErr, FromQueryResult};

use echec::{Titulaire, compte_essaye, tracer_echec, tracer_frein};
use par_cle::Presentee;

use crate::compte::{a_l_entree, avis, etat, etat_suivant, profils};
use crate::depot::entite::compte;
use crate::garde::agent::ouvert_sous;
use crate::garde::{Objet, Passage, Traced};
use crate::http::routeur::AppelRecu;
use crate::refus::Refus;
use crate::secret::{Essai, Secret};
use crate::serveur::Extranet;
use crate::session::{self, Client, appareil};

const EFFACER: HeaderName = HeaderName::from_static("clear-site-data");

/// `POST /session`
pub async fn ouvrir(
    app: Extranet,
    client: Client,
    appel: AppelRecu<OuvrirSession>,
) -> Result<Traced<EtatSession>, Refus> {
    let email = appel.corps.email.trim().to_lowercase();
    let appareil = appareil::connu_sous(&app, &email, &client).await?;
    let essai = Essai::Entree { compte: &email, appareil: appareil.as_deref() };
    let pris = match client.compter(&app, essai).await {
        Ok(pris) => pris,
        Err(refus) => return Err(tracer_frein(&app, &client, &email, refus).await),
    };
    let issue = ouvrir_le_compte(&app, client, appel, &email).await;
    if !matches!(issue, Err(Refus::IdentifiantsRefuses)) {
        pris.rendre(&app.depot).await;
    }
    issue
}

async fn ouvrir_le_compte(
    app: &Extranet,
    client: Client,
    appel: AppelRecu<OuvrirSession>,
    email: &str,
) -> Result<Traced<EtatSession>, Refus> {
    let (compte, titulaire) = trouver(app, email).await?.unzip();
    let compte = match identifier(app, compte, appel.corps.mot_de_passe).await {
        Ok(compte) => compte,
        Err(refus) => return Err(tracer_echec(app, &client, compte_essaye(email), titulaire, refus).await),
    };
    let entree = Entree {
        agent: compte.agent_id,
        mot_de_passe_echu: mot_de_passe_echu(app, &compte),
        preuve: Secret::empreinte(&compte).map(str::to_owned),
        remplacee: appel.empreinte,
        cle: None,
    };
    match entrer(app, client.clone(), entree).await {
        Err(refus @ (Refus::IdentifiantsRefuses | Refus::CodeServi)) => {
            Err(tracer_echec(app, &client, compte_essaye(email), titulaire, refus).await)
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
    let ouverture = session::Ouverture {
        agent,
        profil: a_l_entree(app, agent).await?,
        client: client.clone(),
        deux_facteurs: cle.is_some(),
        mot_de_passe_echu,
        preuve: preuve.clone(),
    };
    let jeton = session::ouvrir(app, ouverture).await?;
    let admis = async {
        limiter(app, agent, &client).await?;
        admettre(app, client.clone(), &jeton, cle).await
    };
    match admis.await {
        Ok((sortie, entier)) => {
            session::fermer(app, &remplacee).await?;
            let sortie =
                sortie.avec_entete(header::SET_COOKIE, session::entete(&session::cookie(app, jeton))?);
            // Who still owes a second factor is not known yet.
            let appareil = if entier { appareil::retenir(app, agent, &client).await } else { None };
            Ok(appareil
                .into_iter()
                .fold(sortie, |sortie, cookie| sortie.avec_entete(header::SET_COOKIE, cookie)))
        }
        // Refused, or its trace is not on disk: no session may be left behind.
        Err(refus) => {
            session::fermer(app, &jeton.empreinte()).await?;
            session::rendre_le_code(app, agent, preuve.as_deref().unwrap_or_default()).await?;
            Err(refus)
        }
    }
}

/// So many sessions at once: the one seen least recently ends, and the agent is told.
async fn limiter(app: &Extranet, agent: i64, client: &Client) -> Result<(), Refus> {
    let ensemble = app.depot.transaction().await?;
    let au_plus = Ord::max(app.reglages.sessions_par_agent, 1).into();
    if session::fermer_les_plus_anciennes(&ensemble, agent, au_plus).await? > 0 {
        let maintenant = app.horloge.maintenant();
        avis::noter_ouverture(&ensemble, agent, client, maintenant).await?;
    }
    Ok(ensemble.commit().await?)
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
/// holds the key, learns here that an account is closed. Says whether all was presented.
async fn admettre(
    app: &Extranet,
    client: Client,
    jeton: &session::Jeton,
    cle: Option<Presentee>,
) -> Result<(Traced<EtatSession>, bool), Refus> {
    let objet = cle.as_ref().map_or_else(Objet::aucun, Presentee::objet);
    let passage = Passage::demander(app, client, &jeton.empreinte(), Acte::SeConnecter, &objet, None).await?;
    let etat = etat(&passage).await?;
    let entier = passage.agent().entrave != Some(Entrave::SecondFacteurAttendu);
    let Some(cle) = cle else {
        return Ok((passage.laisser_sortir(objet, &[], |_| etat).await?, entier));
    };
    let ecriture = passage.annoncer(objet.clone()).await?;
    let note = ecriture.accomplir(async {
        match cle.noter(passage.base(), app.horloge.maintenant()).await? {
            true => Ok(etat),
            false => Err(Refus::IdentifiantsRefuses),
        }
    });
    match note.await {
        Ok(sortie) => Ok((sortie, entier)),
        Err(refus) => Err(passage.refuser(refus, objet).await),
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

/// `GET /session`
pub async fn consulter(
    passage: Passage,
    _: AppelRecu<ConsulterSession>,
) -> Result<Traced<EtatSession>, Refus> {
    let etat = etat(&passage).await?;
    passage.laisser_sortir(Objet::aucun(), &[], |_| etat).await
}

/// `POST /session/prolongation`: being asked is the activity.
pub async fn prolonger(
    passage: Passage,
    _: AppelRecu<ProlongerSession>,
) -> Result<Traced<EtatSession>, Refus> {
    let etat = etat(&passage).await?;
    passage.laisser_sortir(Objet::aucun(), &[], |_| etat).await
}

/// `PUT /session/profil`
pub async fn changer_profil(
    passage: Passage,
    appel: AppelRecu<ChangerProfil>,
) -> Result<Traced<EtatSession>, Refus> {
    let (app, agent) = (passage.app(), passage.agent());
    let profil = appel.corps.profil;
    if !profils(passage.base(), agent.id, app.horloge.aujourdhui()).await?.contains(&profil) {
        return Err(Refus::ActeInterdit);
    }
    // Before it is written: under a closed profil the session could do nothing any more.
    ouvert_sous(&passage, &appel.empreinte, profil).await?;
    let ecriture = passage.annoncer(Objet::new("profil", profil.code())).await?;
    ecriture
        .accomplir(async {
            session::changer_profil(passage.base(), &agent.session, profil).await?;
            etat_suivant(&passage, &appel.empreinte).await
        })
        .await
}

/// `DELETE /session`
pub async fn fermer(passage: Passage, appel: AppelRecu<FermerSession>) -> Result<Traced<()>, Refus> {
    let app = passage.app();
    let fermeture = passage.annoncer_fermeture(Objet::aucun(), Some(Retrait::SeDeconnecter)).await?;
    let efface = session::entete(&session::cookie_efface(app))?;
    let ferme =
        fermeture.accomplir(async { Ok(session::supprimer(passage.base(), &appel.empreinte).await?) });
    let ferme = ferme.await?;
    app.activite.oublier(&appel.empreinte);
    Ok(ferme
        .avec_entete(header::SET_COOKIE, efface)
        .avec_entete(EFFACER, HeaderValue::from_static("\"cache\", \"storage\"")))
}
