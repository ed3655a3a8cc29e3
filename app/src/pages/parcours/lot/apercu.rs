//! What would come of the decision for each, read again before it is taken.

use std::sync::Arc;

use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use reciproque_shared::api::{ConsulterLot, OrienterLot};
use reciproque_shared::mots::accord;
use reciproque_shared::parcours::lot::{ApercuLot, FicheLot, IssueLot};

use super::choix::Apercu;
use super::issues::{partie, raison};
use super::lieu::{Etape, adresse_lot};
use super::{EnLot, Historique};
use crate::pages::geste::{Dit, laisser};
use crate::pages::{combien, remettre};
use crate::server::appeler;
use crate::ui::*;

pub const NOM: &str = "Vérifier avant d’orienter";

pub fn page(apercu: Arc<Apercu>, ici: EnLot) -> AnyView {
    let (quoi, bilan) = (apercu.quoi.clone(), apercu.lu.bilan());
    let de_cote = apercu.lu.issues.iter().filter(|issue| issue.raison.is_some());
    let orientees = apercu.lu.issues.iter().filter(|issue| issue.raison.is_none());
    let de_cote = partie(("de-cote", "Laissées de côté"), de_cote, raison);
    let orientees = partie(("orientees", "Seront orientées"), orientees, sera_orientee);
    let (absentes, comble) = (absentes(apercu.absentes), comble(&apercu.lu));
    let formulaire = formulaire(apercu, ici);
    view! {
        <main id="contenu" class="page">
            <div class="page-tete"><div><Titre texte=NOM/><p>{quoi}</p></div></div>
            <p><strong>{bilan}</strong>" Rien n’est encore enregistré."</p>
            {comble}
            {absentes}
            {de_cote}
            {orientees}
            {formulaire}
        </main>
    }
    .into_any()
}

fn sera_orientee(_: &IssueLot) -> AnyView {
    view! { <Etiquette ton=Ton::Succes texte="Sera orientée"/> }.into_any()
}

/// More than the convention of the structure says: told, never forbidden.
fn comble(lu: &ApercuLot) -> Option<AnyView> {
    let dit = lu.avertissement()?;
    Some(view! { <Alerte ton=Ton::Attention><p>{dit}" Rien n’empêche la décision."</p></Alerte> }.into_any())
}

/// They are not named: their dossier is no longer one's own to read.
fn absentes(nombre: usize) -> Option<AnyView> {
    (nombre > 0).then(|| {
        let qui = accord(nombre, "personne n’est plus", "personnes ne sont plus");
        let dit = format!("{qui} dans votre territoire : rien n’y sera changé.");
        view! { <Alerte ton=Ton::Attention><p>{dit}</p></Alerte> }.into_any()
    })
}

fn formulaire(apercu: Arc<Apercu>, ici: EnLot) -> AnyView {
    let possibles = apercu.lu.possibles();
    let occupe = ici.envoi.occupe;
    let soumet = move |ev: SubmitEvent| {
        ev.prevent_default();
        oriente(&apercu, ici);
    };
    let confirme = (possibles > 0).then(|| {
        let faire = format!("Orienter {}", combien(possibles, "personne"));
        view! { <Bouton soumet=true occupe>{faire}</Bouton> }
    });
    view! {
        <form class="formulaire-corps pas-imprime" novalidate on:submit=soumet>
            {ici.envoi.echec()}
            <div class="actions">
                {confirme}
                <Bouton genre=Genre::Secondaire au_clic=move || ici.va_a(Etape::Decision)>"Modifier la décision"</Bouton>
                <Bouton genre=Genre::Secondaire au_clic=move || ici.va_a(Etape::Liste)>"Changer les personnes"</Bouton>
            </div>
        </form>
    }
    .into_any()
}

fn oriente(apercu: &Apercu, ici: EnLot) {
    ici.envoi.lance(appeler::<OrienterLot>((), apercu.demande.clone()), move |fiche: FicheLot| {
        let id = fiche.id;
        laisser(Dit::Fait, "Décision enregistrée.");
        remettre::<ConsulterLot>(&id, Arc::new(fiche));
        ici.lot.oublie();
        ici.va.run((adresse_lot(id), Historique::Remplace));
    });
}
