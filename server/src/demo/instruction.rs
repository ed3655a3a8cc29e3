//! What invented persons ask about their right: each kind, in several states, written by the rules that
//! the agents follow.

use chrono::{DateTime, Days, NaiveDate, NaiveTime, Utc};
use reciproque_shared::date;
use reciproque_shared::instruction::{
    ConclusionLue, ContexteInstruction, DecisionContestee, GenreDerogation, GesteInstruction, GesteLu,
    Initiative, IssueInstruction, MomentDerogation, MotifAjournement, MotifRefus, MotifRemise,
    MoyenNotification, MoyenTransmission, ObjetInstruction, SaisieConclusion, SaisieGesteInstruction, Tenue,
};
use reciproque_shared::montant::Montant;
use sea_orm::{ActiveModelTrait, ActiveValue::Set, ConnectionTrait};

use super::agent::{AgentDemo, Agents};
use super::suivi::Suivi;
use crate::depot::entite::{instruction, instruction_etape};
use crate::instruction::ecrite;

/// So many persons apart, so that few ask.
const UNE_SUR: usize = 5;

/// What is asked and how it is answered.
struct Histoire {
    objet: ObjetInstruction,
    precision: Option<&'static str>,
    /// So many days ago.
    recue: u64,
    conclusion: SaisieConclusion,
    /// What was done since, so many days ago each: as far as it went.
    pas: &'static [(GesteInstruction, u64)],
}

const PRISE: &[(GesteInstruction, u64)] = &[(GesteInstruction::Prendre, 4)];
const PROPOSEE: &[(GesteInstruction, u64)] =
    &[(GesteInstruction::Prendre, 12), (GesteInstruction::Proposer, 5)];
const DECIDEE: &[(GesteInstruction, u64)] =
    &[(GesteInstruction::Prendre, 20), (GesteInstruction::Proposer, 14), (GesteInstruction::Decider, 2)];
const NOTIFIEE: &[(GesteInstruction, u64)] = &[
    (GesteInstruction::Prendre, 25),
    (GesteInstruction::Proposer, 18),
    (GesteInstruction::Decider, 9),
    (GesteInstruction::Notifier, 3),
];
const TRANSMISE: &[(GesteInstruction, u64)] = &[
    (GesteInstruction::Prendre, 40),
    (GesteInstruction::Proposer, 33),
    (GesteInstruction::Decider, 28),
    (GesteInstruction::Notifier, 26),
    (GesteInstruction::Transmettre, 21),
];

/// Writes those of the territory of the first CTSA, where two agents share the work.
pub async fn installer(
    base: &impl ConnectionTrait,
    agents: &Agents,
    suivis: &[Suivi],
    jour: NaiveDate,
) -> anyhow::Result<()> {
    let Some(instructeur) = agents.gestionnaires.first() else { return Ok(()) };
    let leurs = suivis.iter().filter(|suivi| suivi.gestionnaire == instructeur.id);
    for (suivi, histoire) in leurs.step_by(UNE_SUR).zip(histoires(jour)?) {
        ecrire(base, suivi.personne, &histoire, (*instructeur, agents.collegue), jour).await?;
    }
    Ok(())
}

fn histoires(jour: NaiveDate) -> anyhow::Result<Vec<Histoire>> {
    let montant = |centimes: i64| Montant::try_from(centimes);
    let derogation = |genre, moment| ObjetInstruction::Derogation { genre, moment };
    let recours = |contre, jours| {
        let contestee_le = Some(avant(jour, jours));
        ObjetInstruction::Recours { contre, contestee_le }
    };
    let age = derogation(GenreDerogation::Age, MomentDerogation::Ouverture);
    let etudiant = derogation(GenreDerogation::ActiviteEtudiant, MomentDerogation::EnCours);
    let personne = ObjetInstruction::EvaluationTi { initiative: Initiative::Personne };
    let dette = ObjetInstruction::Remise { montant: montant(84_250)?, motif: MotifRemise::Precarite };
    let accord = |montant| accord(jour, montant);
    Ok(vec![
        histoire(age, 45, accord(""), TRANSMISE),
        histoire(etudiant, 15, accord(""), PROPOSEE),
        histoire(recours(DecisionContestee::Indu, 60), 50, refus(MotifRefus::DecisionConforme), PRISE),
        histoire(personne, 22, accord("612,40"), DECIDEE),
        histoire(dette, 30, accord("400"), NOTIFIEE),
        histoire(age, 2, refus(MotifRefus::SansJustification), &[]),
        histoire(personne, 48, accord("0"), TRANSMISE),
        histoire(recours(DecisionContestee::Radiation, 130), 42, refus(MotifRefus::HorsDelai), TRANSMISE),
        histoire(etudiant, 28, ajournement(), NOTIFIEE),
        histoire(dette, 8, accord("200"), PRISE),
    ])
}

fn histoire(
    objet: ObjetInstruction,
    recue: u64,
    conclusion: SaisieConclusion,
    pas: &'static [(GesteInstruction, u64)],
) -> Histoire {
    let precision = match objet {
        ObjetInstruction::Derogation { .. } => Some("Certificat de scolarité joint à la demande."),
        ObjetInstruction::EvaluationTi { .. } => Some("Bilan du dernier exercice reçu."),
        _ => None,
    };
    Histoire { objet, precision, recue, conclusion, pas }
}

