//! The seal of a review: what proves it, as long as the review is kept.

use chrono::Days;
use reciproque_server::depot::entite::{habilitation, revue, revue_ligne};
use reciproque_shared::api::*;
use reciproque_shared::date::a_paris;
use reciproque_shared::journal::Issue;
use reciproque_shared::revue::*;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use super::{JOUR_S, la_revue, ligne, ouverte, tout_confirmer};
use crate::bac::{Bac, Client};

#[tokio::test]
async fn the_sealed_digest_is_in_the_journal_and_a_changed_line_shows() {
    let (bac, gaelle, fiche) = ouverte(RetardRevue::Prevenir).await;
    let id = fiche.resume.id;
    // Ended by another way: nothing left to decide, and the document says so.
    let serge = ligne(&fiche, "serge").habilitation;
    habilitation::Entity::update_many()
        .col_expr(habilitation::Column::Fin, Expr::value(bac.horloge.aujourdhui() - Days::new(1)))
        .filter(habilitation::Column::Id.eq(serge))
        .exec(bac.base())
        .await
        .unwrap();
    let fiche = tout_confirmer(&bac, &gaelle, &la_revue(&gaelle).await).await;
    let scellee = gaelle.appeler_sur::<ScellerRevue>(fiche.version, id, ()).await.unwrap();
    let sceau = scellee.sceau.clone().unwrap();
    assert_eq!(empreinte(&sceau.texte), sceau.empreinte);
    assert!(sceau.texte.contains("Terminée entre-temps") && sceau.texte.contains("ESSAI nadia"));
    let evenements = bac.evenements().await;
    let annonce =
        evenements.iter().map(|i| &i.maillon.evenement).find(|e| e.acte == "sceller_revue").unwrap();
    let motif = format!("sha256:{}", sceau.empreinte);
    assert_eq!((annonce.issue, annonce.motif.as_deref()), (Issue::Annonce, Some(motif.as_str())));

    let verification = gaelle.appeler::<VerifierRevue>(id, ()).await.unwrap();
    assert_eq!(verification.verdict, VerdictRevue::Intacte, "{verification:?}");
    let export = gaelle.appeler::<ExporterRevue>(id, ()).await.unwrap();
    assert!(export.csv.starts_with("\u{feff}Agent;Profil;") && export.csv.contains("ESSAI noe;Référent;"));
    let json: serde_json::Value = serde_json::from_str(&export.json).unwrap();
    assert_eq!((json["sha256"].as_str(), json["annee"].is_number()), (Some(sceau.empreinte.as_str()), true));
    let sortie = bac.evenements().await.remove(0).maillon.evenement;
    assert_eq!(
        (sortie.acte.as_str(), sortie.issue),
        ("exporter_revue", Issue::Reussi),
        "traced as it leaves"
    );

    // A year later, still the same; then somebody changes a line in the store.
    bac.horloge.avancer(300 * JOUR_S);
    let gaelle = bac.connecter("gaelle").await;
    assert_eq!(verdict(&gaelle, id).await, VerdictRevue::Intacte);
    revue_ligne::Entity::update_many()
        .col_expr(revue_ligne::Column::Motif, Expr::value(MotifRevue::AbsenceTemporaire.code()))
        .filter(revue_ligne::Column::Id.eq(ligne(&scellee, "nadia").id))
        .exec(bac.base())
        .await
        .unwrap();
    let verification = gaelle.appeler::<VerifierRevue>(id, ()).await.unwrap();
    assert_eq!((verification.verdict, verification.au_journal), (VerdictRevue::Alteree, true));
    assert_eq!(verification.differences.len(), 1, "{:?}", verification.differences);
    assert!(verification.differences[0].contains("Absence temporaire"));
}

async fn verdict(client: &Client, revue: i64) -> VerdictRevue {
    client.appeler::<VerifierRevue>(revue, ()).await.unwrap().verdict
}

