//! The facts of some adults, read at once: the number of statements does not grow with them.

use std::collections::HashMap;

use chrono::{DateTime, NaiveDate, Utc};
use reciproque_shared::attente::{
    CerConnu, EcartDeCote, Faits, FranceTravailConnu, InstructionConnue, OrientationConnue, ReferentConnu,
    RendezVousPrevu, ReorientationConnue,
};
use reciproque_shared::cer::{EtatCer, SaisieCer, Sorte};
use reciproque_shared::date;
use reciproque_shared::dossier::EtatDossier;
use reciproque_shared::france_travail::{GesteEcart, NatureEcart, Statut};
use reciproque_shared::instruction::{EtatInstruction, IssueInstruction, SorteInstruction};
use reciproque_shared::parcours::reorientation::EtatReorientation;
use reciproque_shared::parcours::{Orientation, SorteOrientation};
use reciproque_shared::personne::RolePersonne;
use reciproque_shared::rendez_vous::StatutRendezVous;
use sea_orm::{DbErr, Value};

use crate::depot::sql::{DeLigne, Ligne, Sql, places};

/// An adult still in the foyer, with the commune of the foyer.
pub struct Connue {
    pub personne: i64,
    pub commune: Option<String>,
    pub faits: Faits,
}

/// Those of the persons who may have something awaited.
pub async fn charger(base: &impl Sql, personnes: &[i64]) -> Result<Vec<Connue>, DbErr> {
    let mut connues = adultes(base, personnes).await?;
    if connues.is_empty() {
        return Ok(connues);
    }
    let rangs: HashMap<i64, usize> =
        connues.iter().enumerate().map(|(rang, connue)| (connue.personne, rang)).collect();
    let ids: Vec<i64> = connues.iter().map(|connue| connue.personne).collect();
    for OrientationLue(personne, connue) in parmi(base, ORIENTATIONS, &ids).await? {
        connues[rangs[&personne]].faits.orientations.push(connue);
    }
    for (personne, agent, debut, fin) in parmi(base, REFERENTS, &ids).await? {
        connues[rangs[&personne]].faits.referents.push(ReferentConnu { agent, debut, fin });
    }
    for (personne, connu) in des_cer(base, &ids).await? {
        connues[rangs[&personne]].faits.cer.push(connu);
    }
    let prevus = format!("{RENDEZ_VOUS} AND statut = '{}'", StatutRendezVous::Prevu.code());
    for (personne, id, structure, referent, debut) in parmi(base, &prevus, &ids).await? {
        connues[rangs[&personne]].faits.rendez_vous.push(RendezVousPrevu { id, structure, referent, debut });
    }
    let attendues = format!("{REORIENTATIONS} AND etat <> '{}'", EtatReorientation::Retiree.code());
    type Lue = (i64, i64, i64, i64, DateTime<Utc>, Option<DateTime<Utc>>);
    for lue in parmi::<Lue>(base, &attendues, &ids).await? {
        let (personne, id, structure, agent, demandee_le, repondue_le) = lue;
        let (demandee_le, repondue_le) = (jour(demandee_le), repondue_le.map(jour));
        let connue = ReorientationConnue { id, structure, agent, demandee_le, repondue_le };
        connues[rangs[&personne]].faits.reorientations.push(connue);
    }
    for SituationLue(personne, connue) in parmi(base, SITUATIONS, &ids).await? {
        connues[rangs[&personne]].faits.france_travail = Some(connue);
    }
    for lue in parmi(base, ECARTS, &ids).await? {
        noter_ecart(&mut connues, &rangs, lue);
    }
    for InstructionLue(personne, connue) in parmi(base, INSTRUCTIONS, &ids).await? {
        connues[rangs[&personne]].faits.instructions.push(connue);
    }
    Ok(connues)
}

/// The last step about a kind of discrepancy says whether it is set aside.
fn noter_ecart(
    connues: &mut [Connue],
    rangs: &HashMap<i64, usize>,
    (personne, etape, nature, geste, cle): (i64, i64, String, String, String),
) {
    let Some(quoi) = NatureEcart::du_code(&nature).map(NatureEcart::attendu) else { return };
    let siens = &mut connues[rangs[&personne]].faits.ecarts_de_cote;
    siens.retain(|autre| autre.quoi != quoi);
    if geste == GesteEcart::MettreDeCote.code() {
        siens.push(EcartDeCote { quoi, cle, etape });
    }
}

const ADULTES: &str = "SELECT personne.id, personne.droits_et_devoirs, dossier.etat, dossier.commune, \
     personne.role, personne.soumise_le FROM personne INNER JOIN dossier ON dossier.id = personne.dossier_id \
     WHERE personne.partie_le IS NULL AND personne.id IN ({})";
