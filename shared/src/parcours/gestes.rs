//! What may be decided about a parcours, by where it stands.

use super::Contexte;
use crate::habilitation::Acte;
use crate::liste::liste_fermee;

liste_fermee! {
    /// What is decided. Each is a step of the history.
    GesteParcours {
        Orienter = "orienter", "Orientation";
        Designer = "designer", "Référent unique";
        Notifier = "notifier", "Décision reçue par la personne";
        /// In the cases of the decree, and back.
        Prolonger = "prolonger", "Réexamen de l’orientation sociale prolongé";
        Ramener = "ramener", "Réexamen de l’orientation sociale ramené au délai ordinaire";
        Clore = "clore", "Fin du parcours";
        Annuler = "annuler", "Annulation de la dernière décision";
        /// By the data-protection officer, on a request of the person.
        Rectifier = "rectifier", "Rectification à la demande de la personne";
    }
}

impl GesteParcours {
    /// The act that it is a case of: who may.
    pub const fn acte(self) -> Acte {
        match self {
            Self::Designer => Acte::DesignerReferent,
            Self::Rectifier => Acte::RectifierDonnee,
            Self::Orienter
            | Self::Notifier
            | Self::Prolonger
            | Self::Ramener
            | Self::Clore
            | Self::Annuler => Acte::Orienter,
        }
    }

    /// Undone by putting back what was before it.
    pub const fn s_annule(self) -> bool {
        !matches!(self, Self::Annuler | Self::Rectifier)
    }

    /// Those that the parcours is ready for, the usual one first; `annulable`: the last decision may
    /// be undone.
    pub fn possibles(contexte: &Contexte, notifiee: bool, annulable: bool) -> Vec<Self> {
        let suivie = contexte.en_cours.is_some();
        let revue = contexte.en_cours.as_ref().filter(|o| o.sorte.revue());
        let prolongee = revue.is_some_and(|o| o.prolongation.is_some());
        let commencee = suivie && contexte.a_venir().is_none();
        let possible = |geste: &Self| match geste {
            Self::Orienter => true,
            Self::Designer => contexte.referent_designable(),
            // What has not begun is undone.
            Self::Clore => commencee,
            Self::Notifier => suivie && !notifiee,
            Self::Prolonger => revue.is_some() && !prolongee,
            Self::Ramener => prolongee,
            Self::Annuler => annulable,
            Self::Rectifier => false,
        };
        Self::TOUS.iter().copied().filter(possible).collect()
    }
}
