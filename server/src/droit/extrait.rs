//! The access extract: everything that the product holds about one person in one dossier,
//! and who consulted it (decision 018).

use chrono::{Months, NaiveDate};
use reciproque_shared::api::ProduireExtrait;
use reciproque_shared::cer::fiche::FicheCer;
use reciproque_shared::dossier::{EtatRecu, FicheDossier};
use reciproque_shared::droit::{BrouillonExtrait, ExtraitAcces, FicheDemande, ReceptionExtraite};
use reciproque_shared::personne::Nir;
use reciproque_shared::personne::RolePersonne;
use reciproque_shared::rendez_vous::fiche::FicheRendezVous;
use sea_orm::DbErr;

use super::consultations::Sujet;
use super::lecture::{fiche, trouver};
use super::rectification::ouverte;
use crate::cer;
use crate::depot::entite::{self, brouillon_rendez_vous, demande_droit, dossier_flux, personne};
use crate::dossier::reunir;
use crate::france_travail;
use crate::garde::lecture::{
    self, Signee, dependantes_des, hors_perimetre, lisibles_des, personne_concernee,
};
use crate::garde::{Objet, Passage, Traced};
use crate::http::routeur::AppelRecu;
use crate::instruction;
use crate::parcours;
use crate::refus::Refus;
use crate::rendez_vous;

/// `GET /demandes/{demande}/extrait`
pub async fn produire(
    passage: Passage,
    appel: AppelRecu<ProduireExtrait>,
) -> Result<Traced<ExtraitAcces>, Refus> {
    let lue = trouver(&passage, appel.chemin).await?;
    ouverte(&passage, &lue).await?;
    let personne = lecture::personne_accompagnee(&passage, lue.personne_id).await?;
    let dossier = dossier(&passage, &personne).await?;
    let cer = contrats(&passage, &personne).await?;
    let rendez_vous = rendez_vous(&passage, &personne).await?;
    let demandes = demandes(&passage, &personne).await?;
    let anciennes = anciennes(&passage, &personne).await?;
    let instructions = instruction::fils(passage.base(), &personne, &passage.app().regles).await?;
    let sujet = Sujet::new(&personne, &anciennes, &cer, &rendez_vous, &demandes, &instructions);
    let extrait = ExtraitAcces {
        demande: lue.id,
        personne: personne_concernee(&personne),
        nir: personne.nir.as_deref().and_then(|nir| Nir::lire(nir).ok()).map(|nir| nir.complet()),
        autres_dossiers: autres_dossiers(&passage, &personne).await?,
        dossier,
        receptions: receptions(&passage, &personne).await?,
        brouillons: brouillons(&passage, &personne).await?,
        motifs: sujet.motifs(&passage).await?,
        consultations: sujet.consultations(&passage).await?,
        cer,
        rendez_vous,
        orientations: parcours::orientations_suivies(passage.base(), &personne).await?,
        decisions: parcours::decisions(passage.base(), &personne).await?,
        reorientations: parcours::reorientation::Reorientations::de(passage.base(), &personne)
            .await?
            .fils(&passage.app().regles),
        ecarts: france_travail::etapes(passage.base(), &personne).await?,
        instructions,
        demandes,
        traces_depuis: traces_depuis(&passage),
        etabli_le: passage.app().horloge.maintenant(),
    };
    passage.laisser_sortir(Objet::new("demande", lue.id), &passage.rubriques(), |_| extrait).await
}

fn traces_depuis(passage: &Passage) -> NaiveDate {
    let jour = passage.app().horloge.aujourdhui();
    jour.checked_sub_months(Months::new(passage.app().reglages.traces.mois())).unwrap_or(jour)
}

/// The dossier with this person alone: the other adult is not in it, even one who asked too.
async fn dossier(passage: &Passage, personne: &personne::Model) -> Result<FicheDossier, Refus> {
    let dossier = lecture::dossier_visible(passage, passage.base(), personne.dossier_id).await?;
    // What is handed over is everything that is held, or it is not handed over.
    if let Some(fermee) = passage.source_fermee(&dossier.fonorg) {
        let message =
            format!("{}. Établissez l’extrait à ces heures : il serait incomplet.", fermee.en_mots());
        return Err(Refus::Conflit(message));
    }
    reunir(passage, dossier, vec![personne.clone()], &passage.rubriques()).await
}

