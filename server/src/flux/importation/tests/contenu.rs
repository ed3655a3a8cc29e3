//! What becomes of a foyer: who is subject to droits et devoirs, and each block in its
//! rubrique.

use reciproque_shared::dossier::{AdresseLue, DroitsLus, IdentiteLue, Periode, RessourcesLues, RsaLu};
use reciproque_shared::nomenclature::libelle;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use serde::de::DeserializeOwned;

use super::Banc;
use crate::depot::entite::{rubrique, rubrique_personne};
use crate::flux::tests::{flux, foyer, numero};

/// The foyer of the tests, with blocks put where they belong.
fn avec(personne: &str, droit: &str) -> String {
    foyer(&numero(1))
        .replace("</Prestations>\n</Personne>", &format!("</Prestations>\n{personne}</Personne>"))
        .replace("</TroncCommunDroitRSA>", &format!("</TroncCommunDroitRSA>{droit}"))
}

fn soumise(top: &str) -> String {
    format!(
        "<MontantCalculDroitRSAPersonne><TOPPERSDRODEVORSA>{top}</TOPPERSDRODEVORSA></MontantCalculDroitRSAPersonne>"
    )
}

fn composante(nature: &str, fin: &str) -> String {
    format!(
        "<DetailCalculDroitRSA><NATPF>{nature}</NATPF><SOUSNATPF>{nature}N1</SOUSNATPF>\
         <DDNATDRO>2024-02-01</DDNATDRO>{fin}</DetailCalculDroitRSA>"
    )
}

async fn droits_et_devoirs(texte: String) -> Option<bool> {
    let banc = Banc::ouvrir().await;
    let bilan = banc.importe(flux(&[texte])).await.unwrap();
    assert_eq!((bilan.crees, bilan.rejetes), (1, 0), "{bilan}");
    banc.personnes().await[0].droits_et_devoirs
}

#[tokio::test(flavor = "multi_thread")]
async fn droits_et_devoirs_need_a_real_socle_right_and_being_counted_in_the_foyer() {
    let socle = composante("RSD", "");
    let terminee = composante("RSD", "<DFNATDRO>2026-09-30</DFNATDRO>");
    let hors_charge = |texte: String| {
        texte.replace("<ROLEPERS>DEM</ROLEPERS><TOPCHAPERS>1", "<ROLEPERS>DEM</ROLEPERS><TOPCHAPERS>0")
    };
    let clos = |texte: String| texte.replace("<ETATDOSRSA>2", "<ETATDOSRSA>5");
    let suspendu = |texte: String| texte.replace("<ETATDOSRSA>2", "<ETATDOSRSA>4");
    assert_eq!(droits_et_devoirs(avec("", &socle)).await, None);
    assert_eq!(droits_et_devoirs(avec(&soumise("0"), &socle)).await, Some(false));
    assert_eq!(droits_et_devoirs(avec(&soumise("1"), &socle)).await, Some(true));
    assert_eq!(droits_et_devoirs(suspendu(avec(&soumise("1"), ""))).await, Some(true));
    assert_eq!(droits_et_devoirs(hors_charge(avec(&soumise("1"), &socle))).await, Some(false));
    assert_eq!(droits_et_devoirs(avec(&soumise("1"), &composante("RCD", ""))).await, Some(false));
    assert_eq!(droits_et_devoirs(avec(&soumise("1"), &terminee)).await, Some(false));
    assert_eq!(droits_et_devoirs(clos(avec(&soumise("1"), &socle))).await, Some(false));
}

async fn du_foyer<T: DeserializeOwned>(banc: &Banc, code: &str) -> T {
    let lue = rubrique::Entity::find().filter(rubrique::Column::Rubrique.eq(code));
    let lue = lue.one(banc.depot.lecture()).await.unwrap().unwrap();
    serde_json::from_str(&lue.contenu).unwrap()
}

async fn de_la_personne<T: DeserializeOwned>(banc: &Banc, code: &str) -> T {
    let lue = rubrique_personne::Entity::find().filter(rubrique_personne::Column::Rubrique.eq(code));
    let lue = lue.one(banc.depot.lecture()).await.unwrap().unwrap();
    serde_json::from_str(&lue.contenu).unwrap()
}

const PERSONNE: &str = "<PensionAlimentaire><Asf><SITASF>TP</SITASF><PARASSOASF>P</PARASSOASF>\
<DDASF>2025-01-01</DDASF></Asf><CreanceAlimentaire><ETATCREALIM>DA</ETATCREALIM><DDCREALIM>2025-02-01</DDCREALIM>\
<ORIOBLALIM>CJT</ORIOBLALIM><COMMCREALIM>confidence</COMMCREALIM></CreanceAlimentaire></PensionAlimentaire>\
<AvisPCGPersonne><ExclueRSA><EXCL>P</EXCL><DDEXCL>2025-03-01</DDEXCL></ExclueRSA><Liberalite>\
<MTLIBERNONDECL>250.00</MTLIBERNONDECL><DTABSDECLLIBER>2025-04-01</DTABSDECLLIBER></Liberalite></AvisPCGPersonne>";

const DROIT: &str = "<AvisPCGDroitRSA><PaiementTiers><AVISDESTPAIRSA>A</AVISDESTPAIRSA>\
<DTAVISDESTPAIRSA>2025-05-01</DTAVISDESTPAIRSA><NOMTIE>ASSOCIATION INVENTEE</NOMTIE><TYPEPERSTIE>M</TYPEPERSTIE>\
</PaiementTiers></AvisPCGDroitRSA>";

