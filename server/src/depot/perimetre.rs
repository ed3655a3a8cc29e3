//! The scope of an agent as a SQL predicate. Lists, counts, search and single reads all
//! AND it into their query: nothing is fetched and then filtered.

use chrono::NaiveDate;
use reciproque_shared::convention::Niveau;
use reciproque_shared::dossier::EtatDossier;
use reciproque_shared::droit::EtatDemande;

use super::sql::{Clause, en_vigueur};

/// Which foyers an agent reaches at this instant: those of the profil, and among them those
/// of the territory that the convention bears on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Perimetre {
    pub etendue: Etendue,
    /// None when the convention bears on the whole département, or none is needed.
    pub zone: Option<Zone>,
}

/// The territory of a convention. The INSEE commune (NUMCOM of the flow) decides, never the
/// postal code: one has several communes, and the reverse.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Zone {
    /// The communes of these CTSA, as they are on this day.
    Ctsa { ctsa: Vec<i64>, jour: NaiveDate },
    /// INSEE codes; none opens nothing.
    Communes(Vec<String>),
}

/// Which foyers a profil reaches.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Etendue {
    /// An adult still in the foyer is oriented to this structure on this day (or was,
    /// within the days of grace left to finish the entries).
    Accompagnement { structure: i64, jour: NaiveDate, fin_au_plus_tot: NaiveDate },
    /// The foyer lives in a commune that is of this CTSA on this day. The INSEE commune decides,
    /// never the postal code.
    Territoire { ctsa: i64, jour: NaiveDate },
    /// The right is in one of these states, anywhere in the département.
    Droits(&'static [EtatDossier]),
    /// Any foyer of the département.
    Departement,
    /// The person awaits the answer to a request about their own data.
    Demande,
    /// No foyer at all.
    Aucun,
}

/// How a subquery of the scope is tested, with the same outcome.
#[derive(Clone, Copy)]
enum Epreuve {
    /// Its rows are listed once: for lists and searches.
    Liste,
    /// Row by row: to read one dossier, without listing all those of the agent.
    Ligne,
}

impl Epreuve {
    /// Whether `colonne` is one of the `trouvee` of what follows: `FROM … WHERE …`.
    fn parmi(self, colonne: &'static str, suite: Clause, trouvee: &'static str) -> Clause {
        match self {
            Self::Liste => Clause::from(format!("{colonne} IN (SELECT {trouvee} ")).puis(suite).puis(")"),
            Self::Ligne => {
                Clause::from("EXISTS (SELECT 1 ").puis(suite).puis(format!(" AND {trouvee} = {colonne})"))
            }
        }
    }
}

impl Perimetre {
    /// The predicate over a query that has the table `dossier` in it.
    pub fn sur_dossier(&self) -> Clause {
        self.dans_la_zone(self.etendue.sur_dossier(Epreuve::Liste), Epreuve::Liste)
    }

    /// The same, when the query names one dossier by its number.
    pub fn sur_ce_dossier(&self) -> Clause {
        self.dans_la_zone(self.etendue.sur_dossier(Epreuve::Ligne), Epreuve::Ligne)
    }

    /// The predicate over a query that has the tables `dossier` and `personne` in it, when
    /// the act bears on one adult: a structure acts only for those it accompanies.
    pub fn sur_personne(&self) -> Clause {
        self.dans_la_zone(self.etendue.sur_personne(Epreuve::Liste), Epreuve::Liste)
    }

    /// The same, when the query names one person by its number.
    pub fn sur_cette_personne(&self) -> Clause {
        self.dans_la_zone(self.etendue.sur_personne(Epreuve::Ligne), Epreuve::Ligne)
    }

    /// The predicate over a query that has the table `attente` in it, where the dossier need not be
    /// looked at: its rows tell their commune, or their person is tried. `accompagnee`: the structure
    /// of each row accompanies the person while the row stands. None elsewhere.
    pub fn sur_attente(&self, accompagnee: bool) -> Option<Clause> {
        if let Some(du_territoire) = self.sur_la_commune("attente.commune") {
            return Some(du_territoire);
        }
        match (&self.etendue, &self.zone) {
            (Etendue::Accompagnement { structure, .. }, None) if accompagnee => {
                // The reader’s own key leads there: few rows hang from it. The `+` leaves it to.
                Some(Clause::from("+attente.structure_id = ?").avec(*structure))
            }
            _ => self.sur_la_personne("attente.personne_id"),
        }
    }

    /// Over any query of which each row tells the `commune` of its foyer; none where that says nothing.
    pub fn sur_la_commune(&self, commune: &'static str) -> Option<Clause> {
        match (&self.etendue, &self.zone) {
            (Etendue::Territoire { ctsa, jour }, None) => {
                Some(dans_les_ctsa(commune, &[*ctsa], *jour, Epreuve::Liste))
            }
            _ => None,
        }
    }

