//! The rules over the events of one agent, as counters: fed with what is new, they answer what
//! it makes fire. Fed in one go or event by event, they find the same.

use std::collections::{BTreeMap, BTreeSet, HashMap, VecDeque};

use chrono::{Datelike, NaiveDateTime, TimeDelta, Timelike, Weekday};

use super::examen::{Constat, Examen, Fait, Nature, Position};
use super::{RegleAlerte, Seuil, Seuils};

/// Events that a rule keeps to show them if it fires: beyond, the oldest are counted still, and
/// no longer shown.
const GARDES_MAX: usize = 10_000;

/// Where each rule stands for one agent.
#[derive(Clone, Debug, Default)]
pub struct Compteurs(BTreeMap<RegleAlerte, Compteur>);

impl Compteurs {
    /// The rules that fire over these events, which follow those fed before in ascending order of
    /// instant; each with the events that no former answer held.
    pub fn nourrir(&mut self, faits: &[Fait], examen: &Examen) -> Vec<Constat> {
        let constater =
            |regle: &RegleAlerte| self.0.entry(*regle).or_default().constater(*regle, faits, examen);
        RegleAlerte::TOUS.iter().filter_map(constater).collect()
    }
}

/// How long an event counts.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Duree {
    Heure,
    Jour,
}

impl RegleAlerte {
    const fn duree(self) -> Duree {
        match self {
            Self::VolumeHeure | Self::Refus | Self::Recherches | Self::GestesAcces => Duree::Heure,
            Self::VolumeJour | Self::Habitude | Self::HorsListe | Self::Homonyme | Self::HorsHoraires => {
                Duree::Jour
            }
        }
    }
}

/// What a rule counts once: a file however often it is opened, each single event otherwise.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Unite {
    Dossier(i64),
    Evenement(Position),
}

fn unite(regle: RegleAlerte, fait: &Fait) -> Unite {
    match fait.nature {
        Nature::Vue { dossier, .. } if regle != RegleAlerte::HorsHoraires => Unite::Dossier(dossier),
        _ => Unite::Evenement(fait.position),
    }
}

/// The window of one rule: the last hour, or the day.
#[derive(Clone, Debug, Default)]
struct Compteur {
    /// Of an hour: the events in the window. Of a day: those that no alert holds yet.
    gardes: VecDeque<(NaiveDateTime, Unite, Position)>,
    /// How many of the first ones an alert holds already.
    notes: usize,
    unites: HashMap<Unite, u32>,
    dernier: Option<NaiveDateTime>,
}

impl Compteur {
    fn constater(&mut self, regle: RegleAlerte, faits: &[Fait], examen: &Examen) -> Option<Constat> {
        let seuil = seuil(regle, examen)?;
        let juge = examen.juges.get(&regle);
        let retenus = faits
            .iter()
            .filter(|fait| juge.is_none_or(|juge| fait.instant > *juge))
            .filter(|fait| concerne(regle, fait, &examen.seuils));
        let mut constat =
            Constat { regle, mesure: 0, seuil, positions: BTreeSet::new(), dernier: NaiveDateTime::MIN };
        for fait in retenus {
            let compte = self.avancer(regle, fait);
            if compte >= seuil {
                constat.mesure = constat.mesure.max(compte);
                constat.positions.extend(self.gardes.iter().skip(self.notes).map(|garde| garde.2));
                constat.dernier = fait.instant;
                self.noter(regle);
            }
        }
        (constat.mesure > 0).then_some(constat)
    }

    /// Takes the event in, leaves out those that count no longer; answers how many units count.
    fn avancer(&mut self, regle: RegleAlerte, fait: &Fait) -> u32 {
        match regle.duree() {
            Duree::Heure => self.sortir_avant(fait.instant),
            Duree::Jour if self.dernier.is_some_and(|dernier| dernier.date() != fait.instant.date()) => {
                *self = Self::default();
            }
            Duree::Jour => {}
        }
        self.dernier = Some(fait.instant);
        *self.unites.entry(unite(regle, fait)).or_default() += 1;
        self.gardes.push_back((fait.instant, unite(regle, fait), fait.position));
        if regle.duree() == Duree::Jour && self.gardes.len() > GARDES_MAX {
            self.gardes.pop_front();
        }
        u32::try_from(self.unites.len()).unwrap_or(u32::MAX)
    }

    fn sortir_avant(&mut self, instant: NaiveDateTime) {
        while let Some((ancien, sortante, _)) = self.gardes.front().copied() {
            if instant - ancien < TimeDelta::hours(1) {
                return;
            }
            self.gardes.pop_front();
            self.notes = self.notes.saturating_sub(1);
            if let Some(nombre) = self.unites.get_mut(&sortante) {
                *nombre -= 1;
                if *nombre == 0 {
                    self.unites.remove(&sortante);
                }
            }
        }
    }

    fn noter(&mut self, regle: RegleAlerte) {
        match regle.duree() {
            Duree::Heure => self.notes = self.gardes.len(),
            Duree::Jour => self.gardes.clear(),
        }
    }
}

/// The threshold of a rule for this agent; `None` when the rule is off or has nothing to
/// compare with.
fn seuil(regle: RegleAlerte, examen: &Examen) -> Option<u32> {
    let seuils = &examen.seuils;
    let seuil = match regle {
        RegleAlerte::VolumeHeure => seuils.de(Seuil::VuesHeure),
        RegleAlerte::VolumeJour => seuils.de(Seuil::VuesJour),
        RegleAlerte::Habitude => {
            let multiple = seuils.de(Seuil::FoisHabitude).checked_mul(examen.habitude?)?;
            if multiple == 0 { 0 } else { multiple.max(seuils.de(Seuil::HabitudePlancher)) }
        }
        RegleAlerte::HorsListe if examen.portee_etendue => seuils.de(Seuil::HorsListeEtendu),
        RegleAlerte::HorsListe => seuils.de(Seuil::HorsListe),
        RegleAlerte::Homonyme => seuils.de(Seuil::Homonymes),
        RegleAlerte::HorsHoraires => seuils.de(Seuil::HorsHoraires),
        RegleAlerte::Refus => seuils.de(Seuil::Refus),
        RegleAlerte::Recherches => seuils.de(Seuil::Recherches),
        RegleAlerte::GestesAcces => seuils.de(Seuil::GestesAcces),
    };
    (seuil > 0).then_some(seuil)
}

/// Whether the rule counts this event at all.
fn concerne(regle: RegleAlerte, fait: &Fait, seuils: &Seuils) -> bool {
    match (regle, fait.nature) {
        (RegleAlerte::Refus, nature) => nature == Nature::Refus,
        (RegleAlerte::Recherches, nature) => nature == Nature::Recherche,
        (RegleAlerte::GestesAcces, nature) => nature == Nature::Geste,
        (_, Nature::Refus | Nature::Recherche | Nature::Geste) => false,
        (RegleAlerte::HorsListe, Nature::Vue { sur_liste, .. }) => !sur_liste,
        (RegleAlerte::Homonyme, Nature::Vue { homonyme, .. }) => homonyme,
        (RegleAlerte::HorsHoraires, _) => hors_horaires(fait.instant, seuils),
        (RegleAlerte::VolumeHeure | RegleAlerte::VolumeJour | RegleAlerte::Habitude, _) => true,
    }
}

fn hors_horaires(instant: NaiveDateTime, seuils: &Seuils) -> bool {
    let ouvertes = seuils.de(Seuil::HeureDebut)..seuils.de(Seuil::HeureFin);
    matches!(instant.weekday(), Weekday::Sat | Weekday::Sun) || !ouvertes.contains(&instant.hour())
}
