//! Communes given to a CTSA from a day on: what that moves, then the change; and its undoing.

use reciproque_shared::api::{AnnulerTerritoires, ConfierCommunes, PreparerTerritoires};
use reciproque_shared::identifiant::CommuneInsee;
use reciproque_shared::organisation::SorteOrganisation;
use reciproque_shared::territoire::{
    ApercuTerritoires, ChangementTerritoires, CommuneTenue, FicheTerritoires, GesteTerritoires, Mouvement,
    SaisieTerritoires, Territoires,
};
use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::LockType;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
    SqlErr,
};

use super::comptes::{agents, mouvements};
use super::lecture::Charge;
use crate::depot::ecart;
use crate::depot::entite::{organisation, territoire, territoire_etape};
use crate::garde::{Objet, Passage, Traced};
use crate::http::routeur::AppelRecu;
use crate::refus::{Refus, a_jour};

/// `POST /territoires/preparation`
pub async fn preparer(
    passage: Passage,
    appel: AppelRecu<PreparerTerritoires>,
) -> Result<Traced<ApercuTerritoires>, Refus> {
    let Charge { cadre, .. } = Charge::charger(&passage).await?;
    let lu = ChangementTerritoires::lire(&appel.corps, &cadre).map_err(Refus::Invalide)?;
    let mouvements = mouvements(&passage, &cadre, &lu).await?;
    let concernees = mouvements.iter().filter_map(|mouvement| mouvement.de).chain([lu.ctsa()]);
    let agents = agents(passage.base(), concernees, cadre.aujourdhui).await?;
    let apercu = ApercuTerritoires { quoi: lu.en_mots(&cadre), mouvements, agents };
    passage.laisser_sortir(Objet::new("organisation", lu.ctsa()), &[], |_| apercu).await
}

/// `POST /territoires`
pub async fn confier(
    passage: Passage,
    appel: AppelRecu<ConfierCommunes>,
) -> Result<Traced<FicheTerritoires>, Refus> {
    let lu = lire(&Charge::charger(&passage).await?, &appel.corps, appel.version)?;
    let ecriture = passage.annoncer(Objet::new("organisation", lu.ctsa())).await?;
    ecriture
        .creer(async {
            let charge = relue(&passage).await?;
            let lu = lire(&charge, &appel.corps, appel.version)?;
            let etape = Etape {
                geste: GesteTerritoires::Confier,
                quoi: lu.en_mots(&charge.cadre),
                motif: None,
                mouvements: mouvements(&passage, &charge.cadre, &lu).await?,
                communes: lu.communes().to_vec(),
                organisation: lu.ctsa(),
                debut: lu.debut(),
            };
            let apres = charge.territoires().confiees(lu.communes(), lu.ctsa(), lu.debut());
            let id = etape.ecrire(&passage, &charge, &apres).await?;
            Ok((id, Charge::charger(&passage).await?.fiche(&passage).await?))
        })
        .await
}

/// `POST /territoires/annulation`
pub async fn annuler(
    passage: Passage,
    appel: AppelRecu<AnnulerTerritoires>,
) -> Result<Traced<FicheTerritoires>, Refus> {
    let motif = appel.corps.motif().map_err(Refus::Invalide)?;
    let charge = Charge::charger(&passage).await?;
    let (etape, _) = annulation(&passage, &charge, &motif, appel.version).await?;
    let ecriture = passage.annoncer(Objet::new("organisation", etape.organisation)).await?;
    ecriture
        .accomplir(async {
            let charge = relue(&passage).await?;
            let (etape, apres) = annulation(&passage, &charge, &motif, appel.version).await?;
            etape.ecrire(&passage, &charge, &apres).await?;
            Charge::charger(&passage).await?.fiche(&passage).await
        })
        .await
}

fn lire(charge: &Charge, saisie: &SaisieTerritoires, version: i32) -> Result<ChangementTerritoires, Refus> {
    a_jour(charge.version(), version)?;
    ChangementTerritoires::lire(saisie, &charge.cadre).map_err(Refus::Invalide)
}

