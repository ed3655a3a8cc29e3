//! Pages fetched when one first goes there: the first visit loads what signs in and shows
//! the home page, each other area comes as one more file, kept by the browser.
//! The feature `decoupe` cuts the module (docs/decisions/012-pieces.md); without it all is
//! in one file, and everything else is the same.

use std::cell::Cell;
use std::pin::Pin;

use leptos::prelude::*;
use leptos::task::spawn_local_scoped;
use leptos::wasm_split::SplitLoaderError;
use leptos_router::ChooseView;

use super::pied::Pied;
use crate::pages::{self, EchecLecture};
use crate::server::Echec;
use crate::ui::*;

type Vue = Result<AnyView, SplitLoaderError>;

/// What a route shows. One type for all, so that the router's part is compiled once.
#[derive(Clone, Copy)]
pub struct Page(fn() -> Pin<Box<dyn Future<Output = Vue>>>);

impl Page {
    async fn lue(self) -> AnyView {
        self.0().await.unwrap_or_else(|_| absente())
    }
}

thread_local! {
    static PAIRE: Cell<bool> = const { Cell::new(false) };
    /// How many times one went to a page.
    static ALLEES: Cell<u32> = const { Cell::new(0) };
}

/// One goes to a page: another that still waits for its piece will not be shown.
pub fn aller() -> u32 {
    ALLEES.set(ALLEES.get().wrapping_add(1));
    ALLEES.get()
}

impl ChooseView for Page {
    async fn choose(self) -> AnyView {
        let allee = aller();
        let vue = view! { {self.lue().await}<Pied/> };
        if ALLEES.get() != allee {
            // The router would put the first page, once it comes, over the one gone to since. What
            // it asks for is not asked for.
            drop(vue);
            Owner::current().inspect(Owner::cleanup);
            return std::future::pending().await;
        }
        // Of another type each time: the next page is built anew, not bent out of this one, whose
        // parts would be seen to move.
        match PAIRE.replace(!PAIRE.get()) {
            true => Some(vue).into_any(),
            false => Some(Some(vue)).into_any(),
        }
    }

    async fn preload(&self) {}
}

/// The page that comes with the app itself.
pub const ACCUEIL: Page = Page(|| Box::pin(async { Ok(pages::accueil::Accueil().into_any()) }));

/// A page that no address names, fetched with its piece when it must be shown.
pub fn tardive(page: Page) -> AnyView {
    attendue(Box::pin(page.lue()), || {
        view! {
            <main id="contenu" class="page"><TitreAttendu texte="Chargement…"/><Squelette lignes=6/></main>
        }
        .into_any()
    })
}

/// What stands in a dialog, fetched with its piece when the dialog opens.
pub fn fragment(page: Page) -> AnyView {
    let lue = async move {
        page.0()
            .await
            .unwrap_or_else(|_| view! { <EchecLecture echec=Echec::Reseau relire=recharger/> }.into_any())
    };
    attendue(Box::pin(lue), || view! { <Squelette lignes=3/> }.into_any())
}

fn attendue(lue: Pin<Box<dyn Future<Output = AnyView>>>, attente: fn() -> AnyView) -> AnyView {
    let vue = StoredValue::new_local(None::<AnyView>);
    let arrivee = RwSignal::new(false);
    spawn_local_scoped(async move {
        let lue = lue.await;
        if vue.try_set_value(Some(lue)).is_none() {
            arrivee.set(true);
        }
    });
    let montree = move || match arrivee.get() {
        true => vue.try_update_value(Option::take).flatten().into_any(),
        false => attente(),
    };
    montree.into_any()
}

fn recharger() {
    drop(window().location().reload());
}

/// The line is cut, or a new version of Réciproque has replaced the file: loading the page
/// anew mends both.
fn absente() -> AnyView {
    view! {
        <main id="contenu" class="page etroite">
            <Titre texte="Cette page n’est pas arrivée"/>
            <EchecLecture echec=Echec::Reseau relire=recharger/>
        </main>
    }
    .into_any()
}

