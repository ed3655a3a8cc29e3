//! What closes an access closes it under every profil: the states of the account again, for
//! those who hand out access and for who watches them.

use std::future::Future;
use std::pin::Pin;

use reciproque_shared::habilitation::{Acte, Entrave};

use super::cas::{Scene, cas, chez_nadia};
use super::dans_l_ordre;
use super::etat::*;
use crate::bac::Bac;

type Geste = for<'a> fn(&'a Bac, i64) -> Pin<Box<dyn Future<Output = ()> + Send + 'a>>;

/// What happens to the account, and the code of the refusal that follows.
const ETATS: [(&str, Geste); 7] = [
    ("acces_ferme", |bac, agent| Box::pin(suspendre(bac, agent))),
    ("acces_ferme", |bac, agent| Box::pin(terminer_habilitation(bac, agent))),
    (Entrave::SecondFacteurAttendu.code(), |bac, agent| Box::pin(poser_une_application(bac, agent))),
    (Entrave::CleAttendue.code(), |bac, agent| Box::pin(poser_une_cle(bac, agent))),
    (Entrave::SecondFacteurAInstaller.code(), |_, _| Box::pin(async {})),
    (Entrave::MotDePasseAChanger.code(), |bac, agent| Box::pin(exiger_un_mot_de_passe(bac, agent))),
    (Entrave::EngagementASigner.code(), |bac, agent| Box::pin(attendre_la_signature(bac, agent))),
];

/// Acts that need no session, those on one's own session, and the one that lifts this.
fn reste_ouvert(acte: Acte, refus: &str) -> bool {
    let publics = matches!(acte, Acte::SeConnecter | Acte::ConsulterNotice);
    match Entrave::du_code(refus) {
        Some(entrave) => publics || entrave.laisse(acte),
        None => publics || acte == Acte::SeDeconnecter,
    }
}

#[rstest::rstest]
#[tokio::test]
async fn no_profil_escapes_what_closes_an_access(
    #[values("gaelle", "dominique", "sonia")] qui: &'static str,
) {
    for (attendu, geste) in ETATS {
        let exige = matches!(
            Entrave::du_code(attendu),
            Some(Entrave::CleAttendue | Entrave::SecondFacteurAInstaller)
        );
        let mut cas = cas('-', attendu, qui, chez_nadia);
        if exige {
            cas.reglages = deux_facteurs;
        }
        let scene = Scene::dresser(&cas).await;
        geste(&scene.bac, scene.bac.compte(qui).await.agent_id).await;
        // The recipe of the removal of a key gives the agent one: another state.
        let fermees = dans_l_ordre()
            .into_iter()
            .filter(|route| !reste_ouvert(route.acte, attendu) && route.operation != "RetirerCle");
        let mut comptees = 0;
        for route in fermees {
            let refus = scene.jouer(&route).await.reponse.refus();
            assert_eq!(refus.as_deref(), Some(attendu), "{qui}: {}", route.operation);
            comptees += 1;
        }
        assert!(comptees > 60, "{qui}, {attendu}: only {comptees} calls were played");
    }
}
