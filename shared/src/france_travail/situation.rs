//! The situation of one person on the list of job seekers, as the file tells it.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::caractere;
use crate::cle_recherche::cle_de_recherche;
use crate::erreur::Motif;
use crate::liste::{code_recu, liste_fermee};
use crate::texte::debug_muet;

liste_fermee! {
    /// Where the person stands on the list.
    Statut {
        Inscrit = "inscrit", "Inscription en cours";
        Cessation = "cessation", "Inscription terminée";
        Radie = "radie", "Radiation";
    }
}

liste_fermee! {
    /// F and G came with the inscription of all the recipients, in 2025.
    Categorie {
        A = "A", "A, sans emploi et en recherche";
        B = "B", "B, activité réduite courte";
        C = "C", "C, activité réduite longue";
        D = "D", "D, non disponible (formation, maladie)";
        E = "E", "E, en emploi";
        F = "F", "F, accompagnement social";
        G = "G", "G, en attente d’orientation";
    }
}

code_recu! {
    /// The category as received: one that the list lacks is kept.
    CategorieRecue, Categorie
}

liste_fermee! {
    /// Why the person left the list.
    MotifSortie {
        RepriseEmploi = "reprise_emploi", "Reprise d’emploi";
        EntreeFormation = "entree_formation", "Entrée en formation";
        ArretRecherche = "arret_recherche", "Arrêt de la recherche d’emploi";
        DefautActualisation = "defaut_actualisation", "Absence d’actualisation";
        AbsenceConvocation = "absence_convocation", "Absence à une convocation";
        RechercheInsuffisante = "recherche_insuffisante", "Recherche d’emploi insuffisante";
        RefusOffres = "refus_offres", "Refus de deux offres raisonnables d’emploi";
        RefusContrat = "refus_contrat", "Refus d’élaborer ou d’actualiser le projet ou le contrat";
        FausseDeclaration = "fausse_declaration", "Fausse déclaration";
        Demenagement = "demenagement", "Déménagement";
    }
}

/// The reason as received: the code of a [`MotifSortie`], or the words of the file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(transparent)]
pub struct MotifRecu(String);

crate::nominatif_simple!(MotifRecu);

impl MotifRecu {
    /// # Errors
    /// Those of a text of the file.
    pub fn lire(texte: &str) -> Result<Option<Self>, Motif> {
        let Some(texte) = lire_texte(texte)? else { return Ok(None) };
        let cle = cle_de_recherche(&texte);
        let memes = |motif: &&MotifSortie| {
            cle == cle_de_recherche(motif.code()) || cle == cle_de_recherche(motif.libelle())
        };
        let connu = MotifSortie::TOUS.iter().find(memes);
        Ok(Some(Self(connu.map_or(texte, |motif| motif.code().to_owned()))))
    }

    /// As the store holds it.
    pub fn garde(texte: impl Into<String>) -> Self {
        Self(texte.into())
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The words that people read: ours, or those of the file.
    pub fn libelle(&self) -> String {
        MotifSortie::du_code(&self.0).map_or_else(|| self.0.clone(), |motif| motif.libelle().to_owned())
    }
}

/// On the list, or not any more.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Inscription {
    Inscrite { depuis: NaiveDate },
    Sortie { radiee: bool, depuis: Option<NaiveDate>, le: NaiveDate, motif: Option<MotifRecu> },
}

/// What the file tells, its dates in order.
#[derive(Clone, PartialEq, Eq)]
pub struct Situation {
    inscription: Inscription,
    categorie: Option<CategorieRecue>,
    entretien_le: Option<NaiveDate>,
    agence: Option<String>,
    conseiller: Option<String>,
    plan: Option<(NaiveDate, Option<NaiveDate>)>,
}

debug_muet!(Situation);

/// What is put together into a [`Situation`].
#[derive(Clone, Default, PartialEq, Eq)]
pub(super) struct Brute {
    pub statut: Option<Statut>,
    pub inscrite_le: Option<NaiveDate>,
    pub sortie_le: Option<NaiveDate>,
    pub motif: Option<MotifRecu>,
    pub categorie: Option<CategorieRecue>,
    pub entretien_le: Option<NaiveDate>,
    pub agence: Option<String>,
    pub conseiller: Option<String>,
    pub plan_debut: Option<NaiveDate>,
    pub plan_fin: Option<NaiveDate>,
}

