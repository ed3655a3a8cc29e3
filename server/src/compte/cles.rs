//! One's passkeys: registered, listed, removed.

use reciproque_shared::api::{InscrireCle, ProposerCle, RetirerCle};
use reciproque_shared::compte::{CLES_MAX, CleLue, Compte, Facteurs, GenreAvis, NomCle, OptionsCle};
use reciproque_shared::erreur::ErreurChamp;
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter,
    QueryOrder, QuerySelect,
};
use webauthn_rs::prelude::{CredentialID, Passkey};

use super::{avis, compte_de, le_sien};
use crate::depot::entite::{cle_acces as table, compte};
use crate::garde::{Objet, Passage, Traced};
use crate::http::routeur::AppelRecu;
use crate::refus::Refus;
use crate::secret::cle_acces::{self, Proposition};
use crate::secret::{Essai, Secret};
use crate::session;

const DERNIERE: &str = "Un de vos profils demande un second facteur et cette clé est le seul. Ajoutez une autre clé, \
     ou installez une application d’authentification, avant de la retirer.";
const NON_VERIFIEE: &str = "La clé n’a pas pu être vérifiée : elle n’est pas celle qui était demandée, ou il s’est passé plus \
     de cinq minutes. Recommencez depuis « Ajouter une clé d’accès ».";
const DEJA_LA: &str =
    "Cette clé est déjà inscrite, ou vous en avez trop. Rechargez la page pour voir les vôtres.";

/// `POST /compte/cles/defi`: asks the browser for a key, to who knows the password.
pub async fn proposer(passage: Passage, appel: AppelRecu<ProposerCle>) -> Result<Traced<OptionsCle>, Refus> {
    let (app, moi) = (passage.app(), passage.agent());
    let cles = app.cles()?;
    let miennes = miennes(passage.base(), moi.id).await?;
    let nom = appel.corps.lire(miennes.iter().map(|cle| cle.nom.as_str())).map_err(Refus::Invalide)?;
    let pris = passage.client().compter(app, Essai::Preuve { agent: moi.id }).await?;
    let secret = Secret::du_compte(&le_sien(&passage).await?, app.horloge.maintenant());
    passage.base().rendre().await;
    if !secret.verifier(appel.corps.mot_de_passe).await? {
        let message = "Ce n’est pas votre mot de passe. Il est demandé avant d’ajouter une clé.";
        return Err(Refus::Invalide(vec![ErreurChamp::new("mot_de_passe", "incorrect", message)]));
    }
    pris.rendre(&app.depot).await;
    let email = super::email(&passage, moi.id).await?;
    let connues = identifiants(&miennes);
    let ecriture = passage.annoncer(Objet::aucun()).await?;
    let demandee = Proposition { session: &moi.session, agent: moi.id, email: &email, nom, connues };
    ecriture
        .accomplir(async {
            let options = cles.proposer(passage.base(), demandee, app.horloge.maintenant()).await?;
            Ok(OptionsCle { options })
        })
        .await
}

/// The keys that a browser must not make again.
fn identifiants(miennes: &[table::Model]) -> Vec<CredentialID> {
    let lues = miennes.iter().filter_map(|ligne| serde_json::from_str::<Passkey>(&ligne.cle).ok());
    lues.map(|cle| cle.cred_id().clone()).collect()
}

/// `POST /compte/cles`: the key that the browser has made, under the name given before.
pub async fn inscrire(passage: Passage, appel: AppelRecu<InscrireCle>) -> Result<Traced<Compte>, Refus> {
    let (app, moi) = (passage.app(), passage.agent());
    let (base, reponse) = (app.depot.ecriture(), &appel.corps.reponse);
    let faite = app.cles()?.inscrire(base, &moi.session, reponse, app.horloge.maintenant()).await?;
    let (nom, cle) = faite.ok_or_else(|| Refus::Conflit(NON_VERIFIEE.to_owned()))?;
    let ecriture = passage.annoncer(Objet::aucun()).await?;
    ecriture
        .accomplir(async {
            ranger(passage.base(), &passage, &nom, &cle).await?;
            avis::noter(passage.base(), &passage, moi.id, GenreAvis::CleAjoutee).await?;
            compte_de(&passage).await
        })
        .await
}

