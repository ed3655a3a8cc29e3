//! What is looked for as a predicate over a query that has the tables `dossier` and `personne` in
//! it. Each part names the rows by an index: none reads a table from end to end.

use chrono::NaiveDate;
use reciproque_shared::date::NaissancePartielle;
use reciproque_shared::personne::PrecisionNaissance;
use reciproque_shared::personne::RolePersonne;
use sea_orm::sea_query::{Condition, Expr, ExprTrait, Query, SelectStatement, UnionType};

use super::etiquette::Mot;
use super::naissance::Naissance;
use super::numero::Numero;
use super::{Critere, texte};

/// Words typed apart that may be one in the name (« de la tour » for `DELATOUR`).
const COLLES_MAX: usize = 3;
/// Words of the longest name that is told first when it is typed whole.
const NOM_MOTS_MAX: usize = 4;
/// Comes after whatever follows the letters typed, on both engines.
const FIN: char = char::MAX;

impl Critere {
    pub fn condition(&self) -> Condition {
        Condition::all()
            .add_option(self.numero.as_ref().map(par_numero))
            .add_option(self.naissance.map(par_naissance))
            .add(self.par_noms())
    }

    /// Who is named whole, and how: by name and first name, by name, by first name. Told first, in
    /// that order: the one of that name comes before who has it as a second first name.
    pub fn nomme(&self) -> Expr {
        let fins = |debut: usize| (debut + 1..=self.noms.len()).take(NOM_MOTS_MAX).map(move |fin| debut..fin);
        let noms: Vec<String> =
            (0..self.noms.len()).flat_map(fins).map(|place| texte(&self.noms[place])).collect();
        let est = |cle: &'static str| Expr::col(("personne", cle)).is_in(&noms);
        let nom = || est("nom_cle").or(est("nom_naissance_cle"));
        Expr::case(nom().and(est("prenom_cle")), 0)
            .case(nom(), 1)
            .case(est("prenom_cle"), 2)
            .finally(3)
            .into()
    }

    /// Each word begins a key of the person, alone or glued to those before it. The longest says
    /// where to look; the others are tried on whom it finds.
    fn par_noms(&self) -> Condition {
        let Some((plus_long, _)) = self.exiges().max_by_key(|(_, nom)| nom.len()) else {
            return Condition::all();
        };
        self.exiges().fold(Condition::all(), |tous, (rang, _)| {
            let mut cles = Query::select();
            cles.from("personne_cle").cond_where(commence(&self.noms, rang));
            let personne = ("personne_cle", "personne_id");
            tous.add(match rang == plus_long {
                true => Expr::col(("personne", "id")).in_subquery(cles.column(personne).to_owned()),
                false => {
                    cles.expr(Expr::val(1)).and_where(Expr::col(personne).equals(("personne", "id")));
                    Expr::exists(cles)
                }
            })
        })
    }
}

fn par_numero(numero: &Numero) -> Condition {
    match numero {
        Numero::Nir(nir) => Condition::all().add(Expr::col(("personne", "id")).in_subquery(par_nir(nir))),
        Numero::Foyer { matricule, demande } => Condition::any()
            .add_option(matricule.as_ref().map(|lu| Expr::col(("dossier", "matricule")).eq(lu)))
            .add_option(demande.as_ref().map(|lu| Expr::col(("dossier", "numero_demande")).eq(lu))),
    }
}

/// The matricule of an MSA names a foyer, not a person: its demandeur stands for it.
fn par_nir(nir: &str) -> SelectStatement {
    let id = ("lue", "id");
    let demandeur = Query::select()
        .column(id)
        .from_as("personne", "lue")
        .inner_join("dossier", Expr::col(("dossier", "id")).equals(("lue", "dossier_id")))
        .and_where(Expr::col(("dossier", "matricule")).eq(nir))
        .and_where(Expr::col(("lue", "role")).eq(RolePersonne::Demandeur.code()))
        .to_owned();
    Query::select()
        .column(id)
        .from_as("personne", "lue")
        .and_where(Expr::col(("lue", "nir")).eq(nir))
        .union(UnionType::All, demandeur)
        .to_owned()
}

fn par_naissance(naissance: Naissance) -> Condition {
    match naissance {
        Naissance::Jour(jour) => nee_le(jour),
        Naissance::Partielle(partie) => nee_en(partie),
    }
}

/// Born on that day; or in that month or year, when the caisse does not know more.
fn nee_le(jour: NaiveDate) -> Condition {
    let mois = NaissancePartielle::mois_de(jour);
    Condition::any()
        .add(Expr::col(("personne", "date_naissance")).eq(jour))
        .add(Condition::all().add(precision(PrecisionNaissance::JourInconnu)).add(entre(mois)))
        .add(au_mieux_dans_l_annee(mois))
}

/// Born in that month, or in that year: those of whom the caisse knows the year alone come out
/// with any month of it.
fn nee_en(partie: NaissancePartielle) -> Condition {
    let mois_connu = precision(PrecisionNaissance::JourEtMoisInconnus).not();
    Condition::any()
        .add(Condition::all().add(mois_connu).add(entre(partie)))
        .add(au_mieux_dans_l_annee(partie))
}

fn au_mieux_dans_l_annee(partie: NaissancePartielle) -> Condition {
    Condition::all().add(precision(PrecisionNaissance::JourEtMoisInconnus)).add(entre(partie.annee()))
}

fn precision(precision: PrecisionNaissance) -> Expr {
    Expr::col(("personne", "naissance_precision")).eq(precision.code())
}

fn entre(partie: NaissancePartielle) -> Expr {
    let (debut, fin) = partie.bornes();
    Expr::col(("personne", "date_naissance")).between(debut, fin)
}

/// A key begins with this word, or with it glued to one or two before it. (Glued to those after
/// it, it still begins alone.)
fn commence(noms: &[Mot], rang: usize) -> Condition {
    let debuts = (rang + 1).saturating_sub(COLLES_MAX)..=rang;
    debuts.fold(Condition::any(), |parmi, debut| {
        let colles: String = noms[debut..=rang].iter().map(|mot| mot.texte.as_str()).collect();
        let cle = || Expr::col(("personne_cle", "cle"));
        parmi.add(cle().gte(colles.clone()).and(cle().lt(format!("{colles}{FIN}"))))
    })
}
