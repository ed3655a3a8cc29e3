//! Another orientation, asked for by the structure that accompanies: one request at a time, one thread
//! for both sides, each told on its home.

use chrono::{Days, NaiveDate};
use reciproque_server::attente;
use reciproque_server::depot::entite::{dossier, personne, reorientation};
use reciproque_server::serveur::Reglages;
use reciproque_shared::accueil::{Accueil, FileAttente, PageFile, SaisieFile};
use reciproque_shared::api::{
    CloreParcours, ConsulterAccueil, ConsulterConfies, ConsulterDossier, ConsulterFile, ConsulterParcours,
    ConsulterReorientation, DemanderReorientation, InstruireReorientation, ProduireExtrait,
    SuivreReorientation,
};
use reciproque_shared::attente::{Attendu, EtatEcheance};
use reciproque_shared::date;
use reciproque_shared::dossier::EtatDossier;
use reciproque_shared::droit::EtatDemande;
use reciproque_shared::parcours::fiche::FicheParcours;
use reciproque_shared::parcours::reorientation::{
    EtatReorientation, FicheReorientation, GesteReorientation, MotifReorientation, SaisieGesteReorientation,
    SaisieReorientation,
};
use reciproque_shared::parcours::{FinOrientation, OrigineOrientation, SaisieFin, SorteOrientation};
use reciproque_shared::regle::{Certitude, Cle, Regle, Regles, Valeur};
use reqwest::StatusCode;
use sea_orm::{ActiveModelTrait, ActiveValue::Set, EntityTrait};
use tokio::task::JoinSet;

use super::{annuler, dossier_de, lire, orienter, vers};
use crate::bac::{Bac, Client, Refuse, une_demande};
use crate::cer::ouvrir;
use crate::matrice::chez_nadia;

async fn lue(client: &Client, personne: i64) -> FicheReorientation {
    client.appeler::<ConsulterReorientation>(personne, ()).await.unwrap()
}

fn saisie() -> SaisieReorientation {
    SaisieReorientation {
        motif: Some(MotifReorientation::EmploiPossible),
        sorte: Some(SorteOrientation::Professionnel),
        note: "Formation terminée en mars, garde d’enfants trouvée.".into(),
    }
}

async fn demander(client: &Client, vue: &FicheReorientation) -> Result<FicheReorientation, Refuse> {
    client.appeler_sur::<DemanderReorientation>(vue.version, vue.personne.personne, saisie()).await
}

async fn suivre(
    client: &Client,
    vue: &FicheReorientation,
    geste: GesteReorientation,
) -> Result<FicheReorientation, Refuse> {
    let saisie = SaisieGesteReorientation::seul(geste);
    client.appeler_sur::<SuivreReorientation>(vue.version, vue.personne.personne, saisie).await
}

async fn instruire(
    client: &Client,
    vue: &FicheParcours,
    geste: GesteReorientation,
    motif: &str,
) -> Result<FicheParcours, Refuse> {
    let saisie = SaisieGesteReorientation { geste, motif: motif.into() };
    let version = vue.version_reorientation;
    client.appeler_sur::<InstruireReorientation>(version, vue.personne.personne, saisie).await
}

async fn file(client: &Client, file: FileAttente) -> PageFile {
    client.appeler::<ConsulterFile>(file, SaisieFile::default()).await.unwrap()
}

async fn compte(client: &Client, file: FileAttente) -> u64 {
    let Accueil { files, .. } = client.appeler::<ConsulterAccueil>((), ()).await.unwrap();
    files.into_iter().find(|compte| compte.file == file).unwrap().nombre
}

/// What the dossier of Keller awaits of its demandeur.
async fn attendus(client: &Client, bac: &Bac) -> Vec<Attendu> {
    let lu = client.appeler::<ConsulterDossier>(bac.gens.keller.dossier, ()).await.unwrap();
    let adulte = lu.adultes.into_iter().find(|adulte| adulte.id == bac.gens.keller.demandeur).unwrap();
    adulte.parcours.unwrap().attentes.into_iter().map(|lue| lue.quoi).collect()
}

/// Nadia has asked about the demandeur of the Keller.
async fn demandee(bac: &Bac) -> (Client, Client, FicheReorientation) {
    let (nadia, hugo) = (bac.connecter("nadia").await, bac.connecter("hugo").await);
    let vue = lue(&nadia, bac.gens.keller.demandeur).await;
    assert_eq!((vue.version, &vue.gestes[..]), (0, &[GesteReorientation::Demander][..]));
    let fiche = demander(&nadia, &vue).await.unwrap();
    (nadia, hugo, fiche)
}

