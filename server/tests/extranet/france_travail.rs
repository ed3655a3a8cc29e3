//! What France Travail tells: files read with the manners of the importer, a card in the dossier, and the
//! discrepancies of a CTSA.

mod echanges;

use std::path::{Path, PathBuf};

use chrono::{Days, NaiveDate};
use reciproque_server::depot::entite::{rejet_france_travail, situation_france_travail};
use reciproque_server::france_travail::correspondance;
use reciproque_server::france_travail::importation::{Bilan, Options, importer};
use reciproque_shared::accueil::FileAttente;
use reciproque_shared::api::{
    ConsulterAccueil, ConsulterDossier, ConsulterEcarts, ConsulterEcartsPersonne, ConsulterImports,
    SuivreEcart,
};
use reciproque_shared::date;
use reciproque_shared::france_travail::{
    FicheEcarts, GesteEcart, NatureEcart, PageEcarts, SaisieEcarts, SaisieGesteEcart, Statut,
};
use reqwest::StatusCode;
use sea_orm::{EntityTrait, PaginatorTrait};

use crate::bac::france_travail::vers_l_emploi;
use crate::bac::{Bac, Client, Refuse};

const ENTETE: &str = "DATE_SITUATION;IDENTIFIANT_DE;NIR;NOM;PRENOM;DATE_NAISSANCE;STATUT;DATE_INSCRIPTION;DATE_SORTIE;\
     MOTIF_SORTIE;CATEGORIE;DATE_DERNIER_ENTRETIEN;AGENCE;CONSEILLER;PLAN_DEBUT;PLAN_FIN";

/// Sophie KELLER as a file names her, by her names.
struct Sophie<'a> {
    statut: &'a str,
    inscrite_le: NaiveDate,
    sortie_le: Option<NaiveDate>,
    conseiller: &'a str,
}

impl Sophie<'_> {
    fn ligne(&self, au: NaiveDate) -> String {
        format!(
            "{};;;KELLER;Sophie;01/02/1982;{};{};{};;A;;Mulhouse Nord;{};;",
            date::court(au),
            self.statut,
            date::court(self.inscrite_le),
            self.sortie_le.map(date::court).unwrap_or_default(),
            self.conseiller,
        )
    }
}

fn avant(bac: &Bac, jours: u64) -> NaiveDate {
    bac.horloge.aujourdhui() - Days::new(jours)
}

fn inscrite(bac: &Bac) -> Sophie<'static> {
    Sophie { statut: "INSCRIT", inscrite_le: avant(bac, 200), sortie_le: None, conseiller: "Paule WEISS" }
}

fn radiee(bac: &Bac, jours: u64) -> Sophie<'static> {
    Sophie { statut: "RADIE", sortie_le: Some(avant(bac, jours)), ..inscrite(bac) }
}

fn fichier(bac: &Bac, lignes: &[String]) -> PathBuf {
    let chemin = bac.lieux().donnees.join("france-travail.csv");
    std::fs::write(&chemin, format!("{ENTETE}\n{}\n", lignes.join("\n"))).unwrap();
    chemin
}

async fn lire(bac: &Bac, chemin: &Path, essai: bool) -> anyhow::Result<Bilan> {
    let options = Options { correspondance: correspondance(None)?, au: None, essai };
    let journal = bac.journal_de_commande().await;
    let lu = importer((&bac.app.depot, &journal), chemin, &options, &bac.horloge).await;
    journal.fermer().await?;
    lu
}

async fn recevoir(bac: &Bac, sophie: &Sophie<'_>, au: NaiveDate) -> Bilan {
    lire(bac, &fichier(bac, &[sophie.ligne(au)]), false).await.unwrap()
}

