//! Monthly figures: one finding, its bars, the table of all.

use std::sync::Arc;

use chrono::NaiveDate;
use leptos::prelude::*;
use reciproque_shared::api::ConsulterStatistiques;
use reciproque_shared::date;
use reciproque_shared::trace::{self, ChiffresMois, constat};

use crate::pages::use_lecture;
use crate::session::use_session;
use crate::ui::*;

#[component]
pub fn Statistiques() -> impl IntoView {
    let lecture = use_lecture::<ConsulterStatistiques>(|| ((), ()));
    let choisi = RwSignal::new(String::new());
    let vue = lecture.vue(move |lues| montrer(&lues, choisi));
    view! {
        <main id="contenu" class="page">
            <div class="page-tete">
                <Titre texte="Statistiques mensuelles"/>
                <div class="actions"><BoutonImprimer/></div>
            </div>
            <p>"Par organisation, jamais par agent : les traces ne servent pas à mesurer le travail de chacun."</p>
            {vue}
        </main>
    }
    .into_any()
}

fn montrer(lues: &Arc<trace::Statistiques>, choisi: RwSignal<String>) -> AnyView {
    let mut mois: Vec<NaiveDate> = lues.mois.iter().map(|chiffres| chiffres.mois).collect();
    mois.dedup();
    let Some(dernier) = mois.first().copied() else {
        return view! {
            <EtatVide titre="Aucune trace sur douze mois">
                <p>"Les chiffres apparaîtront dès les premières connexions."</p>
            </EtatVide>
        }
        .into_any();
    };
    if choisi.with_untracked(String::is_empty) {
        choisi.set(dernier.to_string());
    }
    let courant = move || choisi.with(|mois| mois.parse().unwrap_or(dernier));
    let choix: Vec<Choix> =
        mois.iter().map(|mois| Choix::new(mois.to_string(), date::mois_long(*mois))).collect();
    let toutes = use_session().profil().is_some_and(|profil| profil.traits().toutes_les_statistiques);
    let lues = lues.clone();
    view! {
        <div class="pas-imprime"><ListeFermee id="mois" libelle="Mois" valeur=choisi choix largeur=Largeur::Date/></div>
        {move || {
            let mois = courant();
            let (barres, table) = match toutes {
                true => (barres_du_mois(&lues.mois, mois), du_mois(&lues.mois, mois)),
                false => (barres_des_mois(&lues.mois), lues.mois.clone()),
            };
            let titre = constat(&lues.mois, mois);
            view! { <Section titre id="constat">{barres}</Section>{tableau(&table, toutes)} }.into_any()
        }}
    }
    .into_any()
}

fn du_mois(chiffres: &[ChiffresMois], mois: NaiveDate) -> Vec<ChiffresMois> {
    chiffres.iter().filter(|ligne| ligne.mois == mois).cloned().collect()
}

/// Consultations of each organisation in a month, the most first.
fn barres_du_mois(chiffres: &[ChiffresMois], mois: NaiveDate) -> AnyView {
    let mut lignes: Vec<_> =
        du_mois(chiffres, mois).into_iter().map(|ligne| (ligne.organisation, ligne.consultations)).collect();
    lignes.retain(|(_, nombre)| *nombre > 0);
    lignes.sort_by_key(|(_, nombre)| std::cmp::Reverse(*nombre));
    barres(lignes, "Consultations par organisation")
}

/// Consultations of each month, for one organisation.
fn barres_des_mois(chiffres: &[ChiffresMois]) -> AnyView {
    let lignes = chiffres.iter().map(|ligne| (date::mois_long(ligne.mois), ligne.consultations)).collect();
    barres(lignes, "Consultations par mois")
}

/// Each bar bears its name and its number: nothing to look up on an axis.
fn barres(lignes: Vec<(String, u64)>, nom: &'static str) -> AnyView {
    let plus = lignes.iter().map(|(_, nombre)| *nombre).max().unwrap_or(0).max(1);
    let barre = |(nom, nombre): (String, u64)| {
        let largeur = format!("{}%", nombre * 100 / plus);
        view! {
            <li>
                <span>{nom}</span>
                <svg aria-hidden="true" width="100%" height="100%"><rect width=largeur height="100%" rx="3"></rect></svg>
                <b class="chiffres">{nombre}</b>
            </li>
        }
    };
    view! { <ul class="barres" role="list" aria-label=nom>{lignes.into_iter().map(barre).collect_view()}</ul> }
        .into_any()
}

fn tableau(chiffres: &[ChiffresMois], toutes: bool) -> AnyView {
    let ligne = |ligne: &ChiffresMois| {
        let nom = if toutes { ligne.organisation.clone() } else { date::mois_long(ligne.mois) };
        let ChiffresMois { connexions, consultations, saisies, refus, .. } = *ligne;
        view! {
            <Ligne>
                <CelluleTitre>{nom}</CelluleTitre>
                <Cellule titre="Connexions" chiffres=true>{connexions}</Cellule>
                <Cellule titre="Consultations" chiffres=true>{consultations}</Cellule>
                <Cellule titre="Saisies" chiffres=true>{saisies}</Cellule>
                <Cellule titre="Refus" chiffres=true>{refus}</Cellule>
            </Ligne>
        }
    };
    let lignes = chiffres.iter().map(ligne).collect_view();
    let colonnes: &'static [&'static str] = match toutes {
        true => &["Organisation", "Connexions", "Consultations", "Saisies", "Refus"],
        false => &["Mois", "Connexions", "Consultations", "Saisies", "Refus"],
    };
    view! {
        <Tableau
            legende="Consultations : dossiers, CER, rendez-vous et NIR affichés. Saisies : CER et rendez-vous écrits, chacun une fois par mois, sans les brouillons. Refus : hors périmètre, action que le profil ne permet pas, connexion refusée."
            colonnes
            chiffres=&[1, 2, 3, 4]
        >
            {lignes}
        </Tableau>
    }
    .into_any()
}
