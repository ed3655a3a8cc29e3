//! `reciproque france-travail reponses`: what France Travail answers to what was sent, line by line.

use std::fmt;
use std::path::Path;

use chrono::{DateTime, Utc};
use reciproque_shared::france_travail::{
    Colonne, Correspondance, EtatEnvoi, MotifRecu, Places, Reponse, reponse,
};
use reciproque_shared::habilitation::Acte;
use reciproque_shared::mots::{accord, selon};
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel,
    QueryFilter,
};

use super::fichier::{Enregistrement, Fichier, Rejet};
use crate::depot::Depot;
use crate::depot::entite::envoi_france_travail as envoi;
use crate::flux::importation::sous_trace;
use crate::journal::Journal;
use crate::serveur::Horloge;

/// Rejects printed.
const REJETS_MONTRES: usize = 20;
const INCONNUE: &str = "Cette référence n’est celle d’aucun envoi.";

/// What was read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Retours {
    pub acceptees: u64,
    pub refusees: u64,
    /// Read before.
    pub connues: u64,
    pub rejets: Vec<Rejet>,
}

impl fmt::Display for Retours {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let lignes: [(u64, &str, &str); 4] = [
            (self.acceptees, "envoi accepté", "envois acceptés"),
            (self.refusees, "envoi refusé", "envois refusés"),
            (self.connues, "réponse déjà lue", "réponses déjà lues"),
            (self.rejets.len() as u64, "ligne rejetée", "lignes rejetées"),
        ];
        for (nombre, un, plusieurs) in lignes.into_iter().filter(|(nombre, ..)| *nombre > 0) {
            writeln!(f, "  {nombre:>8} {}", selon(nombre, un, plusieurs))?;
        }
        for Rejet { ligne, raison } in self.rejets.iter().take(REJETS_MONTRES) {
            writeln!(f, "Rejet : ligne {ligne} : {raison}")?;
        }
        let tus = self.rejets.len().saturating_sub(REJETS_MONTRES);
        if tus > 0 {
            writeln!(f, "… et {}.", accord(tus, "autre rejet", "autres rejets"))?;
        }
        Ok(())
    }
}

/// Reads a file of answers, under the journal. Read again, it changes nothing.
///
/// # Errors
/// The file is refused, or the store or the journal fails: nothing is kept then.
pub async fn lire(
    (depot, journal): (&Depot, &Journal),
    chemin: &Path,
    correspondance: &Correspondance,
    horloge: &Horloge,
) -> anyhow::Result<Retours> {
    let fichier = Fichier::lire(chemin)?;
    let places = correspondance.reponses(&fichier.entetes())?;
    let objet = fichier.objet();
    let fait = garder(depot, &fichier, &places, correspondance, horloge.maintenant());
    sous_trace(journal, (Acte::LireReponsesFranceTravail, &objet), horloge, fait).await
}

async fn garder(
    depot: &Depot,
    fichier: &Fichier,
    places: &Places,
    correspondance: &Correspondance,
    maintenant: DateTime<Utc>,
) -> anyhow::Result<Retours> {
    let base = depot.transaction().await?;
    let mut retours = Retours::default();
    for enregistrement in &fichier.lignes {
        let lu = match Retour::lire(enregistrement, places, correspondance) {
            Ok(retour) => retour.noter(&base, maintenant).await?,
            Err(raison) => Err(raison),
        };
        match lu {
            Ok(Some(EtatEnvoi::Refuse)) => retours.refusees += 1,
            Ok(Some(_)) => retours.acceptees += 1,
            Ok(None) => retours.connues += 1,
            Err(raison) => retours.rejets.push(Rejet { ligne: enregistrement.ligne, raison }),
        }
    }
    base.commit().await?;
    Ok(retours)
}

/// One answer.
struct Retour {
    orientation: i64,
    rang: i32,
    reponse: Reponse,
    motif: Option<MotifRecu>,
}

impl Retour {
    fn lire(
        enregistrement: &Enregistrement,
        places: &Places,
        correspondance: &Correspondance,
    ) -> Result<Self, String> {
        let champs = enregistrement.textes()?;
        let texte = |colonne| places.texte(&champs, colonne);
        let reference = texte(Colonne::Reference).split_once('-');
        let lue =
            reference.and_then(|(orientation, rang)| Some((orientation.parse().ok()?, rang.parse().ok()?)));
        let (orientation, rang) = lue.ok_or(INCONNUE)?;
        let reponse = correspondance
            .retour(texte(Colonne::Reponse))
            .ok_or("La réponse n’est pas dans la correspondance : ajoutez-l’y.")?;
        let motif = MotifRecu::lire(texte(Colonne::MotifRefus)).map_err(|motif| motif.message)?;
        Ok(Self { orientation, rang, reponse, motif: motif.filter(|_| reponse == Reponse::Refusee) })
    }

    /// The state that it leads to; none when it was read before.
    async fn noter(
        self,
        base: &impl ConnectionTrait,
        maintenant: DateTime<Utc>,
    ) -> anyhow::Result<Result<Option<EtatEnvoi>, String>> {
        let trouve = envoi::Entity::find()
            .filter(envoi::Column::OrientationId.eq(self.orientation))
            .filter(envoi::Column::Rang.eq(self.rang))
            .one(base)
            .await?;
        let Some((trouve, etat)) = trouve.and_then(|lu| EtatEnvoi::du_code(&lu.etat).map(|etat| (lu, etat)))
        else {
            return Ok(Err(INCONNUE.to_owned()));
        };
        let apres = match reponse(etat, self.reponse) {
            Ok(Some(apres)) => apres,
            Ok(None) => return Ok(Ok(None)),
            Err(motif) => return Ok(Err(motif.message)),
        };
        let mut ligne = trouve.into_active_model();
        ligne.etat = Set(apres.code().to_owned());
        ligne.motif = Set(self.motif.map(|motif| motif.as_str().to_owned()));
        ligne.repondu_le = Set(Some(maintenant));
        ligne.update(base).await?;
        Ok(Ok(Some(apres)))
    }
}
