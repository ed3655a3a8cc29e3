//! The parcours as it is read: orientation, référent, what is awaited, contracts, rendez-vous.

use chrono::NaiveDate;

use crate::attente::AttenteLue;
use crate::cer::fiche::LigneCer;
use crate::france_travail::CoteFranceTravail;
use crate::nominatif;
pub use crate::parcours::fiche::ReferentLu;
use crate::parcours::reorientation::FilReorientation;
use crate::rendez_vous::fiche::LigneRendezVous;

nominatif! {
    /// An orientation, current or past.
    pub struct OrientationLue {
        pub sorte: crate::parcours::SorteOrientation,
        pub structure: String,
        /// Nobody of the structure is a référent.
        pub sans_compte: bool,
        pub debut: NaiveDate,
        pub notifiee_le: Option<NaiveDate>,
        pub fin: Option<NaiveDate>,
    }

    /// The parcours of one adult.
    pub struct ParcoursLu {
        pub orientations: Vec<OrientationLue>,
        pub referents: Vec<ReferentLu>,
        /// What is awaited today, the first to be told first.
        pub attentes: Vec<AttenteLue>,
        /// The latest request for another orientation, for those who follow it.
        pub reorientation: Option<FilReorientation>,
        pub cer: Vec<LigneCer>,
        pub rendez_vous: Vec<LigneRendezVous>,
        pub france_travail: CoteFranceTravail,
    }
}

impl OrientationLue {
    /// Its last day included.
    pub fn court_le(&self, jour: NaiveDate) -> bool {
        court_le(self.debut, self.fin, jour)
    }
}

fn court_le(debut: NaiveDate, fin: Option<NaiveDate>, jour: NaiveDate) -> bool {
    debut <= jour && fin.is_none_or(|fin| jour <= fin)
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;
    use crate::parcours::SorteOrientation;

    fn jour(texte: &str) -> NaiveDate {
        texte.parse().expect("a date")
    }

    #[rstest]
    #[case("2026-11-21", None, true)]
    #[case("2026-11-22", Some("2026-11-22"), true)]
    #[case("2026-02-25", Some("2027-01-31"), true)]
    #[case("2026-02-25", Some("2026-11-21"), false)]
    #[case("2026-11-23", None, false)]
    fn a_planned_end_is_not_an_end(#[case] debut: &str, #[case] fin: Option<&str>, #[case] attendu: bool) {
        let (debut, fin) = (jour(debut), fin.map(jour));
        let (sorte, structure) = (SorteOrientation::Social, "ALSA".to_owned());
        let orientation =
            OrientationLue { sorte, structure, sans_compte: false, debut, notifiee_le: None, fin };
        let referent = ReferentLu { agent: 1, nom: String::new(), structure: String::new(), debut, fin };
        assert_eq!(orientation.court_le(jour("2026-11-22")), attendu);
        assert_eq!(referent.court_le(jour("2026-11-22")), attendu);
    }
}
