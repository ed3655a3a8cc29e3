//! What the CTSA decides, and the way back.

use leptos::prelude::*;
use reciproque_shared::api::DeciderRapprochement;
use reciproque_shared::erreur::ErreurChamp;
use reciproque_shared::rapprochement::{
    FicheRapprochement, GesteLu, GesteRapprochement, LONGUEUR_MOTIF, SaisieGesteRapprochement,
};

use crate::pages::cer::garde;
use crate::pages::geste::{self, Champs, Geste, Reponse};
use crate::server::appeler_version;
use crate::ui::*;

pub type Gestes = geste::Gestes<FicheRapprochement, GesteRapprochement>;

impl Geste<FicheRapprochement> for GesteRapprochement {
    fn nom(&self) -> String {
        match self {
            Self::Confirmer => "C’est une seule personne",
            Self::Ecarter => "Ce sont deux personnes",
            Self::Rouvrir => "Annuler la décision",
            autre => autre.libelle(),
        }
        .to_owned()
    }

    fn effet(&self, fiche: &FicheRapprochement) -> Option<String> {
        Some(match self {
            Self::Ecarter => {
                "La question n’est plus posée pour ces deux dossiers. Rien d’autre ne change.".to_owned()
            }
            _ => fiche.effet.clone(),
        })
    }

    fn champs(&self, _: &FicheRapprochement, champs: Champs) -> AnyView {
        view! {
            <ChampZone
                id=champs.id("motif")
                libelle="Motif"
                indice="Des faits courts, ce qui le montre : il reste dans l’historique, avec votre nom et la date."
                valeur=champs.valeur("motif")
                max=LONGUEUR_MOTIF
                garde=garde()
                erreur=champs.erreur("motif")
            />
        }
        .into_any()
    }

    fn appel(
        &self,
        fiche: &FicheRapprochement,
        champs: Champs,
    ) -> Result<Reponse<FicheRapprochement>, Vec<ErreurChamp>> {
        let saisie = SaisieGesteRapprochement { geste: *self, motif: champs.texte("motif") };
        GesteLu::lire(&saisie)?;
        Ok(Box::pin(appeler_version::<DeciderRapprochement>(fiche.id, saisie, fiche.version)))
    }

    fn fait(&self, _: &FicheRapprochement) -> &'static str {
        match self {
            Self::Confirmer => "Réunies\u{a0}: la personne est suivie dans le nouveau dossier.",
            Self::Ecarter => "Noté\u{a0}: ce sont deux personnes.",
            _ => "Décision annulée\u{a0}: la question est posée de nouveau.",
        }
    }

    fn danger(&self) -> bool {
        *self == Self::Rouvrir
    }
}
