//! « Mes sessions »: where one is signed in, and signing out from afar.

use reciproque_shared::api::{FermerAutresSessions, FermerUneSession};
use reciproque_shared::compte::{Compte, SessionLue};
use reciproque_shared::habilitation::Retrait;
use sea_orm::{ColumnTrait, DbErr, EntityTrait, QueryFilter, QueryOrder};

use super::compte_de;
use crate::depot::entite::session as table;
use crate::garde::{Objet, Passage, Traced};
use crate::http::routeur::AppelRecu;
use crate::refus::Refus;
use crate::session;

/// `DELETE /compte/sessions/{session}`
pub async fn fermer_une(
    passage: Passage,
    appel: AppelRecu<FermerUneSession>,
) -> Result<Traced<Compte>, Refus> {
    let siennes = siennes(&passage).await?;
    let visee = siennes.iter().find(|s| s.id == appel.chemin && !s.courante).ok_or(Refus::Introuvable)?;
    let objet = Objet::new("session", visee.id);
    let fermeture = passage.annoncer_fermeture(objet, Some(Retrait::FermerSessions)).await?;
    fermeture
        .accomplir(async {
            table::Entity::delete_by_id(visee.id).exec(passage.base()).await?;
            compte_de(&passage).await
        })
        .await
}

/// `DELETE /compte/sessions`: all but this one.
pub async fn fermer_autres(
    passage: Passage,
    _: AppelRecu<FermerAutresSessions>,
) -> Result<Traced<Compte>, Refus> {
    let fermeture = passage.annoncer_fermeture(Objet::aucun(), Some(Retrait::FermerSessions)).await?;
    let moi = passage.agent();
    fermeture
        .accomplir(async {
            session::fermer_toutes(passage.base(), moi.id, Some(&moi.session)).await?;
            compte_de(&passage).await
        })
        .await
}

/// The live sessions of the agent, the latest seen first.
pub async fn siennes(passage: &Passage) -> Result<Vec<SessionLue>, DbErr> {
    let (app, moi) = (passage.app(), passage.agent());
    let lignes = table::Entity::find()
        .filter(table::Column::AgentId.eq(moi.id))
        .order_by_desc(table::Column::VueLe)
        .order_by_desc(table::Column::Id)
        .all(passage.base())
        .await?;
    let vivante = |s: &table::Model| app.activite.vivante(app, &s.empreinte, s.ouverte_le, s.vue_le);
    let lue = |s: table::Model| SessionLue {
        id: s.id,
        ouverte_le: s.ouverte_le,
        vue_le: s.vue_le,
        adresse: s.adresse,
        navigateur: s.navigateur,
        courante: s.reference == moi.session,
    };
    Ok(lignes.into_iter().filter(vivante).map(lue).collect())
}
