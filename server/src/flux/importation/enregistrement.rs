//! One foyer into the tables, in one transaction.

use std::collections::{HashMap, HashSet};

use anyhow::{Context, bail};
use chrono::{DateTime, NaiveDate, Utc};
use reciproque_shared::date;
use reciproque_shared::habilitation::Rubrique;
use reciproque_shared::identifiant::CommuneInsee;
use reciproque_shared::nomenclature::commune_actuelle;
use reciproque_shared::nominatif::Nominatif;
use reciproque_shared::regle::Regles;
use sea_orm::sea_query::OnConflict;
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, ConnectionTrait, DatabaseConnection, EntityTrait,
    IntoActiveModel, PaginatorTrait, QueryFilter, TransactionTrait,
};

use super::bilan::{Bilan, Decompte, Sort};
use super::identifiants::{Identifiants, commune_recue};
use super::personnes::{self, Lecture};
use super::rubriques_foyer as lus;
use crate::attente;
use crate::depot::entite::{dossier, dossier_flux, flux, rejet, rubrique, territoire};
use crate::depot::{Depot, en_json};
use crate::flux::{Avertissement, FluxVerifie, Foyer, Origine};

/// What orders two flows: the day they describe, when they were made, and of two alike
/// the order in which they were first read. One that was annulled comes before any other.
type Age = Option<(NaiveDate, NaiveDate, String, i64)>;

/// What became of a foyer, and what an operator should know of it.
pub type Issue = (Sort, Vec<Avertissement>);

pub struct Enregistreur {
    base: DatabaseConnection,
    flux: flux::Model,
    /// Whether this very file had been read before.
    deja_lu: bool,
    ages: HashMap<i64, Age>,
    /// INSEE codes of the communes of the CTSA.
    territoire: HashSet<String>,
    /// Those by which the server says what each file awaits.
    regles: Regles,
}

impl Enregistreur {
    /// Announces the file, or finds it again when it was read before.
    pub async fn ouvrir(
        depot: &Depot,
        fichier: &FluxVerifie,
        empreinte: String,
        maintenant: DateTime<Utc>,
    ) -> anyhow::Result<Self> {
        let base = depot.ecriture().clone();
        let connu = flux::Entity::find().filter(flux::Column::Empreinte.eq(&empreinte)).one(&base).await?;
        if let Some(quand) = connu.as_ref().and_then(|connu| connu.annule_le) {
            bail!(
                "L'import de ce fichier a été annulé le {} : il n'est pas relu. Demandez un fichier corrigé à la caisse.",
                date::court(date::a_paris(quand).date())
            );
        }
        let deja_lu = connu.is_some();
        let territoire =
            territoire::Entity::find().all(&base).await?.into_iter().map(|t| t.commune).collect();
        let flux = match connu {
            Some(flux) => flux,
            None => nouveau(fichier, empreinte, maintenant)?.insert(&base).await?,
        };
        let regles = attente::regles_gardees(&base).await?;
        Ok(Self { ages: HashMap::from([(flux.id, age(&flux))]), base, flux, deja_lu, territoire, regles })
    }

    /// Number of the flow: what names it to the operator.
    pub fn numero(&self) -> i64 {
        self.flux.id
    }

    pub async fn est_connu(&self, numero: Option<&str>) -> anyhow::Result<bool> {
        let Some(numero) = numero else { return Ok(false) };
        Ok(trouver(&self.base, numero).await?.is_some())
    }

    /// Writes the foyer if it brings anything.
    pub async fn foyer(&mut self, foyer: &Foyer) -> anyhow::Result<Issue> {
        let transaction = self.base.begin().await?;
        let (sort, mut notes) = match trouver(&transaction, &foyer.identification.numero_demande).await? {
            None => {
                let identifiants = Identifiants::du_foyer(foyer);
                let neuf = self.dossier(foyer, &identifiants, ActiveModelTrait::default());
                let cree = neuf.insert(&transaction).await?;
                (Sort::Cree, self.contenu(&transaction, cree.id, foyer, &identifiants).await?)
            }
            Some(connu) => self.mettre_a_jour(&transaction, connu, foyer).await?,
        };
        transaction.commit().await?;
        notes.extend(self.sans_ctsa(foyer));
        Ok((sort, notes))
    }

