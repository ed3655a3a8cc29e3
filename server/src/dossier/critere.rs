//! How the text of the search box is understood: NIR with or without key and spaces,
//! matricule, numéro de demande, birth date, name; accents and case ignored.

use chrono::{Datelike, NaiveDate};
use reciproque_shared::date;
use reciproque_shared::dossier::RolePersonne;
use reciproque_shared::erreur::Motif;
use reciproque_shared::identifiant::{Fonorg, Matricule, MatriculeCaf, NumeroDemande};
use reciproque_shared::personne::{PrecisionNaissance, cle_de_recherche};
use sea_orm::sea_query::{Condition, Expr, ExprTrait};

/// Letters needed before a name search means anything.
const NOM_MIN: usize = 2;
/// Words that a birth date takes at the end of a text (« mardi 3 avril 1984 »).
const MOTS_DATE_MAX: usize = 4;
/// Digits below which 11 letters and digits are a name and something else.
const CHIFFRES_DEMANDE_MIN: usize = 6;

/// How a typed text is understood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Critere {
    /// Also the matricule of an MSA.
    Nir(String),
    /// A matricule of a CAF, a numéro de demande: 11 digits may be both.
    Numero {
        matricule: Option<String>,
        demande: Option<String>,
    },
    Naissance(NaiveDate),
    /// Folded words, each the start of a name or of a first name.
    Mots(Vec<String>),
    MotsEtNaissance(Vec<String>, NaiveDate),
}

impl Critere {
    /// A date comes before a matricule: 03041984 reads as both.
    ///
    /// # Errors
    /// When the text is too short, or is a number that is none of ours; a NIR says what is wrong in it.
    pub fn lire(texte: &str, aujourdhui: NaiveDate) -> Result<Self, Motif> {
        let naissance = match date::lire_naissance(texte, aujourdhui) {
            Ok(jour) => return Ok(Self::Naissance(jour)),
            Err(motif) => motif,
        };
        let matricule = MatriculeCaf::lire(texte).ok().map(String::from);
        let demande = numero_demande(texte);
        if matricule.is_some() || (demande.is_some() && !texte.chars().any(char::is_alphabetic)) {
            return Ok(Self::Numero { matricule, demande });
        }
        let nir = match Matricule::du_flux(Fonorg::Msa, texte) {
            Ok(Some(nir)) => return Ok(Self::Nir(nir.as_str().to_owned())),
            Ok(None) => None,
            Err(motif) if matches!(motif.code, "nir_cle" | "nir_exemple") => return Err(motif),
            Err(motif) => Some(motif),
        };
        if !texte.chars().any(char::is_alphabetic) && texte.chars().any(|c| c.is_ascii_digit()) {
            return Err(nombre_illisible(texte, nir, naissance));
        }
        nom_et_naissance(texte, aujourdhui)
            .or_else(|| demande.map(|demande| Self::Numero { matricule: None, demande: Some(demande) }))
            .or_else(|| decouper(texte).map(Self::Mots))
            .ok_or_else(trop_court)
    }

    /// As the agent is told.
    pub const fn compris(&self) -> &'static str {
        match self {
            Self::Nir(_) => "numéro de sécurité sociale",
            Self::Numero { matricule: Some(_), demande: None } => "matricule",
            Self::Numero { matricule: None, .. } => "numéro de demande",
            Self::Numero { .. } => "matricule ou numéro de demande",
            Self::Naissance(_) => "date de naissance",
            Self::Mots(_) => "nom ou prénom",
            Self::MotsEtNaissance(..) => "nom et date de naissance",
        }
    }

    /// What kind of search it was, for the journal: never what was typed.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Nir(_) => "nir",
            Self::Numero { .. } => "numero",
            Self::Naissance(_) => "naissance",
            Self::Mots(_) => "nom",
            Self::MotsEtNaissance(..) => "nom_naissance",
        }
    }

    /// The predicate over a query that has the tables `dossier` and `personne` in it.
    pub fn condition(&self) -> Condition {
        match self {
            Self::Nir(nir) => {
                Condition::any().add(Expr::col(("personne", "nir")).eq(nir)).add(par_matricule_msa(nir))
            }
            Self::Numero { matricule, demande } => Condition::any()
                .add_option(matricule.as_ref().map(|lu| Expr::col(("dossier", "matricule")).eq(lu)))
                .add_option(demande.as_ref().map(|lu| Expr::col(("dossier", "numero_demande")).eq(lu))),
            Self::Naissance(jour) => nee_le(*jour),
            Self::Mots(mots) => mots.iter().fold(Condition::all(), |tous, mot| tous.add(commence(mot))),
            Self::MotsEtNaissance(mots, jour) => Self::Mots(mots.clone()).condition().add(nee_le(*jour)),
        }
    }
}

