//! Time tells nothing: an unknown e-mail costs what a known one does.

use std::time::{Duration, Instant};

use reciproque_server::depot::entite::compte;
use reciproque_server::secret::Frein;
use reciproque_server::serveur::Reglages;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use crate::bac::{Bac, nom_de_session};

/// Attempts on each account, in turn, so that whatever else the machine does weighs on all.
const TOURS: usize = 15;
/// Series tried: noise may spoil some, a difference in the code spoils them all.
const SERIES: usize = 6;
/// Medians further apart than this part of the larger would tell who has an account. An
/// attempt without its hash would be ten times faster.
const ECART: f64 = 0.25;

async fn mediane(bac: &Bac, emails: &[String]) -> Vec<Duration> {
    let mut durees = vec![Vec::new(); emails.len()];
    for _ in 0..TOURS {
        for (email, durees) in emails.iter().zip(&mut durees) {
            let client = bac.visiteur();
            let debut = Instant::now();
            let refus = client.ouvrir_session(email, "une tentative ratée").await.unwrap_err();
            durees.push(debut.elapsed());
            assert_eq!(refus.statut.as_u16(), 401, "{email}");
        }
    }
    durees
        .into_iter()
        .map(|mut durees| {
            durees.sort();
            durees[TOURS / 2]
        })
        .collect()
}

#[tokio::test]
async fn unknown_and_known_accounts_take_the_same_time() {
    let bac = Bac::freine(Reglages::default(), Frein::new(100_000, 100_000)).await;
    // Paul has neither password nor code.
    compte::Entity::update_many()
        .col_expr(compte::Column::MotDePasse, Expr::value(None::<String>))
        .filter(compte::Column::AgentId.eq(bac.gens.paul))
        .exec(bac.base())
        .await
        .unwrap();
    let emails: Vec<_> = ["nadia", "serge", "paul", "personne"].map(nom_de_session).into();
    let mut vues = Vec::new();
    for _ in 0..SERIES {
        let medianes = mediane(&bac, &emails).await;
        let (plus_court, plus_long) = (medianes.iter().min().unwrap(), medianes.iter().max().unwrap());
        if plus_court.as_secs_f64() >= plus_long.as_secs_f64() * (1.0 - ECART) {
            return;
        }
        vues.push(medianes);
    }
    panic!("known, suspended, without password, unknown: {vues:?}");
}
