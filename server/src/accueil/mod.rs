//! The home page: the work lists of a profil, each count opening its list.

mod condition;
mod file;
mod ligne;
mod partis;
mod supervision;

use reciproque_shared::accueil::{Accueil, CompteFile, FileAttente, PageFile};
use reciproque_shared::api::{ConsulterAccueil, ConsulterFile};
use reciproque_shared::habilitation::{Acte, allows};
use reciproque_shared::rendez_vous::fiche::LigneRendezVous;

use crate::alerte::compter_ouvertes;
use crate::cer::reglages;
use crate::dossier::derniers_dossiers;
use crate::droit;
use crate::garde::{Objet, Passage, Traced};
use crate::http::routeur::AppelRecu;
use crate::parcours::confies;
use crate::rapprochement;
use crate::refus::Refus;
use file::Selection;

/// `GET /accueil`
pub async fn consulter(passage: Passage, _: AppelRecu<ConsulterAccueil>) -> Result<Traced<Accueil>, Refus> {
    let profil = passage.agent().profil;
    let rendez_vous_du_jour = rendez_vous_du_jour(&passage).await?;
    let mut files = Vec::new();
    let comptes = file::compter(&passage, FileAttente::du_profil(profil)).await?;
    for file in FileAttente::du_profil(profil).iter().copied() {
        let nombre = comptes.get(&file).copied().unwrap_or_default();
        let horizon = (file == FileAttente::CerFinissant).then(|| reglages(passage.app()).alerte_fin);
        files.push(CompteFile { file, nombre, horizon_jours: horizon });
    }
    let derniers_dossiers = match allows(profil, Acte::Rechercher) {
        Some(_) => derniers_dossiers(&passage).await?,
        None => Vec::new(),
    };
    let alertes = match allows(profil, Acte::ConsulterAlertes) {
        Some(_) => Some(compter_ouvertes(passage.base()).await?),
        None => None,
    };
    let demandes = match allows(profil, Acte::ConsulterDemandes) {
        Some(_) => Some(droit::compter(&passage).await?),
        None => None,
    };
    let confies = match allows(profil, Acte::ConsulterConfies) {
        Some(_) => Some(confies::compter(&passage).await?),
        None => None,
    };
    let rapprochements = match allows(profil, Acte::ConsulterRapprochements) {
        Some(_) => Some(rapprochement::compter(&passage).await?),
        None => None,
    };
    let supervision = match allows(profil, Acte::Superviser) {
        Some(_) => supervision::comptes(&passage).await?,
        None => Vec::new(),
    };
    let accueil = Accueil {
        files,
        rendez_vous_du_jour,
        derniers_dossiers,
        alertes,
        demandes,
        confies,
        rapprochements,
        supervision,
    };
    passage.laisser_sortir(Objet::aucun(), &passage.rubriques(), |_| accueil).await
}

/// The whole day of the agent: the phone shows it first.
async fn rendez_vous_du_jour(passage: &Passage) -> Result<Vec<LigneRendezVous>, Refus> {
    let file = FileAttente::RendezVousDuJour;
    if !FileAttente::du_profil(passage.agent().profil).contains(&file) {
        return Ok(Vec::new());
    }
    let clefs = Selection::de(passage, file, false).await?.toutes().await?;
    ligne::rendez_vous(passage, &clefs).await
}

/// `POST /files/{file}`
pub async fn consulter_file(
    passage: Passage,
    appel: AppelRecu<ConsulterFile>,
) -> Result<Traced<PageFile>, Refus> {
    let (file, saisie) = (appel.chemin, appel.corps);
    if !FileAttente::du_profil(passage.agent().profil).contains(&file) {
        return Err(Refus::ActeInterdit);
    }
    let selection = Selection::de(&passage, file, saisie.equipe).await?;
    let total = selection.compter().await?;
    let clefs = selection.page(saisie.page).await?;
    let lignes = ligne::charger(&passage, file, &clefs).await?;
    let page = PageFile { file, total, page: saisie.page, lignes };
    passage.laisser_sortir(Objet::new("file", file.code()), &passage.rubriques(), |_| page).await
}
