//! What searches find does not depend on what is indexed: nothing, a part, all; and an index that was
//! altered is told, and made again.

use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap};
use std::process::ExitCode;

use chrono::{DateTime, TimeDelta, Utc};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use reciproque_server::journal::commande::{CommandeJournal, executer};
use reciproque_server::journal::{Compte, Consultation, Filtre, Inscription, Journal};
use reciproque_shared::habilitation::Acte;
use reciproque_shared::journal::{Evenement, Issue};

use super::terrain::{Terrain, consultation};

const ISSUES: [Issue; 4] = [Issue::Annonce, Issue::Reussi, Issue::Refuse, Issue::Echoue];
const ACTES: [Acte; 3] = [Acte::ConsulterDossier, Acte::Rechercher, Acte::SeConnecter];

/// One event: whether a command does it, who, where, on what, which act, how it ends, after how many
/// seconds (the clock may go back), and how far before is what it follows.
type Geste = (bool, (i64, i64, i64), (usize, usize), i64, u64);

fn gestes() -> impl Strategy<Value = Vec<Geste>> {
    let sujet = (0..4_i64, 0..3_i64, 0..4_i64);
    let nature = (0..ACTES.len(), 0..ISSUES.len());
    prop::collection::vec((any::<bool>(), sujet, nature, -500..4_000_i64, 0..4_u64), 1..50)
}

/// 0 stands for nobody, nowhere, nothing.
fn evenement(geste: &Geste, seconde: i64, suivant: u64) -> Evenement {
    let (_, (agent, organisation, objet), (acte, issue), _, avant) = *geste;
    let present = |numero: i64| Some(numero).filter(|numero| *numero > 0);
    Evenement {
        agent: present(agent),
        organisation: present(organisation),
        objet: present(objet).map(|numero| format!("dossier:{numero}")),
        acte: ACTES[acte].code().to_owned(),
        issue: ISSUES[issue],
        lie_a: suivant.checked_sub(avant).filter(|seq| avant > 0 && *seq > 0),
        ..consultation(seconde)
    }
}

/// Appends them by a server and a command; all that is in their chains, in the order of reading.
async fn remplir(terrain: &Terrain, gestes: &[Geste]) -> (Journal, Vec<Inscription>) {
    let serveur = terrain.ouvrir().await;
    let commande = Journal::ouvrir_pour_une_commande(&terrain.url, &terrain.cle()).await.unwrap();
    let (mut seconde, mut suivants, mut positions) = (0, [1, 1], Vec::new());
    for geste in gestes {
        seconde += geste.3;
        let qui = usize::from(geste.0);
        let recu = [&serveur, &commande][qui].append(evenement(geste, seconde, suivants[qui])).await.unwrap();
        suivants[qui] = recu.seq + 1;
        positions.push((recu.chaine, recu.seq));
    }
    commande.fermer().await.unwrap();
    let mut toutes = serveur.aux_positions(&positions).await.unwrap();
    toutes.sort_by_key(|lue| Reverse((lue.maillon.evenement.instant, lue.chaine, lue.maillon.seq)));
    (serveur, toutes)
}

fn filtres(toutes: &[Inscription]) -> Vec<Filtre> {
    let milieu = toutes[toutes.len() / 2].maillon.evenement.instant;
    let tout = || Filtre { limite: 1_000, ..Filtre::default() };
    let objets = |numeros: &[i64]| Some(numeros.iter().map(|numero| format!("dossier:{numero}")).collect());
    vec![
        tout(),
        Filtre { agent: Some(1), ..tout() },
        Filtre { sans_agent: true, ..tout() },
        Filtre { agents: Some(vec![1, 3]), issue: Some(Issue::Refuse), ..tout() },
        Filtre { agents: Some(Vec::new()), ..tout() },
        Filtre { organisation: Some(2), sans_refus: true, depuis: Some(milieu), ..tout() },
        Filtre { objet: Some("dossier:1".into()), avant: Some(milieu), ..tout() },
        Filtre { objets: objets(&[1, 2]), issues: &[Issue::Reussi, Issue::Annonce], ..tout() },
        Filtre { objets: objets(&[3]), agent: Some(2), ..tout() },
        Filtre { acte: Some(ACTES[1].code().into()), depuis: Some(milieu), ..tout() },
        Filtre { sauf: vec![ACTES[0].code()], avant: Some(milieu), ..tout() },
        Filtre { apres: Some(toutes[toutes.len() / 2].curseur()), limite: 5, ..Filtre::default() },
    ]
}

