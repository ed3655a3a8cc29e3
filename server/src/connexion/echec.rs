//! Sign-ins that failed, as the journal has them.

use base16ct::lower::encode_string;
use reciproque_shared::habilitation::Acte;
use reciproque_shared::journal::{Evenement, Issue};
use sha2::{Digest, Sha256};

use super::trouver;
use crate::garde::Objet;
use crate::refus::Refus;
use crate::serveur::Extranet;
use crate::session::Client;

/// Who is throttled costs neither a reading of the store nor, but for the first of them, an event.
pub(super) async fn tracer_frein(app: &Extranet, client: &Client, email: &str, refus: Refus) -> Refus {
    if !matches!(refus, Refus::TropDeTentatives(_)) || !app.frein.a_tracer(client.reseau()) {
        return refus;
    }
    match trouver(app, email).await {
        Ok(connu) => {
            let titulaire = connu.map(|(_, titulaire)| titulaire);
            tracer_echec(app, client, compte_essaye(email), titulaire, refus).await
        }
        Err(incident) => incident.into(),
    }
}

/// Whose account it is: the manager of the organisation reads the failures of its agents.
#[derive(Clone, Copy)]
pub(super) struct Titulaire {
    pub agent: i64,
    pub organisation: i64,
}

/// The e-mail tried is kept as a short hash: attempts on one account can be related
/// without writing addresses in the journal.
pub(super) fn compte_essaye(email: &str) -> Objet {
    Objet::new("compte", encode_string(&Sha256::digest(email.as_bytes())[..6]))
}

/// Traces that nobody was let in; `agent` is whose account or key was tried, if it exists.
pub(super) async fn tracer_echec(
    app: &Extranet,
    client: &Client,
    objet: Objet,
    titulaire: Option<Titulaire>,
    refus: Refus,
) -> Refus {
    let evenement = Evenement {
        instant: app.horloge.maintenant(),
        agent: titulaire.map(|t| t.agent),
        profil: None,
        organisation: titulaire.map(|t| t.organisation),
        session: None,
        acte: Acte::SeConnecter.code().to_owned(),
        objet: objet.texte().map(str::to_owned),
        rubriques: Vec::new(),
        motif: Some(refus.code().to_owned()),
        issue: Issue::Refuse,
        client: client.to_string(),
        lie_a: None,
    };
    match app.journal.append(evenement).await {
        Ok(_) => refus,
        Err(incident) => incident.into(),
    }
}
