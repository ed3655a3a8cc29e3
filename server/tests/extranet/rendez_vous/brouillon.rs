//! Nothing typed is lost: the draft of a rendez-vous lives on the server.

use reciproque_shared::api::{
    ConsulterRendezVous, CreerRendezVous, EffacerBrouillonChangement, EffacerBrouillonRendezVous,
    GarderBrouillonChangement, GarderBrouillonRendezVous, ModifierRendezVous, PreparerRendezVous,
};
use reciproque_shared::brouillon::BrouillonGarde;
use reciproque_shared::journal::Issue;
use reciproque_shared::rendez_vous::fiche::{FicheRendezVous, SaisieChangement};
use reciproque_shared::rendez_vous::{Changement, LONGUEUR_BROUILLON, SaisieRendezVous, StatutRendezVous};
use reqwest::StatusCode;

use super::{a, creer, renseigner};
use crate::bac::{Bac, Client, Refuse};

/// Saves over what is there.
async fn garder(client: &Client, personne: i64, saisie: &SaisieRendezVous) -> BrouillonGarde {
    let vue = version(client, personne).await;
    client.appeler_sur::<GarderBrouillonRendezVous>(vue, personne, saisie.clone()).await.unwrap()
}

async fn version(client: &Client, personne: i64) -> i32 {
    let preparation = client.appeler::<PreparerRendezVous>(personne, ()).await.unwrap();
    preparation.brouillon.map_or(0, |brouillon| brouillon.version)
}

async fn brouillon(client: &Client, personne: i64) -> Option<SaisieRendezVous> {
    let preparation = client.appeler::<PreparerRendezVous>(personne, ()).await.unwrap();
    preparation.brouillon.map(|brouillon| brouillon.saisie)
}

#[tokio::test]
async fn a_draft_is_kept_as_typed_for_its_agent_and_its_person_only() {
    let bac = Bac::ouvrir().await;
    let (nadia, noe) = (bac.connecter("nadia").await, bac.connecter("noe").await);
    let (keller, muller) = (bac.gens.keller.demandeur, bac.gens.muller.demandeur);
    assert_eq!(brouillon(&nadia, keller).await, None);
    let fausse = SaisieRendezVous { heure: "26h".into(), note: "Appor".into(), ..a(&bac, 3, "") };
    garder(&nadia, keller, &SaisieRendezVous::default()).await;
    garder(&nadia, keller, &fausse).await;
    let autre = bac.connecter("nadia").await;
    assert_eq!(brouillon(&autre, keller).await, Some(fausse), "another browser, another session");
    assert_eq!(brouillon(&noe, keller).await, None);
    assert_eq!(brouillon(&nadia, muller).await, None);
}

#[tokio::test]
async fn a_field_without_end_holds_no_other_back() {
    let bac = Bac::ouvrir().await;
    let (nadia, keller) = (bac.connecter("nadia").await, bac.gens.keller.demandeur);
    let juste = SaisieRendezVous { note: "Apporter le CV.".into(), ..a(&bac, 3, "9h30") };
    assert!(garder(&nadia, keller, &juste).await.refuses.is_empty());
    let sans_fin =
        SaisieRendezVous { note: "x".repeat(LONGUEUR_BROUILLON + 1), lieu: "Colmar".into(), ..juste.clone() };
    let refuses = garder(&nadia, keller, &sans_fin).await.refuses;
    assert_eq!(refuses.iter().map(|refus| refus.champ.as_str()).collect::<Vec<_>>(), ["note"]);
    assert_eq!(brouillon(&nadia, keller).await, Some(SaisieRendezVous { lieu: "Colmar".into(), ..juste }));
}

#[tokio::test]
async fn a_draft_ends_with_its_rendez_vous_or_by_a_gesture() {
    let bac = Bac::ouvrir().await;
    let (nadia, noe) = (bac.connecter("nadia").await, bac.connecter("noe").await);
    let personne = bac.gens.keller.demandeur;
    let saisie = a(&bac, 3, "9h30");
    garder(&noe, personne, &saisie).await;
    garder(&nadia, personne, &saisie).await;
    let refusee = SaisieRendezVous { heure: "26h".into(), ..saisie.clone() };
    nadia.appeler::<CreerRendezVous>(personne, refusee).await.unwrap_err();
    assert_eq!(brouillon(&nadia, personne).await, Some(saisie.clone()), "refused: it stays");
    creer(&nadia, personne, saisie.clone()).await;
    assert_eq!(brouillon(&nadia, personne).await, None);
    // Held back by the overlap: noe still has to answer.
    let retenu = noe.appeler::<CreerRendezVous>(personne, saisie.clone()).await.unwrap();
    assert!(retenu.enregistre.is_none());
    assert_eq!(brouillon(&noe, personne).await, Some(saisie));
    noe.appeler_sur::<EffacerBrouillonRendezVous>(version(&noe, personne).await, personne, ()).await.unwrap();
    assert_eq!(brouillon(&noe, personne).await, None);
}

