//! The server of Réciproque: thin, behind one guard. [`appels`] is the table of contents.

// A layer imports only those above it; `tests/extranet/couches.rs` tries it, module by module.

pub mod refus;
pub mod sortie;

pub mod depot;
mod export_csv;
pub mod fichier;
pub mod journal;
pub mod secret;

pub mod serveur;
pub mod session;

pub mod garde;

pub mod http;

pub mod alerte;
pub mod attente;
pub mod cer;
pub mod compte;
pub mod conservation;
pub mod convention;
pub mod equipe;
pub mod flux;
pub mod france_travail;
pub mod habilitation;
pub mod imports;
pub mod instruction;
pub mod parcours;
pub mod rapprochement;
pub mod regles;
pub mod rendez_vous;
pub mod revue;
pub mod supervision;
pub mod territoire;
pub mod trace;

pub mod accueil;
pub mod dossier;
pub mod organisation;

pub mod connexion;
pub mod droit;

pub mod demo;

use axum::Router;
use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::middleware::map_response;
use axum::response::{IntoResponse, Response};
use axum::routing::{any, get};
use reciproque_shared::api::{self, ENTETE_CLES, ENTETE_FORMATION, RACINE};
use tower_http::csrf::CsrfLayer;
use tower_http::set_header::SetResponseHeaderLayer;
use tower_http::timeout::TimeoutLayer;

use crate::http::openapi::Description;
use crate::http::routeur::Routeur;
use crate::refus::{PROBLEME, Refus};
use crate::serveur::Extranet;

