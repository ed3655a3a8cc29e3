//! The rights of the people concerned over real HTTP: the file opens with a request and
//! closes with it, deadlines, extract, rectifications.

mod consultations;
mod extrait;
mod inventaire;
mod reponse;

use chrono::{Days, Months};
use reciproque_server::depot::entite::{demande_droit, orientation, personne};
use reciproque_server::serveur::Reglages;
use reciproque_shared::api::*;
use reciproque_shared::date;
use reciproque_shared::droit::*;
use reciproque_shared::habilitation::Acte;
use reciproque_shared::trace::SaisiePeriode;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use crate::bac::{Bac, Cible, Client, Foyer, une_demande};
use crate::matrice::chez_nadia;

fn demande(sorte: SorteDemande, recue_le: &str) -> SaisieDemande {
    SaisieDemande { sorte: Some(sorte), recue_le: recue_le.into(), objet: "Lieu et dates à revoir.".into() }
}

fn geste(geste: GesteDemande) -> SaisieGesteDemande {
    SaisieGesteDemande { geste, motif: "Pièce d’identité présentée au guichet.".into() }
}

async fn faire(client: &Client, fiche: &FicheDemande, geste_: GesteDemande) -> FicheDemande {
    client.appeler_sur::<FaireGesteDemande>(fiche.version, fiche.ligne.id, geste(geste_)).await.unwrap()
}

async fn enregistree(bac: &Bac, dominique: &Client) -> FicheDemande {
    let hier = date::court(bac.horloge.aujourdhui() - Days::new(1));
    let personne = bac.gens.keller.demandeur;
    dominique.appeler::<EnregistrerDemande>(personne, demande(SorteDemande::Acces, &hier)).await.unwrap()
}

/// Statuses of the dossier and of the extract.
async fn ouvert(bac: &Bac, client: &Client, demande: i64) -> (u16, u16) {
    let dossier = client.lire(&format!("/dossiers/{}", bac.gens.keller.dossier)).await.status();
    let extrait = client.lire(&format!("/demandes/{demande}/extrait")).await.status();
    (dossier.as_u16(), extrait.as_u16())
}

#[tokio::test]
async fn the_file_opens_once_the_identity_is_verified_and_closes_with_the_request() {
    let bac = Bac::ouvrir().await;
    let dominique = bac.connecter("dominique").await;
    let fiche = enregistree(&bac, &dominique).await;
    let id = fiche.ligne.id;
    assert_eq!(ouvert(&bac, &dominique, id).await, (404, 409), "nobody is identified yet");
    let fiche = faire(&dominique, &fiche, GesteDemande::VerifierIdentite).await;
    assert_eq!(ouvert(&bac, &dominique, id).await, (200, 200));
    let tifour = dominique.lire(&format!("/dossiers/{}", bac.gens.tifour.dossier)).await.status();
    assert_eq!(tifour, 404, "another person asked nothing");
    let fiche = faire(&dominique, &fiche, GesteDemande::Commencer).await;
    let fiche = faire(&dominique, &fiche, GesteDemande::Repondre).await;
    assert_eq!(fiche.ligne.etat, EtatDemande::Repondue);
    assert_eq!(ouvert(&bac, &dominique, id).await, (404, 409));
    // Neither a replay of the last gesture nor another one opens it again.
    for (version, autre) in
        [(fiche.version - 1, GesteDemande::Repondre), (fiche.version, GesteDemande::VerifierIdentite)]
    {
        let refus = dominique.appeler_sur::<FaireGesteDemande>(version, id, geste(autre)).await.unwrap_err();
        assert!([409, 412].contains(&refus.statut.as_u16()), "{}", refus.statut);
    }
    let refus = dominique.appeler_sur::<RectifierDonnee>(fiche.version, id, transmise()).await.unwrap_err();
    assert_eq!(refus.statut, 409);
    assert_eq!(ouvert(&bac, &dominique, id).await, (404, 409));
}

