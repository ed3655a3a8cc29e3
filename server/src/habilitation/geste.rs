//! A step of the life: put on a session, attend, certify, withdraw, end.

use chrono::NaiveDateTime;
use reciproque_shared::api::FaireGesteHabilitation;
use reciproque_shared::habilitation::fiche::FicheHabilitation;
use reciproque_shared::habilitation::{ContextePas, Pas, PasLu, Profil, Retrait, transition};
use reciproque_shared::supervision::GesteAcces;
use sea_orm::{ConnectionTrait, EntityTrait};

use super::changement::{avancer, preuves};
use super::formation::reserver;
use super::lecture::fiche;
use super::portee::{acteur, trouver};
use crate::compte::{ACCES_RETIRE, retirer_l_acces};
use crate::depot::entite::{formation, habilitation};
use crate::garde::reserve;
use crate::garde::{Objet, Passage, Traced};
use crate::http::routeur::AppelRecu;
use crate::refus::{Refus, a_jour};

/// `POST /habilitations/{habilitation}/gestes`
pub async fn faire_geste(
    passage: Passage,
    appel: AppelRecu<FaireGesteHabilitation>,
) -> Result<Traced<FicheHabilitation>, Refus> {
    let lue = trouver(&passage, appel.chemin).await?;
    a_jour(lue.version, appel.version)?;
    if lue.agent_id == passage.agent().id {
        let qui = passage.agent().profil.qui_d_autre();
        return Err(Refus::Conflit(format!("Nul ne tient sa propre habilitation : {qui}")));
    }
    let (maintenant, acteur) = (passage.app().horloge.locale(), acteur(&passage));
    transition(preuves(&lue).etat(maintenant.date()), appel.corps.geste, acteur)
        .map_err(|motif| Refus::Conflit(motif.message))?;
    let contexte = ContextePas { acteur, maintenant, seance: seance(&passage, &lue).await? };
    let PasLu { pas, motif } = PasLu::lire(&appel.corps, contexte).map_err(Refus::Invalide)?;
    preuves(&lue).permet(&pas, acteur).map_err(|motif| Refus::Conflit(motif.message))?;
    let base = passage.base();
    let termine = matches!(pas, Pas::Terminer(_));
    if termine {
        reserve::permettre(&passage, base, lue.agent_id, GesteAcces::Terminer).await?;
    }
    let reserve = ouvre_un_profil_reserve(&passage, base, &lue, &pas).await?;
    let retrait = termine.then_some(Retrait::TerminerHabilitation);
    let dit = termine.then(|| GesteAcces::Terminer.code()).or(reserve.then_some(ACCES_RETIRE));
    let objet = Objet::new("habilitation", lue.id);
    let ecriture = passage.annoncer_fermeture_pour(objet, retrait, dit).await?;
    ecriture
        .accomplir(async {
            if termine {
                reserve::engager(&passage, passage.base(), lue.agent_id, GesteAcces::Terminer).await?;
            }
            if let Pas::Inscrire(seance) = pas {
                reserver(&passage, passage.base(), seance).await?;
            }
            avancer(&passage, passage.base(), &lue, &pas, motif).await?;
            if reserve {
                retirer_l_acces(passage.base(), lue.agent_id).await?;
            }
            fiche(&passage, trouver(&passage, lue.id).await?).await
        })
        .await
}

/// Who hands out access may have opened this account, or know who did: what opened it before it
/// held such a profil must not open it after. The operator gives the next code. Who holds one
/// already was out of their reach: certifying another does not shut them out.
async fn ouvre_un_profil_reserve(
    passage: &Passage,
    base: &impl ConnectionTrait,
    lue: &habilitation::Model,
    pas: &Pas,
) -> Result<bool, Refus> {
    if !matches!(pas, Pas::Certifier(_)) || !Profil::du_code(&lue.profil).is_some_and(Profil::reserve) {
        return Ok(false);
    }
    let tenus = reserve::tenus(base, lue.agent_id, passage.app().horloge.aujourdhui()).await?;
    Ok(!tenus.into_iter().any(Profil::reserve))
}

/// When the session that one is put on begins.
async fn seance(passage: &Passage, lue: &habilitation::Model) -> Result<Option<NaiveDateTime>, Refus> {
    let Some(id) = lue.formation_id else { return Ok(None) };
    let seance = formation::Entity::find_by_id(id).one(passage.base()).await?;
    Ok(seance.map(|seance| seance.debut))
}
