//! Reviews as they are read: how far each is, and its lines.

use std::collections::HashMap;

use reciproque_shared::api::{ConsulterRevue, ConsulterRevues};
use reciproque_shared::habilitation::{Acte, Profil};
use reciproque_shared::revue::{
    EtatLigneRevue, EtatRevue, FicheRevue, LigneRevue, MotifRevue, ResumeRevue, Revues, SceauRevue,
};
use sea_orm::{EntityTrait, QueryFilter, QueryOrder};

use super::requete::{lignes, trouver, visibles};
use crate::depot::entite::{revue, revue_ligne};
use crate::garde::{Objet, Passage, Traced};
use crate::http::routeur::AppelRecu;
use crate::refus::Refus;

/// `GET /revues`
pub async fn consulter_toutes(
    passage: Passage,
    _: AppelRecu<ConsulterRevues>,
) -> Result<Traced<Revues>, Refus> {
    let base = passage.base();
    let revues = revue::Entity::find()
        .filter(visibles(&passage))
        .order_by_desc(revue::Column::Annee)
        .order_by_asc(revue::Column::OrganisationNom)
        .all(base)
        .await?;
    let ids: Vec<i64> = revues.iter().map(|revue| revue.id).collect();
    let toutes = lignes(base, &ids, passage.app().horloge.aujourdhui()).await?;
    let resumer = |revue: &revue::Model| {
        let etats = toutes.iter().filter(|(ligne, _)| ligne.revue_id == revue.id).map(|(_, etat)| *etat);
        resume(&passage, revue, &etats.collect::<Vec<_>>())
    };
    let lues =
        Revues { lignes: revues.iter().map(resumer).collect(), retard: passage.app().reglages.revue.retard };
    passage.laisser_sortir(Objet::aucun(), &[], |_| lues).await
}

/// `GET /revues/{revue}`
pub async fn consulter(
    passage: Passage,
    appel: AppelRecu<ConsulterRevue>,
) -> Result<Traced<FicheRevue>, Refus> {
    let revue = trouver(&passage, appel.chemin).await?;
    let fiche = fiche(&passage, revue).await?;
    passage.laisser_sortir(Objet::new("revue", appel.chemin), &[], |_| fiche).await
}

/// The review whole, as it is in the store now.
pub async fn fiche(passage: &Passage, revue: revue::Model) -> Result<FicheRevue, Refus> {
    let base = passage.base();
    let lues = lignes(base, &[revue.id], passage.app().horloge.aujourdhui()).await?;
    let etats: Vec<_> = lues.iter().map(|(_, etat)| *etat).collect();
    let resume = resume(passage, &revue, &etats);
    // What helps to decide: an access that nobody uses is one too many.
    let agents: Vec<_> = lues.iter().map(|(modele, _)| modele.agent_id).collect();
    let connexions = match revue.scellee_le {
        None => passage.app().journal.dernieres_reussites(Acte::SeConnecter, &agents).await?,
        Some(_) => HashMap::new(),
    };
    let lue = |(modele, etat): (revue_ligne::Model, EtatLigneRevue)| LigneRevue {
        la_mienne: modele.agent_id == passage.agent().id,
        derniere_connexion: connexions.get(&modele.agent_id).copied(),
        ..ligne(modele, etat)
    };
    let lignes = lues.into_iter().map(lue).collect();
    let retard = passage.app().reglages.revue.retard;
    Ok(FicheRevue { resume, version: revue.version, lignes, sceau: sceau(&revue), retard })
}

/// A row of the store as a line, without what depends on who reads.
pub fn ligne(modele: revue_ligne::Model, etat: EtatLigneRevue) -> LigneRevue {
    LigneRevue {
        id: modele.id,
        habilitation: modele.habilitation_id,
        nom: modele.nom,
        prenom: modele.prenom,
        profil: Profil::du_code(&modele.profil).unwrap_or(Profil::INCONNU),
        depuis: modele.depuis,
        etat,
        motif: modele.motif.as_deref().and_then(MotifRevue::du_code),
        precision: modele.precision,
        decidee_le: modele.decidee_le,
        decidee_par: modele.decidee_par,
        la_mienne: false,
        derniere_connexion: None,
    }
}

fn resume(passage: &Passage, revue: &revue::Model, etats: &[EtatLigneRevue]) -> ResumeRevue {
    let compte = |cherche| etats.iter().filter(|etat| **etat == cherche).count() as u64;
    let (jour, reglages) = (passage.app().horloge.aujourdhui(), &passage.app().reglages.revue);
    let restantes = compte(EtatLigneRevue::AExaminer);
    let etat = match revue.scellee_le {
        Some(_) => EtatRevue::Scellee,
        None if jour > revue.limite => EtatRevue::EnRetard,
        None => EtatRevue::EnCours,
    };
    ResumeRevue {
        id: revue.id,
        organisation: revue.organisation_nom.clone(),
        annee: revue.annee,
        ouverte_le: revue.ouverte_le,
        limite: revue.limite,
        etat,
        total: etats.len() as u64,
        confirmees: compte(EtatLigneRevue::Confirmee),
        retirees: compte(EtatLigneRevue::Retiree),
        terminees: compte(EtatLigneRevue::Terminee),
        restantes,
        rappel: revue.scellee_le.is_none().then(|| reglages.rappel(revue.limite, jour, restantes)),
        scellee_le: revue.scellee_le,
    }
}

/// What was sealed, once it is.
pub fn sceau(revue: &revue::Model) -> Option<SceauRevue> {
    Some(SceauRevue {
        scellee_le: revue.scellee_le?,
        scellee_par: revue.scellee_par.clone()?,
        empreinte: revue.empreinte.clone()?,
        texte: revue.texte.clone()?,
        signature: revue.signature.clone(),
        cle_publique: revue.cle_publique.clone(),
    })
}
