//! An event by reference: what is encoded, whether it comes from a caller or from a row that is
//! being read, without a copy.

use super::{Empreinte, Evenement, Issue, Maillon};

/// The fields of an [`Evenement`], borrowed.
#[derive(Clone, Copy, Debug)]
pub struct Vue<'a> {
    pub instant_ms: i64,
    pub agent: Option<i64>,
    pub profil: Option<&'a str>,
    pub organisation: Option<i64>,
    pub session: Option<&'a str>,
    pub acte: &'a str,
    pub objet: Option<&'a str>,
    pub rubriques: Rubriques<'a>,
    pub motif: Option<&'a str>,
    pub issue: Issue,
    pub client: &'a str,
    pub lie_a: Option<u64>,
}

/// The rubriques of an event: few lists are used, so a reader keeps each encoded.
#[derive(Clone, Copy, Debug)]
pub enum Rubriques<'a> {
    Liste(&'a [String]),
    /// By [`encoder_rubriques`].
    Encodees(&'a [u8]),
}

/// A link, borrowed.
#[derive(Clone, Copy, Debug)]
pub struct Lien<'a> {
    pub seq: u64,
    pub vue: Vue<'a>,
    pub precedent: Empreinte,
    pub empreinte: Empreinte,
}

impl Evenement {
    #[must_use]
    pub fn vue(&self) -> Vue<'_> {
        Vue {
            instant_ms: self.instant.timestamp_millis(),
            agent: self.agent,
            profil: self.profil.as_deref(),
            organisation: self.organisation,
            session: self.session.as_deref(),
            acte: &self.acte,
            objet: self.objet.as_deref(),
            rubriques: Rubriques::Liste(&self.rubriques),
            motif: self.motif.as_deref(),
            issue: self.issue,
            client: &self.client,
            lie_a: self.lie_a,
        }
    }
}

impl Maillon {
    #[must_use]
    pub fn lien(&self) -> Lien<'_> {
        Lien {
            seq: self.seq,
            vue: self.evenement.vue(),
            precedent: self.precedent,
            empreinte: self.empreinte,
        }
    }
}

impl Vue<'_> {
    /// The canonical bytes, after the version and the position.
    pub(super) fn encoder(&self, tampon: &mut Vec<u8>) {
        tampon.extend_from_slice(&self.instant_ms.to_be_bytes());
        nombre(tampon, self.agent.map(i64::to_be_bytes));
        texte_ou_rien(tampon, self.profil);
        nombre(tampon, self.organisation.map(i64::to_be_bytes));
        texte_ou_rien(tampon, self.session);
        texte(tampon, self.acte);
        texte_ou_rien(tampon, self.objet);
        match self.rubriques {
            Rubriques::Liste(liste) => encoder_rubriques(tampon, liste),
            Rubriques::Encodees(octets) => tampon.extend_from_slice(octets),
        }
        texte_ou_rien(tampon, self.motif);
        tampon.push(match self.issue {
            Issue::Annonce => 1,
            Issue::Reussi => 2,
            Issue::Refuse => 3,
            Issue::Echoue => 4,
            Issue::Inconnue => 5,
        });
        texte(tampon, self.client);
        nombre(tampon, self.lie_a.map(u64::to_be_bytes));
    }
}

/// The rubriques as they stand in the canonical bytes.
pub fn encoder_rubriques(tampon: &mut Vec<u8>, rubriques: &[String]) {
    longueur(tampon, rubriques.len());
    rubriques.iter().for_each(|rubrique| texte(tampon, rubrique));
}

fn longueur(tampon: &mut Vec<u8>, longueur: usize) {
    tampon.extend_from_slice(&(longueur as u64).to_be_bytes());
}

fn texte(tampon: &mut Vec<u8>, texte: &str) {
    longueur(tampon, texte.len());
    tampon.extend_from_slice(texte.as_bytes());
}

fn texte_ou_rien(tampon: &mut Vec<u8>, valeur: Option<&str>) {
    tampon.push(u8::from(valeur.is_some()));
    if let Some(valeur) = valeur {
        texte(tampon, valeur);
    }
}

fn nombre(tampon: &mut Vec<u8>, octets: Option<[u8; 8]>) {
    tampon.push(u8::from(octets.is_some()));
    tampon.extend_from_slice(octets.as_ref().map_or(&[], |octets| octets.as_slice()));
}
