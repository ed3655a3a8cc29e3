//! Whom another structure accompanies since lately: the former one reads the name and the day, for as
//! long as the Département says, and opens nothing.

use reciproque_shared::accueil::PLAFOND_COMPTE;
use reciproque_shared::api::ConsulterConfies;
use reciproque_shared::parcours::confies::{LIGNES, LigneConfiee, PageConfies};
use reciproque_shared::regle::{Cle, Valeur};
use sea_orm::DbErr;

use crate::depot::entite::orientation;
use crate::depot::sql::{DeLigne, Ligne};
use crate::garde::lecture::parcours::{SA_SUITE, confies, du_referent};
use crate::garde::lecture::{Avec, Lisibles};
use crate::garde::{Objet, Passage, Traced};
use crate::http::routeur::AppelRecu;
use crate::refus::Refus;

/// `POST /confies`
pub async fn consulter(
    passage: Passage,
    appel: AppelRecu<ConsulterConfies>,
) -> Result<Traced<PageConfies>, Refus> {
    let saisie = appel.corps;
    let (base, jours) = (passage.base(), jours(&passage));
    let retenus = || match saisie.equipe {
        true => confies(&passage, jours),
        false => miens(&passage, jours),
    };
    let debut = u64::from(saisie.page) * LIGNES;
    let ordre = format!(" ORDER BY suite.debut DESC, orientation.id LIMIT {LIGNES} OFFSET {debut}");
    let avec = Avec { colonnes: ", personne.nom, personne.prenom, suite.debut".into(), jointures: SA_SUITE };
    let lues: Vec<Confiee> = retenus().charger(base, avec, ordre).await?;
    let page = PageConfies {
        total: retenus().compter(base, SA_SUITE).await?.unsigned_abs(),
        page: saisie.page,
        lignes: lues.into_iter().map(|Confiee(ligne)| ligne).collect(),
        jours,
    };
    passage.laisser_sortir(Objet::aucun(), &passage.rubriques(), |_| page).await
}

/// How many are the agent's own, no further than the home page counts.
pub async fn compter(passage: &Passage) -> Result<u64, DbErr> {
    let nombre = miens(passage, jours(passage)).compter(passage.base(), SA_SUITE).await?;
    Ok(nombre.unsigned_abs().min(PLAFOND_COMPTE + 1))
}

/// Of whom the agent was the référent.
fn miens(passage: &Passage, jours: u64) -> Lisibles<orientation::Entity> {
    confies(passage, jours).et(du_referent(passage.agent().id))
}

/// For how long a name is read, by the rule of today.
fn jours(passage: &Passage) -> u64 {
    let regle = passage.app().regles.en_vigueur(Cle::MemoireConfies, passage.app().horloge.aujourdhui());
    match regle.map(|regle| &regle.valeur) {
        Some(Valeur::Jours(jours)) => u64::from(*jours),
        Some(Valeur::Mois(mois)) => u64::from(*mois) * 30,
        Some(Valeur::Liste(_) | Valeur::Heures { .. }) | None => 0,
    }
}

/// The former orientation says nothing here: the person and the first day of the next one do.
struct Confiee(LigneConfiee);

impl DeLigne for Confiee {
    fn de_ligne(ligne: &Ligne<'_>) -> Result<Self, DbErr> {
        orientation::Model::de_ligne(ligne)?;
        Ok(Self(LigneConfiee { nom: ligne.suivante()?, prenom: ligne.suivante()?, le: ligne.suivante()? }))
    }
}
