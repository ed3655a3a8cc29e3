//! The organisations: the Département, its CTSA, the structures and Pôle emploi, whose agents sign in;
//! the caisses, with which there are conventions too.

use chrono::NaiveTime;
use serde::{Deserialize, Serialize};

use crate::date::lire_heure;
use crate::erreur::{ErreurChamp, Motif, Releve};
pub use crate::habilitation::SorteOrganisation;
use crate::habilitation::{Acte, Portee, Profil, Rubrique, allows};
use crate::texte::Appellation;

impl SorteOrganisation {
    /// The Département's own services need no convention with it.
    pub const fn sous_convention(self) -> bool {
        matches!(self, Self::Structure | Self::PoleEmploi | Self::Caisse)
    }

    /// Whether agents sign in there: a profil names it among its organisations.
    pub fn a_des_comptes(self) -> bool {
        !self.profils().is_empty()
    }

    /// Hours may be set for it. The Département is open at any hour: those who set the hours
    /// would shut themselves out. Where nobody signs in, they would shut nobody out.
    pub fn a_des_horaires(self) -> bool {
        self != Self::Departement && self.a_des_comptes()
    }

    /// The profils that its agents may hold.
    pub fn profils(self) -> Vec<Profil> {
        Profil::ceux(|profil| profil.traits().chez.contains(&self)).collect()
    }

    /// The rubriques that its convention may open beyond those of its profils.
    pub fn rubriques_au_choix(self) -> Vec<Rubrique> {
        let droits = self.profils().into_iter().filter_map(|p| allows(p, Acte::ConsulterDossier));
        let au_choix: Vec<_> = droits.flat_map(|droit| droit.si_convention).collect();
        Rubrique::TOUS.iter().copied().filter(|r| au_choix.contains(&r)).collect()
    }

    /// The rubriques that its profils open whatever the convention says.
    pub fn rubriques_d_office(self) -> Vec<Rubrique> {
        let droits = self.profils().into_iter().filter_map(|p| allows(p, Acte::ConsulterDossier));
        let d_office: Vec<_> = droits.flat_map(|droit| droit.rubriques).collect();
        Rubrique::TOUS.iter().copied().filter(|r| d_office.contains(&r)).collect()
    }

    /// Among [`Self::rubriques_au_choix`], those that a new convention proposes: the ones that Pôle emploi
    /// read before its convention said which (report of 2015).
    pub const fn rubriques_proposees(self) -> &'static [Rubrique] {
        use Rubrique::{Derogations, Parcours, Rsa, Sanctions, TravailleurIndependant};
        match self {
            Self::PoleEmploi => &[Rsa, Parcours, TravailleurIndependant, Sanctions, Derogations],
            Self::Departement | Self::Ctsa | Self::Structure | Self::Caisse => &[],
        }
    }

    /// Whether its convention says if the rights that are over are read too.
    pub fn choisit_les_droits(self) -> bool {
        self.profils().into_iter().any(|profil| profil.portee() == Portee::DroitsEnCours)
    }

    /// Whether one of its profils enters anything.
    pub fn saisit(self) -> bool {
        self.profils().iter().any(|p| allows(*p, Acte::SaisirCer).is_some())
    }
}

/// Longest name, in characters.
const LONGUEUR_NOM: usize = 120;

/// A new organisation as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SaisieOrganisation {
    pub nom: String,
    /// Code of a [`SorteOrganisation`].
    pub sorte: String,
    /// A structure that accompanies persons and has neither accounts nor convention.
    pub sans_compte: bool,
}

/// A new organisation whose every rule holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NouvelleOrganisation {
    nom: String,
    sorte: SorteOrganisation,
    sans_compte: bool,
}

impl NouvelleOrganisation {
    pub fn nom(&self) -> &str {
        &self.nom
    }
    pub const fn sorte(&self) -> SorteOrganisation {
        self.sorte
    }
    pub const fn sans_compte(&self) -> bool {
        self.sans_compte
    }
}

/// Opening hours as typed; both empty: at any hour.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SaisieHoraires {
    pub ouvre_a: String,
    pub ferme_a: String,
}

impl SaisieOrganisation {
    /// The name, the kind, and whether it has accounts.
    ///
    /// # Errors
    /// `nom_absent`, `nom_long`, `sorte_absente`; `sorte_unique` for a second Département;
    /// `sans_compte_hors_structure`.
    pub fn lire(&self) -> Result<NouvelleOrganisation, Vec<ErreurChamp>> {
        let mut releve = Releve::default();
        let nom = releve.prend("nom", lire_nom(&self.nom));
        let sorte = releve.prend("sorte", lire_sorte(&self.sorte));
        if self.sans_compte && sorte.is_some_and(|sorte| sorte != SorteOrganisation::Structure) {
            let message =
                "Seule une structure peut être sans compte : décochez la case, ou changez la sorte.";
            releve.refuse("sans_compte", "sans_compte_hors_structure", message);
        }
        releve.conclut()?;
        let lue = nom.zip(sorte);
        let lue = lue.map(|(nom, sorte)| NouvelleOrganisation { nom, sorte, sans_compte: self.sans_compte });
        // Unreachable: whatever is missing was noted above.
        lue.ok_or_else(|| vec![ErreurChamp::new("nom", "incomplet", "Complétez la saisie.")])
    }
}

