//! Requests of the people concerned: the list, a new one, one request, its extract.

mod extrait;
mod fiche;
mod gestes;
mod nouvelle;
mod rectification;

pub use extrait::Extrait;
pub use fiche::DemandeDroit;
pub use nouvelle::NouvelleDemande;

use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use reciproque_shared::api::ConsulterDemandes;
use reciproque_shared::cer::fiche::PersonneConcernee;
use reciproque_shared::date;
use reciproque_shared::droit::{EtatDemande, LigneDemande};

use super::use_lecture;
use crate::ui::*;

#[component]
pub fn Demandes() -> impl IntoView {
    let lecture = use_lecture::<ConsulterDemandes>(|| ((), ()));
    let voulu = use_query_map();
    let vue = lecture.vue(move |lues| {
        view! { {move || retenues(&lues.lignes, voulu.with(|q| q.get("voir")).as_deref())} }.into_any()
    });
    view! {
        <main id="contenu" class="page">
            <div class="page-tete">
                <Titre texte="Droits des personnes"/>
                <LienBouton href="/demandes/nouvelle" icone=Icone::Plus>"Enregistrer une demande"</LienBouton>
            </div>
            <p>"Demandes d’accès et de rectification. Le dossier d’une personne ne s’ouvre qu’avec sa demande, une fois son identité vérifiée, et se referme avec elle."</p>
            {vue}
        </main>
    }
    .into_any()
}

/// Those that a count of the home page opens, or all.
fn retenues(lignes: &[LigneDemande], voir: Option<&str>) -> AnyView {
    let (quoi, garde): (_, fn(&LigneDemande) -> bool) = match voir {
        Some("a-repondre") => ("Demandes à répondre.", |ligne| !ligne.etat.est_close()),
        Some("en-retard") => ("Demandes en retard.", |ligne| ligne.en_retard),
        _ => return liste(lignes),
    };
    let gardees: Vec<LigneDemande> = lignes.iter().filter(|ligne| garde(ligne)).cloned().collect();
    let vue = match gardees.is_empty() {
        true => view! { <EtatVide titre="Aucune"><p>"Rien n’attend ici."</p></EtatVide> }.into_any(),
        false => liste(&gardees),
    };
    view! { <p><strong>{quoi}</strong>" "<a href="/demandes">"Voir toutes les demandes"</a></p>{vue} }
        .into_any()
}

fn liste(lignes: &[LigneDemande]) -> AnyView {
    if lignes.is_empty() {
        return view! {
            <EtatVide titre="Aucune demande enregistrée">
                <p>"Quand une personne écrit pour connaître ou faire corriger ses données, enregistrez sa demande : le délai se calcule seul."</p>
            </EtatVide>
        }
        .into_any();
    }
    let ligne = |lue: &LigneDemande| {
        let (href, qui) = (format!("/demandes/{}", lue.id), nom(&lue.personne));
        let (sorte, recue, limite) = (lue.sorte.libelle(), date::court(lue.recue_le), limite(lue));
        let etat = etiquette(lue);
        view! {
            <Ligne>
                <CelluleTitre><a href=href>{qui}</a></CelluleTitre>
                <Cellule titre="Demande">{sorte}</Cellule>
                <Cellule titre="Reçue le">{recue}</Cellule>
                <Cellule titre="À répondre avant le">{limite}</Cellule>
                <Cellule titre="État">{etat}</Cellule>
            </Ligne>
        }
    };
    let lignes = lignes.iter().map(ligne).collect_view();
    view! {
        <Tableau
            legende="Demandes, la plus urgente d’abord"
            colonnes=&["Personne", "Demande", "Reçue le", "À répondre avant le", "État"]
        >
            {lignes}
        </Tableau>
    }
    .into_any()
}

fn nom(personne: &PersonneConcernee) -> String {
    format!("{} {}", personne.nom, personne.prenom)
}

/// The deadline, and whether it was extended.
fn limite(lue: &LigneDemande) -> String {
    let prolongee = if lue.prolongee { " (délai prolongé)" } else { "" };
    format!("{}{prolongee}", date::court(lue.limite))
}

fn etiquette(lue: &LigneDemande) -> AnyView {
    let (ton, icone) = match lue.etat {
        EtatDemande::Recue => (Ton::Attention, Icone::Horloge),
        EtatDemande::IdentiteVerifiee => (Ton::Info, Icone::Personne),
        EtatDemande::EnCours => (Ton::Info, Icone::Crayon),
        EtatDemande::Repondue => (Ton::Succes, Icone::Verifie),
        EtatDemande::Refusee => (Ton::Neutre, Icone::Croix),
    };
    let retard = lue
        .en_retard
        .then(|| view! { " "<Etiquette ton=Ton::Erreur icone=Icone::Attention texte="En retard"/> });
    view! { <Etiquette ton icone texte=lue.etat.libelle()/>{retard} }.into_any()
}
