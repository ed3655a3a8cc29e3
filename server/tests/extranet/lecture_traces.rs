//! Who reads which traces, what a line tells to whom, and that no page forgets or repeats one.

use std::collections::BTreeSet;

use reciproque_server::depot::entite::agent;
use reciproque_shared::api::{
    ConsulterCer, ConsulterDossier, ConsulterEtatJournal, ConsulterMesConsultations, ConsulterStatistiques,
    ConsulterSurveillance, ConsulterTraces, ConsulterTracesDossier, ExporterTraces, PreparerRendezVous,
    RevelerNir, VerifierJournal,
};
use reciproque_shared::journal::Issue;
use reciproque_shared::trace::{
    FormatExport, IssueTrace, LigneTrace, SaisieExport, SaisiePeriode, SaisieTraces, TRACES_PAR_PAGE,
    VerdictJournal,
};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use crate::bac::{Bac, Client, nom_de_session};

/// nadia opens KELLER and is refused TIFOUR, paul opens TIFOUR and the NIR of NOËL KELLER.
async fn une_matinee() -> Bac {
    let bac = Bac::ouvrir().await;
    let (nadia, paul) = (bac.connecter("nadia").await, bac.connecter("paul").await);
    let (keller, tifour) = (bac.gens.keller, bac.gens.tifour);
    nadia.appeler::<ConsulterDossier>(keller.dossier, ()).await.unwrap();
    nadia.appeler::<ConsulterDossier>(tifour.dossier, ()).await.unwrap_err();
    paul.appeler::<ConsulterDossier>(tifour.dossier, ()).await.unwrap();
    paul.appeler::<RevelerNir>((keller.dossier, keller.conjoint.unwrap()), ()).await.unwrap();
    bac
}

fn agents(traces: &[LigneTrace]) -> BTreeSet<&str> {
    traces.iter().filter_map(|trace| trace.agent.as_deref()).collect()
}

#[tokio::test]
async fn one_reads_one_s_own_and_the_foyers_still_in_scope_are_named() {
    let bac = une_matinee().await;
    let nadia = bac.connecter("nadia").await;
    let page = nadia.appeler::<ConsulterMesConsultations>((), SaisiePeriode::default()).await.unwrap();
    assert_eq!(agents(&page.traces), BTreeSet::from(["nadia ESSAI"]));
    let ouverts: Vec<_> =
        page.traces.iter().filter(|t| t.acte.starts_with("Consultation d’un dossier")).collect();
    let dits: Vec<_> = ouverts.iter().map(|t| (t.issue, t.foyer.as_deref(), t.dossier)).collect();
    let keller = bac.gens.keller.dossier;
    assert_eq!(
        dits,
        [(IssueTrace::Refuse, None, None), (IssueTrace::Reussi, Some("KELLER SOPHIE"), Some(keller))]
    );
    assert_eq!(ouverts[0].motif.as_deref(), Some("hors périmètre, ou inconnu"));
    let vide = SaisiePeriode { au: "1/1/2020".into(), ..SaisiePeriode::default() };
    let page = nadia.appeler::<ConsulterMesConsultations>((), vide).await.unwrap();
    assert!(page.traces.is_empty());
}

#[tokio::test]
async fn a_manager_reads_the_own_organisation_and_no_person() {
    let bac = une_matinee().await;
    let gaelle = bac.connecter("gaelle").await;
    for organisation in [None, Some(bac.gens.semaphore)] {
        let saisie = SaisieTraces { organisation, ..SaisieTraces::default() };
        let page = gaelle.appeler::<ConsulterTraces>((), saisie).await.unwrap();
        assert!(page.traces.iter().all(|t| t.organisation.as_deref() == Some("ALSA")));
        assert!(agents(&page.traces).contains("nadia ESSAI"));
        assert!(page.organisations.is_empty());
        let tout = format!("{page:?}");
        assert!(!tout.contains("KELLER") && !tout.contains("TIFOUR"), "a person is named");
        assert!(page.traces.iter().all(|t| t.client.is_none() && t.dossier.is_none()));
    }
    let chiffres = gaelle.appeler::<ConsulterStatistiques>((), ()).await.unwrap().mois;
    let [alsa] = &chiffres[..] else { panic!("{chiffres:?}") };
    assert_eq!((alsa.connexions, alsa.consultations, alsa.refus), (2, 1, 1));
}

