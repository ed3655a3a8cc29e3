//! Typing a CER: the draft is on the server as one types.

use reciproque_shared::api::EnregistrerCer;
use reciproque_shared::brouillon::BrouillonGarde;
use reciproque_shared::erreur::ErreurChamp;
use sea_orm::ActiveValue::Set;

use super::changement::changer;
use super::contexte::{etat_cer, saisie};
use super::lecture::trouver;
use crate::depot::en_json;
use crate::depot::entite::cer;
use crate::garde::{Objet, Passage, Traced};
use crate::http::routeur::AppelRecu;
use crate::refus::{Refus, a_jour};

/// `PUT /cer/{cer}/saisie`: what was typed is kept as typed, right or wrong. Sending the
/// same content again changes nothing, so that a lost answer can be asked again.
pub async fn enregistrer(
    passage: Passage,
    appel: AppelRecu<EnregistrerCer>,
) -> Result<Traced<BrouillonGarde>, Refus> {
    let cer = trouver(&passage, appel.chemin).await?;
    de_la_structure(&passage, &cer)?;
    // One field too long holds no other back.
    let (retenue, refuses) = appel.corps.retenir(&saisie(&cer)?);
    let contenu = en_json(&retenue)?;
    let objet = Objet::new("cer", cer.id);
    if etat_cer(&cer).modifiable() && contenu == cer.saisie {
        return passage.laisser_sortir(objet, &passage.rubriques(), |_| garde(&cer, refuses)).await;
    }
    a_jour(cer.version, appel.version)?;
    if !etat_cer(&cer).modifiable() {
        return Err(Refus::Conflit(etat_cer(&cer).que_faire().into()));
    }
    let ecriture = passage.annoncer(objet).await?;
    let saisie_le = passage.app().horloge.maintenant();
    let valeurs = cer::ActiveModel { saisie: Set(contenu), saisie_le: Set(saisie_le), ..Default::default() };
    ecriture
        .accomplir(async {
            changer(passage.base(), &cer, valeurs).await?;
            Ok(BrouillonGarde { version: cer.version + 1, saisie_le, refuses })
        })
        .await
}

/// The draft as it is kept.
pub fn garde(cer: &cer::Model, refuses: Vec<ErreurChamp>) -> BrouillonGarde {
    BrouillonGarde { version: cer.version, saisie_le: cer.saisie_le, refuses }
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
