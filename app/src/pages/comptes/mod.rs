//! The accounts one looks after: who has opened theirs, and handing over a code.

mod confirmation;
mod lettre;

use std::sync::Arc;

use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use reciproque_shared::api::ConsulterComptes;
use reciproque_shared::compte::{Comptes as Lus, EtatCompte, LettreCode, LigneCompte, SaisieComptes};

use self::confirmation::Confirmation;
use self::lettre::Lettre;
use super::{combien, instant, use_lecture};
use crate::ui::*;

#[component]
pub fn Comptes() -> impl IntoView {
    let texte = RwSignal::new(String::new());
    let cherche = RwSignal::new(String::new());
    let choisi = RwSignal::new(None::<LigneCompte>);
    let lettre = RwSignal::new(None::<LettreCode>);
    let lecture = use_lecture::<ConsulterComptes>(move || ((), SaisieComptes { texte: cherche.get() }));
    let soumet = move |ev: SubmitEvent| {
        ev.prevent_default();
        cherche.set(texte.get_untracked());
    };
    let rendue = Callback::new(move |()| {
        lettre.set(None);
        lecture.relire();
    });
    let liste = StoredValue::new(move || {
        view! {
            <p>"Un code ouvre un compte une seule fois ; l’agent choisit alors son mot de passe. En cas de perte ou de vol, un nouveau code ferme aussitôt ses sessions et remplace son mot de passe ; son second facteur reste demandé, sauf s’il est perdu aussi."</p>
            <form class="actions" role="search" on:submit=soumet>
                <ChampTexte id="texte" libelle="Nom ou prénom" valeur=texte/>
                <Bouton soumet=true genre=Genre::Secondaire icone=Icone::Loupe>"Chercher"</Bouton>
            </form>
            {lecture.vue(move |lus| lignes(&lus, choisi))}
            <Confirmation choisi lettre/>
        }
    });
    view! {
        <main id="contenu" class="page">
            <Titre texte="Comptes"/>
            {move || match lettre.get() {
                Some(lettre) => view! { <Lettre lettre rendue/> }.into_any(),
                None => liste.with_value(|liste| liste().into_any()),
            }}
        </main>
    }
    .into_any()
}

fn lignes(lus: &Arc<Lus>, choisi: RwSignal<Option<LigneCompte>>) -> AnyView {
    if lus.lignes.is_empty() {
        return view! { <EtatVide titre="Personne de ce nom"><p>"Vérifiez l’orthographe, ou cherchez une partie du nom."</p></EtatVide> }.into_any();
    }
    let montrees = lus.lignes.len();
    let legende = match lus.total as usize {
        total if total > montrees => {
            let montres = combien(montrees, "compte");
            format!("{montres} sur {total} : cherchez un nom pour voir les autres")
        }
        total => combien(total, "compte"),
    };
    let lignes = lus.lignes.iter().cloned().map(|l| ligne(l, choisi)).collect_view();
    view! {
        <Tableau legende colonnes=&["Agent", "Organisation", "État", "Geste"]>{lignes}</Tableau>
    }
    .into_any()
}

fn ligne(compte: LigneCompte, choisi: RwSignal<Option<LigneCompte>>) -> impl IntoView {
    let etat = match (compte.etat, compte.depuis) {
        (EtatCompte::Ouvert, Some(depuis)) => {
            format!("{} · mot de passe du {}", compte.etat.libelle(), instant(depuis))
        }
        (EtatCompte::CodeRemis, Some(fin)) => {
            format!("{}, valable jusqu’au {}", compte.etat.libelle(), instant(fin))
        }
        (EtatCompte::CodeEchu, Some(fin)) => format!("{} le {}", compte.etat.libelle(), instant(fin)),
        _ => compte.etat.libelle().to_owned(),
    };
    let nom = format!("{} {}", compte.nom, compte.prenom);
    let organisation = compte.organisation.clone();
    let geste = match compte.remis_par {
        Some(autre) => view! { <span class="discret">{autre.libelle()}</span> }.into_any(),
        None => {
            let quoi = quoi(compte.etat);
            let dit = format!("{quoi} : {nom}");
            view! {
                <Bouton genre=Genre::Secondaire petit=true au_clic=move || choisi.set(Some(compte.clone())) attr:aria-label=dit>{quoi}</Bouton>
            }
            .into_any()
        }
    };
    view! {
        <Ligne>
            <CelluleTitre>{nom}</CelluleTitre>
            <Cellule titre="Organisation">{organisation}</Cellule>
            <Cellule titre="État">{etat}</Cellule>
            <Cellule titre="">{geste}</Cellule>
        </Ligne>
    }
}

const fn quoi(etat: EtatCompte) -> &'static str {
    match etat {
        EtatCompte::Ouvert => "Identifiants perdus ou volés",
        EtatCompte::SansCode => "Remettre un code",
        EtatCompte::CodeRemis | EtatCompte::CodeEchu => "Remettre un autre code",
    }
}
