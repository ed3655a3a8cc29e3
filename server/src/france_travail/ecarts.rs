//! Where France Travail and the Département differ: the list of a CTSA, the discrepancies of a person, and
//! setting one aside.

mod geste;
mod liste;

pub use geste::{consulter_personne, etapes, suivre};
pub use liste::consulter;

use std::collections::HashMap;

use reciproque_shared::attente::Attendu;
use reciproque_shared::date;
use reciproque_shared::france_travail::{NatureEcart, SituationLue};

use super::lecture::situations;
use crate::depot::annuaire::{agents, nom_agent};
use crate::depot::entite::{attente, cer, ecart_etape, personne};
use crate::depot::sql::{Clause, Sql};
use crate::garde::lecture::{lisibles_des, qui_sont};
use crate::refus::Refus;

/// What the words of some discrepancies are made of.
struct Contexte {
    personnes: HashMap<i64, personne::Model>,
    referents: HashMap<i64, String>,
    situations: HashMap<i64, SituationLue>,
    contrats: HashMap<i64, cer::Model>,
    /// The steps that set one aside, by number.
    etapes: HashMap<i64, ecart_etape::Model>,
}

impl Contexte {
    /// Of rows of what is awaited, in hand.
    async fn charger(base: &impl Sql, rangees: &[attente::Model]) -> Result<Self, Refus> {
        let personnes = qui_sont(rangees).toutes(base, "").await?;
        let de_cote = |rangee: &&attente::Model| rangee.quoi == Attendu::EcartDeCote.code();
        let objets =
            |cote: bool| rangees.iter().filter(move |r| de_cote(r) == cote).filter_map(|r| r.objet_id);
        let etapes = lisibles_des::<ecart_etape::Entity, _>(rangees)
            .et(Clause::from("ecart_etape.id IN ").puis(Clause::parmi(objets(true))))
            .toutes(base, "")
            .await?;
        let contrats = lisibles_des::<cer::Entity, _>(rangees)
            .et(Clause::from("cer.id IN ").puis(Clause::parmi(objets(false))))
            .toutes(base, "")
            .await?;
        let situations = situations(base, &personnes.iter().collect::<Vec<_>>()).await?;
        let referents = agents(base, rangees.iter().filter_map(|rangee| rangee.referent_id)).await?;
        Ok(Self {
            situations,
            referents: referents.iter().map(|(id, agent)| (*id, nom_agent(agent))).collect(),
            contrats: contrats.into_iter().map(|lu| (lu.id, lu)).collect(),
            etapes: etapes.into_iter().map(|lue| (lue.id, lue)).collect(),
            personnes: personnes.into_iter().map(|lue| (lue.id, lue)).collect(),
        })
    }

    fn nature(&self, rangee: &attente::Model) -> Option<NatureEcart> {
        match Attendu::du_code(&rangee.quoi)? {
            Attendu::EcartDeCote => NatureEcart::du_code(&self.etape(rangee)?.nature),
            attendu => NatureEcart::de(attendu),
        }
    }

    fn etape(&self, rangee: &attente::Model) -> Option<&ecart_etape::Model> {
        self.etapes.get(&rangee.objet_id?)
    }

    fn referent(&self, rangee: &attente::Model) -> Option<String> {
        self.referents.get(&rangee.referent_id?).cloned()
    }

    /// What differs, in words.
    fn precision(&self, rangee: &attente::Model, nature: NatureEcart) -> String {
        let situation = self.situations.get(&rangee.personne_id).map(|situation| &situation.derniere);
        match (nature, self.referent(rangee)) {
            (NatureEcart::Referent, Some(ici)) => format!("Référent ici : {ici}. Aucun conseiller là-bas."),
            (NatureEcart::Referent, None) => {
                let conseiller = situation.and_then(|dite| dite.conseiller.as_deref()).unwrap_or("nommé");
                format!("Conseiller là-bas : {conseiller}. Aucun référent ici.")
            }
            (NatureEcart::Radiation, _) => {
                let motif = situation.and_then(|dite| dite.motif.as_ref());
                let motif = motif.map(|motif| format!(" ({})", motif.libelle())).unwrap_or_default();
                format!("Radiée le {}{motif}, orientée vers l’emploi ici.", date::court(rangee.depuis))
            }
            (NatureEcart::Dates, _) => {
                let plan =
                    situation.map_or_else(String::new, |dite| date::periode(dite.plan_debut, dite.plan_fin));
                match rangee.objet_id.and_then(|id| self.contrats.get(&id)) {
                    Some(cer) => {
                        format!("Plan là-bas : {plan}. Contrat ici : {}.", date::periode(cer.debut, cer.fin))
                    }
                    None => format!("Plan là-bas : {plan}."),
                }
            }
        }
    }
}
