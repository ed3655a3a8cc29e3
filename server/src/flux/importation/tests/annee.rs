//! A year of flows, invented: whoever is followed keeps her line, with all that hangs on it, through
//! corrections, separations, marriages and new requests; nobody is taken for somebody else.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use chrono::{Months, NaiveDate};
use proptest::prelude::*;
use rand::seq::SliceRandom;
use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;
use reciproque_shared::parcours::SorteOrientation;
use sea_orm::sea_query::ExprTrait as _;
use sea_orm::{ActiveModelTrait, ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter};

use super::banc::{Banc, du};
use crate::depot::entite::{cer, dossier, organisation, orientation, personne, rapprochement};
use crate::flux::tests::{flux, foyer, numero};

const MOIS: u32 = 12;

/// Somebody, as the caisse writes her this month.
#[derive(Clone)]
struct Personne {
    nom: String,
    prenom: String,
    autre_prenom: Option<&'static str>,
    naissance: &'static str,
    rang: Option<u8>,
    nir: Option<String>,
}

/// Persons by number, dossiers by number: which ones it names, whether it is open, the one before.
struct Monde {
    hasard: ChaCha8Rng,
    gens: Vec<Personne>,
    dossiers: BTreeMap<usize, Foyer>,
    suivant: usize,
    /// Which dossiers each has been in: who comes back to one is told by its next flow.
    passages: BTreeSet<(usize, usize)>,
}

#[derive(Clone, Default)]
struct Foyer {
    gens: Vec<usize>,
    clos: bool,
    precedent: Option<usize>,
    /// Changes each month: the flow says something new of it.
    tour: u32,
}

/// How many of the first persons are followed, and move; the others only look like them.
const SUIVIES: usize = 6;

impl Monde {
    fn inventer(graine: u64) -> Self {
        let suivie = |nom: &str, prenom: &str, ordre: usize| Personne {
            nom: nom.to_owned(),
            prenom: prenom.to_owned(),
            autre_prenom: None,
            naissance: "1984-03-02",
            rang: None,
            nir: Some(format!("2840368066{ordre:03}")),
        };
        let mut gens = vec![
            suivie("DE LA TOUR", "MARIE CLAIRE", 12),
            suivie("MÜLLER", "CÉLINE", 13),
            suivie("KELLER-SCHMITT", "ANNE", 14),
            suivie("BENALI", "AMINATA", 15),
            suivie("D'ANGELO", "LOUISE", 16),
            suivie("WEBER", "SOPHIE", 17),
        ];
        // registered under a temporary number
        gens[3].nir = Some("8840368066015".into());
        // a homonym with a number of her own, one without, one under a number that can't be read
        gens.push(Personne { nir: Some("2840368066018".into()), ..gens[5].clone() });
        gens.push(Personne { nir: None, ..gens[5].clone() });
        gens.push(Personne { nir: Some("28403680XX".into()), ..gens[4].clone() });
        // who shares that number
        gens.push(Personne { nir: Some("28403680XX".into()), ..gens[1].clone() });
        // twins of two of them, without a number
        gens.push(Personne { prenom: "LOUISA".into(), rang: Some(2), nir: None, ..gens[4].clone() });
        gens.push(Personne { prenom: "ANNIE".into(), rang: Some(2), nir: None, ..gens[2].clone() });
        let mut monde = Self {
            hasard: ChaCha8Rng::seed_from_u64(graine),
            gens,
            dossiers: BTreeMap::new(),
            suivant: 1,
            passages: BTreeSet::new(),
        };
        for foyer in [vec![0, 1], vec![2], vec![3], vec![4, 5]] {
            monde.ouvrir(foyer, None);
        }
        monde
    }

    fn ouvrir(&mut self, gens: Vec<usize>, precedent: Option<usize>) {
        self.passages.extend(gens.iter().map(|qui| (*qui, self.suivant)));
        self.dossiers.insert(self.suivant, Foyer { gens, precedent, ..Foyer::default() });
        self.suivant += 1;
    }

    fn dossier_de(&self, qui: usize) -> usize {
        let la = |(_, foyer): &(&usize, &Foyer)| !foyer.clos && foyer.gens.contains(&qui);
        *self.dossiers.iter().find(la).unwrap().0
    }

    /// What happens in a month.
    fn vivre(&mut self, mois: u32) {
        if mois == 2 {
            self.gens[3].nir = Some("2840368066015".into());
        }
        // those who look like them come one after the other
        let sosie = SUIVIES + mois as usize / 2;
        if mois % 2 == 1 && sosie < self.gens.len() {
            self.ouvrir(vec![sosie], None);
        }
        for qui in 0..SUIVIES {
            match self.hasard.random_range(0..8) {
                0 => self.ecrire_autrement(qui),
                1 if mois > 2 => self.redemander(qui),
                2 if mois > 2 => self.separer(qui),
                3 if mois > 2 => self.rejoindre(qui),
                _ => {}
            }
        }
        for foyer in self.dossiers.values_mut() {
            foyer.tour = mois;
        }
    }

