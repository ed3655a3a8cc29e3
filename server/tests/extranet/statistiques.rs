//! The monthly figures: each CER and rendez-vous once, no draft, no failure, real refusals only.

use reciproque_server::serveur::Reglages;
use reciproque_shared::api::{
    ConsulterDossier, ConsulterStatistiques, CreerRendezVous, EffacerBrouillonRendezVous,
    GarderBrouillonRendezVous, ModifierRendezVous,
};
use reciproque_shared::cer::GesteCer;
use reciproque_shared::rendez_vous::{SaisieRendezVous, StatutRendezVous};
use reciproque_shared::trace::{ChiffresMois, MoisDeTraces};
use sea_orm::ConnectionTrait as _;

use crate::bac::Bac;
use crate::cer::{decider, transmis};
use crate::rendez_vous::{a, creer, renseigner};

/// What each organisation did this month.
async fn chiffres(bac: &Bac) -> Vec<ChiffresMois> {
    let dominique = bac.connecter("dominique").await;
    let mois = dominique.appeler::<ConsulterStatistiques>((), ()).await.unwrap().mois;
    let courant = mois.iter().map(|ligne| ligne.mois).max();
    mois.into_iter().filter(|ligne| Some(ligne.mois) == courant).collect()
}

async fn saisies(bac: &Bac, organisation: &str) -> u64 {
    let lues = chiffres(bac).await;
    lues.iter().find(|ligne| ligne.organisation == organisation).map_or(0, |ligne| ligne.saisies)
}

#[tokio::test]
async fn a_cer_counts_once_for_who_writes_it_and_once_for_who_decides() {
    let bac = Bac::ouvrir().await;
    let (nadia, hugo) = (bac.connecter("nadia").await, bac.connecter("hugo").await);
    for _ in 0..2 {
        crate::cer::ouvrir(&nadia, bac.gens.keller.demandeur).await.unwrap();
    }
    assert_eq!(saisies(&bac, "ALSA").await, 0, "a draft, opened again");
    let cer = transmis(&nadia, bac.gens.keller.demandeur).await;
    assert_eq!(saisies(&bac, "ALSA").await, 1, "typed, signed, handed over");
    decider(&hugo, &cer, GesteCer::Ajourner).await.unwrap();
    assert_eq!((saisies(&bac, "ALSA").await, saisies(&bac, "CTSA de Mulhouse").await), (1, 1));
}

#[tokio::test]
async fn each_rendez_vous_counts_once_and_no_draft_nor_failure() {
    let bac = Bac::ouvrir().await;
    let nadia = bac.connecter("nadia").await;
    let personne = bac.gens.keller.demandeur;
    let garde = nadia.appeler_sur::<GarderBrouillonRendezVous>(0, personne, a(&bac, 3, "9h")).await.unwrap();
    nadia.appeler_sur::<EffacerBrouillonRendezVous>(garde.version, personne, ()).await.unwrap();
    assert_eq!(saisies(&bac, "ALSA").await, 0, "a draft that is dropped");
    let premier = creer(&nadia, personne, a(&bac, 3, "9h")).await;
    for heure in ["10h", "11h"] {
        creer(&nadia, personne, a(&bac, 3, heure)).await;
    }
    renseigner(&nadia, &premier, StatutRendezVous::AnnuleService, None).await.unwrap();
    assert_eq!(saisies(&bac, "ALSA").await, 3, "three of one person, one with its result");
    let renommer = async |de: &str, en: &str| {
        bac.base().execute_unprepared(&format!("ALTER TABLE {de} RENAME TO {en}")).await.unwrap();
    };
    renommer("rendez_vous_etape", "ailleurs").await;
    nadia.appeler::<CreerRendezVous>(personne, a(&bac, 3, "14h")).await.unwrap_err();
    renommer("ailleurs", "rendez_vous_etape").await;
    assert_eq!(saisies(&bac, "ALSA").await, 3, "announced, then failed");
}

#[tokio::test]
async fn a_form_to_correct_and_a_conflict_are_no_refusals() {
    let bac = Bac::ouvrir().await;
    let nadia = bac.connecter("nadia").await;
    let personne = bac.gens.keller.demandeur;
    let fiche = creer(&nadia, personne, a(&bac, 3, "9h")).await;
    let vide = SaisieRendezVous::default();
    assert_eq!(nadia.appeler::<CreerRendezVous>(personne, vide).await.unwrap_err().statut, 422);
    let perime =
        nadia.appeler_sur::<ModifierRendezVous>(fiche.ligne.version + 1, fiche.ligne.id, a(&bac, 4, "9h"));
    assert_eq!(perime.await.unwrap_err().statut, 412);
    let refus = async || chiffres(&bac).await.iter().find(|l| l.organisation == "ALSA").unwrap().refus;
    assert_eq!(refus().await, 0);
    nadia.appeler::<ConsulterDossier>(bac.gens.tifour.dossier, ()).await.unwrap_err();
    assert_eq!(refus().await, 1);
}

/// A month that is over is counted once; a purge makes it count again.
#[tokio::test]
async fn a_month_that_is_over_is_read_once_and_again_after_a_purge() {
    let traces = MoisDeTraces::new(6).unwrap();
    let bac = Bac::avec(Reglages { traces, mot_de_passe_jours: 0, ..Reglages::default() }).await;
    bac.connecter("nadia").await;
    let passer = |jours: i64| bac.horloge.avancer(jours * 24 * 3_600);
    passer(70);
    let dominique = bac.connecter("dominique").await;
    let lire = async || {
        let page = dominique.appeler::<ConsulterStatistiques>((), ());
        let (page, instructions) = bac.instructions.pendant(page).await;
        let comptes = instructions.iter().filter(|i| i.texte.sql.contains("GROUP BY organisation, acte"));
        let mois = page.unwrap().mois;
        let siens = mois.iter().filter(|ligne| ligne.organisation == "ALSA");
        (comptes.count(), siens.map(|ligne| ligne.connexions).sum::<u64>())
    };
    assert_eq!(lire().await, (12, 1), "a year is counted");
    assert_eq!(lire().await, (1, 1), "then the month under way alone");
    passer(150);
    bac.purger_les_traces().await;
    let dominique = bac.connecter("dominique").await;
    let page = dominique.appeler::<ConsulterStatistiques>((), ()).await.unwrap();
    assert!(page.mois.iter().all(|ligne| ligne.organisation != "ALSA"), "what was destroyed counts no more");
}
