//! What belongs to each work list, as predicates over `personne`, `dossier` and the table
//! that the list is about.

use chrono::{Days, NaiveDate, NaiveTime};
use reciproque_shared::accueil::FileAttente;
use reciproque_shared::cer::EtatCer;
use reciproque_shared::dossier::{EtatDossier, RolePersonne};
use reciproque_shared::habilitation::Portee;
use reciproque_shared::rendez_vous::StatutRendezVous;
use sea_orm::sea_query::{Condition, Expr, ExprTrait, Func, Query, SelectStatement};

use super::delai;
use crate::cer::{reglages, visibles};
use crate::guard::Passage;
use crate::guard::agent::en_vigueur;
use crate::rendez_vous::OCCUPENT;

/// The predicate of a list.
pub fn de(passage: &Passage, file: FileAttente) -> Condition {
    match file {
        FileAttente::RendezVousDuJour => rendez_vous_du_jour(passage),
        FileAttente::RendezVousARenseigner => rendez_vous_a_renseigner(passage),
        FileAttente::CerFinissant => cer_finissant(passage),
        FileAttente::SansCer => sans_cer(passage),
        FileAttente::CerACompleter => cer_a_completer(passage),
        FileAttente::Brouillons => de_la_structure(passage, "cer").add(cer_dans(EtatCer::Brouillon)),
        FileAttente::CerADecider => Condition::all().add(visibles(passage)).add(cer_dans(EtatCer::Transmis)),
    }
}

/// « Mes suivis »: the rendez-vous that the agent holds, the persons whose référent the
/// agent is, and what the agent is typing for others.
pub fn miens(passage: &Passage, file: FileAttente) -> Condition {
    let moi = passage.agent().id;
    // Listed first: a portfolio is short, and leads to its persons.
    let mes_suivis = Expr::col(("personne", "id")).in_subquery(je_suis_referent(passage));
    match file {
        FileAttente::RendezVousDuJour | FileAttente::RendezVousARenseigner => {
            Condition::all().add(Expr::col(("rendez_vous", "referent_id")).eq(moi))
        }
        FileAttente::Brouillons | FileAttente::CerACompleter => {
            Condition::any().add(Expr::col(("cer", "referent_id")).eq(moi)).add(mes_suivis)
        }
        FileAttente::CerFinissant | FileAttente::SansCer | FileAttente::CerADecider => {
            Condition::all().add(mes_suivis)
        }
    }
}

fn je_suis_referent(passage: &Passage) -> SelectStatement {
    Query::select()
        .column(("referent", "personne_id"))
        .from("referent")
        .and_where(Expr::col(("referent", "agent_id")).eq(passage.agent().id))
        .cond_where(en_vigueur("referent", "debut", "fin", aujourdhui(passage)))
        .to_owned()
}

fn aujourdhui(passage: &Passage) -> NaiveDate {
    passage.app().horloge.aujourdhui()
}

fn de_la_structure(passage: &Passage, table: &'static str) -> Condition {
    Condition::all().add(Expr::col((table, "organisation_id")).eq(passage.agent().organisation))
}

fn cer_dans(etat: EtatCer) -> Expr {
    Expr::col(("cer", "etat")).eq(etat.code())
}

fn rendez_vous_du_jour(passage: &Passage) -> Condition {
    let matin = aujourdhui(passage).and_time(NaiveTime::MIN);
    let debut = Expr::col(("rendez_vous", "debut"));
    de_la_structure(passage, "rendez_vous")
        .add(Expr::col(("rendez_vous", "statut")).is_in(OCCUPENT.map(StatutRendezVous::code)))
        .add(debut.clone().gte(matin))
        .add(debut.lt(matin + Days::new(1)))
}

fn rendez_vous_a_renseigner(passage: &Passage) -> Condition {
    de_la_structure(passage, "rendez_vous")
        .add(Expr::col(("rendez_vous", "statut")).eq(StatutRendezVous::Prevu.code()))
        .add(Expr::col(("rendez_vous", "debut")).lte(passage.app().horloge.locale()))
}

/// The right is current: nothing is due under a closed one.
fn droit_en_cours() -> Expr {
    Expr::col(("dossier", "etat")).is_in(EtatDossier::EN_COURS.map(EtatDossier::code))
}

