//! What the officer does about an alert, and what the next events do.

use reciproque_server::alerte::relever;
use reciproque_shared::alerte::{
    Conclusion, FicheAlerte, GesteAlerte, RegleAlerte, SaisieAlertes, SaisieSeuil, Seuil,
};
use reciproque_shared::api::{
    ConsulterAccueil, ConsulterAlerte, ConsulterAlertes, ConsulterSession, ConsulterSeuils, ReglerSeuil,
    TraiterAlerte,
};

use super::{foyer, ouverte, ouvertes, ouvrir, regler, relevee};
use crate::bac::{Bac, Client, Refuse};

pub async fn faire(
    officier: &Client,
    alerte: i64,
    geste: GesteAlerte,
    jusqu_au: &str,
) -> Result<FicheAlerte, Refuse> {
    let corps = serde_json::json!({
        "geste": geste, "conclusion": "justifie", "note": "Vu avec le service concerné.", "jusqu_au": jusqu_au,
    });
    officier.appeler::<TraiterAlerte>(alerte, serde_json::from_value(corps).unwrap()).await
}

#[tokio::test]
async fn a_closed_alert_stays_closed_until_something_new_happens() {
    let bac = Bac::ouvrir().await;
    regler(&bac, &[(Seuil::HorsListeEtendu, 2)]).await;
    let (claire, officier) = (bac.connecter("claire").await, bac.connecter("dominique").await);
    for rang in 0..2 {
        ouvrir(&claire, foyer(&bac, rang, "INVENTÉ").await).await;
    }
    let alerte = relevee(&bac, &officier, RegleAlerte::HorsListe).await.unwrap().alerte.id;
    let close = faire(&officier, alerte, GesteAlerte::Clore, "").await.unwrap();
    assert_eq!(close.alerte.conclusion, Some(Conclusion::Justifie));
    assert_eq!(close.gestes, [GesteAlerte::Rouvrir, GesteAlerte::Surveiller]);
    let gestes: Vec<_> = close.etapes.iter().map(|etape| etape.geste.as_str()).collect();
    assert_eq!(gestes, ["Alerte clôturée", "Alerte ouverte par la détection"]);
    assert_eq!(close.etapes[0].par.as_deref(), Some("dominique ESSAI"));
    // One more file is below the threshold again: what was judged counts no longer.
    ouvrir(&claire, foyer(&bac, 2, "INVENTÉ").await).await;
    assert!(relevee(&bac, &officier, RegleAlerte::HorsListe).await.is_none());
    ouvrir(&claire, foyer(&bac, 3, "INVENTÉ").await).await;
    let nouvelle = relevee(&bac, &officier, RegleAlerte::HorsListe).await.unwrap();
    assert_eq!((nouvelle.alerte.evenements, nouvelle.alerte.id != alerte), (2, true));
    // The former one can't be open beside it.
    let refus = faire(&officier, alerte, GesteAlerte::Rouvrir, "").await.unwrap_err();
    assert_eq!(refus.statut, 409);
    let closes = SaisieAlertes { closes: true, page: 0 };
    let closes = officier.appeler::<ConsulterAlertes>((), closes).await.unwrap();
    assert_eq!(closes.lignes.iter().map(|ligne| ligne.id).collect::<Vec<_>>(), [alerte]);
}

#[tokio::test]
async fn an_alert_reopened_keeps_its_history_and_grows_again() {
    let bac = Bac::ouvrir().await;
    let (claire, officier) = (bac.connecter("claire").await, bac.connecter("dominique").await);
    ouvrir(&claire, foyer(&bac, 1, "ESSAI").await).await;
    let alerte = relevee(&bac, &officier, RegleAlerte::Homonyme).await.unwrap().alerte.id;
    let accueil = officier.appeler::<ConsulterAccueil>((), ()).await.unwrap();
    assert_eq!(accueil.alertes, Some(ouvertes(&officier).await.len() as u64));
    faire(&officier, alerte, GesteAlerte::Clore, "").await.unwrap();
    assert_eq!(faire(&officier, alerte, GesteAlerte::Clore, "").await.unwrap_err().statut, 409);
    let rouverte = faire(&officier, alerte, GesteAlerte::Rouvrir, "").await.unwrap();
    assert_eq!((rouverte.alerte.close_le, rouverte.alerte.conclusion), (None, None));
    assert_eq!(rouverte.etapes.len(), 3);
    assert_eq!(rouverte.etapes[1].conclusion, Some(Conclusion::Justifie));
    ouvrir(&claire, foyer(&bac, 2, "ESSAI").await).await;
    relever(&bac.app).await.unwrap();
    let grandie = relevee(&bac, &officier, RegleAlerte::Homonyme).await.unwrap();
    assert_eq!((grandie.alerte.id, grandie.alerte.evenements), (alerte, 2));
}

