//! A request as both sides read it: one thread, with its delay.

use chrono::{DateTime, NaiveDate, Utc};

use super::{EtatReorientation, GesteReorientation, MotifReorientation, gestes_possibles};
use crate::cer::Acteur;
use crate::cer::fiche::PersonneConcernee;
use crate::date;
use crate::mots::combien;
use crate::nominatif;
use crate::parcours::SorteOrientation;

nominatif! {
    /// What was done, by whom, when, and why when it was said.
    pub struct EtapeReorientation {
        pub geste: GesteReorientation,
        pub instant: DateTime<Utc>,
        pub agent: String,
        pub organisation: String,
        pub motif: Option<String>,
    }

    /// A request, from what was asked to what came of it.
    pub struct FilReorientation {
        /// The structure that asked.
        pub structure: String,
        pub motif: MotifReorientation,
        /// The support wished for.
        pub sorte: Option<SorteOrientation>,
        pub note: String,
        pub etat: EtatReorientation,
        pub demandee_le: NaiveDate,
        /// Last day to answer in time; none when no rule sets one.
        pub limite: Option<NaiveDate>,
        pub repondue_le: Option<NaiveDate>,
        /// Day since which the person is no more in the foyer, while nobody had answered.
        pub partie_le: Option<NaiveDate>,
        /// The structure has read the answer.
        pub lue: bool,
        /// The oldest first.
        pub etapes: Vec<EtapeReorientation>,
    }

    /// The requests about one adult, for the structure that asks.
    pub struct FicheReorientation {
        pub personne: PersonneConcernee,
        /// Number of steps so far, of all requests.
        pub version: i32,
        /// The latest first.
        pub fils: Vec<FilReorientation>,
        /// What the reader may do now, the usual gesture first.
        pub gestes: Vec<GesteReorientation>,
        /// Why nothing may be asked for now, when nothing may.
        pub empechement: Option<String>,
        /// Instant of this reading, as traced.
        pub consulte_a: DateTime<Utc>,
    }
}

impl FilReorientation {
    /// What this side may do by itself now; an answer is read once.
    pub fn gestes(&self, acteur: Acteur) -> impl Iterator<Item = GesteReorientation> {
        let lue = self.lue;
        gestes_possibles(self.etat, acteur).filter(move |geste| *geste != GesteReorientation::Lire || !lue)
    }

    /// What the delay says on a day: left, overrun, or how long the answer took. Nothing when no rule
    /// sets one, or once the request was withdrawn.
    pub fn delai(&self, jour: NaiveDate) -> Option<String> {
        let limite = self.limite?;
        let au_dela = |le: NaiveDate| jours(le.signed_duration_since(limite).num_days());
        match (self.etat.est_ouverte(), self.repondue_le) {
            (true, _) if jour <= limite => Some(format!(
                "Réponse attendue avant le {} ({})",
                date::court(limite),
                date::relatif(limite, jour)
            )),
            (true, _) => Some(format!(
                "Réponse attendue avant le {} : délai dépassé de {}",
                date::court(limite),
                au_dela(jour)
            )),
            (false, Some(le)) => {
                let duree = jours(le.signed_duration_since(self.demandee_le).num_days());
                Some(match le <= limite {
                    true => format!("Réponse donnée en {duree}"),
                    false => format!("Réponse donnée en {duree}, {} au-delà du délai", au_dela(le)),
                })
            }
            (false, None) => None,
        }
    }

    /// Why nobody answers, when it is not an answer.
    pub fn sans_suite(&self) -> Option<String> {
        let partie_le = self.partie_le?;
        Some(format!(
            "La personne a quitté le foyer le {} : la demande est rouverte si elle y revient.",
            date::court(partie_le)
        ))
    }

    /// The delay is over and nobody has answered.
    pub fn en_retard(&self, jour: NaiveDate) -> bool {
        self.etat.est_ouverte() && self.limite.is_some_and(|limite| limite < jour)
    }
}

impl FicheReorientation {
    pub fn permet(&self, geste: GesteReorientation) -> bool {
        self.gestes.contains(&geste)
    }
}

/// `1 jour`, `12 jours`; what was done on the same day took one.
fn jours(nombre: i64) -> String {
    combien(usize::try_from(nombre.max(1)).unwrap_or(1), "jour")
}
