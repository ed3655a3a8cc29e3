//! Where the rules stand for each agent, kept between two readings of the journal: a reading
//! looks at what is new only. An agent who is not known yet, whose day has changed, or whose rules
//! have (threshold, habit, alert judged), is counted again from the events of the day.

use std::collections::{BTreeMap, HashMap};

use chrono::{DateTime, NaiveDate, Utc};
use reciproque_shared::alerte::{Compteurs, Constat, Examen, Position, Seuil};
use reciproque_shared::date::a_paris;
use reciproque_shared::journal::Empreinte;

use super::fait::{Contexte, habitude, position};
use crate::journal::Inscription;
use crate::serveur::Extranet;

/// What the rules say of one agent.
pub struct Releve {
    pub agent: i64,
    pub organisation: i64,
    pub constats: Vec<Constat>,
    /// Instant of each event, and digest of its link.
    maillons: HashMap<Position, (DateTime<Utc>, Empreinte)>,
}

impl Releve {
    /// Instant of the last event of a constat.
    pub fn dernier_instant(&self, constat: &Constat) -> Option<DateTime<Utc>> {
        constat.positions.iter().filter_map(|position| Some(self.maillons.get(position)?.0)).max()
    }

    /// Digest of the link at a position, in hexadecimal.
    pub fn empreinte(&self, position: &Position) -> Option<String> {
        self.maillons.get(position).map(|(_, empreinte)| empreinte.to_string())
    }
}

/// The day of one agent.
#[derive(Default)]
struct Journee {
    jour: NaiveDate,
    compteurs: Compteurs,
    /// What they were fed under.
    examen: Examen,
    /// Last event fed of each chain.
    vus: BTreeMap<u32, u64>,
    dernier: DateTime<Utc>,
    /// Events fed in the day.
    nombre: usize,
    /// The habit was looked for: it does not change within the day.
    habitude_lue: bool,
}

impl Journee {
    /// Whether what follows may simply be added: same day, in order, under the same rules.
    fn suivie_par(&self, premier: DateTime<Utc>, examen: &Examen) -> bool {
        self.jour == a_paris(premier).date()
            && self.dernier <= premier
            && self.examen == Examen { habitude: self.examen.habitude, ..examen.clone() }
    }

    fn a_vu(&self, lu: &Inscription) -> bool {
        self.vus.get(&lu.chaine).is_some_and(|vu| lu.maillon.seq <= *vu)
    }

    async fn nourrir(
        &mut self,
        app: &Extranet,
        contexte: &Contexte,
        lus: &[&Inscription],
    ) -> anyhow::Result<Vec<Constat>> {
        let faits = contexte.faits(app, lus).await?;
        for lu in lus {
            let vu = self.vus.entry(lu.chaine).or_default();
            *vu = lu.maillon.seq.max(*vu);
            self.dernier = self.dernier.max(lu.maillon.evenement.instant);
        }
        self.nombre += faits.len();
        Ok(self.compteurs.nourrir(&faits, &self.examen))
    }
}

/// Where the rules stand.
#[derive(Default)]
pub struct Memoire {
    agents: HashMap<i64, Journee>,
    /// How far each chain was read.
    positions: HashMap<u32, u64>,
    relus: u64,
}

impl Memoire {
    /// Events read again so far, to count agents from the beginning of their day: none while
    /// nothing changes but the events.
    pub const fn relus(&self) -> u64 {
        self.relus
    }

    /// A chain goes on from there: what was counted does not hold when another server read it
    /// on, or when another journal took its place.
    pub fn reprendre(&mut self, chaine: u32, seq: u64) {
        if self.positions.get(&chaine).is_some_and(|lue| *lue != seq) {
            self.oublier();
        }
    }

