//! The handing over of a portfolio: each person designated another référent by the same function as
//! one alone, with what goes with her.

use std::collections::HashMap;

use reciproque_shared::api::{
    AnnulerTransfert, ConsulterTransfert, PreparerTransfert, TransfererPortefeuille,
};
use reciproque_shared::cer::fiche::PersonneConcernee;
use reciproque_shared::date;
use reciproque_shared::habilitation::{Acte, allows};
use reciproque_shared::parcours::lot::SorteLot;
use reciproque_shared::parcours::portefeuille::{
    ApercuTransfert, FicheTransfert, IssueTransfert, SaisieTransfert, Suivent, TransfertLu, en_mots,
};
use reciproque_shared::parcours::{GesteParcours, SaisieDesignation};

use super::decision::{Decision, designation};
use super::etape::Etape;
use super::fiche::ParcoursCharge;
use super::lecture::du_lot_avec;
use super::plusieurs::{self, Chargee, Essai, Garde, Tentee, raison};
use super::portefeuille::{equipe, quitte};
use super::releve::{Deplaces, Releve};
use super::structures::Structures;
use crate::depot::annuaire::{agents, nom_agent};
use crate::depot::entite::{lot_orientation, personne};
use crate::garde::lecture::parcours::personnes_atteintes;
use crate::garde::lecture::personne_concernee;
use crate::garde::{Objet, Passage, Traced};
use crate::http::routeur::AppelRecu;
use crate::refus::Refus;

const ENCORE_AILLEURS: &str =
    "Votre structure n’accompagnera plus cette personne : l’autre désignera son référent.";
const AUTRE_REFERENT: &str = "Son référent a changé.";

/// `POST /portefeuilles/preparation`
pub async fn preparer(
    passage: Passage,
    appel: AppelRecu<PreparerTransfert>,
) -> Result<Traced<ApercuTransfert>, Refus> {
    let essai = EssaiTransfert::lire(&passage, &appel.corps).await?;
    let tentees = essai.tenter(&passage, &essai.personnes()).await?;
    let issue = |(_, (personne, issue)): (i64, Tentee)| Some(apercu(&personne?, issue));
    let mut issues: Vec<_> = tentees.into_iter().filter_map(issue).collect();
    par_nom(&mut issues);
    passage.laisser_sortir(Objet::aucun(), &passage.rubriques(), |_| ApercuTransfert { issues }).await
}

/// What would come of it for one person.
fn apercu(personne: &personne::Model, issue: Result<(ParcoursCharge, Decision), String>) -> IssueTransfert {
    let personne = personne_concernee(personne);
    match issue {
        Ok((charge, Decision { releve, .. })) => {
            let vers = releve.as_ref().map(Releve::vers);
            let possibles = charge.contexte.actuelle().map_or(&[][..], |structure| &structure.referents);
            let referent = possibles.iter().find(|possible| Some(possible.id) == vers);
            IssueTransfert {
                personne,
                referent: referent.map(|possible| possible.nom.clone()),
                suivent: releve.as_ref().map(Releve::suivent).unwrap_or_default(),
                chevauchent: releve.as_ref().map_or(0, Releve::chevauchent),
                raison: None,
            }
        }
        Err(raison) => laissee(personne, raison),
    }
}

fn laissee(personne: PersonneConcernee, raison: String) -> IssueTransfert {
    let suivent = Suivent::default();
    IssueTransfert { personne, referent: None, suivent, chevauchent: 0, raison: Some(raison) }
}

fn par_nom(issues: &mut [IssueTransfert]) {
    issues.sort_by(|une, autre| {
        let cle = |issue: &IssueTransfert| {
            (issue.personne.nom.clone(), issue.personne.prenom.clone(), issue.personne.personne)
        };
        cle(une).cmp(&cle(autre))
    });
}

/// `POST /portefeuilles/transferts`
pub async fn transferer(
    passage: Passage,
    appel: AppelRecu<TransfererPortefeuille>,
) -> Result<Traced<FicheTransfert>, Refus> {
    let essai = EssaiTransfert::lire(&passage, &appel.corps).await?;
    plusieurs::faire(&passage, &essai).await
}

/// `GET /portefeuilles/transferts/{lot}`
pub async fn consulter(
    passage: Passage,
    appel: AppelRecu<ConsulterTransfert>,
) -> Result<Traced<FicheTransfert>, Refus> {
    relire(passage, appel.chemin).await
}

pub async fn relire(passage: Passage, id: i64) -> Result<Traced<FicheTransfert>, Refus> {
    plusieurs::relire::<EssaiTransfert>(&passage, id).await
}

/// `POST /portefeuilles/transferts/{lot}/annulation`
pub async fn annuler(
    passage: Passage,
    appel: AppelRecu<AnnulerTransfert>,
) -> Result<Traced<FicheTransfert>, Refus> {
    plusieurs::annuler::<EssaiTransfert>(&passage, appel.chemin).await
}

/// Whose persons go to whom.
struct EssaiTransfert {
    lu: TransfertLu,
    vers: HashMap<i64, i64>,
    structures: Structures,
    quoi: String,
}

