//! The rows of what is awaited at the size of a département: as they were made, after writings by
//! lot, after a change of rules.

use std::collections::HashMap;

use chrono::TimeDelta;
use reciproque_server::attente;
use reciproque_shared::regle::Regles;
use sea_orm::{FromQueryResult, Statement};

use super::departement::Departement;
use super::ouvert::Ouvert;
use crate::attente::{cinq_mois, justes, un_geste, un_rendez_vous};
use crate::bac::{Client, ampleur};

/// Adults, each with who accompanies them and somebody of their CTSA; spread over the whole store.
const ADULTES: &str = "SELECT personne.id AS personne, personne.dossier_id AS dossier, agent.email AS referent, \
     (SELECT MIN(de.email) FROM agent de INNER JOIN territoire ON territoire.organisation_id = de.organisation_id \
     WHERE territoire.commune = dossier.commune) AS ctsa FROM referent \
     INNER JOIN agent ON agent.id = referent.agent_id INNER JOIN personne ON personne.id = referent.personne_id \
     INNER JOIN dossier ON dossier.id = personne.dossier_id WHERE referent.fin IS NULL AND personne.partie_le IS NULL \
     ORDER BY (personne.id * 7919) % 10007, personne.id";

#[derive(FromQueryResult)]
struct Adulte {
    personne: i64,
    dossier: i64,
    referent: String,
    ctsa: Option<String>,
}

async fn adultes(ouvert: &Ouvert, combien: usize) -> Vec<Adulte> {
    let base = ouvert.depot.lecture();
    let texte = format!("{ADULTES} LIMIT {combien}");
    let lus = Adulte::find_by_statement(Statement::from_string(base.get_database_backend(), texte));
    lus.all(base).await.unwrap()
}

/// Signed in once each.
struct Connectes<'a> {
    ouvert: &'a Ouvert,
    clients: HashMap<String, Client>,
}

impl Connectes<'_> {
    async fn prendre(&mut self, email: &str) -> &Client {
        if !self.clients.contains_key(email) {
            self.clients.insert(email.to_owned(), self.ouvert.connecter(email).await);
        }
        &self.clients[email]
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_rows_of_a_departement_are_those_of_the_function() {
    let departement = Departement::de(super::FOYERS).await;
    let ouvert = departement.ouvrir().await;
    let (depot, regles) = (&ouvert.depot, Regles::default());
    let avant = justes(depot, &regles, "as the demo left them").await;
    assert!(avant > 10_000);
    let demain = departement.jour + TimeDelta::days(1);
    let mut connectes = Connectes { ouvert: &ouvert, clients: HashMap::new() };
    for (tour, adulte) in adultes(&ouvert, ampleur(60, 1_000)).await.iter().enumerate() {
        connectes.prendre(&adulte.referent).await;
        let ctsa = adulte.ctsa.as_deref().unwrap_or(&adulte.referent);
        connectes.prendre(ctsa).await;
        let (referent, ctsa) = (&connectes.clients[&adulte.referent], &connectes.clients[ctsa]);
        // The first is a new contract when none goes on; then what it allows.
        for rang in [tour % 3, (tour / 3) % 4, 0, 1] {
            un_geste((referent, ctsa), (adulte.dossier, adulte.personne), rang).await;
        }
        un_rendez_vous(referent, adulte.personne, demain).await;
    }
    assert_ne!(justes(depot, &regles, "after writings by lot").await, avant);
    let autres = cinq_mois(departement.jour);
    assert!(attente::mettre_a_jour(depot, &autres).await.unwrap());
    justes(depot, &autres, "under other rules").await;
    assert!(attente::mettre_a_jour(depot, &regles).await.unwrap());
    justes(depot, &regles, "under the default rules again").await;
}
