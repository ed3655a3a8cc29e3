//! Who may take over: the structures, who may be référent there, whom they accompany already.

use std::collections::HashMap;

use chrono::NaiveDate;
use reciproque_shared::cer::ReferentPossible;
use reciproque_shared::habilitation::Profil;
use reciproque_shared::organisation::SorteOrganisation;
use reciproque_shared::parcours::StructurePossible;
use sea_orm::DbErr;

use crate::depot::perimetre::Zone;
use crate::depot::sql::{Clause, Sql, ligne};
use crate::garde::agent::{avenant_du, peut_accompagner};
use crate::garde::lecture::parcours::{Domicile, suivies_le};

const SANS_CONVENTION: &str =
    "Sa convention avec le Département n’est pas en vigueur : voyez avec le référent utilisateurs.";
const SUSPENDUE: &str = "Son accès est suspendu : voyez avec le référent utilisateurs.";
const FERMEE: &str = "Cette structure est fermée : choisissez-en une autre.";
const HORS_ZONE: &str =
    "Sa convention ne porte pas sur la commune de la personne : choisissez une autre structure.";

/// All of them, as they are on a day.
pub struct Structures {
    jour: NaiveDate,
    toutes: Vec<Structure>,
}

struct Structure {
    id: i64,
    nom: String,
    suspendue: bool,
    sans_compte: bool,
    /// Level and territory of the convention in force.
    termes: Option<(String, String)>,
    capacite: Option<i64>,
    suivies: i64,
    referents: Vec<ReferentPossible>,
}

impl Structures {
    pub async fn charger(base: &impl Sql, jour: NaiveDate) -> Result<Self, DbErr> {
        let mut referents = referents(base, jour).await?;
        let requete = Clause::from(
            "SELECT organisation.id, organisation.nom, organisation.suspendue_le IS NOT NULL, \
             organisation.sans_compte, avenant.niveau, avenant.territoire, avenant.capacite, ",
        )
        .puis(suivies_le(jour))
        .puis(" FROM organisation LEFT JOIN avenant ON avenant.id = (")
        .puis(avenant_du(jour))
        .puis(") WHERE organisation.sorte = ? ORDER BY organisation.nom")
        .avec(SorteOrganisation::Structure.code());
        let lues: Vec<Lue> = base.trouver(requete).await?;
        let structure = |lue: Lue| Structure {
            referents: referents.remove(&lue.id).unwrap_or_default(),
            id: lue.id,
            nom: lue.nom,
            suspendue: lue.suspendue,
            sans_compte: lue.sans_compte,
            termes: lue.niveau.zip(lue.territoire),
            capacite: lue.capacite.map(i64::from),
            suivies: lue.suivies,
        };
        Ok(Self { jour, toutes: lues.into_iter().map(structure).collect() })
    }

    /// In alphabetical order, those that are closed to who lives there with the reason.
    pub fn pour(&self, domicile: &Domicile) -> Vec<StructurePossible> {
        let possible = |structure: &Structure| StructurePossible {
            id: structure.id,
            nom: structure.nom.clone(),
            suivies: structure.suivies,
            capacite: structure.capacite,
            sans_compte: structure.sans_compte,
            fermee: self.fermee(structure, domicile).map(str::to_owned),
            referents: structure.referents.clone(),
        };
        self.toutes.iter().map(possible).collect()
    }

    /// Those of one structure alone, told to who manages it.
    pub fn reduites(mut self, structure: i64) -> Self {
        self.toutes.retain(|lue| lue.id == structure);
        self
    }

    fn fermee(&self, structure: &Structure, domicile: &Domicile) -> Option<&'static str> {
        // It has no convention to bear on anything: wherever the person lives.
        if structure.sans_compte {
            return structure.suspendue.then_some(FERMEE);
        }
        let Some((niveau, territoire)) = &structure.termes else { return Some(SANS_CONVENTION) };
        if structure.suspendue {
            return Some(SUSPENDUE);
        }
        let commune = domicile.commune.as_ref();
        let ailleurs = |ctsa: &[i64]| commune.is_some() && domicile.ctsa.is_none_or(|id| !ctsa.contains(&id));
        match Zone::lire(niveau, territoire, self.jour) {
            Some(Zone::Ctsa { ctsa, .. }) if ailleurs(&ctsa) => Some(HORS_ZONE),
            Some(Zone::Communes(codes)) if commune.is_some_and(|commune| !codes.contains(commune)) => {
                Some(HORS_ZONE)
            }
            _ => None,
        }
    }
}

ligne! {
    /// A structure, with the terms of the convention in force, if one is.
    struct Lue {
        id: i64,
        nom: String,
        suspendue: bool,
        sans_compte: bool,
        niveau: Option<String>,
        territoire: Option<String>,
        capacite: Option<i32>,
        suivies: i64,
    }
}

/// Who may be référent today, by structure, with the first day of each.
async fn referents(base: &impl Sql, jour: NaiveDate) -> Result<HashMap<i64, Vec<ReferentPossible>>, DbErr> {
    let accompagnent = Clause::parmi(Profil::ceux(|profil| profil.traits().accompagne).map(Profil::code));
    let requete = Clause::from(
        "SELECT agent.organisation_id, agent.id, agent.prenom, agent.nom, (SELECT MIN(ouverte.debut) FROM habilitation \
         AS ouverte WHERE ouverte.agent_id = agent.id AND ouverte.profil IN ",
    )
    .puis(accompagnent)
    .puis(") FROM agent WHERE ")
    .puis(peut_accompagner(jour))
    .puis(" ORDER BY agent.nom, agent.prenom, agent.id");
    let mut referents: HashMap<i64, Vec<ReferentPossible>> = HashMap::new();
    type Lu = (i64, i64, String, String, Option<NaiveDate>);
    for (organisation, id, prenom, nom, depuis) in base.trouver::<Lu>(requete).await? {
        let possible = |depuis| ReferentPossible { id, nom: format!("{prenom} {nom}"), depuis };
        referents.entry(organisation).or_default().extend(depuis.map(possible));
    }
    Ok(referents)
}
