//! Verifying what the store holds, against itself and against the seals.

use std::collections::BTreeSet;

use reciproque_shared::journal::{Attestee, Bilan, Raison, Regime, Rupture, Sorte, Tete, Verificateur};
use sea_orm::{ConnectionTrait, DatabaseConnection};

use super::JournalErreur;
use super::base::instantane;
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
    base: &impl ConnectionTrait,
    cle: &Cle,
    chaine: u32,
    acquise: Option<Tete>,
) -> Result<Reprise, JournalErreur> {
    let garde = cle.garde(chaine)?;
    let derniers = lecture::derniers_sceaux(base, chaine).await?;
    let ouverture = lecture::premiere_ouverture(base, chaine).await?;
    let mut attestees = Vec::new();
    for sceau in garde.iter().chain(&ouverture).chain(&derniers) {
        attestees.push(cle.attester(sceau)?);
    }
    attestees.extend(acquise.map(|tete| Attestee { tete, sorte: Sorte::Courant }));
    let origine = origine(base, cle, chaine).await?;
    let scelle = derniers.last().map_or_else(|| Tete::genese(chaine), |sceau| sceau.tete);
    // A purge may have gone beyond the last seal; otherwise the sealed link is still there.
    let depart = if scelle.seq > origine.seq { scelle } else { origine };
    if depart.seq > origine.seq
        && lecture::empreinte_a(base, chaine, depart.seq).await? != Some(depart.empreinte)
    {
        let raison = Raison::Reecrit { atteste: depart.seq };
        return Err(Rupture { chaine, position: depart.seq, raison }.into());
    }
    let regime = Regime { cle: cle.chaine().clone(), exige: sous_cle(base, &cle.gardes()?).await? };
    let apres = i64::try_from(depart.seq).unwrap_or(i64::MAX);
    let bilan = parcourir(base, Verificateur::new(depart, regime, attestees), apres).await?;
    Ok(Reprise { tete: bilan.tete, scelle: scelle.seq })
}

/// Where what is left of a chain begins: after its last purge, or at its genesis.
async fn origine(base: &impl ConnectionTrait, cle: &Cle, chaine: u32) -> Result<Tete, JournalErreur> {
    Ok(match lecture::dernier_repere(base, chaine).await? {
        Some(repere) => cle.attester_repere(&repere)?,
        None => Tete::genese(chaine),
    })
}

/// Whether the journal is under its key: a seal says so, in the store, beside the key or off the
/// machine. Then no chain goes by the former rule any more, but up to where it was opened.
async fn sous_cle(base: &impl ConnectionTrait, connus: &[Sceau]) -> Result<bool, JournalErreur> {
    let connu = connus.iter().any(|sceau| sceau.sorte != Sorte::Ancien);
    Ok(connu || lecture::porte_un_sceau_sous_cle(base).await?)
}

/// Checks every chain from its beginning, or from the checkpoint of its last purge: link by link,
/// against its own seals, those kept beside the key, and `exterieurs` kept off the machine.
pub(super) async fn verifier(
    base: &DatabaseConnection,
    cle: &Cle,
    exterieurs: &[Sceau],
) -> Result<Vec<Bilan>, JournalErreur> {
    // The seals from elsewhere first: the chains only grow meanwhile, so they must reach them. What
    // the store holds is read as of one instant: others may write, restart or purge meanwhile.
    let signes: Vec<Sceau> = exterieurs.iter().cloned().chain(cle.gardes()?).collect();
    let instantane = instantane(base).await?;
    let bilans = verifier_contre(&instantane, cle, &signes).await;
    instantane.rollback().await?;
    bilans
}

