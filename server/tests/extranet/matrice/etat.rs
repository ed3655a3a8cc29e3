//! The columns of the matrix about the state of the account.

use chrono::{Days, NaiveTime, Utc};
use reciproque_server::depot::entite::*;
use reciproque_server::http::openapi::Route;
use reciproque_server::serveur::Reglages;
use reciproque_shared::api::ChangerProfil;
use reciproque_shared::habilitation::{Acte, Profil};
use reciproque_shared::session::ChoixProfil;
use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::Expr;
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, QueryFilter};

use super::cas::{Cas, Ensuite, cas, chez_nadia};
use crate::bac::{Bac, Cible, Client};
use crate::compte::horaires::fermer_alsa;

/// Nadia about the person she accompanies, after something closed her access. Each takes
/// effect at the very next request, with the same cookie.
pub const COMPTES: [Cas; 25] = [
    etat('a', "en vigueur", |_, _| Box::pin(async {})),
    etat('b', "sans cookie", |bac, client| Box::pin(async { *client = bac.visiteur() })),
    etat('c', "session fermée par l’agent", |bac, client| {
        Box::pin(async move {
            let sortie = bac.recette(&sortie(), "nadia", Cible::INCONNUE).await;
            assert_eq!(client.executer(&sortie).await.statut, 200);
        })
    }),
    etat('d', "session inactive depuis 30 min 1 s", |bac, _| {
        Box::pin(async { bac.horloge.avancer(30 * 60 + 1) })
    }),
    etat('e', "habilitation terminée hier", |bac, _| Box::pin(terminer_habilitation(bac, bac.gens.nadia))),
    etat('f', "compte suspendu", |bac, _| Box::pin(suspendre(bac, bac.gens.nadia))),
    etat('g', "convention échue hier", |bac, _| Box::pin(terminer_convention(bac))),
    etat('h', "convention désormais sans saisie", |bac, _| Box::pin(fermer_la_saisie(bac))),
    etat('i', "orientation terminée hier", |bac, _| Box::pin(terminer_orientation(bac))),
    etat('o', "convention désormais limitée à un autre territoire", |bac, _| {
        Box::pin(limiter_a_colmar(bac))
    }),
    etat('j', "sous un autre de ses profils (administrateur)", |bac, client| {
        Box::pin(changer_profil(bac, client))
    }),
    etat('k', "mot de passe à changer", |bac, _| Box::pin(exiger_un_mot_de_passe(bac, bac.gens.nadia))),
    etat('l', "formé et certifié, engagement à signer", |bac, _| {
        Box::pin(attendre_la_signature(bac, bac.gens.nadia))
    }),
    etat('m', "organisation suspendue", |bac, _| Box::pin(suspendre_l_organisation(bac))),
    etat('s', "sous surveillance, sans motif", |bac, _| {
        Box::pin(crate::alerte::surveiller(bac, bac.gens.nadia))
    }),
    etat('n', "mot de passe échu à la connexion", |bac, client| {
        Box::pin(se_reconnecter_trop_tard(bac, client))
    }),
    etat('q', "second facteur attendu", |bac, _| Box::pin(poser_une_application(bac, bac.gens.nadia))),
    etat('r', "hors des horaires de son organisation", |bac, _| Box::pin(fermer_alsa(bac))),
    etat('1', "charte modifiée depuis la signature", |bac, _| Box::pin(changer_la_charte(bac))),
    etat('2', "habilitation demandée", |bac, _| Box::pin(revenir_a_la_demande(bac))),
    etat('3', "habilitation : formé, sans attestation", |bac, _| Box::pin(revenir_a_la_formation(bac))),
    etat('4', "fin d’habilitation aujourd’hui", |bac, _| Box::pin(terminer(bac, 0))),
    etat('5', "fin d’habilitation prévue demain", |bac, _| Box::pin(terminer(bac, 1))),
    Cas {
        reglages: deux_facteurs,
        ..etat('t', "second facteur exigé, aucun d’installé", |_, _| Box::pin(async {}))
    },
    Cas {
        reglages: deux_facteurs,
        ..etat('u', "clé d’accès attendue", |bac, _| Box::pin(poser_une_cle(bac, bac.gens.nadia)))
    },
];

