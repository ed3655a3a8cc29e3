//! The trace: each call leaves exactly its event; without a trace nothing leaves.

use reciproque_server::http::openapi::Route;
use reciproque_server::journal::Inscription;
use reciproque_shared::api::Methode;
use reciproque_shared::habilitation::{Acte, Profil, Rubrique, allows};
use reciproque_shared::journal::{Evenement, Issue};
use reciproque_shared::trace::NumeroTrace;
use sea_orm::{ConnectionTrait as _, DbBackend, FromQueryResult as _, JsonValue, Statement};

use crate::bac::Bac;
use crate::bac::rubriques::{MARQUES, remplir};
use crate::dossier::rubriques::sous_sa_convention;
use crate::matrice::{COMPTES, Cas, Cellule, PROFILS, Scene, chez_nadia, dans_l_ordre, routes};

/// What the acte leaves when it succeeds: a write is announced before it is done.
fn issue(route: &Route) -> Issue {
    match route.acte {
        _ if route.methode == Methode::Get => Issue::Reussi,
        Acte::SeDeconnecter
        | Acte::ChangerProfil
        | Acte::ChangerMotDePasse
        | Acte::PresenterSecondFacteur
        | Acte::InstallerSecondFacteur
        | Acte::RetirerSecondFacteur
        | Acte::LireAvis
        | Acte::FermerSessions
        | Acte::RemettreCode
        | Acte::DeclarerPerte
        | Acte::GererClesAcces
        | Acte::CreerCer
        | Acte::SaisirCer
        | Acte::CorrigerCer
        | Acte::DeciderCer
        | Acte::Orienter
        | Acte::DesignerReferent
        | Acte::DemanderReorientation
        | Acte::InstruireReorientation
        | Acte::SuivreEcart
        | Acte::Instruire
        | Acte::DeciderInstruction
        | Acte::DeciderRapprochement
        | Acte::TransfererPortefeuille
        | Acte::GererOrganisation
        | Acte::SaisirConvention
        | Acte::ChangerTerritoires
        | Acte::Superviser
        | Acte::SaisirRendezVous
        | Acte::DonnerMotif
        | Acte::TraiterAlerte
        | Acte::SurveillerAgent
        | Acte::ReglerAlertes
        | Acte::DeciderRevue
        | Acte::ScellerRevue
        | Acte::EnregistrerDemande
        | Acte::TraiterDemande
        | Acte::RectifierDonnee
        | Acte::DemanderHabilitation
        | Acte::GererHabilitation
        | Acte::NommerGestionnaire
        | Acte::GererFormations
        | Acte::SignerEngagement => Issue::Annonce,
        _ => Issue::Reussi,
    }
}

/// The events written since, the first one first.
async fn depuis(bac: &Bac, seq: u64) -> Vec<Inscription> {
    let mut evenements = bac.evenements().await;
    evenements.retain(|e| e.maillon.seq > seq);
    evenements.reverse();
    evenements
}

async fn dernier(bac: &Bac) -> u64 {
    bac.evenements().await.first().map_or(0, |e| e.maillon.seq)
}

/// Every route but the public notice and the question to a passkey, which name nobody and
/// leave no trace.
fn tracees() -> impl Iterator<Item = Route> {
    let muette = |route: &Route| route.acte == Acte::ConsulterNotice || route.operation == "DemanderDefi";
    dans_l_ordre().into_iter().filter(move |route| !muette(route))
}

