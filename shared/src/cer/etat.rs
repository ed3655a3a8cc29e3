//! The life of a CER: stored states, gestures, and the one table that says who
//! may do what, when.

use chrono::{Days, NaiveDate};

use crate::erreur::Motif;
use crate::liste::liste_fermee;

liste_fermee! {
    /// Stored state of a contract. What depends on the date is a [`PositionCer`].
    EtatCer {
        Brouillon = "brouillon", "Brouillon";
        Signe = "signe", "Signé";
        Transmis = "transmis", "Transmis au département";
        Valide = "valide", "Validé";
        ACompleter = "a_completer", "À compléter";
        Refuse = "refuse", "Refusé";
        Rompu = "rompu", "Rompu";
        Annule = "annule", "Annulé";
        /// Draft dropped by its author; can be taken back.
        Abandonne = "abandonne", "Abandonné";
    }
}

liste_fermee! {
    /// What an agent does to a contract.
    GesteCer {
        Signer = "signer", "Enregistrer les signatures";
        Rouvrir = "rouvrir", "Rouvrir pour modifier";
        Transmettre = "transmettre", "Transmettre au département";
        Valider = "valider", "Valider";
        Ajourner = "ajourner", "Demander un complément";
        Refuser = "refuser", "Refuser";
        Rompre = "rompre", "Rompre";
        Annuler = "annuler", "Annuler";
        Abandonner = "abandonner", "Abandonner le brouillon";
        Reprendre = "reprendre", "Reprendre le brouillon";
        /// Opens a *new* draft linked to this contract, whose own state stays.
        Corriger = "corriger", "Corriger dans un nouveau brouillon";
    }
}

liste_fermee! {
    /// On whose behalf the agent acts on the contract.
    Acteur {
        Structure = "structure", "Structure d'accompagnement";
        Departement = "departement", "Département";
    }
}

liste_fermee! {
    /// Where a validated contract stands on a given day. Derived, never stored.
    PositionCer {
        AVenir = "a_venir", "À venir";
        EnCours = "en_cours", "En cours";
        /// Running, ends soon, and nothing follows yet.
        BilanAFaire = "bilan_a_faire", "Bilan à faire";
        Echu = "echu", "Échu";
        Renouvele = "renouvele", "Renouvelé";
    }
}

/// The only transitions there are (CASF L262-34 to L262-36: signed by both, decided by the
/// president).
const TRANSITIONS: &[(EtatCer, GesteCer, Acteur, EtatCer)] = {
    use Acteur::{Departement, Structure};
    use EtatCer::*;
    use GesteCer::*;
    &[
        (Brouillon, Signer, Structure, Signe),
        (Brouillon, Abandonner, Structure, Abandonne),
        (Abandonne, Reprendre, Structure, Brouillon),
        (Signe, Transmettre, Structure, Transmis),
        (Signe, Rouvrir, Structure, Brouillon),
        (Transmis, Valider, Departement, Valide),
        (Transmis, Ajourner, Departement, ACompleter),
        (Transmis, Refuser, Departement, Refuse),
        (ACompleter, Corriger, Structure, Brouillon),
        (Refuse, Corriger, Structure, Brouillon),
        (Valide, Rompre, Departement, Rompu),
        (Signe, Annuler, Departement, Annule),
        (Transmis, Annuler, Departement, Annule),
        (Valide, Annuler, Departement, Annule),
        (ACompleter, Annuler, Departement, Annule),
        (Refuse, Annuler, Departement, Annule),
        (Rompu, Annuler, Departement, Annule),
    ]
};

/// The state after the gesture. For [`GesteCer::Corriger`] it is the state of
/// the new contract; the old one does not change.
///
/// # Errors
/// `geste_reserve` when the other actor may do it, `geste_impossible` when
/// nobody can in this state; the message says what to do instead.
pub fn transition(etat: EtatCer, geste: GesteCer, acteur: Acteur) -> Result<EtatCer, Motif> {
    let mut permises = TRANSITIONS.iter().filter(|t| t.0 == etat && t.1 == geste).peekable();
    if permises.peek().is_none() {
        return Err(Motif::new("geste_impossible", etat.que_faire()));
    }
    permises.find(|t| t.2 == acteur).map(|t| t.3).ok_or_else(|| Motif::new("geste_reserve", geste.reserve()))
}