/// The right is current, validated, ends soon, and nothing validated follows: the bilan is
/// to be done.
fn cer_finissant(passage: &Passage) -> Condition {
    let jour = aujourdhui(passage);
    let alerte = Days::new(reglages(passage.app()).alerte_fin.into());
    let horizon = jour.checked_add_days(alerte).unwrap_or(jour);
    let suivant = Query::select()
        .column(("suivant", "id"))
        .from_as("cer", "suivant")
        .and_where(Expr::col(("suivant", "personne_id")).equals(("personne", "id")))
        .and_where(Expr::col(("suivant", "etat")).eq(EtatCer::Valide.code()))
        .and_where(Expr::col(("suivant", "debut")).gt(Expr::col(("cer", "fin"))))
        .to_owned();
    Condition::all()
        .add(droit_en_cours())
        .add(cer_dans(EtatCer::Valide))
        .add(Expr::col(("cer", "fin")).between(jour, horizon))
        .add(Expr::not_exists(avenant_plus_recent("cer")))
        .add(Expr::not_exists(suivant))
}

/// A validated avenant entered after this one for the same contract: the period of the
/// contract is then that of the avenant.
fn avenant_plus_recent(de: &'static str) -> SelectStatement {
    let contrat = Func::coalesce([Expr::col((de, "avenant_de")), Expr::col((de, "id"))]);
    Query::select()
        .column(("avenant", "id"))
        .from_as("cer", "avenant")
        .and_where(Expr::col(("avenant", "avenant_de")).eq(contrat))
        .and_where(Expr::col(("avenant", "etat")).is_in([EtatCer::Valide, EtatCer::Rompu].map(EtatCer::code)))
        .and_where(Expr::col(("avenant", "id")).gt(Expr::col((de, "id"))))
        .to_owned()
}

/// Sent back, and its correction is not yet being typed.
fn cer_a_completer(passage: &Passage) -> Condition {
    let correction = Query::select()
        .column(("correction", "id"))
        .from_as("cer", "correction")
        .and_where(Expr::col(("correction", "precedent_id")).equals(("cer", "id")))
        .and_where(
            Expr::col(("correction", "etat"))
                .is_not_in([EtatCer::Abandonne, EtatCer::Annule].map(EtatCer::code)),
        )
        .to_owned();
    de_la_structure(passage, "cer").add(cer_dans(EtatCer::ACompleter)).add(Expr::not_exists(correction))
}

/// The right is current, subject to droits et devoirs, oriented, nothing running nor awaiting a decision, and
/// past the delay: that of the first contract, or the end of the last one.
fn sans_cer(passage: &Passage) -> Condition {
    let jour = aujourdhui(passage);
    let transmis = Query::select()
        .column(("transmis", "id"))
        .from_as("cer", "transmis")
        .and_where(Expr::col(("transmis", "personne_id")).equals(("personne", "id")))
        .and_where(Expr::col(("transmis", "etat")).eq(EtatCer::Transmis.code()))
        .to_owned();
    let echu = contrat(Expr::col(("contrat", "fin")).gte(Expr::col(("orientation", "debut"))));
    let en_retard = orientation(passage)
        .cond_where(Condition::any().add(delai::depasse(&passage.app().regles, jour)).add(Expr::exists(echu)))
        .to_owned();
    Condition::all()
        .add(droit_en_cours())
        .add(
            Expr::col(("personne", "role"))
                .is_in([RolePersonne::Demandeur, RolePersonne::Conjoint].map(RolePersonne::code)),
        )
        .add(Expr::col(("personne", "droits_et_devoirs")).eq(true))
        .add(Expr::not_exists(contrat(Expr::col(("contrat", "fin")).gte(jour))))
        .add(Expr::not_exists(transmis))
        .add(Expr::exists(en_retard))
}

/// A contract of the person that counts, with its effective period, under a condition.
fn contrat(condition: Expr) -> SelectStatement {
    Query::select()
        .column(("contrat", "id"))
        .from_as("cer", "contrat")
        .and_where(Expr::col(("contrat", "personne_id")).equals(("personne", "id")))
        .and_where(Expr::col(("contrat", "etat")).is_in([EtatCer::Valide, EtatCer::Rompu].map(EtatCer::code)))
        .and_where(Expr::not_exists(avenant_plus_recent("contrat")))
        .and_where(condition)
        .to_owned()
}

/// The current orientations of the person: those to the structure of the agent, or any
/// for a CTSA.
fn orientation(passage: &Passage) -> SelectStatement {
    let mut requete = Query::select();
    requete
        .column(("orientation", "id"))
        .from("orientation")
        .and_where(Expr::col(("orientation", "personne_id")).equals(("personne", "id")))
        .cond_where(en_vigueur("orientation", "debut", "fin", aujourdhui(passage)));
    if passage.portee() == Portee::Accompagnement {
        requete.cond_where(de_la_structure(passage, "orientation"));
    }
    requete
}

/// Since when the person has been waiting.
pub fn orientation_la_plus_ancienne(passage: &Passage) -> SelectStatement {
    let mut requete = orientation(passage);
    requete.clear_selects().expr(Expr::col(("orientation", "debut")).min());
    requete
}
