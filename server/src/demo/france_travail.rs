//! What an invented France Travail tells of the persons of the demo: two files, a month apart, read by the
//! real importer; then what is sent there, and some answers.

use std::io::Write as _;
use std::path::Path;

use anyhow::Context;
use chrono::{Days, NaiveDate};
use reciproque_shared::date;
use reciproque_shared::dossier::IdentiteLue;
use reciproque_shared::habilitation::Rubrique;
use reciproque_shared::parcours::SorteOrientation;
use sea_orm::DbErr;

use crate::depot::Depot;
use crate::depot::sql::{Clause, Sql, en_vigueur, ligne};
use crate::export_csv::csv;
use crate::fichier::ecrire_prive;
use crate::france_travail::{correspondance, envoi, importation, reponses};
use crate::journal::Journal;
use crate::serveur::Horloge;

/// Days since each file was made.
const MOIS_DERNIER: u64 = 34;
const CE_MOIS: u64 = 4;
/// Answers read, of what was sent.
const REPONSES: usize = 240;

const ENTETES: [&str; 16] = [
    "DATE_SITUATION",
    "IDENTIFIANT_DE",
    "NIR",
    "NOM",
    "PRENOM",
    "DATE_NAISSANCE",
    "STATUT",
    "DATE_INSCRIPTION",
    "DATE_SORTIE",
    "MOTIF_SORTIE",
    "CATEGORIE",
    "DATE_DERNIER_ENTRETIEN",
    "AGENCE",
    "CONSEILLER",
    "PLAN_DEBUT",
    "PLAN_FIN",
];

const AGENCES: [(&str, &str); 4] = [
    ("Mulhouse Nord", "Paule WEISS"),
    ("Colmar Europe", "Denis HUMBERT"),
    ("Saint-Louis", "Aline FUCHS"),
    ("Thann", "Karim ROUX"),
];

ligne! {
    /// Somebody oriented today, with the contract that runs.
    struct Suivie {
        nom: String,
        prenom: String,
        naissance: NaiveDate,
        sorte: String,
        oriente_le: NaiveDate,
        identite: Option<String>,
        contrat_debut: Option<NaiveDate>,
        contrat_fin: Option<NaiveDate>,
    }
}

/// Reads both files, sends what runs, reads some answers. The last of each file stays in `dossier`.
pub async fn installer(
    depot: &Depot,
    journal: &Journal,
    dossier: &Path,
    horloge: &Horloge,
) -> anyhow::Result<()> {
    let jour = horloge.aujourdhui();
    let suivies = suivies(depot.lecture(), jour).await?;
    let chemin = dossier.join("france-travail-demo.csv");
    for age in [MOIS_DERNIER, CE_MOIS] {
        let au = avant(jour, age);
        let lignes = suivies.iter().enumerate().map(|(rang, suivie)| suivie.ligne(rang, au, age == CE_MOIS));
        ecrire(&chemin, &csv(ENTETES, lignes.chain([inconnue(au)]))?)?;
        let options = importation::Options { correspondance: correspondance(None)?, au: None, essai: false };
        importation::importer((depot, journal), &chemin, &options, horloge).await?;
    }
    let vers = dossier.join("orientations-demo.csv");
    let options = envoi::Options { vers: &vers, correspondance: correspondance(None)?, refuses: false };
    envoi::exporter((depot, journal), &options, horloge).await?;
    repondre(depot, journal, &vers, horloge).await
}

fn ecrire(chemin: &Path, texte: &str) -> anyhow::Result<()> {
    let mut fichier = ecrire_prive(chemin).context("le fichier inventé de France Travail ne s’écrit pas")?;
    fichier.write_all(texte.as_bytes()).context("le fichier inventé de France Travail ne s’écrit pas")
}

/// To the first of those sent: one in eight is refused.
async fn repondre(depot: &Depot, journal: &Journal, envoyes: &Path, horloge: &Horloge) -> anyhow::Result<()> {
    let texte = std::fs::read_to_string(envoyes)?;
    let references = texte.lines().skip(1).filter_map(|ligne| ligne.split(';').next()).take(REPONSES);
    let lignes = references.enumerate().map(|(rang, reference)| match rang % 8 {
        3 => [reference.to_owned(), "REFUSEE".to_owned(), "Usager non identifié".to_owned()],
        _ => [reference.to_owned(), "ACCEPTEE".to_owned(), String::new()],
    });
    let chemin = envoyes.with_file_name("reponses-demo.csv");
    ecrire(&chemin, &csv(["REFERENCE", "REPONSE", "MOTIF"], lignes)?)?;
    reponses::lire((depot, journal), &chemin, &correspondance(None)?, horloge).await.map(drop)
}

