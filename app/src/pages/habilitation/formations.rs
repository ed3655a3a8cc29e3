//! Training sessions: plan one, note who came, deliver certificates.

use std::sync::Arc;

use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos::task::spawn_local;
use reciproque_shared::api::{ConsulterFormations, PlanifierFormation};
use reciproque_shared::habilitation::fiche::{Formations as Lues, LigneHabilitation, SeanceFormation};
use reciproque_shared::habilitation::{EtatHabilitation, Formation, GesteHabilitation, SaisieFormation};
use reciproque_shared::mots::{accord, jour_et_heure};

use super::gestes::{faire, pas};
use super::mots::nom;
use crate::pages::{erreurs_de, use_lecture};
use crate::server::appeler;
use crate::session::use_session;
use crate::ui::*;

#[component]
pub fn Formations() -> impl IntoView {
    let lecture = use_lecture::<ConsulterFormations>(|| ((), ()));
    let relire = Callback::new(move |()| lecture.relire());
    let vue = lecture.vue(move |lues| contenu(&lues, relire));
    view! {
        <main id="contenu" class="page">
            <Titre texte="Formations"/>
            <p>"Chaque séance traite trois parties : les finalités du traitement, l’éthique et la confidentialité, l’utilisation de l’outil."</p>
            {vue}
            <Planification relire/>
        </main>
    }
    .into_any()
}

fn contenu(lues: &Arc<Lues>, relire: Callback<()>) -> AnyView {
    let de = |etat: EtatHabilitation| -> Vec<_> {
        lues.personnes.iter().filter(|personne| personne.etat == etat).cloned().collect()
    };
    let (a_inscrire, a_certifier) = (de(EtatHabilitation::Demandee), de(EtatHabilitation::Formee));
    let seances = lues.seances.iter().map(|seance| {
        let venus =
            de(EtatHabilitation::Inscrite).into_iter().filter(|p| p.formation == Some(seance.id)).collect();
        carte(seance, venus, relire)
    });
    let seances = seances.collect_view();
    let vide = lues.seances.is_empty().then(|| {
        view! { <EtatVide titre="Aucune séance"><p>"Planifiez la première ci-dessous, puis inscrivez-y les personnes."</p></EtatVide> }
    });
    view! {
        {(!a_inscrire.is_empty()).then(|| personnes("À inscrire à une séance", a_inscrire, &[], relire))}
        {(!a_certifier.is_empty()).then(|| {
            personnes("Attestations à délivrer", a_certifier, &[GesteHabilitation::Certifier], relire)
        })}
        {vide}
        {seances}
    }
    .into_any()
}

fn carte(seance: &SeanceFormation, venus: Vec<LigneHabilitation>, relire: Callback<()>) -> AnyView {
    let tenue = seance.debut <= use_session().maintenant();
    // Two sessions may be held at one hour.
    let titre = format!("{}, {}", jour_et_heure(seance.debut), seance.lieu);
    let prises = accord(seance.prises, "place prise", "places prises");
    let precision = format!("{prises} sur {} · planifiée par {}", seance.places, seance.auteur);
    const PRESENCES: &[GesteHabilitation] =
        &[GesteHabilitation::NoterPresence, GesteHabilitation::NoterAbsence];
    let gestes = if tenue { PRESENCES } else { &[GesteHabilitation::Desinscrire] };
    let attendus = match venus.is_empty() {
        true => view! { <p>"Personne n’est attendu, ou toutes les présences sont notées."</p> }.into_any(),
        false => personnes("Personnes attendues", venus, gestes, relire),
    };
    view! {
        <Carte titre id=format!("seance-{}", seance.id)><p class="discret">{precision}</p>{attendus}</Carte>
    }
    .into_any()
}

