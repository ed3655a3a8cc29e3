//! Other orientations asked for by the invented structures: some just asked, some late, some answered
//! and not read yet.

use chrono::{DateTime, Days, NaiveDate, NaiveTime, Utc};
use reciproque_shared::parcours::SorteOrientation;
use reciproque_shared::parcours::reorientation::{EtatReorientation, GesteReorientation, MotifReorientation};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};

use super::flux::hasard::Hasard;
use super::suivi::Suivi;
use crate::depot::entite::{orientation, reorientation, reorientation_etape};

/// Persons about whom the structure asks, per thousand.
const DEMANDEES: u32 = 25;
/// Days for which a structure has accompanied before it asks.
const ANCIENNETE: u64 = 90;

const NOTES: [(MotifReorientation, SorteOrientation, &str); 4] = [
    (
        MotifReorientation::EmploiPossible,
        SorteOrientation::Professionnel,
        "Garde d’enfants trouvée, permis obtenu. Deux candidatures envoyées ce mois-ci.",
    ),
    (
        MotifReorientation::ObstaclesSociaux,
        SorteOrientation::Social,
        "Logement à trouver d’abord : demande déposée auprès du bailleur, relance prévue en fin de mois.",
    ),
    (
        MotifReorientation::AutreAccompagnement,
        SorteOrientation::Socioprofessionnel,
        "Projet de création d’entreprise : étude de marché faite, plan de financement à monter.",
    ),
    (
        MotifReorientation::Eloignement,
        SorteOrientation::Social,
        "Nouvelle adresse loin de nos locaux, sans véhicule. CER en cours jusqu’à la fin du trimestre.",
    ),
];

const REFUS: &str = "Le contrat en cours vient d’être renouvelé : à revoir avec le bilan.";

/// What was done of a request: so many days ago.
struct Histoire {
    demandee: u64,
    instruite: Option<u64>,
    refusee: Option<u64>,
}

const HISTOIRES: [Histoire; 4] = [
    Histoire { demandee: 6, instruite: None, refusee: None },
    Histoire { demandee: 22, instruite: Some(17), refusee: None },
    Histoire { demandee: 41, instruite: Some(30), refusee: None },
    Histoire { demandee: 28, instruite: Some(20), refusee: Some(2) },
];

pub async fn installer(
    base: &impl ConnectionTrait,
    suivis: &[Suivi],
    graine: u64,
    jour: NaiveDate,
) -> anyhow::Result<()> {
    let anciens = suivis.iter().filter(|suivi| suivi.oriente_le < avant(jour, ANCIENNETE));
    let mut hasard = Hasard::du_foyer(graine ^ 0x4e01, 0);
    let demandees: Vec<&Suivi> = anciens.filter(|_| hasard.chance(DEMANDEES)).collect();
    for (rang, suivi) in demandees.into_iter().enumerate() {
        demander(base, suivi, rang, jour).await?;
    }
    Ok(())
}

async fn demander(
    base: &impl ConnectionTrait,
    suivi: &Suivi,
    rang: usize,
    jour: NaiveDate,
) -> anyhow::Result<()> {
    let siennes = orientation::Entity::find().filter(orientation::Column::PersonneId.eq(suivi.personne));
    let Some(orientation) = siennes.one(base).await? else { return Ok(()) };
    let (histoire, (motif, sorte, note)) = (&HISTOIRES[rang % HISTOIRES.len()], NOTES[rang % NOTES.len()]);
    let etapes = etapes(histoire, suivi);
    let etat = etapes.last().map_or(EtatReorientation::Demandee, |(_, etat, ..)| *etat);
    let ligne = reorientation::ActiveModel {
        personne_id: Set(suivi.personne),
        orientation_id: Set(orientation.id),
        organisation_id: Set(suivi.referent.organisation),
        agent_id: Set(suivi.referent.id),
        motif: Set(motif.code().to_owned()),
        sorte: Set(Some(sorte.code().to_owned())),
        note: Set(note.to_owned()),
        etat: Set(etat.code().to_owned()),
        demandee_le: Set(le_matin(avant(jour, histoire.demandee))),
        repondue_le: Set(histoire.refusee.map(|jours| le_matin(avant(jour, jours)))),
        ..Default::default()
    };
    let ligne = ligne.insert(base).await?;
    for (rang, (geste, etat, jours, agent)) in (1..).zip(etapes) {
        let etape = reorientation_etape::ActiveModel {
            personne_id: Set(suivi.personne),
            reorientation_id: Set(ligne.id),
            rang: Set(rang),
            geste: Set(geste.code().to_owned()),
            etat: Set(etat.code().to_owned()),
            motif: Set((geste == GesteReorientation::Refuser).then(|| REFUS.to_owned())),
            agent_id: Set(agent),
            instant: Set(le_matin(avant(jour, jours))),
            ..Default::default()
        };
        etape.insert(base).await?;
    }
    Ok(())
}

/// What was done, where it led, how many days ago, by whom.
type Faite = (GesteReorientation, EtatReorientation, u64, i64);

fn etapes(histoire: &Histoire, suivi: &Suivi) -> Vec<Faite> {
    let (referent, gestionnaire) = (suivi.referent.id, suivi.gestionnaire);
    let instruite =
        |jours| (GesteReorientation::Instruire, EtatReorientation::EnInstruction, jours, gestionnaire);
    let refusee = |jours| (GesteReorientation::Refuser, EtatReorientation::Refusee, jours, gestionnaire);
    let demandee = (GesteReorientation::Demander, EtatReorientation::Demandee, histoire.demandee, referent);
    [Some(demandee), histoire.instruite.map(instruite), histoire.refusee.map(refusee)]
        .into_iter()
        .flatten()
        .collect()
}

/// At ten o'clock or so at the département.
fn le_matin(jour: NaiveDate) -> DateTime<Utc> {
    jour.and_time(NaiveTime::from_hms_opt(9, 12, 0).unwrap_or_default()).and_utc()
}

fn avant(jour: NaiveDate, jours: u64) -> NaiveDate {
    jour.checked_sub_days(Days::new(jours)).unwrap_or(jour)
}
