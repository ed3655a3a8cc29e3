//! The extract holds everything: a mark in every text about the person comes out.

use chrono::{Days, TimeDelta};
use reciproque_server::depot::entite::{
    brouillon_rendez_vous, cer, demande_etape, dossier, dossier_flux, motif, personne, rectification,
    rendez_vous_etape, surveillance,
};
use reciproque_shared::api::{CreerRendezVous, ProduireExtrait};
use reciproque_shared::cer::{SaisieCer, SaisieEngagement, SaisieObjectif};
use reciproque_shared::date;
use reciproque_shared::droit::EtatDemande;
use reciproque_shared::rendez_vous::SaisieRendezVous;
use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::Expr;
use sea_orm::{ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use serde_json::Value;

use super::inventaire::{DECISIONS, Sort};
use crate::bac::rubriques::{MARQUES, remplir};
use crate::bac::{Bac, Cible, une_demande};
use crate::matrice::chez_nadia;

/// Something about the demandeur of the Keller in every table.
async fn de_tout(bac: &Bac, demande: i64) {
    let (foyer, nadia) = (bac.gens.keller, bac.connecter("nadia").await);
    remplir(bac, foyer).await;
    crate::cer::ouvrir(&nadia, foyer.demandeur).await.unwrap();
    let rendez_vous = SaisieRendezVous {
        objet: "suivi".into(),
        date: date::court(bac.horloge.aujourdhui() + TimeDelta::days(3)),
        heure: "9h30".into(),
        duree_minutes: "30".into(),
        canal: "telephone".into(),
        ..SaisieRendezVous::default()
    };
    let fiche = nadia.appeler::<CreerRendezVous>(foyer.demandeur, rendez_vous).await.unwrap();
    let fiche = fiche.enregistre.unwrap();
    let (instant, agent) = (bac.horloge.maintenant(), bac.gens.nadia);
    // The step says that the rendez-vous moved.
    rendez_vous_etape::Entity::update_many()
        .col_expr(rendez_vous_etape::Column::DebutAvant, Expr::value(bac.horloge.locale()))
        .exec(bac.base())
        .await
        .unwrap();
    let brouillon = brouillon_rendez_vous::ActiveModel {
        agent_id: Set(bac.gens.paul),
        personne_id: Set(foyer.demandeur),
        rendez_vous_id: Set(Some(fiche.ligne.id)),
        changement: Set(Some("report".into())),
        depart: Set(Some("{}".into())),
        saisie: Set("{}".into()),
        saisie_le: Set(instant),
        version: Set(1),
        ..Default::default()
    };
    brouillon.insert(bac.base()).await.unwrap();
    let etape = demande_etape::ActiveModel {
        demande_id: Set(demande),
        geste: Set("commencer".into()),
        instant: Set(instant),
        agent_id: Set(agent),
        ..Default::default()
    };
    etape.insert(bac.base()).await.unwrap();
    let rectification = rectification::ActiveModel {
        demande_id: Set(demande),
        donnee: Set("rendez_vous_note".into()),
        issue: Set("effectuee".into()),
        cible: Set(Some(1)),
        ancienne: Set(Some(String::new())),
        nouvelle: Set(String::new()),
        motif: Set(String::new()),
        instant: Set(instant),
        agent_id: Set(agent),
        ..Default::default()
    };
    rectification.insert(bac.base()).await.unwrap();
    crate::bac::une_decision(bac, chez_nadia(&bac.gens)).await;
    crate::bac::une_reorientation(bac, chez_nadia(&bac.gens)).await;
    crate::bac::un_envoi_refuse(bac, chez_nadia(&bac.gens)).await;
    crate::bac::un_ecart_de_cote(bac, chez_nadia(&bac.gens)).await;
    crate::bac::une_instruction_proposee(bac, chez_nadia(&bac.gens)).await;
    une_raison(bac).await;
    let flux = dossier::Entity::find_by_id(foyer.dossier).one(bac.base()).await.unwrap().unwrap().flux_id;
    let reception = dossier_flux::ActiveModel {
        dossier_id: Set(foyer.dossier),
        flux_id: Set(flux),
        date_reference: Set(bac.horloge.aujourdhui() - Days::new(40)),
        etat: Set("3".into()),
        empreinte: Set("0".into()),
    };
    dossier_flux::Entity::insert(reception).exec_without_returning(bac.base()).await.unwrap();
}

/// Nadia was under watch, and opened the dossier.
async fn une_raison(bac: &Bac) {
    let instant = bac.horloge.maintenant();
    let surveillance = surveillance::ActiveModel {
        agent_id: Set(bac.gens.nadia),
        posee_par: Set(bac.gens.noe),
        debut: Set(instant),
        motif: Set("Lectures du soir.".into()),
        fin: Set(Some(instant)),
        levee_par: Set(Some(bac.gens.noe)),
        motif_levee: Set(Some("Expliquées.".into())),
        ..Default::default()
    };
    let raison = motif::ActiveModel {
        surveillance_id: Set(surveillance.insert(bac.base()).await.unwrap().id),
        donne_le: Set(instant),
        motif: Set("demande".into()),
        objet: Set(Some(format!("dossier:{}", bac.gens.keller.dossier))),
        ..Default::default()
    };
    raison.insert(bac.base()).await.unwrap();
}

fn marque(table: &str, colonne: &str) -> String {
    format!("≡{table}.{colonne}≡")
}

/// Writes a mark in every free text; of the person alone where the other adult has a row too.
async fn marquer(bac: &Bac) {
    for (table, colonnes) in DECISIONS {
        for (colonne, sort) in *colonnes {
            let ou = match *table {
                "personne" => format!("id = {}", bac.gens.keller.demandeur),
                _ => "TRUE".to_owned(),
            };
            if *sort == Sort::Marque {
                let marque = marque(table, colonne);
                let ordre = format!("UPDATE {table} SET {colonne} = '{marque}' WHERE {ou}");
                bac.base().execute_unprepared(&ordre).await.unwrap();
            }
        }
    }
}

/// The JSON with a mark in each of its texts, named by its place; and those marks.
fn en_marques(table: &str, valeur: &mut Value, ou: &str, marques: &mut Vec<String>) {
    match valeur {
        Value::String(texte) => {
            *texte = marque(table, ou);
            marques.push(texte.clone());
        }
        Value::Array(valeurs) => {
            for (rang, valeur) in valeurs.iter_mut().enumerate() {
                en_marques(table, valeur, &format!("{ou}.{rang}"), marques);
            }
        }
        Value::Object(champs) => {
            for (nom, valeur) in champs {
                en_marques(table, valeur, &format!("{ou}.{nom}"), marques);
            }
        }
        _ => {}
    }
}

/// What agents typed, a mark in every field.
async fn marquer_les_saisies(bac: &Bac) -> Vec<String> {
    let ligne = || vec![SaisieEngagement::default()];
    let contrat = SaisieCer {
        objectifs: vec![SaisieObjectif::default()],
        engagements_personne: ligne(),
        engagements_referent: ligne(),
        engagements_departement: ligne(),
        ..SaisieCer::default()
    };
    let mut marques = Vec::new();
    let mut contrat = serde_json::to_value(contrat).unwrap();
    en_marques("cer", &mut contrat, "saisie", &mut marques);
    let issue = cer::Entity::update_many().col_expr(cer::Column::Saisie, Expr::value(contrat.to_string()));
    issue.exec(bac.base()).await.unwrap();
    use brouillon_rendez_vous::Column::{Depart, Saisie};
    for (colonne, ou) in [(Saisie, "saisie"), (Depart, "depart")] {
        let mut brouillon = serde_json::to_value(SaisieRendezVous::default()).unwrap();
        en_marques("brouillon_rendez_vous", &mut brouillon, ou, &mut marques);
        let texte = Expr::value(brouillon.to_string());
        let issue = brouillon_rendez_vous::Entity::update_many().col_expr(colonne, texte);
        issue.exec(bac.base()).await.unwrap();
    }
    marques
}

#[tokio::test]
async fn a_mark_in_every_text_about_the_person_comes_out() {
    let bac = Bac::ouvrir().await;
    let demande = une_demande(&bac, chez_nadia(&bac.gens), EtatDemande::EnCours).await;
    de_tout(&bac, demande).await;
    marquer(&bac).await;
    let mut marques = marquer_les_saisies(&bac).await;
    marques.extend(MARQUES.iter().flat_map(|(_, marques)| *marques).map(|marque| (*marque).to_owned()));
    for (table, colonnes) in DECISIONS {
        let libres = colonnes.iter().filter(|(_, sort)| *sort == Sort::Marque);
        marques.extend(libres.map(|(colonne, _)| marque(table, colonne)));
    }
    let dominique = bac.connecter("dominique").await;
    let lu = dominique.lire(&format!("/demandes/{demande}/extrait")).await.text().await.unwrap();
    let absentes: Vec<_> = marques.iter().filter(|marque| !lu.contains(marque.as_str())).collect();
    assert!(absentes.is_empty(), "{absentes:?}\n{lu}");
    let extrait = dominique.appeler::<ProduireExtrait>(demande, ()).await.unwrap();
    assert_eq!(extrait.nir.map(|nir| nir.replace(' ', "").len()), Some(15), "whole, with its key");
    assert_eq!(extrait.motifs[0].organisation, "ALSA");
    assert_eq!(extrait.brouillons[0].organisation, "SÉMAPHORE");
    assert_eq!(extrait.receptions[0].etat.libelle(), "Droit ouvert et suspendu");
}

/// The extract of one adult holds nothing that was written about the other one.
#[tokio::test]
async fn nothing_about_the_other_adult_comes_out() {
    let bac = Bac::ouvrir().await;
    let conjoint = Cible { personne: bac.gens.keller.conjoint.unwrap(), ..chez_nadia(&bac.gens) };
    let demande = une_demande(&bac, conjoint, EtatDemande::EnCours).await;
    let autre = une_demande(&bac, chez_nadia(&bac.gens), EtatDemande::EnCours).await;
    de_tout(&bac, autre).await;
    marquer(&bac).await;
    let saisies = marquer_les_saisies(&bac).await;
    let dominique = bac.connecter("dominique").await;
    let lu = dominique.lire(&format!("/demandes/{demande}/extrait")).await.text().await.unwrap();
    assert!(lu.contains("≡adresse≡"), "the foyer is theirs too: {lu}");
    assert!(saisies.iter().all(|marque| !lu.contains(marque.as_str())), "{lu}");
    // The same request table, and the views of the foyer, are about both.
    for (table, colonnes) in DECISIONS.iter().filter(|(t, _)| !["demande_droit", "motif"].contains(t)) {
        for (colonne, _) in *colonnes {
            assert!(!lu.contains(&marque(table, colonne)), "{table}.{colonne}: {lu}");
        }
    }
}

async fn nommer(bac: &Bac, qui: Expr, nir: Option<&str>) {
    let valeurs = personne::Entity::update_many().col_expr(personne::Column::Nir, Expr::value(nir));
    valeurs.filter(qui).exec(bac.base()).await.unwrap();
}

/// Who left has a dossier of their own since: the extract of the former one says so.
#[tokio::test]
async fn the_same_person_in_another_dossier_is_told() {
    let bac = Bac::ouvrir().await;
    let demande = une_demande(&bac, chez_nadia(&bac.gens), EtatDemande::EnCours).await;
    let dominique = bac.connecter("dominique").await;
    let autres = async || dominique.appeler::<ProduireExtrait>(demande, ()).await.unwrap().autres_dossiers;
    nommer(&bac, personne::Column::Id.gt(0), None).await;
    assert_eq!(autres().await, 0, "who has no NIR is nobody else");
    let meme_nir = personne::Column::Id.is_in([bac.gens.keller.demandeur, bac.gens.tifour.demandeur]);
    nommer(&bac, meme_nir, Some("2840368999012")).await;
    assert_eq!(autres().await, 1);
}
