//! What raises an alert, and what does not.

use std::collections::BTreeSet;
use std::io::Write;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use chrono::{Datelike, NaiveDateTime, TimeDelta};
use reciproque_server::alerte::{relever, veiller};
use reciproque_server::depot::entite::alerte_lecture;
use reciproque_server::serveur::Reglages;
use reciproque_shared::alerte::{RegleAlerte, SaisieEvenements, Seuil};
use reciproque_shared::api::{
    ConsulterAlerte, ConsulterEvenements, PreparerRendezVous, Rechercher, RevelerNir,
};
use reciproque_shared::dossier::SaisieRecherche;
use reciproque_shared::journal::Issue;
use sea_orm::EntityTrait;

use super::{alerte_de, attendre, foyer, ouvertes, ouvrir, regler, relevee};
use crate::bac::Bac;

/// B16: 200 files off one's list, the alert is there within 60 s.
#[tokio::test]
async fn two_hundred_files_off_ones_list_raise_an_alert_within_a_minute() {
    let reglages = Reglages { releve_alertes: Duration::from_millis(200), ..Reglages::default() };
    let bac = Bac::avec(reglages).await;
    let veille = tokio::spawn(veiller(bac.app.clone()));
    let (claire, officier) = (bac.connecter("claire").await, bac.connecter("dominique").await);
    for rang in 0..200 {
        ouvrir(&claire, foyer(&bac, rang, "INVENTÉ").await).await;
    }
    let alerte = attendre(async || {
        alerte_de(&officier, RegleAlerte::HorsListe).await.filter(|alerte| alerte.alerte.evenements == 200)
    })
    .await;
    veille.abort();
    assert_eq!(alerte.alerte.agent, "claire ESSAI");
    assert_eq!(alerte.alerte.organisation, "Pôle emploi");
    assert_eq!(alerte.alerte.constat, "200 dossiers hors de sa liste dans la journée ; seuil : 80");
    let siennes = ouvertes(&officier).await;
    assert_eq!(siennes.iter().filter(|ligne| ligne.regle == RegleAlerte::HorsListe).count(), 1, "it repeats");
    // The events are those of the journal, and nothing but numbers.
    let journal = bac.evenements().await;
    assert_eq!(alerte.evenements.len(), 100);
    let suite = SaisieEvenements { page: 1 };
    let suite = officier.appeler::<ConsulterEvenements>(alerte.alerte.id, suite).await.unwrap();
    let positions = alerte.evenements.iter().chain(&suite.evenements).map(|e| e.seq);
    assert_eq!(positions.collect::<BTreeSet<_>>().len(), 200, "every event is read, once");
    for evenement in alerte.evenements.iter().chain(&suite.evenements) {
        let trace = journal.iter().find(|e| (e.chaine, e.maillon.seq) == (evenement.chaine, evenement.seq));
        let trace = &trace.expect("in the journal").maillon.evenement;
        assert_eq!((&trace.objet, trace.issue), (&evenement.objet, Issue::Reussi));
        assert!(evenement.objet.as_deref().is_some_and(|objet| objet.starts_with("dossier:")));
    }
}

#[tokio::test]
async fn passwords_tried_under_the_name_of_an_agent_are_told() {
    let bac = Bac::ouvrir().await;
    let officier = bac.connecter("dominique").await;
    for rang in 1..=Seuil::Refus.defaut() {
        bac.visiteur().ouvrir_session("nadia@exemple.fr", "faux").await.unwrap_err();
        let dite = relevee(&bac, &officier, RegleAlerte::Refus).await;
        assert_eq!(dite.is_some(), rang == Seuil::Refus.defaut(), "{rang}");
    }
}

#[tokio::test]
async fn repeated_refusals_are_told_at_the_threshold_and_not_below() {
    let bac = Bac::ouvrir().await;
    let (nadia, officier) = (bac.connecter("nadia").await, bac.connecter("dominique").await);
    for _ in 1..Seuil::Refus.defaut() {
        ouvrir(&nadia, bac.gens.tifour.dossier).await;
    }
    assert!(relevee(&bac, &officier, RegleAlerte::Refus).await.is_none());
    ouvrir(&nadia, bac.gens.tifour.dossier).await;
    let alerte = relevee(&bac, &officier, RegleAlerte::Refus).await.unwrap();
    assert_eq!(alerte.alerte.constat, "15 refus en une heure ; seuil : 15");
}

