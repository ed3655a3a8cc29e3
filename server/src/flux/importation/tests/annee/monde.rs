//! Somebody's year, invented: who is named by which dossier, month after month, and the flow that says so.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use rand::RngExt as _;
use rand::SeedableRng;
use rand::seq::SliceRandom;
use rand_chacha::ChaCha8Rng;

use crate::flux::tests::{flux, foyer, numero};

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
pub struct Monde {
    hasard: ChaCha8Rng,
    gens: Vec<Personne>,
    pub dossiers: BTreeMap<usize, Foyer>,
    suivant: usize,
    /// Which dossiers each has been in: who comes back to one is told by its next flow.
    passages: BTreeSet<(usize, usize)>,
}

#[derive(Clone, Default)]
pub struct Foyer {
    pub gens: Vec<usize>,
    clos: bool,
    precedent: Option<usize>,
    /// Changes each month: the flow says something new of it.
    tour: u32,
}

/// How many of the first persons are followed, and move; the others only look like them.
pub const SUIVIES: usize = 6;

impl Monde {
    pub fn inventer(graine: u64) -> Self {
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

    pub fn dossier_de(&self, qui: usize) -> usize {
        let la = |(_, foyer): &(&usize, &Foyer)| !foyer.clos && foyer.gens.contains(&qui);
        *self.dossiers.iter().find(la).unwrap().0
    }

    /// What happens in a month.
    pub fn vivre(&mut self, mois: u32) {
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
    pub fn flux(&mut self) -> String {
        let mut foyers: Vec<String> =
            self.dossiers.iter().map(|(rang, foyer)| self.foyer(*rang, foyer)).collect();
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
            gens.push_str(&Self::personne(&self.gens[*qui], role, lu.precedent));
        }
        let etat = if lu.clos { "5" } else { "2" };
        let fin = fin.replace("<ETATDOSRSA>2", &format!("<ETATDOSRSA>{etat}"));
        format!("{debut}{gens}{}", fin.replace("<NUMVOIE>3", &format!("<NUMVOIE>{}", lu.tour + 1)))
    }

    fn personne(lue: &Personne, role: &str, precedent: Option<usize>) -> String {
        let texte = foyer(&numero(1));
        let (_, suite) = texte.split_once("<Personne>").unwrap();
        let (corps, _) = suite.split_once("</Personne>\n").unwrap();
        let mut prenoms = format!("<PRENOM>{}</PRENOM>", lue.prenom);
        lue.autre_prenom.iter().for_each(|autre| write!(prenoms, "<PRENOM2>{autre}</PRENOM2>").unwrap());
        let mut naissance = format!("<DTNAI>{}</DTNAI>", lue.naissance);
        lue.rang.iter().for_each(|rang| write!(naissance, "<RGNAI>{rang}</RGNAI>").unwrap());
        let nir = lue.nir.as_ref().map_or_else(String::new, |nir| format!("<NIR>{nir}</NIR>"));
        let lien = precedent
            .map_or_else(String::new, |rang| format!("<NUMDEMRSAPRECE>{}</NUMDEMRSAPRECE>", numero(rang)));
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
