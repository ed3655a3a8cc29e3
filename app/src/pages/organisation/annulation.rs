//! Giving up what has not taken effect: an avenant to come, or the whole convention.

use leptos::prelude::*;
use reciproque_shared::api::AnnulerConvention;
use reciproque_shared::convention::SaisieAnnulation;
use reciproque_shared::date;
use reciproque_shared::erreur::ErreurChamp;
use reciproque_shared::supervision::fiche::{ConventionLue, FicheOrganisation};

use crate::pages::geste::{Champs, Geste, Reponse};
use crate::server::appeler_version;
use crate::session::use_session;
use crate::ui::*;

const LA_CONVENTION: &str = "Elle n’ouvrira aucun accès et libère ses jours pour une autre. Elle reste dans l’historique, \
     avec votre nom et le motif.";
const UN_AVENANT: &str = "Il ne prendra pas effet : les termes d’avant restent. Il reste dans l’historique, barré, avec votre \
     nom et le motif.";

#[derive(Clone, PartialEq)]
pub struct Annulation {
    convention: i64,
    /// The whole convention when there is none.
    avenant: Option<u32>,
    nom: String,
}

impl Annulation {
    /// Each thing that may still be given up.
    pub fn possibles(convention: &ConventionLue) -> Vec<Self> {
        let aujourdhui = use_session().aujourd_hui();
        let avenants = convention.avenants.iter().filter(|avenant| avenant.numero > 0).map(|avenant| {
            let jour = date::court(avenant.date_effet);
            (Some(avenant.numero), format!("Annuler l’avenant n° {} du {jour}", avenant.numero))
        });
        let toutes = avenants.chain([(None, "Annuler la convention".to_owned())]);
        toutes
            .filter(|(avenant, _)| convention.annulable(*avenant, aujourdhui).is_ok())
            .map(|(avenant, nom)| Self { convention: convention.id, avenant, nom })
            .collect()
    }
}

impl Geste<FicheOrganisation> for Annulation {
    fn nom(&self) -> String {
        self.nom.clone()
    }

    fn effet(&self, _: &FicheOrganisation) -> Option<String> {
        Some(if self.avenant.is_some() { UN_AVENANT } else { LA_CONVENTION }.to_owned())
    }

    fn champs(&self, _: &FicheOrganisation, champs: Champs) -> AnyView {
        view! { <ChampTexte id="motif" libelle="Motif" valeur=champs.valeur("motif") erreur=champs.erreur("motif")/> }
            .into_any()
    }

    fn appel(
        &self,
        fiche: &FicheOrganisation,
        champs: Champs,
    ) -> Result<Reponse<FicheOrganisation>, Vec<ErreurChamp>> {
        let saisie = SaisieAnnulation { avenant: self.avenant, motif: champs.texte("motif") };
        saisie.motif()?;
        let lue = fiche.conventions.iter().find(|lue| lue.id == self.convention);
        let version = lue.map_or(0, |lue| lue.version);
        Ok(Box::pin(appeler_version::<AnnulerConvention>(self.convention, saisie, version)))
    }

    fn fait(&self, _: &FicheOrganisation) -> &'static str {
        "C’est annulé."
    }

    fn danger(&self) -> bool {
        true
    }
}