async fn suivies(base: &impl Sql, jour: NaiveDate) -> Result<Vec<Suivie>, DbErr> {
    let requete = Clause::from(
        "SELECT personne.nom, personne.prenom, personne.date_naissance, orientation.sorte, orientation.debut, \
         rubrique_personne.contenu, (SELECT MAX(cer.debut) FROM cer WHERE cer.personne_id = personne.id \
         AND cer.etat = 'valide' AND cer.debut <= ? AND cer.fin >= ?), (SELECT MAX(cer.fin) FROM cer \
         WHERE cer.personne_id = personne.id AND cer.etat = 'valide' AND cer.debut <= ? AND cer.fin >= ?) \
         FROM orientation INNER JOIN personne ON personne.id = orientation.personne_id \
         LEFT JOIN rubrique_personne ON rubrique_personne.personne_id = personne.id \
         AND rubrique_personne.rubrique = ? WHERE personne.partie_le IS NULL AND ",
    );
    let requete = [(); 4].iter().fold(requete, |requete, ()| requete.avec(jour));
    let requete =
        requete.avec(Rubrique::Identite.code()).puis(en_vigueur("orientation", "debut", "fin", jour));
    base.trouver(requete.puis(" ORDER BY orientation.id")).await
}

/// What the file says of whether one is registered.
struct Inscription {
    statut: &'static str,
    depuis: NaiveDate,
    sortie: Option<(NaiveDate, &'static str)>,
}

impl Suivie {
    fn ligne(&self, rang: usize, au: NaiveDate, ce_mois: bool) -> [String; 16] {
        let emploi = self.sorte == SorteOrientation::Professionnel.code();
        let inscription = self.inscription(rang, au, ce_mois);
        let inscrite = inscription.sortie.is_none();
        let social = self.sorte == SorteOrientation::Social.code();
        let (agence, conseiller) = AGENCES[rang % AGENCES.len()];
        // Nobody is named there for who is in a social support, nor for a few others.
        let conseiller = if social || (emploi && rang.is_multiple_of(9)) { "" } else { conseiller };
        let categorie = if social { "F" } else { ["A", "B", "A", "C", "G"][rang % 5] };
        let (plan_debut, plan_fin) = self.plan(rang).filter(|_| inscrite).unzip();
        let identite =
            self.identite.as_deref().and_then(|texte| serde_json::from_str::<IdentiteLue>(texte).ok());
        let jour = |jour: Option<NaiveDate>| jour.map(date::court).unwrap_or_default();
        [
            date::court(au),
            identite.and_then(|identite| identite.identifiant_pole_emploi).unwrap_or_default(),
            String::new(),
            self.nom.clone(),
            self.prenom.clone(),
            date::court(self.naissance),
            inscription.statut.to_owned(),
            date::court(inscription.depuis),
            jour(inscription.sortie.map(|(le, _)| le)),
            inscription.sortie.map_or("", |(_, motif)| motif).to_owned(),
            categorie.to_owned(),
            jour((!social).then(|| avant(au, 10 + rang as u64 % 40))),
            agence.to_owned(),
            conseiller.to_owned(),
            jour(plan_debut),
            jour(plan_fin.flatten()),
        ]
    }

    fn inscription(&self, rang: usize, au: NaiveDate, ce_mois: bool) -> Inscription {
        let depuis = avant(self.oriente_le.min(au), 30);
        let radiee = |jours| Some((avant(au, jours).max(depuis), "Absence à une convocation"));
        let (statut, sortie) = match (rang % 14, ce_mois) {
            (4, true) => ("RADIE", radiee(80)),
            (4, false) => ("RADIE", radiee(50)),
            (8, true) => ("CESSATION", Some((avant(au, 12).max(depuis), "Reprise d’emploi"))),
            // Struck off, then registered again.
            (11, false) => ("RADIE", radiee(6)),
            (11, true) => return Inscription { statut: "INSCRIT", depuis: avant(au, 25), sortie: None },
            _ => ("INSCRIT", None),
        };
        Inscription { statut, depuis, sortie }
    }

    /// Of the contract that runs, but for a few.
    fn plan(&self, rang: usize) -> Option<(NaiveDate, Option<NaiveDate>)> {
        let debut = self.contrat_debut.filter(|_| self.sorte == SorteOrientation::Professionnel.code())?;
        Some((if rang % 6 == 2 { avant(debut, 14) } else { debut }, self.contrat_fin))
    }
}

/// Somebody of another département.
fn inconnue(au: NaiveDate) -> [String; 16] {
    let mut cellules = [const { String::new() }; 16];
    for (rang, texte) in
        [(3, "AILLEURS"), (4, "Camille"), (5, "17/05/1988"), (6, "INSCRIT"), (7, "02/03/2020")]
    {
        cellules[rang] = texte.to_owned();
    }
    cellules[0] = date::court(au);
    cellules
}

fn avant(jour: NaiveDate, jours: u64) -> NaiveDate {
    jour.checked_sub_days(Days::new(jours)).unwrap_or(jour)
}
