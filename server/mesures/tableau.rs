//! What is printed: medians of the rounds, with their spread.

use crate::disque::Disque;

/// Answers per second of one round, and what the journal did meanwhile.
pub struct Tour {
    pub tracee: f64,
    pub non_tracee: f64,
    pub nue: f64,
    pub a_la_main: f64,
    /// Of the peer, untraced and traced, where it is there.
    pub pair: Option<(f64, f64)>,
    pub evenements: u64,
    pub lots: u64,
}

/// The rounds at one number of connections.
pub struct Mesure {
    pub connexions: usize,
    pub tours: Vec<Tour>,
    pub disque: Disque,
}

/// Median, lowest and highest.
struct Dispersion(f64, f64, f64);

impl Mesure {
    fn de(&self, valeur: impl Fn(&Tour) -> f64) -> Dispersion {
        let mut valeurs: Vec<f64> = self.tours.iter().map(valeur).collect();
        valeurs.sort_by(f64::total_cmp);
        Dispersion(valeurs[valeurs.len() / 2], valeurs[0], valeurs[valeurs.len() - 1])
    }

    /// Ceiling of the ratio: each view waits for its share of one fdatasync.
    fn plafond(&self) -> f64 {
        let u = self.de(|t| t.non_tracee).0;
        1.0 / (1.0 + u * self.disque.p50.as_secs_f64() / self.connexions as f64)
    }

    fn lots_par_vue(&self) -> f64 {
        let somme = |valeur: fn(&Tour) -> u64| self.tours.iter().map(valeur).sum::<u64>() as f64;
        somme(|t| t.lots) / somme(|t| t.evenements)
    }
}

impl std::fmt::Display for Dispersion {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.pad(&format!("{:.0} ({:.0}–{:.0})", self.0, self.1, self.2))
    }
}

pub fn imprimer(mesures: &[Mesure], octets: usize) {
    println!("Answers of {octets} bytes; views per second: median (lowest–highest) of the rounds\n");
    println!("P1: traced / untraced, target ≥ 80 % of R, at most one fsync per 16 views at c = 64");
    println!(
        "{:>3}  {:<20} {:<20} {:>6} {:>6} {:>6}  {:>13}  fdatasync",
        "c", "untraced U", "traced T", "T/U", "R", "of R", "views/commit"
    );
    for mesure in mesures {
        let (tracee, non_tracee) = (mesure.de(|t| t.tracee), mesure.de(|t| t.non_tracee));
        let (rapport, plafond) = (mesure.de(|t| t.tracee / t.non_tracee).0, mesure.plafond());
        println!(
            "{:>3}  {non_tracee:<20} {tracee:<20} {:>5.0}% {:>5.0}% {:>5.0}%  {:>13.1}  {}",
            mesure.connexions,
            100.0 * rapport,
            100.0 * plafond,
            100.0 * rapport / plafond,
            1.0 / mesure.lots_par_vue(),
            mesure.disque
        );
    }
    comparer(mesures, "P2: traced / bare axum returning the same bytes, target ≥ 50 %", "bare", |t| t.nue);
    let limite = "Traced / the limit by hand (same statements, row of the journal and bytes), target ≥ 50 %";
    comparer(mesures, limite, "by hand", |t| t.a_la_main);
    if mesures.iter().flat_map(|mesure| &mesure.tours).all(|tour| tour.pair.is_some()) {
        let pair = |t: &Tour| t.pair.unwrap_or_default();
        let non_trace = "Traced / Django REST framework untraced (gunicorn, same tables), target ≥ × 12";
        comparer(mesures, non_trace, "Django untraced", |t| pair(t).0);
        comparer(mesures, "Traced / the same with django-auditlog", "Django traced", |t| pair(t).1);
    }
}

fn comparer(mesures: &[Mesure], titre: &str, nom: &str, autre: impl Fn(&Tour) -> f64) {
    println!("\n{titre}");
    println!("{:>3}  {nom:<20} {:<20} {:>6}", "c", "traced T", "T of it");
    for mesure in mesures {
        let (tracee, autre_mesure) = (mesure.de(|t| t.tracee), mesure.de(&autre));
        let rapport = mesure.de(|t| t.tracee / autre(t)).0;
        let rapport =
            if rapport < 2.0 { format!("{:.0}%", 100.0 * rapport) } else { format!("× {rapport:.1}") };
        println!("{:>3}  {autre_mesure:<20} {tracee:<20} {rapport:>6}", mesure.connexions);
    }
}
