//! The organisations of the invented département: the eight structures and Pôle emploi
//! under their conventions of 2016, the Département, its seven CTSA with their communes, the two caisses.

use chrono::{NaiveDate, NaiveTime};
use reciproque_shared::habilitation::Profil;
use reciproque_shared::organisation::SorteOrganisation;
use sea_orm::{ActiveModelTrait, ActiveValue::Set, ConnectionTrait, EntityTrait};

use crate::depot::entite::{avenant, convention, organisation, territoire};

/// The structures that signed a convention in 2016 (report CP-2015-11-10-5).
const STRUCTURES: [&str; 8] = [
    "ALEOS",
    "ALSA",
    "CIAREM",
    "CONTACT PLUS",
    "ESPACE DÉVELOPPEMENT",
    "RÉAGIR",
    "SÉMAPHORE",
    "Ville de Mulhouse – service rSa",
];

/// The seven CTSA, each with postal codes that make up its territory. The real limits
/// are not published: these are invented, along the arrondissements. Territory itself is
/// kept by INSEE commune: one postal code has several.
const CTSA: [(&str, &[&str]); 7] = [
    ("CTSA de Mulhouse", &["68100"]),
    (
        "CTSA de l’agglomération mulhousienne",
        &[
            "68110", "68120", "68170", "68260", "68270", "68310", "68350", "68390", "68400", "68440",
            "68460", "68490", "68720", "68790", "68850", "68950", "68990",
        ],
    ),
    (
        "CTSA de Colmar",
        &["68000", "68124", "68125", "68126", "68127", "68180", "68280", "68320", "68420", "68600", "68920"],
    ),
    (
        "CTSA de Ribeauvillé et des vallées",
        &[
            "68040", "68140", "68150", "68160", "68230", "68240", "68340", "68370", "68380", "68410",
            "68590", "68630", "68650", "68660", "68750", "68910", "68970", "68980",
        ],
    ),
    (
        "CTSA de Guebwiller",
        &["68190", "68250", "68360", "68500", "68530", "68540", "68570", "68610", "68740", "68840", "68890"],
    ),
    (
        "CTSA de Thann",
        &[
            "68116", "68121", "68290", "68470", "68520", "68550", "68620", "68690", "68700", "68760",
            "68780", "68800", "68820", "68830",
        ],
    ),
    ("CTSA d’Altkirch et de Saint-Louis", &[]),
];

/// Ranks of the CTSA of Mulhouse and of its agglomération.
pub const MULHOUSE: std::ops::Range<usize> = 0..2;
/// Rank of the CTSA of Thann.
pub const THANN: usize = 5;

/// Wintzenheim: forgotten, so that there is one to give to a CTSA.
const SANS_CTSA: &str = "68374";

const COMMUNES: &str = include_str!("../../../shared/src/communes.csv");

/// An organisation of the demo.
#[derive(Clone, Copy, Debug)]
pub struct Organisation {
    pub id: i64,
    pub nom: &'static str,
}

/// All of them.
pub struct Organisations {
    pub structures: Vec<Organisation>,
    pub pole_emploi: Organisation,
    pub departement: Organisation,
    pub ctsa: Vec<Organisation>,
    pub caf: Organisation,
    pub msa: Organisation,
}

/// Creates the organisations, their conventions and territories.
pub async fn installer(base: &impl ConnectionTrait) -> anyhow::Result<Organisations> {
    let mut structures = Vec::new();
    for (rang, nom) in STRUCTURES.into_iter().enumerate() {
        let structure = creer(base, "structure", nom).await?;
        conventionner(base, structure, rang + 1, SorteOrganisation::Structure).await?;
        structures.push(structure);
    }
    let pole_emploi = creer(base, "pole_emploi", "Pôle emploi").await?;
    conventionner(base, pole_emploi, 9, SorteOrganisation::PoleEmploi).await?;
    let departement = creer(base, "departement", "Département").await?;
    let mut ctsa = Vec::new();
    for (rang, (nom, _)) in CTSA.into_iter().enumerate() {
        let commission = creer(base, "ctsa", nom).await?;
        delimiter(base, commission, rang).await?;
        ctsa.push(commission);
    }
    let caf = creer(base, "caisse", "CAF du Haut-Rhin").await?;
    let msa = creer(base, "caisse", "MSA d’Alsace").await?;
    Ok(Organisations { structures, pole_emploi, departement, ctsa, caf, msa })
}

