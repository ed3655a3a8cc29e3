//! Who is subject to droits et devoirs (CASF L262-28).

use crate::dossier::EtatDossier;

/// Components of the right that are a socle (NATPF): the activité ones (RC…) are not.
const SOCLE: [&str; 5] = ["RSB", "RSD", "RSI", "RSJ", "RSU"];

/// What the flow says that bears on droits et devoirs, about one person of a foyer.
#[derive(Clone, Debug, Default)]
pub struct ChampDroitsDevoirs<'a> {
    /// TOPPERSDRODEVORSA
    pub top: Option<bool>,
    /// TOPCHAPERS of the RSA prestation
    pub a_charge: Option<bool>,
    /// ETATDOSRSA, when it is one that we know
    pub etat: Option<EtatDossier>,
    /// NATPF of the components in force; `None` when the caisse tells of no component at all
    /// (payment suspended: the amount is not computed), which says nothing against the right
    pub composantes: Option<Vec<&'a str>>,
}

/// Whether the person is subject to droits et devoirs: the caisse's mark counts only for a
/// person counted in the foyer, whose foyer has a real socle right (CASF L262-28). `None` when
/// the flow is silent.
pub fn soumis(champ: &ChampDroitsDevoirs<'_>) -> Option<bool> {
    use EtatDossier::{Clos, ClosAnterieurement, EnAttente, Refuse};
    let top = champ.top?;
    let sans_droit = matches!(champ.etat, Some(EnAttente | Refuse | Clos | ClosAnterieurement));
    let socle = champ.composantes.as_ref().is_none_or(|natures| natures.iter().any(|n| SOCLE.contains(n)));
    Some(top && champ.a_charge != Some(false) && !sans_droit && socle)
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case::silence(None, Some(true), "2", Some("RSD"), None)]
    #[case::not_marked(Some(false), Some(true), "2", Some("RSD"), Some(false))]
    #[case::subject(Some(true), Some(true), "2", Some("RSD"), Some(true))]
    #[case::no_longer_counted_in_the_foyer(Some(true), Some(false), "2", Some("RSD"), Some(false))]
    #[case::activite_alone(Some(true), Some(true), "2", Some("RCD"), Some(false))]
    #[case::socle_and_activite(Some(true), Some(true), "2", Some("RCI RSI"), Some(true))]
    #[case::suspended_and_not_computed(Some(true), Some(true), "4", None, Some(true))]
    #[case::closed(Some(true), Some(true), "5", Some("RSD"), Some(false))]
    #[case::refused(Some(true), Some(true), "1", None, Some(false))]
    #[case::component_over(Some(true), Some(true), "2", Some(""), Some(false))]
    #[case::unknown_state(Some(true), None, "9", Some("RSJ"), Some(true))]
    fn who_is_subject(
        #[case] top: Option<bool>,
        #[case] a_charge: Option<bool>,
        #[case] etat: &str,
        #[case] composantes: Option<&str>,
        #[case] attendu: Option<bool>,
    ) {
        let etat = EtatDossier::du_code(etat);
        let composantes = composantes.map(|natures| natures.split_whitespace().collect());
        let champ = ChampDroitsDevoirs { top, a_charge, etat, composantes };
        assert_eq!(soumis(&champ), attendu);
    }
}
