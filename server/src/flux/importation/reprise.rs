//! Imports that were announced and never told their end: what read them was killed. Whoever
//! writes their chain next knows it, since nobody else can be writing it, and tells that end.

use std::collections::HashSet;

use anyhow::Context;
use chrono::{DateTime, Utc};
use reciproque_shared::habilitation::Acte;
use reciproque_shared::journal::{Evenement, Issue};

use crate::journal::{CLIENT_COMMANDE, Filtre, Inscription, Journal, JournalErreur};
use crate::serveur::Horloge;

/// Why an import that was killed failed.
pub const INTERROMPU: &str = "interrompu";
/// Events read: imports are rare, and only the last ones can be without an end.
const EVENEMENTS_MAX: u32 = 400;

/// What the journal says last of the import of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SuiteImport {
    /// `flux:` and the beginning of the digest of the file.
    pub objet: String,
    pub commence_le: DateTime<Utc>,
    pub etat: EtatImport,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EtatImport {
    /// Announced, by a process that nobody knows to be over.
    EnCours,
    /// Known to be over on that day, without its end.
    Interrompu(DateTime<Utc>),
}

/// The imports of which the last word is not an end: the latest first.
pub async fn sans_fin(journal: &Journal) -> Result<Vec<SuiteImport>, JournalErreur> {
    let evenements = imports(journal).await?;
    let mut vus = HashSet::new();
    let derniers = evenements.iter().filter(|lu| vus.insert(lu.maillon.evenement.objet.clone()));
    let annonce_de = |fin: &Inscription| {
        let annonces = evenements.iter().filter(|lu| lu.chaine == fin.chaine);
        let lie_a = fin.maillon.evenement.lie_a;
        annonces.map(|lu| &lu.maillon).find(|lu| Some(lu.seq) == lie_a).map(|lu| lu.evenement.instant)
    };
    let suites = derniers.filter_map(|lu| {
        let dernier = &lu.maillon.evenement;
        let objet = dernier.objet.clone()?;
        match (dernier.issue, dernier.motif.as_deref()) {
            (Issue::Annonce, _) => {
                Some(SuiteImport { objet, commence_le: dernier.instant, etat: EtatImport::EnCours })
            }
            (Issue::Echoue, Some(INTERROMPU)) => {
                let commence_le = annonce_de(lu).unwrap_or(dernier.instant);
                Some(SuiteImport { objet, commence_le, etat: EtatImport::Interrompu(dernier.instant) })
            }
            _ => None,
        }
    });
    Ok(suites.collect())
}

/// Tells the end of those that were announced in the chain of this journal.
pub async fn clore(journal: &Journal, horloge: &Horloge) -> Result<(), JournalErreur> {
    for annonce in sans_reponse(journal).await? {
        if annonce.chaine != journal.chaine() {
            continue;
        }
        let commence_le = annonce.maillon.evenement.instant;
        let evenement = Evenement {
            objet: annonce.maillon.evenement.objet,
            motif: Some(INTERROMPU.to_owned()),
            issue: Issue::Echoue,
            lie_a: Some(annonce.maillon.seq),
            ..Evenement::sans_agent(horloge.maintenant(), Acte::ImporterFlux, CLIENT_COMMANDE)
        };
        journal.append(evenement).await?;
        tracing::warn!(
            "un import commencé le {} (UTC) a été interrompu : relancez « reciproque import » sur le même fichier, rien \
             n’est doublé",
            commence_le.format("%d/%m/%Y à %H:%M")
        );
    }
    Ok(())
}

/// The same, in the chain of the server and in that of the commands, unless one of them is
/// running: it may be the import itself.
pub async fn clore_partout(
    serveur: &Journal,
    commandes: impl Future<Output = Result<Journal, JournalErreur>>,
    horloge: &Horloge,
) -> anyhow::Result<()> {
    clore(serveur, horloge).await?;
    if sans_reponse(serveur).await?.is_empty() {
        return Ok(());
    }
    match commandes.await {
        Ok(journal) => {
            let clos = clore(&journal, horloge).await;
            journal.fermer().await?;
            Ok(clos?)
        }
        Err(JournalErreur::DejaOuvert(_)) => Ok(()),
        Err(autre) => Err(autre).context("le journal des commandes ne s’ouvre pas"),
    }
}

async fn sans_reponse(journal: &Journal) -> Result<Vec<Inscription>, JournalErreur> {
    let mut evenements = imports(journal).await?;
    let finis: HashSet<(u32, u64)> =
        evenements.iter().filter_map(|lu| Some((lu.chaine, lu.maillon.evenement.lie_a?))).collect();
    evenements.retain(|lu| {
        lu.maillon.evenement.issue == Issue::Annonce && !finis.contains(&(lu.chaine, lu.maillon.seq))
    });
    Ok(evenements)
}

async fn imports(journal: &Journal) -> Result<Vec<Inscription>, JournalErreur> {
    let acte = Some(Acte::ImporterFlux.code().to_owned());
    journal.chercher(&Filtre { acte, sans_agent: true, limite: EVENEMENTS_MAX, ..Filtre::default() }).await
}
