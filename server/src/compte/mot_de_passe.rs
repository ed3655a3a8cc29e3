//! Choosing a password: every other session of the agent ends with it.

use axum::http::header;
use chrono::{DateTime, Utc};
use reciproque_shared::api::ChangerMotDePasse;
use reciproque_shared::compte::{GenreAvis, MotDePasse, SaisieMotDePasse};
use reciproque_shared::erreur::ErreurChamp;
use reciproque_shared::session::EtatSession;
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};

use super::etat_suivant;
use super::{avis, force, le_sien};
use crate::depot::entite::compte;
use crate::garde::{Objet, Passage, Traced};
use crate::http::routeur::AppelRecu;
use crate::refus::Refus;
use crate::secret::{Essai, Secret, mot_de_passe};
use crate::session;

/// `PUT /compte/mot-de-passe`
pub async fn changer(
    passage: Passage,
    appel: AppelRecu<ChangerMotDePasse>,
) -> Result<Traced<EtatSession>, Refus> {
    let (app, moi) = (passage.app(), passage.agent());
    let compte = le_sien(&passage).await?;
    let nouveau = lire(&passage, &compte, appel.corps).await?;
    passage.base().rendre().await;
    let empreinte = mot_de_passe::hacher_a_part(nouveau).await?;
    let (suivante, cookie) = session::jeton_suivant(app)?;
    let ecriture = passage.annoncer(Objet::aucun()).await?;
    let change = ecriture
        .accomplir(async {
            remplacer(passage.base(), compte, empreinte, app.horloge.maintenant()).await?;
            session::fermer_toutes(passage.base(), moi.id, Some(&moi.session)).await?;
            avis::noter(passage.base(), &passage, moi.id, GenreAvis::MotDePasseChange).await?;
            session::acquitter_mot_de_passe(passage.base(), &moi.session).await?;
            session::renouveler(passage.base(), &moi.session, &suivante).await?;
            etat_suivant(&passage, &suivante).await
        })
        .await?;
    Ok(change.avec_entete(header::SET_COOKIE, cookie))
}

/// The new password, once everything that can be said against it was.
async fn lire(
    passage: &Passage,
    compte: &compte::Model,
    saisie: SaisieMotDePasse,
) -> Result<MotDePasse, Refus> {
    let (app, moi) = (passage.app(), passage.agent());
    let nouveau = saisie.lire().map_err(Refus::Invalide)?;
    // The present password is guessed no faster here than at sign-in.
    let pris = passage.client().compter(app, Essai::Preuve { agent: moi.id }).await?;
    let secret = Secret::du_compte(compte, app.horloge.maintenant());
    passage.base().rendre().await;
    if !secret.verifier(saisie.actuel).await? {
        return Err(refuse("actuel", "incorrect", ACTUEL_INCORRECT.to_owned()));
    }
    pris.rendre(&app.depot).await;
    for ancien in [&compte.mot_de_passe, &compte.precedent].into_iter().flatten() {
        if mot_de_passe::verifier(nouveau.as_str().to_owned(), Some(ancien.clone())).await? {
            return Err(refuse("nouveau", "deja_utilise", DEJA_UTILISE.to_owned()));
        }
    }
    let email = super::email(passage, moi.id).await?;
    let contexte = [&moi.nom, &moi.prenom, &moi.organisation_nom, &email].map(String::as_str);
    match force::faiblesse(nouveau.as_str(), &contexte) {
        Some(conseil) => Err(refuse("nouveau", "facile_a_deviner", conseil)),
        None => Ok(nouveau),
    }
}

const ACTUEL_INCORRECT: &str = "Ce n’est pas votre mot de passe actuel, ni le code reçu. Retapez-le ; s’il est perdu, \
     adressez-vous au gestionnaire des habilitations de votre structure.";
const CHANGE_ENTRE_TEMPS: &str =
    "Votre mot de passe vient d’être changé ailleurs. Reconnectez-vous avec le nouveau.";
const DEJA_UTILISE: &str = "Vous avez déjà utilisé ce mot de passe. Choisissez-en un autre.";

fn refuse(champ: &str, code: &str, message: String) -> Refus {
    Refus::Invalide(vec![ErreurChamp::new(champ, code, message)])
}

/// Only if nobody replaced it meanwhile: of two changes at once, one is refused.
async fn remplacer(
    base: &impl ConnectionTrait,
    compte: compte::Model,
    empreinte: String,
    maintenant: DateTime<Utc>,
) -> Result<(), Refus> {
    let inchange = match compte.mot_de_passe.clone().or(compte.code) {
        Some(ancien) => compte::Column::MotDePasse.eq(ancien.clone()).or(compte::Column::Code.eq(ancien)),
        None => return Err(Refus::Introuvable),
    };
    let issue = compte::Entity::update_many()
        .col_expr(compte::Column::MotDePasse, Expr::value(empreinte))
        .col_expr(compte::Column::Precedent, Expr::value(compte.mot_de_passe.or(compte.precedent)))
        .col_expr(compte::Column::ChangeLe, Expr::value(maintenant))
        .col_expr(compte::Column::AChanger, Expr::value(false))
        .col_expr(compte::Column::Code, Expr::value(None::<String>))
        .col_expr(compte::Column::CodeExpireLe, Expr::value(None::<DateTime<Utc>>))
        .filter(compte::Column::AgentId.eq(compte.agent_id))
        .filter(inchange)
        .exec(base)
        .await?;
    if issue.rows_affected == 0 { Err(Refus::Conflit(CHANGE_ENTRE_TEMPS.to_owned())) } else { Ok(()) }
}
