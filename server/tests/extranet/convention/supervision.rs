//! Each gesture of the supervisor takes effect at the next request: what is replayed with
//! the token of before is refused, and stays so once the access is given back.

use reciproque_server::depot::entite::agent;
use reciproque_shared::api::{
    ConsulterAgent, ConsulterEquipe, ConsulterHabilitation, ConsulterHabilitations, ConsulterOrganisation,
    ConsulterSession, NommerPrincipal, SuperviserAgent, SuperviserOrganisation,
};
use reciproque_shared::habilitation::Entrave;
use reciproque_shared::supervision::{GesteSupervision, SaisieSupervision};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use crate::bac::{Bac, Client, MOT_DE_PASSE, Refuse, nom_de_session};
use crate::matrice::tout_est_ferme;

fn geste(geste: GesteSupervision) -> SaisieSupervision {
    SaisieSupervision { geste, motif: "Signalement de la structure.".into() }
}

async fn de(bac: &Bac, prenom: &str) -> i64 {
    let agents = agent::Entity::find().filter(agent::Column::Email.eq(nom_de_session(prenom)));
    agents.one(bac.base()).await.unwrap().unwrap().id
}

async fn rejouer(client: &Client) -> u16 {
    match client.appeler::<ConsulterSession>((), ()).await {
        Ok(_) => 200,
        Err(refus) => refus.statut.as_u16(),
    }
}

async fn reconnecter(bac: &Bac, prenom: &str) -> Result<(), Refuse> {
    bac.visiteur().ouvrir_session(&nom_de_session(prenom), MOT_DE_PASSE).await.map(drop)
}

#[tokio::test]
async fn a_suspended_agent_is_out_at_once_and_the_former_session_never_comes_back() {
    let bac = Bac::ouvrir().await;
    let (sonia, nadia) = (bac.connecter("sonia").await, bac.connecter("nadia").await);
    let fiche =
        sonia.appeler::<SuperviserAgent>(bac.gens.nadia, geste(GesteSupervision::Suspendre)).await.unwrap();
    assert_eq!((fiche.sessions, fiche.decisions.len()), (0, 1));
    assert_eq!(fiche.decisions[0].par, "sonia ESSAI");
    let refus = reconnecter(&bac, "nadia").await.unwrap_err();
    assert_eq!(refus.probleme.genre, "/problemes/acces_ferme");
    tout_est_ferme(&bac, "nadia", async |recette| nadia.executer(recette).await.statut).await;
    let encore = sonia.appeler::<SuperviserAgent>(bac.gens.nadia, geste(GesteSupervision::Suspendre)).await;
    assert_eq!(encore.unwrap_err().statut, 409);
    sonia.appeler::<SuperviserAgent>(bac.gens.nadia, geste(GesteSupervision::Retablir)).await.unwrap();
    assert_eq!(rejouer(&nadia).await, 401);
    reconnecter(&bac, "nadia").await.unwrap();
    let fiche = sonia.appeler::<ConsulterAgent>(bac.gens.nadia, ()).await.unwrap();
    let gestes: Vec<_> = fiche.decisions.iter().map(|decision| decision.geste).collect();
    assert_eq!(gestes, [GesteSupervision::Retablir, GesteSupervision::Suspendre]);
}

#[tokio::test]
async fn a_suspended_organisation_closes_all_its_agents_and_no_other() {
    let bac = Bac::ouvrir().await;
    let sonia = bac.connecter("sonia").await;
    let (nadia, gaelle, paul) =
        (bac.connecter("nadia").await, bac.connecter("gaelle").await, bac.connecter("paul").await);
    let alsa = bac.gens.alsa;
    sonia.appeler::<SuperviserOrganisation>(alsa, geste(GesteSupervision::Suspendre)).await.unwrap();
    for (client, attendu) in [(&nadia, 401), (&gaelle, 401), (&paul, 200), (&sonia, 200)] {
        assert_eq!(rejouer(client).await, attendu);
    }
    let refus = reconnecter(&bac, "gaelle").await.unwrap_err();
    assert!(refus.probleme.detail.contains("suspendu l’accès de votre organisation"));
    for (client, prenom) in [(&nadia, "nadia"), (&gaelle, "gaelle")] {
        tout_est_ferme(&bac, prenom, async |recette| client.executer(recette).await.statut).await;
    }
    sonia.appeler::<SuperviserOrganisation>(alsa, geste(GesteSupervision::Retablir)).await.unwrap();
    assert_eq!(rejouer(&nadia).await, 401);
    reconnecter(&bac, "nadia").await.unwrap();
    let fiche = sonia.appeler::<ConsulterOrganisation>(alsa, ()).await.unwrap();
    assert_eq!(fiche.decisions.len(), 2);
    let departement = bac.gens.departement;
    let refus =
        sonia.appeler::<SuperviserOrganisation>(departement, geste(GesteSupervision::Suspendre)).await;
    assert_eq!(refus.unwrap_err().statut, 409);
}

