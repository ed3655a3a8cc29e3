use std::collections::BTreeSet;

use chrono::NaiveDate;
use proptest::prelude::*;
use rstest::rstest;

use super::*;
use crate::erreur::Motif;
use crate::organisation::SorteOrganisation;
use crate::parcours::SorteOrientation;

const CORRESPONDANCE: &str = include_str!("../../../server/src/france_travail/correspondance.json");
const EXEMPLE: &str = include_str!("../../../server/src/france_travail/exemple.csv");

fn jour(texte: &str) -> NaiveDate {
    texte.parse().unwrap()
}

fn correspondance() -> Correspondance {
    serde_json::from_str(CORRESPONDANCE).unwrap()
}

/// The line of the sample at this rank, with some cells changed.
fn lire(rang: usize, changees: &[(&str, &str)]) -> Result<LigneLue, Motif> {
    let entetes: Vec<&str> = EXEMPLE.lines().next().unwrap().split(';').collect();
    let mut champs: Vec<&str> = EXEMPLE.lines().nth(rang).unwrap().split(';').collect();
    for (entete, texte) in changees {
        champs[entetes.iter().position(|lu| lu == entete).unwrap()] = texte;
    }
    let correspondance = correspondance();
    let places = correspondance.situations(&entetes).unwrap();
    LigneLue::lire(&champs, &places, &correspondance, jour("2026-11-30"))
}

fn refus(changees: &[(&str, &str)]) -> &'static str {
    lire(1, changees).unwrap_err().code
}

#[test]
fn the_sample_reads_whole() {
    let lues: Vec<LigneLue> = (1..EXEMPLE.lines().count()).map(|rang| lire(rang, &[]).unwrap()).collect();
    let statuts: Vec<Statut> = lues.iter().map(|lue| lue.situation.statut()).collect();
    assert_eq!(statuts, [Statut::Inscrit, Statut::Radie, Statut::Inscrit, Statut::Cessation]);
    let premiere = &lues[0].situation;
    assert_eq!(premiere.inscrite_le(), Some(jour("2026-02-02")));
    assert_eq!(premiere.categorie().and_then(CategorieRecue::connu), Some(Categorie::A));
    assert_eq!(premiere.conseiller(), Some("Paule WEISS"));
    assert_eq!(premiere.plan(), Some((jour("2026-02-15"), Some(jour("2026-08-14")))));
}

#[test]
fn a_reason_of_the_list_has_our_words_and_another_keeps_its_own() {
    let motif = |rang| lire(rang, &[]).unwrap().situation.sortie().unwrap().1.unwrap().libelle();
    assert_eq!(motif(2), "Absence à une convocation");
    assert_eq!(motif(4), "Départ à l’étranger");
}

#[rstest]
#[case("a", Some(Categorie::A))]
#[case("G", Some(Categorie::G))]
#[case("H", None)]
fn a_category_is_known_or_kept(#[case] texte: &str, #[case] attendue: Option<Categorie>) {
    let lue = lire(1, &[("CATEGORIE", texte)]).unwrap().situation;
    let categorie = lue.categorie().unwrap();
    assert_eq!(categorie.connu(), attendue);
    assert_eq!(categorie.code(), texte.to_uppercase());
}

#[rstest]
#[case(&[("STATUT", "")], "statut_absent")]
#[case(&[("STATUT", "AUTRE")], "statut_inconnu")]
#[case(&[("DATE_INSCRIPTION", "")], "inscription_sans_date")]
#[case(&[("DATE_SORTIE", "01/03/2026")], "statut_contraire")]
#[case(&[("STATUT", "RADIE")], "sortie_sans_date")]
#[case(&[("STATUT", "RADIE"), ("DATE_SORTIE", "01/01/2026")], "inscription_inversee")]
#[case(&[("DATE_INSCRIPTION", "01/12/2026")], "inscription_future")]
#[case(&[("DATE_DERNIER_ENTRETIEN", "01/12/2026")], "entretien_futur")]
#[case(&[("PLAN_FIN", "01/02/2026")], "plan_inverse")]
#[case(&[("PLAN_DEBUT", "")], "plan_sans_debut")]
#[case(&[("DATE_NAISSANCE", "")], "naissance_absente")]
#[case(&[("DATE_NAISSANCE", "14/3")], "date_forme")]
#[case(&[("IDENTIFIANT_DE", "12")], "pole_emploi_forme")]
#[case(&[("IDENTIFIANT_DE", ""), ("NOM", "")], "personne_absente")]
#[case(&[("CONSEILLER", "A\u{7}")], "caractere_interdit")]
fn a_line_that_contradicts_itself_is_refused(#[case] changees: &[(&str, &str)], #[case] code: &str) {
    assert_eq!(refus(changees), code);
}

#[test]
fn a_number_that_does_not_read_leaves_the_other_keys() {
    let lue = lire(1, &[("NIR", "123")]).unwrap();
    assert!(lue.qui.nir.is_none() && lue.qui.identifiant.is_some() && lue.qui.noms.is_some());
}

