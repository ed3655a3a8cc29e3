//! The social security number (NIR) and its temporary forerunner (NTT).

use chrono::Datelike;
use serde::Deserialize;

use super::{DateNaissance, Sexe};
use crate::erreur::Motif;
use crate::texte::{est_chiffres, sans_ponctuation, texte_personnel};

/// Well-formed number printed on leaflets: nobody's.
const SPECIMEN: &str = "2690549588157";

/// Social security number: the 13 characters; the key is computed.
///
/// Stored in upper case without blanks, Corsica as `2A` / `2B`. The number of the
/// commune is not checked: communes merge, numbers stay.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(try_from = "String")]
pub struct Nir(String);

texte_personnel!(Nir, Ntt);

impl Nir {
    /// Reads a number as typed: blanks, dots and case ignored, with its key (checked)
    /// or without.
    ///
    /// # Errors
    /// `nir_longueur`, `nir_caracteres`, `nir_sexe`, `nir_mois`, `nir_departement`,
    /// `nir_cle`, or `nir_exemple` for the specimen of the leaflets.
    pub fn lire(texte: &str) -> Result<Self, Motif> {
        let nu = sans_ponctuation(texte);
        if !nu.is_ascii() {
            return Err(caracteres());
        }
        if !matches!(nu.len(), 13 | 15) {
            return Err(Motif::new(
                "nir_longueur",
                "Le numéro de sécurité sociale compte 13 caractères, ou 15 avec la clé : comptez-les.",
            ));
        }
        let (numero, cle) = nu.split_at(13);
        verifie_caracteres(numero, cle)?;
        verifie_parties(numero)?;
        if !cle.is_empty() && cle.parse() != Ok(calcule_cle(numero)) {
            return Err(Motif::new(
                "nir_cle",
                "La clé ne correspond pas au numéro : relisez les 15 chiffres, l'un d'eux est faux.",
            ));
        }
        if numero == SPECIMEN {
            return Err(Motif::new(
                "nir_exemple",
                "Ce numéro est l'exemple imprimé sur les dépliants : saisissez celui de la personne.",
            ));
        }
        Ok(Self(numero.to_owned()))
    }

    /// Control key, 1 to 97.
    pub fn cle(&self) -> u8 {
        calcule_cle(&self.0)
    }

    /// The number in full with its key, spaced out: `1 85 07 75 056 123 23`.
    /// Showing it is an act that the journal records.
    pub fn complet(&self) -> String {
        let n = &self.0;
        let (debut, fin) = (self.debut(), format!("{} {}", &n[7..10], &n[10..13]));
        format!("{debut} {fin} {:02}", self.cle())
    }

    /// The number as every page shows it: `1 85 07 75 ••• ••• ••`.
    pub fn masque(&self) -> String {
        format!("{} ••• ••• ••", self.debut())
    }

    fn debut(&self) -> String {
        let n = &self.0;
        format!("{} {} {} {}", &n[..1], &n[1..3], &n[3..5], &n[5..7])
    }

    /// Sex told by the first digit (3 and 4: being registered; 7 and 8: temporary).
    pub fn sexe(&self) -> Sexe {
        if matches!(self.0.as_bytes()[0], b'1' | b'3' | b'7') { Sexe::Homme } else { Sexe::Femme }
    }

    /// A number given while the person is being registered: another, definitive, will follow.
    pub fn est_provisoire(&self) -> bool {
        !matches!(self.0.as_bytes()[0], b'1' | b'2')
    }

    /// Whether both belong to one person: the same, or a temporary number and the definitive
    /// one made from it (`7 82 02 99 350 061` becomes `1 82 02 99 350 061`).
    pub fn est_le_meme(&self, autre: &Self) -> bool {
        let suite = |nir: &Self| nir.0[1..].to_owned();
        let provisoire = self.est_provisoire() || autre.est_provisoire();
        self == autre || (provisoire && self.sexe() == autre.sexe() && suite(self) == suite(autre))
    }

    /// The numbers that [`Self::est_le_meme`] may hold of: to look for the person by an index.
    pub fn semblables(&self) -> [String; 3] {
        let debuts = if self.sexe() == Sexe::Homme { ["1", "3", "7"] } else { ["2", "4", "8"] };
        debuts.map(|debut| format!("{debut}{}", &self.0[1..]))
    }

    /// Year of birth on two digits, 0 to 99.
    pub fn annee(&self) -> u8 {
        deux_chiffres(&self.0[1..3])
    }

    /// Month of birth, 1 to 12; `None` when the number holds a fictitious one.
    pub fn mois(&self) -> Option<u8> {
        Some(deux_chiffres(&self.0[3..5])).filter(|mois| (1..=12).contains(mois))
    }

