//! Where what France Travail told of an adult and what the Département holds differ, each in its window.

use chrono::NaiveDate;

use super::faits::{Faits, FranceTravailConnu, OrientationConnue};
use super::suite::{avec_limite, fenetres, nue};
use super::{Attendu, Attente, Fenetre};
use crate::cer::{PeriodeCer, contrats};
use crate::parcours::SorteOrientation;
use crate::regle::{Cle, Regles};

/// A discrepancy, whether it was set aside or not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ecart {
    /// What differs, so that another difference of the kind is not set aside with it.
    pub cle: String,
    lue: Attente,
}

impl Ecart {
    pub const fn quoi(&self) -> Attendu {
        self.lue.quoi
    }

    pub const fn depuis(&self) -> NaiveDate {
        self.lue.depuis
    }

    pub const fn fenetre(&self) -> Fenetre {
        self.lue.fenetre
    }

    /// The step that set it aside, if one did.
    pub fn de_cote(&self, faits: &Faits) -> Option<i64> {
        let sien = |autre: &&super::EcartDeCote| autre.quoi == self.lue.quoi && autre.cle == self.cle;
        faits.ecarts_de_cote.iter().find(sien).map(|autre| autre.etape)
    }

    /// What the file awaits of it.
    pub(super) fn attente(self, faits: &Faits) -> Attente {
        match self.de_cote(faits) {
            Some(etape) => Attente { quoi: Attendu::EcartDeCote, objet: Some(etape), ..self.lue },
            None => self.lue,
        }
    }
}

/// All of them, from what the last file told.
pub fn ecarts(faits: &Faits, regles: &Regles) -> Vec<Ecart> {
    let Some(connu) = &faits.france_travail else { return Vec::new() };
    let mut lus = radiation(connu, faits, regles);
    if connu.inscrite {
        lus.extend(if connu.conseillee { nomme_la_bas(connu, faits) } else { nomme_ici(connu, faits) });
        lus.extend(dates(connu, faits));
    }
    lus
}

/// Struck off for as long as the rule says, while an orientation to employment runs (CASF D262-73).
fn radiation(connu: &FranceTravailConnu, faits: &Faits, regles: &Regles) -> Vec<Ecart> {
    let Some(radiee_le) = connu.radiee_le else { return Vec::new() };
    let Some((limite, regle)) = regles.echeance(Cle::SortieListe, radiee_le) else { return Vec::new() };
    let depuis = Fenetre::des_jours(limite, None);
    let ecart = |(connue, fenetre): (&OrientationConnue, Fenetre)| {
        let base = Attente { fenetre, ..nue(Attendu::EcartRadiation, connue.structure, radiee_le) };
        Ecart { cle: radiee_le.to_string(), lue: avec_limite(base, limite, 0, regle) }
    };
    vers_l_emploi(faits, &depuis).map(ecart).collect()
}

/// An adviser there, and no référent here.
fn nomme_la_bas(connu: &FranceTravailConnu, faits: &Faits) -> Vec<Ecart> {
    let depuis = vec![Fenetre::des_jours(connu.au, None)];
    let sans = faits.referents.iter().fold(depuis, |libres, referent| {
        let prise = Fenetre::des_jours(referent.debut, referent.fin);
        libres.iter().flat_map(|libre| libre.sans(&prise)).collect()
    });
    let ecart = |fenetre| Ecart {
        cle: "la_bas".to_owned(),
        lue: Attente { fenetre, ..nue(Attendu::EcartReferent, None, connu.au) },
    };
    sans.into_iter().map(ecart).collect()
}

/// A référent here and no adviser there, which is as it should be of whom a social support keeps from
/// looking for work: the orientation to employment alone makes it a discrepancy.
fn nomme_ici(connu: &FranceTravailConnu, faits: &Faits) -> Vec<Ecart> {
    let depuis = Fenetre::des_jours(connu.au, None);
    let suivies: Vec<_> = vers_l_emploi(faits, &depuis).collect();
    let des_siennes = |referent: &super::ReferentConnu| {
        let sienne = Fenetre::des_jours(referent.debut, referent.fin);
        let ecart = |(connue, fenetre): &(&OrientationConnue, Fenetre)| {
            let base = nue(Attendu::EcartReferent, connue.structure, connu.au);
            let lue = Attente { fenetre: fenetre.commune(&sienne)?, ..base };
            Some(Ecart { cle: format!("ici:{}", referent.agent), lue })
        };
        suivies.iter().filter_map(ecart).collect::<Vec<_>>()
    };
    faits.referents.iter().flat_map(des_siennes).collect()
}

/// The contract that runs, and the plan.
fn dates(connu: &FranceTravailConnu, faits: &Faits) -> Vec<Ecart> {
    let Some((debut, fin)) = connu.plan else { return Vec::new() };
    let historique: Vec<PeriodeCer> = faits.cer.iter().filter_map(super::CerConnu::en_periode).collect();
    let depuis = Fenetre::des_jours(connu.au, None);
    let ecart = |contrat: &PeriodeCer| {
        if contrat.debut == debut && fin.is_none_or(|fin| fin == contrat.fin) {
            return None;
        }
        let fenetre = Fenetre::des_jours(contrat.debut, Some(contrat.fin)).commune(&depuis)?;
        let signe = faits.cer.iter().find(|cer| cer.id == contrat.id)?;
        let fin = fin.map(|fin| fin.to_string()).unwrap_or_default();
        let base = nue(Attendu::EcartDates, signe.structure, connu.au);
        let cle = format!("{debut}/{fin}|{}/{}", contrat.debut, contrat.fin);
        Some(Ecart { cle, lue: Attente { objet: Some(contrat.id), fenetre, ..base } })
    };
    contrats(&historique).iter().filter_map(ecart).collect()
}

/// The orientations to employment, in what each has in common with a window.
fn vers_l_emploi<'a>(
    faits: &'a Faits,
    fenetre: &'a Fenetre,
) -> impl Iterator<Item = (&'a OrientationConnue, Fenetre)> {
    let emploi = |connue: &OrientationConnue| connue.orientation.sorte == SorteOrientation::Professionnel;
    faits.orientations.iter().enumerate().filter(move |(_, connue)| emploi(connue)).flat_map(
        move |(rang, connue)| {
            let communes = fenetres(rang, faits).into_iter();
            communes.filter_map(move |sienne| Some((connue, sienne.commune(fenetre)?)))
        },
    )
}
