//! Traces as a table, and the way to the older ones.

use leptos::prelude::*;
use reciproque_shared::date;
use reciproque_shared::habilitation::Acte;
use reciproque_shared::trace::{Curseur, IssueTrace, LigneTrace};

use crate::session::use_session;
use crate::ui::*;

/// `qui`: by several agents, hence by name.
#[component]
pub fn ListeTraces(traces: Vec<LigneTrace>, qui: bool) -> impl IntoView {
    if traces.is_empty() {
        return view! {
            <EtatVide titre="Aucune trace">
                <p>"Rien n’est inscrit au journal pour ces critères. Élargissez la période, ou videz un champ."</p>
            </EtatVide>
        }
        .into_any();
    }
    let ouvre = use_session().permet(Acte::ConsulterDossier);
    let lignes = traces.into_iter().map(|trace| ligne(trace, qui, ouvre)).collect_view();
    let colonnes: &'static [&'static str] = match qui {
        true => &["Quand", "Agent", "Acte", "Objet", "Issue"],
        false => &["Quand", "Acte", "Objet", "Issue"],
    };
    view! {
        <Tableau legende="Traces, la plus récente d’abord" colonnes muette=true>{lignes}</Tableau>
    }
    .into_any()
}

fn ligne(trace: LigneTrace, qui: bool, ouvre: bool) -> AnyView {
    let LigneTrace {
        agent,
        surveillable,
        organisation,
        profil,
        objet,
        foyer,
        dossier,
        issue,
        motif,
        client,
        ..
    } = trace;
    let ici = date::a_paris(trace.instant);
    let quand = format!("{} {}", date::court(ici.date()), date::heure_a_la_seconde(&ici));
    let precision: Vec<String> = organisation
        .into_iter()
        .chain(profil.map(|profil| profil.libelle().to_owned()))
        .chain(client)
        .collect();
    let agent = qui.then(|| {
        let nom = agent.unwrap_or_else(|| "Avant connexion".to_owned());
        let nom = match surveillable {
            Some(id) => view! { <a href=format!("/agents/{id}/surveillance")>{nom}</a> }.into_any(),
            None => nom.into_any(),
        };
        view! { <Cellule titre="Agent"><span>{nom}<small class="dessous">{precision.join(" · ")}</small></span></Cellule> }
    });
    let objet = objet.unwrap_or_default();
    let objet = match dossier {
        Some(id) => {
            let href = if ouvre { format!("/dossiers/{id}") } else { format!("/traces/dossiers/{id}") };
            view! { <a href=href>{objet}</a> }.into_any()
        }
        None => objet.into_any(),
    };
    let foyer = foyer.map(|foyer| view! { <small class="dessous">{foyer}</small> });
    view! {
        <Ligne>
            <CelluleTitre>{quand}</CelluleTitre>
            {agent}
            <Cellule titre="Acte">{trace.acte}</Cellule>
            <Cellule titre="Objet"><span>{objet}{foyer}</span></Cellule>
            <Cellule titre="Issue"><span>{etiquette(issue)}{motif.map(|motif| view! { <small class="dessous">{motif}</small> })}</span></Cellule>
        </Ligne>
    }
    .into_any()
}

fn etiquette(issue: IssueTrace) -> AnyView {
    let (ton, icone) = match issue {
        IssueTrace::Reussi => (Ton::Neutre, Icone::Verifie),
        IssueTrace::Annonce => (Ton::Neutre, Icone::Crayon),
        IssueTrace::Refuse => (Ton::Attention, Icone::Cadenas),
        IssueTrace::Echoue => (Ton::Erreur, Icone::Erreur),
        IssueTrace::Inconnue => (Ton::Erreur, Icone::Attention),
    };
    view! { <Etiquette ton icone texte=issue.libelle()/> }.into_any()
}

/// `pages` holds where each page after the first begins.
#[component]
pub fn Pages(pages: RwSignal<Vec<Curseur>>, suite: Option<Curseur>) -> impl IntoView {
    let rang = pages.with_untracked(Vec::len);
    let reculer = move || {
        pages.update(|pages| {
            pages.pop();
        })
    };
    let avancer = move |suite: Curseur| move || pages.update(|pages| pages.push(suite));
    (rang > 0 || suite.is_some()).then(|| {
        view! {
            <nav class="actions" aria-label="Pages">
                {(rang > 0).then(|| view! { <Bouton genre=Genre::Secondaire au_clic=reculer>"Plus récentes"</Bouton> })}
                <span>{format!("Page {}", rang + 1)}</span>
                {suite.map(|suite| view! { <Bouton genre=Genre::Secondaire au_clic=avancer(suite)>"Plus anciennes"</Bouton> })}
            </nav>
        }
    })
}
