//! A later review of a social orientation: its ground, and the day on which it was found.

use leptos::prelude::*;
use reciproque_shared::date;
use reciproque_shared::parcours::fiche::FicheParcours;
use reciproque_shared::parcours::{Difficulte, SaisieProlongation};

use super::gestes::jour;
use crate::pages::geste::Champs;
use crate::ui::*;

pub const EFFET: &str = "Le réexamen viendra 12 mois après la signature ou la révision du contrat, au lieu de 6 \
     (CASF D262-65-2-1). Vous pourrez revenir au délai ordinaire.";

/// The way back.
pub fn retour(fiche: &FicheParcours) -> String {
    let prolongation = fiche.contexte.en_cours.as_ref().and_then(|o| o.prolongation);
    let dit =
        prolongation.map(|lue| format!(" Motif de la prolongation : {}.", lue.en_mots())).unwrap_or_default();
    format!(
        "Le réexamen viendra au délai ordinaire, 6 mois après la signature ou la révision du contrat.{dit}"
    )
}

pub fn champs(fiche: &FicheParcours, champs: Champs) -> AnyView {
    // Their words rather than their codes: told back when somebody acted first.
    let choix: Vec<_> = Difficulte::TOUS.iter().map(|lue| Choix::new(lue.libelle(), lue.libelle())).collect();
    champs.depart("constatee_le", &date::court(fiche.contexte.aujourdhui));
    view! {
        <GroupeRadio
            id=champs.id("difficulte")
            legende="La difficulté qui demande plus de temps"
            valeur=champs.valeur("difficulte")
            choix
            erreur=champs.erreur("difficulte")
        />
        {jour(("constatee_le", "Constatée le"), fiche, champs)}
    }
    .into_any()
}

pub fn saisie(champs: Champs) -> SaisieProlongation {
    let mots = champs.texte("difficulte");
    let difficulte = Difficulte::TOUS.iter().copied().find(|lue| lue.libelle() == mots);
    SaisieProlongation { difficulte, constatee_le: champs.texte("constatee_le") }
}
