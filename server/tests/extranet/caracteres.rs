//! Characters that no text may hold: refused with their field, the same on both engines.

use reciproque_shared::api::{Methode, RACINE};
use reciproque_shared::erreur::Probleme;
use serde_json::Value;

use crate::bac::{Bac, Cible, Client, Recette};
use crate::matrice::{chez_nadia, routes};

/// The texts of a body, each with its place (`objectifs.0.note`).
fn textes(valeur: &Value, champ: &str) -> Vec<String> {
    let sous = |nom: &str| if champ.is_empty() { nom.to_owned() } else { format!("{champ}.{nom}") };
    match valeur {
        Value::String(_) => vec![champ.to_owned()],
        Value::Array(valeurs) => {
            valeurs.iter().enumerate().flat_map(|(rang, v)| textes(v, &sous(&rang.to_string()))).collect()
        }
        Value::Object(champs) => champs.iter().flat_map(|(nom, v)| textes(v, &sous(nom))).collect(),
        _ => Vec::new(),
    }
}

/// The body whose text at this place holds the character too.
fn avec(corps: &Value, champ: &str, caractere: char) -> Value {
    let mut corps = corps.clone();
    let texte = corps.pointer_mut(&format!("/{}", champ.replace('.', "/"))).unwrap();
    *texte = format!("{}{caractere}", texte.as_str().unwrap()).into();
    corps
}

async fn demander(client: &Client, recette: &Recette, corps: &Value) -> (u16, Option<Probleme>) {
    let recette = Recette { corps: corps.clone(), ..recette.clone() };
    let reponse = client.executer(&recette).await;
    (reponse.statut.as_u16(), serde_json::from_str(&reponse.texte).ok())
}

/// Every text of every call, for people of every kind: never an incident, and who may make the
/// call is told the field.
#[tokio::test(flavor = "multi_thread")]
async fn no_text_of_any_call_may_hold_one() {
    let bac = Bac::ouvrir().await;
    let cible: Cible = chez_nadia(&bac.gens);
    let mut dits = std::collections::BTreeSet::new();
    for prenom in ["nadia", "hugo", "sonia", "dominique", "gaelle", "alain"] {
        let client = bac.connecter(prenom).await;
        for route in routes() {
            let recette = bac.recette(&route, prenom, cible).await;
            for champ in textes(&recette.corps, "") {
                let corps = avec(&recette.corps, &champ, '\0');
                let (statut, probleme) = demander(&client, &recette, &corps).await;
                assert!(matches!(statut, 401 | 403 | 404 | 422), "{} {champ}: {statut}", route.operation);
                if let Some(erreur) =
                    probleme.filter(|_| statut == 422).and_then(|p| p.errors.into_iter().next())
                {
                    assert_eq!((&erreur.champ, erreur.code.as_str()), (&champ, "caractere_interdit"));
                    dits.insert(route.operation);
                }
            }
        }
    }
    assert!(dits.contains("OuvrirSession") && dits.len() > 30, "only {dits:?} were reached");
}

/// F57, and the other characters of the kind, before and after sign-in.
#[tokio::test(flavor = "multi_thread")]
async fn each_of_them_is_refused_before_sign_in_and_after() {
    let cas: Value = serde_json::from_str(include_str!("flux/terrain/F57-nul-postgresql.json")).unwrap();
    let bac = Bac::ouvrir().await;
    let nadia = bac.connecter("nadia").await;
    let rendez_vous = format!("/personnes/{}/rendez-vous", bac.gens.keller.demandeur);
    let appels = [
        (bac.visiteur(), "/session".to_owned(), &cas["POST /session"], "email"),
        (nadia, rendez_vous, &cas["POST /personnes/{id}/rendez-vous"], "note"),
    ];
    for (client, chemin, corps, champ) in appels {
        for echappe in
            ["\\u0000", "\\u0008", "\\u001f", "\\u007f", "\\u009f", "\\ufffe", "\\uffff", "\\ud83d"]
        {
            let corps = corps.to_string().replace("\\u0000", echappe);
            let requete = client.requete(Methode::Post, &format!("{RACINE}{chemin}"));
            let reponse =
                requete.header("content-type", "application/json").body(corps).send().await.unwrap();
            assert_eq!(reponse.status().as_u16(), 422, "{chemin} {echappe}");
            let probleme: Probleme = reponse.json().await.unwrap();
            assert_eq!(probleme.errors[0].champ, champ);
            assert!(probleme.errors[0].message.contains("effacez le texte"), "{:?}", probleme.errors);
        }
    }
}

/// What is not a body: paths and headers.
#[tokio::test(flavor = "multi_thread")]
async fn a_path_or_a_header_that_holds_one_finds_nothing() {
    let bac = Bac::ouvrir().await;
    let nadia = bac.connecter("nadia").await;
    for chemin in ["/dossiers/%00", "/dossiers/1%00", "/files/sans_cer%00", "/personnes/%C2%85/rendez-vous"] {
        let statut = nadia.lire(chemin).await.status().as_u16();
        assert!(matches!(statut, 404 | 405), "{chemin}: {statut}");
    }
    for nom in ["cookie", "if-match", "x-forwarded-for", "x-motif", "user-agent"] {
        let valeur = reqwest::header::HeaderValue::from_bytes(b"a\x80\xff\t").unwrap();
        let requete = bac.visiteur().requete(Methode::Get, &format!("{RACINE}/accueil")).header(nom, valeur);
        assert_eq!(requete.send().await.unwrap().status().as_u16(), 401, "{nom}");
    }
}

/// A browser that translates by itself would rewrite names and codes.
#[test]
fn the_page_is_never_translated() {
    let page = include_str!("../../../app/index.html");
    assert!(page.contains("<html lang=\"fr\" translate=\"no\">") && page.contains("content=\"notranslate\""));
}
