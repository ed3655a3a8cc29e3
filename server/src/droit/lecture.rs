//! Requests as they are read.

use std::collections::HashMap;

use reciproque_shared::accueil::CompteDemandes;
use reciproque_shared::api::{ConsulterDemande, ConsulterDemandes};
use reciproque_shared::droit::{
    Demandes, DonneeRectifiable, EtapeDemande, EtatDemande, FicheDemande, GesteDemande, IssueRectification,
    LigneDemande, RectificationFaite, SorteDemande, a_faire_avant_de_repondre, gestes_possibles,
};
use reciproque_shared::habilitation::Acte;
use reciproque_shared::journal::Issue;
use sea_orm::{PaginatorTrait, QueryOrder};

use super::rectification;
use crate::depot::annuaire::{agents, nom_agent};
use crate::depot::entite::{self, demande_droit, demande_etape, personne};
use crate::depot::sql::Clause;
use crate::garde::lecture::{
    Avec, Lisibles, dependantes_de, lisibles_hors_perimetre, personne_concernee, qui, qui_sont,
};
use crate::garde::{Objet, Passage, Traced};
use crate::http::routeur::AppelRecu;
use crate::journal::Filtre;
use crate::refus::Refus;

/// Name of the step that no gesture makes.
pub const ENREGISTREMENT: &str = "enregistrer";

/// `GET /demandes`
pub async fn consulter_toutes(
    passage: Passage,
    _: AppelRecu<ConsulterDemandes>,
) -> Result<Traced<Demandes>, Refus> {
    let base = passage.base();
    let demandes: Vec<demande_droit::Model> =
        toutes().charger(base, Avec::default(), " ORDER BY demande_droit.id DESC").await?;
    let personnes = qui_sont(&demandes).all(base).await?;
    let personnes: HashMap<i64, personne::Model> = personnes.into_iter().map(|p| (p.id, p)).collect();
    let lire = |d: &demande_droit::Model| Some(ligne(&passage, d, personnes.get(&d.personne_id)?));
    let mut lignes: Vec<LigneDemande> = demandes.iter().filter_map(lire).collect();
    lignes.sort_by_key(|l| (l.etat.est_close(), if l.etat.est_close() { None } else { Some(l.limite) }));
    passage.laisser_sortir(Objet::aucun(), &passage.rubriques(), |_| Demandes { lignes }).await
}

/// `GET /demandes/{demande}`
pub async fn consulter(
    passage: Passage,
    appel: AppelRecu<ConsulterDemande>,
) -> Result<Traced<FicheDemande>, Refus> {
    retrouver(passage, appel.chemin).await
}

/// Answers with a request that is only read.
///
/// # Errors
/// `Introuvable` when there is none.
pub async fn retrouver(passage: Passage, id: i64) -> Result<Traced<FicheDemande>, Refus> {
    let lue = trouver(&passage, id).await?;
    let fiche = fiche(&passage, lue).await?;
    passage.laisser_sortir(Objet::new("demande", id), &passage.rubriques(), |_| fiche).await
}

/// The request; only the officer's acts come here.
///
/// # Errors
/// `Introuvable` when there is none.
pub async fn trouver(passage: &Passage, id: i64) -> Result<demande_droit::Model, Refus> {
    let celle_ci = toutes().et("demande_droit.id = ?").avec(id);
    celle_ci.charger(passage.base(), Avec::default(), "").await?.pop().ok_or(Refus::Introuvable)
}

fn toutes() -> Lisibles<demande_droit::Entity> {
    lisibles_hors_perimetre("the officer receives a request before it opens its person's file")
}

/// The state kept in the store.
pub fn etat(demande: &demande_droit::Model) -> EtatDemande {
    // The table refuses any other code; a closed request opens nothing.
    EtatDemande::du_code(&demande.etat).unwrap_or(EtatDemande::Refusee)
}

/// How many requests await an answer, by the rules that make the list.
pub async fn compter(passage: &Passage) -> Result<CompteDemandes, Refus> {
    let ouverts = EtatDemande::TOUS.iter().filter(|etat| !etat.est_close()).map(|etat| etat.code());
    let ouvertes = toutes().et(Clause::from("demande_droit.etat IN ").puis(Clause::parmi(ouverts)));
    let comptes = Clause::from("COUNT(*), COUNT(CASE WHEN demande_droit.limite < ? THEN 1 END)")
        .avec(passage.app().horloge.aujourdhui());
    let comptes: Option<(i64, i64)> = ouvertes.ensemble(passage.base(), comptes).await?;
    let (ouvertes, en_retard) = comptes.unwrap_or_default();
    Ok(CompteDemandes { ouvertes: ouvertes.unsigned_abs(), en_retard: en_retard.unsigned_abs() })
}