impl Situation {
    /// # Errors
    /// Dates that contradict the status, each other, or the day that the file describes.
    pub(super) fn lire(brute: Brute, au: NaiveDate) -> Result<Self, Motif> {
        let inscription = inscription(&brute, au)?;
        if brute.entretien_le.is_some_and(|jour| jour > au) {
            return Err(faute("entretien_futur", "Le dernier entretien est après la date du fichier."));
        }
        let plan = match (brute.plan_debut, brute.plan_fin) {
            (None, Some(_)) => return Err(faute("plan_sans_debut", "Le plan a une fin et pas de début.")),
            (Some(debut), Some(fin)) if fin < debut => {
                return Err(faute("plan_inverse", "Le plan finit avant de commencer."));
            }
            (debut, fin) => debut.map(|debut| (debut, fin)),
        };
        let Brute { categorie, entretien_le, agence, conseiller, .. } = brute;
        Ok(Self { inscription, categorie, entretien_le, agence, conseiller, plan })
    }

    pub const fn inscription(&self) -> &Inscription {
        &self.inscription
    }

    pub const fn statut(&self) -> Statut {
        match self.inscription {
            Inscription::Inscrite { .. } => Statut::Inscrit,
            Inscription::Sortie { radiee: true, .. } => Statut::Radie,
            Inscription::Sortie { radiee: false, .. } => Statut::Cessation,
        }
    }

    pub const fn inscrite_le(&self) -> Option<NaiveDate> {
        match self.inscription {
            Inscription::Inscrite { depuis } => Some(depuis),
            Inscription::Sortie { depuis, .. } => depuis,
        }
    }

    pub const fn sortie(&self) -> Option<(NaiveDate, Option<&MotifRecu>)> {
        match &self.inscription {
            Inscription::Inscrite { .. } => None,
            Inscription::Sortie { le, motif, .. } => Some((*le, motif.as_ref())),
        }
    }

    pub const fn categorie(&self) -> Option<&CategorieRecue> {
        self.categorie.as_ref()
    }

    pub const fn entretien_le(&self) -> Option<NaiveDate> {
        self.entretien_le
    }

    pub fn agence(&self) -> Option<&str> {
        self.agence.as_deref()
    }

    pub fn conseiller(&self) -> Option<&str> {
        self.conseiller.as_deref()
    }

    /// From when to when, if that is known.
    pub const fn plan(&self) -> Option<(NaiveDate, Option<NaiveDate>)> {
        self.plan
    }
}

fn inscription(brute: &Brute, au: NaiveDate) -> Result<Inscription, Motif> {
    let depuis = brute.inscrite_le;
    if depuis.is_some_and(|jour| jour > au) || brute.sortie_le.is_some_and(|jour| jour > au) {
        return Err(faute("inscription_future", "L’inscription ou sa fin est après la date du fichier."));
    }
    match (brute.statut, depuis, brute.sortie_le) {
        (None, ..) => Err(faute("statut_absent", "Le statut d’inscription manque.")),
        (Some(Statut::Inscrit), _, Some(_)) => {
            Err(faute("statut_contraire", "La personne est dite inscrite, et son inscription a une fin."))
        }
        (Some(Statut::Inscrit), Some(depuis), None) => Ok(Inscription::Inscrite { depuis }),
        (Some(Statut::Inscrit), None, None) => {
            Err(faute("inscription_sans_date", "La personne est dite inscrite, sans date d’inscription."))
        }
        (Some(_), _, None) => {
            Err(faute("sortie_sans_date", "La personne n’est plus inscrite, sans date de sortie."))
        }
        (Some(_), Some(depuis), Some(le)) if le < depuis => {
            Err(faute("inscription_inversee", "L’inscription finit avant de commencer."))
        }
        (Some(statut), depuis, Some(le)) => {
            let (radiee, motif) = (statut == Statut::Radie, brute.motif.clone());
            Ok(Inscription::Sortie { radiee, depuis, le, motif })
        }
    }
}

/// Longest text of a cell, in characters.
const LONGUEUR_TEXTE: usize = 120;

/// A text of the file in one line; none when it is blank.
pub(super) fn lire_texte(texte: &str) -> Result<Option<String>, Motif> {
    if texte.chars().any(caractere::est_interdit) {
        return Err(faute("caractere_interdit", "Un texte contient un caractère invisible."));
    }
    let texte = texte.split_whitespace().collect::<Vec<_>>().join(" ");
    match texte.chars().count() {
        0 => Ok(None),
        1..=LONGUEUR_TEXTE => Ok(Some(texte)),
        _ => Err(faute("texte_long", "Un texte dépasse 120 caractères.")),
    }
}

pub(super) fn faute(code: &'static str, message: &'static str) -> Motif {
    Motif::new(code, message)
}
