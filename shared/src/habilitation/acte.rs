//! What one does, a line each: its code and words, what it shows of a file, how much it reads, and the
//! right that each profil has to it. Read by the server, the menus of the app, the tests and the documentation.
//! Source: conventions of 2016, art. 2 to 4; charter.

use super::Portee::{
    Accompagnement, Aucune, Demande, Departement, DroitsEnCours, Organisation, Organisations, Territoire,
};
use super::Rubrique::{
    self, Adresse, Derogations, Droits, Famille, Identite, Indus, Parcours, Ressources, Rsa, Sanctions,
    TravailleurIndependant,
};
use super::{Droit, Portee, Profil};
use crate::liste::liste_fermee;

/// What leaves with the answer of an act. The guard asks an agent under watch for a reason before
/// each view; the detection of curiosity counts them.
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

/// How much an act reads. Many rows at once have readers of their own, few, so that a file opens
/// however many lists are asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ampleur {
    /// A file, found by its number; a write; the session itself.
    Fiche,
    /// A list, a count, a search, an export.
    Ensemble,
}

/// An act that bears on nobody but the agent, or on no foyer at all.
const SOI: Droit = sur(Aucune);
const REFERENT: Droit =
    Droit { si_convention: REFERENT_CONVENTION, ..lit(Accompagnement, REFERENT_D_OFFICE) };

const REFERENT_D_OFFICE: &[Rubrique] = &[Identite, Famille, Adresse, Droits, Rsa, Parcours];
const REFERENT_CONVENTION: &[Rubrique] = &[Ressources, TravailleurIndependant, Indus, Sanctions, Derogations];
/// Pôle emploi reads what its convention opens, among the families of data of article 2 of the conventions:
/// never an address nor resources, which only the service of the MSA has (RSACG, art. 3).
const POLE_EMPLOI: Droit = Droit { si_convention: POLE_EMPLOI_CONVENTION, ..lit(DroitsEnCours, &[Identite]) };
const POLE_EMPLOI_CONVENTION: &[Rubrique] =
    &[Famille, Droits, Rsa, Parcours, TravailleurIndependant, Indus, Sanctions, Derogations];
const TOUTES: &[Rubrique] = Rubrique::TOUS;
const SUIVI: &[Rubrique] = &[Identite, Parcours];
/// A contract says where its party lives.
const CER: &[Rubrique] = &[Identite, Adresse, Parcours];
/// Who is accompanied, where, by whom: to hand the persons of one référent over to colleagues.
const PORTEFEUILLE: &[Rubrique] = &[Identite, Adresse, Parcours];
/// What is asked of the Département about the right is told beside these.
const INSTRUCTION: &[Rubrique] = &[Identite, TravailleurIndependant, Indus, Derogations];
/// Lines of a search and of recent views: who, where, and whether the right is open.
const LIGNE: &[Rubrique] = &[Identite, Adresse, Rsa];
/// Lines of Pôle emploi: who, and whether the right is open where its convention says so.
const PRESENCE: Droit = Droit { si_convention: &[Rsa], ..lit(DroitsEnCours, &[Identite]) };
const ACCUEIL: &[Rubrique] = &[Identite, Adresse, Rsa, Parcours];

const fn lit(portee: Portee, rubriques: &'static [Rubrique]) -> Droit {
    Droit { portee, rubriques, si_convention: &[], saisie: false }
}

const fn ecrit(portee: Portee, rubriques: &'static [Rubrique]) -> Droit {
    Droit { saisie: true, ..lit(portee, rubriques) }
}

/// On agents, or on no foyer.
const fn sur(portee: Portee) -> Droit {
    lit(portee, &[])
}

