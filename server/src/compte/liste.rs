//! The accounts that one looks after: a manager, those of the own organisation; the
//! département's user referent, all.

use chrono::{DateTime, Utc};
use reciproque_shared::api::ConsulterComptes;
use reciproque_shared::cle_recherche::cle_de_recherche;
use reciproque_shared::compte::{Comptes, EtatCompte, LigneCompte};
use reciproque_shared::habilitation::Profil;
use sea_orm::sea_query::{Expr, ExprTrait, Query, SelectStatement};
use sea_orm::{ConnectionTrait, DbErr, FromQueryResult};

use super::remise::empechement;
use crate::garde::agent::{A_UNE_CLE, habilitation_ouverte};
use crate::garde::{Objet, Passage, Traced};
use crate::http::routeur::AppelRecu;
use crate::refus::Refus;

/// Listed at most: beyond, one looks for a name.
const LISTES_MAX: usize = 100;

/// An agent whose account one looks after.
#[derive(FromQueryResult)]
pub struct Suivi {
    pub id: i64,
    pub nom: String,
    pub prenom: String,
    pub organisation: String,
    mot_de_passe: Option<String>,
    change_le: Option<DateTime<Utc>>,
    code: Option<String>,
    code_expire_le: Option<DateTime<Utc>>,
    /// An application or a passkey is in place.
    pub second_facteur: bool,
    /// Reads all the traces, or runs the product: nobody who hands out access may become them.
    pub reserve: bool,
}

impl Suivi {
    /// A password was chosen once: the first code has served.
    pub const fn deja_ouvert(&self) -> bool {
        self.mot_de_passe.is_some() || self.change_le.is_some()
    }

    fn etat(&self, maintenant: DateTime<Utc>) -> (EtatCompte, Option<DateTime<Utc>>) {
        match (&self.mot_de_passe, &self.code) {
            (Some(_), _) => (EtatCompte::Ouvert, self.change_le),
            (None, None) => (EtatCompte::SansCode, None),
            (None, Some(_)) if self.code_expire_le.is_some_and(|fin| maintenant < fin) => {
                (EtatCompte::CodeRemis, self.code_expire_le)
            }
            (None, Some(_)) => (EtatCompte::CodeEchu, self.code_expire_le),
        }
    }
}

/// `POST /comptes`
pub async fn consulter(
    passage: Passage,
    appel: AppelRecu<ConsulterComptes>,
) -> Result<Traced<Comptes>, Refus> {
    let maintenant = passage.app().horloge.maintenant();
    let cherche = cle_de_recherche(&appel.corps.texte);
    let mut suivis = charger(&passage, requete(&passage)).await?;
    suivis.retain(|agent| cle_de_recherche(&format!("{} {}", agent.prenom, agent.nom)).contains(&cherche));
    let total = suivis.len() as u64;
    let ligne = |agent: Suivi| {
        let remis_par = empechement(passage.agent(), &agent);
        let (etat, depuis) = agent.etat(maintenant);
        let Suivi { id, nom, prenom, organisation, second_facteur, .. } = agent;
        LigneCompte { agent: id, nom, prenom, organisation, etat, depuis, remis_par, second_facteur }
    };
    let lignes = suivis.into_iter().take(LISTES_MAX).map(ligne).collect();
    passage.laisser_sortir(Objet::aucun(), &[], |_| Comptes { lignes, total }).await
}

/// The agent of that number, if one looks after their account.
pub async fn suivi(passage: &Passage, agent: i64) -> Result<Option<Suivi>, DbErr> {
    let requete = requete(passage).and_where(Expr::col(("agent", "id")).eq(agent)).to_owned();
    Ok(charger(passage, requete).await?.pop())
}

async fn charger(passage: &Passage, requete: SelectStatement) -> Result<Vec<Suivi>, DbErr> {
    let lignes = passage.base().query_all(&requete).await?;
    lignes.iter().map(|ligne| Suivi::from_query_result(ligne, "")).collect()
}

/// Agents who may sign in, or may once they have a code, by name.
fn requete(passage: &Passage) -> SelectStatement {
    let habilites = Query::select()
        .column(("habilitation", "agent_id"))
        .from("habilitation")
        .cond_where(habilitation_ouverte(passage.app().horloge.aujourdhui()).pour(passage.base()))
        .to_owned();
    let mut requete = Query::select()
        .columns([("agent", "id"), ("agent", "nom"), ("agent", "prenom")])
        .expr_as(Expr::col(("organisation", "nom")), "organisation")
        .columns([
            ("compte", "mot_de_passe"),
            ("compte", "change_le"),
            ("compte", "code"),
            ("compte", "code_expire_le"),
        ])
        .expr_as(Expr::col(("compte", "graine")).is_not_null().or(Expr::cust(A_UNE_CLE)), "second_facteur")
        .expr_as(Expr::exists(reserves(passage)), "reserve")
        .from("agent")
        .inner_join("organisation", Expr::col(("organisation", "id")).equals(("agent", "organisation_id")))
        .left_join("compte", Expr::col(("compte", "agent_id")).equals(("agent", "id")))
        .and_where(Expr::col(("agent", "id")).in_subquery(habilites))
        .order_by(("agent", "nom"), sea_orm::Order::Asc)
        .order_by(("agent", "prenom"), sea_orm::Order::Asc)
        .order_by(("agent", "id"), sea_orm::Order::Asc)
        .to_owned();
    if !passage.agent().profil.supervise() {
        requete.and_where(Expr::col(("agent", "organisation_id")).eq(passage.agent().organisation));
    }
    requete
}

/// Habilitations of the agent that put them out of reach of who hands out access.
fn reserves(passage: &Passage) -> SelectStatement {
    let profils = Profil::ceux(Profil::reserve).map(Profil::code);
    Query::select()
        .expr(Expr::val(1))
        .from("habilitation")
        .and_where(Expr::col(("habilitation", "agent_id")).equals(("agent", "id")))
        .and_where(Expr::col(("habilitation", "profil")).is_in(profils))
        .cond_where(habilitation_ouverte(passage.app().horloge.aujourdhui()).pour(passage.base()))
        .to_owned()
}
