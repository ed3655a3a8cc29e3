//! The home page and its lists: what they hold is what the domain says, and a count is
//! always the length of its list.

pub mod population;
mod supervision;

use std::collections::BTreeSet;

use chrono::TimeDelta;
use reciproque_server::attente;
use reciproque_shared::accueil::{FileAttente, LIGNES_PAR_PAGE, LigneFile, PageFile, SaisieFile};
use reciproque_shared::api::{
    ConsulterAccueil, ConsulterDossier, ConsulterFile, ConsulterImports, CreerRendezVous, DeciderCer,
};
use reciproque_shared::attente::EtatEcheance;
use reciproque_shared::cer::{EtatCer, GesteCer, SaisieGeste};
use reciproque_shared::date;
use reciproque_shared::rendez_vous::SaisieRendezVous;
use reqwest::StatusCode;

use crate::bac::{Bac, Client};
use crate::cer::{decider, transmis};

async fn page(client: &Client, file: FileAttente, page: u32, equipe: bool) -> PageFile {
    client.appeler::<ConsulterFile>(file, SaisieFile { page, equipe }).await.unwrap()
}

/// The whole list, page after page.
async fn liste(client: &Client, file: FileAttente, equipe: bool) -> Vec<LigneFile> {
    let mut lignes = Vec::new();
    for rang in 0.. {
        let page = page(client, file, rang, equipe).await;
        let vide = page.lignes.is_empty();
        assert!(page.lignes.len() as u64 <= LIGNES_PAR_PAGE);
        lignes.extend(page.lignes);
        if vide {
            assert_eq!(page.total, lignes.len() as u64, "{file:?}");
            break;
        }
    }
    lignes
}

fn personnes(lignes: &[LigneFile]) -> BTreeSet<i64> {
    lignes.iter().map(|ligne| ligne.personne.personne).collect()
}

#[tokio::test]
async fn the_lists_hold_what_the_domain_says() {
    let bac = Bac::ouvrir().await;
    let attendu = population::installer(&bac, 160).await;
    let nadia = bac.connecter("nadia").await;
    let sans_cer = liste(&nadia, FileAttente::SansCer, true).await;
    assert_eq!(personnes(&sans_cer), attendu.sans_cer);
    assert!(sans_cer.len() as u64 > LIGNES_PAR_PAGE && sans_cer.len() < 140, "{}", sans_cer.len());
    assert_eq!(sans_cer.len(), attendu.sans_cer.len());
    assert!(sans_cer.iter().all(|ligne| ligne.date.is_some_and(|jour| jour < bac.horloge.aujourdhui())));
    let finissants = liste(&nadia, FileAttente::CerFinissant, true).await;
    assert_eq!(personnes(&finissants), attendu.finissants);
    assert!(finissants.len() > 3 && finissants.len() == attendu.finissants.len());
    let miens = personnes(&liste(&nadia, FileAttente::SansCer, false).await);
    assert_eq!(miens, attendu.sans_cer.intersection(&attendu.de_nadia).copied().collect());
    // Hugo's territory holds them all, and more.
    let hugo = bac.connecter("hugo").await;
    let chez_hugo = personnes(&liste(&hugo, FileAttente::SansCer, false).await);
    assert!(chez_hugo.is_superset(&attendu.sans_cer) && chez_hugo.len() > attendu.sans_cer.len());
    assert!(liste(&bac.connecter("irene").await, FileAttente::SansCer, false).await.len() == 1);
}

#[tokio::test]
async fn a_contract_that_ends_under_a_closed_right_calls_nobody() {
    let bac = Bac::ouvrir().await;
    let jour = bac.horloge.aujourdhui();
    let periode = (jour - TimeDelta::days(80), jour + TimeDelta::days(10));
    for personne in [bac.gens.keller.demandeur, bac.gens.muller.demandeur] {
        population::inserer(&bac, personne, EtatCer::Valide, periode, None).await;
    }
    attente::reconstruire(&bac.app.depot, &bac.app.regles).await.unwrap();
    let finissants = liste(&bac.connecter("nadia").await, FileAttente::CerFinissant, true).await;
    assert_eq!(personnes(&finissants), BTreeSet::from([bac.gens.keller.demandeur]));
}

