//! The rendez-vous of an adult, the latest first.

use leptos::prelude::*;
use reciproque_shared::date;
use reciproque_shared::dossier::Adulte;
use reciproque_shared::habilitation::Acte;
use reciproque_shared::rendez_vous::fiche::LigneRendezVous;

use super::fermees;
use crate::pages::adresse_nouveau_rendez_vous;
use crate::pages::rendez_vous::EtiquetteRendezVous;
use crate::session::use_session;
use crate::ui::*;

/// Lines shown at once; the others are folded.
const EN_VUE: usize = 4;

pub fn partie(adulte: &Adulte, dossier: i64) -> AnyView {
    let session = use_session();
    let saisie = adulte.accompagne_par_moi && session.permet(Acte::SaisirRendezVous);
    let href = adresse_nouveau_rendez_vous(dossier, adulte.id);
    let nouveau = saisie.then(|| {
        view! { <LienBouton href genre=Genre::Secondaire petit=true icone=Icone::Plus>"Nouveau rendez-vous"</LienBouton> }
    });
    let contenu = match &adulte.parcours {
        Some(parcours) if session.permet(Acte::ConsulterRendezVous) => liste(&parcours.rendez_vous),
        _ => fermees::mention(),
    };
    view! { <div><h4>"Rendez-vous"{nouveau}</h4>{contenu}</div> }.into_any()
}

fn liste(lignes: &[LigneRendezVous]) -> AnyView {
    if lignes.is_empty() {
        return view! { <p class="discret">"Aucun rendez-vous enregistré."</p> }.into_any();
    }
    let (en_vue, autres) = lignes.split_at(lignes.len().min(EN_VUE));
    let autres = (!autres.is_empty()).then(|| {
        let mot = format!("Plus anciens ({})", autres.len());
        view! { <details><summary>{mot}</summary>{tableau(autres)}</details> }
    });
    view! { {tableau(en_vue)}{autres} }.into_any()
}

fn tableau(lignes: &[LigneRendezVous]) -> AnyView {
    let ligne = |rdv: &LigneRendezVous| {
        let (objet, resultat) = (rdv.objet.libelle(), view! { <EtiquetteRendezVous ligne=rdv/> });
        let heure = date::affiche_heure(rdv.debut.time());
        let quand = format!("{} à {heure}", date::court(rdv.debut.date()));
        let href = format!("/rendez-vous/{}", rdv.id);
        view! {
            <Ligne>
                <Cellule titre="Date"><a href=href>{quand}</a></Cellule>
                <Cellule titre="Objet">{objet}</Cellule>
                <Cellule titre="Résultat">{resultat}</Cellule>
            </Ligne>
        }
    };
    let lignes = lignes.iter().map(ligne).collect_view();
    view! {
        <Tableau legende="Rendez-vous, du plus récent au plus ancien" colonnes=&["Date", "Objet", "Résultat"] court=true>
            {lignes}
        </Tableau>
    }
    .into_any()
}
