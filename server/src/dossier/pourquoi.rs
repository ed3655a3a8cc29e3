//! What opens a dossier to the reader: who is accompanied, since when, or which commune.

use chrono::{Days, NaiveDate};
use reciproque_shared::dossier::{
    Orientee, Pourquoi, explication_orientation, explication_portee, explication_territoire,
};
use reciproque_shared::habilitation::Portee;
use reciproque_shared::rubrique::Adresse;

use super::parcours::OrientationNommee;
use crate::depot::entite::{dossier, orientation, personne};
use crate::depot::perimetre::Etendue;
use crate::depot::sql::Clause;
use crate::garde::Passage;
use crate::garde::lecture::nom_commune;

/// Over a query that has the table `orientation` in it: the orientation leads to the reader's
/// own organisation, today or within the days of grace.
pub fn ouvre(passage: &Passage) -> Clause {
    let jour = passage.app().horloge.aujourdhui();
    let fin_au_plus_tot = match passage.perimetre().etendue {
        Etendue::Accompagnement { fin_au_plus_tot, .. } => fin_au_plus_tot,
        _ => jour,
    };
    Clause::from(
        "(orientation.organisation_id = ? AND orientation.debut <= ? \
         AND (orientation.fin IS NULL OR orientation.fin >= ?))",
    )
    .avec(passage.agent().organisation)
    .avec(jour)
    .avec(fin_au_plus_tot)
}

/// The orientations of the adults of a foyer to the reader's own organisation, today or
/// within the days of grace.
pub struct Acces {
    orientations: Vec<orientation::Model>,
    jour: NaiveDate,
}

impl Acces {
    /// Those that open it among `orientations`, the latest first.
    pub fn parmi(passage: &Passage, orientations: &[OrientationNommee]) -> Self {
        let ouvrent = orientations.iter().filter(|lue| lue.ouvre).map(|lue| lue.orientation.clone());
        Self { orientations: ouvrent.collect(), jour: passage.app().horloge.aujourdhui() }
    }

    /// The reader's own structure accompanies this person today.
    pub fn accompagne(&self, personne: i64) -> bool {
        let court = |o: &orientation::Model| o.fin.is_none_or(|fin| self.jour <= fin);
        self.orientations.iter().any(|o| o.personne_id == personne && court(o))
    }

    /// In whole French sentences.
    pub fn pourquoi(
        &self,
        passage: &Passage,
        dossier: &dossier::Model,
        adultes: &[&personne::Model],
    ) -> Pourquoi {
        let agent = passage.agent();
        let adresse = passage.ouverte_de::<Adresse>(&dossier.fonorg);
        let commune = adresse.and_then(|_| nom_commune(dossier.commune.as_deref()?));
        let explication = match (passage.portee(), commune) {
            (Portee::Accompagnement, _) => self.orientees(passage, adultes),
            (Portee::Territoire, Some(commune)) => {
                Some(explication_territoire(commune, &agent.organisation_nom))
            }
            _ => None,
        };
        Pourquoi {
            profil: agent.profil.libelle().to_owned(),
            organisation: agent.organisation_nom.clone(),
            explication: explication.unwrap_or_else(|| explication_portee(passage.portee()).to_owned()),
        }
    }

    /// One sentence for each adult who is oriented here: the latest orientation of each.
    fn orientees(&self, passage: &Passage, adultes: &[&personne::Model]) -> Option<String> {
        let grace = Days::new(u64::from(passage.app().reglages.grace_jours));
        let phrases: Vec<String> = adultes
            .iter()
            .filter_map(|adulte| {
                let orientation = self.orientations.iter().find(|o| o.personne_id == adulte.id)?;
                let orientee = Orientee {
                    prenom: &adulte.prenom,
                    nom: &adulte.nom,
                    debut: orientation.debut,
                    fin: orientation.fin,
                    ouvert_jusqu_au: orientation.fin.and_then(|fin| fin.checked_add_days(grace)),
                };
                Some(explication_orientation(&orientee, &passage.agent().organisation_nom, self.jour))
            })
            .collect();
        (!phrases.is_empty()).then(|| phrases.join(" "))
    }
}