#[tokio::test]
async fn a_draft_is_announced_before_it_is_kept_and_stays_within_scope() {
    let bac = Bac::ouvrir().await;
    let nadia = bac.connecter("nadia").await;
    let personne = bac.gens.keller.demandeur;
    garder(&nadia, personne, &a(&bac, 3, "9h30")).await;
    let trace = bac.evenements().await.remove(0).maillon.evenement;
    assert_eq!((trace.acte.as_str(), trace.issue), ("saisir_rendez_vous", Issue::Annonce));
    assert_eq!(trace.objet, Some(format!("personne:{personne}")));
    let saisie = SaisieRendezVous::default();
    let refus = nadia.appeler_sur::<GarderBrouillonRendezVous>(0, bac.gens.tifour.demandeur, saisie).await;
    assert_eq!(refus.unwrap_err().statut, StatusCode::NOT_FOUND);
}

/// Two tabs of one agent: the second one is told, and neither text is lost.
#[tokio::test]
async fn a_tab_never_overwrites_what_another_one_saved() {
    let bac = Bac::ouvrir().await;
    let nadia = bac.connecter("nadia").await;
    let personne = bac.gens.keller.demandeur;
    let garder_sur = async |vue: i32, heure: &str| {
        nadia.appeler_sur::<GarderBrouillonRendezVous>(vue, personne, a(&bac, 3, heure)).await
    };
    let premiere = garder_sur(0, "9h").await.unwrap().version;
    let seconde = garder_sur(premiere, "10h").await.unwrap().version;
    for vue in [0, premiere] {
        assert_eq!(garder_sur(vue, "11h").await.unwrap_err().statut, StatusCode::PRECONDITION_FAILED);
        let efface = nadia.appeler_sur::<EffacerBrouillonRendezVous>(vue, personne, ()).await;
        assert_eq!(efface.unwrap_err().statut, StatusCode::PRECONDITION_FAILED);
    }
    assert_eq!(brouillon(&nadia, personne).await, Some(a(&bac, 3, "10h")));
    assert_eq!(garder_sur(premiere, "10h").await.unwrap().version, seconde, "the same again: a lost answer");
    let sans = nadia.appeler::<GarderBrouillonRendezVous>(personne, a(&bac, 3, "11h")).await.unwrap_err();
    assert_eq!(sans.statut, StatusCode::PRECONDITION_REQUIRED);
    // Dropped and begun again in a tab: the other one does not take the new draft for its own.
    nadia.appeler_sur::<EffacerBrouillonRendezVous>(seconde, personne, ()).await.unwrap();
    bac.horloge.avancer(60);
    garder_sur(0, "14h").await.unwrap();
    assert_eq!(garder_sur(seconde, "15h").await.unwrap_err().statut, StatusCode::PRECONDITION_FAILED);
}

/// Over the version `vue` of the draft, on the rendez-vous as `fiche` tells it.
async fn changer(
    client: &Client,
    fiche: &FicheRendezVous,
    (changement, vue): (Changement, i32),
    saisie: &SaisieRendezVous,
) -> Result<BrouillonGarde, Refuse> {
    let corps = SaisieChangement { vue: fiche.ligne.version, saisie: saisie.clone() };
    client.appeler_sur::<GarderBrouillonChangement>(vue, (fiche.ligne.id, changement), corps).await
}

async fn relire(client: &Client, fiche: &FicheRendezVous) -> FicheRendezVous {
    client.appeler::<ConsulterRendezVous>(fiche.ligne.id, ()).await.unwrap()
}

fn garde(fiche: &FicheRendezVous, changement: Changement) -> Option<SaisieRendezVous> {
    fiche.brouillon(changement).map(|garde| garde.brouillon.saisie.clone())
}

