//! One organisation: its convention now and before, its places, its agents, its hours.

use std::sync::Arc;

use leptos::prelude::*;
use reciproque_shared::api::ReglerHoraires;
use reciproque_shared::convention::EtatConvention;
use reciproque_shared::date;
use reciproque_shared::organisation::{SaisieHoraires, SorteOrganisation};
use reciproque_shared::supervision::GesteSupervision;
use reciproque_shared::supervision::fiche::{AgentLu, ConventionLue, FicheOrganisation};

use super::annulation::Annulation;
use super::convention::carte;
use super::correction::Correction;
use super::gestes;
use super::liste::{sorte_dite, usage};
use super::saisie::{FormulaireAvenant, FormulaireConvention, FormulaireDenonciation};
use crate::pages::geste::{Envoi, Gestes, Ouverte};
use crate::pages::{instant, numero};
use crate::server::appeler;
use crate::session::use_session;
use crate::ui::*;

/// The page, and what may be done there.
#[derive(Clone, Copy)]
struct Page {
    ouverte: Ouverte<FicheOrganisation>,
    supervision: Gestes<FicheOrganisation, GesteSupervision>,
    annulation: Gestes<FicheOrganisation, Annulation>,
    correction: Gestes<FicheOrganisation, Correction>,
}

#[component]
pub fn Organisation() -> impl IntoView {
    let ouverte = Ouverte::lire(numero("organisation"));
    let page = Page {
        ouverte,
        supervision: Gestes::nouveau(ouverte),
        annulation: Gestes::nouveau(ouverte),
        correction: Gestes::nouveau(ouverte),
    };
    ouverte.page("Organisation", move |fiche| {
        view! { <main id="contenu" class="page">{vue(&fiche, page)}</main> }.into_any()
    })
}

fn vue(fiche: &Arc<FicheOrganisation>, page: Page) -> AnyView {
    let suspendue = fiche.suspendue_le.filter(|_| !fiche.sans_compte).map(|depuis| {
        let titre = format!("Organisation suspendue depuis le {}", instant(depuis));
        view! { <Alerte ton=Ton::Erreur titre><p>"Aucun de ses agents ne peut se connecter. Le motif est plus bas."</p></Alerte> }
    });
    view! {
        <div class="page-tete">
            <div><Titre texte=fiche.nom.clone()/><p class="discret">{sorte_dite(fiche.sorte, fiche.sans_compte)}</p></div>
            <BoutonImprimer/>
        </div>
        <p class="pas-imprime"><a href="/organisations">"Toutes les organisations"</a></p>
        {page.ouverte.devancee(fiche)}
        {suspendue}
        {sans_compte(fiche)}
        {(fiche.sous_convention() || !fiche.conventions.is_empty()).then(|| conventions(fiche, page))}
        {fiche.a_des_comptes().then(|| places(fiche))}
        {fiche.a_des_horaires().then(|| horaires(fiche, page.ouverte))}
        {communes(fiche)}
        {supervision(fiche, page)}
    }
    .into_any()
}

/// What it is, and what becomes of who is oriented there.
fn sans_compte(fiche: &FicheOrganisation) -> Option<AnyView> {
    let titre = match fiche.suspendue_le {
        Some(depuis) => format!("Structure fermée depuis le {}", instant(depuis)),
        None => "Structure sans compte".to_owned(),
    };
    fiche.sans_compte.then(|| {
        view! {
            <Alerte titre>
                <p>
                    "Elle accompagne des personnes sans se connecter : ni convention, ni habilitation, ni référent \
                     désigné. Les délais courent, et la CTSA les suit sur ses listes. Quand elle signe une convention, \
                     passez-la sous convention."
                </p>
            </Alerte>
        }
        .into_any()
    })
}