    /// The events of a chain up to there are counted, and their alerts written. Who did nothing
    /// today keeps no place.
    pub fn avancer(&mut self, chaine: u32, seq: u64, aujourdhui: NaiveDate) {
        self.positions.insert(chaine, seq);
        self.agents.retain(|_, journee| a_paris(journee.dernier).date() >= aujourdhui);
    }

    /// Nothing holds any more: each agent is counted from the day again.
    pub fn oublier(&mut self) {
        self.agents.clear();
        self.positions.clear();
    }

    /// The rules over the new events of one agent, in the order of the chain.
    pub async fn examiner(
        &mut self,
        app: &Extranet,
        id: i64,
        nouveaux: &[&Inscription],
    ) -> anyhow::Result<Option<Releve>> {
        let instants = || nouveaux.iter().map(|lu| lu.maillon.evenement.instant);
        let (Some(premier), Some(dernier)) = (instants().min(), instants().max()) else { return Ok(None) };
        let profil = nouveaux.iter().rev().find_map(|lu| lu.maillon.evenement.profil.as_deref());
        let Some(contexte) = Contexte::charger(app, id, profil, premier).await? else { return Ok(None) };
        let examen = contexte.examen(None);
        let connue = self.agents.remove(&id).filter(|connue| connue.suivie_par(premier, &examen));
        let (mut journee, mut constats) = match connue {
            Some(mut journee) => {
                let neufs: Vec<_> = nouveaux.iter().copied().filter(|lu| !journee.a_vu(lu)).collect();
                let constats = journee.nourrir(app, &contexte, &neufs).await?;
                (journee, constats)
            }
            None => self.recompter(app, &contexte, examen, (premier, dernier)).await?,
        };
        let plancher = usize::try_from(contexte.seuils.de(Seuil::HabitudePlancher))?;
        if !journee.habitude_lue && journee.nombre >= plancher {
            if let Some(usuel) = habitude(app, id, contexte.depuis).await? {
                let examen = contexte.examen(Some(usuel));
                (journee, constats) = self.recompter(app, &contexte, examen, (premier, dernier)).await?;
            }
            journee.habitude_lue = true;
        }
        self.agents.insert(id, journee);
        let maillons = maillons(app, &constats, nouveaux).await?;
        let organisation = contexte.agent.organisation_id;
        Ok(Some(Releve { agent: id, organisation, constats, maillons }))
    }

    /// Counts from the beginning of the day.
    async fn recompter(
        &mut self,
        app: &Extranet,
        contexte: &Contexte,
        examen: Examen,
        (premier, dernier): (DateTime<Utc>, DateTime<Utc>),
    ) -> anyhow::Result<(Journee, Vec<Constat>)> {
        let lus = contexte.evenements_du_jour(app, dernier).await?;
        self.relus += lus.len() as u64;
        let mut journee = Journee { jour: a_paris(premier).date(), examen, ..Journee::default() };
        let lus: Vec<&Inscription> = lus.iter().collect();
        let constats = journee.nourrir(app, contexte, &lus).await?;
        Ok((journee, constats))
    }
}

/// The links of the events that the constats hold: most are among those just read.
async fn maillons(
    app: &Extranet,
    constats: &[Constat],
    nouveaux: &[&Inscription],
) -> anyhow::Result<HashMap<Position, (DateTime<Utc>, Empreinte)>> {
    let maillon = |lu: &Inscription| (position(lu), (lu.maillon.evenement.instant, lu.maillon.empreinte));
    let mut connus: HashMap<_, _> = nouveaux.iter().map(|lu| maillon(lu)).collect();
    let tenues = constats.iter().flat_map(|constat| &constat.positions);
    let manquantes: Vec<(u32, u64)> =
        tenues.filter(|position| !connus.contains_key(position)).map(|p| (p.chaine, p.seq)).collect();
    for lot in manquantes.chunks(LOT) {
        connus.extend(app.journal.aux_positions(lot).await?.iter().map(maillon));
    }
    Ok(connus)
}

/// Links asked for at once.
const LOT: usize = 500;