async fn situations(bac: &Bac) -> u64 {
    situation_france_travail::Entity::find().count(bac.base()).await.unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_trial_writes_nothing_and_the_same_file_changes_nothing() {
    let bac = Bac::ouvrir().await;
    let inconnue = "KLEIN;Léa;27/06/1979;INSCRIT;10/10/2025;;;;;;;;";
    let au = date::court(avant(&bac, 5));
    let lignes = [
        inscrite(&bac).ligne(avant(&bac, 5)),
        format!("{au};;;{inconnue}"),
        // All the demandeurs of the sandbox have this number.
        format!("{au};;2820251108030;KELLER;Sophie;01/02/1982;INSCRIT;10/10/2025;;;;;;;;"),
        format!("{au};;;KELLER;Sophie;01/02/1982;AUTRE;10/10/2025;;;;;;;;"),
    ];
    let chemin = fichier(&bac, &lignes);
    let essai = lire(&bac, &chemin, true).await.unwrap();
    assert_eq!((essai.nouvelles, essai.rejetees, situations(&bac).await), (1, 3, 0));
    let lu = lire(&bac, &chemin, false).await.unwrap();
    assert_eq!((lu.lues, lu.nouvelles, lu.rejetees, situations(&bac).await), (4, 1, 3, 1));
    let rejets = rejet_france_travail::Entity::find().all(bac.base()).await.unwrap();
    assert_eq!(rejets.iter().map(|rejet| rejet.ligne).collect::<Vec<_>>(), [3, 4, 5]);
    for rejet in &rejets {
        for personnel in ["KLEIN", "KELLER", "Sophie", "282025"] {
            assert!(!rejet.raison.contains(personnel), "{}", rejet.raison);
        }
    }
    assert!(rejets[1].raison.contains("Plusieurs"));
    let encore = lire(&bac, &chemin, false).await.unwrap();
    assert!(encore.deja_lu && situations(&bac).await == 1);
    let lus = bac.connecter("alain").await.appeler::<ConsulterImports>((), ()).await.unwrap().france_travail;
    assert_eq!((lus.len(), lus[0].nouvelles, lus[0].rejets.len(), lus[0].complet), (1, 1, 3, true));
}

#[tokio::test(flavor = "multi_thread")]
async fn an_older_file_is_refused_and_so_is_one_of_a_day_to_come() {
    let bac = Bac::ouvrir().await;
    recevoir(&bac, &inscrite(&bac), avant(&bac, 5)).await;
    let ancien = fichier(&bac, &[inscrite(&bac).ligne(avant(&bac, 6))]);
    assert!(lire(&bac, &ancien, false).await.unwrap_err().to_string().contains("déjà été lu"));
    let demain = bac.horloge.aujourdhui() + Days::new(1);
    let futur = fichier(&bac, &[inscrite(&bac).ligne(demain)]);
    assert!(lire(&bac, &futur, false).await.unwrap_err().to_string().contains("à venir"));
    assert_eq!(situations(&bac).await, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn each_reading_is_in_the_journal_and_a_trial_is_not() {
    let bac = Bac::ouvrir().await;
    let chemin = fichier(&bac, &[inscrite(&bac).ligne(avant(&bac, 5))]);
    lire(&bac, &chemin, true).await.unwrap();
    let lectures = || async {
        let lus = bac.evenements().await.into_iter().map(|lu| lu.maillon.evenement);
        lus.filter(|lu| lu.acte == "importer_france_travail").collect::<Vec<_>>()
    };
    assert!(lectures().await.is_empty());
    lire(&bac, &chemin, false).await.unwrap();
    let lues = lectures().await;
    assert_eq!(lues.len(), 2, "announced, and done");
    assert!(lues[0].objet.as_deref().unwrap().starts_with("france_travail:"));
}

#[tokio::test(flavor = "multi_thread")]
async fn struck_off_then_registered_again_is_a_history() {
    let bac = Bac::ouvrir().await;
    recevoir(&bac, &radiee(&bac, 40), avant(&bac, 20)).await;
    let bilan =
        recevoir(&bac, &Sophie { inscrite_le: avant(&bac, 15), ..inscrite(&bac) }, avant(&bac, 10)).await;
    assert_eq!((bilan.changees, situations(&bac).await), (1, 2));
    let meme =
        recevoir(&bac, &Sophie { inscrite_le: avant(&bac, 15), ..inscrite(&bac) }, avant(&bac, 5)).await;
    assert_eq!((meme.inchangees, situations(&bac).await), (1, 2));
    // Whoever reads the parcours does.
    for prenom in ["nadia", "hugo", "claire"] {
        let client = bac.connecter(prenom).await;
        let fiche = client.appeler::<ConsulterDossier>(bac.gens.keller.dossier, ()).await.unwrap();
        let situation = fiche.adultes[0].parcours.as_ref().unwrap().france_travail.situation.clone().unwrap();
        assert_eq!((situation.au, situation.derniere.statut), (avant(&bac, 5), Statut::Inscrit));
        assert_eq!(situation.anciennes[0].statut, Statut::Radie);
    }
}

async fn liste(client: &Client, saisie: SaisieEcarts) -> PageEcarts {
    client.appeler::<ConsulterEcarts>((), saisie).await.unwrap()
}

async fn compte(client: &Client) -> u64 {
    let accueil = client.appeler::<ConsulterAccueil>((), ()).await.unwrap();
    accueil.files.iter().find(|compte| compte.file == FileAttente::EcartsFranceTravail).unwrap().nombre
}

async fn suivre(
    client: &Client,
    fiche: &FicheEcarts,
    geste: GesteEcart,
    motif: &str,
) -> Result<FicheEcarts, Refuse> {
    let saisie = SaisieGesteEcart { nature: fiche.ecarts[0].nature, geste, motif: motif.into() };
    client.appeler_sur::<SuivreEcart>(fiche.version, fiche.personne.personne, saisie).await
}

#[tokio::test(flavor = "multi_thread")]
async fn struck_off_for_two_months_and_oriented_to_employment_waits_for_the_ctsa_of_the_commune() {
    let bac = Bac::ouvrir().await;
    let sophie = bac.gens.keller.demandeur;
    let (hugo, irene) = (bac.connecter("hugo").await, bac.connecter("irene").await);
    recevoir(&bac, &radiee(&bac, 20), avant(&bac, 5)).await;
    assert_eq!(compte(&hugo).await, 0, "oriented to a social support");
    vers_l_emploi(&bac, sophie).await;
    // The same day, corrected.
    recevoir(&bac, &radiee(&bac, 100), avant(&bac, 5)).await;
    let page = liste(&hugo, SaisieEcarts::default()).await;
    assert_eq!((page.total, page.lignes[0].nature), (1, NatureEcart::Radiation));
    assert_eq!((compte(&hugo).await, compte(&irene).await), (1, 0));
    assert_eq!(liste(&irene, SaisieEcarts::default()).await.total, 0);
    let autre = SaisieEcarts { nature: Some(NatureEcart::Dates), ..SaisieEcarts::default() };
    assert_eq!(liste(&hugo, autre).await.total, 0);
    let refus = irene.appeler::<ConsulterEcartsPersonne>(sophie, ()).await.unwrap_err();
    assert_eq!(refus.statut, StatusCode::NOT_FOUND);
    crate::attente::justes_ici(&bac, "after a file of France Travail").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_discrepancy_set_aside_comes_back_when_it_is_put_back_or_when_it_changes() {
    let bac = Bac::ouvrir().await;
    let sophie = bac.gens.keller.demandeur;
    vers_l_emploi(&bac, sophie).await;
    recevoir(&bac, &radiee(&bac, 100), avant(&bac, 5)).await;
    let hugo = bac.connecter("hugo").await;
    let vue = hugo.appeler::<ConsulterEcartsPersonne>(sophie, ()).await.unwrap();
    assert_eq!((vue.version, vue.ecarts.len(), vue.ecarts[0].de_cote), (0, 1, false));
    let refus = suivre(&hugo, &vue, GesteEcart::MettreDeCote, "").await.unwrap_err();
    assert_eq!(refus.statut, StatusCode::UNPROCESSABLE_ENTITY);
    let motif = "Réinscription attendue cette semaine.";
    let mise = suivre(&hugo, &vue, GesteEcart::MettreDeCote, motif).await.unwrap();
    assert_eq!(
        (mise.version, mise.ecarts[0].de_cote, mise.etapes[0].motif.as_deref()),
        (1, true, Some(motif))
    );
    let de_cote = SaisieEcarts { de_cote: true, ..SaisieEcarts::default() };
    assert_eq!(
        (compte(&hugo).await, liste(&hugo, de_cote).await.lignes[0].motif.as_deref()),
        (0, Some(motif))
    );
    // Who acts on what is no longer there is told.
    let refus = suivre(&hugo, &vue, GesteEcart::MettreDeCote, motif).await.unwrap_err();
    assert_eq!(refus.statut, StatusCode::PRECONDITION_FAILED);
    let reprise = suivre(&hugo, &mise, GesteEcart::Reprendre, "").await.unwrap();
    assert_eq!((reprise.ecarts[0].de_cote, compte(&hugo).await), (false, 1));
    suivre(&hugo, &reprise, GesteEcart::MettreDeCote, motif).await.unwrap();
    assert_eq!(compte(&hugo).await, 0);
    recevoir(&bac, &radiee(&bac, 90), avant(&bac, 1)).await;
    assert_eq!(compte(&hugo).await, 1, "struck off on another day");
    crate::attente::justes_ici(&bac, "after a discrepancy was set aside").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_discrepancy_goes_with_what_made_it() {
    let bac = Bac::ouvrir().await;
    let sophie = bac.gens.keller.demandeur;
    vers_l_emploi(&bac, sophie).await;
    // A référent here, nobody there.
    recevoir(&bac, &Sophie { conseiller: "", ..inscrite(&bac) }, avant(&bac, 5)).await;
    let hugo = bac.connecter("hugo").await;
    let page = liste(&hugo, SaisieEcarts::default()).await;
    assert_eq!((page.total, page.lignes[0].nature), (1, NatureEcart::Referent));
    assert_eq!(page.lignes[0].referent.as_deref(), Some("nadia ESSAI"));
    recevoir(&bac, &inscrite(&bac), avant(&bac, 1)).await;
    assert_eq!(liste(&hugo, SaisieEcarts::default()).await.total, 0);
    let vue = hugo.appeler::<ConsulterEcartsPersonne>(sophie, ()).await.unwrap();
    assert!(vue.ecarts.is_empty() && vue.situation.is_some());
}
