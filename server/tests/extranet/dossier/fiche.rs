//! What the page says of the access, and of what is known in part.

use chrono::{Days, NaiveDate};
use reciproque_server::depot::entite::{dossier, personne};
use reciproque_server::serveur::Reglages;
use reciproque_shared::api::ConsulterDossier;
use reciproque_shared::date;
use reciproque_shared::dossier::FicheDossier;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use crate::bac::{Bac, rubriques};

async fn lire(bac: &Bac, qui: &str) -> FicheDossier {
    let client = bac.connecter(qui).await;
    client.appeler::<ConsulterDossier>(bac.gens.keller.dossier, ()).await.unwrap()
}

fn dans(bac: &Bac, jours: i64) -> NaiveDate {
    bac.horloge.aujourdhui() + chrono::Duration::days(jours)
}

async fn finir(bac: &Bac, fin: NaiveDate) {
    bac.finir_orientation(bac.gens.keller.demandeur, fin).await;
}

#[tokio::test]
async fn why_one_sees_a_dossier_names_who_and_since_when() {
    let bac = Bac::avec(Reglages { grace_jours: 30, ..Reglages::default() }).await;
    let debut = date::court(dans(&bac, -120));
    let suit = format!("SOPHIE K. suit une orientation vers ALSA depuis le {debut}");
    assert_eq!(lire(&bac, "nadia").await.pourquoi.explication, format!("{suit}."));

    let fin = dans(&bac, 10);
    finir(&bac, fin).await;
    let fiche = lire(&bac, "nadia").await;
    assert_eq!(fiche.pourquoi.explication, format!("{suit}, jusqu’au {}.", date::court(fin)));
    assert!(fiche.adultes[0].accompagne_par_moi, "a planned end is not an end");

    let fin = dans(&bac, -10);
    finir(&bac, fin).await;
    let fiche = lire(&bac, "nadia").await;
    let ouvert = date::court(fin + Days::new(30));
    let attendu =
        format!("du {debut} au {}. Le dossier vous reste ouvert jusqu’au {ouvert}", date::court(fin));
    assert!(fiche.pourquoi.explication.contains(&attendu), "{}", fiche.pourquoi.explication);
    assert!(!fiche.adultes[0].accompagne_par_moi);
    assert!(!fiche.pourquoi.explication.contains("NOËL"), "who another structure accompanies is named");

    let ctsa = lire(&bac, "hugo").await.pourquoi.explication;
    assert!(ctsa.starts_with("Ce foyer habite Mulhouse,") && ctsa.contains("CTSA de Mulhouse"), "{ctsa}");
    assert!(lire(&bac, "claire").await.pourquoi.explication.contains("droit au rSa en cours"));
}

#[tokio::test]
async fn an_unknown_state_is_not_taken_for_another() {
    let bac = Bac::ouvrir().await;
    let etat = dossier::Entity::update_many()
        .col_expr(dossier::Column::Etat, Expr::value("9"))
        .filter(dossier::Column::Id.eq(bac.gens.keller.dossier));
    etat.exec(bac.base()).await.unwrap();
    assert_eq!(lire(&bac, "nadia").await.etat.as_ref().unwrap().libelle(), "code inconnu (9)");
}

#[tokio::test]
async fn a_birth_date_known_in_part_is_never_shown_bare() {
    let bac = Bac::ouvrir().await;
    rubriques::remplir(&bac, bac.gens.keller).await;
    let depart = personne::Entity::update_many()
        .col_expr(personne::Column::NaissancePrecision, Expr::value("J"))
        .col_expr(personne::Column::PartieLe, Expr::value(Some(dans(&bac, -5))))
        .filter(personne::Column::Id.eq(bac.gens.keller.conjoint.unwrap()));
    depart.exec(bac.base()).await.unwrap();
    let fiche = lire(&bac, "nadia").await;
    assert_eq!(fiche.partis[0].date_naissance.to_string(), "02/1982 (jour inconnu)");
    let identite = fiche.adultes[0].identite.as_ref().unwrap();
    assert_eq!(identite.date_naissance.to_string(), "01/02/1982");
}
