//! A département that is served, on the day on which it was invented.

use reciproque_server::depot::Depot;
use reciproque_server::journal::{Exigence, Journal};
use reciproque_server::secret::Frein;
use reciproque_server::serveur::{Extranet, Horloge, Reglages};

use super::departement::Departement;
use crate::bac::{Client, servir};

/// Password of every account of the demo.
const MOT_DE_PASSE: &str = "cigogne-et-quetsche";

pub struct Ouvert {
    pub depot: Depot,
    adresse: String,
    serveur: tokio::task::JoinHandle<()>,
}

impl Departement {
    pub async fn ouvrir(&self) -> Ouvert {
        let depot = Depot::ouvrir(&self.base).await.unwrap();
        let journal = Journal::ouvrir_sous(&self.journal, &self.cle, Exigence::Levee).await.unwrap();
        let horloge = Horloge::default();
        horloge.avancer((self.jour.and_hms_opt(10, 0, 0).unwrap() - horloge.locale()).num_seconds());
        let frein = Frein::new(1_000, 10_000);
        let app = Extranet::new(depot.clone(), journal, Reglages::default(), horloge, frein);
        let (adresse, serveur) = servir(&app).await;
        Ouvert { depot, adresse: format!("http://{adresse}"), serveur }
    }
}

impl Ouvert {
    pub async fn connecter(&self, email: &str) -> Client {
        let client = Client::new(&self.adresse);
        client.ouvrir_session(email, MOT_DE_PASSE).await.unwrap();
        client
    }
}

impl Drop for Ouvert {
    fn drop(&mut self) {
        self.serveur.abort();
    }
}