/// The gestures that this actor may do on a contract in this state, in the
/// order of the table: the usual one first.
pub fn gestes_possibles(etat: EtatCer, acteur: Acteur) -> impl Iterator<Item = GesteCer> {
    TRANSITIONS.iter().filter(move |t| t.0 == etat && t.2 == acteur).map(|t| t.1)
}

impl EtatCer {
    /// True while the content can be typed.
    pub const fn modifiable(self) -> bool {
        matches!(self, Self::Brouillon)
    }

    /// True once the département has decided (the decision can be printed).
    pub const fn decide(self) -> bool {
        matches!(self, Self::Valide | Self::ACompleter | Self::Refuse | Self::Rompu)
    }

    /// True for a contract that takes a rank and occupies its period.
    pub const fn compte(self) -> bool {
        matches!(self, Self::Valide | Self::Rompu)
    }

    /// What to do instead, when a gesture is impossible in this state.
    pub const fn que_faire(self) -> &'static str {
        match self {
            Self::Brouillon => {
                "Ce contrat est encore un brouillon : complétez-le puis enregistrez les signatures."
            }
            Self::Signe => {
                "Ce contrat est signé : transmettez-le au département, ou rouvrez-le en donnant le motif pour le modifier."
            }
            Self::Transmis => {
                "Ce contrat attend la décision du département : attendez-la, ou demandez au gestionnaire rSa de le renvoyer à compléter."
            }
            Self::Valide => {
                "Ce contrat est validé : pour le changer, saisissez un avenant, ou demandez au département de le rompre ou de l'annuler."
            }
            Self::ACompleter | Self::Refuse => {
                "La décision est rendue sur ce contrat : ouvrez une correction, elle reprend la saisie dans un nouveau brouillon."
            }
            Self::Rompu => {
                "Ce contrat est rompu : saisissez un nouveau contrat si l'accompagnement continue."
            }
            Self::Annule => {
                "Ce contrat est annulé et ne peut plus changer : saisissez un nouveau contrat si besoin."
            }
            Self::Abandonne => "Ce brouillon a été abandonné : reprenez-le pour continuer la saisie.",
        }
    }
}

impl GesteCer {
    /// True when the author must say why (10 characters at least).
    pub const fn exige_motif(self) -> bool {
        matches!(self, Self::Rouvrir | Self::Ajourner | Self::Refuser | Self::Rompre | Self::Annuler)
    }

    /// True when the gesture takes effect on a date that the author gives.
    pub const fn exige_date(self) -> bool {
        matches!(self, Self::Rompre)
    }

    /// True when a contract of particular form must have been examined first. More may
    /// be asked of the structure before that.
    pub const fn exige_examen(self) -> bool {
        matches!(self, Self::Valider | Self::Refuser)
    }

    /// True when the result is a new contract linked to this one.
    pub const fn ouvre_un_nouveau(self) -> bool {
        matches!(self, Self::Corriger)
    }

    const fn reserve(self) -> &'static str {
        match self {
            Self::Valider | Self::Ajourner | Self::Refuser => {
                "La décision appartient au département : attendez celle du gestionnaire rSa de la CTSA."
            }
            Self::Rompre => {
                "Seul le département rompt un contrat : signalez la situation au gestionnaire rSa de la CTSA, avec la date et le motif."
            }
            Self::Annuler => {
                "Seul le département annule un contrat : demandez-le au gestionnaire rSa de la CTSA en donnant le motif."
            }
            _ => {
                "Ce geste revient à la structure qui accompagne la personne : renvoyez le contrat à compléter ou contactez le référent."
            }
        }
    }
}

impl PositionCer {
    /// Where a contract stands on `aujourdhui`; `None` unless it is validated.
    /// `alerte` is the number of days before the end from which the bilan is to
    /// be done; `suivi` tells that another validated contract follows.
    pub fn du(
        etat: EtatCer,
        (debut, fin): (NaiveDate, NaiveDate),
        aujourdhui: NaiveDate,
        alerte: u32,
        suivi: bool,
    ) -> Option<Self> {
        if etat != EtatCer::Valide {
            return None;
        }
        let bientot = aujourdhui.checked_add_days(Days::new(alerte.into())).unwrap_or(aujourdhui);
        Some(match aujourdhui {
            jour if jour < debut => Self::AVenir,
            jour if jour > fin && suivi => Self::Renouvele,
            jour if jour > fin => Self::Echu,
            _ if fin <= bientot && !suivi => Self::BilanAFaire,
            _ => Self::EnCours,
        })
    }
}
