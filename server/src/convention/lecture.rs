//! Conventions as they are in the store, with all their terms.

use std::collections::HashMap;

use chrono::{DateTime, NaiveDate, Utc};
use reciproque_shared::convention::{
    Annulation, Avenant, Duree, Lieux, Quota, SorteConvention, Termes, Voie,
};
use reciproque_shared::habilitation::{Profil, Rubrique};
use reciproque_shared::supervision::fiche::{ConventionLue, CorrectionLue, DenonciationLue};

use super::lieux;
use crate::depot::annuaire::{agents, nom_agent};
use crate::depot::entite::{agent, avenant, convention, correction, quota};
use crate::depot::sql::{Clause, Colonnes, Sql, colonnes};
use crate::refus::{Refus, a_jour};

const DES_AVENANTS: &str = " FROM convention INNER JOIN avenant ON avenant.convention_id = convention.id";

const DES_CORRECTIONS: &str =
    " FROM convention INNER JOIN correction ON correction.convention_id = convention.id";

const ANNULEE: &str = "Cette convention est annulée : plus rien ne la change. Saisissez-en une autre.";

/// The conventions that `filtre` keeps, with the number of their organisation, the latest first.
pub async fn charger(base: &impl Sql, filtre: Clause) -> Result<Vec<(i64, ConventionLue)>, Refus> {
    let requete = selection::<convention::Model>("convention", " FROM convention", &filtre)
        .puis(" ORDER BY convention.date_effet DESC, convention.id DESC");
    let lignes: Vec<convention::Model> = base.trouver(requete).await?;
    let requete =
        selection::<avenant::Model>("avenant", DES_AVENANTS, &filtre).puis(" ORDER BY avenant.numero");
    let termes: Vec<avenant::Model> = base.trouver(requete).await?;
    let requete = selection::<correction::Model>("correction", DES_CORRECTIONS, &filtre)
        .puis(" ORDER BY correction.id");
    let corrigees: Vec<correction::Model> = base.trouver(requete).await?;
    let auteurs = agents(base, auteurs(&lignes, &termes, &corrigees).into_iter()).await?;
    let mut quotas = quotas(base, &filtre).await?;
    let lieux = lieux::tous(base).await?;
    let mut avenants: HashMap<i64, Vec<Avenant>> = HashMap::new();
    for ligne in termes {
        let quotas = quotas.remove(&ligne.id).unwrap_or_default();
        avenants.entry(ligne.convention_id).or_default().push(avenant(ligne, quotas, &lieux, &auteurs));
    }
    let mut corrections: HashMap<i64, Vec<CorrectionLue>> = HashMap::new();
    for ligne in corrigees {
        corrections.entry(ligne.convention_id).or_default().push(correction(ligne, &auteurs));
    }
    let lue = |ligne: convention::Model| {
        let avenants = avenants.remove(&ligne.id).unwrap_or_default();
        let corrections = corrections.remove(&ligne.id).unwrap_or_default();
        (ligne.organisation_id, lue(ligne, (avenants, corrections), &auteurs))
    };
    Ok(lignes.into_iter().map(lue).collect())
}

/// Who entered, denounced, cancelled or cured something.
fn auteurs(
    lignes: &[convention::Model],
    termes: &[avenant::Model],
    corrigees: &[correction::Model],
) -> Vec<i64> {
    let corrigees = corrigees.iter().flat_map(|ligne| [ligne.denonciation_par, Some(ligne.saisie_par)]);
    let termes = termes.iter().flat_map(|ligne| [ligne.saisi_par, ligne.annulation_par]);
    let lignes = lignes.iter().flat_map(|ligne| [ligne.denonciation_par, ligne.annulation_par]);
    termes.chain(lignes).chain(corrigees).flatten().collect()
}

/// All the columns of a table, `depuis` it, where `filtre` keeps the convention.
fn selection<T: Colonnes>(table: &str, depuis: &str, filtre: &Clause) -> Clause {
    Clause::from(format!("SELECT {}{depuis} WHERE ", colonnes::<T>(table))).puis(filtre.clone())
}

async fn quotas(base: &impl Sql, filtre: &Clause) -> Result<HashMap<i64, Vec<Quota>>, Refus> {
    let depuis = format!("{DES_AVENANTS} INNER JOIN quota ON quota.avenant_id = avenant.id");
    let lignes: Vec<quota::Model> = base.trouver(selection::<quota::Model>("quota", &depuis, filtre)).await?;
    let mut quotas: HashMap<i64, Vec<Quota>> = HashMap::new();
    for ligne in lignes {
        if let (Some(profil), Ok(nombre)) = (Profil::du_code(&ligne.profil), u32::try_from(ligne.nombre)) {
            quotas.entry(ligne.avenant_id).or_default().push(Quota { profil, nombre });
        }
    }
    for liste in quotas.values_mut() {
        liste.sort_by_key(|quota| quota.profil);
    }
    Ok(quotas)
}

