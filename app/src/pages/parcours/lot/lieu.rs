//! Where one is among the steps: which of those who wait, the page, the step. Nothing of it names anybody.

use leptos_router::params::ParamsMap;
use reciproque_shared::parcours::lot::{DureeAttente, FiltreAOrienter, TrancheAge};

use crate::ui::page_demandee;

/// The first step, with no filter.
pub const A_ORIENTER: &str = "/a-orienter";

/// Where it is told what came of a decision.
pub fn adresse_lot(lot: i64) -> String {
    format!("/lots-orientation/{lot}")
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Etape {
    #[default]
    Liste,
    Decision,
    Apercu,
}

impl Etape {
    const TOUTES: [Self; 3] = [Self::Liste, Self::Decision, Self::Apercu];

    /// In the address; the list needs none.
    const fn mot(self) -> Option<&'static str> {
        match self {
            Self::Liste => None,
            Self::Decision => Some("decision"),
            Self::Apercu => Some("apercu"),
        }
    }
}

#[derive(Clone, Default, PartialEq, Eq)]
pub struct Lieu {
    pub filtre: FiltreAOrienter,
    /// First page is 0.
    pub page: u32,
    pub etape: Etape,
}

impl Lieu {
    /// What is no code of ours asks for nothing.
    pub fn lu(adresse: &ParamsMap) -> Self {
        let lu = |nom: &'static str| adresse.get_str(nom).unwrap_or_default();
        let etape = Etape::TOUTES.into_iter().find(|etape| etape.mot() == Some(lu("etape")));
        let filtre = FiltreAOrienter {
            commune: Some(lu("commune"))
                .filter(|code| est_un_code_insee(code))
                .unwrap_or_default()
                .to_owned(),
            age: TrancheAge::du_code(lu("age")),
            attente: DureeAttente::du_code(lu("attente")),
        };
        Self { filtre, page: page_demandee(adresse), etape: etape.unwrap_or_default() }
    }

    pub fn adresse(&self) -> String {
        let FiltreAOrienter { commune, age, attente } = &self.filtre;
        let parts = [
            (!commune.is_empty()).then(|| format!("commune={commune}")),
            age.map(|age| format!("age={}", age.code())),
            attente.map(|attente| format!("attente={}", attente.code())),
            (self.page > 0).then(|| format!("page={}", self.page + 1)),
            self.etape.mot().map(|mot| format!("etape={mot}")),
        ];
        let demande: Vec<String> = parts.into_iter().flatten().collect();
        if demande.is_empty() { A_ORIENTER.to_owned() } else { format!("{A_ORIENTER}?{}", demande.join("&")) }
    }
}

fn est_un_code_insee(code: &str) -> bool {
    code.len() == 5 && code.bytes().all(|octet| octet.is_ascii_alphanumeric())
}
