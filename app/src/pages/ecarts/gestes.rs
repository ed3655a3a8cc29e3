//! Setting a discrepancy aside, and putting it back on the list.

use leptos::prelude::*;
use reciproque_shared::api::SuivreEcart;
use reciproque_shared::erreur::ErreurChamp;
use reciproque_shared::france_travail::{
    EcartLu, FicheEcarts, GesteEcart, GesteEcartLu, LONGUEUR_MOTIF, NatureEcart, SaisieGesteEcart,
};

use crate::pages::geste::{Champs, Geste, Reponse};
use crate::server::appeler_version;
use crate::ui::*;

/// About one discrepancy.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Suivi {
    nature: NatureEcart,
    geste: GesteEcart,
}

impl Suivi {
    /// The one that this discrepancy is ready for.
    pub const fn de(ecart: &EcartLu) -> Self {
        let geste = if ecart.de_cote { GesteEcart::Reprendre } else { GesteEcart::MettreDeCote };
        Self { nature: ecart.nature, geste }
    }
}

impl Geste<FicheEcarts> for Suivi {
    const PREFIXE: &'static str = "geste-";

    fn nom(&self) -> String {
        match self.geste {
            GesteEcart::MettreDeCote => "Mettre de côté".to_owned(),
            GesteEcart::Reprendre => "Remettre dans la liste".to_owned(),
        }
    }

    fn titre(&self, _: &FicheEcarts) -> String {
        format!("Mettre de côté : {}", self.nature.libelle())
    }

    fn effet(&self, _: &FicheEcarts) -> Option<String> {
        let effet = "Cet écart quitte la liste et l’accueil. Il y revient si vous l’y remettez, ou si ce que disent \
                     France Travail ou le parcours change.";
        (self.geste == GesteEcart::MettreDeCote).then(|| effet.to_owned())
    }

    fn champs(&self, _: &FicheEcarts, champs: Champs) -> AnyView {
        view! {
            <ChampTexte
                id=champs.id("motif") libelle="Motif" valeur=champs.valeur("motif") erreur=champs.erreur("motif")
                indice=format!("Il reste dans l’historique, avec votre nom et la date. {LONGUEUR_MOTIF} caractères au plus.")
            />
        }
        .into_any()
    }

    fn appel(&self, fiche: &FicheEcarts, champs: Champs) -> Result<Reponse<FicheEcarts>, Vec<ErreurChamp>> {
        let motif = match self.geste {
            GesteEcart::MettreDeCote => champs.texte("motif"),
            GesteEcart::Reprendre => String::new(),
        };
        let saisie = SaisieGesteEcart { nature: self.nature, geste: self.geste, motif };
        GesteEcartLu::lire(&saisie)?;
        Ok(Box::pin(appeler_version::<SuivreEcart>(fiche.personne.personne, saisie, fiche.version)))
    }

    fn fait(&self, _: &FicheEcarts) -> &'static str {
        match self.geste {
            GesteEcart::MettreDeCote => "Écart mis de côté.",
            GesteEcart::Reprendre => "Écart remis dans la liste.",
        }
    }
}