    /// What does not agree with the rest of the identity: told, never refused.
    pub fn discordances(&self, sexe: Option<Sexe>, naissance: Option<&DateNaissance>) -> Vec<Motif> {
        let autre_sexe = sexe.is_some_and(|sexe| sexe != self.sexe());
        let autre_date = naissance.is_some_and(|naissance| self.contredit(naissance));
        let sexe = autre_sexe.then(|| {
            Motif::new(
                "nir_autre_sexe",
                "Le numéro de sécurité sociale ne correspond pas au sexe : vérifiez les deux.",
            )
        });
        let date = autre_date.then(|| {
            Motif::new(
                "nir_autre_naissance",
                "Le numéro de sécurité sociale ne correspond pas à la date de naissance : vérifiez les deux.",
            )
        });
        sexe.into_iter().chain(date).collect()
    }

    fn contredit(&self, naissance: &DateNaissance) -> bool {
        let autre_annee = naissance.date().year().rem_euclid(100) != i32::from(self.annee());
        let autre_mois = naissance.precision().mois_connu()
            && self.mois().is_some_and(|mois| u32::from(mois) != naissance.date().month());
        autre_annee || autre_mois
    }
}

/// Digits everywhere, but for the second character of the département (Corsica).
fn verifie_caracteres(numero: &str, cle: &str) -> Result<(), Motif> {
    let corse = matches!(&numero[5..7], "2A" | "2B");
    let chiffres = |partie: &str| partie.bytes().all(|octet| octet.is_ascii_digit());
    let departement = corse || chiffres(&numero[5..7]);
    if chiffres(&numero[..5]) && departement && chiffres(&numero[7..]) && chiffres(cle) {
        return Ok(());
    }
    Err(caracteres())
}

fn caracteres() -> Motif {
    Motif::new(
        "nir_caracteres",
        "Le numéro de sécurité sociale ne contient que des chiffres (2A ou 2B pour un département corse).",
    )
}

fn verifie_parties(numero: &str) -> Result<(), Motif> {
    if !matches!(&numero[..1], "1" | "2" | "3" | "4" | "7" | "8") {
        return Err(Motif::new(
            "nir_sexe",
            "Le numéro de sécurité sociale commence par 1 ou 2 (3, 4, 7 ou 8 s'il est provisoire).",
        ));
    }
    if !matches!(deux_chiffres(&numero[3..5]), 1..=12 | 20..=42 | 50..=99) {
        return Err(Motif::new(
            "nir_mois",
            "Le mois de naissance (4e et 5e chiffres du numéro) n'existe pas : relisez-le.",
        ));
    }
    let corse = matches!(&numero[5..7], "2A" | "2B");
    if !corse && !matches!(deux_chiffres(&numero[5..7]), 1..=99) {
        return Err(Motif::new(
            "nir_departement",
            "Le département de naissance (6e et 7e caractères du numéro) n'existe pas : relisez-le.",
        ));
    }
    Ok(())
}

fn deux_chiffres(texte: &str) -> u8 {
    texte.bytes().fold(0, |somme, octet| somme * 10 + octet.wrapping_sub(b'0').min(9))
}

/// 97 − (number mod 97), Corsica counting as 19 (2A) or 18 (2B) at its own place only.
fn calcule_cle(numero: &str) -> u8 {
    let departement = match &numero[5..7] {
        "2A" => "19",
        "2B" => "18",
        autre => autre,
    };
    let chiffres = numero[..5].bytes().chain(departement.bytes()).chain(numero[7..].bytes());
    let reste = chiffres.fold(0_u16, |reste, octet| (reste * 10 + u16::from(octet - b'0')) % 97);
    97 - reste as u8
}

/// Temporary number that the MSA gives before a NIR exists: 11 to 40 characters,
/// without a key.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(try_from = "String")]
pub struct Ntt(String);

impl Ntt {
    /// # Errors
    /// `ntt_forme` unless 1 or 2, then 9 digits, then 1 to 30 letters or digits.
    pub fn lire(texte: &str) -> Result<Self, Motif> {
        let nu = sans_ponctuation(texte);
        let forme = nu.is_ascii()
            && (11..=40).contains(&nu.len())
            && nu.starts_with(['1', '2'])
            && est_chiffres(&nu[1..10], 9)
            && nu[10..].bytes().all(|octet| octet.is_ascii_alphanumeric());
        if forme {
            return Ok(Self(nu));
        }
        Err(Motif::new(
            "ntt_forme",
            "Le numéro temporaire commence par 1 ou 2, suivi de 9 chiffres puis de 1 à 30 caractères.",
        ))
    }

    /// The number as every page shows it: the first three characters.
    pub fn masque(&self) -> String {
        format!("{} {} •••", &self.0[..1], &self.0[1..3])
    }
}

#[cfg(test)]
#[path = "nir_tests.rs"]
mod tests;
