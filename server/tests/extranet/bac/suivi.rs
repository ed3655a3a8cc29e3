//! Who accompanies whom, as a day of the département would have left it.

use chrono::NaiveDate;
use reciproque_server::depot::entite::{
    lot_orientation, organisation, orientation, parcours_etape, personne, referent, reorientation,
    reorientation_etape,
};
use reciproque_shared::date;
use reciproque_shared::parcours::lot::SorteLot;
use reciproque_shared::parcours::{FinOrientation, GesteParcours, ParcoursTenu};
use sea_orm::ActiveValue::{NotSet, Set};
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use serde_json::{Value, json};

use super::recette::INCONNU;
use super::{Bac, Cible};

impl Bac {
    /// The orientation that still holds on this day, and its référent, end then.
    pub async fn finir_orientation(&self, personne: i64, fin: NaiveDate) {
        let tient = |colonne: Expr| colonne.clone().is_null().or(colonne.gt(fin));
        orientation::Entity::update_many()
            .col_expr(orientation::Column::Fin, Expr::value(fin))
            .col_expr(orientation::Column::MotifFin, Expr::value(FinOrientation::Reorientation.code()))
            .filter(orientation::Column::PersonneId.eq(personne))
            .filter(tient(Expr::col(orientation::Column::Fin)))
            .exec(self.base())
            .await
            .unwrap();
        referent::Entity::update_many()
            .col_expr(referent::Column::Fin, Expr::value(fin))
            .filter(referent::Column::PersonneId.eq(personne))
            .filter(tient(Expr::col(referent::Column::Fin)))
            .exec(self.base())
            .await
            .unwrap();
    }

    /// So many adults more of Mulhouse, subject to droits et devoirs, whom nobody accompanies.
    pub async fn des_adultes(&self, nombre: usize) -> Vec<i64> {
        let modele = personne::Entity::find_by_id(self.gens.haas.demandeur).one(self.base()).await.unwrap();
        let modele = modele.unwrap();
        let mut ids = Vec::new();
        for rang in 0..nombre {
            let prenom = format!("ALIX {rang}");
            let ligne = personne::ActiveModel {
                id: NotSet,
                prenom_cle: Set(prenom.to_lowercase()),
                prenom: Set(prenom),
                nir: Set(None),
                ..modele.clone().into()
            };
            ids.push(ligne.reset_all().insert(self.base()).await.unwrap().id);
        }
        ids
    }

    /// The parcours of the person as it was before any decision of a trial.
    pub async fn retrouver_le_parcours(&self, personne: i64) {
        oublier_les_reorientations(self).await;
        parcours_etape::Entity::delete_many().exec(self.base()).await.unwrap();
        let leurs = orientation::Entity::find().filter(orientation::Column::PersonneId.eq(personne));
        let premiere = leurs.order_by_asc(orientation::Column::Id).one(self.base()).await.unwrap();
        let Some(premiere) = premiere else { return };
        orientation::Entity::delete_many()
            .filter(orientation::Column::PersonneId.eq(personne))
            .filter(orientation::Column::Id.ne(premiere.id))
            .exec(self.base())
            .await
            .unwrap();
        let comme_avant = orientation::ActiveModel {
            id: Set(premiere.id),
            notifiee_le: Set(None),
            fin: Set(None),
            motif_fin: Set(None),
            prolongation: Set(None),
            prolongee_le: Set(None),
            ..Default::default()
        };
        comme_avant.update(self.base()).await.unwrap();
        let leurs = referent::Entity::find().filter(referent::Column::PersonneId.eq(personne));
        let premier = leurs.order_by_asc(referent::Column::Id).one(self.base()).await.unwrap().unwrap();
        referent::Entity::delete_many()
            .filter(referent::Column::PersonneId.eq(personne))
            .filter(referent::Column::Id.ne(premier.id))
            .exec(self.base())
            .await
            .unwrap();
        referent::ActiveModel { id: Set(premier.id), fin: Set(None), ..Default::default() }
            .update(self.base())
            .await
            .unwrap();
    }
}