#[tokio::test]
async fn the_deadline_is_one_month_and_is_extended_once_while_it_runs() {
    // The clock runs further than a password lasts.
    let bac = Bac::avec(Reglages { mot_de_passe_jours: 0, ..Reglages::default() }).await;
    let dominique = bac.connecter("dominique").await;
    let fiche = enregistree(&bac, &dominique).await;
    let recue = fiche.ligne.recue_le;
    assert_eq!((fiche.ligne.limite, fiche.article.as_str()), (recue + Months::new(1), "RGPD art. 12.3"));
    let fiche = faire(&dominique, &fiche, GesteDemande::Prolonger).await;
    assert_eq!((fiche.ligne.limite, fiche.ligne.prolongee), (recue + Months::new(3), true));
    assert!(!fiche.gestes.contains(&GesteDemande::Prolonger));
    let refus = dominique
        .appeler_sur::<FaireGesteDemande>(fiche.version, fiche.ligne.id, geste(GesteDemande::Prolonger))
        .await
        .unwrap_err();
    assert_eq!(refus.statut, 409);
    bac.horloge.avancer(93 * 86_400);
    let dominique = bac.connecter("dominique").await;
    let lignes = dominique.appeler::<ConsulterDemandes>((), ()).await.unwrap().lignes;
    assert!(lignes[0].en_retard);
    let tardive = une_demande(&bac, chez_nadia(&bac.gens), EtatDemande::Recue).await;
    bac.horloge.avancer(40 * 86_400);
    let dominique = bac.connecter("dominique").await;
    let refus = dominique
        .appeler_sur::<FaireGesteDemande>(1, tardive, geste(GesteDemande::Prolonger))
        .await
        .unwrap_err();
    assert_eq!(refus.statut, 409, "too late to extend");
}

#[tokio::test]
async fn the_extract_holds_the_data_and_who_consulted_without_naming_agents_of_the_journal() {
    let bac = Bac::ouvrir().await;
    crate::bac::rubriques::remplir(&bac, bac.gens.keller).await;
    let nadia = bac.connecter("nadia").await;
    nadia.appeler::<ConsulterDossier>(bac.gens.keller.dossier, ()).await.unwrap();
    let dominique = bac.connecter("dominique").await;
    let fiche = enregistree(&bac, &dominique).await;
    let fiche = faire(&dominique, &fiche, GesteDemande::VerifierIdentite).await;
    let extrait = dominique.appeler::<ProduireExtrait>(fiche.ligne.id, ()).await.unwrap();
    assert!(extrait.nir.is_some() && extrait.dossier.rubriques_fermees.is_empty());
    let adultes: Vec<_> = extrait.dossier.adultes.iter().map(|a| a.id).collect();
    assert_eq!(adultes, [bac.gens.keller.demandeur], "the other adult asked nothing");
    let vue = extrait.consultations.iter().find(|c| c.acte == "Consultation d’un dossier").unwrap();
    assert_eq!((vue.organisation.as_str(), vue.profil.as_str()), ("ALSA", "Référent"));
    // The fullest reading of all is itself among the consultations, here and for who asks later.
    let encore = dominique.appeler::<ProduireExtrait>(fiche.ligne.id, ()).await.unwrap();
    let extraite = Acte::ProduireExtrait.libelle();
    assert!(encore.consultations.iter().any(|c| c.acte == extraite), "{:?}", encore.consultations);
    let qui = dominique
        .appeler::<ConsulterTracesDossier>(bac.gens.keller.dossier, SaisiePeriode::default())
        .await
        .unwrap();
    let vue = qui.traces.iter().find(|trace| trace.acte == extraite).unwrap();
    assert_eq!(vue.agent.as_deref(), Some("dominique ESSAI"));
    assert!(vue.objet.as_deref().unwrap().ends_with(&qui.numero), "{:?}", vue.objet);
    let brut = dominique.lire(&format!("/demandes/{}/extrait", fiche.ligne.id)).await.text().await.unwrap();
    let consultations =
        serde_json::from_str::<serde_json::Value>(&brut).unwrap()["consultations"].to_string();
    assert!(!consultations.contains("nadia") && !consultations.contains("ESSAI"));
}

/// The request of the one who left opens what is theirs; the foyer that they left, with its new
/// address, is no longer about them. The same holds for a child of the foyer.
#[tokio::test]
async fn who_left_or_is_a_child_reads_nothing_of_the_foyer() {
    let bac = Bac::ouvrir().await;
    let foyer = bac.gens.keller;
    let (demandeur, parti) = (foyer.demandeur, foyer.conjoint.unwrap());
    crate::bac::rubriques::remplir(&bac, Foyer { demandeur: parti, ..foyer }).await;
    let dominique = bac.connecter("dominique").await;
    let du_foyer = ["≡famille≡", "≡adresse≡", "≡droits≡", "≡rsa≡", "≡base≡", "≡sanctions≡"];
    let les_siennes = ["≡identite≡", "≡activites≡", "≡ressources≡", "≡travailleur≡", "≡derogations≡"];
    for (partie_le, role) in [(Some(bac.horloge.aujourdhui()), "CJT"), (None, "ENF"), (None, "CJT")] {
        demande_droit::Entity::delete_many().exec(bac.base()).await.unwrap();
        personne::Entity::update_many()
            .col_expr(personne::Column::PartieLe, Expr::value(partie_le))
            .col_expr(personne::Column::Role, Expr::value(role))
            .filter(personne::Column::Id.eq(parti))
            .exec(bac.base())
            .await
            .unwrap();
        let cible = Cible { personne: parti, ..chez_nadia(&bac.gens) };
        let demande = une_demande(&bac, cible, EtatDemande::IdentiteVerifiee).await;
        let au_foyer = partie_le.is_none() && role == "CJT";
        for chemin in [format!("/demandes/{demande}/extrait"), format!("/dossiers/{}", foyer.dossier)] {
            let lu = dominique.lire(&chemin).await.text().await.unwrap();
            assert!(les_siennes.iter().all(|marque| lu.contains(marque)), "{role} {chemin}: {lu}");
            assert!(du_foyer.iter().all(|marque| lu.contains(marque) == au_foyer), "{role} {chemin}: {lu}");
            assert!(!lu.contains("SOPHIE"), "the other adult asked nothing");
        }
        // The other adult asks as well: their extracts stay apart.
        let autre = Cible { personne: demandeur, ..cible };
        une_demande(&bac, autre, EtatDemande::IdentiteVerifiee).await;
        let lu = dominique.lire(&format!("/demandes/{demande}/extrait")).await.text().await.unwrap();
        assert!(!lu.contains("SOPHIE") && lu.contains("≡adresse≡") == au_foyer, "{role}");
    }
}

