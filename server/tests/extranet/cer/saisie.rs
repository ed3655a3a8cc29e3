//! Typing: nothing is lost, nobody writes over somebody else, drafts are one's own.

use reciproque_server::depot::entite::{agent, cer};
use reciproque_shared::api::{ConsulterCer, ConsulterDossier, CreerCer, EnregistrerCer, PreparerCer};
use reciproque_shared::cer::fiche::{FicheCer, NouveauCer};
use reciproque_shared::cer::{EtatCer, GesteCer, SaisieCer};
use reqwest::StatusCode;
use sea_orm::ActiveValue::Set;
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};

use super::{brouillon, complete, decider, enregistrer, faire, garder, ouvrir, reorienter, signer, transmis};
use crate::bac::Bac;

#[tokio::test]
async fn the_draft_of_a_person_is_found_again_as_typed_even_wrong() {
    let bac = Bac::ouvrir().await;
    let nadia = bac.connecter("nadia").await;
    let cer = ouvrir(&nadia, bac.gens.keller.demandeur).await.unwrap();
    assert_eq!((cer.etat, cer.version, cer.feuille.structure.as_str()), (EtatCer::Brouillon, 1, "ALSA"));
    assert_eq!(cer.feuille.referent, "nadia ESSAI");
    let saisie =
        SaisieCer { debut: "  bientôt ".into(), duree_mois: "7".into(), ..cer.feuille.saisie.clone() };
    let note = enregistrer(&nadia, &cer, saisie.clone()).await.unwrap();
    assert_eq!((note.version, &note.feuille.saisie), (2, &saisie));
    // A colleague opens the same draft: nothing typed is lost.
    let noe = bac.connecter("noe").await;
    let reprise = ouvrir(&noe, bac.gens.keller.demandeur).await.unwrap();
    assert_eq!((reprise.id, reprise.feuille.saisie), (cer.id, saisie));
}

#[tokio::test]
async fn the_second_of_two_editors_is_told() {
    let bac = Bac::ouvrir().await;
    let (nadia, noe) = (bac.connecter("nadia").await, bac.connecter("noe").await);
    let cer = ouvrir(&nadia, bac.gens.keller.demandeur).await.unwrap();
    let de = |lieu: &str| SaisieCer { lieu_signature: lieu.into(), ..cer.feuille.saisie.clone() };
    let note = garder(&nadia, &cer, de("Mulhouse")).await.unwrap();
    let refus = enregistrer(&noe, &cer, de("Illzach")).await.unwrap_err();
    assert_eq!(refus.statut, StatusCode::PRECONDITION_FAILED);
    let actuel = noe.appeler::<ConsulterCer>(cer.id, ()).await.unwrap();
    assert_eq!(actuel.feuille.saisie, de("Mulhouse"));
    // The answer was lost and the same is sent again: it is already done.
    assert_eq!(garder(&nadia, &cer, de("Mulhouse")).await.unwrap(), note);
}

/// One field over its cap is named, and stays as it was kept; all the others are saved.
#[tokio::test]
async fn a_field_too_long_holds_no_other_back_and_the_version_is_required() {
    let bac = Bac::ouvrir().await;
    let nadia = bac.connecter("nadia").await;
    let cer = ouvrir(&nadia, bac.gens.keller.demandeur).await.unwrap();
    let juste = SaisieCer { observations_referent: "Projet discuté.".into(), ..cer.feuille.saisie.clone() };
    assert!(garder(&nadia, &cer, juste.clone()).await.unwrap().refuses.is_empty());
    let cer = nadia.appeler::<ConsulterCer>(cer.id, ()).await.unwrap();
    let trop = SaisieCer {
        observations_referent: "x".repeat(10_000),
        observations_personne: "Souhaite un atelier.".into(),
        ..juste.clone()
    };
    let garde = garder(&nadia, &cer, trop.clone()).await.unwrap();
    assert_eq!(garde.refuses, trop.pour_brouillon().unwrap_err());
    assert_eq!(garde.version, cer.version + 1);
    let attendue = SaisieCer { observations_personne: "Souhaite un atelier.".into(), ..juste };
    assert_eq!(nadia.appeler::<ConsulterCer>(cer.id, ()).await.unwrap().feuille.saisie, attendue);
    // The same again: nothing is written, the field is named again.
    assert_eq!(garder(&nadia, &cer, trop).await.unwrap(), garde);
    let refus = nadia.appeler::<EnregistrerCer>(cer.id, cer.feuille.saisie.clone()).await.unwrap_err();
    assert_eq!(refus.statut, StatusCode::PRECONDITION_REQUIRED);
}

