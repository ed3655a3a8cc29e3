//! A convention, an avenant and a notice of termination, as typed and as read.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::territoire::lire_territoire;
use super::{Avenant, Duree, Lieu, Lieux, Niveau, Quota, Termes};
use crate::date;
use crate::erreur::{ErreurChamp, Motif, Releve};
use crate::garde_commentaire::Note;
use crate::habilitation::{Profil, Rubrique};
use crate::organisation::SorteOrganisation;

/// Longest reference and longest reason, in characters.
pub const LONGUEUR_REFERENCE: usize = 60;
pub const LONGUEUR_OBJET: usize = 300;
/// A reason shorter than this says nothing, in characters.
const OBJET_MINIMUM: usize = 10;
/// Largest quota: beyond, a digit slipped.
const QUOTA_MAX: u32 = 999;

/// How many habilitations of one profil, as typed; empty is none.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SaisieQuota {
    pub profil: Profil,
    pub nombre: String,
}

/// Terms as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
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
    pub quotas: Vec<SaisieQuota>,
}

/// A new convention as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SaisieConvention {
    pub reference: String,
    pub date_effet: String,
    pub tacite: bool,
    pub termes: SaisieTermes,
}

/// An avenant as typed: the whole terms, not what changes in them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SaisieAvenant {
    pub date_effet: String,
    pub objet: String,
    pub termes: SaisieTermes,
}

/// A notice of termination as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SaisieDenonciation {
    /// Day on which it was received.
    pub date: String,
    pub motif: String,
}

/// What terms are read against: the kind of organisation, and the places that there are.
#[derive(Clone, Copy, Debug)]
pub struct Cadre<'a> {
    pub sorte: SorteOrganisation,
    pub lieux: &'a Lieux,
}

/// A convention whose every rule holds.
#[derive(Clone, Debug, PartialEq)]
pub struct NouvelleConvention {
    pub reference: String,
    pub duree: Duree,
    pub termes: Termes,
}

impl NouvelleConvention {
    /// Reads a convention of an organisation of this kind, beside those it has had.
    ///
    /// # Errors
    /// Every refused field; `convention_chevauchee` when another one is in force some same day.
    pub fn lire(
        saisie: &SaisieConvention,
        cadre: Cadre<'_>,
        autres: &[Duree],
        aujourdhui: NaiveDate,
    ) -> Result<Self, Vec<ErreurChamp>> {
        let mut releve = Releve::default();
        let reference = releve.prend("reference", lire_reference(&saisie.reference));
        let effet = lire_date(&saisie.date_effet, aujourdhui).and_then(|date_effet| {
            let duree = Duree { date_effet, tacite: saisie.tacite, denoncee_le: None };
            libre(&duree, autres).map(|()| duree)
        });
        let duree = releve.prend("date_effet", effet);
        let termes = lire_termes(&saisie.termes, cadre, &mut releve);
        releve.conclut()?;
        let lu = || Some(Self { reference: reference?, duree: duree?, termes: termes? });
        lu().ok_or_else(incomplet)
    }
}

/// Whether no other convention of the organisation is in force on a day of this one.
///
/// # Errors
/// `convention_chevauchee`.
pub fn libre(duree: &Duree, autres: &[Duree]) -> Result<(), Motif> {
    if autres.iter().any(|autre| autre.chevauche(duree)) {
        return Err(Motif::new(
            "convention_chevauchee",
            "Une autre convention de cette organisation couvre déjà ces jours : dénoncez-la d’abord, ou saisissez un \
             avenant à celle qui est en vigueur.",
        ));
    }
    Ok(())
}

/// An avenant whose every rule holds.
#[derive(Clone, Debug, PartialEq)]
pub struct NouvelAvenant {
    pub date_effet: NaiveDate,
    pub objet: String,
    pub termes: Termes,
}

impl NouvelAvenant {
    /// Reads an avenant to a convention whose last one is `dernier`.
    ///
    /// # Errors
    /// Every refused field: an avenant never changes what held before today, follows the
    /// last one, takes effect before the end, and changes something.
    pub fn lire(
        saisie: &SaisieAvenant,
        cadre: Cadre<'_>,
        (duree, dernier): (&Duree, &Avenant),
        aujourdhui: NaiveDate,
    ) -> Result<Self, Vec<ErreurChamp>> {
        let mut releve = Releve::default();
        let date = lire_date(&saisie.date_effet, aujourdhui)
            .and_then(|jour| apres(jour, duree, dernier, aujourdhui).map(|()| jour));
        let date_effet = releve.prend("date_effet", date);
        let objet =
            releve.prend("objet", lire_raison(&saisie.objet, "Dites en quelques mots ce qu’il change"));
        let termes = lire_termes(&saisie.termes, cadre, &mut releve);
        if termes.as_ref().is_some_and(|termes| *termes == dernier.termes) {
            releve.refuse("termes.niveau", "avenant_vide", "Cet avenant ne change rien aux derniers termes.");
        }
        releve.conclut()?;
        let lu = || Some(Self { date_effet: date_effet?, objet: objet?, termes: termes? });
        lu().ok_or_else(incomplet)
    }
}

