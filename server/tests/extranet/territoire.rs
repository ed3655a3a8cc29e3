//! The communes of each CTSA, by screen: what a change moves is told first, then done on its day, then
//! undone while nothing follows from it.

use chrono::{Days, NaiveDate};
use reciproque_server::depot::entite::{dossier, territoire};
use reciproque_shared::accueil::{FileAttente, SaisieFile};
use reciproque_shared::api::{
    AnnulerTerritoires, ConfierCommunes, ConsulterAOrienter, ConsulterDossier, ConsulterFile,
    ConsulterOrganisation, ConsulterTerritoires, Orienter, PreparerTerritoires,
};
use reciproque_shared::date;
use reciproque_shared::parcours::lot::SaisieAOrienter;
use reciproque_shared::parcours::{OrigineOrientation, SaisieOrientation, SorteOrientation};
use reciproque_shared::territoire::{
    FicheTerritoires, GesteTerritoires, SaisieAnnulationTerritoires, SaisieTerritoires,
};
use reqwest::StatusCode;
use sea_orm::sea_query::Expr;
use sea_orm::{ActiveModelTrait, ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter};
use tokio::task::JoinSet;

use crate::bac::{Bac, Client, Refuse, la_ctsa};
use crate::cer::transmis;

const MULHOUSE: &str = "68224";
const SAINT_LOUIS: &str = "68297";

async fn lire(sonia: &Client) -> FicheTerritoires {
    sonia.appeler::<ConsulterTerritoires>((), ()).await.unwrap()
}

/// For the CTSA of Colmar, from that day.
async fn a_colmar(bac: &Bac, communes: &str, debut: NaiveDate) -> SaisieTerritoires {
    let ctsa = Some(la_ctsa(bac, "CTSA de Colmar").await);
    SaisieTerritoires { communes: communes.to_owned(), ctsa, debut: date::court(debut) }
}

async fn confier(
    sonia: &Client,
    vue: &FicheTerritoires,
    saisie: SaisieTerritoires,
) -> Result<FicheTerritoires, Refuse> {
    sonia.appeler_sur::<ConfierCommunes>(vue.version, (), saisie).await
}

async fn annuler(sonia: &Client, vue: &FicheTerritoires) -> Result<FicheTerritoires, Refuse> {
    let saisie = SaisieAnnulationTerritoires { motif: "Saisie sur la mauvaise commune.".into() };
    sonia.appeler_sur::<AnnulerTerritoires>(vue.version, (), saisie).await
}

async fn ouvre(client: &Client, dossier: i64) -> StatusCode {
    match client.appeler::<ConsulterDossier>(dossier, ()).await {
        Ok(_) => StatusCode::OK,
        Err(refus) => refus.statut,
    }
}

async fn total(client: &Client, file: FileAttente) -> u64 {
    client.appeler::<ConsulterFile>(file, SaisieFile::default()).await.unwrap().total
}

async fn a_orienter(client: &Client) -> u64 {
    client.appeler::<ConsulterAOrienter>((), SaisieAOrienter::default()).await.unwrap().total
}

async fn demenager(bac: &Bac, dossier: i64, commune: Option<&str>) {
    dossier::Entity::update_many()
        .col_expr(dossier::Column::Commune, Expr::value(commune.map(str::to_owned)))
        .filter(dossier::Column::Id.eq(dossier))
        .exec(bac.base())
        .await
        .unwrap();
    reciproque_server::attente::reconstruire(&bac.app.depot, &bac.app.regles).await.unwrap();
}