#[tokio::test]
async fn a_request_is_asked_taken_up_refused_and_read_in_one_thread_told_on_both_homes() {
    let bac = Bac::ouvrir().await;
    let (nadia, hugo, fiche) = demandee(&bac).await;
    let personne = bac.gens.keller.demandeur;
    assert_eq!(fiche.gestes, [GesteReorientation::Retirer]);
    assert_eq!(compte(&hugo, FileAttente::Reorientations).await, 1);
    let ligne = file(&hugo, FileAttente::Reorientations).await.lignes.remove(0);
    assert_eq!(ligne.date, Some(bac.horloge.aujourdhui() + Days::new(30)));
    assert!(ligne.precision.contains("ALSA"), "{}", ligne.precision);
    assert!(attendus(&hugo, &bac).await.contains(&Attendu::Reorientation));
    assert!(attendus(&nadia, &bac).await.contains(&Attendu::Reorientation));
    let vue = lire(&hugo, personne).await;
    assert_eq!(vue.gestes_reorientation, [GesteReorientation::Instruire]);
    let prise = instruire(&hugo, &vue, GesteReorientation::Instruire, "").await.unwrap();
    assert_eq!(prise.reorientations[0].etat, EtatReorientation::EnInstruction);
    let muet = instruire(&hugo, &prise, GesteReorientation::Refuser, " ").await.unwrap_err();
    assert_eq!(muet.champs(), [("motif", "motif_absent")]);
    let motif = "Le contrat en cours vient d’être validé.";
    let refusee = instruire(&hugo, &prise, GesteReorientation::Refuser, motif).await.unwrap();
    assert_eq!(refusee.reorientations[0].etat, EtatReorientation::Refusee);
    assert_eq!(compte(&hugo, FileAttente::Reorientations).await, 0);
    assert_eq!(compte(&nadia, FileAttente::ReponsesReorientation).await, 1);
    assert_eq!(file(&nadia, FileAttente::ReponsesReorientation).await.total, 1);
    let fiche = lue(&nadia, personne).await;
    assert_eq!(fiche.gestes, [GesteReorientation::Lire, GesteReorientation::Demander]);
    let etapes: Vec<_> = fiche.fils[0].etapes.iter().map(|e| (e.geste, e.agent.as_str())).collect();
    assert_eq!(
        etapes,
        [
            (GesteReorientation::Demander, "nadia ESSAI"),
            (GesteReorientation::Instruire, "hugo ESSAI"),
            (GesteReorientation::Refuser, "hugo ESSAI"),
        ]
    );
    assert_eq!(fiche.fils[0].etapes[2].motif.as_deref(), Some(motif));
    let relue = suivre(&nadia, &fiche, GesteReorientation::Lire).await.unwrap();
    assert!(relue.fils[0].lue && !relue.permet(GesteReorientation::Lire));
    assert_eq!(compte(&nadia, FileAttente::ReponsesReorientation).await, 0);
    let encore = suivre(&nadia, &relue, GesteReorientation::Lire).await.unwrap_err();
    assert_eq!(encore.statut, StatusCode::CONFLICT);
    crate::attente::justes_ici(&bac, "after a thread").await;
}