const MUTATION: &str = "<OrganismeCedant><FONORGCEDMUT>CAF</FONORGCEDMUT><NUMORGCEDMUT>671</NUMORGCEDMUT>\
<MATRICULEORGCEDMUT>765432100000000</MATRICULEORGCEDMUT><DDARRMUT>2025-06-01</DDARRMUT></OrganismeCedant>";

#[tokio::test(flavor = "multi_thread")]
async fn each_block_received_is_read_in_its_rubrique() {
    let banc = Banc::ouvrir().await;
    let texte = avec(PERSONNE, DROIT)
        .replace("</DemandeRSA>", &format!("</DemandeRSA>{MUTATION}"))
        .replace("<TOPSANSDOMFIXE>0", "<TOPSANSDOMFIXE>1")
        .replace("<TOPVALIEC>", "<TYPEDTNAI>J</TYPEDTNAI><TOPVALIEC>");
    let bilan = banc.importe(flux(&[texte])).await.unwrap();
    assert_eq!((bilan.crees, bilan.alertes.as_slice()), (1, [].as_slice()), "{bilan}");

    let propres: Vec<Periode> = de_la_personne(&banc, "droits").await;
    let noms: Vec<&str> = propres.iter().map(|p| p.libelle.as_str()).collect();
    assert_eq!(noms, ["Exclusion du rSa", "Allocation de soutien familial", "Créance alimentaire"]);
    assert!(!format!("{propres:?}").contains("confidence"), "a comment is nobody's business");
    let ressources: RessourcesLues = de_la_personne(&banc, "ressources").await;
    let liberalite = &ressources.liberalites[0];
    assert_eq!(liberalite.libelle, "Libéralité non déclarée au 01/04/2025");
    assert_eq!(liberalite.valeur, "250,00\u{a0}€");
    let rsa: RsaLu = du_foyer(&banc, "rsa").await;
    let tiers = rsa.montants.iter().find(|fait| fait.libelle == "Versement à un tiers").unwrap();
    assert_eq!(tiers.valeur, "ASSOCIATION INVENTEE (Accord du Département le 01/05/2025)");
    let droits: DroitsLus = du_foyer(&banc, "droits").await;
    assert!(
        droits.motifs.iter().any(|m| m.libelle.starts_with("Mutation : dossier venu de CAF")),
        "{droits:?}"
    );
    assert!(!format!("{droits:?}").contains("7654321"));
    let adresses: Vec<AdresseLue> = du_foyer(&banc, "adresse").await;
    assert!(adresses[0].sans_domicile_fixe);
    let identite: IdentiteLue = de_la_personne(&banc, "identite").await;
    assert_eq!(identite.date_naissance.to_string(), "03/1984 (jour inconnu)");
    assert_eq!(banc.personnes().await[0].naissance_precision, "J");
}

const CALCUL: &str = "<MontantsCalculDroitRSA><MTREVMINIGARARSA>901.01</MTREVMINIGARARSA>\
<MTPFRSA>902.02</MTPFRSA><MTALRSA>903.03</MTALRSA><MTRESSMENRSA>904.04</MTRESSMENRSA>\
<MTREDCGRSA>905.05</MTREDCGRSA><MTABANEURSA>906.06</MTABANEURSA><MTTOTDRORSA>907.07</MTTOTDRORSA>\
</MontantsCalculDroitRSA>";
const SUSPENSION: &str = "<SuspensionVersement><MOTISUSVERSRSA>CG</MOTISUSVERSRSA><DDSUSVERSRSA>2026-09-01</DDSUSVERSRSA></SuspensionVersement>";

/// Amounts by which one rubrique could be read in another: each is in its own, and in no other.
#[tokio::test(flavor = "multi_thread")]
async fn resources_and_sanctions_are_in_their_own_rubriques_alone() {
    let banc = Banc::ouvrir().await;
    let creance = PERSONNE.replace("<COMMCREALIM>", "<MTSANCREALIM>908.08</MTSANCREALIM><COMMCREALIM>");
    let texte = avec(&creance, CALCUL)
        .replace("<ETATDOSRSA>2", "<ETATDOSRSA>4")
        .replace("</EtatDossierRSA>", &format!("</EtatDossierRSA>{SUSPENSION}"));
    let bilan = banc.importe(flux(&[texte])).await.unwrap();
    assert_eq!((bilan.crees, bilan.rejetes), (1, 0), "{bilan}");
    let foyer = rubrique::Entity::find().all(banc.depot.lecture()).await.unwrap();
    let adultes = rubrique_personne::Entity::find().all(banc.depot.lecture()).await.unwrap();
    let textes: Vec<(String, String)> = foyer
        .into_iter()
        .map(|lue| (lue.rubrique, lue.contenu))
        .chain(adultes.into_iter().map(|lue| (lue.rubrique, lue.contenu)))
        .collect();
    let suspendu = libelle("MOTISUSVERSRSA", "CG");
    for (valeur, attendue) in [
        ("901,01", "ressources"),
        ("902,02", "ressources"),
        ("903,03", "ressources"),
        ("904,04", "ressources"),
        ("906,06", "ressources"),
        ("907,07", "rsa"),
        ("905,05", "sanctions"),
        ("908,08", "sanctions"),
        (&*suspendu, "sanctions"),
    ] {
        let ou: Vec<&str> =
            textes.iter().filter(|(_, texte)| texte.contains(valeur)).map(|(ou, _)| ou.as_str()).collect();
        assert_eq!(ou, [attendue], "{valeur}");
    }
}
