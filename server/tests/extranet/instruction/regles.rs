//! What the rules and the tables hold, whatever asks.

use chrono::Days;
use reciproque_server::depot::entite::instruction;
use reciproque_shared::accueil::FileAttente;
use reciproque_shared::api::{ConsulterInstructions, OuvrirInstruction};
use reciproque_shared::date::{self, ajouter_mois};
use reciproque_shared::instruction::{
    DecisionContestee, Initiative, SaisieInstruction, SorteInstruction, Tenue,
};
use reqwest::StatusCode;
use sea_orm::ConnectionTrait;

use super::{accord, collegue, decider, derogation, file, ouvrir, proposee, relue};
use crate::bac::Bac;

/// The appeal is bounded by the law: its delay is told on the page and in the list, and whether it came
/// too late is a finding.
#[tokio::test]
async fn an_appeal_is_answered_within_the_delay_of_its_rule() {
    let bac = Bac::ouvrir().await;
    let hugo = bac.connecter("hugo").await;
    let jour = bac.horloge.aujourdhui();
    let recours = |contre, contestee| SaisieInstruction {
        sorte: Some(SorteInstruction::Recours),
        contre: Some(contre),
        contestee_le: date::court(contestee),
        ..derogation(&bac)
    };
    let a_temps = ouvrir(&hugo, &bac, recours(DecisionContestee::Indu, jour - Days::new(30))).await;
    assert_eq!(a_temps.fil.ligne.limite, Some(ajouter_mois(jour, 2)));
    assert_eq!(a_temps.hors_delai_depuis, None);
    let contestee = jour - Days::new(90);
    let tardif = ouvrir(&hugo, &bac, recours(DecisionContestee::Radiation, contestee)).await;
    assert_eq!(tardif.hors_delai_depuis, Some(ajouter_mois(contestee, 2)));
    let sans_delai = SaisieInstruction {
        sorte: Some(SorteInstruction::EvaluationTi),
        initiative: Some(Initiative::Departement),
        ..derogation(&bac)
    };
    assert_eq!(ouvrir(&hugo, &bac, sans_delai).await.fil.ligne.limite, None);
    let page = file(&hugo, FileAttente::AInstruire).await;
    assert_eq!(page.total, 3);
    assert!(page.lignes[0].precision.contains("Réponse à notifier avant le"), "bounded ones first");
    assert!(!page.lignes[2].precision.contains("Réponse"), "{}", page.lignes[2].precision);
}

#[tokio::test]
async fn one_request_to_the_same_condition_is_open_at_a_time() {
    let bac = Bac::ouvrir().await;
    let hugo = bac.connecter("hugo").await;
    ouvrir(&hugo, &bac, derogation(&bac)).await;
    let personne = bac.gens.keller.demandeur;
    let encore = hugo.appeler::<OuvrirInstruction>(personne, derogation(&bac)).await.unwrap_err();
    assert_eq!(encore.statut, StatusCode::CONFLICT);
    assert!(encore.probleme.detail.contains("déjà ouverte"), "{}", encore.probleme.detail);
    let autre = SaisieInstruction {
        genre: Some(reciproque_shared::instruction::GenreDerogation::Residence),
        ..derogation(&bac)
    };
    ouvrir(&hugo, &bac, autre).await;
    let lues = hugo.appeler::<ConsulterInstructions>(personne, ()).await.unwrap();
    assert_eq!(lues.lignes.len(), 2);
}

/// Whatever writes them: not the function alone.
#[tokio::test]
async fn the_tables_refuse_what_the_function_refuses() {
    let bac = Bac::ouvrir().await;
    let (hugo, irene) = (bac.connecter("hugo").await, collegue(&bac).await);
    let vue = proposee(&bac, &hugo).await;
    let decidee = decider(&irene, &vue, accord(&bac)).await.unwrap();
    for faute in [
        "decidee_par = instruite_par",
        "decidee_par = NULL",
        "instruite_par = NULL",
        "etat = 'notifiee'",
        "notifiee_le = recue_le, notification = 'courrier'",
        "montant = 100",
        "genre = NULL",
        "genre = 'AUTRE'",
        "montant_accorde = 100",
        "effet_du = NULL",
        "decidee_le = '2020-01-01'",
        "effet_au = '2020-01-01'",
        "motif_issue = 'hors_delai'",
    ] {
        let ordre = format!("UPDATE instruction SET {faute} WHERE id = {}", decidee.fil.ligne.id);
        assert!(bac.base().execute_unprepared(&ordre).await.is_err(), "{faute}");
    }
    assert_eq!(relue(&hugo, &decidee).await.fil.ligne.decidee_le, decidee.fil.ligne.decidee_le);
}

/// A row that says nothing of a kind is read as nothing, not guessed.
#[test]
fn what_a_row_says_is_what_was_written_in_it() {
    use reciproque_server::instruction::{ecrite, objet, tenue};
    use reciproque_shared::instruction::ObjetInstruction;
    use sea_orm::TryIntoModel;
    let voulu = ObjetInstruction::EvaluationTi { initiative: Initiative::Personne };
    let colonnes = instruction::ActiveModel {
        id: sea_orm::Set(1),
        personne_id: sea_orm::Set(1),
        genre: sea_orm::Set(None),
        moment: sea_orm::Set(None),
        montant: sea_orm::Set(None),
        motif: sea_orm::Set(None),
        contre: sea_orm::Set(None),
        contestee_le: sea_orm::Set(None),
        precision: sea_orm::Set(None),
        recue_le: sea_orm::Set("2026-11-02".parse().unwrap()),
        etat_le: sea_orm::Set("2026-11-02T09:00:00Z".parse().unwrap()),
        ..ecrite(&voulu, &Tenue::EnInstruction { par: 7 })
    };
    let ligne = colonnes.try_into_model().unwrap();
    assert_eq!((objet(&ligne), tenue(&ligne)), (Some(voulu), Some(Tenue::EnInstruction { par: 7 })));
    let muette = instruction::Model { initiative: None, ..ligne };
    assert_eq!(objet(&muette), None);
}
