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

use chrono::{Days, Months, NaiveDate, Utc};
use reciproque_server::sign_in::mot_de_passe;
use reciproque_server::store::entite::*;
use reciproque_shared::habilitation::Profil;
use reciproque_shared::personne::cle_de_recherche;
use sea_orm::ActiveValue::Set;
use sea_orm::{ActiveModelTrait, DatabaseConnection, EntityTrait};

/// The password of everybody here.
pub const MOT_DE_PASSE: &str = "cigogne-du-rhin-2026";

/// A foyer with its adults.
#[derive(Clone, Copy, Debug)]
pub struct Foyer {
    pub dossier: i64,
    pub demandeur: i64,
    pub conjoint: Option<i64>,
}

/// Everybody, by name.
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

struct Installation<'a> {
    base: &'a DatabaseConnection,
    jour: NaiveDate,
    flux: i64,
}

impl Gens {
    pub async fn installer(base: &DatabaseConnection, jour: NaiveDate) -> Self {
        let flux = un_flux(base, jour).await;
        let i = Installation { base, jour, flux };
        let alsa = i.structure("ALSA", true, None).await;
        let semaphore = i.structure("SÉMAPHORE", true, None).await;
        let lecture = i.structure("Lecture Seule", false, None).await;
        let contact = i.structure("CONTACT PLUS", true, Some(i.avant(1))).await;
        let pole_emploi = i.organisation("pole_emploi", "Pôle emploi").await;
        i.convention(pole_emploi, false, None).await;
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

async fn un_flux(base: &DatabaseConnection, jour: NaiveDate) -> i64 {
    let ligne = flux::ActiveModel {
        empreinte: Set("essai".into()),
        emetteur: Set("CRI".into()),
        version: Set("6200".into()),
        type_flux: Set("M".into()),
        date_creation: Set(jour),
        heure_creation: Set("00:00:00".into()),
        date_reference: Set(jour),
        invente: Set(true),
        lu_le: Set(Utc::now()),
        bilan: Set("{}".into()),
        ..Default::default()
    };
    ligne.insert(base).await.unwrap().id
}

impl Installation<'_> {
    fn avant(&self, jours: u64) -> NaiveDate {
        self.jour - Days::new(jours)
    }

    async fn organisation(&self, sorte: &str, nom: &str) -> i64 {
        let ligne = organisation::ActiveModel {
            sorte: Set(sorte.into()),
            nom: Set(nom.into()),
            ..Default::default()
        };
        ligne.insert(self.base).await.unwrap().id
    }

    async fn structure(&self, nom: &str, saisie: bool, fin: Option<NaiveDate>) -> i64 {
        let id = self.organisation("structure", nom).await;
        self.convention(id, saisie, fin).await;
        id
    }

    async fn ctsa(&self, nom: &str, commune: &str) -> i64 {
        let id = self.organisation("ctsa", nom).await;
        let ligne = territoire::ActiveModel { organisation_id: Set(id), commune: Set(commune.into()) };
        territoire::Entity::insert(ligne).exec_without_returning(self.base).await.unwrap();
        id
    }

    async fn convention(&self, organisation: i64, saisie: bool, fin: Option<NaiveDate>) {
        let ligne = convention::ActiveModel {
            organisation_id: Set(organisation),
            reference: Set("CP-2015-11-10-5".into()),
            date_effet: Set(self.avant(400)),
            date_fin: Set(fin),
            tacite: Set(true),
            version: Set(1),
            denoncee_le: Set(fin.map(|fin| fin - Months::new(3))),
            denonciation_motif: Set(fin.map(|_| "Fin de l’activité.".to_owned())),
            denonciation_saisie_le: Set(fin.map(|_| Utc::now())),
            ..Default::default()
        };
        let convention = ligne.insert(self.base).await.unwrap().id;
        let quotas = [
            (Profil::Referent, 6),
            (Profil::ConseillerPoleEmploi, 6),
            (Profil::GestionnaireHabilitations, 2),
        ];
        let initial = avenant::initial(convention, self.avant(400), saisie, &[]);
        avenant::ajouter(self.base, initial, &quotas).await.unwrap();
    }

    async fn agent(&self, organisation: i64, prenom: &str, profil: Profil) -> i64 {
        self.agent_dont(organisation, prenom, profil, None, false).await
    }

    async fn agent_dont(
        &self,
        organisation: i64,
        prenom: &str,
        profil: Profil,
        fin: Option<NaiveDate>,
        suspendu: bool,
    ) -> i64 {
        let ligne = agent::ActiveModel {
            organisation_id: Set(organisation),
            nom: Set("ESSAI".into()),
            prenom: Set(prenom.into()),
            email: Set(nom_de_session(prenom)),
            suspendu_le: Set(suspendu.then(Utc::now)),
            ..Default::default()
        };
        let id = ligne.insert(self.base).await.unwrap().id;
        let compte = compte::ActiveModel {
            agent_id: Set(id),
            mot_de_passe: Set(Some(empreinte())),
            change_le: Set(Some(Utc::now())),
            a_changer: Set(false),
            ..Default::default()
        };
        compte.insert(self.base).await.unwrap();
        let mut habilitation = habilitation::prouvee(id, profil.code(), self.avant(300));
        habilitation.fin = Set(fin);
        habilitation.insert(self.base).await.unwrap();
        id
    }

    async fn foyer(&self, nom: &str, commune: &str, etat: &str, couple: bool) -> Foyer {
        let numero = format!("{:08}068", cle_de_recherche(nom).bytes().map(u32::from).sum::<u32>());
        let ligne = dossier::ActiveModel {
            numero_demande: Set(numero),
            fonorg: Set("CAF".into()),
            numorg: Set("681".into()),
            matricule: Set(Some(format!("{:07}", nom.len() * 1_234))),
            etat: Set(etat.into()),
            date_demande: Set(Some(self.avant(500))),
            commune: Set(Some(commune.into())),
            date_reference: Set(self.jour),
            flux_id: Set(self.flux),
            empreinte: Set(String::new()),
            ..Default::default()
        };
        let dossier = ligne.insert(self.base).await.unwrap().id;
        let demandeur = self.personne(dossier, nom, "SOPHIE", "DEM", "2820251108030").await;
        let conjoint = match couple {
            true => Some(self.personne(dossier, nom, "NOËL", "CJT", "1770393050005").await),
            false => None,
        };
        Foyer { dossier, demandeur, conjoint }
    }

    async fn personne(&self, dossier: i64, nom: &str, prenom: &str, role: &str, nir: &str) -> i64 {
        let ligne = personne::ActiveModel {
            dossier_id: Set(dossier),
            role: Set(role.into()),
            nom: Set(nom.into()),
            nom_naissance: Set(nom.into()),
            prenom: Set(prenom.into()),
            date_naissance: Set(NaiveDate::from_ymd_opt(1982, 2, 1).unwrap()),
            naissance_approchee: Set(false),
            rang_naissance: Set(1),
            nir: Set(Some(nir.into())),
            droits_et_devoirs: Set(Some(true)),
            nom_cle: Set(cle_de_recherche(nom)),
            nom_naissance_cle: Set(cle_de_recherche(nom)),
            prenom_cle: Set(cle_de_recherche(prenom)),
            ..Default::default()
        };
        ligne.insert(self.base).await.unwrap().id
    }

    async fn accompagner(&self, personne: i64, structure: i64, agent: i64) {
        let ligne = orientation::ActiveModel {
            personne_id: Set(personne),
            organisation_id: Set(structure),
            sorte: Set("social".into()),
            debut: Set(self.avant(120)),
            notifiee_le: Set(Some(self.avant(115))),
            fin: Set(None),
            ..Default::default()
        };
        ligne.insert(self.base).await.unwrap();
        let referent = referent::ActiveModel {
            personne_id: Set(personne),
            agent_id: Set(agent),
            debut: Set(self.avant(118)),
            fin: Set(None),
            ..Default::default()
        };
        referent.insert(self.base).await.unwrap();
    }
}
