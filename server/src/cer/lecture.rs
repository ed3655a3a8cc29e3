//! One CER as it is read, with the gestures that the reader may do now.

use chrono::NaiveDate;
use reciproque_shared::api::ConsulterCer;
use reciproque_shared::cer::fiche::{EtapeCer, FicheCer, LigneCer};
use reciproque_shared::cer::{
    Acteur, ContexteCer, EtatCer, Examinateur, Forme, GesteCer, gestes_possibles, rang_pour,
};
use reciproque_shared::date::a_paris;
use reciproque_shared::habilitation::{Acte, allows};
use sea_orm::{ColumnTrait, QueryFilter, QueryOrder};

use super::contexte::{contexte_cer, etat_cer, saisie};
use super::feuille::Connu;
use super::liste::{des_personnes, lignes_cer, visibles};
use crate::depot::annuaire::Employeurs;
use crate::depot::annuaire::{agents, nom_agent};
use crate::depot::entite::{cer, cer_etape};
use crate::garde::lecture::{self, dependantes_de, parmi};
use crate::garde::{Objet, Passage, Traced};
use crate::http::routeur::AppelRecu;
use crate::refus::Refus;

/// Name of the step that no gesture makes: the draft is opened.
pub const CREATION: &str = "creer";

/// `GET /cer/{cer}`
pub async fn consulter(passage: Passage, appel: AppelRecu<ConsulterCer>) -> Result<Traced<FicheCer>, Refus> {
    let cer = trouver(&passage, appel.chemin).await?;
    repondre(&passage, cer).await
}

/// Answers again with a CER that the same intention created.
///
/// # Errors
/// `Introuvable` when it left the scope since.
pub async fn retrouver(passage: Passage, id: i64) -> Result<Traced<FicheCer>, Refus> {
    let cer = trouver(&passage, id).await?;
    repondre(&passage, cer).await
}

/// Answers with a CER that is only read.
pub async fn repondre(passage: &Passage, cer: cer::Model) -> Result<Traced<FicheCer>, Refus> {
    let objet = Objet::new("cer", cer.id);
    let fiche = fiche(passage, cer).await?;
    passage.laisser_sortir(objet, &passage.rubriques(), |_| fiche).await
}

/// The CER, if the agent reaches its person and may know of it.
///
/// # Errors
/// `Introuvable` out of scope, unknown, or a draft of somebody else.
pub async fn trouver(passage: &Passage, id: i64) -> Result<cer::Model, Refus> {
    parmi::<cer::Entity>(passage)
        .filter(cer::Column::Id.eq(id))
        .filter(visibles(passage).pour(passage.base()))
        .one(passage.base())
        .await?
        .ok_or(Refus::Introuvable)
}

/// The CER whole, as it is in the store now.
pub async fn relire(passage: &Passage, cer: &cer::Model) -> Result<FicheCer, Refus> {
    let cer = lecture::encore(cer).one(passage.base()).await?;
    fiche(passage, cer.ok_or(Refus::Introuvable)?).await
}

async fn fiche(passage: &Passage, cer: cer::Model) -> Result<FicheCer, Refus> {
    let base = passage.base();
    let personne = lecture::qui(&cer).one(base).await?.ok_or(Refus::Introuvable)?;
    let contexte = contexte_cer(passage, base, &cer, cer.organisation_id, Some(cer.id)).await?;
    let mut lignes = lignes_cer(passage, &des_personnes(passage, base, [&personne]).await?);
    let ligne = prendre(&mut lignes, Some(cer.id)).ok_or(Refus::Introuvable)?;
    let rang = rang(&cer, &contexte);
    let connu = Connu {
        structure: ligne.structure,
        referent: ligne.referent,
        saisie: saisie(&cer)?,
        contexte,
        precedent: prendre(&mut lignes, cer.precedent_id),
    };
    Ok(FicheCer {
        id: cer.id,
        version: cer.version,
        feuille: connu.feuille(passage, base, &personne).await?,
        etat: ligne.etat,
        position: ligne.position,
        rang,
        debut: cer.debut,
        fin: ligne.fin,
        examen_depuis: examen_depuis(passage, &cer).await?,
        saisie_le: cer.saisie_le,
        etapes: etapes(passage, &cer).await?,
        gestes: gestes(passage, &cer),
    })
}

