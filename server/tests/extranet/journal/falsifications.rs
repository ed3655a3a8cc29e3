//! Random tamperings, additions included: each is found, at its position.
//!
//! One journal, brought back after each trial: it was purged, stopped cleanly and opened again,
//! has a second chain, and ends either by a clean stop or by links that no seal covers yet.

use rand::{RngExt as _, SeedableRng as _};
use rand_chacha::ChaCha8Rng;
use reciproque_server::journal::{Filtre, Inscription, Journal, JournalErreur};
use reciproque_shared::journal::{Maillon, Tete};

use super::faux;
use super::terrain::{Intrus, Terrain, consultation};
use crate::bac::ampleur;

/// Links that a purge destroyed at the beginning of chain 0.
const PURGES: u64 = 3;
/// Where the first process stopped cleanly, and the second went on.
const ARRET: u64 = 7;
/// The last link that a seal covers.
const SCELLE: u64 = 12;
/// Links of chain 1, which a command wrote: the announcement of the purge, and two more.
const COMMANDE: u64 = 3;

const COLONNES: [(&str, &str); 13] = [
    ("instant", "instant + 1"),
    ("agent", "COALESCE(agent, 0) + 1"),
    ("profil", "'pilotage'"),
    ("organisation", "COALESCE(organisation, 0) + 1"),
    ("session", "'autre'"),
    ("acte", "acte || 's'"),
    ("objet", "'dossier:99'"),
    ("rubriques", "'[\"identite\"]'"),
    ("motif", "'demande'"),
    ("issue", "'refuse'"),
    ("client", "'198.51.100.1 Chrome'"),
    ("lie_a", "1"),
    ("seq", "seq + 1000"),
];

/// What was done to the store, and where it must be found.
struct Atteinte {
    sql: String,
    chaine: u64,
    position: u64,
    /// The other place where it shows as well.
    ou_bien: Option<(u64, u64)>,
}

struct Saine {
    journal: Journal,
    intrus: Intrus,
    lignes: Vec<Inscription>,
    /// The purged links, as a copy from before would give them back.
    purgees: Vec<Maillon>,
    /// Last link of chain 0.
    fin: u64,
}

/// The journal of the trials, and a copy of its tables to bring it back.
async fn preparer(terrain: &Terrain, arrete: bool) -> Saine {
    let journal = terrain.garni(ARRET as i64).await;
    let purgees =
        lignes(&journal).await.into_iter().take(PURGES as usize).map(|ligne| ligne.maillon).collect();
    journal.sceller().await.unwrap();
    let limite = consultation(PURGES as i64 + 1).instant;
    let commande = Journal::ouvrir_pour_une_commande(&terrain.url, &terrain.cle()).await.unwrap();
    commande.purger(&terrain.url, limite, consultation(20).instant).await.unwrap();
    for rang in 2..=COMMANDE {
        commande.append(consultation(rang as i64)).await.unwrap();
    }
    commande.fermer().await.unwrap();
    journal.fermer().await.unwrap();
    let journal = terrain.ouvrir().await;
    for rang in ARRET + 1..=SCELLE {
        journal.append(consultation(rang as i64)).await.unwrap();
    }
    journal.sceller().await.unwrap();
    let fin = if arrete { SCELLE } else { SCELLE + 2 };
    for rang in SCELLE + 1..=fin {
        journal.append(consultation(rang as i64)).await.unwrap();
    }
    if arrete {
        journal.fermer().await.unwrap();
    }
    let intrus = terrain.intrus().await;
    intrus.forcer().await;
    if intrus.sqlite() {
        intrus.executer("PRAGMA synchronous = OFF").await;
    }
    for table in TABLES {
        intrus.executer(&format!("CREATE TABLE saine_{table} AS SELECT * FROM {table}")).await;
    }
    Saine { lignes: lignes(&journal).await, journal, intrus, purgees, fin }
}

const TABLES: [&str; 3] = ["evenement", "sceau", "repere"];

async fn lignes(journal: &Journal) -> Vec<Inscription> {
    let mut lues = journal.chercher(&Filtre { limite: 1_000, ..Filtre::default() }).await.unwrap();
    lues.sort_by_key(|lue| (lue.chaine, lue.maillon.seq));
    lues
}

impl Saine {
    async fn remettre(&self) {
        let remettre =
            |table| format!("DELETE FROM {table}; INSERT INTO {table} SELECT * FROM saine_{table}; ");
        // Nothing here is to outlive the trial: no wait for the disk.
        let (avant, apres) = match self.intrus.sqlite() {
            true => ("BEGIN", "COMMIT"),
            false => ("SET synchronous_commit TO off", "SELECT 1"),
        };
        self.intrus.executer(&format!("{avant}; {} {apres}", TABLES.map(remettre).concat())).await;
    }