/// Checks the one event that a call left.
fn verifier(cas: &Cas, route: &Route, cellule: &Cellule, evenements: &[Inscription]) {
    let ou = format!("{} · {} {}", cas.nom, route.operation, cellule.reponse.statut);
    let [seul] = evenements else { panic!("{ou}: {} events, not one", evenements.len()) };
    let evenement: &Evenement = &seul.maillon.evenement;
    assert_eq!(evenement.acte, route.acte.code(), "{ou}");
    // Who signs in with a passkey that does not exist is nobody.
    if route.operation == "OuvrirSessionParCle" {
        assert_eq!((evenement.agent, &evenement.motif), (None, &cellule.reponse.refus()), "{ou}");
        return;
    }
    assert!(evenement.agent.is_some() && evenement.session.is_some(), "{ou}: nobody named");
    // These say something of what they do: a digest, a code that replaces a password, a loss, a gesture.
    let dit_plus = matches!(
        route.acte,
        Acte::ScellerRevue | Acte::RemettreCode | Acte::DeclarerPerte | Acte::Superviser
    );
    let dit_plus = cellule.reponse.statut.is_success() && dit_plus;
    assert!(dit_plus || evenement.motif == cellule.reponse.refus(), "{ou}: {:?}", evenement.motif);
    if cellule.reponse.statut.is_success() {
        reussi(&ou, route, cellule, seul);
    } else {
        assert_eq!(evenement.issue, Issue::Refuse, "{ou}");
        assert_eq!(evenement.objet, cellule.recette.objet, "{ou}");
        assert!(evenement.rubriques.is_empty(), "{ou}");
        assert!(!cellule.reponse.entetes.contains_key("x-trace"), "{ou}");
    }
}

fn reussi(ou: &str, route: &Route, cellule: &Cellule, inscription: &Inscription) {
    let evenement = &inscription.maillon.evenement;
    assert_eq!(evenement.issue, issue(route), "{ou}");
    if let Some(objet) = &cellule.recette.objet {
        assert_eq!(evenement.objet.as_ref(), Some(objet), "{ou}");
    }
    let profil = Profil::du_code(evenement.profil.as_deref().unwrap()).unwrap();
    let droit = allows(profil, route.acte).unwrap();
    let rubriques = droit.rubriques_sous(sous_sa_convention(profil));
    let rubriques: Vec<_> = rubriques.iter().map(|r| r.code().to_owned()).collect();
    assert_eq!(evenement.rubriques, rubriques, "{ou}");
    let annonce = cellule.reponse.entetes["x-trace"].to_str().unwrap();
    let numero = NumeroTrace { chaine: inscription.chaine, seq: inscription.maillon.seq };
    assert_eq!(annonce, numero.to_string(), "{ou}: the answer names another event");
}

async fn chaque_appel_laisse_son_evenement(cas: &Cas) {
    let scene = Scene::dresser(cas).await;
    for route in tracees() {
        let avant = dernier(&scene.bac).await;
        let cellule = scene.jouer(&route).await;
        verifier(cas, &route, &cellule, &depuis(&scene.bac, avant).await);
    }
    scene.bac.app.journal.verifier().await.unwrap();
}

fn cas(lettre: char) -> &'static Cas {
    PROFILS.iter().chain(&COMPTES).find(|cas| cas.lettre == lettre).unwrap()
}

#[rstest::rstest]
#[tokio::test]
async fn each_call_leaves_exactly_its_event(
    #[values('A', 'D', 'E', 'F', 'G', 'I', 'J', 'K', 'L', 'N', 'O', 'Q', 'd', 'e', 'f', 'g', 'i', 's', 'l')]
    lettre: char,
) {
    chaque_appel_laisse_son_evenement(cas(lettre)).await;
}

/// What counts the tries at the door and keeps the questions asked there: about nobody, and
/// needed most when little else works.
const MECANISMES: [&str; 3] = ["frein", "essai_second_facteur", "question"];

/// Every row of every table, but when each session was last seen.
async fn contenu(bac: &Bac) -> Vec<String> {
    let moteur = bac.base().get_database_backend();
    let tables = match moteur {
        DbBackend::Sqlite => "SELECT name FROM sqlite_master WHERE type = 'table'",
        _ => "SELECT table_name AS name FROM information_schema.tables WHERE table_schema = current_schema()",
    };
    let mut contenu = Vec::new();
    for table in bac.base().query_all_raw(Statement::from_string(moteur, tables)).await.unwrap() {
        let table: String = table.try_get("", "name").unwrap();
        if MECANISMES.contains(&table.as_str()) {
            continue;
        }
        let tout = Statement::from_string(moteur, format!("SELECT * FROM {table}"));
        for mut ligne in JsonValue::find_by_statement(tout).all(bac.base()).await.unwrap() {
            ligne.as_object_mut().unwrap().remove("vue_le");
            contenu.push(format!("{table} {ligne}"));
        }
    }
    contenu.sort_unstable();
    contenu
}

