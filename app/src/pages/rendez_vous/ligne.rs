//! The rendez-vous of a day, thumb first: a result is one tap away.

use chrono::Timelike;
use leptos::prelude::*;
use reciproque_shared::habilitation::Acte;
use reciproque_shared::mots::duree;
use reciproque_shared::rendez_vous::fiche::{FicheRendezVous, LigneRendezVous};
use reciproque_shared::rendez_vous::{Canal, StatutRendezVous};

use super::etiquette::EtiquetteRendezVous;
use super::statut::{enregistre, renseigner};
use crate::pages::geste::{Dit, Envoi, devancee_en_bref};
use crate::session::use_session;
use crate::ui::*;

/// The results that the list offers; the sheet offers them all.
const RESULTATS: [StatutRendezVous; 3] =
    [StatutRendezVous::Honore, StatutRendezVous::AbsenceExcusee, StatutRendezVous::AbsenceNonExcusee];

/// The list; `au_resultat` runs each time a result that was awaited is given.
#[component]
pub fn ListeDuJour(lignes: Vec<LigneRendezVous>, #[prop(into)] au_resultat: Callback<()>) -> impl IntoView {
    let lignes = lignes.into_iter().map(|ligne| view! { <LigneDuJour ligne au_resultat/> }).collect_view();
    view! { <ul class="jour" role="list">{lignes}</ul> }.into_any()
}

/// What becomes of one line.
#[derive(Clone, Copy)]
struct EtatLigne {
    ligne: RwSignal<LigneRendezVous>,
    /// What has just happened, and how well.
    message: RwSignal<Option<(Ton, String)>>,
    corrige: RwSignal<bool>,
    envoi: Envoi,
    au_resultat: Callback<()>,
    annonceur: Annonceur,
}

#[component]
fn LigneDuJour(ligne: LigneRendezVous, au_resultat: Callback<()>) -> impl IntoView {
    let session = use_session();
    let etat = EtatLigne {
        ligne: RwSignal::new(ligne),
        message: RwSignal::new(None),
        corrige: RwSignal::new(false),
        envoi: Envoi::nouveau(),
        au_resultat,
        annonceur: use_annonceur(),
    };
    let passe = session.maintenant();
    let saisie = session.permet(Acte::SaisirRendezVous);
    let attend = move || saisie && (etat.corrige.get() || etat.ligne.with(|l| l.a_renseigner));
    view! {
        <li class="rdv" class:passe=move || etat.ligne.with(|l| l.debut <= passe)>
            {move || etat.ligne.with(quoi)}
            {move || attend().then(|| boutons(etat))}
            {etat.envoi.echec()}
            {move || etat.message.get().map(|(ton, texte)| dire(ton, texte, etat))}
        </li>
    }
}

fn quoi(ligne: &LigneRendezVous) -> AnyView {
    let heure = format!("{}:{:02}", ligne.debut.hour(), ligne.debut.minute());
    let lieu = ligne.lieu.clone().map(|lieu| format!(", {lieu}")).unwrap_or_default();
    view! {
        <p class="rdv-heure"><time>{heure}</time><small>{duree(ligne.minutes())}</small></p>
        <div class="rdv-quoi">
            <a href=format!("/rendez-vous/{}", ligne.id)>{ligne.personne.nom_prenom()}</a>
            <p>{ligne.objet.libelle()}</p>
            <p><Picto icone=icone(ligne.canal)/>{format!(" {}{lieu}", ligne.canal.libelle())}</p>
        </div>
        <EtiquetteRendezVous ligne/>
    }
    .into_any()
}

const fn icone(canal: Canal) -> Icone {
    match canal {
        Canal::Physique => Icone::Personne,
        Canal::Telephone => Icone::Telephone,
        Canal::Visio => Icone::Video,
        Canal::Domicile => Icone::Maison,
    }
}

fn boutons(etat: EtatLigne) -> AnyView {
    let (id, groupe, actuel) = etat.ligne.with_untracked(|l| {
        (l.id, format!("Résultat du rendez-vous avec {}", l.personne.nom_prenom()), l.statut)
    });
    let bouton = move |statut: StatutRendezVous| {
        let icone = if statut == StatutRendezVous::Honore { Icone::Verifie } else { Icone::Croix };
        view! {
            <Bouton genre=Genre::Secondaire petit=true icone occupe=etat.envoi.occupe au_clic=move || envoyer(etat, statut)>
                {statut.libelle()}
            </Bouton>
        }
    };
    let proposes = RESULTATS.into_iter().filter(|statut| *statut != actuel).map(bouton).collect_view();
    view! {
        <div class="actions" role="group" aria-label=groupe>
            {proposes}
            <LienBouton href=format!("/rendez-vous/{id}") genre=Genre::Discret petit=true>"Autre résultat"</LienBouton>
        </div>
    }
    .into_any()
}

fn envoyer(etat: EtatLigne, statut: StatutRendezVous) {
    let vue = etat.ligne.with_untracked(|l| (l.id, l.version));
    etat.message.set(None);
    etat.envoi.lance(renseigner(vue, statut), move |(fiche, dit)| recevoir(etat, fiche, &dit));
}

fn recevoir(etat: EtatLigne, fiche: FicheRendezVous, dit: &Dit) {
    let (ton, texte) = match dit {
        Dit::Fait => (Ton::Succes, enregistre(&fiche)),
        Dit::Devance(_) => (Ton::Attention, devancee_en_bref(&fiche)),
    };
    let ligne = fiche.ligne;
    if etat.ligne.with_untracked(|l| l.a_renseigner) && !ligne.a_renseigner {
        etat.au_resultat.run(());
    }
    etat.annonceur.dit(&texte);
    etat.corrige.set(false);
    etat.ligne.set(ligne);
    etat.message.set(Some((ton, texte)));
    let id = id_message(etat);
    request_animation_frame(move || met_au_point(&id));
}

fn id_message(etat: EtatLigne) -> String {
    etat.ligne.with_untracked(|l| format!("rendez-vous-{}", l.id))
}

fn dire(ton: Ton, texte: String, etat: EtatLigne) -> AnyView {
    let corriger = move || {
        etat.message.set(None);
        etat.corrige.set(true);
    };
    view! {
        <div class="rdv-message" id=id_message(etat) tabindex="-1">
            <Alerte ton>
                <p>{texte}</p>
                {(ton == Ton::Succes).then(|| view! {
                    <Bouton genre=Genre::Discret petit=true icone=Icone::Retour au_clic=corriger>"Corriger"</Bouton>
                })}
            </Alerte>
        </div>
    }
    .into_any()
}
