//! The rows of what is awaited are what the function says of the facts: after every writing route,
//! after gestures in any order, after a flow, after a change of rules; `echelle` does it at the size
//! of a département.

use chrono::{Days, NaiveDate, TimeDelta};
use proptest::prelude::*;
use proptest::strategy::ValueTree as _;
use reciproque_server::attente;
use reciproque_server::depot::Depot;
use reciproque_server::depot::entite::attente as rangee;
use reciproque_server::depot::entite::{orientation, personne};
use reciproque_server::serveur::Reglages;
use reciproque_shared::api::{
    ConsulterCer, ConsulterDossier, CreerRendezVous, Methode, RenseignerRendezVous,
};
use reciproque_shared::attente::Attendu;
use reciproque_shared::cer::{Acteur, GesteCer, gestes_possibles};
use reciproque_shared::date;
use reciproque_shared::regle::{Certitude, Cle, Depart, Regle, Regles, Valeur};
use reciproque_shared::rendez_vous::fiche::SaisieStatut;
use reciproque_shared::rendez_vous::{SaisieRendezVous, StatutRendezVous};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use crate::accueil::population;
use crate::bac::{Bac, Client, ampleur};
use crate::cer::{decider, faire, signer};
use crate::matrice::{chez_nadia, dans_l_ordre};

/// Persons compared at once.
const LOT: usize = 500;

/// Without the number of the row, in an order of their own.
fn nues(mut lues: Vec<rangee::Model>) -> Vec<String> {
    for lue in &mut lues {
        lue.id = 0;
    }
    let mut textes: Vec<String> = lues.iter().map(|lue| format!("{lue:?}")).collect();
    textes.sort();
    textes
}

/// Every person of the store has the rows that the function says, and nobody else has any; answers
/// how many there are.
pub async fn justes(depot: &Depot, regles: &Regles, quand: &str) -> usize {
    let base = depot.lecture();
    let personnes: Vec<i64> = personne::Entity::find()
        .select_only()
        .column(personne::Column::Id)
        .order_by_asc(personne::Column::Id)
        .into_tuple()
        .all(base)
        .await
        .unwrap();
    let mut nombre = 0;
    for lot in personnes.chunks(LOT) {
        let attendues = nues(attente::calculees(base, regles, lot).await.unwrap());
        let filtre = rangee::Column::PersonneId.is_in(lot.iter().copied());
        let gardees = nues(rangee::Entity::find().filter(filtre).all(base).await.unwrap());
        assert_eq!(gardees, attendues, "{quand}");
        nombre += gardees.len();
    }
    nombre
}

pub async fn justes_ici(bac: &Bac, quand: &str) -> usize {
    justes(&bac.app.depot, &bac.app.regles, quand).await
}

async fn refaire(bac: &Bac) {
    attente::reconstruire(&bac.app.depot, &bac.app.regles).await.unwrap();
}

#[tokio::test]
async fn each_writing_route_leaves_the_rows_that_the_function_says() {
    for prenom in ["nadia", "hugo", "gaelle", "dominique"] {
        let bac = Bac::ouvrir().await;
        let (client, cible) = (bac.connecter(prenom).await, chez_nadia(&bac.gens));
        let mut reussies = 0;
        for route in dans_l_ordre().into_iter().filter(|route| route.methode != Methode::Get) {
            let recette = bac.recette(&route, prenom, cible).await;
            // What the recipe puts in the store by itself is not what is tried here.
            refaire(&bac).await;
            reussies += usize::from(client.executer(&recette).await.statut.is_success());
            justes_ici(&bac, &format!("{prenom}: {}", route.operation)).await;
        }
        assert!(reussies > 5, "{prenom} could write nothing");
    }
}

/// One thing that somebody does, by lot.
#[derive(Clone, Copy, Debug)]
enum Pas {
    Geste(usize),
    Rendez,
    Absence,
    Jours(u64),
}

fn pas() -> impl Strategy<Value = Pas> {
    prop_oneof![
        6 => (0..8_usize).prop_map(Pas::Geste),
        1 => Just(Pas::Rendez),
        1 => Just(Pas::Absence),
        2 => (1..20_u64).prop_map(Pas::Jours),
    ]
}

