//! The API, call by call: method, path, act, body, answer. Read by the app to ask,
//! by the server to route, by the OpenAPI description and by the authorisation matrix.

mod cle;
mod version;

pub use cle::{CleCreation, ENTETE_CLE};
pub use version::Version;
use version::version;

use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::accueil::{Accueil, FileAttente, PageFile, SaisieFile};
use crate::alerte::{
    FicheAlerte, FicheSurveillance, MotifDonne, PageAlertes, PageEvenements, SaisieAlertes, SaisieEvenements,
    SaisieGesteAlerte, SaisieMotif, SaisieSeuil, SaisieSurveillance, SeuilsLus,
};
use crate::brouillon::BrouillonGarde;
use crate::cer::fiche::{CerOuvert, FicheCer, NouveauCer, PreparationCer};
use crate::cer::{SaisieCer, SaisieGeste};
use crate::compte::{
    CleCreee, Compte, Comptes, DefiCle, LettreCode, OptionsCle, ReponseCle, SaisieAvisLus, SaisieCle,
    SaisieCode, SaisieComptes, SaisieMotDePasse, SaisiePerte, SaisieProposition, SecondFacteurPropose,
};
use crate::convention::{
    SaisieAnnulation, SaisieAvenant, SaisieConvention, SaisieCorrection, SaisieDenonciation,
};
use crate::dossier::{FicheDossier, NirComplet, ResultatsRecherche, SaisieRecherche};
use crate::droit::{
    Demandes, ExtraitAcces, FicheDemande, Notice, SaisieDemande, SaisieGesteDemande, SaisieRectification,
};
use crate::france_travail::{FicheEcarts, PageEcarts, SaisieEcarts, SaisieGesteEcart};
use crate::habilitation::fiche::{
    EngagementALire, FicheHabilitation, Formations, Habilitations, SaisieGroupe,
};
use crate::habilitation::{Acte, SaisieFormation, SaisieHabilitation, SaisiePas, SaisieSignature};
use crate::imports::Imports;
use crate::instruction::{
    FicheInstruction, PageInstructions, SaisieConclusion, SaisieGesteInstruction, SaisieInstruction,
};
use crate::organisation::{SaisieHoraires, SaisieOrganisation};
use crate::parcours::confies::PageConfies;
use crate::parcours::fiche::FicheParcours;
use crate::parcours::lot::{ApercuLot, FicheLot, PageAOrienter, SaisieAOrienter, SaisieLot};
use crate::parcours::portefeuille::{
    ApercuTransfert, FichePortefeuille, FicheTransfert, Portefeuilles, SaisieTransfert,
};
use crate::parcours::reorientation::{FicheReorientation, SaisieGesteReorientation, SaisieReorientation};
use crate::parcours::{
    SaisieAnnulationDecision, SaisieDesignation, SaisieFin, SaisieNotification, SaisieOrientation,
    SaisieProlongation,
};
use crate::rapprochement::{FicheRapprochement, PageRapprochements, SaisieGesteRapprochement};
use crate::rendez_vous::fiche::{
    FicheRendezVous, PreparationRendezVous, ReponseRendezVous, SaisieChangement, SaisieStatut,
};
use crate::rendez_vous::{Changement, SaisieRendezVous};
use crate::revue::{ExportRevue, FicheRevue, Revues, SaisieGesteRevue, VerificationRevue};
use crate::session::CodesSecours;
use crate::session::{ChoixProfil, Equipe, EtatSession, SaisieConnexion};
use crate::supervision::fiche::{FicheAgent, FicheOrganisation, Organisations};
use crate::supervision::{SaisieRattachement, SaisieSupervision};
use crate::territoire::{
    ApercuTerritoires, FicheTerritoires, SaisieAnnulationTerritoires, SaisieTerritoires,
};
use crate::trace::{
    EtatJournal, ExtraitDossier, FichierTraces, PageTraces, SaisieExport, SaisiePeriode, SaisieTraces,
    Statistiques,
};

/// Root of the API.
pub const RACINE: &str = "/api/v1";

/// Header on every answer of a training store, so that even the sign-in page says so.
pub const ENTETE_FORMATION: &str = "x-reciproque-formation";

