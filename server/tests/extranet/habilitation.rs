//! The life of a habilitation over HTTP: who does each step, what is refused, what an end
//! closes.

mod reserve;

use chrono::{Days, TimeDelta};
use reciproque_server::depot::entite::{agent, compte, formation, habilitation};
use reciproque_server::secret::mot_de_passe;
use reciproque_shared::api::*;
use reciproque_shared::date;
use reciproque_shared::habilitation::fiche::FicheHabilitation;
use reciproque_shared::habilitation::{
    Acte, Entrave, EtatHabilitation, GesteHabilitation, SaisieFormation, SaisieHabilitation, SaisiePas,
    SaisieSignature, engagement,
};
use reqwest::StatusCode;
use sea_orm::sea_query::Expr;
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter};

use crate::bac::{Bac, Client, MOT_DE_PASSE, Refuse};
use crate::matrice::tout_est_ferme;

fn demande(email: &str) -> SaisieHabilitation {
    SaisieHabilitation {
        organisation: None,
        nom: "NOUVEL".into(),
        prenom: "Yann".into(),
        email: email.into(),
        fonction: "Conseiller en insertion".into(),
        profil: "referent".into(),
        motif: "Remplacement d'un collègue parti.".into(),
    }
}

fn pas(geste: GesteHabilitation) -> SaisiePas {
    SaisiePas { geste, motif: String::new(), raison: String::new(), date: String::new(), formation: None }
}

async fn faire(
    client: &Client,
    fiche: &FicheHabilitation,
    saisie: SaisiePas,
) -> Result<FicheHabilitation, Refuse> {
    client.appeler_sur::<FaireGesteHabilitation>(fiche.ligne.version, fiche.ligne.id, saisie).await
}

/// A session of today, in some minutes.
fn prevue(bac: &Bac, minutes: i64, places: &str) -> SaisieFormation {
    let debut = bac.horloge.locale() + TimeDelta::minutes(minutes);
    SaisieFormation {
        date: date::court(debut.date()),
        heure: debut.format("%H:%M").to_string(),
        lieu: "Colmar, salle 2".into(),
        places: places.into(),
    }
}

/// A session that has begun: attendance may be noted at once.
async fn seance(bac: &Bac, sonia: &Client, places: &str) -> i64 {
    let seances = sonia.appeler::<PlanifierFormation>((), prevue(bac, 1, places)).await.unwrap().seances;
    bac.horloge.avancer(90);
    seances[0].id
}

/// Asked by gaelle, trained and certified by sonia.
async fn certifiee(bac: &Bac, gaelle: &Client, sonia: &Client, email: &str) -> FicheHabilitation {
    let fiche = gaelle.appeler::<DemanderHabilitation>((), demande(email)).await.unwrap();
    let formation = Some(seance(bac, sonia, "8").await);
    let inscrire = SaisiePas { formation, ..pas(GesteHabilitation::Inscrire) };
    let fiche = faire(sonia, &fiche, inscrire).await.unwrap();
    let fiche = faire(sonia, &fiche, pas(GesteHabilitation::NoterPresence)).await.unwrap();
    faire(sonia, &fiche, pas(GesteHabilitation::Certifier)).await.unwrap()
}

/// As the one-time code would: a password of one's own.
async fn poser_mot_de_passe(bac: &Bac, agent: i64) {
    let hache = mot_de_passe::hacher(MOT_DE_PASSE).unwrap();
    let issue = compte::Entity::update_many()
        .col_expr(compte::Column::MotDePasse, Expr::value(hache))
        .col_expr(compte::Column::ChangeLe, Expr::value(bac.horloge.maintenant()))
        .filter(compte::Column::AgentId.eq(agent))
        .exec(bac.base());
    assert_eq!(issue.await.unwrap().rows_affected, 1);
}

