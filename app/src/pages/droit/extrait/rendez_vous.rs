//! The rendez-vous of the extract, with their notes and where they were before; and those that
//! agents began to type.

use leptos::prelude::*;
use reciproque_shared::date;
use reciproque_shared::droit::{BrouillonExtrait, ExtraitAcces};
use reciproque_shared::mots::{duree, minuscule};
use reciproque_shared::rendez_vous::SaisieRendezVous;
use reciproque_shared::rendez_vous::fiche::{FicheRendezVous, GestePasse, gestes};

use crate::pages::instant;
use crate::ui::*;

pub fn section(extrait: &ExtraitAcces) -> AnyView {
    let enregistres = enregistres(&extrait.rendez_vous);
    let brouillons = brouillons(&extrait.brouillons);
    view! { <Section titre="Rendez-vous" id="rendez-vous">{enregistres}{brouillons}</Section> }.into_any()
}

fn enregistres(lus: &[FicheRendezVous]) -> AnyView {
    if lus.is_empty() {
        return view! { <p>"Aucun rendez-vous enregistré."</p> }.into_any();
    }
    let lignes = lus.iter().map(ligne).collect_view();
    view! {
        <Tableau
            legende="Rendez-vous enregistrés, le plus récent d’abord"
            colonnes=&["Date", "Objet et lieu", "Avec", "Résultat", "Note et historique"]
        >
            {lignes}
        </Tableau>
    }
    .into_any()
}

fn ligne(fiche: &FicheRendezVous) -> AnyView {
    let rdv = &fiche.ligne;
    let quand = format!(
        "{} à {} ({})",
        date::court(rdv.debut.date()),
        date::affiche_heure(rdv.debut.time()),
        duree(rdv.minutes())
    );
    let (quoi, referent, statut, note) =
        (rdv.quoi(), rdv.referent.clone(), rdv.statut.libelle(), fiche.note.clone());
    let etapes = gestes(&fiche.etapes).iter().map(etape).collect_view();
    view! {
        <Ligne>
            <CelluleTitre>{quand}</CelluleTitre>
            <Cellule titre="Objet et lieu">{quoi}</Cellule>
            <Cellule titre="Avec">{referent}</Cellule>
            <Cellule titre="Résultat">{statut}</Cellule>
            <Cellule titre="Note et historique">
                <div>{note.map(|note| view! { <p>{note}</p> })}<ul class="suite discret">{etapes}</ul></div>
            </Cellule>
        </Ligne>
    }
    .into_any()
}

/// What was done, when and by whom, and what it moved.
fn etape(geste: &GestePasse<'_>) -> AnyView {
    let deplace = geste.deplace.as_ref().map(|ou| format!(" {ou}")).unwrap_or_default();
    let lieu = geste.lieu.as_ref().map(|lieu| format!(" {lieu}")).unwrap_or_default();
    let (quand, qui) = (instant(geste.etape.instant), &geste.etape.agent);
    view! { <li>{format!("{}{deplace}, le {quand}, par {qui}.{lieu}", geste.quoi)}</li> }.into_any()
}

fn brouillons(lus: &[BrouillonExtrait]) -> Option<AnyView> {
    let ligne = |lu: &BrouillonExtrait| {
        let (quand, organisation, tape) =
            (instant(lu.saisie_le), lu.organisation.clone(), saisie(&lu.saisie));
        let depart = lu.depart.as_ref().map(|depart| format!(" (à la place de : {})", saisie(depart)));
        view! {
            <Ligne>
                <CelluleTitre>{quand}</CelluleTitre>
                <Cellule titre="Organisme">{organisation}</Cellule>
                <Cellule titre="Ce qui est tapé">{tape}{depart}</Cellule>
            </Ligne>
        }
    };
    (!lus.is_empty()).then(|| {
        let lignes = lus.iter().map(ligne).collect_view();
        view! {
            <Tableau legende="Rendez-vous commencés, non enregistrés" colonnes=&["Tapé le", "Organisme", "Ce qui est tapé"]>
                {lignes}
            </Tableau>
        }
        .into_any()
    })
}

/// The fields that hold something, as typed.
fn saisie(saisie: &SaisieRendezVous) -> String {
    let dit = |(nom, texte): (&str, String)| format!("{} : {texte}", minuscule(nom));
    let textes: Vec<String> = saisie.remplis().into_iter().map(dit).collect();
    if textes.is_empty() { "rien".to_owned() } else { textes.join(" ; ") }
}
