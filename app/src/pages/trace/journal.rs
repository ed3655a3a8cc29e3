//! The state of the journal: what proves that no trace was changed, and what is done about it.

use std::sync::Arc;
use std::time::Duration;

use leptos::leptos_dom::helpers::set_timeout_with_handle;
use leptos::prelude::*;
use leptos::task::spawn_local;
use reciproque_shared::api::{ConsulterEtatJournal, VerifierJournal};
use reciproque_shared::mots::combien;
use reciproque_shared::trace::{
    EtatChaine, EtatJournal, SortieTetes, TetesSorties, VerdictJournal, VerificationEnCours,
    VerificationFaite,
};

use crate::pages::{instant, use_lecture};
use crate::server::appeler;
use crate::ui::*;

/// While one is under way, the state is read again this often: each reading is a trace.
const REGARD: Duration = Duration::from_secs(3);

#[component]
pub fn EtatDuJournal() -> impl IntoView {
    let lecture = use_lecture::<ConsulterEtatJournal>(|| ((), ()));
    // What a later answer said, the page being there already.
    let suite = RwSignal::new(None::<Arc<EtatJournal>>);
    let vue = lecture.vue(move |etat| {
        let etat = suite.get().unwrap_or(etat);
        if etat.en_cours.is_some() {
            regarder(suite);
        }
        dire(&etat)
    });
    let cote = move || {
        view! { <Bouton genre=Genre::Secondaire petit=true au_clic=move || verifier(suite)>"Vérifier maintenant"</Bouton> }
    };
    view! { <Carte titre="État du journal" id="journal" cote>{vue}</Carte> }.into_any()
}

fn verifier(suite: RwSignal<Option<Arc<EtatJournal>>>) {
    spawn_local(async move {
        if let Ok(etat) = appeler::<VerifierJournal>((), ()).await {
            suite.try_set(Some(Arc::new(etat)));
        }
    });
}

fn regarder(suite: RwSignal<Option<Arc<EtatJournal>>>) {
    let relire = move || {
        spawn_local(async move {
            if let Ok(etat) = appeler::<ConsulterEtatJournal>((), ()).await {
                suite.try_set(Some(Arc::new(etat)));
            }
        });
    };
    if let Ok(attente) = set_timeout_with_handle(relire, REGARD) {
        on_cleanup(move || attente.clear());
    }
}

fn dire(etat: &EtatJournal) -> AnyView {
    let en_cours = etat.en_cours.as_ref().map(avancement);
    let derniere = match (&etat.derniere, en_cours.is_some()) {
        (Some(faite), _) => trouve(faite),
        (None, true) => ().into_any(),
        (None, false) => {
            view! { <p>"Le journal n’a pas encore été vérifié depuis le démarrage du serveur : lancez une vérification."</p> }
                .into_any()
        }
    };
    view! {
        {incidents(etat)}
        {en_cours}
        {derniere}
        {tetes(&etat.tetes)}
        <p class="discret">{format!("Les traces sont gardées {} mois, puis détruites.", etat.conservation_mois)}</p>
    }
    .into_any()
}

fn avancement(en_cours: &VerificationEnCours) -> AnyView {
    let VerificationEnCours { depuis, faits, sur } = en_cours;
    let dit = format!(
        "Vérification commencée le {} : {} sur {sur}. Vous pouvez quitter cette page, elle continue.",
        instant(*depuis),
        combien(*faits, "trace")
    );
    view! {
        <p role="status">{dit}</p>
        <progress aria-label="Vérification du journal" value=faits.to_string() max=sur.to_string()></progress>
    }
    .into_any()
}