/// The matricule names a foyer, not a person: its demandeur stands for it.
fn par_matricule_msa(nir: &str) -> Condition {
    Condition::all()
        .add(Expr::col(("dossier", "matricule")).eq(nir))
        .add(Expr::col(("personne", "role")).eq(RolePersonne::Demandeur.code()))
}

/// Born on that day; or in that year, when the caisse does not know more (TYPEDTNAI
/// J or O).
fn nee_le(jour: NaiveDate) -> Condition {
    let naissance = || Expr::col(("personne", "date_naissance"));
    let bornes =
        [(1, 1), (12, 31)].map(|(mois, j)| NaiveDate::from_ymd_opt(jour.year(), mois, j).unwrap_or(jour));
    let approchee = Condition::all()
        .add(Expr::col(("personne", "naissance_precision")).ne(PrecisionNaissance::Complete.code()))
        .add(naissance().between(bornes[0], bornes[1]));
    Condition::any().add(naissance().eq(jour)).add(approchee)
}

/// A word starts a name or a first name, or one of the words of a compound one.
/// Folded words are letters and digits: nothing to escape in a LIKE.
fn commence(mot: &str) -> Condition {
    let colonnes = ["nom_cle", "nom_naissance_cle", "prenom_cle"];
    colonnes.iter().fold(Condition::any(), |parmi, colonne| {
        let colonne = Expr::col(("personne", *colonne));
        parmi.add(colonne.clone().like(format!("{mot}%"))).add(colonne.like(format!("% {mot}%")))
    })
}

fn numero_demande(texte: &str) -> Option<String> {
    let chiffres = texte.chars().filter(char::is_ascii_digit).count();
    let numero = NumeroDemande::lire(texte).ok()?;
    (chiffres >= CHIFFRES_DEMANDE_MIN).then(|| numero.as_str().to_owned())
}

/// Words of a name, then a birth date (« muller 3 avril 1984 », « muller 3/4/84 »): the
/// longest date wins.
fn nom_et_naissance(texte: &str, aujourdhui: NaiveDate) -> Option<Critere> {
    let mots: Vec<&str> = texte.split_whitespace().collect();
    (1..=MOTS_DATE_MAX).rev().find_map(|combien| {
        let (nom, jour) = mots.split_at_checked(mots.len().checked_sub(combien)?)?;
        let nom = decouper(&nom.join(" "))?;
        let jour = date::lire_naissance(&jour.join(" "), aujourdhui).ok()?;
        Some(Critere::MotsEtNaissance(nom, jour))
    })
}

fn decouper(texte: &str) -> Option<Vec<String>> {
    let cle = cle_de_recherche(texte);
    let mots: Vec<String> = cle.split(' ').filter(|mot| !mot.is_empty()).map(str::to_owned).collect();
    (mots.iter().map(String::len).sum::<usize>() >= NOM_MIN).then_some(mots)
}

fn trop_court() -> Motif {
    Motif::new(
        "recherche_trop_courte",
        "Tapez au moins deux lettres d’un nom, ou un numéro de sécurité sociale, un matricule, un numéro de demande, \
         une date de naissance.",
    )
}