pub fn signature() -> SaisieSignature {
    SaisieSignature {
        engagement: engagement::engagement().empreinte().into(),
        charte: engagement::charte().empreinte().into(),
        engagement_accepte: true,
        charte_acceptee: true,
    }
}

#[tokio::test]
async fn from_the_request_to_the_signature_then_to_the_end() {
    let bac = Bac::ouvrir().await;
    bac.demain_dix_heures();
    let (gaelle, sonia) = (bac.connecter("gaelle").await, bac.connecter("sonia").await);
    let fiche = certifiee(&bac, &gaelle, &sonia, "yann@exemple.fr").await;
    assert_eq!(fiche.ligne.etat, EtatHabilitation::ASigner);
    let yann = bac.visiteur();
    // Nothing opens without a password.
    assert!(yann.ouvrir_session("yann@exemple.fr", MOT_DE_PASSE).await.is_err());
    poser_mot_de_passe(&bac, fiche.ligne.agent).await;
    let etat = yann.ouvrir_session("yann@exemple.fr", MOT_DE_PASSE).await.unwrap();
    assert_eq!(etat.entrave, Some(Entrave::EngagementASigner));
    assert!(etat.actes.contains(&Acte::SignerEngagement) && !etat.actes.contains(&Acte::Rechercher));
    let refus = yann.appeler::<ConsulterAccueil>((), ()).await.unwrap_err();
    assert_eq!(refus.probleme.genre, "/problemes/engagement_a_signer");
    let lu = yann.appeler::<LireEngagement>((), ()).await.unwrap();
    assert_eq!((lu.charte.signe_le, lu.charte.empreinte), (None, signature().charte));

    let sans_cocher = SaisieSignature { charte_acceptee: false, ..signature() };
    let refus = yann.appeler::<SignerEngagement>((), sans_cocher).await.unwrap_err();
    assert_eq!(refus.champs(), [("charte_acceptee", "signature_absente")]);
    let autre_texte = SaisieSignature { charte: "0".repeat(64), ..signature() };
    assert_eq!(yann.appeler::<SignerEngagement>((), autre_texte).await.unwrap_err().statut, 409);
    yann.appeler::<SignerEngagement>((), signature()).await.unwrap();
    assert_eq!(yann.appeler::<SignerEngagement>((), signature()).await.unwrap_err().statut, 409);
    yann.appeler::<ConsulterAccueil>((), ()).await.unwrap();

    let fiche = gaelle.appeler::<ConsulterHabilitation>(fiche.ligne.id, ()).await.unwrap();
    assert_eq!(fiche.ligne.etat, EtatHabilitation::Active);
    let faits: Vec<_> = fiche.etapes.iter().map(|etape| (etape.geste, etape.agent.as_str())).collect();
    assert_eq!(
        faits,
        [
            (GesteHabilitation::Demander, "gaelle ESSAI"),
            (GesteHabilitation::Inscrire, "sonia ESSAI"),
            (GesteHabilitation::NoterPresence, "sonia ESSAI"),
            (GesteHabilitation::Certifier, "sonia ESSAI"),
            (GesteHabilitation::Signer, "Yann NOUVEL"),
        ]
    );
    assert_eq!(fiche.signes.len(), 2);

    // Ended: at once, and no session survives.
    let fin = SaisiePas {
        raison: "depart".into(),
        date: date::court(bac.horloge.aujourdhui()),
        ..pas(GesteHabilitation::Terminer)
    };
    let fiche = faire(&gaelle, &fiche, fin).await.unwrap();
    assert_eq!(fiche.ligne.etat, EtatHabilitation::Terminee);
    let refus = yann.appeler::<ConsulterAccueil>((), ()).await.unwrap_err();
    assert_eq!(refus.statut, StatusCode::UNAUTHORIZED);
    let refus = bac.visiteur().ouvrir_session("yann@exemple.fr", MOT_DE_PASSE).await.unwrap_err();
    assert_eq!(refus.probleme.genre, "/problemes/acces_ferme");
}

