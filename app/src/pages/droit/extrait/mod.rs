//! The access extract: one readable document to print and hand over.

mod rendez_vous;
mod suites;

use leptos::prelude::*;
use reciproque_shared::api::ProduireExtrait;
use reciproque_shared::cer::fiche::FicheCer;
use reciproque_shared::date;
use reciproque_shared::droit::{ExtraitAcces, ReceptionExtraite};
use reciproque_shared::mots::accord;

use super::nom;
use crate::pages::cer::{contrat, histoire};
use crate::pages::{EchecLecture, attente, dossier, instant, numero, use_lecture};
use crate::ui::*;

#[component]
pub fn Extrait() -> impl IntoView {
    let numero = numero("demande");
    let lecture = use_lecture::<ProduireExtrait>(move || (numero.get(), ()));
    move || match lecture.etat() {
        None => attente("Extrait d’accès"),
        Some(Ok(extrait)) => page(&extrait),
        Some(Err(echec)) => view! {
            <main id="contenu" class="page">
                <Titre texte="Extrait d’accès"/>
                <EchecLecture echec relire=move || lecture.relire()/>
                <p><a href=format!("/demandes/{}", numero.get_untracked())>"Retour à la demande"</a></p>
            </main>
        }
        .into_any(),
    }
}

fn page(extrait: &ExtraitAcces) -> AnyView {
    let titre = format!("Données de {}", nom(&extrait.personne));
    let nir = extrait.nir.clone().unwrap_or_else(|| "non reçu de la caisse".to_owned());
    let naissance = extrait.personne.date_naissance.to_string();
    let contrats = extrait.cer.iter().map(un_contrat).collect_view();
    let foyer = dossier::contenu(&extrait.dossier);
    view! {
        <main id="contenu" class="page extrait">
            <div class="page-tete"><Titre texte=titre onglet="Extrait d’accès"/><BoutonImprimer/></div>
            {presentation(extrait)}
            {a_relire(extrait)}
            <Definitions>
                <Fait nom="Naissance">{naissance}</Fait>
                <Fait nom="Numéro de sécurité sociale (NIR)">{nir}</Fait>
            </Definitions>
            {foyer}
            {receptions(&extrait.receptions)}
            {contrats}
            {rendez_vous::section(extrait)}
            {suites::decisions(extrait)}
            {suites::reorientations(extrait)}
            {suites::ecarts(extrait)}
            {suites::instructions(extrait)}
            {suites::demandes(extrait)}
            {suites::motifs(&extrait.motifs)}
            {suites::consultations(extrait)}
        </main>
    }
    .into_any()
}

fn presentation(extrait: &ExtraitAcces) -> AnyView {
    let texte = format!(
        "Extrait établi le {} en réponse à la demande n° {} (RGPD, article 15). Il contient tout ce que Réciproque \
         détient sur cette personne dans le dossier n° {}, à part les copies qui servent au logiciel (index de \
         recherche, empreintes) et le nom des agents qui ont consulté.",
        instant(extrait.etabli_le),
        extrait.demande,
        extrait.personne.dossier,
    );
    view! { <p>{texte}</p> }.into_any()
}

/// For the officer, before it is handed over.
fn a_relire(extrait: &ExtraitAcces) -> AnyView {
    let retour = format!("/demandes/{}", extrait.demande);
    let autres = i64::try_from(extrait.autres_dossiers).unwrap_or(i64::MAX);
    let ailleurs = (autres > 0).then(|| {
        let combien = accord(autres, "autre dossier", "autres dossiers");
        view! { <p>{format!("Le même NIR figure dans {combien}, qui ne sont pas dans cet extrait : enregistrez une demande pour chacun.")}</p> }
    });
    view! {
        <div class="pas-imprime">
            <Alerte titre="Avant de le remettre">
                <p>"Relisez les notes, les motifs et les observations : s’ils parlent de quelqu’un d’autre, masquez-le (RGPD, article 15.4)."</p>
                {ailleurs}
                <p><a href=retour>"Retour à la demande"</a></p>
            </Alerte>
        </div>
    }
    .into_any()
}

fn un_contrat(cer: &FicheCer) -> AnyView {
    let titre = format!("Contrat n° {}", cer.id);
    let id = format!("cer-{}", cer.id);
    let prefixe = format!("{id}-");
    let (contenu, histoire) = (contrat(cer, &prefixe), histoire(cer, &prefixe, 3));
    view! { <Section titre id>{contenu}{histoire}</Section> }.into_any()
}

fn receptions(lues: &[ReceptionExtraite]) -> Option<AnyView> {
    let ligne = |lue: &ReceptionExtraite| {
        let (jour, etat) = (date::court(lue.date_reference), lue.etat.libelle().into_owned());
        view! { <Ligne><CelluleTitre>{jour}</CelluleTitre><Cellule titre="Droit">{etat}</Cellule></Ligne> }
    };
    (!lues.is_empty()).then(|| {
        let lignes = lues.iter().map(ligne).collect_view();
        view! {
            <Section titre="Ce que la caisse a transmis" id="receptions">
                <Tableau legende="Flux qui ont changé le dossier, le plus récent d’abord" colonnes=&["Au", "Droit"] court=true>
                    {lignes}
                </Tableau>
            </Section>
        }
        .into_any()
    })
}
