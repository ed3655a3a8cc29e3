//! Rendez-vous over real HTTP: entry, overlap, results, postponement, who sees what.

mod brouillon;
mod reception;

use chrono::{NaiveDateTime, TimeDelta};
use reciproque_server::depot::entite::rendez_vous;
use reciproque_shared::api::{
    ConsulterEquipe, ConsulterRendezVous, CreerRendezVous, ModifierRendezVous, PreparerRendezVous,
    RenseignerRendezVous,
};
use reciproque_shared::date;
use reciproque_shared::rendez_vous::fiche::{Deplacement, FicheRendezVous, ReponseRendezVous, SaisieStatut};
use reciproque_shared::rendez_vous::{RendezVous, SaisieRendezVous, StatutRendezVous};
use reqwest::StatusCode;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use crate::bac::{Bac, Client, Refuse};

/// Half an hour at that time, so many days from today.
pub fn a(bac: &Bac, jours: i64, heure: &str) -> SaisieRendezVous {
    SaisieRendezVous {
        objet: "suivi".into(),
        date: date::court(bac.horloge.aujourdhui() + TimeDelta::days(jours)),
        heure: heure.into(),
        duree_minutes: "30".into(),
        canal: "telephone".into(),
        ..SaisieRendezVous::default()
    }
}

pub async fn creer(client: &Client, personne: i64, saisie: SaisieRendezVous) -> FicheRendezVous {
    client.appeler::<CreerRendezVous>(personne, saisie).await.unwrap().enregistre.unwrap()
}

pub async fn renseigner(
    client: &Client,
    fiche: &FicheRendezVous,
    statut: StatutRendezVous,
    report: Option<SaisieRendezVous>,
) -> Result<ReponseRendezVous, Refuse> {
    let saisie = SaisieStatut { statut, report };
    client.appeler_sur::<RenseignerRendezVous>(fiche.ligne.version, fiche.ligne.id, saisie).await
}

/// Moves a rendez-vous in time, behind the API.
async fn placer(bac: &Bac, fiche: &FicheRendezVous, debut: NaiveDateTime) {
    rendez_vous::Entity::update_many()
        .col_expr(rendez_vous::Column::Debut, Expr::value(debut))
        .filter(rendez_vous::Column::Id.eq(fiche.ligne.id))
        .exec(bac.base())
        .await
        .unwrap();
}

