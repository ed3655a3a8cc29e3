//! What is played to hear the statements of the product: every route as each profil, then the
//! lists, searches and filters that the table of recipes makes once only, then what no route runs.

use std::collections::BTreeSet;

use chrono::{Days, NaiveTime};
use reciproque_server::alerte::relever;
use reciproque_server::conservation;
use reciproque_server::demo::flux::{Demande, generer};
use reciproque_server::depot::entite::{avenant, rendez_vous};
use reciproque_server::flux::Options;
use reciproque_server::flux::importation::importer;
use reciproque_server::revue::ouvrir_les_revues;
use reciproque_shared::accueil::FileAttente;
use reciproque_shared::api;
use reciproque_shared::date;
use reciproque_shared::habilitation::Profil;
use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::Expr;
use sea_orm::{ActiveModelTrait, EntityTrait};
use serde_json::{Value, json};

use crate::accueil::population;
use crate::bac::{Bac, Instruction, Magasin, Recette};
use crate::cer::transmis;
use crate::matrice::{PROFILS, Scene, dans_l_ordre};

/// One of each profil, about somebody within reach; the officer also with a request under way.
const CAS: &str = "AGIKLNQ";

/// Routes that answer in none of these cases: what asks for an authenticator, an application, a text to
/// sign or a watch. Whatever else is routed is heard whole, the pages of lists among them.
const SANS_REPONSE: [&str; 5] =
    ["DonnerMotif", "InscrireCle", "OuvrirSessionParCle", "PresenterSecondFacteur", "SignerEngagement"];

/// A statement, and where it was heard first.
pub struct Entendue {
    pub ou: String,
    pub instruction: Instruction,
}

#[derive(Default)]
struct Ecoute {
    formes: BTreeSet<(Magasin, String)>,
    repondues: BTreeSet<&'static str>,
    entendues: Vec<Entendue>,
}

impl Ecoute {
    fn noter(&mut self, ou: &str, instructions: Vec<Instruction>) {
        for instruction in instructions {
            let sql = &instruction.texte.sql;
            if cherche(sql) && self.formes.insert((instruction.magasin, forme(sql))) {
                self.entendues.push(Entendue { ou: ou.to_owned(), instruction });
            }
        }
    }
}

/// Whether a statement looks for rows: not one that adds some, nor one about an empty list, which
/// sea-query writes as two different numbers.
fn cherche(sql: &str) -> bool {
    let vide = forme(sql).contains("? = ?") || forme(sql).contains("$ = $");
    ["SELECT", "UPDATE", "DELETE", "WITH"].iter().any(|mot| sql.starts_with(mot)) && !vide
}

/// The text, whatever the number of values in a list.
fn forme(sql: &str) -> String {
    let anonyme: String = sql.chars().filter(|c| !c.is_ascii_digit()).collect();
    anonyme.replace("$, ", "").replace("?, ", "")
}

pub async fn jouer() -> Vec<Entendue> {
    let mut ecoute = Ecoute::default();
    for cas in PROFILS.iter().filter(|cas| CAS.contains(cas.lettre)) {
        routes(&Scene::dresser(cas).await, &mut ecoute).await;
    }
    let toutes = dans_l_ordre().into_iter().map(|route| route.operation);
    let sans_reponse: BTreeSet<_> = toutes.filter(|nom| !ecoute.repondues.contains(nom)).collect();
    assert_eq!(sans_reponse, BTreeSet::from(SANS_REPONSE));
    let bac = peuple().await;
    appels(&bac, "", &mut ecoute).await;
    taches(&bac, &mut ecoute).await;
    limiter_a_mulhouse(&bac).await;
    appels(&bac, " territoire", &mut ecoute).await;
    ecoute.entendues
}

async fn routes(scene: &Scene, ecoute: &mut Ecoute) {
    for route in dans_l_ordre() {
        let recette = scene.bac.recette(&route, scene.qui, scene.cible).await;
        let jeu = scene.jouer_ainsi(&route, recette);
        let (cellule, instructions) = scene.bac.instructions.pendant(jeu).await;
        if cellule.reponse.statut == 200 {
            ecoute.repondues.insert(route.operation);
        }
        ecoute.noter(&format!("{} {}", route.operation, scene.qui), instructions);
    }
}

