//! Gestures of the structure, and every transition of the table against the server.

use reciproque_server::depot::entite::cer;
use reciproque_shared::api::{CorrigerCer, CreerCer, FaireGesteCer};
use reciproque_shared::cer::fiche::{FicheCer, NouveauCer};
use reciproque_shared::cer::{Acteur, Cer, EtatCer, GesteCer, SaisieCer, SaisieGeste, transition};
use reqwest::StatusCode;
use sea_orm::ActiveValue::Set;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use super::{brouillon, complete, decider, enregistrer, faire, ouvrir, transmis};
use crate::bac::{Bac, Client};

#[tokio::test]
async fn a_signature_is_refused_in_the_words_of_the_domain() {
    let bac = Bac::ouvrir().await;
    let nadia = bac.connecter("nadia").await;
    let vide = ouvrir(&nadia, bac.gens.keller.demandeur).await.unwrap();
    let refus = faire(&nadia, &vide, GesteCer::Signer).await.unwrap_err();
    assert_eq!(refus.statut, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(refus.probleme.errors, Cer::lire(&vide.feuille.saisie, &vide.feuille.contexte).unwrap_err());
    let pleine = enregistrer(&nadia, &vide, complete(&vide)).await.unwrap();
    let signe = faire(&nadia, &pleine, GesteCer::Signer).await.unwrap();
    let lu = Cer::lire(&pleine.feuille.saisie, &pleine.feuille.contexte).unwrap();
    assert_eq!((signe.debut, signe.fin, signe.rang), (Some(lu.debut()), Some(lu.fin()), Some(1)));
    assert_eq!(signe.gestes, [GesteCer::Transmettre, GesteCer::Rouvrir]);
}

#[tokio::test]
async fn each_step_is_kept_with_who_and_why() {
    let bac = Bac::ouvrir().await;
    let nadia = bac.connecter("nadia").await;
    let cer = brouillon(&nadia, bac.gens.keller.demandeur).await;
    let signe = faire(&nadia, &cer, GesteCer::Signer).await.unwrap();
    let sans_motif = SaisieGeste { motif: "non".into(), ..SaisieGeste::seul(GesteCer::Rouvrir) };
    let refus = nadia.appeler_sur::<FaireGesteCer>(signe.version, cer.id, sans_motif).await.unwrap_err();
    assert_eq!(refus.champs(), [("motif", "motif_absent")]);
    let rouvert = faire(&nadia, &signe, GesteCer::Rouvrir).await.unwrap();
    assert_eq!((rouvert.debut, rouvert.rang), (None, None));
    let abandonne = faire(&nadia, &rouvert, GesteCer::Abandonner).await.unwrap();
    let repris = faire(&nadia, &abandonne, GesteCer::Reprendre).await.unwrap();
    assert_eq!((repris.etat, repris.feuille.saisie), (EtatCer::Brouillon, cer.feuille.saisie.a_resigner()));
    let etapes: Vec<_> = repris.etapes.iter().map(|e| (e.etat, e.motif.as_deref())).collect();
    assert_eq!(
        etapes,
        [
            (EtatCer::Brouillon, None),
            (EtatCer::Signe, None),
            (EtatCer::Brouillon, Some("Pièce manquante au contrat")),
            (EtatCer::Abandonne, None),
            (EtatCer::Brouillon, None),
        ]
    );
    assert!(repris.etapes.iter().all(|e| e.agent == "nadia ESSAI" && e.organisation == "ALSA"));
}

#[tokio::test]
async fn one_draft_at_a_time() {
    let bac = Bac::ouvrir().await;
    let nadia = bac.connecter("nadia").await;
    let personne = bac.gens.keller.demandeur;
    let premier = faire(&nadia, &brouillon(&nadia, personne).await, GesteCer::Signer).await.unwrap();
    let second = ouvrir(&nadia, personne).await.unwrap();
    assert_ne!(premier.id, second.id);
    let refus = faire(&nadia, &premier, GesteCer::Rouvrir).await.unwrap_err();
    assert_eq!(refus.statut, StatusCode::CONFLICT);
    assert!(refus.probleme.detail.contains("brouillon"));
    faire(&nadia, &second, GesteCer::Abandonner).await.unwrap();
    assert!(faire(&nadia, &premier, GesteCer::Rouvrir).await.is_ok());
}

#[tokio::test]
async fn drafts_asked_for_at_the_same_instant_are_one() {
    let bac = Bac::ouvrir().await;
    let (nadia, noe) = (bac.connecter("nadia").await, bac.connecter("noe").await);
    let personne = bac.gens.keller.demandeur;
    let creer = |client, lieu: &str| {
        let saisie = SaisieCer { lieu_signature: lieu.into(), ..SaisieCer::default() };
        Client::appeler::<CreerCer>(client, personne, NouveauCer { saisie, malgre_instance: false })
    };
    let (a, b, c, d) =
        tokio::join!(creer(&nadia, "a"), creer(&noe, "b"), creer(&nadia, "c"), creer(&noe, "d"));
    let (crees, refuses): (Vec<_>, Vec<_>) = [a, b, c, d].into_iter().partition(Result::is_ok);
    assert_eq!(crees.len(), 1);
    assert!(refuses.into_iter().all(|refus| refus.unwrap_err().statut == StatusCode::CONFLICT));
    let brouillons = cer::Entity::find().filter(cer::Column::PersonneId.eq(personne)).all(bac.base()).await;
    assert_eq!(brouillons.unwrap().len(), 1);
}

#[tokio::test]
async fn a_correction_takes_the_typing_over_once() {
    let bac = Bac::ouvrir().await;
    let (nadia, hugo) = (bac.connecter("nadia").await, bac.connecter("hugo").await);
    let cer = transmis(&nadia, bac.gens.keller.demandeur).await;
    let ajourne = decider(&hugo, &cer, GesteCer::Ajourner).await.unwrap();
    assert_eq!(ajourne.etat, EtatCer::ACompleter);
    let correction = faire(&nadia, &ajourne, GesteCer::Corriger).await.unwrap();
    assert_ne!(correction.id, cer.id);
    assert_eq!(
        (correction.etat, &correction.feuille.saisie),
        (EtatCer::Brouillon, &cer.feuille.saisie.a_resigner())
    );
    assert_eq!(
        correction.feuille.precedent.as_ref().map(|p| (p.id, p.etat)),
        Some((cer.id, EtatCer::ACompleter))
    );
    let encore = faire(&nadia, &ajourne, GesteCer::Corriger).await.unwrap();
    assert_eq!(encore.id, correction.id);
    let correction = enregistrer(&nadia, &correction, complete(&correction)).await.unwrap();
    let signe = faire(&nadia, &correction, GesteCer::Signer).await.unwrap();
    let encore = faire(&nadia, &ajourne, GesteCer::Corriger).await.unwrap();
    assert_eq!((encore.id, encore.etat), (signe.id, EtatCer::Signe));
}

/// The server does exactly what the table says, for each actor, in each state.
#[tokio::test]
async fn every_transition_is_that_of_the_table() {
    let bac = Bac::ouvrir().await;
    let (nadia, hugo) = (bac.connecter("nadia").await, bac.connecter("hugo").await);
    let mut fiche = transmis(&nadia, bac.gens.keller.demandeur).await;
    for (etat, geste) in EtatCer::TOUS.iter().flat_map(|e| GesteCer::TOUS.iter().map(|g| (*e, *g))) {
        for acteur in Acteur::TOUS.iter().copied() {
            fiche.version = placer(&bac, &fiche, etat).await;
            let mut saisie = super::geste(geste);
            saisie.date = fiche.debut.map(reciproque_shared::date::court).unwrap_or_default();
            let issue = match acteur {
                Acteur::Structure if geste == GesteCer::Corriger => {
                    nadia.appeler_sur::<CorrigerCer>(fiche.version, fiche.id, ()).await
                }
                Acteur::Structure => {
                    nadia.appeler_sur::<FaireGesteCer>(fiche.version, fiche.id, saisie).await
                }
                Acteur::Departement => {
                    hugo.appeler_sur::<reciproque_shared::api::DeciderCer>(fiche.version, fiche.id, saisie)
                        .await
                }
            };
            let secret =
                acteur == Acteur::Departement && matches!(etat, EtatCer::Brouillon | EtatCer::Abandonne);
            match transition(etat, geste, acteur) {
                _ if secret => assert_eq!(issue.unwrap_err().statut, StatusCode::NOT_FOUND),
                Ok(attendu) => {
                    let apres = issue.unwrap_or_else(|e| panic!("{etat:?} {geste:?} {acteur:?} {e:?}"));
                    assert_eq!((apres.etat, apres.id == fiche.id), (attendu, !geste.ouvre_un_nouveau()));
                    nettoyer(&bac, fiche.id).await;
                }
                Err(motif) => {
                    let refus = issue.unwrap_err();
                    assert_eq!((refus.statut, refus.probleme.detail), (StatusCode::CONFLICT, motif.message));
                }
            }
        }
    }
}

/// Puts the contract in a state, complete and signed, and answers its new version.
async fn placer(bac: &Bac, fiche: &FicheCer, etat: EtatCer) -> i32 {
    let version = fiche.version + 100;
    let valeurs = cer::ActiveModel {
        etat: Set(etat.code().into()),
        version: Set(version),
        saisie: Set(serde_json::to_string(&fiche.feuille.saisie).unwrap()),
        sorte: Set(Some("premier".into())),
        rang: Set(None),
        debut: Set(fiche.debut),
        fin: Set(fiche.fin),
        decide_le: Set(Some(bac.horloge.maintenant())),
        ..Default::default()
    };
    let selection = cer::Entity::update_many().set(valeurs).filter(cer::Column::Id.eq(fiche.id));
    selection.exec(bac.base()).await.unwrap();
    version
}

/// Takes away what a correction opened.
async fn nettoyer(bac: &Bac, id: i64) {
    let autres = cer::ActiveModel { etat: Set(EtatCer::Annule.code().into()), ..Default::default() };
    let selection = cer::Entity::update_many().set(autres).filter(cer::Column::Id.ne(id));
    selection.exec(bac.base()).await.unwrap();
}
