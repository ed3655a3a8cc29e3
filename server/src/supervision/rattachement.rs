//! An agent who went to another organisation, or whose name changed. The account stays; the
//! habilitations of before stay under the organisation where they were held.

use chrono::NaiveDate;
use reciproque_shared::api::RattacherAgent;
use reciproque_shared::erreur::ErreurChamp;
use reciproque_shared::habilitation::EtatHabilitation;
use reciproque_shared::supervision::fiche::FicheAgent;
use reciproque_shared::supervision::{GesteAcces, GesteSupervision, Rattachement};
use sea_orm::sea_query::Expr;
use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};

use super::fiche::relire;
use super::noter;
use crate::depot::annuaire::{self, SANS_COMPTE};
use crate::depot::entite::{agent, habilitation, organisation, supervision};
use crate::garde::reserve;
use crate::garde::{Objet, Passage, Traced};
use crate::habilitation::preuves;
use crate::http::routeur::AppelRecu;
use crate::refus::Refus;
use crate::session;

const ENCORE_HABILITE: &str = "Cet agent a encore une habilitation ou une demande en cours : mettez-y fin d’abord, puis \
     rattachez-le.";

/// `PUT /agents/{agent}/rattachement`
pub async fn rattacher(
    passage: Passage,
    appel: AppelRecu<RattacherAgent>,
) -> Result<Traced<FicheAgent>, Refus> {
    let (base, id) = (passage.base(), appel.chemin);
    let jour = passage.app().horloge.aujourdhui();
    let avant = libre(base, id, jour).await?;
    let lu = Rattachement::lire(&appel.corps).map_err(Refus::Invalide)?;
    change(base, &avant, &lu).await?;
    let geste = GesteSupervision::Rattacher;
    let ecriture = passage.annoncer_pour(Objet::new("agent", id), Some(geste.code())).await?;
    ecriture
        .accomplir(async {
            // Nobody asks for a habilitation under the former organisation meanwhile.
            let (ancienne, _) =
                annuaire::verrouiller_organisation(passage.base(), avant.organisation_id).await?;
            let avant = libre(passage.base(), id, jour).await?;
            if avant.organisation_id != ancienne.id {
                return Err(Refus::Perime);
            }
            reserve::engager(&passage, passage.base(), id, GesteAcces::Rattacher).await?;
            deplacer(passage.base(), &avant, &lu).await?;
            session::fermer_toutes(passage.base(), id, None).await?;
            let motif = format!("Auparavant {} {}, {}. {}", avant.prenom, avant.nom, ancienne.nom, lu.motif);
            let sur = supervision::ActiveModel { agent_id: Set(Some(id)), ..Default::default() };
            noter(&passage, passage.base(), sur, (geste, motif)).await?;
            relire(&passage, id).await
        })
        .await
}

/// The agent, all of whose habilitations are over.
async fn libre(base: &impl ConnectionTrait, id: i64, jour: NaiveDate) -> Result<agent::Model, Refus> {
    let trouve = agent::Entity::find_by_id(id).one(base).await?.ok_or(Refus::Introuvable)?;
    match tout_est_fini(base, id, jour).await? {
        true => Ok(trouve),
        false => Err(Refus::Conflit(ENCORE_HABILITE.to_owned())),
    }
}

/// Whether no habilitation of the agent is in force, planned or asked for.
pub async fn tout_est_fini(base: &impl ConnectionTrait, agent: i64, jour: NaiveDate) -> Result<bool, Refus> {
    let toutes =
        habilitation::Entity::find().filter(habilitation::Column::AgentId.eq(agent)).all(base).await?;
    Ok(toutes.iter().all(|lue| preuves(lue).etat(jour) == EtatHabilitation::Terminee))
}

/// Refuses an organisation that there is not, and what would change nothing.
async fn change(base: &impl ConnectionTrait, avant: &agent::Model, lu: &Rattachement) -> Result<(), Refus> {
    let refuse = |code, message| Err(Refus::Invalide(vec![ErreurChamp::new("organisation", code, message)]));
    match organisation::Entity::find_by_id(lu.organisation).one(base).await? {
        Some(choisie) if choisie.sans_compte => return refuse("structure_sans_compte", SANS_COMPTE),
        Some(choisie) if annuaire::peut_avoir_des_comptes(&choisie) => {}
        _ => return refuse("organisation_absente", "Choisissez l’organisation de la personne."),
    }
    let meme_nom = (avant.nom.as_str(), avant.prenom.as_str()) == (lu.nom.as_str(), lu.prenom.as_str());
    if avant.organisation_id == lu.organisation && meme_nom {
        return refuse("rien_ne_change", "Choisissez une autre organisation, ou corrigez le nom.");
    }
    Ok(())
}

async fn deplacer(
    transaction: &impl ConnectionTrait,
    avant: &agent::Model,
    lu: &Rattachement,
) -> Result<(), Refus> {
    let mut apres = agent::ActiveModel {
        nom: Set(lu.nom.as_str().to_owned()),
        prenom: Set(lu.prenom.as_str().to_owned()),
        ..Default::default()
    };
    if avant.organisation_id != lu.organisation {
        habilitation::Entity::update_many()
            .col_expr(habilitation::Column::AncienneOrganisation, Expr::value(avant.organisation_id))
            .filter(habilitation::Column::AgentId.eq(avant.id))
            .filter(habilitation::Column::AncienneOrganisation.is_null())
            .exec(transaction)
            .await?;
        // The group and the function were those of the former one.
        apres = agent::ActiveModel {
            organisation_id: Set(lu.organisation),
            groupe: Set(None),
            fonction: Set(None),
            ..apres
        };
    }
    agent::Entity::update_many().set(apres).filter(agent::Column::Id.eq(avant.id)).exec(transaction).await?;
    Ok(())
}
