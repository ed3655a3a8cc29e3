//! How much an act reads: one file, or many rows at once. The latter have readers of their own,
//! few, so that a file opens however many lists are asked for.

use reciproque_shared::habilitation::Acte;

/// What an act reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ampleur {
    /// A file, found by its number; a write; the session itself.
    Fiche,
    /// A list, a count, a search, an export.
    Ensemble,
}

impl Ampleur {
    /// Each act has its line: a new one is not forgotten.
    pub const fn de(acte: Acte) -> Self {
        match acte {
            Acte::ConsulterComptes
            | Acte::ConsulterAccueil
            | Acte::ConsulterFile
            | Acte::ConsulterEquipe
            | Acte::ConsulterMesConsultations
            | Acte::Rechercher
            | Acte::ConsulterOrganisations
            | Acte::ConsulterImports
            | Acte::ConsulterAlertes
            | Acte::ConsulterTraces
            | Acte::ConsulterTracesDossier
            | Acte::ExporterTraces
            | Acte::ConsulterEtatJournal
            | Acte::ConsulterStatistiques
            | Acte::ConsulterRevue
            | Acte::ExporterRevue
            | Acte::ConsulterDemandes
            | Acte::ProduireExtrait
            | Acte::ConsulterHabilitations => Self::Ensemble,
            Acte::SeConnecter
            | Acte::SeDeconnecter
            | Acte::ConsulterSession
            | Acte::ProlongerSession
            | Acte::ChangerProfil
            | Acte::PresenterSecondFacteur
            | Acte::InstallerSecondFacteur
            | Acte::RetirerSecondFacteur
            | Acte::ConsulterCompte
            | Acte::LireAvis
            | Acte::FermerSessions
            | Acte::GererClesAcces
            | Acte::RemettreCode
            | Acte::DeclarerPerte
            | Acte::ChangerMotDePasse
            | Acte::SignerEngagement
            | Acte::ConsulterDossier
            | Acte::RevelerNir
            | Acte::ConsulterCer
            | Acte::PreparerCer
            | Acte::CreerCer
            | Acte::SaisirCer
            | Acte::CorrigerCer
            | Acte::DeciderCer
            | Acte::ConsulterRendezVous
            | Acte::PreparerRendezVous
            | Acte::SaisirRendezVous
            | Acte::ConsulterOrganisation
            | Acte::GererOrganisation
            | Acte::SaisirConvention
            | Acte::ConsulterAgent
            | Acte::Superviser
            | Acte::ImporterFlux
            | Acte::AnnulerFlux
            | Acte::DonnerMotif
            | Acte::TraiterAlerte
            | Acte::SurveillerAgent
            | Acte::PurgerTraces
            | Acte::CreerPremierCompte
            | Acte::PurgerHabilitations
            | Acte::OuvrirRevue
            | Acte::DeciderRevue
            | Acte::ScellerRevue
            | Acte::ConsulterNotice
            | Acte::ConsulterDemande
            | Acte::EnregistrerDemande
            | Acte::TraiterDemande
            | Acte::RectifierDonnee
            | Acte::DemanderHabilitation
            | Acte::GererHabilitation
            | Acte::GererFormations
            | Acte::NommerGestionnaire
            | Acte::ReglerAlertes => Self::Fiche,
        }
    }
}
