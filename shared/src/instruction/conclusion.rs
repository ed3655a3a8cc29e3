//! What is proposed, then decided: an agreement with what it gives, a refusal or an adjournment with
//! its reason.

use chrono::{Days, NaiveDate};
use serde::{Deserialize, Serialize};

use super::{ContexteInstruction, ObjetInstruction, SorteInstruction};
use crate::date::{self, periode};
use crate::erreur::{ErreurChamp, Motif, Releve};
use crate::liste::liste_fermee;
use crate::montant::Montant;
use crate::mots::minuscule;
use crate::texte::debug_muet;

/// An effect is planned no further ahead, in days.
const AVANCE_MAX: u64 = 366;
/// The rSa begins: no effect is earlier.
const RSA: NaiveDate = match NaiveDate::from_ymd_opt(2009, 6, 1) {
    Some(jour) => jour,
    None => NaiveDate::MIN,
};

liste_fermee! {
    IssueInstruction {
        Accord = "accord", "Accord";
        Refus = "refus", "Refus";
        Ajournement = "ajournement", "Ajournement";
    }
}

liste_fermee! {
    /// Why it is refused. Facts about the request, never a judgement on the person.
    MotifRefus {
        ConditionsNonRemplies = "conditions_non_remplies", "Les conditions ne sont pas remplies";
        /// A dérogation is decided « en opportunité ».
        SansJustification = "sans_justification", "La situation ne justifie pas de dérogation";
        NiBonneFoiNiPrecarite = "ni_bonne_foi_ni_precarite", "Ni la bonne foi ni la précarité ne sont établies";
        CreanceExclue = "creance_exclue", "La loi exclut cette créance de la remise (CASF L262-46)";
        HorsDelai = "hors_delai", "Le recours est arrivé hors délai";
        DecisionConforme = "decision_conforme", "La décision contestée est conforme aux textes";
        ElementsInsuffisants = "elements_insuffisants", "Les éléments fournis ne suffisent pas";
    }
}

liste_fermee! {
    /// What is waited for before deciding.
    MotifAjournement {
        PiecesManquantes = "pieces_manquantes", "Des pièces sont à fournir";
        PersonneAEntendre = "personne_a_entendre", "La personne est à entendre";
        CaisseInterrogee = "caisse_interrogee", "La caisse est interrogée";
        AvisAttendu = "avis_attendu", "Un avis est attendu";
    }
}

impl MotifRefus {
    /// Those that a request of this kind may be refused for.
    pub fn de(sorte: SorteInstruction) -> impl Iterator<Item = Self> {
        Self::TOUS.iter().copied().filter(move |motif| motif.convient(sorte))
    }

    const fn convient(self, sorte: SorteInstruction) -> bool {
        match self {
            Self::ElementsInsuffisants => true,
            Self::ConditionsNonRemplies => {
                matches!(sorte, SorteInstruction::Derogation | SorteInstruction::EvaluationTi)
            }
            Self::SansJustification => matches!(sorte, SorteInstruction::Derogation),
            Self::NiBonneFoiNiPrecarite | Self::CreanceExclue => matches!(sorte, SorteInstruction::Remise),
            Self::HorsDelai | Self::DecisionConforme => matches!(sorte, SorteInstruction::Recours),
        }
    }
}

/// How it is answered. An agreement says what the kind asked for gives, and nothing else.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum ConclusionInstruction {
    /// From a day, and until another when it is planned.
    DerogationAccordee {
        du: NaiveDate,
        au: Option<NaiveDate>,
    },
    /// So much of the debt.
    RemiseAccordee {
        montant: Montant,
    },
    RecoursAdmis {
        /// From when the decision is changed.
        du: NaiveDate,
    },
    /// The reference income, and from when it counts.
    RessourcesEvaluees {
        montant: Montant,
        du: NaiveDate,
    },
    Refusee {
        motif: MotifRefus,
    },
    Ajournee {
        motif: MotifAjournement,
    },
}

crate::nominatif_simple!(ConclusionInstruction);

