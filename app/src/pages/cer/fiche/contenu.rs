//! The contract itself, from what was typed and signed.

use chrono::NaiveDate;
use leptos::prelude::*;
use reciproque_shared::cer::fiche::{FeuilleCer, FicheCer};
use reciproque_shared::cer::{
    Engagement, EtatCer, Forme, Objectif, Partie, ResultatBilan, SaisieCer, SaisieEngagement, SaisieObjectif,
    Sorte,
};
use reciproque_shared::date;

use super::acte::Acte;
use crate::pages::cer::mots::EtiquetteCer;
use crate::ui::*;

/// The contract and its signatures within an extract; `prefixe` keeps the anchors of several
/// contracts apart on one page.
pub fn cartes(fiche: &FicheCer, prefixe: &str) -> AnyView {
    let signees = signatures(&fiche.feuille, format!("{prefixe}signatures"), 3);
    view! { {corps(&fiche.into(), prefixe, 3)}{signees} }.into_any()
}

/// What one agreed on; `niveau` is that of its headings, 3 within another document.
pub fn corps(acte: &Acte<'_>, prefixe: &str, niveau: u8) -> AnyView {
    let id = |nom: &str| format!("{prefixe}{nom}");
    let saisie = &acte.feuille.saisie;
    let parties = [
        (Partie::Personne, "De la personne", &saisie.engagements_personne),
        (Partie::Referent, "Du référent", &saisie.engagements_referent),
        (Partie::Departement, "Du département", &saisie.engagements_departement),
    ];
    let engagements = parties.map(|(partie, nom, lignes)| {
        let textes = lignes.iter().map(|ligne| engagement(partie, ligne)).collect();
        view! { <Fait nom=nom>{liste(textes)}</Fait> }
    });
    let objectifs = saisie.objectifs.iter().filter_map(objectif);
    let objectifs = objectifs.map(|(theme, texte)| view! { <Fait nom=theme>{texte}</Fait> }).collect_view();
    view! {
        {contrat(acte, id("contrat"), niveau)}
        {bilan(saisie, id("bilan"), niveau)}
        {emploi(acte.feuille, id("emploi"), niveau)}
        <Carte titre="Objectifs" id=id("objectifs") niveau><Definitions>{objectifs}</Definitions></Carte>
        <Carte titre="Engagements" id=id("engagements") niveau><Definitions>{engagements}</Definitions></Carte>
        {observations(saisie, id("observations"), niveau)}
    }
    .into_any()
}

fn contrat(acte: &Acte<'_>, id: String, niveau: u8) -> AnyView {
    let feuille = acte.feuille;
    let (saisie, aujourdhui) = (&feuille.saisie, feuille.contexte.aujourdhui);
    let (etat, position) = (acte.etat, acte.position);
    let jour =
        |retenu: Option<NaiveDate>, texte: &str| retenu.map_or_else(|| lue(texte, aujourdhui), date::court);
    let forme = Forme::du_code(&saisie.forme).map_or("", Forme::libelle);
    // An avenant that keeps the dates of its contract has no length of its own.
    let gardees = saisie.sorte == Sorte::Avenant.code() && !saisie.change_periode;
    let duree = if gardees || saisie.duree_mois.is_empty() {
        String::new()
    } else {
        format!("{} mois", saisie.duree_mois)
    };
    // On paper it is an act, whatever became of it since; an extract tells what became of it.
    let remis = niveau == 2;
    let faits = [
        fait("Forme", forme.to_owned()),
        fait("Début", jour(acte.debut, &saisie.debut)),
        fait("Durée", duree),
        fait("Fin", fin(acte)),
        fait("Structure", feuille.structure.clone()),
        fait("Référent", feuille.referent.clone()),
    ];
    view! {
        <Carte titre="Le contrat" id niveau cote=move || view! { <span class:pas-imprime=remis><EtiquetteCer etat position/></span> }>
            <Definitions empilees=true>{faits}</Definitions>
        </Carte>
    }
    .into_any()
}

