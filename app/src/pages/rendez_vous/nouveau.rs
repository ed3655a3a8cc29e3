//! A new rendez-vous for one adult.

use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_navigate, use_params_map};
use reciproque_shared::api::{ConsulterDossier, ConsulterEquipe};
use reciproque_shared::dossier::{Adulte, FicheDossier};
use reciproque_shared::fiche_cer::PersonneConcernee;
use reciproque_shared::rendez_vous::{Canal, SaisieRendezVous};
use reciproque_shared::session::Equipe;

use super::entete::avec;
use super::envoi::creer;
use super::formulaire::{Formulaire, FormulaireRendezVous, Suite};
use super::passage;
use crate::pages::{EchecLecture, use_lecture};
use crate::ui::*;

/// Length offered first, in minutes.
const DUREE: &str = "45";

#[component]
pub fn NouveauRendezVous() -> impl IntoView {
    let parametres = use_params_map();
    let numero =
        move |nom: &str| parametres.with(|p| p.get_str(nom).and_then(|n| n.parse().ok()).unwrap_or(0_i64));
    let dossier = Memo::new(move |_| numero("dossier"));
    let personne = Memo::new(move |_| numero("personne"));
    let lecture = use_lecture::<ConsulterDossier>(move || (dossier.get(), ()));
    let equipe = use_lecture::<ConsulterEquipe>(|| ((), ()));
    let vue = move || match (lecture.etat(), equipe.etat()) {
        (Some(Ok(fiche)), Some(Ok(equipe))) => formulaire(&fiche, personne.get(), &equipe),
        (Some(Err(echec)), _) => view! { <EchecLecture echec relire=move || lecture.relire()/> }.into_any(),
        (_, Some(Err(echec))) => view! { <EchecLecture echec relire=move || equipe.relire()/> }.into_any(),
        _ => view! { <Squelette lignes=6/> }.into_any(),
    };
    view! {
        <main id="contenu" class="page etroite">
            <Titre texte="Nouveau rendez-vous"/>
            {vue}
        </main>
    }
    .into_any()
}

fn formulaire(fiche: &FicheDossier, personne: i64, equipe: &Equipe) -> AnyView {
    let adulte = fiche.adultes.iter().find(|adulte| adulte.id == personne && adulte.accompagne_par_moi);
    let Some((adulte, concernee)) = adulte.and_then(|a| Some((a, concernee(fiche.id, a)?))) else {
        return non_accompagne(fiche.id);
    };
    let formulaire = Formulaire::new(depart(adulte, equipe), "");
    let va = use_navigate();
    let envoyer = Callback::new(move |saisie| {
        let va = va.clone();
        spawn_local(async move {
            if let Some(Suite::Enregistre(fiche)) = formulaire.recevoir(creer(personne, saisie).await) {
                passage::laisser("Rendez-vous enregistré.");
                let remplace = NavigateOptions { replace: true, ..Default::default() };
                va(&format!("/rendez-vous/{}", fiche.ligne.id), remplace);
            }
        });
    });
    let retour = format!("/dossiers/{}", fiche.id);
    let renoncer =
        move || view! { <LienBouton href=retour.clone() genre=Genre::Secondaire>"Renoncer"</LienBouton> };
    let equipe = equipe.clone();
    view! {
        {avec(&concernee)}
        <FormulaireRendezVous formulaire equipe libelle="Enregistrer le rendez-vous" envoyer renoncer/>
    }
    .into_any()
}

fn concernee(dossier: i64, adulte: &Adulte) -> Option<PersonneConcernee> {
    let identite = adulte.identite.as_ref()?;
    Some(PersonneConcernee {
        dossier,
        personne: adulte.id,
        nom: identite.nom.clone(),
        prenom: identite.prenom.clone(),
        date_naissance: identite.date_naissance,
    })
}

/// As the last time with this person; received by the référent when one's own team has them.
fn depart(adulte: &Adulte, equipe: &Equipe) -> SaisieRendezVous {
    let parcours = adulte.parcours.as_ref();
    let dernier = parcours.and_then(|p| p.rendez_vous.iter().max_by_key(|rdv| rdv.debut));
    let referents = parcours.map(|p| p.referents.as_slice()).unwrap_or_default();
    let present =
        referents.iter().find(|r| r.fin.is_none() && equipe.collegues.iter().any(|c| c.id == r.agent));
    SaisieRendezVous {
        duree_minutes: dernier.map_or_else(|| DUREE.to_owned(), |rdv| rdv.duree_minutes.to_string()),
        canal: dernier.map_or(Canal::Physique, |rdv| rdv.canal).code().to_owned(),
        lieu: dernier.and_then(|rdv| rdv.lieu.clone()).unwrap_or_default(),
        referent: Some(present.map_or(equipe.moi, |r| r.agent)),
        ..SaisieRendezVous::default()
    }
}

fn non_accompagne(dossier: i64) -> AnyView {
    view! {
        <EtatVide titre="Cette personne n’est pas accompagnée par votre structure">
            <p>"Un rendez-vous se fixe pour un adulte orienté vers votre structure. Si vous l’accompagnez, demandez son orientation à la commission territoriale (CTSA)."</p>
            <LienBouton href=format!("/dossiers/{dossier}") genre=Genre::Secondaire>"Retour au dossier"</LienBouton>
        </EtatVide>
    }
    .into_any()
}
