//! The review of a social orientation comes twelve months after the contract where the CTSA says so, and
//! six again when it takes that back.

use chrono::{Months, NaiveDate};
use reciproque_shared::api::{AnnulerDecision, ConsulterDossier, ProlongerRevue, RamenerRevue};
use reciproque_shared::attente::Attendu;
use reciproque_shared::date;
use reciproque_shared::parcours::{
    Difficulte, GesteParcours, OrigineOrientation, SaisieAnnulationDecision, SaisieProlongation,
    SorteOrientation,
};
use reqwest::StatusCode;

use super::{lire, orienter, vers};
use crate::bac::{Bac, Client};
use crate::cer::{ouvrir, signer};

fn saisie(bac: &Bac) -> SaisieProlongation {
    SaisieProlongation {
        difficulte: Some(Difficulte::Logement),
        constatee_le: date::court(bac.horloge.aujourdhui()),
    }
}

/// When the review of the demandeur of a dossier is due.
async fn revue(client: &Client, dossier: i64) -> Option<NaiveDate> {
    let lue = client.appeler::<ConsulterDossier>(dossier, ()).await.unwrap();
    let parcours = lue.adultes.into_iter().next()?.parcours?;
    parcours.attentes.into_iter().find(|lue| lue.quoi == Attendu::RevueSociale)?.limite
}

#[tokio::test]
async fn the_review_moves_with_the_choice_and_back() {
    let bac = Bac::ouvrir().await;
    let (hugo, nadia) = (bac.connecter("hugo").await, bac.connecter("nadia").await);
    let keller = bac.gens.keller;
    let cer = ouvrir(&nadia, keller.demandeur).await.unwrap();
    signer(&nadia, &cer).await.unwrap();
    let jour = bac.horloge.aujourdhui();
    assert_eq!(revue(&hugo, keller.dossier).await, Some(jour + Months::new(6)));
    let vue = lire(&hugo, keller.demandeur).await;
    assert!(vue.permet(GesteParcours::Prolonger) && !vue.permet(GesteParcours::Ramener));
    let vide = SaisieProlongation::default();
    let refus = hugo.appeler_sur::<ProlongerRevue>(vue.version, keller.demandeur, vide).await.unwrap_err();
    assert_eq!(refus.champs(), [("difficulte", "choix_absent"), ("constatee_le", "date_absente")]);
    let demain = SaisieProlongation { constatee_le: "demain".into(), ..saisie(&bac) };
    let refus = hugo.appeler_sur::<ProlongerRevue>(vue.version, keller.demandeur, demain).await.unwrap_err();
    assert_eq!(refus.champs()[0].0, "constatee_le");
    let fiche =
        hugo.appeler_sur::<ProlongerRevue>(vue.version, keller.demandeur, saisie(&bac)).await.unwrap();
    let tenue = fiche.orientations[0].prolongation.unwrap();
    assert_eq!((tenue.difficulte, tenue.constatee_le), (Difficulte::Logement, jour));
    assert_eq!(revue(&hugo, keller.dossier).await, Some(jour + Months::new(12)));
    assert!(fiche.permet(GesteParcours::Ramener) && !fiche.permet(GesteParcours::Prolonger));
    let fiche = hugo.appeler_sur::<RamenerRevue>(fiche.version, keller.demandeur, ()).await.unwrap();
    assert_eq!(fiche.orientations[0].prolongation, None);
    assert_eq!(revue(&hugo, keller.dossier).await, Some(jour + Months::new(6)));
    let gestes: Vec<_> = fiche.etapes.iter().map(|etape| etape.geste).collect();
    assert_eq!(gestes, [GesteParcours::Prolonger, GesteParcours::Ramener]);
    // The way back from the last decision goes through here too.
    let motif = SaisieAnnulationDecision { motif: "Saisie sur la mauvaise personne.".into() };
    let rendue = hugo.appeler_sur::<AnnulerDecision>(fiche.version, keller.demandeur, motif).await.unwrap();
    assert!(rendue.orientations[0].prolongation.is_some());
    assert_eq!(revue(&hugo, keller.dossier).await, Some(jour + Months::new(12)));
    crate::attente::justes_ici(&bac, "after a review that moved").await;
}

#[tokio::test]
async fn only_a_social_orientation_has_a_review_to_move_and_the_next_one_begins_anew() {
    let bac = Bac::ouvrir().await;
    let hugo = bac.connecter("hugo").await;
    let personne = bac.gens.keller.demandeur;
    let vue = lire(&hugo, personne).await;
    let fiche = hugo.appeler_sur::<ProlongerRevue>(vue.version, personne, saisie(&bac)).await.unwrap();
    let encore = hugo.appeler_sur::<ProlongerRevue>(fiche.version, personne, saisie(&bac)).await.unwrap_err();
    assert_eq!(encore.statut, StatusCode::CONFLICT);
    let ailleurs = vers(&bac, bac.gens.semaphore, OrigineOrientation::Reorientation);
    assert_ne!(ailleurs.sorte, Some(SorteOrientation::Social));
    let fiche = orienter(&hugo, &fiche, ailleurs).await.unwrap();
    assert!(fiche.orientations[0].prolongation.is_none() && fiche.orientations[1].prolongation.is_some());
    assert!(!fiche.permet(GesteParcours::Prolonger) && !fiche.permet(GesteParcours::Ramener));
    let refus = hugo.appeler_sur::<ProlongerRevue>(fiche.version, personne, saisie(&bac)).await.unwrap_err();
    assert_eq!(refus.statut, StatusCode::CONFLICT);
    assert!(refus.probleme.detail.contains("orientation sociale"), "{}", refus.probleme.detail);
}
