use rstest::rstest;

use super::*;

fn jour(texte: &str) -> NaiveDate {
    texte.parse().unwrap()
}

fn lire(texte: &str) -> Result<Critere, &'static str> {
    Critere::lire(texte, jour("2026-11-22")).map_err(|motif| motif.code)
}

type Lu = Result<(Option<Numero>, Option<(NaiveDate, NaiveDate)>, String), &'static str>;

/// How it was understood, and the names that a person must bear.
fn lu(texte: &str) -> Lu {
    lire(texte).map(|lu| {
        let naissance = lu.naissance.map(|naissance| match naissance {
            Naissance::Jour(jour) => (jour, jour),
            Naissance::Partielle(partie) => partie.bornes(),
        });
        let noms = lu.exiges().map(|(_, nom)| nom).collect::<Vec<_>>().join(" ");
        (lu.numero, naissance, noms)
    })
}

fn numero(matricule: Option<&str>, demande: Option<&str>) -> Option<Numero> {
    let (matricule, demande) = (matricule.map(str::to_owned), demande.map(str::to_owned));
    Some(Numero::Foyer { matricule, demande })
}

fn nir(nir: &str) -> Option<Numero> {
    Some(Numero::Nir(nir.to_owned()))
}

/// Nothing but this number.
fn seul(numero: Option<Numero>) -> Lu {
    Ok((numero, None, String::new()))
}

#[rstest]
#[case("1234567")]
#[case("1234567 K")]
#[case("1234567k")]
#[case("123456700000000")]
#[case("00012345670000")]
#[case("1234-567")]
#[case(" 123 45 67 ")]
#[case("n°1234567")]
#[case("N\u{ba} 1234567")]
#[case("n1234567")]
#[case("№ 1234567")]
#[case("numéro : 1234567")]
#[case("Matricule 1234567")]
#[case("matricule1234567")]
#[case("matricule n° 1234567 K")]
#[case("allocataire n°1234567")]
#[case("Numéro d’allocataire : 1234567")]
#[case("CAF\u{a0}1\u{202f}234\u{202f}567")]
#[case("dossier\u{a0}n°\u{a0}1234567")]
#[case("1234567 (matricule)")]
fn a_matricule_however_it_is_printed(#[case] texte: &str) {
    assert_eq!(lu(texte), seul(numero(Some("1234567"), None)));
}

#[rstest]
#[case("01024041068", numero(None, Some("01024041068")))]
#[case("0102 4041 068", numero(None, Some("01024041068")))]
#[case("0102404106a", numero(None, Some("0102404106A")))]
#[case("00001234567", numero(Some("1234567"), Some("00001234567")))]
#[case("demande 91000011068", numero(None, Some("91000011068")))]
#[case("demande n° 91000011068", numero(None, Some("91000011068")))]
#[case("Numéro de demande : 9100 0011 068", numero(None, Some("91000011068")))]
#[case("rSa 91000011068", numero(None, Some("91000011068")))]
fn a_numero_de_demande_with_or_without_letters(#[case] texte: &str, #[case] attendu: Option<Numero>) {
    assert_eq!(lu(texte), seul(attendu));
}

#[rstest]
#[case("1840368999012")]
#[case("1 84 03 68 999 012 51")]
#[case("1840368999012 51")]
#[case("184036899901200")]
#[case("001840368999012")]
#[case("NIR 1840368999012")]
#[case("NIR : 1 84 03 68 999 012 (51)")]
#[case("nir1840368999012")]
#[case("n° sécu 1840368999012")]
#[case("N° de sécurité sociale : 1 84 03 68 999 012 51")]
#[case("MSA 1840368999012")]
fn a_nir_with_or_without_key_or_filling(#[case] texte: &str) {
    assert_eq!(lu(texte), seul(nir("1840368999012")));
}

#[rstest]
#[case("184036899901252", "nir_cle")]
#[case("1 84 03 68 999 012 52", "nir_cle")]
#[case("1840368999012 52", "nir_cle")]
#[case("NIR 1 84 03 68 999 012 52", "nir_cle")]
#[case("Mme Müller 1 84 03 68 999 012 52", "nir_cle")]
#[case("269054958815780", "nir_exemple")]
#[case("1841368999012", "nir_mois")]
#[case("NIR 1841368999012", "nir_mois")]
#[case("123456", "recherche_nombre")]
#[case("n° 123456", "recherche_nombre")]
#[case("2 10 03 68 066 03", "recherche_nombre")]
#[case("31/02/1984", "date_inexistante")]
#[case("3/4", "date_sans_annee")]
#[case("m", "recherche_trop_courte")]
#[case("Mme", "recherche_trop_courte")]
#[case(" ' ", "recherche_trop_courte")]
#[case("a b c d e f g h keller", "recherche_trop_longue")]
fn what_is_wrong_is_told(#[case] texte: &str, #[case] code: &str) {
    assert_eq!(lu(texte), Err(code));
}

