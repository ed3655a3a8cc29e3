//! The questions of a territory: those that await a decision, the most alike first, then the last decided.

use reciproque_shared::accueil::PLAFOND_COMPTE;
use reciproque_shared::api::ConsulterRapprochements;
use reciproque_shared::cer::fiche::PersonneConcernee;
use reciproque_shared::rapprochement::{
    EtatRapprochement, LIGNES, LigneRapprochement, PageRapprochements, Raison, Score,
};
use sea_orm::DbErr;

use crate::depot::entite::personne::naissance;
use crate::depot::entite::rapprochement;
use crate::depot::sql::{Clause, DeLigne, Ligne, Sql};
use crate::garde::lecture::rapprochement::{SA_PERSONNE, questions};
use crate::garde::lecture::{Avec, Lisibles};
use crate::garde::{Objet, Passage, Traced};
use crate::http::routeur::AppelRecu;
use crate::refus::Refus;

/// Decisions shown: the way back from them.
const DECIDEES: u64 = 20;

/// `POST /rapprochements`
pub async fn consulter(
    passage: Passage,
    appel: AppelRecu<ConsulterRapprochements>,
) -> Result<Traced<PageRapprochements>, Refus> {
    let (base, page) = (passage.base(), appel.corps.page);
    let debut = u64::from(page) * LIGNES;
    let ordre = format!(" ORDER BY rapprochement.score DESC, rapprochement.id LIMIT {LIGNES} OFFSET {debut}");
    let dernieres = format!(" ORDER BY rapprochement.decide_le DESC, rapprochement.id DESC LIMIT {DECIDEES}");
    let page = PageRapprochements {
        total: ouvertes(&passage).compter(base, "").await?.unsigned_abs(),
        page,
        lignes: lignes(base, ouvertes(&passage), ordre).await?,
        decides: lignes(base, decidees(&passage), dernieres).await?,
    };
    passage.laisser_sortir(Objet::aucun(), &passage.rubriques(), |_| page).await
}

/// How many await a decision, no further than the home page counts.
pub async fn compter(passage: &Passage) -> Result<u64, DbErr> {
    let nombre = ouvertes(passage).compter(passage.base(), "").await?;
    Ok(nombre.unsigned_abs().min(PLAFOND_COMPTE + 1))
}

fn ouvertes(passage: &Passage) -> Lisibles<rapprochement::Entity> {
    questions(passage).et("rapprochement.etat = ?").avec(EtatRapprochement::Ouvert.code())
}

/// By somebody: what a flow says for sure asks nothing of anybody.
fn decidees(passage: &Passage) -> Lisibles<rapprochement::Entity> {
    let etats = [EtatRapprochement::Confirme, EtatRapprochement::Ecarte].map(EtatRapprochement::code);
    questions(passage)
        .et("rapprochement.agent_id IS NOT NULL AND rapprochement.etat IN ")
        .puis(Clause::parmi(etats))
}

async fn lignes(
    base: &impl Sql,
    retenues: Lisibles<rapprochement::Entity>,
    ordre: String,
) -> Result<Vec<LigneRapprochement>, DbErr> {
    let colonnes = ", personne.id, personne.dossier_id, personne.nom, personne.prenom, personne.date_naissance, \
                    personne.naissance_precision";
    let avec = Avec { colonnes: colonnes.into(), jointures: SA_PERSONNE };
    let lues: Vec<Lue> = retenues.charger(base, avec, ordre).await?;
    Ok(lues.into_iter().filter_map(|Lue(ligne)| ligne).collect())
}

/// None of a state that this version does not know.
struct Lue(Option<LigneRapprochement>);

impl DeLigne for Lue {
    fn de_ligne(lue: &Ligne<'_>) -> Result<Self, DbErr> {
        let question = rapprochement::Model::de_ligne(lue)?;
        let (personne, dossier, nom, prenom) =
            (lue.suivante()?, lue.suivante()?, lue.suivante()?, lue.suivante()?);
        let date_naissance = naissance(lue.suivante()?, &lue.suivante::<String>()?);
        let personne = PersonneConcernee { dossier, personne, nom, prenom, date_naissance };
        let etat = EtatRapprochement::du_code(&question.etat);
        Ok(Self(etat.zip(Score::try_from(question.score).ok()).map(|(etat, score)| LigneRapprochement {
            id: question.id,
            personne,
            score,
            raisons: Raison::des_codes(&question.raisons),
            etat,
            trouve_le: question.trouve_le,
            decide_le: question.decide_le,
        })))
    }
}
