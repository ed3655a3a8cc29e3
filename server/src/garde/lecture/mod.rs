//! The queries about dossiers and persons, each under the scope of who asks, and the lines of
//! lists, built from the rubriques that are open.

mod adresse;
pub mod contenu;
mod lisibles;
pub mod parcours;
pub mod rapprochement;
mod tables;
pub mod territoire;

use std::collections::HashMap;
use std::sync::LazyLock;

use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::DbErr;

use reciproque_shared::cer::fiche::PersonneConcernee;
use reciproque_shared::cle_recherche::cle_de_recherche;
use reciproque_shared::dossier::{EtatRecu, LigneDossier};
use reciproque_shared::habilitation::Portee;
use reciproque_shared::identifiant::CommuneInsee;
use reciproque_shared::nomenclature;
use reciproque_shared::personne::{RolePersonne, RoleRecu};
use reciproque_shared::rendez_vous::peut_etre_recu;
use reciproque_shared::rubrique::{Adresse, DeRubrique, Identite, Ouverte, Rsa, Sous};

pub use adresse::{adresse, source_fermee};
pub use lisibles::{
    Avec, Lisibles, Signee, dependantes_des, hors_perimetre, lisibles, lisibles_des, qui_sont,
};
pub use tables::{Concerne, Nominative};

use super::Passage;
use crate::depot::entite::personne::naissance;
use crate::depot::entite::{dossier, personne};
use crate::depot::sql::{Clause, Sql, colonnes, ligne};
use crate::refus::Refus;

/// The dossier, if it is in the scope of the agent.
///
/// # Errors
/// `Introuvable` out of scope or unknown: one query, one answer; the router sees to the time.
pub async fn dossier_visible(passage: &Passage, base: &impl Sql, id: i64) -> Result<dossier::Model, Refus> {
    static CE_DOSSIER: LazyLock<String> = LazyLock::new(|| {
        format!("SELECT {} FROM dossier WHERE dossier.id = ?", colonnes::<dossier::Model>("dossier"))
    });
    let requete = Clause::from(CE_DOSSIER.as_str()).avec(id).et(passage.perimetre().sur_ce_dossier());
    base.trouver(requete).await?.pop().ok_or(Refus::Introuvable)
}

/// The dossier where a person of this one goes on, if the scope reaches her there: the latest request
/// first. Whoever follows her finds her by the address that they knew.
///
/// # Errors
/// `Introuvable` when nobody whom the agent reaches goes on from there.
pub async fn dossier_suivant(passage: &Passage, id: i64) -> Result<i64, Refus> {
    let requete = Clause::from(
        "WITH RECURSIVE suite (id) AS (SELECT personne.suite_id FROM personne WHERE personne.dossier_id = ? \
         AND personne.suite_id IS NOT NULL UNION SELECT personne.suite_id FROM suite \
         INNER JOIN personne ON personne.id = suite.id WHERE personne.suite_id IS NOT NULL) \
         SELECT dossier.id FROM suite INNER JOIN personne ON personne.id = suite.id \
         INNER JOIN dossier ON dossier.id = personne.dossier_id WHERE dossier.id <> ?",
    )
    .avec(id)
    .avec(id)
    .et(PRESENTE)
    .et(passage.perimetre().sur_cette_personne())
    .puis(" ORDER BY dossier.date_demande DESC, dossier.id DESC LIMIT 1");
    let lus: Vec<(i64,)> = passage.base().trouver(requete).await?;
    lus.first().map(|(dossier,)| *dossier).ok_or(Refus::Introuvable)
}

/// The dossiers where those of these persons who went on elsewhere are, by the line that they go on on:
/// those that the agent reaches there. Nothing is asked when nobody did.
pub async fn suites(passage: &Passage, personnes: &[personne::Model]) -> Result<HashMap<i64, i64>, DbErr> {
    let suites: Vec<i64> = personnes.iter().filter_map(|personne| personne.suite_id).collect();
    if suites.is_empty() {
        return Ok(HashMap::new());
    }
    let requete = Clause::from(
        "SELECT personne.id, dossier.id FROM personne INNER JOIN dossier ON dossier.id = personne.dossier_id \
         WHERE personne.id IN ",
    )
    .puis(Clause::parmi(suites))
    .et(passage.perimetre().sur_cette_personne());
    let lues: Vec<(i64, i64)> = passage.base().trouver(requete).await?;
    Ok(lues.into_iter().collect())
}