/// Digits that are none of our numbers: what is wrong in the one they look like.
fn nombre_illisible(texte: &str, nir: Option<Motif>, naissance: Motif) -> Motif {
    let en_nir = nir.filter(|motif| motif.code != "nir_longueur");
    let en_date = (texte.contains(['/', '.', '-']) && naissance.code != "date_forme").then_some(naissance);
    en_nir.or(en_date).unwrap_or_else(|| {
        Motif::new(
            "recherche_nombre",
            "Un nombre se cherche en entier : matricule (7 chiffres), numéro de demande (11), numéro de sécurité \
             sociale (13, ou 15 avec sa clé), date de naissance (03/04/1984).",
        )
    })
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    fn jour(texte: &str) -> NaiveDate {
        texte.parse().unwrap()
    }

    fn lu(texte: &str) -> Result<Critere, &'static str> {
        Critere::lire(texte, jour("2026-11-22")).map_err(|motif| motif.code)
    }

    fn numero(matricule: Option<&str>, demande: Option<&str>) -> Critere {
        Critere::Numero { matricule: matricule.map(str::to_owned), demande: demande.map(str::to_owned) }
    }

    #[rstest]
    #[case("1234567")]
    #[case("1234567 K")]
    #[case("1234567k")]
    #[case("123456700000000")]
    #[case("00012345670000")]
    #[case("1234-567")]
    #[case(" 123 45 67 ")]
    fn a_matricule_however_it_is_printed(#[case] texte: &str) {
        assert_eq!(lu(texte), Ok(numero(Some("1234567"), None)));
    }

    #[rstest]
    #[case("01024041068", numero(None, Some("01024041068")))]
    #[case("0102 4041 068", numero(None, Some("01024041068")))]
    #[case("0102404106a", numero(None, Some("0102404106A")))]
    #[case("00001234567", numero(Some("1234567"), Some("00001234567")))]
    fn a_numero_de_demande_with_or_without_letters(#[case] texte: &str, #[case] attendu: Critere) {
        assert_eq!(lu(texte), Ok(attendu));
    }

    #[rstest]
    #[case("1840368999012")]
    #[case("1 84 03 68 999 012 51")]
    #[case("184036899901200")]
    #[case("001840368999012")]
    fn a_nir_with_or_without_key_or_filling(#[case] texte: &str) {
        assert_eq!(lu(texte), Ok(Critere::Nir("1840368999012".into())));
    }

    #[rstest]
    #[case("184036899901252", "nir_cle")]
    #[case("1 84 03 68 999 012 52", "nir_cle")]
    #[case("269054958815780", "nir_exemple")]
    #[case("1841368999012", "nir_mois")]
    #[case("123456", "recherche_nombre")]
    #[case("31/02/1984", "date_inexistante")]
    #[case("3/4", "date_sans_annee")]
    #[case("m", "recherche_trop_courte")]
    #[case(" ' ", "recherche_trop_courte")]
    fn what_is_wrong_is_told(#[case] texte: &str, #[case] code: &str) {
        assert_eq!(lu(texte), Err(code));
    }

    #[rstest]
    #[case("3/4/84")]
    #[case("03041984")]
    #[case("3 avril 1984")]
    #[case("mardi 3 avril 1984")]
    fn a_birth_date_alone_or_after_a_name(#[case] texte: &str) {
        assert_eq!(lu(texte), Ok(Critere::Naissance(jour("1984-04-03"))));
        let attendu = Critere::MotsEtNaissance(vec!["muller".into(), "zoe".into()], jour("1984-04-03"));
        assert_eq!(lu(&format!("  MÜLLER Zoé {texte}")), Ok(attendu));
    }

    #[rstest]
    #[case("muller marie", &["muller", "marie"])]
    #[case("D'Œuvre-Groß", &["d", "oeuvre", "gross"])]
    #[case("Avril", &["avril"])]
    #[case("JEAN-PHILIPPE", &["jean", "philippe"])]
    fn names(#[case] texte: &str, #[case] mots: &[&str]) {
        assert_eq!(lu(texte), Ok(Critere::Mots(mots.iter().map(|mot| (*mot).to_owned()).collect())));
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_understood_or_refused(texte in ".{0,40}") {
            let _ = lu(&texte);
        }
    }
}