/// Neither planned for an hour that is past, nor attended before its hour.
#[tokio::test]
async fn a_session_has_its_hour() {
    let bac = Bac::ouvrir().await;
    bac.demain_dix_heures();
    let (gaelle, sonia) = (bac.connecter("gaelle").await, bac.connecter("sonia").await);
    let refus = sonia.appeler::<PlanifierFormation>((), prevue(&bac, -1, "8")).await.unwrap_err();
    assert_eq!(refus.champs(), [("heure", "heure_passee")]);
    let seances = sonia.appeler::<PlanifierFormation>((), prevue(&bac, 20, "8")).await.unwrap().seances;
    let fiche = gaelle.appeler::<DemanderHabilitation>((), demande("yann@exemple.fr")).await.unwrap();
    let inscrire = SaisiePas { formation: Some(seances[0].id), ..pas(GesteHabilitation::Inscrire) };
    let fiche = faire(&sonia, &fiche, inscrire).await.unwrap();
    for geste in [GesteHabilitation::NoterPresence, GesteHabilitation::NoterAbsence] {
        let refus = faire(&sonia, &fiche, pas(geste)).await.unwrap_err();
        assert_eq!(refus.champs(), [("date", "seance_a_venir")], "{geste:?}");
    }
    bac.horloge.avancer(20 * 60);
    let fiche = faire(&sonia, &fiche, pas(GesteHabilitation::NoterPresence)).await.unwrap();
    assert_eq!(fiche.ligne.etat, EtatHabilitation::Formee);
}

#[tokio::test]
async fn a_manager_brings_an_imposed_end_forward_and_never_puts_it_off() {
    let bac = Bac::ouvrir().await;
    let (gaelle, sonia) = (bac.connecter("gaelle").await, bac.connecter("sonia").await);
    let siennes = gaelle.appeler::<ConsulterHabilitations>((), ()).await.unwrap().lignes;
    let id = siennes.iter().find(|ligne| ligne.agent == bac.gens.nadia).unwrap().id;
    let dans = |jours| bac.horloge.aujourdhui() + Days::new(jours);
    let fin = |raison: &str, motif: &str, jours| SaisiePas {
        raison: raison.into(),
        motif: motif.into(),
        date: date::court(dans(jours)),
        ..pas(GesteHabilitation::Terminer)
    };
    let lire = async || gaelle.appeler::<ConsulterHabilitation>(id, ()).await.unwrap();
    let sans_motif = faire(&sonia, &lire().await, fin("decision", "", 10)).await.unwrap_err();
    assert_eq!(sans_motif.champs(), [("motif", "motif_absent")]);
    let imposee = fin("decision", "Usage contraire à la charte.", 10);
    faire(&sonia, &lire().await, imposee).await.unwrap();
    let refus = faire(&gaelle, &lire().await, fin("depart", "", 11)).await.unwrap_err();
    assert_eq!(refus.statut, StatusCode::CONFLICT);
    assert!(refus.probleme.detail.contains(&date::court(dans(10))), "{}", refus.probleme.detail);
    assert_eq!(lire().await.ligne.fin, Some(dans(10)));
    let fiche = faire(&gaelle, &lire().await, fin("depart", "", 9)).await.unwrap();
    assert_eq!(fiche.ligne.fin, Some(dans(9)));
    let repoussee = fin("decision", "Remplacement trouvé plus tard.", 20);
    let fiche = faire(&sonia, &fiche, repoussee).await.unwrap();
    assert_eq!(fiche.ligne.fin, Some(dans(20)));
    // The département alone gives the end up, and says why.
    assert!(fiche.gestes.contains(&GesteHabilitation::AnnulerFin));
    let annulee = |motif: &str| SaisiePas { motif: motif.into(), ..pas(GesteHabilitation::AnnulerFin) };
    let refus = faire(&gaelle, &fiche, annulee("Elle reste en poste.")).await.unwrap_err();
    assert_eq!(refus.statut, StatusCode::CONFLICT);
    assert_eq!(faire(&sonia, &fiche, annulee("")).await.unwrap_err().champs(), [("motif", "motif_absent")]);
    let fiche = faire(&sonia, &fiche, annulee("Elle reste en poste.")).await.unwrap();
    assert_eq!((fiche.ligne.fin, fiche.ligne.etat), (None, EtatHabilitation::Active));
    assert!(!fiche.gestes.contains(&GesteHabilitation::AnnulerFin));
    let refus = faire(&sonia, &fiche, annulee("Elle reste en poste.")).await.unwrap_err();
    assert!(refus.probleme.detail.contains("Aucune fin n’est prévue"));
}

