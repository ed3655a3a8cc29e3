//! The closed lists of a CER.

use crate::liste::liste_fermee;

liste_fermee! {
    /// Kind of contract.
    Sorte {
        Premier = "premier", "Premier contrat";
        Renouvellement = "renouvellement", "Renouvellement";
        Avenant = "avenant", "Avenant";
    }
}

liste_fermee! {
    /// Form of the contract. The law knows only a freely debated contract
    /// (L262-35, L262-36); the form tells the département how to examine it.
    Forme {
        Simple = "simple", "Simple";
        /// Examined by a manager or the équipe pluridisciplinaire before the decision.
        Particulier = "particulier", "Particulier";
    }
}

impl Forme {
    /// What the form entails, in one sentence under the choice.
    pub const fn indication(self) -> &'static str {
        match self {
            Self::Simple => "Le gestionnaire rSa décide directement.",
            Self::Particulier => {
                "Un responsable ou l'équipe pluridisciplinaire l'examine avant la décision : prévoyez un délai plus long."
            }
        }
    }
}

liste_fermee! {
    /// Who examines a contract of particular form before the decision.
    Examinateur {
        Responsable = "responsable", "Responsable au Département";
        EquipePluridisciplinaire = "equipe_pluridisciplinaire", "Équipe pluridisciplinaire";
    }
}

liste_fermee! {
    /// Theme of an objective.
    Theme {
        Emploi = "emploi", "Emploi";
        Formation = "formation", "Formation";
        Logement = "logement", "Logement";
        Sante = "sante", "Santé";
        AutonomieSociale = "autonomie_sociale", "Autonomie sociale";
        Mobilite = "mobilite", "Mobilité";
        Autre = "autre", "Autre";
    }
}

liste_fermee! {
    /// How far the objectives of the previous contract were reached.
    ResultatBilan {
        Atteints = "atteints", "Objectifs atteints";
        EnPartie = "en_partie", "Objectifs atteints en partie";
        NonAtteints = "non_atteints", "Objectifs non atteints";
        NonEvaluable = "non_evaluable", "Bilan impossible (personne non rencontrée)";
    }
}

/// How the label of an open line ends.
const A_PRECISER: &str = "(à préciser)";

/// One line of the list of objectives. The codes are part of the stored data.
#[derive(Debug, PartialEq, Eq)]
pub struct Objectif {
    pub code: &'static str,
    pub libelle: &'static str,
    pub theme: Theme,
    /// Among the most used: shown first, whatever the theme.
    pub courant: bool,
}

impl Objectif {
    pub fn du_code(code: &str) -> Option<&'static Self> {
        super::objectifs::OBJECTIFS.iter().find(|objectif| objectif.code == code)
    }

    /// The objectives of a theme, in the order of the list.
    pub fn du_theme(theme: Theme) -> impl Iterator<Item = &'static Self> {
        super::objectifs::OBJECTIFS.iter().filter(move |objectif| objectif.theme == theme)
    }

    /// True when the line means nothing without its precision.
    pub fn a_preciser(&self) -> bool {
        self.libelle.ends_with(A_PRECISER)
    }

    pub fn courants() -> impl Iterator<Item = &'static Self> {
        super::objectifs::OBJECTIFS.iter().filter(|objectif| objectif.courant)
    }
}

/// Who makes an engagement: each has a list of its own (L262-35, L262-36:
/// the commitments are mutual).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Partie {
    Personne,
    Referent,
    Departement,
}

impl Partie {
    /// The three parties, in the order of the form.
    pub const TOUS: [Self; 3] = [Self::Personne, Self::Referent, Self::Departement];

    pub const fn libelle(self) -> &'static str {
        match self {
            Self::Personne => "la personne",
            Self::Referent => "le référent",
            Self::Departement => "le département",
        }
    }
}

/// One line of a list of engagements. The codes are part of the stored data.
#[derive(Debug, PartialEq, Eq)]
pub struct Engagement {
    pub code: &'static str,
    pub libelle: &'static str,
}

impl Engagement {
    /// The list of one party, the most used first.
    pub const fn de(partie: Partie) -> &'static [Self] {
        match partie {
            Partie::Personne => super::objectifs::ENGAGEMENTS_PERSONNE,
            Partie::Referent => super::objectifs::ENGAGEMENTS_REFERENT,
            Partie::Departement => super::objectifs::ENGAGEMENTS_DEPARTEMENT,
        }
    }

    pub fn du_code(partie: Partie, code: &str) -> Option<&'static Self> {
        Self::de(partie).iter().find(|engagement| engagement.code == code)
    }

    /// True when the line means nothing without its precision.
    pub fn a_preciser(&self) -> bool {
        self.libelle.ends_with(A_PRECISER)
    }
}
