//! One foyer: who lives there, where, and since when.

use chrono::{Days, NaiveDate};

use super::Demande;
use super::adulte::{self, Adulte};
use super::enfant;
use super::hasard::{Hasard, annees, veille};
use super::lieux;
use super::nir::Nirs;
use super::noms::{ORIGINES, Origine};
use super::prestation;
use crate::flux::{Adresse, Cedant, DemandeRmi, Foyer, Identification, Personne, Prenant, SituationFamille};

/// Invents the foyers of a flow in order.
pub struct Inventeur {
    demande: Demande,
    nirs: Nirs,
}

/// What the invention of one foyer needs at hand.
pub struct Atelier<'a> {
    pub hasard: Hasard,
    pub nirs: &'a mut Nirs,
    pub rang: usize,
    /// Day that the flow describes.
    pub jour: NaiveDate,
    pub msa: bool,
    pub origine: Origine,
    /// Day of the request.
    pub demande: NaiveDate,
}

/// Who lives together.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Menage {
    Seul,
    Parent,
    Couple,
    CoupleParent,
}

impl Menage {
    pub fn en_couple(self) -> bool {
        matches!(self, Self::Couple | Self::CoupleParent)
    }

    fn a_des_enfants(self) -> bool {
        matches!(self, Self::Parent | Self::CoupleParent)
    }
}

const MENAGES: &[(Menage, u32)] =
    &[(Menage::Seul, 52), (Menage::Parent, 27), (Menage::Couple, 6), (Menage::CoupleParent, 15)];

impl Inventeur {
    pub fn new(demande: Demande) -> Self {
        Self { demande, nirs: Nirs::default() }
    }

    pub fn foyer(&mut self, rang: usize) -> Foyer {
        let mut hasard = Hasard::du_foyer(self.demande.graine, rang as u64);
        let jour = self.demande.reference;
        let recente = hasard.chance(550);
        let demande = hasard.avant(veille(jour), if recente { 900 } else { 6000 });
        let (msa, origine) = (hasard.chance(80), hasard.pondere(ORIGINES));
        Atelier { hasard, nirs: &mut self.nirs, rang, jour, msa, origine, demande }.foyer()
    }
}

impl Atelier<'_> {
    fn foyer(mut self) -> Foyer {
        let menage = self.hasard.pondere(MENAGES);
        let adultes = adulte::adultes(&mut self, menage);
        let enfants = if menage.a_des_enfants() { enfant::enfants(&mut self, &adultes) } else { Vec::new() };
        let situation_famille = self.situation_famille(menage, &adultes);
        let adresses = self.adresses();
        let sans_domicile = adresses[0].france.as_ref().is_some_and(|f| f.complement_identite.is_some());
        let mut droit = prestation::prestation(&mut self, menage, &adultes, &enfants, sans_domicile);
        let identification = self.identification(&adultes, droit.prenant);
        if identification.demande_rmi.is_some() {
            droit.detail.origine = Some("RMI".to_owned());
        }
        let mut personnes: Vec<Personne> = adultes.into_iter().map(|adulte| adulte.personne).collect();
        adulte::droits_et_devoirs(&mut personnes, &droit.situation, &droit.detail);
        personnes.extend(enfants);
        Foyer {
            identification,
            personnes,
            situation_famille: Some(situation_famille),
            adresses,
            situation_dossier: droit.situation,
            droit: droit.detail,
            controles: droit.controles,
            ..Default::default()
        }
    }

    fn identification(&mut self, adultes: &[Adulte], prenant: Option<Prenant>) -> Identification {
        // the oldest dossiers come from the RMI, of before 2009
        let du_rmi = self.demande < annees(self.jour, -14) && self.hasard.chance(500);
        let arrive = self.hasard.chance(25);
        let caf = format!("{:07}00000000", 1_000_000 + self.rang * 7 % 9_000_000);
        let nir = adultes.iter().find_map(|a| a.personne.nir.clone()).filter(|_| self.msa);
        Identification {
            numero_demande: format!("{:08}068", 10_000_000 + self.rang),
            date_demande: self.demande,
            organisme: if self.msa { "MSA" } else { "CAF" }.to_owned(),
            numero_organisme: Some("681".to_owned()),
            matricule: Some(nir.unwrap_or(caf)),
            type_partenaire: Some("CG".to_owned()),
            partenaire: "068".to_owned(),
            demande_rmi: du_rmi.then(|| self.demande_rmi()),
            cedant: arrive.then(|| Cedant {
                organisme: Some("CAF".to_owned()),
                numero_organisme: Some("671".to_owned()),
                matricule: Some(format!("{:07}00000000", self.hasard.entre(2_000_000..=8_999_999))),
                date: Some(self.hasard.jour(self.demande, self.jour)),
            }),
            prenant,
        }
    }

    fn demande_rmi(&mut self) -> DemandeRmi {
        let numero =
            format!("068 F {:03} 01 {:05} 001", self.hasard.entre(1..=386), self.hasard.entre(1..=99_999));
        let debut = annees(self.demande, -6);
        DemandeRmi {
            date: Some(self.hasard.jour(debut, veille(self.demande))),
            numero_instruction: numero.split(' ').map(str::to_owned).collect(),
        }
    }

    fn situation_famille(&mut self, menage: Menage, adultes: &[Adulte]) -> SituationFamille {
        let situation = match menage {
            _ if menage.en_couple() => self.hasard.pondere(&[("MAR", 52), ("VIM", 36), ("PAC", 12)]),
            Menage::Seul if adultes[0].age < 30 => "CEL",
            _ => self.hasard.pondere(&[
                ("CEL", 48),
                ("DIV", 26),
                ("SEF", 11),
                ("ISO", 8),
                ("VEU", 4),
                ("SEL", 3),
            ]),
        };
        // nobody changes of situation before 18
        let majorite =
            adultes.iter().map(|a| annees(a.personne.date_naissance, 18)).max().unwrap_or(self.jour);
        let depuis = if situation == "CEL" { majorite } else { self.hasard.jour(majorite, self.jour) };
        let agricole = self.msa.then(|| self.hasard.pondere(&[("SA", 70), ("NSA", 30)]).to_owned());
        SituationFamille { situation: situation.to_owned(), depuis: Some(depuis), regime_agricole: agricole }
    }

    /// The current address, and those before it for some, the latest first.
    fn adresses(&mut self) -> Vec<Adresse> {
        let mut adresses: Vec<Adresse> = Vec::new();
        let mut depuis = self.hasard.avant(self.jour, 4000);
        let combien = self.hasard.pondere(&[(1_u32, 70), (2, 22), (3, 8)]);
        for rang in 1..=combien {
            let hors_france = self.hasard.chance(if rang == 1 { 7 } else { 40 });
            adresses.push(if hors_france {
                lieux::adresse_hors_france(&mut self.hasard, rang, depuis)
            } else {
                let sans_domicile = rang == 1 && self.hasard.chance(25);
                lieux::adresse(&mut self.hasard, rang, sans_domicile, depuis)
            });
            depuis = self.hasard.avant(depuis - Days::new(30), 2500);
        }
        adresses
    }
}
