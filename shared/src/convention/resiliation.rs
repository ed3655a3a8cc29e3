//! How a convention is ended: for each kind of convention, the ways to do it, each with its notice.

use chrono::NaiveDate;

use super::Duree;
use crate::date;
use crate::erreur::Motif;
use crate::liste::liste_fermee;
use crate::organisation::SorteOrganisation;
use crate::regle::Valeur;

liste_fermee! {
    /// Which conventions end alike.
    SorteConvention {
        Solis = "solis", "Extranet du rSa (conventions de 2016)";
        MsaRsacg = "msa_rsacg", "Service RSACG de la MSA";
        CafMcp = "caf_mcp", "Mon Compte Partenaire de la CAF";
        Controle = "controle", "Contrôle du rSa avec la CAF";
    }
}

liste_fermee! {
    /// On what ground one is ended.
    Voie {
        Volonte = "volonte", "Par la volonté d’une des parties";
        Manquement = "manquement", "Pour manquement";
        Immediate = "immediate", "Par la caisse, à tout moment";
    }
}

liste_fermee! {
    /// What the notice counts from.
    DepartPreavis {
        Envoi = "envoi", "l’envoi de la lettre";
        Reception = "reception", "la réception de la lettre";
    }
}

impl SorteConvention {
    /// Those of the organisations of this kind; none where no convention is needed.
    pub const fn avec(sorte: SorteOrganisation) -> &'static [Self] {
        match sorte {
            SorteOrganisation::Structure | SorteOrganisation::PoleEmploi => &[Self::Solis],
            SorteOrganisation::Caisse => &[Self::CafMcp, Self::MsaRsacg, Self::Controle],
            SorteOrganisation::Departement | SorteOrganisation::Ctsa => &[],
        }
    }

    /// The kind of a convention as typed: where there is only one, it goes without saying.
    pub(super) fn lire(code: &str, sorte: SorteOrganisation) -> Result<Self, Motif> {
        let siennes = Self::avec(sorte);
        match siennes {
            [seule] if code.is_empty() => Ok(*seule),
            _ => siennes.iter().copied().find(|lue| lue.code() == code).ok_or_else(|| {
                Motif::new(
                    "sorte_absente",
                    "Choisissez ce que la convention ouvre : elle prend fin selon ses propres règles.",
                )
            }),
        }
    }

    pub const fn depart(self) -> DepartPreavis {
        match self {
            Self::Solis | Self::Controle => DepartPreavis::Envoi,
            Self::MsaRsacg | Self::CafMcp => DepartPreavis::Reception,
        }
    }

    /// The ways to end it, the usual one first.
    pub fn regles(self) -> impl Iterator<Item = &'static RegleResiliation> {
        REGLES.iter().filter(move |regle| regle.sorte == self)
    }

    pub fn regle(self, voie: Voie) -> Option<&'static RegleResiliation> {
        self.regles().find(|regle| regle.voie == voie)
    }
}

impl DepartPreavis {
    /// `Lettre envoyée le`
    pub const fn question(self) -> &'static str {
        match self {
            Self::Envoi => "Lettre envoyée le",
            Self::Reception => "Lettre reçue le",
        }
    }
}

/// One way to end the conventions of a kind.
#[derive(Debug, PartialEq, Eq)]
pub struct RegleResiliation {
    pub sorte: SorteConvention,
    pub voie: Voie,
    pub preavis: Valeur,
    pub issue: Issue,
    pub source: &'static str,
}

/// What the end of the notice brings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Issue {
    /// The end, that day.
    Fin,
    /// The end of the year of the convention that is under way then, never before.
    Terme,
    /// The end, that day, unless the breach is corrected before it.
    SaufCorrection,
}

static REGLES: [RegleResiliation; 8] = {
    use Issue::{Fin, SaufCorrection, Terme};
    use SorteConvention::{CafMcp, Controle, MsaRsacg, Solis};
    use Valeur::{Jours, Mois};
    use Voie::{Immediate, Manquement, Volonte};
    [
        regle(Solis, Volonte, Mois(3), Terme, "réglage : les conventions de 2016 n’en disent rien"),
        regle(Solis, Manquement, Mois(3), Fin, "conventions de 2016, article 6"),
        regle(MsaRsacg, Volonte, Mois(3), Terme, "convention RSACG"),
        regle(MsaRsacg, Manquement, Jours(30), Fin, "convention RSACG"),
        regle(CafMcp, Volonte, Mois(3), Fin, "convention Mon Compte Partenaire"),
        regle(CafMcp, Manquement, Mois(1), SaufCorrection, "convention Mon Compte Partenaire"),
        regle(Controle, Volonte, Mois(6), Fin, "convention de contrôle"),
        regle(Controle, Immediate, Jours(0), Fin, "convention de contrôle"),
    ]
};

