//! The access extract: everything that the product holds about one person in one dossier,
//! and who consulted it (decision 018).

use std::collections::HashMap;

use chrono::{Months, NaiveDate};
use reciproque_shared::api::ProduireExtrait;
use reciproque_shared::cer::fiche::FicheCer;
use reciproque_shared::dossier::{EtatRecu, FicheDossier};
use reciproque_shared::droit::{BrouillonExtrait, ExtraitAcces, FicheDemande, ReceptionExtraite};
use reciproque_shared::personne::Nir;
use reciproque_shared::personne::RolePersonne;
use reciproque_shared::rendez_vous::fiche::FicheRendezVous;
use sea_orm::{ColumnTrait, ConnectionTrait, PaginatorTrait, QueryFilter, QueryOrder};

use super::consultations::Sujet;
use super::lecture::{fiche, trouver};
use super::rectification::ouverte;
use crate::cer;
use crate::depot::annuaire::{agents, noms_organisations};
use crate::depot::entite::{self, brouillon_rendez_vous, demande_droit, dossier_flux, personne};
use crate::dossier::reunir;
use crate::garde::lecture;
use crate::garde::lecture::{de, dependantes_de, hors_perimetre, personne_concernee};
use crate::garde::{Objet, Passage, Traced};
use crate::http::routeur::AppelRecu;
use crate::parcours;
use crate::refus::Refus;
use crate::rendez_vous;

/// `GET /demandes/{demande}/extrait`
pub async fn produire(
    passage: Passage,
    appel: AppelRecu<ProduireExtrait>,
) -> Result<Traced<ExtraitAcces>, Refus> {
    let lue = trouver(&passage, appel.chemin).await?;
    ouverte(&passage, &lue).await?;
    let personne = lecture::personne_accompagnee(&passage, lue.personne_id).await?;
    let dossier = dossier(&passage, &personne).await?;
    let cer = contrats(&passage, &personne).await?;
    let rendez_vous = rendez_vous(&passage, &personne).await?;
    let demandes = demandes(&passage, &personne).await?;
    let anciennes = anciennes(&passage, &personne).await?;
    let sujet = Sujet::new(&personne, &anciennes, &cer, &rendez_vous, &demandes);
    let extrait = ExtraitAcces {
        demande: lue.id,
        personne: personne_concernee(&personne),
        nir: personne.nir.as_deref().and_then(|nir| Nir::lire(nir).ok()).map(|nir| nir.complet()),
        autres_dossiers: autres_dossiers(&passage, &personne).await?,
        dossier,
        receptions: receptions(&passage, &personne).await?,
        brouillons: brouillons(&passage, &personne).await?,
        motifs: sujet.motifs(&passage).await?,
        consultations: sujet.consultations(&passage).await?,
        cer,
        rendez_vous,
        orientations: parcours::orientations_suivies(passage.base(), &personne).await?,
        decisions: parcours::decisions(passage.base(), &personne).await?,
        demandes,
        traces_depuis: traces_depuis(&passage),
        etabli_le: passage.app().horloge.maintenant(),
    };
    passage.laisser_sortir(Objet::new("demande", lue.id), &passage.rubriques(), |_| extrait).await
}

fn traces_depuis(passage: &Passage) -> NaiveDate {
    let jour = passage.app().horloge.aujourdhui();
    jour.checked_sub_months(Months::new(passage.app().reglages.traces.mois())).unwrap_or(jour)
}

/// The dossier with this person alone: the other adult is not in it, even one who asked too.
async fn dossier(passage: &Passage, personne: &personne::Model) -> Result<FicheDossier, Refus> {
    let dossier = lecture::dossier_visible(passage, passage.base(), personne.dossier_id).await?;
    reunir(passage, dossier, vec![personne.clone()], &passage.rubriques()).await
}

/// The same person in other dossiers: who left a foyer has a dossier of their own since.
async fn autres_dossiers(passage: &Passage, personne: &personne::Model) -> Result<u64, Refus> {
    let Some(nir) = &personne.nir else { return Ok(0) };
    let autres = hors_perimetre::<personne::Entity>("counted: the officer is told that there are others")
        .filter(personne::Column::Nir.eq(nir))
        .filter(personne::Column::Id.ne(personne.id));
    Ok(autres.count(passage.base()).await?)
}

