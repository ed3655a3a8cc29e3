//! From when until when something stands.

use chrono::{Days, NaiveDate, NaiveDateTime, NaiveTime};

/// Local time at the département; `avant` is the first instant that is out, none when nothing
/// ends it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fenetre {
    pub du: NaiveDateTime,
    pub avant: Option<NaiveDateTime>,
}

impl Fenetre {
    /// From the first day to the last one, included.
    pub fn des_jours(premier: NaiveDate, dernier: Option<NaiveDate>) -> Self {
        let lendemain = dernier.and_then(|jour| jour.checked_add_days(Days::new(1)));
        Self { du: matin(premier), avant: lendemain.map(matin) }
    }

    /// From this instant on.
    pub const fn des(du: NaiveDateTime) -> Self {
        Self { du, avant: None }
    }

    pub fn contient(&self, instant: NaiveDateTime) -> bool {
        self.du <= instant && self.avant.is_none_or(|avant| instant < avant)
    }

    /// What both have in common, if anything.
    pub fn commune(&self, autre: &Self) -> Option<Self> {
        let du = self.du.max(autre.du);
        let avant = [self.avant, autre.avant].into_iter().flatten().min();
        avant.is_none_or(|avant| du < avant).then_some(Self { du, avant })
    }

    /// What is left without the other one: nothing, one piece or two.
    pub fn sans(&self, autre: &Self) -> Vec<Self> {
        let avant = Self { du: self.du, avant: Some(autre.du) };
        let apres = autre.avant.map(|du| Self { du, avant: None });
        [Some(avant), apres].into_iter().flatten().filter_map(|piece| self.commune(&piece)).collect()
    }
}

fn matin(jour: NaiveDate) -> NaiveDateTime {
    jour.and_time(NaiveTime::MIN)
}
