//! What the file of each adult awaits, as a dossier tells it: the rows that stand now, with the
//! rule behind each deadline.

use std::collections::HashMap;

use reciproque_shared::attente::{Attendu, Attente, AttenteLue, EtatEcheance, VersionRegle, du_moment};
use reciproque_shared::date;
use reciproque_shared::dossier::parcours::OrientationLue;
use reciproque_shared::habilitation::{Acte, Portee, allows};
use reciproque_shared::regle::{Depart, Regle};
use sea_orm::DbErr;

use super::fiche::lit_les_rendez_vous;
use crate::attente;
use crate::depot::entite::{attente as rangee, personne};
use crate::depot::sql::Sql;
use crate::garde::Passage;
use crate::garde::lecture::{Avec, lisibles_des};

/// The rows of these persons that stand now, and that the reader may know of.
pub async fn rangees(
    passage: &Passage,
    base: &impl Sql,
    personnes: &[&personne::Model],
) -> Result<HashMap<i64, Vec<Attente>>, DbErr> {
    let maintenant = passage.app().horloge.locale();
    let leurs = lisibles_des::<rangee::Entity, _>(personnes.iter().copied());
    let courantes = leurs.et("attente.du <= ? AND attente.avant > ?").avec(maintenant).avec(maintenant);
    let mut par_personne: HashMap<i64, Vec<Attente>> = HashMap::new();
    for ligne in &courantes.charger::<rangee::Model>(base, Avec::default(), "").await? {
        if let Some(lue) = attente::lue(ligne).filter(|lue| connue(passage, lue)) {
            par_personne.entry(ligne.personne_id).or_default().push(lue);
        }
    }
    Ok(par_personne)
}

/// What is being typed, and asked, is the structure's own business; rendez-vous, and requests, are told
/// to who reads them.
fn connue(passage: &Passage, lue: &Attente) -> bool {
    match lue.quoi {
        Attendu::Brouillon => {
            passage.portee() == Portee::Demande || lue.structure == Some(passage.agent().organisation)
        }
        Attendu::Reorientation | Attendu::ReponseReorientation
            if passage.portee() == Portee::Accompagnement =>
        {
            lue.structure == Some(passage.agent().organisation)
        }
        quoi if quoi.est_un_ecart() => {
            passage.portee() == Portee::Demande
                || (quoi != Attendu::EcartDeCote
                    && allows(passage.agent().profil, Acte::ConsulterEcarts).is_some())
        }
        quoi if quoi.d_une_instruction() => {
            allows(passage.agent().profil, Acte::ConsulterInstruction).is_some()
        }
        Attendu::RendezVous | Attendu::Reorientation | Attendu::ReponseReorientation => {
            lit_les_rendez_vous(passage.agent().profil)
        }
        _ => true,
    }
}

/// As the dossier shows them, the first to be told first.
pub fn lire(passage: &Passage, rangees: &[Attente], orientations: &[OrientationLue]) -> Vec<AttenteLue> {
    let maintenant = passage.app().horloge.locale();
    let lire = |lue: &Attente| {
        let etat = lue.etat_le(maintenant.date());
        let regle = lue.regle.and_then(|version| regle(passage, version));
        AttenteLue {
            quoi: lue.quoi,
            libelle: lue.quoi.libelle().to_owned(),
            objet: lue.objet,
            depuis: lue.depuis,
            limite: lue.limite,
            etat,
            article: regle.map(|regle| regle.article.clone()).unwrap_or_default(),
            explication: regle.map(|regle| explication(regle, lue, etat, orientations)).unwrap_or_default(),
        }
    };
    du_moment(rangees, maintenant).into_iter().map(lire).collect()
}

fn regle(passage: &Passage, version: VersionRegle) -> Option<&Regle> {
    let mut toutes = passage.app().regles.toutes().iter();
    toutes.find(|regle| regle.cle == version.cle && regle.debut == version.debut)
}

/// What the rule says and what to make of it.
fn explication(
    regle: &Regle,
    lue: &Attente,
    etat: Option<EtatEcheance>,
    orientations: &[OrientationLue],
) -> String {
    let mut texte = regle.explication.clone();
    let mut siennes = orientations.iter().filter(|orientation| orientation.debut == lue.depuis);
    let sans_notification = siennes.any(|orientation| orientation.notifiee_le.is_none());
    if regle.depart == Some(Depart::NotificationOrientation) && sans_notification {
        texte.push_str(" La notification n’est pas enregistrée : le délai est compté depuis la décision.");
    }
    if regle.depart == Some(Depart::SignatureContrat) {
        texte.push_str(" Le délai est compté depuis la dernière signature du contrat, le ");
        texte.push_str(&date::court(lue.depuis));
        texte.push('.');
    }
    if etat == Some(EtatEcheance::Depassee) {
        texte.push_str(
            " Cette date est passée : à reprendre avec la personne. C’est un constat, il n’entraîne aucune sanction \
             automatique.",
        );
    }
    texte
}
