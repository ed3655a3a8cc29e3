//! An agent who goes to another organisation keeps the account; what was held before stays
//! where it was held, and nobody else reads it.

use reciproque_server::depot::entite::agent;
use reciproque_shared::api::{
    ConsulterAgent, ConsulterHabilitation, ConsulterHabilitations, DemanderHabilitation,
    FaireGesteHabilitation, GrouperAgent, RattacherAgent,
};
use reciproque_shared::habilitation::fiche::{LigneHabilitation, SaisieGroupe};
use reciproque_shared::habilitation::{GesteHabilitation, SaisieHabilitation, SaisiePas};
use reciproque_shared::supervision::{GesteSupervision, SaisieRattachement};
use sea_orm::EntityTrait;

use crate::bac::{Bac, Client, nom_de_session};

async fn sienne(client: &Client, agent: i64) -> LigneHabilitation {
    let lignes = client.appeler::<ConsulterHabilitations>((), ()).await.unwrap().lignes;
    lignes.into_iter().find(|ligne| ligne.agent == agent).unwrap()
}

async fn finir(client: &Client, ligne: &LigneHabilitation) {
    let saisie = SaisiePas {
        geste: GesteHabilitation::Terminer,
        motif: "Départ pour une autre structure.".into(),
        raison: "depart".into(),
        date: "aujourd'hui".into(),
        formation: None,
    };
    client.appeler_sur::<FaireGesteHabilitation>(ligne.version, ligne.id, saisie).await.unwrap();
}

fn vers(organisation: i64, prenom: &str, nom: &str) -> SaisieRattachement {
    SaisieRattachement {
        organisation: Some(organisation),
        nom: nom.into(),
        prenom: prenom.into(),
        motif: "Recrutée par une autre structure.".into(),
    }
}

#[tokio::test]
async fn an_agent_whose_habilitations_are_over_goes_elsewhere_and_the_past_stays() {
    let bac = Bac::ouvrir().await;
    let (sonia, gaelle) = (bac.connecter("sonia").await, bac.connecter("gaelle").await);
    let (nadia, semaphore) = (bac.gens.nadia, bac.gens.semaphore);
    let mariee = || vers(semaphore, "Nadia", "NOUVEAU");
    let demande = SaisieHabilitation {
        organisation: Some(semaphore),
        nom: "NOUVEAU".into(),
        prenom: "Nadia".into(),
        email: nom_de_session("nadia"),
        fonction: "Conseillère".into(),
        profil: "referent".into(),
        motif: "Recrutement dans l’équipe.".into(),
    };
    let refus = sonia.appeler::<DemanderHabilitation>((), demande.clone()).await.unwrap_err();
    assert_eq!(refus.champs(), [("email", "email_refuse")]);
    assert!(refus.probleme.errors[0].message.contains("Rattacher à un autre organisme"));
    // Not while an access is open.
    assert_eq!(sonia.appeler::<RattacherAgent>(nadia, mariee()).await.unwrap_err().statut, 409);
    assert!(sonia.appeler::<ConsulterAgent>(nadia, ()).await.unwrap().organisations.is_empty());
    let avant = sienne(&gaelle, nadia).await;
    gaelle.appeler::<GrouperAgent>(avant.id, SaisieGroupe { groupe: "Site nord".into() }).await.unwrap();
    finir(&gaelle, &avant).await;

    let inconnue = sonia.appeler::<RattacherAgent>(nadia, vers(999_999, "nadia", "ESSAI")).await.unwrap_err();
    assert_eq!(inconnue.champs(), [("organisation", "organisation_absente")]);
    let ici =
        sonia.appeler::<RattacherAgent>(nadia, vers(bac.gens.alsa, "nadia", "ESSAI")).await.unwrap_err();
    assert_eq!(ici.champs(), [("organisation", "rien_ne_change")]);
    let fiche = sonia.appeler::<RattacherAgent>(nadia, mariee()).await.unwrap();
    assert_eq!((fiche.nom.as_str(), fiche.organisation), ("NOUVEAU", semaphore));
    assert_eq!(fiche.habilitations[0].organisation, "ALSA");
    let decision = &fiche.decisions[0];
    assert_eq!(decision.geste, GesteSupervision::Rattacher);
    assert!(decision.motif.starts_with("Auparavant nadia ESSAI, ALSA."), "{}", decision.motif);

    let neuve = sonia.appeler::<DemanderHabilitation>((), demande).await.unwrap().ligne;
    assert_eq!((neuve.agent, neuve.organisation), (nadia, semaphore));
    // The former organisation keeps what it did, and learns nothing of what follows.
    let lue = gaelle.appeler::<ConsulterHabilitation>(avant.id, ()).await.unwrap().ligne;
    assert_eq!((lue.organisation_nom.as_str(), lue.fonction, lue.groupe), ("ALSA", None, None));
    assert_eq!(gaelle.appeler::<ConsulterHabilitation>(neuve.id, ()).await.unwrap_err().statut, 404);
    let groupe = SaisieGroupe { groupe: "Site sud".into() };
    assert_eq!(gaelle.appeler::<GrouperAgent>(avant.id, groupe).await.unwrap_err().statut, 409);
    let agent = agent::Entity::find_by_id(nadia).one(bac.base()).await.unwrap().unwrap();
    assert_eq!(agent.groupe, None);
}

/// A step says where its author was then.
#[tokio::test]
async fn what_an_agent_did_stays_under_the_organisation_of_that_day() {
    let bac = Bac::ouvrir().await;
    let (sonia, gaelle) = (bac.connecter("sonia").await, bac.connecter("gaelle").await);
    let fin = sienne(&gaelle, bac.gens.noe).await;
    finir(&gaelle, &fin).await;
    let gestionnaire = gaelle.appeler::<ConsulterHabilitations>((), ()).await.unwrap().lignes;
    let gestionnaire = gestionnaire.into_iter().find(|ligne| ligne.prenom == "gaelle").unwrap();
    finir(&sonia, &gestionnaire).await;
    bac.horloge.avancer(3 * 24 * 3_600);
    let sonia = bac.connecter("sonia").await;
    let ailleurs = vers(bac.gens.semaphore, "gaelle", "ESSAI");
    sonia.appeler::<RattacherAgent>(gestionnaire.agent, ailleurs).await.unwrap();
    let etapes = sonia.appeler::<ConsulterHabilitation>(fin.id, ()).await.unwrap().etapes;
    let derniere = etapes.last().unwrap();
    assert_eq!((derniere.agent.as_str(), derniere.organisation.as_str()), ("gaelle ESSAI", "ALSA"));
}
