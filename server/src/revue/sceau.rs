//! Sealing a finished review.

use chrono::{DateTime, SubsecRound, Utc};
use reciproque_shared::api::ScellerRevue;
use reciproque_shared::mots::combien;
use reciproque_shared::revue::{
    Entete, EtatLigneRevue, FicheRevue, MotifRevue, SceauRevue, empreinte, texte_canonique,
};
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter,
};

use super::decision::deja_scellee;
use super::lecture::{fiche, ligne};
use super::requete::{lignes, trouver};
use crate::depot::entite::{revue, revue_ligne};
use crate::garde::{Objet, Passage, Traced};
use crate::http::routeur::AppelRecu;
use crate::journal::{Journal, SignatureDocument};
use crate::refus::{Refus, a_jour};

/// The genre of document that the journal signs.
pub const GENRE: &str = "revue";

type Lignes = Vec<(revue_ligne::Model, EtatLigneRevue)>;

/// `POST /revues/{revue}/sceau`: the digest is in the journal before it is with the review.
pub async fn sceller(passage: Passage, appel: AppelRecu<ScellerRevue>) -> Result<Traced<FicheRevue>, Refus> {
    let revue = trouver(&passage, appel.chemin).await?;
    if revue.scellee_le.is_some() {
        return Err(deja_scellee());
    }
    a_jour(revue.version, appel.version)?;
    let (lignes, sceau) = preparer(&passage, &revue).await?;
    let objet = Objet::new("revue", revue.id);
    let ecriture = passage.annoncer_pour(objet, Some(&mention(&sceau.empreinte))).await?;
    ecriture
        .accomplir(async {
            apposer(passage.base(), &revue, sceau).await?;
            for (ligne, _) in lignes.into_iter().filter(|(_, etat)| *etat == EtatLigneRevue::Terminee) {
                figer(passage.base(), ligne).await?;
            }
            let relue = trouver(&passage, revue.id).await?;
            fiche(&passage, relue).await
        })
        .await
}

/// The document of a review of which every line is decided, about to be sealed.
async fn preparer(passage: &Passage, revue: &revue::Model) -> Result<(Lignes, SceauRevue), Refus> {
    let (agent, app) = (passage.agent(), passage.app());
    let maintenant = app.horloge.maintenant().trunc_subsecs(0);
    let scellee_par = format!("{} {}", agent.nom, agent.prenom);
    let mut lues = lignes(passage.base(), &[revue.id], app.horloge.aujourdhui()).await?;
    let restantes = lues.iter().filter(|(_, etat)| *etat == EtatLigneRevue::AExaminer).count();
    if restantes > 0 {
        return Err(Refus::Conflit(format!(
            "Il reste {} à examiner : décidez pour chacune, puis scellez la revue.",
            combien(restantes, "habilitation")
        )));
    }
    for (ligne, _) in lues.iter_mut().filter(|(_, etat)| *etat == EtatLigneRevue::Terminee) {
        constater(ligne, maintenant, &scellee_par);
    }
    let sceau = signer(&app.journal, texte(revue, maintenant, &scellee_par, &lues), maintenant, scellee_par);
    Ok((lues, sceau))
}

/// The journal forgets the seal before the review does: its signature stays with the review.
fn signer(journal: &Journal, texte: String, scellee_le: DateTime<Utc>, scellee_par: String) -> SceauRevue {
    let empreinte = empreinte(&texte);
    let SignatureDocument { signature, cle_publique } = journal.signer(GENRE, &empreinte);
    let (signature, cle_publique) = (Some(signature), Some(cle_publique));
    SceauRevue { scellee_le, scellee_par, empreinte, texte, signature, cle_publique }
}

/// A habilitation that ended by another way is written down as such: the document says
/// the same for ever.
fn constater(ligne: &mut revue_ligne::Model, quand: DateTime<Utc>, par: &str) {
    ligne.decision = Some(EtatLigneRevue::Terminee.code().to_owned());
    ligne.motif = Some(MotifRevue::Autre.code().to_owned());
    ligne.precision = Some("Habilitation terminée avant son examen".to_owned());
    ligne.decidee_le = Some(quand);
    ligne.decidee_par = Some(par.to_owned());
}

async fn figer(base: &impl ConnectionTrait, ligne: revue_ligne::Model) -> Result<(), DbErr> {
    revue_ligne::ActiveModel::from(ligne).reset_all().update(base).await.map(drop)
}

/// Only on the review as it was read.
///
/// # Errors
/// `Perime` when it changed meanwhile, or was sealed.
pub async fn apposer(
    base: &impl ConnectionTrait,
    revue: &revue::Model,
    sceau: SceauRevue,
) -> Result<(), Refus> {
    let valeurs = revue::ActiveModel {
        scellee_le: Set(Some(sceau.scellee_le)),
        scellee_par: Set(Some(sceau.scellee_par)),
        empreinte: Set(Some(sceau.empreinte)),
        texte: Set(Some(sceau.texte)),
        signature: Set(sceau.signature),
        cle_publique: Set(sceau.cle_publique),
        ..Default::default()
    };
    let issue = revue::Entity::update_many()
        .set(valeurs)
        .filter(revue::Column::Id.eq(revue.id))
        .filter(revue::Column::Version.eq(revue.version))
        .filter(revue::Column::ScelleeLe.is_null())
        .exec(base)
        .await?;
    if issue.rows_affected == 1 { Ok(()) } else { Err(Refus::Perime) }
}

/// The seal of a review as it is in the store (demo).
pub async fn document(
    base: &impl ConnectionTrait,
    journal: &Journal,
    revue: &revue::Model,
    (quand, par): (DateTime<Utc>, &str),
) -> Result<SceauRevue, DbErr> {
    let lues = lignes(base, &[revue.id], quand.date_naive()).await?;
    Ok(signer(journal, texte(revue, quand, par, &lues), quand, par.to_owned()))
}

/// The document, made from the rows.
pub fn texte(revue: &revue::Model, quand: DateTime<Utc>, par: &str, lues: &Lignes) -> String {
    let entete = Entete {
        organisation: revue.organisation_nom.clone(),
        annee: revue.annee,
        ouverte_le: revue.ouverte_le,
        limite: revue.limite,
        scellee_le: quand,
        scellee_par: par.to_owned(),
    };
    let lignes: Vec<_> = lues.iter().map(|(modele, etat)| ligne(modele.clone(), *etat)).collect();
    texte_canonique(&entete, &lignes)
}

/// How the journal writes a digest: as the reason of the event.
pub fn mention(empreinte: &str) -> String {
    format!("sha256:{empreinte}")
}
