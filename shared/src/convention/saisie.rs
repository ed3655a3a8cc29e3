//! The terms of a convention as typed and as read, and what its forms share.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::territoire::lire_territoire;
use super::{Lieu, Lieux, Niveau, Quota, Termes};
use crate::date;
use crate::erreur::{ErreurChamp, Motif, Releve};
use crate::garde_commentaire::Note;
use crate::habilitation::{Profil, Rubrique};
use crate::organisation::SorteOrganisation;

/// Longest reason, in characters.
pub const LONGUEUR_OBJET: usize = 300;
/// A reason shorter than this says nothing, in characters.
const OBJET_MINIMUM: usize = 10;
/// Largest quota: beyond, a digit slipped.
const QUOTA_MAX: u32 = 999;

/// Largest capacity: beyond, a digit slipped.
const CAPACITE_MAX: u32 = 9_999;

/// How many habilitations of one profil, as typed; empty is none.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SaisieQuota {
    pub profil: Profil,
    pub nombre: String,
}

/// Terms as typed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SaisieTermes {
    /// Code of a [`Niveau`].
    pub niveau: String,
    /// Numbers of the CTSA, at their level.
    pub ctsa: Vec<String>,
    /// Names or INSEE codes of the communes, at their level, separated by commas.
    pub communes: String,
    pub rubriques: Vec<Rubrique>,
    pub saisie: bool,
    /// The current rights only: so it is when nothing is said.
    pub droits_en_cours: bool,
    pub quotas: Vec<SaisieQuota>,
    /// Of a structure; empty when no number is set.
    pub capacite: String,
}

impl Default for SaisieTermes {
    fn default() -> Self {
        Self {
            niveau: String::new(),
            ctsa: Vec::new(),
            communes: String::new(),
            rubriques: Vec::new(),
            saisie: false,
            droits_en_cours: true,
            quotas: Vec::new(),
            capacite: String::new(),
        }
    }
}

/// What terms are read against: the kind of organisation, and the places that there are.
#[derive(Clone, Copy, Debug)]
pub struct Cadre<'a> {
    pub sorte: SorteOrganisation,
    pub lieux: &'a Lieux,
}

pub(super) fn incomplet() -> Vec<ErreurChamp> {
    // Unreachable: whatever is missing was noted.
    vec![ErreurChamp::new("reference", "incomplet", "Complétez la saisie.")]
}

pub(super) fn lire_date(texte: &str, aujourdhui: NaiveDate) -> Result<NaiveDate, Motif> {
    if texte.trim().is_empty() {
        return Err(Motif::new("date_absente", "Indiquez la date, par exemple 01/01/2027."));
    }
    date::lire_agenda(texte, aujourdhui)
}

/// A reason or an object: a few factual words.
pub(crate) fn lire_raison(texte: &str, demande: &str) -> Result<String, Motif> {
    let note = Note::lire_sur_un_agent(texte, LONGUEUR_OBJET)?
        .map(|note| note.as_str().to_owned())
        .unwrap_or_default();
    if note.chars().count() < OBJET_MINIMUM {
        return Err(Motif::new("motif_absent", format!("{demande} (au moins {OBJET_MINIMUM} caractères).")));
    }
    Ok(note)
}

pub(super) fn lire_termes(saisie: &SaisieTermes, cadre: Cadre<'_>, releve: &mut Releve) -> Option<Termes> {
    let sorte = cadre.sorte;
    let niveau = releve.prend("termes.niveau", lire_niveau(&saisie.niveau));
    let territoire = niveau.and_then(|niveau| lire_territoire(saisie, niveau, cadre.lieux, releve));
    let au_choix = sorte.rubriques_au_choix();
    if saisie.rubriques.iter().any(|rubrique| !au_choix.contains(rubrique)) {
        let message =
            "Choisissez parmi les rubriques que les profils de cette organisation peuvent recevoir.";
        releve.refuse("termes.rubriques", "rubrique_hors_profil", message);
    }
    if saisie.saisie && !sorte.saisit() {
        let message =
            "Aucun profil de cette organisation ne saisit : sa convention est en consultation seule.";
        releve.refuse("termes.saisie", "saisie_hors_profil", message);
    }
    if !saisie.droits_en_cours && !sorte.choisit_les_droits() {
        let message = "Aucun profil de cette organisation ne lit tout le département : ses agents lisent les dossiers \
                       de ceux qu’ils accompagnent, quel que soit leur droit.";
        releve.refuse("termes.droits_en_cours", "droits_hors_profil", message);
    }
    let quotas = lire_quotas(&saisie.quotas, sorte, releve);
    let capacite = releve.prend("termes.capacite", lire_capacite(&saisie.capacite, sorte));
    let rubriques = au_choix.into_iter().filter(|rubrique| saisie.rubriques.contains(rubrique)).collect();
    let (niveau, territoire, capacite) = (niveau?, territoire?, capacite?);
    let (saisie, droits_en_cours) = (saisie.saisie, saisie.droits_en_cours);
    Some(Termes { niveau, territoire, rubriques, saisie, droits_en_cours, quotas, capacite })
}

