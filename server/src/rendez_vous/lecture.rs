//! One rendez-vous as it is read, with what the reader may do now.

use chrono::NaiveDateTime;
use reciproque_shared::api::ConsulterRendezVous;
use reciproque_shared::habilitation::{Acte, allows};
use reciproque_shared::rendez_vous::StatutRendezVous;
use reciproque_shared::rendez_vous::fiche::{Deplacement, EtapeRendezVous, FicheRendezVous};
use sea_orm::DbErr;

use super::brouillon::charger_changements;
use super::colonnes::statut;
use super::liste::nommes;
use crate::depot::entite::{rendez_vous, rendez_vous_etape};
use crate::garde::lecture::{Signee, dependantes_des, lisibles, lisibles_des};
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
    let fiche = relire(&passage, &rendez_vous).await?;
    passage.laisser_sortir(objet, &passage.rubriques(), |_| fiche).await
}

/// The rendez-vous, if the agent reaches its person.
///
/// # Errors
/// `Introuvable` out of scope or unknown.
pub async fn trouver(passage: &Passage, id: i64) -> Result<rendez_vous::Model, Refus> {
    let celui_ci = lisibles::<rendez_vous::Entity>(passage).et("rendez_vous.id = ?").avec(id);
    celui_ci.une(passage.base()).await?.ok_or(Refus::Introuvable)
}

/// The rendez-vous whole, as it is in the store now.
pub async fn relire(passage: &Passage, lu: &rendez_vous::Model) -> Result<FicheRendezVous, Refus> {
    let base = passage.base();
    let avec_sa_suite =
        lisibles_des([lu]).et("(rendez_vous.id = ? OR rendez_vous.origine_id = ?)").avec(lu.id).avec(lu.id);
    let lus = nommes(base, avec_sa_suite, " ORDER BY rendez_vous.id").await?;
    let (mut lui, suite): (Vec<_>, Vec<_>) = lus.into_iter().partition(|nomme| nomme.rendez_vous.id == lu.id);
    let nomme = lui.pop().ok_or(Refus::Introuvable)?;
    let maintenant = passage.app().horloge.locale();
    let rendez_vous = &nomme.rendez_vous;
    let ecrit = ecrit(passage, rendez_vous);
    Ok(FicheRendezVous {
        referent_id: rendez_vous.referent_id,
        note: rendez_vous.note.clone(),
        etapes: etapes(passage, rendez_vous).await?,
        statuts_possibles: if ecrit {
            statut(rendez_vous).suivants(rendez_vous.debut, maintenant)
        } else {
            Vec::new()
        },
        origine: rendez_vous.origine_id,
        suite: suite.first().map(|suite| suite.rendez_vous.id),
        modifiable: statut(rendez_vous).modifiable() && ecrit,
        brouillons: if ecrit { charger_changements(passage, rendez_vous.id).await? } else { Vec::new() },
        ligne: nomme.ligne(maintenant),
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

async fn etapes(passage: &Passage, rendez_vous: &rendez_vous::Model) -> Result<Vec<EtapeRendezVous>, DbErr> {
    let signees = dependantes_des::<rendez_vous_etape::Entity, _>([rendez_vous])
        .signees(passage.base(), " ORDER BY rendez_vous_etape.id")
        .await?;
    // From the latest step back: what each one changed to is what the next ones left.
    let mut ensuite = (rendez_vous.debut, rendez_vous.lieu.clone());
    let lire = |Signee { ligne, agent, .. }: Signee<rendez_vous_etape::Model>| EtapeRendezVous {
        statut: StatutRendezVous::du_code(&ligne.statut).unwrap_or(StatutRendezVous::AnnuleService),
        instant: ligne.instant,
        agent,
        deplacement: ligne.debut_avant.and_then(|debut| deplacement((debut, ligne.lieu_avant), &mut ensuite)),
        rectifie: ligne.rectifie,
    };
    let mut etapes: Vec<_> = signees.into_iter().rev().map(lire).collect();
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