/// Header on every answer, where passkeys are open: the domain that they are bound to, so that
/// the sign-in page offers them where they work and nowhere else.
pub const ENTETE_CLES: &str = "x-reciproque-cles";

/// Header on the answer to an act that took access away while the journal could not be written:
/// the act is done, its trace waits for the journal.
pub const ENTETE_TRACE_DIFFEREE: &str = "x-trace-differee";

/// HTTP method of a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Methode {
    Get,
    Post,
    Put,
    Delete,
}

impl Methode {
    pub const fn code(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Post => "POST",
            Self::Put => "PUT",
            Self::Delete => "DELETE",
        }
    }
}

/// Values that stand in a path: numbers and codes, never a NIR or a name.
pub trait Parametres: DeserializeOwned {
    fn valeurs(&self) -> Vec<String>;
}

impl Parametres for () {
    fn valeurs(&self) -> Vec<String> {
        Vec::new()
    }
}

impl Parametres for i64 {
    fn valeurs(&self) -> Vec<String> {
        vec![self.to_string()]
    }
}

impl Parametres for (i64, i64) {
    fn valeurs(&self) -> Vec<String> {
        vec![self.0.to_string(), self.1.to_string()]
    }
}

impl Parametres for (i64, Changement) {
    fn valeurs(&self) -> Vec<String> {
        vec![self.0.to_string(), self.1.code().to_owned()]
    }
}

impl Parametres for FileAttente {
    fn valeurs(&self) -> Vec<String> {
        vec![self.code().to_owned()]
    }
}

/// One call of the API.
pub trait Appel: 'static {
    const METHODE: Methode;
    /// Below [`RACINE`], parameters in braces.
    const CHEMIN: &'static str;
    const ACTE: Acte;
    /// One French line, for the OpenAPI description.
    const RESUME: &'static str;
    /// The call creates: it carries the key of its intention ([`ENTETE_CLE`]), so that a double
    /// click or a retry makes one thing.
    const CREE: bool;
    /// The parameter that names what the call is about, for the trace of a refusal: the last one of
    /// the path, unless its line says another (`sur`).
    const OBJET: Option<&'static str>;
    /// What the agent saw of the row that the call changes, if it changes one.
    type Version: Version;
    type Chemin: Parametres + Send;
    type Corps: Serialize + DeserializeOwned + Send;
    type Reponse: DeserializeOwned + Send;

    /// The path with its parameters filled in.
    fn chemin(parametres: &Self::Chemin) -> String {
        let mut valeurs = parametres.valeurs().into_iter();
        let morceaux = Self::CHEMIN.split('/').map(|morceau| {
            if morceau.starts_with('{') { valeurs.next().unwrap_or_default() } else { morceau.to_owned() }
        });
        format!("{RACINE}{}", morceaux.collect::<Vec<_>>().join("/"))
    }
}