/// The latest first; only one that has not ended can still change. Those of before stay on the page of a
/// structure that is without accounts since.
fn conventions(fiche: &Arc<FicheOrganisation>, page: Page) -> AnyView {
    let nouvelle = RwSignal::new(false);
    let consequence = match fiche.sorte.a_des_comptes() {
        true => "Sans convention en vigueur, aucun agent de cette organisation n’a d’accès.",
        false => {
            "Saisissez celle que le Département a signée avec cette caisse : son terme et sa fin se suivent ici. Personne n’y a de compte."
        }
    };
    let vide = fiche.conventions.is_empty().then(|| {
        view! { <EtatVide titre="Aucune convention"><p>{consequence}</p></EtatVide> }
    });
    let cartes = fiche
        .conventions
        .iter()
        .map(|convention| carte(convention, fiche.sorte, actions(fiche, convention, page)));
    let cartes = cartes.collect_view();
    let saisir = fiche.sous_convention().then(|| {
        view! {
            <div class="actions">
                <Bouton genre=Genre::Secondaire icone=Icone::Plus au_clic=move || nouvelle.set(true)>"Saisir une convention"</Bouton>
            </div>
        }
    });
    let (ouverte, fiche) = (page.ouverte, fiche.clone());
    let formulaire =
        move || nouvelle.get().then(|| view! { <FormulaireConvention fiche=fiche.clone() ouverte/> });
    view! {
        {vide}
        {cartes}
        {saisir}
        <Dialogue ouvert=nouvelle titre="Nouvelle convention">{formulaire}</Dialogue>
        {page.annulation.dialogue()}
        {page.correction.dialogue()}
    }
    .into_any()
}

fn actions(fiche: &Arc<FicheOrganisation>, convention: &ConventionLue, page: Page) -> AnyView {
    let etat = convention.etat(use_session().aujourd_hui());
    if matches!(etat, EtatConvention::Terminee | EtatConvention::Annulee) {
        return ().into_any();
    }
    let (avenant, denonciation) = (RwSignal::new(false), RwSignal::new(false));
    let annulations = Annulation::possibles(convention);
    let annulations = annulations.into_iter().map(|geste| page.annulation.petit_bouton(geste)).collect_view();
    let correction = Correction::possible(convention).map(|geste| page.correction.petit_bouton(geste));
    let ouverte = page.ouverte;
    let (fiche, convention) = (fiche.clone(), StoredValue::new(convention.clone()));
    let formulaire = move || {
        let (fiche, convention) = (fiche.clone(), convention.get_value());
        avenant.get().then(|| view! { <FormulaireAvenant fiche convention ouverte/> })
    };
    let notice = move || {
        let convention = convention.get_value();
        denonciation.get().then(|| view! { <FormulaireDenonciation convention ouverte/> })
    };
    let denoncer = (etat == EtatConvention::EnVigueur).then(|| {
        view! { <Bouton genre=Genre::Danger petit=true au_clic=move || denonciation.set(true)>"Saisir une dénonciation"</Bouton> }
    });
    view! {
        <div class="actions">
            <Bouton petit=true au_clic=move || avenant.set(true)>"Saisir un avenant"</Bouton>
            {denoncer}
            {correction}
            {annulations}
        </div>
        <Dialogue ouvert=avenant titre="Nouvel avenant">{formulaire}</Dialogue>
        <Dialogue ouvert=denonciation titre="Dénonciation">{notice}</Dialogue>
    }
    .into_any()
}

fn places(fiche: &FicheOrganisation) -> AnyView {
    let usages = fiche.usages.iter().map(|u| view! { <li>{usage(u)}</li> }).collect_view();
    let agents = fiche.agents.iter().map(agent).collect_view();
    view! {
        <Carte titre="Agents et habilitations" id="agents">
            <ul class="suite">{usages}</ul>
            <Tableau legende="Agents de l’organisation" muette=true colonnes=&["Agent", "Profils", "État"]>{agents}</Tableau>
        </Carte>
    }
    .into_any()
}