/// The same person in other dossiers: who left a foyer has a dossier of their own since.
async fn autres_dossiers(passage: &Passage, personne: &personne::Model) -> Result<u64, Refus> {
    let Some(nir) = &personne.nir else { return Ok(0) };
    let autres = hors_perimetre::<personne::Entity>("counted: the officer is told that there are others")
        .et("personne.nir = ?")
        .avec(nir.as_str())
        .et("personne.id <> ?")
        .avec(personne.id);
    let nombre: Option<(i64,)> = autres.ensemble(passage.base(), "COUNT(*)".into()).await?;
    Ok(nombre.map_or(0, |(nombre,)| nombre.unsigned_abs()))
}

/// The lines that the person left behind in the dossiers of former requests.
async fn anciennes(passage: &Passage, personne: &personne::Model) -> Result<Vec<personne::Model>, DbErr> {
    hors_perimetre::<personne::Entity>("the same person, under a former request")
        .et("personne.suite_id = ?")
        .avec(personne.id)
        .toutes(passage.base(), "")
        .await
}

/// What each flow told of the right, as long as it was about this person.
async fn receptions(passage: &Passage, personne: &personne::Model) -> Result<Vec<ReceptionExtraite>, Refus> {
    if !RolePersonne::du_code(&personne.role).is_some_and(RolePersonne::est_adulte_accompagne) {
        return Ok(Vec::new());
    }
    let lus = dependantes_des::<dossier_flux::Entity, _>([personne])
        .toutes(passage.base(), " ORDER BY dossier_flux.date_reference DESC")
        .await?;
    let le_concerne = |lu: &dossier_flux::Model| personne.partie_le.is_none_or(|le| lu.date_reference < le);
    let lire = |lu: dossier_flux::Model| ReceptionExtraite {
        date_reference: lu.date_reference,
        etat: EtatRecu::new(lu.etat),
    };
    Ok(lus.into_iter().filter(le_concerne).map(lire).collect())
}

async fn contrats(passage: &Passage, personne: &personne::Model) -> Result<Vec<FicheCer>, Refus> {
    let mut lus = Vec::new();
    for lu in cer::des_personnes(passage, passage.base(), [personne]).await? {
        lus.push(cer::relire(passage, &lu.cer).await?);
    }
    Ok(lus)
}

/// Whole, with their notes and where they were before; the latest first.
async fn rendez_vous(passage: &Passage, personne: &personne::Model) -> Result<Vec<FicheRendezVous>, Refus> {
    let lus = lisibles_des::<entite::rendez_vous::Entity, _>([personne])
        .toutes(passage.base(), " ORDER BY rendez_vous.debut DESC")
        .await?;
    let mut fiches = Vec::new();
    for lu in lus {
        fiches.push(rendez_vous::relire(passage, &lu).await?);
    }
    Ok(fiches)
}

/// What agents are typing, and nobody else reads.
async fn brouillons(passage: &Passage, personne: &personne::Model) -> Result<Vec<BrouillonExtrait>, Refus> {
    let lus = lisibles_des::<brouillon_rendez_vous::Entity, _>([personne])
        .signees(passage.base(), " ORDER BY brouillon_rendez_vous.saisie_le DESC")
        .await?;
    let lire = |Signee { ligne, organisation, .. }: Signee<brouillon_rendez_vous::Model>| {
        Ok(BrouillonExtrait {
            organisation,
            saisie: serde_json::from_str(&ligne.saisie)?,
            depart: ligne.depart.as_deref().map(serde_json::from_str).transpose()?,
            saisie_le: ligne.saisie_le,
        })
    };
    lus.into_iter().map(lire).collect()
}

/// The requests of the person with each step and each datum rectified, the latest first.
async fn demandes(passage: &Passage, personne: &personne::Model) -> Result<Vec<FicheDemande>, Refus> {
    let lues = lisibles_des::<demande_droit::Entity, _>([personne])
        .toutes(passage.base(), " ORDER BY demande_droit.id DESC")
        .await?;
    let mut fiches = Vec::new();
    for lue in lues {
        // What may be rectified is in the extract already, each in its place.
        fiches.push(FicheDemande { donnees: Vec::new(), ..fiche(passage, lue).await? });
    }
    Ok(fiches)
}
