//! Those who wait, and who of them is chosen: one by one, a page at once, or the whole list.

use std::sync::Arc;

use leptos::prelude::*;
use reciproque_shared::accueil::FileAttente;
use reciproque_shared::date;
use reciproque_shared::mots::accord;
use reciproque_shared::parcours::lot::{
    FiltreAOrienter, LIGNES, LigneAOrienter, PERSONNES_MAX, PageAOrienter, nombre_admis,
};

use super::filtre::formulaire;
use super::lieu::{A_ORIENTER, Etape, Lieu};
use super::{EnLot, LotEnCours};
use crate::pages::lecture::Lecture;
use crate::pages::{adresse_dossier, combien, naissance};
use crate::session::use_session;
use crate::ui::*;

/// Where a refusal about the persons leads, on this step and on the next.
pub const PERSONNES: &str = "personnes";

pub fn page(ici: EnLot, lecture: Lecture<PageAOrienter>) -> AnyView {
    let numero = Memo::new(move |_| ici.lieu.with(|lieu| lieu.page));
    let titre = Signal::derive(move || match numero.get() {
        0 => "Personnes à orienter".to_owned(),
        page => format!("Personnes à orienter, page {}", page + 1),
    });
    let h1 = use_titre(titre);
    revenir_au_titre_si(h1, numero);
    view! {
        <main id="contenu" class="page">
            <div class="page-tete">
                <div>
                    <h1 node_ref=h1 tabindex="-1">{titre}</h1>
                    <p>"Cochez celles qui reçoivent la même décision. La plus pressée est en premier."</p>
                </div>
            </div>
            {formulaire(ici, lecture)}
            <ResumeErreurs erreurs=ici.envoi.erreurs/>
            {lecture.vue(move |page| lue(&page, ici))}
        </main>
    }
    .into_any()
}

fn lue(page: &Arc<PageAOrienter>, ici: EnLot) -> AnyView {
    let lieu = ici.lieu.get_untracked();
    let ids: Vec<i64> = page.lignes.iter().map(|ligne| ligne.personne.personne).collect();
    if ids.is_empty() {
        let choisies = (untrack(|| ici.lot.nombre()) > 0).then(|| barre(ici, ids));
        return view! { {vide(page.total, lieu)}{choisies} }.into_any();
    }
    let aujourdhui = use_session().aujourd_hui();
    let lignes = page.lignes.iter().map(|l| ligne(l, ici.lot, aujourdhui)).collect_view();
    let compte = FileAttente::AOrienter.compte(page.total);
    use_annonceur().dit(&compte);
    let pages = move |page: u32| Lieu { page, ..lieu.clone() }.adresse();
    view! {
        <p class="discret">{compte}</p>
        <div class="a-cocher">
            <div>{toute_la_page(&ids, page.total, ici.lot)}{toute_la_liste(page.total, ids.len(), ici)}</div>
            <Tableau
                legende="Personnes à orienter"
                muette=true
                colonnes=&["Personne", "Naissance", "Commune", "Attend depuis le", "À orienter avant le", "Dossier"]
            >
                {lignes}
            </Tableau>
            <Pagination ici=page.page nombre=page.total.div_ceil(LIGNES) adresse=pages/>
            {barre(ici, ids)}
        </div>
    }
    .into_any()
}

fn vide(total: u64, lieu: Lieu) -> AnyView {
    let (titre, suite, href, lien) = if total > 0 {
        let premiere = Lieu { page: 0, ..lieu }.adresse();
        ("Plus personne sur cette page", "La liste est plus courte qu’avant.", premiere, "Première page")
    } else if lieu.filtre != FiltreAOrienter::default() {
        let suite = "Élargissez la commune, l’âge ou l’attente pour en voir davantage.";
        ("Personne n’attend avec ces choix", suite, A_ORIENTER.to_owned(), "Toute la liste")
    } else {
        let suite = "Les personnes que la caisse annonce soumises aux droits et devoirs apparaîtront ici.";
        ("Chacun est orienté", suite, "/".to_owned(), "Accueil")
    };
    view! {
        <EtatVide titre>
            <p>{suite}</p>
            <LienBouton href genre=Genre::Secondaire>{lien}</LienBouton>
        </EtatVide>
    }
    .into_any()
}

fn toute_la_page(ids: &[i64], total: u64, lot: LotEnCours) -> AnyView {
    let quoi = if total > ids.len() as u64 { "Toute cette page" } else { "Toute la liste" };
    let libelle = format!("{quoi} ({})", combien(ids.len(), "personne"));
    let (ids, ferme) = (StoredValue::new(ids.to_vec()), Signal::derive(move || lot.toutes()));
    let coche = Signal::derive(move || ids.with_value(|ids| lot.parmi(ids) == ids.len()));
    let change = move |coche: bool| ids.with_value(|ids| lot.coche(ids, coche));
    view! { <CaseTenue id=PERSONNES libelle coche ferme change/> }.into_any()
}

