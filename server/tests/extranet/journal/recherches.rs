//! Whatever is indexed, a search finds what going through every link finds; and it never goes through
//! the chain but beyond the index.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex};

use chrono::{DateTime, TimeDelta, Utc};
use proptest::prelude::*;
use proptest::strategy::ValueTree as _;
use proptest::test_runner::TestRunner;
use reciproque_server::depot::Temoin;
use reciproque_server::journal::{Filtre, Inscription, Journal};
use reciproque_shared::habilitation::Acte;
use reciproque_shared::journal::{Evenement, Issue};
use reciproque_shared::trace::Curseur;
use sea_orm::{ConnectionTrait as _, Database, Statement};

use super::terrain::{Terrain, consultation};

const ACTES: [Acte; 2] = [Acte::ConsulterDossier, Acte::SeConnecter];
const SAUF: [&str; 1] = [Acte::SeConnecter.code()];
const ISSUES: [Issue; 4] = [Issue::Annonce, Issue::Reussi, Issue::Refuse, Issue::Echoue];

/// Within a few hours, often at the same instant.
fn instants() -> impl Strategy<Value = DateTime<Utc>> {
    (0..40_i64).prop_map(|rang| consultation(rang * 600).instant)
}

fn evenements() -> impl Strategy<Value = Evenement> {
    let qui = (prop::option::of(1..4_i64), prop::option::of(1..3_i64), prop::option::of(1..4_i64));
    (instants(), qui, 0..ACTES.len(), 0..ISSUES.len(), prop::option::of(1..20_u64)).prop_map(
        |(instant, (agent, organisation, objet), acte, issue, lie_a)| Evenement {
            instant,
            agent,
            organisation,
            objet: objet.map(|id| format!("dossier:{id}")),
            acte: ACTES[acte].code().to_owned(),
            issue: ISSUES[issue],
            lie_a,
            ..consultation(1)
        },
    )
}

fn filtres() -> impl Strategy<Value = Filtre> {
    let qui = (
        prop::option::of(1..4_i64),
        prop::bool::weighted(0.1),
        prop::option::of(prop::collection::vec(1..4_i64, 0..3)),
        prop::option::of(1..3_i64),
    );
    let quoi = (
        prop::option::of("dossier:[1-3]"),
        prop::option::of(prop::collection::vec("dossier:[1-3]", 0..3)),
        prop::option::of(0..ACTES.len()),
        prop::option::of(0..ISSUES.len()),
    );
    let reste = (any::<bool>(), any::<bool>(), any::<bool>());
    let quand = (prop::option::of(instants()), prop::option::of(instants()));
    let apres = prop::option::weighted(0.2, (instants(), 0..3_u32, 0..20_u64));
    let page = (apres, 1..200_u32);
    (qui, quoi, reste, quand, page).prop_map(
        |(qui, quoi, (sauf, sans_refus, vues), quand, (apres, limite))| Filtre {
            agent: qui.0,
            sans_agent: qui.1,
            agents: qui.2,
            organisation: qui.3,
            objet: quoi.0,
            objets: quoi.1,
            acte: quoi.2.map(|rang| ACTES[rang].code().to_owned()),
            issue: quoi.3.map(|rang| ISSUES[rang]),
            sauf: if sauf { SAUF.to_vec() } else { Vec::new() },
            sans_refus,
            issues: if vues { &[Issue::Reussi, Issue::Annonce] } else { &[] },
            depuis: quand.0,
            avant: quand.1,
            apres: apres.map(|(instant, chaine, seq): (DateTime<Utc>, _, _)| Curseur {
                instant_ms: instant.timestamp_millis(),
                chaine,
                seq,
            }),
            limite,
        },
    )
}

/// Few of the criteria at a time: all of them keep nothing.
fn clairseme(filtre: Filtre, garde: usize) -> Filtre {
    let vide = Filtre { limite: filtre.limite, ..Filtre::default() };
    match garde {
        0 => Filtre { agent: filtre.agent, depuis: filtre.depuis, apres: filtre.apres, ..vide },
        1 => Filtre { sans_agent: filtre.sans_agent, acte: filtre.acte, ..vide },
        2 => Filtre { agents: filtre.agents, issue: filtre.issue, avant: filtre.avant, ..vide },
        3 => Filtre { organisation: filtre.organisation, sauf: filtre.sauf, apres: filtre.apres, ..vide },
        4 => Filtre { objet: filtre.objet, sans_refus: filtre.sans_refus, ..vide },
        5 => Filtre { objets: filtre.objets, issues: filtre.issues, apres: filtre.apres, ..vide },
        6 => Filtre { depuis: filtre.depuis, avant: filtre.avant, apres: filtre.apres, ..vide },
        _ => filtre,
    }
}

fn ordre(lu: &Inscription) -> (i64, u32, u64) {
    (lu.maillon.evenement.instant.timestamp_millis(), lu.chaine, lu.maillon.seq)
}

