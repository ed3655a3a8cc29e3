//! The communes of the Haut-Rhin, as of the reference list.

use std::sync::LazyLock;

use crate::identifiant::{CodePostal, CommuneInsee};

/// Lines `insee;libelle;codes_postaux` (separated by `/`), after one line of headings,
/// in the order of the INSEE codes.
pub(super) const TEXTE: &str = include_str!("../communes.csv");

static COMMUNES: LazyLock<Vec<Commune>> =
    LazyLock::new(|| TEXTE.lines().skip(1).filter_map(Commune::de_la_ligne).collect());

/// A commune of today. Those merged into another since are not listed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Commune {
    pub insee: CommuneInsee,
    pub libelle: &'static str,
    pub codes_postaux: Vec<CodePostal>,
}

impl Commune {
    fn de_la_ligne(ligne: &'static str) -> Option<Self> {
        let mut champs = ligne.splitn(3, ';');
        let insee = CommuneInsee::lire(champs.next()?).ok()?;
        let libelle = champs.next()?;
        let codes_postaux = champs.next()?.split('/').map(CodePostal::lire).collect::<Result<_, _>>().ok()?;
        Some(Self { insee, libelle, codes_postaux })
    }
}

/// All of them, in the order of the INSEE codes.
pub fn communes() -> &'static [Commune] {
    &COMMUNES
}

/// The name of a commune; `None` outside the Haut-Rhin or for a merged one.
pub fn commune(insee: &CommuneInsee) -> Option<&'static str> {
    let rang = COMMUNES.binary_search_by(|commune| commune.insee.cmp(insee)).ok()?;
    COMMUNES.get(rang).map(|commune| commune.libelle)
}

#[cfg(test)]
mod tests {
    use super::{TEXTE, commune, communes};
    use crate::identifiant::CommuneInsee;

    #[test]
    fn toutes_sont_lues_et_trouvees() {
        assert_eq!(communes().len(), TEXTE.lines().count() - 1);
        assert_eq!(communes().len(), 366);
        for connue in communes() {
            assert_eq!(commune(&connue.insee), Some(connue.libelle));
            assert_eq!(connue.insee.departement(), "68");
            assert!(!connue.codes_postaux.is_empty());
        }
    }

    #[test]
    fn inconnue_ailleurs() {
        for insee in ["67482", "68386", "2A004"] {
            let insee = CommuneInsee::lire(insee).expect("valid");
            assert_eq!(commune(&insee).is_some(), insee.as_str() == "68386");
        }
    }
}
