//! A search as typed becomes a filter of the journal, within what the profil may read.

use chrono::{DateTime, Days, NaiveDate, NaiveTime, Utc};
use reciproque_shared::cle_recherche::cle_de_recherche;
use reciproque_shared::date::de_paris;
use reciproque_shared::journal::Issue;
use reciproque_shared::trace::{ACTES_DE_SERVICE, FiltreTraces, PeriodeTraces, SaisieTraces};
use sea_orm::sea_query::Condition;
use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter};

use super::noms;
use crate::depot::entite::{agent, dossier};
use crate::depot::sql::Sql;
use crate::garde::lecture::hors_perimetre;
use crate::garde::{Objet, Passage};
use crate::journal::Filtre;
use crate::refus::Refus;

/// The events of these days, at the département; what the app asks for itself left aside.
pub fn sur_periode(periode: PeriodeTraces) -> Filtre {
    Filtre {
        depuis: periode.du.map(debut_du_jour),
        avant: periode.au.and_then(|au| au.checked_add_days(Days::new(1))).map(debut_du_jour),
        sauf: ACTES_DE_SERVICE.iter().map(|acte| acte.code()).collect(),
        ..Filtre::default()
    }
}

/// Midnight at the département.
pub fn debut_du_jour(jour: NaiveDate) -> DateTime<Utc> {
    de_paris(jour.and_time(NaiveTime::MIN))
}

/// The filter, and what the search bears on, as its own trace names it.
///
/// # Errors
/// `Invalide` with every field that can't be understood.
pub async fn construire(
    passage: &Passage,
    saisie: &SaisieTraces,
    limite: u32,
) -> Result<(Filtre, Objet), Refus> {
    let base = passage.base();
    let jour = passage.app().horloge.aujourdhui();
    let lu = FiltreTraces::lire(saisie, jour).map_err(Refus::Invalide)?;
    let toutes = passage.agent().profil.traits().toutes_les_traces;
    let sienne = (!toutes).then_some(passage.agent().organisation);
    let organisation = sienne.or(lu.organisation);
    let agents = match &lu.agent {
        Some(texte) => Some(agents_nommes(base, texte, sienne).await?),
        None => None,
    };
    let dossier = match &lu.dossier {
        Some(numero) => Some(du_numero(base, numero.as_str()).await?),
        None => None,
    };
    let objets = match dossier {
        Some(Some(id)) => Some(noms::objets_du_dossier(base, id).await?),
        Some(None) => Some(Vec::new()),
        None => None,
    };
    // Whether such an agent or such a dossier exists is not told by the trace of the search.
    let objet = match (dossier.flatten(), agents.as_deref(), organisation) {
        _ if !toutes => Objet::new("organisation", passage.agent().organisation),
        (Some(id), ..) => Objet::new("dossier", id),
        (None, Some([agent]), _) => Objet::new("agent", agent),
        (None, _, Some(organisation)) => Objet::new("organisation", organisation),
        _ => Objet::aucun(),
    };
    let periode = sur_periode(lu.periode);
    let filtre = Filtre {
        agents,
        organisation,
        objets,
        sauf: if lu.acte.is_some() { Vec::new() } else { periode.sauf },
        acte: lu.acte.map(|acte| acte.code().to_owned()),
        sans_refus: !toutes && dossier.is_some(),
        issue: lu.issue.and_then(|issue| Issue::lire(issue.code())),
        apres: lu.apres,
        limite,
        ..periode
    };
    Ok((filtre, objet))
}

/// The agents whose name or first name has words that begin like all of those typed; those of
/// one organisation only, when it is given.
async fn agents_nommes(
    base: &impl ConnectionTrait,
    texte: &str,
    organisation: Option<i64>,
) -> Result<Vec<i64>, DbErr> {
    let cherches = cle_de_recherche(texte);
    let nomme = |agent: &agent::Model| {
        let cle = cle_de_recherche(&format!("{} {}", agent.nom, agent.prenom));
        cherches.split(' ').all(|cherche| cle.split(' ').any(|mot| mot.starts_with(cherche)))
    };
    let parmi = Condition::all().add_option(organisation.map(|id| agent::Column::OrganisationId.eq(id)));
    let agents = agent::Entity::find().filter(parmi).all(base).await?;
    Ok(agents.iter().filter(|agent| nomme(agent)).map(|agent| agent.id).collect())
}

async fn du_numero(base: &impl Sql, numero: &str) -> Result<Option<i64>, DbErr> {
    let trouve = hors_perimetre::<dossier::Entity>("the officer filters traces by the number of a demand")
        .et("dossier.numero_demande = ?")
        .avec(numero)
        .une(base)
        .await?;
    Ok(trouve.map(|dossier| dossier.id))
}
