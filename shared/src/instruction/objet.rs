//! What is asked, each kind with what it alone says.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::date;
use crate::habilitation::Rubrique;
use crate::liste::liste_fermee;
use crate::montant::Montant;
use crate::mots::minuscule;
use crate::regle::Cle;

liste_fermee! {
    SorteInstruction {
        Derogation = "derogation", "Dérogation";
        Remise = "remise", "Remise de dette";
        /// Mandatory before the court (CASF L262-47).
        Recours = "recours", "Recours administratif préalable";
        EvaluationTi = "evaluation_ti", "Évaluation des ressources d’un travailleur indépendant";
    }
}

liste_fermee! {
    /// The condition that is set aside, as the flow knows it (TYPEDERO); of activity, for whom: a
    /// student who works needs no dérogation.
    GenreDerogation {
        Age = "AGE", "Condition d’âge";
        ActiviteEti = "ACT_ETI", "Condition d’activité : travailleur indépendant";
        ActiviteEtudiant = "ACT_ETU", "Condition d’activité : étudiant non salarié";
        ActiviteStagiaire = "ACT_STA", "Condition d’activité : stagiaire";
        Residence = "RES", "Condition de résidence";
        Nationalite = "NAT", "Condition de nationalité";
    }
}

liste_fermee! {
    MomentDerogation {
        Ouverture = "ouverture", "À l’ouverture du droit";
        EnCours = "en_cours", "En cours de droit";
    }
}

liste_fermee! {
    /// Why a debt may be waived (CASF L262-46).
    MotifRemise {
        BonneFoi = "bonne_foi", "Bonne foi";
        Precarite = "precarite", "Précarité de la situation";
    }
}

liste_fermee! {
    /// What the appeal is against.
    DecisionContestee {
        Indu = "indu", "Un indu";
        RefusDroit = "refus_droit", "Un refus de droit";
        Montant = "montant", "Le montant du droit";
        Suspension = "suspension", "Une suspension ou une réduction";
        Radiation = "radiation", "Une fin de droit ou une radiation";
        RefusDerogation = "refus_derogation", "Un refus de dérogation";
        RefusRemise = "refus_remise", "Un refus de remise de dette";
        EvaluationTi = "evaluation_ti", "Une évaluation des ressources d’indépendant";
    }
}

liste_fermee! {
    /// Who wants the income reckoned: the president of the council decides on demand or by itself
    /// (CASF R262-23).
    Initiative {
        Personne = "personne", "À la demande de la personne";
        Departement = "departement", "À l’initiative du Département";
    }
}

/// What is asked. A kind says what it alone has, and nothing of another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum ObjetInstruction {
    Derogation {
        genre: GenreDerogation,
        moment: MomentDerogation,
    },
    /// Of a debt of this amount.
    Remise {
        montant: Montant,
        motif: MotifRemise,
    },
    Recours {
        contre: DecisionContestee,
        /// Day on which the person received what they contest, when it is known.
        contestee_le: Option<NaiveDate>,
    },
    EvaluationTi {
        initiative: Initiative,
    },
}

crate::nominatif_simple!(ObjetInstruction);

impl SorteInstruction {
    /// The rubrique beside which its decision is told.
    pub const fn rubrique(self) -> Rubrique {
        match self {
            Self::Derogation => Rubrique::Derogations,
            Self::EvaluationTi => Rubrique::TravailleurIndependant,
            Self::Remise | Self::Recours => Rubrique::Indus,
        }
    }

    /// The rule that says until when it is answered, for those that the law bounds.
    pub const fn delai(self) -> Option<Cle> {
        match self {
            Self::Recours => Some(Cle::DelaiReponseRecours),
            Self::Derogation | Self::Remise | Self::EvaluationTi => None,
        }
    }
}

impl ObjetInstruction {
    pub const fn sorte(&self) -> SorteInstruction {
        match self {
            Self::Derogation { .. } => SorteInstruction::Derogation,
            Self::Remise { .. } => SorteInstruction::Remise,
            Self::Recours { .. } => SorteInstruction::Recours,
            Self::EvaluationTi { .. } => SorteInstruction::EvaluationTi,
        }
    }

    /// `Dérogation, condition d’âge, à l’ouverture du droit`
    pub fn en_mots(&self) -> String {
        let sorte = self.sorte().libelle();
        match self {
            Self::Derogation { genre, moment } => {
                format!("{sorte}, {}, {}", minuscule(genre.libelle()), minuscule(moment.libelle()))
            }
            Self::Remise { montant, motif } => {
                format!("{sorte}, {montant}, {}", minuscule(motif.libelle()))
            }
            Self::Recours { contre, contestee_le } => {
                let recue = contestee_le.map(|le| format!(", décision reçue le {}", date::court(le)));
                let recue = recue.unwrap_or_default();
                format!("{sorte}, contre {}{recue}", minuscule(contre.libelle()))
            }
            Self::EvaluationTi { initiative } => format!("{sorte}, {}", minuscule(initiative.libelle())),
        }
    }
}
