//! A portfolio that was handed over: to whom each person went, and the way back.

use leptos::prelude::*;
use reciproque_shared::api::{AnnulerTransfert, ConsulterTransfert};
use reciproque_shared::erreur::ErreurChamp;
use reciproque_shared::mots::accord;
use reciproque_shared::parcours::portefeuille::{FicheTransfert, IssueTransfert, bilan};

use super::issues;
use crate::pages::geste::{self, Champs, Geste, Ouverte, Reponse, raconte};
use crate::pages::{instant, numero};
use crate::server::appeler;
use crate::ui::*;

impl geste::Fiche for FicheTransfert {
    type Lecture = ConsulterTransfert;
    const CELLE_CI: &'static str = "cette transmission";

    fn dernier_geste(&self) -> Option<String> {
        Some(raconte(&self.agent, &self.quoi, self.instant))
    }
}

type Gestes = geste::Gestes<FicheTransfert, Annuler>;

/// The way back, once.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Annuler;

#[component]
pub fn Transfert() -> impl IntoView {
    let ouverte = Ouverte::lire(numero("lot"));
    let gestes = Gestes::nouveau(ouverte);
    ouverte.page("Portefeuille transmis", move |fiche| page(&fiche, ouverte, gestes))
}

fn page(fiche: &FicheTransfert, ouverte: Ouverte<FicheTransfert>, gestes: Gestes) -> AnyView {
    let (titre, qui) = (fiche.quoi.clone(), format!("Par {}, le {}", fiche.agent, instant(fiche.instant)));
    let toutes: Vec<IssueTransfert> = fiche.transmises.iter().chain(&fiche.laissees).cloned().collect();
    let fait = ouverte.fait().map(|mots| {
        view! { <div class="pas-imprime"><Alerte ton=Ton::Succes><p>{mots}</p></Alerte></div> }
    });
    let (bilan, tableau) = (bilan(&toutes), issues::tableau("Personnes transmises", &fiche.transmises));
    let chevauchent = fiche.annule_le.is_none().then(|| issues::chevauchent(&fiche.transmises));
    let laissees = (!fiche.laissees.is_empty()).then(|| issues::tableau("Laissées de côté", &fiche.laissees));
    let annuler = fiche.annulable.then(|| gestes.boutons(&[Annuler]));
    view! {
        <main id="contenu" class="page">
            <div class="page-tete">
                <div><Titre texte=titre onglet="Portefeuille transmis"/><p>{qui}</p></div>
                <div class="actions"><BoutonImprimer/></div>
            </div>
            <p><a href="/equipe">"Toute l’équipe"</a></p>
            {ouverte.devancee(fiche)}
            {fait}
            {annulee(fiche)}
            <p><strong>{bilan}</strong></p>
            {chevauchent}
            {tableau}
            {laissees}
            <div class="pas-imprime">{annuler}</div>
            {gestes.dialogue()}
        </main>
    }
    .into_any()
}

/// When it was undone, and for how many something was kept.
fn annulee(fiche: &FicheTransfert) -> Option<AnyView> {
    let quand = instant(fiche.annule_le?);
    let gardees = fiche.transmises.iter().filter(|issue| issue.raison.is_some()).count();
    let gardees = match gardees {
        0 => "Chaque personne a retrouvé son référent d’avant.".to_owned(),
        autres => {
            let qui = accord(autres, "personne n’a", "personnes n’ont");
            format!("{qui} pas tout retrouvé : voyez les remarques.")
        }
    };
    let titre = format!("Transmission annulée le {quand}");
    Some(view! { <Alerte ton=Ton::Info titre><p>{gardees}</p></Alerte> }.into_any())
}

impl Geste<FicheTransfert> for Annuler {
    fn nom(&self) -> String {
        "Annuler la transmission".to_owned()
    }

    fn effet(&self, _: &FicheTransfert) -> Option<String> {
        Some(
            "Chaque personne retrouve son référent d’avant, avec ses rendez-vous et ses brouillons. Ce qui a changé \
             depuis reste tel quel, et la page le dit."
                .to_owned(),
        )
    }

    fn champs(&self, _: &FicheTransfert, _: Champs) -> AnyView {
        ().into_any()
    }

    fn appel(&self, fiche: &FicheTransfert, _: Champs) -> Result<Reponse<FicheTransfert>, Vec<ErreurChamp>> {
        Ok(Box::pin(appeler::<AnnulerTransfert>(fiche.id, ())))
    }

    fn fait(&self, _: &FicheTransfert) -> &'static str {
        "Transmission annulée."
    }

    fn danger(&self) -> bool {
        true
    }
}