#[tokio::test]
async fn each_count_is_the_length_of_its_list() {
    let bac = Bac::ouvrir().await;
    population::installer(&bac, 40).await;
    let nadia = bac.connecter("nadia").await;
    transmis(&nadia, bac.gens.keller.demandeur).await;
    crate::cer::ouvrir(&nadia, bac.gens.keller.demandeur).await.unwrap();
    for (prenom, attendues) in [("nadia", 10), ("hugo", 12), ("irene", 12)] {
        let client = bac.connecter(prenom).await;
        let accueil = client.appeler::<ConsulterAccueil>((), ()).await.unwrap();
        assert_eq!(accueil.files.len(), attendues, "{prenom}");
        for compte in accueil.files {
            let lignes = liste(&client, compte.file, false).await;
            assert_eq!(compte.nombre, lignes.len() as u64, "{prenom} {:?}", compte.file);
        }
    }
}

#[tokio::test]
async fn a_contract_goes_from_list_to_list() {
    let bac = Bac::ouvrir().await;
    let (nadia, hugo) = (bac.connecter("nadia").await, bac.connecter("hugo").await);
    let personne = bac.gens.keller.demandeur;
    let sans_cer = page(&nadia, FileAttente::SansCer, 0, false).await;
    assert_eq!(personnes(&sans_cer.lignes), BTreeSet::from([personne]));
    let cer = transmis(&nadia, personne).await;
    assert_eq!(page(&nadia, FileAttente::SansCer, 0, false).await.total, 0);
    let a_decider = page(&hugo, FileAttente::CerADecider, 0, false).await.lignes;
    assert_eq!((a_decider.len(), a_decider[0].cer), (1, Some(cer.id)));
    assert_eq!(a_decider[0].precision, "Premier contrat, ALSA");
    assert_eq!(page(&bac.connecter("irene").await, FileAttente::CerADecider, 0, false).await.total, 0);
    let motif = "Pièce manquante au contrat";
    let ajourne = decider(&hugo, &cer, GesteCer::Ajourner).await.unwrap();
    let a_completer = page(&nadia, FileAttente::CerACompleter, 0, false).await.lignes;
    assert_eq!((a_completer[0].cer, a_completer[0].precision.as_str()), (Some(ajourne.id), motif));
    let correction = crate::cer::faire(&nadia, &ajourne, GesteCer::Corriger).await.unwrap();
    assert_eq!(page(&nadia, FileAttente::CerACompleter, 0, false).await.total, 0);
    let brouillons = page(&nadia, FileAttente::Brouillons, 0, false).await.lignes;
    assert_eq!(brouillons[0].cer, Some(correction.id));
    // Nobody else's draft, whoever asks.
    assert_eq!(page(&bac.connecter("paul").await, FileAttente::Brouillons, 0, true).await.total, 0);
}

#[tokio::test]
async fn the_day_of_a_referent() {
    let bac = Bac::ouvrir().await;
    let (nadia, noe) = (bac.connecter("nadia").await, bac.connecter("noe").await);
    let a = |jours: i64, heure: &str| SaisieRendezVous {
        objet: "suivi".into(),
        date: date::court(bac.horloge.aujourdhui() + TimeDelta::days(jours)),
        heure: heure.into(),
        duree_minutes: "30".into(),
        canal: "visio".into(),
        ..SaisieRendezVous::default()
    };
    for (jours, heure) in [(0, "14h"), (0, "9h"), (1, "9h"), (-3, "9h")] {
        let cree =
            nadia.appeler::<CreerRendezVous>(bac.gens.keller.demandeur, a(jours, heure)).await.unwrap();
        assert!(cree.enregistre.is_some());
    }
    let accueil = nadia.appeler::<ConsulterAccueil>((), ()).await.unwrap();
    let heures: Vec<_> =
        accueil.rendez_vous_du_jour.iter().map(|r| date::affiche_heure(r.debut.time())).collect();
    assert_eq!(heures, ["9\u{a0}h", "14\u{a0}h"]);
    let passes = page(&nadia, FileAttente::RendezVousARenseigner, 0, false).await;
    let maintenant = bac.horloge.locale();
    assert!(passes.total >= 1 && passes.lignes.iter().all(|l| l.heure.is_some_and(|h| h <= maintenant)));
    let accueil = noe.appeler::<ConsulterAccueil>((), ()).await.unwrap();
    assert!(accueil.rendez_vous_du_jour.is_empty());
    assert_eq!(page(&noe, FileAttente::RendezVousDuJour, 0, false).await.total, 0);
    assert_eq!(page(&noe, FileAttente::RendezVousDuJour, 0, true).await.total, 2);
}

