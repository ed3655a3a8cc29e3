//! One alert: the rule in words, the events, what was done about it.

use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;
use reciproque_shared::alerte::{
    EVENEMENTS_PAR_PAGE, EtapeAlerte, EvenementAlerte, FicheAlerte, MotifLu, SaisieEvenements,
};
use reciproque_shared::api::ConsulterEvenements;
use reciproque_shared::mots::accord;
use reciproque_shared::trace::NumeroTrace;

use super::surveillance::en_cours;
use super::traitement::{Traitements, carte};
use crate::pages::geste::Ouverte;
use crate::pages::{instant, numero};
use crate::server::{Echec, appeler};
use crate::ui::*;

#[component]
pub fn UneAlerte() -> impl IntoView {
    let ouverte = Ouverte::lire(numero("alerte"));
    let traitements = Traitements::nouveau(ouverte);
    ouverte.page("Alerte", move |fiche| page(fiche, ouverte, traitements))
}

fn page(fiche: Arc<FicheAlerte>, ouverte: Ouverte<FicheAlerte>, traitements: Traitements) -> AnyView {
    let ligne = &fiche.alerte;
    let (titre, qui) = (ligne.regle.libelle(), format!("{}, {}", ligne.agent, ligne.organisation));
    let h1 = use_titre(titre.to_owned());
    let surveillances = format!("/agents/{}/surveillance", fiche.agent);
    view! {
        <main id="contenu" class="page">
            <div class="page-tete">
                <div><h1 node_ref=h1 tabindex="-1">{titre}</h1><p>{qui}</p></div>
            </div>
            <p class="trace-ligne"><a href="/alertes">"Toutes les alertes"</a>" · "<a href=surveillances>"Surveillances de cet agent"</a></p>
            {ouverte.devancee(&fiche)}
            <div class="formulaire">
                <div class="formulaire-corps">
                    {regle(&fiche)}
                    {fiche.surveillance.as_ref().map(en_cours)}
                    <Evenements fiche=fiche.clone()/>
                    {motifs(&fiche.motifs)}
                </div>
                <aside class="formulaire-cote" aria-label="Suite et historique">
                    {carte(&fiche, traitements)}
                    {historique(&fiche.etapes)}
                </aside>
            </div>
            {traitements.dialogue()}
        </main>
    }
    .into_any()
}

fn regle(fiche: &FicheAlerte) -> AnyView {
    let ligne = &fiche.alerte;
    let close = ligne.close_le.is_some();
    let etat = move || match close {
        true => view! { <Etiquette ton=Ton::Neutre texte="Clôturée"/> },
        false => view! { <Etiquette ton=Ton::Attention texte="Ouverte"/> },
    };
    let (explication, constat) = (ligne.regle.explication(), ligne.constat.clone());
    let (ouverte_le, derniere_le) = (instant(ligne.ouverte_le), instant(ligne.derniere_le));
    let conclusion = ligne.conclusion.map(|conclusion| {
        view! { <Fait nom="Conclusion">{conclusion.libelle()}</Fait> }
    });
    view! {
        <Carte titre="Ce que la règle a vu" id="regle" cote=etat>
            <p>{explication}</p>
            <Definitions>
                <Fait nom="Constat">{constat}</Fait>
                <Fait nom="Ouverte le">{ouverte_le}</Fait>
                <Fait nom="Dernier événement">{derniere_le}</Fait>
                {conclusion}
            </Definitions>
        </Carte>
    }
    .into_any()
}

/// The events page by page, each page added to those before.
#[component]
fn Evenements(fiche: Arc<FicheAlerte>) -> impl IntoView {
    let (alerte, total) = (fiche.alerte.id, fiche.alerte.evenements);
    let lus = RwSignal::new(fiche.evenements.clone());
    let (lues, echec) = (RwSignal::new(1_u32), RwSignal::new(None::<Echec>));
    let avance = move || {
        spawn_local(async move {
            let saisie = SaisieEvenements { page: lues.get_untracked() };
            match appeler::<ConsulterEvenements>(alerte, saisie).await {
                Ok(page) => {
                    echec.try_set(None);
                    lues.try_set(page.page + 1);
                    lus.try_update(|lus| lus.extend(page.evenements));
                }
                Err(refus) => drop(echec.try_set(Some(refus))),
            }
        });
    };
    let reste = move || u64::from(lues.get()) * EVENEMENTS_PAR_PAGE < total;
    view! {
        {move || lus.with(|lus| evenements(lus, total))}
        {move || echec.get().map(|echec| view! { <Alerte ton=Ton::Erreur vivante=true><p>{echec.detail().to_owned()}</p></Alerte> })}
        {move || match reste() {
            true => view! { <Bouton genre=Genre::Secondaire petit=true au_clic=avance>"Événements précédents"</Bouton> }.into_any(),
            false => lus.with(|lus| disparus(lus.len(), total)).into_any(),
        }}
    }
    .into_any()
}

