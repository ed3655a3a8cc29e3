//! The territories as they are kept, with the history of their changes.

use reciproque_shared::api::ConsulterTerritoires;
use reciproque_shared::identifiant::CommuneInsee;
use reciproque_shared::territoire::{
    CadreTerritoires, CommuneTenue, EtapeTerritoires, FicheTerritoires, GesteTerritoires, Territoires,
};
use sea_orm::DbErr;

use super::comptes;
use crate::convention::lieux;
use crate::depot::entite::{territoire, territoire_etape};
use crate::depot::sql::{Clause, Sql, colonnes};
use crate::garde::lecture::Signee;
use crate::garde::lecture::territoire::a_decide;
use crate::garde::{Objet, Passage, Traced};
use crate::http::routeur::AppelRecu;
use crate::refus::Refus;

const EN_VIGUEUR: &str = "Il a déjà été en vigueur : ce que ses agents ont vu ne s’annule pas. Pour revenir en arrière, \
     confiez de nouveau ces communes.";
const SUIVI: &str = "La CTSA qui a reçu ces communes y a déjà pris une décision : pour revenir en arrière, confiez de \
     nouveau ces communes.";

/// `GET /territoires`
pub async fn consulter(
    passage: Passage,
    _: AppelRecu<ConsulterTerritoires>,
) -> Result<Traced<FicheTerritoires>, Refus> {
    lue(passage).await
}

/// As they are now, whichever change was made.
pub async fn relire(passage: Passage, _: i64) -> Result<Traced<FicheTerritoires>, Refus> {
    lue(passage).await
}

async fn lue(passage: Passage) -> Result<Traced<FicheTerritoires>, Refus> {
    let fiche = Charge::charger(&passage).await?.fiche(&passage).await?;
    passage.laisser_sortir(Objet::aucun(), &[], |_| fiche).await
}

/// All that a change rests on, of one instant.
pub struct Charge {
    pub cadre: CadreTerritoires,
    /// The first first.
    etapes: Vec<Signee<territoire_etape::Model>>,
}

impl Charge {
    pub async fn charger(passage: &Passage) -> Result<Self, Refus> {
        let base = passage.base();
        let cadre = CadreTerritoires {
            aujourdhui: passage.app().horloge.aujourdhui(),
            lieux: lieux::tous(base).await?,
            tenues: tenues(base).await?,
        };
        let requete = format!(
            "SELECT {}, agent.prenom, agent.nom, organisation.nom FROM territoire_etape \
             INNER JOIN agent ON agent.id = territoire_etape.agent_id \
             INNER JOIN organisation ON organisation.id = agent.organisation_id ORDER BY territoire_etape.rang",
            colonnes::<territoire_etape::Model>("territoire_etape")
        );
        Ok(Self { cadre, etapes: base.trouver(requete.into()).await? })
    }

    /// Number of changes so far.
    pub fn version(&self) -> i32 {
        self.etapes.last().map_or(0, |derniere| derniere.ligne.rang)
    }

    pub fn territoires(&self) -> Territoires {
        self.cadre.territoires()
    }

    /// The last change, when it may be undone.
    ///
    /// # Errors
    /// `Conflit` that says why it can't any more.
    pub async fn annulable(&self, base: &impl Sql) -> Result<Option<Annulable<'_>>, Refus> {
        let Some(derniere) = self.etapes.last().map(|derniere| &derniere.ligne) else { return Ok(None) };
        if GesteTerritoires::du_code(&derniere.geste) != Some(GesteTerritoires::Confier) {
            return Ok(None);
        }
        if derniere.debut < self.cadre.aujourdhui {
            return Err(Refus::Conflit(EN_VIGUEUR.to_owned()));
        }
        let communes: Vec<CommuneInsee> = serde_json::from_str(&derniere.communes)?;
        if a_decide(base, derniere.organisation_id, &communes, derniere.instant).await? {
            return Err(Refus::Conflit(SUIVI.to_owned()));
        }
        let avant: Vec<CommuneTenue> = serde_json::from_str(&derniere.avant)?;
        Ok(Some(Annulable { etape: derniere, communes, avant: Territoires::from(avant) }))
    }

    pub async fn fiche(self, passage: &Passage) -> Result<FicheTerritoires, Refus> {
        let (dossiers, ailleurs) = comptes::dossiers(passage.base(), &self.cadre).await?;
        let (annulable, definitive) = match self.annulable(passage.base()).await {
            Ok(annulable) => (annulable.is_some(), None),
            Err(Refus::Conflit(pourquoi)) => (false, Some(pourquoi)),
            Err(refus) => return Err(refus),
        };
        let etapes = self.etapes.iter().rev().map(etape).collect::<Result<Vec<_>, Refus>>()?;
        Ok(FicheTerritoires {
            version: self.version(),
            dossiers,
            ailleurs,
            etapes: etapes.into_iter().flatten().collect(),
            annulable,
            definitive,
            cadre: self.cadre,
        })
    }
}

/// The last change, and what was before it.
pub struct Annulable<'a> {
    pub etape: &'a territoire_etape::Model,
    pub communes: Vec<CommuneInsee>,
    pub avant: Territoires,
}

/// By CTSA, the first day first.
async fn tenues(base: &impl Sql) -> Result<Vec<CommuneTenue>, DbErr> {
    let requete = Clause::from(format!(
        "SELECT {} FROM territoire ORDER BY territoire.organisation_id, territoire.commune, territoire.debut",
        colonnes::<territoire::Model>("territoire")
    ));
    let lues: Vec<territoire::Model> = base.trouver(requete).await?;
    let tenue = |territoire::Model { id, organisation_id: ctsa, commune, debut, fin }| {
        let commune = CommuneInsee::lire(&commune).ok()?;
        Some(CommuneTenue { id, ctsa, commune, debut, fin })
    };
    Ok(lues.into_iter().filter_map(tenue).collect())
}

/// None of a gesture that this version does not know.
fn etape(lue: &Signee<territoire_etape::Model>) -> Result<Option<EtapeTerritoires>, Refus> {
    let Some(geste) = GesteTerritoires::du_code(&lue.ligne.geste) else { return Ok(None) };
    Ok(Some(EtapeTerritoires {
        geste,
        quoi: lue.ligne.quoi.clone(),
        motif: lue.ligne.motif.clone(),
        mouvements: serde_json::from_str(&lue.ligne.mouvements)?,
        agent: lue.agent.clone(),
        instant: lue.ligne.instant,
    }))
}
