//! The columns of the matrix: who asks, about whom, and in which state the account is.

use std::future::Future;
use std::pin::Pin;

use chrono::{Days, Utc};
use reciproque_server::openapi::Route;
use reciproque_server::store::entite::*;
use reciproque_shared::api::ChangerProfil;
use reciproque_shared::droit::EtatDemande;
use reciproque_shared::habilitation::{Acte, Profil};
use reciproque_shared::session::ChoixProfil;
use sea_orm::sea_query::Expr;
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, QueryFilter};

use super::Cellule;
use crate::bac::{Bac, Cible, Client, Foyer, Gens, Recette, une_demande};
use crate::compte::horaires::fermer_alsa;

/// One column.
pub struct Cas {
    pub lettre: char,
    pub nom: &'static str,
    pub qui: &'static str,
    pub cible: fn(&Gens) -> Cible,
    /// What happens after the sign-in.
    pub ensuite: Ensuite,
}

/// What happens between the sign-in and the calls.
pub type Ensuite = for<'a> fn(&'a Bac, &'a mut Client) -> Pin<Box<dyn Future<Output = ()> + Send + 'a>>;

const fn cas(lettre: char, nom: &'static str, qui: &'static str, cible: fn(&Gens) -> Cible) -> Cas {
    Cas { lettre, nom, qui, cible, ensuite: |_, _| Box::pin(async {}) }
}

const fn etat(lettre: char, nom: &'static str, ensuite: Ensuite) -> Cas {
    Cas { lettre, nom, qui: "nadia", cible: chez_nadia, ensuite }
}

fn cible(nom: &'static str, foyer: Foyer, structure: i64, agent: i64) -> Cible {
    Cible { dossier: foyer.dossier, personne: foyer.demandeur, nom, structure, agent }
}

pub fn chez_nadia(gens: &Gens) -> Cible {
    cible("keller", gens.keller, gens.alsa, gens.nadia)
}

fn son_conjoint(gens: &Gens) -> Cible {
    Cible {
        personne: gens.keller.conjoint.unwrap(),
        ..cible("keller", gens.keller, gens.semaphore, gens.paul)
    }
}

fn chez_paul(gens: &Gens) -> Cible {
    cible("tifour", gens.tifour, gens.semaphore, gens.paul)
}

/// Nobody's yet.
fn sans_structure(gens: &Gens) -> Cible {
    cible("haas", gens.haas, gens.alsa, gens.nadia)
}

pub const PROFILS: [Cas; 19] = [
    cas('A', "référent : personne que sa structure accompagne", "nadia", chez_nadia),
    cas('B', "référent : autre adulte du même foyer, accompagné ailleurs", "nadia", son_conjoint),
    cas('C', "référent : personne sans orientation", "nadia", sans_structure),
    cas('D', "référent : personne d’une autre structure", "nadia", chez_paul),
    cas('E', "référent : personne inconnue", "nadia", |_| Cible::INCONNUE),
    cas('F', "référent : convention sans saisie", "remi", |g| cible("weber", g.weber, g.lecture, g.remi)),
    cas('G', "Pôle emploi : droit en cours", "claire", chez_nadia),
    cas('H', "Pôle emploi : droit clos", "claire", |g| cible("muller", g.muller, g.alsa, g.nadia)),
    cas('I', "CTSA : commune de son territoire", "hugo", chez_nadia),
    cas('J', "CTSA : autre commune", "hugo", chez_paul),
    cas('K', "référent utilisateurs du Département", "sonia", chez_nadia),
    cas('L', "administrateur", "alain", chez_nadia),
    cas('M', "administrateur : personne inconnue", "alain", |_| Cible::INCONNUE),
    cas('N', "gestionnaire des habilitations d’une structure", "gaelle", chez_nadia),
    cas('O', "délégué à la protection des données", "dominique", chez_nadia),
    cas('P', "gestionnaire des habilitations : personne d’une autre structure", "gaelle", chez_paul),
    Cas {
        ensuite: |bac, _| {
            Box::pin(async move {
                une_demande(bac, chez_nadia(&bac.gens), EtatDemande::EnCours).await;
            })
        },
        ..cas('Q', "délégué : la personne a une demande en cours", "dominique", chez_nadia)
    },
    Cas {
        ensuite: |bac, _| {
            Box::pin(async move {
                une_demande(bac, chez_paul(&bac.gens), EtatDemande::EnCours).await;
            })
        },
        ..cas('R', "délégué : seule une autre personne a une demande en cours", "dominique", chez_nadia)
    },
    cas('S', "gestionnaire des habilitations : agent inconnu", "gaelle", |_| Cible::INCONNUE),
];

