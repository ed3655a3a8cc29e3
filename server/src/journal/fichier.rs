//! Reading a SQLite journal in the thread that verifies it: each row is looked at where SQLite holds
//! it, encoded and digested, with nothing copied nor allocated. All of one instant.

use std::collections::HashMap;
use std::path::Path;
use std::time::Duration;

use reciproque_shared::journal::{
    Bilan, Empreinte, Issue, Lien, Raison, Rubriques, Verificateur, Vue, encoder_rubriques,
};
use rusqlite::{Connection, OpenFlags, Row};
use sea_orm::DbErr;

use super::JournalErreur;
use super::compteurs::Progres;
use super::lecture::{REPERE, SCEAU, illisible};
use super::repere::Repere;
use super::sceau::Sceau;
use super::verification::{Etendue, Matiere};

/// Columns of a link but its chain, in the order that [`lien`] reads them.
const LIEN: &str = "seq, instant, agent, profil, organisation, session, acte, objet, rubriques, motif, issue, client, \
                    lie_a, precedent, empreinte";
const PATIENCE: Duration = Duration::from_secs(5);

/// A SQLite journal as of one instant.
pub(super) struct Fichier(Connection);

impl Fichier {
    pub(super) fn ouvrir(chemin: &Path) -> Result<Self, JournalErreur> {
        let drapeaux = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let connexion = Connection::open_with_flags(chemin, drapeaux)?;
        connexion.busy_timeout(PATIENCE)?;
        connexion.execute_batch("BEGIN")?;
        Ok(Self(connexion))
    }

    pub(super) fn matiere(&self) -> Result<Matiere, JournalErreur> {
        let sceaux = self.lire(&format!("SELECT {SCEAU} FROM sceau ORDER BY chaine, seq"), sceau)?;
        let derniers = format!(
            "SELECT {REPERE} FROM repere WHERE seq = \
             (SELECT MAX(seq) FROM repere AS autre WHERE autre.chaine = repere.chaine)"
        );
        let reperes = self.lire(&derniers, repere)?;
        let mut chaines = Vec::new();
        let suivante = "SELECT chaine, seq, (SELECT MAX(seq) FROM evenement AS fin WHERE fin.chaine = debut.chaine) \
                        FROM evenement AS debut WHERE chaine > ?1 ORDER BY chaine, seq LIMIT 1";
        let mut requete = self.0.prepare(suivante)?;
        let mut apres = -1_i64;
        while let Some(ligne) = requete.query([apres])?.next()? {
            apres = ligne.get(0)?;
            let chaine = u32::try_from(apres).map_err(|_| illisible())?;
            chaines.push(Etendue { chaine, premier: ligne.get(1)?, dernier: ligne.get(2)? });
        }
        Ok(Matiere { sceaux, reperes, chaines })
    }

    fn lire<T>(&self, texte: &str, lue: fn(&Row<'_>) -> Option<T>) -> Result<Vec<T>, JournalErreur> {
        let mut requete = self.0.prepare(texte)?;
        let mut lignes = requete.query([])?;
        let mut toutes = Vec::new();
        while let Some(ligne) = lignes.next()? {
            toutes.push(lue(ligne).ok_or_else(illisible)?);
        }
        Ok(toutes)
    }

    /// Walks a chain from its first link on.
    pub(super) fn parcourir(
        &self,
        mut verificateur: Verificateur,
        progres: &Progres,
    ) -> Result<Bilan, JournalErreur> {
        let mut requete =
            self.0.prepare(&format!("SELECT {LIEN} FROM evenement WHERE chaine = ?1 ORDER BY seq"))?;
        let mut lignes = requete.query([verificateur.tete().chaine])?;
        let mut connues = Connues::default();
        while let Some(ligne) = lignes.next()? {
            let Some(lien) = lien(ligne, &mut connues) else {
                let position = verificateur.tete().seq + 1;
                return Err(verificateur.rupture(position, Raison::Illisible).into());
            };
            verificateur.avancer(&lien)?;
            progres.avancer();
        }
        Ok(verificateur.terminer()?)
    }
}

/// Nothing when the row is not what the writer wrote.
fn lien<'a>(ligne: &'a Row<'_>, connues: &'a mut Connues) -> Option<Lien<'a>> {
    let vue = Vue {
        instant_ms: entier(ligne, 1)?,
        agent: entier_ou_rien(ligne, 2)?,
        profil: texte_ou_rien(ligne, 3)?,
        organisation: entier_ou_rien(ligne, 4)?,
        session: texte_ou_rien(ligne, 5)?,
        acte: texte(ligne, 6)?,
        objet: texte_ou_rien(ligne, 7)?,
        rubriques: Rubriques::Encodees(connues.encodees(texte(ligne, 8)?)?),
        motif: texte_ou_rien(ligne, 9)?,
        issue: Issue::lire(texte(ligne, 10)?)?,
        client: texte(ligne, 11)?,
        lie_a: entier_ou_rien(ligne, 12)?.map(u64::try_from).transpose().ok()?,
    };
    let seq = u64::try_from(entier(ligne, 0)?).ok()?;
    Some(Lien { seq, vue, precedent: empreinte(ligne, 13)?, empreinte: empreinte(ligne, 14)? })
}