async fn verifier_contre(
    base: &impl ConnectionTrait,
    cle: &Cle,
    signes: &[Sceau],
) -> Result<Vec<Bilan>, JournalErreur> {
    let deposes = lecture::sceaux(base).await?;
    let regime = Regime { cle: cle.chaine().clone(), exige: sous_cle(base, signes).await? };
    let mut chaines: BTreeSet<u32> = lecture::chaines(base).await?.into_iter().collect();
    chaines.extend(deposes.iter().chain(signes).map(|sceau| sceau.tete.chaine));
    let mut bilans = Vec::with_capacity(chaines.len());
    for chaine in chaines {
        let de_la_chaine = |sceau: &&Sceau| sceau.tete.chaine == chaine;
        let deposes: Vec<&Sceau> = deposes.iter().filter(de_la_chaine).collect();
        let signes: Vec<&Sceau> = signes.iter().filter(de_la_chaine).collect();
        attester(cle, &signes, &deposes)?;
        let attestees = signes.iter().chain(&deposes).map(|sceau| sceau.attestee());
        let verificateur = Verificateur::new(origine(base, cle, chaine).await?, regime.clone(), attestees);
        let bilan = parcourir(base, verificateur, i64::MIN).await;
        bilans.push(bilan.map_err(|erreur| sceau_en_cause(erreur, cle, &deposes))?);
    }
    Ok(bilans)
}

/// The signature of the last seal covers all that precedes, so those of the running ones before
/// it are looked at only when the chain differs from one. An opening or a stop says more than
/// its head: each is looked at.
fn attester(cle: &Cle, signes: &[&Sceau], deposes: &[&Sceau]) -> Result<(), Rupture> {
    let parlants = |sceau: &&&Sceau| matches!(sceau.sorte, Sorte::Ouverture | Sorte::Arret);
    let deposes = deposes.iter().filter(parlants).chain(deposes.last());
    signes.iter().chain(deposes).try_for_each(|sceau| cle.attester(sceau).map(drop))
}

/// The chain differs from a seal: which of the two was altered?
fn sceau_en_cause(erreur: JournalErreur, cle: &Cle, deposes: &[&Sceau]) -> JournalErreur {
    let JournalErreur::Rompu(Rupture { raison: Raison::Reecrit { atteste }, .. }) = erreur else {
        return erreur;
    };
    let contraires = deposes.iter().filter(|sceau| sceau.tete.seq == atteste);
    contraires.map(|sceau| cle.attester(sceau)).find_map(Result::err).map_or(erreur, JournalErreur::Rompu)
}

async fn parcourir(
    base: &impl ConnectionTrait,
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
                Some(lue) => verificateur.avancer(&lue.maillon.lien())?,
                None => {
                    let position = verificateur.tete().seq + 1;
                    return Err(verificateur.rupture(position, Raison::Illisible).into());
                }
            }
        }
    }
}

/// Puts a journal of the former kind under its key: it is verified whole by its own rule, then
/// the head of each of its chains is signed as the opening from which links are keyed. Nothing
/// to do for any other journal. `base` must keep other processes from doing it meanwhile.
pub(super) async fn passer_sous_la_cle(
    base: &impl ConnectionTrait,
    cle: &Cle,
) -> Result<Vec<Sceau>, JournalErreur> {
    let signes = cle.gardes()?;
    if sous_cle(base, &signes).await? {
        return Ok(Vec::new());
    }
    let mut ouvertures = Vec::new();
    for bilan in verifier_contre(base, cle, &signes).await? {
        let ouverture = cle.sceller(bilan.tete, Sorte::Ouverture);
        deposer(base, &ouverture).await?;
        ouvertures.push(ouverture);
    }
    Ok(ouvertures)
}

/// Checks the end of every chain, then seals it: what an operator asks without stopping the server.
pub(super) async fn sceller(base: &DatabaseConnection, cle: &Cle) -> Result<Vec<Sceau>, JournalErreur> {
    super::base::passer_sous_la_cle(base, cle).await?;
    let mut sceaux = Vec::new();
    for chaine in lecture::chaines(base).await? {
        let instantane = instantane(base).await?;
        let reprise = reprendre(&instantane, cle, chaine, None).await;
        instantane.rollback().await?;
        let reprise = reprise?;
        if reprise.tete.seq > reprise.scelle {
            let sceau = cle.sceller(reprise.tete, Sorte::Courant);
            deposer(base, &sceau).await?;
            cle.garder(&sceau)?;
            sceaux.push(sceau);
        }
    }
    Ok(sceaux)
}