/// A sandbox where no list is empty.
async fn peuple() -> Bac {
    let bac = Bac::ouvrir().await;
    population::installer(&bac, 40).await;
    let nadia = bac.connecter("nadia").await;
    transmis(&nadia, bac.gens.keller.demandeur).await;
    crate::cer::ouvrir(&nadia, bac.gens.keller.demandeur).await.unwrap();
    let hugo = bac.connecter("hugo").await;
    let demande = json!({
        "sorte": "recours", "recue_le": date::court(bac.horloge.aujourdhui()), "contre": "indu",
    });
    let demande = serde_json::from_value(demande).unwrap();
    hugo.appeler::<api::OuvrirInstruction>(bac.gens.keller.demandeur, demande).await.unwrap();
    let ce_matin = bac.horloge.aujourdhui().and_time(NaiveTime::MIN);
    let ligne = rendez_vous::ActiveModel {
        personne_id: Set(bac.gens.keller.demandeur),
        organisation_id: Set(bac.gens.alsa),
        referent_id: Set(bac.gens.nadia),
        objet: Set("suivi".into()),
        debut: Set(ce_matin),
        duree_minutes: Set(30),
        canal: Set("telephone".into()),
        statut: Set("prevu".into()),
        version: Set(1),
        ..Default::default()
    };
    ligne.insert(bac.base()).await.unwrap();
    bac
}

/// From now on every convention bears on one commune.
async fn limiter_a_mulhouse(bac: &Bac) {
    avenant::Entity::update_many()
        .col_expr(avenant::Column::Niveau, Expr::value("communes"))
        .col_expr(avenant::Column::Territoire, Expr::value("68224"))
        .exec(bac.base())
        .await
        .unwrap();
}

async fn appels(bac: &Bac, suffixe: &str, ecoute: &mut Ecoute) {
    for prenom in ["nadia", "hugo", "claire", "dominique", "gaelle", "sonia"] {
        let client = bac.connecter(prenom).await;
        for (nom, recette) in variantes(bac, prenom) {
            let (reponse, instructions) = bac.instructions.pendant(client.executer(&recette)).await;
            assert!(!reponse.statut.is_server_error(), "{nom} {prenom}: {}", reponse.texte);
            ecoute.noter(&format!("{nom} {prenom}{suffixe}"), instructions);
        }
    }
}

fn variantes(bac: &Bac, prenom: &str) -> Vec<(String, Recette)> {
    let dossier = bac.gens.keller.dossier;
    let mut variantes = vec![
        ("ConsulterAccueil".into(), Recette::de::<api::ConsulterAccueil>(&(), Value::Null)),
        ("ConsulterMesConsultations".into(), Recette::de::<api::ConsulterMesConsultations>(&(), json!({}))),
        (
            "ConsulterMesConsultations période".into(),
            Recette::de::<api::ConsulterMesConsultations>(&(), periode()),
        ),
    ];
    match prenom {
        "nadia" => variantes.extend(files(Profil::Referent).chain(recherches())),
        "hugo" => variantes.extend(files(Profil::GestionnaireCtsa).chain(recherches())),
        "claire" => variantes.extend(recherches()),
        "dominique" => {
            variantes.extend(recherches().chain(traces()).chain(alertes()));
            let sur_periode = Recette::de::<api::ConsulterTracesDossier>(&dossier, periode());
            variantes.push(("ConsulterTracesDossier période".into(), sur_periode));
        }
        "gaelle" => variantes
            .extend(files(Profil::GestionnaireHabilitations).chain(portefeuilles(bac)).chain(traces())),
        _ => {
            let textes = ["", "nadia", "alsa"].map(|texte| json!({ "texte": texte }));
            let comptes = textes.map(|corps| Recette::de::<api::ConsulterComptes>(&(), corps));
            variantes.extend(comptes.into_iter().map(|recette| ("ConsulterComptes".into(), recette)));
        }
    }
    variantes
}

fn periode() -> Value {
    json!({ "du": "01/01/2020", "au": "31/12/2030", "apres": { "instant_ms": 1, "chaine": 0, "seq": 1 } })
}

fn files(profil: Profil) -> impl Iterator<Item = (String, Recette)> {
    FileAttente::du_profil(profil).iter().flat_map(|file| {
        [false, true].map(|equipe| {
            let recette = Recette::de::<api::ConsulterFile>(file, json!({ "equipe": equipe }));
            (format!("ConsulterFile {}{}", file.code(), if equipe { " équipe" } else { "" }), recette)
        })
    })
}