#[tokio::test]
async fn an_entry_is_kept_or_refused_in_the_words_of_the_domain() {
    let bac = Bac::ouvrir().await;
    let nadia = bac.connecter("nadia").await;
    let personne = bac.gens.keller.demandeur;
    let fiche = creer(&nadia, personne, a(&bac, 3, "9h30")).await;
    assert_eq!((fiche.ligne.statut, fiche.ligne.version), (StatutRendezVous::Prevu, 1));
    assert_eq!((fiche.ligne.referent.as_str(), fiche.modifiable), ("nadia ESSAI", true));
    assert_eq!(nadia.appeler::<ConsulterRendezVous>(fiche.ligne.id, ()).await.unwrap(), fiche);
    let fausse = SaisieRendezVous { heure: "26h".into(), canal: String::new(), ..a(&bac, 3, "") };
    let refus = nadia.appeler::<CreerRendezVous>(personne, fausse.clone()).await.unwrap_err();
    assert_eq!(refus.statut, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(refus.probleme.errors, RendezVous::lire(&fausse, bac.horloge.locale()).unwrap_err());
    let hors_equipe = SaisieRendezVous { referent: Some(bac.gens.paul), ..a(&bac, 4, "9h") };
    let refus = nadia.appeler::<CreerRendezVous>(personne, hors_equipe).await.unwrap_err();
    assert_eq!(refus.champs(), [("referent", "referent_hors_equipe")]);
}

/// The form knows whom it is for, who may receive and how it went the last time; the
/// journal says that a form was opened, not a dossier.
#[tokio::test]
async fn a_new_entry_begins_as_the_last_time_and_opens_no_dossier() {
    let bac = Bac::ouvrir().await;
    let noe = bac.connecter("noe").await;
    let personne = bac.gens.keller.demandeur;
    let premiere = noe.appeler::<PreparerRendezVous>(personne, ()).await.unwrap();
    assert_eq!((premiere.personne.nom.as_str(), premiere.personne.personne), ("KELLER", personne));
    assert_eq!(premiere.equipe, noe.appeler::<ConsulterEquipe>((), ()).await.unwrap());
    let depart = SaisieRendezVous {
        duree_minutes: "45".into(),
        canal: "physique".into(),
        referent: Some(bac.gens.nadia),
        ..SaisieRendezVous::default()
    };
    assert_eq!(premiere.depart, depart, "received by the référent of the person");
    let mulhouse = SaisieRendezVous { canal: "domicile".into(), lieu: "Mulhouse".into(), ..a(&bac, 3, "9h") };
    creer(&noe, personne, mulhouse).await;
    let seconde = noe.appeler::<PreparerRendezVous>(personne, ()).await.unwrap();
    assert_eq!(
        (seconde.depart.duree_minutes.as_str(), seconde.depart.canal.as_str(), seconde.depart.lieu.as_str()),
        ("30", "domicile", "Mulhouse")
    );
    assert!(seconde.depart.date.is_empty() && seconde.depart.note.is_empty());
    let actes: Vec<_> = bac.evenements().await.into_iter().map(|e| e.maillon.evenement.acte).collect();
    assert!(actes.contains(&"preparer_rendez_vous".to_owned()));
    assert!(!actes.contains(&"consulter_dossier".to_owned()), "{actes:?}");
}

#[tokio::test]
async fn an_overlap_is_told_once_then_accepted() {
    let bac = Bac::ouvrir().await;
    let nadia = bac.connecter("nadia").await;
    let premier = creer(&nadia, bac.gens.keller.demandeur, a(&bac, 3, "9h30")).await;
    // Same référent, another person.
    let autre = a(&bac, 3, "9h45");
    let muller = bac.gens.muller.demandeur;
    let retenu = nadia.appeler::<CreerRendezVous>(muller, autre.clone()).await.unwrap();
    assert!(retenu.enregistre.is_none());
    assert_eq!(retenu.chevauchements, vec![premier.ligne]);
    assert_eq!(rendez_vous::Entity::find().all(bac.base()).await.unwrap().len(), 1);
    let accepte = SaisieRendezVous { malgre_chevauchement: true, ..autre };
    creer(&nadia, muller, accepte).await;
    // One may begin when the other ends; another référent at the same time is free.
    creer(&nadia, bac.gens.keller.demandeur, a(&bac, 3, "10h15")).await;
    let noe = bac.connecter("noe").await;
    let meme_personne = noe.appeler::<CreerRendezVous>(muller, a(&bac, 3, "9h50")).await.unwrap();
    assert_eq!(meme_personne.chevauchements.len(), 1);
}

#[tokio::test]
async fn a_change_needs_the_last_version_and_a_planned_rendez_vous() {
    let bac = Bac::ouvrir().await;
    let (nadia, noe) = (bac.connecter("nadia").await, bac.connecter("noe").await);
    let fiche = creer(&nadia, bac.gens.keller.demandeur, a(&bac, 3, "9h30")).await;
    let id = fiche.ligne.id;
    let plus_tard = a(&bac, 3, "9h45");
    let change = nadia.appeler_sur::<ModifierRendezVous>(1, id, plus_tard.clone()).await.unwrap();
    let change = change.enregistre.unwrap();
    assert_eq!((change.ligne.version, change.etapes.len()), (2, 2));
    let refus = noe.appeler_sur::<ModifierRendezVous>(1, id, a(&bac, 5, "11h")).await.unwrap_err();
    assert_eq!(refus.statut, StatusCode::PRECONDITION_FAILED);
    let annule = renseigner(&noe, &change, StatutRendezVous::AnnuleService, None).await.unwrap();
    let annule = annule.enregistre.unwrap();
    assert!(!annule.modifiable);
    let refus =
        nadia.appeler_sur::<ModifierRendezVous>(annule.ligne.version, id, plus_tard).await.unwrap_err();
    assert_eq!(refus.statut, StatusCode::CONFLICT);
}

/// The history says from when and where, to when and where.
#[tokio::test]
async fn a_rendez_vous_that_is_moved_keeps_where_it_was() {
    let bac = Bac::ouvrir().await;
    let nadia = bac.connecter("nadia").await;
    let mut fiche = creer(&nadia, bac.gens.keller.demandeur, a(&bac, 3, "9h30")).await;
    let sur_place = |jours, heure, lieu: &str| SaisieRendezVous {
        canal: "physique".into(),
        lieu: lieu.into(),
        ..a(&bac, jours, heure)
    };
    let annotee = SaisieRendezVous { note: "Apporter le CV.".into(), ..sur_place(5, "14h", "Colmar") };
    for saisie in [sur_place(5, "14h", "Mulhouse"), sur_place(5, "14h", "Colmar"), annotee] {
        let (version, id) = (fiche.ligne.version, fiche.ligne.id);
        let change = nadia.appeler_sur::<ModifierRendezVous>(version, id, saisie).await.unwrap();
        fiche = change.enregistre.unwrap();
    }
    let jour = |jours| bac.horloge.aujourdhui() + TimeDelta::days(jours);
    let (avant, apres) = (jour(3).and_hms_opt(9, 30, 0).unwrap(), jour(5).and_hms_opt(14, 0, 0).unwrap());
    let de = |debut_avant, lieu_avant: Option<&str>, lieu: &str| {
        let (lieu_avant, lieu) = (lieu_avant.map(str::to_owned), Some(lieu.to_owned()));
        Some(Deplacement { debut_avant, debut: apres, lieu_avant, lieu })
    };
    let attendus = [None, de(avant, None, "Mulhouse"), de(apres, Some("Mulhouse"), "Colmar"), None];
    assert_eq!(fiche.etapes.iter().map(|e| e.deplacement.clone()).collect::<Vec<_>>(), attendus);
    assert_eq!(nadia.appeler::<ConsulterRendezVous>(fiche.ligne.id, ()).await.unwrap(), fiche);
}

#[tokio::test]
async fn a_result_follows_time() {
    let bac = Bac::ouvrir().await;
    let nadia = bac.connecter("nadia").await;
    let fiche = creer(&nadia, bac.gens.keller.demandeur, a(&bac, 3, "9h30")).await;
    let refus = renseigner(&nadia, &fiche, StatutRendezVous::Honore, None).await.unwrap_err();
    assert_eq!(refus.champs(), [("statut", "pas_encore_tenu")]);
    assert!(!fiche.statuts_possibles.contains(&StatutRendezVous::Honore));
    placer(&bac, &fiche, bac.horloge.locale() - TimeDelta::hours(1)).await;
    let passe = nadia.appeler::<ConsulterRendezVous>(fiche.ligne.id, ()).await.unwrap();
    assert!(passe.ligne.a_renseigner);
    let honore = renseigner(&nadia, &passe, StatutRendezVous::Honore, None).await.unwrap();
    let honore = honore.enregistre.unwrap();
    assert_eq!((honore.ligne.statut, honore.ligne.a_renseigner), (StatutRendezVous::Honore, false));
    let etapes: Vec<_> = honore.etapes.iter().map(|e| (e.statut, e.agent.as_str())).collect();
    assert_eq!(etapes, [(StatutRendezVous::Prevu, "nadia ESSAI"), (StatutRendezVous::Honore, "nadia ESSAI")]);
}

#[tokio::test]
async fn a_postponed_rendez_vous_leads_to_the_next_and_back() {
    let bac = Bac::ouvrir().await;
    let nadia = bac.connecter("nadia").await;
    let occupe = creer(&nadia, bac.gens.muller.demandeur, a(&bac, 6, "14h")).await;
    let fiche = creer(&nadia, bac.gens.keller.demandeur, a(&bac, 3, "9h30")).await;
    let sans = renseigner(&nadia, &fiche, StatutRendezVous::Reporte, None).await.unwrap_err();
    assert_eq!(sans.champs(), [("report.date", "report_absent")]);
    let pris = renseigner(&nadia, &fiche, StatutRendezVous::Reporte, Some(a(&bac, 6, "14h"))).await.unwrap();
    assert_eq!((pris.enregistre, pris.chevauchements), (None, vec![occupe.ligne]));
    let reporte =
        renseigner(&nadia, &fiche, StatutRendezVous::Reporte, Some(a(&bac, 7, "14h"))).await.unwrap();
    let reporte = reporte.enregistre.unwrap();
    assert_eq!(reporte.ligne.statut, StatutRendezVous::Reporte);
    let suite = nadia.appeler::<ConsulterRendezVous>(reporte.suite.unwrap(), ()).await.unwrap();
    assert_eq!((suite.origine, suite.ligne.statut), (Some(fiche.ligne.id), StatutRendezVous::Prevu));
    assert_eq!(suite.referent_id, fiche.referent_id);
    let encore = renseigner(&nadia, &reporte, StatutRendezVous::Honore, None).await.unwrap_err();
    assert_eq!(encore.champs(), [("statut", "deja_reporte")]);
}

#[tokio::test]
async fn rendez_vous_stay_within_scope() {
    let bac = Bac::ouvrir().await;
    let (nadia, paul, hugo) =
        (bac.connecter("nadia").await, bac.connecter("paul").await, bac.connecter("hugo").await);
    let fiche = creer(&nadia, bac.gens.keller.demandeur, a(&bac, 3, "9h30")).await;
    // Paul accompanies the partner only.
    let refus = paul.appeler::<ConsulterRendezVous>(fiche.ligne.id, ()).await.unwrap_err();
    assert_eq!(refus.statut, StatusCode::NOT_FOUND);
    let refus =
        paul.appeler::<CreerRendezVous>(bac.gens.keller.demandeur, a(&bac, 3, "9h")).await.unwrap_err();
    // Whose dossier he reads all the same: he is told why.
    assert_eq!(refus.statut, StatusCode::CONFLICT);
    let vu = hugo.appeler::<ConsulterRendezVous>(fiche.ligne.id, ()).await.unwrap();
    assert!(!vu.modifiable && vu.statuts_possibles.is_empty());
    let refus = renseigner(&hugo, &fiche, StatutRendezVous::AnnuleService, None).await.unwrap_err();
    assert_eq!(refus.statut, StatusCode::FORBIDDEN);
    // Whoever follows the person now reads the rendez-vous of the other structure only.
    crate::cer::reorienter(&bac, bac.gens.keller.demandeur, bac.gens.semaphore, 0).await;
    let lu = paul.appeler::<ConsulterRendezVous>(fiche.ligne.id, ()).await.unwrap();
    assert!(!lu.modifiable);
    let refus = renseigner(&paul, &fiche, StatutRendezVous::AnnuleService, None).await.unwrap_err();
    assert_eq!(refus.statut, StatusCode::CONFLICT);
}

#[tokio::test]
async fn a_warning_names_nobody_out_of_scope() {
    let bac = Bac::ouvrir().await;
    let nadia = bac.connecter("nadia").await;
    let cache = creer(&nadia, bac.gens.keller.demandeur, a(&bac, 3, "9h30")).await;
    // Nadia's rendez-vous with somebody whom her structure no longer follows.
    rendez_vous::Entity::update_many()
        .col_expr(rendez_vous::Column::PersonneId, Expr::value(bac.gens.haas.demandeur))
        .filter(rendez_vous::Column::Id.eq(cache.ligne.id))
        .exec(bac.base())
        .await
        .unwrap();
    let issue =
        nadia.appeler::<CreerRendezVous>(bac.gens.muller.demandeur, a(&bac, 3, "9h30")).await.unwrap();
    assert!(issue.enregistre.is_some() && issue.chevauchements.is_empty());
}

#[tokio::test]
async fn the_team_is_who_may_accompany_today() {
    let bac = Bac::ouvrir().await;
    let equipe = bac.connecter("nadia").await.appeler::<ConsulterEquipe>((), ()).await.unwrap();
    let prenoms: Vec<_> = equipe.collegues.iter().map(|c| c.prenom.as_str()).collect();
    assert_eq!((equipe.moi, prenoms), (bac.gens.nadia, vec!["nadia", "noe"]));
    let refus = bac.connecter("hugo").await.appeler::<ConsulterEquipe>((), ()).await.unwrap_err();
    assert_eq!(refus.statut, StatusCode::FORBIDDEN);
}
