//! Who is who: the person of a line, among those of the store. What is ambiguous is never guessed, and
//! nothing creates anybody.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use reciproque_shared::dossier::IdentiteLue;
use reciproque_shared::france_travail::Identite;
use reciproque_shared::habilitation::Rubrique;
use reciproque_shared::personne::{IdentifiantPoleEmploi, Nir, RolePersonne};
use sea_orm::DbErr;

use crate::depot::sql::{Clause, Sql, ligne};

/// What became of the search for one line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trouvee {
    Une(i64),
    Aucune,
    Plusieurs,
    /// The number of job seeker and the NIR are those of two persons.
    Contraire,
}

impl Trouvee {
    /// The person, or why the line is rejected.
    pub const fn personne(self) -> Result<i64, &'static str> {
        match self {
            Self::Une(id) => Ok(id),
            Self::Aucune => Err("Personne inconnue : aucun adulte d’un dossier ne lui correspond."),
            Self::Plusieurs => Err("Plusieurs personnes lui correspondent."),
            Self::Contraire => Err("L’identifiant et le NIR ne désignent pas la même personne."),
        }
    }
}

/// An adult still in a foyer, by what a line may name.
pub struct Connue {
    id: i64,
    naissance: NaiveDate,
    nir: Option<Nir>,
    identifiant: Option<IdentifiantPoleEmploi>,
    /// Of use and of birth, folded.
    noms: [String; 2],
    prenom: String,
}

ligne! {
    struct Lue {
        id: i64,
        naissance: NaiveDate,
        nir: Option<String>,
        nom: String,
        nom_naissance: String,
        prenom: String,
        role: String,
        identite: Option<String>,
    }
}

const ADULTES: &str = "SELECT personne.id, personne.date_naissance, personne.nir, personne.nom_cle, \
     personne.nom_naissance_cle, personne.prenom_cle, personne.role, rubrique_personne.contenu FROM personne \
     LEFT JOIN rubrique_personne ON rubrique_personne.personne_id = personne.id AND rubrique_personne.rubrique = ? \
     WHERE personne.partie_le IS NULL AND personne.suite_id IS NULL AND ";

/// All those whom these lines may name.
pub async fn connues(base: &impl Sql, lignes: &[&Identite]) -> Result<Vec<Connue>, DbErr> {
    let jours: BTreeSet<NaiveDate> = lignes.iter().map(|ligne| ligne.naissance).collect();
    let nirs: BTreeSet<&str> =
        lignes.iter().filter_map(|ligne| ligne.nir.as_ref()).map(Nir::as_str).collect();
    let nes = Clause::from("personne.date_naissance IN ").puis(Clause::parmi(jours));
    let immatriculees = Clause::from("personne.nir IN ").puis(Clause::parmi(nirs));
    let mut connues: Vec<Connue> = Vec::new();
    for condition in [nes, immatriculees] {
        let requete = Clause::from(ADULTES).avec(Rubrique::Identite.code()).puis(condition);
        let lues: Vec<Lue> = base.trouver(requete).await?;
        for lue in lues {
            if connues.iter().all(|connue| connue.id != lue.id) {
                connues.extend(lue.connue());
            }
        }
    }
    Ok(connues)
}

impl Lue {
    fn connue(self) -> Option<Connue> {
        RolePersonne::du_code(&self.role).filter(|role| role.est_adulte_accompagne())?;
        let identite = self.identite.and_then(|texte| serde_json::from_str::<IdentiteLue>(&texte).ok());
        let identifiant = identite.and_then(|identite| identite.identifiant_pole_emploi);
        Some(Connue {
            id: self.id,
            naissance: self.naissance,
            nir: self.nir.as_deref().and_then(|nir| Nir::lire(nir).ok()),
            identifiant: identifiant.and_then(|texte| IdentifiantPoleEmploi::lire(&texte).ok()),
            noms: [self.nom, self.nom_naissance],
            prenom: self.prenom,
        })
    }
}

impl Connue {
    fn meme_identifiant(&self, ligne: &Identite) -> bool {
        self.naissance == ligne.naissance
            && ligne.identifiant.is_some()
            && self.identifiant == ligne.identifiant
    }

    fn meme_nir(&self, ligne: &Identite) -> bool {
        ligne.nir.is_some() && self.nir == ligne.nir
    }

    /// Two numbers that differ are two people, whatever their names.
    fn memes_noms(&self, ligne: &Identite) -> bool {
        let memes = |(nom, prenom): &(String, String)| self.noms.contains(nom) && self.prenom == *prenom;
        self.naissance == ligne.naissance && ligne.noms.as_ref().is_some_and(memes) && !self.autre_nir(ligne)
    }

