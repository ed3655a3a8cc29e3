//! Two persons side by side: what each dossier says, how it agrees, why it is asked, what may be done.

use std::sync::Arc;

use leptos::prelude::*;
use reciproque_shared::api::ConsulterRapprochement;
use reciproque_shared::date;
use reciproque_shared::rapprochement::{
    Accord, CoteRapprochement, EtapeRapprochement, FicheRapprochement, TraitCompare,
};

use super::gestes::Gestes;
use super::{ADRESSE, etiquette, ressemblance};
use crate::pages::geste::{self, Ouverte, raconte};
use crate::pages::pied::imprime_par;
use crate::pages::{a_l_heure, adresse_dossier, instant, numero};
use crate::ui::*;

/// Who did what a flow does.
const FLUX: &str = "Le flux de la caisse";

impl geste::Fiche for FicheRapprochement {
    type Lecture = ConsulterRapprochement;
    const CELLE_CI: &'static str = "cette question";

    fn dernier_geste(&self) -> Option<String> {
        let etape = self.etapes.last()?;
        let qui = etape.agent.as_deref().unwrap_or(FLUX);
        Some(raconte(qui, etape.geste.libelle(), etape.instant))
    }
}

#[component]
pub fn Rapprochement() -> impl IntoView {
    let ouverte = Ouverte::lire(numero("rapprochement"));
    let gestes = Gestes::nouveau(ouverte);
    ouverte.page("Une personne, ou deux", move |fiche| page(&fiche, ouverte, gestes))
}

fn page(fiche: &Arc<FicheRapprochement>, ouverte: Ouverte<FicheRapprochement>, gestes: Gestes) -> AnyView {
    let fait = ouverte.fait().map(|mots| {
        view! { <div class="pas-imprime"><Alerte ton=Ton::Succes><p>{mots}</p></Alerte></div> }
    });
    let titre = match &fiche.ici.personne {
        Some(personne) => format!("{} {}\u{a0}: une personne, ou deux", personne.prenom, personne.nom),
        None => "Une personne, ou deux".to_owned(),
    };
    view! {
        <main id="contenu" class="page">
            <div class="page-tete">
                <Titre texte=titre onglet="Rapprochement"/>
                <div class="actions"><BoutonImprimer/></div>
            </div>
            <p class="trace-ligne">
                <span><Picto icone=Icone::Oeil/>" Consultation enregistrée à "{a_l_heure(fiche.consulte_a)}</span>
                <a href=ADRESSE>"Toutes les questions"</a>
            </p>
            {ouverte.devancee(fiche)}
            {fait}
            {comparaison(fiche)}
            <div class="deux">
                {pourquoi(fiche)}
                {suite(fiche, gestes)}
            </div>
            {historique(&fiche.etapes)}
            {imprime_par()}
            {gestes.dialogue()}
        </main>
    }
    .into_any()
}

fn comparaison(fiche: &FicheRapprochement) -> AnyView {
    let ailleurs = fiche.la_bas.personne.is_none().then(|| ailleurs(&fiche.la_bas));
    let lignes = fiche.traits.iter().map(trait_compare).collect_view();
    let dossiers = [("Dossier", dossier as fn(&CoteRapprochement) -> AnyView), ("Suivi", suivi)];
    let dossiers = dossiers.map(|(nom, vue)| {
        let (ici, la_bas) = (vue(&fiche.ici), vue(&fiche.la_bas));
        view! {
            <Ligne>
                <CelluleTitre>{nom}</CelluleTitre>
                <Cellule titre="Nouveau dossier">{ici}</Cellule>
                <Cellule titre="Ancien dossier">{la_bas}</Cellule>
                <Cellule titre="Comparaison">"—"</Cellule>
            </Ligne>
        }
    });
    view! {
        {ailleurs}
        <Tableau
            legende="Ce que dit chaque dossier" muette=true
            colonnes=&["Élément", "Nouveau dossier", "Ancien dossier", "Comparaison"]
        >
            {lignes}
            {dossiers.collect_view()}
        </Tableau>
    }
    .into_any()
}

