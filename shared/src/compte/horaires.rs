//! When an organisation may sign in (the MSA's convention: 5 h to 23 h).

use chrono::NaiveTime;

/// Opening hours, local time at the département.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Horaires {
    ouvre_a: NaiveTime,
    ferme_a: NaiveTime,
}

impl Horaires {
    /// `None` when no hours are set, or when they open nothing: the setting refuses those.
    pub fn new(ouvre_a: Option<NaiveTime>, ferme_a: Option<NaiveTime>) -> Option<Self> {
        let (ouvre_a, ferme_a) = (ouvre_a?, ferme_a?);
        (ouvre_a < ferme_a).then_some(Self { ouvre_a, ferme_a })
    }

    /// Open from the first instant of the first hour to just before the last.
    pub fn ouvert(&self, heure: NaiveTime) -> bool {
        (self.ouvre_a..self.ferme_a).contains(&heure)
    }

    pub const fn ouvre_a(&self) -> NaiveTime {
        self.ouvre_a
    }

    pub const fn ferme_a(&self) -> NaiveTime {
        self.ferme_a
    }

    /// `de 5 h à 23 h`
    pub fn de_a(&self) -> String {
        format!("de {} à {}", en_clair(self.ouvre_a), en_clair(self.ferme_a))
    }

    /// When it opens again and what became of what was typed.
    pub fn que_faire(&self, heure: NaiveTime) -> String {
        let ouvre = en_clair(self.ouvre_a);
        let jour = if heure < self.ouvre_a { "aujourd’hui" } else { "demain" };
        format!(
            "Votre organisation accède à Réciproque {} (heure de Paris). Revenez {jour} à partir de {ouvre} ; ce qui a \
             été enregistré est gardé, et la page ouverte reste telle quelle.",
            self.de_a()
        )
    }
}

/// The agent is told this long before access closes, in seconds.
const PREAVIS_S: f64 = 10.0 * 60.0;

/// What is said when access closes in `reste_s` seconds, at `ferme_a`; nothing long before, nor
/// once it is closed.
pub fn avis_fermeture(reste_s: f64, ferme_a: NaiveTime) -> Option<String> {
    bientot(reste_s).then(|| {
        format!(
            "Votre organisation accède à Réciproque jusqu’à {} : ensuite, la page sera masquée. Vos brouillons sont \
             enregistrés au fur et à mesure.",
            en_clair(ferme_a)
        )
    })
}

/// What is said when the session reaches its longest life in `reste_s` seconds, at `finit_a`;
/// nothing long before, nor once it is over.
pub fn avis_fin_session(reste_s: f64, finit_a: NaiveTime) -> Option<String> {
    bientot(reste_s).then(|| {
        format!(
            "Votre session atteint sa durée maximale à {} : la page sera alors masquée et votre mot de passe redemandé. \
             Vos brouillons sont enregistrés au fur et à mesure ; ce qui est saisi vous attendra, au même champ.",
            en_clair(finit_a)
        )
    })
}

fn bientot(reste_s: f64) -> bool {
    0.0 < reste_s && reste_s <= PREAVIS_S
}

/// `5 h`, `18 h 30`
fn en_clair(heure: NaiveTime) -> String {
    let texte = heure.format("%-H h %M").to_string();
    texte.strip_suffix(" 00").map(str::to_owned).unwrap_or(texte)
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    fn a(heure: u32, minute: u32, seconde: u32) -> NaiveTime {
        NaiveTime::from_hms_opt(heure, minute, seconde).unwrap()
    }

    #[rstest]
    #[case(a(4, 59, 59), false, "aujourd’hui")]
    #[case(a(5, 0, 0), true, "demain")]
    #[case(a(22, 59, 59), true, "demain")]
    #[case(a(23, 0, 0), false, "demain")]
    fn open_from_five_to_twenty_three(#[case] heure: NaiveTime, #[case] ouvert: bool, #[case] jour: &str) {
        let msa = Horaires::new(Some(a(5, 0, 0)), Some(a(23, 0, 0))).unwrap();
        assert_eq!(msa.ouvert(heure), ouvert);
        let dit = msa.que_faire(heure);
        assert!(
            dit.contains("de 5 h à 23 h") && dit.contains(&format!("Revenez {jour} à partir de 5 h")),
            "{dit}"
        );
    }

    #[rstest]
    #[case(600.1, false)]
    #[case(600.0, true)]
    #[case(0.5, true)]
    #[case(0.0, false)]
    #[case(-1.0, false)]
    fn told_ten_minutes_before_until_it_closes(#[case] reste_s: f64, #[case] dit: bool) {
        let avis = avis_fermeture(reste_s, a(18, 30, 0));
        assert_eq!(avis.as_ref().is_some_and(|avis| avis.contains("jusqu’à 18 h 30")), dit);
        assert_eq!(avis.is_some(), dit);
        let fin = avis_fin_session(reste_s, a(19, 42, 10));
        assert_eq!(fin.is_some_and(|avis| avis.contains("à 19 h 42 :")), dit);
    }

    #[test]
    fn without_both_hours_it_never_closes() {
        assert_eq!(Horaires::new(Some(a(5, 0, 0)), None), None);
        assert_eq!(Horaires::new(Some(a(23, 0, 0)), Some(a(5, 0, 0))), None);
        assert_eq!(en_clair(a(18, 30, 0)), "18 h 30");
    }
}