/// A conclusion, as typed: what its issue does not ask for is not read.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SaisieConclusion {
    pub issue: Option<IssueInstruction>,
    pub montant: String,
    pub du: String,
    pub au: String,
    pub motif_refus: Option<MotifRefus>,
    pub motif_ajournement: Option<MotifAjournement>,
    /// To the one who decides, or about the decision.
    pub note: String,
}

debug_muet!(SaisieConclusion);

impl ConclusionInstruction {
    /// Reads a conclusion about a request, the note aside.
    ///
    /// # Errors
    /// Each field absent or out of its bounds; a reason of another kind.
    pub fn lire(saisie: &SaisieConclusion, contexte: &ContexteInstruction) -> Result<Self, Vec<ErreurChamp>> {
        let mut releve = Releve::default();
        let lue = lire(saisie, contexte, &mut releve);
        releve.conclut()?;
        lue.ok_or_else(Vec::new)
    }

    pub const fn issue(&self) -> IssueInstruction {
        match self {
            Self::Refusee { .. } => IssueInstruction::Refus,
            Self::Ajournee { .. } => IssueInstruction::Ajournement,
            Self::DerogationAccordee { .. }
            | Self::RemiseAccordee { .. }
            | Self::RecoursAdmis { .. }
            | Self::RessourcesEvaluees { .. } => IssueInstruction::Accord,
        }
    }

    pub const fn est_ajournee(&self) -> bool {
        matches!(self, Self::Ajournee { .. })
    }

    /// Whether it may answer such a request.
    pub fn repond_a(&self, objet: &ObjetInstruction) -> bool {
        match self {
            Self::DerogationAccordee { .. } => objet.sorte() == SorteInstruction::Derogation,
            Self::RemiseAccordee { montant } => {
                matches!(objet, ObjetInstruction::Remise { montant: dette, .. } if montant <= dette)
            }
            Self::RecoursAdmis { .. } => objet.sorte() == SorteInstruction::Recours,
            Self::RessourcesEvaluees { .. } => objet.sorte() == SorteInstruction::EvaluationTi,
            Self::Refusee { motif } => motif.convient(objet.sorte()),
            Self::Ajournee { .. } => true,
        }
    }

    /// As the person and the partners are told: `Accord, du 01/01/2027 au 31/12/2027`
    pub fn en_mots(&self) -> String {
        match self {
            Self::DerogationAccordee { du, au } => format!("Accord, {}", periode(Some(*du), *au)),
            Self::RemiseAccordee { montant } => format!("Accord, remise de {montant}"),
            Self::RecoursAdmis { du } => {
                format!("Recours admis, décision revue à compter du {}", date::court(*du))
            }
            Self::RessourcesEvaluees { montant, du } => {
                format!("Ressources de référence\u{a0}: {montant}, à compter du {}", date::court(*du))
            }
            Self::Refusee { motif } => format!("Refus\u{a0}: {}", minuscule(motif.libelle())),
            Self::Ajournee { motif } => format!("Décision ajournée\u{a0}: {}", minuscule(motif.libelle())),
        }
    }

    /// As one types it again.
    pub fn saisie(&self) -> SaisieConclusion {
        let base = SaisieConclusion { issue: Some(self.issue()), ..SaisieConclusion::default() };
        match *self {
            Self::DerogationAccordee { du, au } => {
                SaisieConclusion { du: date::court(du), au: au.map(date::court).unwrap_or_default(), ..base }
            }
            Self::RemiseAccordee { montant } => SaisieConclusion { montant: montant.saisi(), ..base },
            Self::RecoursAdmis { du } => SaisieConclusion { du: date::court(du), ..base },
            Self::RessourcesEvaluees { montant, du } => {
                SaisieConclusion { montant: montant.saisi(), du: date::court(du), ..base }
            }
            Self::Refusee { motif } => SaisieConclusion { motif_refus: Some(motif), ..base },
            Self::Ajournee { motif } => SaisieConclusion { motif_ajournement: Some(motif), ..base },
        }
    }
}

