//! The référents of the structure, each with how many persons, and what was handed over lately.

use leptos::prelude::*;
use reciproque_shared::api::ConsulterPortefeuilles;
use reciproque_shared::mots::accord;
use reciproque_shared::parcours::portefeuille::{LigneEquipe, Portefeuilles, ResumeTransfert};

use super::adresse;
use crate::pages::{instant, use_lecture};
use crate::ui::*;

#[component]
pub fn Equipe() -> impl IntoView {
    let lecture = use_lecture::<ConsulterPortefeuilles>(|| ((), ()));
    let vue = lecture.vue(|lus| contenu(&lus));
    view! {
        <main id="contenu" class="page">
            <Titre texte="Équipe"/>
            <p>"Les référents de votre structure et les personnes que chacun accompagne. Au départ de l’un d’eux, transmettez son portefeuille à ses collègues."</p>
            {vue}
        </main>
    }
    .into_any()
}

fn contenu(lus: &Portefeuilles) -> AnyView {
    if lus.lignes.is_empty() {
        return view! {
            <EtatVide titre="Aucun référent">
                <p>"Les agents habilités comme référents de votre structure apparaîtront ici."</p>
            </EtatVide>
        }
        .into_any();
    }
    let lignes = lus.lignes.iter().map(ligne).collect_view();
    view! {
        {partis(&lus.lignes)}
        <Tableau
            legende="Référents"
            muette=true
            chiffres=&[2]
            colonnes=&["Référent", "Habilitation", "Personnes suivies", "Portefeuille"]
        >
            {lignes}
        </Tableau>
        {derniers(&lus.transferts)}
    }
    .into_any()
}

/// Persons whose référent is no more habilitated.
fn partis(lignes: &[LigneEquipe]) -> Option<AnyView> {
    let personnes: i64 = lignes.iter().filter(|ligne| !ligne.en_poste).map(|ligne| ligne.personnes).sum();
    (personnes > 0).then(|| {
        let phrase = accord(
            personnes,
            "personne a pour référent quelqu’un qui n’est plus habilité.",
            "personnes ont pour référent quelqu’un qui n’est plus habilité.",
        );
        view! { <Alerte ton=Ton::Attention titre="Un portefeuille est à transmettre"><p>{phrase}</p></Alerte> }
            .into_any()
    })
}

fn ligne(ligne: &LigneEquipe) -> AnyView {
    let (ton, etat) = match ligne.en_poste {
        true => (Ton::Succes, "Habilité"),
        false => (Ton::Attention, "N’est plus habilité"),
    };
    let (nom, personnes) = (ligne.nom.clone(), ligne.personnes);
    let portefeuille = match personnes {
        0 => view! { <span class="discret">"Aucune personne"</span> }.into_any(),
        _ => {
            let (href, dit) = (adresse(ligne.agent), format!("Transmettre le portefeuille de {nom}"));
            view! { <a href=href aria-label=dit>"Transmettre le portefeuille"</a> }.into_any()
        }
    };
    view! {
        <Ligne>
            <CelluleTitre>{nom}</CelluleTitre>
            <Cellule titre="Habilitation"><Etiquette ton texte=etat/></Cellule>
            <Cellule titre="Personnes suivies" chiffres=true>{personnes}</Cellule>
            <Cellule titre="Portefeuille">{portefeuille}</Cellule>
        </Ligne>
    }
    .into_any()
}

fn derniers(transferts: &[ResumeTransfert]) -> Option<AnyView> {
    let ligne = |lu: &ResumeTransfert| {
        let (href, quoi) = (format!("/portefeuilles/transferts/{}", lu.id), lu.quoi.clone());
        let quand = format!("Le {}{}", instant(lu.instant), if lu.annule { ", annulé depuis" } else { "" });
        view! { <li><a href=href>{quoi}</a><br/><span class="discret">{quand}</span></li> }
    };
    (!transferts.is_empty()).then(|| {
        let lignes = transferts.iter().map(ligne).collect_view();
        view! { <Section titre="Dernières transmissions" id="transmissions"><ul class="suite">{lignes}</ul></Section> }
            .into_any()
    })
}
