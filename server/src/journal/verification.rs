//! Verifying what the store holds, against itself and against the seals.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use reciproque_shared::journal::{Attestee, Bilan, Raison, Regime, Rupture, Sorte, Tete, Verificateur};
use sea_orm::{ConnectionTrait, DatabaseConnection};

use super::JournalErreur;
use super::base::{chemin_sqlite, instantane};
use super::compteurs::Progres;
use super::fichier::Fichier;
use super::insertion::deposer;
use super::lecture;
use super::repere::Repere;
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
    let origine = origine(lecture::dernier_repere(base, chaine).await?.as_ref(), cle, chaine)?;
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
    let bilan = suivre(base, Verificateur::new(depart, regime, attestees), apres).await?;
    Ok(Reprise { tete: bilan.tete, scelle: scelle.seq })
}

/// Where what is left of a chain begins: after its last purge, or at its genesis.
fn origine(repere: Option<&Repere>, cle: &Cle, chaine: u32) -> Result<Tete, Rupture> {
    repere.map_or_else(|| Ok(Tete::genese(chaine)), |repere| cle.attester_repere(repere))
}

/// Whether the journal is under its key: a seal says so, in the store, beside the key or off the
/// machine. Then no chain goes by the former rule any more, but up to where it was opened.
async fn sous_cle(base: &impl ConnectionTrait, connus: &[Sceau]) -> Result<bool, JournalErreur> {
    Ok(parle_de_la_cle(connus) || lecture::porte_un_sceau_sous_cle(base).await?)
}

fn parle_de_la_cle(sceaux: &[Sceau]) -> bool {
    sceaux.iter().any(|sceau| sceau.sorte != Sorte::Ancien)
}

/// The links of a chain that are there.
pub(super) struct Etendue {
    pub chaine: u32,
    pub premier: i64,
    pub dernier: i64,
}

/// What a store says besides its links, all of one instant.
pub(super) struct Matiere {
    pub sceaux: Vec<Sceau>,
    /// The last checkpoint of each chain.
    pub reperes: Vec<Repere>,
    pub chaines: Vec<Etendue>,
}

/// A whole verification: which chains, and what each must pass through.
struct Examen<'a> {
    cle: &'a Cle,
    regime: Regime,
    matiere: Matiere,
    /// Seals that the store does not hold: beside the key, or off the machine.
    signes: &'a [Sceau],
}

impl<'a> Examen<'a> {
    fn new(matiere: Matiere, cle: &'a Cle, signes: &'a [Sceau], progres: &Progres) -> Self {
        let exige = parle_de_la_cle(signes) || parle_de_la_cle(&matiere.sceaux);
        let nombre = |e: &Etendue| e.dernier.saturating_sub(e.premier).unsigned_abs() + 1;
        progres.viser(matiere.chaines.iter().map(nombre).sum());
        Self { cle, regime: Regime { cle: cle.chaine().clone(), exige }, matiere, signes }
    }

    fn chaines(&self) -> BTreeSet<u32> {
        let attestees = self.matiere.sceaux.iter().chain(self.signes).map(|sceau| sceau.tete.chaine);
        self.matiere.chaines.iter().map(|etendue| etendue.chaine).chain(attestees).collect()
    }

    fn deposes(&self, chaine: u32) -> impl Iterator<Item = &Sceau> {
        self.matiere.sceaux.iter().filter(move |sceau| sceau.tete.chaine == chaine)
    }

    fn signes(&self, chaine: u32) -> impl Iterator<Item = &Sceau> {
        self.signes.iter().filter(move |sceau| sceau.tete.chaine == chaine)
    }

    /// The signature of the last seal covers all that precedes, so those of the running ones
    /// before it are looked at only when the chain differs from one. An opening or a stop says
    /// more than its head: each is looked at.
    fn verificateur(&self, chaine: u32) -> Result<Verificateur, Rupture> {
        let parlants = |sceau: &&Sceau| matches!(sceau.sorte, Sorte::Ouverture | Sorte::Arret);
        let deposes = self.deposes(chaine).filter(parlants).chain(self.deposes(chaine).last());
        for sceau in self.signes(chaine).chain(deposes) {
            self.cle.attester(sceau)?;
        }
        let repere = self.matiere.reperes.iter().find(|repere| repere.tete.chaine == chaine);
        let attestees = self.signes(chaine).chain(self.deposes(chaine)).map(Sceau::attestee);
        Ok(Verificateur::new(origine(repere, self.cle, chaine)?, self.regime.clone(), attestees))
    }

    /// The chain differs from a seal: which of the two was altered?
    fn en_cause(&self, erreur: JournalErreur) -> JournalErreur {
        let JournalErreur::Rompu(Rupture { raison: Raison::Reecrit { atteste }, chaine, .. }) = erreur else {
            return erreur;
        };
        let mut contraires = self.deposes(chaine).filter(|sceau| sceau.tete.seq == atteste);
        contraires.find_map(|sceau| self.cle.attester(sceau).err()).map_or(erreur, JournalErreur::Rompu)
    }
}

