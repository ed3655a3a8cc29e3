//! The orientations, référents and decisions of persons in hand.

use std::collections::HashMap;

use reciproque_shared::dossier::parcours::ReferentLu;
use reciproque_shared::parcours::fiche::{EtapeParcours, OrientationSuivie};
use reciproque_shared::parcours::{
    Decideur, Difficulte, FinOrientation, GesteParcours, OrientationTenue, OrigineOrientation, Prolongation,
    ReferentTenu, SorteOrientation,
};
use sea_orm::DbErr;

use crate::depot::annuaire::Anciens;
use crate::depot::entite::{orientation, parcours_etape, personne, referent};
use crate::depot::sql::{Clause, DeLigne, Ligne, Sql, colonnes};
use crate::garde::lecture::{Avec, Signee, lisibles_des};

/// An orientation, with the name of its structure.
pub struct OrientationNommee {
    orientation: orientation::Model,
    structure: String,
    sans_compte: bool,
}

impl DeLigne for OrientationNommee {
    fn de_ligne(ligne: &Ligne<'_>) -> Result<Self, DbErr> {
        let orientation = DeLigne::de_ligne(ligne)?;
        Ok(Self { orientation, structure: ligne.suivante()?, sans_compte: ligne.suivante()? })
    }
}

/// Those of some persons, the latest first.
pub async fn orientations(
    base: &impl Sql,
    personnes: &[&personne::Model],
) -> Result<Vec<OrientationNommee>, DbErr> {
    let avec = Avec {
        colonnes: ", organisation.nom, organisation.sans_compte".into(),
        jointures: "INNER JOIN organisation ON organisation.id = orientation.organisation_id",
    };
    let leurs = lisibles_des::<orientation::Entity, _>(personnes.iter().copied());
    leurs.charger(base, avec, " ORDER BY orientation.debut DESC").await
}

impl OrientationNommee {
    pub const fn personne(&self) -> i64 {
        self.orientation.personne_id
    }

    /// A code that this version does not know is read as the one that says least.
    pub fn tenue(&self) -> OrientationTenue {
        let o = &self.orientation;
        OrientationTenue {
            id: o.id,
            structure: o.organisation_id,
            sorte: SorteOrientation::du_code(&o.sorte).unwrap_or(SorteOrientation::Social),
            origine: OrigineOrientation::du_code(&o.origine).unwrap_or(OrigineOrientation::Premiere),
            decideur: Decideur::du_code(&o.decideur).unwrap_or(Decideur::Departement),
            decidee_le: o.decidee_le,
            notifiee_le: o.notifiee_le,
            debut: o.debut,
            fin: o.fin,
            motif_fin: o.motif_fin.as_deref().and_then(FinOrientation::du_code),
            prolongation: prolongation(o),
        }
    }

    pub fn suivie(&self) -> OrientationSuivie {
        let OrientationTenue {
            sorte,
            origine,
            decideur,
            decidee_le,
            notifiee_le,
            debut,
            fin,
            motif_fin,
            prolongation,
            ..
        } = self.tenue();
        let structure = self.structure.clone();
        OrientationSuivie {
            sorte,
            structure,
            sans_compte: self.sans_compte,
            origine,
            decideur,
            decidee_le,
            notifiee_le,
            debut,
            fin,
            motif_fin,
            prolongation,
        }
    }
}

/// A ground that this version does not know still gives the time that it gave.
fn prolongation(o: &orientation::Model) -> Option<Prolongation> {
    let difficulte = Difficulte::du_code(o.prolongation.as_deref()?).unwrap_or(Difficulte::Autre);
    Some(Prolongation { difficulte, constatee_le: o.prolongee_le? })
}

/// A référent, with the names of the agent and of the structure of then.
pub struct ReferentNomme {
    referent: referent::Model,
    nom: String,
    structure: String,
}

