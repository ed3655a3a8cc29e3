//! Under watch: no file without a reason, one reason a view, until its day or the officer.

use chrono::Days;
use reciproque_server::store::entite::motif;
use reciproque_shared::alerte::{ENTETE_MOTIF, GesteAlerte, MotifVue, SaisieMotif};
use reciproque_shared::api::{
    Appel, ConsulterAlerte, ConsulterCer, ConsulterDossier, ConsulterSession, DonnerMotif, Methode,
    RevelerNir,
};
use reciproque_shared::journal::Issue;
use reqwest::StatusCode;
use sea_orm::EntityTrait;

use super::traitement::faire;
use super::{ouverte, surveiller};
use crate::bac::{Bac, Client, Reponse};

async fn donner(client: &Client, motif: &str, precision: &str) -> i64 {
    let saisie = SaisieMotif { motif: motif.into(), precision: precision.into() };
    client.appeler::<DonnerMotif>((), saisie).await.unwrap().numero
}

async fn voir<A: Appel>(client: &Client, chemin: A::Chemin, motif: Option<i64>) -> Reponse {
    let mut requete = client.requete(A::METHODE, &A::chemin(&chemin));
    if let Some(numero) = motif {
        requete = requete.header(ENTETE_MOTIF, numero);
    }
    let reponse = requete.send().await.unwrap();
    let (statut, entetes) = (reponse.status(), reponse.headers().clone());
    Reponse { statut, entetes, texte: reponse.text().await.unwrap() }
}

#[tokio::test]
async fn a_view_under_watch_needs_a_reason_that_serves_once() {
    let bac = Bac::ouvrir().await;
    let dossier = bac.gens.keller.dossier;
    let nadia = bac.connecter("nadia").await;
    surveiller(&bac, bac.gens.nadia).await;
    let refusee = voir::<ConsulterDossier>(&nadia, dossier, None).await;
    assert_eq!((refusee.statut, refusee.refus().as_deref()), (StatusCode::FORBIDDEN, Some("motif_requis")));
    let precision = "Appel de la personne ce matin.";
    let numero = donner(&nadia, "demande", precision).await;
    let vue = voir::<ConsulterDossier>(&nadia, dossier, Some(numero)).await;
    assert_eq!(vue.statut, StatusCode::OK);
    let evenement = bac.evenements().await[0].maillon.evenement.clone();
    assert_eq!((evenement.issue, evenement.motif.as_deref()), (Issue::Reussi, Some("demande")));
    assert_eq!(evenement.objet, Some(format!("dossier:{dossier}")));
    for chemin in [dossier, bac.gens.muller.dossier] {
        let encore = voir::<ConsulterDossier>(&nadia, chemin, Some(numero)).await;
        assert_eq!(encore.refus().as_deref(), Some("motif_requis"), "it served already");
    }
    let nir = voir::<RevelerNir>(&nadia, (dossier, bac.gens.keller.demandeur), None).await;
    assert_eq!(nir.refus().as_deref(), Some("motif_requis"));
    let cer = voir::<ConsulterCer>(&nadia, 1, None).await;
    assert_eq!(cer.refus().as_deref(), Some("motif_requis"));
    // The officer reads it beside the file that it opened; the note stays out of the journal.
    let officier = bac.connecter("dominique").await;
    let alerte = officier.appeler::<ConsulterAlerte>(ouverte(&bac, bac.gens.nadia).await, ()).await.unwrap();
    let lu = &alerte.motifs[0];
    assert_eq!((lu.motif, lu.precision.as_deref()), (MotifVue::Demande, Some(precision)));
    assert_eq!(lu.objet, evenement.objet);
}