#[tokio::test]
async fn the_scope_the_lists_and_the_counts_change_on_the_day_and_not_before() {
    let bac = Bac::ouvrir().await;
    bac.demain_dix_heures();
    let (sonia, nadia) = (bac.connecter("sonia").await, bac.connecter("nadia").await);
    transmis(&nadia, bac.gens.keller.demandeur).await;
    let demain = bac.horloge.aujourdhui() + Days::new(1);
    let fiche = confier(&sonia, &lire(&sonia).await, a_colmar(&bac, "Mulhouse", demain).await).await.unwrap();
    assert_eq!((fiche.version, fiche.annulable), (1, true));
    for (jour, voit, ne_voit_pas) in [(0, "hugo", "irene"), (1, "irene", "hugo")] {
        if jour == 1 {
            bac.demain_dix_heures();
        }
        let (voit, ne_voit_pas) = (bac.connecter(voit).await, bac.connecter(ne_voit_pas).await);
        assert_eq!(ouvre(&voit, bac.gens.keller.dossier).await, StatusCode::OK, "day {jour}");
        assert_eq!(ouvre(&ne_voit_pas, bac.gens.keller.dossier).await, StatusCode::NOT_FOUND, "day {jour}");
        for file in [FileAttente::CerADecider, FileAttente::AOrienter] {
            assert_eq!(
                (total(&voit, file).await, total(&ne_voit_pas, file).await),
                (1, 0),
                "day {jour} {file:?}"
            );
        }
        assert_eq!((a_orienter(&voit).await, a_orienter(&ne_voit_pas).await), (1, 0), "day {jour}");
        crate::attente::justes_ici(&bac, "nothing is written again on the day").await;
    }
    let colmar = la_ctsa(&bac, "CTSA de Colmar").await;
    let sonia = bac.connecter("sonia").await;
    let organisation = sonia.appeler::<ConsulterOrganisation>(colmar, ()).await.unwrap();
    assert_eq!(organisation.communes, ["Colmar", "Mulhouse"]);
}

#[tokio::test]
async fn what_is_told_before_is_what_is_then_done() {
    let bac = Bac::ouvrir().await;
    let (sonia, nadia) = (bac.connecter("sonia").await, bac.connecter("nadia").await);
    transmis(&nadia, bac.gens.keller.demandeur).await;
    let (mulhouse, vue) = (la_ctsa(&bac, "CTSA de Mulhouse").await, lire(&sonia).await);
    let saisie = a_colmar(&bac, "Mulhouse ; Saint-Louis", bac.horloge.aujourdhui()).await;
    let apercu = sonia.appeler::<PreparerTerritoires>((), saisie.clone()).await.unwrap();
    let dits: Vec<_> = apercu.mouvements.iter().map(|m| (m.de, m.dossiers, m.personnes, m.cer)).collect();
    assert_eq!(dits, [(None, 0, 0, 0), (Some(mulhouse), 4, 5, 1)]);
    let agents: Vec<_> = apercu.agents.iter().map(|agent| agent.nom.as_str()).collect();
    assert_eq!(agents, ["hugo ESSAI", "irene ESSAI"]);
    assert_eq!(lire(&sonia).await, vue, "to look changes nothing");
    let fiche = confier(&sonia, &vue, saisie).await.unwrap();
    let [etape] = &fiche.etapes[..] else { panic!("{:?}", fiche.etapes) };
    assert_eq!((etape.geste, &etape.quoi), (GesteTerritoires::Confier, &apercu.quoi));
    assert_eq!(etape.mouvements, apercu.mouvements);
    assert_eq!(etape.agent, "sonia ESSAI");
    let irene = bac.connecter("irene").await;
    for foyer in [bac.gens.keller, bac.gens.muller, bac.gens.haas, bac.gens.weber] {
        assert_eq!(ouvre(&irene, foyer.dossier).await, StatusCode::OK);
    }
    assert_eq!(total(&irene, FileAttente::CerADecider).await, 1);
}

#[tokio::test]
async fn the_last_change_is_undone_once_and_the_history_keeps_both() {
    let bac = Bac::ouvrir().await;
    let (sonia, hugo) = (bac.connecter("sonia").await, bac.connecter("hugo").await);
    let vue = lire(&sonia).await;
    let saisie = a_colmar(&bac, "Mulhouse, Saint-Louis", bac.horloge.aujourdhui()).await;
    let fiche = confier(&sonia, &vue, saisie).await.unwrap();
    assert_eq!(ouvre(&hugo, bac.gens.keller.dossier).await, StatusCode::NOT_FOUND);
    let rendue = annuler(&sonia, &fiche).await.unwrap();
    assert_eq!(rendue.cadre.tenues, vue.cadre.tenues);
    assert_eq!(ouvre(&hugo, bac.gens.keller.dossier).await, StatusCode::OK);
    let gestes: Vec<_> = rendue.etapes.iter().map(|etape| etape.geste).collect();
    assert_eq!(gestes, [GesteTerritoires::Annuler, GesteTerritoires::Confier]);
    assert_eq!(rendue.etapes[0].motif.as_deref(), Some("Saisie sur la mauvaise commune."));
    assert!(!rendue.annulable, "an undo is not undone");
    assert_eq!(annuler(&sonia, &rendue).await.unwrap_err().statut, StatusCode::CONFLICT);
}

