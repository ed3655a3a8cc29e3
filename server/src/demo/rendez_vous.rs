//! The rendez-vous of the demo: past ones with their results, some still to fill in,
//! today's, and those to come.

use chrono::{DateTime, Datelike, Days, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, Utc};
use reciproque_shared::rendez_vous::{Canal, ObjetRendezVous, StatutRendezVous};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, ConnectionTrait};

use super::flux::hasard::Hasard;
use super::suivi::Suivi;
use crate::depot::entite::{rendez_vous, rendez_vous_etape};

/// Rendez-vous of each référent today.
const PAR_JOUR: usize = 4;

/// Writes the rendez-vous of each person.
pub async fn installer(
    base: &impl ConnectionTrait,
    suivis: &[Suivi],
    graine: u64,
    jour: NaiveDate,
) -> anyhow::Result<()> {
    let mut du_jour: std::collections::HashMap<i64, usize> = std::collections::HashMap::new();
    for (rang, suivi) in suivis.iter().enumerate() {
        let mut hasard = Hasard::du_foyer(graine ^ 0x4D56, rang as u64);
        for _ in 0..hasard.entre(1..=3) {
            let date = hasard.avant(veille(jour), 240).max(suivi.oriente_le);
            let statut = resultat(&mut hasard, date, jour);
            ecrire(base, suivi, &mut hasard, (date, None), statut).await?;
        }
        // Choices of its own, so that those of the others stay the same.
        let mut report = Hasard::du_foyer(graine ^ 0x4D57, rang as u64);
        if report.chance(60) {
            reporter(base, suivi, &mut report, jour).await?;
        }
        let deja = du_jour.entry(suivi.referent.id).or_default();
        if *deja < PAR_JOUR && hasard.chance(300) {
            ecrire(base, suivi, &mut hasard, (jour, Some(*deja)), StatutRendezVous::Prevu).await?;
            *deja += 1;
        } else if hasard.chance(500) {
            let date = hasard.jour(lendemain(jour), jour.checked_add_days(Days::new(45)).unwrap_or(jour));
            ecrire(base, suivi, &mut hasard, (date, None), StatutRendezVous::Prevu).await?;
        }
    }
    Ok(())
}

/// Results of the past; a few recent ones are still to be filled in.
fn resultat(hasard: &mut Hasard, date: NaiveDate, jour: NaiveDate) -> StatutRendezVous {
    if date + Days::new(14) >= jour && hasard.chance(400) {
        return StatutRendezVous::Prevu;
    }
    hasard.pondere(&[
        (StatutRendezVous::Honore, 75),
        (StatutRendezVous::AbsenceExcusee, 10),
        (StatutRendezVous::AbsenceNonExcusee, 9),
        (StatutRendezVous::AnnulePersonne, 4),
        (StatutRendezVous::AnnuleService, 2),
    ])
}

/// Postponed by a week or two: the next one is honoured, or still to come.
async fn reporter(
    base: &impl ConnectionTrait,
    suivi: &Suivi,
    hasard: &mut Hasard,
    jour: NaiveDate,
) -> anyhow::Result<()> {
    let date = hasard.avant(veille(jour), 60).max(suivi.oriente_le);
    let origine = ecrire(base, suivi, hasard, (date, None), StatutRendezVous::Reporte).await?;
    let nouvelle = date + Days::new(hasard.parmi(&[7, 14]));
    let statut = if nouvelle < jour { StatutRendezVous::Honore } else { StatutRendezVous::Prevu };
    // Today's list is full enough.
    let nouvelle = if nouvelle == jour { lendemain(jour) } else { nouvelle };
    let suivant = ecrire(base, suivi, hasard, (nouvelle, None), statut).await?;
    let lien =
        rendez_vous::ActiveModel { id: Set(suivant), origine_id: Set(Some(origine)), ..Default::default() };
    lien.update(base).await?;
    Ok(())
}