fn personnes(
    legende: &'static str,
    lignes: Vec<LigneHabilitation>,
    gestes: &'static [GesteHabilitation],
    relire: Callback<()>,
) -> AnyView {
    let lignes = lignes.into_iter().map(|personne| {
        let href = format!("/habilitations/{}", personne.id);
        let boutons = gestes.iter().map(|geste| bouton(&personne, *geste, relire)).collect_view();
        // A reserved profil is certified where one reads what it does to the account.
        let ailleurs = match gestes {
            [] => Some("Inscrire"),
            [GesteHabilitation::Certifier] if personne.profil.reserve() => Some("Ouvrir"),
            _ => None,
        };
        let boutons = match ailleurs {
            Some(mot) => view! { <LienBouton href=href.clone() petit=true genre=Genre::Secondaire attr:aria-label=format!("{mot} {}", nom(&personne))>{mot}</LienBouton> }.into_any(),
            None => boutons.into_any(),
        };
        let (qui, organisation) = (nom(&personne), personne.organisation_nom.clone());
        view! {
            <Ligne>
                <CelluleTitre><a href=href>{qui}</a></CelluleTitre>
                <Cellule titre="Organisation">{organisation}</Cellule>
                <Cellule titre="Profil">{personne.profil.libelle()}</Cellule>
                <Cellule titre="Suite"><div class="actions">{boutons}</div></Cellule>
            </Ligne>
        }
    });
    let lignes = lignes.collect_view();
    view! { <Tableau legende colonnes=&["Personne", "Organisation", "Profil", "Suite"]>{lignes}</Tableau> }
        .into_any()
}

/// A step done in place.
fn bouton(personne: &LigneHabilitation, geste: GesteHabilitation, relire: Callback<()>) -> AnyView {
    let (ligne, occupe) = ((personne.id, personne.version), RwSignal::new(false));
    let echec = RwSignal::new(None::<String>);
    let clic = move || {
        occupe.set(true);
        spawn_local(async move {
            match faire(ligne, pas(geste)).await {
                Ok(_) => drop(relire.try_run(())),
                Err(refus) => drop(echec.try_set(Some(refus.phrases()))),
            }
            occupe.try_set(false);
        });
    };
    let (mot, genre) = match geste {
        GesteHabilitation::NoterPresence => ("Présent", Genre::Principal),
        GesteHabilitation::NoterAbsence => ("Absent", Genre::Secondaire),
        GesteHabilitation::Desinscrire => ("Retirer", Genre::Secondaire),
        _ => (geste.libelle(), Genre::Principal),
    };
    let dit = format!("{mot} : {}", nom(personne));
    view! {
        <Bouton petit=true genre occupe au_clic=clic attr:aria-label=dit>{mot}</Bouton>
        {move || echec.get().map(|echec| view! { <Alerte ton=Ton::Erreur vivante=true><p>{echec}</p></Alerte> })}
    }
    .into_any()
}

#[component]
fn Planification(relire: Callback<()>) -> impl IntoView {
    let vide = || RwSignal::new(String::new());
    let (date, heure, lieu, places) = (vide(), vide(), vide(), RwSignal::new("8".to_owned()));
    let (erreurs, occupe, session) = (Erreurs::new(), RwSignal::new(false), use_session());
    let soumet = move |ev: SubmitEvent| {
        ev.prevent_default();
        if occupe.get_untracked() {
            return;
        }
        let saisie = SaisieFormation {
            date: date.get_untracked(),
            heure: heure.get_untracked(),
            lieu: lieu.get_untracked(),
            places: places.get_untracked(),
        };
        if let Err(refus) = Formation::lire(&saisie, session.maintenant()) {
            return erreurs.pose(refus.into_iter().map(|e| Erreur::new(e.champ, e.message)).collect());
        }
        erreurs.efface();
        occupe.set(true);
        spawn_local(async move {
            match appeler::<PlanifierFormation>((), saisie).await {
                Ok(_) => {
                    for champ in [date, heure, lieu] {
                        champ.try_set(String::new());
                    }
                    let _ = relire.try_run(());
                }
                Err(echec) => erreurs.pose(erreurs_de(&echec, "")),
            }
            occupe.try_set(false);
        });
    };
    view! {
        <Carte titre="Planifier une séance" id="planifier">
            <form class="formulaire-corps" novalidate on:submit=soumet>
                <ResumeErreurs erreurs/>
                <div class="champs">
                    <ChampTexte id="date" libelle="Date" valeur=date largeur=Largeur::Date erreur=erreurs.de("date")/>
                    <ChampTexte id="heure" libelle="Heure" valeur=heure largeur=Largeur::Courte erreur=erreurs.de("heure")/>
                    <ChampTexte id="places" libelle="Places" valeur=places largeur=Largeur::Courte erreur=erreurs.de("places")/>
                    <ChampTexte id="lieu" libelle="Lieu" valeur=lieu largeur=Largeur::Longue erreur=erreurs.de("lieu")/>
                </div>
                <div class="actions"><Bouton soumet=true occupe>"Planifier la séance"</Bouton></div>
            </form>
        </Carte>
    }
    .into_any()
}
