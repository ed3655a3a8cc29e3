//! What France Travail told, as a file and some gestures would have left it.

use chrono::{Days, NaiveDate};
use reciproque_server::attente;
use reciproque_server::depot::entite::{
    ecart_etape, envoi_france_travail, orientation, situation_france_travail,
};
use reciproque_shared::parcours::SorteOrientation;
use sea_orm::ActiveModelTrait;
use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use super::{Bac, Cible};

/// The orientations of the person are to employment.
pub async fn vers_l_emploi(bac: &Bac, personne: i64) {
    orientation::Entity::update_many()
        .col_expr(orientation::Column::Sorte, Expr::value(SorteOrientation::Professionnel.code()))
        .filter(orientation::Column::PersonneId.eq(personne))
        .exec(bac.base())
        .await
        .unwrap();
}

/// Struck off a hundred days ago and oriented to employment: nothing else differs, and nothing was done
/// about it.
pub async fn un_ecart(bac: &Bac, cible: Cible) {
    ecart_etape::Entity::delete_many().exec(bac.base()).await.unwrap();
    situation_france_travail::Entity::delete_many().exec(bac.base()).await.unwrap();
    if !cible.existe() {
        return;
    }
    vers_l_emploi(bac, cible.personne).await;
    situation(bac, cible.personne, bac.horloge.aujourdhui() - Days::new(100)).await;
    attente::reecrire(bac.base(), &bac.app.regles, &[cible.personne]).await.unwrap();
}

async fn situation(bac: &Bac, personne: i64, radiee_le: NaiveDate) {
    let au = bac.horloge.aujourdhui() - Days::new(5);
    let ligne = situation_france_travail::ActiveModel {
        personne_id: Set(personne),
        au: Set(au),
        confirmee_le: Set(au),
        statut: Set("radie".into()),
        inscrite_le: Set(Some(radiee_le - Days::new(300))),
        sortie_le: Set(Some(radiee_le)),
        motif: Set(Some("absence_convocation".into())),
        categorie: Set(Some("A".into())),
        agence: Set(Some("Mulhouse Nord".into())),
        conseiller: Set(Some("Paule WEISS".into())),
        ..Default::default()
    };
    ligne.insert(bac.base()).await.unwrap();
}

/// The discrepancy, set aside.
pub async fn un_ecart_de_cote(bac: &Bac, cible: Cible) {
    un_ecart(bac, cible).await;
    let etape = ecart_etape::ActiveModel {
        personne_id: Set(cible.personne),
        rang: Set(1),
        nature: Set("radiation".into()),
        geste: Set("mettre_de_cote".into()),
        cle: Set(String::new()),
        motif: Set(Some("Réinscription attendue.".into())),
        agent_id: Set(cible.agent),
        instant: Set(bac.horloge.maintenant()),
        ..Default::default()
    };
    etape.insert(bac.base()).await.unwrap();
}

/// An orientation that was sent, and refused.
pub async fn un_envoi_refuse(bac: &Bac, cible: Cible) {
    let instant = bac.horloge.maintenant();
    let ligne = envoi_france_travail::ActiveModel {
        personne_id: Set(cible.personne),
        orientation_id: Set(1),
        rang: Set(1),
        parcours: Set("PSO".into()),
        organisme: Set("DCD".into()),
        structure: Set("ALSA".into()),
        referent_id: Set(Some(cible.agent)),
        debut: Set(bac.horloge.aujourdhui()),
        etat: Set("refuse".into()),
        motif: Set(Some("Usager inconnu".into())),
        envoye_le: Set(instant),
        repondu_le: Set(Some(instant)),
        ..Default::default()
    };
    ligne.insert(bac.base()).await.unwrap();
}
