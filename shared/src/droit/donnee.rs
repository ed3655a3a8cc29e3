//! What may be rectified, and by whom: each datum is corrected where it comes from.

use super::LONGUEUR_OBJET;
use crate::liste::liste_fermee;
use crate::rendez_vous::{LONGUEUR_LIEU, LONGUEUR_NOTE};

liste_fermee! {
    /// Who holds the original.
    SourceDonnee {
        /// Received by the flow: only the caisse corrects it, the next flow brings it back.
        Caisse = "caisse", "La caisse (CAF ou MSA)";
        /// A signed contract: the structure corrects it in a new draft, signed again.
        Structure = "structure", "La structure qui accompagne";
        /// Entered here: rectified here.
        Produit = "produit", "Le Département, dans ce logiciel";
    }
}

liste_fermee! {
    DonneeRectifiable {
        Identite = "identite", "Identité";
        Famille = "famille", "Situation familiale";
        Adresse = "adresse", "Adresse";
        Droits = "droits", "Droits et montants";
        Ressources = "ressources", "Ressources";
        Cer = "cer", "Contrat d’engagements réciproques";
        OrientationDecision = "orientation_decision", "Date de décision d’une orientation";
        OrientationDebut = "orientation_debut", "Début d’une orientation";
        OrientationNotification = "orientation_notification", "Date de notification d’une orientation";
        RendezVousLieu = "rendez_vous_lieu", "Lieu d’un rendez-vous";
        RendezVousNote = "rendez_vous_note", "Note d’un rendez-vous";
    }
}

impl DonneeRectifiable {
    pub const fn source(self) -> SourceDonnee {
        match self {
            Self::Identite | Self::Famille | Self::Adresse | Self::Droits | Self::Ressources => {
                SourceDonnee::Caisse
            }
            Self::Cer => SourceDonnee::Structure,
            Self::OrientationDecision
            | Self::OrientationDebut
            | Self::OrientationNotification
            | Self::RendezVousLieu
            | Self::RendezVousNote => SourceDonnee::Produit,
        }
    }

    /// Typed as a date.
    pub const fn est_date(self) -> bool {
        matches!(self, Self::OrientationDecision | Self::OrientationDebut | Self::OrientationNotification)
    }

    /// Longest value, in characters: that of the field it stands in.
    pub const fn longueur(self) -> usize {
        match self {
            Self::RendezVousLieu => LONGUEUR_LIEU,
            Self::RendezVousNote => LONGUEUR_NOTE,
            _ => LONGUEUR_OBJET,
        }
    }
}