/// A wrong password on a known account is told to the manager of its organisation; on an unknown
/// one, to the officer only, and nothing says whose it would be.
#[tokio::test]
async fn a_manager_sees_the_failed_sign_ins_of_the_own_agents() {
    let bac = Bac::ouvrir().await;
    for prenom in ["nadia", "paul", "personne"] {
        bac.visiteur().ouvrir_session(&nom_de_session(prenom), "faux").await.unwrap_err();
    }
    let echecs = async |qui: &str| {
        let saisie = SaisieTraces { issue: Some(IssueTrace::Refuse), ..SaisieTraces::default() };
        bac.connecter(qui).await.appeler::<ConsulterTraces>((), saisie).await.unwrap().traces
    };
    let vus = echecs("gaelle").await;
    let [seul] = &vus[..] else { panic!("{vus:?}") };
    assert_eq!((seul.agent.as_deref(), seul.organisation.as_deref()), (Some("nadia ESSAI"), Some("ALSA")));
    assert_eq!(seul.motif.as_deref(), Some("adresse, mot de passe ou clé refusés"));
    let tous = echecs("dominique").await;
    assert_eq!(tous.len(), 3);
    let inconnu = tous.iter().find(|trace| trace.agent.is_none()).unwrap();
    assert_eq!(inconnu.organisation, None);
}

#[tokio::test]
async fn the_officer_reads_everything_and_each_reading_is_traced() {
    let bac = une_matinee().await;
    let dominique = bac.connecter("dominique").await;
    let lire = |saisie: SaisieTraces| dominique.appeler::<ConsulterTraces>((), saisie);
    let tout = lire(SaisieTraces::default()).await.unwrap();
    assert!(agents(&tout.traces).is_superset(&BTreeSet::from(["nadia ESSAI", "paul ESSAI"])));
    let paul =
        SaisieTraces { agent: "Pau".into(), issue: Some(IssueTrace::Reussi), ..SaisieTraces::default() };
    let paul = lire(paul).await.unwrap();
    assert_eq!(agents(&paul.traces), BTreeSet::from(["paul ESSAI"]));
    let numero = dominique
        .appeler::<ConsulterTracesDossier>(bac.gens.keller.dossier, SaisiePeriode::default())
        .await
        .unwrap()
        .numero;
    let keller = lire(SaisieTraces { dossier: numero, ..SaisieTraces::default() }).await.unwrap();
    assert_eq!(agents(&keller.traces), BTreeSet::from(["dominique ESSAI", "nadia ESSAI", "paul ESSAI"]));
    let inconnu = SaisieTraces { dossier: "00000000000".into(), ..SaisieTraces::default() };
    assert!(lire(inconnu).await.unwrap().traces.is_empty());
    let derniers: Vec<_> = bac.evenements().await.into_iter().take(2).collect();
    let objets: Vec<_> = derniers.iter().map(|e| e.maillon.evenement.objet.clone()).collect();
    assert_eq!(objets, [None, Some(format!("dossier:{}", bac.gens.keller.dossier))]);
    let refus = lire(SaisieTraces { du: "demain peut-être".into(), ..SaisieTraces::default() }).await;
    assert_eq!(refus.unwrap_err().champs()[0].0, "du");
}

/// The NIR was shown of a person, the refusal was of a dossier: both are in the extract.
#[tokio::test]
async fn who_consulted_a_dossier_is_told_whatever_was_opened_of_it() {
    let bac = une_matinee().await;
    let dominique = bac.connecter("dominique").await;
    let extrait = async |dossier: i64| {
        dominique.appeler::<ConsulterTracesDossier>(dossier, SaisiePeriode::default()).await.unwrap()
    };
    let keller = extrait(bac.gens.keller.dossier).await;
    assert_eq!(agents(&keller.traces), BTreeSet::from(["nadia ESSAI", "paul ESSAI"]));
    assert!(!keller.tronque && keller.conservation_mois == 12);
    let tifour = extrait(bac.gens.tifour.dossier).await;
    assert!(
        tifour
            .traces
            .iter()
            .any(|t| t.issue == IssueTrace::Refuse && t.agent.as_deref() == Some("nadia ESSAI"))
    );
    assert!(!format!("{keller:?}").contains("SOPHIE"), "the extract names the person");
}

