//! The counts of the home page; each opens its list.

use leptos::prelude::*;
use reciproque_shared::accueil::{CompteFile, FileAttente, SaisieFile};
use reciproque_shared::habilitation::Acte;
use reciproque_shared::mots::combien;

use crate::pages::confies::ADRESSE;
use crate::pages::ecarts::ECARTS;
use crate::pages::file::adresse;
use crate::pages::rapprochement;
use crate::session::use_session;
use crate::ui::*;

/// A count among those of the home page.
pub fn compteur(compte: &CompteFile) -> AnyView {
    let href = match compte.file {
        FileAttente::EcartsFranceTravail => ECARTS.to_owned(),
        file => adresse(file, SaisieFile::default()),
    };
    let decide = use_session().permet(Acte::DeciderCer);
    let (libelle, precision, urgent) = mots(compte.file, compte.nombre > 1, decide);
    let libelle = match compte.horizon_jours {
        Some(jours) => format!("{libelle} sous {}", combien(jours, "jour")),
        None => libelle.to_owned(),
    };
    view! { <Compteur href nombre=compte.nombre libelle precision urgent/> }.into_any()
}

/// Whom another structure accompanies since lately; none for those to whom nobody is entrusted.
pub fn confies(nombre: Option<u64>) -> Option<AnyView> {
    nombre.map(|nombre| {
        let libelle = if nombre > 1 { "personnes confiées" } else { "personne confiée" };
        let vue = view! { <Compteur href=ADRESSE nombre libelle precision="à une autre structure"/> };
        vue.into_any()
    })
}

/// Questions on who is who; none for those who don't decide, nor when nothing is asked.
pub fn rapprochements(nombre: Option<u64>) -> Option<AnyView> {
    nombre.filter(|nombre| *nombre > 0).map(|nombre| {
        let libelle = if nombre > 1 { "personnes à rapprocher" } else { "personne à rapprocher" };
        let precision = "la même dans deux dossiers, ou deux";
        view! { <Compteur href=rapprochement::ADRESSE nombre libelle precision urgent=true/> }.into_any()
    })
}

/// What is counted, a precision, and whether any is one too many.
/// `decide`: whether the reader is who decides on them.
const fn mots(file: FileAttente, plusieurs: bool, decide: bool) -> (&'static str, &'static str, bool) {
    match (file, plusieurs) {
        (FileAttente::RendezVousDuJour, _) => ("rendez-vous aujourd’hui", "", false),
        (FileAttente::RendezVousARenseigner, _) => {
            ("rendez-vous à renseigner", "passés, sans résultat", true)
        }
        (FileAttente::CerFinissant, false) => ("CER finit", "bilan à préparer", false),
        (FileAttente::CerFinissant, true) => ("CER finissent", "bilans à préparer", false),
        (FileAttente::SansCer, false) => ("personne sans CER", "au-delà du délai légal", true),
        (FileAttente::SansCer, true) => ("personnes sans CER", "au-delà du délai légal", true),
        (FileAttente::CerACompleter, _) => {
            ("CER à compléter", "renvoyés par la commission territoriale (CTSA)", true)
        }
        (FileAttente::CerATransmettre, false) => ("CER signé", "à transmettre", true),
        (FileAttente::CerATransmettre, true) => ("CER signés", "à transmettre", true),
        (FileAttente::Brouillons, false) => ("brouillon de CER", "à reprendre", false),
        (FileAttente::Brouillons, true) => ("brouillons de CER", "à reprendre", false),
        (FileAttente::AOrienter, false) => ("personne à orienter", "soumise aux droits et devoirs", true),
        (FileAttente::AOrienter, true) => ("personnes à orienter", "soumises aux droits et devoirs", true),
        (FileAttente::SansReferent, false) => ("personne sans référent", "à désigner", true),
        (FileAttente::SansReferent, true) => ("personnes sans référent", "à désigner", true),
        (FileAttente::Reorientations, false) => ("réorientation demandée", "à instruire", true),
        (FileAttente::Reorientations, true) => ("réorientations demandées", "à instruire", true),
        (FileAttente::ReponsesReorientation, false) => ("réponse à une réorientation", "à lire", true),
        (FileAttente::ReponsesReorientation, true) => ("réponses à des réorientations", "à lire", true),
        (FileAttente::AInstruire, false) => ("demande sur le droit", "à instruire", true),
        (FileAttente::AInstruire, true) => ("demandes sur le droit", "à instruire", true),
        (FileAttente::ADecider, false) => ("demande à décider", "instruite par un collègue", true),
        (FileAttente::ADecider, true) => ("demandes à décider", "instruites par des collègues", true),
        (FileAttente::ANotifier, false) => ("décision à notifier", "à la personne", true),
        (FileAttente::ANotifier, true) => ("décisions à notifier", "aux personnes", true),
        (FileAttente::ATransmettre, false) => ("décision à transmettre", "à la caisse", true),
        (FileAttente::ATransmettre, true) => ("décisions à transmettre", "à la caisse", true),
        (FileAttente::ReferentParti, false) => {
            ("personne suivie par un référent", "qui n’est plus habilité", true)
        }
        (FileAttente::ReferentParti, true) => {
            ("personnes suivies par un référent", "qui n’est plus habilité", true)
        }
        (FileAttente::EcartsFranceTravail, false) => ("écart avec France Travail", "à examiner", true),
        (FileAttente::EcartsFranceTravail, true) => ("écarts avec France Travail", "à examiner", true),
        (FileAttente::CerADecider, _) if decide => ("CER à décider", "transmis par les structures", true),
        (FileAttente::CerADecider, _) => {
            ("CER en attente de décision", "à la commission territoriale (CTSA)", false)
        }
    }
}
