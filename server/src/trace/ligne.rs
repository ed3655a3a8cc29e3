//! An event of the journal as its reader may see it.

use std::collections::HashMap;

use reciproque_shared::habilitation::{Acte, Profil, Rubrique, allows};
use reciproque_shared::journal::Issue;
use reciproque_shared::trace::{IssueTrace, LigneTrace};

use super::mots;
use super::noms::Noms;
use crate::depot::sql::Sql;
use crate::garde::Passage;
use crate::garde::lecture::{LignePersonne, lignes_demandeurs};
use crate::journal::Inscription;
use crate::refus::Refus;

/// Who reads: it decides what a line tells and where it leads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Regard {
    /// One's own traces: the foyers that one may still see are named.
    Soi,
    /// Those of one's organisation: a foyer is its dossier's number.
    Organisation,
    /// All, with the address of the computer; leads to « qui a consulté ce dossier ».
    Delegue,
}

impl Regard {
    pub fn de(passage: &Passage) -> Self {
        match passage.agent().profil.traits().toutes_les_traces {
            true => Self::Delegue,
            false => Self::Organisation,
        }
    }
}

/// The lines of these events, in the same order.
pub async fn charger(
    passage: &Passage,
    lues: Vec<Inscription>,
    regard: Regard,
) -> Result<Vec<LigneTrace>, Refus> {
    let (profil, organisation) = (passage.agent().profil, passage.agent().organisation);
    let toutes = profil.traits().toutes_les_traces;
    let tous_les_agents = toutes || allows(profil, Acte::ConsulterAgent).is_some();
    let siens = (!tous_les_agents).then_some(organisation);
    let objets = lues.iter().filter_map(|lue| lue.maillon.evenement.objet.as_deref());
    let noms = Noms::charger(passage.base(), objets, siens).await?;
    let foyers = match regard {
        Regard::Soi => foyers(passage, &noms).await?,
        Regard::Organisation | Regard::Delegue => HashMap::new(),
    };
    let ouvre = allows(profil, Acte::ConsulterDossier).is_some();
    // What was refused stays a number: its name would tell that it exists.
    let tus = Noms::default();
    let lignes = lues.into_iter().map(|lue| {
        let id = lue.maillon.evenement.objet.as_ref().and_then(|objet| noms.dossier(objet));
        let foyer = id.and_then(|id| foyers.get(&id)).cloned();
        let lien = match regard {
            Regard::Soi => id.filter(|_| ouvre && foyer.is_some()),
            Regard::Organisation => None,
            Regard::Delegue => id,
        };
        let refuse = lue.maillon.evenement.issue == Issue::Refuse;
        let objets = if refuse && !toutes { &tus } else { &noms };
        let objet = lue.maillon.evenement.objet.as_deref().map(|objet| objets.dire(objet));
        LigneTrace { foyer, dossier: lien, objet, ..ligne(lue, &noms, regard) }
    });
    Ok(lignes.collect())
}

fn ligne(lue: Inscription, noms: &Noms, regard: Regard) -> LigneTrace {
    let evenement = lue.maillon.evenement;
    let agent = |id: i64| noms.auteurs.get(&id).cloned().unwrap_or_else(|| format!("Agent n° {id}"));
    LigneTrace {
        chaine: lue.chaine,
        seq: lue.maillon.seq,
        instant: evenement.instant,
        agent: evenement.agent.map(agent),
        surveillable: evenement.agent.filter(|_| regard == Regard::Delegue),
        organisation: evenement.organisation.and_then(|id| noms.organisations.get(&id).cloned()),
        profil: evenement.profil.as_deref().and_then(Profil::du_code),
        acte: mots::acte(&evenement.acte),
        objet: None,
        foyer: None,
        dossier: None,
        rubriques: evenement.rubriques.iter().filter_map(|code| Rubrique::du_code(code)).collect(),
        issue: IssueTrace::du_code(evenement.issue.code()).unwrap_or(IssueTrace::Echoue),
        motif: evenement.motif.as_deref().map(mots::motif),
        client: (regard == Regard::Delegue).then_some(evenement.client),
    }
}

/// The demandeur of each dossier that is still in the agent's scope.
async fn foyers(passage: &Passage, noms: &Noms) -> Result<HashMap<i64, String>, Refus> {
    let Some(identite) = passage.ouverte() else { return Ok(HashMap::new()) };
    let dossiers = noms.dossiers.values().map(|dossier| dossier.id);
    let requete = lignes_demandeurs(passage, identite, dossiers);
    let lignes: Vec<LignePersonne> = passage.base().trouver(requete).await?;
    Ok(lignes.into_iter().map(|ligne| (ligne.dossier, format!("{} {}", ligne.nom, ligne.prenom))).collect())
}