#[tokio::test]
async fn no_page_forgets_or_repeats_a_trace() {
    let bac = Bac::ouvrir().await;
    let nadia = bac.connecter("nadia").await;
    let dossier = bac.gens.keller.dossier;
    let vues = 2 * TRACES_PAR_PAGE as usize + 3;
    for _ in 0..vues {
        nadia.appeler::<ConsulterDossier>(dossier, ()).await.unwrap();
    }
    let mut lues = Vec::new();
    let mut saisie = SaisiePeriode::default();
    loop {
        let page = nadia.appeler::<ConsulterMesConsultations>((), saisie.clone()).await.unwrap();
        assert!(page.traces.len() <= TRACES_PAR_PAGE as usize);
        lues.extend(page.traces);
        match page.suite {
            Some(suite) => saisie.apres = Some(suite),
            None => break,
        }
    }
    let ouvertures: BTreeSet<_> = lues.iter().filter(|t| t.dossier == Some(dossier)).map(|t| t.seq).collect();
    assert_eq!(ouvertures.len(), vues);
    let seqs: BTreeSet<_> = lues.iter().map(|t| t.seq).collect();
    assert_eq!(seqs.len(), lues.len(), "a trace is told twice");
}

#[tokio::test]
async fn an_export_runs_nothing_in_a_spreadsheet_and_says_the_same_in_json() {
    let bac = une_matinee().await;
    agent::Entity::update_many()
        .col_expr(agent::Column::Prenom, Expr::value("=HYPERLINK(\"x\")"))
        .filter(agent::Column::Id.eq(bac.gens.nadia))
        .exec(bac.base())
        .await
        .unwrap();
    let dominique = bac.connecter("dominique").await;
    let exporter = async |format| {
        let filtre = SaisieTraces { organisation: Some(bac.gens.alsa), ..SaisieTraces::default() };
        dominique.appeler::<ExporterTraces>((), SaisieExport { filtre, format }).await.unwrap()
    };
    let csv = exporter(FormatExport::Csv).await;
    assert!(csv.contenu.starts_with('\u{feff}') && csv.nom.ends_with(".csv"));
    assert!(
        csv.contenu.contains("'=HYPERLINK") && !csv.contenu.contains(";=") && !csv.contenu.contains(";\"=")
    );
    assert_eq!(csv.contenu.lines().count() as u64, csv.traces + 1);
    assert!(csv.contenu.lines().next().unwrap().contains(";Objet;Rubriques;"), "{}", csv.contenu);
    assert!(csv.contenu.contains(";Identité, Famille, Adresse,"), "{}", csv.contenu);
    let json = exporter(FormatExport::Json).await;
    let lues: Vec<serde_json::Value> = serde_json::from_str(&json.contenu).unwrap();
    assert_eq!(lues.len() as u64, csv.traces);
    for lue in &lues {
        assert!(lue["chaine"].is_u64() && lue["position"].is_u64() && lue["rubriques"].is_array(), "{lue}");
        assert!(lue["instant"].as_str().unwrap().parse::<chrono::DateTime<chrono::Utc>>().is_ok(), "{lue}");
        let issue = lue["issue"].as_str().unwrap();
        assert!(IssueTrace::du_code(issue).is_some(), "{lue}");
    }
    let sortie = bac.evenements().await.remove(0).maillon.evenement;
    assert_eq!(
        (sortie.acte.as_str(), sortie.issue),
        ("exporter_traces", Issue::Reussi),
        "traced as it leaves"
    );
}