/// By the definition of each criterion.
fn attendues(toutes: &[Inscription], f: &Filtre) -> Vec<Inscription> {
    let apres = f.apres.and_then(|apres| toutes.iter().position(|lue| lue.curseur() == apres));
    let retenue = |lue: &&Inscription| {
        let e = &lue.maillon.evenement;
        f.agent.is_none_or(|agent| e.agent == Some(agent))
            && (!f.sans_agent || e.agent.is_none())
            && f.agents.as_ref().is_none_or(|agents| e.agent.is_some_and(|agent| agents.contains(&agent)))
            && f.organisation.is_none_or(|organisation| e.organisation == Some(organisation))
            && f.objet.as_ref().is_none_or(|objet| e.objet.as_ref() == Some(objet))
            && f.objets.as_ref().is_none_or(|tous| e.objet.as_ref().is_some_and(|objet| tous.contains(objet)))
            && f.acte.as_ref().is_none_or(|acte| e.acte == *acte)
            && !f.sauf.contains(&e.acte.as_str())
            && f.issue.is_none_or(|issue| e.issue == issue)
            && (f.issues.is_empty() || f.issues.contains(&e.issue))
            && !(f.sans_refus && e.issue == Issue::Refuse)
            && f.depuis.is_none_or(|depuis| e.instant >= depuis)
            && f.avant.is_none_or(|avant| e.instant < avant)
    };
    let suite = toutes.iter().skip(apres.map_or(0, |rang| rang + 1));
    suite.filter(retenue).take(f.limite as usize).cloned().collect()
}

fn comptees<'a>(lues: impl Iterator<Item = &'a Inscription>) -> BTreeMap<String, u64> {
    let mut comptes = BTreeMap::new();
    for Evenement { organisation, acte, issue, motif, .. } in lues.map(|lue| &lue.maillon.evenement) {
        *comptes.entry(format!("{organisation:?} {acte} {:?} {motif:?}", Some(issue))).or_default() += 1;
    }
    comptes
}

fn lus(comptes: Vec<Compte>) -> BTreeMap<String, u64> {
    let cle = |c: &Compte| format!("{:?} {} {:?} {:?}", c.organisation, c.acte, c.issue, c.motif);
    comptes.iter().map(|compte| (cle(compte), compte.nombre)).collect()
}

/// The latest success of each agent: an announcement counts unless it is told to have failed.
fn reussites(toutes: &[Inscription], acte: Acte) -> HashMap<i64, DateTime<Utc>> {
    let echouee = |annonce: &Inscription| {
        toutes.iter().any(|autre| {
            let (e, avant) = (&autre.maillon.evenement, &annonce.maillon.evenement);
            let delai = e.instant - avant.instant;
            autre.chaine == annonce.chaine
                && e.lie_a == Some(annonce.maillon.seq)
                && (e.agent, e.issue) == (avant.agent, Issue::Echoue)
                && (TimeDelta::zero()..=TimeDelta::hours(1)).contains(&delai)
        })
    };
    let mut dernieres = HashMap::new();
    for lue in toutes.iter().filter(|lue| lue.maillon.evenement.acte == acte.code()) {
        let Evenement { agent: Some(agent), issue, instant, .. } = &lue.maillon.evenement else { continue };
        if *issue == Issue::Reussi || (*issue == Issue::Annonce && !echouee(lue)) {
            dernieres.entry(*agent).or_insert(*instant);
        }
    }
    dernieres
}

/// What an agent opened last, each object once; the order of those of one instant is free.
fn vues(consultations: Vec<Consultation>) -> BTreeMap<String, DateTime<Utc>> {
    consultations.into_iter().map(|vue| (vue.objet, vue.instant)).collect()
}

async fn assert_trouve_tout(journal: &Journal, toutes: &[Inscription], quand: &str) {
    for filtre in filtres(toutes) {
        let attendues = attendues(toutes, &filtre);
        assert_eq!(journal.chercher(&filtre).await.unwrap(), attendues, "{quand}: {filtre:?}");
        if filtre.apres.is_none() {
            let comptes = lus(journal.compter(&filtre).await.unwrap());
            assert_eq!(comptes, comptees(attendues.iter()), "{quand}: {filtre:?}");
        }
    }
    let trouvees = journal.dernieres_reussites(ACTES[2], &[1, 2, 3]).await.unwrap();
    assert_eq!(trouvees, reussites(toutes, ACTES[2]), "{quand}");
    for agent in [1, 2, 3] {
        let siennes = toutes.iter().map(|lue| &lue.maillon.evenement);
        let siennes: Vec<_> =
            siennes.filter(|e| e.agent == Some(agent) && e.acte == ACTES[0].code()).collect();
        let reussies = siennes.iter().rev().filter(|e| e.issue == Issue::Reussi);
        let attendues = reussies.filter_map(|e| Some((e.objet.clone()?, e.instant))).collect();
        let actes = [ACTES[0].code()];
        let trouvees = journal.dernieres_consultations(agent, &actes, 10).await.unwrap();
        assert_eq!(vues(trouvees), attendues, "{quand}: agent {agent}");
        let (depuis, avant) = (DateTime::UNIX_EPOCH, consultation(1_000_000).instant);
        let mut heures = journal.objets_par_heure(agent, &actes, depuis, avant).await.unwrap();
        heures.sort();
        let heure = |instant: DateTime<Utc>| {
            DateTime::from_timestamp_millis(instant.timestamp_millis() / 3_600_000 * 3_600_000).unwrap()
        };
        let ouvertes = siennes.iter().filter(|e| matches!(e.issue, Issue::Reussi | Issue::Annonce));
        let mut attendues: Vec<_> =
            ouvertes.filter_map(|e| Some((heure(e.instant), e.objet.clone()?))).collect();
        attendues.sort();
        attendues.dedup();
        assert_eq!(heures, attendues, "{quand}: agent {agent}");
    }
}

