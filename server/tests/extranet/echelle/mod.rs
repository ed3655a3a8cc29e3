//! Proved at the size of a département: 20,000 foyers and the traces of a year.

mod accueil;
mod analyse;
mod attente;
mod departement;
mod exemptions;
mod jeu;
mod ouvert;
mod plan;
mod postgres;

use std::collections::BTreeSet;
use std::fmt::Write as _;

use crate::bac::Magasin;
use departement::Departement;
use exemptions::{EXEMPTEES, EXEMPTEES_POSTGRES, Exemption};
use jeu::Entendue;
use plan::{Acces, Plans};

const FOYERS: usize = 20_000;
/// Rows that one key of a search may lead to.
const LIGNES_PAR_CLEF: i64 = 200;
/// A table with fewer rows in the store is taken for a large one all the same: a demo has few
/// requests and few alerts.
const PETITE: i64 = 1_000;

/// Tables that grow with the foyers, or with what agents do.
const GRANDISSENT: &[&str] = &[
    "lot_orientation",
    "parcours_etape",
    "alerte",
    "alerte_etape",
    "alerte_evenement",
    "attente",
    "avis_compte",
    "brouillon_rendez_vous",
    "cer",
    "cer_etape",
    "demande_droit",
    "demande_etape",
    "dossier",
    "dossier_flux",
    "ecart_etape",
    "envoi_france_travail",
    "evenement",
    "instruction",
    "instruction_etape",
    "motif",
    "orientation",
    "personne",
    "personne_cle",
    "rapprochement",
    "rapprochement_etape",
    "rectification",
    "referent",
    "rejet",
    "rejet_france_travail",
    "rendez_vous",
    "rendez_vous_etape",
    "renvoi",
    "reorientation",
    "reorientation_etape",
    "rubrique",
    "rubrique_personne",
    "session",
    "situation_france_travail",
];
/// Tables of the size of the organisations, of their agents or of the settings, and those that a
/// sweep keeps short.
const RESTENT: &[&str] = &[
    "agent",
    "alerte_lecture",
    "alerte_seuil",
    "appareil",
    "avenant",
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
    "repere",
    "revue",
    "revue_ligne",
    "sceau",
    "signet",
    "seaql_migrations",
    "sortie_tetes",
    "sqlite_sequence",
    "sqlite_stat1",
    "sqlite_stat4",
    "supervision",
    "surveillance",
    "territoire",
    "territoire_etape",
    "trace_differee",
];

/// Calls of which every statement is a text: a query that is built quotes its names.
const PAR_TEXTES: [&str; 5] =
    ["ConsulterAccueil", "ConsulterDossier", "ConsulterStatistiques", "Rechercher", "RevelerNir"];

/// A statement that goes through too many rows.
struct Faute {
    ou: String,
    acces: Acces,
    lignes: i64,
    sql: String,
}

impl Faute {
    fn exemptee(&self) -> Option<usize> {
        let acces = self.acces.to_string();
        exemptions().iter().position(|(ou, quoi, _)| self.ou.starts_with(ou) && *quoi == acces)
    }
}

fn sur_postgres() -> bool {
    std::env::var("RECIPROQUE_MOTEUR").as_deref() == Ok("postgres")
}

fn exemptions() -> Vec<Exemption> {
    let siennes = if sur_postgres() { EXEMPTEES_POSTGRES } else { &[] };
    EXEMPTEES.iter().chain(siennes).copied().collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn no_statement_walks_through_what_grows_with_the_departement() {
    let departement = Departement::de(FOYERS).await;
    let entendues = jeu::jouer().await;
    assert!(entendues.len() > 250, "only {} statements were heard", entendues.len());
    let mut par_textes = entendues.iter().filter(|e| PAR_TEXTES.iter().any(|nom| e.ou.starts_with(nom)));
    let construite = par_textes.find(|e| e.instruction.texte.sql.contains('"'));
    assert!(construite.is_none(), "{:?}", construite.map(|e| (&e.ou, &e.instruction.texte.sql)));
    let (base, journal) = departement.connexions().await;
    let mut fautes = Vec::new();
    for (magasin, base) in [(Magasin::Base, base), (Magasin::Journal, journal)] {
        let siennes: Vec<_> = entendues.iter().filter(|e| e.instruction.magasin == magasin).collect();
        fautes.extend(examiner(Plans::de(base).await, &siennes).await);
    }
    let mut utiles = BTreeSet::new();
    let mut texte = String::new();
    for faute in &fautes {
        match faute.exemptee() {
            Some(rang) => drop(utiles.insert(rang)),
            None => writeln!(texte, "{} | {} | {}\n    {}", faute.ou, faute.acces, faute.lignes, faute.sql)
                .unwrap(),
        }
    }
    assert!(texte.is_empty(), "{}\n{} statements heard", texte, entendues.len());
    // The figures of PostgreSQL come from samples: what one run does without, the next may need.
    let inutiles: Vec<_> = exemptions()
        .into_iter()
        .enumerate()
        .filter(|(rang, _)| !sur_postgres() && !utiles.contains(rang))
        .collect();
    assert!(inutiles.is_empty(), "no longer needed: {inutiles:#?}");
}

async fn examiner(mut plans: Plans, entendues: &[&Entendue]) -> Vec<Faute> {
    let inconnues: Vec<_> = plans
        .tables()
        .iter()
        .filter(|table| !GRANDISSENT.contains(&table.as_str()) && !RESTENT.contains(&table.as_str()))
        .collect();
    assert!(inconnues.is_empty(), "say whether they grow: {inconnues:?}");
    let mut petites = Vec::new();
    for table in GRANDISSENT.iter().copied().filter(|table| plans.tables().contains(*table)) {
        if plans.lignes_de(table).await < PETITE {
            petites.push(table);
        }
    }
    let mut fautes = Vec::new();
    for entendue in entendues {
        for acces in plans.lire(&entendue.instruction.texte).await {
            let table = acces.table.as_str();
            if GRANDISSENT.contains(&table) && !petites.contains(&table) {
                fautes.extend(juger(&mut plans, entendue, acces).await);
            }
        }
    }
    plans.tenir_pour_grandes(&petites).await;
    for entendue in entendues {
        for acces in plans.lire(&entendue.instruction.texte).await {
            if petites.contains(&acces.table.as_str()) && acces.colonnes.is_empty() {
                fautes.extend(juger(&mut plans, entendue, acces).await);
            }
        }
    }
    fautes
}

async fn juger(plans: &mut Plans, entendue: &Entendue, acces: Acces) -> Option<Faute> {
    let lignes = match acces.colonnes.is_empty() {
        true => plans.lignes_de(&acces.table).await,
        false => plans.plus_grande_clef(&acces).await,
    };
    let faute = acces.colonnes.is_empty() || lignes > LIGNES_PAR_CLEF;
    let (ou, sql) = (entendue.ou.clone(), entendue.instruction.texte.sql.clone());
    faute.then_some(Faute { ou, acces, lignes, sql })
}
