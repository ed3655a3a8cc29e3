//! No other door to the store is open: a request reads and writes through the one that the guard
//! gives it (`Passage::base`). What reaches the store without the guard is listed here, each with its
//! reason; the list only shrinks.

use std::collections::{BTreeMap, BTreeSet};

use sea_orm::ConnectionTrait as _;

use crate::bac::Bac;
use crate::structure::sources;

/// What opens a door: the store's own, to read or to write.
const OUVRENT: [&str; 5] =
    ["depot.lecture()", "depot.ecriture()", "depot.transaction()", "depot.instantane()", "depot.locale()"];

const DETECTION: &str = "the detection of curiosity, which reads for nobody";
const EXPLOITANT: &str = "a command of the operator";
const DEMO: &str = "the demo, whose people are invented";
const IMPORT: &str = "the importer";
const ENTREE: &str = "sign-in: nobody is known yet";
const TACHE: &str = "a task of the server, of which nothing leaves";

/// Below `src`, with why.
const EXCEPTIONS: [(&str, &str); 45] = [
    ("alerte/fait.rs", DETECTION),
    ("alerte/releve.rs", DETECTION),
    ("attente/reconstruction.rs", "all rows again, when the rules change"),
    ("cer/cloture.rs", TACHE),
    ("commande/attente.rs", EXPLOITANT),
    ("commande/demo.rs", DEMO),
    ("commande/habilitation.rs", EXPLOITANT),
    ("commande/journal.rs", EXPLOITANT),
    ("commande/serve.rs", "what is done once, at the start"),
    ("compte/cles.rs", "a challenge serves once, whatever comes of it"),
    ("compte/essais.rs", ENTREE),
    ("compte/premier.rs", EXPLOITANT),
    ("compte/profil.rs", ENTREE),
    ("compte/remise.rs", EXPLOITANT),
    ("connexion/mod.rs", ENTREE),
    ("connexion/par_cle.rs", ENTREE),
    ("conservation.rs", EXPLOITANT),
    ("conservation/alertes.rs", EXPLOITANT),
    ("demo/curiosite.rs", DEMO),
    ("demo/droit.rs", DEMO),
    ("demo/france_travail.rs", DEMO),
    ("demo/mod.rs", DEMO),
    ("demo/rapprochement.rs", DEMO),
    ("demo/revue.rs", DEMO),
    ("demo/traces.rs", DEMO),
    ("flux/importation/annulation.rs", IMPORT),
    ("flux/importation/enregistrement.rs", IMPORT),
    ("flux/importation/mod.rs", IMPORT),
    ("flux/importation/plume.rs", IMPORT),
    ("france_travail/envoi.rs", EXPLOITANT),
    ("france_travail/importation.rs", IMPORT),
    ("france_travail/reponses.rs", EXPLOITANT),
    ("garde/base.rs", "the door itself"),
    ("garde/retrait.rs", "traces that wait for the journal"),
    ("garde/surveillance.rs", "a reason serves once, whatever comes of the view"),
    ("revue/ouverture.rs", TACHE),
    ("secret/compteur.rs", ENTREE),
    ("serveur/activite.rs", "when a session was seen"),
    ("serveur/sante.rs", "whether the store can be written, of which nothing leaves"),
    ("session.rs", ENTREE),
    ("session/appareil.rs", ENTREE),
    ("session/fermeture.rs", ENTREE),
    ("supervision/commande.rs", EXPLOITANT),
    ("trace/incident.rs", DETECTION),
    ("trace/tetes.rs", TACHE),
];

#[test]
fn no_door_to_the_store_is_open_but_those_of_the_list() {
    let hors = |nom: &str| nom.starts_with("depot/") || nom.starts_with("journal") || nom.contains("/tests");
    let ouvre = |source: &str| {
        let sans_blancs: String = source.split_whitespace().collect();
        OUVRENT.iter().any(|porte| sans_blancs.contains(porte))
    };
    let ouvrent: BTreeMap<String, String> =
        sources().into_iter().filter(|(nom, source)| !hors(nom) && ouvre(source)).collect();
    let connues: Vec<_> = EXCEPTIONS.iter().map(|(nom, _)| *nom).collect();
    let trouvees: Vec<_> = ouvrent.keys().map(String::as_str).collect();
    assert_eq!(trouvees, connues, "read and write through `passage.base()`");
}

/// Tables about persons: the guard alone queries them (`garde/lecture`), under the scope.
const NOMINATIVES: [&str; 25] = [
    "attente",
    "brouillon_rendez_vous",
    "cer",
    "cer_etape",
    "demande_droit",
    "demande_etape",
    "dossier",
    "dossier_flux",
    "ecart_etape",
    "envoi_france_travail",
    "instruction",
    "instruction_etape",
    "orientation",
    "personne",
    "rapprochement",
    "rapprochement_etape",
    "rectification",
    "referent",
    "rendez_vous",
    "rendez_vous_etape",
    "reorientation",
    "reorientation_etape",
    "rubrique",
    "rubrique_personne",
    "situation_france_travail",
];

