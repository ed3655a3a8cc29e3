//! How each of the people of the sandbox, and what surrounds them, is written to the store.

use chrono::{Days, Months, NaiveDate, Utc};
use reciproque_server::depot::entite::*;
use reciproque_shared::cle_recherche::cle_de_recherche;
use reciproque_shared::habilitation::{Profil, Rubrique};
use reciproque_shared::parcours::SorteOrientation;
use sea_orm::ActiveValue::Set;
use sea_orm::{ActiveModelTrait, DatabaseConnection};

use super::gens::{Foyer, empreinte, nom_de_session};

/// A store being filled, on a day.
pub struct Installation<'a> {
    base: &'a DatabaseConnection,
    jour: NaiveDate,
    /// The flow that every foyer comes from.
    flux: i64,
}

impl<'a> Installation<'a> {
    pub async fn nouvelle(base: &'a DatabaseConnection, jour: NaiveDate) -> Self {
        Self { base, jour, flux: un_flux(base, jour).await }
    }

    pub fn avant(&self, jours: u64) -> NaiveDate {
        self.jour - Days::new(jours)
    }

    pub async fn organisation(&self, sorte: &str, nom: &str) -> i64 {
        let ligne = organisation::ActiveModel {
            sorte: Set(sorte.into()),
            nom: Set(nom.into()),
            ..Default::default()
        };
        ligne.insert(self.base).await.unwrap().id
    }

    pub async fn structure(&self, nom: &str, saisie: bool, fin: Option<NaiveDate>) -> i64 {
        let id = self.organisation("structure", nom).await;
        self.convention(id, saisie, fin, &[]).await;
        id
    }

    pub async fn ctsa(&self, nom: &str, commune: &str) -> i64 {
        let id = self.organisation("ctsa", nom).await;
        let ligne = territoire::ActiveModel {
            organisation_id: Set(id),
            commune: Set(commune.into()),
            debut: Set(self.avant(600)),
            ..Default::default()
        };
        ligne.insert(self.base).await.unwrap();
        id
    }

    pub async fn convention(
        &self,
        organisation: i64,
        saisie: bool,
        fin: Option<NaiveDate>,
        rubriques: &[Rubrique],
    ) {
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
        let initial = avenant::initial(convention, self.avant(400), saisie, rubriques);
        avenant::ajouter(self.base, initial, &quotas).await.unwrap();
    }

    pub async fn agent(&self, organisation: i64, prenom: &str, profil: Profil) -> i64 {
        self.agent_dont(organisation, prenom, profil, None, false).await
    }

    pub async fn agent_dont(
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

    pub async fn foyer(&self, nom: &str, commune: &str, etat: &str, couple: bool) -> Foyer {
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
            naissance_precision: Set("N".into()),
            rang_naissance: Set(1),
            nir: Set(Some(nir.into())),
            droits_et_devoirs: Set(Some(true)),
            soumise_le: Set(Some(self.avant(150))),
            nom_cle: Set(cle_de_recherche(nom)),
            nom_naissance_cle: Set(cle_de_recherche(nom)),
            prenom_cle: Set(cle_de_recherche(prenom)),
            ..Default::default()
        };
        let id = ligne.insert(self.base).await.unwrap().id;
        personne_cle::remplacer(self.base, &[id], personne_cle::cles(id, [nom, prenom])).await.unwrap();
        id
    }

    pub async fn accompagner(&self, personne: i64, structure: i64, agent: i64) {
        let (sorte, debut) = (SorteOrientation::Social, self.avant(120));
        let ligne = orientation::ActiveModel {
            notifiee_le: Set(Some(self.avant(115))),
            ..orientation::ActiveModel::premiere(personne, structure, sorte, debut)
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
