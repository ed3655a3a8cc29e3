//! The rules run over the traced events of one agent.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use chrono::{Datelike, NaiveDateTime, TimeDelta, Timelike, Weekday};

use super::{RegleAlerte, Seuil, Seuils};

/// Where an event stands in the journal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Position {
    pub chaine: u32,
    pub seq: u64,
}

/// One traced event, reduced to what the rules look at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fait {
    pub position: Position,
    /// Local time at the département.
    pub instant: NaiveDateTime,
    pub nature: Nature,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Nature {
    /// A file was opened.
    Vue {
        dossier: i64,
        /// The agent has a part in the file: it is on their list.
        sur_liste: bool,
        /// Somebody in the file bears the agent's name.
        homonyme: bool,
    },
    /// Refused: out of scope, or not allowed to the profil.
    Refus,
    /// People were looked for.
    Recherche,
}

/// What is known of an agent besides the events.
#[derive(Clone, Debug, Default)]
pub struct Examen {
    pub seuils: Seuils,
    /// Whether the scope of the agent is wider than a list of their own (CTSA, Pôle emploi).
    pub portee_etendue: bool,
    /// Files opened on a usual day; `None` while there are too few days to say.
    pub habitude: Option<u32>,
    /// Events up to this instant have been judged by the officer under this rule.
    pub juges: BTreeMap<RegleAlerte, NaiveDateTime>,
}

/// A rule that fires: what was counted, and the events that were.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Constat {
    pub regle: RegleAlerte,
    /// The highest count of a window.
    pub mesure: u32,
    pub seuil: u32,
    pub positions: BTreeSet<Position>,
    /// Instant of the last of these events.
    pub dernier: NaiveDateTime,
}

/// The rules that fire over the events of one agent, in ascending order of instant. Run
/// again with more events, it finds the same and more.
pub fn examiner(faits: &[Fait], examen: &Examen) -> Vec<Constat> {
    RegleAlerte::TOUS.iter().filter_map(|regle| constater(*regle, faits, examen)).collect()
}

fn constater(regle: RegleAlerte, faits: &[Fait], examen: &Examen) -> Option<Constat> {
    let seuil = seuil(regle, examen)?;
    let juge = examen.juges.get(&regle);
    let retenus: Vec<&Fait> = faits
        .iter()
        .filter(|fait| juge.is_none_or(|juge| fait.instant > *juge))
        .filter(|fait| concerne(regle, fait, &examen.seuils))
        .collect();
    let mut fenetre = Fenetre::default();
    let mut constat =
        Constat { regle, mesure: 0, seuil, positions: BTreeSet::new(), dernier: NaiveDateTime::MIN };
    for (rang, fait) in retenus.iter().enumerate() {
        let compte = fenetre.avancer(regle, &retenus, rang);
        if compte >= seuil {
            constat.mesure = constat.mesure.max(compte);
            constat.positions.extend(retenus[fenetre.a_noter..=rang].iter().map(|fait| fait.position));
            constat.dernier = fait.instant;
            fenetre.a_noter = rang + 1;
        }
    }
    (constat.mesure > 0).then_some(constat)
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
    };
    (seuil > 0).then_some(seuil)
}

/// Whether the rule counts this event at all.
fn concerne(regle: RegleAlerte, fait: &Fait, seuils: &Seuils) -> bool {
    match (regle, fait.nature) {
        (RegleAlerte::Refus, nature) => nature == Nature::Refus,
        (RegleAlerte::Recherches, nature) => nature == Nature::Recherche,
        (_, Nature::Refus | Nature::Recherche) => false,
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

/// What a rule counts once: a file however often it is opened, each single event otherwise.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
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

/// Whether `fait` still counts when `dernier` happens: within the hour, or on the same day.
fn compte_encore(regle: RegleAlerte, fait: &Fait, dernier: &Fait) -> bool {
    match regle {
        RegleAlerte::VolumeHeure | RegleAlerte::Refus | RegleAlerte::Recherches => {
            dernier.instant - fait.instant < TimeDelta::hours(1)
        }
        _ => fait.instant.date() == dernier.instant.date(),
    }
}

/// A window that slides over the events.
#[derive(Default)]
struct Fenetre {
    debut: usize,
    /// First event of the window that no alert holds yet.
    a_noter: usize,
    unites: HashMap<Unite, u32>,
}

impl Fenetre {
    /// Takes the event of this rank in, leaves out those that count no longer; answers
    /// how many units the window holds.
    fn avancer(&mut self, regle: RegleAlerte, faits: &[&Fait], rang: usize) -> u32 {
        *self.unites.entry(unite(regle, faits[rang])).or_default() += 1;
        while !compte_encore(regle, faits[self.debut], faits[rang]) {
            let sortant = unite(regle, faits[self.debut]);
            if let Some(nombre) = self.unites.get_mut(&sortant) {
                *nombre -= 1;
                if *nombre == 0 {
                    self.unites.remove(&sortant);
                }
            }
            self.debut += 1;
        }
        self.a_noter = self.a_noter.max(self.debut);
        u32::try_from(self.unites.len()).unwrap_or(u32::MAX)
    }
}
