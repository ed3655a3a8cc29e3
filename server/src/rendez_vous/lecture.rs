//! One rendez-vous as it is read, with what the reader may do now.

use chrono::NaiveDateTime;
use reciproque_shared::api::ConsulterRendezVous;
use reciproque_shared::habilitation::{Acte, allows};
use reciproque_shared::rendez_vous::StatutRendezVous;
use reciproque_shared::rendez_vous::fiche::{Deplacement, EtapeRendezVous, FicheRendezVous};
use sea_orm::{ColumnTrait, QueryFilter, QueryOrder};

use super::brouillon::charger_changements;
use super::colonnes::statut;
use super::liste::lignes;
use crate::depot::annuaire::{agents, nom_agent};
use crate::depot::entite::{rendez_vous, rendez_vous_etape};
use crate::garde::lecture::{self, de, encore, lisible_encore, parmi};
use crate::garde::{Objet, Passage, Traced};
use crate::http::routeur::AppelRecu;
use crate::refus::Refus;

/// `GET /rendez-vous/{rendez_vous}`
pub async fn consulter(
    passage: Passage,
    appel: AppelRecu<ConsulterRendezVous>,
) -> Result<Traced<FicheRendezVous>, Refus> {
    let rendez_vous = trouver(&passage, appel.chemin).await?;
    let objet = Objet::new("rendez_vous", rendez_vous.id);
    let fiche = fiche(&passage, rendez_vous).await?;
    passage.laisser_sortir(objet, &passage.rubriques(), |_| fiche).await
}

/// The rendez-vous, if the agent reaches its person.
///
/// # Errors
/// `Introuvable` out of scope or unknown.
pub async fn trouver(passage: &Passage, id: i64) -> Result<rendez_vous::Model, Refus> {
    parmi::<rendez_vous::Entity>(passage)
        .filter(rendez_vous::Column::Id.eq(id))
        .one(passage.base())
        .await?
        .ok_or(Refus::Introuvable)
}

/// The rendez-vous whole, as it is in the store now.
pub async fn relire(passage: &Passage, lu: &rendez_vous::Model) -> Result<FicheRendezVous, Refus> {
    let ligne = encore(lu).one(passage.base()).await?;
    fiche(passage, ligne.ok_or(Refus::Introuvable)?).await
}

async fn fiche(passage: &Passage, rendez_vous: rendez_vous::Model) -> Result<FicheRendezVous, Refus> {
    let base = passage.base();
    let suite = de::<rendez_vous::Entity>(&rendez_vous)
        .filter(rendez_vous::Column::OrigineId.eq(rendez_vous.id))
        .one(base)
        .await?;
    let ecrit = ecrit(passage, &rendez_vous);
    let suivants = statut(&rendez_vous).suivants(rendez_vous.debut, passage.app().horloge.locale());
    let (referent_id, origine) = (rendez_vous.referent_id, rendez_vous.origine_id);
    let (modifiable, note) = (statut(&rendez_vous).modifiable(), rendez_vous.note.clone());
    let etapes = etapes(passage, &rendez_vous).await?;
    let brouillons = if ecrit { charger_changements(passage, rendez_vous.id).await? } else { Vec::new() };
    let celui_ci = lisible_encore(&rendez_vous);
    let ligne = lignes(passage, base, celui_ci, "").await?.pop().ok_or(Refus::Introuvable)?;
    Ok(FicheRendezVous {
        ligne,
        referent_id,
        note,
        etapes,
        statuts_possibles: if ecrit { suivants } else { Vec::new() },
        origine,
        suite: suite.map(|suite| suite.id),
        modifiable: modifiable && ecrit,
        brouillons,
    })
}

/// Whether the reader may write this one: the rule table, the convention, and the
/// structure whose rendez-vous it is.
fn ecrit(passage: &Passage, rendez_vous: &rendez_vous::Model) -> bool {
    let agent = passage.agent();
    allows(agent.profil, Acte::SaisirRendezVous).is_some()
        && agent.saisie_ouverte
        && rendez_vous.organisation_id == agent.organisation
}

async fn etapes(passage: &Passage, rendez_vous: &rendez_vous::Model) -> Result<Vec<EtapeRendezVous>, Refus> {
    let base = passage.base();
    let lignes = lecture::dependantes_de::<rendez_vous_etape::Entity, _>(rendez_vous)
        .order_by_asc(rendez_vous_etape::Column::Id)
        .all(base)
        .await?;
    let agents = agents(base, lignes.iter().map(|l| l.agent_id)).await?;
    // From the latest step back: what each one changed to is what the next ones left.
    let mut ensuite = (rendez_vous.debut, rendez_vous.lieu.clone());
    let lire = |ligne: rendez_vous_etape::Model| EtapeRendezVous {
        statut: StatutRendezVous::du_code(&ligne.statut).unwrap_or(StatutRendezVous::AnnuleService),
        instant: ligne.instant,
        agent: agents.get(&ligne.agent_id).map(nom_agent).unwrap_or_default(),
        deplacement: ligne.debut_avant.and_then(|debut| deplacement((debut, ligne.lieu_avant), &mut ensuite)),
        rectifie: ligne.rectifie,
    };
    let mut etapes: Vec<_> = lignes.into_iter().rev().map(lire).collect();
    etapes.reverse();
    Ok(etapes)
}

/// When and where.
type Endroit = (NaiveDateTime, Option<String>);

/// What a step moved, if it did. `ensuite` is what it left, and becomes what it found.
fn deplacement(avant: Endroit, ensuite: &mut Endroit) -> Option<Deplacement> {
    let (debut, lieu) = std::mem::replace(ensuite, avant.clone());
    let (debut_avant, lieu_avant) = avant;
    (debut_avant != debut || lieu_avant != lieu).then_some(Deplacement {
        debut_avant,
        debut,
        lieu_avant,
        lieu,
    })
}
