//! One decision for several persons: who waits for an orientation and is chosen, what is decided,
//! what would come of it; and what came.

mod apercu;
mod choix;
mod decision;
mod filtre;
mod issues;
mod lieu;
mod liste;
mod resultat;

pub use choix::provide_lot_en_cours;
pub use lieu::{A_ORIENTER, adresse_lot};
pub use resultat::LotOrientation;

use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_navigate, use_query_map};
use reciproque_shared::api::ConsulterAOrienter;
use reciproque_shared::parcours::lot::{FiltreAOrienter, SaisieAOrienter};

use self::choix::{LotEnCours, use_lot_en_cours};
use self::lieu::{Etape, Lieu};
use crate::pages::geste::Envoi;
use crate::pages::{attente, use_lecture};

/// Where one is, whom the decision is about, what is on its way.
#[derive(Clone, Copy)]
struct EnLot {
    lieu: Memo<Lieu>,
    lot: LotEnCours,
    envoi: Envoi,
    va: Callback<(String, Historique)>,
}

/// What becomes of the page one leaves.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Historique {
    /// Back leads there again.
    Garde,
    Remplace,
}

#[component]
pub fn AOrienter() -> impl IntoView {
    let ici = EnLot::ouvrir();
    let demandee = Memo::new(move |_| {
        ici.lieu.with(|lieu| SaisieAOrienter { filtre: lieu.filtre.clone(), page: lieu.page })
    });
    Effect::new(move || demandee.with(|demandee| ici.lot.suit(&demandee.filtre)));
    let lecture = use_lecture::<ConsulterAOrienter>(move || ((), demandee.get()));
    let etape = Memo::new(move |_| ici.lieu.with(|lieu| ici.tenue(lieu.etape)));
    // What was refused of the decision is not said of the list.
    Effect::new(move || {
        if etape.get() == Etape::Liste {
            ici.envoi.erreurs.efface();
        }
    });
    move || match etape.get() {
        Etape::Liste => liste::page(ici, lecture),
        Etape::Decision => lecture.page(decision::NOM, move |page| decision::page(page, ici)).into_any(),
        Etape::Apercu => match ici.lot.apercu.get_untracked() {
            Some(apercu) => apercu::page(apercu, ici),
            None => attente(apercu::NOM),
        },
    }
}

impl EnLot {
    fn ouvrir() -> Self {
        let (adresse, navigue) = (use_query_map(), use_navigate());
        let va = Callback::new(move |(adresse, historique): (String, Historique)| {
            let replace = historique == Historique::Remplace;
            navigue(&adresse, NavigateOptions { replace, ..Default::default() });
        });
        let lieu = Memo::new(move |_| adresse.with(Lieu::lu));
        let ici = Self { lieu, lot: use_lot_en_cours(), envoi: Envoi::nouveau(), va };
        // Loaded anew, a step has nothing to go on with: its address is that of the list.
        Effect::new(move || {
            let voulu = lieu.get();
            if ici.tenue(voulu.etape) != voulu.etape {
                ici.va.run((Lieu { etape: Etape::Liste, ..voulu }.adresse(), Historique::Remplace));
            }
        });
        ici
    }

    /// The step that the address asks for, unless what precedes it is missing. Not tracked.
    fn tenue(self, voulue: Etape) -> Etape {
        let prete = untrack(|| match voulue {
            Etape::Liste => true,
            Etape::Decision => self.lot.nombre() > 0,
            Etape::Apercu => self.lot.apercu.with(Option::is_some),
        });
        if prete { voulue } else { Etape::Liste }
    }

    fn va_a(self, etape: Etape) {
        let lieu = Lieu { etape, ..self.lieu.get_untracked() };
        self.va.run((lieu.adresse(), Historique::Garde));
    }

    fn filtre(self, filtre: FiltreAOrienter) {
        let lieu = Lieu { filtre, ..Lieu::default() };
        self.va.run((lieu.adresse(), Historique::Remplace));
    }
}
