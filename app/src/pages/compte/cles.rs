//! « Clés d’accès »: those registered, adding one, removing one.

use std::sync::Arc;

use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use reciproque_shared::api::{InscrireCle, ProposerCle, RetirerCle};
use reciproque_shared::compte::{CLES_MAX, CleCreee, CleLue, Compte, Facteurs, SaisieCle};

use crate::cles;
use crate::pages::geste::Envoi;
use crate::pages::instant;
use crate::pages::lecture::Lecture;
use crate::server::{Echec, appeler};
use crate::session::use_session;
use crate::ui::*;

const RENONCE: &str = "Aucune clé n’a été ajoutée : le navigateur l’a refusée, ou vous y avez renoncé. Recommencez ; si \
     l’appareil a déjà une clé pour Réciproque, servez-vous-en.";

#[component]
pub fn ClesAcces(compte: Arc<Compte>, lecture: Lecture<Compte>) -> impl IntoView {
    let possibles = use_session().cles_possibles();
    if !possibles && compte.cles.is_empty() {
        return ().into_any();
    }
    let retiree = RwSignal::new(None::<(i64, String)>);
    let ajoute = RwSignal::new(false);
    let facteurs = Facteurs { application: compte.application, cles: compte.cles.len() };
    let retirable = facteurs.sans_une_cle(compte.second_facteur_exige);
    let noms: Vec<String> = compte.cles.iter().map(|cle| cle.nom.clone()).collect();
    let plein = noms.len() >= CLES_MAX;
    let ajoutee = Callback::new(move |()| lecture.relire());
    let ajout = move || {
        match (possibles, plein, ajoute.get()) {
        (false, ..) => view! { <p class="discret">"Ce navigateur, à cette adresse, ne sait pas ajouter de clé d’accès."</p> }.into_any(),
        (_, true, _) => view! { <p class="discret">{format!("{CLES_MAX} clés au plus : retirez celle qui ne sert plus pour en ajouter une.")}</p> }.into_any(),
        (_, _, true) => view! { <Ajout noms=noms.clone() ajoutee/> }.into_any(),
        (_, _, false) => view! {
            <div class="actions"><Bouton genre=Genre::Secondaire au_clic=move || ajoute.set(true)>"Ajouter une clé d’accès"</Bouton></div>
        }
        .into_any(),
    }
    };
    let lignes = compte.cles.iter().cloned().map(|cle| ligne(cle, retirable, retiree)).collect_view();
    let liste = (!compte.cles.is_empty()).then(|| view! {
        <Tableau legende="Vos clés d’accès" colonnes=&["Clé", "Ajoutée le", "Dernier usage", "Geste"]>{lignes}</Tableau>
    });
    view! {
        <Section titre="Clés d’accès" id="cles">
            <p>"Une clé d’accès remplace à la connexion le mot de passe et le code : votre appareil vous reconnaît par l’empreinte, le visage ou son propre code. Elle reste dans l’appareil ; Réciproque n’en garde que de quoi la vérifier."</p>
            {liste}
            {(!retirable && facteurs.cles > 0).then(|| view! { <p class="discret">"Un de vos profils demande un second facteur et cette clé est le seul : ajoutez une autre clé ou une application avant de la retirer."</p> })}
            {ajout}
            <Retrait retiree lecture/>
        </Section>
    }
    .into_any()
}

fn ligne(cle: CleLue, retirable: bool, retiree: RwSignal<Option<(i64, String)>>) -> impl IntoView {
    let CleLue { id, nom, creee_le, utilisee_le } = cle;
    let dit = format!("Retirer la clé « {nom} »");
    let usage = utilisee_le.map_or_else(|| "Pas encore".to_owned(), instant);
    let visee = nom.clone();
    let geste = retirable.then(|| view! {
        <Bouton genre=Genre::Secondaire petit=true au_clic=move || retiree.set(Some((id, visee.clone()))) attr:aria-label=dit>"Retirer"</Bouton>
    });
    view! {
        <Ligne>
            <CelluleTitre>{nom}</CelluleTitre>
            <Cellule titre="Ajoutée le">{instant(creee_le)}</Cellule>
            <Cellule titre="Dernier usage">{usage}</Cellule>
            <Cellule titre="">{geste}</Cellule>
        </Ligne>
    }
}

