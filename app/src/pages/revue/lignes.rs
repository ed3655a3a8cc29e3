//! The lines of a review, each with its decision or the buttons to decide.

use leptos::prelude::*;
use reciproque_shared::date;
use reciproque_shared::habilitation::Profil;
use reciproque_shared::revue::{EtatLigneRevue, FicheRevue, GesteRevue, LigneRevue};

use super::gestes::{Decision, Gestes};
use crate::pages::instant;
use crate::session::use_session;
use crate::ui::*;

pub fn tableau(fiche: &FicheRevue, gestes: Gestes) -> AnyView {
    let scellee = fiche.sceau.is_some();
    let ligne = |lue: &LigneRevue| {
        let profil = lue.profil.libelle();
        let (nom, depuis) = (format!("{} {}", lue.nom, lue.prenom), date::court(lue.depuis));
        let decision = decision(lue);
        let actions = (!scellee).then(|| actions(lue, gestes));
        let connexion = (!scellee && lue.etat == EtatLigneRevue::AExaminer).then(|| connexion(lue));
        view! {
            <Ligne>
                <CelluleTitre>{nom}</CelluleTitre>
                <Cellule titre="Profil"><div>{profil}<br/><span class="discret">"depuis le "{depuis}</span>{connexion}</div></Cellule>
                <Cellule titre="Décision"><div>{decision}{actions}</div></Cellule>
            </Ligne>
        }
    };
    let lignes = fiche.lignes.iter().map(ligne).collect_view();
    view! {
        <Tableau legende="Habilitations de l’organisme" colonnes=&["Agent", "Profil", "Décision"]>
            {lignes}
        </Tableau>
    }
    .into_any()
}

fn connexion(lue: &LigneRevue) -> AnyView {
    let dite = match lue.derniere_connexion {
        Some(quand) => format!("dernière connexion le {}", instant(quand)),
        None => "aucune connexion connue du journal".to_owned(),
    };
    view! { <br/><span class="discret">{dite}</span> }.into_any()
}

fn decision(lue: &LigneRevue) -> AnyView {
    let (ton, icone) = match lue.etat {
        EtatLigneRevue::AExaminer => (Ton::Attention, Icone::Horloge),
        EtatLigneRevue::Confirmee => (Ton::Succes, Icone::Verifie),
        EtatLigneRevue::Retiree => (Ton::Erreur, Icone::Croix),
        EtatLigneRevue::Terminee => (Ton::Neutre, Icone::Moins),
    };
    let motif = lue.motif.map(|motif| motif.libelle());
    let precision = lue.precision.as_ref().map(|precision| format!(" : {precision}"));
    let qui_quand = lue.decidee_par.as_ref().zip(lue.decidee_le);
    let qui_quand = qui_quand.map(|(qui, quand)| format!("{qui}, le {}", instant(quand)));
    view! {
        <Etiquette ton icone texte=lue.etat.libelle()/>
        {motif.map(|motif| view! { <p>{motif}{precision}</p> })}
        {qui_quand.map(|texte| view! { <p class="discret">{texte}</p> })}
    }
    .into_any()
}

fn actions(lue: &LigneRevue, gestes: Gestes) -> AnyView {
    if lue.la_mienne && lue.etat == EtatLigneRevue::AExaminer {
        let qui = use_session().profil().map(Profil::qui_d_autre);
        return view! { <p class="discret">"C’est la vôtre, vous n’en décidez pas : "{qui}</p> }.into_any();
    }
    let boutons: &[(GesteRevue, Genre)] = match lue.etat {
        EtatLigneRevue::AExaminer => {
            &[(GesteRevue::Confirmer, Genre::Secondaire), (GesteRevue::Retirer, Genre::Danger)]
        }
        EtatLigneRevue::Confirmee => &[(GesteRevue::Annuler, Genre::Discret)],
        _ => &[],
    };
    let (id, nom) = (lue.id, format!("{} {}", lue.prenom, lue.nom));
    let bouton = |(geste, genre): &(GesteRevue, Genre)| {
        let (geste, dit, ancre) =
            (*geste, format!("{} : {nom}", geste.libelle()), format!("{}-{id}", geste.code()));
        view! {
            <Bouton genre=*genre petit=true au_clic=move || gestes.commence(Decision::Decider(geste, vec![id])) attr:aria-label=dit attr:id=ancre>
                {geste.libelle()}
            </Bouton>
        }
    };
    view! { <div class="actions">{boutons.iter().map(bouton).collect_view()}</div> }.into_any()
}
