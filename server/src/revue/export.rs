//! The sealed review in files to keep: text, CSV, JSON.

use chrono::{DateTime, SecondsFormat, Utc};
use reciproque_shared::api::ExporterRevue;
use reciproque_shared::cle_recherche::cle_de_recherche;
use reciproque_shared::date;
use reciproque_shared::mots;
use reciproque_shared::revue::{ExportRevue, FicheRevue, LigneRevue, SceauRevue};
use serde_json::json;

use super::lecture::fiche;
use super::requete::trouver;
use crate::export_csv::csv;
use crate::garde::{Objet, Passage, Traced};
use crate::http::routeur::AppelRecu;
use crate::refus::Refus;

const COLONNES: [&str; 8] = [
    "Agent",
    "Profil",
    "En vigueur depuis le",
    "Décision",
    "Motif",
    "Précision",
    "Décidée le",
    "Décidée par",
];

/// `GET /revues/{revue}/export`
pub async fn exporter(
    passage: Passage,
    appel: AppelRecu<ExporterRevue>,
) -> Result<Traced<ExportRevue>, Refus> {
    let revue = trouver(&passage, appel.chemin).await?;
    let fiche = fiche(&passage, revue).await?;
    let Some(sceau) = &fiche.sceau else {
        return Err(Refus::Conflit("Scellez d’abord la revue : seule une revue scellée s’exporte.".into()));
    };
    let export = ExportRevue {
        nom: nom(&fiche),
        texte: sceau.texte.clone(),
        csv: csv(COLONNES, fiche.lignes.iter().map(cellules))?,
        json: json(&fiche, sceau),
    };
    passage.laisser_sortir(Objet::new("revue", appel.chemin), &[], |_| export).await
}

/// `revue-2026-espace-developpement`
fn nom(fiche: &FicheRevue) -> String {
    let organisation = cle_de_recherche(&fiche.resume.organisation).to_lowercase().replace(' ', "-");
    format!("revue-{}-{organisation}", fiche.resume.annee)
}

fn cellules(ligne: &LigneRevue) -> [String; 8] {
    [
        format!("{} {}", ligne.nom, ligne.prenom),
        ligne.profil.libelle().to_owned(),
        date::court(ligne.depuis),
        ligne.etat.libelle().to_owned(),
        ligne.motif.map(|motif| motif.libelle().to_owned()).unwrap_or_default(),
        ligne.precision.clone().unwrap_or_default(),
        ligne.decidee_le.map(mots::instant).unwrap_or_default(),
        ligne.decidee_par.clone().unwrap_or_default(),
    ]
}

fn json(fiche: &FicheRevue, sceau: &SceauRevue) -> String {
    let ligne = |l: &LigneRevue| {
        json!({
            "habilitation": l.habilitation, "nom": l.nom, "prenom": l.prenom, "profil": l.profil.code(),
            "depuis": l.depuis, "decision": l.etat.code(), "motif": l.motif.map(|m| m.code()),
            "precision": l.precision, "decidee_le": l.decidee_le.map(instant), "decidee_par": l.decidee_par,
        })
    };
    let resume = &fiche.resume;
    let objet = json!({
        "organisation": resume.organisation, "annee": resume.annee, "ouverte_le": instant(resume.ouverte_le),
        "limite": resume.limite, "scellee_le": instant(sceau.scellee_le), "scellee_par": sceau.scellee_par,
        "sha256": sceau.empreinte, "texte": sceau.texte, "signature": sceau.signature,
        "cle_publique": sceau.cle_publique,
        "lignes": fiche.lignes.iter().map(ligne).collect::<Vec<_>>(),
    });
    format!("{objet:#}")
}

fn instant(quand: DateTime<Utc>) -> String {
    quand.to_rfc3339_opts(SecondsFormat::Secs, true)
}