#[tokio::test]
async fn the_files_of_an_hour_and_of_a_day_are_counted_once_each() {
    let bac = Bac::ouvrir().await;
    regler(&bac, &[(Seuil::VuesHeure, 3), (Seuil::VuesJour, 4)]).await;
    let (hugo, officier) = (bac.connecter("hugo").await, bac.connecter("dominique").await);
    for _ in 0..3 {
        ouvrir(&hugo, bac.gens.keller.dossier).await;
        ouvrir(&hugo, bac.gens.haas.dossier).await;
    }
    assert!(relevee(&bac, &officier, RegleAlerte::VolumeHeure).await.is_none());
    ouvrir(&hugo, bac.gens.weber.dossier).await;
    assert!(relevee(&bac, &officier, RegleAlerte::VolumeHeure).await.is_some());
    assert!(relevee(&bac, &officier, RegleAlerte::VolumeJour).await.is_none());
    ouvrir(&hugo, bac.gens.muller.dossier).await;
    assert!(relevee(&bac, &officier, RegleAlerte::VolumeJour).await.is_some());
}

/// Names may be looked up without opening anything.
#[tokio::test]
async fn many_searches_in_an_hour_are_seen() {
    let bac = Bac::ouvrir().await;
    regler(&bac, &[(Seuil::Recherches, 3)]).await;
    let (nadia, officier) = (bac.connecter("nadia").await, bac.connecter("dominique").await);
    let chercher = async || {
        nadia.appeler::<Rechercher>((), SaisieRecherche { texte: "keller".into() }).await.unwrap();
    };
    chercher().await;
    chercher().await;
    assert!(relevee(&bac, &officier, RegleAlerte::Recherches).await.is_none());
    chercher().await;
    let alerte = relevee(&bac, &officier, RegleAlerte::Recherches).await.unwrap();
    assert_eq!(alerte.alerte.constat, "3 recherches en une heure ; seuil : 3");
    assert_eq!(alerte.alerte.evenements, 3);
}

/// The position is kept with the alerts: read again, or by two servers at once, the same
/// journal raises nothing more.
#[tokio::test]
async fn the_journal_is_read_once() {
    let bac = Bac::ouvrir().await;
    let (claire, officier) = (bac.connecter("claire").await, bac.connecter("dominique").await);
    ouvrir(&claire, foyer(&bac, 1, "ESSAI").await).await;
    let (un, autre) = tokio::join!(relever(&bac.app), relever(&bac.app));
    un.and(autre).unwrap();
    let avant = alerte_de(&officier, RegleAlerte::Homonyme).await.unwrap();
    let fin = i64::try_from(bac.evenements().await[0].maillon.seq).unwrap();
    relever(&bac.app).await.unwrap();
    let lue = alerte_lecture::Entity::find().one(bac.base()).await.unwrap().unwrap();
    assert!(lue.seq >= fin, "read up to {}, not {fin}", lue.seq);
    let apres = alerte_de(&officier, RegleAlerte::Homonyme).await.unwrap();
    assert_eq!((apres.alerte.evenements, apres.etapes.len()), (avant.alerte.evenements, avant.etapes.len()));
}

/// The beginning of the next Tuesday but today, at the département.
fn mardi(bac: &Bac) -> NaiveDateTime {
    let jour = bac.horloge.aujourdhui();
    let jours = 7 - i64::from(jour.weekday().num_days_from_monday()) + 1;
    (jour + TimeDelta::days(jours)).and_hms_opt(0, 0, 0).unwrap()
}

/// One file a day, opened in several ways: twice as many in a day as on a usual one is unusual.
/// Days are those of Paris: half past midnight is not the evening before.
#[tokio::test]
async fn the_habit_of_an_agent_counts_files_and_days_of_paris() {
    let bac = Bac::ouvrir().await;
    regler(&bac, &[(Seuil::FoisHabitude, 2), (Seuil::HabitudePlancher, 1)]).await;
    let debut = mardi(&bac);
    let keller = bac.gens.keller;
    for (jour, heure, minute) in [(0, 10, 0), (1, 0, 30), (2, 10, 0), (3, 10, 0), (4, 10, 0)] {
        bac.aller_a(debut + TimeDelta::days(jour) + TimeDelta::minutes(heure * 60 + minute));
        let nadia = bac.connecter("nadia").await;
        ouvrir(&nadia, keller.dossier).await;
        nadia.appeler::<RevelerNir>((keller.dossier, keller.demandeur), ()).await.unwrap();
        nadia.appeler::<PreparerRendezVous>(keller.demandeur, ()).await.unwrap();
        relever(&bac.app).await.unwrap();
    }
    bac.aller_a(debut + TimeDelta::days(5) + TimeDelta::hours(10));
    let (nadia, officier) = (bac.connecter("nadia").await, bac.connecter("dominique").await);
    ouvrir(&nadia, keller.dossier).await;
    assert!(relevee(&bac, &officier, RegleAlerte::Habitude).await.is_none());
    ouvrir(&nadia, bac.gens.muller.dossier).await;
    let alerte = relevee(&bac, &officier, RegleAlerte::Habitude).await.unwrap();
    assert_eq!(
        alerte.alerte.constat,
        "2 dossiers différents dans la journée ; seuil tiré de son habitude : 2"
    );
}

