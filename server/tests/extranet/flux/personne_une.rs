//! A person is one, whatever the dossier: her number joins a dossier that nothing links to the one where
//! she is followed; what it leaves in doubt is asked, and an import that is void takes back what it did.

use chrono::Days;
use reciproque_server::depot::entite::{orientation, personne, rapprochement};
use reciproque_server::flux::importation::{Bilan, annuler_sous_trace};
use reciproque_shared::api::ConsulterDossier;
use reciproque_shared::parcours::SorteOrientation;
use sea_orm::{ActiveModelTrait, EntityTrait, QueryOrder};
use tempfile::NamedTempFile;

use super::{dossier, lire, personnes, terrain};
use crate::bac::Bac;

const A: &str = "99000020068";
const B: &str = "99000021068";
const LIEN: &str = "<NUMDEMRSAPRECE>99000020068</NUMDEMRSAPRECE>";

/// The flow of F10 on a day, with one of its dossiers or both, changed.
async fn mois(bac: &Bac, jour: &str, dossiers: &[&str], changements: &[(&str, &str)]) -> Bilan {
    let texte = std::fs::read_to_string(terrain("F10-nouvelle-demande.xml")).unwrap().replace(LIEN, "");
    let debut = texte.find("<InfosFoyerRSA>").unwrap();
    let milieu = texte.rfind("<InfosFoyerRSA>").unwrap();
    let fin = texte.rfind("<TransmissionFlux>").unwrap();
    let foyers = [(A, &texte[debut..milieu]), (B, &texte[milieu..fin])];
    let foyers: String =
        dossiers.iter().map(|nom| foyers.iter().find(|(autre, _)| autre == nom).unwrap().1).collect();
    let mut texte = format!("{}{foyers}{}", &texte[..debut], &texte[fin..]);
    texte = texte.replace("00000002<", &format!("{:08}<", dossiers.len())).replace("2026-10-31", jour);
    for (de, vers) in changements {
        assert!(texte.contains(de), "the file does not hold {de}");
        texte = texte.replace(de, vers);
    }
    let fichier = NamedTempFile::new().unwrap();
    std::fs::write(fichier.path(), texte).unwrap();
    lire(bac, fichier.path()).await.unwrap()
}

const OUVERT: (&str, &str) = (
    "<ETATDOSRSA>5</ETATDOSRSA></EtatDossierRSA><FinDroit><MOTICLORSA>ECH</MOTICLORSA>\
     <DTCLORSA>2026-08-31</DTCLORSA></FinDroit>",
    "<ETATDOSRSA>2</ETATDOSRSA></EtatDossierRSA>",
);

/// Oriented to ALSA, which follows her.
async fn suivre(bac: &Bac, personne: i64) {
    let debut = bac.horloge.aujourdhui() - Days::new(20);
    let premiere =
        orientation::ActiveModel::premiere(personne, bac.gens.alsa, SorteOrientation::Social, debut);
    premiere.insert(bac.base()).await.unwrap();
}

async fn questions(bac: &Bac) -> Vec<rapprochement::Model> {
    let toutes = rapprochement::Entity::find().order_by_asc(rapprochement::Column::Id);
    toutes.all(bac.base()).await.unwrap()
}

async fn ou_est(bac: &Bac, id: i64) -> i64 {
    personne::Entity::find_by_id(id).one(bac.base()).await.unwrap().unwrap().dossier_id
}

#[tokio::test(flavor = "multi_thread")]
async fn her_number_alone_brings_her_to_the_dossier_that_is_open() {
    let bac = Bac::ouvrir().await;
    mois(&bac, "2026-08-31", &[A], &[OUVERT]).await;
    let suivie = personnes(&bac, A).await.remove(0);
    suivre(&bac, suivie.id).await;
    let bilan = mois(&bac, "2026-09-30", &[A, B], &[]).await;
    assert_eq!((bilan.suites, bilan.doutes), (1, 0), "{bilan}");
    assert!(bilan.to_string().contains("suivie d’un dossier à un autre"), "{bilan}");
    assert_eq!(ou_est(&bac, suivie.id).await, dossier(&bac, B).await.id);
    let nadia = bac.connecter("nadia").await;
    let fiche = nadia.appeler::<ConsulterDossier>(dossier(&bac, A).await.id, ()).await.unwrap();
    assert_eq!(fiche.id, dossier(&bac, B).await.id, "the old address is lost");
    let [faite] = &questions(&bac).await[..] else { panic!("not one step") };
    assert_eq!((faite.etat.as_str(), faite.agent_id), ("confirme", None));
}

