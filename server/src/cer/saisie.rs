//! Typing a CER: the draft is on the server as one types.

use reciproque_shared::api::{CreerCer, EnregistrerCer};
use reciproque_shared::cer::SaisieCer;
use reciproque_shared::dossier::RolePersonne;
use reciproque_shared::fiche_cer::FicheCer;
use sea_orm::ActiveValue::Set;

use super::brouillon::{Ouverture, en_cours};
use super::changement::{a_jour, changer, verrouiller};
use super::contexte::{contexte_cer, etat_cer, saisie};
use super::lecture::{CREATION, relire, repondre, repondre_sauf, trouver};
use crate::attente;
use crate::dossier::requete;
use crate::guard::{Objet, Passage, Traced};
use crate::refus::Refus;
use crate::routeur::Demande;
use crate::store::en_json;
use crate::store::entite::{cer, personne};

/// `POST /personnes/{personne}/cer`: the live draft of the structure if there is one, so
/// that nothing typed is lost; else a new one, right in most cases.
pub async fn creer(passage: Passage, demande: Demande<CreerCer>) -> Result<Traced<FicheCer>, Refus> {
    let personne = requete::personne_accompagnee(&passage, demande.chemin).await?;
    if !est_adulte(&personne) {
        return Err(Refus::Introuvable);
    }
    let base = passage.app().depot.lecture();
    if let Some(brouillon) = en_cours(&passage, base, personne.id).await? {
        return repondre(&passage, brouillon).await;
    }
    let contexte = contexte_cer(&passage, base, personne.id, passage.agent().organisation, None).await?;
    let ouverture = Ouverture {
        personne: personne.id,
        saisie: &SaisieCer::proposee(&contexte),
        precedent: contexte.dernier().map(|contrat| contrat.id),
        geste: CREATION,
    };
    let ecriture = passage.annoncer(Objet::new("personne", personne.id)).await?;
    let transaction = ecriture.transaction().await?;
    verrouiller(&transaction, personne.id).await?;
    // A colleague may have opened it meanwhile: then it is theirs, once more.
    let cer = match en_cours(&passage, &transaction, personne.id).await? {
        Some(brouillon) => brouillon,
        None => ouverture.ecrire(&passage, &transaction).await?,
    };
    attente::reecrire(&transaction, &passage.app().regles, &[personne.id]).await?;
    ecriture.conclure(transaction, cer.id).await?;
    let fiche = relire(&passage, cer.id).await?;
    Ok(ecriture.aboutir(fiche))
}

/// Each adult signs a contract of their own (CASF L262-27); nobody else does.
fn est_adulte(personne: &personne::Model) -> bool {
    RolePersonne::du_code(&personne.role).is_some_and(RolePersonne::est_adulte_accompagne)
}

/// `PUT /cer/{cer}/saisie`: what was typed is kept as typed, right or wrong. Sending the
/// same content again changes nothing, so that a lost answer can be asked again.
pub async fn enregistrer(
    passage: Passage,
    demande: Demande<EnregistrerCer>,
) -> Result<Traced<FicheCer>, Refus> {
    let cer = trouver(&passage, demande.chemin).await?;
    de_la_structure(&passage, &cer)?;
    // One field too long holds no other back.
    let (retenue, refuses) = demande.corps.retenir(&saisie(&cer)?);
    let contenu = en_json(&retenue)?;
    if etat_cer(&cer).modifiable() && contenu == cer.saisie {
        return repondre_sauf(&passage, cer, refuses).await;
    }
    a_jour(&cer, demande.version)?;
    if !etat_cer(&cer).modifiable() {
        return Err(Refus::Conflit(etat_cer(&cer).que_faire().into()));
    }
    let ecriture = passage.annoncer(Objet::new("cer", cer.id)).await?;
    let saisie_le = passage.app().horloge.maintenant();
    let valeurs = cer::ActiveModel { saisie: Set(contenu), saisie_le: Set(saisie_le), ..Default::default() };
    changer(ecriture.base(), &cer, valeurs).await?;
    let fiche = relire(&passage, cer.id).await?;
    Ok(ecriture.aboutir(FicheCer { refuses, ..fiche }))
}

/// A structure writes its own contracts only; it reads those of the others.
///
/// # Errors
/// `Conflit` when another structure wrote it.
pub fn de_la_structure(passage: &Passage, cer: &cer::Model) -> Result<(), Refus> {
    if cer.organisation_id == passage.agent().organisation {
        return Ok(());
    }
    Err(Refus::Conflit(
        "Ce contrat est celui d’une autre structure : vous pouvez le lire, elle seule le modifie. Pour la suite de \
         l’accompagnement, saisissez un nouveau contrat."
            .into(),
    ))
}