async fn creer(base: &impl ConnectionTrait, sorte: &str, nom: &'static str) -> anyhow::Result<Organisation> {
    let ligne = organisation::ActiveModel {
        sorte: Set(sorte.to_owned()),
        nom: Set(nom.to_owned()),
        ..Default::default()
    };
    Ok(Organisation { id: ligne.insert(base).await?.id, nom })
}

/// First day of the conventions and of the territories.
fn effet() -> NaiveDate {
    NaiveDate::from_ymd_opt(2016, 1, 1).unwrap_or_default()
}

/// One year from 1 January 2016, tacitly renewed since (conventions, art. 6): no end.
async fn conventionner(
    base: &impl ConnectionTrait,
    organisation: Organisation,
    numero: usize,
    sorte: SorteOrganisation,
) -> anyhow::Result<()> {
    let (effet, saisie, rubriques) = (effet(), sorte.saisit(), sorte.rubriques_proposees());
    let ligne = convention::ActiveModel {
        organisation_id: Set(organisation.id),
        reference: Set(format!("CP-2015-11-10-5/{numero}")),
        date_effet: Set(effet),
        date_fin: Set(None),
        tacite: Set(true),
        version: Set(1),
        ..Default::default()
    };
    let convention = ligne.insert(base).await?.id;
    let quotas = if saisie {
        vec![(Profil::Referent, 6), (Profil::GestionnaireHabilitations, 2)]
    } else {
        vec![(Profil::ConseillerPoleEmploi, 10), (Profil::GestionnaireHabilitations, 2)]
    };
    // Entered when the standing committee had approved it.
    let approuvee = NaiveDate::from_ymd_opt(2015, 12, 18).unwrap_or_default();
    let initial = avenant::ActiveModel {
        saisi_le: Set(approuvee.and_time(NaiveTime::from_hms_opt(9, 0, 0).unwrap_or_default()).and_utc()),
        ..avenant::initial(convention, effet, saisie, rubriques)
    };
    avenant::ajouter(base, initial, &quotas).await?;
    Ok(())
}

async fn delimiter(base: &impl ConnectionTrait, ctsa: Organisation, rang: usize) -> anyhow::Result<()> {
    let communes: Vec<_> = communes()
        .filter(|(insee, postal)| ctsa_du_code_postal(postal) == rang && *insee != SANS_CTSA)
        .map(|(insee, _)| territoire::ActiveModel {
            organisation_id: Set(ctsa.id),
            commune: Set(insee.to_owned()),
            debut: Set(effet()),
            ..Default::default()
        })
        .collect();
    territoire::Entity::insert_many(communes).exec_without_returning(base).await?;
    Ok(())
}

/// INSEE code and first postal code of each commune.
fn communes() -> impl Iterator<Item = (&'static str, &'static str)> {
    COMMUNES.lines().skip(1).filter_map(|ligne| {
        let mut colonnes = ligne.split(';');
        let insee = colonnes.next()?;
        let postal = colonnes.nth(1)?.split('/').next()?;
        Some((insee, postal))
    })
}

/// Rank of the CTSA of a postal code; the last one takes the south of the département.
fn ctsa_du_code_postal(postal: &str) -> usize {
    CTSA.iter().position(|(_, codes)| codes.contains(&postal)).unwrap_or(CTSA.len() - 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_commune_has_one_ctsa_and_every_ctsa_its_communes() {
        let mut nombres = [0; CTSA.len()];
        for (_, postal) in communes() {
            nombres[ctsa_du_code_postal(postal)] += 1;
        }
        assert_eq!(nombres.iter().sum::<usize>(), 366);
        assert!(nombres.iter().all(|n| *n > 0), "{nombres:?}");
    }
}
