//! The parcours of an adult as whoever decides on it reads it, and the charge in which one decides.

use chrono::NaiveDate;
use reciproque_shared::api::ConsulterParcours;
use reciproque_shared::cer::Acteur;
use reciproque_shared::habilitation::{Acte, Portee, allows};
use reciproque_shared::parcours::fiche::{EnSuspens, FicheParcours};
use reciproque_shared::parcours::{
    Contexte, GesteParcours, OrientationEnCours, ParcoursTenu, StructurePossible,
};
use reciproque_shared::personne::RolePersonne;
use sea_orm::DbErr;

use super::lecture::{
    EtapeNommee, OrientationNommee, ReferentNomme, etapes, geste, lue, orientations, par_personne, referents,
};
use super::reorientation::{self, Reorientations};
use super::structures::Structures;
use super::{suspens, tenue};
use crate::depot::entite::personne;
use crate::depot::sql::Sql;
use crate::garde::lecture::parcours::{a_saisi, domiciles};
use crate::garde::lecture::{self, personne_concernee};
use crate::garde::{Objet, Passage, Traced};
use crate::http::routeur::AppelRecu;
use crate::refus::Refus;

const BIENTOT_AILLEURS: &str =
    "L’accompagnement par votre structure s’arrête : le référent de cette personne ne se change plus d’ici.";
const ENTAME: &str = "La structure a déjà saisi un contrat, un rendez-vous ou une demande depuis cette décision : pour \
     changer, décidez d’une nouvelle orientation.";

/// `GET /personnes/{personne}/parcours`
pub async fn consulter(
    passage: Passage,
    appel: AppelRecu<ConsulterParcours>,
) -> Result<Traced<FicheParcours>, Refus> {
    relire(passage, appel.chemin).await
}

/// The parcours as it is now.
pub async fn relire(passage: Passage, personne: i64) -> Result<Traced<FicheParcours>, Refus> {
    let personne = adulte(&passage, personne).await?;
    let charge = ParcoursCharge::charger(&passage, personne).await?;
    let objet = Objet::new("personne", charge.personne.id);
    let fiche = charge.fiche(&passage).await?;
    passage.laisser_sortir(objet, &passage.rubriques(), |_| fiche).await
}

/// An adult of a foyer in the scope.
///
/// # Errors
/// `Introuvable` out of scope or unknown; `Conflit` for whom no parcours is decided.
pub async fn adulte(passage: &Passage, id: i64) -> Result<personne::Model, Refus> {
    let personne = lecture::personne_accompagnee(passage, id).await?;
    a_un_parcours(&personne)?;
    Ok(personne)
}

/// # Errors
/// `Conflit` for whom no parcours is decided.
pub fn a_un_parcours(personne: &personne::Model) -> Result<(), Refus> {
    if !RolePersonne::du_code(&personne.role).is_some_and(RolePersonne::est_adulte_accompagne) {
        return Err(Refus::Conflit(
            "Seuls le demandeur et son conjoint ont un parcours : ouvrez le leur depuis le dossier.".into(),
        ));
    }
    if personne.partie_le.is_some() {
        return Err(Refus::Conflit(
            "Cette personne a quitté le foyer : son parcours se décide dans le dossier où elle est maintenant.".into(),
        ));
    }
    Ok(())
}

/// All that a decision rests on, of one instant.
pub struct ParcoursCharge {
    pub personne: personne::Model,
    orientations: Vec<OrientationNommee>,
    referents: Vec<ReferentNomme>,
    etapes: Vec<EtapeNommee>,
    pub reorientations: Reorientations,
    pub tenu: ParcoursTenu,
    pub contexte: Contexte,
}

impl ParcoursCharge {
    pub async fn charger(passage: &Passage, personne: personne::Model) -> Result<Self, Refus> {
        let structures = Self::structures(passage).await?;
        Self::parmi(passage, personne, &structures).await
    }