/// The review of ALSA, sealed, thirteen months later.
async fn scellee_depuis_treize_mois() -> (Bac, FicheRevue) {
    let (bac, gaelle, fiche) = ouverte(RetardRevue::Prevenir).await;
    let fiche = tout_confirmer(&bac, &gaelle, &fiche).await;
    let scellee = gaelle.appeler_sur::<ScellerRevue>(fiche.version, fiche.resume.id, ()).await.unwrap();
    bac.horloge.avancer(400 * JOUR_S);
    (bac, scellee)
}

/// The review outlives its trace by five years, and stays a proof.
#[tokio::test]
async fn a_sealed_review_is_proved_after_the_purge_of_its_trace() {
    let (bac, scellee) = scellee_depuis_treize_mois().await;
    let id = scellee.resume.id;
    let jour = bac.horloge.aujourdhui();
    bac.purger_les_traces().await;
    let gaelle = bac.connecter("gaelle").await;
    let lue = gaelle.appeler::<VerifierRevue>(id, ()).await.unwrap();
    assert_eq!((lue.verdict, lue.au_journal), (VerdictRevue::TracePurgee, false), "{lue:?}");
    assert_eq!(lue.purgee_le.map(|quand| a_paris(quand).date()), Some(jour));
    assert!(lue.differences.is_empty(), "{:?}", lue.differences);
    // A line that changes shows as before.
    revue_ligne::Entity::update_many()
        .col_expr(revue_ligne::Column::Motif, Expr::value(MotifRevue::AbsenceTemporaire.code()))
        .filter(revue_ligne::Column::Id.eq(ligne(&scellee, "nadia").id))
        .exec(bac.base())
        .await
        .unwrap();
    assert_eq!(verdict(&gaelle, id).await, VerdictRevue::Alteree);
}

/// Lines, document and digest rewritten together: only the signature tells.
#[tokio::test]
async fn a_review_rewritten_whole_has_not_its_signature() {
    let (bac, scellee) = scellee_depuis_treize_mois().await;
    let id = scellee.resume.id;
    bac.purger_les_traces().await;
    let gaelle = bac.connecter("gaelle").await;
    let retouche = revue_ligne::Entity::update_many()
        .col_expr(revue_ligne::Column::Motif, Expr::value(MotifRevue::AbsenceTemporaire.code()))
        .filter(revue_ligne::Column::Id.eq(ligne(&scellee, "nadia").id));
    retouche.exec(bac.base()).await.unwrap();
    let recalculee = gaelle.appeler::<VerifierRevue>(id, ()).await.unwrap().recalculee;
    let texte = {
        let sceau = scellee.sceau.unwrap();
        let (avant, nadia) = sceau.texte.split_once("ESSAI nadia").unwrap();
        let (avant_motif, apres) = (MotifRevue::EnPoste.libelle(), MotifRevue::AbsenceTemporaire.libelle());
        format!("{avant}ESSAI nadia{}", nadia.replacen(avant_motif, apres, 1))
    };
    assert_eq!(empreinte(&texte), recalculee, "the forgery is perfect");
    let faux = revue::Entity::update_many()
        .col_expr(revue::Column::Empreinte, Expr::value(recalculee))
        .col_expr(revue::Column::Texte, Expr::value(texte));
    faux.filter(revue::Column::Id.eq(id)).exec(bac.base()).await.unwrap();
    let lue = gaelle.appeler::<VerifierRevue>(id, ()).await.unwrap();
    assert_eq!(lue.verdict, VerdictRevue::Alteree);
    assert!(lue.differences[0].contains("signature"), "{:?}", lue.differences);
}

/// After the journal was put aside, nobody is told that the reviews are forged.
#[tokio::test]
async fn a_review_signed_under_a_former_journal_says_so() {
    let (mut bac, scellee) = scellee_depuis_treize_mois().await;
    bac.remplacer_le_journal().await;
    let gaelle = bac.connecter("gaelle").await;
    assert_eq!(verdict(&gaelle, scellee.resume.id).await, VerdictRevue::AutreCle);
}