#[tokio::test(flavor = "multi_thread")]
async fn two_open_dossiers_that_name_her_ask_until_one_of_them_lets_her_go() {
    let bac = Bac::ouvrir().await;
    mois(&bac, "2026-08-31", &[A], &[OUVERT]).await;
    let suivie = personnes(&bac, A).await.remove(0);
    suivre(&bac, suivie.id).await;
    let bilan = mois(&bac, "2026-09-15", &[B], &[]).await;
    assert_eq!((bilan.suites, bilan.doutes), (0, 1), "{bilan}");
    assert_eq!(questions(&bac).await[0].etat, "ouvert");
    assert_eq!(ou_est(&bac, suivie.id).await, dossier(&bac, A).await.id);
    // A is closed in the next flow: nothing is left to ask
    let bilan = mois(&bac, "2026-09-30", &[A], &[]).await;
    assert_eq!((bilan.suites, bilan.doutes), (1, 0), "{bilan}");
    assert_eq!(ou_est(&bac, suivie.id).await, dossier(&bac, B).await.id);
    assert_eq!(questions(&bac).await[0].etat, "confirme");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_homonym_is_asked_once_and_never_merged() {
    let bac = Bac::ouvrir().await;
    mois(&bac, "2026-08-31", &[A], &[]).await;
    let suivie = personnes(&bac, A).await.remove(0);
    suivre(&bac, suivie.id).await;
    let sans = [("<NIR>2880268066081</NIR>", "")];
    let bilan = mois(&bac, "2026-09-30", &[B], &sans).await;
    assert_eq!((bilan.suites, bilan.doutes), (0, 1), "{bilan}");
    let question = questions(&bac).await.remove(0);
    let ecartee = rapprochement::ActiveModel {
        id: sea_orm::ActiveValue::Set(question.id),
        etat: sea_orm::ActiveValue::Set("ecarte".into()),
        agent_id: sea_orm::ActiveValue::Set(Some(bac.gens.nadia)),
        ..Default::default()
    };
    ecartee.update(bac.base()).await.unwrap();
    // the same number at last, and the link of the caisse: somebody said that they are two
    let sans_lien = "</DDRATDOS></DossierCAF>";
    let lien = format!("</DDRATDOS>{LIEN}</DossierCAF>");
    for (jour, changements) in [("2026-10-15", &[][..]), ("2026-10-31", &[(sans_lien, lien.as_str())][..])] {
        let bilan = mois(&bac, jour, &[A, B], changements).await;
        assert_eq!((bilan.suites, bilan.doutes), (0, 0), "{bilan}");
    }
    assert_eq!(ou_est(&bac, suivie.id).await, dossier(&bac, A).await.id);
    assert_eq!(questions(&bac).await.len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_void_import_gives_her_back_and_asks() {
    let bac = Bac::ouvrir().await;
    mois(&bac, "2026-08-31", &[A], &[OUVERT]).await;
    let suivie = personnes(&bac, A).await.remove(0);
    suivre(&bac, suivie.id).await;
    let bilan = mois(&bac, "2026-09-30", &[A, B], &[]).await;
    let journal = bac.journal_de_commande().await;
    let annulation =
        annuler_sous_trace((&bac.app.depot, &journal), bilan.numero, &bac.horloge).await.unwrap();
    journal.fermer().await.unwrap();
    assert_eq!(annulation.reunions, 1);
    let rendue = personnes(&bac, A).await;
    assert_eq!(rendue.iter().map(|p| (p.id, p.suite_id)).collect::<Vec<_>>(), [(suivie.id, None)]);
    let dans_b = personnes(&bac, B).await;
    assert_eq!(dans_b.iter().map(|p| (p.suite_id, p.partie_le)).collect::<Vec<_>>(), [(None, None)]);
    assert_eq!(questions(&bac).await[0].etat, "ouvert");
    // the right flow brings her again
    let bilan = mois(&bac, "2026-09-29", &[A, B], &[("DES TILLEULS", "DU LAC")]).await;
    assert_eq!(bilan.suites, 1, "{bilan}");
    assert_eq!(ou_est(&bac, suivie.id).await, dossier(&bac, B).await.id);
}
