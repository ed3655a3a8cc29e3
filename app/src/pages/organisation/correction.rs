//! The cure of a breach, before the end of its notice: the convention goes on.

use leptos::prelude::*;
use reciproque_shared::api::CorrigerManquement;
use reciproque_shared::convention::{Correction as Lue, SaisieCorrection};
use reciproque_shared::date;
use reciproque_shared::erreur::ErreurChamp;
use reciproque_shared::supervision::fiche::{ConventionLue, FicheOrganisation};

use crate::pages::geste::{Champs, Geste, Reponse};
use crate::server::appeler_version;
use crate::session::use_session;
use crate::ui::*;

#[derive(Clone, PartialEq)]
pub struct Correction {
    convention: i64,
}

impl Correction {
    /// Where the notice may still be stopped.
    pub fn possible(convention: &ConventionLue) -> Option<Self> {
        let ouverte = convention.a_corriger(use_session().aujourd_hui()).is_ok();
        ouverte.then_some(Self { convention: convention.id })
    }

    fn de<'a>(&self, fiche: &'a FicheOrganisation) -> Option<&'a ConventionLue> {
        fiche.conventions.iter().find(|lue| lue.id == self.convention)
    }
}

impl Geste<FicheOrganisation> for Correction {
    /// The page has fields of the same names.
    const PREFIXE: &'static str = "correction-";

    fn nom(&self) -> String {
        "Manquement corrigé".to_owned()
    }

    fn effet(&self, fiche: &FicheOrganisation) -> Option<String> {
        let fin = self.de(fiche).and_then(|lue| lue.date_fin).map(date::court).unwrap_or_default();
        Some(format!(
            "La dénonciation s’arrête : la convention reste en vigueur après le {fin}. Elle reste dans l’historique, barrée, \
             avec votre nom et le motif."
        ))
    }

    fn champs(&self, _: &FicheOrganisation, champs: Champs) -> AnyView {
        let aujourdhui = use_session().aujourd_hui();
        let lecture =
            move |texte: String| date::lire_agenda(&texte, aujourdhui).map(date::long).unwrap_or_default();
        view! {
            <ChampTexte
                id=champs.id("corrigee_le") libelle="Corrigé le" valeur=champs.valeur("corrigee_le") lecture
                erreur=champs.erreur("corrigee_le") indice="Entre la lettre et la fin du préavis"
            />
            <ChampTexte
                id=champs.id("motif") libelle="Ce qui a été corrigé, et qui l’a constaté" valeur=champs.valeur("motif")
                erreur=champs.erreur("motif")
            />
        }
        .into_any()
    }

    fn appel(
        &self,
        fiche: &FicheOrganisation,
        champs: Champs,
    ) -> Result<Reponse<FicheOrganisation>, Vec<ErreurChamp>> {
        let saisie =
            SaisieCorrection { corrigee_le: champs.texte("corrigee_le"), motif: champs.texte("motif") };
        let aujourdhui = use_session().aujourd_hui();
        let autres: Vec<_> = fiche
            .conventions
            .iter()
            .filter(|lue| lue.id != self.convention && lue.annulation.is_none())
            .map(ConventionLue::duree)
            .collect();
        let lue = self.de(fiche);
        // Changed meanwhile, it is the server that says so.
        if let Some(delai) = lue.and_then(|lue| lue.a_corriger(aujourdhui).ok()) {
            Lue::lire(&saisie, &delai, &autres, aujourdhui)?;
        }
        let version = lue.map_or(0, |lue| lue.version);
        Ok(Box::pin(appeler_version::<CorrigerManquement>(self.convention, saisie, version)))
    }

    fn fait(&self, _: &FicheOrganisation) -> &'static str {
        "Manquement corrigé : la convention reste en vigueur."
    }
}
