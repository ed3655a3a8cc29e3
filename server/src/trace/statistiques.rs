//! Monthly counts per organisation: sign-ins, views, entries, refusals. Never per agent.

use std::collections::BTreeMap;

use chrono::{DateTime, Datelike, Months, NaiveDate, Utc};
use reciproque_shared::api::ConsulterStatistiques;
use reciproque_shared::cer::EtatCer;
use reciproque_shared::habilitation::Acte;
use reciproque_shared::journal::Issue;
use reciproque_shared::trace::{ChiffresMois, Mesure, Statistiques};
use sea_orm::sea_query::{Condition, Expr, ExprTrait, Query};
use sea_orm::{ConnectionTrait, DbErr, EntityTrait};

use super::filtre::debut_du_jour;
use super::mois_clos;
use crate::depot::entite::organisation;
use crate::garde::{Objet, Passage, Traced};
use crate::http::routeur::AppelRecu;
use crate::journal::Compte;
use crate::refus::Refus;

/// Months of the page.
pub(super) const MOIS: u32 = 12;

/// `GET /statistiques`: the last twelve months, the latest first.
pub async fn consulter_statistiques(
    passage: Passage,
    _: AppelRecu<ConsulterStatistiques>,
) -> Result<Traced<Statistiques>, Refus> {
    let (app, agent) = (passage.app(), passage.agent());
    let toutes = agent.profil.traits().toutes_les_statistiques;
    let seule = (!toutes).then_some(agent.organisation);
    let lues = organisation::Entity::find().all(passage.base()).await?;
    let noms: BTreeMap<i64, String> = lues.into_iter().map(|o| (o.id, o.nom)).collect();
    let purge = app.journal.derniere_purge().await?;
    let mut mois = Vec::new();
    for premier in derniers_mois(app.horloge.aujourdhui()) {
        let Some(suivant) = premier.checked_add_months(Months::new(1)) else { continue };
        let (depuis, avant) = (debut_du_jour(premier), debut_du_jour(suivant));
        let comptes = mois_clos::du_mois(app, purge, premier, (depuis, avant)).await?;
        let siens = comptes.iter().filter(|((organisation, _), _)| toutes || *organisation == seule);
        let saisies = saisies(passage.base(), seule, (depuis, avant)).await?;
        mois.extend(chiffres(premier, siens, &saisies, &noms));
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
fn chiffres<'a>(
    mois: NaiveDate,
    comptes: impl Iterator<Item = (&'a (Option<i64>, Mesure), &'a u64)>,
    saisies: &BTreeMap<i64, u64>,
    noms: &BTreeMap<i64, String>,
) -> Vec<ChiffresMois> {
    let comptes = comptes.map(|((organisation, mesure), nombre)| (*organisation, *mesure, *nombre));
    let saisies =
        saisies.iter().map(|(organisation, nombre)| (Some(*organisation), Mesure::Saisies, *nombre));
    let mut lignes: BTreeMap<Option<i64>, ChiffresMois> = BTreeMap::new();
    for (organisation, mesure, nombre) in comptes.chain(saisies) {
        let organisation = organisation.filter(|id| noms.contains_key(id));
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

/// What these events count for.
pub(super) fn mesurer(compte: &Compte) -> Option<Mesure> {
    match compte.issue? {
        Issue::Refuse => {
            est_refus(&compte.acte, Issue::Refuse, compte.motif.as_deref()).then_some(Mesure::Refus)
        }
        Issue::Echoue | Issue::Inconnue => None,
        Issue::Annonce | Issue::Reussi => Mesure::de(Acte::du_code(&compte.acte)?),
    }
}

/// Where a step says who wrote: its table, the column that leads to what was written, the table
/// that has the organisation with the column that leads there.
type Etapes = (&'static str, &'static str, (&'static str, &'static str), Condition);

/// A structure writes its own CER and rendez-vous only, and these keep their organisation when an
/// agent leaves it; the département's decisions are those of the agent's.
fn etapes() -> [Etapes; 3] {
    let etat = || Expr::col(("cer_etape", "etat"));
    let de_la_structure = [EtatCer::Signe, EtatCer::Transmis].map(EtatCer::code);
    let brouillons = [EtatCer::Brouillon, EtatCer::Abandonne].map(EtatCer::code);
    let ecrits = Condition::all().add(etat().is_in(de_la_structure));
    let decides = Condition::all().add(etat().is_not_in(de_la_structure)).add(etat().is_not_in(brouillons));
    [
        ("rendez_vous_etape", "rendez_vous_id", ("rendez_vous", "rendez_vous_id"), Condition::all()),
        ("cer_etape", "cer_id", ("cer", "cer_id"), ecrits),
        ("cer_etape", "cer_id", ("agent", "agent_id"), decides),
    ]
}

/// The CER and rendez-vous that each organisation wrote, each once: those of which a step was
/// kept. A draft has none but its own, and a write that failed leaves none.
async fn saisies(
    base: &impl ConnectionTrait,
    seule: Option<i64>,
    (depuis, avant): (DateTime<Utc>, DateTime<Utc>),
) -> Result<BTreeMap<i64, u64>, DbErr> {
    let mut saisies = BTreeMap::new();
    for (table, ecrit, (auteur, vers), lesquelles) in etapes() {
        let organisation = Expr::col((auteur, "organisation_id"));
        let requete = Query::select()
            .expr(organisation.clone())
            .expr(Expr::col((table, ecrit)).count_distinct())
            .from(table)
            .inner_join(auteur, Expr::col((auteur, "id")).equals((table, vers)))
            .and_where(Expr::col((table, "instant")).gte(depuis))
            .and_where(Expr::col((table, "instant")).lt(avant))
            .cond_where(lesquelles.add_option(seule.map(|id| organisation.eq(id))))
            .group_by_col((auteur, "organisation_id"))
            .to_owned();
        for ligne in base.query_all(&requete).await? {
            let nombre: i64 = ligne.try_get_by_index(1)?;
            *saisies.entry(ligne.try_get_by_index(0)?).or_default() += nombre.unsigned_abs();
        }
    }
    Ok(saisies)
}

/// A refusal that looks like a search, or like somebody who tries to sign in under the agent's
/// name: not a form to correct, nor a session that ended.
pub fn est_refus(acte: &str, issue: Issue, motif: Option<&str>) -> bool {
    const CODES: [&str; 3] =
        [Refus::Introuvable.code(), Refus::ActeInterdit.code(), Refus::IdentifiantsRefuses.code()];
    let second_facteur =
        motif == Some(Refus::Invalide(Vec::new()).code()) && acte == Acte::PresenterSecondFacteur.code();
    issue == Issue::Refuse && (second_facteur || motif.is_some_and(|motif| CODES.contains(&motif)))
}
