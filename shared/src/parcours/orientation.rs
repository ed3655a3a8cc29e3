//! An orientation as typed, and as read.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::champs::{SANS_REFERENT, choisi, lire_jour, lire_notification, pas_futur, referent_ailleurs};
use super::contexte::{Contexte, StructurePossible};
use super::{Decideur, OrigineOrientation, SorteOrientation};
use crate::date;
use crate::erreur::{ErreurChamp, Motif, Releve};
use crate::texte::debug_muet;

/// How long after its decision a support may begin, in months.
pub(super) const ATTENTE_MAXIMALE_MOIS: u32 = 6;
/// The rSa exists since then (law 2008-1249): nobody was oriented before.
pub(super) const PREMIER_JOUR: NaiveDate = match NaiveDate::from_ymd_opt(2009, 6, 1) {
    Some(jour) => jour,
    None => NaiveDate::MIN,
};

/// An orientation, as typed.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SaisieOrientation {
    pub sorte: Option<SorteOrientation>,
    pub structure: Option<i64>,
    pub origine: Option<OrigineOrientation>,
    /// The Département when nothing is said.
    pub decideur: Option<Decideur>,
    /// Days as typed.
    pub decidee_le: String,
    /// Empty while it is not known.
    pub notifiee_le: String,
    pub debut: String,
    /// Of the structure; may be named later.
    pub referent: Option<i64>,
}

debug_muet!(SaisieOrientation);

/// An orientation whose every rule holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OrientationDecidee {
    sorte: SorteOrientation,
    structure: i64,
    origine: OrigineOrientation,
    decideur: Decideur,
    decidee_le: NaiveDate,
    notifiee_le: Option<NaiveDate>,
    debut: NaiveDate,
    referent: Option<(i64, NaiveDate)>,
}

impl OrientationDecidee {
    /// Reads a decision.
    ///
    /// # Errors
    /// Every refused field, in the order of the form, each with what to do.
    pub fn lire(saisie: &SaisieOrientation, contexte: &Contexte) -> Result<Self, Vec<ErreurChamp>> {
        let mut releve = Releve::default();
        if let Some(motif) = contexte.a_venir() {
            releve.refuse("structure", motif.code, motif.message);
        }
        let sorte =
            releve.prend("sorte", choisi(saisie.sorte, "Choisissez le parcours qui convient à la personne."));
        let structure = releve.prend("structure", lire_structure(saisie, contexte));
        let origine = releve.prend("origine", lire_origine(saisie.origine, contexte));
        let decidee_le = releve.prend("decidee_le", lire_decision(&saisie.decidee_le, contexte));
        let debut = releve.prend("debut", lire_debut(&saisie.debut, decidee_le, contexte));
        let notifiee_le =
            releve.prend("notifiee_le", lire_notification(&saisie.notifiee_le, decidee_le, contexte));
        let referent = releve.prend("referent", lire_referent(saisie.referent, structure, debut));
        releve.conclut()?;
        let lue = || {
            Some(Self {
                sorte: sorte?,
                structure: structure?.id,
                origine: origine?,
                decideur: saisie.decideur.unwrap_or(Decideur::Departement),
                decidee_le: decidee_le?,
                notifiee_le: notifiee_le?,
                debut: debut?,
                referent: referent?,
            })
        };
        // Unreachable: whatever is missing was noted above.
        lue().ok_or_else(|| vec![ErreurChamp::new("sorte", "incomplet", "Complétez la décision.")])
    }

    pub const fn sorte(&self) -> SorteOrientation {
        self.sorte
    }
    pub const fn structure(&self) -> i64 {
        self.structure
    }
    pub const fn origine(&self) -> OrigineOrientation {
        self.origine
    }
    pub const fn decideur(&self) -> Decideur {
        self.decideur
    }
    pub const fn decidee_le(&self) -> NaiveDate {
        self.decidee_le
    }
    pub const fn notifiee_le(&self) -> Option<NaiveDate> {
        self.notifiee_le
    }
    pub const fn debut(&self) -> NaiveDate {
        self.debut
    }
    /// With the first day: that of the support, or the one on which the agent became a référent there.
    pub const fn referent(&self) -> Option<(i64, NaiveDate)> {
        self.referent
    }
}

fn lire_structure<'a>(
    saisie: &SaisieOrientation,
    contexte: &'a Contexte,
) -> Result<&'a StructurePossible, Motif> {
    let id = choisi(saisie.structure, "Choisissez la structure qui accompagnera la personne.")?;
    let structure = contexte
        .structure(id)
        .ok_or_else(|| Motif::new("structure_inconnue", "Choisissez une structure de la liste."))?;
    match &structure.fermee {
        Some(pourquoi) => Err(Motif::new("structure_fermee", pourquoi.clone())),
        None => {
            let meme = |o: &&super::OrientationEnCours| o.structure == id && Some(o.sorte) == saisie.sorte;
            match contexte.en_cours.as_ref().filter(meme) {
                Some(_) => Err(Motif::new(
                    "deja_orientee",
                    "La personne suit déjà ce parcours dans cette structure : changez l’un des deux.",
                )),
                None => Ok(structure),
            }
        }
    }
}

