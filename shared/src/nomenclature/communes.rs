//! The communes of the Haut-Rhin, as of the reference list.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::identifiant::{CodePostal, CommuneInsee};

/// Lines `insee;libelle;codes_postaux` (separated by `/`), after one line of headings,
/// in the order of the INSEE codes.
pub(super) const TEXTE: &str = include_str!("../communes.csv");

/// Lines `ancien;libelle_ancien;insee;libelle`, after one line of headings: the code of a
/// commune merged into another since, and that of today.
pub(super) const ANCIENNES: &str = include_str!("../communes-anciennes.csv");

static ACTUELLES: LazyLock<HashMap<CommuneInsee, CommuneInsee>> =
    LazyLock::new(|| ANCIENNES.lines().skip(1).filter_map(fusion).collect());

fn fusion(ligne: &str) -> Option<(CommuneInsee, CommuneInsee)> {
    let mut champs = ligne.split(';');
    let (ancienne, actuelle) = (champs.next()?, champs.nth(1)?);
    Some((CommuneInsee::lire(ancienne).ok()?, CommuneInsee::lire(actuelle).ok()?))
}

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

/// The commune of today that this code counts for: itself, unless it was merged since.
/// Territories, lists and searches go by it; an address keeps what the caisse wrote.
pub fn commune_actuelle(insee: CommuneInsee) -> CommuneInsee {
    ACTUELLES.get(&insee).cloned().unwrap_or(insee)
}

/// The codes merged since, with those of today.
pub fn communes_anciennes() -> impl Iterator<Item = (&'static CommuneInsee, &'static CommuneInsee)> {
    ACTUELLES.iter()
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
    use super::{ANCIENNES, TEXTE, commune, commune_actuelle, communes, communes_anciennes};
    use crate::identifiant::CommuneInsee;

    #[test]
    fn all_are_read_and_found() {
        assert_eq!(communes().len(), TEXTE.lines().count() - 1);
        assert_eq!(communes().len(), 366);
        for connue in communes() {
            assert_eq!(commune(&connue.insee), Some(connue.libelle));
            assert_eq!(connue.insee.departement(), "68");
            assert!(!connue.codes_postaux.is_empty());
        }
    }

    #[test]
    fn a_merged_commune_counts_for_the_one_of_today() {
        assert_eq!(communes_anciennes().count(), ANCIENNES.lines().count() - 1);
        for (ancienne, actuelle) in communes_anciennes() {
            assert!(commune(ancienne).is_none(), "{ancienne} is a commune of today");
            assert!(commune(actuelle).is_some(), "{actuelle} is not a commune of today");
            assert_eq!(&commune_actuelle(ancienne.clone()), actuelle);
        }
        for connue in communes() {
            assert_eq!(commune_actuelle(connue.insee.clone()), connue.insee);
        }
    }

    #[test]
    fn a_commune_of_elsewhere_is_unknown() {
        for insee in ["67482", "68386", "2A004"] {
            let insee = CommuneInsee::lire(insee).expect("valid");
            assert_eq!(commune(&insee).is_some(), insee.as_str() == "68386");
        }
    }
}