/// Each call that an agent could make is replayed, with its cookie, after the end.
#[tokio::test]
async fn no_request_succeeds_after_an_end() {
    let bac = Bac::ouvrir().await;
    let (gaelle, nadia) = (bac.connecter("gaelle").await, bac.connecter("nadia").await);
    let ailleurs = bac.connecter("nadia").await;
    let siennes = gaelle.appeler::<ConsulterHabilitations>((), ()).await.unwrap().lignes;
    let sienne = siennes.iter().find(|ligne| ligne.agent == bac.gens.nadia).unwrap();
    let fin = SaisiePas {
        raison: "changement_fonction".into(),
        date: "aujourd'hui".into(),
        ..pas(GesteHabilitation::Terminer)
    };
    gaelle.appeler_sur::<FaireGesteHabilitation>(sienne.version, sienne.id, fin).await.unwrap();
    for client in [&nadia, &ailleurs] {
        tout_est_ferme(&bac, "nadia", async |recette| client.executer(recette).await.statut).await;
    }
}

#[tokio::test]
async fn a_manager_reaches_its_own_organisation_only() {
    let bac = Bac::ouvrir().await;
    let (gaelle, sonia) = (bac.connecter("gaelle").await, bac.connecter("sonia").await);
    let siennes = gaelle.appeler::<ConsulterHabilitations>((), ()).await.unwrap();
    assert!(siennes.lignes.len() >= 4 && siennes.lignes.iter().all(|l| l.organisation == bac.gens.alsa));
    assert_eq!(siennes.organisations.len(), 1);
    let toutes = sonia.appeler::<ConsulterHabilitations>((), ()).await.unwrap();
    let paul = toutes.lignes.iter().find(|ligne| ligne.agent == bac.gens.paul).unwrap();
    let refus = gaelle.appeler::<ConsulterHabilitation>(paul.id, ()).await.unwrap_err();
    assert_eq!(refus.statut, StatusCode::NOT_FOUND);
    // Nor may it ask for another organisation, or for a manager.
    let ailleurs = SaisieHabilitation { organisation: Some(bac.gens.semaphore), ..demande("a@exemple.fr") };
    let refus = gaelle.appeler::<DemanderHabilitation>((), ailleurs).await.unwrap_err();
    assert_eq!(refus.champs(), [("organisation", "organisation_absente")]);
    let gestionnaire =
        SaisieHabilitation { profil: "gestionnaire_habilitations".into(), ..demande("a@exemple.fr") };
    let refus = gaelle.appeler::<DemanderHabilitation>((), gestionnaire).await.unwrap_err();
    assert_eq!(refus.champs(), [("profil", "profil_absent")]);
    let pris = gaelle.appeler::<DemanderHabilitation>((), demande("paul@exemple.fr")).await.unwrap_err();
    assert_eq!(pris.champs(), [("email", "email_refuse")]);
}