#[tokio::test]
async fn the_delegation_is_taken_back_and_given_again() {
    let bac = Bac::ouvrir().await;
    let (sonia, gaelle) = (bac.connecter("sonia").await, bac.connecter("gaelle").await);
    let id = de(&bac, "gaelle").await;
    let toutes = sonia.appeler::<ConsulterHabilitations>((), ()).await.unwrap().lignes;
    let sienne = toutes.iter().find(|ligne| ligne.agent == id).unwrap().id;
    assert!(sonia.appeler::<NommerPrincipal>(sienne, ()).await.unwrap().ligne.principal);
    let fiche =
        sonia.appeler::<SuperviserAgent>(id, geste(GesteSupervision::RetirerDelegation)).await.unwrap();
    assert!(fiche.habilitations[0].retiree);
    assert_eq!(rejouer(&gaelle).await, 401);
    let refus = reconnecter(&bac, "gaelle").await.unwrap_err();
    assert!(refus.probleme.detail.contains("retiré votre délégation"), "{}", refus.probleme.detail);
    let trace = bac.evenements().await.remove(0).maillon.evenement;
    assert_eq!((trace.agent, trace.profil.as_deref()), (Some(id), Some("gestionnaire_habilitations")));
    // Nobody's principal manager any more, nor named again while it lasts.
    assert_eq!(sonia.appeler::<NommerPrincipal>(sienne, ()).await.unwrap_err().statut, 409);
    sonia.appeler::<SuperviserAgent>(id, geste(GesteSupervision::RendreDelegation)).await.unwrap();
    assert_eq!(rejouer(&gaelle).await, 401);
    reconnecter(&bac, "gaelle").await.unwrap();
    assert!(!sonia.appeler::<ConsulterHabilitation>(sienne, ()).await.unwrap().ligne.principal);
    sonia.appeler::<SuperviserAgent>(id, geste(GesteSupervision::Suspendre)).await.unwrap();
    assert_eq!(sonia.appeler::<NommerPrincipal>(sienne, ()).await.unwrap_err().statut, 409);
    // Nobody takes from who holds none.
    let refus =
        sonia.appeler::<SuperviserAgent>(bac.gens.nadia, geste(GesteSupervision::RetirerDelegation)).await;
    assert_eq!(refus.unwrap_err().statut, 409);
}

#[tokio::test]
async fn a_new_password_is_asked_for_before_anything_else() {
    let bac = Bac::ouvrir().await;
    let (sonia, nadia) = (bac.connecter("sonia").await, bac.connecter("nadia").await);
    let exige = geste(GesteSupervision::ExigerMotDePasse);
    sonia.appeler::<SuperviserAgent>(bac.gens.nadia, exige).await.unwrap();
    assert_eq!(rejouer(&nadia).await, 401);
    let nadia = bac.connecter("nadia").await;
    let refus = nadia.appeler::<ConsulterEquipe>((), ()).await.unwrap_err();
    assert_eq!(refus.probleme.genre, format!("/problemes/{}", Entrave::MotDePasseAChanger.code()));
}

#[tokio::test]
async fn a_gesture_needs_a_reason_and_never_bears_on_oneself() {
    let bac = Bac::ouvrir().await;
    let sonia = bac.connecter("sonia").await;
    let sans = SaisieSupervision { geste: GesteSupervision::Suspendre, motif: " ".into() };
    let refus = sonia.appeler::<SuperviserAgent>(bac.gens.nadia, sans).await.unwrap_err();
    assert_eq!(refus.champs(), [("motif", "motif_absent")]);
    let soi = de(&bac, "sonia").await;
    let refus = sonia.appeler::<SuperviserAgent>(soi, geste(GesteSupervision::Suspendre)).await.unwrap_err();
    assert_eq!(refus.statut, 409);
}