fn portefeuilles(bac: &Bac) -> impl Iterator<Item = (String, Recette)> {
    [
        ("ConsulterPortefeuilles".to_owned(), Recette::de::<api::ConsulterPortefeuilles>(&(), Value::Null)),
        (
            "ConsulterPortefeuille".to_owned(),
            Recette::de::<api::ConsulterPortefeuille>(&bac.gens.nadia, Value::Null),
        ),
    ]
    .into_iter()
}

fn recherches() -> impl Iterator<Item = (String, Recette)> {
    let textes = [
        ("nom", "keller"),
        ("nom et prénom", "keller sophie"),
        ("nom et naissance", "keller 01/02/1982"),
        ("naissance", "01/02/1982"),
        ("matricule", "1234567"),
        ("demande", "01024041068"),
        ("nir", "2820251108030"),
    ];
    textes.into_iter().map(|(nom, texte)| {
        (format!("Rechercher {nom}"), Recette::de::<api::Rechercher>(&(), json!({ "texte": texte })))
    })
}

fn traces() -> impl Iterator<Item = (String, Recette)> {
    let filtres = [
        ("toutes", json!({})),
        ("suite", json!({ "apres": { "instant_ms": 1, "chaine": 0, "seq": 1 } })),
        ("agent", json!({ "agent": "nadia" })),
        ("agent période", json!({ "agent": "nadia", "du": "01/01/2020", "au": "31/12/2030" })),
        ("dossier", json!({ "dossier": "00000394068" })),
        ("organisation", json!({ "organisation": 1 })),
        ("organisation acte", json!({ "organisation": 1, "acte": "consulter_dossier", "du": "01/01/2020" })),
        ("acte", json!({ "acte": "consulter_dossier" })),
        ("issue", json!({ "issue": "refuse" })),
        ("période", periode()),
    ];
    filtres.into_iter().flat_map(|(nom, filtre)| {
        let export = json!({ "filtre": filtre, "format": "csv" });
        [
            (format!("ConsulterTraces {nom}"), Recette::de::<api::ConsulterTraces>(&(), filtre)),
            (format!("ExporterTraces {nom}"), Recette::de::<api::ExporterTraces>(&(), export)),
        ]
    })
}

fn alertes() -> impl Iterator<Item = (String, Recette)> {
    [false, true].into_iter().map(|closes| {
        let recette = Recette::de::<api::ConsulterAlertes>(&(), json!({ "closes": closes }));
        (format!("ConsulterAlertes closes={closes}"), recette)
    })
}

/// What the server and its commands run by themselves.
async fn taches(bac: &Bac, ecoute: &mut Ecoute) {
    let (app, instructions) = (&bac.app, &bac.instructions);
    let (jour, maintenant) = (bac.horloge.aujourdhui(), bac.horloge.maintenant());
    let (fait, dites) = instructions.pendant(relever(app)).await;
    fait.unwrap();
    ecoute.noter("tâche détection", dites);
    let (fait, dites) = instructions.pendant(ouvrir_les_revues(app)).await;
    fait.unwrap();
    ecoute.noter("tâche revues", dites);
    let (fait, dites) = instructions.pendant(app.journal.verifier()).await;
    fait.unwrap();
    ecoute.noter("tâche vérification", dites);
    let demain = jour + Days::new(1);
    let (fait, dites) =
        instructions.pendant(conservation::purger(&app.depot, &app.journal, demain, maintenant)).await;
    fait.unwrap();
    ecoute.noter("commande habilitation purger", dites);
    let purge = conservation::alertes::purger(&app.depot, &app.journal, maintenant, maintenant);
    let (fait, dites) = instructions.pendant(purge).await;
    fait.unwrap();
    ecoute.noter("commande journal purger", dites);
    importations(bac, ecoute).await;
}

/// A flow that is new, then the same at a later age: everything in it is found again.
async fn importations(bac: &Bac, ecoute: &mut Ecoute) {
    let dossier = tempfile::tempdir().unwrap();
    for (mois, nom) in [(9, "premier.xml"), (10, "suivant.xml")] {
        let chemin = dossier.path().join(nom);
        let reference = chrono::NaiveDate::from_ymd_opt(2026, mois, 30).unwrap();
        let demande = Demande { foyers: 20, graine: 5, reference };
        generer(demande, &mut std::fs::File::create(&chemin).unwrap()).unwrap();
        let options = Options::default();
        let lecture = importer(&bac.app.depot, &chemin, &options, bac.horloge.maintenant(), |_, _| {});
        let (fait, dites) = bac.instructions.pendant(lecture).await;
        fait.unwrap();
        ecoute.noter("commande import", dites);
    }
}