const fn dernier_parametre(chemin: &'static str) -> Option<&'static str> {
    let octets = chemin.as_bytes();
    let (mut fin, mut place) = (0, octets.len());
    while place > 0 {
        place -= 1;
        match octets[place] {
            b'}' => fin = place,
            b'{' => return Some(chemin.split_at(fin).0.split_at(place + 1).1),
            _ => {}
        }
    }
    None
}

macro_rules! appels {
    ($($(#[$meta:meta])* $nom:ident : $methode:ident $chemin:literal $(si $version:ident)? $(avec $cle:ident)? $(sur $objet:ident)?, $acte:ident,
        ($parametres:ty) $corps:ty => $reponse:ty;)+) => {
        $(
            $(#[$meta])*
            pub struct $nom;
            impl Appel for $nom {
                const METHODE: Methode = Methode::$methode;
                const CHEMIN: &'static str = $chemin;
                const ACTE: Acte = Acte::$acte;
                const RESUME: &'static str = Acte::$acte.libelle();
                const CREE: bool = false $(|| stringify!($cle).len() > 0)?;
                const OBJET: Option<&'static str> = {
                    let dit = concat!("" $(, stringify!($objet))?);
                    if dit.is_empty() { dernier_parametre($chemin) } else { Some(dit) }
                };
                type Version = version!($($version)?);
                type Chemin = $parametres;
                type Corps = $corps;
                type Reponse = $reponse;
            }
        )+

        /// The name of every call, in product order.
        pub const TOUS: &[&str] = &[$(stringify!($nom)),+];
    };
}

appels! {
    /// Opens a session: needs none, like the two next calls.
    OuvrirSession: Post "/session", SeConnecter, (()) SaisieConnexion => EtatSession;
    DemanderDefi: Post "/session/cle/defi", SeConnecter, (()) () => DefiCle;
    OuvrirSessionParCle: Post "/session/cle", SeConnecter, (()) ReponseCle => EtatSession;
    ConsulterSession: Get "/session", ConsulterSession, (()) () => EtatSession;
    /// One key extends the session: an activity that reads nothing.
    ProlongerSession: Post "/session/prolongation", ProlongerSession, (()) () => EtatSession;
    ChangerProfil: Put "/session/profil", ChangerProfil, (()) ChoixProfil => EtatSession;
    PresenterSecondFacteur: Post "/session/second-facteur", PresenterSecondFacteur, (()) SaisieCode => EtatSession;
    FermerSession: Delete "/session", SeDeconnecter, (()) () => ();

    ConsulterCompte: Get "/compte", ConsulterCompte, (()) () => Compte;
    ChangerMotDePasse: Put "/compte/mot-de-passe", ChangerMotDePasse, (()) SaisieMotDePasse => EtatSession;
    ProposerSecondFacteur: Post "/compte/second-facteur", InstallerSecondFacteur, (()) SaisieProposition => SecondFacteurPropose;
    ConfirmerSecondFacteur: Put "/compte/second-facteur", InstallerSecondFacteur, (()) SaisieCode => CodesSecours;
    RenouvelerCodesSecours: Post "/compte/codes-secours", InstallerSecondFacteur, (()) SaisieCode => CodesSecours;
    RetirerSecondFacteur: Post "/compte/second-facteur/retrait", RetirerSecondFacteur, (()) SaisieCode => EtatSession;
    ProposerCle: Post "/compte/cles/defi", GererClesAcces, (()) SaisieCle => OptionsCle;
    InscrireCle: Post "/compte/cles", GererClesAcces, (()) CleCreee => Compte;
    RetirerCle: Delete "/compte/cles/{cle}", GererClesAcces, (i64) () => Compte;
    /// The agent has read what was changed of their access, up to a notice.
    LireAvis: Post "/compte/avis", LireAvis, (()) SaisieAvisLus => EtatSession;
    FermerAutresSessions: Delete "/compte/sessions", FermerSessions, (()) () => Compte;
    FermerUneSession: Delete "/compte/sessions/{session}", FermerSessions, (i64) () => Compte;

    /// The accounts one looks after. A POST: a name is looked for.
    ConsulterComptes: Post "/comptes", ConsulterComptes, (()) SaisieComptes => Comptes;
    /// The first code of an agent, or the one that replaces lost or stolen credentials.
    /// The code takes the place of the password; what is in place beside it stays.
    RemettreCode: Post "/agents/{agent}/code", RemettreCode, (i64) () => LettreCode;
    /// The same, and the second factor goes with the password.
    DeclarerPerte: Post "/agents/{agent}/perte", DeclarerPerte, (i64) SaisiePerte => LettreCode;

    ConsulterAccueil: Get "/accueil", ConsulterAccueil, (()) () => Accueil;
    ConsulterFile: Post "/files/{file}", ConsulterFile, (FileAttente) SaisieFile => PageFile;
    ConsulterEquipe: Get "/equipe", ConsulterEquipe, (()) () => Equipe;
    ConsulterMesConsultations: Post "/mes-consultations", ConsulterMesConsultations, (()) SaisiePeriode => PageTraces;

    /// A POST, so that neither a NIR nor a name stands in a URL.
    Rechercher: Post "/recherches", Rechercher, (()) SaisieRecherche => ResultatsRecherche;
    ConsulterDossier: Get "/dossiers/{dossier}", ConsulterDossier, (i64) () => FicheDossier;
    RevelerNir: Post "/dossiers/{dossier}/personnes/{personne}/nir", RevelerNir, ((i64, i64)) () => NirComplet;

    /// What the form of a new contract begins with; nothing is created.
    PreparerCer: Get "/personnes/{personne}/cer/preparation", PreparerCer, (i64) () => PreparationCer;
    /// Opens the draft of a person with what is typed so far, unless the structure has a live one.
    CreerCer: Post "/personnes/{personne}/cer" avec cle, CreerCer, (i64) NouveauCer => CerOuvert;
    ConsulterCer: Get "/cer/{cer}", ConsulterCer, (i64) () => FicheCer;
    EnregistrerCer: Put "/cer/{cer}/saisie" si version, SaisirCer, (i64) SaisieCer => BrouillonGarde;
    FaireGesteCer: Post "/cer/{cer}/gestes" si version, SaisirCer, (i64) SaisieGeste => FicheCer;
    /// Opens a new draft that takes over what a decided contract says.
    CorrigerCer: Post "/cer/{cer}/correction" si version avec cle, CorrigerCer, (i64) () => FicheCer;
    DeciderCer: Post "/cer/{cer}/decisions" si version, DeciderCer, (i64) SaisieGeste => FicheCer;

    /// What the form of a new rendez-vous shows, and nothing more of the dossier.
    PreparerRendezVous: Get "/personnes/{personne}/rendez-vous/preparation", PreparerRendezVous, (i64) () => PreparationRendezVous;
    /// The draft of the agent for this person, over the version seen: 0 when none was.
    GarderBrouillonRendezVous: Put "/personnes/{personne}/rendez-vous/brouillon" si version, SaisirRendezVous, (i64) SaisieRendezVous => BrouillonGarde;
    EffacerBrouillonRendezVous: Delete "/personnes/{personne}/rendez-vous/brouillon" si version, SaisirRendezVous, (i64) () => ();
    /// What the agent types to change a rendez-vous, in the version seen of it, over the version seen of the draft.
    GarderBrouillonChangement: Put "/rendez-vous/{rendez_vous}/brouillon/{geste}" si version sur rendez_vous, SaisirRendezVous, ((i64, Changement)) SaisieChangement => BrouillonGarde;
    EffacerBrouillonChangement: Delete "/rendez-vous/{rendez_vous}/brouillon/{geste}" si version sur rendez_vous, SaisirRendezVous, ((i64, Changement)) () => ();
    /// The draft of the agent for this person is then dropped.
    CreerRendezVous: Post "/personnes/{personne}/rendez-vous" avec cle, SaisirRendezVous, (i64) SaisieRendezVous => ReponseRendezVous;
    ConsulterRendezVous: Get "/rendez-vous/{rendez_vous}", ConsulterRendezVous, (i64) () => FicheRendezVous;
    ModifierRendezVous: Put "/rendez-vous/{rendez_vous}" si version, SaisirRendezVous, (i64) SaisieRendezVous => ReponseRendezVous;
    RenseignerRendezVous: Post "/rendez-vous/{rendez_vous}/statut" si version avec cle, SaisirRendezVous, (i64) SaisieStatut => ReponseRendezVous;

    /// Who waits for an orientation. A POST: an age is looked for.
    ConsulterAOrienter: Post "/orientations/a-orienter", ConsulterAOrienter, (()) SaisieAOrienter => PageAOrienter;
    /// What one decision for several persons would make of each.
    PreparerLot: Post "/orientations/preparation", ConsulterAOrienter, (()) SaisieLot => ApercuLot;
    OrienterLot: Post "/orientations" avec cle, Orienter, (()) SaisieLot => FicheLot;
    ConsulterLot: Get "/orientations/{lot}", ConsulterAOrienter, (i64) () => FicheLot;
    AnnulerLot: Post "/orientations/{lot}/annulation", Orienter, (i64) () => FicheLot;
    /// The parcours of an adult, for who decides on it.
    ConsulterParcours: Get "/personnes/{personne}/parcours", ConsulterParcours, (i64) () => FicheParcours;
    Orienter: Post "/personnes/{personne}/orientations" si version avec cle, Orienter, (i64) SaisieOrientation => FicheParcours;
    DesignerReferent: Post "/personnes/{personne}/referents" si version avec cle, DesignerReferent, (i64) SaisieDesignation => FicheParcours;
    NotifierOrientation: Put "/personnes/{personne}/parcours/notification" si version, Orienter, (i64) SaisieNotification => FicheParcours;
    /// The review of a social orientation comes later for this person, in the cases of the decree.
    ProlongerRevue: Put "/personnes/{personne}/prolongation" si version, Orienter, (i64) SaisieProlongation => FicheParcours;
    /// And no later than for others any more.
    RamenerRevue: Post "/personnes/{personne}/prolongation/fin" si version, Orienter, (i64) () => FicheParcours;
    CloreParcours: Post "/personnes/{personne}/parcours/fin" si version, Orienter, (i64) SaisieFin => FicheParcours;
    /// Puts back what was before the last decision.
    AnnulerDecision: Post "/personnes/{personne}/parcours/annulation" si version, Orienter, (i64) SaisieAnnulationDecision => FicheParcours;
    /// The référents of the structure, each with how many persons; the last handings over.
    ConsulterPortefeuilles: Get "/portefeuilles", ConsulterPortefeuille, (()) () => Portefeuilles;
    ConsulterPortefeuille: Get "/agents/{agent}/portefeuille", ConsulterPortefeuille, (i64) () => FichePortefeuille;
    /// What the handing over would make of each person.
    PreparerTransfert: Post "/portefeuilles/preparation", ConsulterPortefeuille, (()) SaisieTransfert => ApercuTransfert;
    TransfererPortefeuille: Post "/portefeuilles/transferts" avec cle, TransfererPortefeuille, (()) SaisieTransfert => FicheTransfert;
    ConsulterTransfert: Get "/portefeuilles/transferts/{lot}", ConsulterPortefeuille, (i64) () => FicheTransfert;
    AnnulerTransfert: Post "/portefeuilles/transferts/{lot}/annulation", TransfererPortefeuille, (i64) () => FicheTransfert;

    /// What the structure that accompanies asked about the orientation, and may ask.
    ConsulterReorientation: Get "/personnes/{personne}/reorientation", ConsulterReorientation, (i64) () => FicheReorientation;
    DemanderReorientation: Post "/personnes/{personne}/reorientation" si version avec cle, DemanderReorientation, (i64) SaisieReorientation => FicheReorientation;
    /// The structure withdraws its request, or has read the answer.
    SuivreReorientation: Post "/personnes/{personne}/reorientation/gestes" si version, DemanderReorientation, (i64) SaisieGesteReorientation => FicheReorientation;
    /// The Département takes the request up, or refuses it; it accepts by deciding an orientation.
    InstruireReorientation: Post "/personnes/{personne}/parcours/reorientation" si version, InstruireReorientation, (i64) SaisieGesteReorientation => FicheParcours;
    /// Whom another structure accompanies since lately, by name and day alone.
    ConsulterConfies: Post "/confies", ConsulterConfies, (()) SaisieFile => PageConfies;
    /// Whether two lines are of one person: the questions of a territory, then the last decisions.
    ConsulterRapprochements: Post "/rapprochements", ConsulterRapprochements, (()) SaisieFile => PageRapprochements;
    ConsulterRapprochement: Get "/rapprochements/{rapprochement}", ConsulterRapprochement, (i64) () => FicheRapprochement;
    /// One person, or two; and the way back from either.
    DeciderRapprochement: Post "/rapprochements/{rapprochement}/gestes" si version, DeciderRapprochement, (i64) SaisieGesteRapprochement => FicheRapprochement;

    /// Where France Travail and the Département differ.
    ConsulterEcarts: Post "/france-travail/ecarts", ConsulterEcarts, (()) SaisieEcarts => PageEcarts;
    ConsulterEcartsPersonne: Get "/personnes/{personne}/ecarts-france-travail", ConsulterEcartsPersonne, (i64) () => FicheEcarts;
    /// Sets one aside, or puts it back on the list.
    SuivreEcart: Post "/personnes/{personne}/ecarts-france-travail" si version, SuivreEcart, (i64) SaisieGesteEcart => FicheEcarts;
    /// Dérogations, waivers, appeals and evaluations of one adult: all of them, whatever came of each.
    ConsulterInstructions: Get "/personnes/{personne}/instructions", ConsulterInstruction, (i64) () => PageInstructions;
    OuvrirInstruction: Post "/personnes/{personne}/instructions" avec cle, Instruire, (i64) SaisieInstruction => FicheInstruction;
    ConsulterInstruction: Get "/instructions/{instruction}", ConsulterInstruction, (i64) () => FicheInstruction;
    FaireGesteInstruction: Post "/instructions/{instruction}/gestes" si version, Instruire, (i64) SaisieGesteInstruction => FicheInstruction;
    /// By whoever instructs, for another agent to decide.
    ProposerDecision: Post "/instructions/{instruction}/proposition" si version, Instruire, (i64) SaisieConclusion => FicheInstruction;
    DeciderInstruction: Post "/instructions/{instruction}/decision" si version, DeciderInstruction, (i64) SaisieConclusion => FicheInstruction;

    ConsulterOrganisations: Get "/organisations", ConsulterOrganisations, (()) () => Organisations;
    CreerOrganisation: Post "/organisations" avec cle, GererOrganisation, (()) SaisieOrganisation => FicheOrganisation;
    ConsulterOrganisation: Get "/organisations/{organisation}", ConsulterOrganisation, (i64) () => FicheOrganisation;
    ReglerHoraires: Put "/organisations/{organisation}/horaires", GererOrganisation, (i64) SaisieHoraires => FicheOrganisation;
    SuperviserOrganisation: Post "/organisations/{organisation}/supervision", Superviser, (i64) SaisieSupervision => FicheOrganisation;
    SaisirConvention: Post "/organisations/{organisation}/conventions" avec cle, SaisirConvention, (i64) SaisieConvention => FicheOrganisation;
    SaisirAvenant: Post "/conventions/{convention}/avenants" si version avec cle, SaisirConvention, (i64) SaisieAvenant => FicheOrganisation;
    DenoncerConvention: Post "/conventions/{convention}/denonciation" si version, SaisirConvention, (i64) SaisieDenonciation => FicheOrganisation;
    /// The breach was corrected before the end of the notice: the convention goes on.
    CorrigerManquement: Post "/conventions/{convention}/correction" si version, SaisirConvention, (i64) SaisieCorrection => FicheOrganisation;
    /// Of what has not taken effect: the convention, or one of its avenants.
    AnnulerConvention: Post "/conventions/{convention}/annulation" si version, SaisirConvention, (i64) SaisieAnnulation => FicheOrganisation;
    /// The communes of each CTSA, today and to come, and those of none.
    ConsulterTerritoires: Get "/territoires", ConsulterTerritoires, (()) () => FicheTerritoires;
    /// What a change would move; nothing is changed.
    PreparerTerritoires: Post "/territoires/preparation", ConsulterTerritoires, (()) SaisieTerritoires => ApercuTerritoires;
    /// From a day on, today or later.
    ConfierCommunes: Post "/territoires" si version avec cle, ChangerTerritoires, (()) SaisieTerritoires => FicheTerritoires;
    /// Puts back what was before the last change.
    AnnulerTerritoires: Post "/territoires/annulation" si version, ChangerTerritoires, (()) SaisieAnnulationTerritoires => FicheTerritoires;
    ConsulterAgent: Get "/agents/{agent}", ConsulterAgent, (i64) () => FicheAgent;
    SuperviserAgent: Post "/agents/{agent}/supervision", Superviser, (i64) SaisieSupervision => FicheAgent;
    /// To another organisation, or under another name, once all the habilitations are over.
    RattacherAgent: Put "/agents/{agent}/rattachement", Superviser, (i64) SaisieRattachement => FicheAgent;

    ConsulterImports: Get "/imports", ConsulterImports, (()) () => Imports;

    /// Under watch: the reason of the next view, whose number that view gives in a header.
    DonnerMotif: Post "/motifs" avec cle, DonnerMotif, (()) SaisieMotif => MotifDonne;
    ConsulterAlertes: Post "/alertes", ConsulterAlertes, (()) SaisieAlertes => PageAlertes;
    ConsulterSeuils: Get "/alertes/seuils", ConsulterAlertes, (()) () => SeuilsLus;
    ReglerSeuil: Put "/alertes/seuils", ReglerAlertes, (()) SaisieSeuil => SeuilsLus;
    ConsulterAlerte: Get "/alertes/{alerte}", ConsulterAlertes, (i64) () => FicheAlerte;
    ConsulterEvenements: Post "/alertes/{alerte}/evenements", ConsulterAlertes, (i64) SaisieEvenements => PageEvenements;
    TraiterAlerte: Post "/alertes/{alerte}/gestes", TraiterAlerte, (i64) SaisieGesteAlerte => FicheAlerte;
    /// The watches on an agent, decided with or without an alert.
    ConsulterSurveillance: Get "/agents/{agent}/surveillance", ConsulterAlertes, (i64) () => FicheSurveillance;
    SurveillerAgent: Post "/agents/{agent}/surveillance" avec cle, SurveillerAgent, (i64) SaisieSurveillance => FicheSurveillance;
    /// A POST, so that no name stands in a URL.
    ConsulterTraces: Post "/traces", ConsulterTraces, (()) SaisieTraces => PageTraces;
    ConsulterTracesDossier: Post "/dossiers/{dossier}/traces", ConsulterTracesDossier, (i64) SaisiePeriode => ExtraitDossier;
    ExporterTraces: Post "/traces/export", ExporterTraces, (()) SaisieExport => FichierTraces;
    ConsulterEtatJournal: Get "/journal", ConsulterEtatJournal, (()) () => EtatJournal;
    /// Begins a verification, or joins the one under way.
    VerifierJournal: Post "/journal/verification", ConsulterEtatJournal, (()) () => EtatJournal;
    ConsulterStatistiques: Get "/statistiques", ConsulterStatistiques, (()) () => Statistiques;
    /// Of one's own organisation; of all of them for the département's user referent.
    ConsulterRevues: Get "/revues", ConsulterRevue, (()) () => Revues;
    ConsulterRevue: Get "/revues/{revue}", ConsulterRevue, (i64) () => FicheRevue;
    FaireGesteRevue: Post "/revues/{revue}/gestes", DeciderRevue, (i64) SaisieGesteRevue => FicheRevue;
    ScellerRevue: Post "/revues/{revue}/sceau" si version, ScellerRevue, (i64) () => FicheRevue;
    VerifierRevue: Get "/revues/{revue}/verification", ConsulterRevue, (i64) () => VerificationRevue;
    ExporterRevue: Get "/revues/{revue}/export", ExporterRevue, (i64) () => ExportRevue;

    /// Public: what the notice says that is a setting.
    ConsulterNotice: Get "/notice", ConsulterNotice, (()) () => Notice;
    ConsulterDemandes: Get "/demandes", ConsulterDemandes, (()) () => Demandes;
    EnregistrerDemande: Post "/personnes/{personne}/demandes" avec cle, EnregistrerDemande, (i64) SaisieDemande => FicheDemande;
    ConsulterDemande: Get "/demandes/{demande}", ConsulterDemande, (i64) () => FicheDemande;
    FaireGesteDemande: Post "/demandes/{demande}/gestes" si version, TraiterDemande, (i64) SaisieGesteDemande => FicheDemande;
    RectifierDonnee: Post "/demandes/{demande}/rectifications" si version avec cle, RectifierDonnee, (i64) SaisieRectification => FicheDemande;
    ProduireExtrait: Get "/demandes/{demande}/extrait", ProduireExtrait, (i64) () => ExtraitAcces;
    ConsulterHabilitations: Get "/habilitations", ConsulterHabilitations, (()) () => Habilitations;
    DemanderHabilitation: Post "/habilitations" avec cle, DemanderHabilitation, (()) SaisieHabilitation => FicheHabilitation;
    ConsulterHabilitation: Get "/habilitations/{habilitation}", ConsulterHabilitations, (i64) () => FicheHabilitation;
    FaireGesteHabilitation: Post "/habilitations/{habilitation}/gestes" si version, GererHabilitation, (i64) SaisiePas => FicheHabilitation;
    GrouperAgent: Put "/habilitations/{habilitation}/groupe", GererHabilitation, (i64) SaisieGroupe => FicheHabilitation;
    /// Makes a manager the principal one of their organisation; the former becomes a deputy.
    NommerPrincipal: Post "/habilitations/{habilitation}/principal", NommerGestionnaire, (i64) () => FicheHabilitation;
    ConsulterFormations: Get "/formations", GererFormations, (()) () => Formations;
    PlanifierFormation: Post "/formations" avec cle, GererFormations, (()) SaisieFormation => Formations;
    /// The texts to sign, or as one signed them.
    LireEngagement: Get "/engagement", SignerEngagement, (()) () => EngagementALire;
    SignerEngagement: Post "/engagement", SignerEngagement, (()) SaisieSignature => ();
}
