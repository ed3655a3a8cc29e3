//! Who is new to a dossier, looked for in all the others: the number of the person joins them for sure,
//! and what it leaves in doubt is asked to a CTSA. Adults only: nothing hangs on the line of a child.

use reciproque_shared::personne::{Nir, RolePersonne};
use reciproque_shared::rapprochement::{Issue, Lien, Raison, Verdict, departager};
use sea_orm::DbErr;

use super::constats::{Attendu, Suivie};
use super::personnes::Lecture;
use super::reconnaissance::Fiche;
use crate::depot::entite::personne;
use crate::depot::reunion::{Placee, arriver, est_suivie, neuve};
use crate::depot::sql::{Clause, Sql};
use crate::flux::Personne;

/// Questions asked about one person received: a date of birth that many share asks no more.
const QUESTIONS_MAX: usize = 5;

/// A person received whom the dossier did not know.
pub struct Nouvelle<'a> {
    /// Among those of the foyer.
    pub rang: usize,
    pub fiche: &'a Fiche,
    pub recue: &'a Personne,
}

impl<'a> Nouvelle<'a> {
    /// If it is an adult.
    pub fn adulte(rang: usize, fiche: &'a Fiche, recue: &'a Personne) -> Option<Self> {
        let role = recue.role.as_deref().and_then(RolePersonne::du_code);
        role.filter(|role| role.est_adulte_accompagne()).map(|_| Self { rang, fiche, recue })
    }

    fn precede(&self, placee: &Placee) -> bool {
        self.recue.dossier_caf.demande_precedente.as_deref() == Some(&*placee.numero_demande)
    }

    fn lien(&self, placee: &Placee, dossier: i64) -> Lien {
        match () {
            () if placee.ligne.dossier_id == dossier => Lien::MemeDossier,
            () if self.precede(placee) => Lien::DemandePrecedente,
            () => Lien::Aucun,
        }
    }
}

/// What came of one person received.
pub struct Trouvaille {
    pub rang: usize,
    pub suivie: Suivie,
    pub questions: Vec<Attendu>,
}

/// Looks for them, all at once; `restees` are the lines of the dossier that nobody received has.
pub async fn chercher(
    base: &impl Sql,
    lecture: &Lecture<'_>,
    nouvelles: &[Nouvelle<'_>],
    restees: &[i64],
) -> anyhow::Result<Vec<Trouvaille>> {
    if nouvelles.is_empty() {
        return Ok(Vec::new());
    }
    let candidates = candidates(base, lecture, nouvelles, restees).await?;
    let juger = |nouvelle: &Nouvelle<'_>| -> Vec<Verdict> {
        let comparer = |placee: &Placee| {
            let connue = Fiche::connue(&placee.ligne);
            nouvelle.fiche.etat_civil().comparer(connue.etat_civil(), nouvelle.lien(placee, lecture.dossier))
        };
        candidates.iter().map(comparer).collect()
    };
    let verdicts: Vec<Vec<Verdict>> = nouvelles.iter().map(juger).collect();
    let mut trouvailles = Vec::with_capacity(nouvelles.len());
    for (nouvelle, siens) in nouvelles.iter().zip(&verdicts) {
        let sure = seule_sure(siens).filter(|place| {
            let pretendent = verdicts.iter().filter(|autres| matches!(autres[*place], Verdict::Meme(_)));
            nouvelle.lien(&candidates[*place], lecture.dossier) == Lien::Aucun && pretendent.count() == 1
        });
        let (suivie, questions) = match sure {
            Some(place) => rejoindre(base, lecture, nouvelle, &candidates[place]).await?,
            None => (Suivie::default(), questionner(base, nouvelle, siens.iter().zip(&candidates)).await?),
        };
        trouvailles.push(Trouvaille { rang: nouvelle.rang, suivie, questions });
    }
    Ok(trouvailles)
}

/// The place of the only one that is the same for sure.
fn seule_sure(verdicts: &[Verdict]) -> Option<usize> {
    let mut sures = (0..verdicts.len()).filter(|place| matches!(verdicts[*place], Verdict::Meme(_)));
    sures.next().filter(|_| sures.next().is_none())
}