/// Every call of the API, in product order, with its description.
pub fn appels() -> (Router<Extranet>, Description) {
    Routeur::default()
        .ouverture::<api::OuvrirSession, _, _>(connexion::ouvrir)
        .question::<api::DemanderDefi, _, _>(connexion::par_cle::defier)
        .ouverture::<api::OuvrirSessionParCle, _, _>(connexion::par_cle::ouvrir)
        .appel::<api::ConsulterSession, _, _>(connexion::consulter)
        .appel::<api::ProlongerSession, _, _>(connexion::prolonger)
        .appel::<api::ChangerProfil, _, _>(connexion::changer_profil)
        .appel::<api::PresenterSecondFacteur, _, _>(compte::presenter)
        .appel::<api::FermerSession, _, _>(connexion::fermer)
        .appel::<api::ConsulterCompte, _, _>(compte::consulter)
        .appel::<api::ChangerMotDePasse, _, _>(compte::changer_mot_de_passe)
        .appel::<api::ProposerSecondFacteur, _, _>(compte::proposer)
        .appel::<api::ConfirmerSecondFacteur, _, _>(compte::confirmer)
        .appel::<api::RenouvelerCodesSecours, _, _>(compte::renouveler_secours)
        .appel::<api::RetirerSecondFacteur, _, _>(compte::retirer)
        .appel::<api::ProposerCle, _, _>(compte::cles::proposer)
        .appel::<api::InscrireCle, _, _>(compte::cles::inscrire)
        .appel::<api::RetirerCle, _, _>(compte::cles::retirer)
        .appel::<api::LireAvis, _, _>(compte::avis::accuser)
        .appel::<api::FermerAutresSessions, _, _>(compte::fermer_autres)
        .appel::<api::FermerUneSession, _, _>(compte::fermer_une)
        .appel::<api::ConsulterComptes, _, _>(compte::consulter_comptes)
        .appel::<api::RemettreCode, _, _>(compte::remettre)
        .appel::<api::DeclarerPerte, _, _>(compte::declarer_perte)
        .appel::<api::Rechercher, _, _>(dossier::rechercher)
        .appel::<api::ConsulterAccueil, _, _>(accueil::consulter)
        .appel::<api::ConsulterFile, _, _>(accueil::consulter_file)
        .appel::<api::ConsulterEquipe, _, _>(equipe::consulter)
        .appel::<api::ConsulterMesConsultations, _, _>(trace::mes_consultations)
        .appel::<api::ConsulterDossier, _, _>(dossier::consulter)
        .appel::<api::RevelerNir, _, _>(dossier::reveler_nir)
        .appel::<api::PreparerCer, _, _>(cer::preparer)
        .creation::<api::CreerCer, _, _, _, _>(cer::creer, cer::rouvrir)
        .appel::<api::ConsulterCer, _, _>(cer::consulter)
        .appel::<api::EnregistrerCer, _, _>(cer::enregistrer)
        .appel::<api::FaireGesteCer, _, _>(cer::faire_geste)
        .creation::<api::CorrigerCer, _, _, _, _>(cer::corriger, cer::retrouver)
        .appel::<api::DeciderCer, _, _>(cer::decider)
        .appel::<api::PreparerRendezVous, _, _>(rendez_vous::preparer)
        .appel::<api::GarderBrouillonRendezVous, _, _>(rendez_vous::garder)
        .appel::<api::EffacerBrouillonRendezVous, _, _>(rendez_vous::effacer)
        .appel::<api::GarderBrouillonChangement, _, _>(rendez_vous::garder_changement)
        .appel::<api::EffacerBrouillonChangement, _, _>(rendez_vous::effacer_changement)
        .creation::<api::CreerRendezVous, _, _, _, _>(rendez_vous::creer, rendez_vous::retrouver)
        .appel::<api::ConsulterRendezVous, _, _>(rendez_vous::consulter)
        .appel::<api::ModifierRendezVous, _, _>(rendez_vous::modifier)
        .creation::<api::RenseignerRendezVous, _, _, _, _>(rendez_vous::renseigner, rendez_vous::retrouver)
        .appel::<api::ConsulterAOrienter, _, _>(parcours::consulter_a_orienter)
        .appel::<api::PreparerLot, _, _>(parcours::lot::preparer)
        .creation::<api::OrienterLot, _, _, _, _>(parcours::lot::orienter, parcours::lot::relire)
        .appel::<api::ConsulterLot, _, _>(parcours::lot::consulter)
        .appel::<api::AnnulerLot, _, _>(parcours::lot::annuler)
        .appel::<api::ConsulterParcours, _, _>(parcours::consulter)
        .creation::<api::Orienter, _, _, _, _>(parcours::orienter, parcours::relire)
        .creation::<api::DesignerReferent, _, _, _, _>(parcours::designer, parcours::relire)
        .appel::<api::NotifierOrientation, _, _>(parcours::notifier)
        .appel::<api::ProlongerRevue, _, _>(parcours::prolonger)
        .appel::<api::RamenerRevue, _, _>(parcours::ramener)
        .appel::<api::CloreParcours, _, _>(parcours::clore)
        .appel::<api::AnnulerDecision, _, _>(parcours::annuler)
        .appel::<api::ConsulterReorientation, _, _>(parcours::reorientation::consulter)
        .creation::<api::DemanderReorientation, _, _, _, _>(
            parcours::reorientation::demander,
            parcours::reorientation::relire,
        )
        .appel::<api::SuivreReorientation, _, _>(parcours::reorientation::suivre)
        .appel::<api::InstruireReorientation, _, _>(parcours::reorientation::instruire)
        .appel::<api::ConsulterConfies, _, _>(parcours::confies::consulter)
        .appel::<api::ConsulterEcarts, _, _>(france_travail::consulter)
        .appel::<api::ConsulterEcartsPersonne, _, _>(france_travail::consulter_personne)
        .appel::<api::SuivreEcart, _, _>(france_travail::suivre)
        .appel::<api::ConsulterRapprochements, _, _>(rapprochement::consulter_liste)
        .appel::<api::ConsulterRapprochement, _, _>(rapprochement::consulter)
        .appel::<api::DeciderRapprochement, _, _>(rapprochement::decider)
        .appel::<api::ConsulterPortefeuilles, _, _>(parcours::consulter_portefeuilles)
        .appel::<api::ConsulterPortefeuille, _, _>(parcours::consulter_portefeuille)
        .appel::<api::PreparerTransfert, _, _>(parcours::transfert::preparer)
        .creation::<api::TransfererPortefeuille, _, _, _, _>(
            parcours::transfert::transferer,
            parcours::transfert::relire,
        )
        .appel::<api::ConsulterTransfert, _, _>(parcours::transfert::consulter)
        .appel::<api::AnnulerTransfert, _, _>(parcours::transfert::annuler)
        .appel::<api::ConsulterInstructions, _, _>(instruction::consulter_toutes)
        .creation::<api::OuvrirInstruction, _, _, _, _>(instruction::ouvrir, instruction::retrouver)
        .appel::<api::ConsulterInstruction, _, _>(instruction::consulter)
        .appel::<api::FaireGesteInstruction, _, _>(instruction::faire_geste)
        .appel::<api::ProposerDecision, _, _>(instruction::proposer)
        .appel::<api::DeciderInstruction, _, _>(instruction::decider)
        .appel::<api::ConsulterOrganisations, _, _>(organisation::consulter_toutes)
        .creation::<api::CreerOrganisation, _, _, _, _>(organisation::creer, organisation::retrouver)
        .appel::<api::ConsulterOrganisation, _, _>(organisation::consulter)
        .appel::<api::ReglerHoraires, _, _>(organisation::regler)
        .appel::<api::SuperviserOrganisation, _, _>(organisation::superviser)
        .creation::<api::SaisirConvention, _, _, _, _>(
            organisation::convention::saisir,
            organisation::retrouver,
        )
        .creation::<api::SaisirAvenant, _, _, _, _>(
            organisation::convention::ajouter_avenant,
            organisation::retrouver,
        )
        .appel::<api::DenoncerConvention, _, _>(organisation::convention::denoncer)
        .appel::<api::CorrigerManquement, _, _>(organisation::convention::corriger)
        .appel::<api::AnnulerConvention, _, _>(organisation::convention::annuler)
        .appel::<api::ConsulterTerritoires, _, _>(territoire::consulter)
        .appel::<api::PreparerTerritoires, _, _>(territoire::preparer)
        .creation::<api::ConfierCommunes, _, _, _, _>(territoire::confier, territoire::relire)
        .appel::<api::AnnulerTerritoires, _, _>(territoire::annuler)
        .appel::<api::ConsulterAgent, _, _>(supervision::consulter_agent)
        .appel::<api::SuperviserAgent, _, _>(supervision::superviser_agent)
        .appel::<api::RattacherAgent, _, _>(supervision::rattacher_agent)
        .appel::<api::ConsulterImports, _, _>(imports::consulter)
        .creation::<api::DonnerMotif, _, _, _, _>(alerte::donner_motif, alerte::redonner_motif)
        .appel::<api::ConsulterAlertes, _, _>(alerte::consulter_liste)
        .appel::<api::ConsulterSeuils, _, _>(alerte::consulter_seuils)
        .appel::<api::ReglerSeuil, _, _>(alerte::regler_seuil)
        .appel::<api::ConsulterAlerte, _, _>(alerte::consulter)
        .appel::<api::ConsulterEvenements, _, _>(alerte::consulter_evenements)
        .appel::<api::TraiterAlerte, _, _>(alerte::traiter)
        .appel::<api::ConsulterSurveillance, _, _>(alerte::consulter_surveillance)
        .creation::<api::SurveillerAgent, _, _, _, _>(alerte::surveiller, alerte::retrouver_surveillance)
        .appel::<api::ConsulterTraces, _, _>(trace::consulter)
        .appel::<api::ConsulterTracesDossier, _, _>(trace::du_dossier)
        .appel::<api::ExporterTraces, _, _>(trace::exporter)
        .appel::<api::ConsulterEtatJournal, _, _>(trace::consulter_etat)
        .appel::<api::VerifierJournal, _, _>(trace::verifier_journal)
        .appel::<api::ConsulterStatistiques, _, _>(trace::consulter_statistiques)
        .appel::<api::ConsulterRevues, _, _>(revue::consulter_toutes)
        .appel::<api::ConsulterRevue, _, _>(revue::consulter)
        .appel::<api::FaireGesteRevue, _, _>(revue::faire_geste)
        .appel::<api::ScellerRevue, _, _>(revue::sceller)
        .appel::<api::VerifierRevue, _, _>(revue::verifier)
        .appel::<api::ExporterRevue, _, _>(revue::exporter)
        .publique::<api::ConsulterNotice, _>(droit::notice)
        .appel::<api::ConsulterDemandes, _, _>(droit::consulter_toutes)
        .creation::<api::EnregistrerDemande, _, _, _, _>(droit::enregistrer, droit::retrouver)
        .appel::<api::ConsulterDemande, _, _>(droit::consulter)
        .appel::<api::FaireGesteDemande, _, _>(droit::faire_geste)
        .creation::<api::RectifierDonnee, _, _, _, _>(droit::rectifier, droit::retrouver)
        .appel::<api::ProduireExtrait, _, _>(droit::produire)
        .appel::<api::ConsulterHabilitations, _, _>(habilitation::consulter)
        .creation::<api::DemanderHabilitation, _, _, _, _>(habilitation::demander, habilitation::retrouver)
        .appel::<api::ConsulterHabilitation, _, _>(habilitation::consulter_une)
        .appel::<api::FaireGesteHabilitation, _, _>(habilitation::faire_geste)
        .appel::<api::GrouperAgent, _, _>(habilitation::grouper)
        .appel::<api::NommerPrincipal, _, _>(habilitation::nommer_principal)
        .appel::<api::ConsulterFormations, _, _>(habilitation::consulter_formations)
        .creation::<api::PlanifierFormation, _, _, _, _>(
            habilitation::planifier,
            habilitation::relister_formations,
        )
        .appel::<api::LireEngagement, _, _>(habilitation::lire_engagement)
        .appel::<api::SignerEngagement, _, _>(habilitation::signer)
        .achever()
}