    /// A foyer whose commune no CTSA holds is seen by none: told with the code, once the
    /// territories are known.
    fn sans_ctsa(&self, foyer: &Foyer) -> Option<Avertissement> {
        let commune = commune_actuelle(CommuneInsee::lire(commune_recue(foyer)?).ok()?);
        let seule = !self.territoire.is_empty() && !self.territoire.contains(commune.as_str());
        seule.then(|| {
            let message = format!(
                "La commune {commune} n'est du territoire d'aucune CTSA : aucune ne voit ces foyers."
            );
            Avertissement::new(foyer.ligne, "NUMCOM", message)
        })
    }

    async fn mettre_a_jour(
        &mut self,
        base: &impl ConnectionTrait,
        connu: dossier::Model,
        foyer: &Foyer,
    ) -> anyhow::Result<Issue> {
        let plus_recent = age(&self.flux) > self.age_de(base, connu.flux_id).await?;
        if connu.empreinte == foyer.empreinte {
            if plus_recent {
                // said again later: the same content is true of a later day
                let mut redit = connu.into_active_model();
                redit.date_reference = Set(self.flux.date_reference);
                redit.flux_id = Set(self.flux.id);
                redit.update(base).await?;
            }
            return Ok((Sort::Inchange, Vec::new()));
        }
        if !plus_recent && connu.flux_id != self.flux.id {
            return Ok((Sort::Perime, Vec::new()));
        }
        let id = connu.id;
        let (mut identifiants, mut notes) = (Identifiants::du_foyer(foyer), Vec::new());
        identifiants.garder(&connu, foyer, &mut notes);
        self.dossier(foyer, &identifiants, connu.into_active_model()).update(base).await?;
        notes.extend(self.contenu(base, id, foyer, &identifiants).await?);
        Ok((Sort::Change, notes))
    }

    async fn age_de(&mut self, base: &impl ConnectionTrait, id: i64) -> anyhow::Result<Age> {
        if let Some(age) = self.ages.get(&id) {
            return Ok(age.clone());
        }
        let flux = flux::Entity::find_by_id(id).one(base).await?.context("le flux d'un dossier manque")?;
        self.ages.insert(id, age(&flux));
        Ok(age(&flux))
    }

    fn dossier(
        &self,
        foyer: &Foyer,
        identifiants: &Identifiants,
        mut ligne: dossier::ActiveModel,
    ) -> dossier::ActiveModel {
        let identification = &foyer.identification;
        ligne.numero_demande = Set(identification.numero_demande.clone());
        ligne.fonorg = Set(identification.organisme.clone());
        ligne.numorg = Set(identification.numero_organisme.clone().unwrap_or_default());
        ligne.matricule = Set(identifiants.matricule.as_ref().map(|lu| lu.as_str().to_owned()));
        ligne.etat = Set(foyer.situation_dossier.etat.clone());
        ligne.date_demande = Set(Some(identification.date_demande));
        ligne.commune = Set(identifiants.commune.as_ref().map(|commune| commune.as_str().to_owned()));
        ligne.date_reference = Set(self.flux.date_reference);
        ligne.flux_id = Set(self.flux.id);
        ligne.empreinte = Set(foyer.empreinte.clone());
        ligne
    }

    /// Everything but the line of the dossier itself.
    async fn contenu(
        &self,
        base: &impl ConnectionTrait,
        id: i64,
        foyer: &Foyer,
        identifiants: &Identifiants,
    ) -> anyhow::Result<Vec<Avertissement>> {
        rubrique::Entity::delete_many().filter(rubrique::Column::DossierId.eq(id)).exec(base).await?;
        rubrique::Entity::insert_many(rubriques(id, foyer, identifiants)?)
            .exec_without_returning(base)
            .await?;
        let lecture = Lecture { dossier: id, reference: self.flux.date_reference, foyer, identifiants };
        let notes = personnes::enregistrer(base, &lecture).await?;
        let touchees = personnes::suivies(base, id).await?;
        attente::reecrire(base, &self.regles, &touchees).await?;
        dossier_flux::Entity::insert(dossier_flux::ActiveModel {
            dossier_id: Set(id),
            flux_id: Set(self.flux.id),
            date_reference: Set(self.flux.date_reference),
            etat: Set(foyer.situation_dossier.etat.clone()),
            empreinte: Set(foyer.empreinte.clone()),
        })
        .on_conflict(
            OnConflict::columns([dossier_flux::Column::DossierId, dossier_flux::Column::FluxId])
                .update_columns([dossier_flux::Column::Etat, dossier_flux::Column::Empreinte])
                .to_owned(),
        )
        .exec_without_returning(base)
        .await?;
        Ok(notes)
    }

