//! What is planned may be given up before its day: it stays, told by whom and why, and frees
//! its days. What has taken effect never is.

use reciproque_shared::api::{
    AnnulerConvention, ConsulterDossier, ConsulterOrganisation, ConsulterOrganisations, SaisirAvenant,
    SaisirConvention,
};
use reciproque_shared::convention::{
    EtatConvention, SaisieAnnulation, SaisieAvenant, SaisieConvention, SaisieTermes,
};
use reciproque_shared::habilitation::Rubrique;
use reciproque_shared::supervision::fiche::FicheOrganisation;

use crate::bac::rubriques::remplir;
use crate::bac::{Bac, Client, MOT_DE_PASSE, nom_de_session};

const JOUR_S: i64 = 24 * 3_600;

fn termes(rubriques: &[Rubrique]) -> SaisieTermes {
    SaisieTermes {
        niveau: "departement".into(),
        rubriques: rubriques.to_vec(),
        saisie: true,
        ..SaisieTermes::default()
    }
}

fn convention(date_effet: &str) -> SaisieConvention {
    SaisieConvention {
        reference: "CP-2027".into(),
        date_effet: date_effet.into(),
        tacite: true,
        sorte: String::new(),
        termes: termes(&[]),
    }
}

fn avenant(date_effet: &str, rubriques: &[Rubrique]) -> SaisieAvenant {
    SaisieAvenant {
        date_effet: date_effet.into(),
        objet: "Ouverture des ressources.".into(),
        termes: termes(rubriques),
    }
}

fn annulation(avenant: Option<u32>) -> SaisieAnnulation {
    SaisieAnnulation { avenant, motif: "Erreur sur la date d’effet.".into() }
}

async fn lire(sonia: &Client, organisation: i64) -> FicheOrganisation {
    sonia.appeler::<ConsulterOrganisation>(organisation, ()).await.unwrap()
}

/// The convention of CONTACT PLUS, celia's organisation, ended yesterday.
async fn contact_plus(sonia: &Client) -> i64 {
    let toutes = sonia.appeler::<ConsulterOrganisations>((), ()).await.unwrap();
    toutes.lignes.iter().find(|ligne| ligne.nom == "CONTACT PLUS").unwrap().id
}

#[tokio::test]
async fn a_convention_entered_for_a_wrong_day_is_cancelled_and_the_right_one_entered() {
    let bac = Bac::ouvrir().await;
    let sonia = bac.connecter("sonia").await;
    let structure = contact_plus(&sonia).await;
    let jour = bac.horloge.aujourdhui();
    let (bonne, erreur) = (jour + chrono::Days::new(40), jour + chrono::Days::new(405));
    let fiche = sonia.appeler::<SaisirConvention>(structure, convention(&erreur.to_string())).await.unwrap();
    let fausse = fiche.conventions[0].id;
    let refus = sonia.appeler::<SaisirConvention>(structure, convention(&bonne.to_string())).await;
    let refus = refus.unwrap_err();
    assert_eq!(refus.champs(), [("date_effet", "convention_chevauchee")]);
    let sans_motif = SaisieAnnulation::default();
    let refus = sonia.appeler_sur::<AnnulerConvention>(1, fausse, sans_motif).await.unwrap_err();
    assert_eq!(refus.champs(), [("motif", "motif_absent")]);
    let fiche = sonia.appeler_sur::<AnnulerConvention>(1, fausse, annulation(None)).await.unwrap();
    let lue = fiche.conventions.iter().find(|convention| convention.id == fausse).unwrap();
    assert_eq!(lue.etat(erreur), EtatConvention::Annulee);
    let dite = lue.annulation.as_ref().unwrap();
    assert_eq!((dite.par.as_str(), dite.motif.as_str()), ("sonia ESSAI", "Erreur sur la date d’effet."));
    // Nothing changes it any more, and its days are free.
    let encore = sonia.appeler_sur::<AnnulerConvention>(2, fausse, annulation(None)).await.unwrap_err();
    assert_eq!(encore.statut, 409);
    let avenant = avenant(&erreur.to_string(), &[Rubrique::Ressources]);
    assert_eq!(sonia.appeler_sur::<SaisirAvenant>(2, fausse, avenant).await.unwrap_err().statut, 409);
    sonia.appeler::<SaisirConvention>(structure, convention(&bonne.to_string())).await.unwrap();
}

#[tokio::test]
async fn a_cancelled_convention_never_opens_and_one_in_force_is_never_cancelled() {
    let bac = Bac::ouvrir().await;
    let sonia = bac.connecter("sonia").await;
    let structure = contact_plus(&sonia).await;
    let fiche = sonia.appeler::<SaisirConvention>(structure, convention("demain")).await.unwrap();
    let prevue = fiche.conventions[0].id;
    sonia.appeler_sur::<AnnulerConvention>(1, prevue, annulation(None)).await.unwrap();
    let alsa = lire(&sonia, bac.gens.alsa).await.conventions[0].id;
    let refus = sonia.appeler_sur::<AnnulerConvention>(1, alsa, annulation(None)).await.unwrap_err();
    assert_eq!(refus.statut, 409);
    assert!(refus.probleme.detail.contains("ce qui a été en vigueur ne s’annule pas"));
    bac.horloge.avancer(2 * JOUR_S);
    let refus = bac.visiteur().ouvrir_session(&nom_de_session("celia"), MOT_DE_PASSE).await;
    assert_eq!(refus.map(drop).unwrap_err().probleme.genre, "/problemes/acces_ferme");
}

#[tokio::test]
async fn an_avenant_to_come_is_cancelled_and_an_earlier_one_entered() {
    let bac = Bac::ouvrir().await;
    remplir(&bac, bac.gens.keller).await;
    let sonia = bac.connecter("sonia").await;
    let id = lire(&sonia, bac.gens.alsa).await.conventions[0].id;
    sonia.appeler_sur::<SaisirAvenant>(1, id, avenant("demain", &[Rubrique::Ressources])).await.unwrap();
    for faux in [Some(0), Some(2), None] {
        let refus = sonia.appeler_sur::<AnnulerConvention>(2, id, annulation(faux)).await.unwrap_err();
        assert_eq!(refus.statut, 409, "{faux:?}");
    }
    let perime = sonia.appeler_sur::<AnnulerConvention>(1, id, annulation(Some(1))).await.unwrap_err();
    assert_eq!(perime.statut, 412);
    let fiche = sonia.appeler_sur::<AnnulerConvention>(2, id, annulation(Some(1))).await.unwrap();
    assert!(fiche.conventions[0].annulation.is_none());
    assert!(fiche.conventions[0].avenants[1].annulation.is_some());
    // A later number on an earlier day: what is cancelled orders nothing any more.
    let aujourdhui = avenant("aujourd'hui", &[Rubrique::Derogations]);
    let fiche = sonia.appeler_sur::<SaisirAvenant>(3, id, aujourdhui).await.unwrap();
    assert_eq!(fiche.conventions[0].avenants.iter().map(|a| a.numero).collect::<Vec<_>>(), [0, 1, 2]);
    bac.horloge.avancer(2 * JOUR_S);
    let nadia = bac.connecter("nadia").await;
    let dossier = nadia.appeler::<ConsulterDossier>(bac.gens.keller.dossier, ()).await.unwrap();
    assert!(dossier.rubriques_fermees.contains(&Rubrique::Ressources));
    assert!(!dossier.rubriques_fermees.contains(&Rubrique::Derogations));
}
