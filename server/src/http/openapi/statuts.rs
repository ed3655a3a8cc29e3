//! Which refusals a call can answer, from what the call is: a session, a body, a path, a version.
//! What a route answers besides is a fault of this table, which the tests find: each answer of
//! theirs is looked up in it.

use axum::http::StatusCode;
use reciproque_shared::api::{Appel, Methode, Version};
use reciproque_shared::habilitation::Acte;

use super::{est_vide, parametres};

/// What stands before a handler.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Garde {
    /// Nothing: anybody reads it.
    Aucune,
    /// The throttle: asked before signing in.
    Question,
    /// The throttle, and the proof of who signs in.
    Ouverture,
    /// The guard.
    Session,
}

/// What a call is, as far as its refusals go.
struct Nature {
    garde: Garde,
    corps: bool,
    /// Names a thing, which may be out of scope.
    nomme: bool,
    versionne: bool,
    /// Carries the key of a creation.
    cree: bool,
    /// Changes something, or needs that something was done before.
    depend: bool,
    /// Too many of them wait.
    freine: bool,
    /// Can be sent from a page of another site.
    ecrit: bool,
}

impl Nature {
    fn de<A>(garde: Garde) -> Self
    where
        A: Appel,
        A::Corps: 'static,
    {
        let ecrit = A::METHODE != Methode::Get;
        Self {
            garde,
            corps: !est_vide::<A::Corps>(),
            nomme: parametres(A::CHEMIN).next().is_some(),
            versionne: A::Version::ATTENDUE,
            cree: A::CREE,
            depend: (ecrit && !lit_seulement(A::ACTE)) || attend_un_etat(A::ACTE),
            freine: essaie(A::ACTE) || ferme_des_acces(A::ACTE),
            ecrit,
        }
    }
}

/// Readings whose question is too personal, or too long, for a URL: they change nothing.
fn lit_seulement(acte: Acte) -> bool {
    acte == Acte::Rechercher || acte.code().starts_with("consulter_")
}

/// Readings of what must first be sealed, begun or signed, or for somebody whom one may not receive.
fn attend_un_etat(acte: Acte) -> bool {
    matches!(
        acte,
        Acte::ConsulterRevue
            | Acte::ExporterRevue
            | Acte::PreparerRendezVous
            | Acte::ConsulterParcours
            | Acte::ConsulterReorientation
            | Acte::ProduireExtrait
            | Acte::SignerEngagement
    )
}

/// What a thief would try again and again.
fn essaie(acte: Acte) -> bool {
    matches!(
        acte,
        Acte::SeConnecter
            | Acte::PresenterSecondFacteur
            | Acte::InstallerSecondFacteur
            | Acte::RetirerSecondFacteur
            | Acte::GererClesAcces
            | Acte::ChangerMotDePasse
            | Acte::SignerEngagement
    )
}

/// What may close the access of others: many in one hour wait.
fn ferme_des_acces(acte: Acte) -> bool {
    matches!(
        acte,
        Acte::Superviser
            | Acte::RemettreCode
            | Acte::DeclarerPerte
            | Acte::GererHabilitation
            | Acte::DeciderRevue
    )
}

/// A status, what it says, and which calls answer it.
type Possible = (StatusCode, &'static str, fn(&Nature) -> bool);

const POSSIBLES: &[Possible] = &[
    (StatusCode::BAD_REQUEST, "Demande illisible, clé de création manquante", |n| n.corps || n.cree),
    (StatusCode::UNAUTHORIZED, "Session absente ou terminée, connexion refusée", |n| {
        matches!(n.garde, Garde::Session | Garde::Ouverture)
    }),
    (
        StatusCode::FORBIDDEN,
        "Acte non autorisé, accès fermé, action à faire d’abord, demande d’un autre site",
        |n| n.garde == Garde::Session || n.ecrit,
    ),
    (StatusCode::NOT_FOUND, "Hors du périmètre, ou inconnu : la réponse est la même", |n| {
        n.garde == Garde::Session && (n.nomme || n.corps)
    }),
    (
        StatusCode::METHOD_NOT_ALLOWED,
        "Autre méthode à cette adresse : l’en-tête Allow dit celles qu’elle a",
        |_| true,
    ),
    (StatusCode::CONFLICT, "Action impossible en l’état", |n| n.depend),
    (StatusCode::PRECONDITION_FAILED, "Modifié entre-temps", |n| n.versionne),
    (StatusCode::PAYLOAD_TOO_LARGE, "Demande trop volumineuse", |n| n.corps),
    (StatusCode::UNSUPPORTED_MEDIA_TYPE, "Corps qui n’est pas dit en JSON", |n| n.corps),
    (StatusCode::UNPROCESSABLE_ENTITY, "Champs à corriger, clé d’une autre création", |n| {
        n.corps || n.cree
    }),
    (StatusCode::PRECONDITION_REQUIRED, "If-Match manquant", |n| n.versionne),
    (
        StatusCode::TOO_MANY_REQUESTS,
        "Trop de tentatives : l’en-tête Retry-After dit quand recommencer",
        |n| n.freine,
    ),
    (StatusCode::INTERNAL_SERVER_ERROR, "Incident technique", |n| n.garde != Garde::Aucune),
    (StatusCode::SERVICE_UNAVAILABLE, "Réponse trop longue, ou serveur trop chargé", |_| true),
];

/// The refusals that this call can answer, each status with what it says.
pub fn statuts<A>(garde: Garde) -> impl Iterator<Item = (StatusCode, &'static str)>
where
    A: Appel,
    A::Corps: 'static,
{
    let nature = Nature::de::<A>(garde);
    POSSIBLES.iter().filter(move |(.., repond)| repond(&nature)).map(|(statut, dit, _)| (*statut, *dit))
}
