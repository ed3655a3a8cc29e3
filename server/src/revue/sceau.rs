//! Sealing a finished review, and checking later that it is still what was sealed.

use chrono::{DateTime, SubsecRound, Utc};
use reciproque_shared::api::{ScellerRevue, VerifierRevue};
use reciproque_shared::habilitation::Acte;
use reciproque_shared::journal::Issue;
use reciproque_shared::mots::combien;
use reciproque_shared::revue::{
    Entete, EtatLigneRevue, FicheRevue, MotifRevue, SceauRevue, VerificationRevue, differences, empreinte,
    texte_canonique,
};
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter,
};

use super::decision::deja_scellee;
use super::lecture::{fiche, ligne, sceau};
use super::requete::{lignes, trouver};
use crate::guard::{Objet, Passage, Traced};
use crate::journal::{Filtre, Inscription};
use crate::refus::Refus;
use crate::routeur::Demande;
use crate::store::entite::{revue, revue_ligne};

type Lignes = Vec<(revue_ligne::Model, EtatLigneRevue)>;

/// `POST /revues/{revue}/sceau`: the digest is in the journal before it is with the review.
pub async fn sceller(passage: Passage, demande: Demande<ScellerRevue>) -> Result<Traced<FicheRevue>, Refus> {
    let revue = trouver(&passage, demande.chemin).await?;
    if revue.scellee_le.is_some() {
        return Err(deja_scellee());
    }
    if demande.version != Some(revue.version) {
        return Err(Refus::Perime);
    }
    let (lignes, sceau) = preparer(&passage, &revue).await?;
    let objet = Objet::new("revue", revue.id);
    let ecriture = passage.annoncer_pour(objet, Some(&mention(&sceau.empreinte))).await?;
    let transaction = ecriture.transaction().await?;
    apposer(&transaction, &revue, sceau).await?;
    for (ligne, _) in lignes.into_iter().filter(|(_, etat)| *etat == EtatLigneRevue::Terminee) {
        figer(&transaction, ligne).await?;
    }
    transaction.commit().await?;
    let relue = trouver(&passage, revue.id).await?;
    let fiche = fiche(&passage, relue).await?;
    Ok(ecriture.aboutir(fiche))
}

/// The document of a review of which every line is decided, about to be sealed.
async fn preparer(passage: &Passage, revue: &revue::Model) -> Result<(Lignes, SceauRevue), Refus> {
    let (agent, app) = (passage.agent(), passage.app());
    let maintenant = app.horloge.maintenant().trunc_subsecs(0);
    let scellee_par = format!("{} {}", agent.nom, agent.prenom);
    let mut lues = lignes(app.depot.lecture(), &[revue.id], app.horloge.aujourdhui()).await?;
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
    let texte = texte(revue, maintenant, &scellee_par, &lues);
    let empreinte = empreinte(&texte);
    Ok((lues, SceauRevue { scellee_le: maintenant, scellee_par, empreinte, texte }))
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
async fn apposer(base: &impl ConnectionTrait, revue: &revue::Model, sceau: SceauRevue) -> Result<(), Refus> {
    let valeurs = revue::ActiveModel {
        scellee_le: Set(Some(sceau.scellee_le)),
        scellee_par: Set(Some(sceau.scellee_par)),
        empreinte: Set(Some(sceau.empreinte)),
        texte: Set(Some(sceau.texte)),
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

/// The document of a review as it is in the store, with its digest (demo).
///
/// # Errors
/// When the store can't be read.
pub async fn document(
    base: &impl ConnectionTrait,
    revue: &revue::Model,
    quand: DateTime<Utc>,
    par: &str,
) -> Result<(String, String), DbErr> {
    let lues = lignes(base, &[revue.id], quand.date_naive()).await?;
    let texte = texte(revue, quand, par, &lues);
    let empreinte = empreinte(&texte);
    Ok((texte, empreinte))
}

fn texte(revue: &revue::Model, quand: DateTime<Utc>, par: &str, lues: &Lignes) -> String {
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
fn mention(empreinte: &str) -> String {
    format!("sha256:{empreinte}")
}

/// `GET /revues/{revue}/verification`: the document is made again from the rows of the
/// store, and its digest compared with the one of that day, here and in the journal.
pub async fn verifier(
    passage: Passage,
    demande: Demande<VerifierRevue>,
) -> Result<Traced<VerificationRevue>, Refus> {
    let revue = trouver(&passage, demande.chemin).await?;
    let Some(sceau) = sceau(&revue) else {
        return Err(Refus::Conflit(
            "Cette revue n’est pas encore scellée : il n’y a rien à vérifier.".into(),
        ));
    };
    let app = passage.app();
    let lues = lignes(app.depot.lecture(), &[revue.id], app.horloge.aujourdhui()).await?;
    let actuel = texte(&revue, sceau.scellee_le, &sceau.scellee_par, &lues);
    let recalculee = empreinte(&actuel);
    let trace = inscrite(&passage, revue.id, &sceau.empreinte).await?;
    let document_intact = empreinte(&sceau.texte) == sceau.empreinte;
    let mut differences = differences(&sceau.texte, &actuel);
    if !document_intact {
        differences.insert(0, "Le document conservé n’est plus celui qui a été scellé.".to_owned());
    }
    let lue = VerificationRevue {
        intacte: document_intact && recalculee == sceau.empreinte && trace.is_some(),
        empreinte: sceau.empreinte,
        recalculee,
        au_journal: trace.is_some(),
        trace,
        differences,
    };
    passage.laisser_sortir(Objet::new("revue", revue.id), &[], |_| lue).await
}

/// Position of the event that announced this digest and was not followed by a failure.
async fn inscrite(passage: &Passage, revue: i64, empreinte: &str) -> Result<Option<u64>, Refus> {
    let filtre = Filtre {
        objet: Some(format!("revue:{revue}")),
        acte: Some(Acte::ScellerRevue.code().to_owned()),
        limite: 1_000,
        ..Filtre::default()
    };
    let lus = passage.app().journal.lire(&filtre).await?;
    let echouee = |i: &Inscription| {
        let seq = Some(i.maillon.seq);
        lus.iter().any(|autre| autre.chaine == i.chaine && autre.maillon.evenement.lie_a == seq)
    };
    let mention = mention(empreinte);
    let annonce = lus.iter().find(|i| {
        let evenement = &i.maillon.evenement;
        evenement.issue == Issue::Annonce && evenement.motif.as_deref() == Some(&mention) && !echouee(i)
    });
    Ok(annonce.map(|i| i.maillon.seq))
}
