//! The traces of a busy year, as many as asked for: what the référents of a département leave,
//! which the demo only samples.

use chrono::{Days, NaiveDate, TimeDelta};

use super::flux::hasard::Hasard;
use super::traces::{bureaux, connexion, inscrire, vue};
use crate::depot::Depot;
use crate::journal::Journal;

const ANNEE: u64 = 360;
/// The last days are left to those who try the product.
const DERNIERS_JOURS: u64 = 4;
/// Asked for at once: a commit of the writer takes what waits.
const A_LA_FOIS: usize = 400;
/// Events of a session: a sign-in, and views.
const SESSION: usize = 9;

pub async fn installer(
    depot: &Depot,
    journal: &Journal,
    graine: u64,
    jour: NaiveDate,
    combien: usize,
) -> anyhow::Result<()> {
    let bureaux: Vec<_> = bureaux(depot).await?.into_iter().collect();
    let debut = (jour - Days::new(ANNEE)).and_hms_opt(8, 0, 0).unwrap_or_default().and_utc();
    let duree = TimeDelta::days(i64::try_from(ANNEE - DERNIERS_JOURS)?);
    let pas = duree / i32::try_from(combien.max(1))?;
    let evenement = |rang: usize| {
        let mut hasard = Hasard::du_foyer(graine ^ 0xaff1, rang as u64);
        let (agent, bureau) = bureaux.get(rang / SESSION % bureaux.len().max(1))?;
        let session = format!("a{:x}", rang / SESSION);
        let instant = debut + pas * i32::try_from(rang).ok()?;
        Some(match rang % SESSION {
            0 => connexion(*agent, bureau, &session, instant),
            _ => vue(*agent, bureau, &session, instant, &mut hasard),
        })
    };
    let mut reste = (0..combien).peekable();
    while reste.peek().is_some() {
        inscrire(journal, reste.by_ref().take(A_LA_FOIS).filter_map(evenement).collect()).await?;
    }
    Ok(())
}
