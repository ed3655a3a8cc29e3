//! What an agent of the CTSA decides of a question, and the way back.

use reciproque_shared::api::DeciderRapprochement;
use reciproque_shared::rapprochement::{
    Auteur, EtatRapprochement, FicheRapprochement, GesteLu, GesteRapprochement, transition,
};
use sea_orm::ActiveValue::Set;
use sea_orm::{ActiveModelTrait, DbErr, SqlErr};

use super::charge::Charge;
use crate::attente;
use crate::depot::entite::{personne, rapprochement, rapprochement_etape};
use crate::depot::reunion::{Reunion, reunir, separer};
use crate::depot::verrou;
use crate::garde::{Objet, Passage, Traced};
use crate::http::routeur::AppelRecu;
use crate::refus::{Refus, a_jour};

/// `POST /rapprochements/{rapprochement}/gestes`
pub async fn decider(
    passage: Passage,
    appel: AppelRecu<DeciderRapprochement>,
) -> Result<Traced<FicheRapprochement>, Refus> {
    let lu = GesteLu::lire(&appel.corps).map_err(Refus::Invalide)?;
    let charge = Charge::charger(&passage, appel.chemin).await?;
    a_jour(charge.version(), appel.version)?;
    permis(&charge, lu.geste())?;
    let id = charge.question.id;
    let ecriture = passage.annoncer(Objet::new("rapprochement", id)).await?;
    ecriture
        .accomplir(async {
            let base = passage.base();
            for ligne in charge.lignes().into_iter().rev() {
                verrou::tenir::<personne::Entity>(base, ligne).await?;
            }
            let charge = Charge::charger(&passage, id).await?;
            a_jour(charge.version(), appel.version)?;
            faire(&passage, &charge, &lu).await?;
            attente::reecrire(base, &passage.app().regles, &charge.lignes()).await?;
            Charge::charger(&passage, id).await?.fiche(&passage).await
        })
        .await
}

/// The state that the gesture leads to.
///
/// # Errors
/// `Conflit` that says why it is impossible.
fn permis(charge: &Charge, geste: GesteRapprochement) -> Result<EtatRapprochement, Refus> {
    let apres =
        transition(charge.etat, geste, Auteur::Agent).map_err(|motif| Refus::Conflit(motif.message))?;
    match charge.empechement().filter(|_| geste != GesteRapprochement::Ecarter) {
        Some(pourquoi) => Err(Refus::Conflit(pourquoi.to_owned())),
        None => Ok(apres),
    }
}

async fn faire(passage: &Passage, charge: &Charge, lu: &GesteLu) -> Result<(), Refus> {
    let (base, apres) = (passage.base(), permis(charge, lu.geste())?);
    let reunion = match (charge.etat, apres) {
        (_, EtatRapprochement::Confirme) => Some(reunies(passage, charge).await?),
        (EtatRapprochement::Confirme, _) => {
            separer(base, charge.separation()?).await?;
            None
        }
        _ => None,
    };
    ecrire(passage, charge, apres, reunion).await?;
    let etape = rapprochement_etape::ActiveModel {
        rapprochement_id: Set(charge.question.id),
        rang: Set(charge.version() + 1),
        geste: Set(lu.geste().code().to_owned()),
        etat: Set(apres.code().to_owned()),
        motif: Set(lu.motif().map(str::to_owned)),
        agent_id: Set(Some(passage.agent().id)),
        instant: Set(passage.app().horloge.maintenant()),
        ..Default::default()
    };
    etape.insert(base).await.map(drop).map_err(ou_perime)
}

/// Reunited in the newer dossier.
async fn reunies(passage: &Passage, charge: &Charge) -> Result<Reunion, Refus> {
    let [nouvelle, ancienne] = charge.deux.each_ref().map(|cote| cote.ligne.clone());
    let jour = passage.app().horloge.aujourdhui();
    let faite = reunir(passage.base(), (nouvelle, ancienne), jour).await?;
    faite.map(|faite| faite.reunion).ok_or(Refus::Perime)
}

async fn ecrire(
    passage: &Passage,
    charge: &Charge,
    apres: EtatRapprochement,
    reunion: Option<Reunion>,
) -> Result<(), Refus> {
    let ligne = rapprochement::ActiveModel {
        id: Set(charge.question.id),
        // A line that moves takes its other questions along: this one is about these dossiers.
        dossier_id: Set(charge.question.dossier_id),
        ancien_dossier_id: Set(charge.question.ancien_dossier_id),
        etat: Set(apres.code().to_owned()),
        agent_id: Set(Some(passage.agent().id)),
        decide_le: Set(Some(passage.app().horloge.maintenant())),
        gardee_id: Set(reunion.map(|faite| faite.gardee)),
        echange: Set(reunion.is_some_and(|faite| faite.echange)),
        partie_avant: Set(reunion.and_then(|faite| faite.partie_avant)),
        nir_repris: Set(reunion.is_some_and(|faite| faite.nir_repris)),
        ..Default::default()
    };
    ligne.update(passage.base()).await.map(drop).map_err(ou_perime)
}

fn ou_perime(erreur: DbErr) -> Refus {
    match erreur.sql_err() {
        Some(SqlErr::UniqueConstraintViolation(_)) => Refus::Perime,
        _ => erreur.into(),
    }
}