/// Each beside the others, for its agent only, with what the rendez-vous said then.
#[tokio::test]
async fn a_change_and_a_postponement_are_kept_as_typed_beside_a_new_one() {
    use Changement::{Modification, Report};
    let bac = Bac::ouvrir().await;
    let (nadia, noe) = (bac.connecter("nadia").await, bac.connecter("noe").await);
    let personne = bac.gens.keller.demandeur;
    let note = |note: &str| SaisieRendezVous { note: note.into(), heure: "26h".into(), ..a(&bac, 3, "") };
    let physique = SaisieRendezVous {
        canal: "physique".into(),
        lieu: "Salle 2".into(),
        note: "Rappeler la veille.".into(),
        ..a(&bac, 3, "9h30")
    };
    let fiche = creer(&nadia, personne, physique).await;
    garder(&nadia, personne, &note("nouveau")).await;
    changer(&nadia, &fiche, (Modification, 0), &note("change")).await.unwrap();
    let premiere = changer(&nadia, &fiche, (Report, 0), &note("reporte")).await.unwrap();
    changer(&nadia, &fiche, (Report, premiere.version), &note("reporte encore")).await.unwrap();

    let lue = relire(&bac.connecter("nadia").await, &fiche).await;
    assert_eq!(garde(&lue, Modification), Some(note("change")));
    assert_eq!(garde(&lue, Report), Some(note("reporte encore")));
    assert_eq!(brouillon(&nadia, personne).await, Some(note("nouveau")));
    assert!(relire(&noe, &fiche).await.brouillons.is_empty());
    for garde in &lue.brouillons {
        assert_eq!(garde.depart, fiche.ecrite(), "told the same by the server and by the fiche");
    }
}

/// Whoever types on a rendez-vous that somebody changed is told at the first save, and keeps it.
#[tokio::test]
async fn who_changes_a_rendez_vous_that_somebody_changed_is_told_at_once() {
    let bac = Bac::ouvrir().await;
    let (nadia, noe) = (bac.connecter("nadia").await, bac.connecter("noe").await);
    let sur = |vue| (Changement::Modification, vue);
    let fiche = creer(&nadia, bac.gens.keller.demandeur, a(&bac, 3, "9h30")).await;
    let mien = a(&bac, 3, "11h");
    let premiere = changer(&nadia, &fiche, sur(0), &mien).await.unwrap().version;
    assert_eq!(changer(&nadia, &fiche, sur(premiere), &mien).await.unwrap().version, premiere);
    let autre_onglet = changer(&nadia, &fiche, sur(0), &a(&bac, 3, "14h")).await.unwrap_err();
    assert_eq!(autre_onglet.statut, StatusCode::PRECONDITION_FAILED);

    noe.appeler_sur::<ModifierRendezVous>(1, fiche.ligne.id, a(&bac, 3, "10h")).await.unwrap();
    // The same again: it was typed on what is there no more.
    let refus = changer(&nadia, &fiche, sur(premiere), &mien).await.unwrap_err();
    assert_eq!(refus.statut, StatusCode::PRECONDITION_FAILED);
    let lue = relire(&nadia, &fiche).await;
    assert_eq!(garde(&lue, Changement::Modification), Some(mien.clone()), "nothing is lost");
    assert_eq!(lue.brouillons[0].depart, fiche.ecrite(), "what both started from");
    // Chosen: kept on the rendez-vous as it is now.
    changer(&nadia, &lue, sur(premiere), &mien).await.unwrap();
    assert_eq!(relire(&nadia, &fiche).await.brouillons[0].depart, lue.ecrite());
}

#[tokio::test]
async fn the_draft_of_a_change_ends_with_it_or_by_a_gesture() {
    use Changement::{Modification, Report};
    let bac = Bac::ouvrir().await;
    let (nadia, noe) = (bac.connecter("nadia").await, bac.connecter("noe").await);
    let fiche = creer(&nadia, bac.gens.keller.demandeur, a(&bac, 3, "9h30")).await;
    let id = fiche.ligne.id;
    let saisie = a(&bac, 3, "11h");
    for changement in [Modification, Report] {
        changer(&nadia, &fiche, (changement, 0), &saisie).await.unwrap();
    }
    changer(&noe, &fiche, (Report, 0), &saisie).await.unwrap();
    nadia.appeler_sur::<ModifierRendezVous>(1, id, saisie.clone()).await.unwrap();
    let lue = relire(&nadia, &fiche).await;
    assert_eq!((garde(&lue, Modification), garde(&lue, Report)), (None, Some(saisie.clone())));

    let efface = nadia.appeler_sur::<EffacerBrouillonChangement>(1, (id, Report), ()).await.unwrap_err();
    assert_eq!(efface.statut, StatusCode::PRECONDITION_FAILED);
    let version = lue.brouillons[0].brouillon.version;
    nadia.appeler_sur::<EffacerBrouillonChangement>(version, (id, Report), ()).await.unwrap();
    assert!(relire(&nadia, &fiche).await.brouillons.is_empty());

    let lue = relire(&noe, &fiche).await;
    renseigner(&noe, &lue, StatutRendezVous::Reporte, Some(a(&bac, 9, "9h"))).await.unwrap();
    let reporte = relire(&noe, &fiche).await;
    assert!(reporte.brouillons.is_empty());
    let refus = changer(&noe, &reporte, (Report, 0), &saisie).await.unwrap_err();
    assert_eq!(refus.statut, StatusCode::CONFLICT);
}
