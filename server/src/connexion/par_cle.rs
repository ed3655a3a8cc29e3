//! Signing in with a passkey: the browser is asked, it answers, the key says who it is.

use chrono::{DateTime, Utc};
use reciproque_shared::api::OuvrirSessionParCle;
use reciproque_shared::compte::DefiCle;
use reciproque_shared::session::EtatSession;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter};

use super::echec::{Titulaire, tracer_echec};
use super::{Entree, entrer, mot_de_passe_echu};
use crate::depot::entite::{agent, cle_acces as table, compte};
use crate::garde::{Objet, Traced};
use crate::http::routeur::AppelRecu;
use crate::refus::Refus;
use crate::secret::{Essai, cle_acces};
use crate::serveur::Extranet;
use crate::session::{Client, appareil};

/// A key that answered what was asked.
pub struct Presentee {
    avant: table::Model,
    /// What is kept of it from now on: its counter moved.
    cle: String,
}

impl Presentee {
    pub fn objet(&self) -> Objet {
        Objet::new("cle", self.avant.id)
    }

    /// Keeps the counter; `false` when the key was removed, or served elsewhere, meanwhile.
    pub async fn noter(self, base: &impl ConnectionTrait, maintenant: DateTime<Utc>) -> Result<bool, DbErr> {
        let issue = table::Entity::update_many()
            .col_expr(table::Column::Cle, Expr::value(self.cle))
            .col_expr(table::Column::UtiliseeLe, Expr::value(maintenant))
            .filter(table::Column::Id.eq(self.avant.id))
            .filter(table::Column::Cle.eq(self.avant.cle))
            .exec(base)
            .await?;
        Ok(issue.rows_affected == 1)
    }
}

/// `POST /session/cle/defi`: names nobody, hence leaves no trace; a refusal does.
pub async fn defier(app: Extranet, client: Client) -> Result<DefiCle, Refus> {
    // Asking is no attempt: it has a rhythm of its own, and keeps nobody from signing in.
    if let Err(refus) = client.compter(&app, Essai::Defi).await {
        return Err(tracer_frein(&app, &client, refus).await);
    }
    app.cles()?.defier(app.depot.ecriture(), app.horloge.maintenant()).await
}

/// As for passwords, the first of a minute tells for its address.
async fn tracer_frein(app: &Extranet, client: &Client, refus: Refus) -> Refus {
    match matches!(refus, Refus::TropDeTentatives(_)) && app.frein.a_tracer(client.reseau()) {
        true => tracer_echec(app, client, Objet::aucun(), None, refus).await,
        false => refus,
    }
}

/// `POST /session/cle`: unknown, removed or wrong, a key is refused in the same words.
pub async fn ouvrir(
    app: Extranet,
    client: Client,
    appel: AppelRecu<OuvrirSessionParCle>,
) -> Result<Traced<EtatSession>, Refus> {
    let lue = cle_acces::lire_reponse(&appel.corps.reponse);
    let identifiant = lue.as_ref().map_or("", |(_, identifiant)| identifiant.as_str());
    let ligne = trouver(&app, identifiant).await?;
    let agent = ligne.as_ref().map_or(0, |ligne| ligne.agent_id);
    let appareil = appareil::connu(&app, agent, &client).await?;
    let essai = Essai::Entree { compte: &format!("cle:{identifiant}"), appareil: appareil.as_deref() };
    let pris = match client.compter(&app, essai).await {
        Ok(pris) => pris,
        Err(refus) => return Err(tracer_frein(&app, &client, refus).await),
    };
    let reference = appel.corps.reference;
    let recue = Reponse { reference, lue, ligne, remplacee: appel.empreinte };
    let issue = repondre(&app, client, recue).await;
    if !matches!(issue, Err(Refus::IdentifiantsRefuses)) {
        pris.rendre(&app.depot).await;
    }
    issue
}

async fn repondre(app: &Extranet, client: Client, recue: Reponse) -> Result<Traced<EtatSession>, Refus> {
    let (objet, agent) = match &recue.ligne {
        Some(ligne) => (Objet::new("cle", ligne.id), Some(ligne.agent_id)),
        None => (Objet::new("cle", "inconnue"), None),
    };
    match reconnaitre(app, recue).await {
        Ok(entree) => entrer(app, client, entree).await,
        Err(refus) => {
            let titulaire = titulaire(app, agent).await?;
            Err(tracer_echec(app, &client, objet, titulaire, refus).await)
        }
    }
}

/// Whose key it is, if it is somebody's.
async fn titulaire(app: &Extranet, agent: Option<i64>) -> Result<Option<Titulaire>, DbErr> {
    let trouve = agent::Entity::find_by_id(agent.unwrap_or_default()).one(app.depot.lecture()).await?;
    Ok(trouve.map(|agent| Titulaire { agent: agent.id, organisation: agent.organisation_id }))
}

/// What came back from a browser, and the key that it names, if it is known.
struct Reponse {
    reference: String,
    lue: Option<(webauthn_rs::prelude::PublicKeyCredential, String)>,
    ligne: Option<table::Model>,
    /// Hash of the token of the session that the same browser had, if any.
    remplacee: String,
}

/// The agent whose key answered. An expired password is to be changed all the same.
async fn reconnaitre(app: &Extranet, recue: Reponse) -> Result<Entree, Refus> {
    let cles = app.cles()?;
    // Taken back first: whatever is wrong with the answer, there is no second try.
    let base = app.depot.ecriture();
    let question = cles.reprendre(base, &recue.reference, app.horloge.maintenant()).await?;
    let (Some(question), Some((reponse, _)), Some(avant)) = (question, recue.lue, recue.ligne) else {
        return Err(Refus::IdentifiantsRefuses);
    };
    let cle = serde_json::from_str(&avant.cle)?;
    let cle = cles.verifier(question, &reponse, avant.agent_id, cle).ok_or(Refus::IdentifiantsRefuses)?;
    let compte = compte::Entity::find_by_id(avant.agent_id).one(app.depot.lecture()).await?;
    let compte = compte.ok_or(Refus::IdentifiantsRefuses)?;
    let cle = serde_json::to_string(&cle)?;
    Ok(Entree {
        agent: compte.agent_id,
        mot_de_passe_echu: mot_de_passe_echu(app, &compte),
        // The key itself must still be there when its counter is kept.
        preuve: None,
        remplacee: recue.remplacee,
        cle: Some(Presentee { avant, cle }),
    })
}

async fn trouver(app: &Extranet, identifiant: &str) -> Result<Option<table::Model>, DbErr> {
    let cles = table::Entity::find().filter(table::Column::Identifiant.eq(identifiant));
    cles.one(app.depot.lecture()).await
}