fn accord(jour: NaiveDate, montant: &str) -> SaisieConclusion {
    SaisieConclusion {
        issue: Some(IssueInstruction::Accord),
        montant: montant.to_owned(),
        du: date::court(avant(jour, 30)),
        ..SaisieConclusion::default()
    }
}

fn refus(motif: MotifRefus) -> SaisieConclusion {
    let issue = Some(IssueInstruction::Refus);
    SaisieConclusion { issue, motif_refus: Some(motif), ..SaisieConclusion::default() }
}

fn ajournement() -> SaisieConclusion {
    SaisieConclusion {
        issue: Some(IssueInstruction::Ajournement),
        motif_ajournement: Some(MotifAjournement::PiecesManquantes),
        ..SaisieConclusion::default()
    }
}

/// A step, with what was before it.
struct Fait {
    geste: GesteInstruction,
    detail: Option<String>,
    avant: Option<Tenue>,
    apres: Tenue,
    agent: i64,
    le: NaiveDate,
}

async fn ecrire(
    base: &impl ConnectionTrait,
    personne: i64,
    histoire: &Histoire,
    (instructeur, decideur): (AgentDemo, AgentDemo),
    jour: NaiveDate,
) -> anyhow::Result<()> {
    let recue_le = avant(jour, histoire.recue);
    let mut faits = vec![Fait {
        geste: GesteInstruction::Recevoir,
        detail: Some(histoire.objet.en_mots()),
        avant: None,
        apres: Tenue::Recue,
        agent: instructeur.id,
        le: recue_le,
    }];
    let mut tenue = Tenue::Recue;
    for (geste, jours) in histoire.pas {
        let agent = if *geste == GesteInstruction::Decider { decideur.id } else { instructeur.id };
        let le = avant(jour, *jours);
        let lu = lu(*geste, histoire, &tenue, (recue_le, le))?;
        let apres = tenue.faire(&histoire.objet, &lu, (agent, le))?;
        faits.push(Fait { geste: *geste, detail: lu.detail(), avant: Some(tenue), apres, agent, le });
        tenue = apres;
    }
    let dernier = faits.last().map_or(recue_le, |fait| fait.le);
    let ligne = instruction::ActiveModel {
        personne_id: Set(personne),
        precision: Set(histoire.precision.map(str::to_owned)),
        recue_le: Set(recue_le),
        etat_le: Set(le_matin(dernier)),
        ..ecrite(&histoire.objet, &tenue)
    };
    let instruction = ligne.insert(base).await?.id;
    for (rang, fait) in (1..).zip(faits) {
        noter(base, instruction, rang, fait).await?;
    }
    Ok(())
}

/// The gesture as an agent would have typed it on that day.
fn lu(
    geste: GesteInstruction,
    histoire: &Histoire,
    tenue: &Tenue,
    (recue_le, le): (NaiveDate, NaiveDate),
) -> anyhow::Result<GesteLu> {
    let contexte = ContexteInstruction {
        objet: histoire.objet,
        recue_le,
        decidee_le: tenue.decision().map(|decision| decision.le()),
        notifiee_le: tenue.notification().map(|envoi| envoi.le),
        aujourdhui: le,
    };
    let refuse = |refus| anyhow::anyhow!("the demo breaks its own rules: {refus:?}");
    if geste.conclut() {
        let lue = ConclusionLue::lire(&histoire.conclusion, &contexte).map_err(refuse)?;
        return Ok(if geste == GesteInstruction::Decider { lue.decidee() } else { lue.proposee() });
    }
    let saisie = SaisieGesteInstruction {
        le: date::court(le),
        moyen_notification: Some(MoyenNotification::LettreRecommandee),
        moyen_transmission: Some(MoyenTransmission::Portail),
        ..SaisieGesteInstruction::seul(geste)
    };
    let lu = GesteLu::lire(&saisie, &contexte).map_err(refuse)?;
    lu.ok_or_else(|| anyhow::anyhow!("the demo undoes nothing"))
}

async fn noter(base: &impl ConnectionTrait, instruction: i64, rang: i32, fait: Fait) -> anyhow::Result<()> {
    let etape = instruction_etape::ActiveModel {
        instruction_id: Set(instruction),
        rang: Set(rang),
        geste: Set(fait.geste.code().to_owned()),
        etat: Set(fait.apres.etat().code().to_owned()),
        detail: Set(fait.detail),
        avant: Set(fait.avant.as_ref().map(serde_json::to_string).transpose()?),
        agent_id: Set(fait.agent),
        instant: Set(le_matin(fait.le)),
        ..Default::default()
    };
    etape.insert(base).await?;
    Ok(())
}

/// At ten o'clock or so at the département.
fn le_matin(jour: NaiveDate) -> DateTime<Utc> {
    jour.and_time(NaiveTime::from_hms_opt(9, 24, 0).unwrap_or_default()).and_utc()
}

fn avant(jour: NaiveDate, jours: u64) -> NaiveDate {
    jour.checked_sub_days(Days::new(jours)).unwrap_or(jour)
}
