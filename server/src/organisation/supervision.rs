//! What the user referent decides about an organisation: suspending and reinstating it; of a structure
//! without accounts, closing it, and opening accounts to it.

use chrono::NaiveDate;
use reciproque_shared::api::SuperviserOrganisation;
use reciproque_shared::habilitation::Retrait;
use reciproque_shared::organisation::SorteOrganisation;
use reciproque_shared::supervision::fiche::FicheOrganisation;
use reciproque_shared::supervision::{GesteAcces, GesteSupervision, SituationOrganisation};
use sea_orm::sea_query::Expr;
use sea_orm::{ActiveValue::Set, ColumnTrait, DbErr, EntityTrait, QueryFilter};

use super::relire;
use crate::attente;
use crate::depot::annuaire;
use crate::depot::entite::{organisation, supervision};
use crate::depot::sql::{Clause, Sql};
use crate::garde::lecture::parcours::a_des_referents;
use crate::garde::reserve;
use crate::garde::{Objet, Passage, Traced};
use crate::http::routeur::AppelRecu;
use crate::refus::Refus;
use crate::session;
use crate::supervision::{noter, permis};

/// `POST /organisations/{organisation}/supervision`
pub async fn superviser(
    passage: Passage,
    appel: AppelRecu<SuperviserOrganisation>,
) -> Result<Traced<FicheOrganisation>, Refus> {
    let (base, jour) = (passage.base(), passage.app().horloge.aujourdhui());
    let (ligne, sorte) = annuaire::trouver_organisation(base, appel.chemin).await?;
    let (geste, motif) = (appel.corps.geste, appel.corps.motif().map_err(Refus::Invalide)?);
    permis(geste, &situation(base, (&ligne, sorte), jour).await?.gestes())?;
    let suspend = geste == GesteSupervision::Suspendre;
    let retrait = suspend.then_some(Retrait::SuspendreOrganisation);
    let objet = Objet::new("organisation", ligne.id);
    let ecriture = passage.annoncer_fermeture_pour(objet, retrait, Some(geste.code())).await?;
    ecriture
        .accomplir(async {
            let (ligne, sorte) = annuaire::verrouiller_organisation(passage.base(), ligne.id).await?;
            permis(geste, &situation(passage.base(), (&ligne, sorte), jour).await?.gestes())?;
            if suspend {
                reserve::compter(&passage, passage.base(), ligne.id, GesteAcces::Suspendre).await?;
            }
            appliquer(&passage, ligne.id, geste).await?;
            if suspend {
                session::fermer_celles_de(passage.base(), ligne.id).await?;
            }
            let sur = supervision::ActiveModel { organisation_id: Set(Some(ligne.id)), ..Default::default() };
            noter(&passage, passage.base(), sur, (geste, motif)).await?;
            relire(&passage, ligne.id).await
        })
        .await
}

/// Changes the organisation, and what the files of its persons await.
async fn appliquer(passage: &Passage, id: i64, geste: GesteSupervision) -> Result<(), Refus> {
    use GesteSupervision::{Fermer, OuvrirComptes, Retablir, RetirerComptes, Rouvrir, Suspendre};
    let maintenant = passage.app().horloge.maintenant();
    let change = organisation::Entity::update_many().filter(organisation::Column::Id.eq(id));
    let suspendue = |le| change.clone().col_expr(organisation::Column::SuspendueLe, Expr::value(le));
    let sans_compte = |oui| change.clone().col_expr(organisation::Column::SansCompte, Expr::value(oui));
    let change = match geste {
        Suspendre | Fermer => suspendue(Some(maintenant)),
        Retablir | Rouvrir => suspendue(None),
        OuvrirComptes => sans_compte(false),
        RetirerComptes => sans_compte(true),
        _ => return Err(Refus::Introuvable),
    };
    change.exec(passage.base()).await?;
    if matches!(geste, OuvrirComptes | RetirerComptes) {
        attente::reecrire_de_la_structure(passage.base(), &passage.app().regles, id).await?;
    }
    Ok(())
}

/// What the gestures on an organisation depend on.
pub async fn situation(
    base: &impl Sql,
    (ligne, sorte): (&organisation::Model, SorteOrganisation),
    jour: NaiveDate,
) -> Result<SituationOrganisation, DbErr> {
    let deserte = !ligne.sans_compte
        && sorte == SorteOrganisation::Structure
        && !occupee(base, ligne.id, jour).await?
        && !a_des_referents(base, ligne.id).await?;
    let suspendue = ligne.suspendue_le.is_some();
    Ok(SituationOrganisation { sorte, suspendue, sans_compte: ligne.sans_compte, deserte })
}

/// It has an agent, or a convention in force or to come.
async fn occupee(base: &impl Sql, organisation: i64, jour: NaiveDate) -> Result<bool, DbErr> {
    let requete = Clause::from("SELECT agent.id FROM agent WHERE agent.organisation_id = ?")
        .avec(organisation)
        .puis(
            " UNION ALL SELECT convention.id FROM convention WHERE convention.organisation_id = ? \
             AND convention.annulation_le IS NULL AND (convention.date_fin IS NULL OR convention.date_fin >= ?)",
        )
        .avec(organisation)
        .avec(jour)
        .puis(" LIMIT 1");
    Ok(!base.trouver::<(i64,)>(requete).await?.is_empty())
}
