//! The side of France Travail of some persons in hand: the situation, and what was sent.

use std::collections::HashMap;

use reciproque_shared::france_travail::{
    CategorieRecue, CodeParcours, ContenuEnvoi, CoteFranceTravail, EnvoiLu, EnvoyeLu, EtatEnvoi, MotifRecu,
    Organisme, SituationDite, SituationLue, Statut, etat_courant,
};
use sea_orm::DbErr;

use crate::depot::entite::{envoi_france_travail as envoi, personne, situation_france_travail as situation};
use crate::depot::sql::{Clause, DeLigne, Ligne, Sql};
use crate::garde::lecture::{Avec, lisibles_des};

/// That of each of these persons; `courants`: the orientation that runs of each, if one does.
pub async fn cotes(
    base: &impl Sql,
    personnes: &[&personne::Model],
    courants: &HashMap<i64, ContenuEnvoi>,
) -> Result<HashMap<i64, CoteFranceTravail>, DbErr> {
    let mut situations = situations(base, personnes).await?;
    let mut envois = envois(base, personnes).await?;
    let cote = |personne: &&personne::Model| {
        let id = personne.id;
        let envoyes = envois.remove(&id).unwrap_or_default();
        let cote =
            CoteFranceTravail { situation: situations.remove(&id), envoi: lire(envoyes, courants.get(&id)) };
        (id, cote)
    };
    Ok(personnes.iter().map(cote).collect())
}

/// The last known situation of each, with those before it.
pub async fn situations(
    base: &impl Sql,
    personnes: &[&personne::Model],
) -> Result<HashMap<i64, SituationLue>, DbErr> {
    let lues = lisibles_des::<situation::Entity, _>(personnes.iter().copied())
        .toutes(base, " ORDER BY situation_france_travail.id DESC")
        .await?;
    let (mut par_personne, mut anciennes) = (HashMap::new(), HashMap::<i64, Vec<SituationDite>>::new());
    for lue in lues {
        match lue.remplacee_le {
            None => {
                let (id, au) = (lue.personne_id, lue.confirmee_le);
                par_personne.insert(id, SituationLue { au, derniere: dite(lue), anciennes: Vec::new() });
            }
            Some(_) => anciennes.entry(lue.personne_id).or_default().push(dite(lue)),
        }
    }
    for (id, siennes) in anciennes {
        if let Some(situation) = par_personne.get_mut(&id) {
            situation.anciennes = siennes;
        }
    }
    Ok(par_personne)
}

fn dite(lue: situation::Model) -> SituationDite {
    SituationDite {
        au: lue.au,
        // The table refuses any other code.
        statut: Statut::du_code(&lue.statut).unwrap_or(Statut::Cessation),
        inscrite_le: lue.inscrite_le,
        sortie_le: lue.sortie_le,
        motif: lue.motif.map(MotifRecu::garde),
        categorie: lue.categorie.map(CategorieRecue::new),
        entretien_le: lue.entretien_le,
        agence: lue.agence,
        conseiller: lue.conseiller,
        plan_debut: lue.plan_debut,
        plan_fin: lue.plan_fin,
    }
}

/// A sending, with the name of its référent.
struct Nomme {
    ligne: envoi::Model,
    referent: Option<String>,
}

impl DeLigne for Nomme {
    fn de_ligne(ligne: &Ligne<'_>) -> Result<Self, DbErr> {
        let lue = DeLigne::de_ligne(ligne)?;
        let (prenom, nom): (Option<String>, Option<String>) = (ligne.suivante()?, ligne.suivante()?);
        Ok(Self { ligne: lue, referent: prenom.zip(nom).map(|(prenom, nom)| format!("{prenom} {nom}")) })
    }
}

/// The latest first.
async fn envois(base: &impl Sql, personnes: &[&personne::Model]) -> Result<HashMap<i64, Vec<Nomme>>, DbErr> {
    let avec = Avec {
        colonnes: Clause::from(", agent.prenom, agent.nom"),
        jointures: "LEFT JOIN agent ON agent.id = envoi_france_travail.referent_id",
    };
    let leurs = lisibles_des::<envoi::Entity, _>(personnes.iter().copied());
    let lus: Vec<Nomme> = leurs.charger(base, avec, " ORDER BY envoi_france_travail.id DESC").await?;
    let mut par_personne: HashMap<i64, Vec<Nomme>> = HashMap::new();
    for lu in lus {
        par_personne.entry(lu.ligne.personne_id).or_default().push(lu);
    }
    Ok(par_personne)
}

fn lire(envoyes: Vec<Nomme>, courant: Option<&ContenuEnvoi>) -> EnvoiLu {
    let etat = courant.map(|courant| {
        let sien = envoyes.iter().find(|nomme| nomme.ligne.orientation_id == courant.orientation);
        let dernier = sien.and_then(|nomme| contenu(&nomme.ligne));
        etat_courant(courant, dernier.as_ref().map(|(contenu, etat)| (contenu, *etat)))
    });
    EnvoiLu { etat, envoyes: envoyes.into_iter().filter_map(envoye).collect() }
}

/// What a sending told, and where it stands; none of codes that this version does not know.
pub fn contenu(ligne: &envoi::Model) -> Option<(ContenuEnvoi, EtatEnvoi)> {
    let contenu = ContenuEnvoi {
        orientation: ligne.orientation_id,
        parcours: CodeParcours::du_code(&ligne.parcours)?,
        debut: ligne.debut,
        fin: ligne.fin,
        referent: ligne.referent_id,
    };
    Some((contenu, EtatEnvoi::du_code(&ligne.etat)?))
}

fn envoye(Nomme { ligne, referent }: Nomme) -> Option<EnvoyeLu> {
    Some(EnvoyeLu {
        etat: EtatEnvoi::du_code(&ligne.etat)?,
        parcours: CodeParcours::du_code(&ligne.parcours)?,
        organisme: Organisme::du_code(&ligne.organisme)?,
        structure: ligne.structure,
        referent,
        debut: ligne.debut,
        fin: ligne.fin,
        envoye_le: ligne.envoye_le,
        repondu_le: ligne.repondu_le,
        motif: ligne.motif.map(|motif| MotifRecu::garde(motif).libelle()),
    })
}
