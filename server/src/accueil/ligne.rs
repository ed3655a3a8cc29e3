//! The lines of a list: who, what, since or until when, and where it leads.

use std::collections::HashMap;

use reciproque_shared::accueil::{FileAttente, LigneFile};
use reciproque_shared::attente::Attendu;
use reciproque_shared::cer::EtatCer;
use reciproque_shared::cer::fiche::LigneCer;
use reciproque_shared::date;
use reciproque_shared::rendez_vous::fiche::LigneRendezVous;
use sea_orm::DbErr;

use crate::cer::{lignes_cer, nommes};
use crate::depot::annuaire::{agents, nom_agent, structures};
use crate::depot::entite::{attente, cer, cer_etape, personne, referent};
use crate::depot::sql::Clause;
use crate::garde::Passage;
use crate::garde::lecture::{
    Avec, Signee, dependantes_des, lisibles, lisibles_des, personne_concernee, qui_sont,
};
use crate::instruction;
use crate::refus::Refus;
use crate::rendez_vous::lignes;

/// Who is the référent, of a structure that has nobody to designate.
const SANS_COMPTE: &str = "Structure sans compte";

/// The lines of these rows, in their order.
pub async fn charger(passage: &Passage, file: FileAttente, ids: &[i64]) -> Result<Vec<LigneFile>, Refus> {
    if file == FileAttente::RendezVousDuJour {
        return Ok(rendez_vous(passage, ids).await?.into_iter().map(du_rendez_vous).collect());
    }
    if file == FileAttente::ReferentParti {
        return referents_partis(passage, ids).await;
    }
    let rangees = rangees(passage, ids).await?;
    match file {
        FileAttente::RendezVousARenseigner => {
            let prevus: Vec<i64> = rangees.iter().filter_map(|rangee| rangee.objet_id).collect();
            Ok(rendez_vous(passage, &prevus).await?.into_iter().map(du_rendez_vous).collect())
        }
        FileAttente::SansCer
        | FileAttente::AOrienter
        | FileAttente::SansReferent
        | FileAttente::Reorientations
        | FileAttente::ReponsesReorientation
        | FileAttente::EcartsFranceTravail => des_personnes(passage, &rangees).await,
        FileAttente::AInstruire
        | FileAttente::ADecider
        | FileAttente::ANotifier
        | FileAttente::ATransmettre => des_instructions(passage, &rangees).await,
        _ => des_cer(passage, file, &rangees).await,
    }
}

/// The rows of these numbers, in their order.
async fn rangees(passage: &Passage, ids: &[i64]) -> Result<Vec<attente::Model>, DbErr> {
    let parmi = Clause::from("attente.id IN ").puis(Clause::parmi(ids.iter().copied()));
    let lisibles = lisibles::<attente::Entity>(passage).et(parmi);
    let lues: Vec<attente::Model> = lisibles.charger(passage.base(), Avec::default(), "").await?;
    let mut par_id: HashMap<i64, attente::Model> = lues.into_iter().map(|lue| (lue.id, lue)).collect();
    Ok(ids.iter().filter_map(|id| par_id.remove(id)).collect())
}

/// The rendez-vous of these numbers, in their order.
pub async fn rendez_vous(passage: &Passage, ids: &[i64]) -> Result<Vec<LigneRendezVous>, Refus> {
    let parmi = Clause::from("rendez_vous.id IN ").puis(Clause::parmi(ids.iter().copied()));
    let lues = lignes(passage, passage.base(), lisibles(passage).et(parmi), "").await?;
    let mut par_id: HashMap<i64, LigneRendezVous> = lues.into_iter().map(|l| (l.id, l)).collect();
    Ok(ids.iter().filter_map(|id| par_id.remove(id)).collect())
}

