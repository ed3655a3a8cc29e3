//! An agent without any habilitation left goes to another organisation, or gets another name.

use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use reciproque_shared::api::RattacherAgent;
use reciproque_shared::supervision::fiche::FicheAgent;
use reciproque_shared::supervision::{GesteSupervision, Rattachement as Lu, SaisieRattachement};

use crate::pages::geste::{Envoi, Ouverte};
use crate::server::appeler;
use crate::ui::*;

#[component]
pub fn Rattachement(fiche: FicheAgent, ouverte: Ouverte<FicheAgent>) -> impl IntoView {
    let (ouvert, envoi) = (RwSignal::new(false), Envoi::nouveau());
    let geste = GesteSupervision::Rattacher;
    let demander = move || {
        envoi.erreurs.efface();
        ouvert.set(true);
    };
    let fiche = StoredValue::new(fiche);
    let contenu =
        move || ouvert.get().then(|| fiche.with_value(|fiche| formulaire(fiche, ouverte, envoi, ouvert)));
    view! {
        <div class="pas-imprime">
            <Carte titre="Rattachement" id="rattachement">
                <p>"Cet agent n’a plus d’habilitation. S’il a changé d’organisme ou de nom, corrigez-le ici : une habilitation pourra de nouveau être demandée à son adresse."</p>
                <div class="actions"><Bouton genre=Genre::Secondaire petit=true au_clic=demander>{geste.libelle()}</Bouton></div>
            </Carte>
        </div>
        <Dialogue ouvert titre=geste.libelle()>{contenu}</Dialogue>
    }
    .into_any()
}

fn formulaire(
    fiche: &FicheAgent,
    ouverte: Ouverte<FicheAgent>,
    envoi: Envoi,
    ouvert: RwSignal<bool>,
) -> AnyView {
    let organisation = RwSignal::new(fiche.organisation.to_string());
    let (nom, prenom) = (RwSignal::new(fiche.nom.clone()), RwSignal::new(fiche.prenom.clone()));
    let (motif, id, erreurs) = (RwSignal::new(String::new()), fiche.id, envoi.erreurs);
    let choix: Vec<Choix> =
        fiche.organisations.iter().map(|lieu| Choix::new(lieu.code.clone(), lieu.nom.clone())).collect();
    let soumet = move |ev: SubmitEvent| {
        ev.prevent_default();
        let saisie = untrack(|| SaisieRattachement {
            organisation: organisation.with(|code| code.parse().ok()),
            nom: nom.get(),
            prenom: prenom.get(),
            motif: motif.get(),
        });
        if envoi.admet(Lu::lire(&saisie)).is_some() {
            let tape = [&saisie.nom, &saisie.prenom, &saisie.motif].map(String::as_str).join(" ");
            ouverte.agit(envoi, appeler::<RattacherAgent>(id, saisie), tape, "C’est fait.");
        }
    };
    view! {
        <form class="formulaire-corps" novalidate on:submit=soumet>
            <p>{GesteSupervision::Rattacher.consequence()}</p>
            <ResumeErreurs erreurs/>
            <ListeFermee id="organisation" libelle="Organisation" valeur=organisation choix erreur=erreurs.de("organisation")/>
            <ChampTexte id="nom" libelle="Nom" valeur=nom erreur=erreurs.de("nom")/>
            <ChampTexte id="prenom" libelle="Prénom" valeur=prenom erreur=erreurs.de("prenom")/>
            <ChampTexte
                id="motif" libelle="Motif" valeur=motif erreur=erreurs.de("motif")
                indice="Il reste dans l’historique, avec votre nom, la date et ce qui a changé."
            />
            <div class="actions">
                <Bouton soumet=true occupe=envoi.occupe>"Enregistrer"</Bouton>
                <Bouton genre=Genre::Secondaire au_clic=move || ouvert.set(false)>"Renoncer"</Bouton>
            </div>
        </form>
    }
    .into_any()
}
