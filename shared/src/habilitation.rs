//! Who may do what. One table, read by the server, by the menus of the app, by the
//! tests and by the documentation. Source: conventions of 2016, art. 2 to 4; charter.

use serde::{Deserialize, Serialize};

use crate::liste::liste_fermee;

mod demande;
pub mod engagement;
mod entrave;
mod etat;
pub mod fiche;
mod formation;
mod libelle;
mod ouverture;
mod pas;
mod preuves;
mod profil;
mod retrait;
mod table;
#[cfg(test)]
mod tests;
mod vue;

pub use demande::{Demande, SaisieHabilitation};
pub use entrave::{Entrave, Situation};
pub use etat::{
    ActeurHabilitation, EtatHabilitation, GesteHabilitation, RaisonFin, gestes_possibles, transition,
};
pub use formation::{Formation, SaisieFormation};
pub use libelle::{LONGUEUR_LIBELLE, Libelle};
pub use ouverture::{Ouverture, ouverture};
pub use pas::{ContextePas, LONGUEUR_MOTIF, PasLu, SaisiePas, SaisieSignature};
pub use preuves::{Pas, Preuves, Signature};
pub use profil::{PageAccueil, Profil, SorteOrganisation, Traits, Tutelle};
pub use retrait::Retrait;
pub use table::allows;
pub use vue::Vue;

liste_fermee! {
    /// A family of data that a convention opens to consultation (conventions 2016, art. 2).
    Rubrique {
        Identite = "identite", "Identité";
        Famille = "famille", "Famille";
        Adresse = "adresse", "Adresse";
        Droits = "droits", "Droits";
        Rsa = "rsa", "rSa";
        Ressources = "ressources", "Ressources";
        Parcours = "parcours", "Parcours";
        TravailleurIndependant = "travailleur_independant", "Travailleur indépendant";
        Indus = "indus", "Indus";
        Sanctions = "sanctions", "Sanctions";
        Derogations = "derogations", "Dérogations";
    }
}

liste_fermee! {
    /// What one does. Each is a line of the rule table and a kind of event of the journal.
    Acte {
        SeConnecter = "se_connecter", "Connexion";
        SeDeconnecter = "se_deconnecter", "Déconnexion";
        ConsulterSession = "consulter_session", "Lecture de sa session";
        ProlongerSession = "prolonger_session", "Prolongation de la session";
        ChangerProfil = "changer_profil", "Changement de profil";
        PresenterSecondFacteur = "presenter_second_facteur", "Présentation du second facteur";
        InstallerSecondFacteur = "installer_second_facteur", "Installation du second facteur";
        RetirerSecondFacteur = "retirer_second_facteur", "Retrait du second facteur";
        ConsulterCompte = "consulter_compte", "Consultation de son compte";
        LireAvis = "lire_avis", "Lecture d’un avis sur ses propres accès";
        FermerSessions = "fermer_sessions", "Fermeture de ses sessions à distance";
        GererClesAcces = "gerer_cles_acces", "Gestion de ses clés d’accès";
        ConsulterComptes = "consulter_comptes", "Consultation des comptes";
        RemettreCode = "remettre_code", "Remise d’un code de connexion";
        DeclarerPerte = "declarer_perte", "Identifiants déclarés perdus, second facteur compris";
        ChangerMotDePasse = "changer_mot_de_passe", "Changement de mot de passe";
        SignerEngagement = "signer_engagement", "Signature de l’engagement et de la charte";
        ConsulterAccueil = "consulter_accueil", "Accueil";
        ConsulterFile = "consulter_file", "Consultation d’une liste de travail";
        ConsulterEquipe = "consulter_equipe", "Consultation de son équipe";
        ConsulterMesConsultations = "consulter_mes_consultations", "Mes consultations";
        Rechercher = "rechercher", "Recherche";
        ConsulterDossier = "consulter_dossier", "Consultation d’un dossier";
        RevelerNir = "reveler_nir", "Affichage d’un NIR complet";
        ConsulterCer = "consulter_cer", "Consultation d’un CER";
        PreparerCer = "preparer_cer", "Ouverture d’un nouveau CER";
        CreerCer = "creer_cer", "Début du brouillon d’un CER";
        SaisirCer = "saisir_cer", "Saisie d’un CER";
        CorrigerCer = "corriger_cer", "Correction d’un CER dans un nouveau brouillon";
        DeciderCer = "decider_cer", "Décision sur un CER";
        ConsulterRendezVous = "consulter_rendez_vous", "Consultation d’un rendez-vous";
        PreparerRendezVous = "preparer_rendez_vous", "Ouverture d’un nouveau rendez-vous";
        SaisirRendezVous = "saisir_rendez_vous", "Saisie d’un rendez-vous";
        ConsulterOrganisations = "consulter_organisations", "Liste des organisations et de leurs conventions";
        ConsulterOrganisation = "consulter_organisation", "Consultation d’une organisation";
        GererOrganisation = "gerer_organisation", "Création ou réglage d’une organisation";
        SaisirConvention = "saisir_convention", "Saisie d’une convention, d’un avenant ou d’une dénonciation";
        ConsulterAgent = "consulter_agent", "Consultation d’un agent et de ses accès";
        Superviser = "superviser", "Suspension, rétablissement ou retrait d’un accès";
        ConsulterImports = "consulter_imports", "Consultation des imports de flux";
        /// A command of the operator, who has the machine: no profil may.
        ImporterFlux = "importer_flux", "Import d’un flux";
        /// Likewise.
        AnnulerFlux = "annuler_flux", "Annulation de l’import d’un flux";
        DonnerMotif = "donner_motif", "Motif d’une consultation sous surveillance";
        ConsulterAlertes = "consulter_alertes", "Consultation des alertes de curiosité";
        TraiterAlerte = "traiter_alerte", "Traitement d’une alerte de curiosité";
        SurveillerAgent = "surveiller_agent", "Mise sous surveillance d’un agent, ou sa levée";
        ConsulterTraces = "consulter_traces", "Consultation des traces";
        ConsulterTracesDossier = "consulter_traces_dossier", "Extrait « qui a consulté ce dossier »";
        ExporterTraces = "exporter_traces", "Export de traces";
        ConsulterEtatJournal = "consulter_etat_journal", "Vérification du journal";
        ConsulterStatistiques = "consulter_statistiques", "Consultation des statistiques";
        PurgerTraces = "purger_traces", "Purge des traces anciennes";
        CreerPremierCompte = "creer_premier_compte", "Création du premier compte";
        PurgerHabilitations = "purger_habilitations", "Purge des habilitations anciennes";
        /// Done by the product itself, on its day.
        OuvrirRevue = "ouvrir_revue", "Ouverture d’une revue annuelle des habilitations";
        ConsulterRevue = "consulter_revue", "Consultation d’une revue des habilitations";
        DeciderRevue = "decider_revue", "Décision dans une revue des habilitations";
        ScellerRevue = "sceller_revue", "Scellement d’une revue des habilitations";
        ExporterRevue = "exporter_revue", "Export d’une revue des habilitations";
        ConsulterNotice = "consulter_notice", "Notice d’information des personnes concernées";
        ConsulterDemandes = "consulter_demandes", "Liste des demandes des personnes concernées";
        ConsulterDemande = "consulter_demande", "Consultation d’une demande d’une personne concernée";
        EnregistrerDemande = "enregistrer_demande", "Enregistrement d’une demande d’une personne concernée";
        TraiterDemande = "traiter_demande", "Traitement d’une demande d’une personne concernée";
        RectifierDonnee = "rectifier_donnee", "Rectification à la demande de la personne";
        ProduireExtrait = "produire_extrait", "Extrait d’accès remis à la personne";
        ConsulterHabilitations = "consulter_habilitations", "Consultation des habilitations";
        DemanderHabilitation = "demander_habilitation", "Demande d’habilitation";
        GererHabilitation = "gerer_habilitation", "Suivi d’une habilitation";
        GererFormations = "gerer_formations", "Gestion des formations";
        NommerGestionnaire = "nommer_gestionnaire", "Désignation d’un gestionnaire principal";
        ReglerAlertes = "regler_alertes", "Réglage de la détection de curiosité";
    }
}