/// `piece: page = component, …;` Few pieces: what several share comes in one more file for
/// each way of sharing it, and a page waits for all its files. It gives each page the name that `routes.rs` shows it by.
macro_rules! pieces {
    ($($piece:ident: $($page:ident = $composant:path),+;)+) => {$($(
        #[allow(non_upper_case_globals)]
        pub const $page: Page = {
            #[cfg(feature = "decoupe")]
            #[allow(non_snake_case)]
            #[leptos::wasm_split::wasm_split($piece, fallible, wasm_split_path = leptos::wasm_split)]
            fn $page() -> Vue {
                Ok($composant().into_any())
            }
            #[cfg(not(feature = "decoupe"))]
            #[allow(non_snake_case)]
            async fn $page() -> Vue {
                Ok($composant().into_any())
            }
            Page(|| Box::pin($page()))
        };
    )+)+};
}

pieces! {
    suivi:
        FileTravail = pages::file::FileTravail,
        Confies = pages::confies::Confies,
        Recherche = pages::recherche::Recherche,
        Dossier = pages::dossier::Dossier,
        Journee = pages::rendez_vous::Journee,
        ChoixPersonne = pages::rendez_vous::ChoixPersonne,
        NouveauRendezVous = pages::rendez_vous::NouveauRendezVous,
        RendezVous = pages::rendez_vous::RendezVous,
        ModificationRendezVous = pages::rendez_vous::ModificationRendezVous,
        FormulaireMotif = pages::session::FormulaireMotif;
    cer:
        NouveauCer = pages::cer::NouveauCer,
        Cer = pages::cer::Cer;
    parcours:
        Parcours = pages::parcours::Parcours,
        AOrienter = pages::parcours::AOrienter,
        LotOrientation = pages::parcours::LotOrientation,
        Reorientation = pages::reorientation::Reorientation,
        Ecarts = pages::ecarts::Ecarts,
        EcartsPersonne = pages::ecarts::EcartsPersonne,
        Instructions = pages::instruction::Instructions,
        Instruction = pages::instruction::Instruction,
        Rapprochements = pages::rapprochement::Rapprochements,
        Rapprochement = pages::rapprochement::Rapprochement,
        Equipe = pages::portefeuille::Equipe,
        Portefeuille = pages::portefeuille::Portefeuille,
        Transfert = pages::portefeuille::Transfert;
    gestion:
        AccueilImports = pages::accueil::AccueilImports,
        AccueilDelegue = pages::accueil::AccueilDelegue,
        AccueilSupervision = pages::accueil::AccueilSupervision,
        MesConsultations = pages::mes_consultations::MesConsultations,
        Traces = pages::trace::Traces,
        TracesDossier = pages::trace::TracesDossier,
        Statistiques = pages::trace::Statistiques,
        Alertes = pages::alertes::Alertes,
        UneAlerte = pages::alertes::UneAlerte,
        SeuilsAlerte = pages::alertes::SeuilsAlerte,
        SurveillanceAgent = pages::alertes::SurveillanceAgent,
        Comptes = pages::comptes::Comptes,
        Organisations = pages::organisation::Organisations,
        Organisation = pages::organisation::Organisation,
        Agent = pages::organisation::Agent,
        Territoires = pages::territoire::Territoires,
        Revues = pages::revue::Revues,
        Revue = pages::revue::Revue,
        Demandes = pages::droit::Demandes,
        NouvelleDemande = pages::droit::NouvelleDemande,
        DemandeDroit = pages::droit::DemandeDroit,
        Extrait = pages::droit::Extrait,
        Information = pages::notice::Information;
    habilitation:
        MonCompte = pages::compte::MonCompte,
        EcranEntrave = pages::compte::EcranEntrave,
        Habilitations = pages::habilitation::Habilitations,
        NouvelleHabilitation = pages::habilitation::NouvelleHabilitation,
        Habilitation = pages::habilitation::Habilitation,
        DocumentHabilitation = pages::habilitation::DocumentHabilitation,
        Formations = pages::habilitation::Formations,
        MonEngagement = pages::habilitation::MonEngagement;
}
