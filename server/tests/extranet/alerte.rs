//! Curiosity: what an agent does raises an alert within a minute, the officer handles it,
//! and an agent under watch says why each file is opened.

mod detection;
mod indexation;
mod liste;
mod suivi;
mod surveillance;
pub mod traitement;

use std::time::Duration;

use chrono::{Days, NaiveDate, Utc};
use reciproque_server::alerte::relever;
use reciproque_server::depot::entite::{alerte, alerte_seuil, dossier, personne, surveillance as table};
use reciproque_shared::alerte::{FicheAlerte, LigneAlerte, RegleAlerte, SaisieAlertes, Seuil};
use reciproque_shared::api::{Appel, ConsulterAlerte, ConsulterAlertes, ConsulterDossier};
use reciproque_shared::cle_recherche::cle_de_recherche;
use sea_orm::ActiveValue::Set;
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, QueryFilter};

use crate::bac::{Bac, Client};

/// An open alert about this agent, made if there is none.
pub async fn ouverte(bac: &Bac, agent: i64) -> i64 {
    let deja =
        alerte::Entity::find().filter(alerte::Column::AgentId.eq(agent)).one(bac.base()).await.unwrap();
    if let Some(deja) = deja {
        let rouverte = alerte::ActiveModel {
            id: Set(deja.id),
            close_le: Set(None),
            conclusion: Set(None),
            ..Default::default()
        };
        return rouverte.update(bac.base()).await.unwrap().id;
    }
    let instant = bac.horloge.maintenant();
    let ligne = alerte::ActiveModel {
        regle: Set(RegleAlerte::HorsListe.code().into()),
        agent_id: Set(agent),
        organisation_id: Set(bac.gens.alsa),
        mesure: Set(30),
        seuil: Set(30),
        ouverte_le: Set(instant),
        derniere_le: Set(instant),
        ..Default::default()
    };
    ligne.insert(bac.base()).await.unwrap().id
}

/// Puts an agent under watch until a week from now.
pub async fn surveiller(bac: &Bac, agent: i64) {
    let ligne = table::ActiveModel {
        agent_id: Set(agent),
        alerte_id: Set(Some(ouverte(bac, agent).await)),
        posee_par: Set(bac.gens.paul),
        debut: Set(bac.horloge.maintenant()),
        jusqu_au: Set(Some(bac.horloge.aujourdhui() + Days::new(7))),
        motif: Set("Le temps de vérifier.".into()),
        ..Default::default()
    };
    ligne.insert(bac.base()).await.unwrap();
}

/// Sets thresholds as the officer would.
async fn regler(bac: &Bac, seuils: &[(Seuil, i32)]) {
    for (seuil, valeur) in seuils {
        let ligne = alerte_seuil::ActiveModel {
            seuil: Set(seuil.code().into()),
            valeur: Set(*valeur),
            depuis: Set(Utc::now()),
            agent_id: Set(bac.gens.nadia),
            ..Default::default()
        };
        ligne.insert(bac.base()).await.unwrap();
    }
}

/// A foyer of one person with a right in force, that nobody accompanies.
async fn foyer(bac: &Bac, rang: usize, nom: &str) -> i64 {
    let modele = dossier::Entity::find_by_id(bac.gens.haas.dossier).one(bac.base()).await.unwrap().unwrap();
    let ligne = dossier::ActiveModel {
        numero_demande: Set(format!("{rang:08}999")),
        fonorg: Set(modele.fonorg),
        numorg: Set(modele.numorg),
        etat: Set(modele.etat),
        commune: Set(modele.commune),
        date_reference: Set(modele.date_reference),
        flux_id: Set(modele.flux_id),
        empreinte: Set(String::new()),
        ..Default::default()
    };
    let dossier = ligne.insert(bac.base()).await.unwrap().id;
    let personne = personne::ActiveModel {
        dossier_id: Set(dossier),
        role: Set("DEM".into()),
        nom: Set("USAGE".into()),
        nom_naissance: Set(nom.into()),
        prenom: Set("ODILE".into()),
        date_naissance: Set(NaiveDate::from_ymd_opt(1982, 2, 1).unwrap()),
        naissance_precision: Set("N".into()),
        rang_naissance: Set(1),
        droits_et_devoirs: Set(Some(true)),
        nom_cle: Set(cle_de_recherche("USAGE")),
        nom_naissance_cle: Set(cle_de_recherche(nom)),
        prenom_cle: Set(cle_de_recherche("ODILE")),
        ..Default::default()
    };
    personne.insert(bac.base()).await.unwrap();
    dossier
}

/// Opens a dossier, whatever comes.
async fn ouvrir(client: &Client, dossier: i64) {
    client.lire(ConsulterDossier::chemin(&dossier).trim_start_matches("/api/v1")).await;
}

async fn ouvertes(officier: &Client) -> Vec<LigneAlerte> {
    officier.appeler::<ConsulterAlertes>((), SaisieAlertes::default()).await.unwrap().lignes
}

/// The open alert of a rule, if there is one.
pub async fn alerte_de(officier: &Client, regle: RegleAlerte) -> Option<FicheAlerte> {
    let ligne = ouvertes(officier).await.into_iter().find(|ligne| ligne.regle == regle)?;
    Some(officier.appeler::<ConsulterAlerte>(ligne.id, ()).await.unwrap())
}

/// The same, once the journal has been read.
async fn relevee(bac: &Bac, officier: &Client, regle: RegleAlerte) -> Option<FicheAlerte> {
    relever(&bac.app).await.unwrap();
    alerte_de(officier, regle).await
}

/// Asks until the answer is there, for a minute at most.
async fn attendre<T>(mut question: impl AsyncFnMut() -> Option<T>) -> T {
    let attente = async {
        loop {
            if let Some(reponse) = question().await {
                return reponse;
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    };
    tokio::time::timeout(Duration::from_secs(60), attente).await.expect("within a minute")
}