#[tokio::test]
async fn what_is_opened_late_in_the_evening_is_told() {
    let bac = Bac::ouvrir().await;
    regler(&bac, &[(Seuil::HorsHoraires, 1)]).await;
    for (heure, minute, attendu) in [(7, 1, false), (19, 58, false), (20, 1, true)] {
        bac.aller_a(mardi(&bac) + TimeDelta::minutes(heure * 60 + minute));
        let (nadia, officier) = (bac.connecter("nadia").await, bac.connecter("dominique").await);
        ouvrir(&nadia, bac.gens.keller.dossier).await;
        let dite = relevee(&bac, &officier, RegleAlerte::HorsHoraires).await;
        assert_eq!(dite.is_some(), attendu, "{heure} h {minute}");
    }
}

/// Positions begin again with a journal that takes the place of another: its events are read, and
/// those of the former one are shown as nothing else.
#[tokio::test]
async fn a_journal_that_replaces_another_is_read_from_its_beginning() {
    let mut bac = Bac::avec(Reglages { mot_de_passe_jours: 0, ..Reglages::default() }).await;
    let (claire, officier) = (bac.connecter("claire").await, bac.connecter("dominique").await);
    ouvrir(&claire, foyer(&bac, 1, "ESSAI").await).await;
    let avant = relevee(&bac, &officier, RegleAlerte::Homonyme).await.unwrap();
    let [seul] = &avant.evenements[..] else { panic!("{:?}", avant.evenements) };
    let keller = bac.gens.keller.dossier;
    for _ in 0..40 {
        ouvrir(&claire, keller).await;
    }
    relever(&bac.app).await.unwrap();
    bac.remplacer_le_journal().await;
    let (claire, officier) = (bac.connecter("claire").await, bac.connecter("dominique").await);
    for _ in 0..=seul.seq {
        ouvrir(&claire, keller).await;
    }
    assert!(bac.evenements().await.iter().any(|autre| autre.maillon.seq == seul.seq));
    let orpheline = officier.appeler::<ConsulterAlerte>(avant.alerte.id, ()).await.unwrap();
    assert_eq!((orpheline.evenements, orpheline.alerte.evenements), (Vec::new(), 1));
    let proche = foyer(&bac, 2, "ESSAI").await;
    ouvrir(&claire, proche).await;
    let apres = relevee(&bac, &officier, RegleAlerte::Homonyme).await.unwrap();
    let objets: Vec<_> = apres.evenements.iter().map(|e| e.objet.clone().unwrap()).collect();
    assert_eq!(objets, [format!("dossier:{proche}")]);
    // A purge is no replacement: what it leaves is read once.
    bac.horloge.avancer(400 * 86_400);
    bac.purger_les_traces().await;
    let relue = relevee(&bac, &bac.connecter("dominique").await, RegleAlerte::Homonyme).await.unwrap();
    assert_eq!((relue.alerte.id, relue.alerte.evenements), (avant.alerte.id, apres.alerte.evenements));
}

/// Where the lines of the log go during a test.
#[derive(Clone, Default)]
struct Lignes(Arc<Mutex<Vec<u8>>>);

impl Write for Lignes {
    fn write(&mut self, octets: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(octets);
        Ok(octets.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

/// One thread, so that all that happens here is heard here.
#[tokio::test(flavor = "current_thread")]
async fn the_log_names_nobody_even_when_the_detection_fails() {
    let lignes = Lignes::default();
    let sortie = lignes.clone();
    let ecoute = tracing_subscriber::fmt()
        .with_max_level(tracing::Level::TRACE)
        .with_writer(move || sortie.clone())
        .finish();
    let _ecoute = tracing::subscriber::set_default(ecoute);
    let bac = Bac::ouvrir().await;
    let claire = bac.connecter("claire").await;
    ouvrir(&claire, foyer(&bac, 1, "ESSAI").await).await;
    relever(&bac.app).await.unwrap();
    ouvrir(&claire, foyer(&bac, 2, "ESSAI").await).await;
    use sea_orm::ConnectionTrait as _;
    bac.base().execute_unprepared("ALTER TABLE alerte_evenement RENAME TO ailleurs").await.unwrap();
    let veille = tokio::spawn(veiller(bac.app.clone()));
    let dit = attendre(async || {
        let dit = String::from_utf8(lignes.0.lock().unwrap().clone()).unwrap();
        dit.contains("la détection").then_some(dit)
    })
    .await;
    veille.abort();
    for nom in ["ESSAI", "essai", "claire", "ODILE", "USAGE"] {
        assert!(!dit.contains(nom), "the log says {nom}");
    }
}
