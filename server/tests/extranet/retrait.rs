//! With a journal that can't be written, what only takes access away still does: told to the
//! agent, kept in the store, and in the journal as soon as it writes again. Nothing else is done.

use reciproque_server::depot::entite::{agent, habilitation, organisation, session, trace_differee};
use reciproque_server::garde::retrait::inscrire_les_differees;
use reciproque_shared::api::{
    Appel, ConsulterHabilitation, ConsulterSession, ENTETE_TRACE_DIFFEREE, FaireGesteHabilitation,
    FermerAutresSessions, FermerSession, FermerUneSession, SuperviserAgent, SuperviserOrganisation,
};
use reciproque_shared::date;
use reciproque_shared::habilitation::{GesteHabilitation, Retrait, SaisiePas};
use reciproque_shared::journal::{Evenement, Issue};
use reciproque_shared::supervision::{GesteSupervision, SaisieSupervision};
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};

use crate::bac::{Bac, Client, nom_de_session};

fn supervision(geste: GesteSupervision) -> SaisieSupervision {
    SaisieSupervision { geste, motif: "Signalement de la structure.".into() }
}

async fn agent(bac: &Bac, prenom: &str) -> agent::Model {
    let agents = agent::Entity::find().filter(agent::Column::Email.eq(nom_de_session(prenom)));
    agents.one(bac.base()).await.unwrap().unwrap()
}

async fn sessions(bac: &Bac, agent: i64) -> u64 {
    let siennes = session::Entity::find().filter(session::Column::AgentId.eq(agent));
    siennes.count(bac.base()).await.unwrap()
}

async fn en_attente(bac: &Bac) -> u64 {
    trace_differee::Entity::find().count(bac.base()).await.unwrap()
}

/// Makes the call, and checks that its answer says that the trace comes later.
async fn differe<A: Appel>(client: &Client, chemin: A::Chemin, corps: A::Corps, version: Option<i32>) {
    let mut requete = client.requete(A::METHODE, &A::chemin(&chemin)).json(&corps);
    if let Some(version) = version {
        requete = requete.header("If-Match", format!("\"{version}\""));
    }
    let reponse = requete.send().await.unwrap();
    assert_eq!(reponse.status(), 200, "{}: {}", A::CHEMIN, reponse.text().await.unwrap());
    assert_eq!(reponse.headers()[ENTETE_TRACE_DIFFEREE], "1", "{}", A::CHEMIN);
    assert!(!reponse.headers().contains_key("x-trace"), "{}", A::CHEMIN);
}

/// Every act of the closed list: done behind a journal that refuses, and what it took away.
async fn retirer(bac: &Bac, retrait: Retrait) {
    let nadia = agent(bac, "nadia").await;
    let chez_nadia = bac.connecter("nadia").await;
    let sonia = bac.connecter("sonia").await;
    match retrait {
        Retrait::SeDeconnecter => {
            bac.couper_le_journal().await;
            differe::<FermerSession>(&chez_nadia, (), (), None).await;
            assert_eq!(sessions(bac, nadia.id).await, 0);
            let refus = chez_nadia.appeler::<ConsulterSession>((), ()).await.unwrap_err();
            assert_eq!(refus.statut, 401);
        }
        Retrait::FermerSessions => {
            let _autres = [bac.connecter("nadia").await, bac.connecter("nadia").await];
            let siennes = session::Entity::find().filter(session::Column::AgentId.eq(nadia.id));
            let derniere = siennes.all(bac.base()).await.unwrap().iter().map(|s| s.id).max().unwrap();
            bac.couper_le_journal().await;
            differe::<FermerUneSession>(&chez_nadia, derniere, (), None).await;
            assert_eq!(sessions(bac, nadia.id).await, 2);
            differe::<FermerAutresSessions>(&chez_nadia, (), (), None).await;
            assert_eq!(sessions(bac, nadia.id).await, 1);
        }
        Retrait::SuspendreAgent => {
            bac.couper_le_journal().await;
            let saisie = supervision(GesteSupervision::Suspendre);
            differe::<SuperviserAgent>(&sonia, nadia.id, saisie, None).await;
            assert!(agent(bac, "nadia").await.suspendu_le.is_some());
            assert_eq!(sessions(bac, nadia.id).await, 0);
        }
        Retrait::SuspendreOrganisation => {
            bac.couper_le_journal().await;
            let saisie = supervision(GesteSupervision::Suspendre);
            differe::<SuperviserOrganisation>(&sonia, bac.gens.alsa, saisie, None).await;
            let alsa =
                organisation::Entity::find_by_id(bac.gens.alsa).one(bac.base()).await.unwrap().unwrap();
            assert!(alsa.suspendue_le.is_some());
            assert_eq!(sessions(bac, nadia.id).await, 0);
        }
        Retrait::TerminerHabilitation => {
            let siennes = habilitation::Entity::find().filter(habilitation::Column::AgentId.eq(nadia.id));
            let lue = siennes.one(bac.base()).await.unwrap().unwrap();
            let gaelle = bac.connecter("gaelle").await;
            let fiche = gaelle.appeler::<ConsulterHabilitation>(lue.id, ()).await.unwrap();
            bac.couper_le_journal().await;
            let fin = SaisiePas {
                geste: GesteHabilitation::Terminer,
                raison: "depart".into(),
                date: date::court(bac.horloge.aujourdhui()),
                motif: String::new(),
                formation: None,
            };
            differe::<FaireGesteHabilitation>(&gaelle, lue.id, fin, Some(fiche.ligne.version)).await;
            let lue = habilitation::Entity::find_by_id(lue.id).one(bac.base()).await.unwrap().unwrap();
            assert_eq!(lue.fin, Some(bac.horloge.aujourdhui()));
            assert_eq!(sessions(bac, nadia.id).await, 0);
        }
    }
}

