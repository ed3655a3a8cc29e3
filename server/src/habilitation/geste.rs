//! A step of the life: put on a session, attend, certify, withdraw, end.

use chrono::NaiveDate;
use reciproque_shared::api::FaireGesteHabilitation;
use reciproque_shared::fiche_habilitation::FicheHabilitation;
use reciproque_shared::habilitation::{ContextePas, GesteHabilitation, Pas, PasLu, SaisiePas, transition};
use sea_orm::EntityTrait;

use super::changement::{changer, etape, fermer, preuves};
use super::formation::reserver;
use super::lecture::fiche;
use super::portee::{acteur, trouver};
use crate::guard::{Objet, Passage, Traced};
use crate::refus::Refus;
use crate::routeur::Demande;
use crate::store::entite::{formation, habilitation};

/// `POST /habilitations/{habilitation}/gestes`
pub async fn faire_geste(
    passage: Passage,
    demande: Demande<FaireGesteHabilitation>,
) -> Result<Traced<FicheHabilitation>, Refus> {
    let lue = trouver(&passage, demande.chemin).await?;
    if demande.version != Some(lue.version) {
        return Err(Refus::Perime);
    }
    if lue.agent_id == passage.agent().id {
        return Err(Refus::Conflit(
            "Nul ne tient sa propre habilitation : demandez ce geste à un autre gestionnaire ou au référent \
             utilisateurs du Département."
                .into(),
        ));
    }
    let jour = passage.app().horloge.aujourdhui();
    let (avant, acteur) = (preuves(&lue), acteur(&passage));
    transition(avant.etat(jour), demande.corps.geste, acteur)
        .map_err(|motif| Refus::Conflit(motif.message))?;
    let seance_le = seance_le(&passage, &lue).await?;
    let PasLu { pas, motif } =
        PasLu::lire(&demande.corps, ContextePas { acteur, aujourdhui: jour, seance_le })
            .map_err(Refus::Invalide)?;
    let ecriture = passage.annoncer(Objet::new("habilitation", lue.id)).await?;
    let transaction = ecriture.transaction().await?;
    if let Pas::Inscrire(seance) = pas {
        reserver(&passage, &transaction, seance).await?;
    }
    let apres = avant.apres(&pas);
    let finie = apres.fin.is_some_and(|fin| fin <= jour);
    changer(&transaction, &lue, apres).await?;
    etape(&passage, &transaction, lue.id, pas.geste(), dit(&demande.corps, &pas, motif)).await?;
    if finie {
        fermer(&transaction, &lue).await?;
    }
    transaction.commit().await?;
    let fiche = fiche(&passage, trouver(&passage, lue.id).await?).await?;
    Ok(ecriture.aboutir(fiche))
}

/// What the history keeps: the reason, and the day when it is not that of the gesture.
fn dit(saisie: &SaisiePas, pas: &Pas, motif: Option<String>) -> Option<String> {
    match (saisie.geste, pas) {
        (GesteHabilitation::Terminer, Pas::Terminer(fin)) => {
            let motif = motif.unwrap_or_default();
            Some(format!("{motif} — accès fermé à partir du {}", reciproque_shared::date::court(*fin)))
        }
        _ => motif,
    }
}

/// Day of the session that one is put on.
async fn seance_le(passage: &Passage, lue: &habilitation::Model) -> Result<Option<NaiveDate>, Refus> {
    let Some(id) = lue.formation_id else { return Ok(None) };
    let seance = formation::Entity::find_by_id(id).one(passage.app().depot.lecture()).await?;
    Ok(seance.map(|seance| seance.debut.date()))
}
