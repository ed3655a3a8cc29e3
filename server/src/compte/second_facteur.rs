//! The second factor: presented after the password, installed, renewed, given up. A code
//! serves once.

use axum::http::header;
use reciproque_shared::api::{
    ConfirmerSecondFacteur, PresenterSecondFacteur, ProposerSecondFacteur, RenouvelerCodesSecours,
    RetirerSecondFacteur,
};
use reciproque_shared::compte::{GenreAvis, SecondFacteurPropose};
use reciproque_shared::erreur::ErreurChamp;
use reciproque_shared::habilitation::Entrave;
use reciproque_shared::session::CodesSecours;
use reciproque_shared::session::EtatSession;
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter};

use super::cles::facteurs;
use super::{avis, essais, etat_suivant, le_sien};
use crate::depot::entite::{code_secours, compte};
use crate::garde::{Objet, Passage, Traced};
use crate::http::routeur::AppelRecu;
use crate::refus::Refus;
use crate::secret::{Application, CODES_SECOURS, Essai, Secret, empreinte_secours, tirer_code};
use crate::session;
use crate::session::appareil;

const CODE_REFUSE: &str = "Ce code n’est pas le bon, ou a déjà servi. Attendez que l’application en montre un autre ; \
     vérifiez que l’heure de votre téléphone est juste.";
const SANS_APPLICATION: &str =
    "Aucune application d’authentification n’est installée. Installez-la depuis « Mon compte ».";
const EXIGE: &str = "Un de vos profils demande un second facteur. Remplacez l’application, ou ajoutez une clé d’accès \
     avant de la retirer.";
const SANS_PROPOSITION: &str = "Recommencez l’installation : le secret affiché n’est plus valable.";

fn code_refuse() -> Refus {
    Refus::Invalide(vec![ErreurChamp::new("code", "incorrect", CODE_REFUSE)])
}

/// `POST /session/second-facteur`: a code of the application, or a recovery code.
pub async fn presenter(
    passage: Passage,
    appel: AppelRecu<PresenterSecondFacteur>,
) -> Result<Traced<EtatSession>, Refus> {
    // A code is short: few tries, ever more slowly, until one is right.
    essais::compter(&passage).await?;
    let (app, moi) = (passage.app(), passage.agent());
    let preuve = reconnaitre(&passage, &appel.corps.code).await?.ok_or_else(code_refuse)?;
    let (suivante, cookie) = session::jeton_suivant(app)?;
    let ecriture = passage.annoncer(Objet::aucun()).await?;
    let presente = ecriture
        .accomplir(async {
            preuve.consommer(passage.base(), moi.id).await?;
            session::noter_second_facteur(passage.base(), &moi.session, app.horloge.maintenant()).await?;
            session::renouveler(passage.base(), &moi.session, &suivante).await?;
            essais::oublier(&passage, passage.base()).await?;
            etat_suivant(&passage, &suivante).await
        })
        .await?;
    let sortie = presente.avec_entete(header::SET_COOKIE, cookie);
    let appareil = appareil::retenir(app, moi.id, passage.client()).await;
    Ok(appareil.into_iter().fold(sortie, |sortie, cookie| sortie.avec_entete(header::SET_COOKIE, cookie)))
}

/// What a code proves, if it has not served yet.
enum Preuve {
    /// The step of time of the application's code.
    Pas(i64),
    /// The hash of a recovery code.
    Secours(String),
}

impl Preuve {
    /// Of two who present it at once, one is let in.
    async fn consommer(self, base: &impl ConnectionTrait, agent: i64) -> Result<(), Refus> {
        let accepte = match self {
            Self::Pas(pas) => consommer(base, agent, pas).await?,
            Self::Secours(empreinte) => consommer_secours(base, agent, &empreinte).await?,
        };
        if accepte { Ok(()) } else { Err(code_refuse()) }
    }
}

async fn reconnaitre(passage: &Passage, code: &str) -> Result<Option<Preuve>, Refus> {
    let app = passage.app();
    let compte = le_sien(passage).await?;
    let graine = compte.graine.ok_or(Refus::Conflit(SANS_APPLICATION.to_owned()))?;
    let application = Application::de(&app.reglages.coffre, &graine)?;
    if let Some(pas) = application.pas(code, app.horloge.maintenant()) {
        return Ok(compte.dernier_pas.is_none_or(|dernier| dernier < pas).then_some(Preuve::Pas(pas)));
    }
    let empreinte = empreinte_secours(&app.reglages.coffre, code);
    let connu = code_secours::Entity::find()
        .filter(code_secours::Column::AgentId.eq(compte.agent_id))
        .filter(code_secours::Column::Empreinte.eq(&empreinte))
        .one(passage.base())
        .await?;
    Ok(connu.map(|_| Preuve::Secours(empreinte)))
}

