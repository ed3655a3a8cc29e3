//! The profils that nobody who hands out access may become.

use reciproque_server::compte::{Perdu, remettre_par_commande};
use reciproque_shared::habilitation::Profil;
use reciproque_shared::personne::Email;

use super::*;
use crate::compte::second_facteur::installer;

/// Who hands out access opens an account, then has it certified to read all the traces: what
/// opened it before opens it no more, and the next code is the operator's.
#[tokio::test]
async fn certifying_a_reserved_profil_closes_what_opened_the_account() {
    let bac = Bac::ouvrir().await;
    bac.demain_dix_heures();
    let sonia = bac.connecter("sonia").await;
    let certifier = async |profil: Profil| {
        let demandee = SaisieHabilitation {
            organisation: Some(bac.gens.departement),
            profil: profil.code().into(),
            ..demande("yann@exemple.fr")
        };
        let fiche = sonia.appeler::<DemanderHabilitation>((), demandee).await.unwrap();
        let formation = Some(seance(&bac, &sonia, "8").await);
        let inscrire = SaisiePas { formation, ..pas(GesteHabilitation::Inscrire) };
        let fiche = faire(&sonia, &fiche, inscrire).await.unwrap();
        let fiche = faire(&sonia, &fiche, pas(GesteHabilitation::NoterPresence)).await.unwrap();
        faire(&sonia, &fiche, pas(GesteHabilitation::Certifier)).await.unwrap().ligne.agent
    };
    let yann = certifier(Profil::ReferentSolis).await;
    poser_mot_de_passe(&bac, yann).await;
    let ouverte = bac.connecter("yann").await;
    ouverte.appeler::<SignerEngagement>((), signature()).await.unwrap();
    installer(&bac, "yann", &ouverte).await;
    certifier(Profil::DelegueProtectionDonnees).await;
    let evenement = bac.evenements().await.remove(0).maillon.evenement;
    assert_eq!(
        (evenement.acte.as_str(), evenement.motif.as_deref()),
        ("gerer_habilitation", Some("acces_retire"))
    );
    assert_eq!(
        ouverte.appeler::<ConsulterSession>((), ()).await.unwrap_err().statut,
        StatusCode::UNAUTHORIZED
    );
    let refus = bac.visiteur().ouvrir_session("yann@exemple.fr", MOT_DE_PASSE).await.unwrap_err();
    assert_eq!(refus.statut, StatusCode::UNAUTHORIZED);
    let compte = bac.compte("yann").await;
    assert_eq!((compte.mot_de_passe, compte.graine, bac.codes_secours().await.len()), (None, None, 0));
    let refus = sonia.appeler::<RemettreCode>(yann, ()).await.unwrap_err();
    assert!(refus.probleme.detail.contains("reciproque code"), "{}", refus.probleme.detail);
    let email = Email::lire("yann@exemple.fr").unwrap();
    let code =
        remettre_par_commande(&bac.app.depot, &bac.app.journal, &bac.horloge, &email, Perdu::MotDePasse)
            .await
            .unwrap();
    bac.visiteur().ouvrir_session("yann@exemple.fr", code.as_str()).await.unwrap();
}