const fn regle(
    sorte: SorteConvention,
    voie: Voie,
    preavis: Valeur,
    issue: Issue,
    source: &'static str,
) -> RegleResiliation {
    RegleResiliation { sorte, voie, preavis, issue, source }
}

impl RegleResiliation {
    /// The cure of the breach stops it.
    pub fn corrigeable(&self) -> bool {
        self.issue == Issue::SaufCorrection
    }

    /// Last day in force of a convention whose notice counts from `depart`; one that is not renewed
    /// ends at its term at the latest.
    pub fn fin(&self, depart: NaiveDate, duree: &Duree) -> NaiveDate {
        let preavis = self.fin_du_preavis(depart, duree);
        let fin = if self.issue == Issue::Terme { duree.fin_d_annee(preavis) } else { preavis };
        duree.fin().map_or(fin, |terme| fin.min(terme))
    }

    fn fin_du_preavis(&self, depart: NaiveDate, duree: &Duree) -> NaiveDate {
        self.preavis.apres(depart).unwrap_or(depart).max(duree.date_effet)
    }

    /// The end that a letter of this day brings.
    ///
    /// # Errors
    /// `denoncee_deja`, `denonciation_future`, `denonciation_precoce`, `denonciation_ancienne` when the end
    /// would be past, `sans_reconduction` when it ends at its term anyhow.
    pub fn essayer(
        &self,
        depart: NaiveDate,
        duree: &Duree,
        aujourdhui: NaiveDate,
    ) -> Result<NaiveDate, Motif> {
        recevable(depart, duree, aujourdhui)?;
        if let Some(terme) = duree.fin().filter(|_| self.issue == Issue::Terme) {
            let message = format!(
                "Cette convention n’est pas reconduite : elle finit le {} sans cela.",
                date::court(terme)
            );
            return Err(Motif::new("sans_reconduction", message));
        }
        let fin = self.fin(depart, duree);
        if fin < aujourdhui {
            let message = format!(
                "Comptée de ce jour-là, elle aurait mis fin à la convention le {} : le passé ne se change pas. \
                 Vérifiez la date.",
                date::court(fin)
            );
            return Err(Motif::new("denonciation_ancienne", message));
        }
        Ok(fin)
    }

    /// How the end is found: which notice, from when, until when, and by which text.
    pub fn calcul(&self, depart: NaiveDate, duree: &Duree) -> String {
        let (lettre, fin) = (self.sorte.depart(), date::court(self.fin(depart, duree)));
        let preavis = self.fin_du_preavis(depart, duree);
        let jusqu_au = date::court(preavis);
        let terme = match (self.issue, duree.fin()) {
            (Issue::Terme, _) => {
                format!(", jusqu’au {jusqu_au} ; fin au terme de l’année alors en cours, le {fin}")
            }
            (_, Some(terme)) if terme < preavis => format!(" ; fin à son terme, avant lui, le {fin}"),
            _ => format!(" ; fin le {fin}"),
        };
        let correction = match self.issue {
            Issue::SaufCorrection => " Le manquement corrigé d’ici là ne met fin à rien.",
            Issue::Fin | Issue::Terme => "",
        };
        format!(
            "{}. {} {} : {}{terme} ({}).{correction}",
            self.voie.libelle(),
            lettre.question(),
            date::court(depart),
            self.en_mots(),
            self.source
        )
    }

    /// The notice, and what its end brings.
    pub fn resume(&self) -> String {
        match self.issue {
            Issue::Fin => self.en_mots(),
            Issue::Terme => format!("{}, puis fin au terme de l’année alors en cours", self.en_mots()),
            Issue::SaufCorrection => format!("{}, sauf si le manquement est corrigé", self.en_mots()),
        }
    }

    /// `préavis de 3 mois à compter de l’envoi de la lettre`
    fn en_mots(&self) -> String {
        match self.preavis {
            Valeur::Jours(0) => "sans préavis".to_owned(),
            _ => format!("préavis de {} à compter de {}", self.preavis, self.sorte.depart().libelle()),
        }
    }
}

fn recevable(jour: NaiveDate, duree: &Duree, aujourdhui: NaiveDate) -> Result<(), Motif> {
    if duree.fin_denoncee.is_some() {
        return Err(Motif::new("denoncee_deja", "Cette convention est déjà dénoncée."));
    }
    if jour > aujourdhui {
        return Err(Motif::new("denonciation_future", "Ce jour est à venir : attendez-le pour la saisir."));
    }
    if jour < duree.date_effet {
        let message = format!(
            "La convention ne prend effet que le {} : annulez-la au lieu de la dénoncer, ou attendez ce jour.",
            date::court(duree.date_effet)
        );
        return Err(Motif::new("denonciation_precoce", message));
    }
    Ok(())
}

#[cfg(test)]
#[path = "resiliation_tests.rs"]
mod tests;
