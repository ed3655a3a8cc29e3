//! What is looked for as a predicate over a query that has the tables `dossier` and `personne` in
//! it. Each part names the rows by an index: none reads a table from end to end.

use chrono::NaiveDate;
use reciproque_shared::date::NaissancePartielle;
use reciproque_shared::personne::PrecisionNaissance;
use reciproque_shared::personne::RolePersonne;

use super::etiquette::Mot;
use super::naissance::Naissance;
use super::numero::Numero;
use super::{Critere, texte};
use crate::depot::sql::Clause;

/// Words typed apart that may be one in the name (« de la tour » for `DELATOUR`).
const COLLES_MAX: usize = 3;
/// Words of the longest name that is told first when it is typed whole.
const NOM_MOTS_MAX: usize = 4;
/// Comes after whatever follows the letters typed, on both engines.
const FIN: char = char::MAX;

impl Critere {
    pub fn condition(&self) -> Clause {
        let numero = self.numero.as_ref().map(par_numero);
        let naissance = self.naissance.map(par_naissance);
        let toutes = [numero, naissance, self.par_noms()].into_iter().flatten().reduce(Clause::et);
        toutes.unwrap_or_else(|| "FALSE".into())
    }

    /// Who is named whole, and how: by name and first name, by name, by first name. Told first, in
    /// that order: the one of that name comes before who has it as a second first name.
    pub fn nomme(&self) -> Clause {
        let fins = |debut: usize| (debut + 1..=self.noms.len()).take(NOM_MOTS_MAX).map(move |fin| debut..fin);
        let noms: Vec<String> =
            (0..self.noms.len()).flat_map(fins).map(|place| texte(&self.noms[place])).collect();
        let est = |cle| Clause::from(format!("personne.{cle} IN ")).puis(Clause::parmi(noms.iter().cloned()));
        let nom = || Clause::une_de([est("nom_cle"), est("nom_naissance_cle")]);
        Clause::from("CASE WHEN ")
            .puis(nom().et(est("prenom_cle")))
            .puis(" THEN 0 WHEN ")
            .puis(nom())
            .puis(" THEN 1 WHEN ")
            .puis(est("prenom_cle"))
            .puis(" THEN 2 ELSE 3 END")
    }

    /// Each word begins a key of the person, alone or glued to those before it. The longest says
    /// where to look; the others are tried on whom it finds.
    fn par_noms(&self) -> Option<Clause> {
        let (plus_long, _) = self.exiges().max_by_key(|(_, nom)| nom.len())?;
        let mots = self.exiges().map(|(rang, _)| {
            let cles = match rang == plus_long {
                true => "personne.id IN (SELECT personne_cle.personne_id FROM personne_cle WHERE ",
                false => {
                    "EXISTS (SELECT 1 FROM personne_cle WHERE personne_cle.personne_id = personne.id AND "
                }
            };
            Clause::from(cles).puis(commence(&self.noms, rang)).puis(")")
        });
        mots.reduce(Clause::et)
    }
}

fn par_numero(numero: &Numero) -> Clause {
    let est = |colonne, lu: &String| Clause::from(format!("dossier.{colonne} = ?")).avec(lu.as_str());
    match numero {
        Numero::Nir(nir) => par_nir(nir),
        Numero::Foyer { matricule, demande } => {
            let matricule = matricule.as_ref().map(|lu| est("matricule", lu));
            let demande = demande.as_ref().map(|lu| est("numero_demande", lu));
            Clause::une_de([matricule, demande].into_iter().flatten())
        }
    }
}

/// The matricule of an MSA names a foyer, not a person: its demandeur stands for it.
fn par_nir(nir: &str) -> Clause {
    Clause::from(
        "personne.id IN (SELECT lue.id FROM personne AS lue WHERE lue.nir = ? \
         UNION ALL SELECT lue.id FROM personne AS lue INNER JOIN dossier ON dossier.id = lue.dossier_id \
         WHERE dossier.matricule = ? AND lue.role = ?)",
    )
    .avec(nir)
    .avec(nir)
    .avec(RolePersonne::Demandeur.code())
}

fn par_naissance(naissance: Naissance) -> Clause {
    match naissance {
        Naissance::Jour(jour) => nee_le(jour),
        Naissance::Partielle(partie) => nee_en(partie),
    }
}

/// Born on that day; or in that month or year, when the caisse does not know more.
fn nee_le(jour: NaiveDate) -> Clause {
    let mois = NaissancePartielle::mois_de(jour);
    Clause::une_de([
        Clause::from("personne.date_naissance = ?").avec(jour),
        precision("=", PrecisionNaissance::JourInconnu).et(entre(mois)),
        au_mieux_dans_l_annee(mois),
    ])
}

/// Born in that month, or in that year: those of whom the caisse knows the year alone come out
/// with any month of it.
fn nee_en(partie: NaissancePartielle) -> Clause {
    let mois_connu = precision("<>", PrecisionNaissance::JourEtMoisInconnus);
    Clause::une_de([mois_connu.et(entre(partie)), au_mieux_dans_l_annee(partie)])
}

fn au_mieux_dans_l_annee(partie: NaissancePartielle) -> Clause {
    precision("=", PrecisionNaissance::JourEtMoisInconnus).et(entre(partie.annee()))
}

fn precision(est: &str, precision: PrecisionNaissance) -> Clause {
    Clause::from(format!("personne.naissance_precision {est} ?")).avec(precision.code())
}

fn entre(partie: NaissancePartielle) -> Clause {
    let (debut, fin) = partie.bornes();
    Clause::from("personne.date_naissance BETWEEN ? AND ?").avec(debut).avec(fin)
}

/// A key begins with this word, or with it glued to one or two before it. (Glued to those after
/// it, it still begins alone.)
fn commence(noms: &[Mot], rang: usize) -> Clause {
    let debuts = (rang + 1).saturating_sub(COLLES_MAX)..=rang;
    Clause::une_de(debuts.map(|debut| {
        let colles: String = noms[debut..=rang].iter().map(|mot| mot.texte.as_str()).collect();
        let fin = format!("{colles}{FIN}");
        Clause::from("(personne_cle.cle >= ? AND personne_cle.cle < ?)").avec(colles).avec(fin)
    }))
}
