//! The sealed review: its digest, its verification, its files.

use leptos::prelude::*;
use leptos::task::spawn_local;
use reciproque_shared::api::{ExporterRevue, VerifierRevue};
use reciproque_shared::revue::{ExportRevue, FicheRevue, VerdictRevue, VerificationRevue};

use crate::pages::instant;
use crate::server::{Echec, appeler};
use crate::ui::*;

pub fn carte(fiche: &FicheRevue) -> AnyView {
    let Some(sceau) = fiche.sceau.clone() else { return ().into_any() };
    let id = fiche.resume.id;
    let verification = RwSignal::new(None::<Result<VerificationRevue, Echec>>);
    let export = RwSignal::new(None::<Result<ExportRevue, Echec>>);
    let verifie = move || {
        spawn_local(async move {
            verification.try_set(Some(appeler::<VerifierRevue>(id, ()).await));
        });
    };
    let exporte = move || {
        spawn_local(async move {
            export.try_set(Some(appeler::<ExporterRevue>(id, ()).await));
        });
    };
    let scellee = format!("{}, par {}", instant(sceau.scellee_le), sceau.scellee_par);
    let cle = sceau.cle_publique.map(|cle| {
        view! { <Fait nom="Signée avec la clé"><code class="empreinte">{cle}</code></Fait> }
    });
    view! {
        <Carte titre="Document scellé" id="sceau">
            <Definitions>
                <Fait nom="Scellée le">{scellee}</Fait>
                <Fait nom="Empreinte SHA-256"><code class="empreinte">{sceau.empreinte}</code></Fait>
                {cle}
            </Definitions>
            <p class="discret">"Cette empreinte est signée avec la clé du journal et inscrite au journal. Si une ligne change, elle ne correspond plus."</p>
            <div class="actions">
                <Bouton genre=Genre::Secondaire petit=true icone=Icone::Verifie au_clic=verifie attr:id="sceller">"Vérifier"</Bouton>
                <Bouton genre=Genre::Secondaire petit=true au_clic=exporte>"Exporter"</Bouton>
                <BoutonImprimer/>
            </div>
            {move || verification.get().map(|lue| lue.map_or_else(|echec| refus(&echec), verdict))}
            {move || export.get().map(|lu| lu.map_or_else(|echec| refus(&echec), fichiers))}
        </Carte>
    }
    .into_any()
}

fn refus(echec: &Echec) -> AnyView {
    let detail = echec.detail().to_owned();
    view! { <Alerte ton=Ton::Erreur vivante=true><p>{detail}</p></Alerte> }.into_any()
}

fn verdict(lue: VerificationRevue) -> AnyView {
    let (ton, texte) = match lue.verdict {
        VerdictRevue::Intacte => (
            Ton::Succes,
            format!(
                "Ses lignes donnent la même empreinte que le jour du sceau, inscrite au journal sous le numéro {}.",
                lue.trace.unwrap_or_default()
            ),
        ),
        VerdictRevue::TracePurgee => (Ton::Succes, purgee(&lue)),
        VerdictRevue::AutreCle => (
            Ton::Attention,
            "Ses lignes donnent l’empreinte qui a été signée, mais avec une autre clé que celle du journal actuel. \
             Demandez à l’administrateur de comparer la clé ci-dessus à celle des sceaux qu’il a gardés hors de la machine."
                .to_owned(),
        ),
        VerdictRevue::Alteree => (
            Ton::Erreur,
            "Des données ont changé depuis le sceau. Prévenez le référent utilisateurs du Département et \
             l’administrateur."
                .to_owned(),
        ),
    };
    let differences = (lue.verdict == VerdictRevue::Alteree).then(|| {
        let lignes = lue.differences.into_iter().map(|texte| view! { <li>{texte}</li> }).collect_view();
        view! { <ul>{lignes}</ul> }
    });
    view! { <Alerte ton titre=lue.verdict.libelle() vivante=true><p>{texte}</p>{differences}</Alerte> }
        .into_any()
}

fn purgee(lue: &VerificationRevue) -> String {
    let quand = lue.purgee_le.map(|quand| format!(" le {}", instant(quand))).unwrap_or_default();
    format!(
        "Ses lignes donnent l’empreinte qui a été signée avec la clé du journal le jour du sceau. Le journal n’en garde \
         plus la trace : elle a été purgée{quand}, avec celles de son temps."
    )
}

/// Links that the browser saves: nothing is sent anywhere.
fn fichiers(export: ExportRevue) -> AnyView {
    let lien = |genre: &'static str, suffixe: &'static str, contenu: &str| {
        let href =
            format!("data:{genre};charset=utf-8,{}", String::from(js_sys::encode_uri_component(contenu)));
        let nom = format!("{}.{suffixe}", export.nom);
        view! { <li><a href=href download=nom.clone() rel="external">{nom.clone()}</a></li> }
    };
    let liens = [
        lien("text/csv", "csv", &export.csv),
        lien("application/json", "json", &export.json),
        lien("text/plain", "txt", &export.texte),
    ];
    view! {
        <Alerte ton=Ton::Succes titre="Fichiers à enregistrer" vivante=true>
            <ul>{liens.into_iter().collect_view()}</ul>
        </Alerte>
    }
    .into_any()
}