fn ligne(passage: &Passage, demande: &demande_droit::Model, personne: &personne::Model) -> LigneDemande {
    let etat = etat(demande);
    LigneDemande {
        id: demande.id,
        personne: personne_concernee(personne),
        sorte: sorte(demande),
        etat,
        recue_le: demande.recue_le,
        limite: demande.limite,
        prolongee: demande.prolongee,
        en_retard: !etat.est_close() && passage.app().horloge.aujourdhui() > demande.limite,
    }
}

/// The request whole, as it is in the store now.
pub async fn fiche(passage: &Passage, demande: demande_droit::Model) -> Result<FicheDemande, Refus> {
    let base = passage.base();
    let personne = qui(&demande).one(base).await?.ok_or(Refus::Introuvable)?;
    let lisible = etat(&demande).ouvre_le_dossier();
    let donnees = match lisible {
        true => rectification::donnees(base, &demande).await?,
        false => Vec::new(),
    };
    let a_faire = match lisible {
        true => a_faire(passage, &demande).await?,
        false => None,
    };
    Ok(FicheDemande {
        ligne: ligne(passage, &demande, &personne),
        version: demande.version,
        objet: demande.objet.clone(),
        article: demande.article.clone(),
        etapes: etapes(passage, &demande).await?,
        rectifications: rectifications(passage, &demande).await?,
        gestes: gestes(passage, &demande, a_faire.is_none()),
        a_faire: a_faire.map(str::to_owned),
        donnees,
    })
}

/// What is missing before this request may be told as answered.
pub async fn a_faire(
    passage: &Passage,
    demande: &demande_droit::Model,
) -> Result<Option<&'static str>, Refus> {
    // Only the journal knows that an extract was produced: nothing of it is stored.
    let produits = Filtre {
        objet: Some(format!("demande:{}", demande.id)),
        acte: Some(Acte::ProduireExtrait.code().to_owned()),
        issues: &[Issue::Reussi],
        limite: 1,
        ..Filtre::default()
    };
    let extraits = passage.app().journal.chercher(&produits).await?.len();
    let rectifications =
        dependantes_de::<entite::rectification::Entity, _>(demande).count(passage.base()).await?;
    Ok(a_faire_avant_de_repondre(sorte(demande), extraits, usize::try_from(rectifications)?))
}

fn sorte(demande: &demande_droit::Model) -> SorteDemande {
    // The table refuses any other code.
    SorteDemande::du_code(&demande.sorte).unwrap_or(SorteDemande::Acces)
}

/// What may be done now: an extension is decided once, before the first deadline is over; an
/// answer is sent once there is one.
fn gestes(passage: &Passage, demande: &demande_droit::Model, prete: bool) -> Vec<GesteDemande> {
    let prolongeable = !demande.prolongee && passage.app().horloge.aujourdhui() <= demande.limite;
    gestes_possibles(etat(demande))
        .filter(|geste| match geste {
            GesteDemande::Prolonger => prolongeable,
            GesteDemande::Repondre => prete,
            _ => true,
        })
        .collect()
}

async fn etapes(passage: &Passage, demande: &demande_droit::Model) -> Result<Vec<EtapeDemande>, Refus> {
    let base = passage.base();
    let lues = dependantes_de::<demande_etape::Entity, _>(demande)
        .order_by_asc(demande_etape::Column::Id)
        .all(base)
        .await?;
    let agents = agents(base, lues.iter().map(|e| e.agent_id)).await?;
    let lire = |etape: demande_etape::Model| EtapeDemande {
        quoi: match GesteDemande::du_code(&etape.geste) {
            Some(geste) => geste.libelle().to_owned(),
            None => "Demande enregistrée".to_owned(),
        },
        instant: etape.instant,
        agent: agents.get(&etape.agent_id).map(nom_agent).unwrap_or_default(),
        motif: etape.motif,
    };
    Ok(lues.into_iter().map(lire).collect())
}

async fn rectifications(
    passage: &Passage,
    demande: &demande_droit::Model,
) -> Result<Vec<RectificationFaite>, Refus> {
    let base = passage.base();
    let lues = dependantes_de::<entite::rectification::Entity, _>(demande)
        .order_by_asc(entite::rectification::Column::Id)
        .all(base)
        .await?;
    let agents = agents(base, lues.iter().map(|r| r.agent_id)).await?;
    let lire = |lue: entite::rectification::Model| {
        Some(RectificationFaite {
            donnee: DonneeRectifiable::du_code(&lue.donnee)?,
            issue: IssueRectification::du_code(&lue.issue)?,
            ancienne: lue.ancienne,
            nouvelle: lue.nouvelle,
            motif: lue.motif,
            instant: lue.instant,
            agent: agents.get(&lue.agent_id).map(nom_agent).unwrap_or_default(),
        })
    };
    Ok(lues.into_iter().filter_map(lire).collect())
}
