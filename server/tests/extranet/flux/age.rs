//! Which of two flows counts, and the way back from one wrongly dated.

use chrono::NaiveDate;
use reciproque_server::depot::entite::flux;
use reciproque_server::flux::importation::annuler_sous_trace;
use reciproque_shared::api::ConsulterImports;
use reciproque_shared::journal::Issue;
use sea_orm::EntityTrait;
use tempfile::NamedTempFile;

use super::{dossier, importe, lire, refuse, terrain};
use crate::bac::Bac;

#[tokio::test(flavor = "multi_thread")]
async fn of_two_flows_of_the_same_age_the_last_one_read_wins() {
    let bac = Bac::ouvrir().await;
    importe(&bac, "F46-meme-date-1.xml").await;
    let bilan = importe(&bac, "F46-meme-date-2-corrige.xml").await;
    assert_eq!((bilan.changes, bilan.perimes), (1, 0), "{bilan}");
    assert_eq!(dossier(&bac, "99000039068").await.etat, "5");
    // the first one, read anew by mistake, does not undo the correction
    assert_eq!(importe(&bac, "F46-meme-date-1.xml").await.perimes, 1);
    assert_eq!(dossier(&bac, "99000039068").await.etat, "5");
}

/// Writes the flow of F51 as made and describing these days.
fn date(creation: &str, reference: &str) -> NamedTempFile {
    let texte = std::fs::read_to_string(terrain("F51-dtref-2062.xml")).unwrap();
    let texte = texte.replace("2026-11-05", creation).replace("2062-10-31", reference);
    let fichier = NamedTempFile::new().unwrap();
    std::fs::write(fichier.path(), texte).unwrap();
    fichier
}

#[tokio::test(flavor = "multi_thread")]
async fn a_day_still_to_come_is_refused() {
    let bac = Bac::ouvrir().await;
    let refus = refuse(&bac, "F51-dtref-2062.xml").await;
    assert!(
        refus.contains("31/10/2062") && refus.contains("05/11/2026") && refus.contains("DTREF"),
        "{refus}"
    );
    let demain = bac.horloge.aujourdhui().succ_opt().unwrap().to_string();
    let refus = lire(&bac, date(&demain, &demain).path()).await.unwrap_err().to_string();
    assert!(refus.contains("à venir"), "{refus}");
    let aujourdhui = bac.horloge.aujourdhui().to_string();
    assert_eq!(lire(&bac, date(&aujourdhui, &aujourdhui).path()).await.unwrap().crees, 1);
}

/// A flow dated today instead of last month hides the next ones, until it is declared void.
#[tokio::test(flavor = "multi_thread")]
async fn what_is_left_aside_is_counted_and_there_is_a_way_back() {
    let bac = Bac::ouvrir().await;
    let mal_date = bac.horloge.aujourdhui().to_string();
    let bilan = lire(&bac, date(&mal_date, &mal_date).path()).await.unwrap();
    let bon = date("2026-11-05", "2026-10-31");
    let texte = std::fs::read_to_string(bon.path()).unwrap().replace("<ETATDOSRSA>2", "<ETATDOSRSA>0");
    std::fs::write(bon.path(), texte).unwrap();
    assert_eq!(lire(&bac, bon.path()).await.unwrap().perimes, 1);
    let alain = bac.connecter("alain").await;
    let lus = alain.appeler::<ConsulterImports>((), ()).await.unwrap().imports;
    assert_eq!((lus[0].perimes, lus[0].inchanges), (1, 0));
    assert!(lus[0].alertes.iter().any(|alerte| alerte.contains("annuler-import")), "{:?}", lus[0].alertes);

    let commande = bac.journal_de_commande().await;
    let acces = (&bac.app.depot, &commande);
    let inconnu = annuler_sous_trace(acces, 999_999, &bac.horloge).await.unwrap_err().to_string();
    assert!(inconnu.contains("999999"), "{inconnu}");
    let annulation = annuler_sous_trace(acces, bilan.numero, &bac.horloge).await.unwrap();
    assert_eq!((annulation.dossiers, annulation.reference.to_string()), (1, mal_date.clone()));
    let encore = annuler_sous_trace(acces, bilan.numero, &bac.horloge).await.unwrap_err().to_string();
    assert!(encore.contains("annulé depuis"), "{encore}");
    commande.fermer().await.unwrap();

    assert_eq!(lire(&bac, bon.path()).await.unwrap().changes, 1, "the former file counts again");
    let lu = dossier(&bac, "95000001068").await;
    assert_eq!((lu.etat.as_str(), lu.date_reference), ("0", NaiveDate::from_ymd_opt(2026, 10, 31).unwrap()));
    let refus = lire(&bac, date(&mal_date, &mal_date).path()).await.unwrap_err().to_string();
    assert!(refus.contains("annulé"), "{refus}");
    let lus = alain.appeler::<ConsulterImports>((), ()).await.unwrap().imports;
    assert_eq!(
        lus.iter().filter(|lu| lu.annule_le.is_some()).map(|lu| lu.id).collect::<Vec<_>>(),
        [bilan.numero]
    );

    let evenements = bac.evenements().await;
    let issues: Vec<_> = evenements
        .iter()
        .map(|lu| &lu.maillon.evenement)
        .filter(|evenement| evenement.acte == "annuler_flux")
        .map(|evenement| (evenement.issue, evenement.objet.clone().unwrap()))
        .collect();
    let flux = flux::Entity::find_by_id(bilan.numero).one(bac.base()).await.unwrap().unwrap();
    assert!(issues.iter().all(|(_, objet)| flux.empreinte.starts_with(objet.strip_prefix("flux:").unwrap())));
    for (issue, combien) in [(Issue::Annonce, 2), (Issue::Reussi, 1), (Issue::Echoue, 1)] {
        assert_eq!(issues.iter().filter(|(lue, _)| *lue == issue).count(), combien, "{issue:?}");
    }
}
