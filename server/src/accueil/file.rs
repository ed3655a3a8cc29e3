//! The query of a work list: one, whether it is counted or read. All but the day of an agent, and the
//! persons of a référent who is gone, reads the rows of what is awaited.

use std::collections::HashMap;

use chrono::{Days, NaiveTime};
use reciproque_shared::accueil::{FileAttente, LIGNES_PAR_PAGE, PLAFOND_COMPTE};
use reciproque_shared::habilitation::Portee;
use reciproque_shared::rendez_vous::StatutRendezVous;
use sea_orm::DbErr;

use super::condition;
use super::partis::Partis;
use crate::depot::sql::{Clause, Sql};
use crate::garde::Passage;
use crate::garde::agent::en_vigueur;
use crate::garde::lecture;
use crate::rendez_vous::OCCUPENT;

/// A work list under the scope of who asks.
pub struct Selection<'a> {
    passage: &'a Passage,
    file: FileAttente,
    lignes: Clause,
}

impl<'a> Selection<'a> {
    /// `equipe`: the work of the whole structure, not only of those whose référent is the
    /// agent. A CTSA has no such choice: its territory is its work.
    pub async fn de(passage: &'a Passage, file: FileAttente, equipe: bool) -> Result<Self, DbErr> {
        let miennes = passage.portee() == Portee::Accompagnement && !equipe;
        let lignes = match file {
            FileAttente::RendezVousDuJour => du_jour(passage, miennes),
            FileAttente::ReferentParti => referent_parti(passage, &Partis::charger(passage).await?),
            _ => attendues(passage, file, miennes, Epreuve::Personne),
        };
        Ok(Self { passage, file, lignes })
    }

    /// How many lines the list has.
    pub async fn compter(&self) -> Result<u64, DbErr> {
        self.passage.base().compter(Clause::from("SELECT COUNT(*) ").puis(self.lignes.clone())).await
    }

    /// The numbers of the rows of a page, the most pressing first.
    pub async fn page(&self, page: u32) -> Result<Vec<i64>, DbErr> {
        let debut = u64::from(page) * LIGNES_PAR_PAGE;
        self.charger(format!(" LIMIT {LIGNES_PAR_PAGE} OFFSET {debut}")).await
    }

    /// Those of all its rows, in the same order.
    pub async fn toutes(&self) -> Result<Vec<i64>, DbErr> {
        self.charger("").await
    }

    async fn charger(&self, combien: impl Into<Clause>) -> Result<Vec<i64>, DbErr> {
        let (table, ordre) = match self.file {
            FileAttente::RendezVousDuJour => ("rendez_vous", "rendez_vous.debut, rendez_vous.id"),
            FileAttente::ReferentParti => ("referent", "referent.debut, referent.id"),
            FileAttente::RendezVousARenseigner => ("attente", "attente.du, attente.id"),
            FileAttente::CerFinissant | FileAttente::SansCer | FileAttente::Reorientations => {
                ("attente", "attente.limite, attente.id")
            }
            // What the law bounds first.
            FileAttente::AInstruire | FileAttente::ADecider | FileAttente::ANotifier => {
                ("attente", "attente.limite IS NULL, attente.limite, attente.depuis, attente.id")
            }
            // Who has no legal delay has waited before.
            FileAttente::AOrienter => {
                ("attente", "attente.limite IS NOT NULL, attente.limite, attente.depuis, attente.id")
            }
            FileAttente::Brouillons => ("attente", "attente.depuis DESC, attente.id"),
            FileAttente::CerACompleter
            | FileAttente::CerATransmettre
            | FileAttente::CerADecider
            | FileAttente::SansReferent
            | FileAttente::ReponsesReorientation
            | FileAttente::EcartsFranceTravail
            | FileAttente::ATransmettre => ("attente", "attente.depuis, attente.id"),
        };
        let requete = Clause::from(format!("SELECT {table}.id "))
            .puis(self.lignes.clone())
            .puis(format!(" ORDER BY {ordre}"))
            .puis(combien);
        let lues: Vec<(i64,)> = self.passage.base().trouver(requete).await?;
        Ok(lues.into_iter().map(|(id,)| id).collect())
    }
}

