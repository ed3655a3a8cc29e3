//! The dated proofs of a habilitation, and the state that they make.

use chrono::{DateTime, NaiveDate, Utc};

use super::engagement;
use super::etat::{ActeurHabilitation, EtatHabilitation, GesteHabilitation, gestes_possibles};
use crate::date;
use crate::erreur::Motif;

/// A signature: the instant of the gesture and the SHA-256 of the text signed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signature {
    pub instant: DateTime<Utc>,
    /// SHA-256 of the text, 64 hexadecimal digits.
    pub empreinte: String,
}

/// What was done so far, each with its day. `fin` is the first day without access.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Preuves {
    pub demandee_le: NaiveDate,
    /// The training session one is put on.
    pub formation: Option<i64>,
    pub formee_le: Option<NaiveDate>,
    pub certifiee_le: Option<NaiveDate>,
    pub engagement: Option<Signature>,
    pub charte: Option<Signature>,
    pub debut: Option<NaiveDate>,
    pub fin: Option<NaiveDate>,
}

/// One step of the life, with what it proves.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Pas {
    Inscrire(i64),
    Desinscrire,
    NoterAbsence,
    /// The day of the session.
    NoterPresence(NaiveDate),
    Certifier(NaiveDate),
    /// Both texts in force, on a day at the département.
    Signer(DateTime<Utc>, NaiveDate),
    Retirer(NaiveDate),
    /// First day without access.
    Terminer(NaiveDate),
    AnnulerFin,
}

impl Pas {
    pub const fn geste(&self) -> GesteHabilitation {
        match self {
            Self::Inscrire(_) => GesteHabilitation::Inscrire,
            Self::Desinscrire => GesteHabilitation::Desinscrire,
            Self::NoterAbsence => GesteHabilitation::NoterAbsence,
            Self::NoterPresence(_) => GesteHabilitation::NoterPresence,
            Self::Certifier(_) => GesteHabilitation::Certifier,
            Self::Signer(..) => GesteHabilitation::Signer,
            Self::Retirer(_) => GesteHabilitation::Retirer,
            Self::Terminer(_) => GesteHabilitation::Terminer,
            Self::AnnulerFin => GesteHabilitation::AnnulerFin,
        }
    }
}

impl Preuves {
    /// A request, and nothing else yet.
    pub const fn demande(jour: NaiveDate) -> Self {
        Self {
            demandee_le: jour,
            formation: None,
            formee_le: None,
            certifiee_le: None,
            engagement: None,
            charte: None,
            debut: None,
            fin: None,
        }
    }

    /// The state on a day: the last proof of an unbroken chain.
    pub fn etat(&self, jour: NaiveDate) -> EtatHabilitation {
        let engagee =
            engagement::a_jour(empreinte(self.engagement.as_ref()), empreinte(self.charte.as_ref()));
        let commencee = self.debut.is_some_and(|debut| debut <= jour);
        match (self.formation, self.formee_le, self.certifiee_le) {
            _ if self.fin.is_some_and(|fin| fin <= jour) => EtatHabilitation::Terminee,
            (_, Some(_), Some(_)) if engagee && commencee => EtatHabilitation::Active,
            (_, Some(_), Some(_)) => EtatHabilitation::ASigner,
            (_, Some(_), None) => EtatHabilitation::Formee,
            (Some(_), None, _) => EtatHabilitation::Inscrite,
            (None, None, _) => EtatHabilitation::Demandee,
        }
    }

    /// What the actor may do on that day, the usual gesture first.
    pub fn gestes(
        &self,
        jour: NaiveDate,
        acteur: ActeurHabilitation,
    ) -> impl Iterator<Item = GesteHabilitation> {
        let fin_prevue = self.fin.is_some();
        gestes_possibles(self.etat(jour), acteur)
            .filter(move |geste| *geste != GesteHabilitation::AnnulerFin || fin_prevue)
    }

    /// Whether the actor may set this end, or give up the one that is set: a structure brings
    /// an end forward, and never puts it off.
    ///
    /// # Errors
    /// `fin_repoussee`, with the day already set and whom to ask; `fin_absente`.
    pub fn permet(&self, pas: &Pas, acteur: ActeurHabilitation) -> Result<(), Motif> {
        match (pas, self.fin, acteur) {
            (Pas::Terminer(fin), Some(deja), ActeurHabilitation::Structure) if *fin > deja => {
                let message = format!(
                    "La fin de cette habilitation est déjà fixée au {} : vous pouvez l’avancer, non la repousser. \
                     Adressez-vous au référent utilisateurs du Département.",
                    date::court(deja)
                );
                Err(Motif::new("fin_repoussee", message))
            }
            (Pas::AnnulerFin, None, _) => {
                Err(Motif::new("fin_absente", "Aucune fin n’est prévue : il n’y a rien à annuler."))
            }
            _ => Ok(()),
        }
    }

    /// The proofs after a step. Whether it is allowed is for [`super::transition`] to say.
    #[must_use]
    pub fn apres(mut self, pas: &Pas) -> Self {
        match pas {
            Pas::Inscrire(formation) => self.formation = Some(*formation),
            Pas::Desinscrire | Pas::NoterAbsence => self.formation = None,
            Pas::NoterPresence(jour) => self.formee_le = Some(*jour),
            Pas::Certifier(jour) => self.certifiee_le = Some(*jour),
            Pas::Signer(instant, jour) => {
                let signature =
                    |empreinte: &str| Some(Signature { instant: *instant, empreinte: empreinte.to_owned() });
                self.engagement = signature(engagement::engagement().empreinte());
                self.charte = signature(engagement::charte().empreinte());
                self.debut = self.debut.or(Some(*jour));
            }
            Pas::Retirer(jour) | Pas::Terminer(jour) => self.fin = Some(*jour),
            Pas::AnnulerFin => self.fin = None,
        }
        self
    }
}

fn empreinte(signature: Option<&Signature>) -> Option<&str> {
    signature.map(|signature| signature.empreinte.as_str())
}