/// Takes the line of this CER out of those of the person.
pub fn prendre(lignes: &mut Vec<LigneCer>, id: Option<i64>) -> Option<LigneCer> {
    let rang = lignes.iter().position(|ligne| Some(ligne.id) == id)?;
    Some(lignes.remove(rang))
}

/// The rank kept for a contract that counts; before the decision, the one that it would
/// take today.
fn rang(cer: &cer::Model, contexte: &ContexteCer) -> Option<i32> {
    let futur = match etat_cer(cer) {
        EtatCer::Signe | EtatCer::Transmis => match cer.avenant_de {
            Some(amende) => contexte.valides.iter().find(|periode| periode.id == amende)?.rang,
            None => rang_pour(&contexte.valides, cer.debut?),
        },
        _ => return cer.rang,
    };
    i32::try_from(futur).ok()
}

async fn etapes(passage: &Passage, cer: &cer::Model) -> Result<Vec<EtapeCer>, Refus> {
    let base = passage.base();
    let lignes =
        dependantes_de::<cer_etape::Entity, _>(cer).order_by_asc(cer_etape::Column::Id).all(base).await?;
    let agents = agents(base, lignes.iter().map(|l| l.agent_id)).await?;
    let employeurs = Employeurs::charger(base, &agents).await?;
    let lire = |ligne: cer_etape::Model| {
        let agent = agents.get(&ligne.agent_id);
        EtapeCer {
            geste: libelle(&ligne.geste).to_owned(),
            etat: EtatCer::du_code(&ligne.etat).unwrap_or(EtatCer::Annule),
            instant: ligne.instant,
            agent: agent.map(nom_agent).unwrap_or_default(),
            organisation: agent
                .map(|agent| employeurs.le(agent, a_paris(ligne.instant).date()))
                .unwrap_or_default(),
            motif: ligne.motif,
            examine_par: ligne.examine_par.as_deref().and_then(Examinateur::du_code),
            examine_le: ligne.examine_le,
        }
    };
    Ok(lignes.into_iter().map(lire).collect())
}

/// The day from which a contract of particular form that awaits the decision may be
/// examined: that of its transmission.
pub async fn examen_depuis(passage: &Passage, cer: &cer::Model) -> Result<Option<NaiveDate>, Refus> {
    let forme = cer.forme.as_deref().and_then(Forme::du_code);
    if forme != Some(Forme::Particulier) || etat_cer(cer) != EtatCer::Transmis {
        return Ok(None);
    }
    let transmission = dependantes_de::<cer_etape::Entity, _>(cer)
        .filter(cer_etape::Column::Etat.eq(EtatCer::Transmis.code()))
        .order_by_desc(cer_etape::Column::Id)
        .one(passage.base())
        .await?;
    let instant = transmission.map_or(cer.saisie_le, |etape| etape.instant);
    Ok(Some(a_paris(instant).date()))
}

fn libelle(code: &str) -> &str {
    match GesteCer::du_code(code) {
        Some(geste) => geste.libelle(),
        None if code == CREATION => "Ouvrir le brouillon",
        None => code,
    }
}

/// What the reader may do now: the rule table, the convention, the structure whose
/// contract it is, and the state.
fn gestes(passage: &Passage, cer: &cer::Model) -> Vec<GesteCer> {
    let Some(acteur) = acteur(passage, cer) else { return Vec::new() };
    gestes_possibles(etat_cer(cer), acteur).filter(|geste| !romprait_un_avenant(cer, *geste)).collect()
}

fn acteur(passage: &Passage, cer: &cer::Model) -> Option<Acteur> {
    let agent = passage.agent();
    let permis = |acte| allows(agent.profil, acte).is_some_and(|d| !d.saisie || agent.saisie_ouverte);
    if permis(Acte::DeciderCer) {
        Some(Acteur::Departement)
    } else {
        (permis(Acte::SaisirCer) && cer.organisation_id == agent.organisation).then_some(Acteur::Structure)
    }
}

/// An avenant has no life of its own to break: its contract is broken, and it with it.
pub fn romprait_un_avenant(cer: &cer::Model, geste: GesteCer) -> bool {
    geste == GesteCer::Rompre && cer.avenant_de.is_some()
}
