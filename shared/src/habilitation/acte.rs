//! What one does, a line each: its code and words, what it shows of a file, and the right that each
//! profil has to it. Read by the server, the menus of the app, the tests and the documentation.
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

/// An act that bears on nobody but the agent, or on no foyer at all.
pub(super) const SOI: Droit = sur(Aucune);
const REFERENT: Droit =
    Droit { si_convention: REFERENT_CONVENTION, ..lit(Accompagnement, REFERENT_D_OFFICE) };

const REFERENT_D_OFFICE: &[Rubrique] = &[Identite, Famille, Adresse, Droits, Rsa, Parcours];
const REFERENT_CONVENTION: &[Rubrique] = &[Ressources, TravailleurIndependant, Indus, Sanctions, Derogations];
const POLE_EMPLOI: &[Rubrique] = &[Identite, Rsa, Parcours, Sanctions, Derogations, TravailleurIndependant];
const TOUTES: &[Rubrique] = Rubrique::TOUS;
const SUIVI: &[Rubrique] = &[Identite, Parcours];
/// A contract says where its party lives.
const CER: &[Rubrique] = &[Identite, Adresse, Parcours];
/// Lines of a search and of recent views: who, where, and whether the right is open.
const LIGNE: &[Rubrique] = &[Identite, Adresse, Rsa];
const PRESENCE: &[Rubrique] = &[Identite, Rsa];
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
    ($($(#[$doc:meta])* $acte:ident = $code:tt, $libelle:tt, $vue:ident {
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
    SeConnecter = "se_connecter", "Connexion", Aucune { _ => SOI }
    SeDeconnecter = "se_deconnecter", "Déconnexion", Aucune { _ => SOI }
    ConsulterSession = "consulter_session", "Lecture de sa session", Aucune { _ => SOI }
    ProlongerSession = "prolonger_session", "Prolongation de la session", Aucune { _ => SOI }
    ChangerProfil = "changer_profil", "Changement de profil", Aucune { _ => SOI }
    PresenterSecondFacteur = "presenter_second_facteur", "Présentation du second facteur", Aucune { _ => SOI }
    InstallerSecondFacteur = "installer_second_facteur", "Installation du second facteur", Aucune { _ => SOI }
    RetirerSecondFacteur = "retirer_second_facteur", "Retrait du second facteur", Aucune { _ => SOI }
    ConsulterCompte = "consulter_compte", "Consultation de son compte", Aucune { _ => SOI }
    LireAvis = "lire_avis", "Lecture d’un avis sur ses propres accès", Aucune { _ => SOI }
    FermerSessions = "fermer_sessions", "Fermeture de ses sessions à distance", Aucune { _ => SOI }
    GererClesAcces = "gerer_cles_acces", "Gestion de ses clés d’accès", Aucune { _ => SOI }
    ConsulterComptes = "consulter_comptes", "Consultation des comptes", Aucune { GestionnaireHabilitations | ReferentSolis => SOI, }
    RemettreCode = "remettre_code", "Remise d’un code de connexion", Aucune { GestionnaireHabilitations | ReferentSolis => SOI, }
    DeclarerPerte = "declarer_perte", "Identifiants déclarés perdus, second facteur compris", Aucune {
        GestionnaireHabilitations | ReferentSolis => SOI,
    }
    ChangerMotDePasse = "changer_mot_de_passe", "Changement de mot de passe", Aucune { _ => SOI }
    SignerEngagement = "signer_engagement", "Signature de l’engagement et de la charte", Aucune { _ => SOI }
    ConsulterAccueil = "consulter_accueil", "Accueil", Liste {
        Referent => lit(Accompagnement, ACCUEIL), GestionnaireCtsa => lit(Territoire, ACCUEIL),
        ConseillerPoleEmploi => lit(DroitsEnCours, PRESENCE), _ => SOI
    }
    ConsulterFile = "consulter_file", "Consultation d’une liste de travail", Liste {
        Referent => lit(Accompagnement, SUIVI), GestionnaireCtsa => lit(Territoire, SUIVI),
    }
    ConsulterEquipe = "consulter_equipe", "Consultation de son équipe", Aucune { Referent => SOI, }
    ConsulterMesConsultations = "consulter_mes_consultations", "Mes consultations", Liste {
        Referent => lit(Accompagnement, LIGNE), GestionnaireCtsa => lit(Territoire, LIGNE),
        ConseillerPoleEmploi => lit(DroitsEnCours, PRESENCE), _ => SOI
    }
    Rechercher = "rechercher", "Recherche", Liste {
        Referent => lit(Accompagnement, LIGNE), GestionnaireCtsa => lit(Territoire, LIGNE),
        ConseillerPoleEmploi => lit(DroitsEnCours, PRESENCE),
        DelegueProtectionDonnees => lit(Departement, &[Identite]),
    }
    ConsulterDossier = "consulter_dossier", "Consultation d’un dossier", Dossier {
        Referent => REFERENT, GestionnaireCtsa => lit(Territoire, TOUTES),
        ConseillerPoleEmploi => lit(DroitsEnCours, POLE_EMPLOI), DelegueProtectionDonnees => lit(Demande, TOUTES),
    }
    RevelerNir = "reveler_nir", "Affichage d’un NIR complet", Dossier {
        Referent => lit(Accompagnement, &[Identite]), GestionnaireCtsa => lit(Territoire, &[Identite]),
    }
    ConsulterCer = "consulter_cer", "Consultation d’un CER", Dossier {
        Referent => lit(Accompagnement, CER), GestionnaireCtsa => lit(Territoire, CER),
        DelegueProtectionDonnees => lit(Demande, SUIVI),
    }
    PreparerCer = "preparer_cer", "Ouverture d’un nouveau CER", Dossier { Referent => ecrit(Accompagnement, CER), }
    CreerCer = "creer_cer", "Début du brouillon d’un CER", Suite { Referent => ecrit(Accompagnement, CER), }
    SaisirCer = "saisir_cer", "Saisie d’un CER", Suite { Referent => ecrit(Accompagnement, CER), }
    CorrigerCer = "corriger_cer", "Correction d’un CER dans un nouveau brouillon", Dossier { Referent => ecrit(Accompagnement, CER), }
    DeciderCer = "decider_cer", "Décision sur un CER", Suite { GestionnaireCtsa => ecrit(Territoire, CER), }
    ConsulterRendezVous = "consulter_rendez_vous", "Consultation d’un rendez-vous", Dossier {
        Referent => lit(Accompagnement, SUIVI), GestionnaireCtsa => lit(Territoire, SUIVI),
        DelegueProtectionDonnees => lit(Demande, SUIVI),
    }
    PreparerRendezVous = "preparer_rendez_vous", "Ouverture d’un nouveau rendez-vous", Dossier { Referent => ecrit(Accompagnement, SUIVI), }
    SaisirRendezVous = "saisir_rendez_vous", "Saisie d’un rendez-vous", Suite { Referent => ecrit(Accompagnement, SUIVI), }
    ConsulterOrganisations = "consulter_organisations", "Liste des organisations et de leurs conventions", Aucune { ReferentSolis => SOI, }
    ConsulterOrganisation = "consulter_organisation", "Consultation d’une organisation", Aucune { ReferentSolis => SOI, }
    GererOrganisation = "gerer_organisation", "Création ou réglage d’une organisation", Aucune { ReferentSolis => SOI, }
    SaisirConvention = "saisir_convention", "Saisie d’une convention, d’un avenant ou d’une dénonciation", Aucune { ReferentSolis => SOI, }
    ConsulterAgent = "consulter_agent", "Consultation d’un agent et de ses accès", Aucune { ReferentSolis => SOI, }
    Superviser = "superviser", "Suspension, rétablissement ou retrait d’un accès", Aucune { ReferentSolis => SOI, }
    ConsulterImports = "consulter_imports", "Consultation des imports de flux", Aucune { Administrateur => SOI, }
    /// A command of the operator, who has the machine: no profil may.
    ImporterFlux = "importer_flux", "Import d’un flux", Aucune {}
    /// Likewise.
    AnnulerFlux = "annuler_flux", "Annulation de l’import d’un flux", Aucune {}
    DonnerMotif = "donner_motif", "Motif d’une consultation sous surveillance", Aucune {
        Referent | ConseillerPoleEmploi | GestionnaireCtsa | DelegueProtectionDonnees => SOI,
    }
    ConsulterAlertes = "consulter_alertes", "Consultation des alertes de curiosité", Aucune { DelegueProtectionDonnees => SOI, }
    TraiterAlerte = "traiter_alerte", "Traitement d’une alerte de curiosité", Aucune { DelegueProtectionDonnees => SOI, }
    SurveillerAgent = "surveiller_agent", "Mise sous surveillance d’un agent, ou sa levée", Aucune { DelegueProtectionDonnees => SOI, }
    ConsulterTraces = "consulter_traces", "Consultation des traces", Aucune { GestionnaireHabilitations | DelegueProtectionDonnees => SOI, }
    /// Any dossier, none of its rubriques.
    ConsulterTracesDossier = "consulter_traces_dossier", "Extrait « qui a consulté ce dossier »", Aucune {
        DelegueProtectionDonnees => lit(Departement, &[]),
    }
    ExporterTraces = "exporter_traces", "Export de traces", Aucune { DelegueProtectionDonnees => SOI, }
    ConsulterEtatJournal = "consulter_etat_journal", "Vérification du journal", Aucune { DelegueProtectionDonnees => SOI, }
    ConsulterStatistiques = "consulter_statistiques", "Consultation des statistiques", Aucune {
        GestionnaireHabilitations | ReferentSolis | DelegueProtectionDonnees => SOI,
    }
    PurgerTraces = "purger_traces", "Purge des traces anciennes", Aucune {}
    CreerPremierCompte = "creer_premier_compte", "Création du premier compte", Aucune {}
    PurgerHabilitations = "purger_habilitations", "Purge des habilitations anciennes", Aucune {}
    /// Done by the product itself, on its day.
    OuvrirRevue = "ouvrir_revue", "Ouverture d’une revue annuelle des habilitations", Aucune {}
    ConsulterRevue = "consulter_revue", "Consultation d’une revue des habilitations", Aucune { GestionnaireHabilitations | ReferentSolis => SOI, }
    DeciderRevue = "decider_revue", "Décision dans une revue des habilitations", Aucune { GestionnaireHabilitations | ReferentSolis => SOI, }
    ScellerRevue = "sceller_revue", "Scellement d’une revue des habilitations", Aucune { GestionnaireHabilitations | ReferentSolis => SOI, }
    ExporterRevue = "exporter_revue", "Export d’une revue des habilitations", Aucune { GestionnaireHabilitations | ReferentSolis => SOI, }
    ConsulterNotice = "consulter_notice", "Notice d’information des personnes concernées", Aucune { _ => SOI }
    ConsulterDemandes = "consulter_demandes", "Liste des demandes des personnes concernées", Liste {
        DelegueProtectionDonnees => lit(Aucune, &[Identite]),
    }
    ConsulterDemande = "consulter_demande", "Consultation d’une demande d’une personne concernée", Dossier {
        DelegueProtectionDonnees => lit(Aucune, &[Identite]),
    }
    EnregistrerDemande = "enregistrer_demande", "Enregistrement d’une demande d’une personne concernée", Suite {
        DelegueProtectionDonnees => lit(Departement, &[Identite]),
    }
    TraiterDemande = "traiter_demande", "Traitement d’une demande d’une personne concernée", Suite {
        DelegueProtectionDonnees => lit(Aucune, &[Identite]),
    }
    RectifierDonnee = "rectifier_donnee", "Rectification à la demande de la personne", Suite { DelegueProtectionDonnees => lit(Demande, SUIVI), }
    ProduireExtrait = "produire_extrait", "Extrait d’accès remis à la personne", Dossier { DelegueProtectionDonnees => lit(Demande, TOUTES), }
    ConsulterHabilitations = "consulter_habilitations", "Consultation des habilitations", Aucune {
        GestionnaireHabilitations => sur(Organisation), ReferentSolis => sur(Organisations),
    }
    DemanderHabilitation = "demander_habilitation", "Demande d’habilitation", Aucune {
        GestionnaireHabilitations => sur(Organisation), ReferentSolis => sur(Organisations),
    }
    GererHabilitation = "gerer_habilitation", "Suivi d’une habilitation", Aucune {
        GestionnaireHabilitations => sur(Organisation), ReferentSolis => sur(Organisations),
    }
    GererFormations = "gerer_formations", "Gestion des formations", Aucune { ReferentSolis => sur(Organisations), }
    NommerGestionnaire = "nommer_gestionnaire", "Désignation d’un gestionnaire principal", Aucune { ReferentSolis => sur(Organisations), }
    ReglerAlertes = "regler_alertes", "Réglage de la détection de curiosité", Aucune { DelegueProtectionDonnees => SOI, }
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
