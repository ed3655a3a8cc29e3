//! What a view asks of the store: few statements, and one connection at a time.

use std::sync::Arc;

use reciproque_shared::api::ConsulterDossier;
use tokio::task::JoinSet;

use crate::bac::Bac;

/// The session, the dossier, its persons, the rubriques, orientations, référents and where they
/// were, what France Travail told and was told, CER, rendez-vous and what is awaited: whatever the foyer
/// holds. The trace is written by the journal.
#[tokio::test]
async fn a_view_asks_twelve_statements() {
    let bac = Bac::ouvrir().await;
    let nadia = bac.connecter("nadia").await;
    // The first view also notes that the session lives.
    nadia.appeler::<ConsulterDossier>(bac.gens.keller.dossier, ()).await.unwrap();
    let vue = nadia.appeler::<ConsulterDossier>(bac.gens.keller.dossier, ());
    let (vue, instructions) = bac.instructions.pendant(vue).await;
    vue.unwrap();
    assert_eq!(instructions.len(), 12, "{instructions:#?}");
}

/// A view that held a connection while it waited for another, or for its trace, would keep the
/// others waiting until they give up.
#[tokio::test]
async fn more_views_at_once_than_connections_all_go_through() {
    let bac = Bac::ouvrir().await;
    let nadia = Arc::new(bac.connecter("nadia").await);
    let dossier = bac.gens.keller.dossier;
    let mut vues = JoinSet::new();
    for _ in 0..40 {
        let nadia = nadia.clone();
        vues.spawn(async move { nadia.appeler::<ConsulterDossier>(dossier, ()).await.unwrap().trace });
    }
    let mut traces = vues.join_all().await;
    traces.sort_unstable();
    traces.dedup();
    assert_eq!(traces.len(), 40, "each view has its own trace");
}
