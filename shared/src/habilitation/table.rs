//! The rule table: who may do what. Read by the server, the menus of the app, the tests
//! and the documentation. Source: conventions of 2016, art. 2 to 4; charter.

use super::Rubrique::{
    self, Adresse, Derogations, Droits, Famille, Identite, Indus, Parcours, Ressources, Rsa, Sanctions,
    TravailleurIndependant,
};
use super::{Acte, Droit, Portee, Profil};

/// An act that bears on nobody but the agent, or on no foyer at all.
const POUR_SOI: Droit = Droit::lecture(Portee::Aucune, &[], &[]);

const RUBRIQUES_REFERENT: &[Rubrique] = &[Identite, Famille, Adresse, Droits, Rsa, Parcours];
const RUBRIQUES_REFERENT_CONVENTION: &[Rubrique] =
    &[Ressources, TravailleurIndependant, Indus, Sanctions, Derogations];
const RUBRIQUES_POLE_EMPLOI: &[Rubrique] =
    &[Identite, Rsa, Parcours, Sanctions, Derogations, TravailleurIndependant];
const RUBRIQUES_CTSA: &[Rubrique] = Rubrique::TOUS;
const RUBRIQUES_SUIVI: &[Rubrique] = &[Identite, Parcours];
/// A contract says where its party lives.
const RUBRIQUES_CER: &[Rubrique] = &[Identite, Adresse, Parcours];
/// Lines of a search and of recent views: who, where, and whether the right is open.
const RUBRIQUES_LIGNE: &[Rubrique] = &[Identite, Adresse, Rsa];
const RUBRIQUES_ACCUEIL: &[Rubrique] = &[Identite, Adresse, Rsa, Parcours];

/// The rule table: `None` refuses. A new act or profil does not compile until it has its line.
pub const fn allows(profil: Profil, acte: Acte) -> Option<Droit> {
    match acte {
        Acte::SeConnecter
        | Acte::SeDeconnecter
        | Acte::ConsulterSession
        | Acte::ProlongerSession
        | Acte::ChangerProfil
        | Acte::ChangerMotDePasse
        | Acte::PresenterSecondFacteur
        | Acte::InstallerSecondFacteur
        | Acte::RetirerSecondFacteur
        | Acte::ConsulterCompte
        | Acte::LireAvis
        | Acte::FermerSessions
        | Acte::GererClesAcces
        | Acte::SignerEngagement => Some(POUR_SOI),
        Acte::ConsulterAccueil => accueil(profil),
        Acte::ConsulterFile => suivi(profil),
        Acte::Rechercher => recherche(profil),
        Acte::ConsulterMesConsultations => mes_consultations(profil),
        Acte::ConsulterDossier => dossier(profil),
        Acte::RevelerNir => nir(profil),
        Acte::ConsulterCer => lecture_cer(profil),
        Acte::ConsulterRendezVous => lecture_suivi(profil),
        Acte::PreparerCer | Acte::CreerCer | Acte::SaisirCer | Acte::CorrigerCer => {
            saisie(profil, RUBRIQUES_CER)
        }
        Acte::PreparerRendezVous | Acte::SaisirRendezVous => saisie(profil, RUBRIQUES_SUIVI),
        Acte::DeciderCer => decision(profil),
        Acte::ConsulterEquipe => reserve(matches!(profil, Profil::Referent)),
        Acte::ConsulterComptes | Acte::RemettreCode | Acte::DeclarerPerte => {
            reserve(matches!(profil, Profil::GestionnaireHabilitations | Profil::ReferentSolis))
        }
        Acte::ConsulterOrganisations
        | Acte::ConsulterOrganisation
        | Acte::GererOrganisation
        | Acte::SaisirConvention
        | Acte::ConsulterAgent
        | Acte::Superviser => reserve(matches!(profil, Profil::ReferentSolis)),
        Acte::ConsulterImports => reserve(matches!(profil, Profil::Administrateur)),
        Acte::ImporterFlux | Acte::AnnulerFlux => None,
        Acte::DonnerMotif => reserve(matches!(
            profil,
            Profil::Referent
                | Profil::ConseillerPoleEmploi
                | Profil::GestionnaireCtsa
                | Profil::DelegueProtectionDonnees
        )),
        Acte::ConsulterAlertes | Acte::TraiterAlerte | Acte::SurveillerAgent | Acte::ReglerAlertes => {
            reserve(matches!(profil, Profil::DelegueProtectionDonnees))
        }
        Acte::ConsulterTraces => {
            reserve(matches!(profil, Profil::DelegueProtectionDonnees | Profil::GestionnaireHabilitations))
        }
        Acte::ConsulterTracesDossier => traces_dossier(profil),
        Acte::ExporterTraces | Acte::ConsulterEtatJournal => {
            reserve(matches!(profil, Profil::DelegueProtectionDonnees))
        }
        Acte::ConsulterStatistiques => reserve(matches!(
            profil,
            Profil::DelegueProtectionDonnees | Profil::ReferentSolis | Profil::GestionnaireHabilitations
        )),
        // Commands of the operator, on the server itself: nobody asks for them from a browser.
        Acte::PurgerTraces | Acte::PurgerHabilitations | Acte::CreerPremierCompte => None,
        Acte::ConsulterNotice => Some(POUR_SOI),
        Acte::ConsulterDemandes | Acte::ConsulterDemande | Acte::TraiterDemande => {
            delegue(profil, Portee::Aucune, &[Identite])
        }
        Acte::EnregistrerDemande => delegue(profil, Portee::Departement, &[Identite]),
        Acte::RectifierDonnee => delegue(profil, Portee::Demande, RUBRIQUES_SUIVI),
        Acte::ProduireExtrait => delegue(profil, Portee::Demande, Rubrique::TOUS),
        Acte::OuvrirRevue => reserve(false),
        Acte::ConsulterRevue | Acte::DeciderRevue | Acte::ScellerRevue | Acte::ExporterRevue => {
            reserve(matches!(profil, Profil::GestionnaireHabilitations | Profil::ReferentSolis))
        }
        Acte::ConsulterHabilitations | Acte::DemanderHabilitation | Acte::GererHabilitation => agents(profil),
        Acte::GererFormations | Acte::NommerGestionnaire => match profil {
            Profil::ReferentSolis => agents(profil),
            _ => None,
        },
    }
}