    /// Those that the agent may choose among: a structure names its own référents only.
    pub async fn structures(passage: &Passage) -> Result<Structures, Refus> {
        let structures = Structures::charger(passage.base(), passage.app().horloge.aujourdhui()).await?;
        Ok(match passage.portee() {
            Portee::Accompagnement => structures.reduites(passage.agent().organisation),
            _ => structures,
        })
    }

    /// The same, where the structures are known.
    ///
    /// # Errors
    /// `Introuvable` when the structure that asks accompanies the person no more.
    async fn parmi(
        passage: &Passage,
        personne: personne::Model,
        structures: &Structures,
    ) -> Result<Self, Refus> {
        Self::tous(passage, vec![personne], structures).await?.pop().ok_or(Refus::Introuvable)
    }

    /// Those of some persons, whose number does not change how often the store is asked. Whom the
    /// structure that asks accompanies no more is not among them.
    pub async fn tous(
        passage: &Passage,
        personnes: Vec<personne::Model>,
        structures: &Structures,
    ) -> Result<Vec<Self>, Refus> {
        let (base, jour) = (passage.base(), passage.app().horloge.aujourdhui());
        let lues: Vec<&personne::Model> = personnes.iter().collect();
        let mut orientations = par_personne(orientations(base, &lues).await?, OrientationNommee::personne);
        let mut referents = par_personne(referents(base, &lues).await?, ReferentNomme::personne);
        let mut etapes = par_personne(etapes(base, &lues).await?, |etape| etape.ligne.personne_id);
        let mut reorientations = reorientation::charger(base, &lues).await?;
        let domiciles = domiciles(base, &lues, jour).await?;
        let charge = |personne: personne::Model| {
            let id = personne.id;
            let orientations = orientations.remove(&id).unwrap_or_default();
            let referents = referents.remove(&id).unwrap_or_default();
            let tenu = tenue::tenu(&orientations, &referents);
            if de_sa_structure(passage).is_some_and(|structure| !tenu.accompagne(structure, jour)) {
                return None;
            }
            let domicile = domiciles.get(&personne.dossier_id).cloned().unwrap_or_default();
            Some(Self {
                contexte: contexte(&tenu, jour, structures.pour(&domicile)),
                etapes: etapes.remove(&id).unwrap_or_default(),
                reorientations: reorientations.remove(&id).unwrap_or_default(),
                personne,
                orientations,
                referents,
                tenu,
            })
        };
        Ok(personnes.into_iter().filter_map(charge).collect())
    }

    /// Number of decisions so far.
    pub fn version(&self) -> i32 {
        self.etapes.last().map_or(0, |derniere| derniere.ligne.rang)
    }

    /// The number of the last decision.
    pub fn derniere_etape(&self) -> Option<i64> {
        self.etapes.last().map(|derniere| derniere.ligne.id)
    }

    /// The decision for several persons that was the last about this one.
    pub fn derniere_du_lot(&self) -> Option<i64> {
        self.etapes.last().filter(|etape| geste(etape).is_some_and(GesteParcours::s_annule))?.ligne.lot_id
    }

    /// # Errors
    /// `Conflit` when the structure that asks is about to leave the person to another one.
    pub fn decidable(&self, passage: &Passage) -> Result<(), Refus> {
        match de_sa_structure(passage) {
            Some(structure) if !self.tenu.suit(structure) => Err(Refus::Conflit(BIENTOT_AILLEURS.into())),
            _ => Ok(()),
        }
    }

    /// Those that the parcours is ready for and that the agent may do.
    fn gestes(&self, passage: &Passage, annulable: bool) -> Vec<GesteParcours> {
        let notifiee = self.tenu.en_cours(self.contexte.aujourdhui).is_some_and(|o| o.notifiee_le.is_some());
        let agent = passage.agent();
        let permis = |geste: &GesteParcours| {
            let droit = allows(agent.profil, geste.acte());
            droit.is_some_and(|droit| !droit.saisie || agent.saisie_ouverte)
                && self.decidable(passage).is_ok()
        };
        let possibles = GesteParcours::possibles(&self.contexte, notifiee, annulable);
        possibles.into_iter().filter(permis).collect()
    }

