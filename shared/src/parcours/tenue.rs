//! The parcours as it is kept, and what each decision makes of it: a function from what was to what
//! is, so that what changes is written, and what was is put back.

use chrono::{Days, NaiveDate};
use serde::{Deserialize, Serialize};

use super::{
    Decideur, DesignationLue, FinLue, FinOrientation, OrientationDecidee, OrigineOrientation, Prolongation,
    SorteOrientation,
};

/// An orientation; `id` is 0 until it is written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrientationTenue {
    pub id: i64,
    pub structure: i64,
    pub sorte: SorteOrientation,
    pub origine: OrigineOrientation,
    pub decideur: Decideur,
    pub decidee_le: NaiveDate,
    pub notifiee_le: Option<NaiveDate>,
    pub debut: NaiveDate,
    pub fin: Option<NaiveDate>,
    pub motif_fin: Option<FinOrientation>,
    /// Absent from the steps that were kept before it existed.
    #[serde(default)]
    pub prolongation: Option<Prolongation>,
}

/// A référent unique; `id` is 0 until it is written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReferentTenu {
    pub id: i64,
    pub agent: i64,
    pub debut: NaiveDate,
    pub fin: Option<NaiveDate>,
}

/// All the orientations and référents of one adult.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ParcoursTenu {
    pub orientations: Vec<OrientationTenue>,
    pub referents: Vec<ReferentTenu>,
}

impl ParcoursTenu {
    /// The orientation that holds on this day, or is decided for later: there is one at most.
    pub fn en_cours(&self, jour: NaiveDate) -> Option<&OrientationTenue> {
        let tient = |o: &&OrientationTenue| o.fin.is_none_or(|fin| jour <= fin);
        self.orientations.iter().filter(tient).max_by_key(|o| o.debut)
    }

    /// The référent of this day, or of later.
    pub fn referent(&self, jour: NaiveDate) -> Option<&ReferentTenu> {
        let tient = |r: &&ReferentTenu| r.fin.is_none_or(|fin| jour <= fin);
        self.referents.iter().filter(tient).max_by_key(|r| r.debut)
    }

    /// The orientation by which this structure accompanies on this day, and goes on without an end.
    pub fn suivie_par(&self, structure: i64, jour: NaiveDate) -> Option<&OrientationTenue> {
        self.orientations.iter().find(|o| o.structure == structure && o.debut <= jour && o.fin.is_none())
    }

    /// Whether this structure accompanies on this day.
    pub fn accompagne(&self, structure: i64, jour: NaiveDate) -> bool {
        let ce_jour = |o: &OrientationTenue| o.debut <= jour && o.fin.is_none_or(|fin| jour <= fin);
        self.orientations.iter().any(|o| o.structure == structure && ce_jour(o))
    }

    /// Whether this structure goes on accompanying, whatever the kind of support.
    pub fn suit(&self, structure: i64) -> bool {
        self.orientations.iter().any(|o| o.structure == structure && o.fin.is_none())
    }

    /// The former orientation and its référent end the day before this one begins.
    #[must_use]
    pub fn orientee(mut self, lue: &OrientationDecidee) -> Self {
        self.finir(veille(lue.debut()), lue.origine().fin_de_la_precedente());
        self.orientations.push(OrientationTenue {
            id: 0,
            structure: lue.structure(),
            sorte: lue.sorte(),
            origine: lue.origine(),
            decideur: lue.decideur(),
            decidee_le: lue.decidee_le(),
            notifiee_le: lue.notifiee_le(),
            debut: lue.debut(),
            fin: None,
            motif_fin: None,
            prolongation: None,
        });
        if let Some((agent, debut)) = lue.referent() {
            self.referents.push(ReferentTenu { id: 0, agent, debut, fin: None });
        }
        self
    }

    /// The former référent is so until the day before; one named on that very day never was. None
    /// outlives the orientation.
    #[must_use]
    pub fn designee(mut self, lue: &DesignationLue) -> Self {
        let fin = self.en_cours(lue.debut()).and_then(|orientation| orientation.fin);
        self.relever(veille(lue.debut()));
        self.referents.push(ReferentTenu { id: 0, agent: lue.referent(), debut: lue.debut(), fin });
        self
    }

    /// Nobody takes over.
    #[must_use]
    pub fn close(mut self, lue: &FinLue) -> Self {
        self.finir(lue.jour(), lue.motif());
        self
    }

    /// The person received the last decision.
    #[must_use]
    pub fn notifiee(mut self, jour: NaiveDate) -> Self {
        if let Some(derniere) = self.orientations.iter_mut().max_by_key(|o| o.debut) {
            derniere.notifiee_le = Some(jour);
        }
        self
    }

    /// The review of the last orientation comes later, or no later than that of others.
    #[must_use]
    pub fn prolongee(mut self, prolongation: Option<Prolongation>) -> Self {
        if let Some(derniere) = self.orientations.iter_mut().max_by_key(|o| o.debut) {
            derniere.prolongation = prolongation;
        }
        self
    }

    fn finir(&mut self, dernier_jour: NaiveDate, motif: FinOrientation) {
        for orientation in self.orientations.iter_mut().filter(|o| court_encore(o.fin, dernier_jour)) {
            orientation.fin = Some(dernier_jour);
            orientation.motif_fin = Some(motif);
        }
        self.relever(dernier_jour);
    }

    fn relever(&mut self, dernier_jour: NaiveDate) {
        self.referents.retain(|referent| referent.debut <= dernier_jour);
        for referent in self.referents.iter_mut().filter(|r| court_encore(r.fin, dernier_jour)) {
            referent.fin = Some(dernier_jour);
        }
    }
}

fn court_encore(fin: Option<NaiveDate>, dernier_jour: NaiveDate) -> bool {
    fin.is_none_or(|fin| dernier_jour < fin)
}

fn veille(jour: NaiveDate) -> NaiveDate {
    jour.checked_sub_days(Days::new(1)).unwrap_or(jour)
}
