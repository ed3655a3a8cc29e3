//! Three annual reviews: one that its manager finishes, one late, one sealed, with its
//! digest in the journal as the product would have written it.

use chrono::{DateTime, Datelike, Days, NaiveDate, SubsecRound, TimeDelta, Utc};
use reciproque_shared::habilitation::{Acte, Profil};
use reciproque_shared::journal::Evenement;
use reciproque_shared::revue::{EtatLigneRevue, MotifRevue};
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder,
};

use crate::depot::Depot;
use crate::depot::entite::{organisation, revue, revue_ligne};
use crate::journal::Journal;
use crate::revue::{Ouverture, apposer, document};

/// Who signed the finished one.
const AUTEUR: &str = "ROTH Sonia";

/// Opens both and decides what is decided.
pub async fn installer(depot: &Depot, journal: &Journal, jour: NaiveDate) -> anyhow::Result<()> {
    let maintenant = Utc::now().trunc_subsecs(0);
    let en_cours = ouvrir(depot, "ALSA", jour, 12).await?;
    let debut = maintenant - TimeDelta::days(5);
    decider(depot, en_cours.id, 1, debut).await?;
    // Nobody touched this one: it is late.
    ouvrir(depot, "CIAREM", jour, 40).await?;
    let finie = ouvrir(depot, "ALEOS", jour, 28).await?;
    decider(depot, finie.id, usize::MAX, maintenant - TimeDelta::days(9)).await?;
    sceller(depot, journal, finie, maintenant - TimeDelta::days(8)).await
}

async fn ouvrir(depot: &Depot, nom: &str, jour: NaiveDate, il_y_a: u64) -> anyhow::Result<revue::Model> {
    let base = depot.ecriture();
    let organisation = organisation::Entity::find()
        .filter(organisation::Column::Nom.eq(nom))
        .one(base)
        .await?
        .ok_or_else(|| anyhow::anyhow!("{nom} is not in the demo"))?;
    let ouverte = jour - Days::new(il_y_a);
    let ouverture = Ouverture {
        annee: jour.year(),
        prevue: ouverte,
        ouverte_le: matin(ouverte),
        limite: ouverte + Days::new(30),
    };
    Ok(ouverture.ecrire(base, &organisation).await?)
}

fn matin(jour: NaiveDate) -> DateTime<Utc> {
    jour.and_hms_opt(5, 0, 0).unwrap_or_default().and_utc()
}

/// Confirms the first lines.
async fn decider(depot: &Depot, revue: i64, combien: usize, quand: DateTime<Utc>) -> anyhow::Result<()> {
    let lignes = revue_ligne::Entity::find()
        .filter(revue_ligne::Column::RevueId.eq(revue))
        .order_by_asc(revue_ligne::Column::Id)
        .all(depot.lecture())
        .await?;
    for ligne in lignes.into_iter().take(combien) {
        let mut valeurs = ligne.into_active_model();
        valeurs.decision = Set(Some(EtatLigneRevue::Confirmee.code().to_owned()));
        valeurs.motif = Set(Some(MotifRevue::EnPoste.code().to_owned()));
        valeurs.decidee_le = Set(Some(quand));
        valeurs.decidee_par = Set(Some(AUTEUR.to_owned()));
        valeurs.update(depot.ecriture()).await?;
    }
    Ok(())
}

async fn sceller(
    depot: &Depot,
    journal: &Journal,
    revue: revue::Model,
    quand: DateTime<Utc>,
) -> anyhow::Result<()> {
    let sceau = document(depot.lecture(), journal, &revue, (quand, AUTEUR)).await?;
    journal
        .append(Evenement {
            profil: Some(Profil::ReferentSolis.code().to_owned()),
            organisation: Some(revue.organisation_id),
            objet: Some(format!("revue:{}", revue.id)),
            motif: Some(format!("sha256:{}", sceau.empreinte)),
            ..Evenement::sans_agent(quand, Acte::ScellerRevue, "démonstration")
        })
        .await?;
    apposer(depot.ecriture(), &revue, sceau).await.map_err(|refus| anyhow::anyhow!("{}", refus.code()))
}
