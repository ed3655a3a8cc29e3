//! The parcours of the adults of a dossier. Everything is read for all the persons at
//! once: the number of queries does not grow with the foyer.

use std::collections::HashMap;

use reciproque_shared::attente::{Attendu, Attente};
use reciproque_shared::dossier::parcours::{OrientationLue, ParcoursLu, ReferentLu};
use reciproque_shared::france_travail::{CodeParcours, ContenuEnvoi};
use reciproque_shared::habilitation::Portee;
use reciproque_shared::parcours::SorteOrientation;
use reciproque_shared::parcours::reorientation::FilReorientation;
use sea_orm::DbErr;

use super::fiche::lit_les_rendez_vous;
use super::pourquoi;
use crate::cer::{self, CerNomme};
use crate::depot::entite::{orientation, personne};
use crate::depot::sql::{Clause, DeLigne, Ligne, Sql};
use crate::france_travail;
use crate::garde::Passage;
use crate::garde::lecture::{Avec, lisibles_des};
use crate::parcours;
use crate::rendez_vous::lignes_rendez_vous;

/// The parcours of each adult of a dossier, whose orientations are all given.
pub async fn des_adultes(
    passage: &Passage,
    base: &impl Sql,
    adultes: &[&personne::Model],
    orientations: &[OrientationNommee],
) -> Result<HashMap<i64, ParcoursLu>, DbErr> {
    let ouvertes =
        orientations.iter().filter(|o| o.ouvre).map(|o| o.orientation.personne_id).collect::<Vec<_>>();
    let courants = courants(passage, orientations);
    let mut orientations = par_personne(orientations);
    let mut referents: HashMap<i64, Vec<ReferentLu>> = HashMap::new();
    for nomme in parcours::referents(base, adultes).await? {
        referents.entry(nomme.personne()).or_default().push(nomme.lu());
    }
    let courants = courants.into_iter().map(|(id, courant)| {
        let jour = passage.app().horloge.aujourdhui();
        let siens = referents.get(&id).map_or(&[][..], Vec::as_slice);
        let referent = siens.iter().find(|referent| referent.court_le(jour)).map(|referent| referent.agent);
        (id, ContenuEnvoi { referent, ..courant })
    });
    let mut cotes = france_travail::cotes(base, adultes, &courants.collect()).await?;
    let modeles = cer::des_personnes(passage, base, adultes.iter().copied()).await?;
    let lignes = cer::lignes_cer(passage, &modeles);
    let attendues = super::attente::rangees(passage, base, adultes).await?;
    let mut rendez_vous = match lit_les_rendez_vous(passage.agent().profil) {
        true => lignes_rendez_vous(passage, base, adultes).await?,
        false => HashMap::new(),
    };
    let demandees =
        adultes.iter().copied().filter(|p| attendues.get(&p.id).is_some_and(|lues| demandee(lues)));
    let mut reorientations = reorientations(passage, base, demandees, &ouvertes).await?;
    let mut lus = HashMap::new();
    for adulte in adultes {
        let id = adulte.id;
        let orientations = orientations.remove(&id).unwrap_or_default();
        let du_sien = |nomme: &CerNomme| nomme.cer.personne_id == id;
        let cer = modeles.iter().zip(&lignes).filter(|(m, _)| du_sien(m)).map(|(_, l)| l.clone()).collect();
        lus.insert(
            id,
            ParcoursLu {
                attentes: super::attente::lire(
                    passage,
                    attendues.get(&id).map_or(&[], Vec::as_slice),
                    &orientations,
                ),
                reorientation: reorientations.remove(&id),
                orientations,
                referents: referents.remove(&id).unwrap_or_default(),
                cer,
                rendez_vous: rendez_vous.remove(&id).unwrap_or_default(),
                france_travail: cotes.remove(&id).unwrap_or_default(),
            },
        );
    }
    Ok(lus)
}