/// The review of the orientation that runs comes later.
pub async fn une_prolongation(bac: &Bac, personne: i64) {
    orientation::Entity::update_many()
        .col_expr(orientation::Column::Prolongation, Expr::value("logement"))
        .col_expr(orientation::Column::ProlongeeLe, Expr::value(bac.horloge.aujourdhui()))
        .filter(orientation::Column::PersonneId.eq(personne))
        .filter(orientation::Column::Fin.is_null())
        .exec(bac.base())
        .await
        .unwrap();
}

/// Another kind of support in the same structure, from today.
pub async fn une_orientation(bac: &Bac, cible: Cible) -> Value {
    bac.retrouver_le_parcours(cible.personne).await;
    let aujourdhui = date::court(bac.horloge.aujourdhui());
    json!({
        "sorte": "socioprofessionnel", "structure": cible.structure, "origine": "reorientation",
        "decidee_le": aujourdhui, "debut": aujourdhui, "referent": cible.agent,
    })
}

/// One decision for somebody whom nobody accompanies.
pub async fn un_lot(bac: &Bac, cible: Cible) -> Value {
    let personne = if cible.existe() { bac.gens.haas.demandeur } else { INCONNU };
    oublier_les_reorientations(bac).await;
    parcours_etape::Entity::delete_many().exec(bac.base()).await.unwrap();
    let siennes = orientation::Column::PersonneId.eq(personne);
    orientation::Entity::delete_many().filter(siennes).exec(bac.base()).await.unwrap();
    let aujourdhui = date::court(bac.horloge.aujourdhui());
    let decision = json!({
        "sorte": "social", "structure": bac.gens.semaphore, "decidee_le": aujourdhui, "debut": aujourdhui,
    });
    json!({ "personnes": [personne], "decision": decision })
}

/// One that was taken for nobody, in the CTSA of Mulhouse.
pub async fn un_lot_fait(bac: &Bac, cible: Cible) -> i64 {
    oublier_les_reorientations(bac).await;
    parcours_etape::Entity::delete_many().exec(bac.base()).await.unwrap();
    lot_orientation::Entity::delete_many().exec(bac.base()).await.unwrap();
    if !cible.existe() {
        return INCONNU;
    }
    let nom = organisation::Column::Nom.eq("CTSA de Mulhouse");
    let ctsa = organisation::Entity::find().filter(nom).one(bac.base()).await.unwrap().unwrap();
    let lot = lot_orientation::ActiveModel {
        organisation_id: Set(ctsa.id),
        agent_id: Set(cible.agent),
        instant: Set(bac.horloge.maintenant()),
        quoi: Set("Orientation".into()),
        exclues: Set("[]".into()),
        gardees: Set("[]".into()),
        ..Default::default()
    };
    lot.insert(bac.base()).await.unwrap().id
}

/// One person of the agent who accompanies, handed over to Noé today.
pub async fn un_transfert(bac: &Bac, cible: Cible) -> Value {
    bac.retrouver_le_parcours(cible.personne).await;
    let aujourdhui = date::court(bac.horloge.aujourdhui());
    let affectation = json!({ "personne": cible.personne, "referent": bac.gens.noe });
    json!({ "agent": cible.agent, "jour": aujourdhui, "affectations": [affectation] })
}

/// One of nobody's, by the structure that accompanies.
pub async fn un_transfert_fait(bac: &Bac, cible: Cible) -> i64 {
    parcours_etape::Entity::delete_many().exec(bac.base()).await.unwrap();
    lot_orientation::Entity::delete_many().exec(bac.base()).await.unwrap();
    if !cible.existe() {
        return INCONNU;
    }
    let lot = lot_orientation::ActiveModel {
        organisation_id: Set(cible.structure),
        agent_id: Set(cible.agent),
        instant: Set(bac.horloge.maintenant()),
        quoi: Set("Portefeuille".into()),
        exclues: Set("[]".into()),
        gardees: Set("[]".into()),
        sorte: Set(SorteLot::Portefeuille.code().into()),
        quitte_id: Set(Some(cible.agent)),
        ..Default::default()
    };
    lot.insert(bac.base()).await.unwrap().id
}

