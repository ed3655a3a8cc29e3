//! The query of a work list: one, whether it is counted or read.

use reciproque_shared::accueil::{FileAttente, LIGNES_PAR_PAGE};
use reciproque_shared::cer::EtatCer;
use reciproque_shared::habilitation::Portee;
use sea_orm::sea_query::{Asterisk, Condition, Expr, ExprTrait, Func, Order, Query, SelectStatement};
use sea_orm::{ConnectionTrait, DbErr, FromQueryResult};

use super::condition;
use crate::dossier::requete;
use crate::guard::Passage;

/// What a line of a list is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sujet {
    Cer,
    RendezVous,
    Personne,
}

impl Sujet {
    pub const fn de(file: FileAttente) -> Self {
        match file {
            FileAttente::RendezVousDuJour | FileAttente::RendezVousARenseigner => Self::RendezVous,
            FileAttente::SansCer => Self::Personne,
            FileAttente::CerFinissant
            | FileAttente::CerACompleter
            | FileAttente::Brouillons
            | FileAttente::CerADecider => Self::Cer,
        }
    }

    const fn table(self) -> &'static str {
        match self {
            Self::Cer => "cer",
            Self::RendezVous => "rendez_vous",
            Self::Personne => "personne",
        }
    }
}

/// A line of a list: the person, and the row that the list is about.
#[derive(Clone, Copy, Debug, FromQueryResult)]
pub struct Clef {
    pub personne: i64,
    pub objet: i64,
}

/// A work list under the scope of who asks.
pub struct Selection<'a> {
    passage: &'a Passage,
    file: FileAttente,
    requete: SelectStatement,
}

impl<'a> Selection<'a> {
    /// `equipe`: the work of the whole structure, not only of those whose référent is the
    /// agent. A CTSA has no such choice: its territory is its work.
    pub fn new(passage: &'a Passage, file: FileAttente, equipe: bool) -> Self {
        let miennes = passage.portee() == Portee::Accompagnement && !equipe;
        let sujet = Sujet::de(file);
        let mut requete = Query::select();
        requete
            .expr_as(Expr::col(("personne", "id")), "personne")
            .expr_as(Expr::col((sujet.table(), "id")), "objet")
            .from("personne")
            .inner_join("dossier", Expr::col(("dossier", "id")).equals(("personne", "dossier_id")))
            .and_where(requete::presente())
            .cond_where(perimetre(passage, file, miennes))
            .cond_where(condition::de(passage, file));
        if sujet != Sujet::Personne {
            let table = sujet.table();
            requete.inner_join(table, Expr::col((table, "personne_id")).equals(("personne", "id")));
        }
        if miennes {
            requete.cond_where(condition::miens(passage, file));
        }
        Self { passage, file, requete }
    }

    /// How many lines the list has.
    ///
    /// # Errors
    /// When the store can't be read.
    pub async fn compter(&self) -> Result<u64, DbErr> {
        let compte = Query::select()
            .expr_as(Func::count(Expr::col(Asterisk)), "nombre")
            .from_subquery(self.requete.clone(), "lignes")
            .to_owned();
        let ligne = self.passage.app().depot.lecture().query_one(&compte).await?;
        let nombre: i64 = ligne.map(|ligne| ligne.try_get("", "nombre")).transpose()?.unwrap_or_default();
        Ok(u64::try_from(nombre).unwrap_or_default())
    }

    /// The lines of a page, the most pressing first.
    ///
    /// # Errors
    /// When the store can't be read.
    pub async fn page(&self, page: u32) -> Result<Vec<Clef>, DbErr> {
        let mut requete = self.ordonnee();
        requete.limit(LIGNES_PAR_PAGE).offset(u64::from(page) * LIGNES_PAR_PAGE);
        self.lire(&requete).await
    }

    /// All the lines, in the same order.
    ///
    /// # Errors
    /// When the store can't be read.
    pub async fn toutes(&self) -> Result<Vec<Clef>, DbErr> {
        self.lire(&self.ordonnee()).await
    }

    fn ordonnee(&self) -> SelectStatement {
        let (clef, sens) = self.ordre();
        let mut requete = self.requete.clone();
        requete.order_by_expr(clef, sens).order_by((Sujet::de(self.file).table(), "id"), Order::Asc);
        requete
    }

    fn ordre(&self) -> (Expr, Order) {
        match self.file {
            FileAttente::RendezVousDuJour | FileAttente::RendezVousARenseigner => {
                (Expr::col(("rendez_vous", "debut")), Order::Asc)
            }
            FileAttente::CerFinissant => (Expr::col(("cer", "fin")), Order::Asc),
            FileAttente::SansCer => {
                (condition::orientation_la_plus_ancienne(self.passage).into(), Order::Asc)
            }
            FileAttente::CerACompleter => (Expr::col(("cer", "decide_le")), Order::Asc),
            FileAttente::Brouillons => (Expr::col(("cer", "saisie_le")), Order::Desc),
            FileAttente::CerADecider => (transmis_le().into(), Order::Asc),
        }
    }

    async fn lire(&self, requete: &SelectStatement) -> Result<Vec<Clef>, DbErr> {
        let lignes = self.passage.app().depot.lecture().query_all(requete).await?;
        lignes.iter().map(|ligne| Clef::from_query_result(ligne, "")).collect()
    }
}

/// The scope leads to the rows of a territory, and to those of a team that nothing else finds.
/// Everywhere else few rows are found without it, and it is tried on each: one's own, or what the
/// structure has under its name.
fn perimetre(passage: &Passage, file: FileAttente, miennes: bool) -> Condition {
    let menee_par_le_perimetre = match passage.portee() {
        Portee::Accompagnement => {
            !miennes && matches!(file, FileAttente::CerFinissant | FileAttente::SansCer)
        }
        _ => true,
    };
    match menee_par_le_perimetre {
        true => passage.perimetre().sur_personne(),
        false => passage.perimetre().sur_cette_personne(),
    }
}

fn transmis_le() -> SelectStatement {
    Query::select()
        .expr(Expr::col(("cer_etape", "instant")).max())
        .from("cer_etape")
        .and_where(Expr::col(("cer_etape", "cer_id")).equals(("cer", "id")))
        .and_where(Expr::col(("cer_etape", "etat")).eq(EtatCer::Transmis.code()))
        .to_owned()
}
