//! The query of a work list: one, whether it is counted or read. All but the day of an agent
//! reads the rows of what is awaited.

use std::collections::HashMap;

use chrono::{Days, NaiveTime};
use reciproque_shared::accueil::{FileAttente, LIGNES_PAR_PAGE, PLAFOND_COMPTE};
use reciproque_shared::habilitation::Portee;
use reciproque_shared::rendez_vous::StatutRendezVous;
use sea_orm::sea_query::{Asterisk, Expr, ExprTrait, Func, Order, Query, SelectStatement, UnionType};
use sea_orm::{ConnectionTrait, DbErr};

use super::condition::{self, colonne};
use crate::garde::Passage;
use crate::garde::lecture;
use crate::rendez_vous::OCCUPENT;

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
        let requete = match file {
            FileAttente::RendezVousDuJour => du_jour(passage, miennes),
            _ => attendues(passage, file, miennes, Epreuve::Personne),
        };
        Self { passage, file, requete }
    }

    /// How many lines the list has.
    pub async fn compter(&self) -> Result<u64, DbErr> {
        let base = self.passage.base();
        let ligne = base.query_one(&compte(self.file, &self.requete)).await?;
        let nombre: i64 = ligne.map(|ligne| ligne.try_get("", "nombre")).transpose()?.unwrap_or_default();
        Ok(u64::try_from(nombre).unwrap_or_default())
    }

    /// The numbers of the rows of a page, the most pressing first.
    pub async fn page(&self, page: u32) -> Result<Vec<i64>, DbErr> {
        let mut requete = self.ordonnee();
        requete.limit(LIGNES_PAR_PAGE).offset(u64::from(page) * LIGNES_PAR_PAGE);
        self.charger(&requete).await
    }

    /// Those of all its rows, in the same order.
    pub async fn toutes(&self) -> Result<Vec<i64>, DbErr> {
        self.charger(&self.ordonnee()).await
    }

    fn ordonnee(&self) -> SelectStatement {
        let (clef, sens) = match self.file {
            FileAttente::RendezVousDuJour => (("rendez_vous", "debut"), Order::Asc),
            FileAttente::RendezVousARenseigner => (("attente", "du"), Order::Asc),
            FileAttente::CerFinissant | FileAttente::SansCer => (("attente", "limite"), Order::Asc),
            FileAttente::Brouillons => (("attente", "depuis"), Order::Desc),
            FileAttente::CerACompleter | FileAttente::CerATransmettre | FileAttente::CerADecider => {
                (("attente", "depuis"), Order::Asc)
            }
        };
        let mut requete = self.requete.clone();
        requete.order_by(clef, sens).order_by((clef.0, "id"), Order::Asc);
        requete
    }

    async fn charger(&self, requete: &SelectStatement) -> Result<Vec<i64>, DbErr> {
        let lignes = self.passage.base().query_all(requete).await?;
        lignes.iter().map(|ligne| ligne.try_get("", "id")).collect()
    }
}

/// How many lines each of these lists has, mine where the profil has such a choice; one more than
/// [`PLAFOND_COMPTE`] when it has more: the home page costs the same however long they are.
pub async fn compter(passage: &Passage, files: &[FileAttente]) -> Result<HashMap<FileAttente, u64>, DbErr> {
    let mut comptes = files.iter().map(|file| {
        let mut lignes = match file {
            FileAttente::RendezVousDuJour => du_jour(passage, true),
            _ => attendues(passage, *file, passage.portee() == Portee::Accompagnement, Epreuve::Rangee),
        };
        compte(*file, lignes.limit(PLAFOND_COMPTE + 1))
    });
    let Some(mut requete) = comptes.next() else { return Ok(HashMap::new()) };
    for autre in comptes {
        requete.union(UnionType::All, autre);
    }
    let mut par_file = HashMap::new();
    for ligne in passage.base().query_all(&requete).await? {
        let (file, nombre): (String, i64) = (ligne.try_get("", "file")?, ligne.try_get("", "nombre")?);
        if let Some(file) = FileAttente::du_code(&file) {
            par_file.insert(file, u64::try_from(nombre).unwrap_or_default());
        }
    }
    Ok(par_file)
}

fn compte(file: FileAttente, lignes: &SelectStatement) -> SelectStatement {
    Query::select()
        .expr_as(Expr::val(file.code()), "file")
        .expr_as(Func::count(Expr::col(Asterisk)), "nombre")
        .from_subquery(lignes.clone(), "lignes")
        .to_owned()
}

/// How the scope is tried on each row: few are found without it.
enum Epreuve {
    /// The person: who is named is looked for.
    Personne,
    /// The row, where it says enough: it was cut to the days on which the structure accompanies the
    /// person. To count.
    Rangee,
}

fn attendues(passage: &Passage, file: FileAttente, miennes: bool, epreuve: Epreuve) -> SelectStatement {
    let mut requete = Query::select();
    requete.column(("attente", "id")).from("attente").cond_where(condition::de(passage, file));
    let par_rangee = matches!(epreuve, Epreuve::Rangee) && condition::accompagnee(file);
    let atteinte = passage.perimetre().sur_attente(par_rangee);
    let atteinte = atteinte.unwrap_or_else(|| lecture::personne_atteinte(passage, "attente.personne_id"));
    requete.and_where(atteinte.into());
    match (passage.portee(), miennes) {
        (Portee::Accompagnement, true) => requete.cond_where(condition::miennes(passage, file)),
        (Portee::Accompagnement, false) => {
            requete.and_where(colonne("structure_id").eq(passage.agent().organisation))
        }
        _ => &mut requete,
    };
    requete
}

/// The rendez-vous of today, told or not.
fn du_jour(passage: &Passage, miennes: bool) -> SelectStatement {
    let matin = passage.app().horloge.aujourdhui().and_time(NaiveTime::MIN);
    let colonne = |nom| Expr::col(("rendez_vous", nom));
    let personne = "rendez_vous.personne_id";
    let atteinte = passage.perimetre().sur_la_personne(personne);
    let mut requete = Query::select();
    requete
        .column(("rendez_vous", "id"))
        .from("rendez_vous")
        .and_where(colonne("organisation_id").eq(passage.agent().organisation))
        .and_where(colonne("statut").is_in(OCCUPENT.map(StatutRendezVous::code)))
        .and_where(colonne("debut").gte(matin))
        .and_where(colonne("debut").lt(matin + Days::new(1)))
        .and_where(atteinte.unwrap_or_else(|| lecture::personne_atteinte(passage, personne)).into());
    if miennes {
        requete.and_where(colonne("referent_id").eq(passage.agent().id));
    }
    requete
}