const fn etat(lettre: char, nom: &'static str, ensuite: Ensuite) -> Cas {
    Cas { ensuite, ..cas(lettre, nom, "nadia", chez_nadia) }
}

/// The setting asks those who play the states for a second factor.
pub(super) fn deux_facteurs() -> Reglages {
    let second_facteur = vec![
        Profil::Referent,
        Profil::GestionnaireHabilitations,
        Profil::DelegueProtectionDonnees,
        Profil::ReferentSolis,
    ];
    Reglages { second_facteur, ..Reglages::default() }
}

fn sortie() -> Route {
    super::routes().into_iter().find(|route| route.acte == Acte::SeDeconnecter).unwrap()
}

pub(super) async fn terminer_habilitation(bac: &Bac, agent: i64) {
    let issue = habilitation::Entity::update_many()
        .col_expr(habilitation::Column::Fin, Expr::value(hier(bac)))
        .filter(habilitation::Column::AgentId.eq(agent))
        .exec(bac.base());
    assert_eq!(issue.await.unwrap().rows_affected, 1);
}

pub(super) async fn suspendre(bac: &Bac, agent: i64) {
    let issue = agent::Entity::update_many()
        .col_expr(agent::Column::SuspenduLe, Expr::value(Utc::now()))
        .filter(agent::Column::Id.eq(agent))
        .exec(bac.base());
    assert_eq!(issue.await.unwrap().rows_affected, 1);
}

async fn suspendre_l_organisation(bac: &Bac) {
    let issue = organisation::Entity::update_many()
        .col_expr(organisation::Column::SuspendueLe, Expr::value(Utc::now()))
        .filter(organisation::Column::Id.eq(bac.gens.alsa))
        .exec(bac.base());
    assert_eq!(issue.await.unwrap().rows_affected, 1);
}

pub(super) async fn exiger_un_mot_de_passe(bac: &Bac, agent: i64) {
    let issue = compte::Entity::update_many()
        .col_expr(compte::Column::AChanger, Expr::value(true))
        .filter(compte::Column::AgentId.eq(agent))
        .exec(bac.base());
    assert_eq!(issue.await.unwrap().rows_affected, 1);
}

async fn se_reconnecter_trop_tard(bac: &Bac, client: &mut Client) {
    vieillir_le_mot_de_passe(bac, 90).await;
    *client = bac.connecter("nadia").await;
}

/// As if Nadia had chosen her password that many days ago: at noon, so that neither the hour of
/// the test nor a change of the clocks makes it a day more or less.
pub async fn vieillir_le_mot_de_passe(bac: &Bac, jours: u64) {
    let midi = NaiveTime::from_hms_opt(12, 0, 0).unwrap();
    let choisi_le = (bac.horloge.aujourdhui() - Days::new(jours)).and_time(midi).and_utc();
    let issue = compte::Entity::update_many()
        .col_expr(compte::Column::ChangeLe, Expr::value(choisi_le))
        .filter(compte::Column::AgentId.eq(bac.gens.nadia))
        .exec(bac.base());
    assert_eq!(issue.await.unwrap().rows_affected, 1);
}

/// As if the agent had set up an application, and had not shown its code in this session.
pub(super) async fn poser_une_application(bac: &Bac, agent: i64) {
    let issue = compte::Entity::update_many()
        .col_expr(compte::Column::Graine, Expr::value("graine"))
        .filter(compte::Column::AgentId.eq(agent))
        .exec(bac.base());
    assert_eq!(issue.await.unwrap().rows_affected, 1);
}

