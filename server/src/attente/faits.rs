//! The facts of some adults, read at once: the number of statements does not grow with them.

use std::collections::HashMap;

use chrono::NaiveDate;
use reciproque_shared::attente::{CerConnu, Faits, OrientationConnue, ReferentConnu, RendezVousPrevu};
use reciproque_shared::cer::{EtatCer, Sorte};
use reciproque_shared::date;
use reciproque_shared::dossier::EtatDossier;
use reciproque_shared::parcours::{Orientation, SorteOrientation};
use reciproque_shared::personne::RolePersonne;
use reciproque_shared::rendez_vous::StatutRendezVous;
use sea_orm::prelude::{Date, DateTimeUtc};
use sea_orm::sea_query::{Expr, ExprTrait, Query};
use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, FromQueryResult, QueryFilter, QuerySelect};

use crate::depot::entite::{cer, cer_etape, orientation, referent, rendez_vous};

/// An adult still in the foyer, with the CTSA of the commune.
pub struct Connue {
    pub personne: i64,
    pub ctsa: Option<i64>,
    pub faits: Faits,
}

/// Those of the persons who may have something awaited.
pub async fn charger(base: &impl ConnectionTrait, personnes: &[i64]) -> Result<Vec<Connue>, DbErr> {
    let mut connues = adultes(base, personnes).await?;
    let rangs: HashMap<i64, usize> =
        connues.iter().enumerate().map(|(rang, connue)| (connue.personne, rang)).collect();
    let ids: Vec<i64> = rangs.keys().copied().collect();
    let orientations = orientation::Entity::find()
        .filter(orientation::Column::PersonneId.is_in(ids.iter().copied()))
        .all(base)
        .await?;
    for lue in orientations {
        connues[rangs[&lue.personne_id]].faits.orientations.push(orientation(&lue));
    }
    let referents = referent::Entity::find()
        .filter(referent::Column::PersonneId.is_in(ids.iter().copied()))
        .all(base)
        .await?;
    for lu in referents {
        let connu = ReferentConnu { agent: lu.agent_id, debut: lu.debut, fin: lu.fin };
        connues[rangs[&lu.personne_id]].faits.referents.push(connu);
    }
    for (personne, connu) in des_cer(base, &ids).await? {
        connues[rangs[&personne]].faits.cer.push(connu);
    }
    let prevus = rendez_vous::Entity::find()
        .filter(rendez_vous::Column::PersonneId.is_in(ids.iter().copied()))
        .filter(rendez_vous::Column::Statut.eq(StatutRendezVous::Prevu.code()))
        .all(base)
        .await?;
    for lu in prevus {
        let (id, structure, referent) = (lu.id, lu.organisation_id, lu.referent_id);
        let prevu = RendezVousPrevu { id, structure, referent, debut: lu.debut };
        connues[rangs[&lu.personne_id]].faits.rendez_vous.push(prevu);
    }
    Ok(connues)
}

#[derive(FromQueryResult)]
struct Adulte {
    id: i64,
    droits_et_devoirs: Option<bool>,
    etat: String,
    ctsa: Option<i64>,
}

async fn adultes(base: &impl ConnectionTrait, personnes: &[i64]) -> Result<Vec<Connue>, DbErr> {
    let roles = RolePersonne::TOUS.iter().filter(|role| role.est_adulte_accompagne()).map(|role| role.code());
    let requete = Query::select()
        .columns([("personne", "id"), ("personne", "droits_et_devoirs"), ("dossier", "etat")])
        .expr_as(Expr::col(("territoire", "organisation_id")), "ctsa")
        .from("personne")
        .inner_join("dossier", Expr::col(("dossier", "id")).equals(("personne", "dossier_id")))
        .left_join("territoire", Expr::col(("territoire", "commune")).equals(("dossier", "commune")))
        .and_where(Expr::col(("personne", "id")).is_in(personnes.iter().copied()))
        .and_where(Expr::col(("personne", "partie_le")).is_null())
        .and_where(Expr::col(("personne", "role")).is_in(roles))
        .to_owned();
    let lues = base.query_all(&requete).await?;
    lues.iter()
        .map(|ligne| {
            let lue = Adulte::from_query_result(ligne, "")?;
            let faits = Faits {
                droit_en_cours: EtatDossier::du_code(&lue.etat).is_some_and(EtatDossier::en_cours),
                soumis: lue.droits_et_devoirs == Some(true),
                ..Faits::default()
            };
            Ok(Connue { personne: lue.id, ctsa: lue.ctsa, faits })
        })
        .collect()
}