    fn ecrire_autrement(&mut self, qui: usize) {
        let personne = &mut self.gens[qui];
        match qui {
            0 if personne.autre_prenom.is_none() => {
                personne.prenom = "MARIE".into();
                personne.autre_prenom = Some("CLAIRE");
            }
            0 => personne.nom = "DELATOUR".into(),
            1 => personne.nom = "MULLER".into(),
            2 => personne.nom = "KELLER SCHMITT".into(),
            4 => personne.nom = "DANGELO".into(),
            _ => personne.rang = Some(1),
        }
    }

    /// Her dossier is closed, and names her still; another one is opened.
    fn redemander(&mut self, qui: usize) {
        let ancien = self.dossier_de(qui);
        let lien = self.hasard.random_bool(0.5).then_some(ancien);
        let foyer = self.dossiers.get_mut(&ancien).unwrap();
        if foyer.gens.len() > 1 {
            return;
        }
        foyer.clos = true;
        self.ouvrir(vec![qui], lien);
    }

    /// She leaves the other one for a dossier of her own.
    fn separer(&mut self, qui: usize) {
        let ancien = self.dossier_de(qui);
        let lien = self.hasard.random_bool(0.3).then_some(ancien);
        let foyer = self.dossiers.get_mut(&ancien).unwrap();
        if foyer.gens.len() == 2 {
            foyer.gens.retain(|autre| *autre != qui);
            self.ouvrir(vec![qui], lien);
        }
    }

    /// She joins the dossier of somebody alone, and hers is closed.
    fn rejoindre(&mut self, qui: usize) {
        let ancien = self.dossier_de(qui);
        let vers = self.dossier_de((qui + 1) % SUIVIES);
        let seules = self.dossiers[&ancien].gens.len() == 1 && self.dossiers[&vers].gens.len() == 1;
        if seules && self.passages.insert((qui, vers)) {
            self.dossiers.get_mut(&ancien).unwrap().clos = true;
            self.dossiers.get_mut(&vers).unwrap().gens.push(qui);
        }
    }

    /// The flow of the month, its foyers in any order. A closed dossier is said once more, then no longer.
    fn flux(&mut self) -> String {
        let mut foyers: Vec<String> = self.dossiers.iter().map(|(rang, foyer)| self.foyer(*rang, foyer)).collect();
        foyers.shuffle(&mut self.hasard);
        self.dossiers.retain(|_, foyer| !foyer.clos);
        flux(&foyers)
    }

    fn foyer(&self, rang: usize, lu: &Foyer) -> String {
        let texte = foyer(&numero(rang));
        let (debut, suite) = texte.split_once("<Personne>").unwrap();
        let (_, fin) = suite.split_once("</Personne>\n").unwrap();
        let mut gens = String::new();
        for (place, qui) in lu.gens.iter().enumerate() {
            let role = if place == 0 { "DEM" } else { "CJT" };
            gens.push_str(&self.personne(&self.gens[*qui], role, lu.precedent));
        }
        let etat = if lu.clos { "5" } else { "2" };
        let fin = fin.replace("<ETATDOSRSA>2", &format!("<ETATDOSRSA>{etat}"));
        format!("{debut}{gens}{}", fin.replace("<NUMVOIE>3", &format!("<NUMVOIE>{}", lu.tour + 1)))
    }

    fn personne(&self, lue: &Personne, role: &str, precedent: Option<usize>) -> String {
        let texte = foyer(&numero(1));
        let (_, suite) = texte.split_once("<Personne>").unwrap();
        let (corps, _) = suite.split_once("</Personne>\n").unwrap();
        let mut prenoms = format!("<PRENOM>{}</PRENOM>", lue.prenom);
        lue.autre_prenom.iter().for_each(|autre| write!(prenoms, "<PRENOM2>{autre}</PRENOM2>").unwrap());
        let mut naissance = format!("<DTNAI>{}</DTNAI>", lue.naissance);
        lue.rang.iter().for_each(|rang| write!(naissance, "<RGNAI>{rang}</RGNAI>").unwrap());
        let nir = lue.nir.as_ref().map_or_else(String::new, |nir| format!("<NIR>{nir}</NIR>"));
        let lien = precedent.map_or_else(String::new, |rang| {
            format!("<NUMDEMRSAPRECE>{}</NUMDEMRSAPRECE>", numero(rang))
        });
        let corps = corps
            .replace("<NOM>MULLER</NOM>", &format!("<NOM>{}</NOM>", lue.nom))
            .replace("<NOMNAI>MÜLLER </NOMNAI>", &format!("<NOMNAI>{}</NOMNAI>", lue.nom))
            .replace("<PRENOM>CÉLINE</PRENOM>", &prenoms)
            .replace("<DTNAI>1984-03-02</DTNAI>", &naissance)
            .replace("<NIR>2840368066012</NIR>", &nir)
            .replace("</DDRATDOS></DossierCAF>", &format!("</DDRATDOS>{lien}</DossierCAF>"))
            .replace("<ROLEPERS>DEM", &format!("<ROLEPERS>{role}"));
        format!("<Personne>{corps}</Personne>\n")
    }
}

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
        let reunie = rapprochement::Entity::find()
            .filter(rapprochement::Column::Etat.eq("confirme"))
            .filter(
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
