//! The portfolios of a structure, for who manages it: how many persons each référent has, and the
//! persons of one of them.

use std::collections::HashMap;

use chrono::NaiveDateTime;
use reciproque_shared::api::{ConsulterPortefeuille, ConsulterPortefeuilles};
use reciproque_shared::habilitation::{Acte, allows};
use reciproque_shared::parcours::lot::{PERSONNES_MAX, SorteLot};
use reciproque_shared::parcours::portefeuille::{
    FichePortefeuille, LigneEquipe, LignePortefeuille, Portefeuilles, ResumeTransfert,
};
use reciproque_shared::rubrique::{Adresse, Sous};
use sea_orm::DbErr;

use crate::depot::entite::{lot_orientation, personne, referent};
use crate::depot::sql::{Clause, DeLigne, Ligne, Sql, colonnes};
use crate::equipe;
use crate::garde::agent::peut_accompagner;
use crate::garde::lecture::parcours::{FOYER_DU_SUIVI, prochain_rendez_vous, suivies_par_agent};
use crate::garde::lecture::{Avec, Lisibles, lisibles, nom_commune, personne_concernee, si_ouverte};
use crate::garde::{Objet, Passage, Traced};
use crate::http::routeur::AppelRecu;
use crate::refus::Refus;

/// Handings over that a page recalls.
const DERNIERS: usize = 10;

/// `GET /portefeuilles`
pub async fn consulter_tous(
    passage: Passage,
    _: AppelRecu<ConsulterPortefeuilles>,
) -> Result<Traced<Portefeuilles>, Refus> {
    let lus = Portefeuilles { lignes: equipe(&passage).await?, transferts: derniers(&passage).await? };
    passage.laisser_sortir(Objet::aucun(), &passage.rubriques(), |_| lus).await
}

/// `GET /agents/{agent}/portefeuille`
pub async fn consulter(
    passage: Passage,
    appel: AppelRecu<ConsulterPortefeuille>,
) -> Result<Traced<FichePortefeuille>, Refus> {
    let (base, id) = (passage.base(), appel.chemin);
    let equipe = equipe(&passage).await?;
    let LigneEquipe { agent, nom, en_poste, .. } = quitte(&equipe, id)?.clone();
    let prochain = prochain_rendez_vous(passage.agent().organisation, passage.app().horloge.locale());
    let colonnes = Clause::from(format!(", {}, ", colonnes::<personne::Model>("personne")))
        .puis(si_ouverte::<Adresse>(&passage, "dossier.commune"))
        .puis(", dossier.fonorg, ")
        .puis(prochain)
        .puis(" AS prochain");
    let avec = Avec { colonnes, jointures: FOYER_DU_SUIVI };
    let ordre = format!(" ORDER BY prochain NULLS LAST, personne.nom_cle, personne.id LIMIT {PERSONNES_MAX}");
    let lus: Vec<Suivie> = suivies(&passage, id).charger(base, avec, ordre).await?;
    let permis = allows(passage.agent().profil, Acte::TransfererPortefeuille).is_some();
    let fiche = FichePortefeuille {
        agent,
        nom,
        en_poste,
        aujourdhui: passage.app().horloge.aujourdhui(),
        total: suivies(&passage, id).compter(base, "").await?.unsigned_abs(),
        lignes: lus.into_iter().map(|lue| lue.ligne(&passage)).collect(),
        receveurs: equipe.into_iter().filter(|ligne| ligne.en_poste && ligne.agent != id).collect(),
        transmissible: permis && passage.agent().saisie_ouverte,
    };
    passage.laisser_sortir(Objet::new("agent", id), &passage.rubriques(), |_| fiche).await
}

/// An agent of the structure, or one who is still the référent of some of its persons.
///
/// # Errors
/// `Introuvable` for any other: another structure's agents answer like none.
pub fn quitte(equipe: &[LigneEquipe], agent: i64) -> Result<&LigneEquipe, Refus> {
    equipe.iter().find(|ligne| ligne.agent == agent).ok_or(Refus::Introuvable)
}

