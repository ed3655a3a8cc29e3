//! What a foyer tells of its persons beside their lines: who came, who left, who goes on from another
//! dossier, what is asked.

use reciproque_shared::rapprochement::{Raison, Situation};

use super::personnes::Lecture;
use crate::depot::entite::personne;
use crate::depot::reunion::{Constat, Releve, Reunie, Reunion, noter};
use crate::depot::sql::Sql;

/// How persons moved, as the report counts them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Mouvements {
    /// Named no more by their dossier.
    pub departs: u32,
    /// Named by a dossier that did not name them.
    pub arrivees: u32,
    /// Followed from one dossier to another.
    pub suites: u32,
    /// Questions asked to a CTSA.
    pub doutes: u32,
}

/// What is found about a person received, before its line has a number.
pub struct Attendu {
    /// The other line.
    autre: i64,
    /// The dossier of the other line.
    ancien: i64,
    raisons: Vec<Raison>,
    issue: IssueAttendue,
}

enum IssueAttendue {
    Question,
    /// The line of the person received goes on; or, `la_bas`, it stays behind the other one.
    Reunion(Reunion),
    LaBas,
}

impl Attendu {
    pub fn question(autre: &personne::Model, raisons: Vec<Raison>) -> Self {
        Self { autre: autre.id, ancien: autre.dossier_id, raisons, issue: IssueAttendue::Question }
    }

    /// The line of the person received goes on, or the one that was here already.
    pub fn reuni(ancien: i64, raisons: Vec<Raison>, reunie: &Reunie) -> Self {
        Self { autre: reunie.ombre, ancien, raisons, issue: IssueAttendue::Reunion(reunie.reunion) }
    }

    /// The person goes on on this line, in another dossier: the one received stays behind.
    pub fn la_bas(suite: &personne::Model, raisons: Vec<Raison>) -> Self {
        Self { autre: suite.id, ancien: suite.dossier_id, raisons, issue: IssueAttendue::LaBas }
    }

    fn constat(self, dossier: i64, ligne: i64) -> Constat {
        let (dossiers, reunion) = match self.issue {
            IssueAttendue::Question => ((dossier, self.ancien), None),
            IssueAttendue::Reunion(reunion) => ((dossier, self.ancien), Some(reunion)),
            IssueAttendue::LaBas => {
                let gardee = self.autre;
                let reunion = Reunion { gardee, echange: false, partie_avant: None, nir_repris: false };
                ((self.ancien, dossier), Some(reunion))
            }
        };
        Constat { lignes: (ligne, self.autre), dossiers, raisons: self.raisons, reunion }
    }

    const fn est_une_question(&self) -> bool {
        matches!(self.issue, IssueAttendue::Question)
    }
}

/// The line of a person received, once it was looked for in other dossiers.
#[derive(Default)]
pub struct Suivie {
    pub ligne: Option<personne::Model>,
    pub attendu: Option<Attendu>,
    /// It comes from another dossier.
    pub venue: bool,
}

impl Suivie {
    /// In the dossier already, or nowhere.
    pub fn deja(ligne: Option<personne::Model>) -> Self {
        Self { ligne, ..Self::default() }
    }

    pub fn de(attendu: Attendu, reunie: Reunie) -> Self {
        Self { ligne: Some(reunie.ligne), attendu: Some(attendu), venue: true }
    }
}

/// Keeps what was found, each with the number that the line of its person has now.
pub async fn garder(
    base: &impl Sql,
    lecture: &Lecture<'_>,
    attendus: Vec<(i64, Attendu)>,
    mouvements: &mut Mouvements,
) -> anyhow::Result<()> {
    let releve = lecture.releve();
    for (ligne, attendu) in attendus {
        let question = attendu.est_une_question();
        let nouveau = noter(base, &releve, &attendu.constat(lecture.dossier, ligne)).await?;
        mouvements.doutes += u32::from(nouveau && question);
    }
    Ok(())
}

impl Lecture<'_> {
    /// What the dossier says of whoever it names.
    pub fn situation(&self) -> Situation {
        let etat = &self.foyer.situation_dossier.etat;
        Situation::new(true, etat, self.foyer.identification.date_demande)
    }

    /// The reading, as what it finds is dated.
    pub fn releve(&self) -> Releve {
        Releve { flux: self.flux, jour: self.reference, instant: self.instant }
    }
}
