//! Habilitations: six years after their end, not a day more nor less.

use chrono::{Days, NaiveDate};
use reciproque_server::conservation::alertes::{self, PlanAlertes};
use reciproque_server::conservation::{prevoir, purger};
use reciproque_server::depot::entite::{
    agent, alerte, alerte_etape, compte, habilitation, motif, revue, revue_ligne, supervision, surveillance,
};
use reciproque_server::journal::Filtre;
use reciproque_shared::alerte::{GesteAlerte, SaisieMotif};
use reciproque_shared::api::DonnerMotif;
use reciproque_shared::habilitation::Profil;
use reciproque_shared::journal::Issue;
use reciproque_shared::trace::{MoisDeTraces, finies_avant, traces_avant};
use sea_orm::ActiveValue::Set;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait as _, EntityTrait, QueryFilter, QueryResult, Statement,
};

use crate::alerte::traitement::faire;
use crate::alerte::{ouverte, surveiller};
use crate::bac::Bac;

async fn finir(bac: &Bac, agent: i64, profil: Profil, fin: NaiveDate) -> i64 {
    let mut ligne = habilitation::prouvee(agent, profil.code(), fin - Days::new(100));
    ligne.fin = Set(Some(fin));
    ligne.insert(bac.base()).await.unwrap().id
}

#[tokio::test]
async fn what_ended_six_years_ago_goes_and_nothing_younger() {
    let bac = Bac::ouvrir().await;
    let limite = finies_avant(bac.horloge.aujourdhui());
    let vieille = finir(&bac, bac.gens.nadia, Profil::GestionnaireCtsa, limite - Days::new(1)).await;
    finir(&bac, bac.gens.nadia, Profil::Administrateur, limite).await;
    let avant = habilitation::Entity::find().all(bac.base()).await.unwrap().len();
    let plan = prevoir(bac.base(), limite).await.unwrap();
    assert_eq!(plan.habilitations.iter().map(|h| h.id).collect::<Vec<_>>(), [vieille]);
    assert!(plan.agents.is_empty(), "nadia works here still");
    purger(&bac.app.depot, &bac.app.journal, limite, bac.horloge.maintenant()).await.unwrap();
    assert_eq!(habilitation::Entity::find().all(bac.base()).await.unwrap().len(), avant - 1);
    assert!(prevoir(bac.base(), limite).await.unwrap().habilitations.is_empty());
    bac.connecter("nadia").await;
}

/// Six years and a day after eva left, by the fast clock.
#[tokio::test]
async fn who_has_no_other_habilitation_is_no_longer_named() {
    let bac = Bac::ouvrir().await;
    let jour = bac.horloge.aujourdhui();
    let partis = |limite| prevoir(bac.base(), limite);
    assert!(partis(finies_avant(jour)).await.unwrap().agents.is_empty());
    bac.horloge.avancer((6 * 365 + 1 + 1) * 86_400);
    let limite = finies_avant(bac.horloge.aujourdhui());
    let plan = purger(&bac.app.depot, &bac.app.journal, limite, bac.horloge.maintenant()).await.unwrap();
    let [eva] = plan.agents[..] else { panic!("{:?}", plan.agents) };
    let ligne = agent::Entity::find_by_id(eva).one(bac.base()).await.unwrap().unwrap();
    assert_eq!((ligne.nom.as_str(), ligne.prenom.contains("eva")), ("EFFACÉ", false));
    assert!(!ligne.email.contains("eva"));
    assert!(compte::Entity::find_by_id(eva).one(bac.base()).await.unwrap().is_none());
    let filtre = Filtre { acte: Some("purger_habilitations".into()), limite: 9, ..Filtre::default() };
    let traces = bac.app.journal.chercher(&filtre).await.unwrap();
    assert_eq!(traces.len(), plan.habilitations.len() + plan.revues.len());
    assert!(traces.iter().all(|trace| trace.maillon.evenement.issue == Issue::Annonce));
}