    /// The last decision, when it may be undone: what was before it.
    ///
    /// # Errors
    /// `Conflit` that says why it can't.
    pub async fn annulable(&self, base: &impl Sql) -> Result<Option<(&EtapeNommee, ParcoursTenu)>, Refus> {
        let Some(derniere) = self.etapes.last() else { return Ok(None) };
        if !geste(derniere).is_some_and(GesteParcours::s_annule) {
            return Ok(None);
        }
        if geste(derniere) == Some(GesteParcours::Orienter) && self.entamee(base, derniere).await? {
            return Err(Refus::Conflit(ENTAME.into()));
        }
        let avant = serde_json::from_str(&derniere.ligne.avant).map_err(anyhow::Error::from)?;
        Ok(Some((derniere, avant)))
    }

    /// The structure has begun to work with the person.
    async fn entamee(&self, base: &impl Sql, decision: &EtapeNommee) -> Result<bool, DbErr> {
        let Some(en_cours) = &self.contexte.en_cours else { return Ok(false) };
        a_saisi(base, &self.personne, en_cours.structure, decision.ligne.instant).await
    }

    pub async fn fiche(self, passage: &Passage) -> Result<FicheParcours, Refus> {
        let base = passage.base();
        let en_suspens = match &self.contexte.en_cours {
            Some(en_cours) => suspens::compter(passage, base, &self.personne, en_cours.structure).await?,
            None => EnSuspens { brouillons: 0, rendez_vous: Vec::new() },
        };
        let (annulable, definitive) = match self.annulable(base).await {
            Ok(annulable) => (annulable.is_some(), None),
            Err(Refus::Conflit(pourquoi)) => (false, Some(pourquoi)),
            Err(refus) => return Err(refus),
        };
        let gestes = self.gestes(passage, annulable);
        let definitive = definitive.filter(|_| allows(passage.agent().profil, Acte::Orienter).is_some());
        let reorientations = self.reorientations.fils(&passage.app().regles);
        let gestes_reorientation = reorientations
            .first()
            .filter(|_| allows(passage.agent().profil, Acte::InstruireReorientation).is_some())
            .map(|fil| fil.gestes(Acteur::Departement).collect());
        Ok(FicheParcours {
            personne: personne_concernee(&self.personne),
            version: self.version(),
            orientations: self.orientations.iter().map(OrientationNommee::suivie).collect(),
            referents: self.referents.into_iter().map(ReferentNomme::lu).collect(),
            etapes: self.etapes.iter().filter_map(lue).collect(),
            en_suspens,
            version_reorientation: self.reorientations.version(),
            gestes_reorientation: gestes_reorientation.unwrap_or_default(),
            reorientations,
            gestes,
            contexte: self.contexte,
            definitive,
            consulte_a: passage.app().horloge.maintenant(),
        })
    }
}

/// The situation in which one decides on a parcours.
fn contexte(tenu: &ParcoursTenu, jour: NaiveDate, structures: Vec<StructurePossible>) -> Contexte {
    let en_cours = tenu.en_cours(jour).map(|o| OrientationEnCours {
        structure: o.structure,
        sorte: o.sorte,
        debut: o.debut,
        decidee_le: o.decidee_le,
        fin: o.fin,
        prolongation: o.prolongation,
    });
    Contexte {
        aujourdhui: jour,
        dernier_jour: tenu.orientations.iter().filter_map(|o| o.fin).max().filter(|_| en_cours.is_none()),
        referent: tenu.referent(jour).map(|referent| referent.agent),
        referent_depuis: tenu.referent(jour).map(|referent| referent.debut),
        en_cours,
        structures,
    }
}

/// The structure whose persons alone the agent reaches, if it is one.
fn de_sa_structure(passage: &Passage) -> Option<i64> {
    (passage.portee() == Portee::Accompagnement).then(|| passage.agent().organisation)
}
