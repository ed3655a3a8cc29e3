//! The CER of some persons, as lists show them, and who may know of a draft.

use chrono::NaiveDate;
use reciproque_shared::cer::fiche::LigneCer;
use reciproque_shared::cer::{EtatCer, PeriodeCer, PositionCer, Sorte, contrats};
use reciproque_shared::habilitation::Portee;
use sea_orm::DbErr;

use super::contexte::{etat_cer, periodes, reglages, saisie};
use crate::depot::entite::cer;
use crate::depot::sql::{Clause, DeLigne, Ligne, Sql};
use crate::garde::Passage;
use crate::garde::lecture::{Avec, Concerne, Lisibles, lisibles_des};

/// The predicate over a query that has the table `cer` in it: what is being typed is the
/// structure's own business, nobody else learns that it exists.
pub fn visibles(passage: &Passage) -> Clause {
    // Who asks for their own data is answered all of them.
    if passage.portee() == Portee::Demande {
        return Clause::from("TRUE");
    }
    Clause::from("(cer.etat NOT IN ")
        .puis(Clause::parmi([EtatCer::Brouillon, EtatCer::Abandonne].map(EtatCer::code)))
        .puis(" OR cer.organisation_id = ?)")
        .avec(passage.agent().organisation)
}

/// A CER, with the names that its line shows.
pub struct CerNomme {
    pub cer: cer::Model,
    structure: String,
    referent_nom: String,
    referent_prenom: String,
}

impl DeLigne for CerNomme {
    fn de_ligne(ligne: &Ligne<'_>) -> Result<Self, DbErr> {
        let cer = DeLigne::de_ligne(ligne)?;
        let (structure, referent_nom) = (ligne.suivante()?, ligne.suivante()?);
        Ok(Self { cer, structure, referent_nom, referent_prenom: ligne.suivante()? })
    }
}

/// The CER of some persons that the reader may know of, the latest first.
pub async fn des_personnes<'a, C: Concerne + 'a>(
    passage: &Passage,
    base: &impl Sql,
    personnes: impl IntoIterator<Item = &'a C>,
) -> Result<Vec<CerNomme>, DbErr> {
    let leurs = lisibles_des::<cer::Entity, _>(personnes).et(visibles(passage));
    nommes(base, leurs, " ORDER BY cer.id DESC").await
}

/// These CER, with names.
pub async fn nommes(
    base: &impl Sql,
    lesquels: Lisibles<cer::Entity>,
    ordre: &'static str,
) -> Result<Vec<CerNomme>, DbErr> {
    let avec = Avec {
        colonnes: ", organisation.nom, agent.nom, agent.prenom".into(),
        jointures: "INNER JOIN organisation ON organisation.id = cer.organisation_id \
                    INNER JOIN agent ON agent.id = cer.referent_id",
    };
    lesquels.charger(base, avec, ordre).await
}

/// CER as lines, in the same order. There must be all those of each person, since a contract
/// is told apart by what follows it.
pub fn lignes_cer(passage: &Passage, nommes: &[CerNomme]) -> Vec<LigneCer> {
    let jour = passage.app().horloge.aujourdhui();
    let alerte = reglages(passage.app()).alerte_fin;
    let ligne = |nomme: &CerNomme| {
        let siens = nommes.iter().map(|n| &n.cer).filter(|cer| cer.personne_id == nomme.cer.personne_id);
        let historique = contrats(&periodes(siens, None));
        let position = position(&nomme.cer, &historique, jour, alerte);
        LigneCer { fin: fin(&nomme.cer, &historique), ..nomme.ligne(position) }
    };
    nommes.iter().map(ligne).collect()
}

impl CerNomme {
    fn ligne(&self, position: Option<PositionCer>) -> LigneCer {
        let Self { cer, structure, referent_nom, referent_prenom } = self;
        LigneCer {
            id: cer.id,
            sorte: sorte(cer).map_or("CER", Sorte::libelle).to_owned(),
            rang: cer.rang,
            etat: etat_cer(cer),
            position,
            debut: cer.debut,
            fin: cer.fin,
            structure: structure.clone(),
            referent: format!("{referent_prenom} {referent_nom}"),
        }
    }
}

/// The kind signed, or the one typed so far.
fn sorte(modele: &cer::Model) -> Option<Sorte> {
    match modele.sorte.as_deref() {
        Some(code) => Sorte::du_code(code),
        None => Sorte::du_code(&saisie(modele).ok()?.sorte),
    }
}

/// The contract that this row is, or that it amends, with its effective period.
fn contrat<'a>(modele: &cer::Model, historique: &'a [PeriodeCer]) -> Option<&'a PeriodeCer> {
    historique.iter().find(|contrat| contrat.id == modele.avenant_de.unwrap_or(modele.id))
}

/// The last day of a contract as its avenants changed it; an avenant keeps what it says.
fn fin(modele: &cer::Model, historique: &[PeriodeCer]) -> Option<NaiveDate> {
    let contrat = contrat(modele, historique).filter(|_| modele.avenant_de.is_none());
    contrat.map(|contrat| contrat.fin).or(modele.fin)
}

/// Where a validated contract stands today, among all those of the person. An avenant
/// stands where its contract stands, from its own first day.
fn position(
    modele: &cer::Model,
    historique: &[PeriodeCer],
    jour: NaiveDate,
    alerte: u32,
) -> Option<PositionCer> {
    let fin = contrat(modele, historique)?.fin;
    let suivi = historique.iter().any(|autre| autre.debut > fin);
    PositionCer::du(etat_cer(modele), (modele.debut?, fin), jour, alerte, suivi)
}
