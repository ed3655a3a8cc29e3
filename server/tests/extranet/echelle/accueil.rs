//! The home page of those with the longest lists, against the view of a dossier of the same store:
//! one connection, medians. And how many statements it asks.

use std::collections::HashMap;
use std::time::{Duration, Instant};

use reciproque_server::depot::Depot;
use reciproque_shared::accueil::{PLAFOND_COMPTE, SaisieFile};
use reciproque_shared::api::{Appel, ConsulterAccueil, ConsulterDossier, ConsulterFile};
use sea_orm::{ConnectionTrait, Statement};

use super::departement::Departement;
use crate::bac::{Bac, Client, ampleur};

/// Views that a home page may be worth: the limit, far above what is measured.
const VUES: f64 = 100.0;
const FOIS: usize = 20;

const REFERENT: &str = "SELECT agent.email FROM referent INNER JOIN agent ON agent.id = referent.agent_id \
     WHERE referent.fin IS NULL GROUP BY agent.email ORDER BY COUNT(*) DESC LIMIT 1";
const CTSA: &str = "SELECT agent.email FROM agent INNER JOIN territoire ON territoire.organisation_id = \
     agent.organisation_id INNER JOIN dossier ON dossier.commune = territoire.commune \
     GROUP BY agent.email ORDER BY COUNT(*) DESC LIMIT 1";
const SON_DOSSIER: &str = "SELECT personne.dossier_id FROM referent INNER JOIN agent ON agent.id = referent.agent_id \
     INNER JOIN personne ON personne.id = referent.personne_id WHERE referent.fin IS NULL AND agent.email = ";

async fn une_valeur<T: sea_orm::TryGetable>(depot: &Depot, texte: &str) -> T {
    let base = depot.lecture();
    let texte = Statement::from_string(base.get_database_backend(), texte);
    base.query_one_raw(texte).await.unwrap().unwrap().try_get_by_index(0).unwrap()
}

async fn mediane<A: Appel>(client: &Client, chemin: A::Chemin, corps: A::Corps) -> Duration
where
    A::Chemin: Copy,
    A::Corps: Clone,
{
    let mut durees = Vec::with_capacity(FOIS);
    for _ in 0..FOIS {
        let depart = Instant::now();
        client.appeler::<A>(chemin, corps.clone()).await.unwrap();
        durees.push(depart.elapsed());
    }
    durees.sort_unstable();
    durees[FOIS / 2]
}

#[tokio::test(flavor = "multi_thread")]
async fn the_home_of_those_with_the_longest_lists_costs_a_few_views() {
    let departement = Departement::de(ampleur(super::FOYERS, 60_000)).await;
    let ouvert = departement.ouvrir().await;
    let connecter = async |qui: &str| {
        let email: String = une_valeur(&ouvert.depot, qui).await;
        (ouvert.connecter(&email).await, email)
    };
    let (referent, email) = connecter(REFERENT).await;
    let (ctsa, _) = connecter(CTSA).await;
    let dossier: i64 = une_valeur(&ouvert.depot, &format!("{SON_DOSSIER}'{email}' LIMIT 1")).await;
    let vue = mediane::<ConsulterDossier>(&referent, dossier, ()).await;
    println!("dossier view: {vue:?}");
    for (qui, client) in [("référent", referent), ("CTSA", ctsa)] {
        let accueil = mediane::<ConsulterAccueil>(&client, (), ()).await;
        let vues = accueil.as_secs_f64() / vue.as_secs_f64();
        println!("home of the {qui}: {accueil:?}, {vues:.1} views");
        assert!(vues <= VUES, "the home of the {qui} costs {vues:.0} views");
        assert!(les_comptes_sont_ceux_des_listes(&client).await > 0, "the {qui} has nothing to do");
    }
}

/// A count tries the scope by its rows, a list by each person: they agree; answers what was counted.
async fn les_comptes_sont_ceux_des_listes(client: &Client) -> u64 {
    let accueil = client.appeler::<ConsulterAccueil>((), ()).await.unwrap();
    let mut comptes = 0;
    for compte in accueil.files {
        let liste = client.appeler::<ConsulterFile>(compte.file, SaisieFile::default()).await.unwrap();
        assert_eq!(compte.nombre, liste.total.min(PLAFOND_COMPTE + 1), "{:?}", compte.file);
        comptes += compte.nombre;
    }
    comptes
}

/// The session, one statement for all the counts, and those of each other part of the page.
#[tokio::test]
async fn a_home_page_asks_few_statements() {
    let bac = Bac::ouvrir().await;
    let mut demandees = HashMap::new();
    for prenom in ["nadia", "hugo", "claire", "sonia", "dominique", "gaelle", "alain"] {
        let client = bac.connecter(prenom).await;
        // The first one also notes that the session lives.
        client.appeler::<ConsulterAccueil>((), ()).await.unwrap();
        let accueil = client.appeler::<ConsulterAccueil>((), ());
        let (accueil, instructions) = bac.instructions.pendant(accueil).await;
        accueil.unwrap();
        demandees.insert(prenom, instructions.len());
    }
    let attendues = [("nadia", 7), ("hugo", 6), ("claire", 3), ("sonia", 5), ("dominique", 4)];
    let attendues: HashMap<_, _> = attendues.into_iter().chain([("gaelle", 3), ("alain", 1)]).collect();
    assert_eq!(demandees, attendues);
}