#[tokio::test]
async fn deciding_for_this_reason_accepts_and_the_former_structure_keeps_a_line_that_opens_nothing() {
    let bac = Bac::ouvrir().await;
    let (nadia, hugo, _) = demandee(&bac).await;
    let keller = bac.gens.keller;
    let vue = lire(&hugo, keller.demandeur).await;
    let saisie = vers(&bac, bac.gens.semaphore, OrigineOrientation::Reorientation);
    let fiche = orienter(&hugo, &vue, saisie).await.unwrap();
    assert_eq!(fiche.reorientations[0].etat, EtatReorientation::Acceptee);
    assert_eq!(dossier_de(&nadia, keller.dossier).await, StatusCode::NOT_FOUND);
    let inconnue = nadia.appeler::<ConsulterReorientation>(999_999, ()).await.unwrap_err();
    let refus = nadia.appeler::<ConsulterReorientation>(keller.demandeur, ()).await.unwrap_err();
    assert_eq!((refus.statut, refus.probleme), (inconnue.statut, inconnue.probleme));
    assert_eq!(compte(&nadia, FileAttente::ReponsesReorientation).await, 0, "she may open nothing");
    let accueil = nadia.appeler::<ConsulterAccueil>((), ()).await.unwrap();
    assert_eq!(accueil.confies, Some(1));
    let page = nadia.appeler::<ConsulterConfies>((), SaisieFile::default()).await.unwrap();
    let ligne = &page.lignes[0];
    assert_eq!((page.total, ligne.nom.as_str(), ligne.le), (1, "KELLER", bac.horloge.aujourdhui()));
    let noe = bac.connecter("noe").await;
    let de_noe = noe.appeler::<ConsulterConfies>((), SaisieFile::default()).await.unwrap();
    assert_eq!(de_noe.total, 0, "nadia was the référent");
    let equipe = SaisieFile { equipe: true, page: 0 };
    assert_eq!(noe.appeler::<ConsulterConfies>((), equipe).await.unwrap().total, 1);
    // Whoever takes over reads the handover note.
    let paul = bac.connecter("paul").await;
    let chez_paul = lue(&paul, keller.demandeur).await;
    assert!(chez_paul.fils[0].note.contains("garde d’enfants"));
    assert_eq!(chez_paul.gestes, [GesteReorientation::Demander], "the thread is ALSA's");
    crate::attente::justes_ici(&bac, "after an acceptance").await;
}

#[tokio::test]
async fn the_line_of_who_went_elsewhere_stays_as_long_as_the_rule_says() {
    for (jours, visible) in [(30, 30), (0, 0)] {
        let regle = Regle {
            cle: Cle::MemoireConfies,
            valeur: Valeur::Jours(jours),
            debut: "2020-01-01".parse().unwrap(),
            fin: None,
            article: "Délibération".into(),
            explication: "Essai.".into(),
            depart: None,
            certitude: Certitude::Locale,
        };
        let regles = Regles::new(vec![regle]).unwrap();
        let bac = Bac::avec(Reglages { regles, mot_de_passe_jours: 0, ..Reglages::default() }).await;
        let hugo = bac.connecter("hugo").await;
        let vue = lire(&hugo, bac.gens.keller.demandeur).await;
        let saisie = vers(&bac, bac.gens.semaphore, OrigineOrientation::Demenagement);
        orienter(&hugo, &vue, saisie).await.unwrap();
        let ce_jour = bac.horloge.locale();
        let combien = async || {
            let nadia = bac.connecter("nadia").await;
            nadia.appeler::<ConsulterConfies>((), SaisieFile::default()).await.unwrap().total
        };
        assert_eq!(combien().await, u64::from(visible > 0));
        if visible > 0 {
            bac.aller_a(ce_jour + Days::new(visible - 1));
            assert_eq!(combien().await, 1, "on its last day");
        }
        bac.aller_a(ce_jour + Days::new(visible));
        assert_eq!(combien().await, 0);
    }
}

#[tokio::test]
async fn undoing_the_decision_reopens_the_request_and_its_structure_follows_it_again() {
    let bac = Bac::ouvrir().await;
    let (nadia, hugo, _) = demandee(&bac).await;
    let personne = bac.gens.keller.demandeur;
    let vue = lire(&hugo, personne).await;
    let saisie = vers(&bac, bac.gens.semaphore, OrigineOrientation::Reorientation);
    let fiche = orienter(&hugo, &vue, saisie).await.unwrap();
    let rendue = annuler(&hugo, &fiche).await.unwrap();
    assert_eq!(rendue.reorientations[0].etat, EtatReorientation::EnInstruction);
    assert_eq!(rendue.reorientations[0].repondue_le, None);
    assert_eq!(compte(&hugo, FileAttente::Reorientations).await, 1);
    let fiche = lue(&nadia, personne).await;
    let gestes: Vec<_> = fiche.fils[0].etapes.iter().map(|etape| etape.geste).collect();
    assert_eq!(
        gestes,
        [GesteReorientation::Demander, GesteReorientation::Accepter, GesteReorientation::Rouvrir]
    );
    assert_eq!(nadia.appeler::<ConsulterConfies>((), SaisieFile::default()).await.unwrap().total, 0);
    crate::attente::justes_ici(&bac, "after an undo").await;
}