/// The whole product over HTTP: API, its description, liveness; the app is merged after.
pub fn routeur(app: Extranet) -> Router {
    let (routes, description) = appels();
    let document = description.document(session::nom_du_cookie(app.reglages.tls));
    let delai = app.reglages.delai;
    let formation = app.reglages.formation.then(|| HeaderValue::from_static("1"));
    let cles = app.reglages.cles.as_ref().and_then(|cles| HeaderValue::from_str(cles.domaine()).ok());
    routes
        .route(&format!("{RACINE}/openapi.json"), get(move || async move { axum::Json(document) }))
        .route("/readyz", get(http::sante::prete))
        .with_state(app)
        .route(&format!("{RACINE}/{{*reste}}"), any(inconnu))
        .route("/healthz", get(|| async { "ok" }))
        .layer(TimeoutLayer::with_status_code(StatusCode::SERVICE_UNAVAILABLE, delai))
        .layer(CsrfLayer::new())
        .layer(map_response(en_probleme))
        .layer(SetResponseHeaderLayer::overriding(HeaderName::from_static(ENTETE_FORMATION), formation))
        .layer(SetResponseHeaderLayer::overriding(HeaderName::from_static(ENTETE_CLES), cles))
}

/// What axum and the layers refuse by themselves is told like any other refusal.
async fn en_probleme(mut reponse: Response) -> Response {
    if reponse.headers().get(header::CONTENT_TYPE).is_some_and(|genre| genre == PROBLEME) {
        return reponse;
    }
    // What `/readyz` says is for machines.
    if reponse.status() == StatusCode::SERVICE_UNAVAILABLE
        && reponse.headers().contains_key(header::CONTENT_TYPE)
    {
        return reponse;
    }
    let refus = match reponse.status() {
        StatusCode::FORBIDDEN => Refus::AutreSite,
        StatusCode::METHOD_NOT_ALLOWED => Refus::MethodeAbsente,
        StatusCode::SERVICE_UNAVAILABLE => Refus::TropLong,
        _ => return reponse,
    };
    let permises = reponse.headers_mut().remove(header::ALLOW);
    let mut dite = refus.into_response();
    dite.headers_mut().extend(permises.map(|methodes| (header::ALLOW, methodes)));
    dite
}

/// An address that the API does not have answers like a thing out of scope.
async fn inconnu() -> Refus {
    Refus::Introuvable
}