fn lire_origine(
    origine: Option<OrigineOrientation>,
    contexte: &Contexte,
) -> Result<OrigineOrientation, Motif> {
    let origine = choisi(origine, "Indiquez pourquoi la personne est orientée.")?;
    match contexte.origines().contains(&origine) {
        true => Ok(origine),
        false => Err(Motif::new(
            "origine_contraire",
            "Ce motif ne va pas avec le parcours de la personne : choisissez-en un autre.",
        )),
    }
}

fn lire_decision(texte: &str, contexte: &Contexte) -> Result<NaiveDate, Motif> {
    let jour = lire_jour(texte, "Indiquez le jour de la décision : les délais partent de là.", contexte)?;
    pas_futur(
        jour,
        contexte,
        "Une décision se saisit une fois prise : indiquez aujourd’hui ou un jour passé.",
    )?;
    if jour < PREMIER_JOUR {
        return Err(Motif::new(
            "date_ancienne",
            "Le rSa n’existait pas encore ce jour-là : vérifiez l’année.",
        ));
    }
    match contexte.en_cours.as_ref().filter(|o| jour < o.decidee_le) {
        Some(o) => Err(Motif::new(
            "decision_anterieure",
            format!(
                "L’orientation en cours a été décidée le {} : celle-ci vient après.",
                date::court(o.decidee_le)
            ),
        )),
        None => Ok(jour),
    }
}

fn lire_debut(texte: &str, decidee_le: Option<NaiveDate>, contexte: &Contexte) -> Result<NaiveDate, Motif> {
    let jour = lire_jour(texte, "Indiquez le jour où l’accompagnement commence.", contexte)?;
    if decidee_le.is_some_and(|decision| jour < decision) {
        return Err(Motif::new(
            "debut_anterieur",
            "L’accompagnement commence au plus tôt le jour de la décision : vérifiez les deux dates.",
        ));
    }
    if decidee_le.is_some_and(|decision| jour > date::ajouter_mois(decision, ATTENTE_MAXIMALE_MOIS)) {
        return Err(Motif::new(
            "debut_lointain",
            "Ce jour est à plus de six mois de la décision : vérifiez l’année.",
        ));
    }
    match contexte.avant_quoi().filter(|dernier| jour <= *dernier) {
        Some(dernier) => Err(Motif::new(
            "debut_chevauche",
            format!("Le parcours précédent tient jusqu’au {} : commencez après.", date::court(dernier)),
        )),
        None => Ok(jour),
    }
}

fn lire_referent(
    referent: Option<i64>,
    structure: Option<&StructurePossible>,
    debut: Option<NaiveDate>,
) -> Result<Option<(i64, NaiveDate)>, Motif> {
    let (Some(id), Some(structure), Some(debut)) = (referent, structure, debut) else { return Ok(None) };
    if structure.sans_compte {
        return Err(Motif::new("structure_sans_compte", SANS_REFERENT));
    }
    let possible = structure.referents.iter().find(|possible| possible.id == id);
    possible.map(|possible| Some((id, debut.max(possible.depuis)))).ok_or_else(referent_ailleurs)
}

impl Contexte {
    /// The reasons that go with where the person stands, the usual one first.
    pub fn origines(&self) -> &'static [OrigineOrientation] {
        use OrigineOrientation as O;
        match (&self.en_cours, self.dernier_jour) {
            (Some(_), _) => &[O::Reorientation, O::Demenagement, O::FinConvention],
            (None, Some(_)) => &[O::Reprise, O::Demenagement],
            (None, None) => &[O::Premiere],
        }
    }

    /// Last day that a new orientation must follow: the first of the one that runs, which it closes, or
    /// the last of the one that is over.
    fn avant_quoi(&self) -> Option<NaiveDate> {
        self.en_cours.as_ref().map(|o| o.debut).or(self.dernier_jour)
    }

    /// One is decided already, that has not begun.
    pub fn a_venir(&self) -> Option<Motif> {
        let a_venir = self.en_cours.as_ref().filter(|o| o.debut > self.aujourdhui)?;
        Some(Motif::new(
            "orientation_a_venir",
            format!(
                "Une orientation est déjà décidée à partir du {} : annulez-la avant d’en saisir une autre.",
                date::court(a_venir.debut)
            ),
        ))
    }
}
