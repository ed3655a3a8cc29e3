//! One search box, within scope only; and the dossiers opened last.

use std::collections::HashMap;

use reciproque_shared::api::Rechercher;
use reciproque_shared::dossier::{LigneDossier, ResultatsRecherche};
use reciproque_shared::habilitation::{Acte, Portee, allows};
use reciproque_shared::personne::RolePersonne;
use reciproque_shared::rendez_vous::peut_etre_recu;

use super::critere::Critere;
use crate::depot::sql::{Clause, Sql};
use crate::garde::lecture::{self, LignePersonne, PRESENTE, lignes_demandeurs, lignes_personnes};
use crate::garde::{Objet, Passage, Traced};
use crate::http::routeur::AppelRecu;
use crate::refus::Refus;

/// Results shown; more ask for a more precise search.
const RESULTATS_MAX: usize = 20;
/// Recent views shown on the home page.
const CONSULTATIONS_MAX: u32 = 10;

/// `POST /recherches`
pub async fn rechercher(
    passage: Passage,
    appel: AppelRecu<Rechercher>,
) -> Result<Traced<ResultatsRecherche>, Refus> {
    let app = passage.app();
    let texte = appel.corps.lire().map_err(Refus::Invalide)?;
    let critere = Critere::lire(texte, app.horloge.aujourdhui())
        .map_err(|motif| Refus::Invalide(vec![motif.champ("texte")]))?;
    let identite = passage.ouverte().ok_or(Refus::ActeInterdit)?;
    let requete = lignes_personnes(&passage, identite)
        .et(critere.condition())
        .et(cherchees(&passage))
        .puis(" ORDER BY ")
        .puis(critere.nomme())
        .puis(", ")
        .puis(enfant())
        .puis(format!(", personne.nom_cle, personne.prenom_cle, personne.id LIMIT {}", RESULTATS_MAX + 1));
    let mut lignes: Vec<LignePersonne> = passage.base().trouver(requete).await?;
    let tronque = lignes.len() > RESULTATS_MAX;
    lignes.truncate(RESULTATS_MAX);
    let mut lignes: Vec<_> = lignes.into_iter().map(|ligne| ligne.lire(&passage, None)).collect();
    dire_qui_est_recu(&passage, &mut lignes).await?;
    let resultats = ResultatsRecherche { lignes, tronque, compris: critere.compris() };
    passage.laisser_sortir(Objet::new("recherche", critere.code()), &passage.rubriques(), |_| resultats).await
}

/// To who fixes rendez-vous: with whom none can be fixed, and why.
async fn dire_qui_est_recu(passage: &Passage, lignes: &mut [LigneDossier]) -> Result<(), Refus> {
    if lignes.is_empty() || allows(passage.agent().profil, Acte::SaisirRendezVous).is_none() {
        return Ok(());
    }
    let personnes = lignes.iter().map(|ligne| ligne.personne).collect();
    let accompagnees = lecture::accompagnees(passage, personnes).await?;
    for ligne in lignes {
        let accompagne = accompagnees.contains(&ligne.personne);
        ligne.non_recu = peut_etre_recu(ligne.role.connu(), ligne.partie_le.is_some(), accompagne).err();
    }
    Ok(())
}

/// The adults, whose dossier it is, come before their children.
fn enfant() -> Clause {
    let adultes = RolePersonne::TOUS.iter().filter(|role| role.est_adulte_accompagne());
    Clause::from("CASE WHEN personne.role IN ")
        .puis(Clause::parmi(adultes.map(|role| role.code())))
        .puis(" THEN 0 ELSE 1 END")
}

/// Those still in their foyer; for the officer, those who left it too, who have the same rights
/// on what is kept of them.
fn cherchees(passage: &Passage) -> &'static str {
    match passage.portee() {
        Portee::Departement => "TRUE",
        _ => PRESENTE,
    }
}

/// The dossiers opened last by the agent, the latest first, by their demandeur.
pub async fn derniers_dossiers(passage: &Passage) -> Result<Vec<LigneDossier>, Refus> {
    let app = passage.app();
    let acte = [Acte::ConsulterDossier.code()];
    let vus = app.journal.dernieres_consultations(passage.agent().id, &acte, CONSULTATIONS_MAX).await?;
    let rangs: HashMap<i64, usize> =
        vus.iter().enumerate().filter_map(|(rang, vu)| Some((numero(&vu.objet)?, rang))).collect();
    let Some(identite) = passage.ouverte() else { return Ok(Vec::new()) };
    let requete = lignes_demandeurs(passage, identite, rangs.keys().copied());
    let lignes: Vec<LignePersonne> = passage.base().trouver(requete).await?;
    let mut dossiers: Vec<_> = lignes
        .into_iter()
        .filter_map(|ligne| {
            rangs.get(&ligne.dossier).map(|rang| (*rang, ligne.lire(passage, Some(vus[*rang].instant))))
        })
        .collect();
    dossiers.sort_by_key(|(rang, _)| *rang);
    Ok(dossiers.into_iter().map(|(_, ligne)| ligne).collect())
}

/// The number in `dossier:42`.
fn numero(objet: &str) -> Option<i64> {
    objet.strip_prefix("dossier:")?.parse().ok()
}
