//! What came of a rendez-vous, and which statuses are possible when.

use chrono::NaiveDateTime;

use super::Changement;
use super::saisie::{RendezVous, SaisieRendezVous};
use crate::erreur::{ErreurChamp, Motif};
use crate::liste::liste_fermee;

liste_fermee! {
    /// Status of a rendez-vous. « Excusée » is an absence announced and accepted;
    /// a cancellation frees the slot beforehand.
    StatutRendezVous {
        Prevu = "prevu", "Prévu";
        Honore = "honore", "Honoré";
        AbsenceExcusee = "absence_excusee", "Absence excusée";
        AbsenceNonExcusee = "absence_non_excusee", "Absence non excusée";
        Reporte = "reporte", "Reporté";
        AnnulePersonne = "annule_personne", "Annulé par la personne";
        AnnuleService = "annule_service", "Annulé par le service";
    }
}

impl StatutRendezVous {
    /// True while date, place and the rest may still be changed.
    pub const fn modifiable(self) -> bool {
        matches!(self, Self::Prevu)
    }

    /// True when a rendez-vous of this status may be changed so now.
    pub fn permet(self, changement: Changement, debut: NaiveDateTime, maintenant: NaiveDateTime) -> bool {
        match changement {
            Changement::Modification => self.modifiable(),
            Changement::Report => self.devient(Self::Reporte, debut, maintenant).is_ok(),
        }
    }

    /// True when the slot is taken in the agenda.
    pub const fn occupe(self) -> bool {
        !matches!(self, Self::Reporte | Self::AnnulePersonne | Self::AnnuleService)
    }

    /// True when the status needs the date of the next rendez-vous.
    pub const fn exige_un_report(self) -> bool {
        matches!(self, Self::Reporte)
    }

    /// Started and still « prévu »: its result is to be entered. Derived, never stored.
    pub fn a_renseigner(self, debut: NaiveDateTime, maintenant: NaiveDateTime) -> bool {
        self == Self::Prevu && debut <= maintenant
    }

    /// The statuses that may follow this one, in the order of the list.
    pub fn suivants(self, debut: NaiveDateTime, maintenant: NaiveDateTime) -> Vec<Self> {
        Self::TOUS.iter().copied().filter(|statut| self.devient(*statut, debut, maintenant).is_ok()).collect()
    }

    /// Checks a change of status. A result may be corrected by another result; a
    /// cancelled rendez-vous may be taken back while it is still to come.
    ///
    /// # Errors
    /// `deja_reporte`, `meme_statut`, `pas_encore_tenu` or `retour_impossible`.
    pub fn devient(self, statut: Self, debut: NaiveDateTime, maintenant: NaiveDateTime) -> Result<(), Motif> {
        let a_venir = debut > maintenant;
        if self == Self::Reporte {
            return Err(Motif::new(
                "deja_reporte",
                "Ce rendez-vous a été reporté : agissez sur celui qui le remplace.",
            ));
        }
        match statut {
            _ if statut == self => {
                Err(Motif::new("meme_statut", "Ce rendez-vous a déjà ce statut : choisissez-en un autre."))
            }
            Self::Honore | Self::AbsenceExcusee | Self::AbsenceNonExcusee if a_venir => Err(Motif::new(
                "pas_encore_tenu",
                "Ce rendez-vous n'a pas encore eu lieu : son résultat se saisit à partir de l'heure prévue. D'ici là, il peut être reporté ou annulé.",
            )),
            Self::Prevu if !a_venir => Err(Motif::new(
                "retour_impossible",
                "L'heure de ce rendez-vous est passée : choisissez son résultat.",
            )),
            _ => Ok(()),
        }
    }
}

/// Reads a new status, with the rendez-vous that replaces this one when it is
/// postponed: the caller stores both and links them.
///
/// # Errors
/// `statut` not possible now; `report` absent or at the same time; fields of the
/// report as in [`RendezVous::lire`], prefixed by `report.`.
pub fn lire_statut(
    actuel: StatutRendezVous,
    debut: NaiveDateTime,
    statut: StatutRendezVous,
    report: Option<&SaisieRendezVous>,
    maintenant: NaiveDateTime,
) -> Result<Option<RendezVous>, Vec<ErreurChamp>> {
    actuel.devient(statut, debut, maintenant).map_err(|motif| vec![motif.champ("statut")])?;
    if !statut.exige_un_report() {
        return Ok(None);
    }
    let report = report.ok_or_else(|| {
        vec![ErreurChamp::new(
            "report.date",
            "report_absent",
            "Indiquez la nouvelle date : elle crée le rendez-vous suivant.",
        )]
    })?;
    let suivant = RendezVous::lire(report, maintenant)
        .map_err(|erreurs| erreurs.into_iter().map(du_report).collect::<Vec<_>>())?;
    if suivant.debut() == debut {
        return Err(vec![ErreurChamp::new(
            "report.date",
            "report_identique",
            "La nouvelle date est celle du rendez-vous reporté : changez le jour ou l'heure.",
        )]);
    }
    Ok(Some(suivant))
}

fn du_report(mut erreur: ErreurChamp) -> ErreurChamp {
    erreur.champ.insert_str(0, "report.");
    erreur
}