    fn autre_nir(&self, ligne: &Identite) -> bool {
        self.nir.as_ref().zip(ligne.nir.as_ref()).is_some_and(|(sien, autre)| !sien.est_le_meme(autre))
    }
}

type Epreuve = fn(&Connue, &Identite) -> bool;

/// From the surest to the loosest.
const EPREUVES: [Epreuve; 3] = [Connue::meme_identifiant, Connue::meme_nir, Connue::memes_noms];

/// The person of a line: the first key that finds somebody has the last word.
pub fn rapprocher(ligne: &Identite, connues: &[Connue]) -> Trouvee {
    for epreuve in EPREUVES {
        let mut trouvees = connues.iter().filter(|connue| epreuve(connue, ligne));
        match (trouvees.next(), trouvees.next()) {
            (None, _) => {}
            (Some(connue), None) if connue.autre_nir(ligne) => return Trouvee::Contraire,
            (Some(connue), None) => return Trouvee::Une(connue.id),
            (Some(_), Some(_)) => return Trouvee::Plusieurs,
        }
    }
    Trouvee::Aucune
}

#[cfg(test)]
mod tests {
    use reciproque_shared::cle_recherche::cle_de_recherche;

    use super::*;

    fn jour(texte: &str) -> NaiveDate {
        texte.parse().unwrap()
    }

    fn connue(id: i64, identifiant: Option<&str>, nir: Option<&str>, nom: &str) -> Connue {
        Connue {
            id,
            naissance: jour("1985-03-14"),
            nir: nir.map(|nir| Nir::lire(nir).unwrap()),
            identifiant: identifiant.map(|texte| IdentifiantPoleEmploi::lire(texte).unwrap()),
            noms: [cle_de_recherche(nom), cle_de_recherche("MULLER")],
            prenom: cle_de_recherche("Marie-Ève"),
        }
    }

    fn ligne(identifiant: Option<&str>, nir: Option<&str>, nom: &str) -> Identite {
        Identite {
            identifiant: identifiant.map(|texte| IdentifiantPoleEmploi::lire(texte).unwrap()),
            nir: nir.map(|nir| Nir::lire(nir).unwrap()),
            noms: Some((cle_de_recherche(nom), cle_de_recherche("MARIE EVE"))),
            naissance: jour("1985-03-14"),
        }
    }

    const NIR: &str = "2850368224999";
    const AUTRE_NIR: &str = "2850368224998";

    #[test]
    fn the_identifier_finds_first_then_the_nir_then_the_names() {
        let connues = [
            connue(1, Some("1253359X"), None, "HAAS"),
            connue(2, None, Some(NIR), "KLEIN"),
            connue(3, None, None, "WEBER"),
        ];
        assert_eq!(rapprocher(&ligne(Some("1253359x"), None, "AUTRE"), &connues), Trouvee::Une(1));
        assert_eq!(rapprocher(&ligne(Some("7777777A"), Some(NIR), "AUTRE"), &connues), Trouvee::Une(2));
        assert_eq!(rapprocher(&ligne(None, None, "weber"), &connues), Trouvee::Une(3));
        assert_eq!(rapprocher(&ligne(None, None, "AUTRE"), &connues), Trouvee::Aucune);
    }

    #[test]
    fn the_identifier_of_somebody_born_another_day_finds_nobody() {
        let connues = [connue(1, Some("1253359X"), None, "HAAS")];
        let autre_jour = Identite { naissance: jour("1990-01-01"), ..ligne(Some("1253359X"), None, "HAAS") };
        assert_eq!(rapprocher(&autre_jour, &connues), Trouvee::Aucune);
    }

    #[test]
    fn two_who_fit_are_never_guessed() {
        let connues = [connue(1, None, None, "HAAS"), connue(2, None, None, "HAAS")];
        assert_eq!(rapprocher(&ligne(None, None, "HAAS"), &connues), Trouvee::Plusieurs);
        // Both were born MULLER.
        assert_eq!(rapprocher(&ligne(None, None, "MULLER"), &connues), Trouvee::Plusieurs);
    }

    #[test]
    fn two_numbers_that_differ_are_two_people() {
        let connues = [connue(1, Some("1253359X"), Some(NIR), "HAAS")];
        assert_eq!(
            rapprocher(&ligne(Some("1253359X"), Some(AUTRE_NIR), "HAAS"), &connues),
            Trouvee::Contraire
        );
        assert_eq!(rapprocher(&ligne(None, Some(AUTRE_NIR), "HAAS"), &connues), Trouvee::Aucune);
    }
}