/// Why fewer events are shown than the alert counts.
fn disparus(lus: usize, total: u64) -> Option<AnyView> {
    let manquent = usize::try_from(total).unwrap_or(usize::MAX).saturating_sub(lus);
    (manquent > 0).then(|| {
        let texte = format!(
            "{}, ou d’un journal remplacé depuis.",
            accord(
                manquent,
                "événement n’est plus au journal : purgé après sa durée de conservation",
                "événements ne sont plus au journal : purgés après leur durée de conservation"
            )
        );
        view! { <p class="discret">{texte}</p> }.into_any()
    })
}

fn evenements(lus: &[EvenementAlerte], total: u64) -> AnyView {
    let ligne = |lu: &EvenementAlerte| {
        let quoi = trace_de(lu);
        let (quand, acte, position) = (instant(lu.instant), lu.acte.clone(), position(lu));
        view! {
            <Ligne>
                <CelluleTitre>{quand}</CelluleTitre>
                <Cellule titre="Action">{acte}</Cellule>
                <Cellule titre="Objet">{quoi}</Cellule>
                <Cellule titre="Trace n°" chiffres=true>{position}</Cellule>
            </Ligne>
        }
    };
    let lignes = lus.iter().map(ligne).collect_view();
    let legende = match usize::try_from(total) {
        Ok(total) if total > lus.len() && !lus.is_empty() => {
            format!("Événements du journal, les derniers d’abord : {} sur {total}", lus.len())
        }
        _ => "Événements du journal, les derniers d’abord".to_owned(),
    };
    view! {
        <Carte titre="Événements" id="evenements" corps=false cote=toutes_les_traces>
            <Tableau legende colonnes=&["Instant", "Action", "Objet", "Trace n°"] chiffres=&[3]>{lignes}</Tableau>
        </Carte>
    }
    .into_any()
}

fn toutes_les_traces() -> AnyView {
    view! { <a href="/traces">"Toutes les traces"</a> }.into_any()
}

fn position(lu: &EvenementAlerte) -> String {
    NumeroTrace { chaine: lu.chaine, seq: lu.seq }.to_string()
}

/// The object, with the way to who else opened it.
fn trace_de(lu: &EvenementAlerte) -> AnyView {
    let quoi = lu.quoi.clone().unwrap_or_else(|| "—".to_owned());
    match lu.dossier {
        Some(dossier) => view! { <a href=format!("/traces/dossiers/{dossier}")>{quoi}</a> }.into_any(),
        None => quoi.into_any(),
    }
}

/// Why the agent opened what was opened, under watch.
pub fn motifs(lus: &[MotifLu]) -> Option<AnyView> {
    let ligne = |lu: &MotifLu| {
        let objet = lu.quoi.clone().unwrap_or_else(|| "Sans suite".to_owned());
        let (quand, motif, precision) = (instant(lu.instant), lu.motif.libelle(), lu.precision.clone());
        view! {
            <Ligne>
                <CelluleTitre>{quand}</CelluleTitre>
                <Cellule titre="Objet">{objet}</Cellule>
                <Cellule titre="Motif">{motif}</Cellule>
                <Cellule titre="Précision">{precision}</Cellule>
            </Ligne>
        }
    };
    (!lus.is_empty()).then(|| {
        let lignes = lus.iter().map(ligne).collect_view();
        view! {
            <Carte titre="Motifs donnés par l’agent" id="motifs" corps=false>
                <Tableau legende="Sous surveillance, les derniers d’abord" colonnes=&["Instant", "Objet", "Motif", "Précision"]>
                    {lignes}
                </Tableau>
            </Carte>
        }
        .into_any()
    })
}

fn historique(etapes: &[EtapeAlerte]) -> AnyView {
    let etape = |(rang, etape): (usize, &EtapeAlerte)| {
        let quand = format!("le {}", instant(etape.instant));
        let qui_quand = match &etape.par {
            Some(par) => format!("{par}, {quand}"),
            None => quand,
        };
        let quoi = match etape.conclusion {
            Some(conclusion) => format!("{} : {}", etape.geste, conclusion.libelle()),
            None => etape.geste.clone(),
        };
        let courante = rang == 0;
        match etape.note.clone() {
            Some(motif) => view! { <Etape quoi qui_quand motif courante/> }.into_any(),
            None => view! { <Etape quoi qui_quand courante/> }.into_any(),
        }
    };
    let etapes = etapes.iter().enumerate().map(etape).collect_view();
    view! { <Carte titre="Historique" id="historique"><Frise>{etapes}</Frise></Carte> }.into_any()
}
