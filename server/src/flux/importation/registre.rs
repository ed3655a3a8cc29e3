//! What is known of the store while a file is read, so that nothing is asked twice; and one foyer
//! written from it.

use std::collections::{BTreeSet, HashMap, HashSet};

use anyhow::Context;
use chrono::NaiveDate;
use reciproque_shared::date;
use reciproque_shared::habilitation::Rubrique;
use reciproque_shared::identifiant::CommuneInsee;
use reciproque_shared::nomenclature::commune_actuelle;
use reciproque_shared::regle::Regles;
use sea_orm::{DatabaseConnection, EntityTrait, Value};

use super::bilan::Sort;
use super::constats::Mouvements;
use super::enregistrement::Issue;
use super::identifiants::{Identifiants, commune_recue};
use super::personnes::{self, Lecture, ligne};
use super::rubriques_foyer as lus;
use crate::attente;
use crate::depot::entite::flux;
use crate::depot::reunion::relever;
use crate::depot::sql::{Clause, Sql, en_vigueur};
use crate::flux::{Avertissement, Foyer};

/// What orders two flows: the day they describe, when they were made, and of two alike
/// the order in which they were first read. One that was annulled comes before any other.
type Age = Option<(NaiveDate, NaiveDate, String, i64)>;

pub struct Registre {
    pub flux: flux::Model,
    ages: HashMap<i64, Age>,
    /// By number of demand.
    connus: HashMap<String, Connu>,
    /// INSEE codes of the communes that a CTSA holds on the day of the reading.
    territoire: HashSet<String>,
    /// Those by which the server says what each file awaits.
    regles: Regles,
    /// Those of whom something awaited may have changed since the last commit.
    suivies: BTreeSet<i64>,
}

/// What an operator should know of a foyer that was written.
#[derive(Default)]
struct Contenu {
    notes: Vec<Avertissement>,
    mouvements: Mouvements,
}

/// Persons rewritten at once: engines bound the number of values.
const LOT: usize = 500;

/// A dossier of the store, and what it was last told, by which flow.
struct Connu {
    id: i64,
    flux: i64,
    empreinte: String,
}

const CREER: &str = "INSERT INTO dossier (numero_demande, fonorg, numorg, matricule, etat, date_demande, commune, \
     date_reference, flux_id, empreinte) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) RETURNING id";
const CHANGER: &str = "UPDATE dossier SET numero_demande = $1, fonorg = $2, numorg = $3, matricule = $4, etat = $5, \
     date_demande = $6, commune = $7, date_reference = $8, flux_id = $9, empreinte = $10 WHERE id = $11";
const HISTOIRE: &str = "INSERT INTO dossier_flux (dossier_id, flux_id, date_reference, etat, empreinte) \
     VALUES ($1, $2, $3, $4, $5) ON CONFLICT (dossier_id, flux_id) \
     DO UPDATE SET etat = excluded.etat, empreinte = excluded.empreinte";

impl Registre {
    pub async fn ouvrir(base: &DatabaseConnection, flux: flux::Model) -> anyhow::Result<Self> {
        let jour = date::a_paris(flux.lu_le).date();
        let communes = Clause::from("SELECT territoire.commune FROM territoire WHERE ").puis(en_vigueur(
            "territoire",
            "debut",
            "fin",
            jour,
        ));
        let territoire: Vec<(String,)> = base.trouver(communes).await?;
        Ok(Self {
            ages: flux::Entity::find().all(base).await?.iter().map(|lu| (lu.id, age(lu))).collect(),
            connus: connus(base).await?,
            territoire: territoire.into_iter().map(|(commune,)| commune).collect(),
            regles: attente::regles_gardees(base).await?,
            suivies: BTreeSet::new(),
            flux,
        })
    }

    /// What was noted of dossiers that were not written in the end is forgotten.
    pub async fn relire(&mut self, base: &DatabaseConnection) -> anyhow::Result<()> {
        self.connus = connus(base).await?;
        self.suivies.clear();
        Ok(())
    }

    pub fn connait(&self, numero: &str) -> bool {
        self.connus.contains_key(numero)
    }

    /// Writes the foyer if it brings anything.
    pub async fn ecrire(&mut self, base: &impl Sql, foyer: &Foyer) -> anyhow::Result<Issue> {
        let (sort, mut contenu) = match self.connus.get(&foyer.identification.numero_demande) {
            None => (Sort::Cree, self.creer(base, foyer).await?),
            Some(connu) if connu.empreinte == foyer.empreinte => {
                let plus_recent = self.plus_recent(connu).then_some(connu.id);
                self.redire(base, plus_recent, foyer).await?;
                (Sort::Inchange, Contenu::default())
            }
            Some(connu) if connu.flux != self.flux.id && !self.plus_recent(connu) => {
                (Sort::Perime, Contenu::default())
            }
            Some(connu) => (Sort::Change, self.changer(base, connu.id, foyer).await?),
        };
        contenu.notes.extend(self.sans_ctsa(foyer));
        Ok(Issue { sort, notes: contenu.notes, mouvements: contenu.mouvements })
    }