/// The lines of adults that may be theirs: of the same number, born the same day, of the dossier of the
/// request before, or left in this one. An index leads to each.
async fn candidates(
    base: &impl Sql,
    lecture: &Lecture<'_>,
    nouvelles: &[Nouvelle<'_>],
    restees: &[i64],
) -> Result<Vec<Placee>, DbErr> {
    let nirs = nouvelles.iter().filter_map(|nouvelle| nouvelle.fiche.etat_civil().nir());
    let jours = nouvelles.iter().map(|nouvelle| nouvelle.recue.date_naissance);
    let avant =
        nouvelles.iter().filter_map(|nouvelle| nouvelle.recue.dossier_caf.demande_precedente.as_deref());
    let adultes = RolePersonne::TOUS.iter().filter(|role| role.est_adulte_accompagne());
    let requete = Placee::selection()
        .puis("personne.id IN (SELECT id FROM personne WHERE nir IN ")
        .puis(Clause::parmi(nirs.flat_map(Nir::semblables)))
        .puis(" UNION SELECT id FROM personne WHERE date_naissance IN ")
        .puis(Clause::parmi(jours))
        .puis(
            " UNION SELECT avant.id FROM dossier AS demande INNER JOIN personne AS avant \
               ON avant.dossier_id = demande.id WHERE demande.numero_demande IN ",
        )
        .puis(Clause::parmi(avant))
        .puis(") AND personne.suite_id IS NULL AND personne.role IN ")
        .puis(Clause::parmi(adultes.map(|role| role.code())))
        .et("(personne.dossier_id <> ? OR personne.id IN ")
        .avec(lecture.dossier)
        .puis(Clause::parmi(restees.iter().copied()))
        .puis(") ORDER BY personne.id");
    base.trouver(requete).await
}

/// The same person for sure: followed in the dossier that names her and is open; asked when both are.
async fn rejoindre(
    base: &impl Sql,
    lecture: &Lecture<'_>,
    nouvelle: &Nouvelle<'_>,
    placee: &Placee,
) -> anyhow::Result<(Suivie, Vec<Attendu>)> {
    let ici = lecture.situation();
    let la = &placee.ligne;
    let mut raisons = nouvelle.fiche.etat_civil().raisons(Fiche::connue(la).etat_civil());
    Ok(match departager(&ici, &placee.situation) {
        Issue::Ici => {
            let reunie = arriver(base, la.clone(), lecture.dossier, lecture.reference).await?;
            (Suivie::de(Attendu::reuni(la.dossier_id, raisons, &reunie), reunie), Vec::new())
        }
        Issue::LaBas => {
            let attendu = Some(Attendu::la_bas(la, raisons));
            let partie_le = Some(lecture.reference);
            let ombre = personne::Model { suite_id: Some(la.id), partie_le, ..neuve(lecture.dossier) };
            (Suivie { ligne: Some(ombre), attendu, venue: true }, Vec::new())
        }
        Issue::Deux => {
            raisons.push(Raison::DeuxFoyers);
            (Suivie::default(), vec![Attendu::question(la, raisons)])
        }
    })
}

/// What is asked: whom the number names in several places, and whom something hangs on who resembles.
async fn questionner<'a>(
    base: &impl Sql,
    nouvelle: &Nouvelle<'_>,
    juges: impl Iterator<Item = (&'a Verdict, &'a Placee)>,
) -> Result<Vec<Attendu>, DbErr> {
    let mut questions = Vec::new();
    for (verdict, placee) in juges {
        let raisons = match verdict {
            Verdict::Autre => continue,
            Verdict::Meme(_) => {
                let mut raisons =
                    nouvelle.fiche.etat_civil().raisons(Fiche::connue(&placee.ligne).etat_civil());
                raisons.push(Raison::Plusieurs);
                raisons
            }
            Verdict::Doute(_, raisons) if est_suivie(base, placee.ligne.id).await? => raisons.clone(),
            Verdict::Doute(..) => continue,
        };
        questions.push(Attendu::question(&placee.ligne, raisons));
        if questions.len() == QUESTIONS_MAX {
            break;
        }
    }
    Ok(questions)
}
