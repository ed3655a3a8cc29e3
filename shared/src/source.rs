//! When the data of a caisse may be read. Outside its hours the rubriques that it sends are closed to
//! everybody; what one finds a file by, and what is the Département's own, stays (convention RSACG).

use chrono::{NaiveDateTime, NaiveTime};

use crate::compte::Horaires;
use crate::habilitation::Rubrique;
use crate::identifiant::Fonorg;
use crate::nominatif;
use crate::regle::{Cle, Regles, Valeur};

nominatif! {
    /// A caisse whose data are closed at this hour, and when they are open.
    #[derive(Copy)]
    pub struct SourceFermee {
        pub source: Fonorg,
        pub ouvre_a: NaiveTime,
        pub ferme_a: NaiveTime,
    }
}

impl SourceFermee {
    /// Those of an instant, local time at the département.
    pub fn toutes(regles: &Regles, instant: NaiveDateTime) -> Vec<Self> {
        let fermee = |source: &Fonorg| {
            let lus = horaires(*source, regles, instant)?;
            (!lus.ouvert(instant.time())).then(|| Self {
                source: *source,
                ouvre_a: lus.ouvre_a(),
                ferme_a: lus.ferme_a(),
            })
        };
        Fonorg::TOUS.iter().filter_map(fermee).collect()
    }

    /// `Données de la MSA : ouvertes de 5 h à 23 h`
    pub fn en_mots(&self) -> String {
        let heures = Horaires::new(Some(self.ouvre_a), Some(self.ferme_a));
        let heures = heures.map(|lus| lus.de_a()).unwrap_or_default();
        format!("Données de la {} : ouvertes {heures}", self.source.code())
    }
}

/// None when the data are read at any hour.
fn horaires(source: Fonorg, regles: &Regles, instant: NaiveDateTime) -> Option<Horaires> {
    let cle = match source {
        Fonorg::Caf => Cle::HorairesCaf,
        Fonorg::Msa => Cle::HorairesMsa,
    };
    match regles.en_vigueur(cle, instant.date())?.valeur {
        Valeur::Heures { ouvre, ferme } => Horaires::new(Some(ouvre), Some(ferme)),
        Valeur::Mois(_) | Valeur::Jours(_) | Valeur::Liste(_) => None,
    }
}

/// Whether the caisse sends it: not the identity, by which a file is found, nor the parcours, which is
/// decided and entered here.
pub const fn vient_de_la_caisse(rubrique: Rubrique) -> bool {
    !matches!(rubrique, Rubrique::Identite | Rubrique::Parcours)
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;
    use crate::regle::{Certitude, Regle};

    fn a(texte: &str) -> NaiveDateTime {
        format!("2026-11-22T{texte}").parse().expect("an instant")
    }

    fn locale(cle: Cle, ouvre: &str, ferme: &str) -> Regles {
        let heure = |texte: &str| texte.parse().expect("an hour");
        let regle = Regle {
            cle,
            valeur: Valeur::Heures { ouvre: heure(ouvre), ferme: heure(ferme) },
            debut: "2020-01-01".parse().expect("date"),
            fin: None,
            article: "Convention".to_owned(),
            explication: "Essai.".to_owned(),
            depart: None,
            certitude: Certitude::Locale,
        };
        Regles::new(vec![regle]).expect("coherent")
    }

    #[rstest]
    #[case("04:59:59", true)]
    #[case("05:00:00", false)]
    #[case("22:59:59", false)]
    #[case("23:00:00", true)]
    fn the_data_of_the_msa_are_read_from_five_to_twenty_three(#[case] heure: &str, #[case] fermee: bool) {
        let fermees = SourceFermee::toutes(&Regles::default(), a(heure));
        let sources: Vec<_> = fermees.iter().map(|lue| lue.source).collect();
        assert_eq!(sources, if fermee { vec![Fonorg::Msa] } else { vec![] });
        for lue in fermees {
            assert_eq!(lue.en_mots(), "Données de la MSA : ouvertes de 5 h à 23 h");
        }
    }

    #[test]
    fn a_departement_sets_the_hours_of_each_caisse_or_none() {
        let sources = |regles: &Regles, heure: &str| -> Vec<Fonorg> {
            SourceFermee::toutes(regles, a(heure)).iter().map(|lue| lue.source).collect()
        };
        let a_toute_heure = locale(Cle::HorairesMsa, "00:00:00", "00:00:00");
        assert_eq!(sources(&a_toute_heure, "03:00:00"), []);
        let caf = locale(Cle::HorairesCaf, "07:00:00", "20:00:00");
        assert_eq!(sources(&caf, "21:00:00"), [Fonorg::Caf]);
        assert_eq!(sources(&caf, "23:30:00"), [Fonorg::Caf, Fonorg::Msa]);
    }

    #[test]
    fn the_name_and_what_is_ours_are_never_closed_by_the_hour() {
        let restent: Vec<_> = Rubrique::TOUS.iter().filter(|r| !vient_de_la_caisse(**r)).collect();
        assert_eq!(restent, [&Rubrique::Identite, &Rubrique::Parcours]);
    }
}