fn agent(agent: &AgentLu) -> AnyView {
    let profils = agent.profils.iter().map(|profil| profil.libelle()).collect::<Vec<_>>().join(", ");
    let (href, nom) = (format!("/agents/{}", agent.id), format!("{} {}", agent.nom, agent.prenom));
    let (ton, texte) = match (agent.suspendu, agent.profils.is_empty()) {
        (true, _) => (Ton::Erreur, "Suspendu"),
        (false, true) => (Ton::Attention, "Sans habilitation"),
        (false, false) => (Ton::Succes, "Ouvert"),
    };
    view! {
        <Ligne>
            <CelluleTitre><a href=href>{nom}</a></CelluleTitre>
            <Cellule titre="Profils">{profils}</Cellule>
            <Cellule titre="État"><Etiquette ton texte/></Cellule>
        </Ligne>
    }
    .into_any()
}

fn horaires(fiche: &FicheOrganisation, ouverte: Ouverte<FicheOrganisation>) -> AnyView {
    let heure = |heure: Option<chrono::NaiveTime>| heure.map(date::affiche_heure).unwrap_or_default();
    let (ouvre, ferme) = (RwSignal::new(heure(fiche.ouvre_a)), RwSignal::new(heure(fiche.ferme_a)));
    let (id, envoi) = (fiche.id, Envoi::nouveau());
    let soumet = move |ev: leptos::ev::SubmitEvent| {
        ev.prevent_default();
        let saisie = SaisieHoraires { ouvre_a: ouvre.get_untracked(), ferme_a: ferme.get_untracked() };
        if envoi.admet(saisie.lire()).is_some() {
            let tape = format!("{} {}", saisie.ouvre_a, saisie.ferme_a);
            ouverte.agit(envoi, appeler::<ReglerHoraires>(id, saisie), tape, "Horaires enregistrés.");
        }
    };
    let Envoi { erreurs, occupe, .. } = envoi;
    let regles = fiche.ouvre_a.zip(fiche.ferme_a).map(|(ouvre, ferme)| {
        let (ouvre, ferme) = (date::affiche_heure(ouvre), date::affiche_heure(ferme));
        view! { <p class="a-imprimer">{format!("Horaires d’accès : de {ouvre} à {ferme}.")}</p> }
    });
    view! {
        {regles}
        <div class="pas-imprime"><Carte titre="Horaires d’accès" id="horaires">
            <p class="discret">"Laissez vide pour un accès à toute heure."</p>
            <form class="formulaire-corps" novalidate on:submit=soumet>
                <ResumeErreurs erreurs/>
                <div class="champs">
                    <ChampTexte id="ouvre_a" libelle="Ouvre à" valeur=ouvre erreur=erreurs.de("ouvre_a") largeur=Largeur::Courte/>
                    <ChampTexte id="ferme_a" libelle="Ferme à" valeur=ferme erreur=erreurs.de("ferme_a") largeur=Largeur::Courte/>
                </div>
                <div class="actions"><Bouton soumet=true petit=true genre=Genre::Secondaire occupe>"Enregistrer les horaires"</Bouton></div>
            </form>
        </Carte></div>
    }
    .into_any()
}

/// Of a CTSA, today.
fn communes(fiche: &FicheOrganisation) -> Option<AnyView> {
    (fiche.sorte == SorteOrganisation::Ctsa).then(|| {
        let titre = format!("Communes du territoire ({})", fiche.communes.len());
        let noms = match fiche.communes.is_empty() {
            true => "Aucune aujourd’hui\u{a0}: ses agents ne voient aucun dossier.".to_owned(),
            false => fiche.communes.join(", "),
        };
        let changer = || view! { <a href="/territoires">"Changer les territoires"</a> };
        view! { <Carte titre id="communes" cote=changer><p>{noms}</p></Carte> }.into_any()
    })
}

fn supervision(fiche: &FicheOrganisation, page: Page) -> Option<AnyView> {
    let (gestes, decisions) = (&fiche.gestes, &fiche.decisions);
    (!gestes.is_empty() || !decisions.is_empty()).then(|| {
        let rien = decisions.is_empty();
        let carte = gestes::carte(page.supervision, gestes, decisions);
        view! {
            <div class:pas-imprime=rien><Carte titre="Supervision" id="supervision">{carte}</Carte></div>
        }
        .into_any()
    })
}
