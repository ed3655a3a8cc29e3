//! The lines of a list: who, what, since or until when, and where it leads.

use std::collections::HashMap;

use chrono::NaiveDate;
use reciproque_shared::accueil::{FileAttente, LigneFile};
use reciproque_shared::cer::EtatCer;
use reciproque_shared::date;
use reciproque_shared::fiche_cer::LigneCer;
use reciproque_shared::fiche_parcours::OrientationLue;
use reciproque_shared::fiche_rendez_vous::LigneRendezVous;
use reciproque_shared::parcours::{EtatEcheance, NatureEcheance};
use sea_orm::{ColumnTrait, DbErr, EntityTrait, QueryFilter, QueryOrder};

use super::file::{Clef, Sujet};
use crate::cer::{lignes_cer, nommes};
use crate::dossier::{agents, dues, nom_agent, orientations, par_personne, personne_concernee};
use crate::guard::Passage;
use crate::guard::agent::en_vigueur;
use crate::refus::Refus;
use crate::rendez_vous::lignes;
use crate::store::entite::{cer, cer_etape, personne, referent, rendez_vous};

/// The lines that these keys name, in their order.
///
/// # Errors
/// When the store can't be read.
pub async fn lire(passage: &Passage, file: FileAttente, clefs: &[Clef]) -> Result<Vec<LigneFile>, Refus> {
    match Sujet::de(file) {
        Sujet::RendezVous => Ok(rendez_vous(passage, clefs).await?.into_iter().map(du_rendez_vous).collect()),
        Sujet::Cer => des_cer(passage, file, clefs).await,
        Sujet::Personne => des_personnes(passage, clefs).await,
    }
}

/// The rendez-vous that these keys name, in their order.
///
/// # Errors
/// When the store can't be read.
pub async fn rendez_vous(passage: &Passage, clefs: &[Clef]) -> Result<Vec<LigneRendezVous>, Refus> {
    let parmi = rendez_vous::Entity::find()
        .filter(rendez_vous::Column::Id.is_in(clefs.iter().map(|clef| clef.objet)));
    let lues = lignes(passage, passage.app().depot.lecture(), parmi).await?;
    let mut par_id: HashMap<i64, LigneRendezVous> = lues.into_iter().map(|l| (l.id, l)).collect();
    Ok(clefs.iter().filter_map(|clef| par_id.remove(&clef.objet)).collect())
}

fn du_rendez_vous(ligne: LigneRendezVous) -> LigneFile {
    LigneFile {
        precision: format!("{}, {}", ligne.objet.libelle(), ligne.canal.libelle().to_lowercase()),
        date: None,
        heure: Some(ligne.debut),
        referent: Some(ligne.referent),
        cer: None,
        rendez_vous: Some(ligne.id),
        personne: ligne.personne,
    }
}

async fn des_cer(passage: &Passage, file: FileAttente, clefs: &[Clef]) -> Result<Vec<LigneFile>, Refus> {
    let base = passage.app().depot.lecture();
    let ids: Vec<i64> = clefs.iter().map(|clef| clef.objet).collect();
    let parmi = cer::Entity::find().filter(cer::Column::Id.is_in(ids.iter().copied()));
    let modeles = nommes(base, parmi).await?;
    let lues = lignes_cer(passage, &modeles);
    let par_id: HashMap<i64, _> = modeles.iter().zip(lues).map(|(m, l)| (m.cer.id, (&m.cer, l))).collect();
    let etapes = dernieres_etapes(passage, &ids).await?;
    let suivis = Suivis::lire(passage, clefs).await?;
    let lire = |clef: &Clef| {
        let (modele, lue) = par_id.get(&clef.objet)?;
        let etape = etapes.get(&clef.objet);
        Some(LigneFile {
            precision: precision(file, lue, etape),
            date: quand(file, modele, etape),
            cer: Some(clef.objet),
            ..suivis.ligne(clef)?
        })
    };
    Ok(clefs.iter().filter_map(lire).collect())
}

fn precision(file: FileAttente, lue: &LigneCer, etape: Option<&cer_etape::Model>) -> String {
    match file {
        FileAttente::CerACompleter => etape.and_then(|etape| etape.motif.clone()).unwrap_or_default(),
        FileAttente::CerADecider => format!("{}, {}", lue.sorte, lue.structure),
        _ => lue.sorte.clone(),
    }
}

