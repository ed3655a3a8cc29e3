//! The annual review of the habilitations: the list of reviews, one review, its seal.

mod fiche;
mod gestes;
mod lignes;
mod rappel;
mod sceau;

pub use fiche::Revue;
pub use rappel::Rappel;

use leptos::prelude::*;
use reciproque_shared::api::ConsulterRevues;
use reciproque_shared::date;
use reciproque_shared::mots::accord;
use reciproque_shared::revue::{EtatRevue, ResumeRevue};

use super::use_lecture;
use crate::ui::*;

#[component]
pub fn Revues() -> impl IntoView {
    let lecture = use_lecture::<ConsulterRevues>(|| ((), ()));
    let vue = lecture.vue(|lues| liste(&lues.lignes));
    view! {
        <main id="contenu" class="page">
            <Titre texte="Revue annuelle des habilitations"/>
            <p>"Une fois par an, chaque organisme confirme ou retire une à une les habilitations de ses agents, avec un motif. La revue finie est scellée : elle sert de preuve."</p>
            {vue}
        </main>
    }
    .into_any()
}

fn liste(revues: &[ResumeRevue]) -> AnyView {
    if revues.is_empty() {
        return view! {
            <EtatVide titre="Aucune revue pour l’instant">
                <p>"La prochaine s’ouvrira à la date fixée par le Département. Vous en serez averti sur votre accueil."</p>
            </EtatVide>
        }
        .into_any();
    }
    let ligne = |revue: &ResumeRevue| {
        let (href, titre) =
            (format!("/revues/{}", revue.id), format!("{} {}", revue.organisation, revue.annee));
        let (avancement, limite, etat) =
            (avancement(revue), date::court(revue.limite), etiquette(revue.etat));
        view! {
            <Ligne>
                <CelluleTitre><a href=href>{titre}</a></CelluleTitre>
                <Cellule titre="Avancement">{avancement}</Cellule>
                <Cellule titre="À finir le">{limite}</Cellule>
                <Cellule titre="État">{etat}</Cellule>
            </Ligne>
        }
    };
    let lignes = revues.iter().map(ligne).collect_view();
    view! {
        <Tableau legende="Revues, la plus récente d’abord" colonnes=&["Revue", "Avancement", "À finir le", "État"]>
            {lignes}
        </Tableau>
    }
    .into_any()
}

/// `7 habilitations examinées sur 9`
pub(super) fn avancement(revue: &ResumeRevue) -> String {
    let faites = revue.total - revue.restantes;
    let faites = accord(faites, "habilitation examinée", "habilitations examinées");
    format!("{faites} sur {}", revue.total)
}

pub(super) fn etiquette(etat: EtatRevue) -> AnyView {
    let (ton, icone) = match etat {
        EtatRevue::EnCours => (Ton::Info, Icone::Horloge),
        EtatRevue::EnRetard => (Ton::Erreur, Icone::Attention),
        EtatRevue::Scellee => (Ton::Succes, Icone::Cadenas),
    };
    view! { <Etiquette ton icone texte=etat.libelle()/> }.into_any()
}
