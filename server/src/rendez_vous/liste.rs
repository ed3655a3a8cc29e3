//! Rendez-vous as lists show them.

use std::collections::HashMap;

use chrono::{NaiveDate, NaiveDateTime};
use reciproque_shared::cer::fiche::PersonneConcernee;
use reciproque_shared::rendez_vous::fiche::LigneRendezVous;
use sea_orm::DbErr;

use super::colonnes::ligne;
use crate::depot::entite::personne::{self, naissance};
use crate::depot::entite::rendez_vous;
use crate::depot::sql::{self, DeLigne, Ligne, Sql};
use crate::garde::Passage;
use crate::garde::lecture::{Avec, Lisibles, SA_PERSONNE, lisibles_des};

/// The rendez-vous of some persons, the latest first, by person.
pub async fn lignes_rendez_vous(
    passage: &Passage,
    base: &impl Sql,
    personnes: &[&personne::Model],
) -> Result<HashMap<i64, Vec<LigneRendezVous>>, DbErr> {
    let les_leurs = lisibles_des(personnes.iter().copied());
    let mut par_personne: HashMap<i64, Vec<LigneRendezVous>> = HashMap::new();
    for ligne in lignes(passage, base, les_leurs, " ORDER BY rendez_vous.debut DESC").await? {
        par_personne.entry(ligne.personne.personne).or_default().push(ligne);
    }
    Ok(par_personne)
}

/// A rendez-vous, with the names of the person and of the référent.
pub struct Nomme {
    pub rendez_vous: rendez_vous::Model,
    personne: Personne,
    referent: String,
}

sql::ligne! {
    struct Personne {
        dossier_id: i64,
        nom: String,
        prenom: String,
        date_naissance: NaiveDate,
        naissance_precision: String,
    }
}

impl DeLigne for Nomme {
    fn de_ligne(ligne: &Ligne<'_>) -> Result<Self, DbErr> {
        let (rendez_vous, personne) = (DeLigne::de_ligne(ligne)?, DeLigne::de_ligne(ligne)?);
        let referent = format!("{} {}", ligne.suivante::<String>()?, ligne.suivante::<String>()?);
        Ok(Self { rendez_vous, personne, referent })
    }
}

/// These rendez-vous as lines, with the names of the persons and of the référents.
pub async fn lignes(
    passage: &Passage,
    base: &impl Sql,
    lesquels: Lisibles<rendez_vous::Entity>,
    ordre: &'static str,
) -> Result<Vec<LigneRendezVous>, DbErr> {
    let nommes = nommes(base, lesquels, ordre).await?;
    let maintenant = passage.app().horloge.locale();
    Ok(nommes.into_iter().map(|nomme| nomme.ligne(maintenant)).collect())
}

/// These rendez-vous, with names.
pub async fn nommes(
    base: &impl Sql,
    lesquels: Lisibles<rendez_vous::Entity>,
    ordre: &'static str,
) -> Result<Vec<Nomme>, DbErr> {
    let colonnes = ", personne.dossier_id, personne.nom, personne.prenom, personne.date_naissance, \
                    personne.naissance_precision, agent.prenom, agent.nom"
        .into();
    lesquels.charger(base, Avec { colonnes, jointures: SA_PERSONNE }, ordre).await
}

impl Nomme {
    pub fn ligne(self, maintenant: NaiveDateTime) -> LigneRendezVous {
        let Self { rendez_vous, personne, referent } = self;
        let personne = PersonneConcernee {
            dossier: personne.dossier_id,
            personne: rendez_vous.personne_id,
            nom: personne.nom,
            prenom: personne.prenom,
            date_naissance: naissance(personne.date_naissance, &personne.naissance_precision),
        };
        ligne(rendez_vous, personne, referent, maintenant)
    }
}