fn apres(jour: NaiveDate, duree: &Duree, dernier: &Avenant, aujourdhui: NaiveDate) -> Result<(), Motif> {
    if jour < aujourdhui {
        return Err(Motif::new(
            "avenant_passe",
            "Un avenant ne change pas le passé : choisissez aujourd’hui ou un jour à venir.",
        ));
    }
    if jour < dernier.date_effet {
        let message = format!(
            "L’avenant précédent prend effet le {} : celui-ci ne peut pas prendre effet avant.",
            date::court(dernier.date_effet)
        );
        return Err(Motif::new("avenant_desordonne", message));
    }
    match duree.fin().filter(|fin| *fin < jour) {
        Some(fin) => {
            let message =
                format!("La convention prend fin le {} : choisissez un jour d’ici là.", date::court(fin));
            Err(Motif::new("avenant_tardif", message))
        }
        None => Ok(()),
    }
}

/// A notice of termination whose every rule holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Denonciation {
    pub recue_le: NaiveDate,
    pub motif: String,
    /// Last day in force.
    pub fin: NaiveDate,
}

impl Denonciation {
    /// Reads the notice that ends a convention.
    ///
    /// # Errors
    /// `denoncee_deja`; `date` to come, before the date of effect, or so old that the end
    /// would be past; `motif` absent or not factual.
    pub fn lire(
        saisie: &SaisieDenonciation,
        duree: &Duree,
        aujourdhui: NaiveDate,
    ) -> Result<Self, Vec<ErreurChamp>> {
        let mut releve = Releve::default();
        let date = lire_date(&saisie.date, aujourdhui).and_then(|jour| terme(jour, duree, aujourdhui));
        let date = releve.prend("date", date);
        let motif = releve.prend("motif", lire_raison(&saisie.motif, "Indiquez qui dénonce et pourquoi"));
        releve.conclut()?;
        let lu = || date.zip(motif).map(|((recue_le, fin), motif)| Self { recue_le, motif, fin });
        lu().ok_or_else(incomplet)
    }
}

/// The notice with the end that it brings.
///
/// # Errors
/// See [`Denonciation::lire`].
pub fn terme(jour: NaiveDate, duree: &Duree, aujourdhui: NaiveDate) -> Result<(NaiveDate, NaiveDate), Motif> {
    if duree.denoncee_le.is_some() {
        return Err(Motif::new("denoncee_deja", "Cette convention est déjà dénoncée."));
    }
    if jour > aujourdhui {
        return Err(Motif::new("denonciation_future", "La dénonciation est datée du jour de sa réception."));
    }
    if jour < duree.date_effet {
        let message = format!("La convention ne prend effet que le {}.", date::court(duree.date_effet));
        return Err(Motif::new("denonciation_precoce", message));
    }
    let fin = Duree { denoncee_le: Some(jour), ..*duree }.fin().unwrap_or(jour);
    if fin < aujourdhui {
        let message = format!(
            "Reçue ce jour-là, elle aurait mis fin à la convention le {} : le passé ne se change pas. Vérifiez la date.",
            date::court(fin)
        );
        return Err(Motif::new("denonciation_ancienne", message));
    }
    Ok((jour, fin))
}

fn incomplet() -> Vec<ErreurChamp> {
    // Unreachable: whatever is missing was noted.
    vec![ErreurChamp::new("reference", "incomplet", "Complétez la saisie.")]
}

fn lire_reference(texte: &str) -> Result<String, Motif> {
    let texte = texte.trim();
    if texte.is_empty() {
        return Err(Motif::new("reference_absente", "Indiquez la référence portée sur la convention."));
    }
    if texte.chars().count() > LONGUEUR_REFERENCE {
        return Err(Motif::new("reference_longue", "La référence tient en 60 caractères."));
    }
    Ok(texte.to_owned())
}

fn lire_date(texte: &str, aujourdhui: NaiveDate) -> Result<NaiveDate, Motif> {
    if texte.trim().is_empty() {
        return Err(Motif::new("date_absente", "Indiquez la date, par exemple 01/01/2027."));
    }
    date::lire_agenda(texte, aujourdhui)
}

/// A reason or an object: a few factual words.
pub(crate) fn lire_raison(texte: &str, demande: &str) -> Result<String, Motif> {
    let note = Note::lire(texte, LONGUEUR_OBJET)?.map(|note| note.as_str().to_owned()).unwrap_or_default();
    if note.chars().count() < OBJET_MINIMUM {
        return Err(Motif::new("motif_absent", format!("{demande} (au moins {OBJET_MINIMUM} caractères).")));
    }
    Ok(note)
}

fn lire_termes(saisie: &SaisieTermes, cadre: Cadre<'_>, releve: &mut Releve) -> Option<Termes> {
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
    let quotas = lire_quotas(&saisie.quotas, sorte, releve);
    let rubriques = au_choix.into_iter().filter(|rubrique| saisie.rubriques.contains(rubrique)).collect();
    Some(Termes { niveau: niveau?, territoire: territoire?, rubriques, saisie: saisie.saisie, quotas })
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
            quotas: sorte.profils().iter().map(quota).collect(),
        }
    }
}
