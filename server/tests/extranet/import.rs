//! From a flow of the caisse to what agents read over HTTP, on either engine.

use std::path::PathBuf;

use chrono::NaiveDate;
use reciproque_server::demo::flux::{Demande, generer};
use reciproque_server::depot::entite::{dossier, flux, personne};
use reciproque_server::flux::Options;
use reciproque_server::flux::importation::{Bilan, importer, importer_sous_trace};
use reciproque_shared::api::{ConsulterDossier, Rechercher};
use reciproque_shared::dossier::{FicheDossier, SaisieRecherche};
use reciproque_shared::habilitation::Rubrique;
use reciproque_shared::journal::Issue;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use tempfile::TempDir;

use crate::bac::Bac;

const FOYERS: usize = 40;

/// An invented flow on disk.
struct Fichier {
    chemin: PathBuf,
    _dossier: TempDir,
}

impl Fichier {
    fn inventer() -> Self {
        let dossier = tempfile::tempdir().unwrap();
        let chemin = dossier.path().join("flux.xml");
        let reference = NaiveDate::from_ymd_opt(2026, 10, 31).unwrap();
        let demande = Demande { foyers: FOYERS, graine: 5, reference };
        generer(demande, &mut std::fs::File::create(&chemin).unwrap()).unwrap();
        Self { chemin, _dossier: dossier }
    }

    async fn importer(&self, bac: &Bac) -> Bilan {
        let maintenant = bac.horloge.maintenant();
        importer(&bac.app.depot, &self.chemin, &Options::default(), maintenant, |_, _| {}).await.unwrap()
    }
}

/// Whatever other first names the flow gives, of adults and of children.
#[tokio::test(flavor = "multi_thread")]
async fn a_person_is_found_by_the_other_first_names_of_the_flow() {
    let bac = Bac::ouvrir().await;
    let fichier = Fichier::inventer();
    // Its letters are those of windows-1252, whose accented ones Unicode numbers alike.
    let texte: String = std::fs::read(&fichier.chemin).unwrap().into_iter().map(char::from).collect();
    let autre = texte.split("<PRENOM2>").nth(1).expect("a second first name").split('<').next().unwrap();
    fichier.importer(&bac).await;
    let dominique = bac.connecter("dominique").await;
    let saisie = SaisieRecherche { texte: autre.to_owned() };
    let lus = dominique.appeler::<Rechercher>((), saisie).await.unwrap();
    assert!(!lus.lignes.is_empty(), "nobody is found by {autre}");
}

/// While the server runs: announced, told as done, and a file that is refused is told as failed.
#[tokio::test(flavor = "multi_thread")]
async fn an_import_is_in_the_journal_beside_the_server_s_own_events() {
    let bac = Bac::ouvrir().await;
    bac.connecter("nadia").await;
    let commande = bac.journal_de_commande().await;
    let fichier = Fichier::inventer();
    let importer = async |options: Options| {
        let depot = (&bac.app.depot, &commande);
        importer_sous_trace(depot, &fichier.chemin, &options, &bac.horloge, |_, _| {}).await
    };
    importer(Options::default()).await.unwrap();
    importer(Options { departement: "67".parse().unwrap(), ..Options::default() }).await.unwrap_err();
    bac.connecter("paul").await;
    let evenements = bac.evenements().await;
    let mut imports: Vec<_> =
        evenements.iter().filter(|e| e.maillon.evenement.acte == "importer_flux").collect();
    imports.sort_by_key(|e| e.maillon.seq);
    let dits: Vec<_> =
        imports.iter().map(|e| (e.maillon.evenement.issue, e.maillon.evenement.lie_a)).collect();
    let depart = imports[0].maillon.seq;
    assert_eq!(
        dits,
        [
            (Issue::Annonce, None),
            (Issue::Reussi, Some(depart)),
            (Issue::Annonce, None),
            (Issue::Echoue, Some(depart + 2)),
        ]
    );
    let lu = flux::Entity::find().order_by_desc(flux::Column::Id).one(bac.base()).await.unwrap().unwrap();
    let objet = imports[0].maillon.evenement.objet.clone().unwrap();
    assert!(lu.empreinte.starts_with(objet.strip_prefix("flux:").unwrap()), "{objet}");
    assert_eq!(imports[0].maillon.evenement.agent, None);
    let bilans = bac.app.journal.verifier().await.unwrap();
    assert_eq!(bilans.len(), 2, "a chain for the server, one for the command");
    commande.fermer().await.unwrap();
}