/// The older dossier is another CTSA's: what it says stays there.
fn ailleurs(cote: &CoteRapprochement) -> AnyView {
    let ou = match &cote.ctsa {
        Some(ctsa) => format!("L’ancien dossier est du territoire de la {ctsa}."),
        None => "L’ancien dossier n’est du territoire d’aucune CTSA.".to_owned(),
    };
    view! {
        <Alerte ton=Ton::Info>
            <p>{ou}" Vous voyez en quoi les deux s’accordent, pas ce qu’il contient. La décision vous revient : le nouveau dossier est du vôtre."</p>
        </Alerte>
    }
    .into_any()
}

fn trait_compare(lu: &TraitCompare) -> AnyView {
    let TraitCompare { nom, ici, la_bas, accord } = lu.clone();
    let ton = match accord {
        Accord::Identique => Ton::Succes,
        Accord::Voisin => Ton::Info,
        Accord::Different => Ton::Attention,
        Accord::Inconnu => Ton::Neutre,
    };
    view! {
        <Ligne>
            <CelluleTitre>{nom}</CelluleTitre>
            <Cellule titre="Nouveau dossier">{ici}</Cellule>
            <Cellule titre="Ancien dossier">{la_bas.unwrap_or_else(|| "Non visible".to_owned())}</Cellule>
            <Cellule titre="Comparaison"><Etiquette ton texte=accord.libelle()/></Cellule>
        </Ligne>
    }
    .into_any()
}

fn dossier(cote: &CoteRapprochement) -> AnyView {
    let Some(personne) = &cote.personne else { return "Non visible".into_any() };
    let href = adresse_dossier(personne.dossier, personne.personne);
    let etat = cote.etat_dossier.clone();
    let flux = cote.date_flux.map(|jour| format!("dit par le flux du {}", date::court(jour)));
    let partie = cote.partie_le.map(|jour| format!("partie le {}", date::court(jour)));
    let suite = [etat, flux, partie].into_iter().flatten().collect::<Vec<_>>().join(", ");
    view! { <a href=href>"Ouvrir le dossier"</a><br/><span class="discret">{suite}</span> }.into_any()
}

fn suivi(cote: &CoteRapprochement) -> AnyView {
    match cote.suivie {
        true => "Suivie : orientation, référent, CER ou rendez-vous",
        false => "Aucun suivi",
    }
    .into_any()
}

fn pourquoi(fiche: &FicheRapprochement) -> AnyView {
    let raisons = fiche.raisons.iter().map(|raison| view! { <li>{raison.libelle()}</li> }).collect_view();
    let (etat, ressemblance) = (fiche.etat, ressemblance(fiche.score));
    view! {
        <Carte titre="Pourquoi la question se pose" id="raisons" cote=move || etiquette(etat)>
            <p>{ressemblance}</p>
            <ul>{raisons}</ul>
        </Carte>
    }
    .into_any()
}

fn suite(fiche: &FicheRapprochement, gestes: Gestes) -> AnyView {
    let empechement = fiche.empechement.clone().map(|pourquoi| {
        view! { <Alerte ton=Ton::Attention><p>{pourquoi}</p></Alerte> }
    });
    let effet = fiche.empechement.is_none().then(|| fiche.effet.clone());
    let boutons = (!fiche.gestes.is_empty()).then(|| gestes.boutons(&fiche.gestes));
    view! {
        <Carte titre="Décision" id="decision">
            {empechement}
            {effet.map(|effet| view! { <p>{effet}</p> })}
            <div class="pas-imprime">{boutons}</div>
        </Carte>
    }
    .into_any()
}

fn historique(etapes: &[EtapeRapprochement]) -> AnyView {
    let etapes = etapes.iter().rev().cloned().enumerate().map(|(rang, etape)| {
        let EtapeRapprochement { geste, instant: quand, agent, organisation, motif } = etape;
        let qui: Vec<String> =
            agent.or_else(|| Some(FLUX.to_owned())).into_iter().chain(organisation).collect();
        let qui_quand = format!("{}, le {}", qui.join(", "), instant(quand));
        view! { <Etape quoi=geste.libelle() qui_quand nostrip:motif=motif courante=rang == 0/> }
    });
    let etapes = etapes.collect_view();
    view! { <Carte titre="Historique" id="historique"><Frise>{etapes}</Frise></Carte> }.into_any()
}
