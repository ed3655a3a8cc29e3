//! Monthly counts per organisation: sign-ins, views, entries, refusals. Never per agent.

use std::collections::{BTreeMap, HashMap};

use chrono::{DateTime, Datelike, Months, NaiveDate, Utc};
use reciproque_shared::api::ConsulterStatistiques;
use reciproque_shared::cer::EtatCer;
use reciproque_shared::habilitation::Acte;
use reciproque_shared::journal::Issue;
use reciproque_shared::trace::{ChiffresMois, Mesure, Statistiques};
use sea_orm::DbErr;

use super::filtre::debut_du_jour;
use super::mois_clos;
use crate::depot::sql::{Clause, Sql};
use crate::garde::{Objet, Passage, Traced};
use crate::http::routeur::AppelRecu;
use crate::journal::Compte;
use crate::refus::Refus;

/// Months of the page.
pub(super) const MOIS: u32 = 12;

/// A month at the département: its first day, and the instants it goes from and to.
struct Mois {
    premier: NaiveDate,
    depuis: DateTime<Utc>,
    avant: DateTime<Utc>,
}

/// `GET /statistiques`: the last twelve months, the latest first.
pub async fn consulter_statistiques(
    passage: Passage,
    _: AppelRecu<ConsulterStatistiques>,
) -> Result<Traced<Statistiques>, Refus> {
    let (app, agent) = (passage.app(), passage.agent());
    let toutes = agent.profil.traits().toutes_les_statistiques;
    let seule = (!toutes).then_some(agent.organisation);
    let noms: Vec<(i64, String)> =
        passage.base().trouver("SELECT organisation.id, organisation.nom FROM organisation".into()).await?;
    let noms = noms.into_iter().collect();
    let purge = app.journal.derniere_purge().await?;
    let douze = derniers_mois(app.horloge.aujourdhui());
    let saisies = saisies(passage.base(), seule, &douze).await?;
    let mut mois = Vec::new();
    for Mois { premier, depuis, avant } in douze {
        let comptes = mois_clos::du_mois(app, purge, premier, (depuis, avant)).await?;
        let siens = comptes.iter().filter(|((organisation, _), _)| toutes || *organisation == seule);
        mois.extend(chiffres(premier, siens, saisies.get(&premier), &noms));
    }
    let objet = seule.map_or_else(Objet::aucun, |id| Objet::new("organisation", id));
    passage.laisser_sortir(objet, &[], |_| Statistiques { mois }).await
}

/// The latest first.
fn derniers_mois(aujourdhui: NaiveDate) -> Vec<Mois> {
    let courant = aujourdhui.with_day(1).unwrap_or(aujourdhui);
    let mois = |avant| {
        let premier = courant.checked_sub_months(Months::new(avant))?;
        let suivant = premier.checked_add_months(Months::new(1))?;
        Some(Mois { premier, depuis: debut_du_jour(premier), avant: debut_du_jour(suivant) })
    };
    (0..MOIS).filter_map(mois).collect()
}

/// One line an organisation that did something in the month, in alphabetical order; who could
/// not be named when it happened comes last.
fn chiffres<'a>(
    mois: NaiveDate,
    comptes: impl Iterator<Item = (&'a (Option<i64>, Mesure), &'a u64)>,
    saisies: Option<&BTreeMap<i64, u64>>,
    noms: &BTreeMap<i64, String>,
) -> Vec<ChiffresMois> {
    let comptes = comptes.map(|((organisation, mesure), nombre)| (*organisation, *mesure, *nombre));
    let saisies = saisies.into_iter().flatten();
    let saisies = saisies.map(|(organisation, nombre)| (Some(*organisation), Mesure::Saisies, *nombre));
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

/// By month of [`saisies`], what each organisation wrote. A structure writes its own CER and rendez-vous
/// only, and these keep their organisation when an agent leaves it; the département's decisions are those
/// of the agent's. The month comes first (`CROSS JOIN`): an index by instant leads to its steps.
fn ecrits(seule: Option<i64>) -> Clause {
    const RENDEZ_VOUS: &str = "SELECT mois.premier, rendez_vous.organisation_id, \
         COUNT(DISTINCT rendez_vous_etape.rendez_vous_id) FROM mois \
         CROSS JOIN rendez_vous_etape \
         INNER JOIN rendez_vous ON rendez_vous.id = rendez_vous_etape.rendez_vous_id \
         WHERE rendez_vous_etape.instant >= mois.depuis AND rendez_vous_etape.instant < mois.avant";
    const CER: &str = "SELECT mois.premier, cer.organisation_id, COUNT(DISTINCT cer_etape.cer_id) FROM mois \
         CROSS JOIN cer_etape INNER JOIN cer ON cer.id = cer_etape.cer_id \
         WHERE cer_etape.instant >= mois.depuis AND cer_etape.instant < mois.avant AND cer_etape.etat IN ";
    const DECISIONS: &str = "SELECT mois.premier, agent.organisation_id, COUNT(DISTINCT cer_etape.cer_id) FROM mois \
         CROSS JOIN cer_etape CROSS JOIN agent \
         WHERE agent.id = cer_etape.agent_id AND cer_etape.instant >= mois.depuis AND cer_etape.instant < mois.avant AND cer_etape.etat NOT IN ";
    let de_la_structure = [EtatCer::Signe, EtatCer::Transmis];
    let brouillons = [EtatCer::Brouillon, EtatCer::Abandonne];
    let decides = Clause::parmi(de_la_structure.into_iter().chain(brouillons).map(EtatCer::code));
    let signes = Clause::parmi(de_la_structure.map(EtatCer::code));
    let comptes = [
        ("rendez_vous.organisation_id = ?", Clause::from(RENDEZ_VOUS)),
        ("cer.organisation_id = ?", Clause::from(CER).puis(signes)),
        ("agent.organisation_id = ?", Clause::from(DECISIONS).puis(decides)),
    ];
    let comptes = comptes.map(|(la_sienne, lus)| match seule {
        Some(organisation) => lus.et(la_sienne).avec(organisation).puis(" GROUP BY 1, 2"),
        None => lus.puis(" GROUP BY 1, 2"),
    });
    Clause::liees(comptes, " UNION ALL ").unwrap_or_default()
}

/// By month, the CER and rendez-vous that each organisation wrote in it, each once: those of which a
/// step was kept. A draft has none but its own, and a write that failed leaves none.
async fn saisies(
    base: &impl Sql,
    seule: Option<i64>,
    douze: &[Mois],
) -> Result<HashMap<NaiveDate, BTreeMap<i64, u64>>, DbErr> {
    let mois = douze
        .iter()
        .map(|mois| Clause::from("(?, ?, ?)").avec(mois.premier).avec(mois.depuis).avec(mois.avant));
    let mois = Clause::liees(mois, ", ").unwrap_or_default();
    let requete = Clause::from("WITH mois (premier, depuis, avant) AS (VALUES ").puis(mois).puis(") ");
    let lues: Vec<(NaiveDate, i64, i64)> = base.trouver(requete.puis(ecrits(seule))).await?;
    let mut saisies: HashMap<_, BTreeMap<_, _>> = HashMap::new();
    for (mois, organisation, nombre) in lues {
        *saisies.entry(mois).or_default().entry(organisation).or_default() += nombre.unsigned_abs();
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
