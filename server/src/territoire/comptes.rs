//! What a change moves, counted by commune: nobody is named but the agents whose scope it moves.

use std::collections::{BTreeMap, HashMap};

use chrono::NaiveDate;
use reciproque_shared::attente::Attendu;
use reciproque_shared::habilitation::{Portee, Profil};
use reciproque_shared::identifiant::CommuneInsee;
use reciproque_shared::territoire::{
    AgentTerritoire, CadreTerritoires, ChangementTerritoires, DossiersCommune, Mouvement,
};
use sea_orm::DbErr;

use crate::depot::entite::{attente, dossier, personne};
use crate::depot::sql::{Clause, Sql};
use crate::garde::Passage;
use crate::garde::agent::habilitation_ouverte;
use crate::garde::lecture::hors_perimetre;
use crate::garde::lecture::territoire::LEUR_FOYER;

/// A number for each commune.
type Comptes = HashMap<String, i64>;

/// How many dossiers live in each commune of the département, and how many elsewhere.
pub async fn dossiers(
    base: &impl Sql,
    cadre: &CadreTerritoires,
) -> Result<(Vec<DossiersCommune>, i64), DbErr> {
    let tous = hors_perimetre::<dossier::Entity>("counted by commune for the user referent");
    let lus = tous.grouper(base, "", "dossier.commune").await?;
    let (mut dossiers, mut ailleurs) = (Vec::new(), 0);
    for (code, nombre) in lus {
        let connue = cadre.lieux.communes.iter().find(|lieu| Some(&lieu.code) == code.as_ref());
        match connue.and_then(|lieu| CommuneInsee::lire(&lieu.code).ok()) {
            Some(commune) => dossiers.push(DossiersCommune { commune, dossiers: nombre }),
            None => ailleurs += nombre,
        }
    }
    Ok((dossiers, ailleurs))
}

/// What a change takes from each CTSA, or from none.
pub async fn mouvements(
    passage: &Passage,
    cadre: &CadreTerritoires,
    lu: &ChangementTerritoires,
) -> Result<Vec<Mouvement>, DbErr> {
    let (base, communes) = (passage.base(), lu.communes());
    let (dossiers, personnes) = (dossiers_de(base, communes).await?, personnes(base, communes).await?);
    let cer = cer_a_decider(passage, communes).await?;
    let somme = |comptes: &Comptes, communes: &[CommuneInsee]| -> i64 {
        communes.iter().filter_map(|insee| comptes.get(insee.as_str())).sum()
    };
    let mouvement = |(de, communes): (Option<i64>, Vec<CommuneInsee>)| Mouvement {
        de,
        dossiers: somme(&dossiers, &communes),
        personnes: somme(&personnes, &communes),
        cer: somme(&cer, &communes),
        communes,
    };
    Ok(par_ctsa(cadre, lu).into_iter().map(mouvement).collect())
}

/// Whose the communes would have been on the first day of the change.
fn par_ctsa(
    cadre: &CadreTerritoires,
    lu: &ChangementTerritoires,
) -> BTreeMap<Option<i64>, Vec<CommuneInsee>> {
    let territoires = cadre.territoires();
    let mut par_ctsa: BTreeMap<Option<i64>, Vec<CommuneInsee>> = BTreeMap::new();
    for commune in lu.communes() {
        let de = territoires.le(commune, lu.debut()).map(|tenue| tenue.ctsa);
        par_ctsa.entry(de).or_default().push(commune.clone());
    }
    par_ctsa
}

fn dans(colonne: &str, communes: &[CommuneInsee]) -> Clause {
    Clause::from(format!("{colonne} IN ")).puis(Clause::parmi(communes.iter().map(CommuneInsee::as_str)))
}

fn comptes(lus: Vec<(Option<String>, i64)>) -> Comptes {
    lus.into_iter().filter_map(|(code, nombre)| Some((code?, nombre))).collect()
}

async fn dossiers_de(base: &impl Sql, communes: &[CommuneInsee]) -> Result<Comptes, DbErr> {
    let leurs = hors_perimetre::<dossier::Entity>("counted by commune before they change of CTSA")
        .et(dans("dossier.commune", communes));
    leurs.grouper(base, "", "dossier.commune").await.map(comptes)
}

async fn personnes(base: &impl Sql, communes: &[CommuneInsee]) -> Result<Comptes, DbErr> {
    let presentes = hors_perimetre::<personne::Entity>("counted by commune before they change of CTSA")
        .et("personne.partie_le IS NULL")
        .et(dans("dossier.commune", communes));
    presentes.grouper(base, LEUR_FOYER, "dossier.commune").await.map(comptes)
}

/// Sent to the CTSA, and not decided yet.
async fn cer_a_decider(passage: &Passage, communes: &[CommuneInsee]) -> Result<Comptes, DbErr> {
    let maintenant = passage.app().horloge.locale();
    let attendus = hors_perimetre::<attente::Entity>("counted by commune before they change of CTSA")
        .et(dans("attente.commune", communes))
        .et("attente.quoi = ?")
        .avec(Attendu::CerADecider.code())
        .et("attente.du <= ? AND attente.avant > ?")
        .avec(maintenant)
        .avec(maintenant);
    attendus.grouper(passage.base(), "", "attente.commune").await.map(comptes)
}

/// Those whose scope is the territory of one of these CTSA, in alphabetical order.
pub async fn agents(
    base: &impl Sql,
    ctsa: impl Iterator<Item = i64>,
    jour: NaiveDate,
) -> Result<Vec<AgentTerritoire>, DbErr> {
    let du_territoire = Profil::ceux(|profil| profil.portee() == Portee::Territoire).map(Profil::code);
    let requete = Clause::from(
        "SELECT agent.prenom, agent.nom, agent.organisation_id FROM agent WHERE agent.suspendu_le IS NULL \
         AND agent.organisation_id IN ",
    )
    .puis(Clause::parmi(ctsa))
    .et("EXISTS (SELECT 1 FROM habilitation WHERE habilitation.agent_id = agent.id AND habilitation.profil IN ")
    .puis(Clause::parmi(du_territoire))
    .et(habilitation_ouverte(jour))
    .puis(") ORDER BY agent.nom, agent.prenom, agent.id");
    let lus: Vec<(String, String, i64)> = base.trouver(requete).await?;
    let agent = |(prenom, nom, ctsa)| AgentTerritoire { nom: format!("{prenom} {nom}"), ctsa };
    Ok(lus.into_iter().map(agent).collect())
}