fn lire_nom(texte: &str) -> Result<String, Motif> {
    let nom = Appellation::lire(texte)?.as_str().split_whitespace().collect::<Vec<_>>().join(" ");
    if nom.is_empty() {
        return Err(Motif::new("nom_absent", "Indiquez le nom de l’organisation, comme sur sa convention."));
    }
    if nom.chars().count() > LONGUEUR_NOM {
        return Err(Motif::new("nom_long", "Le nom tient en 120 caractères."));
    }
    Ok(nom)
}

fn lire_sorte(code: &str) -> Result<SorteOrganisation, Motif> {
    match SorteOrganisation::du_code(code) {
        Some(SorteOrganisation::Departement) => {
            Err(Motif::new("sorte_unique", "Le Département existe déjà : choisissez une autre sorte."))
        }
        Some(sorte) => Ok(sorte),
        None => Err(Motif::new("sorte_absente", "Choisissez la sorte d’organisation.")),
    }
}

impl SaisieHoraires {
    /// From when to when, local time, or `None` at any hour.
    ///
    /// # Errors
    /// `heure_absente` with one hour only; those of the reading of an hour; `horaires_ordre`.
    pub fn lire(&self) -> Result<Option<(NaiveTime, NaiveTime)>, Vec<ErreurChamp>> {
        if self.ouvre_a.trim().is_empty() && self.ferme_a.trim().is_empty() {
            return Ok(None);
        }
        let mut releve = Releve::default();
        let ouvre = releve.prend("ouvre_a", lire_une_heure(&self.ouvre_a));
        let ferme = releve.prend("ferme_a", lire_une_heure(&self.ferme_a));
        if ouvre.zip(ferme).is_some_and(|(ouvre, ferme)| ouvre >= ferme) {
            releve.refuse("ferme_a", "horaires_ordre", "La fermeture vient après l’ouverture, le même jour.");
        }
        releve.conclut()?;
        Ok(ouvre.zip(ferme))
    }
}

fn lire_une_heure(texte: &str) -> Result<NaiveTime, Motif> {
    if texte.trim().is_empty() {
        return Err(Motif::new(
            "heure_absente",
            "Indiquez les deux heures, ou aucune pour ouvrir à toute heure.",
        ));
    }
    lire_heure(texte)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What a convention proposes, it may open; a family of data that is not in the conventions of 2016
    /// (article 2) is never Pôle emploi's.
    #[test]
    fn what_a_convention_proposes_is_within_what_it_may_open() {
        for &sorte in SorteOrganisation::TOUS {
            let (d_office, au_choix) = (sorte.rubriques_d_office(), sorte.rubriques_au_choix());
            assert!(sorte.rubriques_proposees().iter().all(|r| au_choix.contains(r)), "{sorte:?}");
            assert!(!d_office.iter().any(|r| au_choix.contains(r)), "{sorte:?}: closed by nothing");
        }
        let pole_emploi = SorteOrganisation::PoleEmploi;
        assert_eq!(pole_emploi.rubriques_d_office(), [Rubrique::Identite]);
        for jamais in [Rubrique::Adresse, Rubrique::Ressources] {
            assert!(!pole_emploi.rubriques_au_choix().contains(&jamais), "{jamais:?}");
        }
    }

    #[test]
    fn only_who_reads_the_whole_departement_is_kept_to_the_current_rights() {
        for &sorte in SorteOrganisation::TOUS {
            assert_eq!(sorte.choisit_les_droits(), sorte == SorteOrganisation::PoleEmploi, "{sorte:?}");
            assert_eq!(sorte.a_des_comptes(), sorte != SorteOrganisation::Caisse, "{sorte:?}");
        }
        // No other reach moves with the term, and it widens to no more than one.
        for (profil, acte) in Profil::TOUS.iter().flat_map(|p| Acte::TOUS.iter().map(move |a| (*p, *a))) {
            let Some(droit) = allows(profil, acte) else { continue };
            let large = match droit.portee {
                Portee::DroitsEnCours => Portee::Beneficiaires,
                portee => portee,
            };
            assert_eq!((droit.portee_sous(true), droit.portee_sous(false)), (droit.portee, large));
            assert_ne!(droit.portee, Portee::Beneficiaires, "{profil:?} {acte:?}: by a convention only");
        }
    }
}
