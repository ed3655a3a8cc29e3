//! One request with all that acting on it rests on, of one instant; and its page.

use chrono::NaiveDate;
use reciproque_shared::api::ConsulterInstruction;
use reciproque_shared::instruction::{
    ContexteInstruction, FicheInstruction, GesteInstruction, GesteLu, ObjetInstruction, Tenue, annulation,
};
use reciproque_shared::regle::Cle;

use super::colonnes::{objet, tenue};
use super::lecture::{EtapeSignee, des_demandes, fil, ligne};
use crate::depot::annuaire::{agents, nom_agent};
use crate::depot::entite::{instruction, personne};
use crate::depot::verrou;
use crate::garde::lecture::{lisibles, personne_concernee, qui_sont};
use crate::garde::{Objet, Passage, Traced};
use crate::http::routeur::AppelRecu;
use crate::refus::{Refus, a_jour};

/// `GET /instructions/{instruction}`
pub async fn consulter(
    passage: Passage,
    appel: AppelRecu<ConsulterInstruction>,
) -> Result<Traced<FicheInstruction>, Refus> {
    retrouver(passage, appel.chemin).await
}

/// Answers with a request that is only read.
///
/// # Errors
/// `Introuvable` out of scope or unknown.
pub async fn retrouver(passage: Passage, id: i64) -> Result<Traced<FicheInstruction>, Refus> {
    let charge = Charge::trouver(&passage, id).await?;
    let fiche = charge.fiche(&passage).await?;
    passage.laisser_sortir(Objet::new("instruction", id), &passage.rubriques(), |_| fiche).await
}

/// A request, the person, and its steps.
pub struct Charge {
    pub ligne: instruction::Model,
    pub tenue: Tenue,
    objet: ObjetInstruction,
    personne: personne::Model,
    /// The oldest first.
    etapes: Vec<EtapeSignee>,
}

impl Charge {
    /// # Errors
    /// `Introuvable` out of scope or unknown.
    pub async fn trouver(passage: &Passage, id: i64) -> Result<Self, Refus> {
        let base = passage.base();
        let celle_ci = lisibles::<instruction::Entity>(passage).et("instruction.id = ?").avec(id);
        let ligne = celle_ci.une(base).await?.ok_or(Refus::Introuvable)?;
        let personne = qui_sont([&ligne]).une(base).await?.ok_or(Refus::Introuvable)?;
        let etapes = des_demandes(base, std::slice::from_ref(&ligne)).await?;
        let (Some(objet), Some(tenue)) = (objet(&ligne), tenue(&ligne)) else {
            return Err(anyhow::anyhow!("a request of a code that this version does not know").into());
        };
        Ok(Self { ligne, tenue, objet, personne, etapes })
    }

    /// The same, held until the commit: two who act on it do so one after the other.
    ///
    /// # Errors
    /// `Perime` when somebody acted meanwhile.
    pub async fn tenir(passage: &Passage, id: i64, version: i32) -> Result<Self, Refus> {
        verrou::tenir::<instruction::Entity>(passage.base(), id).await?;
        let charge = Self::trouver(passage, id).await?;
        a_jour(charge.version(), version)?;
        Ok(charge)
    }

    /// Number of steps so far.
    pub fn version(&self) -> i32 {
        self.etapes.last().map_or(0, |derniere| derniere.ligne.rang)
    }

    /// In which one acts on a day.
    pub fn contexte(&self, aujourdhui: NaiveDate) -> ContexteInstruction {
        ContexteInstruction {
            objet: self.objet,
            recue_le: self.ligne.recue_le,
            decidee_le: self.tenue.decision().map(|decision| decision.le()),
            notifiee_le: self.tenue.notification().map(|envoi| envoi.le),
            aujourdhui,
        }
    }

    /// What the gesture of the agent makes of it; without one, what undoing the last one does.
    ///
    /// # Errors
    /// `Conflit` that says why it can't be, and what to do instead.
    pub fn apres(&self, passage: &Passage, geste: Option<&GesteLu>) -> Result<Tenue, Refus> {
        let (agent, jour) = (passage.agent().id, passage.app().horloge.aujourdhui());
        let Some(geste) = geste else {
            annulation(self.dernier(), agent).map_err(|motif| Refus::Conflit(motif.message))?;
            return self.avant();
        };
        let issue = self.tenue.faire(&self.objet, geste, (agent, jour));
        issue.map_err(|motif| Refus::Conflit(motif.message))
    }

    /// As it was before the last step.
    fn avant(&self) -> Result<Tenue, Refus> {
        let avant = self.etapes.last().and_then(|derniere| derniere.ligne.avant.as_deref());
        Ok(serde_json::from_str(avant.unwrap_or_default())?)
    }

    /// The last step, and who took it.
    fn dernier(&self) -> (GesteInstruction, i64) {
        let lue = self.etapes.last().map(|derniere| &derniere.ligne);
        lue.and_then(|lue| Some((GesteInstruction::du_code(&lue.geste)?, lue.agent_id)))
            .unwrap_or((GesteInstruction::Recevoir, 0))
    }

    /// As its page shows it.
    pub async fn fiche(&self, passage: &Passage) -> Result<FicheInstruction, Refus> {
        let agent = passage.agent().id;
        let instructeurs = agents(passage.base(), self.tenue.instruite_par().into_iter()).await?;
        let ligne = ligne(&self.ligne, &passage.app().regles).ok_or(Refus::Introuvable)?;
        Ok(FicheInstruction {
            personne: personne_concernee(&self.personne),
            fil: fil(ligne, &self.ligne, &self.etapes),
            version: self.version(),
            instructeur: instructeurs.values().next().map(nom_agent),
            gestes: self.tenue.gestes(agent, self.dernier()),
            empechement: self.tenue.empechement(agent),
            hors_delai_depuis: self.hors_delai_depuis(passage),
            consulte_a: passage.app().horloge.maintenant(),
        })
    }

    /// The last day on which an appeal could be made, when it came later.
    fn hors_delai_depuis(&self, passage: &Passage) -> Option<NaiveDate> {
        let ObjetInstruction::Recours { contestee_le: Some(contestee_le), .. } = self.objet else {
            return None;
        };
        let (limite, _) = passage.app().regles.echeance(Cle::DelaiRecours, contestee_le)?;
        (self.ligne.recue_le > limite).then_some(limite)
    }
}
