//! The requests about some persons in hand, each with its thread.

use std::collections::HashMap;

use chrono::NaiveDate;
use reciproque_shared::date;
use reciproque_shared::parcours::SorteOrientation;
use reciproque_shared::parcours::reorientation::{
    EtapeReorientation, EtatReorientation, FilReorientation, GesteReorientation, MotifReorientation,
};
use reciproque_shared::regle::{Cle, Regles};
use sea_orm::DbErr;

use crate::depot::entite::{personne, reorientation, reorientation_etape};
use crate::depot::sql::{DeLigne, Ligne, Sql};
use crate::garde::lecture::{Avec, Signee, lisibles_des};

/// A step, with who took it.
type EtapeSignee = Signee<reorientation_etape::Model>;

/// A request, with the structure that asked.
struct Nommee {
    ligne: reorientation::Model,
    structure: String,
}

impl DeLigne for Nommee {
    fn de_ligne(ligne: &Ligne<'_>) -> Result<Self, DbErr> {
        Ok(Self { ligne: DeLigne::de_ligne(ligne)?, structure: ligne.suivante()? })
    }
}

/// All the requests about one person.
#[derive(Default)]
pub struct Reorientations {
    /// The person left the foyer: what is still open is idle until she comes back.
    partie_le: Option<NaiveDate>,
    /// The latest first.
    demandes: Vec<Nommee>,
    /// Of all of them, the oldest first.
    etapes: Vec<EtapeSignee>,
}

/// Those of each of these persons who has some.
pub async fn charger(
    base: &impl Sql,
    personnes: &[&personne::Model],
) -> Result<HashMap<i64, Reorientations>, DbErr> {
    let mut toutes: HashMap<i64, Reorientations> = HashMap::new();
    if personnes.is_empty() {
        return Ok(toutes);
    }
    let avec = Avec {
        colonnes: ", organisation.nom".into(),
        jointures: "INNER JOIN organisation ON organisation.id = reorientation.organisation_id",
    };
    let leurs = lisibles_des::<reorientation::Entity, _>(personnes.iter().copied());
    let demandes: Vec<Nommee> = leurs.charger(base, avec, " ORDER BY reorientation.id DESC").await?;
    if demandes.is_empty() {
        return Ok(toutes);
    }
    for nommee in demandes {
        toutes.entry(nommee.ligne.personne_id).or_default().demandes.push(nommee);
    }
    let leurs = lisibles_des::<reorientation_etape::Entity, _>(personnes.iter().copied());
    for personne in personnes {
        if let Some(siennes) = toutes.get_mut(&personne.id) {
            siennes.partie_le = personne.partie_le;
        }
    }
    for etape in leurs.signees(base, " ORDER BY reorientation_etape.rang").await? {
        toutes.entry(etape.ligne.personne_id).or_default().etapes.push(etape);
    }
    Ok(toutes)
}

impl Reorientations {
    /// Those of one person.
    pub async fn de(base: &impl Sql, personne: &personne::Model) -> Result<Self, DbErr> {
        Ok(charger(base, &[personne]).await?.remove(&personne.id).unwrap_or_default())
    }

    /// Number of steps so far.
    pub fn version(&self) -> i32 {
        self.etapes.last().map_or(0, |derniere| derniere.ligne.rang)
    }

    /// The latest, with its state.
    pub fn derniere(&self) -> Option<(&reorientation::Model, EtatReorientation)> {
        let Nommee { ligne, .. } = self.demandes.first()?;
        Some((ligne, self.etat(ligne)))
    }

    /// The one that waits for an answer.
    pub fn ouverte(&self) -> Option<(&reorientation::Model, EtatReorientation)> {
        self.derniere().filter(|(_, etat)| etat.est_ouverte())
    }

    /// The one that this step of the parcours answered.
    pub fn repondue_par(&self, decision: i64) -> Option<(&reorientation::Model, EtatReorientation)> {
        let nommee = self.demandes.iter().find(|nommee| nommee.ligne.decision_id == Some(decision))?;
        Some((&nommee.ligne, self.etat(&nommee.ligne)))
    }

    /// As both sides read them, the latest first.
    pub fn fils(&self, regles: &Regles) -> Vec<FilReorientation> {
        self.demandes.iter().map(|nommee| self.fil(nommee, regles)).collect()
    }

    /// What nobody answers any more waits for nothing, and waits again if the person comes back: the
    /// import dates the departure, and takes it back.
    fn etat(&self, ligne: &reorientation::Model) -> EtatReorientation {
        match etat(ligne) {
            ouverte if ouverte.est_ouverte() && self.partie_le.is_some() => EtatReorientation::SansObjet,
            etat => etat,
        }
    }

    fn fil(&self, Nommee { ligne, structure }: &Nommee, regles: &Regles) -> FilReorientation {
        let demandee_le = date::a_paris(ligne.demandee_le).date();
        let siennes = self.etapes.iter().filter(|etape| etape.ligne.reorientation_id == ligne.id);
        FilReorientation {
            structure: structure.clone(),
            // A code that this version does not know is read as the one that says least.
            motif: MotifReorientation::du_code(&ligne.motif)
                .unwrap_or(MotifReorientation::AutreAccompagnement),
            sorte: ligne.sorte.as_deref().and_then(SorteOrientation::du_code),
            note: ligne.note.clone(),
            etat: self.etat(ligne),
            partie_le: self.partie_le.filter(|_| etat(ligne).est_ouverte()),
            demandee_le,
            limite: regles.echeance(Cle::DelaiReorientation, demandee_le).map(|(limite, _)| limite),
            repondue_le: ligne.repondue_le.map(|le| date::a_paris(le).date()),
            lue: ligne.lue_le.is_some(),
            etapes: siennes.filter_map(lue).collect(),
        }
    }
}

fn etat(ligne: &reorientation::Model) -> EtatReorientation {
    // The table refuses any other code; a withdrawn request allows nothing.
    EtatReorientation::du_code(&ligne.etat).unwrap_or(EtatReorientation::Retiree)
}

fn lue(signee: &EtapeSignee) -> Option<EtapeReorientation> {
    Some(EtapeReorientation {
        geste: GesteReorientation::du_code(&signee.ligne.geste)?,
        instant: signee.ligne.instant,
        agent: signee.agent.clone(),
        organisation: signee.organisation.clone(),
        motif: signee.ligne.motif.clone(),
    })
}