/// A decision that may be undone.
pub async fn une_decision(bac: &Bac, cible: Cible) {
    bac.retrouver_le_parcours(cible.personne).await;
    if !cible.existe() {
        return;
    }
    let vide = ParcoursTenu::default();
    let etape = parcours_etape::ActiveModel {
        personne_id: Set(cible.personne),
        rang: Set(1),
        geste: Set(GesteParcours::Designer.code().into()),
        quoi: Set("Référent unique".into()),
        motif: Set(Some(String::new())),
        avant: Set(serde_json::to_string(&tenu(bac, cible.personne).await.unwrap_or(vide)).unwrap()),
        agent_id: Set(cible.agent),
        instant: Set(bac.horloge.maintenant()),
        ..Default::default()
    };
    etape.insert(bac.base()).await.unwrap();
}

async fn oublier_les_reorientations(bac: &Bac) {
    reorientation_etape::Entity::delete_many().exec(bac.base()).await.unwrap();
    reorientation::Entity::delete_many().exec(bac.base()).await.unwrap();
}

/// Another orientation asked for by the structure that accompanies, alone in the store; nothing for
/// whom nobody accompanies.
pub async fn une_reorientation(bac: &Bac, cible: Cible) {
    oublier_les_reorientations(bac).await;
    let siennes = orientation::Entity::find().filter(orientation::Column::PersonneId.eq(cible.personne));
    let premiere = siennes.order_by_asc(orientation::Column::Id).one(bac.base()).await.unwrap();
    let Some(premiere) = premiere else { return };
    let instant = bac.horloge.maintenant();
    let ligne = reorientation::ActiveModel {
        personne_id: Set(cible.personne),
        orientation_id: Set(premiere.id),
        organisation_id: Set(cible.structure),
        agent_id: Set(cible.agent),
        motif: Set("emploi_possible".into()),
        note: Set("Formation terminée en mars.".into()),
        etat: Set("demandee".into()),
        demandee_le: Set(instant),
        ..Default::default()
    };
    let ligne = ligne.insert(bac.base()).await.unwrap();
    let etape = reorientation_etape::ActiveModel {
        personne_id: Set(cible.personne),
        reorientation_id: Set(ligne.id),
        rang: Set(1),
        geste: Set("demander".into()),
        etat: Set("demandee".into()),
        agent_id: Set(cible.agent),
        instant: Set(instant),
        ..Default::default()
    };
    etape.insert(bac.base()).await.unwrap();
}

/// As the store holds it.
async fn tenu(bac: &Bac, personne: i64) -> Option<ParcoursTenu> {
    let orientations = orientation::Entity::find().filter(orientation::Column::PersonneId.eq(personne));
    let referents = referent::Entity::find().filter(referent::Column::PersonneId.eq(personne));
    let orientations = orientations.all(bac.base()).await.unwrap();
    let referents = referents.all(bac.base()).await.unwrap();
    let avant = json!({
        "orientations": orientations.iter().map(|o| json!({
            "id": o.id, "structure": o.organisation_id, "sorte": o.sorte, "origine": o.origine,
            "decideur": o.decideur, "decidee_le": o.decidee_le, "notifiee_le": o.notifiee_le, "debut": o.debut,
            "fin": o.fin, "motif_fin": o.motif_fin,
        })).collect::<Vec<_>>(),
        "referents": referents.iter().map(|r| json!({
            "id": r.id, "agent": r.agent_id, "debut": r.debut, "fin": r.fin,
        })).collect::<Vec<_>>(),
    });
    serde_json::from_value(avant).ok()
}
