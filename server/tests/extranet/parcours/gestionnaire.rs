//! Who manages a structure names the référents of its persons, of those only, and sees whom nobody
//! accompanies any more.

use chrono::Days;
use reciproque_server::depot::entite::{agent, habilitation};
use reciproque_shared::accueil::{FileAttente, SaisieFile};
use reciproque_shared::api::{
    ConsulterAccueil, ConsulterFile, ConsulterParcours, ConsulterPortefeuille, ConsulterPortefeuilles,
    ConsulterTransfert, DesignerReferent, Orienter, TransfererPortefeuille,
};
use reciproque_shared::date;
use reciproque_shared::habilitation::Profil;
use reciproque_shared::parcours::portefeuille::SaisieTransfert;
use reciproque_shared::parcours::{GesteParcours, OrigineOrientation, SaisieDesignation};
use reqwest::StatusCode;
use sea_orm::sea_query::Expr;
use sea_orm::{ActiveModelTrait, ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter};

use super::portefeuille::{a_noe, referents_le, transferer};
use super::{lire, vers};
use crate::bac::{Bac, Client};

/// The habilitation of this agent ended yesterday.
async fn partir(bac: &Bac, agent: i64) {
    habilitation::Entity::update_many()
        .col_expr(habilitation::Column::Fin, Expr::value(bac.horloge.aujourdhui() - Days::new(1)))
        .filter(habilitation::Column::AgentId.eq(agent))
        .exec(bac.base())
        .await
        .unwrap();
}

async fn partis(client: &Client) -> Vec<i64> {
    let page =
        client.appeler::<ConsulterFile>(FileAttente::ReferentParti, SaisieFile::default()).await.unwrap();
    assert_eq!(page.total, page.lignes.len() as u64);
    let accueil = client.appeler::<ConsulterAccueil>((), ()).await.unwrap();
    let compte = accueil.files.iter().find(|compte| compte.file == FileAttente::ReferentParti).unwrap();
    assert_eq!(compte.nombre, page.total, "the count is that of the list");
    let mut ids: Vec<i64> = page.lignes.iter().map(|ligne| ligne.personne.personne).collect();
    ids.sort_unstable();
    ids
}

async fn lire_refuse(client: &Client, personne: i64) -> (StatusCode, String) {
    let refus = client.appeler::<ConsulterParcours>(personne, ()).await.unwrap_err();
    (refus.statut, refus.probleme.detail)
}

#[tokio::test]
async fn the_manager_names_the_referent_of_the_persons_of_the_structure_only() {
    let bac = Bac::ouvrir().await;
    let gaelle = bac.connecter("gaelle").await;
    let personne = bac.gens.keller.demandeur;
    let vue = lire(&gaelle, personne).await;
    assert_eq!(vue.gestes, [GesteParcours::Designer], "nothing else of the parcours is hers to decide");
    assert_eq!(vue.contexte.structures.len(), 1, "nobody of another structure is named");
    let saisie = |agent| SaisieDesignation {
        referent: Some(agent),
        debut: date::court(bac.horloge.aujourdhui() + Days::new(10)),
    };
    let ailleurs = gaelle
        .appeler_sur::<DesignerReferent>(vue.version, personne, saisie(bac.gens.paul))
        .await
        .unwrap_err();
    assert_eq!(ailleurs.champs(), [("referent", "referent_ailleurs")]);
    let fiche =
        gaelle.appeler_sur::<DesignerReferent>(vue.version, personne, saisie(bac.gens.noe)).await.unwrap();
    assert_eq!(fiche.referents[0].agent, bac.gens.noe);
    let aujourdhui = bac.horloge.aujourdhui();
    assert_eq!(referents_le(&bac, personne, aujourdhui).await, [bac.gens.nadia]);
    assert_eq!(referents_le(&bac, personne, aujourdhui + Days::new(10)).await, [bac.gens.noe]);
    // The other adult of the same foyer is accompanied elsewhere: like unknown.
    let inconnu = lire_refuse(&gaelle, 999_999).await;
    assert_eq!(lire_refuse(&gaelle, bac.gens.keller.conjoint.unwrap()).await, inconnu);
    assert_eq!(lire_refuse(&gaelle, bac.gens.tifour.demandeur).await, inconnu);
    let refus = gaelle
        .appeler_sur::<Orienter>(
            fiche.version,
            personne,
            vers(&bac, bac.gens.semaphore, OrigineOrientation::Reorientation),
        )
        .await
        .unwrap_err();
    assert_eq!(refus.statut, StatusCode::FORBIDDEN);
    crate::attente::justes_ici(&bac, "after the manager named a référent").await;
}

