//! Somebody changed how the agent signs in: every page says so, until they have read it.

use leptos::prelude::*;
use reciproque_shared::api::LireAvis;
use reciproque_shared::compte::{AvisCompte, SI_INATTENDU, SaisieAvisLus};

use crate::pages::geste::Envoi;
use crate::pages::instant;
use crate::server::appeler;
use crate::session::Session;
use crate::ui::*;

/// Told in full here; the others are in « Mon compte ».
const MONTRES: usize = 5;

/// « Vos accès ont changé », with what, when, by whom and what to do; « J’ai lu » ends it.
#[component]
pub fn AccesChanges(session: Session) -> impl IntoView {
    let avis = Memo::new(move |_| session.suivre(|etat| etat.avis.clone()).unwrap_or_default());
    move || avis.with(|avis| (!avis.is_empty()).then(|| vue(session, avis)))
}

fn vue(session: Session, avis: &[AvisCompte]) -> AnyView {
    let jusqu_a = avis.iter().map(|avis| avis.id).max().unwrap_or_default();
    let ton = if avis.iter().all(|avis| avis.soi) { Ton::Info } else { Ton::Attention };
    // What comes again and again is one line.
    let meme = |un: &AvisCompte, autre: &AvisCompte| {
        un.genre == autre.genre && un.par == autre.par && un.motif == autre.motif
    };
    let montres: Vec<_> = avis.chunk_by(meme).take(MONTRES).collect();
    let reste = avis.len() - montres.iter().map(|groupe| groupe.len()).sum::<usize>();
    let lignes = montres.into_iter().filter_map(ligne).collect_view();
    let reste =
        (reste > 0).then(|| view! { <li>{format!("Et {reste} de plus, à lire dans « Mon compte ».")}</li> });
    let (envoi, annonceur) = (Envoi::nouveau(), use_annonceur());
    let lu = move || {
        envoi.lance(appeler::<LireAvis>((), SaisieAvisLus { jusqu_a }), move |etat| {
            session.entrer(etat);
            annonceur.dit("C’est noté. Ces changements restent écrits dans « Mon compte ».");
            revenir_au_titre();
        });
    };
    view! {
        <section class="rappel" aria-label="Vos accès">
            <Alerte ton titre="Vos accès ont changé">
                <ul class="avis">{lignes}{reste}</ul>
                <p>{SI_INATTENDU}</p>
                <p role="alert">{move || envoi.erreurs.phrases()}</p>
                <div class="actions">
                    <Bouton occupe=envoi.occupe au_clic=lu>"J’ai lu"</Bouton>
                    <LienBouton href="/mon-compte" genre=Genre::Secondaire>"Vérifier mes accès"</LienBouton>
                </div>
            </Alerte>
        </section>
    }
    .into_any()
}

fn ligne(groupe: &[AvisCompte]) -> Option<impl IntoView + use<>> {
    let AvisCompte { genre, par, motif, instant: quand, .. } = groupe.first()?.clone();
    let motif = motif.map(|motif| format!(" Motif : {motif}."));
    let quand = match groupe.len() {
        1 => format!(", le {}", instant(quand)),
        fois => format!(", {fois} fois, la dernière le {}", instant(quand)),
    };
    Some(view! { <li><b>{genre.libelle()}</b>{format!("{quand}, par {par}. {}", genre.effet())}{motif}</li> })
}