fn garde(filtre: &Filtre, lu: &Inscription) -> bool {
    let e = &lu.maillon.evenement;
    let apres = |curseur: &Curseur| ordre(lu) < (curseur.instant_ms, curseur.chaine, curseur.seq);
    filtre.agent.is_none_or(|agent| e.agent == Some(agent))
        && (!filtre.sans_agent || e.agent.is_none())
        && filtre.agents.as_ref().is_none_or(|agents| e.agent.is_some_and(|agent| agents.contains(&agent)))
        && filtre.organisation.is_none_or(|organisation| e.organisation == Some(organisation))
        && filtre.objet.as_ref().is_none_or(|objet| e.objet.as_ref() == Some(objet))
        && filtre.objets.as_ref().is_none_or(|objets| e.objet.as_ref().is_some_and(|o| objets.contains(o)))
        && filtre.acte.as_ref().is_none_or(|acte| e.acte == *acte)
        && !filtre.sauf.contains(&e.acte.as_str())
        && filtre.issue.is_none_or(|issue| e.issue == issue)
        && !(filtre.sans_refus && e.issue == Issue::Refuse)
        && (filtre.issues.is_empty() || filtre.issues.contains(&e.issue))
        && filtre.depuis.is_none_or(|depuis| e.instant >= depuis)
        && filtre.avant.is_none_or(|avant| e.instant < avant)
        && filtre.apres.as_ref().is_none_or(apres)
}

/// Every link of both chains, one after the other, the latest first.
async fn tous(journal: &Journal) -> Vec<Inscription> {
    let mut lus = journal.suite(0, 0).await.unwrap();
    lus.extend(journal.suite(1, 0).await.unwrap());
    lus.sort_by_key(|lu| std::cmp::Reverse(ordre(lu)));
    lus
}

async fn comparer_les_recherches(journal: &Journal, tous: &[Inscription], filtre: &Filtre) {
    let siens: Vec<_> = tous.iter().filter(|lu| garde(filtre, lu)).cloned().collect();
    let trouves = journal.chercher(filtre).await.unwrap();
    assert_eq!(trouves, siens[..siens.len().min(filtre.limite as usize)], "{filtre:?}");
    let mut attendus = BTreeMap::<_, u64>::new();
    for lu in &siens {
        let e = &lu.maillon.evenement;
        *attendus.entry((e.organisation, e.acte.clone(), e.issue.code(), e.motif.clone())).or_default() += 1;
    }
    let comptes = journal.compter(filtre).await.unwrap().into_iter();
    let comptes: BTreeMap<_, _> =
        comptes.map(|c| ((c.organisation, c.acte, c.issue.unwrap().code(), c.motif), c.nombre)).collect();
    assert_eq!(comptes, attendus, "{filtre:?}");
}

/// Whether this event is told as failed within the hour, in its chain.
fn a_echoue(tous: &[Inscription], lu: &Inscription) -> bool {
    let depuis = lu.maillon.evenement.instant;
    tous.iter().any(|suite| {
        let e = &suite.maillon.evenement;
        suite.chaine == lu.chaine
            && e.lie_a == Some(lu.maillon.seq)
            && e.issue == Issue::Echoue
            && e.agent == lu.maillon.evenement.agent
            && (depuis..=depuis + TimeDelta::hours(1)).contains(&e.instant)
    })
}

async fn comparer_les_dernieres(journal: &Journal, tous: &[Inscription], agent: i64) {
    let siens = || tous.iter().filter(|lu| lu.maillon.evenement.agent == Some(agent));
    let reussites = siens().filter(|lu| {
        let e = &lu.maillon.evenement;
        let reussi = e.issue == Issue::Reussi || (e.issue == Issue::Annonce && !a_echoue(tous, lu));
        reussi && e.acte == Acte::SeConnecter.code()
    });
    let derniere = reussites.map(|lu| lu.maillon.evenement.instant).max();
    let lues = journal.dernieres_reussites(Acte::SeConnecter, &[1, 2, 3]).await.unwrap();
    assert_eq!(lues.get(&agent).copied(), derniere, "agent {agent}");

    let dossier = |lu: &&Inscription| lu.maillon.evenement.acte == Acte::ConsulterDossier.code();
    let (actes, mut objets, mut heures) = ([ACTES[0].code()], BTreeMap::new(), BTreeSet::new());
    let (debut, fin) = (consultation(3_000).instant, consultation(18_000).instant);
    for lu in siens().filter(dossier) {
        let e = &lu.maillon.evenement;
        let Some(objet) = e.objet.clone() else { continue };
        if e.issue == Issue::Reussi {
            let dernier = objets.entry(objet.clone()).or_insert(e.instant);
            *dernier = e.instant.max(*dernier);
        }
        if matches!(e.issue, Issue::Reussi | Issue::Annonce) && (debut..fin).contains(&e.instant) {
            heures.insert((e.instant.timestamp() / 3_600, objet));
        }
    }
    let lues = journal.dernieres_consultations(agent, &actes, 100).await.unwrap();
    assert!(lues.is_sorted_by(|un, deux| un.instant >= deux.instant));
    assert_eq!(lues.into_iter().map(|lue| (lue.objet, lue.instant)).collect::<BTreeMap<_, _>>(), objets);
    let lues = journal.objets_par_heure(agent, &actes, debut, fin).await.unwrap();
    let nombre = lues.len();
    let lues: BTreeSet<_> =
        lues.into_iter().map(|(heure, objet)| (heure.timestamp() / 3_600, objet)).collect();
    assert_eq!((lues.len(), lues), (nombre, heures), "each once");
}

