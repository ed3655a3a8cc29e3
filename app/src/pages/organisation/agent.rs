//! One agent, as the supervisor sees it: access, habilitations, what was decided.

use leptos::prelude::*;
use reciproque_shared::date;
use reciproque_shared::habilitation::EtatHabilitation;
use reciproque_shared::supervision::GesteSupervision;
use reciproque_shared::supervision::fiche::{FicheAgent, HabilitationLue};

use super::gestes::{Supervisee as _, carte};
use super::rattachement::Rattachement;
use crate::pages::geste::{Gestes, Ouverte};
use crate::pages::{combien, instant, numero};
use crate::ui::*;

#[component]
pub fn Agent() -> impl IntoView {
    let ouverte = Ouverte::lire(numero("agent"));
    let gestes = Gestes::nouveau(ouverte);
    ouverte.page("Agent", move |fiche| {
        view! { <main id="contenu" class="page">{vue(&fiche, ouverte, gestes)}</main> }.into_any()
    })
}

fn vue(
    fiche: &FicheAgent,
    ouverte: Ouverte<FicheAgent>,
    gestes: Gestes<FicheAgent, GesteSupervision>,
) -> AnyView {
    let nom = fiche.sur();
    let supervision = carte(gestes, &fiche.gestes, &fiche.decisions);
    let acces = match fiche.suspendu_le {
        Some(depuis) => format!("Suspendu depuis le {}", instant(depuis)),
        None if fiche.mot_de_passe_a_changer => "Ouvert ; mot de passe à changer".to_owned(),
        None => "Ouvert".to_owned(),
    };
    let habilitations = fiche.habilitations.iter().map(habilitation).collect_view();
    let organisation = format!("/organisations/{}", fiche.organisation);
    let (organisation_nom, email) = (fiche.organisation_nom.clone(), fiche.email.clone());
    let sessions = combien(fiche.sessions, "session");
    let rattachement =
        (!fiche.organisations.is_empty()).then(|| view! { <Rattachement fiche=fiche.clone() ouverte/> });
    let reserve = fiche.reserve.then(|| view! { <p class="discret">"Cet agent surveille ce que vous faites, ou administre le produit : son accès se ferme et se rouvre par une commande de l’exploitant du serveur (« reciproque acces »)."</p> });
    view! {
        <div class="page-tete"><Titre texte=nom onglet="Agent"/><BoutonImprimer/></div>
        <p><a href=organisation>{organisation_nom}</a></p>
        {ouverte.devancee(fiche)}
        <Carte titre="Accès" id="acces">
            <Definitions>
                <Fait nom="Adresse">{email}</Fait>
                <Fait nom="Accès">{acces}</Fait>
                <Fait nom="Sessions">{sessions}</Fait>
            </Definitions>
            <Tableau legende="Habilitations" colonnes=&["Profil", "Organisation", "Période", "État"]>{habilitations}</Tableau>
        </Carte>
        {rattachement}
        <Carte titre="Supervision" id="supervision">{reserve}{supervision}</Carte>
    }
    .into_any()
}

fn habilitation(habilitation: &HabilitationLue) -> AnyView {
    let periode = match habilitation.debut {
        None if habilitation.fin.is_none() => "Pas encore ouverte".to_owned(),
        debut => date::periode(debut, habilitation.fin),
    };
    let (profil, organisation) = (habilitation.profil.libelle(), habilitation.organisation.clone());
    let (ton, etat) = match (habilitation.etat, habilitation.retiree) {
        (EtatHabilitation::Terminee, _) => (Ton::Neutre, EtatHabilitation::Terminee.libelle()),
        (_, true) => (Ton::Erreur, "Retirée par le Département"),
        (EtatHabilitation::Active, _) => (Ton::Succes, EtatHabilitation::Active.libelle()),
        (autre, _) => (Ton::Attention, autre.libelle()),
    };
    view! {
        <Ligne>
            <CelluleTitre>{profil}</CelluleTitre>
            <Cellule titre="Organisation">{organisation}</Cellule>
            <Cellule titre="Période">{periode}</Cellule>
            <Cellule titre="État"><Etiquette ton texte=etat/></Cellule>
        </Ligne>
    }
    .into_any()
}
