//! Two identities, one verdict. Certain is what can be neither a homonym, nor a twin, nor two people
//! who share a number that is not theirs: anything less is asked.

use super::identite::{EtatCivil, Preuve};
use super::raison::{Raison, Score};

/// What the flow says of the dossiers of the two.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lien {
    /// Both are of one dossier.
    MemeDossier,
    /// One is of the dossier that the other names as its former request (NUMDEMRSAPRECE).
    DemandePrecedente,
    /// Nothing.
    Aucun,
}

/// Whether two identities are of one person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// For sure, and why.
    Meme(Raison),
    /// An agent says.
    Doute(Score, Vec<Raison>),
    Autre,
}

impl Verdict {
    /// A question, with what speaks for and against.
    pub fn doute(raisons: Vec<Raison>) -> Self {
        Self::Doute(Score::de(&raisons), raisons)
    }
}

impl EtatCivil {
    /// The same in whichever order they are given.
    pub fn comparer(&self, autre: &Self, lien: Lien) -> Verdict {
        match lien {
            Lien::Aucun => self.sans_lien(autre),
            Lien::MemeDossier => self.dans_la_suite(autre, None),
            Lien::DemandePrecedente => self.dans_la_suite(autre, Some(Raison::DemandePrecedente)),
        }
    }

    /// The number alone joins two dossiers that nothing links, when nothing contradicts it.
    fn sans_lien(&self, autre: &Self) -> Verdict {
        let naissance = self.meme_jour(autre) || self.naissance_incertaine(autre);
        let (numero, noms) = (self.numeros(autre), self.noms());
        if numero == Raison::AutreNir || (numero != Raison::MemeNir && self.autre_sexe(autre)) {
            return Verdict::Autre;
        }
        let rien_ne_contredit = naissance && self.rang_compatible(autre) && !self.autre_sexe(autre);
        let sur = numero == Raison::MemeNir && self.nir_definitif().is_some();
        if sur && rien_ne_contredit && noms.memes_prenoms(autre.noms()) {
            return Verdict::Meme(Raison::MemeNir);
        }
        let voisine = naissance && self.rang_compatible(autre) && noms.voisine(autre.noms());
        let immatriculee = numero == Raison::NirProvisoire && naissance && noms.ressemble(autre.noms());
        match numero == Raison::MemeNir || voisine || immatriculee {
            true => Verdict::doute(self.raisons(autre)),
            false => Verdict::Autre,
        }
    }

    /// The caisse itself speaks of one foyer, or of its former request: a correction is one.
    fn dans_la_suite(&self, autre: &Self, lien: Option<Raison>) -> Verdict {
        if let Some(preuve) = self.preuve(autre) {
            return Verdict::Meme(match preuve {
                Preuve::MemeNir => Raison::MemeNir,
                Preuve::Immatriculee => Raison::NirProvisoire,
                _ => lien.unwrap_or(Raison::MemeNom),
            });
        }
        let raisons = || lien.into_iter().chain(self.raisons(autre)).collect();
        match self.autre_numero(autre) || self.ressemble(autre) {
            true => Verdict::doute(raisons()),
            false => Verdict::Autre,
        }
    }

    /// The surest proof that holds.
    fn preuve(&self, autre: &Self) -> Option<Preuve> {
        Preuve::TOUTES.into_iter().find(|preuve| preuve.tient(self, autre))
    }

    fn numeros(&self, autre: &Self) -> Raison {
        match self.nir().zip(autre.nir()) {
            Some((un, autre)) if un == autre => Raison::MemeNir,
            _ if self.autre_nir(autre) => Raison::AutreNir,
            Some((un, autre)) if un.est_le_meme(autre) => Raison::NirProvisoire,
            _ => Raison::SansNir,
        }
    }

    /// What speaks for and against, a word on each thing compared.
    pub fn raisons(&self, autre: &Self) -> Vec<Raison> {
        let noms = match (self.noms(), autre.noms()) {
            (un, autre) if un.meme(autre) => vec![Raison::MemeNom],
            (un, autre) if un.voisine(autre) => vec![Raison::NomVoisin],
            (un, autre) => {
                let nom = (!un.noms_voisins(autre)).then_some(Raison::AutreNom);
                let prenom = (!un.prenoms_voisins(autre)).then_some(Raison::AutrePrenom);
                nom.into_iter().chain(prenom).collect()
            }
        };
        let naissance = match () {
            () if self.meme_jour(autre) => Raison::MemeNaissance,
            () if self.naissance_incertaine(autre) => Raison::NaissanceIncertaine,
            () => Raison::AutreNaissance,
        };
        let rang = (!self.rang_compatible(autre)).then_some(Raison::AutreRang);
        let sexe = self.autre_sexe(autre).then_some(Raison::AutreSexe);
        std::iter::once(self.numeros(autre)).chain(noms).chain([naissance]).chain(rang).chain(sexe).collect()
    }
}
