//! A question as it stands: the two persons, what was done, what may be done now.

use reciproque_shared::api::ConsulterRapprochement;
use reciproque_shared::dossier::EtatRecu;
use reciproque_shared::rapprochement::{
    CoteRapprochement, EtapeRapprochement, EtatRapprochement, FicheRapprochement, GesteRapprochement, Raison,
    Score,
};

use super::traits::traits;
use crate::depot::annuaire::{agents, nom_agent, noms_organisations};
use crate::depot::entite::{personne, rapprochement, rapprochement_etape};
use crate::depot::reunion::{Separation, est_suivie, separation};
use crate::garde::lecture::rapprochement::{Cote, les_deux, question};
use crate::garde::lecture::{dependantes_des, personne_concernee};
use crate::garde::{Objet, Passage, Traced};
use crate::http::routeur::AppelRecu;
use crate::refus::Refus;

/// `GET /rapprochements/{rapprochement}`
pub async fn consulter(
    passage: Passage,
    appel: AppelRecu<ConsulterRapprochement>,
) -> Result<Traced<FicheRapprochement>, Refus> {
    let charge = Charge::charger(&passage, appel.chemin).await?;
    let objet = Objet::new("rapprochement", charge.question.id);
    let fiche = charge.fiche(&passage).await?;
    passage.laisser_sortir(objet, &passage.rubriques(), |_| fiche).await
}

const DEUX_SUIVIS: &str = "Chacun des deux dossiers a un suivi (orientation, référent, CER ou rendez-vous)\u{a0}: ils ne se \
     réunissent pas d’eux-mêmes. Annulez d’abord ce qui a été décidé dans l’un des deux, ou écartez la question.";
const DEJA_REUNIE: &str = "L’une des deux a été réunie depuis avec une autre personne\u{a0}: il n’y a plus qu’à écarter cette \
     question.";
const CONTINUEE: &str =
    "La personne a continué depuis dans un autre dossier\u{a0}: cette réunion ne s’annule plus.";

/// All that a decision rests on, of one instant.
pub struct Charge {
    pub question: rapprochement::Model,
    pub etat: EtatRapprochement,
    /// In the newer dossier, then in the older one.
    pub deux: [Cote; 2],
    suivies: [bool; 2],
    etapes: Vec<rapprochement_etape::Model>,
}

impl Charge {
    /// # Errors
    /// `Introuvable` out of scope or unknown.
    pub async fn charger(passage: &Passage, id: i64) -> Result<Self, Refus> {
        let base = passage.base();
        let question = question(passage, id).await?;
        let deux = les_deux(passage, base, &question).await?;
        let suivies = [est_suivie(base, deux[0].ligne.id).await?, est_suivie(base, deux[1].ligne.id).await?];
        let etapes = dependantes_des::<rapprochement_etape::Entity, _>([&question])
            .toutes(base, " ORDER BY rapprochement_etape.rang")
            .await?;
        let etat = EtatRapprochement::du_code(&question.etat).ok_or(Refus::Introuvable)?;
        Ok(Self { question, etat, deux, suivies, etapes })
    }

    /// Number of steps so far.
    pub fn version(&self) -> i32 {
        self.etapes.last().map_or(0, |derniere| derniere.rang)
    }

    pub fn lignes(&self) -> [i64; 2] {
        [self.question.personne_id, self.question.autre_id]
    }

    /// What undoing the reunion writes.
    ///
    /// # Errors
    /// `Conflit` when the person is no longer where it left her.
    pub fn separation(&self) -> Result<Separation, Refus> {
        let refus = || Refus::Conflit(CONTINUEE.to_owned());
        let (gardee, ombre) = self.reunies().ok_or_else(refus)?;
        separation(&self.question, gardee, ombre).map_err(|_| refus())
    }

    /// The line that goes on, and the one that stays behind.
    fn reunies(&self) -> Option<(&personne::Model, &personne::Model)> {
        let [ici, la_bas] = &self.deux;
        let gardee = self.question.gardee_id?;
        match gardee == ici.ligne.id {
            true => Some((&ici.ligne, &la_bas.ligne)),
            false => Some((&la_bas.ligne, &ici.ligne)),
        }
    }

