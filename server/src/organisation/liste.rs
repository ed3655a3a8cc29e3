//! The organisations with the state of their convention and the use of their quotas.

use reciproque_shared::api::ConsulterOrganisations;
use reciproque_shared::organisation::SorteOrganisation;
use reciproque_shared::supervision::fiche::{ConventionLue, LigneOrganisation, Organisations};

use super::usage::usages;
use crate::convention::{lecture, quota};
use crate::depot::entite::organisation;
use crate::depot::sql::{Sql, colonnes};
use crate::garde::{Objet, Passage, Traced};
use crate::http::routeur::AppelRecu;
use crate::refus::Refus;

/// `GET /organisations`
pub async fn consulter_toutes(
    passage: Passage,
    _: AppelRecu<ConsulterOrganisations>,
) -> Result<Traced<Organisations>, Refus> {
    let (base, jour) = (passage.base(), passage.app().horloge.aujourdhui());
    let toutes = format!(
        "SELECT {} FROM organisation ORDER BY organisation.nom",
        colonnes::<organisation::Model>("organisation")
    );
    let organisations: Vec<organisation::Model> = base.trouver(toutes.into()).await?;
    let conventions = lecture::charger(base, "TRUE".into()).await?;
    let occupees = quota::occupees(base, None, jour).await?;
    let mut lignes = Vec::new();
    for ligne in organisations {
        let Some(sorte) = SorteOrganisation::du_code(&ligne.sorte) else { continue };
        let siennes: Vec<&ConventionLue> = conventions
            .iter()
            .filter(|(organisation, _)| *organisation == ligne.id)
            .map(|(_, c)| c)
            .collect();
        // The one in force, else the latest.
        let en_vigueur = siennes.iter().find(|c| c.etat(jour).ouvre_l_acces());
        let courante = en_vigueur.or_else(|| siennes.iter().find(|c| c.annulation.is_none()));
        lignes.push(LigneOrganisation {
            id: ligne.id,
            nom: ligne.nom,
            sorte,
            sans_compte: ligne.sans_compte,
            suspendue: ligne.suspendue_le.is_some(),
            etat: courante.map(|c| c.etat(jour)),
            reference: courante.map(|c| c.reference.clone()),
            date_fin: courante.and_then(|c| c.date_fin),
            usages: match ligne.sans_compte {
                true => Vec::new(),
                false => usages(sorte, &siennes, &occupees, ligne.id, jour),
            },
        });
    }
    lignes.sort_by_key(|ligne| ligne.sorte);
    passage.laisser_sortir(Objet::aucun(), &[], |_| Organisations { lignes }).await
}
