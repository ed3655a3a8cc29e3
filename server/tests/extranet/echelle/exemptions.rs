//! The statements that may go through more, each with its reason: a list that only shrinks.

/// What is awaited of one's own portfolio, counted from the index: as long as the work of one person.
const PORTEFEUILLE: &str = "the portfolio of one agent";
/// The persons whom one structure accompanies lead to the list.
const EQUIPE: &str = "the persons of one structure";
/// What is awaited of the foyers of a territory is counted from the index.
const TERRITOIRE: &str = "the foyers of one territory";
/// What a change of territory moves is counted before it is done.
const COMMUNES: &str = "the foyers of the communes that change of CTSA";
/// The states asked for are those of the work under way: the large key is of another state.
const EN_COURS: &str = "work under way: the largest key is of another state";
/// Read in the order of the index until the page is full.
const DANS_L_ORDRE: &str = "in the order of the index, until the page is full";
/// One month, or one day, of an index by instant.
const PERIODE: &str = "one period of an index by instant";
/// Links after the last one that is indexed: two thousand at most (`journal::recherches` tries it).
const QUEUE: &str = "the tail of the chain that is not indexed yet";
/// A command of the operator, or a screen of one officer, whose subject is all of them.
const TOUT: &str = "its subject is all of them";
/// What begins with the letters typed; the longest word typed says where to look.
const LETTRES: &str = "the names that begin so";
/// Of a birth known in part, by the caisse or by who searches.
const NAISSANCE: &str = "the persons born in one month or one year";

/// PostgreSQL reads the table once to join many rows, where SQLite would look each up.
const JOINTURE: &str = "read once to join many rows";