/// Who queries them otherwise, below `src`: what answers nobody, and what counts or searches under
/// the scope in a statement of its own.
const QUERENT: [(&str, &str); 15] = [
    ("alerte/liste.rs", DETECTION),
    ("cer/cloture.rs", TACHE),
    ("accueil/file.rs", "the work lists, each row of which is tried"),
    ("dossier/critere/condition.rs", "what is searched, ANDed to the lines that are within the scope"),
    ("france_travail/ecarts/liste.rs", "of which kind a row is, ANDed to those that are within the scope"),
    ("france_travail/envoi.rs", EXPLOITANT),
    ("france_travail/importation/ecriture.rs", IMPORT),
    ("france_travail/rapprochement.rs", IMPORT),
    ("garde/lecture/parcours.rs", "the guard"),
    ("garde/lecture/rapprochement.rs", "the guard"),
    ("trace/noms.rs", "the numbers of what an event bears on: nobody is named"),
    ("garde/lecture/territoire.rs", "the guard: whether somebody decided, and nobody is named"),
    ("garde/lecture/mod.rs", "the guard"),
    ("garde/lecture/contenu.rs", "the guard"),
    ("trace/statistiques.rs", "counted by month and organisation: nobody is named"),
];

/// What is read whatever the scope, with the words of its reason.
const HORS_PERIMETRE: [(&str, &str); 10] = [
    ("trace/filtre.rs", "the officer filters traces by the number of a demand"),
    ("droit/lecture.rs", "the officer receives a request before it opens its person's file"),
    ("droit/extrait.rs", "counted: the officer is told that there are others"),
    ("droit/extrait.rs", "the same person, under a former request"),
    ("rendez_vous/brouillon.rs", "what an agent types is read by that agent alone"),
    ("garde/lecture/parcours.rs", "the former structure is told by name whom another one accompanies"),
    ("garde/lecture/rapprochement.rs", "by the commune of the newer dossier, tried here"),
    ("garde/lecture/rapprochement.rs", "by the newer dossier, on which the scope is tried"),
    ("territoire/comptes.rs", "counted by commune before they change of CTSA"),
    ("territoire/comptes.rs", "counted by commune for the user referent"),
];

/// Whether a text of SQL reads this table.
fn nomme(source: &str, table: &str) -> bool {
    ["FROM ", "JOIN "].iter().any(|mot| {
        let motif = format!("{mot}{table}");
        let fin = |rang: usize| source[rang + motif.len()..].chars().next();
        source
            .match_indices(&motif)
            .any(|(rang, _)| fin(rang).is_none_or(|c| !c.is_alphanumeric() && c != '_'))
    })
}

fn interroge(source: &str) -> bool {
    let sans_blancs: String = source.split_whitespace().collect();
    NOMINATIVES.iter().any(|table| {
        nomme(source, table)
            || [
                format!("{table}::Entity::find"),
                format!(".from(\"{table}\")"),
                format!(".from_as(\"{table}\""),
            ]
            .iter()
            .any(|porte| {
                sans_blancs.match_indices(porte.as_str()).any(|(rang, _)| {
                    // `personne::` and not `rubrique_personne::`, which has a line of its own.
                    !sans_blancs[..rang].ends_with('_')
                })
            })
    })
}

#[test]
fn a_table_about_persons_is_read_under_the_scope() {
    let du_magasin = |nom: &str| ["depot/", "demo/", "flux/", "attente/"].iter().any(|d| nom.starts_with(d));
    let trouvees: BTreeSet<_> = sources()
        .into_iter()
        .filter(|(nom, source)| !du_magasin(nom) && !nom.contains("/tests") && interroge(source))
        .map(|(nom, _)| nom)
        .collect();
    let connues: BTreeSet<_> = QUERENT.iter().map(|(nom, _)| (*nom).to_owned()).collect();
    assert_eq!(trouvees, connues, "read through `garde::lecture`");
}

#[test]
fn what_is_read_whatever_the_scope_says_why() {
    let mut raisons = BTreeSet::new();
    for (nom, source) in sources() {
        for (rang, appel) in source.match_indices("hors_perimetre") {
            let suite = &source[rang + appel.len()..];
            let raison = suite.split(['(', ')']).nth(1).unwrap_or_default().trim().trim_matches('"');
            if suite.starts_with("::<") || suite.starts_with("(\"") {
                raisons.insert((nom.clone(), raison.to_owned()));
            }
        }
    }
    let trouvees: BTreeSet<_> = raisons.iter().map(|(nom, raison)| (nom.as_str(), raison.as_str())).collect();
    assert_eq!(trouvees, BTreeSet::from(HORS_PERIMETRE));
}

#[test]
fn the_guard_alone_opens_the_transaction_of_a_request() {
    let ecrivent: Vec<_> = sources().into_iter().filter(|(_, s)| s.contains("base.ecrire()")).collect();
    assert_eq!(ecrivent.iter().map(|(nom, _)| nom.as_str()).collect::<Vec<_>>(), ["garde/ecriture.rs"]);
}

#[tokio::test]
async fn the_door_to_read_writes_nothing() {
    let bac = Bac::ouvrir().await;
    let lue = bac.app.depot.instantane().await.unwrap();
    let refus = lue.execute_unprepared("UPDATE agent SET nom = 'AUTRE'").await.unwrap_err().to_string();
    assert!(["readonly", "read-only"].iter().any(|mot| refus.contains(mot)), "{refus}");
}