    /// Keeps the report, unless the file had been read and changed nothing this time.
    pub async fn conclure(self, decompte: Decompte) -> anyhow::Result<Bilan> {
        let absents = if decompte.mensuel {
            let total = dossier::Entity::find().count(&self.base).await?;
            Some(total.saturating_sub(decompte.connus))
        } else {
            None
        };
        let bilan = decompte.conclure(self.numero(), absents);
        let inacheve = !serde_json::from_str::<Bilan>(&self.flux.bilan).is_ok_and(|garde| garde.complet);
        if !self.deja_lu || inacheve || bilan.a_ecrit() {
            self.garder(&bilan).await?;
        }
        Ok(bilan)
    }

    async fn garder(self, bilan: &Bilan) -> anyhow::Result<()> {
        let transaction = self.base.begin().await?;
        rejet::Entity::delete_many()
            .filter(rejet::Column::FluxId.eq(self.flux.id))
            .exec(&transaction)
            .await?;
        for lot in bilan.rejets.chunks(500) {
            let lignes = lot.iter().map(|rejet| rejet::ActiveModel {
                flux_id: Set(self.flux.id),
                ligne: Set(rejet.ligne.into()),
                element: Set(rejet.element.clone()),
                raison: Set(rejet.raison.clone()),
                numero_demande: Set(rejet.numero_demande.clone()),
                ..Default::default()
            });
            rejet::Entity::insert_many(lignes).exec_without_returning(&transaction).await?;
        }
        let mut flux = self.flux.into_active_model();
        flux.bilan = Set(serde_json::to_string(bilan)?);
        flux.update(&transaction).await?;
        transaction.commit().await?;
        Ok(())
    }
}

fn nouveau(
    fichier: &FluxVerifie,
    empreinte: String,
    maintenant: DateTime<Utc>,
) -> anyhow::Result<flux::ActiveModel> {
    let entete = &fichier.entete;
    let heure = entete.heure_creation.map(|heure| heure.format("%H:%M:%S").to_string());
    Ok(flux::ActiveModel {
        empreinte: Set(empreinte),
        emetteur: Set(entete.application.clone()),
        version: Set(entete.version.clone().unwrap_or_default()),
        type_flux: Set(entete.periodicite.clone()),
        date_creation: Set(entete.creation),
        heure_creation: Set(heure.unwrap_or_default()),
        date_reference: Set(entete.reference),
        invente: Set(entete.origine() == Origine::Exercice),
        lu_le: Set(maintenant),
        bilan: Set(serde_json::to_string(&Bilan { foyers: fichier.foyers, ..Bilan::default() })?),
        ..Default::default()
    })
}

fn age(flux: &flux::Model) -> Age {
    let age = || (flux.date_reference, flux.date_creation, flux.heure_creation.clone(), flux.id);
    flux.annule_le.is_none().then(age)
}

async fn trouver(base: &impl ConnectionTrait, numero: &str) -> anyhow::Result<Option<dossier::Model>> {
    Ok(dossier::Entity::find().filter(dossier::Column::NumeroDemande.eq(numero)).one(base).await?)
}

fn rubriques(
    id: i64,
    foyer: &Foyer,
    identifiants: &Identifiants,
) -> anyhow::Result<Vec<rubrique::ActiveModel>> {
    let droits = lus::droits(foyer, identifiants.matricule.as_ref());
    [
        ligne(id, Rubrique::Famille, &lus::famille(foyer)),
        ligne(id, Rubrique::Adresse, &lus::adresses(foyer)),
        ligne(id, Rubrique::Droits, &droits),
        ligne(id, Rubrique::Rsa, &lus::rsa(foyer)),
        ligne(id, Rubrique::Ressources, &lus::base_calcul(foyer)),
        ligne(id, Rubrique::Sanctions, &lus::sanctions(foyer)),
    ]
    .into_iter()
    .collect()
}

fn ligne(id: i64, rubrique: Rubrique, contenu: &impl Nominatif) -> anyhow::Result<rubrique::ActiveModel> {
    Ok(rubrique::ActiveModel {
        dossier_id: Set(id),
        rubrique: Set(rubrique.code().to_owned()),
        contenu: Set(en_json(contenu)?),
    })
}