/// Writes one with its history; answers its number.
async fn ecrire(
    base: &impl ConnectionTrait,
    suivi: &Suivi,
    hasard: &mut Hasard,
    (date, rang_du_jour): (NaiveDate, Option<usize>),
    statut: StatutRendezVous,
) -> anyhow::Result<i64> {
    // Today's follow each other; the others fall on half hours between 8:30 and 16:30.
    let demi_heures = match rang_du_jour {
        Some(rang) => 18 + 3 * rang as i64,
        None => hasard.entre(17..=33),
    };
    let minutes = u32::try_from(demi_heures * 30).unwrap_or(540);
    let heure = NaiveTime::from_hms_opt(minutes / 60, minutes % 60, 0).unwrap_or_default();
    let canal = hasard.pondere(&[
        (Canal::Physique, 14),
        (Canal::Telephone, 4),
        (Canal::Visio, 1),
        (Canal::Domicile, 2),
    ]);
    let objet = hasard.pondere(&[
        (ObjetRendezVous::Suivi, 6),
        (ObjetRendezVous::ElaborationCer, 2),
        (ObjetRendezVous::Bilan, 2),
        (ObjetRendezVous::PremierEntretien, 1),
    ]);
    let ligne = rendez_vous::ActiveModel {
        personne_id: Set(suivi.personne),
        organisation_id: Set(suivi.referent.organisation),
        referent_id: Set(suivi.referent.id),
        origine_id: Set(None),
        objet: Set(objet.code().to_owned()),
        debut: Set(date.and_time(heure)),
        duree_minutes: Set(hasard.parmi(&[30, 45, 60])),
        canal: Set(canal.code().to_owned()),
        lieu: Set(lieu(canal).map(str::to_owned)),
        statut: Set(statut.code().to_owned()),
        note: Set(note(date, statut).map(str::to_owned)),
        version: Set(1),
        ..Default::default()
    };
    let id = ligne.insert(base).await?.id;
    let debut = date.and_time(heure);
    let fixe_le = fixe(debut, suivi.oriente_le);
    etape(base, (id, suivi.referent.id), StatutRendezVous::Prevu, fixe_le).await?;
    if statut != StatutRendezVous::Prevu {
        etape(base, (id, suivi.referent.id), statut, renseigne(debut, statut).max(fixe_le)).await?;
    }
    Ok(id)
}

/// Fixed ten days before, once the person was oriented, and never later than now.
fn fixe(debut: NaiveDateTime, oriente_le: NaiveDate) -> DateTime<Utc> {
    let jour = (debut.date() - Days::new(10)).max(oriente_le).min(veille(Utc::now().date_naive()));
    jour.and_time(NaiveTime::MIN).and_utc() + TimeDelta::hours(9)
}

/// Cancelled or postponed the day before; else filled in at the end of the hour.
fn renseigne(debut: NaiveDateTime, statut: StatutRendezVous) -> DateTime<Utc> {
    let ecart = match statut {
        StatutRendezVous::Reporte | StatutRendezVous::AnnulePersonne | StatutRendezVous::AnnuleService => {
            -TimeDelta::hours(20)
        }
        _ => TimeDelta::hours(1),
    };
    (debut.and_utc() + ecart).min(Utc::now())
}

const fn lieu(canal: Canal) -> Option<&'static str> {
    match canal {
        Canal::Physique => Some("Espace Insertion"),
        Canal::Domicile => Some("Domicile de la personne"),
        _ => None,
    }
}

/// Notes that référents write after some meetings.
const NOTES: [&str; 4] = [
    "Apporte ses justificatifs la prochaine fois.",
    "Inscription à l’atelier CV confirmée.",
    "Cherche une solution de garde pour le mercredi.",
    "Préfère être rappelée l’après-midi.",
];

/// Chosen by the day, so that the other choices stay the same.
fn note(date: NaiveDate, statut: StatutRendezVous) -> Option<&'static str> {
    let rang = usize::try_from(date.num_days_from_ce()).unwrap_or_default();
    (statut == StatutRendezVous::Honore && rang.is_multiple_of(3)).then(|| NOTES[rang / 3 % NOTES.len()])
}

async fn etape(
    base: &impl ConnectionTrait,
    (id, agent): (i64, i64),
    statut: StatutRendezVous,
    instant: DateTime<Utc>,
) -> anyhow::Result<()> {
    let ligne = rendez_vous_etape::ActiveModel {
        rendez_vous_id: Set(id),
        statut: Set(statut.code().to_owned()),
        instant: Set(instant),
        agent_id: Set(agent),
        ..Default::default()
    };
    ligne.insert(base).await?;
    Ok(())
}

fn veille(jour: NaiveDate) -> NaiveDate {
    jour.pred_opt().unwrap_or(jour)
}

fn lendemain(jour: NaiveDate) -> NaiveDate {
    jour.succ_opt().unwrap_or(jour)
}