#[tokio::test]
async fn a_draft_is_invisible_outside_its_structure() {
    let bac = Bac::ouvrir().await;
    let (nadia, hugo, paul) =
        (bac.connecter("nadia").await, bac.connecter("hugo").await, bac.connecter("paul").await);
    let personne = bac.gens.keller.demandeur;
    let cer = brouillon(&nadia, personne).await;
    reorienter(&bac, personne, bac.gens.semaphore, 60).await;
    for (nom, client) in [("hugo", &hugo), ("paul", &paul)] {
        let refus = client.appeler::<ConsulterCer>(cer.id, ()).await.unwrap_err();
        let inconnu = client.appeler::<ConsulterCer>(999_999, ()).await.unwrap_err();
        assert_eq!(refus.statut, StatusCode::NOT_FOUND, "{nom}");
        assert_eq!(refus.probleme, inconnu.probleme, "{nom}");
        let fiche = client.appeler::<ConsulterDossier>(bac.gens.keller.dossier, ()).await.unwrap();
        let vus: Vec<_> = fiche.adultes.iter().flat_map(|a| &a.parcours.as_ref().unwrap().cer).collect();
        assert!(vus.is_empty(), "{nom} {vus:?}");
    }
    reorienter(&bac, personne, bac.gens.alsa, 40).await;
    let signe = faire(&nadia, &cer, GesteCer::Signer).await.unwrap();
    reorienter(&bac, personne, bac.gens.semaphore, 0).await;
    for client in [&hugo, &paul] {
        assert_eq!(client.appeler::<ConsulterCer>(cer.id, ()).await.unwrap().etat, EtatCer::Signe);
    }
    // The other structure reads, and writes nothing.
    let lu = paul.appeler::<ConsulterCer>(cer.id, ()).await.unwrap();
    assert!(lu.gestes.is_empty());
    let refus = faire(&paul, &signe, GesteCer::Transmettre).await.unwrap_err();
    assert_eq!(refus.statut, StatusCode::CONFLICT);
    assert!(refus.probleme.detail.contains("autre structure"));
}

#[tokio::test]
async fn a_person_of_another_structure_or_nobodys_does_not_exist() {
    let bac = Bac::ouvrir().await;
    let nadia = bac.connecter("nadia").await;
    let (keller, haas) = (bac.gens.keller, bac.gens.haas);
    for personne in [keller.conjoint.unwrap(), bac.gens.tifour.demandeur, haas.demandeur, 999_999] {
        let refus = ouvrir(&nadia, personne).await.unwrap_err();
        assert_eq!(refus.statut, StatusCode::NOT_FOUND);
    }
    let paul = bac.connecter("paul").await;
    let cer = transmis(&paul, bac.gens.tifour.demandeur).await;
    let irene = bac.connecter("irene").await;
    assert!(irene.appeler::<ConsulterCer>(cer.id, ()).await.is_ok());
    for prenom in ["nadia", "hugo"] {
        let refus = bac.connecter(prenom).await.appeler::<ConsulterCer>(cer.id, ()).await.unwrap_err();
        assert_eq!(refus.statut, StatusCode::NOT_FOUND, "{prenom}");
    }
}

#[tokio::test]
async fn a_signed_contract_is_no_longer_typed() {
    let bac = Bac::ouvrir().await;
    let nadia = bac.connecter("nadia").await;
    let cer = brouillon(&nadia, bac.gens.keller.demandeur).await;
    let signe = faire(&nadia, &cer, GesteCer::Signer).await.unwrap();
    let saisie = SaisieCer { lieu_signature: "Thann".into(), ..complete(&signe) };
    let vieux = enregistrer(&nadia, &cer, saisie.clone()).await.unwrap_err();
    assert_eq!(vieux.statut, StatusCode::PRECONDITION_FAILED);
    let refus = enregistrer(&nadia, &signe, saisie).await.unwrap_err();
    assert_eq!(refus.statut, StatusCode::CONFLICT);
    assert_eq!(refus.probleme.detail, EtatCer::Signe.que_faire());
}

