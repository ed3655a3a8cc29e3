//! The thresholds of the rules: in force, by whom, and how to change one.

use std::sync::Arc;

use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use reciproque_shared::alerte::{SaisieSeuil, SeuilLu, SeuilsLus};
use reciproque_shared::api::{ConsulterSeuils, ReglerSeuil};

use crate::pages::geste::Envoi;
use crate::pages::{instant, use_lecture};
use crate::server::appeler;
use crate::ui::*;

#[component]
pub fn SeuilsAlerte() -> impl IntoView {
    let lecture = use_lecture::<ConsulterSeuils>(|| ((), ()));
    let vue = lecture.vue(|lus| view! { <Reglages lus/> }.into_any());
    view! {
        <main id="contenu" class="page">
            <Titre texte="Réglages de la détection"/>
            <p class="trace-ligne"><a href="/alertes">"Toutes les alertes"</a></p>
            <p>"Une règle parle quand son compte atteint le seuil ; à 0, elle est éteinte. Un changement vaut dès la prochaine lecture du journal, et chaque valeur est gardée avec sa date."</p>
            {vue}
        </main>
    }
    .into_any()
}

/// The table, and the question about one of its lines.
#[component]
fn Reglages(lus: Arc<SeuilsLus>) -> impl IntoView {
    let seuils = RwSignal::new(lus.seuils.clone());
    let demande = RwSignal::new(None::<SeuilLu>);
    let ouvert = RwSignal::new(false);
    let change = Callback::new(move |(lu,): (SeuilLu,)| {
        demande.set(Some(lu));
        ouvert.set(true);
        request_animation_frame(|| met_au_point("valeur"));
    });
    let lignes = move || seuils.get().into_iter().map(|lu| ligne(lu, change)).collect_view();
    let titre =
        Signal::derive(move || demande.with(|lu| lu.as_ref().map_or("", |lu| lu.seuil.libelle()).to_owned()));
    view! {
        <Tableau legende="Seuils en vigueur" colonnes=&["Seuil", "Valeur", "Fixé", "Action"] chiffres=&[1]>{lignes}</Tableau>
        <Dialogue ouvert titre>
            {move || demande.get().map(|lu| view! { <Question lu seuils ouvert/> })}
        </Dialogue>
    }
}

fn ligne(lu: SeuilLu, change: Callback<(SeuilLu,)>) -> AnyView {
    let fixe = match (&lu.par, lu.depuis) {
        (Some(par), Some(depuis)) => format!("{par}, le {}", instant(depuis)),
        _ => "Valeur par défaut".to_owned(),
    };
    let (quoi, valeur) = (lu.seuil.libelle(), lu.valeur);
    let clic = move || change.run((lu.clone(),));
    view! {
        <Ligne>
            <CelluleTitre>{quoi}</CelluleTitre>
            <Cellule titre="Valeur" chiffres=true>{valeur}</Cellule>
            <Cellule titre="Fixé">{fixe}</Cellule>
            <Cellule titre="Action">
                <Bouton genre=Genre::Discret petit=true au_clic=clic>"Modifier"<span class="invisible">{format!(" : {quoi}")}</span></Bouton>
            </Cellule>
        </Ligne>
    }
    .into_any()
}

#[component]
fn Question(lu: SeuilLu, seuils: RwSignal<Vec<SeuilLu>>, ouvert: RwSignal<bool>) -> impl IntoView {
    let valeur = RwSignal::new(lu.valeur.to_string());
    let envoi = Envoi::nouveau();
    let annonceur = use_annonceur();
    let (seuil, plafond) = (lu.seuil, lu.seuil.plafond());
    let soumet = move |ev: SubmitEvent| {
        ev.prevent_default();
        let saisie = SaisieSeuil { seuil, valeur: valeur.get_untracked() };
        envoi.lance(appeler::<ReglerSeuil>((), saisie), move |lus| {
            annonceur.dit("Seuil modifié");
            ouvert.set(false);
            seuils.set(lus.seuils);
        });
    };
    let Envoi { erreurs, occupe, .. } = envoi;
    view! {
        <form class="question" novalidate on:submit=soumet>
            <ResumeErreurs erreurs/>
            <ChampTexte
                id="valeur"
                libelle="Valeur"
                indice=format!("Un nombre entier, de 0 à {plafond}.")
                valeur
                largeur=Largeur::Courte
                erreur=erreurs.de("valeur")
            />
            <div class="actions">
                <Bouton soumet=true occupe>"Enregistrer"</Bouton>
                <Bouton genre=Genre::Secondaire au_clic=move || ouvert.set(false)>"Ne rien changer"</Bouton>
            </div>
        </form>
    }
}