const ORIENTATIONS: &str = "SELECT orientation.personne_id, orientation.organisation_id, orientation.sorte, \
     orientation.decidee_le, orientation.notifiee_le, orientation.debut, orientation.fin, \
     orientation.prolongation IS NOT NULL, organisation.sans_compte \
     FROM orientation INNER JOIN organisation ON organisation.id = orientation.organisation_id \
     WHERE orientation.personne_id IN ({})";
const REFERENTS: &str = "SELECT personne_id, agent_id, debut, fin FROM referent WHERE personne_id IN ({})";
const RENDEZ_VOUS: &str =
    "SELECT personne_id, id, organisation_id, referent_id, debut FROM rendez_vous WHERE personne_id IN ({})";
const REORIENTATIONS: &str = "SELECT personne_id, id, organisation_id, agent_id, demandee_le, repondue_le FROM reorientation \
     WHERE lue_le IS NULL AND personne_id IN ({})";
const SITUATIONS: &str = "SELECT personne_id, au, statut, sortie_le, conseiller, plan_debut, plan_fin \
     FROM situation_france_travail WHERE remplacee_le IS NULL AND personne_id IN ({})";
const ECARTS: &str = "SELECT personne_id, id, nature, geste, cle FROM ecart_etape WHERE personne_id IN ({}) ORDER BY personne_id, rang";
const INSTRUCTIONS: &str = "SELECT personne_id, id, sorte, etat, issue, instruite_par, recue_le, etat_le FROM instruction \
     WHERE personne_id IN ({})";
const CER: &str = "SELECT id, personne_id, organisation_id, referent_id, precedent_id, etat, saisie_le, avenant_de, \
     sorte, debut, fin, saisie FROM cer WHERE personne_id IN ({})";
const ETAPES: &str =
    "SELECT cer_id, etat, MAX(instant) FROM cer_etape WHERE cer_id IN ({}) GROUP BY cer_id, etat";

/// The rows of these numbers, which stand for the `{}` of the text.
async fn parmi<T: DeLigne + Send>(base: &impl Sql, texte: &str, ids: &[i64]) -> Result<Vec<T>, DbErr> {
    let texte = texte.replace("{}", &places(0, ids.len()));
    base.lignes(&texte, ids.iter().copied().map(Value::from).collect()).await
}

async fn adultes(base: &impl Sql, personnes: &[i64]) -> Result<Vec<Connue>, DbErr> {
    let lues = parmi::<(i64, Option<bool>, String, Option<String>, String, Option<NaiveDate>)>(
        base, ADULTES, personnes,
    )
    .await?;
    let connues = lues.into_iter().filter_map(|(personne, soumis, etat, commune, role, soumise_le)| {
        RolePersonne::du_code(&role).filter(|role| role.est_adulte_accompagne())?;
        let faits = Faits {
            droit_en_cours: EtatDossier::du_code(&etat).is_some_and(EtatDossier::en_cours),
            soumis: soumis == Some(true),
            soumise_le,
            ..Faits::default()
        };
        Some(Connue { personne, commune, faits })
    });
    Ok(connues.collect())
}

/// The person, and the orientation.
struct OrientationLue(i64, OrientationConnue);

impl DeLigne for OrientationLue {
    fn de_ligne(ligne: &Ligne<'_>) -> Result<Self, DbErr> {
        let sorte = SorteOrientation::du_code(&ligne.lire::<String>(2)?).unwrap_or(SorteOrientation::Social);
        let (decidee_le, notifiee_le) = (ligne.lire(3)?, ligne.lire(4)?);
        let (debut, fin, prolongee) = (ligne.lire(5)?, ligne.lire(6)?, ligne.lire(7)?);
        let orientation = Orientation { sorte, decidee_le, notifiee_le, debut, fin, prolongee };
        let (structure, sans_compte) = (ligne.lire(1)?, ligne.lire(8)?);
        Ok(Self(ligne.lire(0)?, OrientationConnue { structure, sans_compte, orientation }))
    }
}

/// The person, and what of the situation may differ from ours.
struct SituationLue(i64, FranceTravailConnu);

