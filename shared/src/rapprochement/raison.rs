//! What speaks for two identities being one, or against it: kept as codes, told in words.

use crate::liste::liste_fermee;
use crate::nominatif_simple;

liste_fermee! {
    /// Why two persons may be one.
    Raison {
        DemandePrecedente = "demande_precedente", "La caisse dit que ce dossier fait suite à l’autre.";
        MemeNir = "meme_nir", "Le numéro de sécurité sociale est le même.";
        NirProvisoire = "nir_provisoire", "Le numéro définitif de l’une correspond au numéro provisoire de l’autre.";
        SansNir = "sans_nir", "Aucun numéro de sécurité sociale définitif ne permet de les comparer.";
        AutreNir = "autre_nir", "Les numéros de sécurité sociale sont différents.";
        MemeNom = "meme_nom", "Le nom de naissance et le prénom sont les mêmes.";
        NomVoisin = "nom_voisin", "Le nom et les prénoms sont les mêmes, écrits autrement.";
        AutrePrenom = "autre_prenom", "Les prénoms sont différents.";
        AutreNom = "autre_nom", "Les noms de naissance sont différents.";
        MemeNaissance = "meme_naissance", "La date de naissance est la même.";
        NaissanceIncertaine = "naissance_incertaine", "L’une des dates de naissance est incomplète ou provisoire.";
        AutreNaissance = "autre_naissance", "Les dates de naissance sont différentes.";
        AutreRang = "autre_rang", "Les rangs de naissance sont différents\u{a0}: ce sont peut-être des jumeaux.";
        AutreSexe = "autre_sexe", "Le sexe n’est pas le même.";
        /// The same for sure, where the flow puts it in two places.
        DeuxFoyers = "deux_foyers", "Les deux dossiers la nomment en même temps.";
        Plusieurs = "plusieurs", "Plusieurs personnes correspondent également.";
    }
}

impl Raison {
    /// As a column keeps them.
    pub fn en_codes(raisons: &[Self]) -> String {
        raisons.iter().map(|raison| raison.code()).collect::<Vec<_>>().join(" ")
    }

    /// Read back; one that this version does not know is left out.
    pub fn des_codes(codes: &str) -> Vec<Self> {
        codes.split(' ').filter_map(Self::du_code).collect()
    }

    /// How much it weighs, out of 100.
    const fn poids(self) -> i32 {
        match self {
            Self::MemeNir => 60,
            Self::NirProvisoire => 50,
            Self::SansNir => 30,
            Self::DemandePrecedente => 25,
            Self::MemeNom | Self::MemeNaissance => 20,
            Self::NomVoisin => 12,
            Self::NaissanceIncertaine | Self::AutreNir => 10,
            Self::AutrePrenom | Self::AutreNom => 5,
            Self::AutreNaissance | Self::DeuxFoyers => 0,
            Self::Plusieurs => -10,
            Self::AutreRang | Self::AutreSexe => -15,
        }
    }
}

/// How alike they are, from 1 to 99: never certain.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(try_from = "i32", into = "i32")]
pub struct Score(i32);

nominatif_simple!(Score);

impl Score {
    pub fn de(raisons: &[Raison]) -> Self {
        Self(raisons.iter().map(|raison| raison.poids()).sum::<i32>().clamp(1, 99))
    }

    pub const fn valeur(self) -> i32 {
        self.0
    }

    /// In words: a number alone says little.
    pub const fn libelle(self) -> &'static str {
        match self.0 {
            80.. => "Ressemblance forte",
            60..80 => "Ressemblance moyenne",
            _ => "Ressemblance faible",
        }
    }
}

impl From<Score> for i32 {
    fn from(score: Score) -> Self {
        score.0
    }
}

impl TryFrom<i32> for Score {
    type Error = &'static str;

    fn try_from(valeur: i32) -> Result<Self, Self::Error> {
        match valeur {
            1..=99 => Ok(Self(valeur)),
            _ => Err("a score is from 1 to 99"),
        }
    }
}