/// Every table that has a row about eva, under her name or beside it.
async fn ou_l_on_parle_d_elle(bac: &Bac) -> Vec<&'static str> {
    const TABLES: [&str; 12] = [
        "agent",
        "compte",
        "session",
        "brouillon_rendez_vous",
        "habilitation",
        "habilitation_etape",
        "revue_ligne",
        "revue",
        "alerte_etape",
        "surveillance",
        "motif",
        "supervision",
    ];
    let mut trouvees = Vec::new();
    for table in TABLES {
        let requete =
            Statement::from_string(bac.base().get_database_backend(), format!("SELECT * FROM {table}"));
        let lignes = bac.base().query_all_raw(requete).await.unwrap();
        let parle = |ligne: &QueryResult| {
            let textes =
                ligne.column_names().into_iter().filter_map(|c| ligne.try_get::<String>("", &c).ok());
            textes.into_iter().any(|texte| texte.contains("eva"))
        };
        if lignes.iter().any(parle) {
            trouvees.push(table);
        }
    }
    trouvees
}

/// Watched, alerted about, supervised, reviewed: six years after, nothing says her name or what
/// was thought of her.
#[tokio::test]
async fn nothing_is_said_any_more_of_who_left_six_years_ago() {
    let bac = Bac::ouvrir().await;
    let eva = agent::Entity::find().filter(agent::Column::Prenom.eq("eva"));
    let eva = eva.one(bac.base()).await.unwrap().unwrap();
    surveiller(&bac, eva.id).await;
    decrier(&bac, &eva).await;
    let avant = ou_l_on_parle_d_elle(&bac).await;
    for table in ["agent", "revue_ligne", "surveillance", "motif", "alerte_etape", "supervision"] {
        assert!(avant.contains(&table), "{table} is not tried: {avant:?}");
    }
    bac.horloge.avancer((6 * 365 + 1 + 1) * 86_400);
    let limite = finies_avant(bac.horloge.aujourdhui());
    let plan = purger(&bac.app.depot, &bac.app.journal, limite, bac.horloge.maintenant()).await.unwrap();
    assert_eq!((plan.agents.len(), plan.revues.len()), (1, 1));
    assert_eq!(plan.sur_eux, PlanAlertes { motifs: 1, surveillances: 1, alertes: 1 });
    assert_eq!(ou_l_on_parle_d_elle(&bac).await, [""; 0]);
    assert!(alerte::Entity::find().one(bac.base()).await.unwrap().is_none());
}

/// What is kept about an agent during those years.
async fn decrier(bac: &Bac, eva: &agent::Model) {
    let instant = bac.horloge.maintenant();
    let surveillance = surveillance::Entity::find().one(bac.base()).await.unwrap().unwrap();
    let donne = motif::ActiveModel {
        surveillance_id: Set(surveillance.id),
        donne_le: Set(instant),
        motif: Set("autre".into()),
        precision: Set(Some("eva remplace un collègue".into())),
        ..Default::default()
    };
    donne.insert(bac.base()).await.unwrap();
    surveillance::ActiveModel { motif: Set("eva a été signalée".into()), ..surveillance.clone().into() }
        .update(bac.base())
        .await
        .unwrap();
    let etape = alerte_etape::ActiveModel {
        alerte_id: Set(surveillance.alerte_id.unwrap()),
        geste: Set("surveiller".into()),
        instant: Set(instant),
        note: Set(Some("eva a été signalée".into())),
        ..Default::default()
    };
    etape.insert(bac.base()).await.unwrap();
    let decision = supervision::ActiveModel {
        agent_id: Set(Some(eva.id)),
        geste: Set("suspendre".into()),
        motif: Set("eva a prêté son mot de passe".into()),
        instant: Set(instant),
        par: Set(Some(bac.gens.nadia)),
        ..Default::default()
    };
    decision.insert(bac.base()).await.unwrap();
    let revue = revue::ActiveModel {
        organisation_id: Set(eva.organisation_id),
        organisation_nom: Set("ALSA".into()),
        annee: Set(2020),
        ouverte_le: Set(instant - Days::new(30)),
        limite: Set(bac.horloge.aujourdhui()),
        version: Set(1),
        ..Default::default()
    };
    let ligne = revue_ligne::ActiveModel {
        revue_id: Set(revue.insert(bac.base()).await.unwrap().id),
        habilitation_id: Set(1),
        agent_id: Set(eva.id),
        nom: Set(eva.nom.clone()),
        prenom: Set(eva.prenom.clone()),
        profil: Set(Profil::Referent.code().into()),
        depuis: Set(bac.horloge.aujourdhui()),
        ..Default::default()
    };
    ligne.insert(bac.base()).await.unwrap();
}

