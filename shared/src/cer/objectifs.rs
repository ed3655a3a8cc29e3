//! Objectives and engagements offered in a CER. Words of the trade, observable,
//! and without any health, family or judicial detail in them. Codes are stored:
//! never change one, only add.

use super::liste::{Engagement, Objectif, Theme};

const fn objectif(theme: Theme, code: &'static str, libelle: &'static str) -> Objectif {
    Objectif { code, libelle, theme, courant: false }
}

const fn courant(theme: Theme, code: &'static str, libelle: &'static str) -> Objectif {
    Objectif { code, libelle, theme, courant: true }
}

const fn engagement(code: &'static str, libelle: &'static str) -> Engagement {
    Engagement { code, libelle }
}

/// By theme, the most used first.
pub(super) static OBJECTIFS: &[Objectif] = &[
    courant(Theme::Emploi, "emploi_recherche", "Rechercher activement un emploi"),
    courant(Theme::Emploi, "emploi_projet", "Définir ou confirmer un projet professionnel"),
    objectif(
        Theme::Emploi,
        "emploi_outils",
        "Préparer les outils de candidature (curriculum vitae, lettre, entretien)",
    ),
    objectif(Theme::Emploi, "emploi_iae", "Accéder à un emploi dans une structure d'insertion"),
    objectif(Theme::Emploi, "emploi_immersion", "Réaliser une immersion en entreprise"),
    objectif(Theme::Emploi, "emploi_maintien", "Se maintenir dans l'emploi ou augmenter le temps de travail"),
    objectif(Theme::Emploi, "emploi_creation", "Créer, développer ou évaluer une activité indépendante"),
    courant(Theme::Formation, "formation_qualifiante", "Entrer en formation qualifiante ou certifiante"),
    objectif(Theme::Formation, "formation_recherche", "Choisir une formation et en monter le financement"),
    objectif(Theme::Formation, "formation_base", "Consolider les savoirs de base"),
    objectif(Theme::Formation, "formation_francais", "Progresser en français"),
    objectif(
        Theme::Formation,
        "formation_vae",
        "Faire valider les acquis de l'expérience ou un diplôme étranger",
    ),
    objectif(Theme::Formation, "formation_numerique", "Acquérir les compétences numériques de base"),
    courant(Theme::Logement, "logement_acces", "Rechercher un logement adapté"),
    objectif(Theme::Logement, "logement_demande", "Déposer ou renouveler une demande de logement social"),
    objectif(Theme::Logement, "logement_maintien", "Se maintenir dans le logement"),
    objectif(
        Theme::Logement,
        "logement_dette",
        "Mettre en place un plan d'apurement du loyer ou des charges",
    ),
    objectif(Theme::Logement, "logement_hebergement", "Accéder à un hébergement ou le stabiliser"),
    objectif(Theme::Logement, "logement_travaux", "Faire constater ou traiter l'état du logement"),
    objectif(Theme::Sante, "sante_droits", "Ouvrir ou renouveler les droits à l'assurance maladie"),
    objectif(Theme::Sante, "sante_complementaire", "Obtenir une complémentaire santé"),
    objectif(Theme::Sante, "sante_bilan", "Faire un bilan de santé"),
    objectif(Theme::Sante, "sante_priorite", "Donner la priorité aux démarches de santé"),
    objectif(
        Theme::Sante,
        "sante_mdph",
        "Constituer un dossier auprès de la maison des personnes handicapées",
    ),
    courant(Theme::AutonomieSociale, "social_droits", "Faire valoir l'ensemble de ses droits"),
    objectif(
        Theme::AutonomieSociale,
        "social_administratif",
        "Gagner en autonomie dans les démarches administratives",
    ),
    objectif(Theme::AutonomieSociale, "social_budget", "Équilibrer le budget ou traiter l'endettement"),
    objectif(Theme::AutonomieSociale, "social_garde", "Organiser la garde des enfants"),
    objectif(Theme::AutonomieSociale, "social_lien", "Participer à une activité collective ou bénévole"),
    objectif(Theme::AutonomieSociale, "social_numerique", "Utiliser les services publics en ligne"),
    objectif(Theme::Mobilite, "mobilite_permis", "Préparer le permis de conduire"),
    objectif(Theme::Mobilite, "mobilite_transports", "Utiliser les transports en commun"),
    objectif(Theme::Mobilite, "mobilite_vehicule", "Disposer d'un véhicule, le louer ou le réparer"),
    objectif(Theme::Mobilite, "mobilite_elargie", "Élargir le périmètre de déplacement"),
    objectif(Theme::Mobilite, "mobilite_aide", "Demander une aide à la mobilité"),
    objectif(Theme::Autre, "autre_reorientation", "Préparer une nouvelle orientation"),
    objectif(Theme::Autre, "autre_retraite", "Préparer le passage à la retraite"),
    objectif(Theme::Autre, "autre_sejour", "Mettre à jour les titres et papiers nécessaires aux démarches"),
    objectif(Theme::Autre, "autre_demenagement", "Préparer un déménagement et le suivi du dossier"),
    objectif(Theme::Autre, "autre_preciser", "Autre objectif (à préciser)"),
];

/// What the person undertakes.
pub(super) static ENGAGEMENTS_PERSONNE: &[Engagement] = &[
    engagement("personne_rendez_vous", "Se présenter aux rendez-vous et prévenir en cas d'empêchement"),
    engagement("personne_recherche", "Mener des démarches de recherche d'emploi et en rendre compte"),
    engagement("personne_inscription", "Maintenir son inscription comme demandeur d'emploi"),
    engagement("personne_formation", "Suivre la formation ou l'atelier prévu"),
    engagement("personne_demarches", "Effectuer les démarches administratives convenues"),
    engagement("personne_documents", "Fournir les documents demandés"),
    engagement("personne_changements", "Signaler tout changement de situation à la caisse et au référent"),
    engagement("personne_orientation", "Rencontrer le partenaire indiqué"),
    engagement("personne_autre", "Autre engagement (à préciser)"),
];

/// What the référent undertakes.
pub(super) static ENGAGEMENTS_REFERENT: &[Engagement] = &[
    engagement("referent_rencontres", "Proposer des rencontres régulières"),
    engagement("referent_projet", "Aider à construire le projet et à le suivre"),
    engagement("referent_demarches", "Accompagner dans les démarches"),
    engagement("referent_candidature", "Aider à préparer les candidatures"),
    engagement(
        "referent_mise_en_relation",
        "Mettre en relation avec un employeur, un organisme de formation ou un partenaire",
    ),
    engagement("referent_information", "Informer sur les droits, les devoirs et les aides"),
    engagement("referent_coordination", "Coordonner les intervenants et faire le bilan avant l'échéance"),
    engagement("referent_autre", "Autre engagement (à préciser)"),
];

/// What the département undertakes.
pub(super) static ENGAGEMENTS_DEPARTEMENT: &[Engagement] = &[
    engagement("departement_accompagnement", "Garantir l'accompagnement par un référent unique"),
    engagement("departement_offre", "Ouvrir l'accès à son offre d'insertion"),
    engagement("departement_decision", "Décider du contrat et en informer la personne"),
    engagement("departement_aides", "Étudier les demandes d'aides individuelles"),
    engagement("departement_mobilite", "Étudier une aide à la mobilité"),
    engagement("departement_logement", "Étudier une aide au logement"),
    engagement("departement_garde", "Faciliter l'accès à un mode de garde"),
    engagement("departement_autre", "Autre engagement (à préciser)"),
];