fn transmise() -> SaisieRectification {
    SaisieRectification {
        donnee: Some(DonneeRectifiable::Adresse),
        issue: Some(IssueRectification::Transmise),
        cible: None,
        nouvelle: "12 rue de l'Ill".into(),
        motif: "Justificatif fourni par la personne.".into(),
    }
}

#[tokio::test]
async fn a_rectification_changes_what_the_product_owns_and_keeps_what_was_there() {
    let bac = Bac::ouvrir().await;
    let dominique = bac.connecter("dominique").await;
    let fiche = enregistree(&bac, &dominique).await;
    let refus = dominique.appeler_sur::<RectifierDonnee>(1, fiche.ligne.id, transmise()).await.unwrap_err();
    assert_eq!(refus.statut, 409, "nobody is identified yet");
    let fiche = faire(&dominique, &fiche, GesteDemande::VerifierIdentite).await;
    let du_produit = fiche.donnees.iter().find(|d| d.donnee == DonneeRectifiable::OrientationDebut).unwrap();
    let avant = bac.horloge.aujourdhui() - Days::new(125);
    let saisie = SaisieRectification {
        donnee: Some(DonneeRectifiable::OrientationDebut),
        issue: Some(IssueRectification::Effectuee),
        cible: Some(du_produit.cible),
        nouvelle: date::court(avant),
        ..transmise()
    };
    let id = fiche.ligne.id;
    let apres = dominique.appeler_sur::<RectifierDonnee>(fiche.version, id, saisie.clone()).await.unwrap();
    let faite = &apres.rectifications[0];
    assert_eq!(
        (faite.ancienne.as_deref(), &faite.nouvelle),
        (Some(du_produit.valeur.as_str()), &date::court(avant))
    );
    let orientation = orientation::Entity::find()
        .filter(orientation::Column::PersonneId.eq(bac.gens.keller.demandeur))
        .one(bac.base())
        .await
        .unwrap()
        .unwrap();
    assert_eq!(orientation.debut, avant);
    // The same again is a replay.
    let refus =
        dominique.appeler_sur::<RectifierDonnee>(fiche.version, id, saisie.clone()).await.unwrap_err();
    assert_eq!(refus.statut, 412);
    // Another person's row is out of reach, and a date that goes with no other is refused.
    let ailleurs = orientation::Entity::find()
        .filter(orientation::Column::PersonneId.eq(bac.gens.tifour.demandeur))
        .one(bac.base())
        .await
        .unwrap()
        .unwrap();
    let autre = SaisieRectification { cible: Some(ailleurs.id), ..saisie.clone() };
    let tardive = SaisieRectification {
        donnee: Some(DonneeRectifiable::OrientationDecision),
        nouvelle: date::court(bac.horloge.aujourdhui()),
        ..saisie
    };
    for (saisie, statut) in [(autre, 404), (tardive, 409)] {
        let refus = dominique.appeler_sur::<RectifierDonnee>(apres.version, id, saisie).await.unwrap_err();
        assert_eq!(refus.statut, statut);
    }
    let apres = dominique.appeler_sur::<RectifierDonnee>(apres.version, id, transmise()).await.unwrap();
    assert_eq!(apres.rectifications[1].issue, IssueRectification::Transmise);
}

#[tokio::test]
async fn anybody_reads_the_notice_and_it_leaves_no_trace() {
    let bac = Bac::ouvrir().await;
    let notice = bac.visiteur().appeler::<ConsulterNotice>((), ()).await.unwrap();
    assert_eq!((notice.delai_mois, notice.prolongation_mois), (1, 2));
    assert!(bac.evenements().await.is_empty());
}
