//! The parcours of an adult, kept as rows: what a decision changes is written, nothing else.

use reciproque_shared::parcours::{OrientationTenue, ParcoursTenu, ReferentTenu};
use sea_orm::ActiveValue::Set;
use sea_orm::{ActiveModelTrait, ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter};

use super::lecture::{OrientationNommee, ReferentNomme};
use crate::depot::ecart;
use crate::depot::entite::{orientation, referent};

pub fn tenu(orientations: &[OrientationNommee], referents: &[ReferentNomme]) -> ParcoursTenu {
    ParcoursTenu {
        orientations: orientations.iter().map(OrientationNommee::tenue).collect(),
        referents: referents.iter().map(ReferentNomme::tenu).collect(),
    }
}

/// Writes what differs: what goes first, then what ends, then what comes, so that no two hold on one
/// day in between.
pub async fn ecrire(
    base: &impl ConnectionTrait,
    personne: i64,
    avant: &ParcoursTenu,
    apres: &ParcoursTenu,
) -> Result<(), DbErr> {
    let parties = ecart::parties(&avant.orientations, &apres.orientations, |o| o.id);
    orientation::Entity::delete_many().filter(orientation::Column::Id.is_in(parties)).exec(base).await?;
    let partis = ecart::parties(&avant.referents, &apres.referents, |r| r.id);
    referent::Entity::delete_many().filter(referent::Column::Id.is_in(partis)).exec(base).await?;
    for (tenue, connue) in ecart::differentes(&avant.orientations, &apres.orientations, |o| o.id) {
        let ligne = ligne_orientation(personne, tenue);
        if connue {
            ligne.update(base).await?
        } else {
            ligne.insert(base).await?
        };
    }
    for (tenu, connu) in ecart::differentes(&avant.referents, &apres.referents, |r| r.id) {
        let ligne = ligne_referent(personne, tenu);
        if connu {
            ligne.update(base).await?
        } else {
            ligne.insert(base).await?
        };
    }
    Ok(())
}

fn ligne_orientation(personne: i64, tenue: &OrientationTenue) -> orientation::ActiveModel {
    orientation::ActiveModel {
        id: ecart::numero(tenue.id),
        personne_id: Set(personne),
        organisation_id: Set(tenue.structure),
        sorte: Set(tenue.sorte.code().to_owned()),
        origine: Set(tenue.origine.code().to_owned()),
        decideur: Set(tenue.decideur.code().to_owned()),
        decidee_le: Set(tenue.decidee_le),
        notifiee_le: Set(tenue.notifiee_le),
        debut: Set(tenue.debut),
        fin: Set(tenue.fin),
        motif_fin: Set(tenue.motif_fin.map(|motif| motif.code().to_owned())),
        prolongation: Set(tenue.prolongation.map(|lue| lue.difficulte.code().to_owned())),
        prolongee_le: Set(tenue.prolongation.map(|lue| lue.constatee_le)),
    }
}

fn ligne_referent(personne: i64, tenu: &ReferentTenu) -> referent::ActiveModel {
    referent::ActiveModel {
        id: ecart::numero(tenu.id),
        personne_id: Set(personne),
        agent_id: Set(tenu.agent),
        debut: Set(tenu.debut),
        fin: Set(tenu.fin),
    }
}
