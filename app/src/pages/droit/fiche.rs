//! One request: its deadline, its state, what may be done, what was done.

use std::sync::Arc;

use leptos::prelude::*;
use reciproque_shared::date;
use reciproque_shared::droit::{FicheDemande, IssueRectification, RectificationFaite};

use super::gestes::{Gestes, carte};
use super::{etiquette, limite, nom, rectification};
use crate::pages::geste::Ouverte;
use crate::pages::{adresse_dossier, instant, numero};
use crate::ui::*;

#[component]
pub fn DemandeDroit() -> impl IntoView {
    let ouverte = Ouverte::lire(numero("demande"));
    let gestes = Gestes::nouveau(ouverte);
    ouverte.page("Demande", move |fiche| page(&fiche, ouverte, gestes))
}

fn page(fiche: &Arc<FicheDemande>, ouverte: Ouverte<FicheDemande>, gestes: Gestes) -> AnyView {
    let ligne = &fiche.ligne;
    let titre = format!("{}\u{a0}: {}", ligne.sorte.libelle(), nom(&ligne.personne));
    let (etat, faits) = (etiquette(ligne), faits(fiche));
    let ouvert = ligne.etat.ouvre_le_dossier();
    let rectifier = ouvert.then(|| rectification::carte(fiche, ouverte));
    view! {
        <main id="contenu" class="page">
            <div class="page-tete"><Titre texte=titre onglet="Demande"/><div>{etat}</div></div>
            <p><a href="/demandes">"Toutes les demandes"</a></p>
            {ouverte.devancee(fiche)}
            <div class="deux">
                {faits}
                {carte(fiche, gestes)}
            </div>
            {ouvert.then(|| dossier(fiche))}
            {rectifications(&fiche.rectifications)}
            {rectifier}
            {historique(fiche)}
            {gestes.dialogue()}
        </main>
    }
    .into_any()
}

fn faits(fiche: &FicheDemande) -> AnyView {
    let ligne = &fiche.ligne;
    let naissance = ligne.personne.date_naissance.to_string();
    let (recue, limite, article) = (date::long(ligne.recue_le), limite(ligne), fiche.article.clone());
    let objet = fiche.objet.clone();
    view! {
        <Carte titre="La demande" id="demande">
            <Definitions>
                <Fait nom="Naissance">{naissance}</Fait>
                <Fait nom="Reçue le">{recue}</Fait>
                <Fait nom="À répondre avant le">{limite}" "<span class="discret">{article}</span></Fait>
                {(!objet.is_empty()).then(|| view! { <Fait nom="Objet">{objet}</Fait> })}
            </Definitions>
        </Carte>
    }
    .into_any()
}

/// What the request opens, as long as it is open.
fn dossier(fiche: &FicheDemande) -> AnyView {
    let extrait = format!("/demandes/{}/extrait", fiche.ligne.id);
    let dossier = adresse_dossier(fiche.ligne.personne.dossier, fiche.ligne.personne.personne);
    view! {
        <Carte titre="Le dossier de la personne" id="dossier">
            <p>"Il est ouvert pour instruire cette demande. Il se refermera quand vous aurez répondu ou refusé."</p>
            <div class="actions">
                <LienBouton href=extrait icone=Icone::Imprimer>"Produire l’extrait d’accès"</LienBouton>
                <LienBouton href=dossier genre=Genre::Secondaire>"Ouvrir le dossier"</LienBouton>
            </div>
        </Carte>
    }
    .into_any()
}

/// What came of each datum.
pub fn rectifications(faites: &[RectificationFaite]) -> Option<AnyView> {
    let ligne = |faite: &RectificationFaite| {
        let RectificationFaite { donnee, issue, ancienne, nouvelle, motif, instant: quand, agent } =
            faite.clone();
        let quoi = match ancienne {
            Some(ancienne) => format!("{} → {}", ou_vide(ancienne), ou_vide(nouvelle)),
            None => nouvelle,
        };
        let suite = match issue {
            IssueRectification::Transmise => format!("{} : {}", issue.libelle(), donnee.source().libelle()),
            _ => issue.libelle().to_owned(),
        };
        view! {
            <Ligne>
                <CelluleTitre>{donnee.libelle()}</CelluleTitre>
                <Cellule titre="Valeur">{quoi}</Cellule>
                <Cellule titre="Suite"><div>{suite}<p class="discret">{motif}</p></div></Cellule>
                <Cellule titre="Par">{agent}", "{instant(quand)}</Cellule>
            </Ligne>
        }
    };
    (!faites.is_empty()).then(|| {
        let lignes = faites.iter().map(ligne).collect_view();
        view! {
            <Tableau legende="Rectifications" colonnes=&["Donnée", "Valeur", "Suite", "Par"]>
                {lignes}
            </Tableau>
        }
        .into_any()
    })
}

fn ou_vide(texte: String) -> String {
    if texte.is_empty() { "(vide)".to_owned() } else { texte }
}

fn historique(fiche: &FicheDemande) -> AnyView {
    let frise = frise(fiche);
    view! { <Carte titre="Historique" id="historique">{frise}</Carte> }.into_any()
}

/// The steps, newest first.
pub fn frise(fiche: &FicheDemande) -> AnyView {
    let etapes = fiche.etapes.iter().rev().cloned().enumerate().map(|(rang, etape)| {
        let qui_quand = format!("{}, le {}", etape.agent, instant(etape.instant));
        view! { <Etape quoi=etape.quoi qui_quand nostrip:motif=etape.motif courante=rang == 0/> }
    });
    let etapes = etapes.collect_view();
    view! { <Frise>{etapes}</Frise> }.into_any()
}
