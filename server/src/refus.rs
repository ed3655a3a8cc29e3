//! Why the server does not answer what was asked: RFC 9457 problems, in French, that
//! say what to do next and hold nothing personal.

use std::sync::Arc;

use axum::Json;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use reciproque_shared::erreur::{ErreurChamp, Probleme};
use reciproque_shared::habilitation::Entrave;
use reciproque_shared::mots::combien;
use sea_orm::DbErr;

/// Media type of a problem (RFC 9457).
pub const PROBLEME: &str = "application/problem+json";

/// A refusal.
#[derive(Debug)]
pub enum Refus {
    /// No session, or one that is over.
    NonConnecte,
    /// Sign-in refused: the same words whether the account exists or not.
    IdentifiantsRefuses,
    /// The one-time code has opened its session already.
    CodeServi,
    /// The account, its habilitation or its convention is closed; says whom to ask.
    AccesFerme(&'static str),
    /// The organisation may not sign in at this hour; says when it may.
    HorsHoraires(String),
    /// Something must be done first: choose a password, sign the charter.
    Entrave(Entrave),
    /// The profil does not allow this act.
    ActeInterdit,
    /// Under watch, a view needs a reason given beforehand.
    MotifRequis,
    /// Out of scope, or does not exist: the answer never tells which.
    Introuvable,
    /// The body could not be read at all.
    Illisible,
    /// The body does not say that it is JSON: a page of another site can send any other type
    /// without asking.
    CorpsNonJson,
    /// Fields refused by the rules of the domain.
    Invalide(Vec<ErreurChamp>),
    /// The state of things forbids it now; says why and what to do.
    Conflit(String),
    /// Somebody else changed it meanwhile.
    Perime,
    /// `If-Match` is required on this call.
    VersionAbsente,
    /// `Idempotency-Key` is required on this call.
    CleAbsente,
    /// The key of this creation has served for another one.
    CleReprise,
    TropVolumineux,
    /// The address exists, but not with this method.
    MethodeAbsente,
    /// The request comes from a page of another site.
    AutreSite,
    /// The answer took too long and was given up.
    TropLong,
    /// Too many requests at once: this one was not begun.
    Sature,
    /// The store does not answer.
    Indisponible,
    /// Too many attempts; seconds to wait.
    TropDeTentatives(u64),
    /// Too many gestures on accounts within the hour; seconds to wait.
    TropDeGestes(u64),
    /// The store went away while it was told to keep: nobody knows whether it did.
    IssueInconnue(anyhow::Error),
    /// Our fault. The cause goes to the logs, never to the answer.
    Interne(anyhow::Error),
}

impl Refus {
    /// Stable code of the kind of refusal: end of the problem's type, reason in the journal.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::NonConnecte => "non_connecte",
            Self::IdentifiantsRefuses => "identifiants_refuses",
            Self::CodeServi => "code_servi",
            Self::AccesFerme(_) => "acces_ferme",
            Self::HorsHoraires(_) => "hors_horaires",
            Self::Entrave(entrave) => entrave.code(),
            Self::ActeInterdit => "acte_interdit",
            Self::MotifRequis => "motif_requis",
            Self::Introuvable => "introuvable",
            Self::Illisible => "illisible",
            Self::CorpsNonJson => "corps_non_json",
            Self::Invalide(_) => "invalide",
            Self::Conflit(_) => "conflit",
            Self::Perime => "perime",
            Self::VersionAbsente => "version_absente",
            Self::CleAbsente => "cle_absente",
            Self::CleReprise => "cle_reprise",
            Self::TropVolumineux => "trop_volumineux",
            Self::MethodeAbsente => "methode_absente",
            Self::AutreSite => "autre_site",
            Self::TropLong => "trop_long",
            Self::Sature => "sature",
            Self::Indisponible => "indisponible",
            Self::TropDeTentatives(_) => "trop_de_tentatives",
            Self::TropDeGestes(_) => "trop_de_gestes",
            Self::IssueInconnue(_) => "issue_inconnue",
            Self::Interne(_) => "interne",
        }
    }

    /// What happened, for the logs of the operator.
    pub fn cause(&self) -> String {
        match self {
            Self::Interne(cause) | Self::IssueInconnue(cause) => cause.to_string(),
            autre => autre.code().to_owned(),
        }
    }

    pub const fn statut(&self) -> StatusCode {
        match self {
            Self::NonConnecte | Self::IdentifiantsRefuses => StatusCode::UNAUTHORIZED,
            Self::HorsHoraires(_)
            | Self::AccesFerme(_)
            | Self::CodeServi
            | Self::Entrave(_)
            | Self::ActeInterdit
            | Self::MotifRequis
            | Self::AutreSite => StatusCode::FORBIDDEN,
            Self::Introuvable => StatusCode::NOT_FOUND,
            Self::Illisible | Self::CleAbsente => StatusCode::BAD_REQUEST,
            Self::CorpsNonJson => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Self::Invalide(_) | Self::CleReprise => StatusCode::UNPROCESSABLE_ENTITY,
            Self::Conflit(_) => StatusCode::CONFLICT,
            Self::Perime => StatusCode::PRECONDITION_FAILED,
            Self::VersionAbsente => StatusCode::PRECONDITION_REQUIRED,
            Self::TropVolumineux => StatusCode::PAYLOAD_TOO_LARGE,
            Self::MethodeAbsente => StatusCode::METHOD_NOT_ALLOWED,
            Self::TropLong | Self::Sature | Self::Indisponible => StatusCode::SERVICE_UNAVAILABLE,
            Self::TropDeTentatives(_) | Self::TropDeGestes(_) => StatusCode::TOO_MANY_REQUESTS,
            Self::IssueInconnue(_) | Self::Interne(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    const fn titre(&self) -> &'static str {
        match self {
            Self::NonConnecte => "Session terminée",
            Self::IdentifiantsRefuses => "Connexion refusée",
            Self::CodeServi => "Code déjà utilisé",
            Self::AccesFerme(_) => "Accès fermé",
            Self::HorsHoraires(_) => "Fermé à cette heure",
            Self::Entrave(entrave) => entrave.libelle(),
            Self::ActeInterdit => "Action non autorisée",
            Self::MotifRequis => "Motif demandé",
            Self::Introuvable => "Introuvable",
            Self::Illisible => "Demande illisible",
            Self::CorpsNonJson => "Demande qui n’est pas en JSON",
            Self::Invalide(_) => "Saisie à corriger",
            Self::Conflit(_) => "Action impossible en l’état",
            Self::Perime => "Modifié entre-temps",
            Self::VersionAbsente => "Version manquante",
            Self::CleAbsente => "Clé de création manquante",
            Self::CleReprise => "Clé de création déjà employée",
            Self::TropVolumineux => "Demande trop volumineuse",
            Self::MethodeAbsente => "Méthode inconnue à cette adresse",
            Self::AutreSite => "Demande venue d’un autre site",
            Self::TropLong => "Réponse trop longue",
            Self::Sature => "Serveur très sollicité",
            Self::Indisponible => "Données inaccessibles",
            Self::TropDeTentatives(_) => "Trop de tentatives",
            Self::TropDeGestes(_) => "Trop d’accès fermés en une heure",
            Self::IssueInconnue(_) => "Enregistrement incertain",
            Self::Interne(_) => "Incident technique",
        }
    }

    fn detail(&self) -> String {
        match self {
            Self::NonConnecte => "Votre session est terminée. Reconnectez-vous : votre brouillon est conservé.".into(),
            Self::IdentifiantsRefuses => {
                "Adresse ou mot de passe incorrect, clé d’accès retirée, ou compte fermé. Vérifiez votre saisie ; si le \
                 problème persiste, adressez-vous au référent utilisateurs du Département."
                    .into()
            }
            Self::CodeServi => {
                "Ce code a déjà ouvert une session. Si c’est la vôtre, choisissez-y votre mot de passe ; si elle est \
                 fermée, ou si ce n’est pas vous, demandez un nouveau code à qui vous a remis celui-ci."
                    .into()
            }
            Self::AccesFerme(que_faire) => (*que_faire).into(),
            Self::Entrave(entrave) => entrave.que_faire().into(),
            Self::ActeInterdit => {
                "Votre profil ne permet pas cette action. Si vous en avez besoin, demandez-la au référent utilisateurs \
                 du Département."
                    .into()
            }
            Self::MotifRequis => {
                "Vos consultations sont sous surveillance : donnez le motif de celle-ci pour l’ouvrir. Il est inscrit \
                 au journal."
                    .into()
            }
            Self::Introuvable => {
                "Aucun élément à cette adresse dans votre périmètre. Vérifiez votre recherche ; si votre mission \
                 vous y donne accès, adressez-vous au référent utilisateurs du Département."
                    .into()
            }
            Self::CorpsNonJson => {
                "Le corps de la demande doit être en JSON (UTF-8), et le dire : ajoutez l’en-tête Content-Type: \
                 application/json. Dans l’application, rechargez la page puis recommencez."
                    .into()
            }
            Self::Illisible => "La demande n’a pas pu être lue. Rechargez la page puis recommencez.".into(),
            Self::Invalide(_) => "Corrigez les champs signalés puis recommencez : rien n’est perdu.".into(),
            Self::Conflit(detail) | Self::HorsHoraires(detail) => detail.clone(),
            Self::Perime => {
                "Une autre personne a modifié cet élément. Comparez les deux versions avant d’enregistrer.".into()
            }
            Self::VersionAbsente => "Indiquez la version modifiée dans l’en-tête If-Match.".into(),
            Self::CleAbsente => {
                "Indiquez dans l’en-tête Idempotency-Key une clé propre à cette création (un UUID), la même à chaque \
                 nouvel essai. Dans l’application, rechargez la page puis recommencez."
                    .into()
            }
            Self::CleReprise => {
                "Cette clé a déjà servi à une autre création, qui est enregistrée. Rechargez la page pour la voir, puis \
                 recommencez celle-ci."
                    .into()
            }
            Self::TropVolumineux => "La demande dépasse la taille permise. Raccourcissez les textes saisis.".into(),
            Self::MethodeAbsente => {
                "Cette adresse existe, mais pas avec cette méthode : voyez l’en-tête Allow et la description de l’API."
                    .into()
            }
            Self::AutreSite => {
                "Cette demande vient d’une page d’un autre site : elle est refusée. Ouvrez l’application à sa propre \
                 adresse puis recommencez."
                    .into()
            }
            Self::TropLong => {
                "Le serveur a mis trop de temps à répondre. Rechargez la page pour voir ce qui a été enregistré, puis \
                 recommencez."
                    .into()
            }
            Self::Sature => {
                "Le serveur est très sollicité : votre demande n’a pas été traitée, et rien n’a été modifié. Ce qui est \
                 à l’écran est gardé ; recommencez dans quelques secondes."
                    .into()
            }
            Self::Indisponible => {
                "Les données ne répondent pas pour le moment. Ce qui est à l’écran est gardé ; recommencez dans \
                 quelques secondes, puis prévenez l’administrateur si cela continue."
                    .into()
            }
            Self::TropDeTentatives(secondes) => {
                format!("Trop de tentatives de connexion. Attendez {} puis recommencez.", attente(*secondes))
            }
            Self::TropDeGestes(secondes) => format!(
                "Vous avez fermé ou changé beaucoup d’accès en une heure : le délégué à la protection des données en est \
                 averti. Attendez {} puis reprenez ; si c’est urgent, demandez à l’exploitant du serveur.",
                attente(*secondes)
            ),
            Self::IssueInconnue(_) => {
                "Les données ont cessé de répondre au moment d’enregistrer : c’est peut-être fait, peut-être pas. Ce qui \
                 est à l’écran est gardé ; rouvrez la page pour le vérifier avant de recommencer."
                    .into()
            }
            Self::Interne(_) => {
                "Un incident technique est survenu ; rien n’a été modifié. Recommencez dans un instant, puis prévenez \
                 l’administrateur si cela continue."
                    .into()
            }
        }
    }
}

/// The version that the agent saw, `vue`, is still the one in the store.
///
/// # Errors
/// `Perime` when somebody changed it meanwhile.
pub fn a_jour(actuelle: i32, vue: i32) -> Result<(), Refus> {
    if vue == actuelle { Ok(()) } else { Err(Refus::Perime) }
}

fn attente(secondes: u64) -> String {
    match secondes.div_ceil(60) {
        0 | 1 => "une minute".to_owned(),
        minutes if minutes < 120 => combien(minutes, "minute"),
        minutes => combien(minutes.div_ceil(60), "heure"),
    }
}

/// What a mechanism below the guard answers when too many ask at once.
#[derive(Clone, Copy, Debug, thiserror::Error)]
#[error("trop de demandes à la fois")]
pub struct Surcharge;

impl<E: Into<anyhow::Error>> From<E> for Refus {
    fn from(cause: E) -> Self {
        let cause = cause.into();
        if cause.is::<Surcharge>() {
            return Self::Sature;
        }
        if cause.chain().any(injoignable) {
            tracing::error!(%cause, "la base ne répond pas");
            return Self::Indisponible;
        }
        Self::Interne(cause)
    }
}

/// No connection to the store could be had in time.
fn injoignable(cause: &(dyn std::error::Error + 'static)) -> bool {
    let partagee = || cause.downcast_ref::<Arc<DbErr>>().map(AsRef::as_ref);
    let erreur = cause.downcast_ref::<DbErr>().or_else(partagee);
    matches!(erreur, Some(DbErr::ConnectionAcquire(_) | DbErr::Conn(_)))
}

/// Seconds after which it is worth asking again.
const RETENTER_S: u64 = 5;

impl IntoResponse for Refus {
    fn into_response(self) -> Response {
        if let Self::Interne(cause) | Self::IssueInconnue(cause) = &self {
            journaliser(cause);
        }
        let statut = self.statut();
        let probleme = Probleme {
            genre: format!("/problemes/{}", self.code()),
            title: self.titre().into(),
            status: statut.as_u16(),
            detail: self.detail(),
            errors: if let Self::Invalide(erreurs) = &self { erreurs.clone() } else { Vec::new() },
        };
        let mut reponse = (statut, Json(probleme)).into_response();
        let entetes = reponse.headers_mut();
        entetes.insert(header::CONTENT_TYPE, HeaderValue::from_static(PROBLEME));
        let attente = match self {
            Self::TropDeTentatives(secondes) | Self::TropDeGestes(secondes) => Some(secondes),
            Self::Sature | Self::Indisponible => Some(RETENTER_S),
            _ => None,
        };
        entetes.extend(attente.map(|secondes| (header::RETRY_AFTER, HeaderValue::from(secondes))));
        reponse
    }
}

/// The words of a JSON error may quote the value that it could not read: only its place
/// is told to the logs.
fn journaliser(cause: &anyhow::Error) {
    match cause.downcast_ref::<serde_json::Error>() {
        Some(json) => tracing::error!(ligne = json.line(), colonne = json.column(), "incident: JSON"),
        None => tracing::error!(%cause, "incident"),
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_wait_is_told_in_whole_minutes() {
        for (secondes, attendue) in [
            (1, "une minute"),
            (60, "une minute"),
            (61, "2 minutes"),
            (301, "6 minutes"),
            (86_400, "24 heures"),
        ] {
            assert_eq!(super::attente(secondes), attendue, "{secondes} s");
        }
    }
}
