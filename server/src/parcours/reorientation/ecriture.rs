//! How a request comes to be and changes: with a step that says who, when and why.

use reciproque_shared::parcours::reorientation::{
    EtatReorientation, GesteReorientation, ReorientationDemandee,
};
use sea_orm::ActiveValue::Set;
use sea_orm::{ActiveModelTrait, DbErr, SqlErr};

use crate::depot::entite::{reorientation, reorientation_etape};
use crate::garde::Passage;
use crate::refus::Refus;

/// A step of a request.
pub struct Pas<'a> {
    pub geste: GesteReorientation,
    /// The one that it leads to.
    pub etat: EtatReorientation,
    pub motif: Option<&'a str>,
    /// The step of the parcours that it follows from.
    pub decision: Option<i64>,
}

/// Opens a request about an orientation, over the version seen of those of the person.
///
/// # Errors
/// `Perime` when one was opened meanwhile: the tables hold it.
pub async fn ouvrir(
    passage: &Passage,
    (personne, orientation): (i64, i64),
    lue: &ReorientationDemandee,
    version: i32,
) -> Result<(), Refus> {
    let etat = EtatReorientation::Demandee;
    let ligne = reorientation::ActiveModel {
        personne_id: Set(personne),
        orientation_id: Set(orientation),
        organisation_id: Set(passage.agent().organisation),
        agent_id: Set(passage.agent().id),
        motif: Set(lue.motif().code().to_owned()),
        sorte: Set(lue.sorte().map(|sorte| sorte.code().to_owned())),
        note: Set(lue.note().to_owned()),
        etat: Set(etat.code().to_owned()),
        demandee_le: Set(passage.app().horloge.maintenant()),
        ..Default::default()
    };
    let ligne = ligne.insert(passage.base()).await.map_err(ou_perime)?;
    let pas = Pas { geste: GesteReorientation::Demander, etat, motif: None, decision: None };
    pas.noter(passage, &ligne, version).await
}

impl Pas<'_> {
    /// Changes the request as it was read, over this version.
    ///
    /// # Errors
    /// `Perime` when somebody acted meanwhile.
    pub async fn ecrire(
        &self,
        passage: &Passage,
        ligne: &reorientation::Model,
        version: i32,
    ) -> Result<(), Refus> {
        let maintenant = passage.app().horloge.maintenant();
        let mut valeurs = reorientation::ActiveModel {
            id: Set(ligne.id),
            etat: Set(self.etat.code().to_owned()),
            ..Default::default()
        };
        if self.geste == GesteReorientation::Lire {
            valeurs.lue_le = Set(Some(maintenant));
        } else {
            valeurs.repondue_le = Set(self.etat.est_une_reponse().then_some(maintenant));
            valeurs.lue_le = Set(None);
            valeurs.decision_id = Set(self.decision);
        }
        valeurs.update(passage.base()).await.map_err(ou_perime)?;
        self.noter(passage, ligne, version).await
    }

    async fn noter(
        &self,
        passage: &Passage,
        ligne: &reorientation::Model,
        version: i32,
    ) -> Result<(), Refus> {
        let etape = reorientation_etape::ActiveModel {
            personne_id: Set(ligne.personne_id),
            reorientation_id: Set(ligne.id),
            rang: Set(version + 1),
            geste: Set(self.geste.code().to_owned()),
            etat: Set(self.etat.code().to_owned()),
            motif: Set(self.motif.map(str::to_owned)),
            agent_id: Set(passage.agent().id),
            instant: Set(passage.app().horloge.maintenant()),
            ..Default::default()
        };
        etape.insert(passage.base()).await.map(drop).map_err(ou_perime)
    }
}

fn ou_perime(erreur: DbErr) -> Refus {
    match erreur.sql_err() {
        Some(SqlErr::UniqueConstraintViolation(_)) => Refus::Perime,
        _ => erreur.into(),
    }
}
