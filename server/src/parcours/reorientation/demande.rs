//! What the structure that accompanies reads of its requests, and asks.

use reciproque_shared::api::{ConsulterReorientation, DemanderReorientation};
use reciproque_shared::cer::Acteur;
use reciproque_shared::parcours::ParcoursTenu;
use reciproque_shared::parcours::reorientation::{
    FicheReorientation, GesteReorientation, ReorientationDemandee,
};

use super::ecriture::ouvrir;
use super::lecture::Reorientations;
use crate::attente;
use crate::depot::entite::personne;
use crate::depot::verrou;
use crate::garde::lecture::personne_concernee;
use crate::garde::{Objet, Passage, Traced};
use crate::http::routeur::AppelRecu;
use crate::parcours::fiche::adulte;
use crate::parcours::lecture::{orientations, referents};
use crate::parcours::tenue::tenu;
use crate::refus::{Refus, a_jour};

const OUVERTE: &str =
    "Une réorientation est déjà demandée pour cette personne : attendez la réponse du Département.";
const PLUS_ACCOMPAGNEE: &str = "Votre structure n’accompagne plus cette personne, ou son accompagnement a déjà une fin \
     décidée : il n’y a plus de réorientation à demander.";

/// `GET /personnes/{personne}/reorientation`
pub async fn consulter(
    passage: Passage,
    appel: AppelRecu<ConsulterReorientation>,
) -> Result<Traced<FicheReorientation>, Refus> {
    relire(passage, appel.chemin).await
}

/// The requests as they are now.
pub async fn relire(passage: Passage, personne: i64) -> Result<Traced<FicheReorientation>, Refus> {
    let charge = Charge::charger(&passage, personne).await?;
    let objet = Objet::new("personne", charge.personne.id);
    let fiche = charge.fiche(&passage);
    passage.laisser_sortir(objet, &passage.rubriques(), |_| fiche).await
}

/// `POST /personnes/{personne}/reorientation`
pub async fn demander(
    passage: Passage,
    appel: AppelRecu<DemanderReorientation>,
) -> Result<Traced<FicheReorientation>, Refus> {
    let lue = ReorientationDemandee::lire(&appel.corps).map_err(Refus::Invalide)?;
    let charge = Charge::charger(&passage, appel.chemin).await?;
    a_jour(charge.version(), appel.version)?;
    charge.a_changer(&passage)?;
    let id = charge.personne.id;
    let ecriture = passage.annoncer(Objet::new("personne", id)).await?;
    ecriture
        .creer(async {
            let charge = Charge::tenir(&passage, id, appel.version).await?;
            let orientation = charge.a_changer(&passage)?;
            ouvrir(&passage, (id, orientation), &lue, appel.version).await?;
            Ok((id, ecrite(&passage, id).await?))
        })
        .await
}

/// What the file awaits once a request has changed, then the requests as they are.
pub async fn ecrite(passage: &Passage, personne: i64) -> Result<FicheReorientation, Refus> {
    attente::reecrire(passage.base(), &passage.app().regles, &[personne]).await?;
    Ok(Charge::charger(passage, personne).await?.fiche(passage))
}

/// All that a request rests on, of one instant.
pub struct Charge {
    pub personne: personne::Model,
    pub reorientations: Reorientations,
    tenu: ParcoursTenu,
}

impl Charge {
    /// Of an adult whom the agent's structure accompanies.
    ///
    /// # Errors
    /// Those of [`adulte`].
    pub async fn charger(passage: &Passage, personne: i64) -> Result<Self, Refus> {
        let (base, personne) = (passage.base(), adulte(passage, personne).await?);
        let tenu = tenu(&orientations(base, &[&personne]).await?, &referents(base, &[&personne]).await?);
        let reorientations = Reorientations::de(base, &personne).await?;
        Ok(Self { personne, reorientations, tenu })
    }

    /// The same, held until the commit: two who act on one person do so one after the other.
    ///
    /// # Errors
    /// `Perime` when somebody acted meanwhile.
    pub async fn tenir(passage: &Passage, personne: i64, version: i32) -> Result<Self, Refus> {
        verrou::tenir::<personne::Entity>(passage.base(), personne).await?;
        let charge = Self::charger(passage, personne).await?;
        a_jour(charge.version(), version)?;
        Ok(charge)
    }

    pub fn version(&self) -> i32 {
        self.reorientations.version()
    }

    /// The orientation that the agent's structure may ask to change; why there is none.
    fn demandable(&self, passage: &Passage) -> Result<i64, &'static str> {
        if self.reorientations.ouverte().is_some() {
            return Err(OUVERTE);
        }
        let (structure, jour) = (passage.agent().organisation, passage.app().horloge.aujourdhui());
        self.tenu.suivie_par(structure, jour).map(|o| o.id).ok_or(PLUS_ACCOMPAGNEE)
    }

    /// The same, where there must be one.
    ///
    /// # Errors
    /// `Conflit` that says why there is none.
    fn a_changer(&self, passage: &Passage) -> Result<i64, Refus> {
        self.demandable(passage).map_err(|pourquoi| Refus::Conflit(pourquoi.into()))
    }

    fn fiche(&self, passage: &Passage) -> FicheReorientation {
        let demandable = self.demandable(passage);
        let fils = self.reorientations.fils(&passage.app().regles);
        let mut gestes: Vec<GesteReorientation> =
            demandable.iter().map(|_| GesteReorientation::Demander).collect();
        let derniere = self.reorientations.derniere();
        let sienne = derniere.is_some_and(|(ligne, _)| ligne.organisation_id == passage.agent().organisation);
        if let Some(fil) = fils.first().filter(|_| sienne) {
            gestes.splice(0..0, fil.gestes(Acteur::Structure));
        }
        FicheReorientation {
            personne: personne_concernee(&self.personne),
            version: self.version(),
            fils,
            gestes,
            empechement: demandable.err().map(str::to_owned),
            consulte_a: passage.app().horloge.maintenant(),
        }
    }
}