#[tokio::test]
async fn what_was_to_come_comes_back_with_an_undo() {
    let bac = Bac::ouvrir().await;
    let sonia = bac.connecter("sonia").await;
    let jour = bac.horloge.aujourdhui();
    let prevu = a_colmar(&bac, "Saint-Louis", jour + Days::new(30)).await;
    let prevu = confier(&sonia, &lire(&sonia).await, prevu).await.unwrap();
    let ctsa = la_ctsa(&bac, "CTSA de Mulhouse").await;
    let autre =
        SaisieTerritoires { ctsa: Some(ctsa), ..a_colmar(&bac, "Saint-Louis", jour + Days::new(10)).await };
    let remplace = confier(&sonia, &prevu, autre).await.unwrap();
    let siennes = |fiche: &FicheTerritoires| {
        let tenues = fiche.cadre.tenues.iter().filter(|tenue| tenue.commune.as_str() == SAINT_LOUIS);
        tenues.map(|tenue| (tenue.ctsa, tenue.debut, tenue.fin)).collect::<Vec<_>>()
    };
    assert_eq!(siennes(&remplace), [(ctsa, jour + Days::new(10), None)]);
    let rendue = annuler(&sonia, &remplace).await.unwrap();
    assert_eq!(siennes(&rendue), siennes(&prevu));
}

#[tokio::test]
async fn what_was_in_force_or_followed_is_not_undone() {
    let bac = Bac::ouvrir().await;
    let (sonia, irene) = (bac.connecter("sonia").await, bac.connecter("irene").await);
    let saisie = a_colmar(&bac, "Mulhouse", bac.horloge.aujourdhui()).await;
    let fiche = confier(&sonia, &lire(&sonia).await, saisie).await.unwrap();
    let aujourdhui = date::court(bac.horloge.aujourdhui());
    let orientation = SaisieOrientation {
        sorte: Some(SorteOrientation::Social),
        structure: Some(bac.gens.alsa),
        origine: Some(OrigineOrientation::Premiere),
        decidee_le: aujourdhui.clone(),
        debut: aujourdhui,
        ..SaisieOrientation::default()
    };
    irene.appeler_sur::<Orienter>(0, bac.gens.haas.demandeur, orientation).await.unwrap();
    let refus = annuler(&sonia, &fiche).await.unwrap_err();
    assert_eq!(refus.statut, StatusCode::CONFLICT);
    assert!(refus.probleme.detail.contains("déjà pris une décision"), "{}", refus.probleme.detail);
    let relue = lire(&sonia).await;
    assert_eq!((relue.annulable, relue.definitive.is_some()), (false, true));
    bac.demain_dix_heures();
    let sonia = bac.connecter("sonia").await;
    let refus = annuler(&sonia, &relue).await.unwrap_err();
    assert!(refus.probleme.detail.contains("déjà été en vigueur"), "{}", refus.probleme.detail);
}

#[tokio::test(flavor = "multi_thread")]
async fn of_twenty_changes_at_once_one_is_made_and_the_others_are_told() {
    let bac = Bac::ouvrir().await;
    let sonia = bac.connecter("sonia").await;
    let vue = lire(&sonia).await;
    let mulhouse = Some(la_ctsa(&bac, "CTSA de Mulhouse").await);
    let colmar = a_colmar(&bac, "Saint-Louis", bac.horloge.aujourdhui()).await;
    let mut ensemble = JoinSet::new();
    for ctsa in [mulhouse, colmar.ctsa].into_iter().cycle().take(20) {
        let (sonia, vue, saisie) = (sonia.clone(), vue.clone(), SaisieTerritoires { ctsa, ..colmar.clone() });
        ensemble.spawn(async move { confier(&sonia, &vue, saisie).await.map(drop).map_err(|r| r.statut) });
    }
    let issues = ensemble.join_all().await;
    assert_eq!(issues.iter().filter(|issue| issue.is_ok()).count(), 1, "{issues:?}");
    assert!(
        issues.iter().all(|issue| issue.is_ok() || *issue == Err(StatusCode::PRECONDITION_FAILED)),
        "{issues:?}"
    );
    let tenues = lire(&sonia).await.cadre.tenues;
    assert_eq!(tenues.iter().filter(|tenue| tenue.commune.as_str() == SAINT_LOUIS).count(), 1);
}

