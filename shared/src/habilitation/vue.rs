//! What each act shows of a person's file. The guard asks an agent under watch for a reason
//! before each view; the detection of curiosity counts them.

use super::Acte;

/// What leaves with the answer of an act.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Vue {
    /// The file of one person is opened.
    Dossier,
    /// Several persons, each in a line: the way to their files.
    Liste,
    /// A gesture in a file that a view opened before: what it answers was on screen, or typed.
    Suite,
    /// Nothing of a file.
    Aucune,
}

impl Acte {
    /// The acts for which an agent under watch gives a reason, each time.
    pub const fn ouvre_un_dossier(self) -> bool {
        matches!(self.vue(), Vue::Dossier)
    }

    /// A new act does not compile until it is decided here.
    pub const fn vue(self) -> Vue {
        match self {
            Self::ConsulterDossier
            | Self::RevelerNir
            | Self::PreparerCer
            | Self::ConsulterCer
            | Self::CorrigerCer
            | Self::ConsulterRendezVous
            | Self::PreparerRendezVous
            | Self::ConsulterDemande
            | Self::ProduireExtrait => Vue::Dossier,
            Self::Rechercher
            | Self::ConsulterAccueil
            | Self::ConsulterFile
            | Self::ConsulterMesConsultations
            | Self::ConsulterDemandes => Vue::Liste,
            Self::CreerCer
            | Self::SaisirCer
            | Self::DeciderCer
            | Self::SaisirRendezVous
            | Self::EnregistrerDemande
            | Self::TraiterDemande
            | Self::RectifierDonnee => Vue::Suite,
            Self::SeConnecter
            | Self::SeDeconnecter
            | Self::ConsulterSession
            | Self::ProlongerSession
            | Self::ChangerProfil
            | Self::PresenterSecondFacteur
            | Self::InstallerSecondFacteur
            | Self::RetirerSecondFacteur
            | Self::ConsulterCompte
            | Self::LireAvis
            | Self::FermerSessions
            | Self::GererClesAcces
            | Self::ConsulterComptes
            | Self::RemettreCode
            | Self::DeclarerPerte
            | Self::ChangerMotDePasse
            | Self::SignerEngagement
            | Self::ConsulterEquipe
            | Self::ConsulterOrganisations
            | Self::ConsulterOrganisation
            | Self::GererOrganisation
            | Self::SaisirConvention
            | Self::ConsulterAgent
            | Self::Superviser
            | Self::ConsulterImports
            | Self::ImporterFlux
            | Self::AnnulerFlux
            | Self::DonnerMotif
            | Self::ConsulterAlertes
            | Self::TraiterAlerte
            | Self::SurveillerAgent
            | Self::ConsulterTraces
            | Self::ConsulterTracesDossier
            | Self::ExporterTraces
            | Self::ConsulterEtatJournal
            | Self::ConsulterStatistiques
            | Self::PurgerTraces
            | Self::CreerPremierCompte
            | Self::PurgerHabilitations
            | Self::OuvrirRevue
            | Self::ConsulterRevue
            | Self::DeciderRevue
            | Self::ScellerRevue
            | Self::ExporterRevue
            | Self::ConsulterNotice
            | Self::ConsulterHabilitations
            | Self::DemanderHabilitation
            | Self::GererHabilitation
            | Self::GererFormations
            | Self::NommerGestionnaire
            | Self::ReglerAlertes => Vue::Aucune,
        }
    }
}
