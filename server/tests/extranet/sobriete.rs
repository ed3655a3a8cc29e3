//! How many times each reading asks the store: pinned, so that one more is seen in review.

use crate::bac::instructions::{ecrit, interroge};
use crate::certitude::{cas, passages};
use crate::matrice::{Scene, dans_l_ordre};

#[tokio::test(flavor = "multi_thread")]
async fn each_reading_asks_the_store_as_often_as_was_reviewed() {
    let (passages, mut lues) = (passages(), Vec::new());
    for route in dans_l_ordre() {
        let appel = format!("{} {}", route.methode.code(), route.chemin);
        let Some(lettre) = passages.get(&appel).and_then(|lettres| lettres.first()) else { continue };
        let scene = Scene::dresser(cas(*lettre)).await;
        let recette = scene.bac.recette(&route, scene.qui, scene.cible).await;
        let (reponse, entendues) = scene.bac.instructions.pendant(scene.client.executer(&recette)).await;
        if reponse.statut.is_success() && !entendues.iter().any(ecrit) {
            let questions = entendues.iter().filter(|entendue| interroge(entendue)).count();
            lues.push(format!("{}: {questions}", route.operation));
        }
    }
    lues.sort();
    insta::assert_snapshot!(lues.join("\n"));
}