#[tokio::test]
async fn a_commune_of_no_ctsa_is_told_with_its_dossiers_until_it_is_given_to_one() {
    let bac = Bac::ouvrir().await;
    let (sonia, irene) = (bac.connecter("sonia").await, bac.connecter("irene").await);
    let (haas, weber) = (bac.gens.haas.dossier, bac.gens.weber.dossier);
    demenager(&bac, haas, Some(SAINT_LOUIS)).await;
    demenager(&bac, weber, None).await;
    let vue = lire(&sonia).await;
    let seules = vue.sans_ctsa();
    assert_eq!((seules.len(), seules[0].0.nom.as_str(), seules[0].1), (364, "Saint-Louis", 1));
    assert_eq!(vue.ailleurs, 1);
    assert_eq!((ouvre(&irene, haas).await, a_orienter(&irene).await), (StatusCode::NOT_FOUND, 0));
    let saisie = a_colmar(&bac, SAINT_LOUIS, bac.horloge.aujourdhui()).await;
    let fiche = confier(&sonia, &vue, saisie).await.unwrap();
    assert_eq!(fiche.sans_ctsa().len(), 363);
    assert_eq!((ouvre(&irene, haas).await, a_orienter(&irene).await), (StatusCode::OK, 1));
}

#[tokio::test]
async fn what_can_t_be_is_refused_on_its_field() {
    let bac = Bac::ouvrir().await;
    let sonia = bac.connecter("sonia").await;
    let vue = lire(&sonia).await;
    let hier = bac.horloge.aujourdhui() - Days::new(1);
    let refus = confier(&sonia, &vue, a_colmar(&bac, "Lutèce", hier).await).await.unwrap_err();
    assert_eq!(refus.champs(), [("communes", "commune_inconnue"), ("debut", "debut_passe")]);
    let deja = a_colmar(&bac, "Colmar", bac.horloge.aujourdhui()).await;
    let refus = sonia.appeler::<PreparerTerritoires>((), deja).await.unwrap_err();
    assert_eq!(refus.champs(), [("communes", "deja_la")]);
}

/// Whatever writes it: the table holds it.
#[tokio::test]
async fn the_store_itself_refuses_a_commune_in_two_ctsa_on_a_day() {
    let bac = Bac::ouvrir().await;
    let (colmar, jour) = (la_ctsa(&bac, "CTSA de Colmar").await, bac.horloge.aujourdhui());
    let ligne = |commune: &str, debut: NaiveDate, fin: Option<NaiveDate>| territoire::ActiveModel {
        organisation_id: Set(colmar),
        commune: Set(commune.into()),
        debut: Set(debut),
        fin: Set(fin),
        ..Default::default()
    };
    assert!(ligne(MULHOUSE, jour, None).insert(bac.base()).await.is_err());
    ligne(SAINT_LOUIS, jour, Some(jour)).insert(bac.base()).await.unwrap();
    assert!(ligne(SAINT_LOUIS, jour, None).insert(bac.base()).await.is_err(), "its last day is one of it");
    ligne(SAINT_LOUIS, jour + Days::new(1), None).insert(bac.base()).await.unwrap();
    let avance = territoire::Entity::update_many()
        .col_expr(territoire::Column::Debut, Expr::value(jour))
        .filter(territoire::Column::Commune.eq(SAINT_LOUIS))
        .filter(territoire::Column::Fin.is_null());
    assert!(avance.exec(bac.base()).await.is_err());
}
