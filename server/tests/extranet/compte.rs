//! « Mon compte »: passwords, codes, second factor, sessions, over real HTTP.

mod avis;
mod cles;
pub mod horaires;
mod mot_de_passe;
mod premier;
mod remise;
pub mod second_facteur;
mod sessions;
mod temps;

use reciproque_shared::api::{Appel, ConsulterSession, OuvrirSession, RACINE};
use reqwest::StatusCode;

use crate::bac::{Bac, Recette, nom_de_session};

/// A stolen cookie: replayed from anywhere, it follows no renewal.
pub struct Vole(String);

impl Vole {
    /// The cookie of a fresh session of `prenom`.
    pub async fn en_ouvrant(bac: &Bac, prenom: &str, mot_de_passe: &str) -> Self {
        let saisie = serde_json::json!({ "email": nom_de_session(prenom), "mot_de_passe": mot_de_passe });
        let requete = bac.visiteur().requete(OuvrirSession::METHODE, &format!("{RACINE}/session"));
        let reponse = requete.json(&saisie).send().await.unwrap();
        assert_eq!(reponse.status(), StatusCode::OK);
        Self::de(&reponse)
    }

    /// The cookie that this answer gives.
    pub fn de(reponse: &reqwest::Response) -> Self {
        let cookie = reponse.headers()["set-cookie"].to_str().unwrap();
        Self(cookie.split(';').next().unwrap().to_owned())
    }

    /// The status of a call made with it.
    pub async fn rejouer<A: Appel>(
        &self,
        bac: &Bac,
        chemin: A::Chemin,
        corps: &A::Corps,
    ) -> reqwest::Response {
        let requete = bac.visiteur().requete(A::METHODE, &A::chemin(&chemin)).header("cookie", &self.0);
        requete.json(corps).send().await.unwrap()
    }

    /// The status of one call of the table of recipes, made with it.
    pub async fn executer(&self, bac: &Bac, recette: &Recette) -> StatusCode {
        let requete = bac.visiteur().preparer(recette).header("cookie", &self.0);
        requete.send().await.unwrap().status()
    }

    /// Whether it still opens a session.
    pub async fn vivant(&self, bac: &Bac) -> bool {
        self.rejouer::<ConsulterSession>(bac, (), &()).await.status() == StatusCode::OK
    }
}