/// The last day; when an avenant moved it, says so.
fn fin(acte: &Acte<'_>) -> String {
    let Some(fin) = acte.fin else { return String::new() };
    let mois = acte.feuille.saisie.duree_mois.parse().ok();
    let signee = acte.debut.zip(mois).map(|(debut, mois)| date::fin_de_periode(debut, mois));
    let contrat = acte.etat == EtatCer::Valide && acte.feuille.saisie.sorte != Sorte::Avenant.code();
    match signee {
        Some(signee) if contrat && signee != fin => format!("{} (par avenant)", date::court(fin)),
        _ => date::court(fin),
    }
}

fn emploi(feuille: &FeuilleCer, id: String, niveau: u8) -> Option<AnyView> {
    let emploi = &feuille.saisie.emploi;
    let faits = [
        ("Emploi recherché", &emploi.metier),
        ("Où", &emploi.zone),
        ("Salaire attendu", &emploi.salaire),
        ("Démarches", &emploi.actes),
    ];
    if !feuille.contexte.orientation_professionnelle || faits.iter().all(|(_, texte)| texte.is_empty()) {
        return None;
    }
    let faits = faits.map(|(nom, texte)| fait(nom, texte.clone()));
    Some(
        view! { <Carte titre="Recherche d’emploi" id niveau><Definitions>{faits}</Definitions></Carte> }
            .into_any(),
    )
}

fn bilan(saisie: &SaisieCer, id: String, niveau: u8) -> Option<AnyView> {
    let resultat = ResultatBilan::du_code(&saisie.bilan.resultat)?;
    let note = saisie.bilan.note.clone();
    Some(
        view! {
            <Carte titre="Bilan du contrat précédent" id niveau>
                <p><strong>{resultat.libelle()}</strong></p>
                {(!note.is_empty()).then(|| view! { <p>{note}</p> })}
            </Carte>
        }
        .into_any(),
    )
}

fn observations(saisie: &SaisieCer, id: String, niveau: u8) -> Option<AnyView> {
    let referent = saisie.observations_referent.clone();
    let personne = saisie.observations_personne.clone();
    (!referent.is_empty() || !personne.is_empty()).then(|| {
        view! {
            <Carte titre="Observations" id niveau>
                <Definitions>{fait("Du référent", referent)}{fait("De la personne", personne)}</Definitions>
            </Carte>
        }
        .into_any()
    })
}

pub fn signatures(feuille: &FeuilleCer, id: String, niveau: u8) -> AnyView {
    let (saisie, aujourdhui) = (&feuille.saisie, feuille.contexte.aujourdhui);
    let personne = lue(&saisie.signe_personne_le, aujourdhui);
    let referent = lue(&saisie.signe_referent_le, aujourdhui);
    let lieu = saisie.lieu_signature.clone();
    view! {
        <Carte titre="Signatures" id niveau>
            <Definitions>
                {fait("La personne", personne)}{fait("Le référent", referent)}{fait("Lieu", lieu)}
            </Definitions>
        </Carte>
    }
    .into_any()
}

/// A fact, unless there is nothing to say.
fn fait(nom: &'static str, texte: String) -> Option<AnyView> {
    (!texte.is_empty()).then(|| view! { <Fait nom=nom>{texte}</Fait> }.into_any())
}

/// A typed date as it was understood, or as typed.
pub fn lue(texte: &str, aujourdhui: NaiveDate) -> String {
    date::lire(texte, aujourdhui).map_or_else(|_| texte.to_owned(), date::court)
}

fn objectif(ligne: &SaisieObjectif) -> Option<(&'static str, String)> {
    let objectif = Objectif::du_code(&ligne.objectif)?;
    Some((objectif.theme.libelle(), precise(objectif.libelle, &ligne.precision)))
}

fn engagement(partie: Partie, ligne: &SaisieEngagement) -> String {
    let connu = Engagement::du_code(partie, &ligne.engagement).map_or("", |e| e.libelle);
    precise(connu, &ligne.precision)
}

/// `Rechercher un logement adapté : T3 à Colmar`
fn precise(libelle: &str, precision: &str) -> String {
    if precision.trim().is_empty() { libelle.to_owned() } else { format!("{libelle} : {}", precision.trim()) }
}

fn liste(textes: Vec<String>) -> AnyView {
    let lignes = textes.into_iter().map(|texte| view! { <li>{texte}</li> }).collect_view();
    view! { <ul>{lignes}</ul> }.into_any()
}
