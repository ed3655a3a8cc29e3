//! What is decided for all those that are chosen: the same fields as for one person, but for the
//! reason, which is that of where each stands, and the référent, whom the structure names.

use std::sync::Arc;

use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use reciproque_shared::api::PreparerLot;
use reciproque_shared::parcours::lot::{ApercuLot, PageAOrienter, SaisieLot, decision_pour, en_mots};
use reciproque_shared::parcours::{Contexte, OrientationDecidee};

use super::EnLot;
use super::choix::Apercu;
use super::lieu::Etape;
use super::liste::PERSONNES;
use crate::pages::combien;
use crate::pages::geste::Envoi;
use crate::pages::parcours::champs::{ChampsOrientation, ce_qui_s_ensuit};
use crate::pages::parcours::suites;
use crate::server::appeler;
use crate::ui::*;

pub const NOM: &str = "Orienter plusieurs personnes";

pub fn page(page: Arc<PageAOrienter>, ici: EnLot) -> AnyView {
    let nombre = untrack(|| ici.lot.nombre());
    let titre = format!("Orienter {}", combien(nombre, "personne"));
    let formulaire = formulaire(page, ici, nombre);
    view! {
        <main id="contenu" class="page">
            <div class="page-tete">
                <div>
                    <Titre texte=titre/>
                    <p>"La même décision pour chacune. Rien n’est enregistré avant l’aperçu."</p>
                </div>
                <div class="actions">
                    <Bouton
                        genre=Genre::Secondaire
                        petit=true
                        icone=Icone::Retour
                        au_clic=move || ici.va_a(Etape::Liste)
                        attr:id=PERSONNES
                    >
                        "Changer les personnes"
                    </Bouton>
                </div>
            </div>
            {formulaire}
        </main>
    }
    .into_any()
}

fn formulaire(page: Arc<PageAOrienter>, ici: EnLot, nombre: usize) -> AnyView {
    let champs = ChampsOrientation::nouveaux(ici.lot.champs(ici.envoi), &page.contexte);
    let soumet = {
        let page = page.clone();
        move |ev: SubmitEvent| {
            ev.prevent_default();
            prepare(&page.contexte, champs, ici);
        }
    };
    let suites = move || suites::du_lot(&page.contexte, &champs.saisie(), nombre);
    let Envoi { erreurs, occupe, .. } = ici.envoi;
    view! {
        <form class="formulaire-corps" novalidate on:submit=soumet>
            <ResumeErreurs erreurs/>
            {champs.vers_qui()}
            {champs.quand()}
            {champs.par_qui()}
            <p class="discret">"Le motif est celui de chacune : première orientation, ou reprise après la fin d’un parcours."</p>
            {ce_qui_s_ensuit(suites)}
            <div class="actions"><Bouton soumet=true occupe>"Voir l’aperçu"</Bouton></div>
        </form>
    }
    .into_any()
}

fn prepare(contexte: &Contexte, champs: ChampsOrientation, ici: EnLot) {
    let decision = untrack(|| champs.saisie());
    let lue = OrientationDecidee::lire(&decision_pour(&decision, contexte), contexte);
    let Some(lue) = ici.envoi.admet(lue) else { return };
    let structure = contexte.structure(lue.structure()).map_or("", |structure| &structure.nom);
    let quoi = en_mots(lue.sorte(), structure, lue.debut());
    let demande = SaisieLot { decision, ..ici.lot.saisie() };
    ici.envoi.lance(appeler::<PreparerLot>((), demande.clone()), move |lu| {
        ici.lot.apercu.set(Some(Arc::new(apercu(lu, quoi, demande))));
        // Unless one went back to the list meanwhile.
        if ici.lieu.with_untracked(|lieu| lieu.etape == Etape::Decision) {
            ici.va_a(Etape::Apercu);
        }
    });
}

/// Those whom the server named are the ones one agrees to: nobody who comes on the list meanwhile.
fn apercu(lu: ApercuLot, quoi: String, demande: SaisieLot) -> Apercu {
    let absentes = demande.personnes.len().saturating_sub(lu.issues.len());
    let personnes = lu.issues.iter().map(|issue| issue.personne.personne).collect();
    Apercu { lu, quoi, demande: SaisieLot { personnes, ..demande }, absentes }
}
