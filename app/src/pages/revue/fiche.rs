//! One review: how far it is, its lines, and what may be done.

use leptos::prelude::*;
use reciproque_shared::date;
use reciproque_shared::revue::{EtatRevue, FicheRevue};

use super::gestes::{Gestes, barre, pied};
use super::{avancement, etiquette, lignes, sceau};
use crate::pages::geste::Ouverte;
use crate::pages::{instant, numero};
use crate::ui::*;

#[component]
pub fn Revue() -> impl IntoView {
    let ouverte = Ouverte::lire(numero("revue"));
    let gestes = Gestes::nouveau(ouverte);
    ouverte.page("Revue annuelle", move |fiche| page(&fiche, ouverte, gestes))
}

fn page(fiche: &FicheRevue, ouverte: Ouverte<FicheRevue>, gestes: Gestes) -> AnyView {
    let titre = format!("Revue {} des habilitations : {}", fiche.resume.annee, fiche.resume.organisation);
    let scellee = fiche.sceau.is_some();
    let pied = if scellee { sceau::carte(fiche) } else { pied(fiche, gestes) };
    view! {
        <main id="contenu" class="page">
            <Titre texte=titre/>
            {ouverte.devancee(fiche)}
            {entete(fiche)}
            {gestes.echec()}
            {(!scellee).then(|| barre(fiche, gestes))}
            {lignes::tableau(fiche, gestes)}
            {pied}
            {gestes.dialogue()}
        </main>
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
