//! The traces found, to be kept as a file.

use leptos::prelude::*;
use leptos::task::spawn_local;
use reciproque_shared::api::ExporterTraces;
use reciproque_shared::trace::{FichierTraces, FormatExport, SaisieExport, SaisieTraces};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Blob, HtmlAnchorElement, Url};

use crate::pages::combien;
use crate::server::appeler;
use crate::ui::*;

#[component]
pub fn Export(filtre: RwSignal<SaisieTraces>) -> impl IntoView {
    let occupe = RwSignal::new(false);
    let refus = RwSignal::new(String::new());
    let annonceur = use_annonceur();
    let exporter = move |format: FormatExport| {
        move || {
            occupe.set(true);
            refus.set(String::new());
            spawn_local(async move {
                let demande = SaisieExport { filtre: filtre.get_untracked(), format };
                match appeler::<ExporterTraces>((), demande).await {
                    Ok(fichier) if offrir(&fichier).is_ok() => {
                        let nombre = usize::try_from(fichier.traces).unwrap_or(usize::MAX);
                        annonceur.dit(&format!("{} dans {}", combien(nombre, "trace"), fichier.nom));
                    }
                    Ok(_) => refus.set("Le navigateur n’a pas gardé le fichier : autorisez les téléchargements de ce site, puis recommencez.".to_owned()),
                    Err(echec) => refus.set(echec.phrases()),
                }
                occupe.set(false);
            });
        }
    };
    let bouton = move |format: FormatExport, nom: &'static str| {
        view! { <Bouton genre=Genre::Secondaire petit=true icone=Icone::Suite occupe au_clic=exporter(format)>{nom}</Bouton> }
    };
    view! {
        <div class="actions">
            {bouton(FormatExport::Csv, "Exporter en CSV")}
            {bouton(FormatExport::Json, "Exporter en JSON")}
            <BoutonImprimer/>
        </div>
        {move || {
            let dit = refus.get();
            (!dit.is_empty()).then(|| view! { <Alerte ton=Ton::Erreur vivante=true><p>{dit}</p></Alerte> })
        }}
    }
    .into_any()
}

/// Hands the file over to the browser.
fn offrir(fichier: &FichierTraces) -> Result<(), JsValue> {
    let morceaux = js_sys::Array::of1(&fichier.contenu.as_str().into());
    let adresse = Url::create_object_url_with_blob(&Blob::new_with_str_sequence(&morceaux)?)?;
    let lien: HtmlAnchorElement = document().create_element("a")?.unchecked_into();
    lien.set_href(&adresse);
    lien.set_download(&fichier.nom);
    lien.click();
    Url::revoke_object_url(&adresse)
}
