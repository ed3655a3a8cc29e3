//! What came of a rendez-vous; postponed, it is followed by the next one.

use reciproque_shared::api::RenseignerRendezVous;
use reciproque_shared::rendez_vous::fiche::{ReponseRendezVous, SaisieStatut};
use reciproque_shared::rendez_vous::{RendezVous, lire_statut};
use sea_orm::ActiveValue::Set;

use super::brouillon;
use super::chevauchement::{Place, chevauchements, place_libre, retenir};
use super::colonnes::statut;
use super::ecriture::{a_ecrire, ajouter, changer, etape};
use super::lecture::trouver;
use super::saisie::{enregistre, referent};
use crate::attente;
use crate::depot::entite::{personne, rendez_vous};
use crate::depot::verrou;
use crate::garde::{Objet, Passage, Traced};
use crate::http::routeur::AppelRecu;
use crate::refus::Refus;

/// `POST /rendez-vous/{rendez_vous}/statut`
pub async fn renseigner(
    passage: Passage,
    appel: AppelRecu<RenseignerRendezVous>,
) -> Result<Traced<ReponseRendezVous>, Refus> {
    let ligne = trouver(&passage, appel.chemin).await?;
    a_ecrire(&passage, &ligne, appel.version)?;
    let voulu = appel.corps;
    let maintenant = passage.app().horloge.locale();
    let report = lire_statut(statut(&ligne), ligne.debut, voulu.statut, voulu.report.as_ref(), maintenant)
        .map_err(Refus::Invalide)?;
    let objet = Objet::new("rendez_vous", ligne.id);
    let Some(report) = report else { return ecrire(passage, objet, ligne, voulu, None).await };
    let referent = referent(&passage, report.referent(), ligne.referent_id, "report.referent").await?;
    let place = Place { personne: ligne.personne_id, referent, sauf: Some(ligne.id) };
    let accepte = voulu.report.as_ref().is_some_and(|report| report.malgre_chevauchement);
    let ailleurs = chevauchements(&passage, passage.base(), &place, &report).await?;
    if !ailleurs.is_empty() && !accepte {
        return retenir(&passage, objet, ailleurs).await;
    }
    ecrire(passage, objet, ligne, voulu, Some((report, place, accepte))).await
}

async fn ecrire(
    passage: Passage,
    objet: Objet,
    ligne: rendez_vous::Model,
    voulu: SaisieStatut,
    report: Option<(RendezVous, Place, bool)>,
) -> Result<Traced<ReponseRendezVous>, Refus> {
    let ecriture = passage.annoncer(objet).await?;
    let personne = ligne.personne_id;
    ecriture
        .creer(async {
            verrou::tenir::<personne::Entity>(passage.base(), personne).await?;
            if let Some((report, place, accepte)) = &report {
                place_libre(&passage, passage.base(), place, (report, *accepte)).await?;
            }
            let statut = Set(voulu.statut.code().to_owned());
            let valeurs = rendez_vous::ActiveModel { statut, ..Default::default() };
            changer(passage.base(), &ligne, valeurs).await?;
            etape(&passage, passage.base(), (ligne.id, voulu.statut), None).await?;
            if let Some((report, Place { referent, .. }, _)) = report {
                ajouter(&passage, personne, (&report, referent), Some(ligne.id)).await?;
            }
            brouillon::oublier_changements(&passage, ligne.id).await?;
            attente::reecrire(passage.base(), &passage.app().regles, &[personne]).await?;
            Ok((ligne.id, enregistre(&passage, &ligne).await?))
        })
        .await
}
