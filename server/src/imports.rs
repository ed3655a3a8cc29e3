//! The flows read, for the administrator: totals, warnings, rejects. Nothing about persons.

use std::collections::HashMap;

use reciproque_shared::api::ConsulterImports;
use reciproque_shared::date::{self, a_paris};
use reciproque_shared::imports::{ImportLu, Imports, RejetLu};
use reciproque_shared::mots::accord;
use sea_orm::{ColumnTrait, DbErr, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use crate::depot::entite::{flux, rejet};
use crate::flux::importation::Bilan;
use crate::flux::importation::reprise::{self, EtatImport, SuiteImport};
use crate::garde::{Objet, Passage, Traced};
use crate::http::routeur::AppelRecu;
use crate::refus::Refus;

/// Files listed.
const IMPORTS_MAX: u64 = 20;
/// Rejects listed in all; the count of each file is whole.
const REJETS_MAX: u64 = 500;

/// `GET /imports`
pub async fn consulter(passage: Passage, _: AppelRecu<ConsulterImports>) -> Result<Traced<Imports>, Refus> {
    let lus = flux::Entity::find()
        .order_by_desc(flux::Column::LuLe)
        .order_by_desc(flux::Column::Id)
        .limit(IMPORTS_MAX)
        .all(passage.base())
        .await?;
    let mut rejets = rejets(&passage, lus.iter().map(|lu| lu.id)).await?;
    let mut suites = reprise::sans_fin(&passage.app().journal).await?;
    let imports = lus
        .into_iter()
        .map(|lu| {
            let rejets = rejets.remove(&lu.id).unwrap_or_default();
            let sienne = suites.iter().position(|suite| est_de(suite, &lu.empreinte));
            import(lu, rejets, sienne.map(|place| suites.remove(place)))
        })
        .collect();
    let interruptions = suites.iter().map(dire).collect();
    let france_travail = crate::france_travail::imports(&passage).await?;
    passage.laisser_sortir(Objet::aucun(), &[], |_| Imports { imports, france_travail, interruptions }).await
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
        .all(passage.base())
        .await?;
    let mut par_flux: HashMap<i64, Vec<RejetLu>> = HashMap::new();
    for ligne in lignes {
        let lu = RejetLu { ligne: ligne.ligne, element: ligne.element, raison: ligne.raison };
        par_flux.entry(ligne.flux_id).or_default().push(lu);
    }
    Ok(par_flux)
}

fn import(lu: flux::Model, rejets: Vec<RejetLu>, suite: Option<SuiteImport>) -> ImportLu {
    // A report that this version can't read is one of which nothing is known.
    let bilan: Bilan = serde_json::from_str(&lu.bilan).unwrap_or_default();
    let mut alertes = bilan.alertes;
    if !bilan.complet {
        let sans_trace = "La lecture de ce fichier n’est pas allée à son terme : relancez l’import du même fichier, rien \
                          n’est doublé.";
        alertes.insert(0, suite.as_ref().map_or_else(|| sans_trace.to_owned(), dire));
    }
    if bilan.perimes > 0 && lu.annule_le.is_none() {
        alertes.push(format!(
            "{} : la base tient d’un flux plus récent ce qu’elle en dit. Si la date de ce flux plus récent est fausse, \
             annulez son import (« reciproque annuler-import » et son numéro, dit sur cette page) puis relisez ce fichier.",
            accord(bilan.perimes, "foyer laissé de côté", "foyers laissés de côté")
        ));
    }
    ImportLu {
        id: lu.id,
        emetteur: lu.emetteur,
        type_flux: type_flux(&lu.type_flux),
        date_reference: lu.date_reference,
        lu_le: lu.lu_le,
        crees: bilan.crees.into(),
        changes: bilan.changes.into(),
        inchanges: bilan.inchanges.into(),
        perimes: bilan.perimes.into(),
        departs: bilan.departs.into(),
        arrivees: bilan.arrivees.into(),
        suites: bilan.suites.into(),
        doutes: bilan.doutes.into(),
        rejetes: bilan.rejetes.into(),
        alertes,
        rejets,
        annule_le: lu.annule_le,
    }
}

/// The import that the journal speaks of is that of this file.
fn est_de(suite: &SuiteImport, empreinte: &str) -> bool {
    suite.objet.strip_prefix("flux:").is_some_and(|debut| empreinte.starts_with(debut))
}

fn dire(suite: &SuiteImport) -> String {
    let commence = a_paris(suite.commence_le);
    let commence = format!("{} à {}", date::court(commence.date()), date::heure_courte(&commence));
    match suite.etat {
        EtatImport::EnCours => format!(
            "Lecture commencée le {commence}, dont la fin n’est pas encore connue. Si la commande ne tourne plus, \
             relancez l’import du même fichier : rien n’est doublé."
        ),
        EtatImport::Interrompu(constate) => {
            let constate = a_paris(constate).date();
            format!(
                "Lecture commencée le {commence} et interrompue (constaté le {}) : relancez le même fichier, rien n’est \
                 doublé. L’empreinte SHA-256 de ce fichier commence par {}.",
                date::court(constate),
                suite.objet.strip_prefix("flux:").unwrap_or_default()
            )
        }
    }
}

fn type_flux(code: &str) -> String {
    match code {
        "M" => "Flux mensuel".to_owned(),
        "I" => "Flux quotidien".to_owned(),
        code => format!("Flux de type {code}"),
    }
}
