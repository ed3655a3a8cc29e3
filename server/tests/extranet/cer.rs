//! The CER over real HTTP: typing, gestures, decisions, who sees what.

mod decision;
mod geste;
mod saisie;

use reciproque_server::depot::entite::{organisation, orientation};
use reciproque_shared::api::{
    ConsulterCer, CorrigerCer, CreerCer, DeciderCer, EnregistrerCer, FaireGesteCer, PreparerCer,
};
use reciproque_shared::brouillon::BrouillonGarde;
use reciproque_shared::cer::fiche::{FicheCer, NouveauCer};
use reciproque_shared::cer::{GesteCer, SaisieCer, SaisieEngagement, SaisieGeste, SaisieObjectif};
use reciproque_shared::date;
use reciproque_shared::parcours::SorteOrientation;
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, QueryFilter};

use crate::bac::{Bac, Client, Refuse};

/// A draft with everything that a signature needs.
fn complete(fiche: &FicheCer) -> SaisieCer {
    let engagement = |code: &str| vec![SaisieEngagement { engagement: code.into(), ..Default::default() }];
    let aujourdhui = date::court(fiche.feuille.contexte.aujourdhui);
    SaisieCer {
        objectifs: vec![SaisieObjectif { objectif: "emploi_recherche".into(), ..Default::default() }],
        engagements_personne: engagement("personne_rendez_vous"),
        engagements_referent: engagement("referent_rencontres"),
        engagements_departement: engagement("departement_offre"),
        signe_personne_le: aujourdhui.clone(),
        signe_referent_le: aujourdhui,
        ..fiche.feuille.saisie.clone()
    }
}

fn geste(geste: GesteCer) -> SaisieGeste {
    let motif = if geste.exige_motif() { "Pièce manquante au contrat" } else { "" };
    SaisieGeste { motif: motif.into(), ..SaisieGeste::seul(geste) }
}

async fn garder(client: &Client, fiche: &FicheCer, saisie: SaisieCer) -> Result<BrouillonGarde, Refuse> {
    client.appeler_sur::<EnregistrerCer>(fiche.version, fiche.id, saisie).await
}

/// Saves, and reads what was saved.
async fn enregistrer(client: &Client, fiche: &FicheCer, saisie: SaisieCer) -> Result<FicheCer, Refuse> {
    garder(client, fiche, saisie).await?;
    client.appeler::<ConsulterCer>(fiche.id, ()).await
}

pub async fn faire(client: &Client, fiche: &FicheCer, geste_voulu: GesteCer) -> Result<FicheCer, Refuse> {
    match geste_voulu {
        GesteCer::Corriger => client.appeler_sur::<CorrigerCer>(fiche.version, fiche.id, ()).await,
        _ => client.appeler_sur::<FaireGesteCer>(fiche.version, fiche.id, geste(geste_voulu)).await,
    }
}

pub async fn decider(client: &Client, fiche: &FicheCer, geste_voulu: GesteCer) -> Result<FicheCer, Refuse> {
    client.appeler_sur::<DeciderCer>(fiche.version, fiche.id, geste(geste_voulu)).await
}

/// Fills a draft and signs it.
pub async fn signer(client: &Client, fiche: &FicheCer) -> Result<FicheCer, Refuse> {
    let rempli = enregistrer(client, fiche, complete(fiche)).await?;
    faire(client, &rempli, GesteCer::Signer).await
}

/// The draft of a person, as the app opens it: the one that exists, or what is proposed.
pub async fn ouvrir(client: &Client, personne: i64) -> Result<FicheCer, Refuse> {
    let preparation = client.appeler::<PreparerCer>(personne, ()).await?;
    match preparation.brouillon {
        Some(brouillon) => client.appeler::<ConsulterCer>(brouillon, ()).await,
        None => {
            let nouveau = NouveauCer { saisie: preparation.feuille.saisie, malgre_instance: true };
            let ouvert = client.appeler::<CreerCer>(personne, nouveau).await?;
            client.appeler::<ConsulterCer>(ouvert.cer, ()).await
        }
    }
}

/// A complete draft of a person.
async fn brouillon(client: &Client, personne: i64) -> FicheCer {
    let fiche = ouvrir(client, personne).await.unwrap();
    enregistrer(client, &fiche, complete(&fiche)).await.unwrap()
}

/// A contract that awaits the decision.
pub async fn transmis(client: &Client, personne: i64) -> FicheCer {
    let signe = faire(client, &brouillon(client, personne).await, GesteCer::Signer).await.unwrap();
    faire(client, &signe, GesteCer::Transmettre).await.unwrap()
}

/// The person has been accompanied by another structure for so many days.
pub async fn reorienter(bac: &Bac, personne: i64, structure: i64, depuis: u64) {
    let debut = bac.horloge.aujourdhui() - chrono::Days::new(depuis);
    bac.finir_orientation(personne, debut - chrono::Days::new(1)).await;
    let ligne = orientation::ActiveModel::premiere(personne, structure, SorteOrientation::Social, debut);
    ligne.insert(bac.base()).await.unwrap();
}

async fn structure(bac: &Bac, nom: &str) -> i64 {
    let ligne = organisation::Entity::find().filter(organisation::Column::Nom.eq(nom));
    ligne.one(bac.base()).await.unwrap().unwrap().id
}
