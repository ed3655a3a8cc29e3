//! The access extract: everything that the product holds about one person, and who
//! consulted it — the organisation, the profil, the instant, not the agent's name
//! (decision 018).

use chrono::{Months, NaiveDate};
use reciproque_shared::api::ProduireExtrait;
use reciproque_shared::date::a_paris;
use reciproque_shared::dossier::FicheDossier;
use reciproque_shared::droit::{ConsultationExtraite, ExtraitAcces};
use reciproque_shared::fiche_cer::FicheCer;
use reciproque_shared::fiche_rendez_vous::LigneRendezVous;
use reciproque_shared::habilitation::{Acte, Profil};
use reciproque_shared::journal::{Evenement, Issue};
use reciproque_shared::personne::Nir;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use super::lecture::trouver;
use super::rectification::ouverte;
use crate::cer;
use crate::dossier::{noms_organisations, personne_concernee, requete, reunir};
use crate::guard::{Objet, Passage, Traced};
use crate::journal::Filtre;
use crate::refus::Refus;
use crate::rendez_vous::lignes_rendez_vous;
use crate::routeur::Demande;
use crate::store::entite::{demande_droit, personne};

/// Events read about the person; beyond, the extract says that there are more.
const CONSULTATIONS_MAX: u32 = 2_000;

/// `GET /demandes/{demande}/extrait`
pub async fn produire(
    passage: Passage,
    demande: Demande<ProduireExtrait>,
) -> Result<Traced<ExtraitAcces>, Refus> {
    let lue = trouver(&passage, demande.chemin).await?;
    ouverte(&passage, &lue).await?;
    let personne = requete::personne_accompagnee(&passage, lue.personne_id).await?;
    let dossier = dossier(&passage, &personne).await?;
    let cer = contrats(&passage, personne.id).await?;
    let rendez_vous =
        lignes_rendez_vous(&passage, &[personne.id]).await?.remove(&personne.id).unwrap_or_default();
    let (consultations, consultations_tronquees) =
        consultations(&passage, &personne, &cer, &rendez_vous).await?;
    let extrait = ExtraitAcces {
        demande: lue.id,
        personne: personne_concernee(&personne),
        nir: personne.nir.as_deref().and_then(|nir| Nir::lire(nir).ok()).map(|nir| nir.complet()),
        dossier,
        cer,
        rendez_vous,
        consultations,
        consultations_tronquees,
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
    let dossier = requete::dossier_visible(passage, personne.dossier_id).await?;
    reunir(passage, dossier, vec![personne.clone()], &passage.rubriques()).await
}

async fn contrats(passage: &Passage, personne: i64) -> Result<Vec<FicheCer>, Refus> {
    let mut lus = Vec::new();
    for modele in cer::modeles(passage, &[personne]).await? {
        lus.push(cer::relire(passage, modele.id).await?);
    }
    Ok(lus)
}

/// Views of the person, of the dossier, of each contract, rendez-vous and request, the latest
/// first.
async fn consultations(
    passage: &Passage,
    personne: &personne::Model,
    cer: &[FicheCer],
    rendez_vous: &[LigneRendezVous],
) -> Result<(Vec<ConsultationExtraite>, bool), Refus> {
    let mut objets = vec![format!("personne:{}", personne.id), format!("dossier:{}", personne.dossier_id)];
    objets.extend(cer.iter().map(|cer| format!("cer:{}", cer.id)));
    objets.extend(rendez_vous.iter().map(|rdv| format!("rendez_vous:{}", rdv.id)));
    let base = passage.app().depot.lecture();
    let demandes = demande_droit::Entity::find().filter(demande_droit::Column::PersonneId.eq(personne.id));
    objets.extend(demandes.all(base).await?.iter().map(|demande| format!("demande:{}", demande.id)));
    let filtre = Filtre { objets: Some(objets), limite: CONSULTATIONS_MAX, ..Filtre::default() };
    let lus = passage.app().journal.lire(&filtre).await?;
    let tronquees = lus.len() == CONSULTATIONS_MAX as usize;
    // What was read of the foyer once the person had left was not about them.
    let du_foyer = format!("dossier:{}", personne.dossier_id);
    let concerne = |e: &Evenement| {
        let apres = personne.partie_le.is_some_and(|parti| a_paris(e.instant).date() > parti);
        a_vu(e) && !(apres && e.objet.as_deref() == Some(du_foyer.as_str()))
    };
    let lus: Vec<Evenement> = lus.into_iter().map(|i| i.maillon.evenement).filter(concerne).collect();
    let noms = noms_organisations(base, lus.iter().filter_map(|e| e.organisation)).await?;
    let lire = |e: Evenement| ConsultationExtraite {
        instant: e.instant,
        organisation: e.organisation.and_then(|id| noms.get(&id).cloned()).unwrap_or_default(),
        profil: libelle(e.profil.as_deref().and_then(Profil::du_code).map(Profil::libelle), &e.profil),
        acte: libelle(Acte::du_code(&e.acte).map(Acte::libelle), &Some(e.acte.clone())),
    };
    Ok((lus.into_iter().map(lire).collect(), tronquees))
}

/// Something was read or written: a refusal showed nothing.
fn a_vu(evenement: &Evenement) -> bool {
    matches!(evenement.issue, Issue::Reussi | Issue::Annonce)
}

fn libelle(connu: Option<&'static str>, code: &Option<String>) -> String {
    connu.map_or_else(|| code.clone().unwrap_or_default(), str::to_owned)
}
