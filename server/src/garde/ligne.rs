//! The one query that recognises a session: its agent, account, habilitation and convention.

use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use reciproque_shared::habilitation::Profil;
use reciproque_shared::revue::RetardRevue;
use sea_orm::DbErr;

use super::agent::{A_UNE_CLE, avenant_du, habilitation_ouverte};
use super::{Base, surveillance};
use crate::depot::sql::{Clause, Sql, ligne};
use crate::serveur::{Extranet, Reglages};

ligne! {
    /// What one query tells of a session, its columns in this order.
    pub(super) struct AgentLu {
        pub reference: String,
        pub profil: String,
        pub ouverte_le: DateTime<Utc>,
        pub vue_le: DateTime<Utc>,
        pub agent_id: i64,
        pub nom: String,
        pub prenom: String,
        pub suspendu_le: Option<DateTime<Utc>>,
        pub organisation_id: i64,
        pub organisation_nom: String,
        pub sorte: String,
        pub habilitation_id: Option<i64>,
        pub delegation_retiree: bool,
        pub active_depuis: Option<NaiveDate>,
        pub revue_en_retard: bool,
        pub engagement_empreinte: Option<String>,
        pub charte_empreinte: Option<String>,
        pub a_changer: bool,
        pub sous_code: bool,
        pub ouvre_a: Option<NaiveTime>,
        pub ferme_a: Option<NaiveTime>,
        pub organisation_suspendue_le: Option<DateTime<Utc>>,
        pub avenant_id: Option<i64>,
        pub change_le: Option<DateTime<Utc>>,
        pub graine: Option<String>,
        pub cle_acces: bool,
        pub second_facteur_exige: bool,
        pub second_facteur_le: Option<DateTime<Utc>>,
        pub mot_de_passe_echu: bool,
        pub saisie: Option<bool>,
        pub droits_en_cours: Option<bool>,
        pub rubriques: Option<String>,
        pub niveau: Option<String>,
        pub territoire: Option<String>,
        pub surveillance_id: Option<i64>,
        pub jusqu_au: Option<NaiveDate>,
    }
}

/// The session of that token (by its hash), as it is or as it would be under another profil.
pub(super) async fn charger(
    app: &Extranet,
    base: &Base,
    empreinte: &str,
    profil: Option<Profil>,
) -> Result<Option<AgentLu>, DbErr> {
    let profil = match profil {
        None => Clause::from("session.profil"),
        Some(profil) => Clause::from("?").avec(profil.code()),
    };
    let requete = requete(empreinte, &profil, app.horloge.aujourdhui(), &app.reglages);
    Ok(base.trouver(requete).await?.pop())
}

fn requete(empreinte: &str, profil: &Clause, jour: NaiveDate, reglages: &Reglages) -> Clause {
    let exigeantes = Clause::parmi(reglages.second_facteur.iter().map(|profil| profil.code()));
    Clause::from("SELECT session.reference, ")
        .puis(profil.clone())
        .puis(
            ", session.ouverte_le, session.vue_le, agent.id, agent.nom, agent.prenom, agent.suspendu_le, \
             agent.organisation_id, organisation.nom, organisation.sorte, habilitation.id, ",
        )
        .puis(delegation_retiree(profil, jour))
        .puis(", habilitation.debut, ")
        .puis(revue_en_retard(profil.clone(), jour, reglages.revue.retard))
        .puis(
            ", habilitation.engagement_empreinte, habilitation.charte_empreinte, compte.a_changer, \
             compte.mot_de_passe IS NULL, organisation.ouvre_a, organisation.ferme_a, \
             organisation.suspendue_le, avenant.id, compte.change_le, compte.graine, ",
        )
        .puis(A_UNE_CLE)
        // Under whatever profil the session is: else a session under the lesser one would let a
        // factor in for the greater.
        .puis(", EXISTS (SELECT 1 FROM habilitation WHERE habilitation.agent_id = agent.id AND habilitation.profil IN ")
        .puis(exigeantes)
        .et(habilitation_ouverte(jour))
        .puis(
            "), session.second_facteur_le, session.mot_de_passe_echu, avenant.saisie, avenant.droits_en_cours, \
             avenant.rubriques, avenant.niveau, avenant.territoire, surveillance.id, surveillance.jusqu_au FROM session \
             INNER JOIN agent ON agent.id = session.agent_id INNER JOIN compte ON compte.agent_id = agent.id \
             INNER JOIN organisation ON organisation.id = agent.organisation_id \
             LEFT JOIN habilitation ON habilitation.agent_id = agent.id AND habilitation.profil = ",
        )
        .puis(profil.clone())
        .et(habilitation_ouverte(jour))
        .puis(" LEFT JOIN avenant ON avenant.id = (")
        .puis(avenant_du(jour))
        .puis(") LEFT JOIN surveillance ON surveillance.agent_id = agent.id AND ")
        .puis(surveillance::en_cours(jour))
        .puis(" WHERE session.empreinte = ?")
        .avec(empreinte)
}

/// The habilitation of this profil that the département took back: a delegation.
fn delegation_retiree(profil: &Clause, jour: NaiveDate) -> Clause {
    Clause::from("EXISTS (SELECT 1 FROM habilitation WHERE habilitation.agent_id = agent.id AND habilitation.profil = ")
        .puis(profil.clone())
        .et("habilitation.suspendue_le IS NOT NULL AND (habilitation.fin IS NULL OR habilitation.fin > ?))")
        .avec(jour)
}

/// By the setting, nobody acts under a habilitation that a late review left unexamined, but where
/// it would shut out who finishes it.
pub fn revue_en_retard(profil: Clause, jour: NaiveDate, retard: RetardRevue) -> Clause {
    let restent = Profil::ceux(|profil| !profil.traits().suspendu_par_la_revue).map(Profil::code);
    match retard {
        RetardRevue::Prevenir => Clause::from("FALSE"),
        // A line of a review that is late and that nobody decided on, for the habilitation of the
        // query around.
        RetardRevue::Suspendre => Clause::from("(EXISTS (SELECT 1 FROM revue_ligne ")
            .puis("INNER JOIN revue ON revue.id = revue_ligne.revue_id ")
            .puis("WHERE revue_ligne.habilitation_id = habilitation.id AND revue_ligne.decision IS NULL ")
            .puis("AND revue.scellee_le IS NULL AND revue.limite < ?)")
            .avec(jour)
            .et(profil)
            .puis(" NOT IN ")
            .puis(Clause::parmi(restent))
            .puis(")"),
    }
}
