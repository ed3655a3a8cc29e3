//! What a preview for many persons asks of the store does not grow with them.

use reciproque_server::depot::entite::{orientation, referent};
use reciproque_shared::api::{OrienterLot, PreparerLot, PreparerTransfert};
use reciproque_shared::date;
use reciproque_shared::parcours::lot::{FiltreAOrienter, SaisieLot};
use reciproque_shared::parcours::portefeuille::{SaisieTransfert, repartir};
use reciproque_shared::parcours::{OrigineOrientation, SaisieOrientation, SorteOrientation};
use sea_orm::{ActiveModelTrait, ActiveValue::Set};

use super::vers;
use crate::bac::instructions::interroge;
use crate::bac::{Bac, Client};
use crate::rendez_vous::{a, creer};

/// Beyond, somebody is read by themselves again.
const QUESTIONS_MAX: usize = 25;

fn lot(bac: &Bac, personnes: &[i64]) -> SaisieLot {
    let decision =
        SaisieOrientation { origine: None, ..vers(bac, bac.gens.semaphore, OrigineOrientation::Premiere) };
    SaisieLot { personnes: personnes.to_vec(), filtre: FiltreAOrienter::default(), decision }
}

/// How often the store was asked, the journal aside.
async fn questions<T>(bac: &Bac, appel: impl Future<Output = T>) -> (T, usize) {
    let (reponse, entendues) = bac.instructions.pendant(appel).await;
    (reponse, entendues.iter().filter(|entendue| interroge(entendue)).count())
}

#[tokio::test]
async fn fifty_persons_to_orient_are_foreseen_in_as_many_statements_as_two() {
    let bac = Bac::ouvrir().await;
    let hugo = bac.connecter("hugo").await;
    let personnes = bac.des_adultes(50).await;
    // The first call also notes that the session lives.
    hugo.appeler::<PreparerLot>((), lot(&bac, &personnes[..2])).await.unwrap();
    let deux = hugo.appeler::<PreparerLot>((), lot(&bac, &personnes[..2]));
    let (apercu, peu) = questions(&bac, deux).await;
    assert_eq!(apercu.unwrap().possibles(), 2);
    let cinquante = hugo.appeler::<PreparerLot>((), lot(&bac, &personnes));
    let (apercu, beaucoup) = questions(&bac, cinquante).await;
    assert_eq!(apercu.unwrap().possibles(), 50);
    assert_eq!(beaucoup, peu);
    assert!(peu <= QUESTIONS_MAX, "{peu}");
    let fiche = hugo.appeler::<OrienterLot>((), lot(&bac, &personnes)).await.unwrap();
    assert_eq!((fiche.orientees.len(), fiche.exclues.len()), (50, 0));
    crate::attente::justes_ici(&bac, "after fifty were oriented").await;
}

/// Accompanied by ALSA, by nadia.
async fn confier_a_nadia(bac: &Bac, personnes: &[i64]) {
    let debut = bac.horloge.aujourdhui() - chrono::Days::new(30);
    for personne in personnes {
        orientation::ActiveModel::premiere(*personne, bac.gens.alsa, SorteOrientation::Social, debut)
            .insert(bac.base())
            .await
            .unwrap();
        let referent = referent::ActiveModel {
            personne_id: Set(*personne),
            agent_id: Set(bac.gens.nadia),
            debut: Set(debut),
            fin: Set(None),
            ..Default::default()
        };
        referent.insert(bac.base()).await.unwrap();
    }
}

async fn prevoir(bac: &Bac, gaelle: &Client, personnes: &[i64]) -> usize {
    let saisie = SaisieTransfert {
        agent: bac.gens.nadia,
        jour: date::court(bac.horloge.aujourdhui()),
        affectations: repartir(personnes, &[bac.gens.noe]),
    };
    let (apercu, nombre) = questions(bac, gaelle.appeler::<PreparerTransfert>((), saisie)).await;
    let issues = apercu.unwrap().issues;
    assert_eq!(issues.iter().filter(|issue| issue.referent.is_some()).count(), personnes.len());
    nombre
}

#[tokio::test]
async fn a_portfolio_of_fifty_is_foreseen_in_as_many_statements_as_one_of_two() {
    let bac = Bac::ouvrir().await;
    let (gaelle, nadia) = (bac.connecter("gaelle").await, bac.connecter("nadia").await);
    let personnes = bac.des_adultes(50).await;
    confier_a_nadia(&bac, &personnes).await;
    creer(&nadia, personnes[0], a(&bac, 3, "10h")).await;
    prevoir(&bac, &gaelle, &personnes[..2]).await;
    let peu = prevoir(&bac, &gaelle, &personnes[..2]).await;
    assert_eq!(prevoir(&bac, &gaelle, &personnes).await, peu);
    assert!(peu <= QUESTIONS_MAX, "{peu}");
}

#[tokio::test]
async fn who_is_out_of_reach_is_told_apart_from_the_others() {
    let bac = Bac::ouvrir().await;
    let hugo = bac.connecter("hugo").await;
    let personnes = [bac.gens.haas.demandeur, bac.gens.tifour.demandeur, 999_999];
    let apercu = hugo.appeler::<PreparerLot>((), lot(&bac, &personnes)).await.unwrap();
    let nommees: Vec<_> = apercu.issues.iter().map(|issue| issue.personne.personne).collect();
    assert_eq!(nommees, [bac.gens.haas.demandeur], "another CTSA’s and nobody’s are not named");
}