/// As if the agent had a passkey, and had signed in with the password.
pub(super) async fn poser_une_cle(bac: &Bac, agent: i64) {
    let cle = cle_acces::ActiveModel {
        agent_id: Set(agent),
        nom: Set("Téléphone".into()),
        identifiant: Set(format!("posee-{agent}")),
        cle: Set("{}".into()),
        creee_le: Set(bac.horloge.maintenant()),
        ..Default::default()
    };
    cle.insert(bac.base()).await.unwrap();
}

pub(super) async fn attendre_la_signature(bac: &Bac, agent: i64) {
    let issue = habilitation::Entity::update_many()
        .col_expr(habilitation::Column::Debut, Expr::value(None::<chrono::NaiveDate>))
        .col_expr(habilitation::Column::EngagementSigneLe, Expr::value(None::<chrono::DateTime<Utc>>))
        .filter(habilitation::Column::AgentId.eq(agent))
        .exec(bac.base());
    assert_eq!(issue.await.unwrap().rows_affected, 1);
}

async fn changer_la_charte(bac: &Bac) {
    ecrire_habilitation(bac, habilitation::Column::CharteEmpreinte, Expr::value("0".repeat(64))).await;
}

async fn revenir_a_la_demande(bac: &Bac) {
    revenir_a_la_formation(bac).await;
    ecrire_habilitation(bac, habilitation::Column::FormeeLe, Expr::value(None::<chrono::NaiveDate>)).await;
}

async fn revenir_a_la_formation(bac: &Bac) {
    attendre_la_signature(bac, bac.gens.nadia).await;
    ecrire_habilitation(bac, habilitation::Column::CertifieeLe, Expr::value(None::<chrono::NaiveDate>)).await;
}

async fn terminer(bac: &Bac, dans_jours: u64) {
    let fin = bac.horloge.aujourdhui() + Days::new(dans_jours);
    ecrire_habilitation(bac, habilitation::Column::Fin, Expr::value(fin)).await;
}

async fn ecrire_habilitation(bac: &Bac, colonne: habilitation::Column, valeur: Expr) {
    let issue = habilitation::Entity::update_many()
        .col_expr(colonne, valeur)
        .filter(habilitation::Column::AgentId.eq(bac.gens.nadia))
        .exec(bac.base());
    assert_eq!(issue.await.unwrap().rows_affected, 1);
}

async fn terminer_convention(bac: &Bac) {
    let issue = convention::Entity::update_many()
        .col_expr(convention::Column::DateFin, Expr::value(hier(bac)))
        .filter(convention::Column::OrganisationId.eq(bac.gens.alsa))
        .exec(bac.base());
    assert_eq!(issue.await.unwrap().rows_affected, 1);
}

async fn fermer_la_saisie(bac: &Bac) {
    let avenant = bac.avenant(bac.gens.alsa).await;
    let issue = avenant::Entity::update_many()
        .col_expr(avenant::Column::Saisie, Expr::value(false))
        .filter(avenant::Column::Id.eq(avenant))
        .exec(bac.base());
    assert_eq!(issue.await.unwrap().rows_affected, 1);
}

async fn limiter_a_colmar(bac: &Bac) {
    let avenant = bac.avenant(bac.gens.alsa).await;
    let issue = avenant::Entity::update_many()
        .col_expr(avenant::Column::Niveau, Expr::value("communes"))
        .col_expr(avenant::Column::Territoire, Expr::value("68066"))
        .filter(avenant::Column::Id.eq(avenant))
        .exec(bac.base());
    assert_eq!(issue.await.unwrap().rows_affected, 1);
}

async fn terminer_orientation(bac: &Bac) {
    bac.finir_orientation(bac.gens.keller.demandeur, hier(bac)).await;
}

async fn changer_profil(bac: &Bac, client: &Client) {
    bac.habiliter(bac.gens.nadia, Profil::Administrateur).await;
    client.appeler::<ChangerProfil>((), ChoixProfil { profil: Profil::Administrateur }).await.unwrap();
}

fn hier(bac: &Bac) -> chrono::NaiveDate {
    bac.horloge.aujourdhui() - Days::new(1)
}
