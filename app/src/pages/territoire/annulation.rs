//! The way back from the last change.

use leptos::prelude::*;
use reciproque_shared::api::AnnulerTerritoires;
use reciproque_shared::erreur::ErreurChamp;
use reciproque_shared::territoire::{FicheTerritoires, SaisieAnnulationTerritoires};

use crate::pages::geste::{Champs, Geste, Reponse};
use crate::server::appeler_version;
use crate::ui::*;

#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Annulation;

impl Geste<FicheTerritoires> for Annulation {
    const PREFIXE: &'static str = "geste-";

    fn nom(&self) -> String {
        "Annuler le dernier changement".to_owned()
    }

    fn effet(&self, fiche: &FicheTerritoires) -> Option<String> {
        let dernier = fiche.etapes.first()?;
        Some(format!(
            "«\u{a0}{}\u{a0}»\u{a0}: chaque commune revient à la CTSA qui la tenait, avec ses dossiers.",
            dernier.quoi
        ))
    }

    fn champs(&self, _: &FicheTerritoires, champs: Champs) -> AnyView {
        view! {
            <ChampTexte
                id=champs.id("motif") libelle="Motif" valeur=champs.valeur("motif") erreur=champs.erreur("motif")
                indice="Il reste dans l’historique, avec votre nom et la date."
            />
        }
        .into_any()
    }

    fn appel(
        &self,
        fiche: &FicheTerritoires,
        champs: Champs,
    ) -> Result<Reponse<FicheTerritoires>, Vec<ErreurChamp>> {
        let saisie = SaisieAnnulationTerritoires { motif: champs.texte("motif") };
        saisie.motif()?;
        Ok(Box::pin(appeler_version::<AnnulerTerritoires>((), saisie, fiche.version)))
    }

    fn fait(&self, _: &FicheTerritoires) -> &'static str {
        "Changement annulé."
    }

    fn danger(&self) -> bool {
        true
    }
}
