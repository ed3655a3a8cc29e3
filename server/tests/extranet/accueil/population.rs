//! Persons whom ALSA accompanies in every situation, the same each time, and what the
//! rules of the domain say of each.

use std::collections::BTreeSet;

use chrono::{Days, NaiveDate, TimeDelta};
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use reciproque_server::attente;
use reciproque_server::depot::entite::{cer, orientation, personne, referent};
use reciproque_shared::cer::{EtatCer, PeriodeCer, SaisieCer, Sorte, contrats};
use reciproque_shared::parcours::{FinOrientation, Orientation, SorteOrientation};
use reciproque_shared::regle::Regles;
use sea_orm::ActiveModelTrait;
use sea_orm::ActiveValue::Set;

use crate::bac::Bac;

/// By person.
#[derive(Default)]
pub struct Attendu {
    pub sans_cer: BTreeSet<i64>,
    pub finissants: BTreeSet<i64>,
    pub de_nadia: BTreeSet<i64>,
}

pub async fn installer(bac: &Bac, nombre: u32) -> Attendu {
    let mut hasard = ChaCha8Rng::seed_from_u64(68);
    // Keller is there already: nobody's CER, oriented four months ago to nadia.
    let keller = bac.gens.keller.demandeur;
    let mut attendu = Attendu { sans_cer: [keller].into(), de_nadia: [keller].into(), ..Attendu::default() };
    for rang in 0..nombre {
        Suivi::tirer(&mut hasard, bac, rang).await.verifier(&mut attendu);
    }
    attente::reconstruire(&bac.app.depot, &bac.app.regles).await.unwrap();
    attendu
}

/// One person as the rules see them.
struct Suivi {
    id: i64,
    jour: NaiveDate,
    soumis: bool,
    de_nadia: bool,
    orientation: Orientation,
    contrats: Vec<PeriodeCer>,
    transmis: bool,
}

impl Suivi {
    async fn tirer(hasard: &mut ChaCha8Rng, bac: &Bac, rang: u32) -> Self {
        let jour = bac.horloge.aujourdhui();
        let soumis = hasard.random_ratio(4, 5);
        let id = une_personne(bac, rang, soumis).await;
        let debut = jour - Days::new(hasard.random_range(0..700));
        let orientation = Orientation {
            sorte: SorteOrientation::TOUS[hasard.random_range(0..SorteOrientation::TOUS.len())],
            decidee_le: debut,
            debut,
            notifiee_le: hasard.random_ratio(2, 3).then(|| debut + Days::new(hasard.random_range(0..40))),
            fin: hasard.random_ratio(1, 10).then(|| jour + Days::new(hasard.random_range(0..20))),
            prolongee: false,
        };
        let de_nadia = hasard.random_ratio(1, 2);
        orienter(bac, id, &orientation, de_nadia).await;
        let mut suivi = Self {
            id,
            jour,
            soumis,
            de_nadia,
            orientation,
            contrats: vec![],
            transmis: hasard.random_ratio(1, 8),
        };
        suivi.ecrire_contrats(hasard, bac).await;
        suivi
    }

    /// One after the other, some of them amended, the last perhaps broken.
    async fn ecrire_contrats(&mut self, hasard: &mut ChaCha8Rng, bac: &Bac) {
        let mut debut = self.jour - TimeDelta::days(hasard.random_range(-20..500));
        for rang in 0..hasard.random_range(0..4) {
            let fin = debut + Days::new(hasard.random_range(80..200));
            let contrat = self.contrat(bac, EtatCer::Valide, (debut, fin), None).await;
            let mut derniere_fin = fin;
            if hasard.random_ratio(1, 3) {
                derniere_fin = fin + Days::new(hasard.random_range(0..60)) - Days::new(30);
                self.contrat(bac, EtatCer::Valide, (debut, derniere_fin), Some(contrat)).await;
            } else if rang == 0 && fin < self.jour && hasard.random_ratio(1, 4) {
                let rupture = debut + Days::new(20);
                self.contrats.pop();
                derniere_fin = rupture;
                rompre(bac, contrat, rupture).await;
                self.contrats.push(periode(contrat, None, debut, rupture));
            }
            debut = derniere_fin + Days::new(hasard.random_range(1..120));
        }
        if self.transmis {
            inserer(bac, self.id, EtatCer::Transmis, (self.jour, self.jour + Days::new(90)), None).await;
        }
    }

    async fn contrat(
        &mut self,
        bac: &Bac,
        etat: EtatCer,
        (debut, fin): (NaiveDate, NaiveDate),
        avenant_de: Option<i64>,
    ) -> i64 {
        let id = inserer(bac, self.id, etat, (debut, fin), avenant_de).await;
        self.contrats.push(periode(id, avenant_de, debut, fin));
        id
    }

