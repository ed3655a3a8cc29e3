//! What an unusual use looks like: invented views in the journal, read by the real
//! detection. Two alerts wait for the officer, one is closed.

use chrono::{DateTime, Datelike, NaiveDate, TimeDelta, Utc, Weekday};
use reciproque_shared::alerte::{Conclusion, GesteAlerte};
use reciproque_shared::cle_recherche::cle_de_recherche;
use reciproque_shared::date::de_paris;
use reciproque_shared::dossier::EtatDossier;
use reciproque_shared::habilitation::{Acte, Profil};
use reciproque_shared::journal::{Evenement, Issue};
use sea_orm::sea_query::{Expr, ExprTrait, Query};
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
};

use super::agent::adresse;
use crate::alerte::relever;
use crate::depot::Depot;
use crate::depot::entite::{agent, alerte, alerte_etape, dossier, personne};
use crate::journal::Journal;
use crate::secret::Frein;
use crate::serveur::{Extranet, Horloge, Reglages};

/// Files that the counsellor opened in a morning: above the threshold of a day.
const MATINEE: u64 = 96;
/// Refusals in half an hour: above the threshold of an hour.
const ESSAIS: u64 = 16;

/// Writes the events and has them read.
pub async fn installer(depot: &Depot, journal: &Journal, jour: NaiveDate) -> anyhow::Result<()> {
    let horloge = Horloge::default();
    let frein = Frein::new(1, 1);
    let app = Extranet::new(depot.clone(), journal.clone(), Reglages::default(), horloge, frein);
    let scene = Scene { app: &app, matin: neuf_heures(dernier_jour_ouvre(jour)) };
    let essais = dossiers(&app, ESSAIS).await?;
    scene.jouer(("Marc", "ZIMMERMANN"), Profil::Referent, &essais, Issue::Refuse).await?;
    relever(&app).await?;
    clore(&app).await?;
    let matinee = dossiers(&app, MATINEE).await?;
    scene.jouer(("Antoine", "BOHN"), Profil::ConseillerPoleEmploi, &matinee, Issue::Reussi).await?;
    let homonyme = dossier_au_nom(&app, "HEITZ").await?;
    scene.jouer(("Claudine", "HEITZ"), Profil::Referent, &homonyme, Issue::Reussi).await?;
    relever(&app).await
}

/// The last day from Monday to Friday before today.
fn dernier_jour_ouvre(jour: NaiveDate) -> NaiveDate {
    let ouvre = |jour: &NaiveDate| !matches!(jour.weekday(), Weekday::Sat | Weekday::Sun);
    jour.iter_days().rev().skip(1).find(ouvre).unwrap_or(jour)
}

fn neuf_heures(jour: NaiveDate) -> DateTime<Utc> {
    de_paris(jour.and_hms_opt(9, 0, 0).unwrap_or_default())
}

struct Scene<'a> {
    app: &'a Extranet,
    matin: DateTime<Utc>,
}

impl Scene<'_> {
    /// An agent asks for these dossiers one after the other, two minutes apart.
    async fn jouer(
        &self,
        (prenom, nom): (&str, &str),
        profil: Profil,
        dossiers: &[i64],
        issue: Issue,
    ) -> anyhow::Result<()> {
        let email = adresse(prenom, nom);
        let trouve = agent::Entity::find().filter(agent::Column::Email.eq(email));
        let Some(agent) = trouve.one(self.app.depot.lecture()).await? else { return Ok(()) };
        let mut instant = self.matin;
        for dossier in dossiers {
            instant += TimeDelta::minutes(2);
            let evenement = Evenement {
                instant,
                agent: Some(agent.id),
                profil: Some(profil.code().to_owned()),
                organisation: Some(agent.organisation_id),
                session: Some("demonstration".to_owned()),
                acte: Acte::ConsulterDossier.code().to_owned(),
                objet: Some(format!("dossier:{dossier}")),
                rubriques: Vec::new(),
                motif: (issue == Issue::Refuse).then(|| "introuvable".to_owned()),
                issue,
                // An address that the standards keep for examples.
                client: "192.0.2.14".to_owned(),
                lie_a: None,
            };
            self.app.journal.append(evenement).await?;
        }
        Ok(())
    }
}

/// The first dossiers whose right is current.
async fn dossiers(app: &Extranet, nombre: u64) -> anyhow::Result<Vec<i64>> {
    let lus = dossier::Entity::find()
        .filter(dossier::Column::Etat.is_in(EtatDossier::EN_COURS.map(EtatDossier::code)))
        .order_by_asc(dossier::Column::Id)
        .limit(nombre)
        .all(app.depot.lecture())
        .await?;
    Ok(lus.into_iter().map(|lu| lu.id).collect())
}

/// A dossier where somebody bears this name, if there is one.
async fn dossier_au_nom(app: &Extranet, nom: &str) -> anyhow::Result<Vec<i64>> {
    let trouve = personne::Entity::find()
        .filter(personne::Column::NomCle.eq(cle_de_recherche(nom)))
        .order_by_asc(personne::Column::Id)
        .one(app.depot.lecture())
        .await?;
    Ok(trouve.into_iter().map(|personne| personne.dossier_id).collect())
}

/// The officer has judged what there is so far.
async fn clore(app: &Extranet) -> anyhow::Result<()> {
    let base = app.depot.ecriture();
    let delegues = Query::select()
        .column("agent_id")
        .from("habilitation")
        .and_where(Expr::col("profil").eq(Profil::DelegueProtectionDonnees.code()))
        .to_owned();
    let delegue = agent::Entity::find().filter(agent::Column::Id.in_subquery(delegues)).one(base).await?;
    let instant = app.horloge.maintenant();
    for ouverte in alerte::Entity::find().all(base).await? {
        let conclusion = Conclusion::FausseAlerte.code().to_owned();
        let etape = alerte_etape::ActiveModel {
            alerte_id: Set(ouverte.id),
            geste: Set(GesteAlerte::Clore.code().to_owned()),
            instant: Set(instant),
            agent_id: Set(delegue.as_ref().map(|delegue| delegue.id)),
            conclusion: Set(Some(conclusion.clone())),
            note: Set(Some("Essais faits en formation, avec la formatrice.".to_owned())),
            ..Default::default()
        };
        etape.insert(base).await?;
        let close = alerte::ActiveModel {
            id: Set(ouverte.id),
            close_le: Set(Some(instant)),
            conclusion: Set(Some(conclusion)),
            ..Default::default()
        };
        close.update(base).await?;
    }
    Ok(())
}
