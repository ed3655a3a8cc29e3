//! One review: how far it is, its lines, and what may be done.

use std::sync::Arc;

use leptos::prelude::*;
use reciproque_shared::api::ConsulterRevue;
use reciproque_shared::date;
use reciproque_shared::revue::{EtatRevue, FicheRevue};

use super::gestes::Gestes;
use super::{avancement, etiquette, lignes, sceau};
use crate::pages::{instant, numero, use_lecture};
use crate::ui::*;

#[component]
pub fn Revue() -> impl IntoView {
    let numero = numero("revue");
    let lecture = use_lecture::<ConsulterRevue>(move || (numero.get(), ()));
    // What the last gesture answered stands before what the page read first.
    let fait = RwSignal::new(None::<Arc<FicheRevue>>);
    Effect::new(move || {
        numero.track();
        fait.set(None);
    });
    lecture.page("Revue annuelle", move |lue| page(lue, fait))
}

/// The title stays while the rest changes: the focus is not thrown back to it.
fn page(lue: Arc<FicheRevue>, fait: RwSignal<Option<Arc<FicheRevue>>>) -> AnyView {
    let titre = format!("Revue {} des habilitations : {}", lue.resume.annee, lue.resume.organisation);
    let suite = Callback::new(move |(fiche,)| fait.set(Some(Arc::new(fiche))));
    view! {
        <main id="contenu" class="page">
            <Titre texte=titre/>
            {move || corps(&fait.get().unwrap_or_else(|| lue.clone()), suite)}
        </main>
    }
    .into_any()
}

fn corps(fiche: &Arc<FicheRevue>, suite: Callback<(FicheRevue,)>) -> AnyView {
    let gestes = Gestes::nouveau(fiche, suite);
    let scellee = fiche.sceau.is_some();
    let (tableau, dialogue) = (lignes::tableau(fiche, gestes), gestes.dialogue());
    let pied = match scellee {
        true => sceau::carte(fiche),
        false => gestes.pied(),
    };
    view! {
        {entete(fiche)}
        {gestes.message()}
        {(!scellee).then(|| gestes.barre())}
        {tableau}
        {pied}
        {dialogue}
    }
    .into_any()
}

fn entete(fiche: &FicheRevue) -> AnyView {
    let resume = &fiche.resume;
    let (total, faites) = (resume.total, resume.total - resume.restantes);
    let retard = (resume.etat == EtatRevue::EnRetard).then(|| fiche.retard.libelle());
    let etat = etiquette(resume.etat);
    let (dit, ouverte, limite) = (avancement(resume), instant(resume.ouverte_le), date::long(resume.limite));
    view! {
        <Definitions>
            <Fait nom="État">{etat}</Fait>
            <Fait nom="Avancement">
                <progress max=total.to_string() value=faites.to_string() aria-label="Avancement"></progress>
                " "{dit}
            </Fait>
            <Fait nom="Ouverte le">{ouverte}</Fait>
            <Fait nom="À finir le">{limite}</Fait>
        </Definitions>
        {retard.map(|retard| view! {
            <Alerte ton=Ton::Erreur titre="Cette revue est en retard"><p>{retard}"."</p></Alerte>
        })}
    }
    .into_any()
}
