//! What the conventions say of the capacity of two structures, one full and one with room; and two
//! associations without accounts, with the persons whom they accompany.

use chrono::{Days, NaiveDate};
use reciproque_shared::dossier::EtatDossier;
use reciproque_shared::parcours::SorteOrientation;
use reciproque_shared::personne::RolePersonne;
use sea_orm::sea_query::{Expr, ExprTrait, Query};
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait,
    QueryFilter, QueryOrder, QuerySelect,
};

use super::convention::{COMMUNE_DE_MULHOUSE, VILLE_DE_MULHOUSE};
use super::organisation::{Organisation, Organisations};
use crate::depot::entite::{avenant, convention, dossier, organisation, orientation, personne};

/// ESPACE DÉVELOPPEMENT, which has room left.
const AVEC_PLACES: usize = 4;
/// Places left there, and persons too many at the town's.
const PLACES: i32 = 12;
const DE_TROP: i32 = 3;

const SANS_COMPTE: [&str; 2] = ["Épicerie solidaire du Florival", "Jardins partagés de la Doller"];
/// Days since they accompany: within the delay of the contract, and well beyond it, one longer than
/// anybody else.
const DEPUIS: [u64; 6] = [20, 1_000, 41, 250, 12, 400];

pub async fn installer(
    base: &impl ConnectionTrait,
    organisations: &Organisations,
    jour: NaiveDate,
) -> anyhow::Result<()> {
    let associations = [creer(base, SANS_COMPTE[0]).await?, creer(base, SANS_COMPTE[1]).await?];
    for (rang, personne) in libres(base).await?.into_iter().enumerate() {
        let depuis = jour.checked_sub_days(Days::new(DEPUIS[rang])).unwrap_or(jour);
        let structure = associations[rang % associations.len()];
        let ligne = orientation::ActiveModel {
            notifiee_le: Set(Some(depuis)),
            ..orientation::ActiveModel::premiere(personne, structure, SorteOrientation::Social, depuis)
        };
        ligne.insert(base).await?;
    }
    limiter(base, organisations.structures[AVEC_PLACES], PLACES).await?;
    limiter(base, organisations.structures[VILLE_DE_MULHOUSE], -DE_TROP).await
}

async fn creer(base: &impl ConnectionTrait, nom: &str) -> anyhow::Result<i64> {
    let ligne = organisation::ActiveModel {
        sorte: Set("structure".to_owned()),
        nom: Set(nom.to_owned()),
        sans_compte: Set(true),
        ..Default::default()
    };
    Ok(ligne.insert(base).await?.id)
}

/// The first adults of Mulhouse, subject to droits et devoirs under a current right, whom nobody
/// accompanies.
async fn libres(base: &impl ConnectionTrait) -> anyhow::Result<Vec<i64>> {
    let suivies = Query::select().column("personne_id").from("orientation").to_owned();
    let ouverts = Query::select()
        .column("id")
        .from("dossier")
        .and_where(Expr::col(dossier::Column::Etat).is_in(EtatDossier::EN_COURS.map(EtatDossier::code)))
        .and_where(Expr::col(dossier::Column::Commune).eq(COMMUNE_DE_MULHOUSE))
        .to_owned();
    let libres = personne::Entity::find()
        .filter(personne::Column::Role.is_in([RolePersonne::Demandeur.code(), RolePersonne::Conjoint.code()]))
        .filter(personne::Column::DroitsEtDevoirs.eq(true))
        .filter(personne::Column::PartieLe.is_null())
        .filter(personne::Column::DossierId.in_subquery(ouverts))
        .filter(personne::Column::Id.not_in_subquery(suivies))
        .order_by_asc(personne::Column::Id)
        .limit(DEPUIS.len() as u64);
    Ok(libres.select_only().column(personne::Column::Id).into_tuple().all(base).await?)
}

/// As many as are accompanied today, and so many more or less.
async fn limiter(base: &impl ConnectionTrait, structure: Organisation, de_plus: i32) -> anyhow::Result<()> {
    let suivies = orientation::Entity::find()
        .filter(orientation::Column::OrganisationId.eq(structure.id))
        .filter(orientation::Column::Fin.is_null());
    let suivies = i32::try_from(PaginatorTrait::count(suivies, base).await?)?;
    let convention = Query::select()
        .column("id")
        .from("convention")
        .and_where(Expr::col(convention::Column::OrganisationId).eq(structure.id))
        .to_owned();
    let derniere = avenant::Entity::find()
        .filter(avenant::Column::ConventionId.in_subquery(convention))
        .order_by_desc(avenant::Column::Numero)
        .one(base)
        .await?;
    let derniere = derniere.ok_or_else(|| anyhow::anyhow!("{} has no convention", structure.nom))?;
    let capacite = Set(Some(Ord::max(suivies + de_plus, 1)));
    avenant::ActiveModel { id: Set(derniere.id), capacite, ..Default::default() }.update(base).await?;
    Ok(())
}