const fn accueil(profil: Profil) -> Option<Droit> {
    match profil {
        Profil::Referent => Some(Droit::lecture(Portee::Accompagnement, RUBRIQUES_ACCUEIL, &[])),
        Profil::GestionnaireCtsa => Some(Droit::lecture(Portee::Territoire, RUBRIQUES_ACCUEIL, &[])),
        Profil::ConseillerPoleEmploi => Some(Droit::lecture(Portee::DroitsEnCours, &[Identite, Rsa], &[])),
        Profil::GestionnaireHabilitations
        | Profil::ReferentSolis
        | Profil::DelegueProtectionDonnees
        | Profil::Administrateur => Some(POUR_SOI),
    }
}

/// CER, rendez-vous and work lists: those who accompany and those who decide.
const fn suivi(profil: Profil) -> Option<Droit> {
    match profil {
        Profil::Referent => Some(Droit::lecture(Portee::Accompagnement, RUBRIQUES_SUIVI, &[])),
        Profil::GestionnaireCtsa => Some(Droit::lecture(Portee::Territoire, RUBRIQUES_SUIVI, &[])),
        Profil::ConseillerPoleEmploi
        | Profil::GestionnaireHabilitations
        | Profil::ReferentSolis
        | Profil::DelegueProtectionDonnees
        | Profil::Administrateur => None,
    }
}

/// Reading CER and rendez-vous: those who follow, and the officer for who asked.
const fn lecture_suivi(profil: Profil) -> Option<Droit> {
    match profil {
        Profil::DelegueProtectionDonnees => delegue(profil, Portee::Demande, RUBRIQUES_SUIVI),
        _ => suivi(profil),
    }
}

/// A CER whole, to read or to print.
const fn lecture_cer(profil: Profil) -> Option<Droit> {
    match profil {
        Profil::Referent => Some(Droit::lecture(Portee::Accompagnement, RUBRIQUES_CER, &[])),
        Profil::GestionnaireCtsa => Some(Droit::lecture(Portee::Territoire, RUBRIQUES_CER, &[])),
        _ => lecture_suivi(profil),
    }
}

/// The rights of the people concerned: the officer alone.
const fn delegue(profil: Profil, portee: Portee, rubriques: &'static [Rubrique]) -> Option<Droit> {
    match profil {
        Profil::DelegueProtectionDonnees => Some(Droit::lecture(portee, rubriques, &[])),
        _ => None,
    }
}

