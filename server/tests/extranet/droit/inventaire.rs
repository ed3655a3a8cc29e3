//! What becomes of every text that the store holds about a person: handed over in the extract,
//! or kept back for a reason. A table or a column that nobody decided on fails the test.

use std::collections::BTreeSet;

use sea_orm::{ConnectionTrait, DbBackend, Statement};

use crate::bac::Bac;

/// What becomes of a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sort {
    /// What is written in it comes out as it is.
    Marque,
    /// JSON whose texts come out as they are.
    Json,
    /// A code of a closed list: the extract says it in words.
    Code,
    /// Kept back, and why.
    Tu(&'static str),
}

use Sort::{Code, Json, Marque, Tu};

/// The columns of text of the tables about people.
pub const DECISIONS: &[(&str, &[(&str, Sort)])] = &[
    (
        "personne",
        &[
            ("role", Code),
            ("nom", Marque),
            ("nom_naissance", Tu("the rubrique Identité tells it")),
            ("prenom", Marque),
            ("naissance_precision", Code),
            ("nir", Tu("handed over whole, with its key")),
            ("nom_cle", Tu("the name folded for search")),
            ("nom_naissance_cle", Tu("the name folded for search")),
            ("prenom_cle", Tu("the name folded for search")),
        ],
    ),
    ("personne_cle", &[("cle", Tu("the names folded for search"))]),
    (
        "dossier",
        &[
            ("numero_demande", Tu("the rubrique Droits tells it")),
            ("fonorg", Tu("the rubrique Droits tells the caisse")),
            ("numorg", Tu("the rubrique Droits tells the caisse")),
            ("matricule", Tu("the rubrique Droits tells it")),
            ("etat", Code),
            ("commune", Tu("the rubrique Adresse tells it")),
            ("empreinte", Tu("a digest of what the flow said")),
        ],
    ),
    ("dossier_flux", &[("etat", Code), ("empreinte", Tu("a digest of what the flow said"))]),
    ("rubrique", &[("rubrique", Code), ("contenu", Json)]),
    ("rubrique_personne", &[("rubrique", Code), ("contenu", Json)]),
    (
        "orientation",
        &[
            ("sorte", Code),
            ("origine", Code),
            ("decideur", Code),
            ("motif_fin", Code),
            ("prolongation", Code),
        ],
    ),
    (
        "parcours_etape",
        &[
            ("geste", Code),
            ("quoi", Marque),
            ("motif", Marque),
            ("avant", Tu("the parcours before the decision: the decisions before it tell it")),
            ("deplaces", Tu("the numbers of rendez-vous and drafts, each of which is handed over")),
        ],
    ),
    (
        "lot_orientation",
        &[
            ("quoi", Tu("the decision about each person is among hers")),
            ("exclues", Tu("nothing was decided about who was left aside")),
            ("gardees", Tu("the decision about each person stands among hers")),
            ("sorte", Tu("the decision about each person is among hers")),
        ],
    ),
    ("reorientation", &[("motif", Code), ("sorte", Code), ("note", Marque), ("etat", Code)]),
    ("reorientation_etape", &[("geste", Code), ("etat", Code), ("motif", Marque)]),
    (
        "situation_france_travail",
        &[
            ("statut", Code),
            ("motif", Marque),
            ("categorie", Marque),
            ("agence", Marque),
            ("conseiller", Marque),
        ],
    ),
    (
        "envoi_france_travail",
        &[("parcours", Code), ("organisme", Code), ("structure", Marque), ("etat", Code), ("motif", Marque)],
    ),
    (
        "ecart_etape",
        &[
            ("nature", Code),
            ("geste", Code),
            ("cle", Tu("what differed then: the situations and the parcours, handed over, tell it")),
            ("motif", Marque),
        ],
    ),
    ("rejet_france_travail", &[("raison", Tu("a line that was not read: nothing of it was kept"))]),
    (
        "instruction",
        &[
            ("sorte", Code),
            ("genre", Code),
            ("moment", Code),
            ("motif", Code),
            ("contre", Code),
            ("initiative", Code),
            ("precision", Marque),
            ("etat", Code),
            ("issue", Code),
            ("motif_issue", Code),
            ("notification", Code),
            ("transmission", Code),
            ("classement", Code),
        ],
    ),
    (
        "instruction_etape",
        &[
            ("geste", Code),
            ("etat", Code),
            ("detail", Marque),
            ("note", Marque),
            ("avant", Tu("the request before the step: the steps before it tell it")),
        ],
    ),
    (
        "rapprochement",
        &[
            ("commune", Tu("that of the foyer, which is handed over")),
            ("raisons", Tu("it compares with somebody who may be another person")),
            (
                "etat",
                Tu("it compares with somebody who may be another person; one person, all is handed over"),
            ),
        ],
    ),
    (
        "rapprochement_etape",
        &[
            ("geste", Tu("it compares with somebody who may be another person")),
            ("etat", Tu("it compares with somebody who may be another person")),
            ("motif", Tu("it compares with somebody who may be another person")),
        ],
    ),
    ("referent", &[]),
    (
        "attente",
        &[
            (
                "quoi",
                Tu("computed from the orientations, requests, CER and rendez-vous, which are handed over"),
            ),
            ("regle_cle", Tu("names the rule that it was computed with")),
            ("commune", Tu("that of the foyer, which is handed over")),
        ],
    ),
    ("cer", &[("etat", Code), ("saisie", Json), ("sorte", Code), ("forme", Code)]),
    ("cer_etape", &[("geste", Code), ("etat", Code), ("motif", Marque), ("examine_par", Code)]),
    (
        "rendez_vous",
        &[("objet", Code), ("canal", Code), ("lieu", Marque), ("statut", Code), ("note", Marque)],
    ),
    ("rendez_vous_etape", &[("statut", Code), ("lieu_avant", Marque)]),
    ("brouillon_rendez_vous", &[("changement", Code), ("saisie", Json), ("depart", Json)]),
    ("demande_droit", &[("sorte", Code), ("etat", Code), ("article", Marque), ("objet", Marque)]),
    ("demande_etape", &[("geste", Code), ("motif", Marque)]),
    (
        "rectification",
        &[("donnee", Code), ("issue", Code), ("ancienne", Marque), ("nouvelle", Marque), ("motif", Marque)],
    ),
    (
        "motif",
        &[
            ("motif", Code),
            ("precision", Marque),
            ("objet", Tu("which view it was: the consultations tell it")),
        ],
    ),
    (
        "rejet",
        &[
            ("element", Tu("a foyer that was not read: nothing of it was kept")),
            ("raison", Tu("a foyer that was not read: nothing of it was kept")),
            ("numero_demande", Tu("a foyer that was not read: nothing of it was kept")),
        ],
    ),
];