fn lire_quotas(saisis: &[SaisieQuota], sorte: SorteOrganisation, releve: &mut Releve) -> Vec<Quota> {
    let mut quotas = Vec::new();
    for (rang, quota) in saisis.iter().enumerate() {
        let nombre = releve.prend(&format!("termes.quotas.{rang}.nombre"), lire_quota(quota, sorte));
        quotas
            .extend(nombre.filter(|nombre| *nombre > 0).map(|nombre| Quota { profil: quota.profil, nombre }));
    }
    quotas.sort_by_key(|quota| quota.profil);
    quotas.dedup_by_key(|quota| quota.profil);
    quotas
}

fn lire_niveau(code: &str) -> Result<Niveau, Motif> {
    Niveau::du_code(code).ok_or_else(|| Motif::new("niveau_absent", "Choisissez le niveau géographique."))
}

fn lire_quota(saisie: &SaisieQuota, sorte: SorteOrganisation) -> Result<u32, Motif> {
    if !sorte.profils().contains(&saisie.profil) {
        return Err(Motif::new("profil_hors_sorte", "Ce profil n’existe pas dans cette organisation."));
    }
    let texte = saisie.nombre.trim();
    let nombre = if texte.is_empty() { Ok(0) } else { texte.parse() };
    nombre.ok().filter(|nombre| *nombre <= QUOTA_MAX).ok_or_else(|| {
        Motif::new(
            "quota_forme",
            format!("Indiquez un nombre de 0 à {QUOTA_MAX}, ou laissez vide pour aucun accès."),
        )
    })
}

fn lire_capacite(texte: &str, sorte: SorteOrganisation) -> Result<Option<u32>, Motif> {
    let texte = texte.trim();
    if texte.is_empty() {
        return Ok(None);
    }
    if sorte != SorteOrganisation::Structure {
        return Err(Motif::new(
            "capacite_hors_sorte",
            "Seule une structure accompagne : laissez la capacité vide.",
        ));
    }
    let nombre = texte.parse().ok().filter(|nombre| (1..=CAPACITE_MAX).contains(nombre));
    nombre.map(Some).ok_or_else(|| {
        Motif::new(
            "capacite_forme",
            format!(
                "Indiquez un nombre de 1 à {CAPACITE_MAX}, ou laissez vide si la convention n’en fixe pas."
            ),
        )
    })
}

impl SaisieTermes {
    /// The terms that this entry gives.
    ///
    /// # Errors
    /// Every refused field.
    pub fn lire(&self, cadre: Cadre<'_>) -> Result<Termes, Vec<ErreurChamp>> {
        let mut releve = Releve::default();
        let termes = lire_termes(self, cadre, &mut releve);
        releve.conclut()?;
        termes.ok_or_else(incomplet)
    }
}

impl Termes {
    /// The entry that would give these terms, with a line for each profil of the organisation.
    pub fn saisie_de(&self, sorte: SorteOrganisation) -> SaisieTermes {
        let quota = |profil: &Profil| {
            let nombre = self.quota(*profil);
            SaisieQuota { profil: *profil, nombre: nombre.to_string() }
        };
        let lieux = |niveau, dit: fn(&Lieu) -> &String| -> Vec<String> {
            let siens = self.territoire.iter().filter(|_| self.niveau == niveau);
            siens.map(|lieu| dit(lieu).clone()).collect()
        };
        SaisieTermes {
            niveau: self.niveau.code().to_owned(),
            ctsa: lieux(Niveau::Ctsa, |lieu| &lieu.code),
            communes: lieux(Niveau::Communes, |lieu| &lieu.nom).join(", "),
            rubriques: self.rubriques.clone(),
            saisie: self.saisie,
            droits_en_cours: self.droits_en_cours,
            quotas: sorte.profils().iter().map(quota).collect(),
            capacite: self.capacite.map(|capacite| capacite.to_string()).unwrap_or_default(),
        }
    }
}