fn lire(
    saisie: &SaisieConclusion,
    contexte: &ContexteInstruction,
    releve: &mut Releve,
) -> Option<ConclusionInstruction> {
    let issue = saisie.issue.ok_or_else(|| absent("Choisissez\u{a0}: accord, refus ou ajournement."));
    match releve.prend("issue", issue)? {
        IssueInstruction::Accord => lire_accord(saisie, contexte, releve),
        IssueInstruction::Refus => {
            let convient = |motif: &MotifRefus| motif.convient(contexte.objet.sorte());
            let motif = saisie.motif_refus.filter(convient);
            let motif = motif.ok_or_else(|| absent("Choisissez le motif du refus dans la liste."));
            Some(ConclusionInstruction::Refusee { motif: releve.prend("motif_refus", motif)? })
        }
        IssueInstruction::Ajournement => {
            let motif = saisie.motif_ajournement.ok_or_else(|| absent("Choisissez ce qui est attendu."));
            Some(ConclusionInstruction::Ajournee { motif: releve.prend("motif_ajournement", motif)? })
        }
    }
}

fn lire_accord(
    saisie: &SaisieConclusion,
    contexte: &ContexteInstruction,
    releve: &mut Releve,
) -> Option<ConclusionInstruction> {
    let effet = || lire_effet(&saisie.du, contexte.aujourdhui);
    match contexte.objet {
        ObjetInstruction::Derogation { .. } => {
            let du = releve.prend("du", effet());
            let au = releve.prend("au", lire_fin(&saisie.au, du, contexte.aujourdhui));
            Some(ConclusionInstruction::DerogationAccordee { du: du?, au: au? })
        }
        ObjetInstruction::Remise { montant: dette, .. } => {
            let montant = releve.prend("montant", lire_remise(&saisie.montant, dette));
            Some(ConclusionInstruction::RemiseAccordee { montant: montant? })
        }
        ObjetInstruction::Recours { .. } => {
            Some(ConclusionInstruction::RecoursAdmis { du: releve.prend("du", effet())? })
        }
        ObjetInstruction::EvaluationTi { .. } => {
            let montant = releve.prend("montant", Montant::lire(&saisie.montant));
            let du = releve.prend("du", effet());
            Some(ConclusionInstruction::RessourcesEvaluees { montant: montant?, du: du? })
        }
    }
}

fn lire_effet(texte: &str, aujourdhui: NaiveDate) -> Result<NaiveDate, Motif> {
    if texte.trim().is_empty() {
        return Err(Motif::new("date_absente", "Indiquez à compter de quel jour la décision vaut."));
    }
    let jour = date::lire(texte, aujourdhui)?;
    if jour < RSA {
        return Err(Motif::new(
            "date_anterieure",
            "Le rSa n’existait pas encore ce jour-là : vérifiez la date.",
        ));
    }
    match jour > aujourdhui + Days::new(AVANCE_MAX) {
        true => Err(Motif::new(
            "date_lointaine",
            "La décision vaut au plus tard dans un an : vérifiez la date, ou décidez plus tard.",
        )),
        false => Ok(jour),
    }
}

fn lire_fin(texte: &str, du: Option<NaiveDate>, aujourdhui: NaiveDate) -> Result<Option<NaiveDate>, Motif> {
    if texte.trim().is_empty() {
        return Ok(None);
    }
    let jour = date::lire(texte, aujourdhui)?;
    match du.filter(|du| jour < *du) {
        Some(_) => {
            Err(Motif::new("fin_avant_debut", "La dérogation finit après son début : vérifiez les dates."))
        }
        None => Ok(Some(jour)),
    }
}

fn lire_remise(texte: &str, dette: Montant) -> Result<Montant, Motif> {
    let montant = Montant::lire(texte)?;
    if montant.est_nul() {
        return Err(Motif::new(
            "montant_nul",
            "Une remise de zéro est un refus : choisissez « Refus » et son motif.",
        ));
    }
    match montant > dette {
        true => Err(Motif::new(
            "montant_superieur",
            format!("La dette est de {dette} : la remise ne peut pas la dépasser."),
        )),
        false => Ok(montant),
    }
}

fn absent(message: &'static str) -> Motif {
    Motif::new("choix_absent", message)
}