#[tokio::test]
async fn each_step_is_its_actors_and_comes_in_order() {
    let bac = Bac::ouvrir().await;
    bac.demain_dix_heures();
    let (gaelle, sonia) = (bac.connecter("gaelle").await, bac.connecter("sonia").await);
    let fiche = gaelle.appeler::<DemanderHabilitation>((), demande("y@exemple.fr")).await.unwrap();
    assert_eq!(fiche.gestes, [GesteHabilitation::Retirer]);
    for geste in GesteHabilitation::TOUS.iter().filter(|geste| **geste != GesteHabilitation::Retirer) {
        let refus = faire(&gaelle, &fiche, pas(*geste)).await.unwrap_err();
        assert_eq!(refus.statut, StatusCode::CONFLICT, "{geste:?}");
    }
    for geste in [GesteHabilitation::NoterPresence, GesteHabilitation::Certifier, GesteHabilitation::Terminer]
    {
        assert_eq!(faire(&sonia, &fiche, pas(geste)).await.unwrap_err().statut, 409, "{geste:?}");
    }
    let double = gaelle.appeler::<DemanderHabilitation>((), demande("y@exemple.fr")).await.unwrap_err();
    assert_eq!(double.statut, StatusCode::CONFLICT);
    // Full: the second is told.
    let formation = Some(seance(&bac, &sonia, "1").await);
    let inscrire = SaisiePas { formation, ..pas(GesteHabilitation::Inscrire) };
    let inscrite = faire(&sonia, &fiche, inscrire.clone()).await.unwrap();
    let autre = gaelle.appeler::<DemanderHabilitation>((), demande("z@exemple.fr")).await.unwrap();
    assert_eq!(faire(&sonia, &autre, inscrire.clone()).await.unwrap_err().statut, 409);
    // Absent: asked for again, and the place is free.
    let absente = faire(&sonia, &inscrite, pas(GesteHabilitation::NoterAbsence)).await.unwrap();
    assert_eq!(absente.ligne.etat, EtatHabilitation::Demandee);
    let autre = faire(&sonia, &autre, inscrire).await.unwrap();
    // The version that was read must still be the one in the store.
    let perime =
        sonia.appeler_sur::<FaireGesteHabilitation>(1, autre.ligne.id, pas(GesteHabilitation::NoterAbsence));
    assert_eq!(perime.await.unwrap_err().statut, StatusCode::PRECONDITION_FAILED);
    let retiree = faire(&gaelle, &absente, pas(GesteHabilitation::Retirer)).await.unwrap();
    assert_eq!((retiree.ligne.etat, retiree.gestes.len()), (EtatHabilitation::Terminee, 0));
}

#[tokio::test]
async fn two_requests_for_the_last_place_get_one() {
    let bac = Bac::ouvrir().await;
    bac.demain_dix_heures();
    let (gaelle, sonia) = (bac.connecter("gaelle").await, bac.connecter("sonia").await);
    let formation = Some(seance(&bac, &sonia, "1").await);
    let un = gaelle.appeler::<DemanderHabilitation>((), demande("un@exemple.fr")).await.unwrap();
    let deux = gaelle.appeler::<DemanderHabilitation>((), demande("deux@exemple.fr")).await.unwrap();
    let inscrire = SaisiePas { formation, ..pas(GesteHabilitation::Inscrire) };
    let (un, deux) = tokio::join!(faire(&sonia, &un, inscrire.clone()), faire(&sonia, &deux, inscrire));
    assert_eq!(un.is_ok() as u8 + deux.is_ok() as u8, 1);
}

