//! A year of flows, invented: whoever is followed keeps her line, with all that hangs on it, through
//! corrections, separations, marriages and new requests; nobody is taken for somebody else.

mod monde;

use chrono::{Months, NaiveDate};
use proptest::prelude::*;
use reciproque_shared::parcours::SorteOrientation;
use sea_orm::sea_query::ExprTrait as _;
use sea_orm::{ActiveModelTrait, ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter};

use self::monde::{Monde, SUIVIES};
use super::banc::{Banc, du};
use crate::depot::entite::{cer, dossier, organisation, orientation, personne, rapprochement};
use crate::flux::tests::numero;

const MOIS: u32 = 12;

/// Each of those followed has an orientation and two contracts on her line.
async fn suivre(banc: &Banc, structure: i64, agent: i64) -> Vec<i64> {
    let (base, debut) = (banc.depot.ecriture(), NaiveDate::from_ymd_opt(2026, 1, 1).unwrap());
    let mut lignes: Vec<Option<i64>> = vec![None; SUIVIES];
    let prenoms = ["Marie Claire", "Céline", "Anne", "Aminata", "Louise", "Sophie"];
    for ligne in banc.personnes().await {
        let qui = prenoms.iter().position(|prenom| *prenom == ligne.prenom).unwrap();
        orientation::ActiveModel::premiere(ligne.id, structure, SorteOrientation::Social, debut)
            .insert(base)
            .await
            .unwrap();
        // one only is a draft at a time
        for etat in ["annule", "brouillon"] {
            let contrat = cer::ActiveModel {
                personne_id: Set(ligne.id),
                organisation_id: Set(structure),
                referent_id: Set(agent),
                etat: Set(etat.into()),
                version: Set(1),
                saisie: Set("{}".into()),
                saisie_le: Set(chrono::DateTime::UNIX_EPOCH),
                ..Default::default()
            };
            contrat.insert(base).await.unwrap();
        }
        lignes[qui] = Some(ligne.id);
    }
    lignes.into_iter().map(Option::unwrap).collect()
}

async fn une_annee(graine: u64) {
    let banc = Banc::ouvrir().await;
    let (structure, agent) = banc.equipe().await;
    let mut monde = Monde::inventer(graine);
    let mois = |rang: u32| {
        let jour = NaiveDate::from_ymd_opt(2026, 1, 31).unwrap();
        jour.checked_add_months(Months::new(rang)).unwrap().to_string()
    };
    banc.importe(du(&mois(0), &monde.flux())).await.unwrap();
    let lignes = suivre(&banc, structure, agent).await;
    for rang in 1..=MOIS {
        monde.vivre(rang);
        banc.importe(du(&mois(rang), &monde.flux())).await.unwrap();
        for (qui, ligne) in lignes.iter().enumerate() {
            verifier(&banc, &monde, (graine, rang), (qui, *ligne)).await;
        }
        chacun_est_lui_meme(&banc, &monde, graine).await;
    }
}

/// Her line is in the dossier that names her today, with all that hung on it.
async fn verifier(banc: &Banc, monde: &Monde, quand: (u64, u32), (qui, ligne): (usize, i64)) {
    let base = banc.depot.lecture();
    let lue = personne::Entity::find_by_id(ligne).one(base).await.unwrap().unwrap();
    let la = dossier::Entity::find_by_id(lue.dossier_id).one(base).await.unwrap().unwrap();
    let attendu = numero(monde.dossier_de(qui));
    assert_eq!((la.numero_demande, lue.partie_le, lue.suite_id), (attendu, None, None), "{quand:?} {qui}");
    let contrats = cer::Entity::find().filter(cer::Column::PersonneId.eq(ligne)).all(base).await.unwrap();
    let orientees = orientation::Entity::find().filter(orientation::Column::PersonneId.eq(ligne));
    assert_eq!((contrats.len(), orientees.all(base).await.unwrap().len()), (2, 1), "{quand:?} {qui}");
}

/// Those who only look like somebody have a line of their own, and no flow reunited them.
async fn chacun_est_lui_meme(banc: &Banc, monde: &Monde, graine: u64) {
    let base = banc.depot.lecture();
    for (rang, foyer) in monde.dossiers.iter().filter(|(_, foyer)| foyer.gens[0] >= SUIVIES) {
        let la = dossier::Column::NumeroDemande.eq(numero(*rang));
        let la = dossier::Entity::find().filter(la).one(base).await.unwrap().unwrap();
        let siennes = personne::Entity::find().filter(personne::Column::DossierId.eq(la.id));
        let siennes = siennes.all(base).await.unwrap();
        let seule = [(None, None)];
        let lues: Vec<_> = siennes.iter().map(|p| (p.suite_id, p.partie_le)).collect();
        assert_eq!(lues, seule, "{graine} {}", foyer.gens[0]);
        let reunie = rapprochement::Entity::find().filter(rapprochement::Column::Etat.eq("confirme")).filter(
            rapprochement::Column::PersonneId
                .eq(siennes[0].id)
                .or(rapprochement::Column::AutreId.eq(siennes[0].id)),
        );
        assert!(reunie.one(base).await.unwrap().is_none(), "{graine}: merged without anybody");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 8, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn whoever_is_followed_keeps_everything_through_a_year_of_flows(graine in any::<u64>()) {
        let moteur = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build();
        moteur.unwrap().block_on(une_annee(graine));
    }
}

impl Banc {
    /// A structure, and an agent of it.
    async fn equipe(&self) -> (i64, i64) {
        let base = self.depot.ecriture();
        let structure = organisation::ActiveModel {
            sorte: Set("structure".to_owned()),
            nom: Set("Structure inventée".to_owned()),
            ..Default::default()
        };
        let structure = structure.insert(base).await.unwrap().id;
        let agent = crate::depot::entite::agent::ActiveModel {
            organisation_id: Set(structure),
            nom: Set("ESSAI".to_owned()),
            prenom: Set("Nadia".to_owned()),
            email: Set("nadia@exemple.fr".to_owned()),
            ..Default::default()
        };
        (structure, agent.insert(base).await.unwrap().id)
    }
}