#[test]
fn a_file_that_changed_of_shape_is_refused_by_the_name_of_its_column() {
    let entetes: Vec<&str> = EXEMPLE.lines().next().unwrap().split(';').collect();
    let sans_statut: Vec<&str> = entetes.iter().copied().filter(|entete| *entete != "STATUT").collect();
    let refus = correspondance().situations(&sans_statut).unwrap_err();
    assert_eq!(refus.code, "entete_absente");
    assert!(refus.message.contains("STATUT"));
    let double: Vec<&str> = entetes.iter().copied().chain(["statut"]).collect();
    assert_eq!(correspondance().situations(&double).unwrap_err().code, "entete_double");
}

#[test]
fn a_table_of_correspondence_without_a_birth_date_is_refused() {
    let sans = CORRESPONDANCE.replace("\"date_naissance\": \"DATE_NAISSANCE\",", "");
    assert!(serde_json::from_str::<Correspondance>(&sans).is_err());
    let double = CORRESPONDANCE.replace("DATE_SORTIE", "DATE_INSCRIPTION");
    assert!(serde_json::from_str::<Correspondance>(&double).is_err());
}

proptest! {
    /// Nothing of a cell is told back, whatever is in it.
    #[test]
    fn no_refusal_repeats_what_a_cell_holds(texte in "[A-Z]{6,12}|[0-9]{9,14}") {
        for entete in ["STATUT", "DATE_NAISSANCE", "DATE_INSCRIPTION", "IDENTIFIANT_DE", "PLAN_FIN"] {
            if let Err(motif) = lire(1, &[(entete, texte.as_str())]) {
                prop_assert!(!motif.message.contains(&texte));
            }
        }
    }
}

#[test]
fn each_kind_of_support_has_its_code_and_comes_back_from_it() {
    for sorte in SorteOrientation::TOUS {
        assert_eq!(CodeParcours::de(*sorte).sorte(), *sorte);
    }
    for code in CodeParcours::TOUS {
        assert_eq!(CodeParcours::de(code.sorte()), *code);
    }
    // The trap of another tool: the two are not crossed.
    assert_eq!(CodeParcours::de(SorteOrientation::Social).code(), "PSO");
    assert_eq!(CodeParcours::de(SorteOrientation::Socioprofessionnel).code(), "PSP");
    assert_eq!(CodeParcours::de(SorteOrientation::Professionnel).code(), "PED");
}

#[test]
fn each_organisation_has_a_code() {
    let codes: BTreeSet<&str> =
        SorteOrganisation::TOUS.iter().map(|sorte| Organisme::de(*sorte).code()).collect();
    assert_eq!(codes, BTreeSet::from(["CD", "DCD", "FT"]));
}

fn envoi(referent: Option<i64>) -> ContenuEnvoi {
    let (debut, fin) = (jour("2026-03-02"), None);
    ContenuEnvoi { orientation: 7, parcours: CodeParcours::Emploi, debut, fin, referent }
}

#[test]
fn what_changed_since_it_was_sent_is_to_be_sent() {
    let (avant, apres) = (envoi(None), envoi(Some(3)));
    assert_eq!(etat_courant(&avant, None), EtatEnvoi::AEnvoyer);
    for etat in [EtatEnvoi::Envoye, EtatEnvoi::Accepte, EtatEnvoi::Refuse] {
        assert_eq!(etat_courant(&avant, Some((&avant, etat))), etat);
        assert_eq!(etat_courant(&apres, Some((&avant, etat))), EtatEnvoi::AEnvoyer);
    }
}

#[test]
fn an_answer_is_read_once_and_never_changes() {
    use EtatEnvoi::{Accepte, Envoye, Refuse, Remplace};
    assert_eq!(reponse(Envoye, Reponse::Acceptee), Ok(Some(Accepte)));
    assert_eq!(reponse(Envoye, Reponse::Refusee), Ok(Some(Refuse)));
    assert_eq!(reponse(Accepte, Reponse::Acceptee), Ok(None));
    assert_eq!(reponse(Accepte, Reponse::Refusee).unwrap_err().code, "deja_repondu");
    assert_eq!(reponse(Remplace, Reponse::Acceptee).unwrap_err().code, "remplace");
}

#[test]
fn a_discrepancy_is_set_aside_with_a_reason_and_put_back_without() {
    let saisie =
        |geste, motif: &str| SaisieGesteEcart { nature: NatureEcart::Dates, geste, motif: motif.to_owned() };
    assert!(GesteEcartLu::lire(&saisie(GesteEcart::MettreDeCote, " ")).is_err());
    let lu = GesteEcartLu::lire(&saisie(GesteEcart::MettreDeCote, "Avenant en cours de signature.")).unwrap();
    assert_eq!(lu.motif(), Some("Avenant en cours de signature."));
    assert_eq!(GesteEcartLu::lire(&saisie(GesteEcart::Reprendre, "")).unwrap().motif(), None);
}

#[test]
fn each_kind_of_discrepancy_is_awaited_under_a_name_of_its_own() {
    for nature in NatureEcart::TOUS {
        assert_eq!(NatureEcart::de(nature.attendu()), Some(*nature));
    }
}

#[test]
fn the_name_follows_the_law() {
    assert_eq!(nom(jour("2023-12-31")), "Pôle emploi");
    assert_eq!(nom(jour("2024-01-01")), "France Travail");
}
