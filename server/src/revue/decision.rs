//! Deciding: confirm, withdraw, go back on a confirmation.

use chrono::SubsecRound;
use reciproque_shared::api::FaireGesteRevue;
use reciproque_shared::habilitation::{ActeurHabilitation, GesteHabilitation, Pas, transition};
use reciproque_shared::revue::{EtatLigneRevue, FicheRevue, GesteRevue, GesteRevueLu};
use reciproque_shared::supervision::GesteAcces;
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};

use super::lecture::fiche;
use super::requete::{lignes, trouver};
use crate::depot::entite::{habilitation, revue, revue_ligne};
use crate::garde::reserve;
use crate::garde::{Objet, Passage, Traced};
use crate::habilitation::{avancer as avancer_habilitation, preuves};
use crate::http::routeur::AppelRecu;
use crate::refus::Refus;

/// `POST /revues/{revue}/gestes`
pub async fn faire_geste(
    passage: Passage,
    appel: AppelRecu<FaireGesteRevue>,
) -> Result<Traced<FicheRevue>, Refus> {
    let revue = trouver(&passage, appel.chemin).await?;
    let geste = GesteRevueLu::lire(&appel.corps).map_err(Refus::Invalide)?;
    let retire = geste.geste() == GesteRevue::Retirer;
    let dit = retire.then(|| GesteAcces::Terminer.code());
    let ecriture = passage.annoncer_pour(Objet::new("revue", revue.id), dit).await?;
    ecriture
        .accomplir(async {
            avancer(passage.base(), &revue).await?;
            for ligne in choisies(&passage, passage.base(), &revue, &geste).await? {
                decider(&passage, passage.base(), &ligne, &geste).await?;
                if retire {
                    reserve::engager(&passage, passage.base(), ligne.agent_id, GesteAcces::Terminer).await?;
                    terminer(&passage, passage.base(), &revue, &ligne, &geste).await?;
                }
            }
            let relue = trouver(&passage, revue.id).await?;
            fiche(&passage, relue).await
        })
        .await
}

/// Takes the review for oneself until the transaction ends, and raises its version. A
/// sealed one does not change any more.
async fn avancer(base: &impl ConnectionTrait, revue: &revue::Model) -> Result<(), Refus> {
    let issue = revue::Entity::update_many()
        .col_expr(revue::Column::Version, Expr::col(revue::Column::Version).add(1))
        .filter(revue::Column::Id.eq(revue.id))
        .filter(revue::Column::ScelleeLe.is_null())
        .exec(base)
        .await?;
    if issue.rows_affected == 1 { Ok(()) } else { Err(deja_scellee()) }
}

/// Why nothing may change any more.
pub fn deja_scellee() -> Refus {
    Refus::Conflit(
        "Cette revue est scellée : elle ne change plus. Pour fermer un accès, mettez fin à l’habilitation."
            .into(),
    )
}

/// The lines that the gesture names, each of them free for it.
async fn choisies(
    passage: &Passage,
    base: &impl ConnectionTrait,
    revue: &revue::Model,
    geste: &GesteRevueLu,
) -> Result<Vec<revue_ligne::Model>, Refus> {
    let attendu = match geste.geste() {
        GesteRevue::Confirmer | GesteRevue::Retirer => EtatLigneRevue::AExaminer,
        GesteRevue::Annuler => EtatLigneRevue::Confirmee,
    };
    let toutes = lignes(base, &[revue.id], passage.app().horloge.aujourdhui()).await?;
    let mut choisies = Vec::new();
    for id in geste.lignes() {
        let trouvee = toutes.iter().find(|(ligne, _)| ligne.id == *id);
        let (ligne, etat) = trouvee.ok_or(Refus::Introuvable)?;
        if *etat != attendu {
            return Err(Refus::Conflit(deja_decidee(*etat).into()));
        }
        if ligne.agent_id == passage.agent().id {
            let qui = passage.agent().profil.qui_d_autre();
            return Err(Refus::Conflit(format!("Nul ne décide de sa propre habilitation : {qui}")));
        }
        choisies.push(ligne.clone());
    }
    Ok(choisies)
}

const fn deja_decidee(etat: EtatLigneRevue) -> &'static str {
    match etat {
        EtatLigneRevue::AExaminer => "Cette habilitation n’est pas confirmée : il n’y a rien à annuler.",
        EtatLigneRevue::Confirmee => {
            "Cette habilitation est déjà confirmée. Revenez d’abord sur la confirmation, puis décidez de nouveau."
        }
        EtatLigneRevue::Retiree => {
            "Cette habilitation est déjà retirée et l’accès fermé. Pour la rendre, faites une nouvelle demande."
        }
        EtatLigneRevue::Terminee => "Cette habilitation est terminée : il n’y a plus rien à décider.",
    }
}

async fn decider(
    passage: &Passage,
    base: &impl ConnectionTrait,
    ligne: &revue_ligne::Model,
    geste: &GesteRevueLu,
) -> Result<(), Refus> {
    let decision = match geste.geste() {
        GesteRevue::Confirmer => Some(EtatLigneRevue::Confirmee),
        GesteRevue::Retirer => Some(EtatLigneRevue::Retiree),
        GesteRevue::Annuler => None,
    };
    let agent = passage.agent();
    let qui = decision.map(|_| format!("{} {}", agent.nom, agent.prenom));
    let valeurs = revue_ligne::ActiveModel {
        decision: Set(decision.map(|d| d.code().to_owned())),
        motif: Set(geste.motif().map(|m| m.code().to_owned())),
        precision: Set(geste.precision()),
        decidee_le: Set(decision.map(|_| passage.app().horloge.maintenant().trunc_subsecs(0))),
        decidee_par: Set(qui),
        ..Default::default()
    };
    revue_ligne::Entity::update_many()
        .set(valeurs)
        .filter(revue_ligne::Column::Id.eq(ligne.id))
        .exec(base)
        .await?;
    Ok(())
}

/// Ends the habilitation at once, as any other end does it: today is its first day without
/// access.
async fn terminer(
    passage: &Passage,
    base: &impl ConnectionTrait,
    revue: &revue::Model,
    ligne: &revue_ligne::Model,
    geste: &GesteRevueLu,
) -> Result<(), Refus> {
    let jour = passage.app().horloge.aujourdhui();
    let lue = habilitation::Entity::find_by_id(ligne.habilitation_id).one(base).await?;
    let lue = lue.ok_or(Refus::Introuvable)?;
    let acteur = match passage.agent().profil.supervise() {
        true => ActeurHabilitation::Departement,
        false => ActeurHabilitation::Structure,
    };
    transition(preuves(&lue).etat(jour), GesteHabilitation::Terminer, acteur)
        .map_err(|motif| Refus::Conflit(motif.message))?;
    let dits = [geste.motif().map(|motif| motif.libelle().to_owned()), geste.precision()];
    let dit = dits.into_iter().flatten().collect::<Vec<_>>().join(", ");
    let motif = format!("Revue annuelle {} : {dit}", revue.annee);
    avancer_habilitation(passage, base, &lue, &Pas::Terminer(jour), Some(motif)).await
}