/// The dossiers that the flow brought to a commune, with their demandeur.
async fn arrives(bac: &Bac, commune: &str) -> Vec<(dossier::Model, personne::Model)> {
    let mut arrives = Vec::new();
    let dossiers = dossier::Entity::find()
        .filter(dossier::Column::Commune.eq(commune))
        .filter(dossier::Column::NumeroDemande.starts_with("100000"))
        .order_by_asc(dossier::Column::Id);
    for dossier in dossiers.all(bac.base()).await.unwrap() {
        let demandeur = personne::Entity::find()
            .filter(personne::Column::DossierId.eq(dossier.id))
            .filter(personne::Column::Role.eq("DEM"));
        arrives.push((dossier, demandeur.one(bac.base()).await.unwrap().unwrap()));
    }
    arrives
}

#[tokio::test(flavor = "multi_thread")]
async fn what_the_flow_says_is_read_by_who_may() {
    let bac = Bac::ouvrir().await;
    let bilan = Fichier::inventer().importer(&bac).await;
    assert_eq!((bilan.crees, bilan.rejetes), (FOYERS as u32, 0), "{bilan}");
    // the sandbox has two CTSA of one commune each: the others are told, and nothing else is
    assert!(bilan.alertes.iter().all(|alerte| alerte.contains("d'aucune CTSA")), "{bilan}");
    let (hugo, irene) = (bac.connecter("hugo").await, bac.connecter("irene").await);
    let mulhouse = arrives(&bac, "68224").await;
    assert!(mulhouse.len() > 5, "{}", mulhouse.len());
    for (dossier, demandeur) in &mulhouse {
        let fiche = hugo.appeler::<ConsulterDossier>(dossier.id, ()).await.unwrap();
        complete(&fiche, dossier, demandeur);
        assert!(irene.appeler::<ConsulterDossier>(dossier.id, ()).await.is_err(), "of another territory");
    }
    let texte = format!("{} {}", mulhouse[0].1.nom.to_lowercase(), mulhouse[0].1.prenom.to_lowercase());
    let trouves = hugo.appeler::<Rechercher>((), SaisieRecherche { texte }).await.unwrap();
    assert!(trouves.lignes.iter().any(|ligne| ligne.dossier == mulhouse[0].0.id));
}

/// Every rubrique that the flow feeds is there, in words, and the NIR is masked.
fn complete(fiche: &FicheDossier, dossier: &dossier::Model, demandeur: &personne::Model) {
    assert_eq!(fiche.date_flux, Some(dossier.date_reference));
    assert!(fiche.famille.is_some() && fiche.rsa.is_some() && fiche.sanctions.is_some());
    let adresses = fiche.adresses.as_ref().unwrap();
    assert_eq!(
        (adresses[0].rang.as_str(), adresses[0].commune.as_deref()),
        ("Adresse actuelle", Some("Mulhouse"))
    );
    let droits = fiche.droits.as_ref().unwrap();
    assert_eq!(droits.numero_demande, dossier.numero_demande);
    let adulte = fiche.adultes.iter().find(|adulte| adulte.id == demandeur.id).unwrap();
    let identite = adulte.identite.as_ref().unwrap();
    assert_eq!(identite.nom, demandeur.nom);
    assert_eq!(identite.nir_masque.is_some(), demandeur.nir.is_some());
    assert!(!adulte.activites.as_ref().unwrap().is_empty());
    assert!(fiche.rubriques_ouvertes.contains(&Rubrique::Droits));
    let inconnu = format!("{fiche:?}");
    assert!(!inconnu.contains("code inconnu"), "{inconnu}");
    assert!(demandeur.nir.as_ref().is_none_or(|nir| !inconnu.contains(nir)), "the NIR leaks");
}

#[tokio::test(flavor = "multi_thread")]
async fn reading_a_file_again_changes_nothing_and_forgets_nobody() {
    let bac = Bac::ouvrir().await;
    let fichier = Fichier::inventer();
    let bilan = fichier.importer(&bac).await;
    assert_eq!(bilan.absents, Some(5), "the foyers that were there stay");
    let avant = (contenu(&bac).await, bac.connecter("nadia").await);
    let bilan = fichier.importer(&bac).await;
    assert_eq!((bilan.inchanges, bilan.crees, bilan.changes), (FOYERS as u32, 0, 0), "{bilan}");
    assert_eq!(contenu(&bac).await, avant.0);
    avant.1.appeler::<ConsulterDossier>(bac.gens.keller.dossier, ()).await.unwrap();
}

async fn contenu(bac: &Bac) -> (Vec<dossier::Model>, Vec<personne::Model>) {
    let dossiers = dossier::Entity::find().order_by_asc(dossier::Column::Id).all(bac.base()).await.unwrap();
    let personnes =
        personne::Entity::find().order_by_asc(personne::Column::Id).all(bac.base()).await.unwrap();
    (dossiers, personnes)
}