/// The persons of a dossier in hand, in the order of the flow; of a request about their own data,
/// who made it alone.
pub async fn personnes_du(
    passage: &Passage,
    base: &impl Sql,
    dossier: &dossier::Model,
) -> Result<Vec<personne::Model>, DbErr> {
    static PERSONNES: LazyLock<String> = LazyLock::new(|| {
        format!(
            "SELECT {} FROM personne WHERE personne.dossier_id = ?",
            colonnes::<personne::Model>("personne")
        )
    });
    let toutes = Clause::from(PERSONNES.as_str()).avec(dossier.id);
    let concernees = match passage.portee() {
        Portee::Demande => toutes.et(passage.perimetre().sur_personne()),
        _ => toutes,
    };
    base.trouver(concernees.puis(" ORDER BY personne.id")).await
}

/// The person, if the scope of the agent reaches this very person (entries, CER).
///
/// # Errors
/// `Introuvable` out of scope or unknown.
pub async fn personne_accompagnee(passage: &Passage, id: i64) -> Result<personne::Model, Refus> {
    une(passage, id, passage.perimetre().sur_cette_personne()).await
}

/// The person, if a rendez-vous may be fixed with them.
///
/// # Errors
/// `Introuvable` out of scope or unknown; `Conflit` when the agent may read the dossier, and says
/// why this person is not received.
pub async fn personne_recue(passage: &Passage, id: i64) -> Result<personne::Model, Refus> {
    let (personne, accompagnee) = match personne_accompagnee(passage, id).await {
        Ok(personne) => (personne, true),
        Err(Refus::Introuvable) => (personne_du_perimetre(passage, id).await?, false),
        Err(refus) => return Err(refus),
    };
    let role = RolePersonne::du_code(&personne.role);
    match peut_etre_recu(role, personne.partie_le.is_some(), accompagnee) {
        Ok(()) => Ok(personne),
        Err(pourquoi) => Err(Refus::Conflit(pourquoi.libelle().into())),
    }
}

/// Those among `personnes` whom the scope of the agent reaches themselves, not by their foyer.
pub async fn accompagnees(passage: &Passage, personnes: Vec<i64>) -> Result<Vec<i64>, Refus> {
    let requete = Clause::from(
        "SELECT personne.id FROM personne INNER JOIN dossier ON dossier.id = personne.dossier_id \
         WHERE personne.id IN ",
    )
    .puis(Clause::parmi(personnes))
    .et(passage.perimetre().sur_cette_personne());
    let lues: Vec<(i64,)> = passage.base().trouver(requete).await?;
    Ok(lues.into_iter().map(|(id,)| id).collect())
}

/// The person and the référent of each rendez-vous, joined to it.
pub const SA_PERSONNE: &str = "INNER JOIN personne ON personne.id = rendez_vous.personne_id \
     INNER JOIN agent ON agent.id = rendez_vous.referent_id";

/// Whether the scope of the agent reaches the person named by `colonne` of the query around.
pub fn personne_atteinte(passage: &Passage, colonne: &str) -> Clause {
    Clause::from(format!(
        "EXISTS (SELECT personne.id FROM personne INNER JOIN dossier ON dossier.id = personne.dossier_id \
         WHERE personne.id = {colonne} AND "
    ))
    .puis(passage.perimetre().sur_cette_personne())
    .puis(")")
}

/// The person still in the foyer of this dossier, if the dossier is in the scope of the agent.
///
/// # Errors
/// `Introuvable` out of scope or unknown.
pub async fn personne_du_dossier(passage: &Passage, dossier: i64, id: i64) -> Result<personne::Model, Refus> {
    let du_dossier = Clause::from("dossier.id = ?").avec(dossier).et(PRESENTE);
    une(passage, id, du_dossier.et(passage.perimetre().sur_ce_dossier())).await
}

/// The person, in a dossier that the agent may read.
async fn personne_du_perimetre(passage: &Passage, id: i64) -> Result<personne::Model, Refus> {
    une(passage, id, passage.perimetre().sur_ce_dossier()).await
}

async fn une(passage: &Passage, id: i64, condition: Clause) -> Result<personne::Model, Refus> {
    static UNE: LazyLock<String> = LazyLock::new(|| {
        let colonnes = colonnes::<personne::Model>("personne");
        format!(
            "SELECT {colonnes} FROM personne INNER JOIN dossier ON dossier.id = personne.dossier_id \
             WHERE personne.id = ?"
        )
    });
    let requete = Clause::from(UNE.as_str()).avec(id).et(condition);
    passage.base().trouver(requete).await?.pop().ok_or(Refus::Introuvable)
}

ligne! {
    /// A dossier with one of its persons, as lists show it.
    #[derive(Clone, Debug)]
    pub struct LignePersonne {
        pub dossier: i64,
        pub personne: i64,
        pub nom: String,
        pub nom_naissance: String,
        pub prenom: String,
        pub date_naissance: NaiveDate,
        pub naissance_precision: String,
        pub role: String,
        pub partie_le: Option<NaiveDate>,
        /// According to the first digit of the NIR, when it is known.
        homme: bool,
        /// Rubrique Adresse: none when it is closed.
        commune: Option<String>,
        /// Rubrique Rsa: none when it is closed.
        etat: Option<String>,
        /// The caisse, whose hours close them too.
        fonorg: String,
    }
}

