//! Nothing is routed, described or declared without being tested.

use std::collections::BTreeSet;

use reciproque_shared::api;

use crate::bac::{Bac, Cible};
use crate::matrice::routes;

/// [`crate::bac::Recette::preparer`] panics on a route that it does not know.
#[tokio::test]
async fn every_route_has_its_recipe_and_the_recipe_calls_that_route() {
    let bac = Bac::ouvrir().await;
    for route in routes() {
        let recette = bac.recette(&route, "nadia", Cible::INCONNUE).await;
        assert_eq!(recette.methode, route.methode, "{}", route.operation);
        let (modele, chemin) = (format!("{}{}", api::RACINE, route.chemin), &recette.chemin);
        let morceaux = modele.split('/').zip(chemin.split('/'));
        assert!(morceaux.clone().all(|(m, c)| m == c || m.starts_with('{')), "{chemin} is not {modele}");
        assert_eq!(modele.matches('/').count(), chemin.matches('/').count(), "{chemin} is not {modele}");
    }
}

#[test]
fn every_declared_call_is_routed_once() {
    let routees: Vec<_> = routes().iter().map(|route| route.operation).collect();
    let uniques: BTreeSet<_> = routees.iter().copied().collect();
    assert_eq!(uniques.len(), routees.len(), "a call is routed twice");
    assert_eq!(uniques, api::TOUS.iter().copied().collect());
}