#[tokio::test]
async fn a_reason_waits_ten_minutes_and_serves_its_giver_only() {
    let bac = Bac::ouvrir().await;
    let (nadia, noe) = (bac.connecter("nadia").await, bac.connecter("noe").await);
    surveiller(&bac, bac.gens.nadia).await;
    surveiller(&bac, bac.gens.noe).await;
    let dossier = bac.gens.keller.dossier;
    let numero = donner(&nadia, "suivi", "").await;
    assert_eq!(
        voir::<ConsulterDossier>(&noe, dossier, Some(numero)).await.refus().as_deref(),
        Some("motif_requis")
    );
    bac.horloge.avancer(10 * 60 + 1);
    let tardive = voir::<ConsulterDossier>(&nadia, dossier, Some(numero)).await;
    assert_eq!(tardive.refus().as_deref(), Some("motif_requis"));
    let numero = donner(&nadia, "suivi", "").await;
    bac.horloge.avancer(9 * 60);
    assert_eq!(voir::<ConsulterDossier>(&nadia, dossier, Some(numero)).await.statut, StatusCode::OK);
}

#[tokio::test]
async fn a_watch_ends_by_itself_the_day_after_its_last() {
    let bac = Bac::ouvrir().await;
    let officier = bac.connecter("dominique").await;
    let alerte = ouverte(&bac, bac.gens.nadia).await;
    let dernier = bac.horloge.aujourdhui() + Days::new(2);
    let fiche =
        faire(&officier, alerte, GesteAlerte::Surveiller, &dernier.format("%d/%m/%Y").to_string()).await;
    assert_eq!(fiche.unwrap().surveillance.unwrap().jusqu_au, dernier);
    for (jours, attendu) in [(0, Some(dernier)), (2, Some(dernier)), (1, None)] {
        bac.horloge.avancer(jours * 86_400);
        let nadia = bac.connecter("nadia").await;
        let etat = nadia.appeler::<ConsulterSession>((), ()).await.unwrap();
        assert_eq!(etat.surveillance, attendu, "the agent is told");
        let vue = voir::<ConsulterDossier>(&nadia, bac.gens.keller.dossier, None).await;
        assert_eq!(vue.refus().as_deref(), attendu.map(|_| "motif_requis"));
    }
    // Its place is free again.
    let officier = bac.connecter("dominique").await;
    let demain = (bac.horloge.aujourdhui() + Days::new(1)).format("%d/%m/%Y").to_string();
    faire(&officier, alerte, GesteAlerte::Surveiller, &demain).await.unwrap();
    let deja = faire(&officier, alerte, GesteAlerte::Surveiller, &demain).await.unwrap_err();
    assert_eq!(deja.statut, StatusCode::CONFLICT);
    faire(&officier, alerte, GesteAlerte::Lever, "").await.unwrap();
    let nadia = bac.connecter("nadia").await;
    assert_eq!(voir::<ConsulterDossier>(&nadia, bac.gens.keller.dossier, None).await.statut, StatusCode::OK);
    assert_eq!(
        faire(&officier, alerte, GesteAlerte::Lever, "").await.unwrap_err().statut,
        StatusCode::CONFLICT
    );
}

#[tokio::test]
async fn a_reason_is_refused_when_it_tells_nothing_or_too_much() {
    let bac = Bac::ouvrir().await;
    let nadia = bac.connecter("nadia").await;
    surveiller(&bac, bac.gens.nadia).await;
    for (motif, precision, champ) in
        [("", "", "motif"), ("autre", "", "precision"), ("suivi", "Elle est dépressive.", "precision")]
    {
        let saisie = SaisieMotif { motif: motif.into(), precision: precision.into() };
        let refus = nadia.appeler::<DonnerMotif>((), saisie).await.unwrap_err();
        assert_eq!((refus.statut, refus.champs()[0].0), (StatusCode::UNPROCESSABLE_ENTITY, champ));
    }
    assert!(motif::Entity::find().one(bac.base()).await.unwrap().is_none());
    let chemin = ConsulterDossier::chemin(&bac.gens.keller.dossier);
    let reponse = nadia.requete(Methode::Get, &chemin).header(ENTETE_MOTIF, "suivi").send().await.unwrap();
    assert_eq!(reponse.status(), StatusCode::FORBIDDEN);
}