    /// The same over any query, where `personne` is the person of each of its rows.
    pub fn sur_la_personne(&self, personne: &'static str) -> Option<Clause> {
        if self.zone.is_some() || !matches!(self.etendue, Etendue::Accompagnement { .. }) {
            return None;
        }
        // Counted row by row: of an EXISTS, PostgreSQL would list all those of the structure.
        let accompagnees = Clause::from("(SELECT COUNT(*) ").puis(self.etendue.personnes_accompagnees());
        Some(accompagnees.puis(format!(" AND accompagne.id = {personne}) > 0")))
    }

    fn dans_la_zone(&self, etendue: Clause, epreuve: Epreuve) -> Clause {
        match (&self.zone, &self.etendue) {
            (None, _) => etendue,
            // The structure leads to its foyers, never the communes: they have too many others.
            // Who has no commune is in its scope (PAYS = HOR in the flow).
            (Some(zone), Etendue::Accompagnement { .. }) => {
                let zone = Clause::from("(").puis(zone.sur_dossier(Epreuve::Ligne));
                etendue.et(zone.puis(" OR dossier.commune IS NULL)"))
            }
            (Some(zone), _) => etendue.et(zone.sur_dossier(epreuve)),
        }
    }
}

impl Zone {
    /// The territory as the columns of an avenant hold it. A level that is not known is
    /// read as one without any commune: it opens nothing.
    pub fn lire(niveau: &str, territoire: &str, jour: NaiveDate) -> Option<Self> {
        let codes = territoire.split_whitespace();
        match Niveau::du_code(niveau) {
            Some(Niveau::Departement) => None,
            Some(Niveau::Ctsa) => {
                Some(Self::Ctsa { ctsa: codes.filter_map(|code| code.parse().ok()).collect(), jour })
            }
            Some(Niveau::Communes) => Some(Self::Communes(codes.map(str::to_owned).collect())),
            None => Some(Self::Communes(Vec::new())),
        }
    }

    fn sur_dossier(&self, epreuve: Epreuve) -> Clause {
        match self {
            Self::Ctsa { ctsa, jour } => dans_les_ctsa("dossier.commune", ctsa, *jour, epreuve),
            Self::Communes(codes) => {
                let commune = match epreuve {
                    Epreuve::Liste => "dossier.commune IN ",
                    // Not a column, so that no index of it is tried.
                    Epreuve::Ligne => "COALESCE(dossier.commune, '') IN ",
                };
                Clause::from(commune).puis(Clause::parmi(codes.iter().map(String::as_str)))
            }
        }
    }
}

impl Etendue {
    fn sur_dossier(&self, epreuve: Epreuve) -> Clause {
        match self {
            Self::Accompagnement { .. } => {
                epreuve.parmi("dossier.id", self.personnes_accompagnees(), "accompagne.dossier_id")
            }
            Self::Territoire { ctsa, jour } => dans_les_ctsa("dossier.commune", &[*ctsa], *jour, epreuve),
            Self::Droits(etats) => {
                Clause::from("dossier.etat IN ").puis(Clause::parmi(etats.iter().map(|etat| etat.code())))
            }
            Self::Departement => Clause::from("TRUE"),
            Self::Demande => epreuve.parmi("dossier.id", demandeurs(), "demandeur.dossier_id"),
            Self::Aucun => Clause::from("FALSE"),
        }
    }

    fn sur_personne(&self, epreuve: Epreuve) -> Clause {
        match self {
            Self::Accompagnement { .. } => {
                epreuve.parmi("personne.id", self.personnes_accompagnees(), "accompagne.id")
            }
            Self::Demande => epreuve.parmi("personne.id", demandeurs(), "demandeur.id"),
            _ => self.sur_dossier(epreuve),
        }
    }

    /// The persons oriented to the structure, and still in their foyer, as `accompagne`.
    fn personnes_accompagnees(&self) -> Clause {
        let toutes = Clause::from(
            "FROM personne AS accompagne INNER JOIN orientation ON orientation.personne_id = accompagne.id \
             WHERE accompagne.partie_le IS NULL",
        );
        let Self::Accompagnement { structure, jour, fin_au_plus_tot } = self else { return toutes };
        toutes
            .et("orientation.organisation_id = ?")
            .avec(*structure)
            .et("orientation.debut <= ?")
            .avec(*jour)
            .et("(orientation.fin IS NULL OR orientation.fin >= ?)")
            .avec(*fin_au_plus_tot)
    }
}

/// `commune` is of one of these CTSA on this day.
fn dans_les_ctsa(commune: &'static str, ctsa: &[i64], jour: NaiveDate, epreuve: Epreuve) -> Clause {
    let communes = Clause::from("FROM territoire WHERE territoire.organisation_id IN ")
        .puis(Clause::parmi(ctsa.iter().copied()))
        .et(en_vigueur("territoire", "debut", "fin", jour));
    epreuve.parmi(commune, communes, "territoire.commune")
}

/// The persons whose request is open and whose identity is verified, as `demandeur`.
fn demandeurs() -> Clause {
    let lisibles = Clause::parmi(EtatDemande::LISIBLES.map(EtatDemande::code));
    Clause::from(
        "FROM personne AS demandeur INNER JOIN demande_droit ON demande_droit.personne_id = demandeur.id \
         WHERE demande_droit.etat IN ",
    )
    .puis(lisibles)
}
