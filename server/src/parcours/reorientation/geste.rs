//! What each side does about a request: the structure withdraws it or reads its answer, the CTSA takes
//! it up or refuses it.

use reciproque_shared::api::{InstruireReorientation, SuivreReorientation};
use reciproque_shared::cer::Acteur;
use reciproque_shared::parcours::fiche::FicheParcours;
use reciproque_shared::parcours::reorientation::{
    EtatReorientation, FicheReorientation, GesteLu, GesteReorientation, transition,
};

use super::demande::{Charge, ecrite};
use super::ecriture::Pas;
use super::lecture::Reorientations;
use crate::attente;
use crate::depot::entite::reorientation;
use crate::garde::{Objet, Passage, Traced};
use crate::http::routeur::AppelRecu;
use crate::parcours::fiche::ParcoursCharge;
use crate::refus::{Refus, a_jour};

const AUCUNE: &str = "Aucune réorientation n’est demandée pour cette personne.";
const D_UNE_AUTRE: &str = "Cette demande est celle d’une autre structure : elle seule la suit.";
const EN_DECIDANT: &str =
    "Une demande s’accepte en décidant de l’orientation : choisissez la structure sur la page du parcours.";
const DEJA_LUE: &str = "Cette réponse a déjà été lue.";

/// `POST /personnes/{personne}/reorientation/gestes`
pub async fn suivre(
    passage: Passage,
    appel: AppelRecu<SuivreReorientation>,
) -> Result<Traced<FicheReorientation>, Refus> {
    let geste = GesteLu::lire(&appel.corps).map_err(Refus::Invalide)?;
    let charge = Charge::charger(&passage, appel.chemin).await?;
    a_jour(charge.version(), appel.version)?;
    permis(&passage, &charge.reorientations, geste.geste(), Acteur::Structure)?;
    let id = charge.personne.id;
    let ecriture = passage.annoncer(Objet::new("personne", id)).await?;
    ecriture
        .accomplir(async {
            let charge = Charge::tenir(&passage, id, appel.version).await?;
            faire(&passage, &charge.reorientations, &geste, Acteur::Structure).await?;
            ecrite(&passage, id).await
        })
        .await
}

/// `POST /personnes/{personne}/parcours/reorientation`
pub async fn instruire(
    passage: Passage,
    appel: AppelRecu<InstruireReorientation>,
) -> Result<Traced<FicheParcours>, Refus> {
    let geste = GesteLu::lire(&appel.corps).map_err(Refus::Invalide)?;
    let charge = Charge::charger(&passage, appel.chemin).await?;
    a_jour(charge.version(), appel.version)?;
    permis(&passage, &charge.reorientations, geste.geste(), Acteur::Departement)?;
    let id = charge.personne.id;
    let ecriture = passage.annoncer(Objet::new("personne", id)).await?;
    ecriture
        .accomplir(async {
            let charge = Charge::tenir(&passage, id, appel.version).await?;
            faire(&passage, &charge.reorientations, &geste, Acteur::Departement).await?;
            attente::reecrire(passage.base(), &passage.app().regles, &[id]).await?;
            ParcoursCharge::charger(&passage, charge.personne).await?.fiche(&passage).await
        })
        .await
}

/// The request that this side may act on in this way, and the state that it leads to.
fn permis<'a>(
    passage: &Passage,
    reorientations: &'a Reorientations,
    geste: GesteReorientation,
    acteur: Acteur,
) -> Result<(&'a reorientation::Model, EtatReorientation), Refus> {
    let Some((ligne, etat)) = reorientations.derniere() else { return Err(Refus::Conflit(AUCUNE.into())) };
    if acteur == Acteur::Structure && ligne.organisation_id != passage.agent().organisation {
        return Err(Refus::Conflit(D_UNE_AUTRE.into()));
    }
    if geste.suit_une_decision() {
        return Err(Refus::Conflit(EN_DECIDANT.into()));
    }
    if geste == GesteReorientation::Lire && ligne.lue_le.is_some() {
        return Err(Refus::Conflit(DEJA_LUE.into()));
    }
    let apres = transition(etat, geste, acteur).map_err(|motif| Refus::Conflit(motif.message))?;
    Ok((ligne, apres))
}

async fn faire(
    passage: &Passage,
    reorientations: &Reorientations,
    geste: &GesteLu,
    acteur: Acteur,
) -> Result<(), Refus> {
    let (ligne, etat) = permis(passage, reorientations, geste.geste(), acteur)?;
    let pas = Pas { geste: geste.geste(), etat, motif: geste.motif(), decision: None };
    pas.ecrire(passage, ligne, reorientations.version()).await
}
