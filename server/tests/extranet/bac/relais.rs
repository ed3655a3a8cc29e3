//! A way to the database that can be cut: the server is there, its database is not.

use std::sync::{Arc, Mutex};

use tokio::io::copy_bidirectional;
use tokio::net::{UnixListener, UnixStream};
use tokio::task::{AbortHandle, JoinSet};

/// Carries what goes to a PostgreSQL socket, until it is cut.
#[derive(Clone)]
pub struct Relais(Arc<Mutex<Etat>>);

#[derive(Default)]
struct Etat {
    coupe: bool,
    en_cours: Vec<AbortHandle>,
}

impl Relais {
    /// Listens at `ici` for who means to speak to `la`.
    pub fn ouvrir(ici: &std::path::Path, la: std::path::PathBuf) -> Self {
        let ecoute = UnixListener::bind(ici).unwrap();
        let relais = Self(Arc::default());
        let etat = relais.clone();
        tokio::spawn(async move {
            let mut taches = JoinSet::new();
            while let Ok((mut client, _)) = ecoute.accept().await {
                let la = la.clone();
                let mut etat = etat.0.lock().unwrap();
                if !etat.coupe {
                    etat.en_cours.push(taches.spawn(async move {
                        let mut serveur = UnixStream::connect(la).await.unwrap();
                        drop(copy_bidirectional(&mut client, &mut serveur).await);
                    }));
                }
            }
        });
        relais
    }

    /// What is under way is dropped, who comes is not answered.
    pub fn couper(&self) {
        let mut etat = self.0.lock().unwrap();
        etat.coupe = true;
        etat.en_cours.drain(..).for_each(|tache| tache.abort());
    }

    pub fn retablir(&self) {
        self.0.lock().unwrap().coupe = false;
    }
}
