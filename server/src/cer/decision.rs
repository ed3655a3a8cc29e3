//! What the département decides on a CER: validate, send back, refuse, break, cancel.

use chrono::NaiveDate;
use reciproque_shared::api::DeciderCer;
use reciproque_shared::cer::fiche::FicheCer;
use reciproque_shared::cer::{Acteur, CadreGeste, Cer, EtatCer, Geste, GesteCer, contrats, transition};
use sea_orm::ActiveValue::Set;
use sea_orm::ConnectionTrait;

use super::changement::{Etape, changer, ranger, verrouiller};
use super::contexte::{contexte_cer, etat_cer, saisie};
use super::lecture::{etapes, examen_depuis, relire, romprait_un_avenant, trouver};
use crate::attente;
use crate::depot::entite::cer;
use crate::depot::sql::Sql;
use crate::garde::lecture::lisibles_des;
use crate::garde::{Objet, Passage, Traced};
use crate::http::routeur::AppelRecu;
use crate::refus::{Refus, a_jour};

/// `POST /cer/{cer}/decisions`
pub async fn decider(passage: Passage, appel: AppelRecu<DeciderCer>) -> Result<Traced<FicheCer>, Refus> {
    let cer = trouver(&passage, appel.chemin).await?;
    a_jour(cer.version, appel.version)?;
    let etat = transition(etat_cer(&cer), appel.corps.geste, Acteur::Departement)
        .map_err(|motif| Refus::Conflit(motif.message))?;
    if romprait_un_avenant(&cer, appel.corps.geste) {
        return Err(Refus::Conflit(
            "Un avenant ne se rompt pas seul : rompez le contrat qu’il modifie, ou annulez l’avenant.".into(),
        ));
    }
    let cadre = CadreGeste {
        aujourdhui: passage.app().horloge.aujourdhui(),
        periode: periode(&passage, &cer).await?,
        examen_depuis: examen_depuis(&cer, &etapes(passage.base(), &cer).await?),
    };
    let geste = Geste::lire(&appel.corps, &cadre);
    let decision = Decision { passage: &passage, geste: &geste.map_err(Refus::Invalide)? };
    let ecriture = passage.annoncer(Objet::new("cer", cer.id)).await?;
    ecriture
        .accomplir(async {
            decision.prendre(passage.base(), &cer, etat).await?;
            relire(&passage, &cer).await
        })
        .await
}

/// The period in which the contract may be broken: its own, as its avenants changed it.
async fn periode(passage: &Passage, cer: &cer::Model) -> Result<(NaiveDate, NaiveDate), Refus> {
    let base = passage.base();
    let contexte = contexte_cer(passage, base, cer, cer.organisation_id, None).await?;
    let contrat = contrats(&contexte.valides).into_iter().find(|contrat| contrat.id == cer.id);
    Ok(contrat.map_or((contexte.aujourdhui, contexte.aujourdhui), |contrat| (contrat.debut, contrat.fin)))
}

struct Decision<'a> {
    passage: &'a Passage,
    geste: &'a Geste,
}

impl Decision<'_> {
    async fn prendre(
        &self,
        base: &(impl ConnectionTrait + Sql),
        cer: &cer::Model,
        etat: EtatCer,
    ) -> Result<(), Refus> {
        verrouiller(base, cer).await?;
        if self.geste.geste() == GesteCer::Valider {
            self.verifier(base, cer).await?;
        }
        self.ecrire(base, cer, etat, self.geste.date().or(cer.fin)).await?;
        if matches!(self.geste.geste(), GesteCer::Rompre | GesteCer::Annuler) {
            self.suivre(base, cer).await?;
        }
        ranger(base, cer).await?;
        Ok(attente::reecrire(base, &self.passage.app().regles, &[cer.personne_id]).await?)
    }

    /// The rules hold again on the day of the decision: another contract may have been
    /// validated since the signature.
    async fn verifier(&self, base: &impl Sql, cer: &cer::Model) -> Result<(), Refus> {
        let contexte = contexte_cer(self.passage, base, cer, cer.organisation_id, Some(cer.id)).await?;
        let lu = Cer::lire(&saisie(cer)?, &contexte).map_err(Refus::Invalide)?;
        if (lu.avenant_de(), Some(lu.debut()), Some(lu.fin())) != (cer.avenant_de, cer.debut, cer.fin) {
            return Err(Refus::Conflit(
                "Le contrat que cet avenant modifie a changé depuis la signature : demandez un complément pour le \
                 faire reprendre."
                    .into(),
            ));
        }
        Ok(())
    }

    async fn ecrire(
        &self,
        base: &impl ConnectionTrait,
        cer: &cer::Model,
        etat: EtatCer,
        fin: Option<NaiveDate>,
    ) -> Result<(), Refus> {
        let valeurs = cer::ActiveModel {
            etat: Set(etat.code().to_owned()),
            rang: Set(cer.rang.filter(|_| etat.compte())),
            fin: Set(fin),
            decide_le: Set(Some(self.passage.app().horloge.maintenant())),
            ..Default::default()
        };
        changer(base, cer, valeurs).await?;
        let motif = self.geste.motif().map(|motif| motif.as_str());
        let examen = self.geste.examen();
        let etape = Etape { geste: self.geste.geste().code(), etat, motif, examen };
        Ok(etape.ecrire(self.passage, base, cer.id).await?)
    }

    /// The validated avenants of a contract end with it: broken on the same day, or
    /// cancelled when they had not yet begun.
    async fn suivre(&self, base: &(impl ConnectionTrait + Sql), cer: &cer::Model) -> Result<(), Refus> {
        let avenants = lisibles_des::<cer::Entity, _>([cer])
            .et("cer.avenant_de = ?")
            .avec(cer.id)
            .et("cer.etat = ?")
            .avec(EtatCer::Valide.code())
            .toutes(base, "")
            .await?;
        for avenant in &avenants {
            let rupture = self.geste.date().filter(|jour| avenant.debut.is_some_and(|debut| debut <= *jour));
            match rupture {
                Some(jour) => self.ecrire(base, avenant, EtatCer::Rompu, avenant.fin.min(Some(jour))).await?,
                None => self.ecrire(base, avenant, EtatCer::Annule, avenant.fin).await?,
            }
        }
        Ok(())
    }
}