async fn traces(bac: &Bac, retrait: Retrait) -> Vec<Evenement> {
    let evenements = bac.evenements().await.into_iter().map(|lue| lue.maillon.evenement);
    let mut siens: Vec<_> = evenements.filter(|e| e.acte == retrait.acte().code()).collect();
    siens.reverse();
    siens
}

#[tokio::test]
async fn what_takes_access_away_is_done_behind_a_failing_journal_and_traced_once_it_writes_again() {
    for retrait in Retrait::TOUS.iter().copied() {
        let mut bac = Bac::ouvrir().await;
        retirer(&bac, retrait).await;
        let attendues = if retrait == Retrait::FermerSessions { 2 } else { 1 };
        assert_eq!(en_attente(&bac).await, attendues, "{retrait:?}");
        inscrire_les_differees(&bac.app).await.unwrap_err();
        assert_eq!(en_attente(&bac).await, attendues, "{retrait:?}: nothing is lost by a try in vain");
        bac.rendre_le_journal().await;
        // A restart changes nothing to what waits.
        bac.redemarrer().await;
        assert_eq!(inscrire_les_differees(&bac.app).await.unwrap(), attendues);
        assert_eq!(inscrire_les_differees(&bac.app).await.unwrap(), 0);
        let traces = traces(&bac, retrait).await;
        assert_eq!(traces.len() as u64, attendues, "{retrait:?}: {traces:?}");
        assert!(traces.is_sorted_by_key(|e| e.instant), "{retrait:?}: in the order of the acts");
        assert!(traces.iter().all(|e| e.issue == Issue::Reussi && e.agent.is_some()), "{traces:?}");
        bac.app.journal.verifier().await.unwrap();
    }
}

/// Stopped after the journal took the event and before the store let go of it: not twice.
#[tokio::test]
async fn an_event_that_the_journal_already_has_is_not_appended_again() {
    let bac = Bac::ouvrir().await;
    retirer(&bac, Retrait::SeDeconnecter).await;
    bac.rendre_le_journal().await;
    let attente = trace_differee::Entity::find().one(bac.base()).await.unwrap().unwrap();
    assert_eq!(inscrire_les_differees(&bac.app).await.unwrap(), 1);
    let remise: trace_differee::ActiveModel = attente.into();
    trace_differee::Entity::insert(remise.reset_all()).exec(bac.base()).await.unwrap();
    inscrire_les_differees(&bac.app).await.unwrap();
    assert_eq!(en_attente(&bac).await, 0);
    assert_eq!(traces(&bac, Retrait::SeDeconnecter).await.len(), 1);
}

/// The list is closed: what gives access back, or reads, is not done untraced.
#[tokio::test]
async fn nothing_else_is_done_behind_a_failing_journal() {
    let bac = Bac::ouvrir().await;
    let (sonia, nadia) = (bac.connecter("sonia").await, bac.connecter("nadia").await);
    let serge = agent(&bac, "serge").await;
    bac.couper_le_journal().await;
    let retablir = supervision(GesteSupervision::Retablir);
    let refus = sonia.appeler::<SuperviserAgent>(serge.id, retablir).await.unwrap_err();
    assert_eq!(refus.statut, 500);
    let exiger = supervision(GesteSupervision::ExigerMotDePasse);
    let refus = sonia.appeler::<SuperviserAgent>(bac.gens.nadia, exiger).await.unwrap_err();
    assert_eq!(refus.statut, 500);
    let refus = nadia.appeler::<ConsulterSession>((), ()).await.unwrap_err();
    assert_eq!(refus.statut, 500);
    assert!(agent(&bac, "serge").await.suspendu_le.is_some());
    assert_eq!((en_attente(&bac).await, sessions(&bac, bac.gens.nadia).await), (0, 1));
}