fn trouve(faite: &VerificationFaite) -> AnyView {
    let quand =
        format!("Dernière vérification : le {}, en {}.", instant(faite.finie_a), duree(faite.duree_ms));
    let rupture = faite.rupture.clone();
    let verdict = match faite.verdict {
        VerdictJournal::Intact => {
            view! { <p><Etiquette ton=Ton::Succes texte="Intact"/>" Aucune trace n’a été modifiée, retirée ni ajoutée après coup."</p> }
                .into_any()
        }
        VerdictJournal::Rompu => view! {
            <Alerte ton=Ton::Erreur titre="Le journal est rompu">
                <p>{rupture}"."</p>
                <p>"Prévenez l’administrateur sans attendre : les fichiers du journal sont à garder comme preuve, tels quels."</p>
            </Alerte>
        }
        .into_any(),
        VerdictJournal::Impossible => view! {
            <Alerte ton=Ton::Attention titre="La vérification n’a pas pu aller au bout">
                <p>"Le journal ne se lit pas entièrement. Prévenez l’administrateur, puis recommencez."</p>
            </Alerte>
        }
        .into_any(),
    };
    let chaines = faite.chaines.iter().map(faits).collect_view();
    let index = (faite.ecarts_index > 0).then(|| index_altere(faite.ecarts_index));
    view! { {verdict}{index}<p>{quand}</p>{chaines} }.into_any()
}

/// The chain is whole, what leads to it is not.
fn index_altere(ecarts: u64) -> AnyView {
    view! {
        <Alerte ton=Ton::Attention titre="Des traces peuvent manquer aux recherches">
            <p>
                {format!("L’index des recherches diffère du journal : {}. ", combien(ecarts, "écart"))}
                "Aucune trace ne manque au journal lui-même. Prévenez l’administrateur : il refait l’index avec « reciproque journal reindexer », et cherche qui a pu y toucher."
            </p>
        </Alerte>
    }
    .into_any()
}

fn duree(ms: u64) -> String {
    match ms {
        0..1_000 => "moins d’une seconde".to_owned(),
        _ => format!("{} s", ms.div_ceil(1_000)),
    }
}

fn faits(chaine: &EtatChaine) -> AnyView {
    let sceau = chaine.sceau.as_ref().map_or_else(
        || "aucun pour l’instant : le premier vient dans la minute".to_owned(),
        |sceau| format!("position {}, le {}", sceau.position, instant(sceau.instant)),
    );
    let purge = chaine.purge.as_ref().map_or_else(
        || "aucune : le journal est entier".to_owned(),
        |purge| {
            format!(
                "le {}, jusqu’à la position {} (traces d’avant le {})",
                instant(purge.instant),
                purge.position,
                instant(purge.limite)
            )
        },
    );
    let numero = chaine.chaine;
    let verifiee =
        format!("jusqu’à la position {} ; traces : {}", chaine.verifiee_jusqu_a, chaine.evenements);
    view! {
        <Definitions>
            <Fait nom="Chaîne">{numero}</Fait>
            <Fait nom="Vérifiée">{verifiee}</Fait>
            <Fait nom="Dernier sceau">{sceau}</Fait>
            <Fait nom="Dernière purge">{purge}</Fait>
        </Definitions>
    }
    .into_any()
}

/// What happened to the journal behind the server's back.
pub fn incidents(etat: &EtatJournal) -> AnyView {
    let un = |incident: &reciproque_shared::trace::IncidentJournal| {
        let (sorte, connue) = (incident.sorte, incident.connue.to_string());
        let quand = format!("Constaté le {} sur la trace n° {connue}. ", instant(incident.instant));
        view! { <Alerte ton=Ton::Erreur titre=sorte.libelle()><p>{quand}{sorte.que_faire()}</p></Alerte> }
    };
    etat.incidents.iter().map(un).collect_view().into_any()
}

/// Whether the heads leave the machine, since when, and what to do.
pub fn tetes(tetes: &TetesSorties) -> AnyView {
    let derniere = match tetes.derniere_a {
        Some(derniere) => {
            format!("Dernière sortie des sceaux hors de la machine : le {}.", instant(derniere))
        }
        None => "Aucun sceau n’est encore sorti de la machine de lui-même.".to_owned(),
    };
    let Some(que_faire) = tetes.etat.que_faire() else {
        return view! { <p>{derniere}</p> }.into_any();
    };
    let titre = match tetes.etat {
        SortieTetes::NonReglee => "Les sceaux du journal restent sur la machine",
        _ => "Les sceaux du journal ne sortent plus de la machine",
    };
    let echec = tetes.echec.clone().map(|echec| view! { <p>"Cause : "{echec}"."</p> });
    view! { <Alerte ton=Ton::Attention titre><p>{derniere}" "{que_faire}</p>{echec}</Alerte> }.into_any()
}
