//! `reciproque compte`: the first account of an empty store, once only, whose code signs in.

use reciproque_server::compte::premier::{self, Premier};
use reciproque_server::depot::Depot;
use reciproque_server::depot::entite::agent;
use reciproque_server::journal::{Exigence, Filtre, Journal};
use reciproque_server::secret::Frein;
use reciproque_server::serveur::{Extranet, Horloge, Reglages};
use reciproque_shared::api::{ChangerMotDePasse, LireEngagement};
use reciproque_shared::compte::SaisieMotDePasse;
use reciproque_shared::habilitation::{Acte, Entrave, Profil};
use reciproque_shared::journal::Issue;
use reciproque_shared::personne::{Email, Nom, Prenom};
use sea_orm::{EntityTrait, PaginatorTrait};

use crate::bac::{Client, servir, urls};

const EMAIL: &str = "camille.morel@exemple.fr";
const NOUVEAU: &str = "lampe girafe tonnerre";

fn premier() -> Premier {
    Premier {
        nom: Nom::lire("MOREL").unwrap(),
        prenom: Prenom::lire("Camille").unwrap(),
        email: Email::lire(EMAIL).unwrap(),
        departement: "Département du Haut-Rhin".into(),
    }
}

#[tokio::test]
async fn the_first_account_is_created_once_and_its_code_signs_in() {
    let dossier = tempfile::tempdir().unwrap();
    let (base, url_journal) = urls(&dossier).await;
    let depot = Depot::ouvrir(&base).await.unwrap();
    let journal = Journal::ouvrir_sous(&url_journal, &dossier.path().join("journal.cle"), Exigence::Levee)
        .await
        .unwrap();
    let horloge = Horloge::default();
    let code = premier::creer(&depot, &journal, &horloge, &premier()).await.unwrap();
    let refus = premier::creer(&depot, &journal, &horloge, &premier()).await.err().unwrap();
    assert!(refus.to_string().contains("déjà des comptes"), "{refus}");
    assert_eq!(agent::Entity::find().count(depot.lecture()).await.unwrap(), 1);
    // Announced once: the second was refused before anything.
    let evenements = journal.chercher(&Filtre { limite: 10, ..Filtre::default() }).await.unwrap();
    let actes: Vec<_> = evenements.iter().map(|i| &i.maillon.evenement).collect();
    assert_eq!(actes.len(), 1);
    assert_eq!((actes[0].acte.as_str(), actes[0].issue), (Acte::CreerPremierCompte.code(), Issue::Annonce));

    let app = Extranet::new(depot, journal, Reglages::default(), horloge, Frein::new(1_000, 10_000));
    let (adresse, serveur) = servir(&app).await;
    let client = Client::new(&format!("http://{adresse}"));
    let etat = client.ouvrir_session(EMAIL, code.as_str()).await.unwrap();
    assert_eq!(etat.entrave, Some(Entrave::MotDePasseAChanger));
    assert_eq!((etat.organisation.as_str(), etat.profils.len()), ("Département du Haut-Rhin", 2));
    assert!(etat.profils.contains(&Profil::ReferentSolis) && etat.profils.contains(&Profil::Administrateur));
    let choisi = SaisieMotDePasse {
        actuel: code.as_str().to_owned(),
        nouveau: NOUVEAU.into(),
        confirmation: NOUVEAU.into(),
    };
    let etat = client.appeler::<ChangerMotDePasse>((), choisi).await.unwrap();
    // No proof was made up: the engagement is still to sign, like everybody's.
    assert_eq!(etat.entrave, Some(Entrave::EngagementASigner));
    assert!(client.appeler::<LireEngagement>((), ()).await.unwrap().engagement.signe_le.is_none());
    assert!(Client::new(&format!("http://{adresse}")).ouvrir_session(EMAIL, code.as_str()).await.is_err());
    serveur.abort();
}
