//! The traces found, to be kept as a file.

use leptos::prelude::*;
use reciproque_shared::api::ExporterTraces;
use reciproque_shared::trace::{FichierTraces, FormatExport, SaisieExport, SaisieTraces};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Blob, HtmlAnchorElement, Url};

use crate::pages::combien;
use crate::pages::geste::Envoi;
use crate::server::appeler;
use crate::ui::*;

const PAS_GARDE: &str =
    "Le navigateur n’a pas gardé le fichier : autorisez les téléchargements de ce site, puis recommencez.";

#[component]
pub fn Export(filtre: RwSignal<SaisieTraces>) -> impl IntoView {
    let envoi = Envoi::nouveau();
    let annonceur = use_annonceur();
    let exporter = move |format: FormatExport| {
        move || {
            let demande = SaisieExport { filtre: filtre.get_untracked(), format };
            envoi.lance(appeler::<ExporterTraces>((), demande), move |fichier| match offrir(&fichier) {
                Ok(()) => {
                    annonceur.dit(&format!("{} dans {}", combien(fichier.traces, "trace"), fichier.nom));
                }
                Err(_) => envoi.erreurs.pose(vec![Erreur::new("", PAS_GARDE)]),
            });
        }
    };
    let bouton = move |format: FormatExport, nom: &'static str| {
        view! { <Bouton genre=Genre::Secondaire petit=true icone=Icone::Suite occupe=envoi.occupe au_clic=exporter(format)>{nom}</Bouton> }
    };
    view! {
        <div class="actions">
            {bouton(FormatExport::Csv, "Exporter en CSV")}
            {bouton(FormatExport::Json, "Exporter en JSON")}
            <BoutonImprimer/>
        </div>
        {envoi.echec()}
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
