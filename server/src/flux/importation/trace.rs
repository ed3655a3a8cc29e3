//! An import leaves its trace like any other write: announced before, its end told after.

use std::path::Path;

use reciproque_shared::habilitation::Acte;
use reciproque_shared::journal::{Evenement, Issue};

use super::{Bilan, Options, empreinte, importer, ouvrir, reprise};
use crate::depot::Depot;
use crate::journal::{CLIENT_COMMANDE, Journal};
use crate::serveur::Horloge;

/// Letters of the file's digest that name it in the journal.
pub const ABREGE: usize = 12;

/// [`importer`], under the journal.
///
/// # Errors
/// Those of [`importer`]; or the journal can't be written: nothing is read then.
pub async fn importer_sous_trace(
    (depot, journal): (&Depot, &Journal),
    chemin: &Path,
    options: &Options,
    horloge: &Horloge,
    progres: impl FnMut(u32, u32),
) -> anyhow::Result<Bilan> {
    let objet = objet(chemin).await?;
    reprise::clore(journal, horloge).await?;
    let fait = importer(depot, chemin, options, horloge.maintenant(), progres);
    sous_trace(journal, (Acte::ImporterFlux, &objet), horloge, fait).await
}

/// Announces what a command does to a flow, does it, and tells how it ended.
///
/// # Errors
/// Those of `fait`; or the journal can't be written: nothing is done then.
pub async fn sous_trace<T>(
    journal: &Journal,
    (acte, objet): (Acte, &str),
    horloge: &Horloge,
    fait: impl Future<Output = anyhow::Result<T>>,
) -> anyhow::Result<T> {
    let evenement = |issue, lie_a| Evenement {
        objet: Some(objet.to_owned()),
        issue,
        lie_a,
        ..Evenement::sans_agent(horloge.maintenant(), acte, CLIENT_COMMANDE)
    };
    let annonce = journal.append(evenement(Issue::Annonce, None)).await?.seq;
    let fait = fait.await;
    let issue = if fait.is_ok() { Issue::Reussi } else { Issue::Echoue };
    journal.append(evenement(issue, Some(annonce))).await?;
    fait
}

/// `flux:` and the beginning of the digest of the file: it has no number before it is read.
async fn objet(chemin: &Path) -> anyhow::Result<String> {
    let fichier = ouvrir(chemin)?;
    let empreinte = tokio::task::spawn_blocking(move || empreinte(&fichier)).await??;
    Ok(format!("flux:{}", empreinte.chars().take(ABREGE).collect::<String>()))
}
