//! The accounts one looks after: who has opened theirs, and handing over a code.

mod lettre;

use std::sync::Arc;

use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos::task::spawn_local;
use reciproque_shared::api::{ConsulterComptes, RemettreCode};
use reciproque_shared::compte::{Comptes as Lus, EtatCompte, LettreCode, LigneCompte, SaisieComptes};

use self::lettre::Lettre;
use super::{combien, instant, use_lecture};
use crate::server::{Echec, appeler};
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
            <p>"Un code ouvre un compte une seule fois ; l’agent choisit alors son mot de passe. En cas de perte ou de vol, un nouveau code ferme aussitôt tout ce que l’agent avait d’ouvert."</p>
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
            format!("{montrees} comptes sur {total} : cherchez un nom pour voir les autres")
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
    let geste = compte.code_possible.then(|| {
        let quoi = quoi(compte.etat);
        let dit = format!("{quoi} : {nom}");
        view! {
            <Bouton genre=Genre::Secondaire petit=true au_clic=move || choisi.set(Some(compte.clone())) attr:aria-label=dit>{quoi}</Bouton>
        }
    });
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

#[component]
fn Confirmation(
    choisi: RwSignal<Option<LigneCompte>>,
    lettre: RwSignal<Option<LettreCode>>,
) -> impl IntoView {
    let (ouvert, occupe) = (RwSignal::new(false), RwSignal::new(false));
    let refus = RwSignal::new(None::<Echec>);
    accorder(choisi, ouvert, refus);
    let remettre = move || {
        let Some(agent) = choisi.with_untracked(|c| c.as_ref().map(|c| c.agent)) else { return };
        occupe.set(true);
        spawn_local(async move {
            match appeler::<RemettreCode>(agent, ()).await {
                Ok(remise) => {
                    // Or the question would come back with the list.
                    choisi.set(None);
                    lettre.set(Some(remise));
                }
                Err(echec) => refus.set(Some(echec)),
            }
            occupe.try_set(false);
        });
    };
    let contenu = move || choisi.get().map(|compte| view! { <p>{consequence(&compte)}</p> });
    let titre = Signal::derive(move || choisi.with(|c| c.as_ref().map_or("", |c| quoi(c.etat))).to_owned());
    let pied = move || {
        view! {
            <Bouton occupe au_clic=remettre>"Faire la lettre"</Bouton>
            <Bouton genre=Genre::Secondaire au_clic=move || ouvert.set(false)>"Renoncer"</Bouton>
        }
    };
    view! {
        <Dialogue ouvert titre pied>
            {contenu}
            {move || refus.get().map(|echec| view! { <Alerte ton=Ton::Erreur vivante=true><p>{echec.detail().to_owned()}</p></Alerte> })}
        </Dialogue>
    }
}

/// The question is open while an account is chosen, and the other way round.
fn accorder(choisi: RwSignal<Option<LigneCompte>>, ouvert: RwSignal<bool>, refus: RwSignal<Option<Echec>>) {
    Effect::new(move || {
        let est = choisi.with(Option::is_some);
        refus.set(None);
        if ouvert.get_untracked() != est {
            ouvert.set(est);
        }
    });
    Effect::new(move || {
        // Set only when it changes something: the two would run after each other for ever.
        if !ouvert.get() && choisi.with_untracked(Option::is_some) {
            choisi.set(None);
        }
    });
}

/// What a code does to the account it is for.
fn consequence(compte: &LigneCompte) -> String {
    let qui = format!("{} {}", compte.prenom, compte.nom);
    match compte.etat {
        EtatCompte::Ouvert => format!(
            "Les sessions de {qui} seront fermées à l’instant, son mot de passe, son second facteur et ses clés d’accès \
             ne vaudront plus rien. Un nouveau code s’affichera une seule fois, à imprimer."
        ),
        _ => format!(
            "Un code pour {qui} s’affichera une seule fois, à imprimer. Tout code d’avant ne vaudra plus rien."
        ),
    }
}