/// The person has not left the foyer: over a query that has the table `personne` in it.
pub const PRESENTE: &str = "personne.partie_le IS NULL";

/// Persons with their dossier, each a [`LignePersonne`], within the scope of the agent; who left the
/// foyer too, unless [`PRESENTE`] is added. A line names somebody: it asks for the proof that Identite
/// is open, and selects of the rest what is open.
pub fn lignes_personnes(passage: &Passage, _: Ouverte<Identite>) -> Clause {
    lignes(passage, passage.perimetre().sur_dossier())
}

/// The demandeur of each of these dossiers that is within the scope of the agent, which is tried
/// on each.
pub fn lignes_demandeurs(
    passage: &Passage,
    _: Ouverte<Identite>,
    dossiers: impl Iterator<Item = i64>,
) -> Clause {
    lignes(passage, passage.perimetre().sur_ce_dossier())
        .et(PRESENTE)
        .et("dossier.id IN ")
        .puis(Clause::parmi(dossiers))
        .et("personne.role = ?")
        .avec(RolePersonne::Demandeur.code())
}

fn lignes(passage: &Passage, perimetre: Clause) -> Clause {
    Clause::from(
        "SELECT dossier.id, personne.id, personne.nom, personne.nom_naissance, personne.prenom, \
         personne.date_naissance, personne.naissance_precision, personne.role, personne.partie_le, \
         COALESCE(personne.nir LIKE '1%', FALSE), ",
    )
    .puis(si_ouverte::<Adresse>(passage, "dossier.commune"))
    .puis(", ")
    .puis(si_ouverte::<Rsa>(passage, "dossier.etat"))
    .puis(", dossier.fonorg FROM personne INNER JOIN dossier ON dossier.id = personne.dossier_id WHERE ")
    .puis(perimetre)
}

/// The column of the `dossier` of the query around when its rubrique is open to the reader; else nothing
/// is read, nor of a caisse whose data are closed at this hour.
pub fn si_ouverte<R: DeRubrique>(passage: &Passage, colonne: &'static str) -> Clause {
    match (passage.ouverte::<R>(), source_ouverte(passage)) {
        (None, _) => Clause::from("NULL"),
        (Some(_), None) => Clause::from(colonne),
        (Some(_), Some(ouverte)) => {
            Clause::from("CASE WHEN ").puis(ouverte).puis(format!(" THEN {colonne} END"))
        }
    }
}

/// Whether the data of the caisse of the `dossier` of the query around are open at this hour; none when
/// all are.
pub fn source_ouverte(passage: &Passage) -> Option<Clause> {
    let fermees = passage.sources_fermees();
    (!fermees.is_empty()).then(|| {
        let codes = fermees.iter().map(|fermee| fermee.source.code());
        Clause::from("dossier.fonorg NOT IN ").puis(Clause::parmi(codes))
    })
}

impl LignePersonne {
    /// The line as the agent reads it, `consulte_a` for a recent view.
    pub fn lire(self, passage: &Passage, consulte_a: Option<DateTime<Utc>>) -> LigneDossier {
        let commune = self.commune.as_deref().and_then(nom_commune).map(str::to_owned);
        LigneDossier {
            dossier: self.dossier,
            personne: self.personne,
            nom_naissance: (cle_de_recherche(&self.nom) != cle_de_recherche(&self.nom_naissance))
                .then_some(self.nom_naissance),
            nom: self.nom,
            prenom: self.prenom,
            femme: !self.homme,
            date_naissance: naissance(self.date_naissance, &self.naissance_precision),
            role: RoleRecu::new(self.role),
            commune: Sous::new(passage.ouverte().as_ref(), commune),
            etat: Sous::new(passage.ouverte().as_ref(), self.etat.map(EtatRecu::new)),
            source_fermee: passage.source_fermee(&self.fonorg),
            partie_le: self.partie_le,
            non_recu: None,
            consulte_a,
        }
    }
}

/// The name of a commune; none for one that our list does not have.
pub fn nom_commune(insee: &str) -> Option<&'static str> {
    nomenclature::commune(&CommuneInsee::lire(insee).ok()?)
}

/// The person that a CER or a rendez-vous concerns.
pub fn personne_concernee(personne: &personne::Model) -> PersonneConcernee {
    PersonneConcernee {
        dossier: personne.dossier_id,
        personne: personne.id,
        nom: personne.nom.clone(),
        prenom: personne.prenom.clone(),
        date_naissance: personne.naissance(),
    }
}
