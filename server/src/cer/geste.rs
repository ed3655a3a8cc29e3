//! What the structure does to its CER: sign, reopen, send, drop, take back, correct.

use reciproque_shared::api::{CorrigerCer, FaireGesteCer};
use reciproque_shared::cer::fiche::FicheCer;
use reciproque_shared::cer::{Acteur, CadreGeste, Cer, EtatCer, Geste, GesteCer, Sorte, transition};
use sea_orm::ActiveValue::{NotSet, Set};
use sea_orm::DbErr;

use super::brouillon::{Ouverture, place_libre};
use super::changement::{Etape, changer, verrouiller};
use super::contexte::{contexte_cer, etat_cer, saisie};
use super::lecture::{relire, repondre, trouver};
use super::saisie::de_la_structure;
use crate::depot::en_json;
use crate::depot::entite::cer;
use crate::depot::sql::Clause;
use crate::garde::lecture::lisibles_des;
use crate::garde::{Objet, Passage, Traced};
use crate::http::routeur::AppelRecu;
use crate::refus::{Refus, a_jour};
use crate::{attente, equipe};

/// `POST /cer/{cer}/gestes`
pub async fn faire_geste(
    passage: Passage,
    appel: AppelRecu<FaireGesteCer>,
) -> Result<Traced<FicheCer>, Refus> {
    let cer = trouver(&passage, appel.chemin).await?;
    de_la_structure(&passage, &cer)?;
    a_jour(cer.version, appel.version)?;
    let etat = transition(etat_cer(&cer), appel.corps.geste, Acteur::Structure)
        .map_err(|motif| Refus::Conflit(motif.message))?;
    let jour = passage.app().horloge.aujourdhui();
    // No gesture of the structure takes effect on a date nor follows an examination.
    let cadre = CadreGeste { aujourdhui: jour, periode: (jour, jour), examen_depuis: None };
    let geste = Geste::lire(&appel.corps, &cadre).map_err(Refus::Invalide)?;
    if geste.geste().ouvre_un_nouveau() {
        return Err(Refus::Conflit(
            "Une correction s’ouvre dans un nouveau brouillon : ouvrez-la d’abord.".into(),
        ));
    }
    let valeurs = match geste.geste() {
        GesteCer::Signer => signe(&passage, &cer).await?,
        GesteCer::Rouvrir => sans_contrat(&cer)?,
        _ => cer::ActiveModel::default(),
    };
    appliquer(passage, cer, geste, etat, valeurs).await
}

async fn appliquer(
    passage: Passage,
    cer: cer::Model,
    geste: Geste,
    etat: EtatCer,
    valeurs: cer::ActiveModel,
) -> Result<Traced<FicheCer>, Refus> {
    let ecriture = passage.annoncer(Objet::new("cer", cer.id)).await?;
    ecriture
        .accomplir(async {
            verrouiller(passage.base(), &cer).await?;
            if etat == EtatCer::Brouillon {
                place_libre(&passage, passage.base(), &cer).await?;
            }
            let valeurs = cer::ActiveModel { etat: Set(etat.code().to_owned()), ..valeurs };
            changer(passage.base(), &cer, valeurs).await?;
            let motif = geste.motif().map(|motif| motif.as_str());
            Etape { geste: geste.geste().code(), etat, motif, examen: None }
                .ecrire(&passage, passage.base(), cer.id)
                .await?;
            attente::reecrire(passage.base(), &passage.app().regles, &[cer.personne_id]).await?;
            relire(&passage, &cer).await
        })
        .await
}

/// What is signed is read in full: every rule of the contract holds from here on.
async fn signe(passage: &Passage, cer: &cer::Model) -> Result<cer::ActiveModel, Refus> {
    let base = passage.base();
    let contexte = contexte_cer(passage, base, cer, cer.organisation_id, Some(cer.id)).await?;
    let lu = Cer::lire(&saisie(cer)?, &contexte).map_err(Refus::Invalide)?;
    Ok(cer::ActiveModel {
        referent_id: lu.referent().map_or(NotSet, Set),
        avenant_de: Set(lu.avenant_de()),
        sorte: Set(Some(Sorte::code(lu.sorte()).to_owned())),
        forme: Set(Some(lu.forme().code().to_owned())),
        duree_mois: Set(lu.duree_mois().map(i32::try_from).transpose()?),
        debut: Set(Some(lu.debut())),
        fin: Set(Some(lu.fin())),
        ..Default::default()
    })
}

/// A reopened contract is a draft again: only what was typed remains, to be signed again.
fn sans_contrat(cer: &cer::Model) -> Result<cer::ActiveModel, Refus> {
    Ok(cer::ActiveModel {
        saisie: Set(en_json(&saisie(cer)?.a_resigner())?),
        avenant_de: Set(None),
        sorte: Set(None),
        forme: Set(None),
        duree_mois: Set(None),
        debut: Set(None),
        fin: Set(None),
        ..Default::default()
    })
}

/// `POST /cer/{cer}/correction`: a new draft that takes the typing over, to be signed again; the decided contract stays as
/// it is. Asked twice, it is the same draft.
pub async fn corriger(passage: Passage, appel: AppelRecu<CorrigerCer>) -> Result<Traced<FicheCer>, Refus> {
    let cer = trouver(&passage, appel.chemin).await?;
    de_la_structure(&passage, &cer)?;
    a_jour(cer.version, appel.version)?;
    transition(etat_cer(&cer), GesteCer::Corriger, Acteur::Structure)
        .map_err(|motif| Refus::Conflit(motif.message))?;
    if let Some(correction) = correction(&passage, &cer).await? {
        return repondre(&passage, &correction).await;
    }
    let saisie = saisie(&cer)?.a_resigner();
    let equipe = equipe::accompagnent(&passage, passage.base()).await?;
    let est_collegue = |id| equipe.iter().any(|collegue| collegue.id == id);
    let ouverture = Ouverture {
        personne: &cer,
        saisie: &saisie,
        referent: equipe::referent_de(&passage, passage.base(), &cer, est_collegue).await?,
        precedent: Some(cer.id),
        geste: GesteCer::Corriger.code(),
    };
    let ecriture = passage.annoncer(Objet::new("cer", cer.id)).await?;
    ecriture
        .creer(async {
            verrouiller(passage.base(), &cer).await?;
            place_libre(&passage, passage.base(), &cer).await?;
            let correction = ouverture.ecrire(&passage, passage.base()).await?;
            attente::reecrire(passage.base(), &passage.app().regles, &[cer.personne_id]).await?;
            let fiche = relire(&passage, &correction).await?;
            Ok((correction.id, fiche))
        })
        .await
}

/// The correction of a contract that was not dropped.
async fn correction(passage: &Passage, cer: &cer::Model) -> Result<Option<cer::Model>, DbErr> {
    lisibles_des::<cer::Entity, _>([cer])
        .et("cer.precedent_id = ?")
        .avec(cer.id)
        .et("cer.organisation_id = ?")
        .avec(passage.agent().organisation)
        .et("cer.etat NOT IN ")
        .puis(Clause::parmi([EtatCer::Abandonne, EtatCer::Annule].map(EtatCer::code)))
        .premiere(passage.base(), " ORDER BY cer.id DESC")
        .await
}
