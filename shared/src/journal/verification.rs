//! Finding the first place where a chain was broken.

use super::chaine::{CleChaine, Tete, empreinte_sans_cle, empreinte_sous};
use super::rupture::{Raison, Rupture};
use super::vue::Lien;

/// A chain that verifies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bilan {
    pub tete: Tete,
    /// Number of links checked.
    pub verifies: u64,
    /// Number of attested heads that the chain passes through.
    pub attestes: u64,
}

/// What a signed head says of its chain besides.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Sorte {
    /// From before chains had a key.
    Ancien,
    /// The process goes on.
    Courant,
    /// A process begins here to write under the key.
    Ouverture,
    /// A clean stop: nothing follows until the next opening.
    Arret,
}

impl Sorte {
    pub const TOUTES: [Self; 4] = [Self::Ancien, Self::Courant, Self::Ouverture, Self::Arret];

    /// The word kept in the store.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Ancien => "ancien",
            Self::Courant => "courant",
            Self::Ouverture => "ouverture",
            Self::Arret => "arret",
        }
    }

    #[must_use]
    pub fn lire(code: &str) -> Option<Self> {
        Self::TOUTES.into_iter().find(|sorte| sorte.code() == code)
    }
}

/// A head known from elsewhere: signed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Attestee {
    pub tete: Tete,
    pub sorte: Sorte,
}

/// Under which rule the links of a chain are made.
#[derive(Clone, Debug)]
pub struct Regime {
    pub cle: CleChaine,
    /// The journal is under its key: a chain that was never opened is not its own. Otherwise it is
    /// a journal of the former kind, verified by its own rule.
    pub exige: bool,
}

/// Checks a chain link by link, in the order of `seq`.
#[derive(Clone, Debug)]
pub struct Verificateur {
    tete: Tete,
    regime: Regime,
    /// Position after which links are made under the key.
    ouverte_a: Option<u64>,
    /// The head is that of a clean stop, and nobody opened the chain again there.
    arretee: bool,
    tampon: Vec<u8>,
    verifies: u64,
    /// Heads that the chain must pass through, the nearest last.
    attendues: Vec<Attestee>,
    attestes: u64,
    dernier_atteste: u64,
}

impl Verificateur {
    /// From `depart` (trusted: the genesis or a signed head). `attestees` are heads known from
    /// elsewhere, in any order, the opening of the chain among them even when `depart` is
    /// further; those of other chains are left aside.
    #[must_use]
    pub fn new(depart: Tete, regime: Regime, attestees: impl IntoIterator<Item = Attestee>) -> Self {
        let mut attendues: Vec<Attestee> =
            attestees.into_iter().filter(|attestee| attestee.tete.chaine == depart.chaine).collect();
        let ouvertures = attendues.iter().filter(|attestee| attestee.sorte == Sorte::Ouverture);
        let ouverte_a = ouvertures.map(|attestee| attestee.tete.seq).min();
        let arretee = arretee(attendues.iter().filter(|attestee| attestee.tete == depart));
        attendues.retain(|attestee| attestee.tete.seq > depart.seq);
        attendues.sort_unstable_by_key(|attestee| std::cmp::Reverse(attestee.tete.seq));
        Self {
            tete: depart,
            regime,
            ouverte_a,
            arretee,
            tampon: Vec::with_capacity(256),
            verifies: 0,
            attendues,
            attestes: 0,
            dernier_atteste: depart.seq,
        }
    }

    /// The last link that holds.
    #[must_use]
    pub fn tete(&self) -> Tete {
        self.tete
    }

    /// # Errors
    /// The link does not continue the chain, or differs from an attested head.
    pub fn avancer(&mut self, lien: &Lien<'_>) -> Result<(), Rupture> {
        let position = self.tete.seq + 1;
        let trouve = lien.seq;
        if trouve != position {
            let raison =
                if trouve > position { Raison::Manquant { trouve } } else { Raison::EnTrop { trouve } };
            return Err(self.rupture(position, raison));
        }
        if self.arretee {
            return Err(self.rupture(position, Raison::ApresArret));
        }
        if lien.precedent != self.tete.empreinte {
            return Err(self.rupture(position, Raison::Precedent));
        }
        let sous_cle = match self.ouverte_a {
            Some(ouverte_a) => self.tete.seq >= ouverte_a,
            None if self.regime.exige => return Err(self.rupture(position, Raison::JamaisOuverte)),
            None => false,
        };
        let attendue = match sous_cle {
            true => empreinte_sous(&self.regime.cle, &mut self.tampon, position, &lien.vue, &lien.precedent),
            false => empreinte_sans_cle(&mut self.tampon, position, &lien.vue, &lien.precedent),
        };
        if lien.empreinte != attendue {
            return Err(self.rupture(position, Raison::Contenu));
        }
        self.tete = Tete { seq: position, empreinte: attendue, ..self.tete };
        self.verifies += 1;
        self.confronter()
    }

    /// Compares the head reached with those attested at the same place.
    fn confronter(&mut self) -> Result<(), Rupture> {
        let ici = self.attendues.iter().rposition(|a| a.tete.seq != self.tete.seq).map_or(0, |rang| rang + 1);
        let ici = self.attendues.split_off(ici);
        if let Some(contraire) = ici.iter().find(|attestee| attestee.tete != self.tete) {
            let raison = Raison::Reecrit { atteste: contraire.tete.seq };
            return Err(self.rupture(self.dernier_atteste + 1, raison));
        }
        if !ici.is_empty() {
            self.arretee = arretee(ici.iter());
            self.attestes += 1;
            self.dernier_atteste = self.tete.seq;
        }
        Ok(())
    }

    /// Nothing follows.
    ///
    /// # Errors
    /// An attested head lies further than the chain goes.
    pub fn terminer(self) -> Result<Bilan, Rupture> {
        match self.attendues.first() {
            Some(Attestee { tete: Tete { seq, .. }, .. }) => {
                Err(self.rupture(self.tete.seq + 1, Raison::Tronque { atteste: *seq }))
            }
            None => Ok(Bilan { tete: self.tete, verifies: self.verifies, attestes: self.attestes }),
        }
    }

    /// A break of this chain, at `position`.
    #[must_use]
    pub fn rupture(&self, position: u64, raison: Raison) -> Rupture {
        Rupture { chaine: self.tete.chaine, position, raison }
    }
}

/// What is attested of one head: a clean stop, and no opening after it.
fn arretee<'a>(attestees: impl Iterator<Item = &'a Attestee>) -> bool {
    let sortes: Vec<Sorte> = attestees.map(|attestee| attestee.sorte).collect();
    sortes.contains(&Sorte::Arret) && !sortes.contains(&Sorte::Ouverture)
}