/// What there is to tell France Travail of the orientation that runs, but for the référent.
fn courants(passage: &Passage, orientations: &[OrientationNommee]) -> HashMap<i64, ContenuEnvoi> {
    let jour = passage.app().horloge.aujourdhui();
    let court = |o: &&orientation::Model| o.debut <= jour && o.fin.is_none_or(|fin| jour <= fin);
    let contenu = |o: &orientation::Model| {
        let sorte = SorteOrientation::du_code(&o.sorte).unwrap_or(SorteOrientation::Social);
        let parcours = CodeParcours::de(sorte);
        let contenu =
            ContenuEnvoi { orientation: o.id, parcours, debut: o.debut, fin: o.fin, referent: None };
        (o.personne_id, contenu)
    };
    orientations.iter().map(|nommee| &nommee.orientation).filter(court).map(contenu).collect()
}

/// Asked for and not answered yet, or answered and not read yet: nothing more is read of anybody else.
fn demandee(attendues: &[Attente]) -> bool {
    attendues.iter().any(|lue| matches!(lue.quoi, Attendu::Reorientation | Attendu::ReponseReorientation))
}

/// The latest request about each, for who follows it: of a structure, about those alone whom it
/// accompanies itself (`ouvertes`).
async fn reorientations<'a>(
    passage: &Passage,
    base: &impl Sql,
    demandees: impl Iterator<Item = &'a personne::Model>,
    ouvertes: &[i64],
) -> Result<HashMap<i64, FilReorientation>, DbErr> {
    if !lit_les_rendez_vous(passage.agent().profil) {
        return Ok(HashMap::new());
    }
    let suivi = |adulte: &&personne::Model| {
        passage.portee() != Portee::Accompagnement || ouvertes.contains(&adulte.id)
    };
    let suivis: Vec<_> = demandees.filter(suivi).collect();
    let lues = parcours::reorientation::charger(base, &suivis).await?;
    let derniere = |(id, lues): (i64, parcours::reorientation::Reorientations)| {
        Some((id, lues.fils(&passage.app().regles).into_iter().next()?))
    };
    Ok(lues.into_iter().filter_map(derniere).collect())
}

/// An orientation, with the name of its structure.
pub struct OrientationNommee {
    pub orientation: orientation::Model,
    structure: String,
    sans_compte: bool,
    /// It opens the dossier to the reader's own organisation.
    pub ouvre: bool,
}

impl DeLigne for OrientationNommee {
    fn de_ligne(ligne: &Ligne<'_>) -> Result<Self, DbErr> {
        let orientation = DeLigne::de_ligne(ligne)?;
        let (structure, sans_compte) = (ligne.suivante()?, ligne.suivante()?);
        Ok(Self { orientation, structure, sans_compte, ouvre: ligne.suivante()? })
    }
}

/// The orientations of some persons, the latest first: all, or those alone that open the
/// dossier to the reader's organisation.
pub async fn orientations(
    passage: &Passage,
    base: &impl Sql,
    personnes: &[&personne::Model],
    toutes: bool,
) -> Result<Vec<OrientationNommee>, DbErr> {
    let ouvre = pourquoi::ouvre(passage);
    let avec = Avec {
        colonnes: Clause::from(", organisation.nom, organisation.sans_compte, ").puis(ouvre.clone()),
        jointures: "INNER JOIN organisation ON organisation.id = orientation.organisation_id",
    };
    let leurs = lisibles_des::<orientation::Entity, _>(personnes.iter().copied());
    let lisibles = if toutes { leurs } else { leurs.et(ouvre) };
    lisibles.charger(base, avec, " ORDER BY orientation.debut DESC").await
}

/// Orientations as a dossier shows them, in the same order, by person.
pub fn par_personne(lues: &[OrientationNommee]) -> HashMap<i64, Vec<OrientationLue>> {
    let mut par_personne: HashMap<i64, Vec<OrientationLue>> = HashMap::new();
    for OrientationNommee { orientation, structure, sans_compte, .. } in lues {
        par_personne.entry(orientation.personne_id).or_default().push(OrientationLue {
            sorte: SorteOrientation::du_code(&orientation.sorte).unwrap_or(SorteOrientation::Social),
            structure: structure.clone(),
            sans_compte: *sans_compte,
            debut: orientation.debut,
            notifiee_le: orientation.notifiee_le,
            fin: orientation.fin,
        });
    }
    par_personne
}
