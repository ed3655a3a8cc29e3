//! Files for spreadsheets, as they open in French: semicolons, UTF-8 with its mark, and no cell
//! that runs.

/// Tells spreadsheets that the text is UTF-8.
const BOM: char = '\u{feff}';

/// What makes a formula of a cell, in its usual and its full-width forms; and the blanks that
/// some spreadsheets skip before looking.
const FORMULES: [char; 11] = ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'];

/// A table with its headings.
///
/// # Errors
/// Those of the CSV writer.
pub fn csv<const N: usize>(
    colonnes: [&str; N],
    lignes: impl Iterator<Item = [String; N]>,
) -> anyhow::Result<String> {
    let mut ecriture = csv::WriterBuilder::new().delimiter(b';').from_writer(Vec::new());
    ecriture.write_record(colonnes)?;
    for ligne in lignes {
        ecriture.write_record(ligne.map(|cellule| sans_formule(&cellule)))?;
    }
    let texte = String::from_utf8(ecriture.into_inner().map_err(|erreur| erreur.into_error())?)?;
    Ok(format!("{BOM}{texte}"))
}

/// A cell that a spreadsheet would run is preceded by an apostrophe, which it hides.
fn sans_formule(cellule: &str) -> String {
    let apostrophe = if cellule.starts_with(FORMULES) { "'" } else { "" };
    format!("{apostrophe}{cellule}")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        /// Read back as a spreadsheet does, from whatever text: every cell is there, none runs.
        #[test]
        fn no_cell_is_a_formula_and_no_word_is_lost(
            lignes in prop::collection::vec(["[=+@\\-\t\r\n;\"a-zé＝ ]{0,12}", "\\PC{0,8}"], 0..5)
        ) {
            let texte = csv(["Agent", "Motif"], lignes.clone().into_iter()).unwrap();
            let table = texte.strip_prefix(BOM).unwrap();
            let mut lecture = csv::ReaderBuilder::new().delimiter(b';').from_reader(table.as_bytes());
            let lues: Vec<_> = lecture.records().map(Result::unwrap).collect();
            prop_assert_eq!(lues.len(), lignes.len());
            for (lue, ligne) in lues.iter().zip(&lignes) {
                for (cellule, voulue) in lue.iter().zip(ligne) {
                    prop_assert!(!cellule.starts_with(FORMULES), "{:?}", cellule);
                    prop_assert!(cellule == voulue || cellule.strip_prefix('\'') == Some(voulue));
                }
            }
        }
    }
}
