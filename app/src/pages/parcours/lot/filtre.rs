//! Which of those who wait: by commune, age and time.

use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use reciproque_shared::parcours::lot::{
    CommuneAOrienter, DureeAttente, FiltreAOrienter, PageAOrienter, TrancheAge,
};

use super::EnLot;
use crate::pages::lecture::Lecture;
use crate::ui::*;

pub fn formulaire(ici: EnLot, lecture: Lecture<PageAOrienter>) -> AnyView {
    let vide = || RwSignal::new(String::new());
    let (commune, age, attente) = (vide(), vide(), vide());
    Effect::new(move || {
        let FiltreAOrienter { commune: la, age: l_age, attente: l_attente } =
            ici.lieu.with(|lieu| lieu.filtre.clone());
        commune.set(la);
        age.set(l_age.map(|age| age.code().to_owned()).unwrap_or_default());
        attente.set(l_attente.map(|attente| attente.code().to_owned()).unwrap_or_default());
    });
    let soumet = move |ev: SubmitEvent| {
        ev.prevent_default();
        ici.filtre(FiltreAOrienter {
            commune: commune.get_untracked(),
            age: age.with_untracked(|code| TrancheAge::du_code(code)),
            attente: attente.with_untracked(|code| DureeAttente::du_code(code)),
        });
    };
    let (communes, ages, attentes) = (communes(ici, lecture), ages(), attentes());
    view! {
        <form class="section pas-imprime" on:submit=soumet aria-label="Choisir dans la liste">
            <div class="champs">
                <ListeFermee id="commune" libelle="Commune" valeur=commune choix=communes vide="Toutes"/>
                <ListeFermee id="age" libelle="Âge" valeur=age choix=ages vide="Tous"/>
                <ListeFermee id="attente" libelle="Attente" valeur=attente choix=attentes vide="Toutes"/>
            </div>
            <div class="actions"><Bouton soumet=true genre=Genre::Secondaire icone=Icone::Loupe>"Filtrer"</Bouton></div>
        </form>
    }
    .into_any()
}

/// Those where somebody waits, and the one that is asked for: they stay while another page is read.
fn communes(ici: EnLot, lecture: Lecture<PageAOrienter>) -> RwSignal<Vec<Choix>> {
    let choix = RwSignal::new(Vec::new());
    Effect::new(move || {
        let demandee = ici.lieu.with(|lieu| lieu.filtre.commune.clone());
        if let Some(Ok(page)) = lecture.etat() {
            choix.set(avec(&page.communes, &demandee));
        }
    });
    choix
}

fn avec(communes: &[CommuneAOrienter], demandee: &str) -> Vec<Choix> {
    let un = |c: &CommuneAOrienter| Choix::new(&c.code, format!("{} ({})", c.nom, c.personnes));
    let connue = demandee.is_empty() || communes.iter().any(|commune| commune.code == demandee);
    let sans = (!connue).then(|| Choix::new(demandee, format!("Commune {demandee} (0)")));
    communes.iter().map(un).chain(sans).collect()
}

fn ages() -> Vec<Choix> {
    TrancheAge::TOUS.iter().map(|age| Choix::new(age.code(), age.libelle())).collect()
}

fn attentes() -> Vec<Choix> {
    DureeAttente::TOUS.iter().map(|attente| Choix::new(attente.code(), attente.libelle())).collect()
}
