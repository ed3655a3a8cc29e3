//! The site map, in reading order, and the frame around every page.
//! Addresses hold numbers only: never a name, a NIR or what was typed.

use leptos::prelude::*;
use leptos_router::components::{FlatRoutes, Redirect, Route};
use leptos_router::path;
use reciproque_shared::habilitation::{Acte, PageAccueil, Profil};
use reciproque_shared::mots::combien;

use crate::pages::brouillon::provide_place_des_saisies;
use crate::pages::introuvable::Introuvable;
use crate::pages::parcours::provide_lot_en_cours;
use crate::pages::pieces::{
    ACCUEIL, AOrienter, Agent, Alertes, Cer, ChoixPersonne, Comptes, Confies, DemandeDroit, Demandes,
    DocumentHabilitation, Dossier, Ecarts, EcartsPersonne, Equipe, Extrait, FileTravail, Formations,
    Habilitation, Habilitations, Information, Instruction, Instructions, Journee, LotOrientation,
    MesConsultations, ModificationRendezVous, MonCompte, MonEngagement, NouveauCer, NouveauRendezVous,
    NouvelleDemande, NouvelleHabilitation, Organisation, Organisations, Parcours, Portefeuille,
    Rapprochement, Rapprochements, Recherche, RendezVous, Reorientation, Revue, Revues, SeuilsAlerte,
    Statistiques, SurveillanceAgent, Territoires, Traces, TracesDossier, Transfert, UneAlerte, aller,
};
use crate::pages::pied::Pied;
use crate::pages::recherche::oublier_a_la_fin;
use crate::pages::session::{AccesChanges, FermetureProche, Surveillance};
use crate::pages::session::{Voie, use_sortie};
use crate::session::{Session, use_session};
use crate::ui::*;

#[component]
fn Pages() -> impl IntoView {
    let accueil = || view! { <Redirect path="/"/> };
    view! {
        <FlatRoutes fallback=introuvable>
            <Route path=path!("/connexion") view=accueil/>
            <Route path=path!("/deconnexion") view=accueil/>
            <Route path=path!("/") view=ACCUEIL/>
            <Route path=path!("/files/:file") view=FileTravail/>
            <Route path=path!("/confies") view=Confies/>
            <Route path=path!("/recherche") view=Recherche/>
            <Route path=path!("/dossiers/:dossier") view=Dossier/>
            <Route path=path!("/rendez-vous") view=Journee/>
            <Route path=path!("/rendez-vous/nouveau") view=ChoixPersonne/>
            <Route path=path!("/dossiers/:dossier/personnes/:personne/rendez-vous/nouveau") view=NouveauRendezVous/>
            <Route path=path!("/rendez-vous/:rendez_vous") view=RendezVous/>
            <Route path=path!("/rendez-vous/:rendez_vous/modifier") view=ModificationRendezVous/>
            <Route path=path!("/personnes/:personne/cer/nouveau") view=NouveauCer/>
            <Route path=path!("/cer/:cer") view=Cer/>
            <Route path=path!("/personnes/:personne/parcours") view=Parcours/>
            <Route path=path!("/a-orienter") view=AOrienter/>
            <Route path=path!("/lots-orientation/:lot") view=LotOrientation/>
            <Route path=path!("/personnes/:personne/reorientation") view=Reorientation/>
            <Route path=path!("/ecarts-france-travail") view=Ecarts/>
            <Route path=path!("/personnes/:personne/ecarts-france-travail") view=EcartsPersonne/>
            <Route path=path!("/personnes/:personne/instructions") view=Instructions/>
            <Route path=path!("/instructions/:instruction") view=Instruction/>
            <Route path=path!("/rapprochements") view=Rapprochements/>
            <Route path=path!("/rapprochements/:rapprochement") view=Rapprochement/>
            <Route path=path!("/equipe") view=Equipe/>
            <Route path=path!("/agents/:agent/portefeuille") view=Portefeuille/>
            <Route path=path!("/portefeuilles/transferts/:lot") view=Transfert/>
            <Route path=path!("/organisations") view=Organisations/>
            <Route path=path!("/organisations/:organisation") view=Organisation/>
            <Route path=path!("/territoires") view=Territoires/>
            <Route path=path!("/agents/:agent") view=Agent/>
            <Route path=path!("/alertes") view=Alertes/>
            <Route path=path!("/alertes/reglages") view=SeuilsAlerte/>
            <Route path=path!("/alertes/:alerte") view=UneAlerte/>
            <Route path=path!("/agents/:agent/surveillance") view=SurveillanceAgent/>
            <Route path=path!("/mes-consultations") view=MesConsultations/>
            <Route path=path!("/mon-compte") view=MonCompte/>
            <Route path=path!("/traces") view=Traces/>
            <Route path=path!("/traces/dossiers/:dossier") view=TracesDossier/>
            <Route path=path!("/statistiques") view=Statistiques/>
            <Route path=path!("/revues") view=Revues/>
            <Route path=path!("/revues/:revue") view=Revue/>
            <Route path=path!("/demandes") view=Demandes/>
            <Route path=path!("/demandes/nouvelle") view=NouvelleDemande/>
            <Route path=path!("/demandes/:demande") view=DemandeDroit/>
            <Route path=path!("/demandes/:demande/extrait") view=Extrait/>
            <Route path=path!("/information") view=Information/>
            <Route path=path!("/comptes") view=Comptes/>
            <Route path=path!("/habilitations") view=Habilitations/>
            <Route path=path!("/habilitations/nouvelle") view=NouvelleHabilitation/>
            <Route path=path!("/habilitations/:habilitation") view=Habilitation/>
            <Route path=path!("/habilitations/:habilitation/documents/:document") view=DocumentHabilitation/>
            <Route path=path!("/formations") view=Formations/>
            <Route path=path!("/mon-engagement") view=MonEngagement/>
        </FlatRoutes>
    }
    .into_any()
}

