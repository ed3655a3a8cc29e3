//! What the numbers of the journal stand for: agents and organisations by name, a foyer by
//! the number of its dossier.

use std::collections::{HashMap, HashSet};

use sea_orm::sea_query::{Expr, ExprTrait, Query, SelectStatement};
use sea_orm::{ConnectionTrait, DbErr, EntityTrait, FromQueryResult};

use super::mots;
use crate::depot::entite::{agent, organisation};

/// The nouns that lead to a dossier, each with its table: a request of a person about their
/// data too, under which all of it is read at once.
const MENENT_AU_DOSSIER: [(&str, &str); 7] = [
    ("dossier", "dossier"),
    ("personne", "personne"),
    ("cer", "cer"),
    ("rendez_vous", "rendez_vous"),
    ("demande", "demande_droit"),
    ("instruction", "instruction"),
    ("rapprochement", "rapprochement"),
];
/// Values of one list of a query.
const LOT: usize = 1_000;

/// A dossier, by its own number.
#[derive(Clone, Debug)]
pub struct DossierNomme {
    pub id: i64,
    pub numero: String,
}

/// The names that some events need.
#[derive(Default)]
pub struct Noms {
    /// Who did it.
    pub auteurs: HashMap<i64, String>,
    /// Those whom an event may bear on by name.
    pub agents: HashMap<i64, String>,
    pub organisations: HashMap<i64, String>,
    /// By the object of the event: `cer:12`.
    pub dossiers: HashMap<String, DossierNomme>,
}

#[derive(FromQueryResult)]
struct Trouve {
    cle: i64,
    dossier: i64,
    numero: String,
}

impl Noms {
    /// `organisation`: the only one of which an agent is named as what an event bears on.
    pub async fn charger(
        base: &impl ConnectionTrait,
        objets: impl Iterator<Item = &str>,
        organisation: Option<i64>,
    ) -> Result<Self, DbErr> {
        let agents = agent::Entity::find().all(base).await?;
        let nommable = |a: &&agent::Model| organisation.is_none_or(|id| id == a.organisation_id);
        let nom = |a: &agent::Model| (a.id, format!("{} {}", a.prenom, a.nom));
        let organisations = organisation::Entity::find().all(base).await?;
        Ok(Self {
            auteurs: agents.iter().map(nom).collect(),
            agents: agents.iter().filter(nommable).map(nom).collect(),
            organisations: organisations.into_iter().map(|o| (o.id, o.nom)).collect(),
            dossiers: dossiers(base, objets).await?,
        })
    }

    /// What an event bears on, in words.
    pub fn dire(&self, objet: &str) -> String {
        mots::objet(objet, self)
    }

    /// The dossier that an object leads to.
    pub fn dossier(&self, objet: &str) -> Option<i64> {
        self.dossiers.get(objet).map(|dossier| dossier.id)
    }
}

async fn dossiers(
    base: &impl ConnectionTrait,
    objets: impl Iterator<Item = &str>,
) -> Result<HashMap<String, DossierNomme>, DbErr> {
    let mut par_nom: HashMap<&str, HashSet<i64>> = HashMap::new();
    for (nom, id) in objets.filter_map(|objet| objet.split_once(':')) {
        let mene = MENENT_AU_DOSSIER.iter().any(|(connu, _)| *connu == nom);
        if let (true, Ok(id)) = (mene, id.parse()) {
            par_nom.entry(nom).or_default().insert(id);
        }
    }
    let mut dossiers = HashMap::new();
    for (nom, table) in MENENT_AU_DOSSIER {
        let ids: Vec<i64> = par_nom.remove(nom).into_iter().flatten().collect();
        for lot in ids.chunks(LOT) {
            let requete =
                vers_dossier(table).and_where(Expr::col((table, "id")).is_in(lot.iter().copied())).to_owned();
            for ligne in base.query_all(&requete).await? {
                let Trouve { cle, dossier, numero } = Trouve::from_query_result(&ligne, "")?;
                dossiers.insert(format!("{nom}:{cle}"), DossierNomme { id: dossier, numero });
            }
        }
    }
    Ok(dossiers)
}

/// The rows of a table, each with its dossier.
fn vers_dossier(nom: &'static str) -> SelectStatement {
    let mut requete = Query::select();
    requete
        .expr_as(Expr::col((nom, "id")), "cle")
        .expr_as(Expr::col(("dossier", "id")), "dossier")
        .expr_as(Expr::col(("dossier", "numero_demande")), "numero")
        .from(nom);
    if nom == "rapprochement" {
        return requete
            .inner_join("dossier", Expr::col(("dossier", "id")).equals((nom, "dossier_id")))
            .to_owned();
    }
    if !["dossier", "personne"].contains(&nom) {
        requete.inner_join("personne", Expr::col(("personne", "id")).equals((nom, "personne_id")));
    }
    if nom != "dossier" {
        requete.inner_join("dossier", Expr::col(("dossier", "id")).equals(("personne", "dossier_id")));
    }
    requete
}

/// Everything of a dossier that an event may bear on: itself, its persons, their CER, their
/// rendez-vous and their requests.
pub async fn objets_du_dossier(base: &impl ConnectionTrait, dossier: i64) -> Result<Vec<String>, DbErr> {
    let mut objets = Vec::new();
    for (nom, table) in MENENT_AU_DOSSIER {
        let requete = vers_dossier(table).and_where(Expr::col(("dossier", "id")).eq(dossier)).to_owned();
        for ligne in base.query_all(&requete).await? {
            objets.push(format!("{nom}:{}", Trouve::from_query_result(&ligne, "")?.cle));
        }
    }
    // Whoever compared two persons looked at the older dossier too.
    let anciens = Query::select()
        .column("id")
        .from("rapprochement")
        .and_where(Expr::col("ancien_dossier_id").eq(dossier))
        .and_where(Expr::col("dossier_id").ne(dossier))
        .to_owned();
    for ligne in base.query_all(&anciens).await? {
        objets.push(format!("rapprochement:{}", ligne.try_get_by_index::<i64>(0)?));
    }
    Ok(objets)
}
