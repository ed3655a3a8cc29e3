//! What a profil is beyond its rights, a row each. Apart from this table, that of the rights and
//! the people invented for the demonstration, no file names one: it asks for a trait.

use super::{Acte, Portee, allows};
use crate::liste::liste_fermee;

liste_fermee! {
    /// What a habilitation allows. An agent acts under one profil at a time: rights never add up.
    Profil {
        Referent = "referent", "Référent";
        ConseillerPoleEmploi = "conseiller_pole_emploi", "Conseiller Pôle emploi";
        GestionnaireCtsa = "gestionnaire_ctsa", "Gestionnaire rSa de CTSA";
        GestionnaireHabilitations = "gestionnaire_habilitations", "Gestionnaire des habilitations";
        ReferentSolis = "referent_solis", "Référent utilisateurs du Département";
        DelegueProtectionDonnees = "delegue_protection_donnees", "Délégué à la protection des données";
        Administrateur = "administrateur", "Administrateur";
    }
}

liste_fermee! {
    /// What kind of organisation it is.
    SorteOrganisation {
        Departement = "departement", "Département";
        Ctsa = "ctsa", "Commission territoriale des solidarités actives";
        Structure = "structure", "Structure conventionnée";
        PoleEmploi = "pole_emploi", "Pôle emploi";
        /// The other side of a convention about its data: no profil is held there.
        Caisse = "caisse", "Caisse (CAF ou MSA)";
    }
}

/// The home page that one starts from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PageAccueil {
    /// The lists of who accompanies.
    Suivi,
    /// The lists of who decides.
    Decision,
    Recherche,
    Habilitations,
    Supervision,
    /// Alerts and requests of the people concerned.
    Protection,
    Imports,
}

/// Who may touch the account of an agent who holds the profil, in force or certified.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tutelle {
    /// Whoever the rights let do it.
    Profils,
    /// Watched by some and beside the others: a colleague only hands over a code, which the second
    /// factor still guards. The rest is the operator's.
    CodeSeul,
    /// Reads all the traces, or runs the product: nobody who hands out access may become them.
    /// Their accounts are opened by the operator of the server only.
    Exploitant,
}

#[derive(Clone, Copy, Debug)]
pub struct Traits {
    /// The kinds of organisation whose agents may hold it.
    pub chez: &'static [SorteOrganisation],
    pub accueil: PageAccueil,
    /// Whose access it hands out, examines and takes away.
    pub agents: Portee,
    pub tutelle: Tutelle,
    /// May be the référent of a person.
    pub accompagne: bool,
    /// The traces of every organisation, or of its own only.
    pub toutes_les_traces: bool,
    /// Likewise.
    pub toutes_les_statistiques: bool,
    /// Asked for unless the setting says otherwise.
    pub second_facteur: bool,
    /// Where the setting says so, a review left late takes it away: not from those who can still
    /// finish it, nor from those who watch them.
    pub suspendu_par_la_revue: bool,
    /// Held by the first account of a store.
    pub premier_compte: bool,
}

/// Reads files.
const LECTEUR: Traits = Traits {
    chez: &[],
    accueil: PageAccueil::Recherche,
    agents: Portee::Aucune,
    tutelle: Tutelle::Profils,
    accompagne: false,
    toutes_les_traces: false,
    toutes_les_statistiques: false,
    second_facteur: false,
    suspendu_par_la_revue: true,
    premier_compte: false,
};

/// Opens the doors to others, or sees what they do.
const CONFIANCE: Traits = Traits { second_facteur: true, suspendu_par_la_revue: false, ..LECTEUR };

impl Profil {
    /// Stands for one that this version does not know, or for none: to name it opens nothing.
    pub const INCONNU: Self = Self::Referent;

    pub const fn traits(self) -> Traits {
        use PageAccueil as Page;
        use SorteOrganisation::{Ctsa, Departement, PoleEmploi, Structure};
        match self {
            Self::Referent => {
                Traits { chez: &[Structure], accueil: Page::Suivi, accompagne: true, ..LECTEUR }
            }
            Self::ConseillerPoleEmploi => Traits { chez: &[PoleEmploi], ..LECTEUR },
            Self::GestionnaireCtsa => Traits { chez: &[Ctsa], accueil: Page::Decision, ..LECTEUR },
            Self::GestionnaireHabilitations => Traits {
                chez: &[Ctsa, Structure, PoleEmploi],
                accueil: Page::Habilitations,
                agents: Portee::Organisation,
                ..CONFIANCE
            },
            Self::ReferentSolis => Traits {
                chez: &[Departement],
                accueil: Page::Supervision,
                agents: Portee::Organisations,
                tutelle: Tutelle::CodeSeul,
                toutes_les_statistiques: true,
                premier_compte: true,
                ..CONFIANCE
            },
            Self::DelegueProtectionDonnees => Traits {
                chez: &[Departement],
                accueil: Page::Protection,
                tutelle: Tutelle::Exploitant,
                toutes_les_traces: true,
                toutes_les_statistiques: true,
                ..CONFIANCE
            },
            Self::Administrateur => Traits {
                chez: &[Departement],
                accueil: Page::Imports,
                tutelle: Tutelle::Exploitant,
                premier_compte: true,
                ..CONFIANCE
            },
        }
    }

    /// Those of which it is true.
    pub fn ceux(vrai: impl Fn(Self) -> bool) -> impl Iterator<Item = Self> {
        Self::TOUS.iter().copied().filter(move |profil| vrai(*profil))
    }

    /// Hands out the access of its own organisation, by delegation.
    pub const fn gestionnaire(self) -> bool {
        matches!(self.traits().agents, Portee::Organisation)
    }

    /// Hands out the access of every organisation.
    pub const fn supervise(self) -> bool {
        matches!(self.traits().agents, Portee::Organisations)
    }

    pub const fn reserve(self) -> bool {
        matches!(self.traits().tutelle, Tutelle::Exploitant)
    }

    /// A manager does not make managers: the département names them.
    pub const fn demandable_par_la_structure(self) -> bool {
        let Traits { agents, tutelle, .. } = self.traits();
        matches!((agents, tutelle), (Portee::Aucune, Tutelle::Profils))
    }

    /// Which files it opens.
    pub fn portee(self) -> Portee {
        allows(self, Acte::ConsulterDossier).map_or(Portee::Aucune, |droit| droit.portee)
    }

    /// Whom to ask for what nobody does for oneself, and what to do when there is nobody else.
    pub const fn qui_d_autre(self) -> &'static str {
        match self.supervise() {
            true => {
                "demandez-le à un autre référent utilisateurs du Département. S’il n’y en a pas, faites-en habiliter un \
                 second : demandez son habilitation, formez-le et délivrez-lui l’attestation, comme à tout agent."
            }
            false => {
                "demandez-le à l’autre gestionnaire de votre organisme ou au référent utilisateurs du Département."
            }
        }
    }
}