/// The persons of these rows of référents, in their order, each with who is gone and from where.
async fn referents_partis(passage: &Passage, ids: &[i64]) -> Result<Vec<LigneFile>, Refus> {
    let base = passage.base();
    let parmi = Clause::from("referent.id IN ").puis(Clause::parmi(ids.iter().copied()));
    let lus = lisibles::<referent::Entity>(passage).et(parmi).signees(base, "").await?;
    let personnes = qui_sont(lus.iter().map(|lu| &lu.ligne)).toutes(base, "").await?;
    let personnes: HashMap<i64, personne::Model> = personnes.into_iter().map(|p| (p.id, p)).collect();
    let ligne = |lu: Signee<referent::Model>| {
        let personne = personne_concernee(personnes.get(&lu.ligne.personne_id)?);
        let (precision, date) = (lu.organisation, Some(lu.ligne.debut));
        let ligne = LigneFile {
            personne,
            precision,
            date,
            heure: None,
            referent: Some(lu.agent),
            cer: None,
            rendez_vous: None,
            instruction: None,
        };
        Some((lu.ligne.id, ligne))
    };
    let mut par_id: HashMap<i64, LigneFile> = lus.into_iter().filter_map(ligne).collect();
    Ok(ids.iter().filter_map(|id| par_id.remove(id)).collect())
}

fn du_rendez_vous(ligne: LigneRendezVous) -> LigneFile {
    LigneFile {
        precision: format!("{}, {}", ligne.objet.libelle(), ligne.canal.libelle().to_lowercase()),
        date: None,
        heure: Some(ligne.debut),
        referent: Some(ligne.referent),
        cer: None,
        rendez_vous: Some(ligne.id),
        instruction: None,
        personne: ligne.personne,
    }
}

async fn des_cer(
    passage: &Passage,
    file: FileAttente,
    rangees: &[attente::Model],
) -> Result<Vec<LigneFile>, Refus> {
    let base = passage.base();
    let ids = Clause::parmi(rangees.iter().filter_map(|rangee| rangee.objet_id));
    let lesquels = lisibles_des::<cer::Entity, _>(rangees).et(Clause::from("cer.id IN ").puis(ids));
    let modeles = nommes(base, lesquels, "").await?;
    let lues = lignes_cer(passage, &modeles);
    let par_id: HashMap<i64, LigneCer> = lues.into_iter().map(|ligne| (ligne.id, ligne)).collect();
    let motifs = match file {
        FileAttente::CerACompleter => motifs(passage, modeles.iter().map(|modele| &modele.cer)).await?,
        _ => HashMap::new(),
    };
    let suivis = Suivis::charger(passage, rangees).await?;
    let lire = |rangee: &attente::Model| {
        let lue = par_id.get(&rangee.objet_id?)?;
        let precision = match file {
            FileAttente::CerACompleter => motifs.get(&lue.id).cloned().unwrap_or_default(),
            FileAttente::CerADecider => format!("{}, {}", lue.sorte, lue.structure),
            _ => lue.sorte.clone(),
        };
        let date = match file {
            FileAttente::CerFinissant => rangee.limite,
            _ => Some(rangee.depuis),
        };
        Some(LigneFile { precision, date, cer: Some(lue.id), ..suivis.ligne(rangee)? })
    };
    Ok(rangees.iter().filter_map(lire).collect())
}

/// Why each of these CER was sent back.
async fn motifs(
    passage: &Passage,
    cer: impl Iterator<Item = &cer::Model>,
) -> Result<HashMap<i64, String>, DbErr> {
    let etapes = dependantes_des::<cer_etape::Entity, _>(cer)
        .et("cer_etape.etat = ?")
        .avec(EtatCer::ACompleter.code())
        .toutes(passage.base(), " ORDER BY cer_etape.id")
        .await?;
    Ok(etapes.into_iter().filter_map(|etape| Some((etape.cer_id, etape.motif?))).collect())
}

