//! The people of the sandbox, all invented.
//!
//! | Prénom | Profil | Organisation |
//! |---|---|---|
//! | nadia, noe | référent | ALSA |
//! | paul | référent | SÉMAPHORE |
//! | remi | référent | Lecture Seule (convention without entry) |
//! | claire | conseillère | Pôle emploi |
//! | hugo | gestionnaire | CTSA de Mulhouse (commune 68224) |
//! | irene | gestionnaire | CTSA de Colmar (commune 68066) |
//! | gaelle | gestionnaire des habilitations | ALSA |
//! | sonia | référente utilisateurs | Département |
//! | dominique | déléguée à la protection des données | Département |
//! | alain | administrateur | Département |
//! | eva | référent, habilitation ended yesterday | ALSA |
//! | serge | référent, suspended | ALSA |
//! | celia | référent, convention ended yesterday | CONTACT PLUS |

use std::sync::OnceLock;

use chrono::NaiveDate;
use reciproque_server::secret::mot_de_passe;
use reciproque_shared::habilitation::Profil;
use reciproque_shared::organisation::SorteOrganisation;
use sea_orm::DatabaseConnection;
use serde::{Deserialize, Serialize};

use super::installation::Installation;

/// The password of everybody here.
pub const MOT_DE_PASSE: &str = "cigogne-du-rhin-2026";

/// A foyer with its adults.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub struct Foyer {
    pub dossier: i64,
    pub demandeur: i64,
    pub conjoint: Option<i64>,
}

/// Everybody, by name.
#[derive(Serialize, Deserialize)]
pub struct Gens {
    pub alsa: i64,
    pub semaphore: i64,
    /// « Lecture Seule »: its convention does not allow entry.
    pub lecture: i64,
    pub departement: i64,
    pub nadia: i64,
    pub noe: i64,
    pub paul: i64,
    pub remi: i64,
    /// Mulhouse, right open: demandeur accompanied by ALSA (nadia), conjoint by SÉMAPHORE (paul).
    pub keller: Foyer,
    /// Colmar, right open: accompanied by SÉMAPHORE (paul).
    pub tifour: Foyer,
    /// Mulhouse, right closed: accompanied by ALSA (nadia).
    pub muller: Foyer,
    /// Mulhouse, right open: nobody's yet.
    pub haas: Foyer,
    /// Mulhouse, right open: accompanied by Lecture Seule (remi).
    pub weber: Foyer,
}

/// The e-mail of somebody here.
pub fn nom_de_session(prenom: &str) -> String {
    format!("{prenom}@exemple.fr")
}

/// Its hash, made once.
pub fn empreinte() -> String {
    static EMPREINTE: OnceLock<String> = OnceLock::new();
    EMPREINTE.get_or_init(|| mot_de_passe::hacher(MOT_DE_PASSE).unwrap()).clone()
}

impl Gens {
    pub async fn installer(base: &DatabaseConnection, jour: NaiveDate) -> Self {
        let i = Installation::nouvelle(base, jour).await;
        let alsa = i.structure("ALSA", true, None).await;
        let semaphore = i.structure("SÉMAPHORE", true, None).await;
        let lecture = i.structure("Lecture Seule", false, None).await;
        let contact = i.structure("CONTACT PLUS", true, Some(i.avant(1))).await;
        let pole_emploi = i.organisation("pole_emploi", "Pôle emploi").await;
        i.convention(pole_emploi, false, None, SorteOrganisation::PoleEmploi.rubriques_proposees()).await;
        let departement = i.organisation("departement", "Département").await;
        let mulhouse = i.ctsa("CTSA de Mulhouse", "68224").await;
        let colmar = i.ctsa("CTSA de Colmar", "68066").await;
        let nadia = i.agent(alsa, "nadia", Profil::Referent).await;
        let noe = i.agent(alsa, "noe", Profil::Referent).await;
        let paul = i.agent(semaphore, "paul", Profil::Referent).await;
        let remi = i.agent(lecture, "remi", Profil::Referent).await;
        i.agent(contact, "celia", Profil::Referent).await;
        i.agent(pole_emploi, "claire", Profil::ConseillerPoleEmploi).await;
        i.agent(mulhouse, "hugo", Profil::GestionnaireCtsa).await;
        i.agent(colmar, "irene", Profil::GestionnaireCtsa).await;
        i.agent(departement, "sonia", Profil::ReferentSolis).await;
        i.agent(alsa, "gaelle", Profil::GestionnaireHabilitations).await;
        i.agent(departement, "dominique", Profil::DelegueProtectionDonnees).await;
        i.agent(departement, "alain", Profil::Administrateur).await;
        i.agent_dont(alsa, "eva", Profil::Referent, Some(i.avant(1)), false).await;
        i.agent_dont(alsa, "serge", Profil::Referent, None, true).await;
        let keller = i.foyer("KELLER", "68224", "2", true).await;
        let tifour = i.foyer("TIFOUR", "68066", "2", false).await;
        let muller = i.foyer("MÜLLER", "68224", "5", false).await;
        let haas = i.foyer("HAAS", "68224", "2", false).await;
        let weber = i.foyer("WEBER", "68224", "2", false).await;
        i.accompagner(keller.demandeur, alsa, nadia).await;
        i.accompagner(keller.conjoint.unwrap(), semaphore, paul).await;
        i.accompagner(tifour.demandeur, semaphore, paul).await;
        i.accompagner(muller.demandeur, alsa, nadia).await;
        i.accompagner(weber.demandeur, lecture, remi).await;
        Self {
            alsa,
            semaphore,
            lecture,
            departement,
            nadia,
            noe,
            paul,
            remi,
            keller,
            tifour,
            muller,
            haas,
            weber,
        }
    }
}