    fn tete(&self, chaine: u32, seq: u64) -> Tete {
        let ligne =
            self.lignes.iter().find(|ligne| ligne.chaine == chaine && ligne.maillon.seq == seq).unwrap();
        Tete { chaine, seq, empreinte: ligne.maillon.empreinte }
    }

    /// Draws a tampering.
    fn tirer(&self, de: &mut ChaCha8Rng) -> Atteinte {
        let chaine = de.random_range(0..2_u64);
        let (premier, fin) = if chaine == 0 { (PURGES + 1, self.fin) } else { (1, COMMANDE) };
        let seq = de.random_range(premier..=fin);
        let couvert = seq.min(if chaine == 0 { SCELLE } else { COMMANDE });
        match de.random_range(0..12) {
            0 | 1 => self.modifier(de, chaine, seq),
            2 => atteinte(
                format!("DELETE FROM evenement WHERE chaine = {chaine} AND seq = {couvert}"),
                chaine,
                couvert,
            ),
            3 => {
                let plus = de.random_range(couvert..=fin);
                let ou = format!("chaine = {chaine} AND seq BETWEEN {couvert} AND {plus}");
                atteinte(format!("DELETE FROM evenement WHERE {ou}"), chaine, couvert)
            }
            4 => revenir_en_arriere(chaine, couvert.max(premier + 1) - 1),
            5 => self.echanger(de, chaine, (premier, fin)),
            6 | 7 => self.ajouter(de, chaine, fin),
            8 => self.inventer(de),
            9 => self.rejouer(de, chaine, (premier, fin)),
            10 => self.glisser(de, chaine, seq, fin),
            _ => self.sceau(de, chaine),
        }
    }

    /// One column of one row.
    fn modifier(&self, de: &mut ChaCha8Rng, chaine: u64, seq: u64) -> Atteinte {
        let ou = format!("chaine = {chaine} AND seq = {seq}");
        let quoi = match de.random_range(0..COLONNES.len() + 3) {
            0 => format!("precedent = {}", self.intrus.octets(&[de.random(); 32])),
            1 => format!("empreinte = {}", self.intrus.octets(&[de.random(); 32])),
            2 => {
                // The last link of a chain leaves no gap there: it is found where it went.
                let arrivee = (chaine + 40, 1);
                let sql = format!("UPDATE evenement SET chaine = chaine + 40 WHERE {ou}");
                return Atteinte { ou_bien: Some(arrivee), ..atteinte(sql, chaine, seq) };
            }
            rang => format!("{} = {}", COLONNES[rang - 3].0, COLONNES[rang - 3].1),
        };
        atteinte(format!("UPDATE evenement SET {quoi} WHERE {ou}"), chaine, seq)
    }

    /// Two rows change places, their numbers or their contents.
    fn echanger(&self, de: &mut ChaCha8Rng, chaine: u64, (premier, fin): (u64, u64)) -> Atteinte {
        let un = de.random_range(premier..fin);
        let autre = de.random_range(un + 1..=fin);
        let place = |de: u64, a: u64| {
            format!("UPDATE evenement SET seq = {a} WHERE chaine = {chaine} AND seq = {de}; ")
        };
        atteinte([place(un, 999), place(autre, un), place(999, autre)].concat(), chaine, un)
    }

    /// After the end: one or more links, made without the key or under another.
    fn ajouter(&self, de: &mut ChaCha8Rng, chaine: u64, fin: u64) -> Atteinte {
        let sql = self.suite(de, self.tete(chaine as u32, fin));
        atteinte(sql, chaine, fin + 1)
    }

    fn suite(&self, de: &mut ChaCha8Rng, mut tete: Tete) -> String {
        let mut sql = String::new();
        let faux = if de.random() { faux::sans_cle } else { faux::sous_une_autre_cle };
        for _ in 0..de.random_range(1..4) {
            let maillon = faux(tete, consultation(de.random_range(1..30)));
            tete = Tete { seq: maillon.seq, empreinte: maillon.empreinte, ..tete };
            sql.push_str(&self.intrus.insertion(&maillon, tete.chaine));
        }
        sql
    }

    /// A chain that nobody opened: forged, or a copy of another.
    fn inventer(&self, de: &mut ChaCha8Rng) -> Atteinte {
        let chaine = [2, 3, 77, 255, 300][de.random_range(0..5)];
        if de.random() {
            return atteinte(self.suite(de, Tete::genese(chaine)), chaine.into(), 1);
        }
        let copie = self.lignes.iter().filter(|ligne| ligne.chaine == 1);
        let sql = copie.map(|ligne| self.intrus.insertion(&ligne.maillon, chaine)).collect();
        atteinte(sql, chaine.into(), 1)
    }

