//! Quotas: counted on the day, and held when several ask at once, over HTTP.

use std::sync::Arc;

use reciproque_server::convention::quota;
use reciproque_shared::api::{ConsulterOrganisations, DemanderHabilitation};
use reciproque_shared::habilitation::fiche::FicheHabilitation;
use reciproque_shared::habilitation::{Profil, SaisieHabilitation};
use tokio::task::JoinSet;

use crate::bac::{Bac, Client, Refuse};

async fn demander(
    client: &Client,
    organisation: i64,
    profil: Profil,
    rang: usize,
) -> Result<FicheHabilitation, Refuse> {
    let saisie = SaisieHabilitation {
        organisation: Some(organisation),
        nom: "ESSAI".into(),
        prenom: "Nouvel".into(),
        email: format!("nouvel.{rang}@exemple.fr"),
        fonction: "Psychologue".into(),
        profil: profil.code().into(),
        motif: "Renfort de l’équipe.".into(),
    };
    client.appeler::<DemanderHabilitation>((), saisie).await
}

/// ALSA may hold 6 référents; nadia, noe and serge (suspended) are there, eva has left.
#[tokio::test(flavor = "multi_thread")]
async fn as_many_as_the_quota_leaves_are_granted_at_once_and_no_more() {
    let bac = Bac::ouvrir().await;
    let (alsa, gaelle) = (bac.gens.alsa, Arc::new(bac.connecter("gaelle").await));
    let demandes = (0..12).map(|rang| {
        let gaelle = gaelle.clone();
        async move { demander(&gaelle, alsa, Profil::Referent, rang).await }
    });
    let issues = demandes.collect::<JoinSet<_>>().join_all().await;
    assert_eq!(issues.iter().filter(|issue| issue.is_ok()).count(), 3);
    for refus in issues.into_iter().filter_map(Result::err) {
        let detail = refus.probleme.detail;
        assert_eq!(refus.statut, 409, "{detail}");
        assert!(detail.contains("« Référent » de ALSA est atteint : 6 sur 6"), "{detail}");
    }
    let occupees = quota::occupees(bac.base(), Some(alsa), bac.horloge.aujourdhui()).await.unwrap();
    assert_eq!(occupees[&(alsa, Profil::Referent)], 6);
}

#[tokio::test]
async fn a_profil_that_no_convention_opens_is_refused_and_the_departement_has_no_quota() {
    let bac = Bac::ouvrir().await;
    let sonia = bac.connecter("sonia").await;
    let lignes = sonia.appeler::<ConsulterOrganisations>((), ()).await.unwrap().lignes;
    let contact = lignes.iter().find(|ligne| ligne.nom == "CONTACT PLUS").unwrap().id;
    let refus = demander(&sonia, contact, Profil::Referent, 0).await.unwrap_err();
    assert_eq!(refus.statut, 409);
    assert!(refus.probleme.detail.contains("n’ouvre aucune habilitation"), "{}", refus.probleme.detail);
    demander(&sonia, bac.gens.departement, Profil::Administrateur, 1).await.unwrap();
    let refus = demander(&sonia, 999_999, Profil::Referent, 2).await.unwrap_err();
    assert_eq!(refus.champs(), [("organisation", "organisation_absente")]);
}