fn introuvable() -> AnyView {
    aller();
    view! { <Introuvable/><Pied/> }.into_any()
}

/// The main menu: what the profil may do, in the order of a day's work.
fn menu(session: Session) -> Vec<LienEntete> {
    let entrees = [
        (Acte::ConsulterAccueil, "/", "Accueil"),
        (Acte::Rechercher, "/recherche", "Recherche"),
        (Acte::SaisirRendezVous, "/rendez-vous", "Rendez-vous"),
        (Acte::ConsulterOrganisations, "/organisations", "Organisations"),
        (Acte::ConsulterAlertes, "/alertes", "Alertes"),
        (Acte::ConsulterTraces, "/traces", "Traces"),
        (Acte::ConsulterStatistiques, "/statistiques", "Statistiques"),
        (Acte::ConsulterRevue, "/revues", "Revue annuelle"),
        (Acte::ConsulterDemandes, "/demandes", "Droits des personnes"),
        (Acte::ConsulterComptes, "/comptes", "Comptes"),
        (Acte::ConsulterHabilitations, "/habilitations", "Habilitations"),
        (Acte::ConsulterPortefeuille, "/equipe", "Équipe"),
        (Acte::GererFormations, "/formations", "Formations"),
    ];
    // The home page of a manager is the list of habilitations: one entry for one page.
    let sans_accueil =
        session.profil().is_some_and(|profil| profil.traits().accueil == PageAccueil::Habilitations);
    entrees
        .into_iter()
        .filter(|(acte, ..)| session.permet(*acte) && !(sans_accueil && *acte == Acte::ConsulterAccueil))
        .map(|(_, href, nom)| LienEntete::new(href, nom))
        .collect()
}

/// What surrounds every page once one is signed in.
#[component]
pub fn Cadre() -> impl IntoView {
    let session = use_session();
    let saisies = provide_place_des_saisies();
    oublier_a_la_fin();
    provide_lot_en_cours();
    raccourci_de_recherche();
    // Drawn anew for each agent and profil, so what the session says now holds.
    let etat = session.etat();
    let agent = etat.as_ref().map(|etat| format!("{} {}", etat.prenom, etat.nom)).unwrap_or_default();
    let organisation = etat.as_ref().map(|etat| format!("{} · {}", etat.organisation, etat.profil.libelle()));
    let organisation = organisation.unwrap_or_default();
    let formation = etat.is_some_and(|etat| etat.formation);
    let plusieurs = session.etat().is_some_and(|etat| etat.profils.len() > 1);
    let (choix_ouvert, sortie) = (RwSignal::new(false), use_sortie());
    view! {
        <Evitement/>
        {formation.then(|| view! { <BandeauFormation/> })}
        <Entete liens=menu(session) agent organisation>
            <LienBouton href="/mon-compte" petit=true>"Mon compte"</LienBouton>
            {plusieurs.then(|| view! { <Bouton petit=true au_clic=move || choix_ouvert.set(true)>"Changer de profil"</Bouton> })}
            <Bouton petit=true au_clic=move || sortie.demande(Voie::Quitter)>"Quitter"</Bouton>
        </Entete>
        // Beside the header, not in it: its colours are not theirs.
        <ChoixDuProfil session ouvert=choix_ouvert/>
        <FermetureProche session/>
        <AccesChanges session/>
        <Rappel session/>
        <Surveillance session/>
        <Pages/>
        {saisies.vue()}
    }
    .into_any()
}

/// From 15, 7 and 1 day before a new password is asked at sign-in.
#[component]
fn Rappel(session: Session) -> impl IntoView {
    let jours = session.etat().and_then(|etat| etat.mot_de_passe_expire_dans).filter(|jours| *jours > 0);
    jours.map(|jours| {
        let quand = if jours == 1 { "dès demain".to_owned() } else { format!("dans {}", combien(jours, "jour")) };
        let ton = if jours <= 7 { Ton::Attention } else { Ton::Info };
        view! {
            <section class="rappel" aria-label="Mot de passe">
                <Alerte ton>
                    <p>{format!("Un nouveau mot de passe vous sera demandé {quand}, à votre connexion. ")}<a href="/mon-compte">"Le changer maintenant"</a></p>
                </Alerte>
            </section>
        }
    })
}

/// For those who hold several profils: rights never add up, so one is chosen.
#[component]
fn ChoixDuProfil(session: Session, ouvert: RwSignal<bool>) -> impl IntoView {
    let sortie = use_sortie();
    let profils = session.etat().map(|etat| etat.profils).unwrap_or_default();
    let choix = move |profil: Profil| {
        let choisir = move || sortie.demande(Voie::Profil(profil));
        let courant = session.profil() == Some(profil);
        let genre = if courant { Genre::Principal } else { Genre::Secondaire };
        view! { <Bouton genre au_clic=choisir attr:aria-pressed=courant.to_string()>{profil.libelle()}</Bouton> }
    };
    view! {
        <Dialogue ouvert titre="Agir sous quel profil ?">
            <p>"Vos droits dépendent du profil choisi et ne s’ajoutent pas. La page en cours sera fermée."</p>
            <div class="actions">{profils.into_iter().map(choix).collect_view()}</div>
        </Dialogue>
    }
}
