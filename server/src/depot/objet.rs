//! To which dossier each thing that the journal names belongs.

use std::collections::{HashMap, HashSet};

use sea_orm::sea_query::{Expr, ExprTrait, Query, SelectStatement};
use sea_orm::{ConnectionTrait, DbErr};

/// Numbers put in one query.
const LOT: usize = 1_000;

/// The dossier of each object that the journal names.
#[derive(Default)]
pub struct Dossiers(HashMap<String, i64>);

impl Dossiers {
    pub async fn charger<'a>(
        base: &impl ConnectionTrait,
        objets: impl Iterator<Item = &'a str>,
    ) -> Result<Self, DbErr> {
        let mut dossiers = Self::default();
        let (mut personnes, mut rapprochements) = (HashSet::new(), HashSet::new());
        let (mut cer, mut rendez_vous) = (HashSet::new(), HashSet::new());
        let (mut demandes, mut instructions) = (HashSet::new(), HashSet::new());
        for objet in objets {
            match objet.split_once(':').and_then(|(nom, id)| Some((nom, id.parse::<i64>().ok()?))) {
                Some(("dossier", id)) => drop(dossiers.0.insert(objet.to_owned(), id)),
                Some(("personne", id)) => drop(personnes.insert(id)),
                Some(("cer", id)) => drop(cer.insert(id)),
                Some(("rendez_vous", id)) => drop(rendez_vous.insert(id)),
                Some(("demande", id)) => drop(demandes.insert(id)),
                Some(("instruction", id)) => drop(instructions.insert(id)),
                Some(("rapprochement", id)) => drop(rapprochements.insert(id)),
                _ => {}
            }
        }
        dossiers.chercher(base, ("personne", "personne"), personnes, |requete| requete).await?;
        dossiers.des_rapprochements(base, rapprochements).await?;
        let noms = [
            ("cer", "cer"),
            ("rendez_vous", "rendez_vous"),
            ("demande", "demande_droit"),
            ("instruction", "instruction"),
        ];
        for ((nom, table), ids) in noms.into_iter().zip([cer, rendez_vous, demandes, instructions]) {
            let par_la_personne = |mut requete: SelectStatement| {
                requete
                    .inner_join(table, Expr::col((table, "personne_id")).equals(("personne", "id")))
                    .to_owned()
            };
            dossiers.chercher(base, (nom, table), ids, par_la_personne).await?;
        }
        Ok(dossiers)
    }

    /// Of two persons who may be one, the newer dossier.
    async fn des_rapprochements(
        &mut self,
        base: &impl ConnectionTrait,
        ids: HashSet<i64>,
    ) -> Result<(), DbErr> {
        let ids: Vec<i64> = ids.into_iter().collect();
        for lot in ids.chunks(LOT) {
            let requete = Query::select()
                .columns(["id", "dossier_id"])
                .from("rapprochement")
                .and_where(Expr::col("id").is_in(lot.iter().copied()))
                .to_owned();
            for ligne in base.query_all(&requete).await? {
                let id: i64 = ligne.try_get_by_index(0)?;
                self.0.insert(format!("rapprochement:{id}"), ligne.try_get_by_index(1)?);
            }
        }
        Ok(())
    }

    async fn chercher(
        &mut self,
        base: &impl ConnectionTrait,
        (nom, table): (&'static str, &'static str),
        ids: HashSet<i64>,
        joindre: impl Fn(SelectStatement) -> SelectStatement,
    ) -> Result<(), DbErr> {
        let ids: Vec<i64> = ids.into_iter().collect();
        for lot in ids.chunks(LOT) {
            let requete = Query::select()
                .column((table, "id"))
                .column(("personne", "dossier_id"))
                .from("personne")
                .and_where(Expr::col((table, "id")).is_in(lot.iter().copied()))
                .to_owned();
            for ligne in base.query_all(&joindre(requete)).await? {
                let id: i64 = ligne.try_get_by_index(0)?;
                self.0.insert(format!("{nom}:{id}"), ligne.try_get_by_index(1)?);
            }
        }
        Ok(())
    }

    pub fn de(&self, objet: &str) -> Option<i64> {
        self.0.get(objet).copied()
    }

    /// Each once.
    pub fn tous(&self) -> Vec<i64> {
        self.0.values().copied().collect::<HashSet<_>>().into_iter().collect()
    }
}
