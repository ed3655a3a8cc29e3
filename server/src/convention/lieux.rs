//! The places that a convention may bear on, with their names.

use reciproque_shared::convention::{Lieu, Lieux, Niveau};
use reciproque_shared::nomenclature::communes;
use reciproque_shared::organisation::SorteOrganisation;
use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QueryOrder};

use crate::depot::entite::{avenant, organisation};

/// All the CTSA by name, all the communes in the order of their codes.
pub async fn tous(base: &impl ConnectionTrait) -> Result<Lieux, DbErr> {
    let ctsa = organisation::Entity::find()
        .filter(organisation::Column::Sorte.eq(SorteOrganisation::Ctsa.code()))
        .order_by_asc(organisation::Column::Nom)
        .all(base)
        .await?;
    let ctsa = ctsa.into_iter().map(|ctsa| Lieu { code: ctsa.id.to_string(), nom: ctsa.nom });
    let communes = communes()
        .iter()
        .map(|commune| Lieu { code: commune.insee.to_string(), nom: commune.libelle.to_owned() });
    Ok(Lieux { ctsa: ctsa.collect(), communes: communes.collect() })
}

/// The territory of some terms; a code that is in no list any more stands for itself.
pub fn de(ligne: &avenant::Model, lieux: &Lieux) -> (Niveau, Vec<Lieu>) {
    // What the guard can't read opens nothing: it is told as a level without its places.
    let niveau = Niveau::du_code(&ligne.niveau).unwrap_or(Niveau::Communes);
    let connus = match niveau {
        Niveau::Departement => return (niveau, Vec::new()),
        Niveau::Ctsa => &lieux.ctsa,
        Niveau::Communes => &lieux.communes,
    };
    let lieu = |code: &str| {
        let connu = connus.iter().find(|lieu| lieu.code == code).cloned();
        connu.unwrap_or_else(|| Lieu { code: code.to_owned(), nom: code.to_owned() })
    };
    (niveau, ligne.territoire.split_whitespace().map(lieu).collect())
}