/// Checks every chain from its beginning, or from the checkpoint of its last purge: link by link,
/// against its own seals, those kept beside the key, and `exterieurs` kept off the machine.
pub(super) async fn verifier(
    (url, base): (&str, &DatabaseConnection),
    cle: &Arc<Cle>,
    exterieurs: &[Sceau],
    progres: &Arc<Progres>,
) -> Result<Vec<Bilan>, JournalErreur> {
    // The seals from elsewhere first: the chains only grow meanwhile, so they must reach them. What
    // the store holds is read as of one instant: others may write, restart or purge meanwhile.
    let signes: Vec<Sceau> = exterieurs.iter().cloned().chain(cle.gardes()?).collect();
    match chemin_sqlite(url)? {
        Some(chemin) => dans_un_fil(chemin, cle.clone(), signes, progres.clone()).await,
        None => {
            let instantane = instantane(base).await?;
            let bilans = verifier_postgres(&instantane, cle, &signes, progres).await;
            instantane.rollback().await?;
            bilans
        }
    }
}

/// A long reading without a pause: on a thread that serves nobody.
async fn dans_un_fil(
    chemin: PathBuf,
    cle: Arc<Cle>,
    signes: Vec<Sceau>,
    progres: Arc<Progres>,
) -> Result<Vec<Bilan>, JournalErreur> {
    let travail = move || verifier_fichier(&chemin, &cle, &signes, &progres);
    tokio::task::spawn_blocking(travail).await.map_err(|_| JournalErreur::Ferme)?
}

fn verifier_fichier(
    chemin: &Path,
    cle: &Cle,
    signes: &[Sceau],
    progres: &Progres,
) -> Result<Vec<Bilan>, JournalErreur> {
    let fichier = Fichier::ouvrir(chemin)?;
    let examen = Examen::new(fichier.matiere()?, cle, signes, progres);
    let verifier = |chaine| {
        let bilan = fichier.parcourir(examen.verificateur(chaine)?, progres);
        bilan.map_err(|erreur| examen.en_cause(erreur))
    };
    examen.chaines().into_iter().map(verifier).collect()
}

async fn verifier_postgres(
    base: &impl ConnectionTrait,
    cle: &Cle,
    signes: &[Sceau],
    progres: &Progres,
) -> Result<Vec<Bilan>, JournalErreur> {
    let examen = Examen::new(lecture::matiere(base).await?, cle, signes, progres);
    let mut bilans = Vec::new();
    for chaine in examen.chaines() {
        let bilan = parcourir_postgres(base, examen.verificateur(chaine)?, progres).await;
        bilans.push(bilan.map_err(|erreur| examen.en_cause(erreur))?);
    }
    Ok(bilans)
}

/// By a cursor: the server of the store goes on from where it was, whatever the size.
async fn parcourir_postgres(
    base: &impl ConnectionTrait,
    mut verificateur: Verificateur,
    progres: &Progres,
) -> Result<Bilan, JournalErreur> {
    lecture::ouvrir_curseur(base, verificateur.tete().chaine).await?;
    loop {
        let lignes = lecture::avancer_curseur(base).await?;
        if lignes.is_empty() {
            lecture::fermer_curseur(base).await?;
            return Ok(verificateur.terminer()?);
        }
        for ligne in &lignes {
            confier(&mut verificateur, ligne)?;
            progres.avancer();
        }
    }
}

fn confier(verificateur: &mut Verificateur, ligne: &sea_orm::QueryResult) -> Result<(), Rupture> {
    match lecture::inscription(ligne) {
        Some(lue) => verificateur.avancer(&lue.maillon.lien()),
        None => {
            let position = verificateur.tete().seq + 1;
            Err(verificateur.rupture(position, Raison::Illisible))
        }
    }
}

/// Walks the end of a chain, page by page: some links, usually.
async fn suivre(
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
        lignes.iter().try_for_each(|ligne| confier(&mut verificateur, ligne))?;
    }
}

/// Puts a journal of the former kind under its key: it is verified whole by its own rule, through
/// `lieu`, then the head of each of its chains is signed as the opening from which links are
/// keyed. Nothing to do for any other journal. `base` must keep other processes from doing it
/// meanwhile.
pub(super) async fn passer_sous_la_cle(
    base: &impl ConnectionTrait,
    lieu: (&str, &DatabaseConnection),
    cle: &Arc<Cle>,
) -> Result<Vec<Sceau>, JournalErreur> {
    if sous_cle(base, &cle.gardes()?).await? {
        return Ok(Vec::new());
    }
    let mut ouvertures = Vec::new();
    for bilan in verifier(lieu, cle, &[], &Arc::default()).await? {
        let ouverture = cle.sceller(bilan.tete, Sorte::Ouverture);
        deposer(base, &ouverture).await?;
        ouvertures.push(ouverture);
    }
    Ok(ouvertures)
}

/// Checks the end of every chain, then seals it: what an operator asks without stopping the server.
pub(super) async fn sceller(base: &DatabaseConnection, cle: &Cle) -> Result<Vec<Sceau>, JournalErreur> {
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
