//! Under watch: no file without a reason, one reason a view, until its day or the officer.

use chrono::Days;
use reciproque_server::depot::entite::{agent, dossier, motif};
use reciproque_shared::alerte::{
    ENTETE_MOTIF, FicheSurveillance, GesteAlerte, GesteSurveillance, MotifVue, SaisieMotif,
    SaisieSurveillance,
};
use reciproque_shared::api::{
    Appel, ConsulterAlerte, ConsulterAlertes, ConsulterCer, ConsulterDossier, ConsulterSession, DonnerMotif,
    Methode, ModifierRendezVous, RevelerNir, SurveillerAgent,
};
use reciproque_shared::journal::Issue;
use reqwest::StatusCode;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use super::traitement::faire;
use super::{ouverte, surveiller};
use crate::bac::{Bac, Client, Refuse, Reponse, nom_de_session};
use crate::matrice::{PROFILS, Scene, routes};
use crate::rendez_vous::{a, creer};

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
    // Told by the number that everything else calls it by.
    let numero = dossier::Entity::find_by_id(bac.gens.keller.dossier).one(bac.base()).await.unwrap().unwrap();
    assert_eq!(lu.quoi, Some(format!("Dossier {}", numero.numero_demande)));
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
    assert_eq!(fiche.unwrap().surveillance.unwrap().jusqu_au, Some(dernier));
    for (jours, attendu) in [(0, Some(dernier)), (2, Some(dernier)), (1, None)] {
        bac.horloge.avancer(jours * 86_400);
        let nadia = bac.connecter("nadia").await;
        let etat = nadia.appeler::<ConsulterSession>((), ()).await.unwrap();
        assert_eq!(etat.surveillance.map(|s| s.jusqu_au), attendu.map(Some), "the agent is told");
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

/// Whoever may open a file, by whatever route: a reason, and with it the file. A new route of
/// such an act is in this test by being routed.
#[rstest::rstest]
#[tokio::test]
async fn every_route_that_opens_a_file_asks_for_a_reason(#[values('A', 'G', 'I', 'Q')] lettre: char) {
    let scene = Scene::dresser(PROFILS.iter().find(|cas| cas.lettre == lettre).unwrap()).await;
    let (bac, client) = (&scene.bac, &scene.client);
    let agent = agent::Entity::find().filter(agent::Column::Email.eq(nom_de_session(scene.qui)));
    surveiller(bac, agent.one(bac.base()).await.unwrap().unwrap().id).await;
    let mut ouvertes = Vec::new();
    for route in routes().into_iter().filter(|route| route.acte.ouvre_un_dossier()) {
        let recette = bac.recette(&route, scene.qui, scene.cible).await;
        let refus = client.executer(&recette).await.refus();
        if refus.as_deref() == Some("acte_interdit") {
            continue;
        }
        assert_eq!(refus.as_deref(), Some("motif_requis"), "{}", route.operation);
        let motif = donner(client, "suivi", "").await;
        let vue = client.executer_pour(&recette, Some(motif)).await;
        assert_eq!(vue.statut, StatusCode::OK, "{}: {}", route.operation, vue.texte);
        let evenement = bac.evenements().await.remove(0).maillon.evenement;
        assert_eq!(evenement.motif.as_deref(), Some("suivi"), "{}", route.operation);
        ouvertes.push(route.operation);
    }
    assert!(ouvertes.contains(&"ConsulterDossier"), "{ouvertes:?}");
}

async fn decider(
    officier: &Client,
    agent: i64,
    geste: GesteSurveillance,
    jusqu_au: &str,
) -> Result<FicheSurveillance, Refuse> {
    let saisie =
        SaisieSurveillance {
            geste, note: "Signalement d’un partenaire.".into(), jusqu_au: jusqu_au.into()
        };
    officier.appeler::<SurveillerAgent>(agent, saisie).await
}

/// Without any alert, and for as long as it takes.
#[tokio::test]
async fn the_officer_puts_an_agent_under_watch_until_it_is_lifted() {
    let bac = Bac::ouvrir().await;
    let (officier, dossier) = (bac.connecter("dominique").await, bac.gens.keller.dossier);
    let posee = decider(&officier, bac.gens.nadia, GesteSurveillance::Poser, "").await.unwrap();
    assert_eq!(posee.geste, GesteSurveillance::Lever);
    let evenement = bac.evenements().await.remove(0).maillon.evenement;
    assert_eq!((evenement.acte.as_str(), evenement.issue), ("surveiller_agent", Issue::Annonce));
    assert_eq!(evenement.objet, Some(format!("agent:{}", bac.gens.nadia)));
    bac.horloge.avancer(60 * 86_400);
    let nadia = bac.connecter("nadia").await;
    let etat = nadia.appeler::<ConsulterSession>((), ()).await.unwrap();
    assert_eq!(etat.surveillance.map(|s| s.jusqu_au), Some(None), "the agent is told");
    let vue = voir::<ConsulterDossier>(&nadia, dossier, None).await;
    assert_eq!(vue.refus().as_deref(), Some("motif_requis"));
    let motif = donner(&nadia, "suivi", "").await;
    assert_eq!(voir::<ConsulterDossier>(&nadia, dossier, Some(motif)).await.statut, StatusCode::OK);
    let officier = bac.connecter("dominique").await;
    let liste = officier.appeler::<ConsulterAlertes>((), Default::default()).await.unwrap();
    assert_eq!((liste.surveillances[0].agent_id, liste.surveillances[0].alerte), (bac.gens.nadia, None));
    let deja = decider(&officier, bac.gens.nadia, GesteSurveillance::Poser, "").await.unwrap_err();
    assert_eq!(deja.statut, StatusCode::CONFLICT);
    let levee = decider(&officier, bac.gens.nadia, GesteSurveillance::Lever, "").await.unwrap();
    assert_eq!((levee.en_cours, levee.motifs.len(), levee.geste), (None, 1, GesteSurveillance::Poser));
    let [passee] = &levee.passees[..] else { panic!("{:?}", levee.passees) };
    assert_eq!(passee.levee_par.as_deref(), Some("dominique ESSAI"));
    assert_eq!(passee.motif_levee.as_deref(), Some("Signalement d’un partenaire."));
    assert_eq!(voir::<ConsulterDossier>(&nadia, dossier, None).await.statut, StatusCode::OK);
}

#[tokio::test]
async fn nobody_decides_of_the_watch_on_oneself() {
    let bac = Bac::ouvrir().await;
    let officier = bac.connecter("dominique").await;
    let etat = officier.appeler::<ConsulterSession>((), ()).await.unwrap();
    surveiller(&bac, etat.agent).await;
    for geste in [GesteSurveillance::Poser, GesteSurveillance::Lever] {
        let refus = decider(&officier, etat.agent, geste, "").await.unwrap_err();
        assert_eq!(refus.statut, StatusCode::CONFLICT, "{geste:?}");
    }
    let inconnu = decider(&officier, 999_999, GesteSurveillance::Poser, "").await.unwrap_err();
    assert_eq!(inconnu.statut, StatusCode::NOT_FOUND);
}

/// What a gesture answers shows the file: under watch it follows a view made under a reason.
#[tokio::test]
async fn nobody_under_watch_writes_in_a_file_opened_without_a_reason() {
    let bac = Bac::ouvrir().await;
    let (nadia, personne) = (bac.connecter("nadia").await, bac.gens.keller.demandeur);
    let fiche = creer(&nadia, personne, a(&bac, 3, "9h")).await;
    surveiller(&bac, bac.gens.nadia).await;
    let modifier = async || {
        let (version, id) = (fiche.ligne.version, fiche.ligne.id);
        nadia.appeler_sur::<ModifierRendezVous>(version, id, a(&bac, 4, "9h")).await
    };
    assert!(modifier().await.unwrap_err().probleme.genre.ends_with("motif_requis"));
    // A reason for another file opens that one only.
    let motif = donner(&nadia, "suivi", "").await;
    let autre = voir::<ConsulterDossier>(&nadia, bac.gens.muller.dossier, Some(motif)).await;
    assert_eq!(autre.statut, StatusCode::OK);
    assert!(modifier().await.unwrap_err().probleme.genre.ends_with("motif_requis"));
    let motif = donner(&nadia, "suivi", "").await;
    let vue = voir::<ConsulterDossier>(&nadia, bac.gens.keller.dossier, Some(motif)).await;
    assert_eq!(vue.statut, StatusCode::OK);
    modifier().await.unwrap();
}
