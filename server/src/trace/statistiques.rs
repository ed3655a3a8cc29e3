//! Monthly counts per organisation: sign-ins, views, entries, refusals. Never per agent.

use std::collections::BTreeMap;

use chrono::{Datelike, Months, NaiveDate};
use reciproque_shared::api::ConsulterStatistiques;
use reciproque_shared::habilitation::Acte;
use reciproque_shared::journal::Issue;
use reciproque_shared::trace::{ChiffresMois, Mesure, Statistiques, lit_toutes_les_statistiques};
use sea_orm::EntityTrait;

use super::filtre::debut_du_jour;
use crate::guard::{Objet, Passage, Traced};
use crate::journal::{Compte, Filtre};
use crate::refus::Refus;
use crate::routeur::Demande;
use crate::store::entite::organisation;

const MOIS: u32 = 12;

/// `GET /statistiques`: the last twelve months, the latest first.
pub async fn consulter_statistiques(
    passage: Passage,
    _: Demande<ConsulterStatistiques>,
) -> Result<Traced<Statistiques>, Refus> {
    let (app, agent) = (passage.app(), passage.agent());
    let toutes = lit_toutes_les_statistiques(agent.profil);
    let seule = (!toutes).then_some(agent.organisation);
    let lues = organisation::Entity::find().all(app.depot.lecture()).await?;
    let noms: BTreeMap<i64, String> = lues.into_iter().map(|o| (o.id, o.nom)).collect();
    let mut mois = Vec::new();
    for premier in derniers_mois(app.horloge.aujourdhui()) {
        let filtre = Filtre {
            organisation: seule,
            depuis: Some(debut_du_jour(premier)),
            avant: premier.checked_add_months(Months::new(1)).map(debut_du_jour),
            ..Filtre::default()
        };
        let comptes = app.journal.compter(&filtre).await?;
        mois.extend(chiffres(premier, &comptes, &noms));
    }
    let objet = seule.map_or_else(Objet::aucun, |id| Objet::new("organisation", id));
    passage.laisser_sortir(objet, &[], |_| Statistiques { mois }).await
}

fn derniers_mois(aujourdhui: NaiveDate) -> impl Iterator<Item = NaiveDate> {
    let courant = aujourdhui.with_day(1).unwrap_or(aujourdhui);
    (0..MOIS).filter_map(move |avant| courant.checked_sub_months(Months::new(avant)))
}

/// One line an organisation that did something in the month, in alphabetical order; who could
/// not be named when it happened comes last.
fn chiffres(mois: NaiveDate, comptes: &[Compte], noms: &BTreeMap<i64, String>) -> Vec<ChiffresMois> {
    let mut lignes: BTreeMap<Option<i64>, ChiffresMois> = BTreeMap::new();
    for compte in comptes {
        let Some((mesure, nombre)) = mesurer(compte) else { continue };
        let organisation = compte.organisation.filter(|id| noms.contains_key(id));
        let nom = || organisation.and_then(|id| noms.get(&id).cloned());
        let ligne = lignes.entry(organisation).or_insert_with(|| ChiffresMois {
            mois,
            organisation: nom().unwrap_or_else(|| "Avant connexion".to_owned()),
            connexions: 0,
            consultations: 0,
            saisies: 0,
            refus: 0,
        });
        *match mesure {
            Mesure::Connexions => &mut ligne.connexions,
            Mesure::Consultations => &mut ligne.consultations,
            Mesure::Saisies => &mut ligne.saisies,
            Mesure::Refus => &mut ligne.refus,
        } += nombre;
    }
    let mut lignes: Vec<_> = lignes.into_iter().collect();
    lignes.sort_by(|(a, x), (b, y)| (a.is_none(), &x.organisation).cmp(&(b.is_none(), &y.organisation)));
    lignes.into_iter().map(|(_, ligne)| ligne).collect()
}

/// A draft is saved every few seconds: what was written counts once, by its number.
fn mesurer(compte: &Compte) -> Option<(Mesure, u64)> {
    match compte.issue? {
        Issue::Refuse => Some((Mesure::Refus, compte.nombre)),
        Issue::Echoue => None,
        Issue::Annonce | Issue::Reussi => {
            let mesure = Mesure::de(Acte::du_code(&compte.acte)?)?;
            let nombre = if mesure == Mesure::Saisies { compte.objets } else { compte.nombre };
            Some((mesure, nombre))
        }
    }
}
