//! The flows read, for the administrator: totals, warnings, rejects. Nothing about persons.

use std::collections::HashMap;

use reciproque_shared::api::ConsulterImports;
use reciproque_shared::imports::{ImportLu, Imports, RejetLu};
use sea_orm::{ColumnTrait, DbErr, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use crate::flux::importation::Bilan;
use crate::guard::{Objet, Passage, Traced};
use crate::refus::Refus;
use crate::routeur::Demande;
use crate::store::entite::{flux, rejet};

/// Files listed.
const IMPORTS_MAX: u64 = 20;
/// Rejects listed in all; the count of each file is whole.
const REJETS_MAX: u64 = 500;

/// `GET /imports`
pub async fn consulter(passage: Passage, _: Demande<ConsulterImports>) -> Result<Traced<Imports>, Refus> {
    let lus = flux::Entity::find()
        .order_by_desc(flux::Column::LuLe)
        .order_by_desc(flux::Column::Id)
        .limit(IMPORTS_MAX)
        .all(passage.app().depot.lecture())
        .await?;
    let mut rejets = rejets(&passage, lus.iter().map(|lu| lu.id)).await?;
    let imports = lus
        .into_iter()
        .map(|lu| {
            let rejets = rejets.remove(&lu.id).unwrap_or_default();
            import(lu, rejets)
        })
        .collect();
    passage.laisser_sortir(Objet::aucun(), &[], |_| Imports { imports }).await
}

async fn rejets(
    passage: &Passage,
    flux: impl Iterator<Item = i64>,
) -> Result<HashMap<i64, Vec<RejetLu>>, DbErr> {
    let lignes = rejet::Entity::find()
        .filter(rejet::Column::FluxId.is_in(flux))
        .order_by_desc(rejet::Column::FluxId)
        .order_by_asc(rejet::Column::Ligne)
        .limit(REJETS_MAX)
        .all(passage.app().depot.lecture())
        .await?;
    let mut par_flux: HashMap<i64, Vec<RejetLu>> = HashMap::new();
    for ligne in lignes {
        let lu = RejetLu { ligne: ligne.ligne, element: ligne.element, raison: ligne.raison };
        par_flux.entry(ligne.flux_id).or_default().push(lu);
    }
    Ok(par_flux)
}

fn import(lu: flux::Model, rejets: Vec<RejetLu>) -> ImportLu {
    // A report that this version can't read is one of which nothing is known.
    let bilan: Bilan = serde_json::from_str(&lu.bilan).unwrap_or_default();
    let mut alertes = bilan.alertes;
    if !bilan.complet {
        alertes.insert(
            0,
            "La lecture de ce fichier n’est pas allée à son terme : relancez l’import du même fichier, rien n’est \
             doublé."
                .to_owned(),
        );
    }
    ImportLu {
        id: lu.id,
        emetteur: lu.emetteur,
        type_flux: type_flux(&lu.type_flux),
        date_reference: lu.date_reference,
        lu_le: lu.lu_le,
        crees: bilan.crees.into(),
        changes: bilan.changes.into(),
        // What the store already holds in a later version changes nothing either.
        inchanges: u64::from(bilan.inchanges) + u64::from(bilan.perimes),
        rejetes: bilan.rejetes.into(),
        alertes,
        rejets,
    }
}

fn type_flux(code: &str) -> String {
    match code {
        "M" => "Flux mensuel".to_owned(),
        "I" => "Flux quotidien".to_owned(),
        code => format!("Flux de type {code}"),
    }
}
