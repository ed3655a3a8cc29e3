//! The columns of the matrix: who asks, and about whom.

use std::future::Future;
use std::pin::Pin;

use reciproque_server::http::openapi::Route;
use reciproque_server::serveur::Reglages;
use reciproque_shared::droit::EtatDemande;
use reciproque_shared::habilitation::Acte;

use super::Cellule;
use crate::bac::{Bac, Cible, Client, Foyer, Gens, Recette, une_demande};

/// One column.
pub struct Cas {
    pub lettre: char,
    pub nom: &'static str,
    pub qui: &'static str,
    pub cible: fn(&Gens) -> Cible,
    pub reglages: fn() -> Reglages,
    /// What happens after the sign-in.
    pub ensuite: Ensuite,
}

/// What happens between the sign-in and the calls.
pub type Ensuite = for<'a> fn(&'a Bac, &'a mut Client) -> Pin<Box<dyn Future<Output = ()> + Send + 'a>>;

pub(super) const fn cas(
    lettre: char,
    nom: &'static str,
    qui: &'static str,
    cible: fn(&Gens) -> Cible,
) -> Cas {
    Cas { lettre, nom, qui, cible, reglages: Reglages::default, ensuite: |_, _| Box::pin(async {}) }
}

fn cible(nom: &'static str, foyer: Foyer, structure: i64, agent: i64) -> Cible {
    Cible { dossier: foyer.dossier, personne: foyer.demandeur, nom, structure, agent }
}

pub fn chez_nadia(gens: &Gens) -> Cible {
    cible("keller", gens.keller, gens.alsa, gens.nadia)
}

fn son_conjoint(gens: &Gens) -> Cible {
    Cible {
        personne: gens.keller.conjoint.unwrap(),
        ..cible("keller", gens.keller, gens.semaphore, gens.paul)
    }
}

fn chez_paul(gens: &Gens) -> Cible {
    cible("tifour", gens.tifour, gens.semaphore, gens.paul)
}

/// Nobody's yet.
fn sans_structure(gens: &Gens) -> Cible {
    cible("haas", gens.haas, gens.alsa, gens.nadia)
}

pub const PROFILS: [Cas; 19] = [
    cas('A', "référent : personne que sa structure accompagne", "nadia", chez_nadia),
    cas('B', "référent : autre adulte du même foyer, accompagné ailleurs", "nadia", son_conjoint),
    cas('C', "référent : personne sans orientation", "nadia", sans_structure),
    cas('D', "référent : personne d’une autre structure", "nadia", chez_paul),
    cas('E', "référent : personne inconnue", "nadia", |_| Cible::INCONNUE),
    cas('F', "référent : convention sans saisie", "remi", |g| cible("weber", g.weber, g.lecture, g.remi)),
    cas('G', "Pôle emploi : droit en cours", "claire", chez_nadia),
    cas('H', "Pôle emploi : droit clos", "claire", |g| cible("muller", g.muller, g.alsa, g.nadia)),
    cas('I', "CTSA : commune de son territoire", "hugo", chez_nadia),
    cas('J', "CTSA : autre commune", "hugo", chez_paul),
    cas('K', "référent utilisateurs du Département", "sonia", chez_nadia),
    cas('L', "administrateur", "alain", chez_nadia),
    cas('M', "administrateur : personne inconnue", "alain", |_| Cible::INCONNUE),
    cas('N', "gestionnaire des habilitations d’une structure", "gaelle", chez_nadia),
    cas('O', "délégué à la protection des données", "dominique", chez_nadia),
    cas('P', "gestionnaire des habilitations : personne d’une autre structure", "gaelle", chez_paul),
    Cas {
        ensuite: |bac, _| {
            Box::pin(async move {
                une_demande(bac, chez_nadia(&bac.gens), EtatDemande::EnCours).await;
            })
        },
        ..cas('Q', "délégué : la personne a une demande en cours", "dominique", chez_nadia)
    },
    Cas {
        ensuite: |bac, _| {
            Box::pin(async move {
                une_demande(bac, chez_paul(&bac.gens), EtatDemande::EnCours).await;
            })
        },
        ..cas('R', "délégué : seule une autre personne a une demande en cours", "dominique", chez_nadia)
    },
    cas('S', "gestionnaire des habilitations : agent inconnu", "gaelle", |_| Cible::INCONNUE),
];

/// A case on its own extranet, signed in, ready for the calls.
pub struct Scene {
    pub bac: Bac,
    pub client: Client,
    pub qui: &'static str,
    pub cible: Cible,
}

impl Scene {
    pub async fn dresser(cas: &Cas) -> Self {
        let bac = Bac::avec((cas.reglages)()).await;
        let mut client = bac.connecter(cas.qui).await;
        (cas.ensuite)(&bac, &mut client).await;
        let cible = (cas.cible)(&bac.gens);
        Self { bac, client, qui: cas.qui, cible }
    }

    /// Makes one call; a sign-in comes from another browser, as it would.
    pub async fn jouer(&self, route: &Route) -> Cellule {
        self.jouer_ainsi(route, self.bac.recette(route, self.qui, self.cible).await).await
    }

    pub async fn jouer_ainsi(&self, route: &Route, recette: Recette) -> Cellule {
        let reponse = match route.acte {
            Acte::SeConnecter => self.bac.visiteur().executer(&recette).await,
            _ => self.client.executer(&recette).await,
        };
        let declare = reponse.statut == 200 || route.refus.contains(&reponse.statut);
        assert!(declare, "{} does not declare {}: {}", route.operation, reponse.statut, reponse.texte);
        Cellule { recette, reponse }
    }
}
