//! Verifying what the store holds, against itself and against the seals.

use std::collections::BTreeSet;

use reciproque_shared::journal::{Bilan, Raison, Rupture, Tete, Verificateur};
use sea_orm::DatabaseConnection;

use super::JournalErreur;
use super::base::CHAINES_MAX;
use super::insertion::deposer;
use super::lecture;
use super::sceau::{Cle, Sceau};

/// Where a chain stands.
pub(super) struct Reprise {
    pub tete: Tete,
    /// Position of the last seal, 0 without seal.
    pub scelle: u64,
}

/// Checks the end of a chain, from its last seal on, and gives its head. What lies before is
/// the work of [`verifier`].
pub(super) async fn reprendre(
    base: &DatabaseConnection,
    cle: &Cle,
    chaine: u32,
    acquise: Option<Tete>,
) -> Result<Reprise, JournalErreur> {
    let mut attestees: Vec<Tete> = acquise.into_iter().collect();
    if let Some(garde) = cle.garde(chaine)? {
        attestees.push(cle.attester(&garde)?);
    }
    let origine = origine(base, cle, chaine).await?;
    let scelle = match lecture::dernier_sceau(base, chaine).await? {
        Some(sceau) => cle.attester(&sceau)?,
        None => Tete::genese(chaine),
    };
    // A purge may have gone beyond the last seal; otherwise the sealed link is still there.
    let depart = if scelle.seq > origine.seq { scelle } else { origine };
    if depart.seq > origine.seq
        && lecture::empreinte_a(base, chaine, depart.seq).await? != Some(depart.empreinte)
    {
        let raison = Raison::Reecrit { atteste: depart.seq };
        return Err(Rupture { chaine, position: depart.seq, raison }.into());
    }
    let apres = i64::try_from(depart.seq).unwrap_or(i64::MAX);
    let bilan = parcourir(base, Verificateur::new(depart, attestees), apres).await?;
    Ok(Reprise { tete: bilan.tete, scelle: scelle.seq })
}

/// Where what is left of a chain begins: after its last purge, or at its genesis.
async fn origine(base: &DatabaseConnection, cle: &Cle, chaine: u32) -> Result<Tete, JournalErreur> {
    Ok(match lecture::dernier_repere(base, chaine).await? {
        Some(repere) => cle.attester_repere(&repere)?,
        None => Tete::genese(chaine),
    })
}

/// Checks every chain from its beginning, or from the checkpoint of its last purge: link by link, against its own seals, those kept
/// beside the key, and `exterieurs` kept off the machine.
pub(super) async fn verifier(
    base: &DatabaseConnection,
    cle: &Cle,
    exterieurs: &[Sceau],
) -> Result<Vec<Bilan>, JournalErreur> {
    // Seals first: the chains only grow meanwhile, so they must reach every seal read here.
    let deposes = lecture::sceaux(base).await?;
    let mut signes = exterieurs.to_vec();
    for chaine in 0..CHAINES_MAX {
        signes.extend(cle.garde(chaine)?);
    }
    let mut chaines: BTreeSet<u32> = lecture::chaines(base).await?.into_iter().collect();
    chaines.extend(deposes.iter().chain(&signes).map(|sceau| sceau.tete.chaine));
    let mut bilans = Vec::with_capacity(chaines.len());
    for chaine in chaines {
        let de_la_chaine = |sceau: &&Sceau| sceau.tete.chaine == chaine;
        let deposes: Vec<&Sceau> = deposes.iter().filter(de_la_chaine).collect();
        let signes = signes.iter().filter(de_la_chaine).chain(deposes.last().copied());
        for sceau in signes.clone() {
            cle.attester(sceau)?;
        }
        let attestees = signes.chain(deposes.iter().copied()).map(|sceau| sceau.tete);
        let verificateur = Verificateur::new(origine(base, cle, chaine).await?, attestees);
        let bilan = parcourir(base, verificateur, i64::MIN).await;
        bilans.push(bilan.map_err(|erreur| sceau_en_cause(erreur, cle, &deposes))?);
    }
    Ok(bilans)
}

/// The signature of the last seal covers all that precedes, so those of the earlier ones are
/// looked at only when the chain differs from one of them: which of the two was altered?
fn sceau_en_cause(erreur: JournalErreur, cle: &Cle, deposes: &[&Sceau]) -> JournalErreur {
    let JournalErreur::Rompu(Rupture { raison: Raison::Reecrit { atteste }, .. }) = erreur else {
        return erreur;
    };
    let contraires = deposes.iter().filter(|sceau| sceau.tete.seq == atteste);
    contraires.map(|sceau| cle.attester(sceau)).find_map(Result::err).map_or(erreur, JournalErreur::Rompu)
}

async fn parcourir(
    base: &DatabaseConnection,
    mut verificateur: Verificateur,
    mut apres: i64,
) -> Result<Bilan, JournalErreur> {
    let chaine = verificateur.tete().chaine;
    loop {
        let lignes = lecture::page(base, chaine, apres).await?;
        let Some(derniere) = lignes.last() else {
            return Ok(verificateur.terminer()?);
        };
        apres = derniere.try_get_by_index(1)?;
        for ligne in &lignes {
            match lecture::inscription(ligne) {
                Some(lue) => verificateur.avancer(&lue.maillon)?,
                None => {
                    let position = verificateur.tete().seq + 1;
                    return Err(verificateur.rupture(position, Raison::Illisible).into());
                }
            }
        }
    }
}

/// Checks the end of every chain, then seals it: what an operator asks without stopping the server.
pub(super) async fn sceller(base: &DatabaseConnection, cle: &Cle) -> Result<Vec<Sceau>, JournalErreur> {
    let mut sceaux = Vec::new();
    for chaine in lecture::chaines(base).await? {
        let reprise = reprendre(base, cle, chaine, None).await?;
        if reprise.tete.seq > reprise.scelle {
            let sceau = cle.sceller(reprise.tete);
            deposer(base, &sceau).await?;
            cle.garder(&sceau)?;
            sceaux.push(sceau);
        }
    }
    Ok(sceaux)
}