fn entier(ligne: &Row<'_>, rang: usize) -> Option<i64> {
    ligne.get_ref(rang).ok()?.as_i64().ok()
}

fn entier_ou_rien(ligne: &Row<'_>, rang: usize) -> Option<Option<i64>> {
    ligne.get_ref(rang).ok()?.as_i64_or_null().ok()
}

fn texte<'a>(ligne: &'a Row<'_>, rang: usize) -> Option<&'a str> {
    ligne.get_ref(rang).ok()?.as_str().ok()
}

fn texte_ou_rien<'a>(ligne: &'a Row<'_>, rang: usize) -> Option<Option<&'a str>> {
    ligne.get_ref(rang).ok()?.as_str_or_null().ok()
}

fn empreinte(ligne: &Row<'_>, rang: usize) -> Option<Empreinte> {
    ligne.get_ref(rang).ok()?.as_blob().ok()?.try_into().ok().map(Empreinte::new)
}

fn sceau(ligne: &Row<'_>) -> Option<Sceau> {
    let octets = |rang| ligne.get_ref(rang).ok()?.as_blob().ok();
    Sceau::lire(
        (entier(ligne, 0)?, entier(ligne, 1)?),
        octets(2)?,
        entier(ligne, 3)?,
        octets(4)?,
        texte(ligne, 5)?,
    )
}

fn repere(ligne: &Row<'_>) -> Option<Repere> {
    let octets = |rang| ligne.get_ref(rang).ok()?.as_blob().ok();
    Repere::lire(
        (entier(ligne, 0)?, entier(ligne, 1)?),
        octets(2)?,
        (entier(ligne, 3)?, entier(ligne, 5)?),
        octets(4)?,
    )
}

/// Few lists of rubriques are ever written: each is read and encoded once.
#[derive(Default)]
struct Connues {
    rangs: HashMap<String, usize>,
    encodees: Vec<Vec<u8>>,
    /// The last one met, which often comes again.
    derniere: String,
    rang: usize,
}

impl Connues {
    fn encodees(&mut self, json: &str) -> Option<&[u8]> {
        if self.encodees.is_empty() || self.derniere != json {
            self.rang = match self.rangs.get(json) {
                Some(rang) => *rang,
                None => self.apprendre(json)?,
            };
            self.derniere.clear();
            self.derniere.push_str(json);
        }
        self.encodees.get(self.rang).map(Vec::as_slice)
    }

    fn apprendre(&mut self, json: &str) -> Option<usize> {
        let rubriques: Vec<String> = serde_json::from_str(json).ok()?;
        let mut octets = Vec::new();
        encoder_rubriques(&mut octets, &rubriques);
        self.encodees.push(octets);
        self.rangs.insert(json.to_owned(), self.encodees.len() - 1);
        Some(self.encodees.len() - 1)
    }
}

impl From<rusqlite::Error> for JournalErreur {
    fn from(erreur: rusqlite::Error) -> Self {
        DbErr::Custom(erreur.to_string()).into()
    }
}