/// What takes access away takes effect all the same: `retrait.rs` tries each.
const RETRAITS: [&str; 6] = [
    "FermerSession",
    "FermerAutresSessions",
    "FermerUneSession",
    "SuperviserAgent",
    "SuperviserOrganisation",
    "FaireGesteHabilitation",
];

/// Reads, writes and refusals alike: no event on disk, nothing leaves and nothing is done.
#[rstest::rstest]
#[tokio::test]
async fn without_a_journal_nothing_leaves_and_nothing_is_done(
    #[values('A', 'D', 'G', 'I', 'K', 'L', 'N', 'O')] lettre: char,
) {
    let scene = Scene::dresser(cas(lettre)).await;
    remplir(&scene.bac, scene.bac.gens.keller).await;
    scene.bac.app.journal.fermer().await.unwrap();
    for route in tracees().filter(|route| !RETRAITS.contains(&route.operation)) {
        let recette = scene.bac.recette(&route, scene.qui, scene.cible).await;
        let avant = contenu(&scene.bac).await;
        let cellule = scene.jouer_ainsi(&route, recette).await;
        assert_eq!(cellule.reponse.refus().as_deref(), Some("interne"), "{}", route.operation);
        assert_eq!(cellule.reponse.statut, 500, "{}", route.operation);
        for nom in ["KELLER", "TIFOUR", "SOPHIE", "ESSAI", "x-trace", "set-cookie"] {
            let entetes = format!("{:?}", cellule.reponse.entetes);
            assert!(
                !cellule.reponse.texte.contains(nom) && !entetes.contains(nom),
                "{}: {nom}",
                route.operation
            );
        }
        assert_eq!(contenu(&scene.bac).await, avant, "{} was done without a trace", route.operation);
    }
}

/// The raw text of the dossier holds the marks of the open rubriques and of no other.
#[rstest::rstest]
#[tokio::test]
async fn rubriques_outside_the_profil_are_not_serialised(#[values("nadia", "claire", "hugo")] qui: &str) {
    let bac = Bac::ouvrir().await;
    remplir(&bac, bac.gens.keller).await;
    let route = routes().into_iter().find(|r| r.acte == Acte::ConsulterDossier).unwrap();
    let recette = bac.recette(&route, qui, chez_nadia(&bac.gens)).await;
    let client = bac.connecter(qui).await;
    let reponse = client.executer(&recette).await;
    let profil = match qui {
        "claire" => Profil::ConseillerPoleEmploi,
        "hugo" => Profil::GestionnaireCtsa,
        _ => Profil::Referent,
    };
    let ouvertes = allows(profil, Acte::ConsulterDossier).unwrap().rubriques_sous(sous_sa_convention(profil));
    for (rubrique, marques) in MARQUES {
        for marque in *marques {
            assert_eq!(reponse.texte.contains(marque), ouvertes.contains(rubrique), "{qui}: {marque}");
        }
    }
    let fermees: Vec<_> = Rubrique::TOUS.iter().filter(|r| !ouvertes.contains(r)).map(|r| r.code()).collect();
    assert_eq!(reponse.json()["rubriques_fermees"], serde_json::json!(fermees), "{qui}");
}

/// What the convention opens more is answered from the next request on, and closed as fast.
#[tokio::test]
async fn the_convention_opens_and_closes_rubriques_at_the_next_request() {
    use reciproque_server::depot::entite::avenant;
    use sea_orm::sea_query::Expr;
    use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

    let bac = Bac::ouvrir().await;
    remplir(&bac, bac.gens.keller).await;
    let route = routes().into_iter().find(|r| r.acte == Acte::ConsulterDossier).unwrap();
    let recette = bac.recette(&route, "nadia", chez_nadia(&bac.gens)).await;
    let nadia = bac.connecter("nadia").await;
    let avenant = bac.avenant(bac.gens.alsa).await;
    for (ouverte, visible) in [("", false), ("ressources", true), ("", false)] {
        avenant::Entity::update_many()
            .col_expr(avenant::Column::Rubriques, Expr::value(ouverte))
            .filter(avenant::Column::Id.eq(avenant))
            .exec(bac.base())
            .await
            .unwrap();
        let reponse = nadia.executer(&recette).await;
        assert_eq!(reponse.texte.contains("≡ressources≡"), visible);
    }
}