/// Of what kind it is, and until when it is answered: a list says no more than what is due, not what is
/// asked.
async fn des_instructions(passage: &Passage, rangees: &[attente::Model]) -> Result<Vec<LigneFile>, Refus> {
    let jour = passage.app().horloge.aujourdhui();
    let lues = instruction::par_numero(passage, rangees).await?;
    let suivis = Suivis::charger(passage, rangees).await?;
    let lire = |rangee: &attente::Model| {
        let lue = lues.get(&rangee.objet_id?)?;
        let sorte = lue.objet.sorte().libelle();
        let precision = lue.delai(jour).map_or_else(|| sorte.to_owned(), |delai| format!("{sorte}. {delai}"));
        let date = Some(rangee.depuis);
        Some(LigneFile { precision, date, instruction: Some(lue.id), ..suivis.ligne(rangee)? })
    };
    Ok(rangees.iter().filter_map(lire).collect())
}

async fn des_personnes(passage: &Passage, rangees: &[attente::Model]) -> Result<Vec<LigneFile>, Refus> {
    let suivis = Suivis::charger(passage, rangees).await?;
    let lire = |rangee: &attente::Model| {
        let structure = suivis.structure(rangee).map_or("", |(nom, _)| nom.as_str());
        let (precision, date) = match Attendu::du_code(&rangee.quoi) {
            Some(Attendu::Orientation) => {
                ("Soumise aux droits et devoirs, sans orientation".to_owned(), rangee.limite)
            }
            Some(Attendu::Referent) => (structure.to_owned(), Some(rangee.depuis)),
            Some(Attendu::Reorientation) => {
                let le = date::court(rangee.depuis);
                (format!("Demandée le {le} par {structure}"), rangee.limite.or(Some(rangee.depuis)))
            }
            Some(Attendu::ReponseReorientation) => {
                ("Le Département a répondu".to_owned(), Some(rangee.depuis))
            }
            Some(ecart) if ecart.est_un_ecart() => (ecart.libelle().to_owned(), Some(rangee.depuis)),
            Some(Attendu::Renouvellement) => (format!("CER échu, {structure}"), rangee.limite),
            _ => {
                let depuis = date::court(rangee.depuis);
                (format!("Aucun CER depuis l’orientation du {depuis}, {structure}"), rangee.limite)
            }
        };
        Some(LigneFile { precision, date, ..suivis.ligne(rangee)? })
    };
    Ok(rangees.iter().filter_map(lire).collect())
}

/// The persons of a page with their référent, and the structures: the name, and whether it has no accounts.
struct Suivis {
    personnes: HashMap<i64, personne::Model>,
    referents: HashMap<i64, String>,
    structures: HashMap<i64, (String, bool)>,
}

impl Suivis {
    async fn charger(passage: &Passage, rangees: &[attente::Model]) -> Result<Self, Refus> {
        let base = passage.base();
        let personnes = qui_sont(rangees).toutes(base, "").await?;
        let referents = agents(base, rangees.iter().filter_map(|rangee| rangee.referent_id)).await?;
        Ok(Self {
            personnes: personnes.into_iter().map(|p| (p.id, p)).collect(),
            referents: referents.iter().map(|(id, agent)| (*id, nom_agent(agent))).collect(),
            structures: structures(base, rangees.iter().filter_map(|rangee| rangee.structure_id)).await?,
        })
    }

    fn structure(&self, rangee: &attente::Model) -> Option<&(String, bool)> {
        self.structures.get(&rangee.structure_id?)
    }

    /// The référent, or why there is none.
    fn referent(&self, rangee: &attente::Model) -> Option<String> {
        let designe = rangee.referent_id.and_then(|agent| self.referents.get(&agent).cloned());
        let sans_compte = self.structure(rangee).is_some_and(|(_, sans_compte)| *sans_compte);
        designe.or_else(|| sans_compte.then(|| SANS_COMPTE.to_owned()))
    }

    /// The line of a person, to be completed.
    fn ligne(&self, rangee: &attente::Model) -> Option<LigneFile> {
        Some(LigneFile {
            personne: personne_concernee(self.personnes.get(&rangee.personne_id)?),
            precision: String::new(),
            date: None,
            heure: None,
            referent: self.referent(rangee),
            cer: None,
            rendez_vous: None,
            instruction: None,
        })
    }
}