/// Keeps the step of an accepted code; `false` when that one, or a later one, has served.
async fn consommer(base: &impl ConnectionTrait, agent: i64, pas: i64) -> Result<bool, DbErr> {
    use compte::Column::{AgentId, DernierPas};
    let issue = compte::Entity::update_many()
        .col_expr(DernierPas, Expr::value(pas))
        .filter(AgentId.eq(agent))
        .filter(DernierPas.is_null().or(DernierPas.lt(pas)))
        .exec(base)
        .await?;
    Ok(issue.rows_affected == 1)
}

/// A recovery code is gone once used.
async fn consommer_secours(base: &impl ConnectionTrait, agent: i64, empreinte: &str) -> Result<bool, DbErr> {
    let issue = code_secours::Entity::delete_many()
        .filter(code_secours::Column::AgentId.eq(agent))
        .filter(code_secours::Column::Empreinte.eq(empreinte))
        .exec(base)
        .await?;
    Ok(issue.rows_affected == 1)
}

/// `POST /compte/second-facteur`: a secret to put into an application, not in force yet.
pub async fn proposer(
    passage: Passage,
    appel: AppelRecu<ProposerSecondFacteur>,
) -> Result<Traced<SecondFacteurPropose>, Refus> {
    let app = passage.app();
    // Who has just given it is asked for nothing more: the account must have a factor first.
    if passage.agent().entrave != Some(Entrave::SecondFacteurAInstaller) {
        let compte = le_sien(&passage).await?;
        // The password is guessed no faster here than at sign-in.
        let essai = Essai::Preuve { agent: passage.agent().id };
        let pris = passage.client().compter(app, essai).await?;
        let secret = Secret::du_compte(&compte, app.horloge.maintenant());
        passage.base().rendre().await;
        if !secret.verifier(appel.corps.mot_de_passe).await? {
            let message =
                "Ce n’est pas votre mot de passe. Il est demandé avant d’installer une application.";
            return Err(Refus::Invalide(vec![ErreurChamp::new("mot_de_passe", "incorrect", message)]));
        }
        pris.rendre(&app.depot).await;
    }
    let graine = tirer_code()?.as_str().to_owned();
    let application = Application::de(&app.reglages.coffre, &graine)?;
    let email = super::email(&passage, passage.agent().id).await?;
    let propose = SecondFacteurPropose { secret: application.en_base32(), image: application.image(&email)? };
    let ecriture = passage.annoncer(Objet::aucun()).await?;
    ecriture
        .accomplir(async {
            compte::Entity::update_many()
                .col_expr(compte::Column::GraineProposee, Expr::value(graine))
                .filter(compte::Column::AgentId.eq(passage.agent().id))
                .exec(passage.base())
                .await?;
            Ok(propose)
        })
        .await
}

/// `PUT /compte/second-facteur`: the application shows the right code, it is in force.
pub async fn confirmer(
    passage: Passage,
    appel: AppelRecu<ConfirmerSecondFacteur>,
) -> Result<Traced<CodesSecours>, Refus> {
    // A code is short: few tries, ever more slowly, until one is right.
    essais::compter(&passage).await?;
    let (app, moi) = (passage.app(), passage.agent());
    let proposee = le_sien(&passage).await?.graine_proposee;
    let graine = proposee.ok_or(Refus::Conflit(SANS_PROPOSITION.to_owned()))?;
    let application = Application::de(&app.reglages.coffre, &graine)?;
    let maintenant = app.horloge.maintenant();
    let pas = application.pas(&appel.corps.code, maintenant).ok_or_else(code_refuse)?;
    let (suivante, cookie) = session::jeton_suivant(app)?;
    let ecriture = passage.annoncer(Objet::aucun()).await?;
    let fait = ecriture
        .accomplir(async {
            let installee = compte::Entity::update_many()
                .col_expr(compte::Column::Graine, Expr::value(graine.clone()))
                .col_expr(compte::Column::GraineProposee, Expr::value(None::<String>))
                .col_expr(compte::Column::DernierPas, Expr::value(pas))
                .filter(compte::Column::AgentId.eq(moi.id))
                .filter(compte::Column::GraineProposee.eq(graine))
                .exec(passage.base())
                .await?;
            if installee.rows_affected == 0 {
                return Err(Refus::Conflit(SANS_PROPOSITION.to_owned()));
            }
            let codes = remplacer_secours(passage.base(), &passage).await?;
            avis::noter(passage.base(), &passage, moi.id, GenreAvis::ApplicationInstallee).await?;
            session::fermer_toutes(passage.base(), moi.id, Some(&moi.session)).await?;
            session::noter_second_facteur(passage.base(), &moi.session, maintenant).await?;
            session::renouveler(passage.base(), &moi.session, &suivante).await?;
            essais::oublier(&passage, passage.base()).await?;
            let etat = etat_suivant(&passage, &suivante).await?;
            Ok(CodesSecours { codes, etat })
        })
        .await?;
    Ok(fait.avec_entete(header::SET_COOKIE, cookie))
}

