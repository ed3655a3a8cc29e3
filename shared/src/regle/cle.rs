//! The parameters that the product uses.

use chrono::NaiveTime;

use super::Valeur;
use crate::liste::liste_fermee;

liste_fermee! {
    /// Name of a parameter: first the law, then the settings.
    Cle {
        /// From the news that somebody is subject to droits et devoirs to the orientation.
        DelaiOrientation = "delai_orientation", "Délai d'orientation d'une personne soumise aux droits et devoirs";
        /// From the orientation to the contract, outside the public employment service.
        DelaiContratSocial = "delai_contrat_social", "Délai du contrat après une orientation sociale";
        /// The same within the public employment service.
        DelaiContratSpe = "delai_contrat_spe", "Délai du contrat après une orientation vers l'emploi";
        /// To the review of a social orientation: from the orientation, then (2025) from the contract.
        RevueSocial = "revue_social", "Réexamen d'une orientation sociale";
        /// The same for a person whose difficulties ask for more time.
        RevueSocialProlongee = "revue_social_prolongee", "Réexamen d'une orientation sociale prolongée";
        /// From the day on which somebody is struck off the list of job seekers to another orientation.
        SortieListe = "sortie_liste", "Radiation de la liste des demandeurs d'emploi : nouvelle orientation à proposer";
        /// From the reception of a request of a person concerned to its answer.
        DelaiReponseDroit = "delai_reponse_droit", "Délai de réponse à une demande d'une personne concernée";
        /// What a complex request may add to it.
        ProlongationDroit = "prolongation_droit", "Prolongation du délai de réponse à une demande";
        /// From the request of a structure for another orientation to its answer.
        DelaiReorientation = "delai_reorientation", "Délai de réponse à une demande de réorientation";
        /// How long a structure still reads the name of whom it no longer accompanies; none when zero.
        MemoireConfies = "memoire_confies", "Personnes confiées à une autre structure : durée d'affichage";
        /// When the data of each caisse may be read.
        HorairesCaf = "horaires_caf", "Heures d'ouverture des données de la CAF";
        HorairesMsa = "horaires_msa", "Heures d'ouverture des données de la MSA";
        /// From the decision that a person contests to the appeal (CASF L262-47).
        DelaiRecours = "delai_recours", "Délai pour former un recours administratif préalable";
        /// From the reception of an appeal to its answer.
        DelaiReponseRecours = "delai_reponse_recours", "Délai de réponse à un recours administratif préalable";
        /// Lengths in months that a CER may have.
        DureesCer = "durees_cer", "Durées de CER autorisées";
        /// How long before its end a CER appears in the queue of those that end.
        HorizonFinCer = "horizon_fin_cer", "CER finissant : horizon";
        /// How long before its signature a CER may start.
        RetardDebutCer = "retard_debut_cer", "Signature d'un CER après son début : retard admis";
        /// How long after its signature a CER may start.
        AvanceDebutCer = "avance_debut_cer", "Signature d'un CER avant son début : avance admise";
        /// Age up to which a signature may still be entered.
        AgeSignatureCer = "age_signature_cer", "Saisie d'un CER après sa signature : retard admis";
        /// Longest time between the two signatures of a CER.
        EcartSignaturesCer = "ecart_signatures_cer", "Écart admis entre les deux signatures d'un CER";
    }
}

impl Cle {
    /// Whether a value has the type and the range of this key: a delay of at most ten
    /// years, for the lengths of CER a list of 1 to 36 months, ascending, for hours those of one day.
    pub(super) fn accepte(self, valeur: &Valeur) -> bool {
        match (self, valeur) {
            (Self::DureesCer, Valeur::Liste(durees)) => {
                let croissante = durees.windows(2).all(|paire| paire[0] < paire[1]);
                !durees.is_empty() && croissante && durees.iter().all(|mois| (1..=36).contains(mois))
            }
            (Self::HorairesCaf | Self::HorairesMsa, Valeur::Heures { ouvre, ferme }) => {
                ouvre < ferme || (ouvre, ferme) == (&NaiveTime::MIN, &NaiveTime::MIN)
            }
            (Self::DureesCer | Self::HorairesCaf | Self::HorairesMsa, _)
            | (_, Valeur::Liste(_) | Valeur::Heures { .. }) => false,
            (_, Valeur::Mois(mois)) => *mois <= 120,
            (_, Valeur::Jours(jours)) => *jours <= 3650,
        }
    }

    /// What [`Cle::accepte`] expects, as the end of a French sentence.
    pub(super) fn attendu(self) -> &'static str {
        match self {
            Self::DureesCer => "donnez une liste croissante de durées, de 1 à 36 mois",
            Self::HorairesCaf | Self::HorairesMsa => {
                "donnez l’heure d’ouverture et celle de fermeture, le même jour ; 00:00:00 deux fois pour toute heure"
            }
            _ => "donnez un nombre de mois ou de jours, dix ans au plus",
        }
    }
}
