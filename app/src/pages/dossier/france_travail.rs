//! The side of France Travail: the situation that the last file told, and where what we send stands.

use leptos::prelude::*;
use reciproque_shared::date;
use reciproque_shared::dossier::Adulte;
use reciproque_shared::france_travail::{
    CoteFranceTravail, EnvoyeLu, EtatEnvoi, SituationDite, SituationLue, nom,
};
use reciproque_shared::habilitation::Acte;

use crate::pages::instant;
use crate::session::use_session;
use crate::ui::*;

/// Nothing while France Travail told nothing and nothing was sent: the orientation alone says enough.
pub fn partie(adulte: &Adulte) -> Option<AnyView> {
    let cote = &adulte.parcours.as_ref()?.france_travail;
    if cote.situation.is_none() && cote.envoi.envoyes.is_empty() {
        return None;
    }
    let jour = cote.situation.as_ref().map_or_else(|| use_session().aujourd_hui(), |situation| situation.au);
    let titre = match &cote.situation {
        Some(situation) => format!("Côté {}, au {}", nom(jour), date::court(situation.au)),
        None => format!("Côté {}", nom(jour)),
    };
    let situation = cote.situation.as_ref().map_or_else(inconnue, situation_la_bas);
    let (envoi, ecarts) = (envoi(cote), ecarts(adulte));
    Some(
        view! { <div><h4>{titre}<span class="actions">{ecarts}</span></h4>{situation}{envoi}</div> }
            .into_any(),
    )
}

fn inconnue() -> AnyView {
    view! { <p class="discret">"Aucun fichier reçu ne nomme cette personne."</p> }.into_any()
}

/// The way to the discrepancies, for who follows them.
fn ecarts(adulte: &Adulte) -> Option<AnyView> {
    let la = adulte.parcours.as_ref()?.attentes.iter().any(|lue| lue.quoi.est_un_ecart());
    (la && use_session().permet(Acte::ConsulterEcartsPersonne)).then(|| {
        let href = format!("/personnes/{}/ecarts-france-travail", adulte.id);
        view! { <LienBouton href genre=Genre::Secondaire petit=true>"Voir les écarts"</LienBouton> }
            .into_any()
    })
}

/// The last known situation, the former ones folded under it.
pub fn situation_la_bas(lue: &SituationLue) -> AnyView {
    let anciennes = (!lue.anciennes.is_empty()).then(|| {
        let ligne = |dite: &SituationDite| {
            let categorie = dite
                .categorie
                .as_ref()
                .map(|lue| format!(", catégorie {}", lue.libelle()))
                .unwrap_or_default();
            let texte = format!("Au {} : {}{categorie}", date::court(dite.au), dite.inscription());
            view! { <li>{texte}</li> }
        };
        let lignes = lue.anciennes.iter().map(ligne).collect_view();
        view! { <details><summary>"Situations précédentes"</summary><ul>{lignes}</ul></details> }
    });
    view! { {derniere(&lue.derniere)}{anciennes} }.into_any()
}

fn derniere(dite: &SituationDite) -> AnyView {
    let inscription = dite.inscription();
    let conseiller = dite.conseiller.clone().unwrap_or_else(|| "aucun".to_owned());
    let autres = [
        ("Inscrite le", dite.sortie_le.and(dite.inscrite_le).map(date::court)),
        ("Catégorie", dite.categorie.as_ref().map(|lue| lue.libelle().into_owned())),
        ("Dernier entretien", dite.entretien_le.map(date::court)),
        ("Agence", dite.agence.clone()),
        ("Plan", dite.plan_debut.map(|debut| date::periode(Some(debut), dite.plan_fin))),
    ];
    let fait =
        |(nom, texte): (&'static str, Option<String>)| texte.map(|texte| view! { <Fait nom>{texte}</Fait> });
    let autres = autres.into_iter().map(fait).collect_view();
    view! {
        <Definitions>
            <Fait nom="Inscription">{inscription}</Fait>
            {autres}
            <Fait nom="Conseiller">{conseiller}</Fait>
        </Definitions>
    }
    .into_any()
}

/// Where the sending of the orientation that runs stands, with what was sent before.
fn envoi(cote: &CoteFranceTravail) -> Option<AnyView> {
    let etat = cote.envoi.etat;
    let dernier = cote.envoi.envoyes.first();
    let quand = etat.filter(|etat| *etat != EtatEnvoi::AEnvoyer).and(dernier).map(|dernier| {
        match dernier.repondu_le {
            Some(repondu) => format!(" le {}", instant(repondu)),
            None => format!(", parti le {}", instant(dernier.envoye_le)),
        }
    });
    let motif = dernier.filter(|_| etat == Some(EtatEnvoi::Refuse)).map(|dernier| {
        let motif = dernier.motif.clone().unwrap_or_else(|| "sans motif".to_owned());
        view! { <p class="discret">{format!("Motif : {motif}. L’orientation part de nouveau quand elle change, ou sur demande à l’exploitant.")}</p> }
    });
    let ton = match etat? {
        EtatEnvoi::Accepte => Ton::Succes,
        EtatEnvoi::Refuse => Ton::Erreur,
        EtatEnvoi::AEnvoyer | EtatEnvoi::Envoye | EtatEnvoi::Remplace => Ton::Neutre,
    };
    let texte = format!("{}{}", etat?.libelle(), quand.unwrap_or_default());
    let anciens = anciens(&cote.envoi.envoyes);
    Some(
        view! {
            <Definitions><Fait nom="Orientation transmise"><Etiquette ton texte/>{motif}{anciens}</Fait></Definitions>
        }
        .into_any(),
    )
}

fn anciens(envoyes: &[EnvoyeLu]) -> Option<AnyView> {
    let ligne = |lu: &EnvoyeLu| {
        let referent = lu.referent.as_ref().map(|nom| format!(", référent {nom}")).unwrap_or_default();
        let texte = format!(
            "Le {} : {}, {} ({}), {}{referent}. {}.",
            instant(lu.envoye_le),
            lu.parcours.libelle(),
            lu.structure,
            lu.organisme.libelle(),
            date::periode(Some(lu.debut), lu.fin),
            lu.etat.libelle(),
        );
        view! { <li>{texte}</li> }
    };
    (!envoyes.is_empty()).then(|| {
        let lignes = envoyes.iter().map(ligne).collect_view();
        view! { <details><summary>"Envois"</summary><ul>{lignes}</ul></details> }.into_any()
    })
}
