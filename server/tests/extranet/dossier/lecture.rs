//! What a view asks of the store: few statements, and one connection at a time.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use reciproque_shared::api::ConsulterDossier;
use tokio::task::JoinSet;
use tracing_subscriber::layer::{Context, SubscriberExt};
use tracing_subscriber::{Layer, Registry};

use crate::bac::Bac;

/// Counts the statements that reach an engine, by the spans that SeaORM opens for each.
#[derive(Clone, Default)]
struct Instructions(Arc<AtomicUsize>);

impl<S: tracing::Subscriber> Layer<S> for Instructions {
    fn on_new_span(&self, attributs: &tracing::span::Attributes<'_>, _: &tracing::Id, _: Context<'_, S>) {
        let (lieu, geste) = (attributs.metadata().target(), attributs.metadata().name());
        let vers_la_base =
            lieu.starts_with("sea_orm::driver::sqlx_") || lieu == "sea_orm::database::transaction";
        if vers_la_base && (geste.starts_with("query_") || geste.starts_with("execute")) {
            self.0.fetch_add(1, Ordering::Relaxed);
        }
    }
}

/// The session, the dossier, its persons, the rubriques, orientations, référents and where they
/// were, CER, rendez-vous, and the trace: whatever the foyer holds.
#[tokio::test]
async fn a_view_asks_ten_statements() {
    let bac = Bac::ouvrir().await;
    let nadia = bac.connecter("nadia").await;
    // The first view also notes that the session lives.
    nadia.appeler::<ConsulterDossier>(bac.gens.keller.dossier, ()).await.unwrap();
    let instructions = Instructions::default();
    let _compte = tracing::subscriber::set_default(Registry::default().with(instructions.clone()));
    nadia.appeler::<ConsulterDossier>(bac.gens.keller.dossier, ()).await.unwrap();
    assert_eq!(instructions.0.load(Ordering::Relaxed), 10);
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