#[tokio::test]
async fn another_decision_or_the_end_of_the_path_makes_the_request_idle_and_says_why() {
    let bac = Bac::ouvrir().await;
    let (nadia, hugo, _) = demandee(&bac).await;
    let personne = bac.gens.keller.demandeur;
    let vue = lire(&hugo, personne).await;
    let saisie = vers(&bac, bac.gens.alsa, OrigineOrientation::FinConvention);
    let fiche = orienter(&hugo, &vue, saisie).await.unwrap();
    assert_eq!(fiche.reorientations[0].etat, EtatReorientation::SansObjet);
    let motif = fiche.reorientations[0].etapes.last().unwrap().motif.clone().unwrap();
    assert!(motif.contains("orientation socioprofessionnelle vers ALSA"), "{motif}");
    // The same structure goes on: it reads the answer, and asks again.
    assert!(attendus(&nadia, &bac).await.contains(&Attendu::ReponseReorientation));
    let vue = lue(&nadia, personne).await;
    let apres = suivre(&nadia, &vue, GesteReorientation::Lire).await.unwrap();
    demander(&nadia, &apres).await.unwrap();
    let vue = lire(&hugo, personne).await;
    assert!(vue.definitive.is_some(), "the structure has asked since: that decision stays");
    let fin = SaisieFin { motif: Some(FinOrientation::Emploi), jour: date::court(bac.horloge.aujourdhui()) };
    let close = hugo.appeler_sur::<CloreParcours>(vue.version, personne, fin).await.unwrap();
    assert_eq!(close.reorientations[0].etat, EtatReorientation::SansObjet);
    let motif = close.reorientations[0].etapes.last().unwrap().motif.clone().unwrap();
    assert!(motif.contains("Emploi retrouvé"), "{motif}");
    let vue = lue(&nadia, personne).await;
    assert!(!vue.permet(GesteReorientation::Demander), "its end is decided");
    assert!(vue.empechement.is_some());
    let rendue = annuler(&hugo, &close).await.unwrap();
    assert_eq!(rendue.reorientations[0].etat, EtatReorientation::EnInstruction);
    crate::attente::justes_ici(&bac, "after an end undone").await;
}

#[tokio::test]
async fn a_request_withdrawn_waits_for_nobody_and_another_may_follow() {
    let bac = Bac::ouvrir().await;
    let (nadia, hugo, fiche) = demandee(&bac).await;
    let retiree = suivre(&nadia, &fiche, GesteReorientation::Retirer).await.unwrap();
    assert_eq!(retiree.fils[0].etat, EtatReorientation::Retiree);
    assert_eq!(retiree.gestes, [GesteReorientation::Demander]);
    assert_eq!(compte(&hugo, FileAttente::Reorientations).await, 0);
    let vue = lire(&hugo, bac.gens.keller.demandeur).await;
    let refus = instruire(&hugo, &vue, GesteReorientation::Instruire, "").await.unwrap_err();
    assert_eq!(refus.statut, StatusCode::CONFLICT);
    assert!(refus.probleme.detail.contains("retirée"), "{}", refus.probleme.detail);
    let seconde = demander(&nadia, &retiree).await.unwrap();
    assert_eq!((seconde.fils.len(), seconde.version), (2, 3));
}

#[tokio::test]
async fn who_acts_on_what_somebody_changed_is_told_and_each_keeps_to_its_own_side() {
    let bac = Bac::ouvrir().await;
    let (nadia, hugo, fiche) = demandee(&bac).await;
    let vue = lire(&hugo, bac.gens.keller.demandeur).await;
    instruire(&hugo, &vue, GesteReorientation::Instruire, "").await.unwrap();
    let refus = suivre(&nadia, &fiche, GesteReorientation::Retirer).await.unwrap_err();
    assert_eq!(refus.statut, StatusCode::PRECONDITION_FAILED);
    let fiche = lue(&nadia, bac.gens.keller.demandeur).await;
    let refus = suivre(&nadia, &fiche, GesteReorientation::Accepter).await.unwrap_err();
    assert_eq!(refus.statut, StatusCode::CONFLICT);
    let vue = lire(&hugo, bac.gens.keller.demandeur).await;
    for geste in [GesteReorientation::Accepter, GesteReorientation::Retirer, GesteReorientation::Lire] {
        let refus = instruire(&hugo, &vue, geste, "").await.unwrap_err();
        assert_eq!(refus.statut, StatusCode::CONFLICT, "{geste:?}");
    }
    let refus = demander(&nadia, &fiche).await.unwrap_err();
    assert_eq!(refus.statut, StatusCode::CONFLICT, "one at a time");
}