fn avenant(
    ligne: avenant::Model,
    quotas: Vec<Quota>,
    lieux: &Lieux,
    auteurs: &HashMap<i64, agent::Model>,
) -> Avenant {
    let (niveau, territoire) = lieux::de(&ligne, lieux);
    Avenant {
        numero: u32::try_from(ligne.numero).unwrap_or_default(),
        date_effet: ligne.date_effet,
        objet: ligne.objet,
        termes: Termes {
            niveau,
            territoire,
            rubriques: ligne.rubriques.split(' ').filter_map(Rubrique::du_code).collect(),
            saisie: ligne.saisie,
            droits_en_cours: ligne.droits_en_cours,
            quotas,
            capacite: ligne.capacite.and_then(|capacite| u32::try_from(capacite).ok()),
        },
        saisi_le: ligne.saisi_le,
        saisi_par: ligne.saisi_par.and_then(|id| auteurs.get(&id)).map(nom_agent),
        annulation: annulation((ligne.annulation_le, ligne.annulation_par, ligne.annulation_motif), auteurs),
    }
}

fn annulation(
    (le, par, motif): (Option<DateTime<Utc>>, Option<i64>, Option<String>),
    auteurs: &HashMap<i64, agent::Model>,
) -> Option<Annulation> {
    let par = par.and_then(|id| auteurs.get(&id)).map(nom_agent).unwrap_or_default();
    Some(Annulation { le: le?, par, motif: motif? })
}

fn voie(code: Option<&str>) -> Option<Voie> {
    code.and_then(Voie::du_code)
}

fn correction(ligne: correction::Model, auteurs: &HashMap<i64, agent::Model>) -> CorrectionLue {
    let nom = |id: Option<i64>| id.and_then(|id| auteurs.get(&id)).map(nom_agent).unwrap_or_default();
    CorrectionLue {
        denonciation: DenonciationLue {
            voie: voie(ligne.denonciation_voie.as_deref()),
            comptee_du: ligne.denoncee_le,
            motif: ligne.denonciation_motif,
            saisie_le: ligne.denonciation_saisie_le,
            par: nom(ligne.denonciation_par),
        },
        fin_evitee: ligne.date_fin,
        corrigee_le: ligne.corrigee_le,
        motif: ligne.motif,
        saisie_le: ligne.saisie_le,
        par: nom(Some(ligne.saisie_par)),
    }
}

fn lue(
    ligne: convention::Model,
    (avenants, corrections): (Vec<Avenant>, Vec<CorrectionLue>),
    auteurs: &HashMap<i64, agent::Model>,
) -> ConventionLue {
    let par = ligne.denonciation_par.and_then(|id| auteurs.get(&id)).map(nom_agent).unwrap_or_default();
    let voie = voie(ligne.denonciation_voie.as_deref());
    let denonciation = ligne.denoncee_le.zip(ligne.denonciation_motif).zip(ligne.denonciation_saisie_le);
    ConventionLue {
        id: ligne.id,
        version: ligne.version,
        // Read as the one that says least: its breach is never cured.
        sorte: SorteConvention::du_code(&ligne.sorte).unwrap_or(SorteConvention::Solis),
        reference: ligne.reference,
        date_effet: ligne.date_effet,
        tacite: ligne.tacite,
        date_fin: ligne.date_fin,
        denonciation: denonciation.map(|((comptee_du, motif), saisie_le)| DenonciationLue {
            voie,
            comptee_du,
            motif,
            saisie_le,
            par,
        }),
        corrections,
        annulation: annulation((ligne.annulation_le, ligne.annulation_par, ligne.annulation_motif), auteurs),
        avenants,
    }
}

/// The dates of the conventions of an organisation, those cancelled left out, and this one.
pub async fn durees(base: &impl Sql, organisation: i64, sauf: Option<i64>) -> Result<Vec<Duree>, Refus> {
    let siennes = Clause::from(
        "SELECT convention.date_effet, convention.tacite, convention.denoncee_le, convention.date_fin \
         FROM convention WHERE convention.annulation_le IS NULL AND convention.organisation_id = ?",
    );
    let siennes = match sauf {
        Some(id) => siennes.avec(organisation).et("convention.id <> ?").avec(id),
        None => siennes.avec(organisation),
    };
    let lues: Vec<(NaiveDate, bool, Option<NaiveDate>, Option<NaiveDate>)> = base.trouver(siennes).await?;
    let duree = |(date_effet, tacite, denoncee_le, date_fin): (_, _, Option<NaiveDate>, _)| Duree {
        date_effet,
        tacite,
        fin_denoncee: denoncee_le.and(date_fin),
    };
    Ok(lues.into_iter().map(duree).collect())
}

/// One convention to change, in the version that the agent saw, and its organisation.
///
/// # Errors
/// `Introuvable` when unknown, `Perime` when somebody changed it meanwhile, `Conflit` when
/// it is cancelled: nothing changes it any more.
pub async fn une(base: &impl Sql, id: i64, version: i32) -> Result<(i64, ConventionLue), Refus> {
    let celle_ci = Clause::from("convention.id = ?").avec(id);
    let lue = charger(base, celle_ci).await?.pop().ok_or(Refus::Introuvable)?;
    a_jour(lue.1.version, version)?;
    if lue.1.annulation.is_some() {
        return Err(Refus::Conflit(ANNULEE.to_owned()));
    }
    Ok(lue)
}
