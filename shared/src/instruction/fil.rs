//! A request as it is read: in a line, in its thread, on its page.

use chrono::{DateTime, NaiveDate, Utc};

use super::{
    ConclusionInstruction, ContexteInstruction, EtatInstruction, GesteInstruction, MoyenNotification,
    MoyenTransmission, ObjetInstruction,
};
use crate::cer::fiche::PersonneConcernee;
use crate::date;
use crate::habilitation::Rubrique;
use crate::mots::combien;
use crate::nominatif;

nominatif! {
    /// What was done, by whom, when, what it said, and why when it was said.
    pub struct EtapeInstruction {
        pub geste: GesteInstruction,
        pub instant: DateTime<Utc>,
        pub agent: String,
        pub organisation: String,
        pub detail: Option<String>,
        pub note: Option<String>,
    }

    /// What is asked and where it stands.
    pub struct LigneInstruction {
        pub id: i64,
        pub objet: ObjetInstruction,
        pub etat: EtatInstruction,
        pub recue_le: NaiveDate,
        /// Last day to answer in time; none when no rule sets one.
        pub limite: Option<NaiveDate>,
        /// Proposed, then decided.
        pub conclusion: Option<ConclusionInstruction>,
        pub decidee_le: Option<NaiveDate>,
        pub notifiee_le: Option<NaiveDate>,
        pub moyen_notification: Option<MoyenNotification>,
        pub transmise_le: Option<NaiveDate>,
        pub moyen_transmission: Option<MoyenTransmission>,
    }

    /// A request, from what was asked to what came of it.
    pub struct FilInstruction {
        pub ligne: LigneInstruction,
        pub precision: Option<String>,
        /// The oldest first.
        pub etapes: Vec<EtapeInstruction>,
    }

    /// The page of a request.
    pub struct FicheInstruction {
        pub personne: PersonneConcernee,
        pub fil: FilInstruction,
        /// Number of steps so far.
        pub version: i32,
        /// Who instructs it.
        pub instructeur: Option<String>,
        /// What the reader may do now, the usual gesture first.
        pub gestes: Vec<GesteInstruction>,
        /// Why the reader may not do what the request awaits, and what to do then.
        pub empechement: Option<String>,
        /// Last day on which an appeal could be made, when it came later than that.
        pub hors_delai_depuis: Option<NaiveDate>,
        /// Instant of this reading, as traced.
        pub consulte_a: DateTime<Utc>,
    }

    /// All the requests about one adult.
    pub struct PageInstructions {
        pub personne: PersonneConcernee,
        /// The latest first.
        pub lignes: Vec<LigneInstruction>,
        /// Instant of this reading, as traced.
        pub consulte_a: DateTime<Utc>,
    }
}

impl LigneInstruction {
    /// `Décision du Département du 03/12/2026`
    pub fn decision(&self) -> Option<String> {
        self.decidee_le.map(|le| format!("Décision du Département du {}", date::court(le)))
    }

    /// When it was answered in time: told to the person, or dropped.
    pub const fn attend_une_reponse(&self) -> bool {
        self.etat.est_ouverte() || matches!(self.etat, EtatInstruction::Decidee)
    }

    /// What the delay says on a day: left, or overrun. Nothing when no rule sets one, or once answered.
    pub fn delai(&self, jour: NaiveDate) -> Option<String> {
        let limite = self.limite.filter(|_| self.attend_une_reponse())?;
        let avant = format!("Réponse à notifier avant le {}", date::court(limite));
        Some(match jour.signed_duration_since(limite).num_days() {
            ..=0 => format!("{avant} ({})", date::relatif(limite, jour)),
            au_dela => format!("{avant}\u{a0}: délai dépassé de {}", combien(au_dela, "jour")),
        })
    }

    /// The delay is over and the person was not answered.
    pub fn en_retard(&self, jour: NaiveDate) -> bool {
        self.attend_une_reponse() && self.limite.is_some_and(|limite| limite < jour)
    }

    /// What was sent to the person, then to the caisse, in sentences.
    pub fn envois(&self) -> Vec<String> {
        let notifiee = self.notifiee_le.map(|le| {
            let moyen = self.moyen_notification.map(|moyen| moyen.libelle()).unwrap_or_default();
            format!("Notifiée le {}\u{a0}: {moyen}", date::court(le))
        });
        let transmise = self.transmise_le.map(|le| {
            let moyen = self.moyen_transmission.map(|moyen| moyen.libelle()).unwrap_or_default();
            format!("Transmise à la caisse le {}\u{a0}: {moyen}", date::court(le))
        });
        notifiee.into_iter().chain(transmise).collect()
    }
}

impl FicheInstruction {
    /// In which one acts on a day.
    pub const fn contexte(&self, aujourdhui: NaiveDate) -> ContexteInstruction {
        let LigneInstruction { objet, recue_le, decidee_le, notifiee_le, .. } = self.fil.ligne;
        ContexteInstruction { objet, recue_le, decidee_le, notifiee_le, aujourdhui }
    }

    pub fn permet(&self, geste: GesteInstruction) -> bool {
        self.gestes.contains(&geste)
    }
}

/// Those that are told beside one of these rubriques.
pub fn decisions_des_rubriques<'a>(
    lignes: &'a [LigneInstruction],
    rubriques: &'a [Rubrique],
) -> impl Iterator<Item = &'a LigneInstruction> {
    lignes.iter().filter(|ligne| rubriques.contains(&ligne.objet.sorte().rubrique()))
}