/// Those of some persons, the latest first.
pub async fn referents(base: &impl Sql, personnes: &[&personne::Model]) -> Result<Vec<ReferentNomme>, DbErr> {
    let leurs = lisibles_des::<referent::Entity, _>(personnes.iter().copied());
    let lus = leurs.signees(base, " ORDER BY referent.debut DESC").await?;
    let ailleurs = Anciens::charger(base, lus.iter().map(|lu| lu.ligne.agent_id)).await?;
    let nomme = |Signee { ligne: referent, agent: nom, organisation }: Signee<referent::Model>| {
        let structure = ailleurs.le(referent.agent_id, referent.debut).map_or(organisation, str::to_owned);
        ReferentNomme { referent, nom, structure }
    };
    Ok(lus.into_iter().map(nomme).collect())
}

impl ReferentNomme {
    pub const fn personne(&self) -> i64 {
        self.referent.personne_id
    }

    pub fn lu(self) -> ReferentLu {
        let referent::Model { agent_id: agent, debut, fin, .. } = self.referent;
        ReferentLu { agent, nom: self.nom, structure: self.structure, debut, fin }
    }

    pub const fn tenu(&self) -> ReferentTenu {
        let referent::Model { id, agent_id: agent, debut, fin, .. } = self.referent;
        ReferentTenu { id, agent, debut, fin }
    }
}

/// A decision, with the name of who took it.
pub type EtapeNommee = Signee<parcours_etape::Model>;

/// Those about some persons, the oldest first.
pub async fn etapes(base: &impl Sql, personnes: &[&personne::Model]) -> Result<Vec<EtapeNommee>, DbErr> {
    let leurs = lisibles_des::<parcours_etape::Entity, _>(personnes.iter().copied());
    leurs.signees(base, " ORDER BY parcours_etape.rang").await
}

/// Rows in their order, by whom they are about or who holds them.
pub fn par_personne<T>(lues: Vec<T>, de: impl Fn(&T) -> i64) -> HashMap<i64, Vec<T>> {
    let mut par_personne: HashMap<i64, Vec<T>> = HashMap::new();
    for lue in lues {
        par_personne.entry(de(&lue)).or_default().push(lue);
    }
    par_personne
}

/// All that was decided, as it is read.
pub async fn decisions(base: &impl Sql, personne: &personne::Model) -> Result<Vec<EtapeParcours>, DbErr> {
    Ok(etapes(base, &[personne]).await?.iter().filter_map(lue).collect())
}

/// The orientations, as they are read.
pub async fn orientations_suivies(
    base: &impl Sql,
    personne: &personne::Model,
) -> Result<Vec<OrientationSuivie>, DbErr> {
    Ok(orientations(base, &[personne]).await?.iter().map(OrientationNommee::suivie).collect())
}

/// The persons oriented by a decision taken for several.
pub async fn du_lot(base: &impl Sql, lot: i64) -> Result<Vec<i64>, DbErr> {
    let requete =
        Clause::from("SELECT DISTINCT personne_id FROM parcours_etape WHERE lot_id = ? ORDER BY personne_id");
    let lus: Vec<(i64,)> = base.trouver(requete.avec(lot)).await?;
    Ok(lus.into_iter().map(|(id,)| id).collect())
}

/// The steps of a decision taken for several persons, its undoing aside.
pub async fn du_lot_avec(base: &impl Sql, lot: i64) -> Result<Vec<parcours_etape::Model>, DbErr> {
    let requete = Clause::from(format!(
        "SELECT {} FROM parcours_etape WHERE parcours_etape.lot_id = ? AND parcours_etape.geste <> ? \
         ORDER BY parcours_etape.personne_id",
        colonnes::<parcours_etape::Model>("parcours_etape")
    ));
    base.trouver(requete.avec(lot).avec(GesteParcours::Annuler.code())).await
}

/// None of a code that this version does not know.
pub fn geste(nommee: &EtapeNommee) -> Option<GesteParcours> {
    GesteParcours::du_code(&nommee.ligne.geste)
}

pub fn lue(nommee: &EtapeNommee) -> Option<EtapeParcours> {
    let parcours_etape::Model { quoi, instant, motif, lot_id: lot, .. } = nommee.ligne.clone();
    Some(EtapeParcours { geste: geste(nommee)?, quoi, instant, agent: nommee.agent.clone(), motif, lot })
}