#[rstest]
#[case("3/4/84")]
#[case("03041984")]
#[case("3 avril 1984")]
#[case("mardi 3 avril 1984")]
#[case("née le 3 avril 1984")]
#[case("née le 03.04.1984")]
fn a_birth_date_alone_or_around_a_name(#[case] texte: &str) {
    let naissance = Some((jour("1984-04-03"), jour("1984-04-03")));
    assert_eq!(lu(texte), Ok((None, naissance, String::new())));
    let attendu = Ok((None, naissance, "muller zoe".to_owned()));
    assert_eq!(lu(&format!("  MÜLLER Zoé {texte}")), attendu);
    assert_eq!(lu(&format!("{texte} MÜLLER Zoé")), attendu);
}

#[rstest]
#[case("07/1965", "1965-07-01", "1965-07-31")]
#[case("jourinconnu 07/1965", "1965-07-01", "1965-07-31")]
#[case("07/1965 (jour inconnu)", "1965-07-01", "1965-07-31")]
#[case("xx/07/1965", "1965-07-01", "1965-07-31")]
#[case("00/07/1965", "1965-07-01", "1965-07-31")]
#[case("né en juillet 1965", "1965-07-01", "1965-07-31")]
#[case("1965", "1965-01-01", "1965-12-31")]
#[case("1965 (jour et mois inconnus)", "1965-01-01", "1965-12-31")]
#[case("née en 1965", "1965-01-01", "1965-12-31")]
#[case("vers 1965", "1965-01-01", "1965-12-31")]
fn a_birth_date_known_in_part(#[case] texte: &str, #[case] debut: &str, #[case] fin: &str) {
    let naissance = Some((jour(debut), jour(fin)));
    assert_eq!(lu(texte), Ok((None, naissance, String::new())));
    assert_eq!(lu(&format!("haas {texte}")), Ok((None, naissance, "haas".to_owned())));
}

#[rstest]
#[case("muller marie", "muller marie")]
#[case("D'Œuvre-Groß", "d oeuvre gross")]
#[case("Avril", "avril")]
#[case("JEAN-PHILIPPE", "jean philippe")]
#[case("Mme Bourgoinva Géraldine", "bourgoinva geraldine")]
#[case("M. BOURGOINVA", "bourgoinva")]
#[case("Mlle  Bourgoinva\u{a0}Géraldine", "bourgoinva geraldine")]
#[case("Bourgoinva née Gaillardo", "bourgoinva gaillardo")]
#[case("Bourgoinva (né(e) Gaillardo)", "bourgoinva gaillardo")]
#[case("Gaillardo, épouse Bourgoinva", "gaillardo bourgoinva")]
#[case("Gaillardo ép. Bourgoinva", "gaillardo bourgoinva")]
#[case("M. et Mme Bourgoinva", "bourgoinva")]
#[case("Nom de naissance : Gaillardo", "gaillardo")]
#[case("nir cohen", "nir cohen")]
#[case("sophie ne", "sophie ne")]
#[case("ne", "ne")]
fn names(#[case] texte: &str, #[case] noms: &str) {
    assert_eq!(lu(texte), Ok((None, None, noms.to_owned())));
}

#[test]
fn a_number_a_date_and_a_name_are_asked_for_together() {
    let naissance = Some((jour("1984-04-03"), jour("1984-04-03")));
    let attendu = Ok((numero(Some("3001011"), None), naissance, "muller".to_owned()));
    for texte in [
        "Mme Müller, née le 3/4/1984, n° 3001011",
        "3001011 3/4/1984 muller",
        "3/4/1984 3001011 muller",
        "muller 3001011 3 avril 1984",
        "muller 03041984 3001011",
        "muller 3/4/1984 n° 3001011 K",
    ] {
        assert_eq!(lu(texte), attendu, "{texte}");
    }
    let mois = Some((jour("1965-07-01"), jour("1965-07-31")));
    assert_eq!(lu("haas 3001011 07/1965"), Ok((numero(Some("3001011"), None), mois, "haas".to_owned())));
    let lu = lire("muller 3001011").unwrap();
    assert_eq!((lu.compris().as_str(), lu.code()), ("nom et matricule", "numero"));
}

#[test]
fn a_date_and_an_initial_are_no_matricule() {
    let naissance = Some((jour("1984-04-13"), jour("1984-04-13")));
    assert_eq!(lu("muller 13/4/1984 K"), Ok((None, naissance, "muller k".to_owned())));
    assert_eq!(lu("13/4/1984, n° 3001011"), Ok((numero(Some("3001011"), None), naissance, String::new())));
}

proptest::proptest! {
    #[test]
    fn any_text_is_understood_or_refused(texte in ".{0,40}") {
        if let Ok(lu) = lire(&texte) {
            proptest::prop_assert!(!lu.compris().is_empty());
            let _ = (lu.condition(), lu.nomme());
        }
    }
}