/// Tables about agents, organisations and the product itself.
const HORS: &[&str] = &[
    "agent",
    "alerte",
    "alerte_etape",
    "alerte_evenement",
    "alerte_lecture",
    "alerte_seuil",
    "appareil",
    "avenant",
    "avis_compte",
    "cle_acces",
    "cle_creation",
    "code_secours",
    "compte",
    "convention",
    "correction",
    "essai_second_facteur",
    "fichier_france_travail",
    "flux",
    "formation",
    "frein",
    "geste_acces",
    "gestionnaire_principal",
    "habilitation",
    "habilitation_etape",
    "incident_journal",
    "organisation",
    "question",
    "quota",
    "reglage",
    "revue",
    "revue_ligne",
    "seaql_migrations",
    "session",
    "sortie_tetes",
    "supervision",
    "surveillance",
    "territoire",
    "territoire_etape",
    "trace_differee",
];

/// Each table and column of the store; the column is empty where the table holds no text.
async fn textes(bac: &Bac) -> BTreeSet<(String, String)> {
    let requete = "SELECT m.name, CASE WHEN lower(p.type) GLOB 'varchar*' OR lower(p.type) = 'text' \
                   THEN p.name ELSE '' END FROM sqlite_master m, pragma_table_info(m.name) p \
                   WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite_%'";
    let lues = bac.base().query_all_raw(Statement::from_string(DbBackend::Sqlite, requete)).await.unwrap();
    lues.iter().map(|l| (l.try_get_by_index(0).unwrap(), l.try_get_by_index(1).unwrap())).collect()
}

#[tokio::test]
async fn every_text_about_a_person_is_decided_on() {
    let bac = Bac::ouvrir().await;
    // The same migrations make the tables of both engines.
    if bac.base().get_database_backend() != DbBackend::Sqlite {
        return;
    }
    let lus = textes(&bac).await;
    let tables: BTreeSet<&str> = lus.iter().map(|(table, _)| table.as_str()).collect();
    let decidees: BTreeSet<&str> =
        DECISIONS.iter().map(|(table, _)| *table).chain(HORS.iter().copied()).collect();
    assert_eq!(tables, decidees, "is this table about the person or about agents?");
    for (table, colonnes) in DECISIONS {
        let lues: BTreeSet<&str> =
            lus.iter().filter(|(t, c)| t == table && !c.is_empty()).map(|(_, c)| c.as_str()).collect();
        let decidees: BTreeSet<&str> = colonnes.iter().map(|(colonne, _)| *colonne).collect();
        assert_eq!(lues, decidees, "{table}: does the extract hand it over?");
    }
}
