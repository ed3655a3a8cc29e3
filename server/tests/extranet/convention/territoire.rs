//! A convention limited to a territory narrows what its agents reach: on lists and single
//! reads, for structures and for Pôle emploi, from its own day.

use reciproque_server::depot::entite::{avenant, dossier, organisation};
use reciproque_shared::api::{
    ConsulterDossier, ConsulterHabilitations, ConsulterOrganisation, Rechercher, SaisirAvenant,
};
use reciproque_shared::convention::{Niveau, SaisieAvenant, SaisieTermes};
use reciproque_shared::dossier::SaisieRecherche;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use crate::bac::{Bac, Client};

const MULHOUSE: &str = "68224";
const COLMAR: &str = "68066";

/// The convention in force of an organisation, limited at once.
async fn limiter(bac: &Bac, organisation: i64, niveau: &str, territoire: &str) {
    let issue = avenant::Entity::update_many()
        .col_expr(avenant::Column::Niveau, Expr::value(niveau))
        .col_expr(avenant::Column::Territoire, Expr::value(territoire))
        .filter(avenant::Column::Id.eq(bac.avenant(organisation).await))
        .exec(bac.base());
    assert_eq!(issue.await.unwrap().rows_affected, 1);
}

async fn numero(bac: &Bac, nom: &str) -> i64 {
    let trouvee = organisation::Entity::find().filter(organisation::Column::Nom.eq(nom));
    trouvee.one(bac.base()).await.unwrap().unwrap().id
}

async fn ouvre(client: &Client, dossier: i64) -> u16 {
    match client.appeler::<ConsulterDossier>(dossier, ()).await {
        Ok(_) => 200,
        Err(refus) => refus.statut.as_u16(),
    }
}

async fn trouves(client: &Client, nom: &str) -> usize {
    let saisie = SaisieRecherche { texte: nom.into() };
    client.appeler::<Rechercher>((), saisie).await.unwrap().lignes.len()
}

#[tokio::test]
async fn a_structure_reaches_those_it_accompanies_in_its_territory_only() {
    let bac = Bac::ouvrir().await;
    let nadia = bac.connecter("nadia").await;
    let (alsa, keller) = (bac.gens.alsa, bac.gens.keller.dossier);
    let colmar = numero(&bac, "CTSA de Colmar").await;
    let mulhouse = numero(&bac, "CTSA de Mulhouse").await;
    let tous = trouves(&nadia, "keller").await;
    assert!(tous > 0);
    let cas = [
        ("communes", MULHOUSE.to_owned(), true),
        ("communes", format!("{COLMAR} {MULHOUSE}"), true),
        ("communes", COLMAR.to_owned(), false),
        ("ctsa", mulhouse.to_string(), true),
        ("ctsa", format!("{colmar} {mulhouse}"), true),
        ("ctsa", colmar.to_string(), false),
        // A level whose places were never said, or that nobody knows, opens nothing.
        ("communes", String::new(), false),
        ("ctsa", String::new(), false),
        ("canton", MULHOUSE.to_owned(), false),
        ("departement", String::new(), true),
    ];
    for (niveau, territoire, permis) in cas {
        limiter(&bac, alsa, niveau, &territoire).await;
        assert_eq!(ouvre(&nadia, keller).await, if permis { 200 } else { 404 }, "{niveau} {territoire}");
        assert_eq!(trouves(&nadia, "keller").await, if permis { tous } else { 0 }, "{niveau} {territoire}");
    }
    // The other structure of the same foyer keeps its own terms.
    limiter(&bac, alsa, "communes", COLMAR).await;
    assert_eq!(ouvre(&bac.connecter("paul").await, keller).await, 200);
}

#[tokio::test]
async fn pole_emploi_reaches_the_current_rights_of_its_territory() {
    let bac = Bac::ouvrir().await;
    let claire = bac.connecter("claire").await;
    let (keller, tifour) = (bac.gens.keller.dossier, bac.gens.tifour.dossier);
    limiter(&bac, numero(&bac, "Pôle emploi").await, "communes", COLMAR).await;
    assert_eq!((ouvre(&claire, keller).await, ouvre(&claire, tifour).await), (404, 200));
}

/// Without a commune in France only the structure that accompanies decides.
#[tokio::test]
async fn who_has_no_commune_stays_with_the_structure_that_accompanies() {
    let bac = Bac::ouvrir().await;
    let (nadia, claire) = (bac.connecter("nadia").await, bac.connecter("claire").await);
    let keller = bac.gens.keller.dossier;
    dossier::Entity::update_many()
        .col_expr(dossier::Column::Commune, Expr::value(None::<String>))
        .filter(dossier::Column::Id.eq(keller))
        .exec(bac.base())
        .await
        .unwrap();
    limiter(&bac, bac.gens.alsa, "communes", COLMAR).await;
    limiter(&bac, numero(&bac, "Pôle emploi").await, "communes", COLMAR).await;
    assert_eq!((ouvre(&nadia, keller).await, ouvre(&claire, keller).await), (200, 404));
}

#[tokio::test]
async fn an_avenant_narrows_from_its_own_day_and_says_so() {
    let bac = Bac::ouvrir().await;
    let (sonia, nadia, gaelle) =
        (bac.connecter("sonia").await, bac.connecter("nadia").await, bac.connecter("gaelle").await);
    let (alsa, keller) = (bac.gens.alsa, bac.gens.keller.dossier);
    let fiche = sonia.appeler::<ConsulterOrganisation>(alsa, ()).await.unwrap();
    assert_eq!(fiche.lieux.as_ref().map(|lieux| (lieux.ctsa.len(), lieux.communes.len())), Some((2, 366)));
    let convention = fiche.conventions[0].id;
    let avenant = |communes: &str| SaisieAvenant {
        date_effet: "demain".into(),
        objet: "Limité à la ville de Colmar.".into(),
        termes: SaisieTermes {
            niveau: "communes".into(),
            communes: communes.into(),
            saisie: true,
            ..SaisieTermes::default()
        },
    };
    let refus = sonia.appeler_sur::<SaisirAvenant>(1, convention, avenant("Lutèce")).await.unwrap_err();
    assert_eq!(refus.champs(), [("termes.communes", "commune_inconnue")]);
    let fiche = sonia.appeler_sur::<SaisirAvenant>(1, convention, avenant("colmar")).await.unwrap();
    let termes = &fiche.conventions[0].avenants[1].termes;
    let lieux: Vec<_> = termes.territoire.iter().map(|l| (l.code.as_str(), l.nom.as_str())).collect();
    assert_eq!((termes.niveau, lieux), (Niveau::Communes, vec![(COLMAR, "Colmar")]));
    assert_eq!(ouvre(&nadia, keller).await, 200);
    let places = gaelle.appeler::<ConsulterHabilitations>((), ()).await.unwrap().organisations;
    assert_eq!(places[0].profils[0].territoire.as_deref(), Some("Tout le département"));
    bac.horloge.avancer(24 * 3_600);
    let (nadia, gaelle) = (bac.connecter("nadia").await, bac.connecter("gaelle").await);
    assert_eq!(ouvre(&nadia, keller).await, 404);
    let places = gaelle.appeler::<ConsulterHabilitations>((), ()).await.unwrap().organisations;
    assert_eq!(places[0].profils[0].territoire.as_deref(), Some("Colmar"));
}