    /// Why what answers the question, or undoes the answer, is impossible now.
    pub fn empechement(&self) -> Option<&'static str> {
        match self.etat {
            EtatRapprochement::Ouvert if self.deux.iter().any(|cote| cote.ligne.suite_id.is_some()) => {
                Some(DEJA_REUNIE)
            }
            EtatRapprochement::Ouvert if self.suivies == [true, true] => Some(DEUX_SUIVIS),
            EtatRapprochement::Confirme if self.separation().is_err() => Some(CONTINUEE),
            _ => None,
        }
    }

    fn gestes(&self) -> Vec<GesteRapprochement> {
        let empeche = self.empechement().is_some();
        let possibles = self.etat.gestes().into_iter();
        possibles.filter(|geste| !empeche || *geste == GesteRapprochement::Ecarter).collect()
    }

    /// What the usual gesture does and keeps.
    fn effet(&self) -> &'static str {
        match (self.etat, self.suivies[1], self.question.echange) {
            (EtatRapprochement::Ouvert, true, _) => {
                "Le suivi de l’ancien dossier (orientation, référent, CER, rendez-vous) continue dans le nouveau. \
                 L’ancien dossier garde le nom de la personne, partie, et y conduit."
            }
            (EtatRapprochement::Ouvert, false, _) => {
                "La personne continue dans le nouveau dossier, avec son suivi s’il y en a un. L’ancien dossier garde son \
                 nom, partie, et y conduit."
            }
            (EtatRapprochement::Confirme, _, true) => {
                "Chaque dossier retrouve sa personne. Tout ce qui a été saisi, avant la réunion et depuis, est gardé\u{a0}: \
                 il retourne dans l’ancien dossier. Le nouveau reste sans suivi. La question est posée de nouveau."
            }
            (EtatRapprochement::Confirme, _, false) => {
                "Chaque dossier retrouve sa personne. Tout ce qui a été saisi est gardé\u{a0}: il reste dans le nouveau \
                 dossier. La question est posée de nouveau."
            }
            (EtatRapprochement::Ecarte, ..) => "La question est posée de nouveau. Rien d’autre ne change.",
            (EtatRapprochement::Annule, ..) => "Rien n’est à décider.",
        }
    }

    pub async fn fiche(&self, passage: &Passage) -> Result<FicheRapprochement, Refus> {
        let [ici, la_bas] = &self.deux;
        let cote = |rang: usize| cote(&self.deux[rang], self.suivies[rang]);
        Ok(FicheRapprochement {
            id: self.question.id,
            version: self.version(),
            etat: self.etat,
            score: Score::try_from(self.question.score).unwrap_or_else(|_| Score::de(&[])),
            raisons: Raison::des_codes(&self.question.raisons),
            ici: cote(0),
            la_bas: cote(1),
            traits: traits([ici, la_bas]),
            effet: self.effet().to_owned(),
            gestes: self.gestes(),
            empechement: self.empechement().map(str::to_owned),
            etapes: self.etapes_lues(passage).await?,
            consulte_a: passage.app().horloge.maintenant(),
        })
    }

    async fn etapes_lues(&self, passage: &Passage) -> Result<Vec<EtapeRapprochement>, Refus> {
        let base = passage.base();
        let agents = agents(base, self.etapes.iter().filter_map(|etape| etape.agent_id)).await?;
        let organisations =
            noms_organisations(base, agents.values().map(|agent| agent.organisation_id)).await?;
        let lire = |etape: &rapprochement_etape::Model| {
            let agent = etape.agent_id.and_then(|id| agents.get(&id));
            Some(EtapeRapprochement {
                geste: GesteRapprochement::du_code(&etape.geste)?,
                instant: etape.instant,
                agent: agent.map(nom_agent),
                organisation: agent.and_then(|agent| organisations.get(&agent.organisation_id).cloned()),
                motif: etape.motif.clone(),
            })
        };
        Ok(self.etapes.iter().filter_map(lire).collect())
    }
}

fn cote(lu: &Cote, suivie: bool) -> CoteRapprochement {
    CoteRapprochement {
        personne: lu.atteint.then(|| personne_concernee(&lu.ligne)),
        ctsa: lu.ctsa.clone().filter(|_| !lu.atteint),
        etat_dossier: lu.atteint.then(|| EtatRecu::new(&lu.etat).libelle().into_owned()),
        date_flux: lu.atteint.then_some(lu.date_reference),
        partie_le: lu.ligne.partie_le.filter(|_| lu.atteint),
        suivie,
    }
}