fn orientation(lue: &orientation::Model) -> OrientationConnue {
    let sorte = SorteOrientation::du_code(&lue.sorte).unwrap_or(SorteOrientation::Social);
    let (debut, notifiee_le, fin) = (lue.debut, lue.notifiee_le, lue.fin);
    OrientationConnue {
        structure: lue.organisation_id,
        orientation: Orientation { sorte, debut, notifiee_le, fin },
    }
}

/// A CER without what was typed in it.
#[derive(FromQueryResult)]
struct CerLu {
    id: i64,
    personne_id: i64,
    organisation_id: i64,
    referent_id: i64,
    precedent_id: Option<i64>,
    etat: String,
    saisie_le: DateTimeUtc,
    avenant_de: Option<i64>,
    sorte: Option<String>,
    debut: Option<Date>,
    fin: Option<Date>,
}

async fn des_cer(base: &impl ConnectionTrait, personnes: &[i64]) -> Result<Vec<(i64, CerConnu)>, DbErr> {
    use cer::Column::{
        AvenantDe, Debut, Etat, Fin, Id, OrganisationId, PersonneId, PrecedentId, ReferentId, SaisieLe, Sorte,
    };
    let lus: Vec<CerLu> = cer::Entity::find()
        .select_only()
        .columns([
            Id,
            PersonneId,
            OrganisationId,
            ReferentId,
            PrecedentId,
            Etat,
            SaisieLe,
            AvenantDe,
            Sorte,
            Debut,
            Fin,
        ])
        .filter(PersonneId.is_in(personnes.iter().copied()))
        .into_model()
        .all(base)
        .await?;
    let etapes = etapes(base, &lus).await?;
    Ok(lus.iter().map(|lu| (lu.personne_id, connu(lu, &etapes))).collect())
}

fn connu(lu: &CerLu, etapes: &HashMap<(i64, String), DateTimeUtc>) -> CerConnu {
    let etape = etapes.get(&(lu.id, lu.etat.clone())).copied().unwrap_or(lu.saisie_le);
    CerConnu {
        id: lu.id,
        structure: lu.organisation_id,
        referent: lu.referent_id,
        etat: EtatCer::du_code(&lu.etat).unwrap_or(EtatCer::Annule),
        sorte: lu.sorte.as_deref().and_then(Sorte::du_code),
        avenant_de: lu.avenant_de,
        precedent: lu.precedent_id,
        periode: lu.debut.zip(lu.fin),
        depuis: jour(etape),
    }
}

fn jour(instant: DateTimeUtc) -> NaiveDate {
    date::a_paris(instant).date()
}

/// States in which the day of the last step counts.
const EN_MAIN: [EtatCer; 4] = [EtatCer::Brouillon, EtatCer::Signe, EtatCer::Transmis, EtatCer::ACompleter];

/// When each of the contracts in hand came to its state.
async fn etapes(
    base: &impl ConnectionTrait,
    lus: &[CerLu],
) -> Result<HashMap<(i64, String), DateTimeUtc>, DbErr> {
    let en_main = lus.iter().filter(|lu| EN_MAIN.iter().any(|etat| etat.code() == lu.etat)).map(|lu| lu.id);
    let ids: Vec<i64> = en_main.collect();
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let lues: Vec<(i64, String, DateTimeUtc)> = cer_etape::Entity::find()
        .select_only()
        .columns([cer_etape::Column::CerId, cer_etape::Column::Etat])
        .column_as(cer_etape::Column::Instant.max(), "instant")
        .filter(cer_etape::Column::CerId.is_in(ids))
        .group_by(cer_etape::Column::CerId)
        .group_by(cer_etape::Column::Etat)
        .into_tuple()
        .all(base)
        .await?;
    Ok(lues.into_iter().map(|(cer, etat, instant)| ((cer, etat), instant)).collect())
}