/// When it has other pages: all of it at once, or why that is too many.
fn toute_la_liste(total: u64, ici_meme: usize, ici: EnLot) -> Option<AnyView> {
    let (total, lot) = (usize::try_from(total).unwrap_or(usize::MAX), ici.lot);
    if total <= ici_meme {
        return None;
    }
    if total > PERSONNES_MAX {
        let trop = format!(
            "La liste compte {} : {PERSONNES_MAX} au plus s’orientent à la fois. Pour la choisir toute entière, précisez \
             la commune, l’âge ou l’attente.",
            combien(total, "personne")
        );
        return Some(view! { <p class="discret">{trop}</p> }.into_any());
    }
    let bascule = move || match untrack(|| lot.toutes()) {
        true => lot.choisit_une_a_une(),
        false => lot.choisit_toutes(ici.lieu.with_untracked(|lieu| lieu.filtre.clone()), total),
    };
    let nom = move || match lot.toutes() {
        true => "Choisir une à une".to_owned(),
        false => format!("Choisir toute la liste ({})", combien(total, "personne")),
    };
    Some(view! { <Bouton genre=Genre::Discret au_clic=bascule>{nom}</Bouton> }.into_any())
}

fn ligne(lue: &LigneAOrienter, lot: LotEnCours, aujourdhui: chrono::NaiveDate) -> AnyView {
    let (personne, id) = (&lue.personne, lue.personne.personne);
    let (libelle, href) = (personne.nom_prenom(), adresse_dossier(personne.dossier, id));
    let son_dossier = format!(" le dossier de {libelle}");
    let ne_le = naissance(personne.date_naissance, aujourdhui);
    let commune = match lue.source_fermee {
        Some(source) => source.en_mots(),
        None => lue.commune.as_ref().cloned().unwrap_or_default(),
    };
    let (depuis, limite) = (date::court(lue.depuis), lue.limite.map(|jour| limite(jour, aujourdhui)));
    let (coche, ferme) =
        (Signal::derive(move || lot.parmi(&[id]) == 1), Signal::derive(move || lot.toutes()));
    let change = move |coche: bool| lot.coche(&[id], coche);
    view! {
        <Ligne>
            <CelluleTitre><CaseTenue id=format!("personne-{id}") libelle coche ferme change/></CelluleTitre>
            <Cellule titre="Naissance">{ne_le}</Cellule>
            <Cellule titre="Commune">{commune}</Cellule>
            <Cellule titre="Attend depuis le">{depuis}</Cellule>
            <Cellule titre="À orienter avant le">{limite}</Cellule>
            <Cellule titre="Dossier"><a href=href>"Ouvrir"<span class="invisible">{son_dossier}</span></a></Cellule>
        </Ligne>
    }
    .into_any()
}

fn limite(jour: chrono::NaiveDate, aujourdhui: chrono::NaiveDate) -> String {
    format!("{} ({})", date::court(jour), date::relatif(jour, aujourdhui))
}

/// Who is chosen so far, on whatever page; and the next step.
fn barre(ici: EnLot, ids: Vec<i64>) -> AnyView {
    let lot = ici.lot;
    let suite = move || match lot.nombre() {
        0 => "Orienter".to_owned(),
        nombre => format!("Orienter {}", combien(nombre, "personne")),
    };
    let dit = move || choisies(lot, &ids);
    let quelqu_un = Memo::new(move |_| lot.nombre() > 0);
    let vide = move || {
        lot.decoche_tout();
        met_au_point(PERSONNES);
    };
    view! {
        <div class="actions fixe">
            <Bouton au_clic=move || decide(ici)>{suite}</Bouton>
            {move || quelqu_un.get().then(|| view! { <Bouton genre=Genre::Secondaire au_clic=vide>"Tout décocher"</Bouton> })}
            <p role="status">{dit}</p>
        </div>
    }
    .into_any()
}

/// `12 personnes choisies, dont 4 hors de cette page.`
fn choisies(lot: LotEnCours, ids: &[i64]) -> String {
    let nombre = lot.nombre();
    if nombre == 0 {
        return "Personne n’est choisi.".to_owned();
    }
    let dit = accord(nombre, "personne choisie", "personnes choisies");
    match nombre.saturating_sub(lot.parmi(ids)) {
        0 => format!("{dit}."),
        ailleurs => format!("{dit}, dont {ailleurs} hors de cette page."),
    }
}

fn decide(ici: EnLot) {
    if ici.envoi.admet(nombre_admis(untrack(|| ici.lot.nombre()))).is_some() {
        ici.envoi.erreurs.efface();
        ici.va_a(Etape::Decision);
    }
}