#[tokio::test]
async fn who_is_not_of_the_structure_answers_like_nobody_and_the_manager_of_another_one_sees_nothing() {
    let bac = Bac::ouvrir().await;
    let gaelle = bac.connecter("gaelle").await;
    let inconnu = gaelle.appeler::<ConsulterPortefeuille>(999_999, ()).await.unwrap_err();
    let ailleurs = gaelle.appeler::<ConsulterPortefeuille>(bac.gens.paul, ()).await.unwrap_err();
    assert_eq!(ailleurs.statut, StatusCode::NOT_FOUND);
    assert_eq!((ailleurs.statut, ailleurs.probleme), (inconnu.statut, inconnu.probleme));
    let saisie = SaisieTransfert { agent: bac.gens.paul, ..a_noe(&bac, bac.horloge.aujourdhui()) };
    let refus = gaelle.appeler::<TransfererPortefeuille>((), saisie).await.unwrap_err();
    assert_eq!(refus.statut, StatusCode::NOT_FOUND);
    let fiche = transferer(&gaelle, a_noe(&bac, bac.horloge.aujourdhui())).await;
    let equipe = gaelle.appeler::<ConsulterPortefeuilles>((), ()).await.unwrap();
    assert_eq!(equipe.transferts.iter().map(|lu| lu.id).collect::<Vec<_>>(), [fiche.id]);
    let comptes: Vec<_> = equipe.lignes.iter().map(|ligne| (ligne.agent, ligne.personnes)).collect();
    assert_eq!(comptes, [(bac.gens.nadia, 0), (bac.gens.noe, 2)]);
    // The same profil, in another structure.
    bac.habiliter(bac.gens.remi, Profil::GestionnaireHabilitations).await;
    habilitation::Entity::update_many()
        .col_expr(habilitation::Column::Fin, Expr::value(bac.horloge.aujourdhui()))
        .filter(habilitation::Column::AgentId.eq(bac.gens.remi))
        .filter(habilitation::Column::Profil.eq("referent"))
        .exec(bac.base())
        .await
        .unwrap();
    let remi = bac.connecter("remi").await;
    let refus = remi.appeler::<ConsulterTransfert>(fiche.id, ()).await.unwrap_err();
    assert_eq!(refus.statut, StatusCode::NOT_FOUND);
    assert_eq!(lire_refuse(&remi, bac.gens.keller.demandeur).await.0, StatusCode::NOT_FOUND);
    // Its convention opens no entry.
    let chez_lui = SaisieTransfert { agent: bac.gens.remi, ..a_noe(&bac, bac.horloge.aujourdhui()) };
    let refus = remi.appeler::<TransfererPortefeuille>((), chez_lui).await.unwrap_err();
    assert_eq!(refus.statut, StatusCode::FORBIDDEN);
    assert_eq!(partis(&remi).await, [bac.gens.weber.demandeur], "his own person has a référent who is gone");
}

#[tokio::test]
async fn whom_nobody_habilitated_accompanies_is_seen_until_somebody_takes_over() {
    let bac = Bac::ouvrir().await;
    let (gaelle, hugo) = (bac.connecter("gaelle").await, bac.connecter("hugo").await);
    let (keller, muller) = (bac.gens.keller.demandeur, bac.gens.muller.demandeur);
    assert_eq!(partis(&gaelle).await, Vec::<i64>::new());
    partir(&bac, bac.gens.nadia).await;
    let mut eux = [keller, muller];
    eux.sort_unstable();
    assert_eq!(partis(&gaelle).await, eux);
    assert_eq!(partis(&hugo).await, eux, "the CTSA of where they live sees them too");
    assert_eq!(partis(&bac.connecter("irene").await).await, Vec::<i64>::new());
    let portefeuille = gaelle.appeler::<ConsulterPortefeuille>(bac.gens.nadia, ()).await.unwrap();
    assert!(!portefeuille.en_poste);
    // She goes to another structure, where she is habilitated: her persons here are still nobody's.
    let ailleurs = habilitation::Entity::find().filter(habilitation::Column::AgentId.eq(bac.gens.nadia));
    let ancienne = ailleurs.one(bac.base()).await.unwrap().unwrap();
    let ancienne = habilitation::ActiveModel {
        id: Set(ancienne.id),
        ancienne_organisation: Set(Some(bac.gens.alsa)),
        ..Default::default()
    };
    ancienne.update(bac.base()).await.unwrap();
    let nadia = agent::ActiveModel {
        id: Set(bac.gens.nadia),
        organisation_id: Set(bac.gens.semaphore),
        ..Default::default()
    };
    nadia.update(bac.base()).await.unwrap();
    bac.habiliter(bac.gens.nadia, Profil::Referent).await;
    assert_eq!(partis(&gaelle).await, eux);
    let equipe = gaelle.appeler::<ConsulterPortefeuilles>((), ()).await.unwrap();
    let la = equipe.lignes.iter().find(|ligne| ligne.agent == bac.gens.nadia).unwrap();
    assert_eq!((la.personnes, la.en_poste), (2, false));
    transferer(&gaelle, a_noe(&bac, bac.horloge.aujourdhui())).await;
    assert_eq!(partis(&gaelle).await, Vec::<i64>::new());
}