/// Nadia about the person she accompanies, after something closed her access. Each takes
/// effect at the very next request, with the same cookie.
pub const COMPTES: [Cas; 23] = [
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
    etat('e', "habilitation terminée hier", |bac, _| Box::pin(terminer_habilitation(bac))),
    etat('f', "compte suspendu", |bac, _| Box::pin(suspendre(bac))),
    etat('g', "convention échue hier", |bac, _| Box::pin(terminer_convention(bac))),
    etat('h', "convention désormais sans saisie", |bac, _| Box::pin(fermer_la_saisie(bac))),
    etat('i', "orientation terminée hier", |bac, _| Box::pin(terminer_orientation(bac))),
    etat('o', "convention désormais limitée à un autre territoire", |bac, _| {
        Box::pin(limiter_a_colmar(bac))
    }),
    etat('j', "sous un autre de ses profils (administrateur)", |bac, client| {
        Box::pin(changer_profil(bac, client))
    }),
    etat('k', "mot de passe à changer", |bac, _| Box::pin(exiger_un_mot_de_passe(bac))),
    etat('l', "formé et certifié, engagement à signer", |bac, _| Box::pin(attendre_la_signature(bac))),
    etat('m', "organisation suspendue", |bac, _| Box::pin(suspendre_l_organisation(bac))),
    etat('s', "sous surveillance, sans motif", |bac, _| {
        Box::pin(crate::alerte::surveiller(bac, bac.gens.nadia))
    }),
    etat('n', "mot de passe échu à la connexion", |bac, client| {
        Box::pin(se_reconnecter_trop_tard(bac, client))
    }),
    etat('q', "second facteur attendu", |bac, _| Box::pin(poser_une_application(bac))),
    etat('r', "hors des horaires de son organisation", |bac, _| Box::pin(fermer_alsa(bac))),
    etat('1', "charte modifiée depuis la signature", |bac, _| Box::pin(changer_la_charte(bac))),
    etat('2', "habilitation demandée", |bac, _| Box::pin(revenir_a_la_demande(bac))),
    etat('3', "habilitation : formé, sans attestation", |bac, _| Box::pin(revenir_a_la_formation(bac))),
    etat('4', "fin d’habilitation aujourd’hui", |bac, _| Box::pin(terminer(bac, 0))),
    etat('5', "fin d’habilitation prévue demain", |bac, _| Box::pin(terminer(bac, 1))),
];

fn sortie() -> Route {
    super::routes().into_iter().find(|route| route.acte == Acte::SeDeconnecter).unwrap()
}

async fn terminer_habilitation(bac: &Bac) {
    let issue = habilitation::Entity::update_many()
        .col_expr(habilitation::Column::Fin, Expr::value(hier(bac)))
        .filter(habilitation::Column::AgentId.eq(bac.gens.nadia))
        .exec(bac.base());
    assert_eq!(issue.await.unwrap().rows_affected, 1);
}

