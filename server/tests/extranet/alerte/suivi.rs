//! What the detection reads: the events that are new, once each, not the day again.

use reciproque_server::alerte::{Memoire, suivre};
use reciproque_shared::alerte::{RegleAlerte, Seuil};

use super::{alerte_de, foyer, ouvrir, regler};
use crate::bac::{Bac, ampleur};

#[tokio::test]
async fn the_day_of_an_agent_is_read_once_however_often_the_journal_is() {
    let bac = Bac::ouvrir().await;
    bac.demain_dix_heures();
    let (claire, officier) = (bac.connecter("claire").await, bac.connecter("dominique").await);
    regler(&bac, &[(Seuil::VuesHeure, 12)]).await;
    let mut memoire = Memoire::default();
    let (tours, par_tour) = (ampleur(8, 40), 5);
    for tour in 0..tours {
        for rang in 0..par_tour {
            let rang = tour * par_tour + rang;
            ouvrir(&claire, foyer(&bac, rang, "INVENTÉ").await).await;
        }
        suivre(&bac.app, &mut memoire).await.unwrap();
        // Counted from the beginning of the day once, at the first reading.
        assert_eq!(memoire.relus(), par_tour as u64, "after {} views", (tour + 1) * par_tour);
    }
    let alerte = alerte_de(&officier, RegleAlerte::VolumeHeure).await.unwrap();
    assert_eq!(alerte.alerte.evenements as usize, tours * par_tour, "all the events, from the first on");
}

/// A threshold lowered, or an alert judged, counts from the day again.
#[tokio::test]
async fn what_changes_the_rules_counts_the_day_again() {
    let bac = Bac::ouvrir().await;
    bac.demain_dix_heures();
    let (claire, officier) = (bac.connecter("claire").await, bac.connecter("dominique").await);
    let mut memoire = Memoire::default();
    for rang in 0..6 {
        ouvrir(&claire, foyer(&bac, rang, "INVENTÉ").await).await;
    }
    suivre(&bac.app, &mut memoire).await.unwrap();
    assert!(alerte_de(&officier, RegleAlerte::VolumeHeure).await.is_none());
    regler(&bac, &[(Seuil::VuesHeure, 5)]).await;
    ouvrir(&claire, foyer(&bac, 6, "INVENTÉ").await).await;
    suivre(&bac.app, &mut memoire).await.unwrap();
    let alerte = alerte_de(&officier, RegleAlerte::VolumeHeure).await.unwrap();
    assert_eq!(alerte.alerte.evenements, 7);
}