const fn recherche(profil: Profil) -> Option<Droit> {
    match profil {
        Profil::Referent => Some(Droit::lecture(Portee::Accompagnement, RUBRIQUES_LIGNE, &[])),
        Profil::GestionnaireCtsa => Some(Droit::lecture(Portee::Territoire, RUBRIQUES_LIGNE, &[])),
        Profil::ConseillerPoleEmploi => Some(Droit::lecture(Portee::DroitsEnCours, &[Identite, Rsa], &[])),
        // To tell a person who consulted their dossier, it must be found first.
        Profil::DelegueProtectionDonnees => Some(Droit::lecture(Portee::Departement, &[Identite], &[])),
        Profil::GestionnaireHabilitations | Profil::ReferentSolis | Profil::Administrateur => None,
    }
}

/// Everybody, about oneself; the foyers are named to those who still reach them.
const fn mes_consultations(profil: Profil) -> Option<Droit> {
    match profil {
        Profil::Referent | Profil::ConseillerPoleEmploi | Profil::GestionnaireCtsa => recherche(profil),
        _ => Some(POUR_SOI),
    }
}

/// « Qui a consulté ce dossier »: any dossier, none of its rubriques.
const fn traces_dossier(profil: Profil) -> Option<Droit> {
    match profil {
        Profil::DelegueProtectionDonnees => Some(Droit::lecture(Portee::Departement, &[], &[])),
        _ => None,
    }
}

const fn dossier(profil: Profil) -> Option<Droit> {
    match profil {
        Profil::Referent => {
            Some(Droit::lecture(Portee::Accompagnement, RUBRIQUES_REFERENT, RUBRIQUES_REFERENT_CONVENTION))
        }
        Profil::ConseillerPoleEmploi => {
            Some(Droit::lecture(Portee::DroitsEnCours, RUBRIQUES_POLE_EMPLOI, &[]))
        }
        Profil::GestionnaireCtsa => Some(Droit::lecture(Portee::Territoire, RUBRIQUES_CTSA, &[])),
        Profil::DelegueProtectionDonnees => delegue(profil, Portee::Demande, Rubrique::TOUS),
        Profil::GestionnaireHabilitations | Profil::ReferentSolis | Profil::Administrateur => None,
    }
}

const fn nir(profil: Profil) -> Option<Droit> {
    match profil {
        Profil::Referent => Some(Droit::lecture(Portee::Accompagnement, &[Identite], &[])),
        Profil::GestionnaireCtsa => Some(Droit::lecture(Portee::Territoire, &[Identite], &[])),
        Profil::ConseillerPoleEmploi
        | Profil::GestionnaireHabilitations
        | Profil::ReferentSolis
        | Profil::DelegueProtectionDonnees
        | Profil::Administrateur => None,
    }
}

const fn saisie(profil: Profil, rubriques: &'static [Rubrique]) -> Option<Droit> {
    match profil {
        Profil::Referent => Some(Droit::ecriture(Portee::Accompagnement, rubriques)),
        Profil::ConseillerPoleEmploi
        | Profil::GestionnaireCtsa
        | Profil::GestionnaireHabilitations
        | Profil::ReferentSolis
        | Profil::DelegueProtectionDonnees
        | Profil::Administrateur => None,
    }
}

const fn decision(profil: Profil) -> Option<Droit> {
    match profil {
        Profil::GestionnaireCtsa => Some(Droit::ecriture(Portee::Territoire, RUBRIQUES_CER)),
        Profil::Referent
        | Profil::ConseillerPoleEmploi
        | Profil::GestionnaireHabilitations
        | Profil::ReferentSolis
        | Profil::DelegueProtectionDonnees
        | Profil::Administrateur => None,
    }
}

/// Acts of the running of the product, which bear on no foyer: granted to some profils.
const fn reserve(accorde: bool) -> Option<Droit> {
    if accorde { Some(POUR_SOI) } else { None }
}

/// Acts on agents: a manager those of their own organisation, the user referent all.
const fn agents(profil: Profil) -> Option<Droit> {
    match profil {
        Profil::GestionnaireHabilitations => Some(Droit::lecture(Portee::Organisation, &[], &[])),
        Profil::ReferentSolis => Some(Droit::lecture(Portee::Organisations, &[], &[])),
        Profil::Referent
        | Profil::ConseillerPoleEmploi
        | Profil::GestionnaireCtsa
        | Profil::DelegueProtectionDonnees
        | Profil::Administrateur => None,
    }
}
