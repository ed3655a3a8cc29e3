//! What two identities say, thing by thing. The side that the reader's territory does not hold says
//! nothing but how it agrees.

use reciproque_shared::cle_recherche::cle_de_recherche;
use reciproque_shared::rapprochement::{Accord, Raison, TraitCompare};

use crate::depot::entite::personne;
use crate::depot::reunion::{etat_civil, nir};
use crate::garde::lecture::rapprochement::Cote;

const RIEN: &str = "Non renseigné";

/// Of the newer dossier, then of the older one.
pub fn traits([ici, la_bas]: [&Cote; 2]) -> Vec<TraitCompare> {
    let (une, autre) = (&ici.ligne, &la_bas.ligne);
    let (civil, civil_autre) = (etat_civil(une), etat_civil(autre));
    let (noms, noms_autre) = (civil.noms(), civil_autre.noms());
    let raisons = civil.raisons(&civil_autre);
    let comparer = |nom: &str, valeur: fn(&personne::Model) -> String, accord: Accord| TraitCompare {
        nom: nom.to_owned(),
        ici: valeur(une),
        la_bas: la_bas.atteint.then(|| valeur(autre)),
        accord,
    };
    vec![
        comparer("Nom de naissance", |p| p.nom_naissance.clone(), {
            texte(&une.nom_naissance, &autre.nom_naissance, noms.noms_voisins(noms_autre))
        }),
        comparer("Nom d’usage", |p| p.nom.clone(), texte(&une.nom, &autre.nom, false)),
        comparer("Prénom", |p| p.prenom.clone(), {
            texte(&une.prenom, &autre.prenom, noms.prenoms_voisins(noms_autre))
        }),
        comparer("Date de naissance", |p| p.naissance().to_string(), {
            let incertaine = civil.naissance_incertaine(&civil_autre);
            selon(civil.meme_jour(&civil_autre), incertaine)
        }),
        comparer(
            "Rang de naissance",
            rang,
            match (une.rang_naissance, autre.rang_naissance) {
                (0, _) | (_, 0) => Accord::Inconnu,
                (un, autre) => selon(un == autre, false),
            },
        ),
        comparer("Numéro de sécurité sociale", numero, numeros(&raisons)),
    ]
}

fn texte(un: &str, autre: &str, voisin: bool) -> Accord {
    selon(cle_de_recherche(un) == cle_de_recherche(autre), voisin)
}

const fn selon(identique: bool, voisin: bool) -> Accord {
    match (identique, voisin) {
        (true, _) => Accord::Identique,
        (false, true) => Accord::Voisin,
        (false, false) => Accord::Different,
    }
}

fn numeros(raisons: &[Raison]) -> Accord {
    match () {
        () if raisons.contains(&Raison::MemeNir) => Accord::Identique,
        () if raisons.contains(&Raison::NirProvisoire) => Accord::Voisin,
        () if raisons.contains(&Raison::AutreNir) => Accord::Different,
        () => Accord::Inconnu,
    }
}

fn rang(personne: &personne::Model) -> String {
    match personne.rang_naissance {
        rang @ 1.. => rang.to_string(),
        _ => RIEN.to_owned(),
    }
}

/// Masked, as on every page.
fn numero(personne: &personne::Model) -> String {
    nir(personne).map_or_else(|| RIEN.to_owned(), |nir| nir.masque())
}
