//! What a flow settles by itself of the questions about a dossier that it has just read, and what
//! becomes of what it did once its import is void.

use chrono::{DateTime, Utc};
use reciproque_shared::rapprochement::{
    EtatRapprochement, GesteRapprochement, Issue, Lien, Situation, Verdict, departager,
};
use sea_orm::DbErr;

use super::constat::{Releve, poursuivre, reunie};
use super::deplacement::{reunir, separation, separer};
use super::ligne::{etat_civil, lignes};
use crate::depot::entite::{personne, rapprochement};
use crate::depot::sql::{Clause, DeLigne, Ligne, Sql, colonnes};

/// A line, and what its dossier is today.
pub struct Placee {
    pub ligne: personne::Model,
    pub situation: Situation,
    pub numero_demande: String,
}

impl Placee {
    /// Of these, with their dossiers.
    pub fn selection() -> Clause {
        Clause::from(format!(
            "SELECT {}, dossier.etat, dossier.date_demande, dossier.date_reference, dossier.numero_demande \
             FROM personne INNER JOIN dossier ON dossier.id = personne.dossier_id WHERE ",
            colonnes::<personne::Model>("personne")
        ))
    }
}

impl DeLigne for Placee {
    fn de_ligne(lue: &Ligne<'_>) -> Result<Self, DbErr> {
        let ligne = personne::Model::de_ligne(lue)?;
        let etat: String = lue.suivante()?;
        let (demande, reference): (Option<_>, _) = (lue.suivante()?, lue.suivante()?);
        let situation = Situation::new(ligne.partie_le.is_none(), &etat, demande.unwrap_or(reference));
        Ok(Self { ligne, situation, numero_demande: lue.suivante()? })
    }
}

/// The questions that a dossier has a part in.
async fn du_dossier(base: &impl Sql, dossier: i64) -> Result<Vec<rapprochement::Model>, DbErr> {
    let choix = colonnes::<rapprochement::Model>("rapprochement");
    let texte = format!(
        "SELECT {choix} FROM rapprochement WHERE dossier_id = $1 \
         UNION SELECT {choix} FROM rapprochement WHERE ancien_dossier_id = $1"
    );
    base.lignes(&texte, vec![dossier.into()]).await
}

/// The dossier was read again: who is now in one dossier for sure is reunited there, a question about a
/// line that went on elsewhere is closed. Answers the lines that moved.
pub async fn relever(base: &impl Sql, releve: &Releve, dossier: i64) -> Result<Vec<i64>, DbErr> {
    let connues = du_dossier(base, dossier).await?;
    if connues.is_empty() {
        return Ok(Vec::new());
    }
    let texte = "UPDATE rapprochement SET commune = (SELECT commune FROM dossier WHERE id = $1) WHERE dossier_id = $1";
    base.executer(texte, vec![dossier.into()]).await?;
    let mut deplacees = Vec::new();
    for question in connues.iter().filter(|question| question.etat == EtatRapprochement::Ouvert.code()) {
        deplacees.extend(trancher(base, releve, question).await?);
    }
    Ok(deplacees)
}

async fn trancher(
    base: &impl Sql,
    releve: &Releve,
    question: &rapprochement::Model,
) -> Result<Vec<i64>, DbErr> {
    let requete = Placee::selection().puis("personne.id IN (?, ?)");
    let mut lues: Vec<Placee> =
        base.trouver(requete.avec(question.personne_id).avec(question.autre_id)).await?;
    if lues.iter().any(|lue| lue.ligne.suite_id.is_some()) {
        let classee = (GesteRapprochement::Classer, EtatRapprochement::Annule);
        poursuivre(base, releve.instant, question.id, classee).await?;
        return Ok(Vec::new());
    }
    // Nobody but an agent changes what an agent has decided.
    if question.agent_id.is_some() {
        return Ok(Vec::new());
    }
    lues.sort_by_key(|lue| lue.ligne.dossier_id != question.dossier_id);
    let Ok([ici, la_bas]) = <[Placee; 2]>::try_from(lues) else { return Ok(Vec::new()) };
    let verdict = etat_civil(&ici.ligne).comparer(&etat_civil(&la_bas.ligne), Lien::Aucun);
    if !matches!(verdict, Verdict::Meme(_)) || ici.ligne.dossier_id == la_bas.ligne.dossier_id {
        return Ok(Vec::new());
    }
    let (nouvelle, ancienne) = match departager(&ici.situation, &la_bas.situation) {
        Issue::Ici => (ici.ligne, la_bas.ligne),
        Issue::LaBas => (la_bas.ligne, ici.ligne),
        Issue::Deux => return Ok(Vec::new()),
    };
    let dossiers = (nouvelle.dossier_id, ancienne.dossier_id);
    let Some(faite) = reunir(base, (nouvelle, ancienne), releve.jour).await? else { return Ok(Vec::new()) };
    reunie(base, releve, question, dossiers, faite.reunion).await?;
    Ok(vec![faite.ligne.id])
}

/// What the flow had reunited is asked again once its import is void. Answers the lines that moved.
pub async fn annuler(base: &impl Sql, flux: i64, instant: DateTime<Utc>) -> Result<Vec<i64>, DbErr> {
    let texte = format!(
        "SELECT {} FROM rapprochement WHERE flux_id = $1 AND etat = 'confirme' ORDER BY id DESC",
        colonnes::<rapprochement::Model>("rapprochement")
    );
    let faites: Vec<rapprochement::Model> = base.lignes(&texte, vec![flux.into()]).await?;
    let mut deplacees = Vec::new();
    for faite in faites.iter().filter(|faite| faite.agent_id.is_none()) {
        let Some((gardee, ombre)) = les_deux(base, faite).await? else { continue };
        // Who went on elsewhere since stays there: a later flow, or an agent, said so.
        let Ok(separation) = separation(faite, &gardee, &ombre) else { continue };
        separer(base, separation).await?;
        let rouverte = (GesteRapprochement::Rouvrir, EtatRapprochement::Ouvert);
        poursuivre(base, instant, faite.id, rouverte).await?;
        deplacees.extend([gardee.id, ombre.id]);
    }
    Ok(deplacees)
}

/// Of a reunion, the line that goes on and the one that stays behind.
pub async fn les_deux(
    base: &impl Sql,
    faite: &rapprochement::Model,
) -> Result<Option<(personne::Model, personne::Model)>, DbErr> {
    let Some(gardee) = faite.gardee_id else { return Ok(None) };
    let ombre = if gardee == faite.personne_id { faite.autre_id } else { faite.personne_id };
    let (gardee, ombre) =
        (lignes(base, "id = $1", gardee).await?.pop(), lignes(base, "id = $1", ombre).await?.pop());
    Ok(gardee.zip(ombre))
}