    /// A row that was once genuine: at the end under a new number, or where the purge took it away.
    fn rejouer(&self, de: &mut ChaCha8Rng, chaine: u64, (premier, fin): (u64, u64)) -> Atteinte {
        if chaine == 0 && de.random() {
            let purgee = &self.purgees[de.random_range(0..self.purgees.len())];
            return atteinte(self.intrus.insertion(purgee, 0), 0, PURGES + 1);
        }
        let seq = de.random_range(premier..=fin);
        let ligne =
            self.lignes.iter().find(|l| u64::from(l.chaine) == chaine && l.maillon.seq == seq).unwrap();
        let maillon = Maillon { seq: fin + 1, ..ligne.maillon.clone() };
        atteinte(self.intrus.insertion(&maillon, chaine as u32), chaine, fin + 1)
    }

    /// Between two links, those behind numbered anew.
    fn glisser(&self, de: &mut ChaCha8Rng, chaine: u64, seq: u64, fin: u64) -> Atteinte {
        let mut sql = String::new();
        for rang in (seq..=fin).rev() {
            let apres = rang + 1;
            sql.push_str(&format!(
                "UPDATE evenement SET seq = {apres} WHERE chaine = {chaine} AND seq = {rang}; "
            ));
        }
        let precedent =
            self.lignes.iter().find(|l| u64::from(l.chaine) == chaine && l.maillon.seq == seq).unwrap();
        let tete = Tete { chaine: chaine as u32, seq: seq - 1, empreinte: precedent.maillon.precedent };
        let faux = if de.random() { faux::sans_cle } else { faux::sous_une_autre_cle };
        sql.push_str(&self.intrus.insertion(&faux(tete, consultation(29)), chaine as u32));
        atteinte(sql, chaine, seq)
    }

    /// What the seals say, and the openings.
    fn sceau(&self, de: &mut ChaCha8Rng, chaine: u64) -> Atteinte {
        let premier = if chaine == 0 { PURGES + 1 } else { 1 };
        match de.random_range(0..4) {
            0 => {
                let ou = format!("chaine = {chaine} AND sorte = 'ouverture'");
                let sql = format!("UPDATE sceau SET instant = instant + 1 WHERE {ou}");
                atteinte(sql, chaine, 0)
            }
            1 => {
                let signature = self.intrus.octets(&[de.random(); 64]);
                let sql =
                    format!("UPDATE sceau SET signature = {signature} WHERE chaine = {chaine} AND seq = 0");
                atteinte(sql, chaine, 0)
            }
            2 => {
                let sql = format!("DELETE FROM sceau WHERE chaine = {chaine}");
                atteinte(sql, chaine, premier)
            }
            _ => atteinte(
                format!("DELETE FROM sceau WHERE chaine = 0 AND sorte = 'ouverture' AND seq = {ARRET}"),
                0,
                ARRET + 1,
            ),
        }
    }
}

fn atteinte(sql: String, chaine: u64, position: u64) -> Atteinte {
    Atteinte { sql, chaine, position, ou_bien: None }
}

/// The store as it was at `seq`, seals included; what is kept beside the key knows better.
fn revenir_en_arriere(chaine: u64, seq: u64) -> Atteinte {
    let ou = format!("WHERE chaine = {chaine} AND seq > {seq}");
    atteinte(format!("DELETE FROM evenement {ou}; DELETE FROM sceau {ou}"), chaine, seq + 1)
}

#[tokio::test]
async fn random_tamperings_are_all_found_at_their_position() {
    for terrain_arrete in [true, false] {
        for terrain in Terrain::tous().await {
            let saine = preparer(&terrain, terrain_arrete).await;
            let bilans = saine.journal.verifier().await.unwrap();
            assert_eq!(bilans.iter().map(|bilan| bilan.tete.seq).collect::<Vec<_>>(), [saine.fin, COMMANDE]);
            let mut de = ChaCha8Rng::seed_from_u64(u64::from(terrain_arrete));
            for rang in 0..ampleur(25, 5_000) {
                let Atteinte { sql, chaine, position, ou_bien } = saine.tirer(&mut de);
                saine.intrus.executer(&sql).await;
                let Err(JournalErreur::Rompu(trouvee)) = saine.journal.verifier().await else {
                    panic!("tampering {rang} not found:\n{sql}");
                };
                let ou = (u64::from(trouvee.chaine), trouvee.position);
                let attendues = [Some((chaine, position)), ou_bien];
                assert!(
                    attendues.contains(&Some(ou)),
                    "tampering {rang}: {trouvee}, not {attendues:?}\n{sql}"
                );
                saine.remettre().await;
            }
            saine.journal.verifier().await.unwrap();
        }
    }
}