    /// Whether this flow comes after the one that last told of the dossier.
    fn plus_recent(&self, connu: &Connu) -> bool {
        age(&self.flux) > self.ages.get(&connu.flux).cloned().flatten()
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

    async fn creer(&mut self, base: &impl Sql, foyer: &Foyer) -> anyhow::Result<Contenu> {
        let identifiants = Identifiants::du_foyer(foyer);
        let cree = base.lignes::<(i64,)>(CREER, self.dossier(foyer, &identifiants)).await?;
        let (id,) = cree.into_iter().next().context("le dossier créé n'a pas de numéro")?;
        self.contenu(base, (id, true), foyer, &identifiants).await
    }

    /// Said again later: the same content is true of a later day.
    async fn redire(&mut self, base: &impl Sql, plus_tard: Option<i64>, foyer: &Foyer) -> anyhow::Result<()> {
        let Some(id) = plus_tard else { return Ok(()) };
        let texte = "UPDATE dossier SET date_reference = $1, flux_id = $2 WHERE id = $3";
        let valeurs = vec![self.flux.date_reference.into(), self.flux.id.into(), id.into()];
        base.executer(texte, valeurs).await?;
        self.retenir(id, foyer);
        Ok(())
    }

    async fn changer(&mut self, base: &impl Sql, id: i64, foyer: &Foyer) -> anyhow::Result<Contenu> {
        let (mut identifiants, mut notes) = (Identifiants::du_foyer(foyer), Vec::new());
        if Identifiants::a_garder(foyer) {
            let texte = "SELECT matricule, commune FROM dossier WHERE id = $1";
            let connus = base.lignes(texte, vec![id.into()]).await?.pop().unwrap_or_default();
            identifiants.garder(connus, foyer, &mut notes);
        }
        let mut valeurs = self.dossier(foyer, &identifiants);
        valeurs.push(id.into());
        base.executer(CHANGER, valeurs).await?;
        let mut contenu = self.contenu(base, (id, false), foyer, &identifiants).await?;
        notes.append(&mut contenu.notes);
        Ok(Contenu { notes, ..contenu })
    }

    /// In the order of [`CREER`] and of [`CHANGER`].
    fn dossier(&self, foyer: &Foyer, identifiants: &Identifiants) -> Vec<Value> {
        let identification = &foyer.identification;
        vec![
            identification.numero_demande.as_str().into(),
            identification.organisme.as_str().into(),
            identification.numero_organisme.clone().unwrap_or_default().into(),
            identifiants.matricule.as_ref().map(|lu| lu.as_str().to_owned()).into(),
            foyer.situation_dossier.etat.as_str().into(),
            identification.date_demande.into(),
            identifiants.commune.as_ref().map(|commune| commune.as_str().to_owned()).into(),
            self.flux.date_reference.into(),
            self.flux.id.into(),
            foyer.empreinte.as_str().into(),
        ]
    }

    /// Everything but the line of the dossier itself.
    async fn contenu(
        &mut self,
        base: &impl Sql,
        (id, neuf): (i64, bool),
        foyer: &Foyer,
        identifiants: &Identifiants,
    ) -> anyhow::Result<Contenu> {
        if !neuf {
            base.executer("DELETE FROM rubrique WHERE dossier_id = $1", vec![id.into()]).await?;
        }
        let rubriques = rubriques(id, foyer, identifiants)?;
        base.inserer("INSERT INTO rubrique (dossier_id, rubrique, contenu)", rubriques).await?;
        // A flow dated later than it was read was not sent later.
        let reception = self.flux.date_creation.min(date::a_paris(self.flux.lu_le).date());
        let reference = self.flux.date_reference;
        let (flux, instant) = (self.flux.id, self.flux.lu_le);
        let lecture = Lecture { dossier: id, reference, reception, foyer, identifiants, neuf, flux, instant };
        let mut ecrites = personnes::enregistrer(base, &lecture).await?;
        if !neuf {
            let reunies = relever(base, &lecture.releve(), id).await?;
            ecrites.mouvements.suites += u32::try_from(reunies.len()).unwrap_or(u32::MAX);
            self.suivies.extend(reunies);
        }
        self.suivies.extend(ecrites.soumises);
        self.suivies.extend(personnes::suivies(base, &lecture, &ecrites.mouvements).await?);
        let histoire = vec![
            id.into(),
            self.flux.id.into(),
            self.flux.date_reference.into(),
            foyer.situation_dossier.etat.as_str().into(),
            foyer.empreinte.as_str().into(),
        ];
        base.executer(HISTOIRE, histoire).await?;
        self.retenir(id, foyer);
        Ok(Contenu { notes: ecrites.notes, mouvements: ecrites.mouvements })
    }

    /// Before the commit: what the files of these foyers await, all at once.
    pub async fn dire_les_attentes(&mut self, base: &impl Sql) -> anyhow::Result<()> {
        let personnes: Vec<i64> = std::mem::take(&mut self.suivies).into_iter().collect();
        for lot in personnes.chunks(LOT) {
            attente::reecrire(base, &self.regles, lot).await?;
        }
        Ok(())
    }

    fn retenir(&mut self, id: i64, foyer: &Foyer) {
        let connu = Connu { id, flux: self.flux.id, empreinte: foyer.empreinte.clone() };
        self.connus.insert(foyer.identification.numero_demande.clone(), connu);
    }
}

async fn connus(base: &DatabaseConnection) -> anyhow::Result<HashMap<String, Connu>> {
    let texte = "SELECT numero_demande, id, flux_id, empreinte FROM dossier";
    let lus = base.lignes::<(String, i64, i64, String)>(texte, Vec::new()).await?;
    Ok(lus.into_iter().map(|(numero, id, flux, empreinte)| (numero, Connu { id, flux, empreinte })).collect())
}

fn age(flux: &flux::Model) -> Age {
    let age = || (flux.date_reference, flux.date_creation, flux.heure_creation.clone(), flux.id);
    flux.annule_le.is_none().then(age)
}

fn rubriques(id: i64, foyer: &Foyer, identifiants: &Identifiants) -> anyhow::Result<Vec<[Value; 3]>> {
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
