//! `reciproque france-travail exporter`: the orientations that run and that France Travail does not know
//! as they are, in a file for it. Each sending is kept, so that its answer finds it.

use std::collections::HashMap;
use std::io::Write as _;
use std::path::Path;

use chrono::{DateTime, NaiveDate, Utc};
use reciproque_shared::date;
use reciproque_shared::dossier::IdentiteLue;
use reciproque_shared::france_travail::{
    CodeParcours, ContenuEnvoi, Correspondance, EtatEnvoi, Organisme, etat_courant,
};
use reciproque_shared::habilitation::{Acte, Rubrique};
use reciproque_shared::organisation::SorteOrganisation;
use reciproque_shared::parcours::SorteOrientation;
use sea_orm::{ActiveValue::Set, DbErr, EntityTrait};

use super::lecture::contenu;
use crate::depot::Depot;
use crate::depot::entite::envoi_france_travail as envoi;
use crate::depot::sql::{Clause, Sql, colonnes, en_vigueur, ligne};
use crate::export_csv::csv;
use crate::fichier::{ecrire_prive, inutilisable};
use crate::flux::importation::sous_trace;
use crate::journal::Journal;
use crate::serveur::Horloge;

/// Rows written by one statement: engines bound the number of values.
const LOT: usize = 500;

const ENTETES: [&str; 11] = [
    "REFERENCE",
    "IDENTIFIANT_DE",
    "NOM",
    "PRENOM",
    "DATE_NAISSANCE",
    "PARCOURS",
    "ORGANISME",
    "STRUCTURE",
    "REFERENT",
    "DATE_DEBUT",
    "DATE_FIN",
];

/// What is to be sent, and where.
pub struct Options<'a> {
    pub vers: &'a Path,
    pub correspondance: Correspondance,
    /// What was refused too, as it is.
    pub refuses: bool,
}

/// Writes the file under the journal; answers how many orientations it holds. Nothing is written when
/// there are none.
///
/// # Errors
/// The file, the store or the journal can't be written: nothing is kept as sent then.
pub async fn exporter(
    (depot, journal): (&Depot, &Journal),
    options: &Options<'_>,
    horloge: &Horloge,
) -> anyhow::Result<usize> {
    let jour = horloge.aujourdhui();
    let fait = ecrire(depot, options, jour, horloge.maintenant());
    sous_trace(journal, (Acte::ExporterFranceTravail, &format!("france_travail:{jour}")), horloge, fait).await
}

async fn ecrire(
    depot: &Depot,
    options: &Options<'_>,
    jour: NaiveDate,
    maintenant: DateTime<Utc>,
) -> anyhow::Result<usize> {
    let base = depot.transaction().await?;
    let derniers = derniers(&base).await?;
    let mut lignes = Vec::new();
    for courante in courantes(&base, jour).await? {
        let dernier = derniers.get(&courante.orientation);
        let connu = dernier.and_then(contenu);
        let etat = etat_courant(&courante.contenu(), connu.as_ref().map(|(contenu, etat)| (contenu, *etat)));
        if etat == EtatEnvoi::AEnvoyer || (options.refuses && etat == EtatEnvoi::Refuse) {
            let rang = dernier.map_or(0, |dernier| dernier.rang) + 1;
            let organisme = courante.organisme(&options.correspondance);
            lignes.push((courante, rang, organisme));
        }
    }
    if lignes.is_empty() {
        return Ok(0);
    }
    remplacer(&base, lignes.iter().map(|(courante, ..)| courante.orientation).collect()).await?;
    for lot in lignes.chunks(LOT) {
        let rangees =
            lot.iter().map(|(courante, rang, organisme)| courante.envoi(*rang, *organisme, maintenant));
        envoi::Entity::insert_many(rangees).exec_without_returning(&base).await?;
    }
    let texte =
        csv(ENTETES, lignes.iter().map(|(courante, rang, organisme)| courante.cellules(*rang, *organisme)))?;
    let remede = "Choisissez un dossier où ce compte peut écrire, sur un disque qui a de la place.";
    let ecrit = ecrire_prive(options.vers).and_then(|mut fichier| {
        fichier.write_all(texte.as_bytes())?;
        fichier.sync_all()
    });
    ecrit.map_err(inutilisable("le fichier", options.vers, remede))?;
    if let Err(erreur) = base.commit().await {
        // A file of which nothing is kept would have no answer.
        std::fs::remove_file(options.vers)?;
        return Err(erreur.into());
    }
    Ok(lignes.len())
}

/// The last sending of each orientation.
async fn derniers(base: &impl Sql) -> Result<HashMap<i64, envoi::Model>, DbErr> {
    let colonnes = colonnes::<envoi::Model>("envoi_france_travail");
    let requete = format!("SELECT {colonnes} FROM envoi_france_travail ORDER BY envoi_france_travail.rang");
    let lus: Vec<envoi::Model> = base.trouver(Clause::from(requete)).await?;
    Ok(lus.into_iter().map(|lu| (lu.orientation_id, lu)).collect())
}

