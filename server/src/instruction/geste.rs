//! What is done about a request: moved along, answered, or put back as it was before the last gesture.

use reciproque_shared::api::{DeciderInstruction, FaireGesteInstruction, ProposerDecision};
use reciproque_shared::instruction::{ConclusionLue, FicheInstruction, GesteInstruction, GesteLu, Tenue};
use sea_orm::ActiveValue::Set;
use sea_orm::{ActiveModelTrait, SqlErr};

use super::charge::Charge;
use super::colonnes::tenue_ecrite;
use super::demande::deja_ouverte;
use crate::attente;
use crate::depot::entite::{instruction, instruction_etape};
use crate::garde::{Objet, Passage, Traced};
use crate::http::routeur::AppelRecu;
use crate::refus::{Refus, a_jour};

/// `POST /instructions/{instruction}/gestes`
pub async fn faire_geste(
    passage: Passage,
    appel: AppelRecu<FaireGesteInstruction>,
) -> Result<Traced<FicheInstruction>, Refus> {
    let charge = vue(&passage, appel.chemin, appel.version).await?;
    let contexte = charge.contexte(passage.app().horloge.aujourdhui());
    let geste = GesteLu::lire(&appel.corps, &contexte).map_err(Refus::Invalide)?;
    accomplir(&passage, &charge, geste.as_ref()).await
}

/// `POST /instructions/{instruction}/proposition`
pub async fn proposer(
    passage: Passage,
    appel: AppelRecu<ProposerDecision>,
) -> Result<Traced<FicheInstruction>, Refus> {
    let charge = vue(&passage, appel.chemin, appel.version).await?;
    let contexte = charge.contexte(passage.app().horloge.aujourdhui());
    let lue = ConclusionLue::lire(&appel.corps, &contexte).map_err(Refus::Invalide)?;
    accomplir(&passage, &charge, Some(&lue.proposee())).await
}

/// `POST /instructions/{instruction}/decision`
pub async fn decider(
    passage: Passage,
    appel: AppelRecu<DeciderInstruction>,
) -> Result<Traced<FicheInstruction>, Refus> {
    let charge = vue(&passage, appel.chemin, appel.version).await?;
    let contexte = charge.contexte(passage.app().horloge.aujourdhui());
    let lue = ConclusionLue::lire(&appel.corps, &contexte).map_err(Refus::Invalide)?;
    accomplir(&passage, &charge, Some(&lue.decidee())).await
}

/// The request, as the agent saw it.
async fn vue(passage: &Passage, id: i64, version: i32) -> Result<Charge, Refus> {
    let charge = Charge::trouver(passage, id).await?;
    a_jour(charge.version(), version)?;
    Ok(charge)
}

/// Does the gesture, or undoes the last one; refused before it is announced when it can't be.
async fn accomplir(
    passage: &Passage,
    vue: &Charge,
    geste: Option<&GesteLu>,
) -> Result<Traced<FicheInstruction>, Refus> {
    vue.apres(passage, geste)?;
    let (id, version) = (vue.ligne.id, vue.version());
    let ecriture = passage.annoncer(Objet::new("instruction", id)).await?;
    ecriture
        .accomplir(async {
            let charge = Charge::tenir(passage, id, version).await?;
            let pas = Pas {
                geste: geste.map_or(GesteInstruction::Annuler, GesteLu::geste),
                detail: geste.and_then(GesteLu::detail),
                note: geste.and_then(GesteLu::note),
                avant: Some(charge.tenue),
                apres: charge.apres(passage, geste)?,
            };
            pas.ecrire(passage, id, version).await?;
            let personne = charge.ligne.personne_id;
            attente::reecrire(passage.base(), &passage.app().regles, &[personne]).await?;
            Charge::trouver(passage, id).await?.fiche(passage).await
        })
        .await
}

/// A step of a request.
pub struct Pas<'a> {
    pub geste: GesteInstruction,
    pub detail: Option<String>,
    pub note: Option<&'a str>,
    /// None before the first.
    pub avant: Option<Tenue>,
    pub apres: Tenue,
}

impl Pas<'_> {
    /// Changes the request, over this version of it.
    ///
    /// # Errors
    /// `Perime` when somebody acted meanwhile; `Conflit` when the tables hold one like it open.
    async fn ecrire(&self, passage: &Passage, id: i64, version: i32) -> Result<(), Refus> {
        let valeurs = instruction::ActiveModel {
            id: Set(id),
            etat_le: Set(passage.app().horloge.maintenant()),
            ..tenue_ecrite(&self.apres)
        };
        valeurs.update(passage.base()).await.map_err(deja_ouverte)?;
        self.noter(passage, id, version).await
    }

    /// Adds the step that follows the `version` first ones.
    ///
    /// # Errors
    /// `Perime` when somebody acted meanwhile.
    pub async fn noter(&self, passage: &Passage, id: i64, version: i32) -> Result<(), Refus> {
        let avant = self.avant.as_ref().map(serde_json::to_string).transpose()?;
        let etape = instruction_etape::ActiveModel {
            instruction_id: Set(id),
            rang: Set(version + 1),
            geste: Set(self.geste.code().to_owned()),
            etat: Set(self.apres.etat().code().to_owned()),
            detail: Set(self.detail.clone()),
            note: Set(self.note.map(str::to_owned)),
            avant: Set(avant),
            agent_id: Set(passage.agent().id),
            instant: Set(passage.app().horloge.maintenant()),
            ..Default::default()
        };
        etape.insert(passage.base()).await.map(drop).map_err(|erreur| match erreur.sql_err() {
            Some(SqlErr::UniqueConstraintViolation(_)) => Refus::Perime,
            _ => erreur.into(),
        })
    }
}
