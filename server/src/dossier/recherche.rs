//! One search box: NIR with or without key and spaces, matricule, numéro de demande,
//! name, birth date; accents and case ignored; within scope only.

use std::collections::HashMap;

use chrono::NaiveDate;
use reciproque_shared::api::Rechercher;
use reciproque_shared::date;
use reciproque_shared::dossier::{EtatDossier, LigneDossier, ResultatsRecherche, RolePersonne};
use reciproque_shared::erreur::ErreurChamp;
use reciproque_shared::habilitation::{Acte, Rubrique};
use reciproque_shared::identifiant::CommuneInsee;
use reciproque_shared::nomenclature;
use reciproque_shared::personne::{Nir, cle_de_recherche};
use sea_orm::sea_query::{Condition, Expr, ExprTrait, Order};

use super::requete::{LignePersonne, lignes_personnes, lire_lignes};
use crate::guard::{Objet, Passage, Traced};
use crate::refus::Refus;
use crate::routeur::Demande;

/// Results shown; more ask for a more precise search.
const RESULTATS_MAX: u64 = 20;
/// Recent views shown on the home page.
const CONSULTATIONS_MAX: u32 = 10;
/// Letters needed before a name search means anything.
const NOM_MIN: usize = 2;

/// How a typed text is understood.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Critere {
    Nir(String),
    /// Matricule or numéro de demande: digits, whole.
    Numero(String),
    Naissance(NaiveDate),
    /// Folded words, each the start of a name or of a first name.
    Mots(Vec<String>),
    MotsEtNaissance(Vec<String>, NaiveDate),
}

impl Critere {
    fn lire(texte: &str, aujourdhui: NaiveDate) -> Option<Self> {
        if let Ok(nir) = Nir::lire(texte) {
            return Some(Self::Nir(nir.as_str().to_owned()));
        }
        if let Ok(naissance) = date::lire_naissance(texte, aujourdhui) {
            return Some(Self::Naissance(naissance));
        }
        let compact: String = texte.chars().filter(|c| !c.is_whitespace()).collect();
        if compact.len() >= 5 && compact.chars().all(|c| c.is_ascii_digit()) {
            return Some(Self::Numero(compact));
        }
        Self::mots(texte, aujourdhui)
    }

    /// Words of a name, and perhaps a birth date at the end (« muller 3/4/84 »).
    fn mots(texte: &str, aujourdhui: NaiveDate) -> Option<Self> {
        if let Some((debut, fin)) = texte.trim().rsplit_once(' ')
            && let Ok(naissance) = date::lire_naissance(fin, aujourdhui)
        {
            return decouper(debut).map(|mots| Self::MotsEtNaissance(mots, naissance));
        }
        decouper(texte).map(Self::Mots)
    }

    const fn compris(&self) -> &'static str {
        match self {
            Self::Nir(_) => "NIR",
            Self::Numero(_) => "matricule ou numéro de demande",
            Self::Naissance(_) => "date de naissance",
            Self::Mots(_) => "nom ou prénom",
            Self::MotsEtNaissance(..) => "nom et date de naissance",
        }
    }

    fn condition(&self) -> Condition {
        match self {
            Self::Nir(nir) => Condition::all().add(Expr::col(("personne", "nir")).eq(nir)),
            Self::Numero(numero) => Condition::any()
                .add(Expr::col(("dossier", "matricule")).eq(numero))
                .add(Expr::col(("dossier", "numero_demande")).eq(numero)),
            Self::Naissance(jour) => {
                Condition::all().add(Expr::col(("personne", "date_naissance")).eq(*jour))
            }
            Self::Mots(mots) => mots.iter().fold(Condition::all(), |tous, mot| tous.add(commence(mot))),
            Self::MotsEtNaissance(mots, jour) => {
                Self::Mots(mots.clone()).condition().add(Expr::col(("personne", "date_naissance")).eq(*jour))
            }
        }
    }
}

fn decouper(texte: &str) -> Option<Vec<String>> {
    let cle = cle_de_recherche(texte);
    let mots: Vec<String> = cle.split(' ').filter(|mot| !mot.is_empty()).map(str::to_owned).collect();
    (mots.iter().map(String::len).sum::<usize>() >= NOM_MIN).then_some(mots)
}