struct Marche {
    bac: Bac,
    nadia: Client,
    hugo: Client,
    rendez_vous: Vec<i64>,
}

impl Marche {
    async fn commencer() -> Self {
        // Months go by: nobody has to change a password on the way.
        let bac = Bac::avec(Reglages { mot_de_passe_jours: 0, ..Reglages::default() }).await;
        bac.demain_dix_heures();
        let (nadia, hugo) = (bac.connecter("nadia").await, bac.connecter("hugo").await);
        Self { bac, nadia, hugo, rendez_vous: Vec::new() }
    }

    async fn faire(&mut self, pas: Pas) {
        match pas {
            Pas::Geste(rang) => self.geste(rang).await,
            Pas::Rendez => self.rendez_vous().await,
            Pas::Absence => self.absence().await,
            Pas::Jours(jours) => {
                self.bac.aller_a(self.bac.horloge.locale() + Days::new(jours));
                self.nadia = self.bac.connecter("nadia").await;
                self.hugo = self.bac.connecter("hugo").await;
            }
        }
    }

    async fn geste(&self, rang: usize) {
        let keller = self.bac.gens.keller;
        un_geste((&self.nadia, &self.hugo), (keller.dossier, keller.demandeur), rang).await;
    }

    async fn rendez_vous(&mut self) {
        let demain = self.bac.horloge.aujourdhui() + TimeDelta::days(1);
        self.rendez_vous.extend(un_rendez_vous(&self.nadia, self.bac.gens.keller.demandeur, demain).await);
    }

    async fn absence(&mut self) {
        let Some(id) = self.rendez_vous.pop() else { return };
        let saisie = SaisieStatut { statut: StatutRendezVous::AbsenceNonExcusee, report: None };
        // Not before its hour.
        drop(self.nadia.appeler_sur::<RenseignerRendezVous>(1, id, saisie).await);
    }
}

/// The one of this rank among those that the last contract allows to the structure and to the
/// CTSA, or a new contract.
pub async fn un_geste((structure, ctsa): (&Client, &Client), (dossier, personne): (i64, i64), rang: usize) {
    let fiche = structure.appeler::<ConsulterDossier>(dossier, ()).await.unwrap();
    let adulte = fiche.adultes.iter().find(|adulte| adulte.id == personne).unwrap();
    let dernier = adulte.parcours.as_ref().unwrap().cer.first().cloned();
    let possibles: Vec<(Acteur, GesteCer)> = dernier
        .iter()
        .flat_map(|dernier| {
            [Acteur::Structure, Acteur::Departement].into_iter().flat_map(move |acteur| {
                gestes_possibles(dernier.etat, acteur).map(move |geste| (acteur, geste))
            })
        })
        .collect();
    let Some((dernier, (acteur, geste))) = dernier.zip(possibles.get(rang).copied()) else {
        drop(crate::cer::ouvrir(structure, personne).await);
        return;
    };
    // That of another structure is read, or not even.
    let Ok(lu) = structure.appeler::<ConsulterCer>(dernier.id, ()).await else { return };
    // Refused or not, the rows follow.
    match (acteur, geste) {
        (_, GesteCer::Signer) => drop(signer(structure, &lu).await),
        (Acteur::Structure, geste) => drop(faire(structure, &lu, geste).await),
        (Acteur::Departement, geste) => drop(decider(ctsa, &lu, geste).await),
    }
}

/// One more rendez-vous, at two o’clock.
pub async fn un_rendez_vous(client: &Client, personne: i64, jour: NaiveDate) -> Option<i64> {
    let saisie = SaisieRendezVous {
        objet: "suivi".into(),
        date: date::court(jour),
        heure: "14h".into(),
        duree_minutes: "30".into(),
        canal: "visio".into(),
        malgre_chevauchement: true,
        ..SaisieRendezVous::default()
    };
    let reponse = client.appeler::<CreerRendezVous>(personne, saisie).await.unwrap();
    reponse.enregistre.map(|fiche| fiche.ligne.id)
}

