//! Training sessions: plan one, note who came, deliver certificates.

use std::sync::Arc;

use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use reciproque_shared::api::{ConsulterFormations, PlanifierFormation};
use reciproque_shared::habilitation::fiche::{
    FicheHabilitation, Formations as Lues, LigneHabilitation, SeanceFormation,
};
use reciproque_shared::habilitation::{EtatHabilitation, Formation, GesteHabilitation, SaisieFormation};
use reciproque_shared::mots::{accord, jour_et_heure};

use super::gestes::{appel, pas};
use super::mots::nom;
use crate::pages::geste::{self, Dit, Envoi, issue};
use crate::pages::use_lecture;
use crate::server::appeler;
use crate::session::use_session;
use crate::ui::*;

#[component]
pub fn Formations() -> impl IntoView {
    let lecture = use_lecture::<ConsulterFormations>(|| ((), ()));
    let relire = Callback::new(move |()| lecture.relire());
    // The habilitation on which somebody acted first: the list that is read again says the rest.
    let devancee = RwSignal::new(None::<FicheHabilitation>);
    let apres = Callback::new(move |(fiche, dit)| {
        devancee.set((dit != Dit::Fait).then_some(fiche));
        lecture.relire();
    });
    let vue = lecture.vue(move |lues| contenu(&lues, apres));
    view! {
        <main id="contenu" class="page">
            <Titre texte="Formations"/>
            <p>"Chaque séance traite trois parties : les finalités du traitement, l’éthique et la confidentialité, l’utilisation de l’outil."</p>
            {move || devancee.with(|fiche| fiche.as_ref().map(|fiche| geste::devancee(fiche, "")))}
            {vue}
            <Planification relire/>
        </main>
    }
    .into_any()
}

/// What is done once a step was, or once somebody did another one first.
type Apres = Callback<(FicheHabilitation, Dit)>;

fn contenu(lues: &Arc<Lues>, apres: Apres) -> AnyView {
    let de = |etat: EtatHabilitation| -> Vec<_> {
        lues.personnes.iter().filter(|personne| personne.etat == etat).cloned().collect()
    };
    let (a_inscrire, a_certifier) = (de(EtatHabilitation::Demandee), de(EtatHabilitation::Formee));
    let seances = lues.seances.iter().map(|seance| {
        let venus =
            de(EtatHabilitation::Inscrite).into_iter().filter(|p| p.formation == Some(seance.id)).collect();
        carte(seance, venus, apres)
    });
    let seances = seances.collect_view();
    let vide = lues.seances.is_empty().then(|| {
        view! { <EtatVide titre="Aucune séance"><p>"Planifiez la première ci-dessous, puis inscrivez-y les personnes."</p></EtatVide> }
    });
    view! {
        {(!a_inscrire.is_empty()).then(|| personnes("À inscrire à une séance", a_inscrire, &[], apres))}
        {(!a_certifier.is_empty()).then(|| {
            personnes("Attestations à délivrer", a_certifier, &[GesteHabilitation::Certifier], apres)
        })}
        {vide}
        {seances}
    }
    .into_any()
}

fn carte(seance: &SeanceFormation, venus: Vec<LigneHabilitation>, apres: Apres) -> AnyView {
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
        false => personnes("Personnes attendues", venus, gestes, apres),
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
    apres: Apres,
) -> AnyView {
    let lignes = lignes.into_iter().map(|personne| {
        let href = format!("/habilitations/{}", personne.id);
        let boutons = gestes.iter().map(|geste| bouton(&personne, *geste, apres)).collect_view();
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
fn bouton(personne: &LigneHabilitation, geste: GesteHabilitation, apres: Apres) -> AnyView {
    let (ligne, envoi) = ((personne.id, personne.version), Envoi::nouveau());
    let clic = move || {
        envoi.lance(issue(ligne.0, appel(ligne, pas(geste)), String::new()), move |issue| apres.run(issue));
    };
    let (mot, genre) = match geste {
        GesteHabilitation::NoterPresence => ("Présent", Genre::Principal),
        GesteHabilitation::NoterAbsence => ("Absent", Genre::Secondaire),
        GesteHabilitation::Desinscrire => ("Retirer", Genre::Secondaire),
        _ => (geste.libelle(), Genre::Principal),
    };
    let dit = format!("{mot} : {}", nom(personne));
    view! {
        <Bouton petit=true genre occupe=envoi.occupe au_clic=clic attr:aria-label=dit>{mot}</Bouton>
        {envoi.echec()}
    }
    .into_any()
}

#[component]
fn Planification(relire: Callback<()>) -> impl IntoView {
    let (envoi, session) = (Envoi::nouveau(), use_session());
    let vide = || RwSignal::new(String::new());
    let (date, heure, lieu, places) = (vide(), vide(), vide(), RwSignal::new("8".to_owned()));
    let soumet = move |ev: SubmitEvent| {
        ev.prevent_default();
        let saisie = SaisieFormation {
            date: date.get_untracked(),
            heure: heure.get_untracked(),
            lieu: lieu.get_untracked(),
            places: places.get_untracked(),
        };
        if envoi.admet(Formation::lire(&saisie, session.maintenant())).is_some() {
            envoi.lance(appeler::<PlanifierFormation>((), saisie), move |_| {
                for champ in [date, heure, lieu] {
                    champ.set(String::new());
                }
                relire.run(());
            });
        }
    };
    let Envoi { erreurs, occupe, .. } = envoi;
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