async fn eprouver(terrain: Terrain, gestes: &[Geste], moitie: u64) {
    let (journal, toutes) = remplir(&terrain, gestes).await;
    assert_trouve_tout(&journal, &toutes, "nothing indexed").await;
    journal.indexer().await.unwrap();
    assert_trouve_tout(&journal, &toutes, "all indexed").await;
    assert_eq!(journal.confronter_index().await.unwrap(), 0);
    // The end of the index is lost: it goes on from what is left.
    terrain.intrus().await.executer(&format!("DELETE FROM indexe WHERE seq > {moitie}")).await;
    assert_trouve_tout(&journal, &toutes, "a part indexed").await;
    assert_eq!(journal.confronter_index().await.unwrap(), 0);
    journal.indexer().await.unwrap();
    assert_trouve_tout(&journal, &toutes, "the rest indexed").await;
    assert_eq!(journal.confronter_index().await.unwrap(), 0);
}

#[test]
fn searches_answer_the_same_whatever_is_indexed() {
    let execution = tokio::runtime::Runtime::new().unwrap();
    let mut essais = TestRunner::new(Config::with_cases(12));
    essais
        .run(&(gestes(), 0..30_u64), |(gestes, moitie)| {
            execution.block_on(async {
                for terrain in Terrain::tous().await {
                    eprouver(terrain, &gestes, moitie).await;
                }
            });
            Ok(())
        })
        .unwrap();
}

#[tokio::test]
async fn an_index_that_was_altered_is_told_and_made_again() {
    let atteintes = [
        "DELETE FROM indexe WHERE seq = 2",
        "UPDATE indexe SET agent = 9 WHERE seq = 2",
        "UPDATE indexe SET instant = instant + 1 WHERE seq = 2",
        "UPDATE indexe SET organisation = NULL WHERE seq = 2",
        "UPDATE indexe SET objet = NULL WHERE seq = 2",
        // As if what comes next was indexed already.
        "INSERT INTO indexe SELECT chaine, 1000, instant, agent, organisation, objet FROM indexe WHERE seq = 2",
    ];
    for (rang, sql) in atteintes.into_iter().enumerate() {
        for terrain in Terrain::tous().await {
            let journal = terrain.garni(4).await;
            journal.indexer().await.unwrap();
            let verify = async || {
                let commande = CommandeJournal::Verify { sceau: None };
                format!("{:?}", executer(commande, &terrain.url, &terrain.cle()).await.unwrap())
            };
            assert_eq!(verify().await, format!("{:?}", ExitCode::SUCCESS));
            terrain.intrus().await.executer(sql).await;
            journal.append(consultation(5)).await.unwrap();
            assert_eq!(verify().await, format!("{:?}", ExitCode::FAILURE), "{sql}");
            journal.verifier().await.unwrap();
            // By the command, or by the server as it starts.
            if rang % 2 == 0 {
                executer(CommandeJournal::Reindexer, &terrain.url, &terrain.cle()).await.unwrap();
            } else {
                assert_eq!(journal.confronter_index().await.unwrap(), 1, "{sql}");
            }
            assert_eq!(verify().await, format!("{:?}", ExitCode::SUCCESS), "{sql}");
            journal.append(consultation(6)).await.unwrap();
            let lues =
                journal.chercher(&Filtre { agent: Some(7), limite: 10, ..Filtre::default() }).await.unwrap();
            let positions: Vec<_> = lues.iter().map(|lue| lue.maillon.seq).collect();
            assert_eq!(positions, [6, 5, 4, 3, 2, 1], "{sql}");
        }
    }
}