#[tokio::test]
async fn without_a_journal_nothing_is_destroyed() {
    let bac = Bac::ouvrir().await;
    let limite = bac.horloge.aujourdhui();
    let avant = habilitation::Entity::find().all(bac.base()).await.unwrap();
    bac.app.journal.fermer().await.unwrap();
    assert!(purger(&bac.app.depot, &bac.app.journal, limite, bac.horloge.maintenant()).await.is_err());
    assert_eq!(habilitation::Entity::find().all(bac.base()).await.unwrap(), avant);
}

/// Taken back between the plan and the destruction: name and account stay.
#[tokio::test]
async fn who_came_back_keeps_name_and_account() {
    let bac = Bac::ouvrir().await;
    bac.horloge.avancer((6 * 365 + 1 + 1) * 86_400);
    let limite = finies_avant(bac.horloge.aujourdhui());
    let plan = prevoir(bac.base(), limite).await.unwrap();
    let [eva] = plan.agents[..] else { panic!("{:?}", plan.agents) };
    habilitation::prouvee(eva, Profil::Referent.code(), bac.horloge.aujourdhui())
        .insert(bac.base())
        .await
        .unwrap();
    let fait = purger(&bac.app.depot, &bac.app.journal, limite, bac.horloge.maintenant()).await.unwrap();
    assert_eq!((fait.agents.len(), fait.habilitations.len()), (0, plan.habilitations.len()));
    let ligne = agent::Entity::find_by_id(eva).one(bac.base()).await.unwrap().unwrap();
    assert_eq!(ligne.prenom, "eva");
}

/// What the officer concluded goes with the traces that it speaks of; what is open stays.
#[tokio::test]
async fn closed_alerts_and_reasons_go_with_the_traces() {
    let bac = Bac::ouvrir().await;
    let officier = bac.connecter("dominique").await;
    surveiller(&bac, bac.gens.nadia).await;
    let alerte = ouverte(&bac, bac.gens.nadia).await;
    ouverte(&bac, bac.gens.paul).await;
    let nadia = bac.connecter("nadia").await;
    let saisie = SaisieMotif { motif: "suivi".into(), precision: String::new() };
    nadia.appeler::<DonnerMotif>((), saisie).await.unwrap();
    faire(&officier, alerte, GesteAlerte::Lever, "").await.unwrap();
    faire(&officier, alerte, GesteAlerte::Clore, "").await.unwrap();
    let duree = MoisDeTraces::new(12).unwrap();
    let prevu = async || {
        let limite = traces_avant(bac.horloge.maintenant(), duree);
        (limite, alertes::prevoir(bac.base(), limite).await.unwrap())
    };
    bac.horloge.avancer(360 * 86_400);
    assert_eq!(prevu().await.1, PlanAlertes::default());
    bac.horloge.avancer(10 * 86_400);
    let (limite, plan) = prevu().await;
    assert_eq!(plan, PlanAlertes { motifs: 1, surveillances: 1, alertes: 1 });
    let maintenant = bac.horloge.maintenant();
    let fait = alertes::purger(&bac.app.depot, &bac.app.journal, limite, maintenant).await.unwrap();
    assert_eq!((fait, prevu().await.1), (plan, PlanAlertes::default()));
    let restent = alerte::Entity::find().all(bac.base()).await.unwrap();
    assert_eq!(restent.iter().map(|a| a.agent_id).collect::<Vec<_>>(), [bac.gens.paul]);
    assert!(alerte_etape::Entity::find().one(bac.base()).await.unwrap().is_none());
    let trace = bac.evenements().await.remove(0).maillon.evenement;
    assert_eq!((trace.acte.as_str(), trace.issue), ("purger_traces", Issue::Annonce));
}
