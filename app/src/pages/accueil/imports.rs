//! Home of the administrator: the flows read, their warnings and their rejects.

use leptos::prelude::*;
use reciproque_shared::api::ConsulterImports;
use reciproque_shared::date;
use reciproque_shared::imports::{ImportFranceTravailLu, ImportLu, RejetLu};
use reciproque_shared::mots::accord;

use crate::pages::{combien, instant, use_lecture};
use crate::ui::*;

#[component]
pub fn AccueilImports() -> impl IntoView {
    let lecture = use_lecture::<ConsulterImports>(|| ((), ()));
    let vue =
        lecture.vue(|lus| view! { {interruptions(&lus.interruptions)}{liste(&lus.imports)}{france_travail(&lus.france_travail)} }.into_any());
    view! {
        <main id="contenu" class="page">
            <div class="page-tete">
                <Titre texte="Imports de flux"/>
                <Bouton genre=Genre::Secondaire petit=true au_clic=move || lecture.relire()>"Actualiser"</Bouton>
            </div>
            {vue}
        </main>
    }
    .into_any()
}

fn liste(imports: &[ImportLu]) -> AnyView {
    if imports.is_empty() {
        return view! {
            <EtatVide titre="Aucun flux lu">
                <p>"Sur le serveur, lancez « reciproque import FICHIER » : le compte rendu apparaîtra ici."</p>
            </EtatVide>
        }
        .into_any();
    }
    imports.iter().map(import).collect_view().into_any()
}

fn import(lu: &ImportLu) -> AnyView {
    let id = format!("import-{}", lu.id);
    let titre = format!("{} du {}", lu.type_flux, date::court(lu.date_reference));
    let (ton, mot) = match (lu.rejetes, lu.alertes.len()) {
        _ if lu.annule_le.is_some() => (Ton::Attention, "Annulé".to_owned()),
        (0, 0) => (Ton::Succes, "Lu en entier".to_owned()),
        (0, alertes) => (Ton::Attention, combien(alertes, "alerte")),
        (rejets, _) => (Ton::Erreur, accord(rejets, "foyer rejeté", "foyers rejetés")),
    };
    let cote = move || view! { <Etiquette ton texte=mot.clone()/> };
    let total = lu.crees + lu.changes + lu.inchanges + lu.perimes + lu.rejetes;
    let foyers = format!(
        "{total} : {}, {}, {}, {}, {}",
        combien(lu.crees, "créé"),
        combien(lu.changes, "modifié"),
        combien(lu.inchanges, "inchangé"),
        // The store holds something more recent of those.
        accord(lu.perimes, "laissé de côté", "laissés de côté"),
        combien(lu.rejetes, "rejeté")
    );
    let numero = lu.id;
    let personnes = format!(
        "{}, {}, {}, {}",
        accord(lu.departs, "partie de son dossier", "parties de leur dossier"),
        accord(lu.arrivees, "arrivée dans un dossier connu", "arrivées dans un dossier connu"),
        accord(lu.suites, "suivie d’un dossier à un autre", "suivies d’un dossier à un autre"),
        accord(lu.doutes, "doute posé à la CTSA", "doutes posés à la CTSA")
    );
    let annule = lu.annule_le.map(|quand| view! { <Fait nom="Annulé le">{instant(quand)}</Fait> });
    let (emetteur, lu_le) = (lu.emetteur.clone(), instant(lu.lu_le));
    let (alertes, rejets) = (alertes(&lu.alertes), rejets(&lu.rejets));
    view! {
        <Carte titre id cote>
            <Definitions>
                <Fait nom="Numéro">{numero}</Fait>
                <Fait nom="Émetteur">{emetteur}</Fait>
                <Fait nom="Lu le">{lu_le}</Fait>
                {annule}
                <Fait nom="Foyers">{foyers}</Fait>
                <Fait nom="Personnes">{personnes}</Fait>
            </Definitions>
            {alertes}
            {rejets}
        </Carte>
    }
    .into_any()
}

/// The files of France Travail, once one was read.
fn france_travail(imports: &[ImportFranceTravailLu]) -> Option<AnyView> {
    (!imports.is_empty()).then(|| {
        let cartes = imports.iter().map(fichier).collect_view();
        view! { <Section titre="Fichiers de France Travail" id="france-travail">{cartes}</Section> }
            .into_any()
    })
}

fn fichier(lu: &ImportFranceTravailLu) -> AnyView {
    let (id, titre) = (format!("fichier-{}", lu.id), format!("Situations au {}", date::court(lu.au)));
    let (ton, mot) = match (lu.complet, lu.rejetees) {
        (false, _) => (Ton::Attention, "Lecture interrompue : relancez le même fichier".to_owned()),
        (true, 0) => (Ton::Succes, "Lu en entier".to_owned()),
        (true, rejets) => (Ton::Attention, accord(rejets, "ligne rejetée", "lignes rejetées")),
    };
    let cote = move || view! { <Etiquette ton texte=mot.clone()/> };
    let situations = format!(
        "{}, {}, {}",
        accord(lu.nouvelles, "nouvelle", "nouvelles"),
        accord(lu.changees, "changée", "changées"),
        accord(lu.inchangees, "inchangée", "inchangées"),
    );
    let (numero, lu_le, absentes, rejets) = (lu.id, instant(lu.lu_le), lu.absentes, rejets(&lu.rejets));
    view! {
        <Carte titre id cote niveau=3>
            <Definitions>
                <Fait nom="Numéro">{numero}</Fait>
                <Fait nom="Lu le">{lu_le}</Fait>
                <Fait nom="Situations">{situations}</Fait>
                <Fait nom="Personnes absentes du fichier">{absentes}</Fait>
            </Definitions>
            {rejets}
        </Carte>
    }
    .into_any()
}

/// Imports that were killed, or still run, before anything was kept of them.
fn interruptions(dites: &[String]) -> Option<AnyView> {
    a_verifier("Imports à suivre", dites)
}

fn alertes(alertes: &[String]) -> Option<AnyView> {
    a_verifier("À vérifier avec l’émetteur", alertes)
}

fn a_verifier(titre: &'static str, alertes: &[String]) -> Option<AnyView> {
    (!alertes.is_empty()).then(|| {
        let lignes = alertes.iter().cloned().map(|alerte| view! { <li>{alerte}</li> }).collect_view();
        view! { <Alerte ton=Ton::Attention titre><ul>{lignes}</ul></Alerte> }.into_any()
    })
}

fn rejets(rejets: &[RejetLu]) -> Option<AnyView> {
    (!rejets.is_empty()).then(|| {
        let ligne = |RejetLu { ligne, element, raison }| {
            view! {
                <Ligne>
                    <CelluleTitre>{ligne}</CelluleTitre>
                    <Cellule titre="Élément">{element}</Cellule>
                    <Cellule titre="Raison">{raison}</Cellule>
                </Ligne>
            }
        };
        let lignes = rejets.iter().cloned().map(ligne).collect_view();
        view! {
            <Tableau legende="Rejets : le reste a été lu" colonnes=&["Ligne", "Élément", "Raison"]>
                {lignes}
            </Tableau>
        }
        .into_any()
    })
}