/// Whatever the code does, no row of an active habilitation lacks a proof.
#[tokio::test]
async fn the_table_refuses_an_active_habilitation_without_each_proof() {
    let bac = Bac::ouvrir().await;
    let complete = || habilitation::prouvee(bac.gens.noe, "administrateur", bac.horloge.aujourdhui());
    let vides: [fn(&mut habilitation::ActiveModel); 6] = [
        |l| l.formee_le = sea_orm::Set(None),
        |l| l.certifiee_le = sea_orm::Set(None),
        |l| l.engagement_signe_le = sea_orm::Set(None),
        |l| l.engagement_empreinte = sea_orm::Set(None),
        |l| l.charte_signee_le = sea_orm::Set(None),
        |l| l.charte_empreinte = sea_orm::Set(None),
    ];
    for (rang, vider) in vides.into_iter().enumerate() {
        let mut ligne = complete();
        vider(&mut ligne);
        assert!(ligne.insert(bac.base()).await.is_err(), "without proof {rang}");
    }
    let ecrite = complete().insert(bac.base()).await.unwrap();
    for vider in vides {
        let mut ligne = habilitation::Model { ..ecrite.clone() }.into_active_model();
        vider(&mut ligne);
        assert!(ligne.update(bac.base()).await.is_err());
    }
    // Two open habilitations for one profil, or a session without a place: refused as well.
    assert!(complete().insert(bac.base()).await.is_err());
    let sans_place = formation::ActiveModel {
        debut: sea_orm::Set(bac.horloge.locale()),
        lieu: sea_orm::Set("Colmar".into()),
        places: sea_orm::Set(0),
        agent_id: sea_orm::Set(bac.gens.noe),
        ..Default::default()
    };
    assert!(sans_place.insert(bac.base()).await.is_err());
}

#[tokio::test]
async fn one_principal_manager_per_organisation_and_none_by_oneself() {
    let bac = Bac::ouvrir().await;
    let (gaelle, sonia) = (bac.connecter("gaelle").await, bac.connecter("sonia").await);
    let second = habilitation::prouvee(bac.gens.noe, "gestionnaire_habilitations", bac.horloge.aujourdhui());
    let second = second.insert(bac.base()).await.unwrap().id;
    let toutes = gaelle.appeler::<ConsulterHabilitations>((), ()).await.unwrap().lignes;
    let sienne = toutes.iter().find(|ligne| ligne.prenom == "gaelle").unwrap();
    for id in [sienne.id, second] {
        assert!(sonia.appeler::<NommerPrincipal>(id, ()).await.unwrap().ligne.principal);
        let principaux = sonia.appeler::<ConsulterHabilitations>((), ()).await.unwrap().lignes;
        let principaux: Vec<_> = principaux.iter().filter(|l| l.principal).map(|l| l.id).collect();
        assert_eq!(principaux, [id]);
    }
    let soi =
        SaisiePas { raison: "depart".into(), date: "demain".into(), ..pas(GesteHabilitation::Terminer) };
    let refus =
        gaelle.appeler_sur::<FaireGesteHabilitation>(sienne.version, sienne.id, soi).await.unwrap_err();
    assert_eq!(refus.statut, StatusCode::CONFLICT);
    let nadia = toutes.iter().find(|ligne| ligne.agent == bac.gens.nadia).unwrap();
    assert_eq!(sonia.appeler::<NommerPrincipal>(nadia.id, ()).await.unwrap_err().statut, 409);
}

#[tokio::test]
async fn a_group_is_kept_and_taken_away() {
    let bac = Bac::ouvrir().await;
    let gaelle = bac.connecter("gaelle").await;
    let lignes = gaelle.appeler::<ConsulterHabilitations>((), ()).await.unwrap().lignes;
    let id = lignes.iter().find(|ligne| ligne.agent == bac.gens.nadia).unwrap().id;
    for (groupe, garde) in [("Site de Mulhouse", Some("Site de Mulhouse")), (" ", None)] {
        let saisie = reciproque_shared::habilitation::fiche::SaisieGroupe { groupe: groupe.into() };
        let fiche = gaelle.appeler::<GrouperAgent>(id, saisie).await.unwrap();
        assert_eq!(fiche.ligne.groupe.as_deref(), garde);
    }
    assert!(
        agent::Entity::find_by_id(bac.gens.nadia).one(bac.base()).await.unwrap().unwrap().groupe.is_none()
    );
}
