//! Traces for those entitled: one's own, those of one's organisation, all of them for the
//! data-protection officer. Each reading is itself traced.

mod etat;
mod export;
mod filtre;
mod incident;
mod ligne;
mod mois_clos;
mod mots;
mod noms;
mod statistiques;
pub mod tetes;

use reciproque_shared::api::{ConsulterMesConsultations, ConsulterTraces, ConsulterTracesDossier};
use reciproque_shared::trace::{
    Curseur, EXTRAIT_MAX, ExtraitDossier, OrganisationLue, PageTraces, PeriodeTraces, TRACES_PAR_PAGE,
};
use sea_orm::{DbErr, EntityTrait, QueryOrder};

pub use etat::{consulter_etat, verifier as verifier_journal};
pub use export::exporter;
pub use incident::{confronter, constater, incidents};
pub use noms::Noms;
pub use statistiques::{consulter_statistiques, est_refus};

use crate::depot::entite::organisation;
use crate::garde::lecture::dossier_visible;
use crate::garde::{Objet, Passage, Traced};
use crate::http::routeur::AppelRecu;
use crate::journal::{Filtre, Inscription};
use crate::refus::Refus;
use ligne::Regard;

/// `POST /mes-consultations`: what the agent opened, entered and was refused.
pub async fn mes_consultations(
    passage: Passage,
    appel: AppelRecu<ConsulterMesConsultations>,
) -> Result<Traced<PageTraces>, Refus> {
    let saisie = appel.corps;
    let jour = passage.app().horloge.aujourdhui();
    let periode = PeriodeTraces::lire(&saisie.du, &saisie.au, jour).map_err(Refus::Invalide)?;
    let filtre = Filtre {
        agent: Some(passage.agent().id),
        apres: saisie.apres,
        limite: TRACES_PAR_PAGE,
        ..filtre::sur_periode(periode)
    };
    let (lues, suite) = page(&passage, filtre).await?;
    let traces = ligne::charger(&passage, lues, Regard::Soi).await?;
    let page = PageTraces { traces, suite, organisations: Vec::new() };
    passage.laisser_sortir(Objet::aucun(), &passage.rubriques(), |_| page).await
}

/// `POST /traces`
pub async fn consulter(
    passage: Passage,
    appel: AppelRecu<ConsulterTraces>,
) -> Result<Traced<PageTraces>, Refus> {
    let (filtre, objet) = filtre::construire(&passage, &appel.corps, TRACES_PAR_PAGE).await?;
    let (lues, suite) = page(&passage, filtre).await?;
    let traces = ligne::charger(&passage, lues, Regard::de(&passage)).await?;
    let page = PageTraces { traces, suite, organisations: organisations(&passage).await? };
    passage.laisser_sortir(objet, &[], |_| page).await
}

/// `POST /dossiers/{dossier}/traces`: who consulted this dossier, to be printed.
pub async fn du_dossier(
    passage: Passage,
    appel: AppelRecu<ConsulterTracesDossier>,
) -> Result<Traced<ExtraitDossier>, Refus> {
    let app = passage.app();
    let dossier = dossier_visible(&passage, passage.base(), appel.chemin).await?;
    let (saisie, jour) = (appel.corps, app.horloge.aujourdhui());
    let periode = PeriodeTraces::lire(&saisie.du, &saisie.au, jour).map_err(Refus::Invalide)?;
    let filtre = Filtre {
        objets: Some(noms::objets_du_dossier(passage.base(), dossier.id).await?),
        limite: EXTRAIT_MAX + 1,
        ..filtre::sur_periode(periode)
    };
    let mut lues = app.journal.chercher(&filtre).await?;
    let tronque = lues.len() > EXTRAIT_MAX as usize;
    lues.truncate(EXTRAIT_MAX as usize);
    let traces = ligne::charger(&passage, lues, Regard::Delegue).await?;
    let (etabli_a, conservation_mois) = (app.horloge.maintenant(), app.reglages.traces.mois());
    let (PeriodeTraces { du, au }, numero) = (periode, dossier.numero_demande);
    passage
        .laisser_sortir(Objet::new("dossier", dossier.id), &[], |trace| ExtraitDossier {
            numero,
            du,
            au,
            etabli_a,
            traces,
            tronque,
            conservation_mois,
            trace,
        })
        .await
}

/// A page, and where the next one begins.
async fn page(passage: &Passage, filtre: Filtre) -> Result<(Vec<Inscription>, Option<Curseur>), Refus> {
    let taille = filtre.limite as usize;
    let mut lues = passage.app().journal.chercher(&Filtre { limite: filtre.limite + 1, ..filtre }).await?;
    let reste = lues.len() > taille;
    lues.truncate(taille);
    let suite = lues.last().filter(|_| reste).map(Inscription::curseur);
    Ok((lues, suite))
}

/// The organisations among which one may choose.
async fn organisations(passage: &Passage) -> Result<Vec<OrganisationLue>, DbErr> {
    if !passage.agent().profil.traits().toutes_les_traces {
        return Ok(Vec::new());
    }
    let toutes = organisation::Entity::find().order_by_asc(organisation::Column::Nom);
    let lues = toutes.all(passage.base()).await?;
    Ok(lues.into_iter().map(|o| OrganisationLue { id: o.id, nom: o.nom }).collect())
}