/// A threshold that the officer sets holds at the next reading; who set it stays visible.
#[tokio::test]
async fn the_officer_sets_the_thresholds() {
    let bac = Bac::ouvrir().await;
    let (nadia, officier) = (bac.connecter("nadia").await, bac.connecter("dominique").await);
    let saisie = |valeur: &str| SaisieSeuil { seuil: Seuil::Refus, valeur: valeur.into() };
    let refus = officier.appeler::<ReglerSeuil>((), saisie("beaucoup")).await.unwrap_err();
    assert_eq!(refus.champs(), [("valeur", "seuil_hors_bornes")]);
    let lus = officier.appeler::<ReglerSeuil>((), saisie("1")).await.unwrap().seuils;
    let lu = lus.iter().find(|lu| lu.seuil == Seuil::Refus).unwrap();
    assert_eq!((lu.valeur, lu.par.as_deref()), (1, Some("dominique ESSAI")));
    assert!(lus.iter().all(|lu| lu.seuil == Seuil::Refus || lu.valeur == lu.seuil.defaut()));
    ouvrir(&nadia, bac.gens.tifour.dossier).await;
    assert!(relevee(&bac, &officier, RegleAlerte::Refus).await.is_some());
    assert_eq!(officier.appeler::<ConsulterSeuils>((), ()).await.unwrap().seuils, lus);
}

#[tokio::test]
async fn an_alert_that_does_not_exist_is_not_found() {
    let bac = Bac::ouvrir().await;
    let officier = bac.connecter("dominique").await;
    assert_eq!(faire(&officier, 999_999, GesteAlerte::Clore, "").await.unwrap_err().statut, 404);
}

#[tokio::test]
async fn nobody_judges_an_alert_about_oneself() {
    let bac = Bac::ouvrir().await;
    let officier = bac.connecter("dominique").await;
    let moi = officier.appeler::<ConsulterSession>((), ()).await.unwrap().agent;
    let alerte = ouverte(&bac, moi).await;
    let fiche = officier.appeler::<ConsulterAlerte>(alerte, ()).await.unwrap();
    assert!(fiche.gestes.is_empty(), "it is read, not judged: {:?}", fiche.gestes);
    for geste in GesteAlerte::TOUS {
        let refus = faire(&officier, alerte, *geste, "").await.unwrap_err();
        assert_eq!(refus.statut, 409, "{geste:?}");
        assert!(refus.probleme.detail.contains("un autre délégué"), "{}", refus.probleme.detail);
    }
    assert!(ouvertes(&officier).await.iter().any(|ligne| ligne.id == alerte), "still open");
}

/// Raising a threshold would make an alert about oneself look like nothing.
#[tokio::test]
async fn nobody_sets_the_threshold_of_an_open_alert_about_oneself() {
    let bac = Bac::ouvrir().await;
    let officier = bac.connecter("dominique").await;
    let moi = officier.appeler::<ConsulterSession>((), ()).await.unwrap().agent;
    let alerte = ouverte(&bac, moi).await;
    let regler =
        async |seuil| officier.appeler::<ReglerSeuil>((), SaisieSeuil { seuil, valeur: "1000".into() }).await;
    for seuil in [Seuil::HorsListe, Seuil::HorsListeEtendu] {
        let refus = regler(seuil).await.unwrap_err();
        assert_eq!(refus.statut, 409, "{seuil:?}");
        assert!(refus.probleme.detail.contains("un autre délégué"), "{}", refus.probleme.detail);
    }
    regler(Seuil::Refus).await.unwrap();
    use sea_orm::EntityTrait as _;
    let effacee = reciproque_server::depot::entite::alerte::Entity::delete_by_id(alerte);
    effacee.exec(bac.base()).await.unwrap();
    regler(Seuil::HorsListe).await.unwrap();
}
