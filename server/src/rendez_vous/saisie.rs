//! Entering a rendez-vous, and changing one that is still planned.

use reciproque_shared::api::{CreerRendezVous, ModifierRendezVous};
use reciproque_shared::erreur::ErreurChamp;
use reciproque_shared::rendez_vous::fiche::ReponseRendezVous;
use reciproque_shared::rendez_vous::{Changement, RendezVous};

use super::brouillon::{self, Sujet};
use super::chevauchement::{Place, chevauchements, place_libre, retenir};
use super::colonnes::{colonnes, statut};
use super::ecriture::{a_ecrire, ajouter, changer, etape};
use super::lecture::{relire, trouver};
use crate::attente;
use crate::depot::entite::rendez_vous;
use crate::equipe;
use crate::garde::lecture;
use crate::garde::{Objet, Passage, Traced};
use crate::http::routeur::AppelRecu;
use crate::refus::Refus;

/// `POST /personnes/{personne}/rendez-vous`
pub async fn creer(
    passage: Passage,
    appel: AppelRecu<CreerRendezVous>,
) -> Result<Traced<ReponseRendezVous>, Refus> {
    let personne = lecture::personne_recue(&passage, appel.chemin).await?;
    let lu = RendezVous::lire(&appel.corps, passage.app().horloge.locale()).map_err(Refus::Invalide)?;
    let referent = referent(&passage, lu.referent(), passage.agent().id, "referent").await?;
    let place = Place { personne: personne.id, referent, sauf: None };
    let accepte = appel.corps.malgre_chevauchement;
    let ailleurs = chevauchements(&passage, passage.base(), &place, &lu).await?;
    let objet = Objet::new("personne", personne.id);
    if !ailleurs.is_empty() && !accepte {
        return retenir(&passage, objet, ailleurs).await;
    }
    let ecriture = passage.annoncer(objet).await?;
    ecriture
        .creer(async {
            place_libre(&passage, passage.base(), &place, (&lu, accepte)).await?;
            let ligne = ajouter(&passage, personne.id, (&lu, referent), None).await?;
            brouillon::oublier(&passage, &Sujet::Nouveau(personne.id)).await?;
            attente::reecrire(passage.base(), &passage.app().regles, &[personne.id]).await?;
            Ok((ligne.id, enregistre(&passage, &ligne).await?))
        })
        .await
}

/// `PUT /rendez-vous/{rendez_vous}`
pub async fn modifier(
    passage: Passage,
    appel: AppelRecu<ModifierRendezVous>,
) -> Result<Traced<ReponseRendezVous>, Refus> {
    let ligne = trouver(&passage, appel.chemin).await?;
    a_ecrire(&passage, &ligne, appel.version)?;
    if !statut(&ligne).modifiable() {
        return Err(Refus::Conflit(
            "Ce rendez-vous a déjà un résultat : corrigez son résultat, ou saisissez un nouveau rendez-vous."
                .into(),
        ));
    }
    let lu = RendezVous::lire(&appel.corps, passage.app().horloge.locale()).map_err(Refus::Invalide)?;
    let referent = referent(&passage, lu.referent(), ligne.referent_id, "referent").await?;
    let place = Place { personne: ligne.personne_id, referent, sauf: Some(ligne.id) };
    let accepte = appel.corps.malgre_chevauchement;
    let ailleurs = chevauchements(&passage, passage.base(), &place, &lu).await?;
    let objet = Objet::new("rendez_vous", ligne.id);
    if !ailleurs.is_empty() && !accepte {
        return retenir(&passage, objet, ailleurs).await;
    }
    let ecriture = passage.annoncer(objet).await?;
    ecriture
        .accomplir(async {
            place_libre(&passage, passage.base(), &place, (&lu, accepte)).await?;
            changer(passage.base(), &ligne, colonnes(&lu, referent)?).await?;
            etape(&passage, passage.base(), (ligne.id, statut(&ligne)), Some(&ligne)).await?;
            attente::reecrire(passage.base(), &passage.app().regles, &[ligne.personne_id]).await?;
            let reponse = enregistre(&passage, &ligne).await?;
            brouillon::oublier(&passage, &Sujet::Change(Box::new(ligne), Changement::Modification)).await?;
            Ok(reponse)
        })
        .await
}

/// The agent who receives: the one chosen in the team, else `usuel`.
///
/// # Errors
/// `Invalide` on `champ` when the one chosen may not accompany.
pub async fn referent(passage: &Passage, choisi: Option<i64>, usuel: i64, champ: &str) -> Result<i64, Refus> {
    let Some(choisi) = choisi.filter(|choisi| *choisi != usuel) else { return Ok(usuel) };
    let base = passage.base();
    if equipe::accompagnent(passage, base).await?.iter().any(|agent| agent.id == choisi) {
        return Ok(choisi);
    }
    Err(Refus::Invalide(vec![ErreurChamp::new(
        champ,
        "referent_hors_equipe",
        "Choisissez dans la liste un référent de votre équipe.",
    )]))
}

/// Answers again with the rendez-vous that the same intention wrote.
///
/// # Errors
/// `Introuvable` when it left the scope since.
pub async fn retrouver(passage: Passage, id: i64) -> Result<Traced<ReponseRendezVous>, Refus> {
    let ligne = trouver(&passage, id).await?;
    let reponse = enregistre(&passage, &ligne).await?;
    passage.laisser_sortir(Objet::new("rendez_vous", id), &passage.rubriques(), |_| reponse).await
}

/// The rendez-vous as it is now.
pub async fn enregistre(passage: &Passage, ligne: &rendez_vous::Model) -> Result<ReponseRendezVous, Refus> {
    let fiche = relire(passage, ligne).await?;
    Ok(ReponseRendezVous { enregistre: Some(fiche), chevauchements: Vec::new() })
}
