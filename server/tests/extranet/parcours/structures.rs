//! Towards whom one is oriented: a structure without accounts, of which nobody is a référent, and one
//! whose convention says how many persons it accompanies at once.

use reciproque_server::depot::entite::avenant;
use reciproque_server::serveur::Reglages;
use reciproque_shared::accueil::{FileAttente, SaisieFile};
use reciproque_shared::api::{ConsulterDossier, ConsulterFile, DesignerReferent, OrienterLot, PreparerLot};
use reciproque_shared::attente::Attendu;
use reciproque_shared::date;
use reciproque_shared::parcours::lot::{FiltreAOrienter, SaisieLot};
use reciproque_shared::parcours::{GesteParcours, OrigineOrientation, SaisieDesignation, SaisieOrientation};
use sea_orm::{ActiveModelTrait, ActiveValue::Set};

use super::{lire, orienter, vers};
use crate::bac::{Bac, Client};
use crate::convention::sans_compte::association;

const JOUR_S: i64 = 86_400;

#[tokio::test]
async fn a_structure_without_accounts_is_chosen_has_no_referent_and_its_delays_run() {
    let bac = Bac::avec(Reglages { mot_de_passe_jours: 0, ..Reglages::default() }).await;
    let (sonia, hugo) = (bac.connecter("sonia").await, bac.connecter("hugo").await);
    let (asso, haas) = (association(&sonia).await.id, bac.gens.haas);
    let vue = lire(&hugo, haas.demandeur).await;
    let possible = vue.contexte.structure(asso).unwrap();
    assert!(possible.sans_compte && possible.fermee.is_none() && possible.referents.is_empty());
    let avec_referent = SaisieOrientation {
        referent: Some(bac.gens.nadia),
        ..vers(&bac, asso, OrigineOrientation::Premiere)
    };
    let refus = orienter(&hugo, &vue, avec_referent).await.unwrap_err();
    assert_eq!(refus.champs(), [("referent", "structure_sans_compte")]);
    let fiche = orienter(&hugo, &vue, vers(&bac, asso, OrigineOrientation::Premiere)).await.unwrap();
    assert!(fiche.orientations[0].sans_compte && !fiche.permet(GesteParcours::Designer));
    let nadia =
        SaisieDesignation { referent: Some(bac.gens.nadia), debut: date::court(bac.horloge.aujourdhui()) };
    let refus = hugo.appeler_sur::<DesignerReferent>(fiche.version, haas.demandeur, nadia).await.unwrap_err();
    assert_eq!(refus.statut, 409);
    assert!(refus.probleme.detail.contains("sans compte"), "{}", refus.probleme.detail);
    let lu = hugo.appeler::<ConsulterDossier>(haas.dossier, ()).await.unwrap();
    let parcours = lu.adultes[0].parcours.as_ref().unwrap();
    assert!(parcours.orientations[0].sans_compte);
    let attendus: Vec<_> = parcours.attentes.iter().map(|lue| lue.quoi).collect();
    assert!(attendus.contains(&Attendu::Contrat) && !attendus.contains(&Attendu::Referent), "{attendus:?}");
    crate::attente::justes_ici(&bac, "after an orientation to a structure without accounts").await;
    bac.horloge.avancer(400 * JOUR_S);
    let hugo = bac.connecter("hugo").await;
    let page = hugo.appeler::<ConsulterFile>(FileAttente::SansCer, SaisieFile::default()).await.unwrap();
    let ligne = page.lignes.iter().find(|ligne| ligne.personne.personne == haas.demandeur).unwrap();
    assert_eq!(ligne.referent.as_deref(), Some("Structure sans compte"));
    assert!(ligne.precision.contains("Jardins partagés"), "{}", ligne.precision);
}

/// The convention of ALSA says as many persons as it accompanies, and so many more.
async fn limiter(bac: &Bac, hugo: &Client, places: i64) -> i64 {
    let vue = lire(hugo, bac.gens.haas.demandeur).await;
    let capacite = vue.contexte.structure(bac.gens.alsa).unwrap().suivies + places;
    let terme = avenant::ActiveModel {
        id: Set(bac.avenant(bac.gens.alsa).await),
        capacite: Set(Some(i32::try_from(capacite).unwrap())),
        ..Default::default()
    };
    terme.update(bac.base()).await.unwrap();
    capacite
}

#[tokio::test]
async fn over_its_capacity_a_structure_is_warned_of_and_the_decision_says_so() {
    let bac = Bac::ouvrir().await;
    let hugo = bac.connecter("hugo").await;
    let haas = bac.gens.haas.demandeur;
    let capacite = limiter(&bac, &hugo, 0).await;
    let vue = lire(&hugo, haas).await;
    let alsa = vue.contexte.structure(bac.gens.alsa).unwrap();
    let sur = format!(" sur {capacite}");
    assert!(alsa.suivi().ends_with(&sur) && alsa.fermee.is_none(), "{}", alsa.suivi());
    let fiche = orienter(&hugo, &vue, vers(&bac, bac.gens.alsa, OrigineOrientation::Premiere)).await.unwrap();
    let dit = format!("au-delà de sa capacité ({} personnes pour {capacite})", capacite + 1);
    assert!(fiche.etapes[0].quoi.contains(&dit), "{}", fiche.etapes[0].quoi);
    let apres = fiche.contexte.structure(bac.gens.alsa).unwrap().suivi();
    assert!(apres.contains("capacité dépassée"), "{apres}");
}

#[tokio::test]
async fn a_decision_for_several_tells_how_many_are_over_and_is_taken_all_the_same() {
    let bac = Bac::ouvrir().await;
    let hugo = bac.connecter("hugo").await;
    let autres = bac.des_adultes(2).await;
    let capacite = limiter(&bac, &hugo, 1).await;
    let decision =
        SaisieOrientation { origine: None, ..vers(&bac, bac.gens.alsa, OrigineOrientation::Premiere) };
    let personnes = [vec![bac.gens.haas.demandeur], autres].concat();
    let saisie = SaisieLot { personnes, filtre: FiltreAOrienter::default(), decision };
    let apercu = hugo.appeler::<PreparerLot>((), saisie.clone()).await.unwrap();
    assert_eq!((apercu.possibles(), apercu.au_dela, apercu.capacite), (3, 2, Some(capacite)));
    let averti = format!("2 personnes seront au-delà de la capacité de la structure ({capacite} à la fois).");
    assert_eq!(apercu.avertissement().unwrap(), averti);
    let fiche = hugo.appeler::<OrienterLot>((), saisie).await.unwrap();
    assert_eq!(fiche.orientees.len(), 3);
    let dit = format!("au-delà de sa capacité ({} personnes pour {capacite})", capacite + 2);
    assert!(fiche.quoi.contains(&dit), "{}", fiche.quoi);
    let etape = lire(&hugo, bac.gens.haas.demandeur).await.etapes.remove(0);
    assert!(!etape.quoi.contains("capacité"), "of the whole decision: {}", etape.quoi);
}
