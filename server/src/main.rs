//! `reciproque`: serve · import · demo · journal.

mod commande;

use std::process::ExitCode;

use clap::Parser;
use reciproque_server::alerter;
use tracing_subscriber::EnvFilter;

use crate::commande::Commande;

#[tokio::main]
async fn main() -> ExitCode {
    tracing_subscriber::fmt()
        .with_env_filter(
            EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new("warn,reciproque=info")),
        )
        .with_writer(std::io::stderr)
        // told on the error output, which may be what fails
        .log_internal_errors(false)
        .init();
    match Commande::parse().executer().await {
        Ok(code) => code,
        Err(erreur) => {
            alerter!("Erreur : {erreur:#}");
            ExitCode::FAILURE
        }
    }
}