/// Which foyers a profil reaches; the server turns it into a SQL predicate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Portee {
    /// Foyers of which an adult is currently oriented to the agent's structure.
    Accompagnement,
    /// Foyers that live in the communes of the agent's CTSA.
    Territoire,
    /// Foyers of the whole département whose right is current.
    DroitsEnCours,
    /// Every foyer of the département, to account for what was done with its data.
    Departement,
    /// Persons who made a request about their own data that is not answered yet, and
    /// whose identity is verified (RGPD art. 12 to 16): never anybody else.
    Demande,
    /// No foyer: the agents of one's own organisation.
    Organisation,
    /// No foyer: the agents of every organisation.
    Organisations,
    /// No foyer at all: the act bears on nobody but the agent.
    Aucune,
}

crate::nominatif_simple!(Portee);

/// What the table grants for one act under one profil.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Droit {
    pub portee: Portee,
    /// Rubriques that may be answered whatever the convention says.
    pub rubriques: &'static [Rubrique],
    /// Rubriques answered only when the convention of the organisation opens them.
    pub si_convention: &'static [Rubrique],
    /// The act writes: the convention must allow entry.
    pub saisie: bool,
}

impl Droit {
    const fn lecture(
        portee: Portee,
        rubriques: &'static [Rubrique],
        si_convention: &'static [Rubrique],
    ) -> Self {
        Self { portee, rubriques, si_convention, saisie: false }
    }

    const fn ecriture(portee: Portee, rubriques: &'static [Rubrique]) -> Self {
        Self { portee, rubriques, si_convention: &[], saisie: true }
    }

    /// The rubriques answered under a convention that opens `ouvertes`, in screen order.
    pub fn rubriques_sous(&self, ouvertes: &[Rubrique]) -> Vec<Rubrique> {
        Rubrique::TOUS
            .iter()
            .copied()
            .filter(|r| {
                self.rubriques.contains(r) || (self.si_convention.contains(r) && ouvertes.contains(r))
            })
            .collect()
    }
}
