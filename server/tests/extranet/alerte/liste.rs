//! Whose files they are: on one's list, or of one's name.

use reciproque_server::alerte::relever;
use reciproque_server::depot::entite::agent;
use reciproque_shared::alerte::{GesteAlerte, RegleAlerte, Seuil};
use reciproque_shared::rendez_vous::SaisieRendezVous;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use super::traitement::faire;
use super::{foyer, ouvertes, ouvrir, regler, relevee};
use crate::bac::Bac;
use crate::cer::reorienter;
use crate::rendez_vous::{a, creer};

#[tokio::test]
async fn ones_own_files_are_on_ones_list_and_those_of_a_colleague_are_not() {
    let bac = Bac::ouvrir().await;
    regler(&bac, &[(Seuil::HorsListe, 1), (Seuil::HorsListeEtendu, 1)]).await;
    let officier = bac.connecter("dominique").await;
    ouvrir(&bac.connecter("nadia").await, bac.gens.keller.dossier).await;
    assert!(relevee(&bac, &officier, RegleAlerte::HorsListe).await.is_none());
    ouvrir(&bac.connecter("noe").await, bac.gens.keller.dossier).await;
    let alerte = relevee(&bac, &officier, RegleAlerte::HorsListe).await.unwrap();
    assert_eq!(alerte.alerte.agent, "noe ESSAI");
    ouvrir(&bac.connecter("hugo").await, bac.gens.haas.dossier).await;
    relever(&bac.app).await.unwrap();
    assert_eq!(ouvertes(&officier).await.iter().filter(|l| l.regle == RegleAlerte::HorsListe).count(), 2);
}

#[tokio::test]
async fn a_file_that_bears_the_name_of_the_agent_is_told_accents_or_not() {
    let bac = Bac::ouvrir().await;
    let (claire, officier) = (bac.connecter("claire").await, bac.connecter("dominique").await);
    ouvrir(&claire, foyer(&bac, 1, "ESSAIM").await).await;
    assert!(relevee(&bac, &officier, RegleAlerte::Homonyme).await.is_none());
    let proche = foyer(&bac, 2, "Éssaï").await;
    ouvrir(&claire, proche).await;
    let alerte = relevee(&bac, &officier, RegleAlerte::Homonyme).await.unwrap();
    let objets: Vec<_> = alerte.evenements.iter().map(|e| e.objet.clone().unwrap()).collect();
    assert_eq!(objets, [format!("dossier:{proche}")]);
}

/// A relative bears one part of the name of the agent, or the agent one part of theirs.
#[tokio::test]
async fn a_part_of_the_name_is_enough_and_a_particle_is_not() {
    let bac = Bac::ouvrir().await;
    agent::Entity::update_many()
        .col_expr(agent::Column::Nom, Expr::value("KELLER-VON ESSAI"))
        .filter(agent::Column::Prenom.eq("claire"))
        .exec(bac.base())
        .await
        .unwrap();
    let (claire, officier) = (bac.connecter("claire").await, bac.connecter("dominique").await);
    for (rang, nom) in ["VON BERG", "KELLERMANN"].into_iter().enumerate() {
        ouvrir(&claire, foyer(&bac, rang, nom).await).await;
    }
    assert!(relevee(&bac, &officier, RegleAlerte::Homonyme).await.is_none());
    ouvrir(&claire, bac.gens.keller.dossier).await;
    ouvrir(&claire, foyer(&bac, 3, "Martin-Essaï").await).await;
    let alerte = relevee(&bac, &officier, RegleAlerte::Homonyme).await.unwrap();
    assert_eq!(alerte.alerte.evenements, 2);
}

/// A file does not become one's own by making a rendez-vous in it the same day.
#[tokio::test]
async fn a_rendez_vous_of_the_day_puts_no_file_on_one_s_list() {
    let bac = Bac::ouvrir().await;
    regler(&bac, &[(Seuil::HorsListe, 1)]).await;
    bac.demain_dix_heures();
    let (noe, officier) = (bac.connecter("noe").await, bac.connecter("dominique").await);
    let siens = SaisieRendezVous { referent: Some(bac.gens.noe), ..a(&bac, 3, "9h") };
    creer(&noe, bac.gens.keller.demandeur, siens).await;
    ouvrir(&noe, bac.gens.keller.dossier).await;
    let alerte = relevee(&bac, &officier, RegleAlerte::HorsListe).await.unwrap();
    faire(&officier, alerte.alerte.id, GesteAlerte::Clore, "").await.unwrap();
    // The day after, it is a rendez-vous to prepare.
    bac.demain_dix_heures();
    let (noe, officier) = (bac.connecter("noe").await, bac.connecter("dominique").await);
    ouvrir(&noe, bac.gens.keller.dossier).await;
    assert!(relevee(&bac, &officier, RegleAlerte::HorsListe).await.is_none());
}

/// What the rule says to the officer is what it does.
#[tokio::test]
async fn the_rule_of_one_s_list_is_told_as_it_is() {
    let bac = Bac::ouvrir().await;
    regler(&bac, &[(Seuil::HorsListe, 1), (Seuil::HorsListeEtendu, 1)]).await;
    let dit = RegleAlerte::HorsListe.explication();
    assert!(dit.contains("que sa structure accompagne ne suffit pas"), "{dit}");
    assert!(dit.contains("une orientation vers Pôle emploi"), "{dit}");
    let (noe, claire) = (bac.connecter("noe").await, bac.connecter("claire").await);
    let officier = bac.connecter("dominique").await;
    let claire_agent = agent::Entity::find().filter(agent::Column::Prenom.eq("claire"));
    let pole_emploi = claire_agent.one(bac.base()).await.unwrap().unwrap().organisation_id;
    reorienter(&bac, bac.gens.haas.demandeur, pole_emploi, 30).await;
    ouvrir(&claire, bac.gens.haas.dossier).await;
    assert!(relevee(&bac, &officier, RegleAlerte::HorsListe).await.is_none(), "oriented to Pôle emploi");
    ouvrir(&noe, bac.gens.keller.dossier).await;
    let alerte = relevee(&bac, &officier, RegleAlerte::HorsListe).await.unwrap();
    assert_eq!(alerte.alerte.agent, "noe ESSAI", "accompanied by the structure of noe, not by noe");
}

/// A file does not become one's own by opening a draft in it and dropping it.
#[tokio::test]
async fn a_draft_puts_no_file_on_one_s_list() {
    let bac = Bac::ouvrir().await;
    regler(&bac, &[(Seuil::HorsListe, 1)]).await;
    let (noe, officier) = (bac.connecter("noe").await, bac.connecter("dominique").await);
    crate::cer::ouvrir(&noe, bac.gens.keller.demandeur).await.unwrap();
    ouvrir(&noe, bac.gens.keller.dossier).await;
    let alerte = relevee(&bac, &officier, RegleAlerte::HorsListe).await.unwrap();
    assert_eq!(alerte.alerte.evenements, 3, "to prepare a contract and to read its draft are views too");
}