macro_rules! actes {
    ($($(#[$doc:meta])* $acte:ident = $code:tt, $libelle:tt, $vue:ident, $ampleur:ident {
        $($($profil:ident)|+ => $droit:expr,)* $(_ => $autres:expr)?
    })+) => {
        liste_fermee! {
            /// What one does. Each is a line of the rule table and a kind of event of the journal.
            Acte { $($(#[$doc])* $acte = $code, $libelle;)+ }
        }

        impl Acte {
            pub const fn vue(self) -> Vue {
                match self { $(Self::$acte => Vue::$vue,)+ }
            }

            pub const fn ampleur(self) -> Ampleur {
                match self { $(Self::$acte => Ampleur::$ampleur,)+ }
            }
        }

        /// The rule table: `None` refuses, and so does a line that does not name the profil.
        pub const fn allows(profil: Profil, acte: Acte) -> Option<Droit> {
            match acte {
                $(Acte::$acte => match profil {
                    $($(Profil::$profil)|+ => Some($droit),)*
                    _ => <[Droit]>::first(&[$($autres)?]).copied(),
                },)+
            }
        }
    };
}

actes! {
    SeConnecter = "se_connecter", "Connexion", Aucune, Fiche { _ => SOI }
    SeDeconnecter = "se_deconnecter", "Déconnexion", Aucune, Fiche { _ => SOI }
    ConsulterSession = "consulter_session", "Lecture de sa session", Aucune, Fiche { _ => SOI }
    ProlongerSession = "prolonger_session", "Prolongation de la session", Aucune, Fiche { _ => SOI }
    ChangerProfil = "changer_profil", "Changement de profil", Aucune, Fiche { _ => SOI }
    PresenterSecondFacteur = "presenter_second_facteur", "Présentation du second facteur", Aucune, Fiche { _ => SOI }
    InstallerSecondFacteur = "installer_second_facteur", "Installation du second facteur", Aucune, Fiche { _ => SOI }
    RetirerSecondFacteur = "retirer_second_facteur", "Retrait du second facteur", Aucune, Fiche { _ => SOI }
    ConsulterCompte = "consulter_compte", "Consultation de son compte", Aucune, Fiche { _ => SOI }
    LireAvis = "lire_avis", "Lecture d’un avis sur ses propres accès", Aucune, Fiche { _ => SOI }
    FermerSessions = "fermer_sessions", "Fermeture de ses sessions à distance", Aucune, Fiche { _ => SOI }
    GererClesAcces = "gerer_cles_acces", "Gestion de ses clés d’accès", Aucune, Fiche { _ => SOI }
    ConsulterComptes = "consulter_comptes", "Consultation des comptes", Aucune, Ensemble { GestionnaireHabilitations | ReferentSolis => SOI, }
    RemettreCode = "remettre_code", "Remise d’un code de connexion", Aucune, Fiche { GestionnaireHabilitations | ReferentSolis => SOI, }
    DeclarerPerte = "declarer_perte", "Identifiants déclarés perdus, second facteur compris", Aucune, Fiche {
        GestionnaireHabilitations | ReferentSolis => SOI,
    }
    ChangerMotDePasse = "changer_mot_de_passe", "Changement de mot de passe", Aucune, Fiche { _ => SOI }
    SignerEngagement = "signer_engagement", "Signature de l’engagement et de la charte", Aucune, Fiche { _ => SOI }
    ConsulterAccueil = "consulter_accueil", "Accueil", Liste, Fiche {
        Referent => lit(Accompagnement, ACCUEIL), GestionnaireCtsa => lit(Territoire, ACCUEIL),
        ConseillerPoleEmploi => PRESENCE,
        // Counts only: who has no référent in the structure.
        GestionnaireHabilitations => lit(Accompagnement, &[]), _ => SOI
    }
    ConsulterFile = "consulter_file", "Consultation d’une liste de travail", Liste, Ensemble {
        Referent | GestionnaireHabilitations => lit(Accompagnement, SUIVI), GestionnaireCtsa => lit(Territoire, SUIVI),
    }
    ConsulterEquipe = "consulter_equipe", "Consultation de son équipe", Aucune, Ensemble { Referent => SOI, }
    ConsulterMesConsultations = "consulter_mes_consultations", "Mes consultations", Liste, Ensemble {
        Referent => lit(Accompagnement, LIGNE), GestionnaireCtsa => lit(Territoire, LIGNE),
        ConseillerPoleEmploi => PRESENCE, _ => SOI
    }
    Rechercher = "rechercher", "Recherche", Liste, Ensemble {
        Referent => lit(Accompagnement, LIGNE), GestionnaireCtsa => lit(Territoire, LIGNE),
        ConseillerPoleEmploi => PRESENCE,
        DelegueProtectionDonnees => lit(Departement, &[Identite]),
    }
    ConsulterDossier = "consulter_dossier", "Consultation d’un dossier", Dossier, Fiche {
        Referent => REFERENT, GestionnaireCtsa => lit(Territoire, TOUTES),
        ConseillerPoleEmploi => POLE_EMPLOI, DelegueProtectionDonnees => lit(Demande, TOUTES),
    }
    RevelerNir = "reveler_nir", "Affichage d’un NIR complet", Dossier, Fiche {
        Referent => lit(Accompagnement, &[Identite]), GestionnaireCtsa => lit(Territoire, &[Identite]),
    }
    ConsulterCer = "consulter_cer", "Consultation d’un CER", Dossier, Fiche {
        Referent => lit(Accompagnement, CER), GestionnaireCtsa => lit(Territoire, CER),
        DelegueProtectionDonnees => lit(Demande, SUIVI),
    }
    PreparerCer = "preparer_cer", "Ouverture d’un nouveau CER", Dossier, Fiche { Referent => ecrit(Accompagnement, CER), }
    CreerCer = "creer_cer", "Début du brouillon d’un CER", Suite, Fiche { Referent => ecrit(Accompagnement, CER), }
    SaisirCer = "saisir_cer", "Saisie d’un CER", Suite, Fiche { Referent => ecrit(Accompagnement, CER), }
    CorrigerCer = "corriger_cer", "Correction d’un CER dans un nouveau brouillon", Dossier, Fiche { Referent => ecrit(Accompagnement, CER), }
    DeciderCer = "decider_cer", "Décision sur un CER", Suite, Fiche { GestionnaireCtsa => ecrit(Territoire, CER), }
    ConsulterRendezVous = "consulter_rendez_vous", "Consultation d’un rendez-vous", Dossier, Fiche {
        Referent => lit(Accompagnement, SUIVI), GestionnaireCtsa => lit(Territoire, SUIVI),
        DelegueProtectionDonnees => lit(Demande, SUIVI),
    }
    PreparerRendezVous = "preparer_rendez_vous", "Ouverture d’un nouveau rendez-vous", Dossier, Fiche { Referent => ecrit(Accompagnement, SUIVI), }
    SaisirRendezVous = "saisir_rendez_vous", "Saisie d’un rendez-vous", Suite, Fiche { Referent => ecrit(Accompagnement, SUIVI), }
    ConsulterAOrienter = "consulter_a_orienter", "Liste des personnes à orienter", Liste, Ensemble { GestionnaireCtsa => lit(Territoire, &[Identite, Adresse, Parcours]), }
    ConsulterParcours = "consulter_parcours", "Consultation d’un parcours à décider", Dossier, Fiche {
        GestionnaireCtsa => lit(Territoire, SUIVI), GestionnaireHabilitations => lit(Accompagnement, SUIVI),
    }
    Orienter = "orienter", "Décision sur un parcours", Suite, Fiche { GestionnaireCtsa => ecrit(Territoire, SUIVI), }
    DesignerReferent = "designer_referent", "Désignation d’un référent unique", Suite, Fiche {
        GestionnaireCtsa => ecrit(Territoire, SUIVI), GestionnaireHabilitations => ecrit(Accompagnement, SUIVI),
    }
    /// By the manager of a structure, of its référents only.
    ConsulterPortefeuille = "consulter_portefeuille", "Consultation du portefeuille d’un référent", Liste, Ensemble {
        GestionnaireHabilitations => lit(Accompagnement, PORTEFEUILLE),
    }
    TransfererPortefeuille = "transferer_portefeuille", "Transmission du portefeuille d’un référent", Suite, Fiche {
        GestionnaireHabilitations => ecrit(Accompagnement, PORTEFEUILLE),
    }
    ConsulterReorientation = "consulter_reorientation", "Consultation d’une demande de réorientation", Dossier, Fiche { Referent => lit(Accompagnement, SUIVI), }
    DemanderReorientation = "demander_reorientation", "Demande de réorientation, son retrait ou la lecture de sa réponse", Suite, Fiche { Referent => ecrit(Accompagnement, SUIVI), }
    InstruireReorientation = "instruire_reorientation", "Instruction d’une demande de réorientation", Suite, Fiche { GestionnaireCtsa => ecrit(Territoire, SUIVI), }
    ConsulterConfies = "consulter_confies", "Liste des personnes confiées à une autre structure", Liste, Ensemble { Referent => lit(Accompagnement, &[Identite]), }
    ConsulterEcarts = "consulter_ecarts", "Liste des écarts avec France Travail", Liste, Ensemble { GestionnaireCtsa => lit(Territoire, SUIVI), }
    ConsulterEcartsPersonne = "consulter_ecarts_personne", "Consultation des écarts d’une personne avec France Travail", Dossier, Fiche { GestionnaireCtsa => lit(Territoire, SUIVI), }
    SuivreEcart = "suivre_ecart", "Mise de côté d’un écart avec France Travail, ou son retour", Suite, Fiche { GestionnaireCtsa => ecrit(Territoire, SUIVI), }
    ConsulterInstruction = "consulter_instruction", "Consultation d’une demande sur le droit", Dossier, Fiche { GestionnaireCtsa => lit(Territoire, INSTRUCTION), }
    Instruire = "instruire", "Instruction d’une demande sur le droit", Suite, Fiche { GestionnaireCtsa => ecrit(Territoire, INSTRUCTION), }
    /// By another agent than the one who instructs: the request itself says who.
    DeciderInstruction = "decider_instruction", "Décision sur une demande sur le droit", Suite, Fiche { GestionnaireCtsa => ecrit(Territoire, INSTRUCTION), }
    ConsulterRapprochements = "consulter_rapprochements", "Liste des personnes à rapprocher", Liste, Ensemble { GestionnaireCtsa => lit(Territoire, &[Identite]), }
    ConsulterRapprochement = "consulter_rapprochement", "Consultation de deux personnes à rapprocher", Dossier, Fiche { GestionnaireCtsa => lit(Territoire, SUIVI), }
    DeciderRapprochement = "decider_rapprochement", "Décision sur deux personnes à rapprocher, ou son annulation", Suite, Fiche { GestionnaireCtsa => ecrit(Territoire, SUIVI), }
    ConsulterOrganisations = "consulter_organisations", "Liste des organisations et de leurs conventions", Aucune, Ensemble { ReferentSolis => SOI, }
    ConsulterOrganisation = "consulter_organisation", "Consultation d’une organisation", Aucune, Fiche { ReferentSolis => SOI, }
    GererOrganisation = "gerer_organisation", "Création ou réglage d’une organisation", Aucune, Fiche { ReferentSolis => SOI, }
    SaisirConvention = "saisir_convention", "Saisie d’une convention, d’un avenant ou d’une dénonciation", Aucune, Fiche { ReferentSolis => SOI, }
    ConsulterTerritoires = "consulter_territoires", "Consultation des territoires des CTSA", Aucune, Ensemble { ReferentSolis => SOI, }
    ChangerTerritoires = "changer_territoires", "Changement du territoire d’une CTSA", Aucune, Fiche { ReferentSolis => SOI, }
    ConsulterAgent = "consulter_agent", "Consultation d’un agent et de ses accès", Aucune, Fiche { ReferentSolis => SOI, }
    Superviser = "superviser", "Suspension, rétablissement ou retrait d’un accès", Aucune, Fiche { ReferentSolis => SOI, }
    ConsulterImports = "consulter_imports", "Consultation des imports de flux", Aucune, Ensemble { Administrateur => SOI, }
    /// A command of the operator, who has the machine: no profil may.
    ImporterFlux = "importer_flux", "Import d’un flux", Aucune, Fiche {}
    /// Likewise.
    AnnulerFlux = "annuler_flux", "Annulation de l’import d’un flux", Aucune, Fiche {}
    /// Likewise.
    ImporterFranceTravail = "importer_france_travail", "Import d’un fichier de France Travail", Aucune, Fiche {}
    /// Likewise.
    ExporterFranceTravail = "exporter_france_travail", "Export des orientations vers France Travail", Aucune, Fiche {}
    /// Likewise.
    LireReponsesFranceTravail = "lire_reponses_france_travail", "Lecture des réponses de France Travail", Aucune, Fiche {}
    DonnerMotif = "donner_motif", "Motif d’une consultation sous surveillance", Aucune, Fiche {
        Referent | ConseillerPoleEmploi | GestionnaireCtsa | GestionnaireHabilitations | DelegueProtectionDonnees => SOI,
    }
    ConsulterAlertes = "consulter_alertes", "Consultation des alertes de curiosité", Aucune, Ensemble { DelegueProtectionDonnees => SOI, }
    TraiterAlerte = "traiter_alerte", "Traitement d’une alerte de curiosité", Aucune, Fiche { DelegueProtectionDonnees => SOI, }
    SurveillerAgent = "surveiller_agent", "Mise sous surveillance d’un agent, ou sa levée", Aucune, Fiche { DelegueProtectionDonnees => SOI, }
    ConsulterTraces = "consulter_traces", "Consultation des traces", Aucune, Ensemble { GestionnaireHabilitations | DelegueProtectionDonnees => SOI, }
    /// Any dossier, none of its rubriques.
    ConsulterTracesDossier = "consulter_traces_dossier", "Extrait « qui a consulté ce dossier »", Aucune, Ensemble {
        DelegueProtectionDonnees => lit(Departement, &[]),
    }
    ExporterTraces = "exporter_traces", "Export de traces", Aucune, Ensemble { DelegueProtectionDonnees => SOI, }
    ConsulterEtatJournal = "consulter_etat_journal", "Vérification du journal", Aucune, Ensemble { DelegueProtectionDonnees => SOI, }
    ConsulterStatistiques = "consulter_statistiques", "Consultation des statistiques", Aucune, Ensemble {
        GestionnaireHabilitations | ReferentSolis | DelegueProtectionDonnees => SOI,
    }
    PurgerTraces = "purger_traces", "Purge des traces anciennes", Aucune, Fiche {}
    CreerPremierCompte = "creer_premier_compte", "Création du premier compte", Aucune, Fiche {}
    PurgerHabilitations = "purger_habilitations", "Purge des habilitations anciennes", Aucune, Fiche {}
    /// Done by the product itself, on its day.
    OuvrirRevue = "ouvrir_revue", "Ouverture d’une revue annuelle des habilitations", Aucune, Fiche {}
    /// Likewise: the structure accompanies no more.
    CloreBrouillon = "clore_brouillon", "Clôture d’un brouillon de CER, l’accompagnement fini", Aucune, Fiche {}
    ConsulterRevue = "consulter_revue", "Consultation d’une revue des habilitations", Aucune, Ensemble { GestionnaireHabilitations | ReferentSolis => SOI, }
    DeciderRevue = "decider_revue", "Décision dans une revue des habilitations", Aucune, Fiche { GestionnaireHabilitations | ReferentSolis => SOI, }
    ScellerRevue = "sceller_revue", "Scellement d’une revue des habilitations", Aucune, Fiche { GestionnaireHabilitations | ReferentSolis => SOI, }
    ExporterRevue = "exporter_revue", "Export d’une revue des habilitations", Aucune, Ensemble { GestionnaireHabilitations | ReferentSolis => SOI, }
    ConsulterNotice = "consulter_notice", "Notice d’information des personnes concernées", Aucune, Fiche { _ => SOI }
    ConsulterDemandes = "consulter_demandes", "Liste des demandes des personnes concernées", Liste, Ensemble {
        DelegueProtectionDonnees => lit(Aucune, &[Identite]),
    }
    ConsulterDemande = "consulter_demande", "Consultation d’une demande d’une personne concernée", Dossier, Fiche {
        DelegueProtectionDonnees => lit(Aucune, &[Identite]),
    }
    EnregistrerDemande = "enregistrer_demande", "Enregistrement d’une demande d’une personne concernée", Suite, Fiche {
        DelegueProtectionDonnees => lit(Departement, &[Identite]),
    }
    TraiterDemande = "traiter_demande", "Traitement d’une demande d’une personne concernée", Suite, Fiche {
        DelegueProtectionDonnees => lit(Aucune, &[Identite]),
    }
    RectifierDonnee = "rectifier_donnee", "Rectification à la demande de la personne", Suite, Fiche { DelegueProtectionDonnees => lit(Demande, SUIVI), }
    ProduireExtrait = "produire_extrait", "Extrait d’accès remis à la personne", Dossier, Ensemble { DelegueProtectionDonnees => lit(Demande, TOUTES), }
    ConsulterHabilitations = "consulter_habilitations", "Consultation des habilitations", Aucune, Ensemble {
        GestionnaireHabilitations => sur(Organisation), ReferentSolis => sur(Organisations),
    }
    DemanderHabilitation = "demander_habilitation", "Demande d’habilitation", Aucune, Fiche {
        GestionnaireHabilitations => sur(Organisation), ReferentSolis => sur(Organisations),
    }
    GererHabilitation = "gerer_habilitation", "Suivi d’une habilitation", Aucune, Fiche {
        GestionnaireHabilitations => sur(Organisation), ReferentSolis => sur(Organisations),
    }
    GererFormations = "gerer_formations", "Gestion des formations", Aucune, Fiche { ReferentSolis => sur(Organisations), }
    NommerGestionnaire = "nommer_gestionnaire", "Désignation d’un gestionnaire principal", Aucune, Fiche { ReferentSolis => sur(Organisations), }
    ReglerAlertes = "regler_alertes", "Réglage de la détection de curiosité", Aucune, Fiche { DelegueProtectionDonnees => SOI, }
}

impl Acte {
    /// The acts for which an agent under watch gives a reason, each time.
    pub const fn ouvre_un_dossier(self) -> bool {
        matches!(self.vue(), Vue::Dossier)
    }

    /// Everybody may, about oneself: it says nothing of a profil. Unlike the notice, which is public.
    pub fn est_de_chacun(self) -> bool {
        self != Self::ConsulterNotice && Profil::TOUS.iter().all(|p| allows(*p, self) == Some(SOI))
    }
}