/// How many lines each of these lists has, mine where the profil has such a choice; one more than
/// [`PLAFOND_COMPTE`] when it has more: the home page costs the same however long they are.
pub async fn compter(passage: &Passage, files: &[FileAttente]) -> Result<HashMap<FileAttente, u64>, DbErr> {
    let partis = match files.contains(&FileAttente::ReferentParti) {
        true => Partis::charger(passage).await?,
        false => Partis::default(),
    };
    let comptes = files.iter().map(|file| {
        let lignes = match file {
            FileAttente::RendezVousDuJour => du_jour(passage, true),
            FileAttente::ReferentParti => referent_parti(passage, &partis),
            _ => attendues(passage, *file, passage.portee() == Portee::Accompagnement, Epreuve::Rangee),
        };
        Clause::from(format!("SELECT '{}', COUNT(*) FROM (SELECT 1 AS ligne ", file.code()))
            .puis(lignes)
            .puis(format!(" LIMIT {}) AS lignes", PLAFOND_COMPTE + 1))
    });
    let Some(requete) = Clause::liees(comptes, " UNION ALL ") else { return Ok(HashMap::new()) };
    let lus: Vec<(String, i64)> = passage.base().trouver(requete).await?;
    let compte = |(file, nombre): (String, i64)| Some((FileAttente::du_code(&file)?, nombre.unsigned_abs()));
    Ok(lus.into_iter().filter_map(compte).collect())
}

/// How the scope is tried on each row: few are found without it.
enum Epreuve {
    /// The person: who is named is looked for.
    Personne,
    /// The row, where it says enough: it was cut to the days on which the structure accompanies the
    /// person. To count.
    Rangee,
}

/// `FROM … WHERE …`: the rows of a list.
fn attendues(passage: &Passage, file: FileAttente, miennes: bool, epreuve: Epreuve) -> Clause {
    let par_rangee = matches!(epreuve, Epreuve::Rangee) && condition::accompagnee(file);
    let atteinte = passage.perimetre().sur_attente(par_rangee);
    let lignes = Clause::from("FROM attente WHERE ")
        .puis(condition::de(passage, file))
        .et(atteinte.unwrap_or_else(|| lecture::personne_atteinte(passage, "attente.personne_id")));
    match (passage.portee(), miennes) {
        (Portee::Accompagnement, true) => lignes.et(condition::miennes(passage, file)),
        (Portee::Accompagnement, false) => {
            lignes.et("attente.structure_id = ?").avec(passage.agent().organisation)
        }
        _ => lignes,
    }
}

/// The persons accompanied today whose référent is not, or not any more, an agent of their structure
/// who may accompany.
fn referent_parti(passage: &Passage, partis: &Partis) -> Clause {
    let jour = passage.app().horloge.aujourdhui();
    let lignes = Clause::from(
        "FROM referent INNER JOIN agent ON agent.id = referent.agent_id \
         INNER JOIN orientation ON orientation.personne_id = referent.personne_id \
         INNER JOIN personne ON personne.id = referent.personne_id WHERE referent.agent_id IN ",
    )
    .puis(Clause::parmi(partis.tous.iter().copied()))
    .et(en_vigueur("referent", "debut", "fin", jour))
    .et(en_vigueur("orientation", "debut", "fin", jour))
    .et("(agent.organisation_id <> orientation.organisation_id OR agent.id IN ")
    .puis(Clause::parmi(partis.sans_poste.iter().copied()))
    .puis(")")
    .et(lecture::PRESENTE)
    .et(lecture::personne_atteinte(passage, "referent.personne_id"));
    match passage.portee() {
        Portee::Accompagnement => {
            lignes.et("orientation.organisation_id = ?").avec(passage.agent().organisation)
        }
        _ => lignes,
    }
}

/// The same of the rendez-vous of today, told or not.
fn du_jour(passage: &Passage, miennes: bool) -> Clause {
    let matin = passage.app().horloge.aujourdhui().and_time(NaiveTime::MIN);
    let personne = "rendez_vous.personne_id";
    let atteinte = passage.perimetre().sur_la_personne(personne);
    let lignes = Clause::from("FROM rendez_vous WHERE rendez_vous.organisation_id = ?")
        .avec(passage.agent().organisation)
        .et("rendez_vous.statut IN ")
        .puis(Clause::parmi(OCCUPENT.map(StatutRendezVous::code)))
        .et("rendez_vous.debut >= ? AND rendez_vous.debut < ?")
        .avec(matin)
        .avec(matin + Days::new(1))
        .et(atteinte.unwrap_or_else(|| lecture::personne_atteinte(passage, personne)));
    if miennes { lignes.et("rendez_vous.referent_id = ?").avec(passage.agent().id) } else { lignes }
}
