//! Traces to be taken away: a spreadsheet or a program reads them.

use reciproque_shared::api::ExporterTraces;
use reciproque_shared::date;
use reciproque_shared::erreur::ErreurChamp;
use reciproque_shared::trace::{EXTRAIT_MAX, FichierTraces, FormatExport, LigneTrace};
use serde_json::json;

use super::filtre;
use super::ligne::{self, Regard};
use crate::export_csv::csv;
use crate::garde::{Passage, Traced};
use crate::http::routeur::AppelRecu;
use crate::journal::Filtre;
use crate::refus::Refus;

const COLONNES: [&str; 13] = [
    "Chaîne",
    "Position",
    "Date",
    "Heure",
    "Agent",
    "Organisation",
    "Profil",
    "Acte",
    "Objet",
    "Rubriques",
    "Issue",
    "Motif",
    "Poste",
];

/// `POST /traces/export`
pub async fn exporter(
    passage: Passage,
    appel: AppelRecu<ExporterTraces>,
) -> Result<Traced<FichierTraces>, Refus> {
    let (app, format) = (passage.app(), appel.corps.format);
    let (filtre, objet) = filtre::construire(&passage, &appel.corps.filtre, EXTRAIT_MAX + 1).await?;
    let lues = app.journal.chercher(&Filtre { apres: None, ..filtre }).await?;
    if lues.len() > EXTRAIT_MAX as usize {
        return Err(trop_long());
    }
    let traces = ligne::charger(&passage, lues, Regard::de(&passage)).await?;
    let contenu = match format {
        FormatExport::Csv => csv(COLONNES, traces.iter().map(cellules))?,
        FormatExport::Json => json(&traces)?,
    };
    let nom = format!("traces-{}.{}", app.horloge.locale().format("%Y-%m-%d-%Hh%M"), format.code());
    let fichier = FichierTraces { nom, format, contenu, traces: traces.len() as u64 };
    passage.laisser_sortir(objet, &[], |_| fichier).await
}

fn trop_long() -> Refus {
    let message = format!(
        "Plus de {EXTRAIT_MAX} traces correspondent : resserrez la période ou ajoutez un critère, puis exportez \
         en plusieurs fois."
    );
    Refus::Invalide(vec![ErreurChamp::new("du", "export_trop_long", message)])
}

fn cellules(trace: &LigneTrace) -> [String; COLONNES.len()] {
    let ici = date::a_paris(trace.instant);
    let texte = |valeur: &Option<String>| valeur.clone().unwrap_or_default();
    [
        trace.chaine.to_string(),
        trace.seq.to_string(),
        date::court(ici.date()),
        ici.format("%H:%M:%S").to_string(),
        texte(&trace.agent),
        texte(&trace.organisation),
        trace.profil.map_or_else(String::new, |profil| profil.libelle().to_owned()),
        trace.acte.clone(),
        texte(&trace.objet),
        trace.rubriques.iter().map(|rubrique| rubrique.libelle()).collect::<Vec<_>>().join(", "),
        trace.issue.libelle().to_owned(),
        texte(&trace.motif),
        texte(&trace.client),
    ]
}

fn json(traces: &[LigneTrace]) -> serde_json::Result<String> {
    let lignes: Vec<_> = traces
        .iter()
        .map(|t| {
            json!({
                "chaine": t.chaine, "position": t.seq, "instant": t.instant, "agent": t.agent,
                "organisation": t.organisation, "profil": t.profil, "acte": t.acte, "objet": t.objet,
                "rubriques": t.rubriques, "issue": t.issue, "motif": t.motif, "poste": t.client,
            })
        })
        .collect();
    serde_json::to_string_pretty(&lignes)
}
