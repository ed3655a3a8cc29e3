//! A structure of one's own for each call that changes one: suspended with its agent, under
//! a convention that renews itself.

use chrono::{Days, Months};
use reciproque_server::depot::entite::*;
use reciproque_shared::habilitation::Profil;
use sea_orm::ActiveValue::Set;
use sea_orm::{ActiveModelTrait, EntityTrait, PaginatorTrait};

use super::recette::INCONNU;
use super::{Bac, Cible};

pub struct Suspendue {
    pub organisation: i64,
    pub convention: i64,
    pub agent: i64,
}

impl Suspendue {
    /// None of these exist when the target does not.
    pub async fn creer(bac: &Bac, cible: Cible) -> Self {
        if !cible.existe() {
            return Self { organisation: INCONNU, convention: INCONNU, agent: INCONNU };
        }
        let rang = organisation::Entity::find().count(bac.base()).await.unwrap();
        let jour = bac.horloge.aujourdhui();
        let ligne = organisation::ActiveModel {
            sorte: Set("structure".into()),
            nom: Set(format!("Structure {rang}")),
            suspendue_le: Set(Some(bac.horloge.maintenant())),
            ..Default::default()
        };
        let organisation = ligne.insert(bac.base()).await.unwrap().id;
        let effet = jour - Days::new(400);
        let ligne = convention::ActiveModel {
            organisation_id: Set(organisation),
            reference: Set(format!("C-{rang}")),
            date_effet: Set(effet),
            date_fin: Set(None),
            tacite: Set(true),
            version: Set(1),
            ..Default::default()
        };
        let convention = ligne.insert(bac.base()).await.unwrap().id;
        let initial = avenant::initial(convention, effet, true, &[]);
        avenant::ajouter(bac.base(), initial, &[(Profil::Referent, 3)]).await.unwrap();
        let ligne = agent::ActiveModel {
            organisation_id: Set(organisation),
            nom: Set("ESSAI".into()),
            prenom: Set("Suspendu".into()),
            email: Set(format!("suspendu.{rang}@exemple.fr")),
            suspendu_le: Set(Some(bac.horloge.maintenant())),
            ..Default::default()
        };
        let agent = ligne.insert(bac.base()).await.unwrap().id;
        Self { organisation, convention, agent }
    }

    /// Under a notice of yesterday, for a breach that may be corrected.
    pub async fn denoncee(&self, bac: &Bac) {
        if self.convention == INCONNU {
            return;
        }
        let hier = bac.horloge.aujourdhui() - Days::new(1);
        let notice = convention::ActiveModel {
            id: Set(self.convention),
            sorte: Set("caf_mcp".into()),
            date_fin: Set(Some(hier + Months::new(1))),
            denoncee_le: Set(Some(hier)),
            denonciation_voie: Set(Some("manquement".into())),
            denonciation_motif: Set(Some("Postes laissés ouverts.".into())),
            denonciation_saisie_le: Set(Some(bac.horloge.maintenant())),
            ..Default::default()
        };
        notice.update(bac.base()).await.unwrap();
    }

    /// An avenant number 1 to come.
    pub async fn avenant_prevu(&self, bac: &Bac) {
        if self.convention != INCONNU {
            let effet = bac.horloge.aujourdhui() + Days::new(30);
            let prevu = avenant::ActiveModel {
                numero: Set(1),
                ..avenant::initial(self.convention, effet, true, &[])
            };
            avenant::ajouter(bac.base(), prevu, &[]).await.unwrap();
        }
    }
}