#[tokio::test(flavor = "multi_thread")]
async fn of_twenty_requests_at_once_one_is_made_and_the_others_are_told() {
    let bac = Bac::ouvrir().await;
    let (nadia, noe) = (bac.connecter("nadia").await, bac.connecter("noe").await);
    let vue = lue(&nadia, bac.gens.keller.demandeur).await;
    let mut ensemble = JoinSet::new();
    for client in [nadia.clone(), noe].into_iter().cycle().take(20) {
        let vue = vue.clone();
        ensemble.spawn(async move { demander(&client, &vue).await.map(drop).map_err(|r| r.statut) });
    }
    let issues = ensemble.join_all().await;
    assert_eq!(issues.iter().filter(|issue| issue.is_ok()).count(), 1, "{issues:?}");
    assert!(
        issues.iter().all(|issue| issue.is_ok() || *issue == Err(StatusCode::PRECONDITION_FAILED)),
        "{issues:?}"
    );
    assert_eq!(lue(&nadia, bac.gens.keller.demandeur).await.fils.len(), 1);
}

/// Whatever writes it: the tables hold it.
#[tokio::test]
async fn the_store_itself_refuses_two_open_requests_for_a_person() {
    let bac = Bac::ouvrir().await;
    demandee(&bac).await;
    let premiere = reorientation::Entity::find().one(bac.base()).await.unwrap().unwrap();
    let seconde = |etat: &str| reorientation::ActiveModel {
        personne_id: Set(premiere.personne_id),
        orientation_id: Set(premiere.orientation_id),
        organisation_id: Set(premiere.organisation_id),
        agent_id: Set(premiere.agent_id),
        motif: Set(premiere.motif.clone()),
        note: Set("Formation terminée.".into()),
        etat: Set(etat.into()),
        demandee_le: Set(premiere.demandee_le),
        ..Default::default()
    };
    for etat in ["demandee", "en_instruction"] {
        assert!(seconde(etat).insert(bac.base()).await.is_err(), "{etat}");
    }
    seconde("retiree").insert(bac.base()).await.unwrap();
}

#[tokio::test]
async fn the_delay_is_thirty_days_then_late_and_said_so_on_both_sides() {
    let bac = Bac::avec(Reglages { mot_de_passe_jours: 0, ..Reglages::default() }).await;
    let (_, _, fiche) = demandee(&bac).await;
    let limite = fiche.fils[0].limite.unwrap();
    assert_eq!(limite, bac.horloge.aujourdhui() + Days::new(30));
    bac.aller_a((limite + Days::new(2)).and_hms_opt(10, 0, 0).unwrap());
    let (nadia, hugo) = (bac.connecter("nadia").await, bac.connecter("hugo").await);
    for client in [&nadia, &hugo] {
        let lu = client.appeler::<ConsulterDossier>(bac.gens.keller.dossier, ()).await.unwrap();
        let adulte = lu.adultes.iter().find(|adulte| adulte.id == bac.gens.keller.demandeur).unwrap();
        let parcours = adulte.parcours.as_ref().unwrap();
        let attente = parcours.attentes.iter().find(|lue| lue.quoi == Attendu::Reorientation).unwrap();
        assert_eq!((attente.limite, attente.etat), (Some(limite), Some(EtatEcheance::Depassee)));
        let dit = parcours.reorientation.as_ref().unwrap().delai(bac.horloge.aujourdhui()).unwrap();
        assert!(dit.ends_with("délai dépassé de 2 jours"), "{dit}");
    }
}

