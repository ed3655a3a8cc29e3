//! The one query that recognises a session: its agent, account, habilitation and convention.

use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use reciproque_shared::habilitation::Profil;
use reciproque_shared::revue::RetardRevue;
use sea_orm::sea_query::{Condition, Expr, ExprTrait, Query, SelectStatement};
use sea_orm::{ConnectionTrait, DbErr, FromQueryResult};

use super::agent::{avenant_du, cles_de_l_agent, habilitation_ouverte};
use super::{Base, surveillance};
use crate::serveur::{Extranet, Reglages};

/// What one query tells of a session.
#[derive(FromQueryResult)]
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
    pub rubriques: Option<String>,
    pub niveau: Option<String>,
    pub territoire: Option<String>,
    pub surveillance_id: Option<i64>,
    pub jusqu_au: Option<NaiveDate>,
}

/// The session of that token (by its hash), as it is or as it would be under another profil.
pub(super) async fn charger(
    app: &Extranet,
    base: &Base,
    empreinte: &str,
    profil: Option<Profil>,
) -> Result<Option<AgentLu>, DbErr> {
    let profil = profil.map_or(Expr::col(("session", "profil")), |profil| Expr::val(profil.code()));
    let requete = requete(empreinte, &profil, app.horloge.aujourdhui(), &app.reglages);
    let ligne = base.query_one(&requete).await?;
    ligne.map(|ligne| AgentLu::from_query_result(&ligne, "")).transpose()
}

fn requete(empreinte: &str, profil: &Expr, jour: NaiveDate, reglages: &Reglages) -> SelectStatement {
    Query::select()
        .expr_as(profil.clone(), "profil")
        .columns([("session", "reference"), ("session", "ouverte_le"), ("session", "vue_le")])
        .columns([
            ("agent", "nom"),
            ("agent", "prenom"),
            ("agent", "suspendu_le"),
            ("agent", "organisation_id"),
        ])
        .columns([("compte", "a_changer"), ("compte", "change_le"), ("compte", "graine")])
        .columns([("organisation", "ouvre_a"), ("organisation", "ferme_a")])
        .columns([("session", "second_facteur_le"), ("session", "mot_de_passe_echu")])
        .expr_as(Expr::exists(cles_de_l_agent()), "cle_acces")
        .expr_as(Expr::exists(exigeantes(jour, &reglages.second_facteur)), "second_facteur_exige")
        .expr_as(Expr::col(("compte", "mot_de_passe")).is_null(), "sous_code")
        .columns([("habilitation", "engagement_empreinte"), ("habilitation", "charte_empreinte")])
        .columns([("organisation", "sorte"), ("avenant", "saisie"), ("avenant", "rubriques")])
        .columns([("avenant", "niveau"), ("avenant", "territoire")])
        .expr_as(Expr::col(("agent", "id")), "agent_id")
        .expr_as(Expr::col(("organisation", "nom")), "organisation_nom")
        .expr_as(Expr::col(("habilitation", "id")), "habilitation_id")
        .expr_as(Expr::exists(delegation_retiree(profil, jour)), "delegation_retiree")
        .expr_as(Expr::col(("habilitation", "debut")), "active_depuis")
        .expr_as(Expr::col(("organisation", "suspendue_le")), "organisation_suspendue_le")
        .expr_as(Expr::col(("avenant", "id")), "avenant_id")
        .expr_as(Expr::col(("surveillance", "id")), "surveillance_id")
        .column(("surveillance", "jusqu_au"))
        .expr_as(revue_en_retard(profil, jour, reglages.revue.retard), "revue_en_retard")
        .from("session")
        .inner_join("agent", Expr::col(("agent", "id")).equals(("session", "agent_id")))
        .inner_join("compte", Expr::col(("compte", "agent_id")).equals(("agent", "id")))
        .inner_join("organisation", Expr::col(("organisation", "id")).equals(("agent", "organisation_id")))
        .left_join(
            "habilitation",
            habilitation_ouverte(jour)
                .add(Expr::col(("habilitation", "agent_id")).equals(("agent", "id")))
                .add(Expr::col(("habilitation", "profil")).eq(profil.clone())),
        )
        .left_join("avenant", Expr::col(("avenant", "id")).eq(avenant_du(jour)))
        .left_join(
            "surveillance",
            surveillance::en_cours(jour).add(Expr::col(("surveillance", "agent_id")).equals(("agent", "id"))),
        )
        .and_where(Expr::col(("session", "empreinte")).eq(empreinte))
        .to_owned()
}

/// Habilitations of the agent that the setting asks for a second factor, under whatever profil
/// the session is: else a session under the lesser one would let a factor in for the greater.
fn exigeantes(jour: NaiveDate, profils: &[Profil]) -> SelectStatement {
    de_l_agent()
        .and_where(Expr::col(("habilitation", "profil")).is_in(profils.iter().map(|profil| profil.code())))
        .cond_where(habilitation_ouverte(jour))
        .to_owned()
}

/// The habilitation of this profil that the département took back: a delegation.
fn delegation_retiree(profil: &Expr, jour: NaiveDate) -> SelectStatement {
    let fin = Expr::col(("habilitation", "fin"));
    de_l_agent()
        .and_where(Expr::col(("habilitation", "profil")).eq(profil.clone()))
        .and_where(Expr::col(("habilitation", "suspendue_le")).is_not_null())
        .cond_where(Condition::any().add(fin.clone().is_null()).add(fin.gt(jour)))
        .to_owned()
}

fn de_l_agent() -> SelectStatement {
    Query::select()
        .expr(Expr::val(1))
        .from("habilitation")
        .and_where(Expr::col(("habilitation", "agent_id")).equals(("agent", "id")))
        .to_owned()
}

/// By the setting, nobody acts under a habilitation that a late review left unexamined, but where
/// it would shut out who finishes it.
pub fn revue_en_retard(profil: &Expr, jour: NaiveDate, retard: RetardRevue) -> Expr {
    let restent = Profil::ceux(|profil| !profil.traits().suspendu_par_la_revue).map(Profil::code);
    match retard {
        RetardRevue::Prevenir => Expr::val(false),
        RetardRevue::Suspendre => Expr::exists(ligne_en_retard(jour)).and(profil.clone().is_not_in(restent)),
    }
}

/// A line of a review that is late and that nobody decided on, for the habilitation of an
/// outer query: to be tested with `EXISTS`.
fn ligne_en_retard(jour: NaiveDate) -> SelectStatement {
    Query::select()
        .column(("revue_ligne", "id"))
        .from("revue_ligne")
        .inner_join("revue", Expr::col(("revue", "id")).equals(("revue_ligne", "revue_id")))
        .and_where(Expr::col(("revue_ligne", "habilitation_id")).equals(("habilitation", "id")))
        .and_where(Expr::col(("revue_ligne", "decision")).is_null())
        .and_where(Expr::col(("revue", "scellee_le")).is_null())
        .and_where(Expr::col(("revue", "limite")).lt(jour))
        .to_owned()
}
