//! The parcours as it is read: orientation, référent, deadlines, contracts, rendez-vous.

use chrono::NaiveDate;

use crate::fiche_cer::LigneCer;
use crate::fiche_rendez_vous::LigneRendezVous;
use crate::nominatif;
use crate::parcours::{EtatEcheance, NatureEcheance};

nominatif! {
    /// A computed deadline: a finding for the work list, never an automatic sanction.
    pub struct EcheanceLue {
        pub nature: NatureEcheance,
        pub libelle: String,
        pub date: NaiveDate,
        /// « dépassée », « proche », « à venir ».
        pub etat: EtatEcheance,
        /// Article and version of the rule used.
        pub article: String,
        pub explication: String,
    }

    /// An orientation, current or past.
    pub struct OrientationLue {
        pub sorte: crate::parcours::SorteOrientation,
        pub structure: String,
        pub debut: NaiveDate,
        pub notifiee_le: Option<NaiveDate>,
        pub fin: Option<NaiveDate>,
    }

    /// The référent unique (CASF L262-27), current or past.
    pub struct ReferentLu {
        pub agent: i64,
        pub nom: String,
        pub structure: String,
        pub debut: NaiveDate,
        pub fin: Option<NaiveDate>,
    }

    /// The parcours of one adult.
    pub struct ParcoursLu {
        pub orientations: Vec<OrientationLue>,
        pub referents: Vec<ReferentLu>,
        pub echeances: Vec<EcheanceLue>,
        pub cer: Vec<LigneCer>,
        pub rendez_vous: Vec<LigneRendezVous>,
    }
}

impl EcheanceLue {
    /// The order in which a summary tells deadlines: the nearest first, but for a review
    /// whose date is past. Nothing records that it was done: it would hide the contract's
    /// deadline for ever.
    pub fn priorite(&self) -> (bool, NaiveDate) {
        let revue_passee = self.nature == NatureEcheance::RevueSociale && self.etat == EtatEcheance::Depassee;
        (revue_passee, self.date)
    }
}

impl OrientationLue {
    /// Its last day included.
    pub fn court_le(&self, jour: NaiveDate) -> bool {
        court_le(self.debut, self.fin, jour)
    }
}

impl ReferentLu {
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

    fn due(nature: NatureEcheance, date: &str, etat: EtatEcheance) -> EcheanceLue {
        EcheanceLue {
            nature,
            libelle: String::new(),
            date: jour(date),
            etat,
            article: String::new(),
            explication: String::new(),
        }
    }

    #[test]
    fn a_past_review_never_hides_the_contract() {
        let revue = due(NatureEcheance::RevueSociale, "2026-08-01", EtatEcheance::Depassee);
        let a_venir = due(NatureEcheance::RevueSociale, "2026-12-01", EtatEcheance::Proche);
        let contrat = due(NatureEcheance::Contrat, "2026-09-01", EtatEcheance::Depassee);
        let suite = due(NatureEcheance::Renouvellement, "2027-03-01", EtatEcheance::AVenir);
        let premiere =
            |dues: &[&EcheanceLue]| dues.iter().min_by_key(|due| due.priorite()).map(|due| due.nature);
        assert_eq!(premiere(&[&revue, &contrat]), Some(NatureEcheance::Contrat));
        assert_eq!(premiere(&[&revue, &suite]), Some(NatureEcheance::Renouvellement));
        assert_eq!(premiere(&[&a_venir, &suite]), Some(NatureEcheance::RevueSociale));
        assert_eq!(premiere(&[&revue]), Some(NatureEcheance::RevueSociale));
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
        let orientation = OrientationLue { sorte, structure, debut, notifiee_le: None, fin };
        let referent = ReferentLu { agent: 1, nom: String::new(), structure: String::new(), debut, fin };
        assert_eq!(orientation.court_le(jour("2026-11-22")), attendu);
        assert_eq!(referent.court_le(jour("2026-11-22")), attendu);
    }
}