#[tokio::test]
async fn the_referent_is_chosen_among_colleagues_and_checked_when_signed() {
    let bac = Bac::ouvrir().await;
    let nadia = bac.connecter("nadia").await;
    let fiche = ouvrir(&nadia, bac.gens.keller.demandeur).await.unwrap();
    assert_eq!(fiche.feuille.saisie.referent, bac.gens.nadia.to_string());
    let confie = |fiche: &FicheCer, agent: i64| SaisieCer { referent: agent.to_string(), ..complete(fiche) };
    // Paul works elsewhere.
    let fiche = enregistrer(&nadia, &fiche, confie(&fiche, bac.gens.paul)).await.unwrap();
    let refus = faire(&nadia, &fiche, GesteCer::Signer).await.unwrap_err();
    assert_eq!(refus.champs(), [("referent", "referent_hors_structure")]);
    let fiche = enregistrer(&nadia, &fiche, confie(&fiche, bac.gens.noe)).await.unwrap();
    let suspendre = async |le| {
        let ligne = agent::ActiveModel { id: Set(bac.gens.noe), suspendu_le: Set(le), ..Default::default() };
        ligne.update(bac.base()).await.unwrap();
    };
    suspendre(Some(bac.horloge.maintenant())).await;
    let refus = faire(&nadia, &fiche, GesteCer::Signer).await.unwrap_err();
    assert_eq!(refus.champs(), [("referent", "referent_hors_structure")]);
    suspendre(None).await;
    let signe = faire(&nadia, &fiche, GesteCer::Signer).await.unwrap();
    assert_eq!(signe.feuille.referent, "noe ESSAI");
}

#[tokio::test]
async fn a_new_contract_is_not_kept_before_something_is_typed() {
    let bac = Bac::ouvrir().await;
    let (nadia, noe) = (bac.connecter("nadia").await, bac.connecter("noe").await);
    let personne = bac.gens.keller.demandeur;
    let preparation = nadia.appeler::<PreparerCer>(personne, ()).await.unwrap();
    assert_eq!((preparation.brouillon, preparation.en_instance.as_ref()), (None, None));
    assert_eq!(
        cer::Entity::find().filter(cer::Column::PersonneId.eq(personne)).count(bac.base()).await,
        Ok(0)
    );
    // The first words make it, whole; one field too long holds no other back.
    let saisie = SaisieCer {
        lieu_signature: "Colmar".into(),
        observations_referent: "x".repeat(10_000),
        ..preparation.feuille.saisie.clone()
    };
    let nouveau = NouveauCer { saisie, malgre_instance: false };
    let cree = nadia.appeler::<CreerCer>(personne, nouveau.clone()).await.unwrap();
    let attendue = SaisieCer { lieu_signature: "Colmar".into(), ..preparation.feuille.saisie };
    let lu = nadia.appeler::<ConsulterCer>(cree.cer, ()).await.unwrap();
    assert_eq!((lu.feuille.saisie, cree.garde.refuses.len()), (attendue, 1));
    // A colleague is led to it, and can't begin another one.
    let seconde = noe.appeler::<PreparerCer>(personne, ()).await.unwrap();
    assert_eq!(seconde.brouillon, Some(cree.cer));
    let refus = noe.appeler::<CreerCer>(personne, nouveau).await.unwrap_err();
    assert_eq!(refus.statut, StatusCode::CONFLICT);
}

#[tokio::test]
async fn a_second_contract_beside_one_on_its_way_is_asked_about() {
    let bac = Bac::ouvrir().await;
    let (nadia, hugo) = (bac.connecter("nadia").await, bac.connecter("hugo").await);
    let personne = bac.gens.keller.demandeur;
    let signe = signer(&nadia, &ouvrir(&nadia, personne).await.unwrap()).await.unwrap();
    let confirme = async |attendu: (i64, EtatCer)| {
        let preparation = nadia.appeler::<PreparerCer>(personne, ()).await.unwrap();
        let ligne = preparation.en_instance.unwrap();
        assert_eq!((ligne.id, ligne.etat), attendu);
        let saisie = preparation.feuille.saisie;
        let nouveau = NouveauCer { saisie: saisie.clone(), malgre_instance: false };
        let refus = nadia.appeler::<CreerCer>(personne, nouveau).await.unwrap_err();
        assert_eq!(refus.statut, StatusCode::CONFLICT);
        assert!(refus.probleme.detail.contains("confirmez"), "{}", refus.probleme.detail);
        let nouveau = NouveauCer { saisie, malgre_instance: true };
        let second = nadia.appeler::<CreerCer>(personne, nouveau).await.unwrap();
        let second = nadia.appeler::<ConsulterCer>(second.cer, ()).await.unwrap();
        faire(&nadia, &second, GesteCer::Abandonner).await.unwrap();
    };
    confirme((signe.id, EtatCer::Signe)).await;
    let transmis = faire(&nadia, &signe, GesteCer::Transmettre).await.unwrap();
    confirme((signe.id, EtatCer::Transmis)).await;
    decider(&hugo, &transmis, GesteCer::Ajourner).await.unwrap();
    confirme((signe.id, EtatCer::ACompleter)).await;
}
