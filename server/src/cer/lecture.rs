//! One CER as it is read, with the gestures that the reader may do now.

use chrono::NaiveDate;
use reciproque_shared::api::ConsulterCer;
use reciproque_shared::cer::fiche::{EtapeCer, FicheCer, LigneCer};
use reciproque_shared::cer::{
    Acteur, ContexteCer, EtatCer, Examinateur, Forme, GesteCer, gestes_possibles, rang_pour,
};
use reciproque_shared::date::a_paris;
use reciproque_shared::habilitation::{Acte, allows};
use sea_orm::DbErr;

use super::contexte::{contexte_parmi, etat_cer, periodes, saisie};
use super::feuille::Connu;
use super::liste::{des_personnes, lignes_cer, visibles};
use crate::depot::annuaire::Anciens;
use crate::depot::entite::{cer, cer_etape};
use crate::depot::sql::Sql;
use crate::garde::lecture::{Signee, dependantes_des, lisibles, qui_sont};
use crate::garde::{Objet, Passage, Traced};
use crate::http::routeur::AppelRecu;
use crate::refus::Refus;

/// Name of the step that no gesture makes: the draft is opened.
pub const CREATION: &str = "creer";

/// `GET /cer/{cer}`
pub async fn consulter(passage: Passage, appel: AppelRecu<ConsulterCer>) -> Result<Traced<FicheCer>, Refus> {
    retrouver(passage, appel.chemin).await
}

/// Answers again with a CER that the same intention created.
///
/// # Errors
/// `Introuvable` when it left the scope since.
pub async fn retrouver(passage: Passage, id: i64) -> Result<Traced<FicheCer>, Refus> {
    let cer = trouver(&passage, id).await?;
    repondre(&passage, &cer).await
}

/// Answers with a CER that is only read.
pub async fn repondre(passage: &Passage, cer: &cer::Model) -> Result<Traced<FicheCer>, Refus> {
    let objet = Objet::new("cer", cer.id);
    let fiche = relire(passage, cer).await?;
    passage.laisser_sortir(objet, &passage.rubriques(), |_| fiche).await
}

/// The CER, if the agent reaches its person and may know of it.
///
/// # Errors
/// `Introuvable` out of scope, unknown, or a draft of somebody else.
pub async fn trouver(passage: &Passage, id: i64) -> Result<cer::Model, Refus> {
    let celui_ci = lisibles::<cer::Entity>(passage).et("cer.id = ?").avec(id).et(visibles(passage));
    celui_ci.une(passage.base()).await?.ok_or(Refus::Introuvable)
}

/// The CER whole, as it is in the store now.
pub async fn relire(passage: &Passage, cer: &cer::Model) -> Result<FicheCer, Refus> {
    let base = passage.base();
    let personne = qui_sont([cer]).une(base).await?.ok_or(Refus::Introuvable)?;
    let siens = des_personnes(passage, base, [&personne]).await?;
    let mut lignes = lignes_cer(passage, &siens);
    let ligne = prendre(&mut lignes, Some(cer.id)).ok_or(Refus::Introuvable)?;
    let siens = || siens.iter().map(|nomme| &nomme.cer);
    let cer = siens().find(|sien| sien.id == cer.id).ok_or(Refus::Introuvable)?;
    let valides = periodes(siens(), Some(cer.id));
    let contexte = contexte_parmi(passage, base, cer, cer.organisation_id, valides).await?;
    let rang = rang(cer, &contexte);
    let connu = Connu {
        structure: ligne.structure,
        referent: ligne.referent,
        saisie: saisie(cer)?,
        contexte,
        precedent: prendre(&mut lignes, cer.precedent_id),
    };
    let etapes = etapes(base, cer).await?;
    Ok(FicheCer {
        id: cer.id,
        version: cer.version,
        feuille: connu.feuille(passage, base, &personne).await?,
        etat: ligne.etat,
        position: ligne.position,
        rang,
        debut: cer.debut,
        fin: ligne.fin,
        examen_depuis: examen_depuis(cer, &etapes),
        saisie_le: cer.saisie_le,
        etapes: histoire(base, etapes).await?,
        gestes: gestes(passage, cer),
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

/// The steps of a CER, the first one first.
pub async fn etapes(base: &impl Sql, cer: &cer::Model) -> Result<Vec<Signee<cer_etape::Model>>, DbErr> {
    dependantes_des::<cer_etape::Entity, _>([cer]).signees(base, " ORDER BY cer_etape.id").await
}

/// These steps, each with the organisation of that day.
async fn histoire(base: &impl Sql, etapes: Vec<Signee<cer_etape::Model>>) -> Result<Vec<EtapeCer>, DbErr> {
    let ailleurs = Anciens::charger(base, etapes.iter().map(|etape| etape.ligne.agent_id)).await?;
    let lire = |Signee { ligne, agent, organisation }: Signee<cer_etape::Model>| EtapeCer {
        geste: libelle(&ligne.geste).to_owned(),
        etat: EtatCer::du_code(&ligne.etat).unwrap_or(EtatCer::Annule),
        instant: ligne.instant,
        agent,
        organisation: ailleurs
            .le(ligne.agent_id, a_paris(ligne.instant).date())
            .map_or(organisation, str::to_owned),
        motif: ligne.motif,
        examine_par: ligne.examine_par.as_deref().and_then(Examinateur::du_code),
        examine_le: ligne.examine_le,
    };
    Ok(etapes.into_iter().map(lire).collect())
}

/// The day from which a contract of particular form that awaits the decision may be
/// examined: that of its transmission.
pub fn examen_depuis(cer: &cer::Model, etapes: &[Signee<cer_etape::Model>]) -> Option<NaiveDate> {
    let forme = cer.forme.as_deref().and_then(Forme::du_code);
    if forme != Some(Forme::Particulier) || etat_cer(cer) != EtatCer::Transmis {
        return None;
    }
    let transmission = etapes.iter().rev().find(|etape| etape.ligne.etat == EtatCer::Transmis.code());
    let instant = transmission.map_or(cer.saisie_le, |etape| etape.ligne.instant);
    Some(a_paris(instant).date())
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
