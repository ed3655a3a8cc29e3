//! « Qui a consulté » goes back to the first event, whatever is saved meanwhile.

use chrono::{DateTime, TimeDelta, Utc};
use reciproque_shared::api::{ConsulterDossier, ProduireExtrait};
use reciproque_shared::droit::EtatDemande;
use reciproque_shared::habilitation::Acte;
use reciproque_shared::journal::{Evenement, Issue};
use tokio::task::JoinSet;

use crate::bac::{Bac, une_demande};
use crate::matrice::chez_nadia;

/// More than the server reads at once.
const SAUVEGARDES: i64 = 2_100;

#[tokio::test]
async fn a_draft_saved_for_hours_hides_nobody() {
    let bac = Bac::ouvrir().await;
    let demande = une_demande(&bac, chez_nadia(&bac.gens), EtatDemande::EnCours).await;
    let hugo = bac.connecter("hugo").await;
    hugo.appeler::<ConsulterDossier>(bac.gens.keller.dossier, ()).await.unwrap();
    // The journal keeps milliseconds.
    let debut = DateTime::from_timestamp_millis(bac.horloge.maintenant().timestamp_millis()).unwrap();
    let mut ecritures = JoinSet::new();
    for rang in 1..=SAUVEGARDES {
        let journal = bac.app.journal.clone();
        let evenement = Evenement {
            instant: debut + TimeDelta::seconds(5 * rang),
            agent: Some(bac.gens.nadia),
            profil: Some("referent".into()),
            organisation: Some(bac.gens.alsa),
            session: Some("S-nadia".into()),
            acte: Acte::SaisirRendezVous.code().into(),
            objet: Some(format!("personne:{}", bac.gens.keller.demandeur)),
            rubriques: Vec::new(),
            motif: None,
            issue: Issue::Annonce,
            client: "essai".into(),
            lie_a: None,
        };
        ecritures.spawn(async move { journal.append(evenement).await.unwrap() });
    }
    ecritures.join_all().await;
    let dominique = bac.connecter("dominique").await;
    let lues = dominique.appeler::<ProduireExtrait>(demande, ()).await.unwrap().consultations;
    let saisies: Vec<_> = lues.iter().filter(|c| c.acte == Acte::SaisirRendezVous.libelle()).collect();
    let [saisie] = saisies.as_slice() else { panic!("{} lines for one draft", saisies.len()) };
    let ecart = |instant: DateTime<Utc>| (instant - debut).num_seconds();
    assert_eq!((saisie.depuis.map(ecart), ecart(saisie.instant)), (Some(5), 5 * SAUVEGARDES));
    assert!(lues.iter().any(|c| c.organisation == "CTSA de Mulhouse"), "{lues:?}");
}