/// A word starts a name or a first name, or one of the words of a compound one.
/// Folded words are letters and digits: nothing to escape in a LIKE.
fn commence(mot: &str) -> Condition {
    let colonnes = ["nom_cle", "nom_naissance_cle", "prenom_cle"];
    colonnes.iter().fold(Condition::any(), |parmi, colonne| {
        let colonne = Expr::col(("personne", *colonne));
        parmi.add(colonne.clone().like(format!("{mot}%"))).add(colonne.like(format!("% {mot}%")))
    })
}

/// `POST /recherches`
pub async fn rechercher(
    passage: Passage,
    demande: Demande<Rechercher>,
) -> Result<Traced<ResultatsRecherche>, Refus> {
    let app = passage.app();
    let texte = demande.corps.lire().map_err(Refus::Invalide)?;
    let Some(critere) = Critere::lire(texte, app.horloge.aujourdhui()) else {
        return Err(Refus::Invalide(vec![ErreurChamp::new(
            "texte",
            "recherche_trop_courte",
            "Tapez au moins deux lettres d’un nom, ou un NIR, un matricule, un numéro de demande, une date de naissance.",
        )]));
    };
    let requete = lignes_personnes(&passage)
        .cond_where(critere.condition())
        .order_by(("personne", "nom_cle"), Order::Asc)
        .order_by(("personne", "prenom_cle"), Order::Asc)
        .order_by(("personne", "id"), Order::Asc)
        .limit(RESULTATS_MAX + 1)
        .to_owned();
    let mut lignes = lire_lignes(app.depot.lecture(), &requete).await?;
    let tronque = lignes.len() as u64 > RESULTATS_MAX;
    lignes.truncate(RESULTATS_MAX as usize);
    let resultats = ResultatsRecherche {
        lignes: lignes.into_iter().map(|ligne| ligne.lire(None)).collect(),
        tronque,
        compris: critere.compris().to_owned(),
    };
    passage
        .laisser_sortir(Objet::new("recherche", critere.code()), &[Rubrique::Identite], |_| resultats)
        .await
}

impl Critere {
    /// What kind of search it was, for the journal: never what was typed.
    const fn code(&self) -> &'static str {
        match self {
            Self::Nir(_) => "nir",
            Self::Numero(_) => "numero",
            Self::Naissance(_) => "naissance",
            Self::Mots(_) => "nom",
            Self::MotsEtNaissance(..) => "nom_naissance",
        }
    }
}

/// The dossiers opened last by the agent, the latest first, by their demandeur.
///
/// # Errors
/// When the journal or the store can't be read.
pub async fn derniers_dossiers(passage: &Passage) -> Result<Vec<LigneDossier>, Refus> {
    let app = passage.app();
    let acte = [Acte::ConsulterDossier.code()];
    let vus = app.journal.dernieres_consultations(passage.agent().id, &acte, CONSULTATIONS_MAX).await?;
    let rangs: HashMap<i64, usize> =
        vus.iter().enumerate().filter_map(|(rang, vu)| Some((numero(&vu.objet)?, rang))).collect();
    let requete = lignes_personnes(passage)
        .and_where(Expr::col(("dossier", "id")).is_in(rangs.keys().copied()))
        .and_where(Expr::col(("personne", "role")).eq(RolePersonne::Demandeur.code()))
        .to_owned();
    let lignes = lire_lignes(app.depot.lecture(), &requete).await?;
    let mut dossiers: Vec<_> = lignes
        .into_iter()
        .filter_map(|ligne| {
            rangs.get(&ligne.dossier).map(|rang| (*rang, ligne.lire(Some(vus[*rang].instant))))
        })
        .collect();
    dossiers.sort_by_key(|(rang, _)| *rang);
    Ok(dossiers.into_iter().map(|(_, ligne)| ligne).collect())
}

/// The number in `dossier:42`.
fn numero(objet: &str) -> Option<i64> {
    objet.strip_prefix("dossier:")?.parse().ok()
}

fn nom_commune(insee: &str) -> Option<&'static str> {
    nomenclature::commune(&CommuneInsee::lire(insee).ok()?)
}

impl LignePersonne {
    fn lire(self, consulte_a: Option<chrono::DateTime<chrono::Utc>>) -> LigneDossier {
        LigneDossier {
            dossier: self.dossier,
            personne: self.personne,
            nom: self.nom,
            prenom: self.prenom,
            date_naissance: self.date_naissance,
            role: RolePersonne::du_code(&self.role).unwrap_or(RolePersonne::Autre),
            commune: self.commune.as_deref().and_then(nom_commune).map(str::to_owned),
            etat: EtatDossier::du_code(&self.etat).unwrap_or(EtatDossier::NonDefini),
            consulte_a,
        }
    }
}