#[tokio::test]
async fn the_state_of_the_journal_tells_seals_purges_and_breaks() {
    let bac = une_matinee().await;
    bac.app.journal.sceller().await.unwrap();
    let dominique = bac.connecter("dominique").await;
    let avant = dominique.appeler::<ConsulterEtatJournal>((), ()).await.unwrap();
    assert!(avant.derniere.is_none() && avant.en_cours.is_none(), "reading the state verifies nothing");
    dominique.appeler::<VerifierJournal>((), ()).await.unwrap();
    bac.app.journal.attendre_controle().await;
    let etat = dominique.appeler::<ConsulterEtatJournal>((), ()).await.unwrap();
    assert!(etat.en_cours.is_none());
    let derniere = etat.derniere.unwrap();
    let [chaine] = &derniere.chaines[..] else { panic!("{derniere:?}") };
    assert_eq!(derniere.verdict, VerdictJournal::Intact);
    assert!(derniere.rupture.is_none() && chaine.purge.is_none());
    assert_eq!(derniere.ecarts_index, 0);
    assert!(chaine.sceau.as_ref().unwrap().position <= chaine.verifiee_jusqu_a);
    assert_eq!(chaine.evenements, chaine.verifiee_jusqu_a);
}

/// What was asked for and refused, as one's own traces tell it, its number left out.
async fn refus_racontes(client: &Client) -> Vec<String> {
    let page = client.appeler::<ConsulterMesConsultations>((), SaisiePeriode::default()).await.unwrap();
    let refus = page.traces.into_iter().filter(|trace| trace.issue == IssueTrace::Refuse);
    let dits = refus.map(|trace| format!("{} : {}", trace.acte, trace.objet.unwrap_or_default()));
    dits.map(|dit| dit.replace(|c: char| c.is_ascii_digit(), "")).collect()
}

/// One tries numbers, is refused, then reads one's own traces: they tell no more than the refusals.
#[tokio::test]
async fn one_s_own_traces_do_not_tell_what_exists() {
    let bac = Bac::ouvrir().await;
    let (nadia, paul) = (bac.connecter("nadia").await, bac.connecter("paul").await);
    let tifour = bac.gens.tifour;
    let cer = crate::cer::ouvrir(&paul, tifour.demandeur).await.unwrap().id;
    let essayer = async |dossier: i64, personne: i64, cer: i64, agent: i64| {
        nadia.appeler::<ConsulterDossier>(dossier, ()).await.unwrap_err();
        nadia.appeler::<RevelerNir>((dossier, personne), ()).await.unwrap_err();
        nadia.appeler::<ConsulterCer>(cer, ()).await.unwrap_err();
        nadia.appeler::<PreparerRendezVous>(personne, ()).await.unwrap_err();
        nadia.appeler::<ConsulterSurveillance>(agent, ()).await.unwrap_err();
    };
    essayer(tifour.dossier, tifour.demandeur, cer, bac.gens.paul).await;
    essayer(999_999, 999_999, 999_999, 999_999).await;
    let racontes = refus_racontes(&nadia).await;
    assert_eq!(racontes.len(), 10);
    let (inconnus, existants) = racontes.split_at(5);
    assert_eq!(inconnus, existants);
}

/// Whatever a manager looks for, the trace of the search names the own organisation, and nobody
/// of another one is found.
#[tokio::test]
async fn a_manager_s_search_does_not_tell_what_exists() {
    let bac = une_matinee().await;
    let (gaelle, dominique) = (bac.connecter("gaelle").await, bac.connecter("dominique").await);
    let tifour = bac.gens.tifour.dossier;
    let extrait = dominique.appeler::<ConsulterTracesDossier>(tifour, SaisiePeriode::default()).await;
    let numero = extrait.unwrap().numero;
    for (agent, dossier) in
        [("paul", ""), ("personne", ""), ("nadia", ""), ("", numero.as_str()), ("", "00000000000")]
    {
        let saisie = SaisieTraces { agent: agent.into(), dossier: dossier.into(), ..SaisieTraces::default() };
        let page = gaelle.appeler::<ConsulterTraces>((), saisie).await.unwrap();
        assert_eq!(page.traces.is_empty(), agent != "nadia", "{agent}{dossier}");
        let trace = bac.evenements().await.remove(0).maillon.evenement;
        assert_eq!(trace.objet, Some(format!("organisation:{}", bac.gens.alsa)), "{agent}{dossier}");
    }
}
