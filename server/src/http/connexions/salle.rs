//! Who is connected, from where, and since when without asking anything: once the room is full,
//! the one that has been silent for the longest leaves its place to who comes.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::sync::Notify;
use tokio::time::{Instant, timeout};

use super::Limites;
use crate::session::abonne;

/// Stands for « a request is being answered » where there would be an instant.
const AU_TRAVAIL: u64 = u64::MAX;

pub(super) struct Salle {
    limites: Limites,
    sieges: Mutex<Sieges>,
    depart: Notify,
}

#[derive(Default)]
struct Sieges {
    pris: HashMap<u64, Arc<Siege>>,
    suivant: u64,
}

/// One connection.
pub(super) struct Siege {
    abonne: IpAddr,
    arrivee: Instant,
    /// Milliseconds from the arrival to the moment since which it asks nothing.
    silence_depuis: AtomicU64,
    conge: Notify,
}

/// A seat, given back when the connection ends.
pub(super) struct Place {
    salle: Arc<Salle>,
    numero: u64,
    siege: Arc<Siege>,
}

/// A request is being answered, until this is dropped.
pub(super) struct AuTravail(Arc<Siege>);

enum Accueilli {
    Assis(Place),
    /// The address has its share, and all of it is at work.
    Refuse,
    Complet,
}

impl Salle {
    pub fn new(limites: Limites) -> Self {
        Self { limites, sieges: Mutex::default(), depart: Notify::new() }
    }

    /// A seat, once there is one; none for an address that has its share.
    pub async fn asseoir(self: &Arc<Self>, ip: IpAddr) -> Option<Place> {
        loop {
            let depart = self.depart.notified();
            match self.essayer(abonne(ip)) {
                Accueilli::Assis(place) => return Some(place),
                Accueilli::Refuse => return None,
                // Somebody leaves, or has been silent for long enough.
                Accueilli::Complet => drop(timeout(self.limites.repit, depart).await),
            }
        }
    }

    fn essayer(self: &Arc<Self>, abonne: IpAddr) -> Accueilli {
        let mut sieges = self.verrou();
        let siens = sieges.pris.values().filter(|siege| siege.abonne == abonne).count();
        if siens >= self.limites.par_adresse && !self.congedier(&mut sieges, Some(abonne)) {
            return Accueilli::Refuse;
        }
        if sieges.pris.len() >= self.limites.connexions && !self.congedier(&mut sieges, None) {
            return Accueilli::Complet;
        }
        let siege = Arc::new(Siege::nouveau(abonne));
        let numero = sieges.suivant;
        sieges.suivant += 1;
        sieges.pris.insert(numero, Arc::clone(&siege));
        Accueilli::Assis(Place { salle: Arc::clone(self), numero, siege })
    }

    /// Takes the seat of the longest silent; of this address at once, since it harms nobody else,
    /// of the others once it has been silent for long enough. False when there is none.
    fn congedier(&self, sieges: &mut Sieges, abonne: Option<IpAddr>) -> bool {
        let maintenant = Instant::now();
        let silencieux = sieges.pris.iter().filter(|(_, siege)| abonne.is_none_or(|ip| siege.abonne == ip));
        let silencieux = silencieux.filter_map(|(numero, siege)| Some((siege.silence_depuis()?, *numero)));
        let Some((depuis, numero)) = silencieux.min() else { return false };
        if abonne.is_none() && maintenant - depuis < self.limites.repit {
            return false;
        }
        if let Some(siege) = sieges.pris.remove(&numero) {
            siege.conge.notify_one();
        }
        true
    }

    fn verrou(&self) -> MutexGuard<'_, Sieges> {
        self.sieges.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Siege {
    fn nouveau(abonne: IpAddr) -> Self {
        Self { abonne, arrivee: Instant::now(), silence_depuis: AtomicU64::new(0), conge: Notify::new() }
    }

    /// A request begins.
    pub fn travailler(self: &Arc<Self>) -> AuTravail {
        self.silence_depuis.store(AU_TRAVAIL, Ordering::Relaxed);
        AuTravail(Arc::clone(self))
    }

    /// Told to leave.
    pub async fn conge(&self) {
        self.conge.notified().await;
    }

    fn silence_depuis(&self) -> Option<Instant> {
        match self.silence_depuis.load(Ordering::Relaxed) {
            AU_TRAVAIL => None,
            millis => Some(self.arrivee + std::time::Duration::from_millis(millis)),
        }
    }
}

impl Drop for AuTravail {
    fn drop(&mut self) {
        let millis = u64::try_from(self.0.arrivee.elapsed().as_millis()).unwrap_or(0);
        self.0.silence_depuis.store(millis, Ordering::Relaxed);
    }
}

impl Place {
    pub fn siege(&self) -> &Arc<Siege> {
        &self.siege
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        self.salle.verrou().pris.remove(&self.numero);
        self.salle.depart.notify_one();
    }
}