#[tokio::test(flavor = "multi_thread")]
async fn gestures_in_any_order_leave_the_rows_that_the_function_says() {
    let mut tirage = proptest::test_runner::TestRunner::deterministic();
    for _ in 0..ampleur(3, 100) {
        let suite = prop::collection::vec(pas(), 25).new_tree(&mut tirage).unwrap().current();
        let mut marche = Marche::commencer().await;
        for (rang, pas) in suite.iter().enumerate() {
            marche.faire(*pas).await;
            justes_ici(&marche.bac, &format!("{:?}", &suite[..=rang])).await;
        }
    }
}

/// Five months to conclude a social contract, where the law says otherwise.
pub fn cinq_mois(aujourdhui: NaiveDate) -> Regles {
    let locale = Regle {
        cle: Cle::DelaiContratSocial,
        valeur: Valeur::Mois(5),
        debut: aujourdhui - Days::new(2_000),
        fin: None,
        article: "Règlement départemental".into(),
        explication: "Cinq mois.".into(),
        depart: Some(Depart::Orientation),
        certitude: Certitude::Locale,
    };
    Regles::new(vec![locale]).unwrap()
}

/// A rule in force on some days more rewrites what it bears on, and nothing else; and back.
#[tokio::test]
async fn another_set_of_rules_rewrites_the_rows_once() {
    let bac = Bac::ouvrir().await;
    population::installer(&bac, 40).await;
    refaire(&bac).await;
    let lignes = justes_ici(&bac, "default rules").await;
    let autres = cinq_mois(bac.horloge.aujourdhui());
    let depot = &bac.app.depot;
    assert!(attente::mettre_a_jour(depot, &autres).await.unwrap());
    assert_eq!(justes(depot, &autres, "local rules").await, lignes);
    assert_eq!(attente::regles_gardees(depot.lecture()).await.unwrap(), autres);
    assert!(!attente::mettre_a_jour(depot, &autres).await.unwrap(), "nothing changed since");
    assert!(attente::mettre_a_jour(depot, &Regles::default()).await.unwrap());
    justes_ici(&bac, "default rules again").await;
}

/// Six months from the signature (CASF L262-31), none before it: the row follows, and says from when it counts.
#[tokio::test]
async fn a_contract_signed_dates_the_review_of_a_social_orientation() {
    let bac = Bac::ouvrir().await;
    let (nadia, keller) = (bac.connecter("nadia").await, bac.gens.keller);
    let revue = async || {
        let fiche = nadia.appeler::<ConsulterDossier>(keller.dossier, ()).await.unwrap();
        let adulte = fiche.adultes.iter().find(|adulte| adulte.id == keller.demandeur).unwrap();
        let attentes = &adulte.parcours.as_ref().unwrap().attentes;
        let revue = attentes.iter().find(|lue| lue.quoi == Attendu::RevueSociale);
        revue.map(|lue| (lue.limite.unwrap(), lue.explication.clone()))
    };
    assert_eq!(revue().await, None);
    let brouillon = crate::cer::ouvrir(&nadia, keller.demandeur).await.unwrap();
    assert_eq!(revue().await, None, "a draft is no contract");
    signer(&nadia, &brouillon).await.unwrap();
    let signe_le = bac.horloge.aujourdhui();
    let (limite, explication) = revue().await.unwrap();
    assert_eq!(limite, date::ajouter_mois(signe_le, 6));
    assert!(explication.contains(&date::court(signe_le)), "{explication}");
    justes_ici(&bac, "signed").await;
}

#[tokio::test]
async fn a_rectified_orientation_moves_the_deadline() {
    let bac = Bac::ouvrir().await;
    let keller = bac.gens.keller.demandeur;
    let limite = async || {
        let filtre = rangee::Column::PersonneId.eq(keller);
        let lues = rangee::Entity::find().filter(filtre).all(bac.base()).await.unwrap();
        lues.into_iter().find(|lue| lue.quoi == Attendu::Contrat.code()).unwrap().limite.unwrap()
    };
    let avant = limite().await;
    orientation::Entity::update_many()
        .col_expr(orientation::Column::NotifieeLe, Expr::value(bac.horloge.aujourdhui()))
        .filter(orientation::Column::PersonneId.eq(keller))
        .exec(bac.base())
        .await
        .unwrap();
    attente::reecrire(bac.base(), &bac.app.regles, &[keller]).await.unwrap();
    assert!(limite().await > avant);
}