impl DeLigne for SituationLue {
    fn de_ligne(ligne: &Ligne<'_>) -> Result<Self, DbErr> {
        let (statut, sortie_le): (String, Option<NaiveDate>) = (ligne.lire(2)?, ligne.lire(3)?);
        let (debut, fin): (Option<NaiveDate>, Option<NaiveDate>) = (ligne.lire(5)?, ligne.lire(6)?);
        let connue = FranceTravailConnu {
            au: ligne.lire(1)?,
            inscrite: statut == Statut::Inscrit.code(),
            radiee_le: sortie_le.filter(|_| statut == Statut::Radie.code()),
            conseillee: ligne.lire::<Option<String>>(4)?.is_some(),
            plan: debut.map(|debut| (debut, fin)),
        };
        Ok(Self(ligne.lire(0)?, connue))
    }
}

/// The person, and what they ask about their right.
struct InstructionLue(i64, InstructionConnue);

impl DeLigne for InstructionLue {
    fn de_ligne(ligne: &Ligne<'_>) -> Result<Self, DbErr> {
        let (sorte, etat): (String, String) = (ligne.lire(2)?, ligne.lire(3)?);
        let connue = InstructionConnue {
            id: ligne.lire(1)?,
            // The table refuses any other code; one that is dropped awaits nothing.
            sorte: SorteInstruction::du_code(&sorte).unwrap_or(SorteInstruction::Derogation),
            etat: EtatInstruction::du_code(&etat).unwrap_or(EtatInstruction::SansObjet),
            issue: ligne.lire::<Option<String>>(4)?.as_deref().and_then(IssueInstruction::du_code),
            instructeur: ligne.lire(5)?,
            recue_le: ligne.lire(6)?,
            depuis: jour(ligne.lire(7)?),
        };
        Ok(Self(ligne.lire(0)?, connue))
    }
}

/// A CER without what was typed in it.
struct CerLu {
    personne: i64,
    etat: String,
    saisie_le: DateTime<Utc>,
    connu: CerConnu,
}

impl DeLigne for CerLu {
    fn de_ligne(ligne: &Ligne<'_>) -> Result<Self, DbErr> {
        let (etat, saisie_le): (String, DateTime<Utc>) = (ligne.lire(5)?, ligne.lire(6)?);
        let (debut, fin): (Option<NaiveDate>, Option<NaiveDate>) = (ligne.lire(9)?, ligne.lire(10)?);
        let periode = debut.zip(fin);
        let saisie: String = ligne.lire(11)?;
        let connu = CerConnu {
            id: ligne.lire(0)?,
            structure: ligne.lire(2)?,
            referent: ligne.lire(3)?,
            etat: EtatCer::du_code(&etat).unwrap_or(EtatCer::Annule),
            sorte: ligne.lire::<Option<String>>(8)?.as_deref().and_then(Sorte::du_code),
            avenant_de: ligne.lire(7)?,
            precedent: ligne.lire(4)?,
            periode,
            signe_le: periode.and_then(|_| signature(&saisie, jour(saisie_le))),
            depuis: jour(saisie_le),
        };
        Ok(Self { personne: ligne.lire(1)?, etat, saisie_le, connu })
    }
}

/// A contract has a period once it is signed: its two days are in what was typed.
fn signature(saisie: &str, saisie_le: NaiveDate) -> Option<NaiveDate> {
    serde_json::from_str::<SaisieCer>(saisie).ok()?.signee_le(saisie_le)
}

async fn des_cer(base: &impl Sql, personnes: &[i64]) -> Result<Vec<(i64, CerConnu)>, DbErr> {
    let lus: Vec<CerLu> = parmi(base, CER, personnes).await?;
    let etapes = etapes(base, &lus).await?;
    let connus = lus.into_iter().map(|lu| {
        let depuis = etapes.get(&(lu.connu.id, lu.etat)).copied().unwrap_or(lu.saisie_le);
        (lu.personne, CerConnu { depuis: jour(depuis), ..lu.connu })
    });
    Ok(connus.collect())
}

fn jour(instant: DateTime<Utc>) -> NaiveDate {
    date::a_paris(instant).date()
}

/// States in which the day of the last step counts.
const EN_MAIN: [EtatCer; 4] = [EtatCer::Brouillon, EtatCer::Signe, EtatCer::Transmis, EtatCer::ACompleter];

/// When each of the contracts in hand came to its state.
async fn etapes(base: &impl Sql, lus: &[CerLu]) -> Result<HashMap<(i64, String), DateTime<Utc>>, DbErr> {
    let ids: Vec<i64> =
        lus.iter().filter(|lu| EN_MAIN.contains(&lu.connu.etat)).map(|lu| lu.connu.id).collect();
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let lues: Vec<(i64, String, DateTime<Utc>)> = parmi(base, ETAPES, &ids).await?;
    Ok(lues.into_iter().map(|(cer, etat, instant)| ((cer, etat), instant)).collect())
}