#[tokio::test]
async fn pole_emploi_finds_its_recent_views_and_no_list() {
    let bac = Bac::ouvrir().await;
    let claire = bac.connecter("claire").await;
    claire.appeler::<ConsulterDossier>(bac.gens.keller.dossier, ()).await.unwrap();
    let accueil = claire.appeler::<ConsulterAccueil>((), ()).await.unwrap();
    assert!(accueil.files.is_empty() && accueil.rendez_vous_du_jour.is_empty());
    let vus: Vec<_> = accueil.derniers_dossiers.iter().map(|ligne| ligne.dossier).collect();
    assert_eq!(vus, [bac.gens.keller.dossier]);
    for (prenom, file) in [("claire", FileAttente::SansCer), ("hugo", FileAttente::Brouillons)] {
        let client = bac.connecter(prenom).await;
        let refus = client.appeler::<ConsulterFile>(file, SaisieFile::default()).await.unwrap_err();
        assert_eq!(refus.statut, StatusCode::FORBIDDEN, "{prenom}");
    }
}

#[tokio::test]
async fn the_administrator_sees_the_flows_and_nobody_else_does() {
    let bac = Bac::ouvrir().await;
    let lus = bac.connecter("alain").await.appeler::<ConsulterImports>((), ()).await.unwrap();
    assert_eq!((lus.imports.len(), lus.imports[0].type_flux.as_str()), (1, "Flux mensuel"));
    // The sandbox's flow has no report: it was never read to its end.
    assert_eq!(lus.imports[0].alertes.len(), 1);
    let refus = bac.connecter("hugo").await.appeler::<ConsulterImports>((), ()).await.unwrap_err();
    assert_eq!(refus.statut, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn a_missed_deadline_is_told_in_the_dossier() {
    let bac = Bac::ouvrir().await;
    let (nadia, hugo) = (bac.connecter("nadia").await, bac.connecter("hugo").await);
    let echeances = async |dossier| {
        let fiche = nadia.appeler::<ConsulterDossier>(dossier, ()).await.unwrap();
        let demandeur = fiche.adultes.into_iter().next().unwrap();
        demandeur
            .parcours
            .unwrap()
            .attentes
            .into_iter()
            .map(|e| (e.libelle, e.etat.map_or("", EtatEcheance::code)))
            .collect::<Vec<_>>()
    };
    let dues = echeances(bac.gens.keller.dossier).await;
    assert!(dues.contains(&("Conclure le CER".into(), "depassee")), "{dues:?}");
    // A right that is closed asks nothing.
    assert!(echeances(bac.gens.muller.dossier).await.is_empty());
    let cer = transmis(&nadia, bac.gens.keller.demandeur).await;
    let valider = SaisieGeste::seul(GesteCer::Valider);
    hugo.appeler_sur::<DeciderCer>(cer.version, cer.id, valider).await.unwrap();
    let dues = echeances(bac.gens.keller.dossier).await;
    assert!(
        dues.iter().any(|(libelle, etat)| libelle.contains("renouveler") && *etat == "a_venir"),
        "{dues:?}"
    );
}