/// A server and a command write, now and then somebody indexes, now and then a purge: at each step, what
/// is found is what is there.
#[tokio::test]
async fn searches_find_what_going_through_every_link_finds() {
    for terrain in Terrain::tous().await {
        let serveur = terrain.ouvrir().await;
        let commande = Journal::ouvrir_pour_une_commande(&terrain.url, &terrain.cle()).await.unwrap();
        let mut tirage = TestRunner::deterministic();
        let etapes = (prop::collection::vec((evenements(), any::<bool>()), 0..5), 0..10_u8);
        for _ in 0..60 {
            let (nouveaux, geste) = etapes.new_tree(&mut tirage).unwrap().current();
            for (evenement, du_serveur) in nouveaux {
                let journal = if du_serveur { &serveur } else { &commande };
                journal.append(evenement).await.unwrap();
            }
            match geste {
                0 | 1 => drop(serveur.indexer().await.unwrap()),
                2 => drop(commande.indexer().await.unwrap()),
                3 => drop(serveur.refaire_index().await.unwrap()),
                4 => {
                    let limite = instants().new_tree(&mut tirage).unwrap().current();
                    serveur.purger(&terrain.url, limite, consultation(20_000).instant).await.unwrap();
                }
                _ => {}
            }
            let lus = tous(&serveur).await;
            for journal in [&serveur, &commande] {
                for garde in 0..8 {
                    let filtre = filtres().new_tree(&mut tirage).unwrap().current();
                    comparer_les_recherches(journal, &lus, &clairseme(filtre, garde)).await;
                }
                for agent in 1..4 {
                    comparer_les_dernieres(journal, &lus, agent).await;
                }
            }
        }
        commande.fermer().await.unwrap();
    }
}

/// How SQLite reaches the rows of every search, said by itself: the index first, the chain by its key.
#[tokio::test]
async fn no_search_goes_through_the_chain_but_beyond_the_index() {
    let terrain = Terrain::sqlite();
    let entendues = Arc::new(Mutex::new(Vec::<Statement>::new()));
    let oreille = Arc::clone(&entendues);
    let temoin: Temoin = Arc::new(move |texte| oreille.lock().unwrap().push(texte.clone()));
    let journal = terrain.garni(5).await.observe(&temoin);
    journal.indexer().await.unwrap();
    journal.append(consultation(6)).await.unwrap();
    let (limite, depuis) = (10, Some(consultation(1).instant));
    let actes = [Acte::ConsulterDossier.code()];
    for filtre in [
        Filtre { limite, ..Filtre::default() },
        Filtre { limite, agent: Some(7), ..Filtre::default() },
        Filtre { limite, agent: Some(7), depuis, ..Filtre::default() },
        Filtre { limite, agents: Some(vec![7, 8]), depuis, ..Filtre::default() },
        Filtre { limite, organisation: Some(3), depuis, ..Filtre::default() },
        Filtre { limite, objet: Some("dossier:1".into()), ..Filtre::default() },
        Filtre {
            limite,
            objets: Some(vec!["dossier:1".into(), "cer:2".into()]),
            depuis,
            ..Filtre::default()
        },
        Filtre { limite, sans_agent: true, acte: Some("importer_flux".into()), ..Filtre::default() },
        Filtre { limite, acte: Some("importer_flux".into()), depuis, ..Filtre::default() },
    ] {
        journal.chercher(&filtre).await.unwrap();
        journal.compter(&filtre).await.unwrap();
    }
    journal.dernieres_reussites(Acte::SeConnecter, &[7, 8]).await.unwrap();
    journal.dernieres_consultations(7, &actes, 5).await.unwrap();
    journal.objets_par_heure(7, &actes, consultation(1).instant, consultation(9).instant).await.unwrap();
    let entendues = std::mem::take(&mut *entendues.lock().unwrap());
    assert_eq!(entendues.len(), 21, "a search is one statement");
    let base = Database::connect(&terrain.url).await.unwrap();
    for Statement { sql, values, db_backend } in entendues {
        let texte = format!("EXPLAIN QUERY PLAN {sql}");
        let plan = Statement { sql: texte, values, db_backend };
        for ligne in base.query_all_raw(plan).await.unwrap() {
            let detail: String = ligne.try_get_by_index(3).unwrap();
            let mut mots = detail.split(' ');
            let (geste, table) = (mots.next().unwrap(), mots.next().unwrap_or_default());
            let permis = match table {
                "evenement" | "suite" => {
                    let cles = ["(chaine=? AND seq=?)", "(chaine=? AND seq>?)", "(chaine>?)"];
                    geste == "SEARCH" && cles.iter().any(|cle| detail.contains(cle))
                }
                "renvoi" | "suivi" => detail.contains("INDEX renvoi_"),
                _ => true,
            };
            assert!(permis, "{detail}\n{sql}");
        }
    }
}