/// `POST /compte/second-facteur/retrait`: given up, against a code of the application or a
/// recovery code. Every other session ends with it.
pub async fn retirer(
    passage: Passage,
    appel: AppelRecu<RetirerSecondFacteur>,
) -> Result<Traced<EtatSession>, Refus> {
    // A code is short: few tries, ever more slowly, until one is right.
    essais::compter(&passage).await?;
    let (app, moi) = (passage.app(), passage.agent());
    let preuve = reconnaitre(&passage, &appel.corps.code).await?.ok_or_else(code_refuse)?;
    let exige = moi.second_facteur_exige;
    let (suivante, cookie) = session::jeton_suivant(app)?;
    let ecriture = passage.annoncer(Objet::aucun()).await?;
    let fait = ecriture
        .accomplir(async {
            if !facteurs(passage.base(), moi.id).await?.sans_application(exige) {
                return Err(Refus::Conflit(EXIGE.to_owned()));
            }
            preuve.consommer(passage.base(), moi.id).await?;
            oublier_application(passage.base(), moi.id).await?;
            avis::noter(passage.base(), &passage, moi.id, GenreAvis::ApplicationRetiree).await?;
            session::fermer_toutes(passage.base(), moi.id, Some(&moi.session)).await?;
            session::renouveler(passage.base(), &moi.session, &suivante).await?;
            essais::oublier(&passage, passage.base()).await?;
            etat_suivant(&passage, &suivante).await
        })
        .await?;
    Ok(fait.avec_entete(header::SET_COOKIE, cookie))
}

/// The secret and the recovery codes, which stand in for it.
pub(super) async fn oublier_application(base: &impl ConnectionTrait, agent: i64) -> Result<(), DbErr> {
    compte::Entity::update_many()
        .col_expr(compte::Column::Graine, Expr::value(None::<String>))
        .col_expr(compte::Column::GraineProposee, Expr::value(None::<String>))
        .col_expr(compte::Column::DernierPas, Expr::value(None::<i64>))
        .filter(compte::Column::AgentId.eq(agent))
        .exec(base)
        .await?;
    code_secours::Entity::delete_many()
        .filter(code_secours::Column::AgentId.eq(agent))
        .exec(base)
        .await
        .map(drop)
}

/// `POST /compte/codes-secours`: ten new ones; the former are worth nothing any more.
pub async fn renouveler_secours(
    passage: Passage,
    appel: AppelRecu<RenouvelerCodesSecours>,
) -> Result<Traced<CodesSecours>, Refus> {
    // A code is short: few tries, ever more slowly, until one is right.
    essais::compter(&passage).await?;
    let (app, moi) = (passage.app(), passage.agent());
    let graine = le_sien(&passage).await?.graine.ok_or(Refus::Conflit(SANS_APPLICATION.to_owned()))?;
    let application = Application::de(&app.reglages.coffre, &graine)?;
    let pas = application.pas(&appel.corps.code, app.horloge.maintenant()).ok_or_else(code_refuse)?;
    let ecriture = passage.annoncer(Objet::aucun()).await?;
    ecriture
        .accomplir(async {
            if !consommer(passage.base(), moi.id, pas).await? {
                return Err(code_refuse());
            }
            let codes = remplacer_secours(passage.base(), &passage).await?;
            avis::noter(passage.base(), &passage, moi.id, GenreAvis::CodesSecoursRenouveles).await?;
            essais::oublier(&passage, passage.base()).await?;
            let etat = etat_suivant(&passage, &appel.empreinte).await?;
            Ok(CodesSecours { codes, etat })
        })
        .await
}

async fn remplacer_secours(base: &impl ConnectionTrait, passage: &Passage) -> Result<Vec<String>, Refus> {
    let moi = passage.agent().id;
    let tires: Result<Vec<_>, _> = (0..CODES_SECOURS).map(|_| tirer_code()).collect();
    let codes: Vec<String> = tires?.iter().map(|code| code.as_str().to_owned()).collect();
    code_secours::Entity::delete_many().filter(code_secours::Column::AgentId.eq(moi)).exec(base).await?;
    let lignes = codes.iter().map(|code| code_secours::ActiveModel {
        agent_id: Set(moi),
        empreinte: Set(empreinte_secours(&passage.app().reglages.coffre, code)),
        ..Default::default()
    });
    code_secours::Entity::insert_many(lignes).exec_without_returning(base).await?;
    Ok(codes)
}