async fn suspendre(bac: &Bac) {
    let issue = agent::Entity::update_many()
        .col_expr(agent::Column::SuspenduLe, Expr::value(Utc::now()))
        .filter(agent::Column::Id.eq(bac.gens.nadia))
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

async fn exiger_un_mot_de_passe(bac: &Bac) {
    let issue = compte::Entity::update_many()
        .col_expr(compte::Column::AChanger, Expr::value(true))
        .filter(compte::Column::AgentId.eq(bac.gens.nadia))
        .exec(bac.base());
    assert_eq!(issue.await.unwrap().rows_affected, 1);
}

async fn se_reconnecter_trop_tard(bac: &Bac, client: &mut Client) {
    vieillir_le_mot_de_passe(bac, 90).await;
    *client = bac.connecter("nadia").await;
}

/// As if Nadia had chosen her password that many days ago.
pub async fn vieillir_le_mot_de_passe(bac: &Bac, jours: u64) {
    let issue = compte::Entity::update_many()
        .col_expr(compte::Column::ChangeLe, Expr::value(Utc::now() - Days::new(jours)))
        .filter(compte::Column::AgentId.eq(bac.gens.nadia))
        .exec(bac.base());
    assert_eq!(issue.await.unwrap().rows_affected, 1);
}

/// As if Nadia had set up an application, and had not shown its code in this session.
async fn poser_une_application(bac: &Bac) {
    let issue = compte::Entity::update_many()
        .col_expr(compte::Column::Graine, Expr::value("graine"))
        .filter(compte::Column::AgentId.eq(bac.gens.nadia))
        .exec(bac.base());
    assert_eq!(issue.await.unwrap().rows_affected, 1);
}

async fn attendre_la_signature(bac: &Bac) {
    let issue = habilitation::Entity::update_many()
        .col_expr(habilitation::Column::Debut, Expr::value(None::<chrono::NaiveDate>))
        .col_expr(habilitation::Column::EngagementSigneLe, Expr::value(None::<chrono::DateTime<Utc>>))
        .filter(habilitation::Column::AgentId.eq(bac.gens.nadia))
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
    attendre_la_signature(bac).await;
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
    let issue = orientation::Entity::update_many()
        .col_expr(orientation::Column::Fin, Expr::value(hier(bac)))
        .filter(orientation::Column::PersonneId.eq(bac.gens.keller.demandeur))
        .exec(bac.base());
    assert_eq!(issue.await.unwrap().rows_affected, 1);
}

async fn changer_profil(bac: &Bac, client: &Client) {
    let seconde = habilitation::prouvee(bac.gens.nadia, Profil::Administrateur.code(), hier(bac));
    seconde.insert(bac.base()).await.unwrap();
    client.appeler::<ChangerProfil>((), ChoixProfil { profil: Profil::Administrateur }).await.unwrap();
}

fn hier(bac: &Bac) -> chrono::NaiveDate {
    bac.horloge.aujourdhui() - Days::new(1)
}

/// A case on its own extranet, signed in, ready for the calls.
pub struct Scene {
    pub bac: Bac,
    pub client: Client,
    pub qui: &'static str,
    pub cible: Cible,
}

impl Scene {
    pub async fn dresser(cas: &Cas) -> Self {
        let bac = Bac::ouvrir().await;
        let mut client = bac.connecter(cas.qui).await;
        (cas.ensuite)(&bac, &mut client).await;
        let cible = (cas.cible)(&bac.gens);
        Self { bac, client, qui: cas.qui, cible }
    }

    /// Makes one call; a sign-in comes from another browser, as it would.
    pub async fn jouer(&self, route: &Route) -> Cellule {
        self.jouer_ainsi(route, self.bac.recette(route, self.qui, self.cible).await).await
    }

    pub async fn jouer_ainsi(&self, route: &Route, recette: Recette) -> Cellule {
        let reponse = match route.acte {
            Acte::SeConnecter => self.bac.visiteur().executer(&recette).await,
            _ => self.client.executer(&recette).await,
        };
        Cellule { recette, reponse }
    }
}
