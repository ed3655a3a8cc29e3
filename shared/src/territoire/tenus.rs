//! The communes as they are kept, and what a change makes of them: a function from what was to what
//! is, so that what changes is written, and what was is put back.

use chrono::{Days, NaiveDate};
use serde::{Deserialize, Serialize};

use crate::identifiant::CommuneInsee;

/// A commune belongs to a CTSA from its first day to its last one, both included; `id` is 0 until it
/// is written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CommuneTenue {
    pub id: i64,
    pub ctsa: i64,
    pub commune: CommuneInsee,
    pub debut: NaiveDate,
    pub fin: Option<NaiveDate>,
}

crate::nominatif_simple!(CommuneTenue);

impl CommuneTenue {
    pub fn tient_le(&self, jour: NaiveDate) -> bool {
        self.debut <= jour && self.fin.is_none_or(|fin| jour <= fin)
    }
}

/// All of them. What made them sees to it that no commune is in two CTSA on one day; the tables hold
/// it besides.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Territoires(Vec<CommuneTenue>);

impl From<Vec<CommuneTenue>> for Territoires {
    fn from(tenues: Vec<CommuneTenue>) -> Self {
        Self(tenues)
    }
}

impl Territoires {
    pub fn tenues(&self) -> &[CommuneTenue] {
        &self.0
    }

    /// Whose the commune is on that day.
    pub fn le(&self, commune: &CommuneInsee, jour: NaiveDate) -> Option<&CommuneTenue> {
        self.0.iter().find(|tenue| tenue.commune == *commune && tenue.tient_le(jour))
    }

    /// What begins for the commune after that day, the first first.
    pub fn a_venir(&self, commune: &CommuneInsee, jour: NaiveDate) -> Vec<&CommuneTenue> {
        let apres = |tenue: &&CommuneTenue| tenue.commune == *commune && jour < tenue.debut;
        let mut prevues: Vec<_> = self.0.iter().filter(apres).collect();
        prevues.sort_by_key(|tenue| tenue.debut);
        prevues
    }

    /// Those of these communes alone.
    #[must_use]
    pub fn des(&self, communes: &[CommuneInsee]) -> Self {
        Self(self.0.iter().filter(|tenue| communes.contains(&tenue.commune)).cloned().collect())
    }

    /// From `debut` on these communes belong to `ctsa`, whatever was to come for them; those before
    /// held them until the day before.
    #[must_use]
    pub fn confiees(mut self, communes: &[CommuneInsee], ctsa: i64, debut: NaiveDate) -> Self {
        self.0.retain(|tenue| !communes.contains(&tenue.commune) || tenue.debut < debut);
        let veille = debut.checked_sub_days(Days::new(1)).unwrap_or(debut);
        for tenue in self.0.iter_mut().filter(|tenue| communes.contains(&tenue.commune)) {
            tenue.fin = Some(tenue.fin.map_or(veille, |fin| fin.min(veille)));
        }
        let confiee =
            |commune: &CommuneInsee| CommuneTenue { id: 0, ctsa, commune: commune.clone(), debut, fin: None };
        self.0.extend(communes.iter().map(confiee));
        self
    }

    /// Puts back what these communes were.
    #[must_use]
    pub fn rendues(mut self, communes: &[CommuneInsee], avant: Self) -> Self {
        self.0.retain(|tenue| !communes.contains(&tenue.commune));
        self.0.extend(avant.0);
        self
    }
}