/// Of two keys made at once, neither takes the place of the other, nor goes over the number; and
/// none is added by a session that was closed meanwhile (lost credentials).
async fn ranger(
    base: &impl ConnectionTrait,
    passage: &Passage,
    nom: &NomCle,
    cle: &Passkey,
) -> Result<(), Refus> {
    let moi = passage.agent().id;
    verrouiller(base, moi).await?;
    if !session::existe(base, &passage.agent().session).await? {
        return Err(Refus::NonConnecte);
    }
    let identifiant = cle_acces::identifiant(cle);
    let connue = table::Entity::find().filter(table::Column::Identifiant.eq(&identifiant)).one(base).await?;
    let miennes = miennes(base, moi).await?;
    let prise = miennes.iter().any(|autre| autre.nom == nom.as_str());
    if connue.is_some() || prise || miennes.len() >= CLES_MAX {
        return Err(Refus::Conflit(DEJA_LA.to_owned()));
    }
    let ligne = table::ActiveModel {
        agent_id: Set(moi),
        nom: Set(nom.as_str().to_owned()),
        identifiant: Set(identifiant),
        cle: Set(serde_json::to_string(cle)?),
        creee_le: Set(passage.app().horloge.maintenant()),
        ..Default::default()
    };
    ligne.insert(base).await?;
    Ok(())
}

/// `DELETE /compte/cles/{cle}`: what it opened elsewhere is closed with it.
pub async fn retirer(passage: Passage, appel: AppelRecu<RetirerCle>) -> Result<Traced<Compte>, Refus> {
    let (moi, id) = (passage.agent(), appel.chemin);
    if !miennes(passage.base(), moi.id).await?.iter().any(|cle| cle.id == id) {
        return Err(Refus::Introuvable);
    }
    let exige = moi.second_facteur_exige;
    let ecriture = passage.annoncer(Objet::new("cle", id)).await?;
    ecriture
        .accomplir(async {
            if !facteurs(passage.base(), moi.id).await?.sans_une_cle(exige) {
                return Err(Refus::Conflit(DERNIERE.to_owned()));
            }
            table::Entity::delete_by_id(id).exec(passage.base()).await?;
            avis::noter(passage.base(), &passage, moi.id, GenreAvis::CleRetiree).await?;
            session::fermer_toutes(passage.base(), moi.id, Some(&moi.session)).await?;
            compte_de(&passage).await
        })
        .await
}

/// What the agent has beyond the password, which nothing changes until the transaction ends.
pub(super) async fn facteurs(base: &impl ConnectionTrait, agent: i64) -> Result<Facteurs, DbErr> {
    let application = verrouiller(base, agent).await?.is_some_and(|compte| compte.graine.is_some());
    Ok(Facteurs { application, cles: miennes(base, agent).await?.len() })
}

/// One change at a time of what an account has.
pub(super) async fn verrouiller(
    base: &impl ConnectionTrait,
    agent: i64,
) -> Result<Option<compte::Model>, DbErr> {
    compte::Entity::find_by_id(agent).lock_exclusive().one(base).await
}

async fn miennes(base: &impl ConnectionTrait, agent: i64) -> Result<Vec<table::Model>, DbErr> {
    let cles = table::Entity::find().filter(table::Column::AgentId.eq(agent));
    cles.order_by_asc(table::Column::Id).all(base).await
}

/// The keys of the agent, the oldest first.
pub(super) async fn lues(passage: &Passage) -> Result<Vec<CleLue>, DbErr> {
    let lue =
        |c: table::Model| CleLue { id: c.id, nom: c.nom, creee_le: c.creee_le, utilisee_le: c.utilisee_le };
    let miennes = miennes(passage.base(), passage.agent().id).await?;
    Ok(miennes.into_iter().map(lue).collect())
}