impl EssaiTransfert {
    /// # Errors
    /// `Introuvable` for an agent who is not the structure's; what the rules refuse, field by field.
    async fn lire(passage: &Passage, saisie: &SaisieTransfert) -> Result<Self, Refus> {
        let equipe = equipe(passage).await?;
        let partant = quitte(&equipe, saisie.agent)?;
        let lu = TransfertLu::lire(saisie, passage.app().horloge.aujourdhui()).map_err(Refus::Invalide)?;
        let vers = lu.affectations().iter().map(|lue| (lue.personne, lue.referent)).collect();
        let quoi = en_mots(&partant.nom, lu.jour());
        Ok(Self { vers, structures: ParcoursCharge::structures(passage).await?, quoi, lu })
    }

    /// What the designation makes of the parcours of one person, with what goes with her.
    fn decision(
        &self,
        passage: &Passage,
        charge: &ParcoursCharge,
        releve: Option<Releve>,
    ) -> Result<Decision, String> {
        if charge.decidable(passage).is_err() {
            return Err(ENCORE_AILLEURS.to_owned());
        }
        let Some(releve) = releve.filter(|_| charge.contexte.referent == Some(self.lu.agent())) else {
            return Err(AUTRE_REFERENT.to_owned());
        };
        let saisie = SaisieDesignation { referent: Some(releve.vers()), debut: date::court(self.lu.jour()) };
        let (apres, quoi) = designation(&saisie, &charge.contexte, charge.tenu.clone()).map_err(raison)?;
        Ok(Decision { etape: Etape::nouvelle(GesteParcours::Designer, quoi), apres, releve: Some(releve) })
    }
}

impl Essai for EssaiTransfert {
    const SORTE: SorteLot = SorteLot::Portefeuille;
    const PERSONNE: &'static str =
        "Aucune de ces personnes ne peut être transmise ainsi : l’aperçu dit pourquoi, pour chacune.";
    type Fiche = FicheTransfert;

    fn personnes(&self) -> Vec<i64> {
        self.lu.affectations().iter().map(|lue| lue.personne).collect()
    }

    fn quoi(&self, _: usize) -> String {
        self.quoi.clone()
    }

    fn quitte(&self) -> Option<i64> {
        Some(self.lu.agent())
    }

    async fn tenter(&self, passage: &Passage, ids: &[i64]) -> Result<Vec<(i64, Tentee)>, Refus> {
        let charges = plusieurs::charges(passage, ids, &self.structures).await?;
        let lues = charges.iter().filter_map(|(_, charge)| charge.as_ref().ok());
        let vers: Vec<_> =
            lues.filter_map(|lue| Some((&lue.personne, *self.vers.get(&lue.personne.id)?))).collect();
        let mut releves = Releve::tous(passage, &vers, (self.lu.agent(), self.lu.jour())).await?;
        let tentee = |(id, charge): Chargee| match charge {
            Ok(charge) => {
                let decision = self.decision(passage, &charge, releves.remove(&id));
                (id, (Some(charge.personne.clone()), decision.map(|decision| (charge, decision))))
            }
            Err(raison) => (id, (None, Err(raison))),
        };
        Ok(charges.into_iter().map(tentee).collect())
    }

    async fn fiche(passage: &Passage, lot: lot_orientation::Model) -> Result<FicheTransfert, Refus> {
        let base = passage.base();
        let garde = Garde::lire(passage, &lot).await?;
        let faites = du_lot_avec(base, lot.id).await?;
        let alles: Vec<(i64, Deplaces)> =
            faites.iter().filter_map(|etape| Some((etape.personne_id, Deplaces::lire(etape)?))).collect();
        let (transmises, laissees) = issues(passage, &alles, &garde).await?;
        let permis = allows(passage.agent().profil, Acte::TransfererPortefeuille).is_some();
        Ok(FicheTransfert {
            id: lot.id,
            quoi: lot.quoi,
            instant: lot.instant,
            agent: garde.auteur,
            transmises,
            laissees,
            annule_le: lot.annule_le,
            annulable: lot.annule_le.is_none() && permis && passage.agent().saisie_ouverte,
        })
    }
}

/// Who was handed over, and who was left aside, among those in the scope.
async fn issues(
    passage: &Passage,
    alles: &[(i64, Deplaces)],
    Garde { exclues, gardees, .. }: &Garde,
) -> Result<(Vec<IssueTransfert>, Vec<IssueTransfert>), Refus> {
    let noms = agents(passage.base(), alles.iter().map(|(_, alles)| alles.vers)).await?;
    let ids = alles.iter().map(|(id, _)| *id).chain(exclues.iter().map(|(id, _)| *id));
    let personnes = personnes_atteintes(passage, ids).await?;
    let personnes: HashMap<i64, personne::Model> = personnes.into_iter().map(|p| (p.id, p)).collect();
    let transmise = |(id, alles): &(i64, Deplaces)| {
        Some(IssueTransfert {
            personne: personne_concernee(personnes.get(id)?),
            referent: noms.get(&alles.vers).map(nom_agent),
            suivent: alles.suivent(),
            chevauchent: alles.chevauchent(),
            raison: gardees.get(id).cloned(),
        })
    };
    let exclue =
        |(id, raison): &(i64, String)| Some(laissee(personne_concernee(personnes.get(id)?), raison.clone()));
    let mut transmises: Vec<_> = alles.iter().filter_map(transmise).collect();
    let mut laissees: Vec<_> = exclues.iter().filter_map(exclue).collect();
    par_nom(&mut transmises);
    par_nom(&mut laissees);
    Ok((transmises, laissees))
}
