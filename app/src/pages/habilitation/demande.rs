//! Asking for somebody's habilitation: who, which profil, why; what it opens is shown.

use std::sync::Arc;

use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::hooks::use_navigate;
use reciproque_shared::api::{ConsulterHabilitations, DemanderHabilitation};
use reciproque_shared::habilitation::fiche::{Habilitations, OrganisationGeree};
use reciproque_shared::habilitation::{Demande, LONGUEUR_MOTIF, Profil, SaisieHabilitation};

use super::liste::{occupation, ouvre};
use crate::pages::{erreurs_de, use_lecture};
use crate::server::appeler;
use crate::ui::*;

#[component]
pub fn NouvelleHabilitation() -> impl IntoView {
    let lecture = use_lecture::<ConsulterHabilitations>(|| ((), ()));
    let vue = lecture.vue(|lues| view! { <Formulaire lues/> }.into_any());
    view! {
        <main id="contenu" class="page etroite">
            <Titre texte="Demander une habilitation"/>
            <p>"La personne suivra une formation, recevra une attestation, puis signera l’engagement de confidentialité et la charte. Son accès s’ouvre à sa signature."</p>
            {vue}
        </main>
    }
    .into_any()
}

#[derive(Clone, Copy)]
struct Champs {
    organisation: RwSignal<String>,
    nom: RwSignal<String>,
    prenom: RwSignal<String>,
    email: RwSignal<String>,
    fonction: RwSignal<String>,
    profil: RwSignal<String>,
    motif: RwSignal<String>,
}

impl Champs {
    fn new(lues: &Habilitations) -> Self {
        let vide = || RwSignal::new(String::new());
        let seule = match lues.organisations.as_slice() {
            [seule] => seule.id.to_string(),
            _ => String::new(),
        };
        let profil = match lues.organisations.as_slice() {
            [seule] if seule.profils.len() == 1 => seule.profils[0].profil.code().to_owned(),
            _ => String::new(),
        };
        Self {
            organisation: RwSignal::new(seule),
            nom: vide(),
            prenom: vide(),
            email: vide(),
            fonction: vide(),
            profil: RwSignal::new(profil),
            motif: vide(),
        }
    }

    fn saisie(self) -> SaisieHabilitation {
        SaisieHabilitation {
            organisation: self.organisation.with_untracked(|o| o.parse().ok()),
            nom: self.nom.get_untracked(),
            prenom: self.prenom.get_untracked(),
            email: self.email.get_untracked(),
            fonction: self.fonction.get_untracked(),
            profil: self.profil.get_untracked(),
            motif: self.motif.get_untracked(),
        }
    }

    fn organisation_choisie(self, lues: Arc<Habilitations>) -> Memo<Option<OrganisationGeree>> {
        Memo::new(move |_| {
            let id: Option<i64> = self.organisation.with(|o| o.parse().ok());
            lues.organisations.iter().find(|o| Some(o.id) == id).cloned()
        })
    }
}

#[component]
fn Formulaire(lues: Arc<Habilitations>) -> impl IntoView {
    let champs = Champs::new(&lues);
    let (erreurs, occupe) = (Erreurs::new(), RwSignal::new(false));
    let va = use_navigate();
    let choisie = champs.organisation_choisie(lues.clone());
    let soumet = move |ev: SubmitEvent| {
        ev.prevent_default();
        if occupe.get_untracked() {
            return;
        }
        let saisie = champs.saisie();
        let permis: Vec<Profil> = choisie.with_untracked(|o| o.iter().flat_map(profils).collect());
        if let Err(refus) = Demande::lire(&saisie, &permis) {
            return erreurs.pose(refus);
        }
        erreurs.efface();
        occupe.set(true);
        let va = va.clone();
        spawn_local(async move {
            match appeler::<DemanderHabilitation>((), saisie).await {
                Ok(fiche) => va(&format!("/habilitations/{}", fiche.ligne.id), Default::default()),
                Err(echec) => erreurs.pose(erreurs_de(&echec, "")),
            }
            occupe.try_set(false);
        });
    };
    let organisations = choix_de_l_organisation(&lues.organisations, champs.organisation, erreurs);
    view! {
        <form class="formulaire-corps" novalidate on:submit=soumet>
            <ResumeErreurs erreurs/>
            {organisations}
            <ChampTexte id="nom" libelle="Nom" valeur=champs.nom erreur=erreurs.de("nom")/>
            <ChampTexte id="prenom" libelle="Prénom" valeur=champs.prenom erreur=erreurs.de("prenom")/>
            <ChampTexte id="email" libelle="Adresse électronique professionnelle" indice="Celle de la personne : elle lui servira à se connecter." genre="email" valeur=champs.email erreur=erreurs.de("email")/>
            <ChampTexte id="fonction" libelle="Fonction" valeur=champs.fonction erreur=erreurs.de("fonction")/>
            {move || choisie.get().map(|organisation| choix_du_profil(&organisation, champs.profil, erreurs))}
            <ChampZone id="motif" libelle="Motif de la demande" indice="Pourquoi cette personne a besoin de l’accès." valeur=champs.motif max=LONGUEUR_MOTIF erreur=erreurs.de("motif")/>
            <div class="actions">
                <Bouton soumet=true occupe>"Envoyer la demande"</Bouton>
                <LienBouton href="/habilitations" genre=Genre::Secondaire>"Renoncer"</LienBouton>
            </div>
        </form>
    }
    .into_any()
}

/// Asked of those who look after several organisations.
fn choix_de_l_organisation(
    organisations: &[OrganisationGeree],
    valeur: RwSignal<String>,
    erreurs: Erreurs,
) -> Option<AnyView> {
    let choix: Vec<_> = organisations.iter().map(|o| Choix::new(o.id.to_string(), &o.nom)).collect();
    (choix.len() > 1).then(|| {
        view! {
            <ListeFermee id="organisation" libelle="Organisation" valeur choix erreur=erreurs.de("organisation")/>
        }
        .into_any()
    })
}

fn profils(organisation: &OrganisationGeree) -> Vec<Profil> {
    organisation.profils.iter().map(|lu| lu.profil).collect()
}

/// Least privilege: each profil with its places, and what it opens once chosen.
fn choix_du_profil(organisation: &OrganisationGeree, valeur: RwSignal<String>, erreurs: Erreurs) -> AnyView {
    let lus = organisation.profils.clone();
    let choix: Vec<_> =
        lus.iter().map(|lu| Choix::new(lu.profil.code(), lu.profil.libelle()).aide(occupation(lu))).collect();
    let detail = move || {
        let lu = lus.iter().find(|lu| valeur.with(|v| v == lu.profil.code()))?;
        Some(view! {
            <details>
                <summary>"Ce que ce profil ouvre"</summary>
                {ouvre(lu)}
            </details>
        })
    };
    view! {
        <GroupeRadio id="profil" legende="Profil" indice="Le plus étroit qui suffit à la mission." valeur choix erreur=erreurs.de("profil")/>
        {detail}
    }
    .into_any()
}
