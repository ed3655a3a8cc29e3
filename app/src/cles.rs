//! Passkeys, as the browser makes and uses them. Text in, text out: what it says is the
//! server's business.

use js_sys::{Function, JSON, Object, Promise, Reflect};
use leptos::prelude::window;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

/// Whether this browser can be asked for keys bound to this domain: it knows how, and the page
/// stands at an address of that domain.
pub fn possibles(domaine: &str) -> bool {
    let hote = window().location().hostname().unwrap_or_default();
    let ici = hote.strip_suffix(domaine).is_some_and(|reste| reste.is_empty() || reste.ends_with('.'));
    ici && lecteur("parseRequestOptionsFromJSON").is_some()
}

/// A new key; `None` when the agent gives up, or the browser refuses.
pub async fn creer(options: &str) -> Option<String> {
    demander("parseCreationOptionsFromJSON", "create", options).await
}

/// The answer of a key that the browser holds; `None` when the agent gives up.
pub async fn presenter(options: &str) -> Option<String> {
    demander("parseRequestOptionsFromJSON", "get", options).await
}

/// The browser's own reader of options, with the class that it belongs to.
fn lecteur(nom: &str) -> Option<(JsValue, Function)> {
    let classe = Reflect::get(&window(), &"PublicKeyCredential".into()).ok()?;
    if classe.is_undefined() {
        return None;
    }
    let lecteur = Reflect::get(&classe, &nom.into()).ok()?.dyn_into().ok()?;
    Some((classe, lecteur))
}

async fn demander(lecture: &str, geste: &str, options: &str) -> Option<String> {
    let (classe, lire) = lecteur(lecture)?;
    let cle_publique = lire.call1(&classe, &JSON::parse(options).ok()?).ok()?;
    let demande = Object::new();
    Reflect::set(&demande, &"publicKey".into(), &cle_publique).ok()?;
    let navigateur = Reflect::get(&window(), &"navigator".into()).ok()?;
    let porte = Reflect::get(&navigateur, &"credentials".into()).ok()?;
    let geste: Function = Reflect::get(&porte, &geste.into()).ok()?.dyn_into().ok()?;
    let promesse: Promise = geste.call1(&porte, &demande).ok()?.dyn_into().ok()?;
    let cle = JsFuture::from(promesse).await.ok()?;
    JSON::stringify(&cle).ok()?.as_string()
}
