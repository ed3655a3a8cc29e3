//! The authorisation matrix over real HTTP: every route × profil × scope × state of the
//! account, as one snapshot that people review. Flipping any rule changes a cell.

mod cas;
mod etat;
mod profil;

use reciproque_server::appels;
use reciproque_server::http::openapi::Route;
use reciproque_shared::habilitation::{Acte, Entrave};
use reqwest::StatusCode;

use crate::bac::{Bac, Recette, Reponse};
pub use cas::{Cas, PROFILS, Scene, chez_nadia};
pub use etat::{COMPTES, vieillir_le_mot_de_passe};

/// One cell: what was asked and what came.
pub struct Cellule {
    pub recette: Recette,
    pub reponse: Reponse,
}

impl Cellule {
    /// `200`, `200·3` for a list of three, `404`, or `403 P`, `403 A` and `403 E`: refused
    /// by the profil, access closed, something to do first; `403 M`: a reason is asked for.
    fn texte(&self) -> String {
        let statut = self.reponse.statut.as_u16();
        match self.reponse.refus().as_deref() {
            Some("acte_interdit") => format!("{statut} P"),
            Some("hors_horaires") => format!("{statut} H"),
            Some("acces_ferme") => format!("{statut} A"),
            Some("motif_requis") => format!("{statut} M"),
            Some(code) if Entrave::du_code(code).is_some() => format!("{statut} E"),
            Some(_) => statut.to_string(),
            None => match self.reponse.json()["lignes"].as_array() {
                Some(lignes) => format!("{statut}·{}", lignes.len()),
                None => statut.to_string(),
            },
        }
    }
}

pub fn routes() -> Vec<Route> {
    appels().1.routes().to_vec()
}

/// Every route, the changes of the session last: they would change the others.
pub fn dans_l_ordre() -> Vec<Route> {
    let mut routes = routes();
    routes.sort_by_key(|route| match route.acte {
        Acte::SeDeconnecter => 5,
        Acte::RetirerSecondFacteur => 4,
        Acte::GererClesAcces => 3,
        Acte::PresenterSecondFacteur | Acte::InstallerSecondFacteur => 2,
        Acte::ChangerProfil | Acte::ChangerMotDePasse | Acte::SignerEngagement => 1,
        _ => 0,
    });
    routes
}

/// Each call that this person could make is replayed with cookies of before: none passes.
pub async fn tout_est_ferme(bac: &Bac, prenom: &str, executer: impl AsyncFn(&Recette) -> StatusCode) {
    let cible = chez_nadia(&bac.gens);
    for route in dans_l_ordre() {
        if !matches!(route.acte, Acte::SeConnecter | Acte::ConsulterNotice) {
            let recette = bac.recette(&route, prenom, cible).await;
            assert_eq!(executer(&recette).await, StatusCode::UNAUTHORIZED, "{}", route.operation);
        }
    }
}

/// Columns that are played at once: each has an extranet of its own.
const A_LA_FOIS: usize = 4;

/// Every route for one case.
async fn colonne(cas: &'static Cas) -> Vec<Cellule> {
    let scene = Scene::dresser(cas).await;
    let mut cellules = Vec::new();
    for route in dans_l_ordre() {
        cellules.push(scene.jouer(&route).await);
    }
    cellules
}

async fn table(cas: &'static [Cas]) -> String {
    let routes = dans_l_ordre();
    let mut colonnes = Vec::new();
    for lot in cas.chunks(A_LA_FOIS) {
        let jouees: Vec<_> = lot.iter().map(|cas| tokio::spawn(colonne(cas))).collect();
        for jouee in jouees {
            colonnes.push(jouee.await.unwrap());
        }
    }
    let legende = cas.iter().map(|cas| format!("{}  {}\n", cas.lettre, cas.nom));
    let entete = cas.iter().map(|cas| format!(" {:<6}", cas.lettre));
    let lignes = routes.iter().enumerate().map(|(rang, route)| {
        let cellules = colonnes.iter().map(|colonne| format!(" {:<6}", colonne[rang].texte()));
        let cellules: String = cellules.collect();
        format!("{:<6} {:<46}{}\n", route.methode.code(), route.chemin, cellules.trim_end())
    });
    let entete: String = entete.collect();
    let lettres = format!("{:53}{}\n", "", entete.trim_end());
    legende.chain(["\n".to_owned(), lettres]).chain(lignes).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn the_matrix_is_the_one_that_was_reviewed() {
    let texte = format!(
        "403 P : le profil ne permet pas l’acte ; 403 A : accès fermé ;\n\
         403 E : entrave à lever d’abord ; 403 H : hors des horaires ; 403 M : motif demandé ; 404 : hors périmètre ou inconnu ;\n\
         200·3 : une liste de trois lignes\n\n{}\n{}",
        table(&PROFILS).await,
        table(&COMPTES).await
    );
    insta::assert_snapshot!(texte);
}

#[tokio::test]
async fn out_of_scope_answers_word_for_word_like_unknown() {
    let cas = |lettre| PROFILS.iter().find(|cas| cas.lettre == lettre).unwrap();
    let hors = colonne(cas('D')).await;
    let inconnu = colonne(cas('E')).await;
    let mut comparees = 0;
    for (hors, inconnu) in hors.iter().zip(&inconnu) {
        if hors.recette.objet.is_some() && hors.reponse.statut == 404 {
            assert_eq!(hors.reponse, inconnu.reponse, "{}", hors.recette.chemin);
            comparees += 1;
        }
    }
    assert!(comparees >= 2, "no call names a person any more");
}