/// The lines that the person left behind in the dossiers of former requests.
async fn anciennes(passage: &Passage, personne: &personne::Model) -> Result<Vec<personne::Model>, Refus> {
    let lignes = hors_perimetre::<personne::Entity>("the same person, under a former request")
        .filter(personne::Column::SuiteId.eq(personne.id));
    Ok(lignes.all(passage.base()).await?)
}

/// What each flow told of the right, as long as it was about this person.
async fn receptions(passage: &Passage, personne: &personne::Model) -> Result<Vec<ReceptionExtraite>, Refus> {
    if !RolePersonne::du_code(&personne.role).is_some_and(RolePersonne::est_adulte_accompagne) {
        return Ok(Vec::new());
    }
    let lus = dependantes_de::<dossier_flux::Entity, _>(personne)
        .order_by_desc(dossier_flux::Column::DateReference)
        .all(passage.base())
        .await?;
    let le_concerne = |lu: &dossier_flux::Model| personne.partie_le.is_none_or(|le| lu.date_reference < le);
    let lire = |lu: dossier_flux::Model| ReceptionExtraite {
        date_reference: lu.date_reference,
        etat: EtatRecu::new(lu.etat),
    };
    Ok(lus.into_iter().filter(le_concerne).map(lire).collect())
}

async fn contrats(passage: &Passage, personne: &personne::Model) -> Result<Vec<FicheCer>, Refus> {
    let mut lus = Vec::new();
    for lu in cer::des_personnes(passage, passage.base(), [personne]).await? {
        lus.push(cer::relire(passage, &lu.cer).await?);
    }
    Ok(lus)
}

/// Whole, with their notes and where they were before; the latest first.
async fn rendez_vous(passage: &Passage, personne: &personne::Model) -> Result<Vec<FicheRendezVous>, Refus> {
    let lus = de::<entite::rendez_vous::Entity>(personne)
        .order_by_desc(entite::rendez_vous::Column::Debut)
        .all(passage.base())
        .await?;
    let mut fiches = Vec::new();
    for lu in lus {
        fiches.push(rendez_vous::relire(passage, &lu).await?);
    }
    Ok(fiches)
}

/// What agents are typing, and nobody else reads.
async fn brouillons(passage: &Passage, personne: &personne::Model) -> Result<Vec<BrouillonExtrait>, Refus> {
    let base = passage.base();
    let lus = de::<brouillon_rendez_vous::Entity>(personne)
        .order_by_desc(brouillon_rendez_vous::Column::SaisieLe)
        .all(base)
        .await?;
    let organisations = organisations_des_agents(base, lus.iter().map(|lu| lu.agent_id)).await?;
    let lire = |lu: brouillon_rendez_vous::Model| {
        Ok(BrouillonExtrait {
            organisation: organisations.get(&lu.agent_id).cloned().unwrap_or_default(),
            saisie: serde_json::from_str(&lu.saisie)?,
            depart: lu.depart.as_deref().map(serde_json::from_str).transpose()?,
            saisie_le: lu.saisie_le,
        })
    };
    lus.into_iter().map(lire).collect()
}

/// The requests of the person with each step and each datum rectified, the latest first.
async fn demandes(passage: &Passage, personne: &personne::Model) -> Result<Vec<FicheDemande>, Refus> {
    let lues = de::<demande_droit::Entity>(personne)
        .order_by_desc(demande_droit::Column::Id)
        .all(passage.base())
        .await?;
    let mut fiches = Vec::new();
    for lue in lues {
        // What may be rectified is in the extract already, each in its place.
        fiches.push(FicheDemande { donnees: Vec::new(), ..fiche(passage, lue).await? });
    }
    Ok(fiches)
}

/// The organisation of some agents, by agent: they act in its name.
pub async fn organisations_des_agents(
    base: &impl ConnectionTrait,
    ids: impl Iterator<Item = i64>,
) -> Result<HashMap<i64, String>, Refus> {
    let agents = agents(base, ids).await?;
    let noms = noms_organisations(base, agents.values().map(|agent| agent.organisation_id)).await?;
    let nom = |agent: &entite::agent::Model| noms.get(&agent.organisation_id).cloned().unwrap_or_default();
    Ok(agents.iter().map(|(id, agent)| (*id, nom(agent))).collect())
}