/// All the CTSA are held until the commit: two changes are made one after the other.
async fn relue(passage: &Passage) -> Result<Charge, Refus> {
    organisation::Entity::find()
        .filter(organisation::Column::Sorte.eq(SorteOrganisation::Ctsa.code()))
        .order_by_asc(organisation::Column::Id)
        .lock(LockType::NoKeyUpdate)
        .all(passage.base())
        .await?;
    Charge::charger(passage).await
}

/// The step that undoes the last change, and the territories as they are after it.
async fn annulation(
    passage: &Passage,
    charge: &Charge,
    motif: &str,
    version: i32,
) -> Result<(Etape, Territoires), Refus> {
    a_jour(charge.version(), version)?;
    let Some(annulable) = charge.annulable(passage.base()).await? else {
        return Err(Refus::Conflit("Il n’y a pas de changement à annuler.".into()));
    };
    let apres = charge.territoires().rendues(&annulable.communes, annulable.avant);
    let etape = Etape {
        geste: GesteTerritoires::Annuler,
        quoi: format!("Annulation de : {}", annulable.etape.quoi),
        motif: Some(motif.to_owned()),
        mouvements: Vec::new(),
        communes: annulable.communes,
        organisation: annulable.etape.organisation_id,
        debut: annulable.etape.debut,
    };
    Ok((etape, apres))
}

/// A step of the history, to be written.
struct Etape {
    geste: GesteTerritoires,
    quoi: String,
    motif: Option<String>,
    mouvements: Vec<Mouvement>,
    communes: Vec<CommuneInsee>,
    organisation: i64,
    debut: chrono::NaiveDate,
}

impl Etape {
    /// Writes what differs and the step that follows those of `charge`; answers its number.
    ///
    /// # Errors
    /// `Perime` when somebody changed them meanwhile.
    async fn ecrire(self, passage: &Passage, charge: &Charge, apres: &Territoires) -> Result<i64, Refus> {
        let avant = charge.territoires();
        ecrire(passage.base(), avant.tenues(), apres.tenues()).await?;
        let etape = territoire_etape::ActiveModel {
            rang: Set(charge.version() + 1),
            geste: Set(self.geste.code().to_owned()),
            organisation_id: Set(self.organisation),
            debut: Set(self.debut),
            avant: Set(serde_json::to_string(avant.des(&self.communes).tenues())?),
            communes: Set(serde_json::to_string(&self.communes)?),
            quoi: Set(self.quoi),
            motif: Set(self.motif),
            mouvements: Set(serde_json::to_string(&self.mouvements)?),
            agent_id: Set(passage.agent().id),
            instant: Set(passage.app().horloge.maintenant()),
            ..Default::default()
        };
        let ecrite = etape.insert(passage.base()).await.map_err(|erreur| match erreur.sql_err() {
            Some(SqlErr::UniqueConstraintViolation(_)) => Refus::Perime,
            _ => erreur.into(),
        })?;
        Ok(ecrite.id)
    }
}

/// What goes first, then what ends, then what comes, so that no commune is in two CTSA in between.
async fn ecrire(
    base: &impl ConnectionTrait,
    avant: &[CommuneTenue],
    apres: &[CommuneTenue],
) -> Result<(), DbErr> {
    let parties = ecart::parties(avant, apres, |tenue| tenue.id);
    territoire::Entity::delete_many().filter(territoire::Column::Id.is_in(parties)).exec(base).await?;
    for (tenue, connue) in ecart::differentes(avant, apres, |tenue| tenue.id) {
        let ligne = territoire::ActiveModel {
            id: ecart::numero(tenue.id),
            organisation_id: Set(tenue.ctsa),
            commune: Set(tenue.commune.to_string()),
            debut: Set(tenue.debut),
            fin: Set(tenue.fin),
        };
        if connue {
            ligne.update(base).await?
        } else {
            ligne.insert(base).await?
        };
    }
    Ok(())
}
