//! The places that a convention may bear on, with their names.

use reciproque_shared::convention::{Lieu, Lieux, Niveau};
use reciproque_shared::nomenclature::communes;
use reciproque_shared::organisation::SorteOrganisation;
use sea_orm::DbErr;

use crate::depot::entite::avenant;
use crate::depot::sql::{Clause, Sql};

/// All the CTSA by name, all the communes in the order of their codes.
pub async fn tous(base: &impl Sql) -> Result<Lieux, DbErr> {
    let requete = Clause::from(
        "SELECT organisation.id, organisation.nom FROM organisation WHERE organisation.sorte = ?",
    )
    .avec(SorteOrganisation::Ctsa.code())
    .puis(" ORDER BY organisation.nom");
    let ctsa: Vec<(i64, String)> = base.trouver(requete).await?;
    let ctsa = ctsa.into_iter().map(|(id, nom)| Lieu { code: id.to_string(), nom });
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