/// Out of the scope, or of the right: as if there were nothing.
#[tokio::test]
async fn only_the_structure_that_accompanies_and_its_ctsa_know_of_a_request() {
    let bac = Bac::ouvrir().await;
    let (nadia, _, _) = demandee(&bac).await;
    let personne = bac.gens.keller.demandeur;
    // Of the same foyer, paul accompanies the other adult: he reads the dossier, not the request.
    let paul = bac.connecter("paul").await;
    let lu = paul.appeler::<ConsulterDossier>(bac.gens.keller.dossier, ()).await.unwrap();
    let adulte = lu.adultes.into_iter().find(|adulte| adulte.id == personne).unwrap().parcours.unwrap();
    assert_eq!(adulte.reorientation, None);
    assert!(adulte.attentes.iter().all(|lue| lue.quoi != Attendu::Reorientation));
    let inconnue = paul.appeler::<ConsulterReorientation>(999_999, ()).await.unwrap_err();
    let refus = paul.appeler::<ConsulterReorientation>(personne, ()).await.unwrap_err();
    assert_eq!((refus.statut, refus.probleme), (inconnue.statut, inconnue.probleme));
    let irene = bac.connecter("irene").await;
    let refus = irene.appeler::<ConsulterParcours>(personne, ()).await.unwrap_err();
    assert_eq!(refus.statut, StatusCode::NOT_FOUND, "another CTSA's");
    assert_eq!(compte(&irene, FileAttente::Reorientations).await, 0);
    let claire = bac.connecter("claire").await;
    let lu = claire.appeler::<ConsulterDossier>(bac.gens.keller.dossier, ()).await.unwrap();
    let adulte = lu.adultes.into_iter().find(|adulte| adulte.id == personne).unwrap().parcours.unwrap();
    assert_eq!(adulte.reorientation, None, "Pôle emploi reads the référent and the dates of the CER");
    // Whom nobody accompanies, nobody asks about.
    let refus = nadia.appeler::<ConsulterReorientation>(bac.gens.haas.demandeur, ()).await.unwrap_err();
    assert_eq!(refus.statut, StatusCode::NOT_FOUND);
}

/// A contract under way is not in the way of a request, and stays as it is.
#[tokio::test]
async fn a_request_leaves_what_the_structure_is_doing() {
    let bac = Bac::ouvrir().await;
    let nadia = bac.connecter("nadia").await;
    ouvrir(&nadia, bac.gens.keller.demandeur).await.unwrap();
    let vue = lue(&nadia, bac.gens.keller.demandeur).await;
    demander(&nadia, &vue).await.unwrap();
    let attendus = attendus(&nadia, &bac).await;
    assert!(
        attendus.contains(&Attendu::Brouillon) && attendus.contains(&Attendu::Reorientation),
        "{attendus:?}"
    );
}

/// As the importer dates it, or takes it back.
async fn partie(bac: &Bac, le: Option<NaiveDate>) {
    let personne = bac.gens.keller.demandeur;
    let ligne = personne::ActiveModel { id: Set(personne), partie_le: Set(le), ..Default::default() };
    ligne.update(bac.base()).await.unwrap();
    attente::reecrire(bac.base(), &bac.app.regles, &[personne]).await.unwrap();
}

#[tokio::test]
async fn a_request_about_who_leaves_the_foyer_is_idle_and_open_again_when_she_comes_back() {
    let bac = Bac::ouvrir().await;
    let (_, hugo, _) = demandee(&bac).await;
    let extrait = une_demande(&bac, chez_nadia(&bac.gens), EtatDemande::EnCours).await;
    let dominique = bac.connecter("dominique").await;
    let fil = async || {
        let lu = dominique.appeler::<ProduireExtrait>(extrait, ()).await.unwrap();
        lu.reorientations.into_iter().next().unwrap()
    };
    let hier = bac.horloge.aujourdhui() - Days::new(1);
    partie(&bac, Some(hier)).await;
    let idle = fil().await;
    assert_eq!((idle.etat, idle.partie_le), (EtatReorientation::SansObjet, Some(hier)));
    assert_eq!(compte(&hugo, FileAttente::Reorientations).await, 0, "nobody answers about who is gone");
    partie(&bac, None).await;
    let ouverte = fil().await;
    assert_eq!((ouverte.etat, ouverte.partie_le), (EtatReorientation::Demandee, None));
    assert_eq!(compte(&hugo, FileAttente::Reorientations).await, 1);
    let vue = lire(&hugo, bac.gens.keller.demandeur).await;
    assert_eq!(vue.gestes_reorientation, [GesteReorientation::Instruire]);
}

#[tokio::test]
async fn a_request_outlives_the_right_and_waits_on_the_list_of_the_ctsa() {
    let bac = Bac::ouvrir().await;
    let (_, hugo, _) = demandee(&bac).await;
    let clos = dossier::ActiveModel {
        id: Set(bac.gens.keller.dossier),
        etat: Set(EtatDossier::Clos.code().to_owned()),
        ..Default::default()
    };
    clos.update(bac.base()).await.unwrap();
    let personne = bac.gens.keller.demandeur;
    attente::reecrire(bac.base(), &bac.app.regles, &[personne]).await.unwrap();
    assert_eq!(compte(&hugo, FileAttente::Reorientations).await, 1);
    let vue = lire(&hugo, personne).await;
    instruire(&hugo, &vue, GesteReorientation::Instruire, "").await.unwrap();
}