/// Where it is heard, how it reaches the rows, why it may.
pub type Exemption = (&'static str, &'static str, &'static str);

/// On SQLite; those of them that PostgreSQL does not need are not counted against it.
pub const EXEMPTEES: &[Exemption] = &[
    // Whoever reads the journal reads what the index does not cover yet, by the key of the chain.
    ("", "evenement (chaine) et plage", QUEUE),
    ("", "evenement : plage", QUEUE),
    ("ConsulterAccueil", "attente (porteur_id, quoi) et plage", PORTEFEUILLE),
    ("ConsulterAccueil", "attente (quoi, referent_id)", PORTEFEUILLE),
    ("ConsulterAccueil", "attente (quoi, referent_id) et plage", PORTEFEUILLE),
    ("ConsulterAccueil", "attente (commune, quoi) et plage", TERRITOIRE),
    ("ConsulterFile", "attente (porteur_id, quoi) et plage", PORTEFEUILLE),
    ("ConsulterFile", "attente (quoi, referent_id)", PORTEFEUILLE),
    ("ConsulterFile", "attente (quoi, referent_id) et plage", PORTEFEUILLE),
    ("ConsulterFile", "attente (commune, quoi) et plage", TERRITOIRE),
    ("ConsulterFile", "attente (quoi, structure_id) et plage", EQUIPE),
    ("ConsulterAccueil", "rendez_vous (referent_id) et plage", PERIODE),
    ("ConsulterAccueil", "rendez_vous (referent_id, statut) et plage", EN_COURS),
    ("ConsulterFile", "rendez_vous (referent_id) et plage", PERIODE),
    ("ConsulterFile", "rendez_vous (referent_id, statut) et plage", EN_COURS),
    ("CreerRendezVous", "rendez_vous (referent_id, statut) et plage", PERIODE),
    ("ConsulterFile", "rendez_vous (organisation_id, statut) et plage", EN_COURS),
    // Whose référent is gone: those agents lead to their persons.
    ("ConsulterAccueil", "referent (agent_id)", PORTEFEUILLE),
    ("ConsulterFile", "referent (agent_id)", PORTEFEUILLE),
    ("ConsulterPortefeuille", "referent (agent_id)", PORTEFEUILLE),
    ("ConsulterPortefeuille", "orientation (organisation_id)", EQUIPE),
    ("Rechercher", "orientation (organisation_id)", EQUIPE),
    ("Rechercher naissance", "personne : plage", NAISSANCE),
    ("Rechercher naissance", "dossier (commune)", TERRITOIRE),
    ("ConsulterAccueil", "attente (quoi, structure_id) et plage", EQUIPE),
    ("ConsulterAOrienter", "attente (commune, quoi) et plage", TERRITOIRE),
    ("ConsulterEcarts", "attente (commune, quoi) et plage", TERRITOIRE),
    ("ConsulterAOrienter", "orientation (organisation_id)", EQUIPE),
    ("ConsulterConfies", "orientation (organisation_id) et plage", PERIODE),
    ("ConsulterAccueil", "orientation (organisation_id) et plage", PERIODE),
    ("ConsulterAlertes closes=true", "alerte : parcours", TOUT),
    ("ConsulterAlertes closes=true", "alerte : plage", DANS_L_ORDRE),
    ("ConsulterDemandes", "demande_droit : parcours", TOUT),
    ("ConsulterStatistiques", "cer_etape : plage", PERIODE),
    ("ConsulterStatistiques", "rendez_vous_etape : plage", PERIODE),
    ("ConsulterMesConsultations", "renvoi (agent)", DANS_L_ORDRE),
    ("ConsulterMesConsultations", "renvoi (agent) et plage", DANS_L_ORDRE),
    ("ConsulterAccueil", "renvoi (agent)", DANS_L_ORDRE),
    ("ConsulterTraces", "renvoi (agent)", DANS_L_ORDRE),
    ("ConsulterTraces", "renvoi (agent) et plage", DANS_L_ORDRE),
    ("ConsulterTraces", "renvoi (organisation)", DANS_L_ORDRE),
    ("ConsulterTraces", "renvoi (organisation) et plage", DANS_L_ORDRE),
    ("ConsulterTraces", "renvoi : parcours", DANS_L_ORDRE),
    ("ConsulterTraces", "renvoi : plage", DANS_L_ORDRE),
    ("ExporterTraces", "renvoi : plage", PERIODE),
    ("tâche détection", "renvoi (agent) et plage", PERIODE),
    ("OuvrirSession", "session : parcours", "the sessions of the day, swept at each sign-in"),
    ("commande import", "dossier : parcours", "counted, and what each was last told read, once in an import"),
    ("commande journal purger", "alerte : plage", TOUT),
    ("commande journal purger", "motif : parcours", TOUT),
    ("Rechercher", "personne_cle : plage", LETTRES),
    ("Rechercher", "dossier (commune, etat)", TERRITOIRE),
    ("ConsulterTerritoires", "dossier : parcours", TOUT),
    ("PreparerTerritoires", "dossier (commune)", COMMUNES),
    ("PreparerTerritoires", "attente (commune, quoi) et plage", COMMUNES),
    ("ConfierCommunes", "cer_etape : plage", PERIODE),
    ("CreerOrganisation", "orientation (organisation_id)", "until the first référent: whether there is one"),
];

/// On PostgreSQL besides: what its figures make it choose.
pub const EXEMPTEES_POSTGRES: &[Exemption] = &[
    // Heard on a journal of other chains, whose tail is here the whole of this one.
    ("", "evenement : parcours", QUEUE),
    ("ConsulterAccueil", "attente (commune) et plage", TERRITOIRE),
    ("ConsulterAccueil", "attente (quoi, referent_id, structure_id) et plage", PORTEFEUILLE),
    ("ConsulterFile", "attente (commune) et plage", TERRITOIRE),
    ("ConsulterAccueil", "referent (agent_id) et plage", PORTEFEUILLE),
    ("ConsulterFile", "referent (agent_id) et plage", PORTEFEUILLE),
    ("ConsulterAccueil", "orientation (organisation_id) et plage", EQUIPE),
    ("ConsulterFile", "orientation (organisation_id) et plage", EQUIPE),
    ("Rechercher", "orientation (organisation_id) et plage", EQUIPE),
    ("ConsulterAccueil", "dossier (commune)", TERRITOIRE),
    ("ConsulterFile hugo", "dossier (commune)", TERRITOIRE),
    ("ConsulterFile cer-finissant hugo", "dossier (commune, etat)", TERRITOIRE),
    ("ConsulterAccueil nadia", "cer (organisation_id)", EN_COURS),
    ("ConsulterFile brouillons", "cer (organisation_id)", EN_COURS),
    ("ConsulterAccueil", "personne : parcours", JOINTURE),
    ("ConsulterFile", "personne : parcours", JOINTURE),
    ("ConsulterDossier dominique", "personne : parcours", JOINTURE),
    ("ConsulterCer dominique", "personne : parcours", JOINTURE),
    ("ConsulterRendezVous dominique", "personne : parcours", JOINTURE),
    ("ConsulterAccueil nadia territoire", "dossier : parcours", JOINTURE),
    ("ConsulterFile", "dossier : parcours", JOINTURE),
    ("ConsulterFile cer-finissant", "cer : parcours", JOINTURE),
    ("ConsulterStatistiques", "cer : parcours", JOINTURE),
    ("ConsulterStatistiques", "rendez_vous : parcours", JOINTURE),
    ("ConsulterAccueil", "renvoi : parcours", DANS_L_ORDRE),
    ("ConsulterMesConsultations", "renvoi : parcours", DANS_L_ORDRE),
    ("ConsulterMesConsultations", "renvoi : plage", DANS_L_ORDRE),
    ("CreerRendezVous", "rendez_vous (referent_id) et plage", PERIODE),
    ("tâche détection", "renvoi : plage", DANS_L_ORDRE),
    ("tâche détection", "rendez_vous_etape : plage", PERIODE),
    ("ConsulterTraces gaelle", "personne : parcours", JOINTURE),
    (
        "CreerOrganisation",
        "orientation (organisation_id) et plage",
        "until the first référent: whether there is one",
    ),
    ("Rechercher", "personne : parcours", JOINTURE),
    ("Rechercher", "personne : plage", NAISSANCE),
    ("Rechercher", "dossier (commune)", TERRITOIRE),
    ("ConsulterAccueil gaelle", "referent : parcours", JOINTURE),
    ("ConsulterAccueil gaelle territoire", "dossier : parcours", JOINTURE),
    ("ConsulterFile referent-parti", "referent : parcours", JOINTURE),
    ("ConsulterFile referent-parti", "dossier (commune)", TERRITOIRE),
    ("ConsulterPortefeuille", "dossier : parcours", JOINTURE),
    ("ConsulterPortefeuille", "orientation (organisation_id) et plage", EQUIPE),
    ("ConsulterPortefeuille", "referent (agent_id) et plage", PORTEFEUILLE),
    ("ConsulterPortefeuille", "referent : parcours", JOINTURE),
    ("ConsulterPortefeuille", "personne : parcours", JOINTURE),
    ("ConfierCommunes", "cer_etape (agent_id) et plage", PERIODE),
    ("ConsulterAOrienter", "orientation (organisation_id) et plage", EQUIPE),
    ("Orienter", "rendez_vous_etape : plage", PERIODE),
    ("ConsulterStatistiques gaelle", "cer (organisation_id)", EQUIPE),
    ("ConsulterStatistiques gaelle", "rendez_vous (organisation_id)", EQUIPE),
    ("ConsulterStatistiques gaelle", "cer_etape : parcours", JOINTURE),
    ("ConsulterStatistiques gaelle", "rendez_vous_etape : parcours", JOINTURE),
];