    fn verifier(self, attendu: &mut Attendu) {
        if self.de_nadia {
            attendu.de_nadia.insert(self.id);
        }
        // Nothing is due out of an orientation, nor while a contract is at the département.
        if !self.orientation.court_le(self.jour) || self.transmis {
            return;
        }
        let contrats = contrats(&self.contrats);
        let dernier = contrats.last().map(|contrat| contrat.fin);
        let couvert = contrats.iter().any(|contrat| contrat.fin >= self.orientation.debut);
        let limite = dernier.filter(|_| couvert).unwrap_or_else(|| self.premier_delai());
        if self.soumis && limite < self.jour {
            attendu.sans_cer.insert(self.id);
        }
        if couvert && (self.jour..=self.jour + Days::new(60)).contains(&limite) {
            attendu.finissants.insert(self.id);
        }
    }

    fn premier_delai(&self) -> NaiveDate {
        let regles = Regles::default();
        let regle =
            regles.en_vigueur(self.orientation.sorte.delai_contrat(), self.orientation.debut).unwrap();
        regle.valeur.apres(self.orientation.depart(regle)).unwrap()
    }
}

fn periode(id: i64, avenant_de: Option<i64>, debut: NaiveDate, fin: NaiveDate) -> PeriodeCer {
    let sorte = if avenant_de.is_some() { Sorte::Avenant } else { Sorte::Premier };
    PeriodeCer { id, rang: 0, sorte, avenant_de, debut, fin }
}

async fn une_personne(bac: &Bac, rang: u32, soumis: bool) -> i64 {
    let nom = format!("PERSONNE {rang}");
    let ligne = personne::ActiveModel {
        dossier_id: Set(bac.gens.haas.dossier),
        role: Set("DEM".into()),
        nom: Set(nom.clone()),
        nom_naissance: Set(nom.clone()),
        prenom: Set("ALIX".into()),
        date_naissance: Set(NaiveDate::from_ymd_opt(1990, 1, 1).unwrap()),
        naissance_precision: Set("N".into()),
        rang_naissance: Set(1),
        nir: Set(None),
        droits_et_devoirs: Set(Some(soumis)),
        nom_cle: Set(nom.to_lowercase()),
        nom_naissance_cle: Set(nom.to_lowercase()),
        prenom_cle: Set("alix".into()),
        ..Default::default()
    };
    ligne.insert(bac.base()).await.unwrap().id
}

async fn orienter(bac: &Bac, personne: i64, orientation: &Orientation, de_nadia: bool) {
    let ligne = orientation::ActiveModel {
        notifiee_le: Set(orientation.notifiee_le),
        fin: Set(orientation.fin),
        motif_fin: Set(orientation.fin.map(|_| FinOrientation::Emploi.code().into())),
        ..orientation::ActiveModel::premiere(personne, bac.gens.alsa, orientation.sorte, orientation.debut)
    };
    ligne.insert(bac.base()).await.unwrap();
    let referent = referent::ActiveModel {
        personne_id: Set(personne),
        agent_id: Set(if de_nadia { bac.gens.nadia } else { bac.gens.noe }),
        debut: Set(orientation.debut),
        fin: Set(None),
        ..Default::default()
    };
    referent.insert(bac.base()).await.unwrap();
}

pub async fn inserer(
    bac: &Bac,
    personne: i64,
    etat: EtatCer,
    (debut, fin): (NaiveDate, NaiveDate),
    avenant_de: Option<i64>,
) -> i64 {
    let ligne = cer::ActiveModel {
        personne_id: Set(personne),
        organisation_id: Set(bac.gens.alsa),
        referent_id: Set(bac.gens.nadia),
        etat: Set(etat.code().into()),
        version: Set(1),
        saisie: Set(serde_json::to_string(&SaisieCer::default()).unwrap()),
        saisie_le: Set(bac.horloge.maintenant()),
        avenant_de: Set(avenant_de),
        sorte: Set(Some(periode(0, avenant_de, debut, fin).sorte.code().into())),
        debut: Set(Some(debut)),
        fin: Set(Some(fin)),
        decide_le: Set(Some(bac.horloge.maintenant())),
        ..Default::default()
    };
    ligne.insert(bac.base()).await.unwrap().id
}

async fn rompre(bac: &Bac, id: i64, fin: NaiveDate) {
    let etat = EtatCer::Rompu.code().to_owned();
    let rompu = cer::ActiveModel { id: Set(id), etat: Set(etat), fin: Set(Some(fin)), ..Default::default() };
    rompu.update(bac.base()).await.unwrap();
}