/// The answers to these come too late.
async fn remplacer(base: &impl Sql, orientations: Vec<i64>) -> Result<(), DbErr> {
    for lot in orientations.chunks(LOT) {
        let requete =
            Clause::from("UPDATE envoi_france_travail SET etat = ? WHERE etat = ? AND orientation_id IN ")
                .avec(EtatEnvoi::Remplace.code())
                .avec(EtatEnvoi::Envoye.code())
                .puis(Clause::parmi(lot.iter().copied()));
        base.changer(requete).await?;
    }
    Ok(())
}

ligne! {
    /// An orientation that runs, of an adult still in the foyer.
    struct Courante {
        orientation: i64,
        personne: i64,
        sorte: String,
        debut: NaiveDate,
        fin: Option<NaiveDate>,
        structure: String,
        sorte_structure: String,
        referent: Option<i64>,
        prenom_referent: Option<String>,
        nom_referent: Option<String>,
        nom: String,
        prenom: String,
        naissance: NaiveDate,
        identite: Option<String>,
    }
}

async fn courantes(base: &impl Sql, jour: NaiveDate) -> Result<Vec<Courante>, DbErr> {
    let requete = Clause::from(
        "SELECT orientation.id, orientation.personne_id, orientation.sorte, orientation.debut, orientation.fin, \
         organisation.nom, organisation.sorte, referent.agent_id, agent.prenom, agent.nom, personne.nom, \
         personne.prenom, personne.date_naissance, rubrique_personne.contenu FROM orientation \
         INNER JOIN organisation ON organisation.id = orientation.organisation_id \
         INNER JOIN personne ON personne.id = orientation.personne_id \
         LEFT JOIN referent ON referent.personne_id = orientation.personne_id AND ",
    )
    .puis(en_vigueur("referent", "debut", "fin", jour))
    .puis(
        " LEFT JOIN agent ON agent.id = referent.agent_id LEFT JOIN rubrique_personne \
         ON rubrique_personne.personne_id = personne.id AND rubrique_personne.rubrique = ? WHERE ",
    )
    .avec(Rubrique::Identite.code())
    .puis(en_vigueur("orientation", "debut", "fin", jour))
    .et("personne.partie_le IS NULL ORDER BY orientation.id");
    base.trouver(requete).await
}

impl Courante {
    fn contenu(&self) -> ContenuEnvoi {
        // As everywhere, a kind that this version does not know is read as the one that asks least.
        let sorte = SorteOrientation::du_code(&self.sorte).unwrap_or(SorteOrientation::Social);
        ContenuEnvoi {
            orientation: self.orientation,
            parcours: CodeParcours::de(sorte),
            debut: self.debut,
            fin: self.fin,
            referent: self.referent,
        }
    }

    fn organisme(&self, correspondance: &Correspondance) -> Organisme {
        let sorte = SorteOrganisation::du_code(&self.sorte_structure).unwrap_or(SorteOrganisation::Structure);
        correspondance.organisme(&self.structure).unwrap_or_else(|| Organisme::de(sorte))
    }

    fn envoi(&self, rang: i32, organisme: Organisme, maintenant: DateTime<Utc>) -> envoi::ActiveModel {
        let contenu = self.contenu();
        envoi::ActiveModel {
            personne_id: Set(self.personne),
            orientation_id: Set(contenu.orientation),
            rang: Set(rang),
            parcours: Set(contenu.parcours.code().to_owned()),
            organisme: Set(organisme.code().to_owned()),
            structure: Set(self.structure.clone()),
            referent_id: Set(contenu.referent),
            debut: Set(contenu.debut),
            fin: Set(contenu.fin),
            etat: Set(EtatEnvoi::Envoye.code().to_owned()),
            envoye_le: Set(maintenant),
            ..Default::default()
        }
    }

    /// In the order of [`ENTETES`].
    fn cellules(&self, rang: i32, organisme: Organisme) -> [String; 11] {
        let identite =
            self.identite.as_deref().and_then(|texte| serde_json::from_str::<IdentiteLue>(texte).ok());
        let identifiant = identite.and_then(|identite| identite.identifiant_pole_emploi);
        let referent = self.prenom_referent.as_deref().zip(self.nom_referent.as_deref());
        [
            format!("{}-{rang}", self.orientation),
            identifiant.unwrap_or_default(),
            self.nom.clone(),
            self.prenom.clone(),
            date::court(self.naissance),
            self.contenu().parcours.code().to_owned(),
            organisme.code().to_owned(),
            self.structure.clone(),
            referent.map(|(prenom, nom)| format!("{prenom} {nom}")).unwrap_or_default(),
            date::court(self.debut),
            self.fin.map(date::court).unwrap_or_default(),
        ]
    }
}
