//! What is sent to France Travail, and what it answers.

use std::path::Path;

use reciproque_server::france_travail::correspondance;
use reciproque_server::france_travail::envoi::{Options, exporter};
use reciproque_server::france_travail::reponses::{self, Retours};
use reciproque_shared::api::ConsulterDossier;
use reciproque_shared::france_travail::{CodeParcours, EnvoiLu, EtatEnvoi, Organisme};

use crate::bac::Bac;
use crate::bac::france_travail::vers_l_emploi;

async fn envoyer(bac: &Bac, refuses: bool) -> (usize, Vec<String>) {
    let vers = bac.lieux().donnees.join("orientations.csv");
    let options = Options { vers: &vers, correspondance: correspondance(None).unwrap(), refuses };
    let journal = bac.journal_de_commande().await;
    let nombre = exporter((&bac.app.depot, &journal), &options, &bac.horloge).await.unwrap();
    journal.fermer().await.unwrap();
    let texte = if nombre == 0 { String::new() } else { std::fs::read_to_string(&vers).unwrap() };
    (nombre, texte.lines().skip(1).map(str::to_owned).collect())
}

async fn repondre(bac: &Bac, reponses: &[(&str, &str, &str)]) -> Retours {
    let lignes: Vec<String> =
        reponses.iter().map(|(quoi, dite, motif)| format!("{quoi};{dite};{motif}")).collect();
    let chemin = bac.lieux().donnees.join("reponses.csv");
    std::fs::write(&chemin, format!("REFERENCE;REPONSE;MOTIF\n{}\n", lignes.join("\n"))).unwrap();
    lire(bac, &chemin).await
}

async fn lire(bac: &Bac, chemin: &Path) -> Retours {
    let journal = bac.journal_de_commande().await;
    let table = correspondance(None).unwrap();
    let retours = reponses::lire((&bac.app.depot, &journal), chemin, &table, &bac.horloge).await.unwrap();
    journal.fermer().await.unwrap();
    retours
}

/// The sendings about Sophie KELLER, as her référent reads them.
async fn envois(bac: &Bac) -> EnvoiLu {
    let nadia = bac.connecter("nadia").await;
    let fiche = nadia.appeler::<ConsulterDossier>(bac.gens.keller.dossier, ()).await.unwrap();
    fiche.adultes[0].parcours.as_ref().unwrap().france_travail.envoi.clone()
}

/// The reference of the line about Sophie KELLER.
fn reference(lignes: &[String]) -> String {
    let ligne = lignes.iter().find(|ligne| ligne.contains("KELLER;SOPHIE")).unwrap();
    ligne.split(';').next().unwrap().to_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn what_runs_is_sent_once_and_again_when_it_changes() {
    let bac = Bac::ouvrir().await;
    assert_eq!(envois(&bac).await.etat, Some(EtatEnvoi::AEnvoyer));
    let (nombre, lignes) = envoyer(&bac, false).await;
    assert_eq!(nombre, lignes.len());
    let lue = envois(&bac).await;
    assert_eq!((lue.etat, lue.envoyes.len()), (Some(EtatEnvoi::Envoye), 1));
    let envoye = &lue.envoyes[0];
    assert_eq!((envoye.parcours, envoye.organisme), (CodeParcours::Social, Organisme::Delegataire));
    assert_eq!(envoye.referent.as_deref(), Some("nadia ESSAI"));
    assert_eq!(envoyer(&bac, false).await.0, 0);
    vers_l_emploi(&bac, bac.gens.keller.demandeur).await;
    assert_eq!(envois(&bac).await.etat, Some(EtatEnvoi::AEnvoyer));
    let premiere = reference(&lignes);
    let (nombre, lignes) = envoyer(&bac, false).await;
    assert_eq!(nombre, 1);
    assert!(lignes[0].contains(";PED;"), "{}", lignes[0]);
    // The answer to the former one comes too late.
    let retours = repondre(&bac, &[(&premiere, "ACCEPTEE", "")]).await;
    assert_eq!((retours.acceptees, retours.rejets.len()), (0, 1));
    let lue = envois(&bac).await;
    assert_eq!((lue.etat, lue.envoyes[1].etat), (Some(EtatEnvoi::Envoye), EtatEnvoi::Remplace));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_refused_tells_why_and_is_sent_again_on_demand() {
    let bac = Bac::ouvrir().await;
    let (_, lignes) = envoyer(&bac, false).await;
    let premiere = reference(&lignes);
    let retours =
        repondre(&bac, &[(&premiere, "REFUSEE", "Usager inconnu"), ("9-9", "ACCEPTEE", ""), ("x", "", "")])
            .await;
    assert_eq!((retours.refusees, retours.rejets.len()), (1, 2));
    let lue = envois(&bac).await;
    assert_eq!(lue.etat, Some(EtatEnvoi::Refuse));
    assert_eq!(lue.envoyes[0].motif.as_deref(), Some("Usager inconnu"));
    // Read again, nothing changes; another answer is not believed.
    let encore = repondre(&bac, &[(&premiere, "REFUSEE", "Usager inconnu")]).await;
    assert_eq!((encore.connues, encore.refusees), (1, 0));
    assert_eq!(repondre(&bac, &[(&premiere, "ACCEPTEE", "")]).await.rejets.len(), 1);
    assert_eq!(envoyer(&bac, false).await.0, 0, "not again as it is");
    let (nombre, lignes) = envoyer(&bac, true).await;
    assert_eq!(nombre, 1);
    let seconde = reference(&lignes);
    assert_ne!(seconde, premiere);
    assert_eq!(repondre(&bac, &[(&seconde, "ACCEPTEE", "")]).await.acceptees, 1);
    assert_eq!(envois(&bac).await.etat, Some(EtatEnvoi::Accepte));
}

#[tokio::test(flavor = "multi_thread")]
async fn an_export_is_in_the_journal_and_readable_by_its_owner_alone() {
    use std::os::unix::fs::PermissionsExt as _;
    let bac = Bac::ouvrir().await;
    envoyer(&bac, false).await;
    let droits =
        std::fs::metadata(bac.lieux().donnees.join("orientations.csv")).unwrap().permissions().mode();
    assert_eq!(droits & 0o077, 0);
    let lus = bac.evenements().await.into_iter().map(|lu| lu.maillon.evenement);
    assert_eq!(lus.filter(|lu| lu.acte == "exporter_france_travail").count(), 2, "announced, and done");
}
