//! What one looks for among the traces.

use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use reciproque_shared::habilitation::Acte;
use reciproque_shared::trace::{
    ACTES_DE_SERVICE, Curseur, FiltreTraces, IssueTrace, OrganisationLue, SaisieTraces,
};

use super::{ChampPeriode, ChampsPeriode};
use crate::session::use_session;
use crate::ui::*;

#[component]
pub fn Filtre(
    filtre: RwSignal<SaisieTraces>,
    /// Emptied at each new search.
    pages: RwSignal<Vec<Curseur>>,
    organisations: RwSignal<Vec<OrganisationLue>>,
) -> impl IntoView {
    let vide = || RwSignal::new(String::new());
    let (agent, dossier, organisation, acte, issue) = (vide(), vide(), vide(), vide(), vide());
    let (periode, erreurs) = (ChampPeriode::new(), Erreurs::new());
    let session = use_session();
    let chercher = move |ev: SubmitEvent| {
        ev.prevent_default();
        let saisie = SaisieTraces {
            agent: agent.get_untracked(),
            dossier: dossier.get_untracked(),
            organisation: organisation.with_untracked(|id| id.parse().ok()),
            acte: acte.with_untracked(|code| Acte::du_code(code)),
            issue: issue.with_untracked(|code| IssueTrace::du_code(code)),
            du: periode.du.get_untracked(),
            au: periode.au.get_untracked(),
            apres: None,
        };
        match FiltreTraces::lire(&saisie, session.aujourd_hui()) {
            Ok(_) => {
                erreurs.efface();
                pages.set(Vec::new());
                filtre.set(saisie);
            }
            Err(refus) => {
                erreurs.pose(refus);
            }
        }
    };
    let toutes = session.profil().is_some_and(|profil| profil.traits().toutes_les_traces);
    let choix_organisation = Signal::derive(move || {
        organisations.with(|lues| lues.iter().map(|o| Choix::new(o.id.to_string(), o.nom.clone())).collect())
    });
    view! {
        <form class="section pas-imprime" on:submit=chercher aria-label="Chercher des traces">
            <ResumeErreurs erreurs/>
            <div class="champs">
                <ChampTexte id="agent" libelle="Nom de l’agent" valeur=agent erreur=erreurs.de("agent")/>
                <ChampTexte id="dossier" libelle="N° du dossier" valeur=dossier erreur=erreurs.de("dossier")/>
                {toutes.then(|| view! { <ListeFermee id="organisation" libelle="Organisation" valeur=organisation choix=choix_organisation vide="Toutes"/> })}
                <ListeFermee id="acte" libelle="Acte" valeur=acte choix=actes() vide="Tous"/>
                <ListeFermee id="issue" libelle="Issue" valeur=issue choix=issues() vide="Toutes"/>
                <ChampsPeriode periode erreurs/>
            </div>
            <div class="actions"><Bouton soumet=true icone=Icone::Loupe>"Chercher"</Bouton></div>
        </form>
    }
    .into_any()
}

fn actes() -> Vec<Choix> {
    let connus = Acte::TOUS.iter().filter(|acte| !ACTES_DE_SERVICE.contains(acte));
    connus.map(|acte| Choix::new(acte.code(), acte.libelle())).collect()
}

fn issues() -> Vec<Choix> {
    IssueTrace::TOUS.iter().map(|issue| Choix::new(issue.code(), issue.libelle())).collect()
}
