//! The time of a rendez-vous.

use chrono::{NaiveTime, Timelike};

use super::lecture::{est_nombre, mots, petit_nombre};
use crate::erreur::Motif;

/// Reads `9h`, `9h30`, `9 h 30`, `09:30`, `9.30`, `930`, `0930`, `9`.
///
/// # Errors
/// `heure_forme`; `heure_inexistante` past 23:59.
pub fn lire_heure(texte: &str) -> Result<NaiveTime, Motif> {
    let mots = mots(texte);
    let mots: Vec<&str> = mots.iter().map(String::as_str).collect();
    let (heures, minutes) = match mots[..] {
        [heures] | [heures, "h" | "heure" | "heures"] if heures.len() <= 2 => (heures, "00"),
        [colle] if est_nombre(colle) && matches!(colle.len(), 3 | 4) => colle.split_at(colle.len() - 2),
        [heures, minutes] | [heures, "h" | "heure" | "heures", minutes] if minutes.len() == 2 => {
            (heures, minutes)
        }
        _ => return Err(forme()),
    };
    let (heures, minutes) = petit_nombre(heures).zip(petit_nombre(minutes)).ok_or_else(forme)?;
    NaiveTime::from_hms_opt(heures, minutes, 0).ok_or_else(|| {
        Motif::new("heure_inexistante", "Cette heure n'existe pas : elle va de 0 h 00 à 23 h 59.")
    })
}

/// `9 h 30`, `14 h`; never broken at the end of a line.
pub fn affiche_heure(heure: NaiveTime) -> String {
    match heure.minute() {
        0 => format!("{}\u{a0}h", heure.hour()),
        minutes => format!("{}\u{a0}h\u{a0}{minutes:02}", heure.hour()),
    }
}

fn forme() -> Motif {
    Motif::new("heure_forme", "Cette heure ne se lit pas : écrivez-la par exemple 9h30.")
}

#[cfg(test)]
mod tests {
    use chrono::NaiveTime;
    use proptest::prelude::*;
    use rstest::rstest;

    use super::{affiche_heure, lire_heure};

    #[rstest]
    #[case("9h", "09:00:00")]
    #[case("9", "09:00:00")]
    #[case("9 heures", "09:00:00")]
    #[case("9h30", "09:30:00")]
    #[case("9 H 30", "09:30:00")]
    #[case("09:30", "09:30:00")]
    #[case("9.30", "09:30:00")]
    #[case("930", "09:30:00")]
    #[case("1405", "14:05:00")]
    #[case("0h05", "00:05:00")]
    fn an_hour_is_read_however_it_is_typed(#[case] texte: &str, #[case] attendu: NaiveTime) {
        assert_eq!(lire_heure(texte), Ok(attendu));
    }

    #[rstest]
    #[case("", "heure_forme")]
    #[case("h", "heure_forme")]
    #[case("9h3", "heure_forme")]
    #[case("midi", "heure_forme")]
    #[case("9h30h", "heure_forme")]
    #[case("09:30:00", "heure_forme")]
    #[case("24h", "heure_inexistante")]
    #[case("9h60", "heure_inexistante")]
    #[case("2460", "heure_inexistante")]
    fn what_is_no_hour_is_refused(#[case] texte: &str, #[case] code: &str) {
        assert_eq!(lire_heure(texte).expect_err("refused").code, code);
    }

    proptest! {
        #[test]
        fn every_hour_is_read_back(heures in 0..24_u32, minutes in 0..60_u32) {
            let heure = NaiveTime::from_hms_opt(heures, minutes, 0).expect("time");
            for forme in [
                affiche_heure(heure),
                format!("{heures}h{minutes:02}"),
                format!("{heures:02}:{minutes:02}"),
                format!("{heures}{minutes:02}"),
            ] {
                prop_assert_eq!(lire_heure(&forme), Ok(heure), "{}", forme);
            }
        }

        #[test]
        fn any_text_is_read_without_panic(texte in any::<String>()) {
            let _ = lire_heure(&texte);
        }
    }
}