/// A name, the password again, then the browser's own question.
#[component]
pub fn Ajout(noms: Vec<String>, ajoutee: Callback<()>) -> impl IntoView {
    let [nom, mot_de_passe] = [(); 2].map(|()| RwSignal::new(String::new()));
    let envoi = Envoi::prefixe("cle-");
    let annonceur = use_annonceur();
    let soumet = move |ev: SubmitEvent| {
        ev.prevent_default();
        let saisie = SaisieCle { nom: nom.get_untracked(), mot_de_passe: mot_de_passe.get_untracked() };
        if envoi.admet(saisie.lire(noms.iter().map(String::as_str))).is_none() {
            return;
        }
        let appel =
            async move { ajouter(saisie).await.inspect_err(|_| drop(mot_de_passe.try_set(String::new()))) };
        envoi.lance(appel, move |faite| match faite {
            true => {
                annonceur.dit("Clé d’accès ajoutée.");
                ajoutee.run(());
            }
            false => envoi.erreurs.pose(vec![Erreur::new("", RENONCE)]),
        });
    };
    let Envoi { erreurs, occupe, .. } = envoi;
    view! {
        <form class="compte-formulaire" novalidate on:submit=soumet>
            <ResumeErreurs erreurs/>
            <ChampTexte
                id="cle-nom"
                libelle="Nom de la clé"
                indice="Pour la reconnaître plus tard : « Ordinateur du bureau », « Téléphone »."
                valeur=nom
                erreur=erreurs.de("cle-nom")
            />
            <ChampSecret id="cle-mot_de_passe" libelle="Votre mot de passe" valeur=mot_de_passe erreur=erreurs.de("cle-mot_de_passe")/>
            <p class="discret">"Votre navigateur demandera ensuite où garder la clé : choisissez un appareil que vous êtes seul à déverrouiller."</p>
            <div class="actions"><Bouton soumet=true occupe>"Créer la clé"</Bouton></div>
        </form>
    }
}

/// `false` when the browser made none.
async fn ajouter(saisie: SaisieCle) -> Result<bool, Echec> {
    let propose = appeler::<ProposerCle>((), saisie).await?;
    let Some(reponse) = cles::creer(&propose.options).await else { return Ok(false) };
    appeler::<InscrireCle>((), CleCreee { reponse }).await?;
    Ok(true)
}

/// Asks once more, and says what closes with it.
#[component]
fn Retrait(retiree: RwSignal<Option<(i64, String)>>, lecture: Lecture<Compte>) -> impl IntoView {
    let (ouvert, envoi) = (RwSignal::new(false), Envoi::nouveau());
    let annonceur = use_annonceur();
    Effect::new(move || {
        if retiree.with(Option::is_some) {
            envoi.erreurs.efface();
            ouvert.set(true);
        }
    });
    let retirer = move || {
        let Some((id, _)) = retiree.get_untracked() else { return };
        envoi.lance(appeler::<RetirerCle>(id, ()), move |_| {
            annonceur.dit("Clé d’accès retirée. Vos autres sessions sont fermées.");
            lecture.relire();
        });
    };
    let titre = Signal::derive(move || {
        retiree.with(|cle| {
            cle.as_ref().map(|(_, nom)| format!("Retirer la clé « {nom} » ?")).unwrap_or_default()
        })
    });
    let pied = move || {
        view! {
            <Bouton genre=Genre::Danger occupe=envoi.occupe au_clic=retirer>"Retirer la clé"</Bouton>
            <Bouton genre=Genre::Secondaire au_clic=move || ouvert.set(false)>"La garder"</Bouton>
        }
    };
    view! {
        <Dialogue ouvert titre pied>
            <p>"Elle n’ouvrira plus aucune session, et vos autres sessions seront fermées. Pensez à l’effacer aussi de l’appareil qui la garde."</p>
            {envoi.echec()}
        </Dialogue>
    }
}
