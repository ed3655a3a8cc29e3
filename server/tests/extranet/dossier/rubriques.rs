//! No value of a rubrique that is closed to the reader leaves, by whatever route.

use reciproque_server::http::openapi::Route;
use reciproque_shared::droit::EtatDemande;
use reciproque_shared::habilitation::{Acte, Profil, Rubrique, allows};
use reciproque_shared::organisation::SorteOrganisation;

use crate::bac::rubriques::{COMMUNE, MARQUES, habiter, remplir};
use crate::bac::{Bac, Client, une_demande};
use crate::matrice::{chez_nadia, dans_l_ordre, routes};

/// Everybody who may read something of a foyer, and somebody who may not.
const LECTEURS: [(&str, Profil); 5] = [
    ("nadia", Profil::Referent),
    ("claire", Profil::ConseillerPoleEmploi),
    ("hugo", Profil::GestionnaireCtsa),
    ("dominique", Profil::DelegueProtectionDonnees),
    ("sonia", Profil::ReferentSolis),
];

async fn texte(bac: &Bac, client: &Client, route: &Route, qui: &str) -> String {
    let recette = bac.recette(route, qui, chez_nadia(&bac.gens)).await;
    client.executer(&recette).await.texte
}

/// What the conventions of the sandbox open to a profil beyond its own.
pub fn sous_sa_convention(profil: Profil) -> &'static [Rubrique] {
    match profil {
        Profil::ConseillerPoleEmploi => SorteOrganisation::PoleEmploi.rubriques_proposees(),
        _ => &[],
    }
}

/// The rubriques that an answer of this act may hold.
fn permises(profil: Profil, acte: Acte) -> Vec<Rubrique> {
    let sous = sous_sa_convention(profil);
    allows(profil, acte).map(|droit| droit.rubriques_sous(sous)).unwrap_or_default()
}

#[tokio::test]
async fn no_route_answers_a_value_of_a_rubrique_that_is_closed_to_its_act() {
    for (qui, profil) in LECTEURS {
        let bac = Bac::ouvrir().await;
        remplir(&bac, bac.gens.keller).await;
        habiter(&bac, bac.gens.keller).await;
        une_demande(&bac, chez_nadia(&bac.gens), EtatDemande::EnCours).await;
        let client = bac.connecter(qui).await;
        let toutes = [MARQUES, &[(Rubrique::Adresse, &[COMMUNE])]].concat();
        // So that the home page has a recent view to show.
        let dossier = routes().into_iter().find(|r| r.acte == Acte::ConsulterDossier).unwrap();
        texte(&bac, &client, &dossier, qui).await;
        for route in dans_l_ordre() {
            let ouvertes = permises(profil, route.acte);
            let lu = texte(&bac, &client, &route, qui).await;
            // The lists of all the communes are about no foyer.
            let toutes = if lu.contains("KELLER") { toutes.as_slice() } else { MARQUES };
            for (rubrique, marques) in toutes.iter().filter(|(rubrique, _)| !ouvertes.contains(rubrique)) {
                for marque in *marques {
                    assert!(!lu.contains(marque), "{qui}, {}: {marque} of {rubrique:?}", route.operation);
                }
            }
        }
    }
}

/// Where it is open, it is there: else the test above would hold of empty answers.
#[tokio::test]
async fn the_commune_is_told_to_those_to_whom_the_address_is_open() {
    let bac = Bac::ouvrir().await;
    remplir(&bac, bac.gens.keller).await;
    habiter(&bac, bac.gens.keller).await;
    for (qui, dite) in [("nadia", true), ("hugo", true), ("claire", false)] {
        let client = bac.connecter(qui).await;
        for acte in [Acte::ConsulterDossier, Acte::Rechercher, Acte::ConsulterAccueil] {
            let route = routes().into_iter().find(|route| route.acte == acte).unwrap();
            let lu = texte(&bac, &client, &route, qui).await;
            assert!(lu.contains("KELLER"), "{qui}: {acte:?}: {lu}");
            assert_eq!(lu.contains(COMMUNE) || lu.contains("≡adresse≡"), dite, "{qui}: {acte:?}");
        }
    }
}