fn quand(file: FileAttente, modele: &cer::Model, etape: Option<&cer_etape::Model>) -> Option<NaiveDate> {
    let jour = |instant| date::a_paris(instant).date();
    match file {
        FileAttente::CerFinissant => modele.fin,
        FileAttente::Brouillons => Some(jour(modele.saisie_le)),
        _ => etape.map(|etape| jour(etape.instant)),
    }
}

/// The last step of some CER: how each came to its state.
async fn dernieres_etapes(passage: &Passage, cer: &[i64]) -> Result<HashMap<i64, cer_etape::Model>, DbErr> {
    let etapes = cer_etape::Entity::find()
        .filter(cer_etape::Column::CerId.is_in(cer.iter().copied()))
        .order_by_asc(cer_etape::Column::Id)
        .all(passage.app().depot.lecture())
        .await?;
    Ok(etapes.into_iter().map(|etape| (etape.cer_id, etape)).collect())
}

async fn des_personnes(passage: &Passage, clefs: &[Clef]) -> Result<Vec<LigneFile>, Refus> {
    let base = passage.app().depot.lecture();
    let ids: Vec<i64> = clefs.iter().map(|clef| clef.personne).collect();
    let orientations = par_personne(&orientations(passage, base, &ids, true).await?);
    let contrats = cer::Entity::find()
        .filter(cer::Column::PersonneId.is_in(ids))
        .filter(cer::Column::Etat.is_in([EtatCer::Valide, EtatCer::Rompu].map(EtatCer::code)))
        .all(base)
        .await?;
    let suivis = Suivis::lire(passage, clefs).await?;
    let jour = passage.app().horloge.aujourdhui();
    let lire = |clef: &Clef| {
        let siens: Vec<_> = contrats.iter().filter(|c| c.personne_id == clef.personne).cloned().collect();
        let orientations = orientations.get(&clef.personne)?;
        let due = dues(passage, suivis.personnes.get(&clef.personne)?, orientations, &siens)
            .into_iter()
            .find(|due| due.nature != NatureEcheance::RevueSociale && due.etat == EtatEcheance::Depassee);
        let quoi = match due.as_ref().map(|due| due.nature) {
            Some(NatureEcheance::Renouvellement) => "CER échu",
            _ => "Aucun CER",
        };
        let courante = |o: &&OrientationLue| o.debut <= jour && o.fin.is_none_or(|fin| jour <= fin);
        let orientation = orientations.iter().find(courante)?;
        let sorte = orientation.sorte.libelle().to_lowercase();
        let depuis = date::court(orientation.debut);
        Some(LigneFile {
            precision: format!("{quoi}, orientation {sorte} du {depuis}, {}", orientation.structure),
            date: due.map(|due| due.date),
            ..suivis.ligne(clef)?
        })
    };
    Ok(clefs.iter().filter_map(lire).collect())
}

/// The persons of a page with their current référent.
struct Suivis {
    personnes: HashMap<i64, personne::Model>,
    referents: HashMap<i64, String>,
}

impl Suivis {
    async fn lire(passage: &Passage, clefs: &[Clef]) -> Result<Self, Refus> {
        let base = passage.app().depot.lecture();
        let ids: Vec<i64> = clefs.iter().map(|clef| clef.personne).collect();
        let personnes = personne::Entity::find()
            .filter(personne::Column::Id.is_in(ids.iter().copied()))
            .all(base)
            .await?;
        let actuels = referent::Entity::find()
            .filter(referent::Column::PersonneId.is_in(ids))
            .filter(en_vigueur("referent", "debut", "fin", passage.app().horloge.aujourdhui()))
            .order_by_asc(referent::Column::Debut)
            .all(base)
            .await?;
        let agents = agents(base, actuels.iter().map(|r| r.agent_id)).await?;
        let nom = |r: &referent::Model| Some((r.personne_id, nom_agent(agents.get(&r.agent_id)?)));
        Ok(Self {
            personnes: personnes.into_iter().map(|p| (p.id, p)).collect(),
            referents: actuels.iter().filter_map(nom).collect(),
        })
    }

    /// The line of a person, to be completed.
    fn ligne(&self, clef: &Clef) -> Option<LigneFile> {
        Some(LigneFile {
            personne: personne_concernee(self.personnes.get(&clef.personne)?),
            precision: String::new(),
            date: None,
            heure: None,
            referent: self.referents.get(&clef.personne).cloned(),
            cer: None,
            rendez_vous: None,
        })
    }
}
