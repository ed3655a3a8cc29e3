//! The peer: Django REST framework over the same tables (`pair_django`), and the same with
//! django-auditlog, which writes each access. Each is one gunicorn.

use std::path::Path;
use std::process::Command;

use anyhow::ensure;

use crate::enfant::{self, Enfant};

/// From the root of the project, where scripts/bench.sh runs.
const SOURCES: &str = "server/mesures";

/// The port of each.
pub struct Pair {
    pub non_trace: u16,
    pub trace: u16,
    _serveurs: [Enfant; 2],
}

impl Pair {
    /// With this Python, which has the packages of the peer, over this store.
    pub fn lancer(python: &Path, donnees: &Path) -> anyhow::Result<Self> {
        let donnees = donnees.canonicalize()?;
        let mut tables = Command::new(python);
        tables.args(["-m", "django", "migrate", "--verbosity", "0"]);
        ensure!(
            preparer(&mut tables, &donnees, "0").status()?.success(),
            "the peer has no tables to write to"
        );
        let (non_trace, untraced) = servir(python, &donnees, "0")?;
        let (trace, traced) = servir(python, &donnees, "1")?;
        Ok(Self { non_trace, trace, _serveurs: [untraced, traced] })
    }
}

fn servir(python: &Path, donnees: &Path, trace: &str) -> anyhow::Result<(u16, Enfant)> {
    let mut commande = enfant::epingle(python);
    commande.args(["-m", "gunicorn", "--config", "pair_django/gunicorn_conf.py"]);
    enfant::lancer(preparer(&mut commande, donnees, trace))
}

fn preparer<'a>(commande: &'a mut Command, donnees: &Path, trace: &str) -> &'a mut Command {
    let reglages = [("DJANGO_SETTINGS_MODULE", "pair_django.settings"), ("PYTHONDONTWRITEBYTECODE", "1")];
    commande.current_dir(SOURCES).envs(reglages).env("PAIR_DONNEES", donnees).env("PAIR_TRACE", trace)
}