/// Who may accompany in the structure today and who has persons of it, in alphabetical order.
pub async fn equipe(passage: &Passage) -> Result<Vec<LigneEquipe>, DbErr> {
    let (base, jour) = (passage.base(), passage.app().horloge.aujourdhui());
    let suivies: HashMap<i64, i64> = suivies_par_agent(passage, jour).await?.into_iter().collect();
    let collegues = equipe::accompagnent(passage, base).await?;
    let agents = collegues.iter().map(|lu| lu.id).chain(suivies.keys().copied());
    let requete = Clause::from("SELECT agent.id, agent.prenom, agent.nom, agent.organisation_id = ?")
        .avec(passage.agent().organisation)
        .et(peut_accompagner(jour))
        .puis(" FROM agent WHERE agent.id IN ")
        .puis(Clause::parmi(agents))
        .puis(" ORDER BY agent.nom, agent.prenom, agent.id");
    let lus: Vec<(i64, String, String, bool)> = base.trouver(requete).await?;
    let ligne = |(agent, prenom, nom, en_poste)| LigneEquipe {
        agent,
        nom: format!("{prenom} {nom}"),
        en_poste,
        personnes: suivies.get(&agent).copied().unwrap_or_default(),
    };
    Ok(lus.into_iter().map(ligne).collect())
}

/// The last portfolios handed over in the structure.
async fn derniers(passage: &Passage) -> Result<Vec<ResumeTransfert>, DbErr> {
    let requete = Clause::from(format!(
        "SELECT {} FROM lot_orientation WHERE lot_orientation.organisation_id = ? AND lot_orientation.sorte = ? \
         ORDER BY lot_orientation.id DESC LIMIT {DERNIERS}",
        colonnes::<lot_orientation::Model>("lot_orientation")
    ));
    let requete = requete.avec(passage.agent().organisation).avec(SorteLot::Portefeuille.code());
    let lus: Vec<lot_orientation::Model> = passage.base().trouver(requete).await?;
    let resume = |lot: lot_orientation::Model| ResumeTransfert {
        id: lot.id,
        quoi: lot.quoi,
        instant: lot.instant,
        annule: lot.annule_le.is_some(),
    };
    Ok(lus.into_iter().map(resume).collect())
}

/// The persons of whom this agent is the référent, until nobody knows when.
fn suivies(passage: &Passage, agent: i64) -> Lisibles<referent::Entity> {
    lisibles(passage).et("referent.agent_id = ?").avec(agent).et("referent.fin IS NULL")
}

/// Somebody whom the agent accompanies, with the commune of the foyer and the next rendez-vous.
struct Suivie {
    referent: referent::Model,
    personne: personne::Model,
    commune: Option<String>,
    fonorg: String,
    prochain: Option<NaiveDateTime>,
}

impl DeLigne for Suivie {
    fn de_ligne(ligne: &Ligne<'_>) -> Result<Self, DbErr> {
        let (referent, personne) = (DeLigne::de_ligne(ligne)?, DeLigne::de_ligne(ligne)?);
        let (commune, fonorg) = (ligne.suivante()?, ligne.suivante()?);
        Ok(Self { referent, personne, commune, fonorg, prochain: ligne.suivante()? })
    }
}

impl Suivie {
    fn ligne(self, passage: &Passage) -> LignePortefeuille {
        let commune = self.commune.as_deref().and_then(nom_commune).map(str::to_owned);
        LignePortefeuille {
            personne: personne_concernee(&self.personne),
            commune: Sous::new(passage.ouverte_de(&self.fonorg).as_ref(), commune),
            source_fermee: passage.source_fermee(&self.fonorg),
            depuis: self.referent.debut,
            prochain: self.prochain,
        }
    }
}
