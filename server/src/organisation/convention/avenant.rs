//! An avenant: whole new terms from a day on. Nothing is overwritten.

use reciproque_shared::api::SaisirAvenant;
use reciproque_shared::convention::{Cadre, NouvelAvenant};
use reciproque_shared::supervision::fiche::FicheOrganisation;
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};

use super::saisie::{ajouter_termes, colonnes};
use crate::convention::{lecture, lieux};
use crate::depot::annuaire;
use crate::depot::entite::{avenant, convention};
use crate::garde::{Objet, Passage, Traced};
use crate::http::routeur::AppelRecu;
use crate::organisation::relire;
use crate::refus::Refus;

/// `POST /conventions/{convention}/avenants`
pub async fn ajouter(
    passage: Passage,
    appel: AppelRecu<SaisirAvenant>,
) -> Result<Traced<FicheOrganisation>, Refus> {
    let (base, jour) = (passage.base(), passage.app().horloge.aujourdhui());
    let (organisation, lue) = lecture::une(base, appel.chemin, appel.version).await?;
    let (_, sorte) = annuaire::trouver_organisation(base, organisation).await?;
    let dernier = lue.dernier().ok_or(Refus::Introuvable)?;
    let numero = lue.avenants.last().map_or(0, |avenant| avenant.numero) + 1;
    let lieux = lieux::tous(base).await?;
    let cadre = Cadre { sorte, lieux: &lieux };
    let nouveau =
        NouvelAvenant::lire(&appel.corps, cadre, (&lue.duree(), dernier), jour).map_err(Refus::Invalide)?;
    let ecriture = passage.annoncer(Objet::new("convention", lue.id)).await?;
    ecriture
        .creer(async {
            annuaire::verrouiller_organisation(passage.base(), organisation).await?;
            monter(passage.base(), lue.id, lue.version).await?;
            let ligne = avenant::ActiveModel {
                convention_id: Set(lue.id),
                numero: Set(i32::try_from(numero)?),
                date_effet: Set(nouveau.date_effet),
                objet: Set(nouveau.objet),
                ..colonnes(&nouveau.termes, (passage.agent().id, passage.app().horloge.maintenant()))
            };
            ajouter_termes(passage.base(), ligne, &nouveau.termes).await?;
            let fiche = relire(&passage, organisation).await?;
            Ok((organisation, fiche))
        })
        .await
}

/// Raises the version of the convention as it was read.
///
/// # Errors
/// `Perime` when somebody changed it meanwhile.
pub async fn monter(transaction: &impl ConnectionTrait, id: i64, version: i32) -> Result<(), Refus> {
    let issue = convention::Entity::update_many()
        .col_expr(convention::Column::Version, Expr::col(convention::Column::Version).add(1))
        .filter(convention::Column::Id.eq(id))
        .filter(convention::Column::Version.eq(version))
        .exec(transaction)
        .await?;
    if issue.rows_affected == 0 { Err(Refus::Perime) } else { Ok(()) }
}
