//! A new request: find the person, say what is asked and since when.

use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;
use reciproque_shared::api::{EnregistrerDemande, Rechercher};
use reciproque_shared::date;
use reciproque_shared::dossier::{LigneDossier, SaisieRecherche};
use reciproque_shared::droit::{DemandeLue, LONGUEUR_OBJET, SaisieDemande, SorteDemande};

use crate::pages::cer::{date_lue, garde};
use crate::pages::combien;
use crate::pages::geste::{Champs, Envoi};
use crate::server::appeler;
use crate::session::use_session;
use crate::ui::*;

#[derive(Clone, Copy)]
struct FormulaireDemande {
    cherche: RwSignal<String>,
    trouvees: RwSignal<Vec<LigneDossier>>,
    dit: RwSignal<String>,
    envoi: Envoi,
    champs: Champs,
}

#[component]
pub fn NouvelleDemande() -> impl IntoView {
    let envoi = Envoi::nouveau();
    let formulaire = FormulaireDemande {
        cherche: RwSignal::new(String::new()),
        trouvees: RwSignal::new(Vec::new()),
        dit: RwSignal::new(String::new()),
        envoi,
        champs: Champs::nouveau(envoi),
    };
    view! {
        <main id="contenu" class="page etroite">
            <Titre texte="Enregistrer une demande"/>
            {formulaire.recherche()}
            {formulaire.saisie()}
        </main>
    }
    .into_any()
}

impl FormulaireDemande {
    /// On demand, not as one types: each search of the officer is in the journal.
    fn recherche(self) -> AnyView {
        let soumet = move |ev: SubmitEvent| {
            ev.prevent_default();
            self.cherche();
        };
        view! {
            <form class="question" novalidate role="search" on:submit=soumet>
                <ChampTexte
                    id="cherche"
                    libelle="Trouver la personne"
                    indice="Nom et prénom, date de naissance, NIR, matricule ou numéro de demande. Cette recherche est enregistrée."
                    valeur=self.cherche
                />
                <Bouton soumet=true genre=Genre::Secondaire icone=Icone::Loupe>"Chercher"</Bouton>
                <p role="status">{self.dit}</p>
            </form>
        }
        .into_any()
    }

    fn cherche(self) {
        let texte = self.cherche.with_untracked(|texte| texte.trim().to_owned());
        if texte.chars().count() < 2 {
            self.dit.set("Tapez au moins deux lettres.".to_owned());
            return;
        }
        self.champs.valeur("personne").set(String::new());
        spawn_local(async move {
            let (trouvees, dit) = match appeler::<Rechercher>((), SaisieRecherche { texte }).await {
                Ok(lus) if lus.lignes.is_empty() => (
                    Vec::new(),
                    "Aucune personne trouvée : essayez sa date de naissance ou son NIR.".to_owned(),
                ),
                Ok(lus) => {
                    let plus = if lus.tronque { " Précisez si elle n’y est pas." } else { "" };
                    let dit = format!("{}.{plus}", combien(lus.lignes.len(), "personne"));
                    (lus.lignes, dit)
                }
                Err(echec) => (Vec::new(), echec.detail().to_owned()),
            };
            self.trouvees.try_set(trouvees);
            self.dit.try_set(dit);
        });
    }

    fn saisie(self) -> AnyView {
        let choix =
            Signal::derive(move || self.trouvees.with(|lues| lues.iter().map(choix).collect::<Vec<_>>()));
        let vide = move || self.trouvees.with(Vec::is_empty);
        let va = use_navigate();
        let soumet = move |ev: SubmitEvent| {
            ev.prevent_default();
            let va = va.clone();
            self.envoie(move |id| {
                let remplace = NavigateOptions { replace: true, ..Default::default() };
                va(&format!("/demandes/{id}"), remplace);
            });
        };
        let (champs, aujourdhui) = (self.champs, use_session().aujourd_hui());
        let Envoi { erreurs, occupe, .. } = self.envoi;
        let sortes: Vec<Choix> =
            SorteDemande::TOUS.iter().map(|sorte| Choix::new(sorte.code(), sorte.libelle())).collect();
        view! {
            <form class="question" novalidate on:submit=soumet class:masquee=vide inert=vide>
                <ResumeErreurs erreurs/>
                <GroupeRadio id="personne" legende="Personne qui demande" valeur=champs.valeur("personne") choix erreur=champs.erreur("personne")/>
                <GroupeRadio id="sorte" legende="Ce qu’elle demande" valeur=champs.valeur("sorte") choix=sortes erreur=champs.erreur("sorte")/>
                <ChampTexte
                    id="recue_le"
                    libelle="Demande reçue le"
                    indice="Le délai d’un mois part de ce jour."
                    valeur=champs.valeur("recue_le")
                    largeur=Largeur::Date
                    lecture=move |texte: String| date_lue(&texte, aujourdhui)
                    erreur=champs.erreur("recue_le")
                />
                <ChampZone
                    id="objet"
                    libelle="Objet de la demande"
                    indice="Ce qu’il faut rectifier, ou la partie du dossier demandée."
                    valeur=champs.valeur("objet")
                    max=LONGUEUR_OBJET
                    garde=garde()
                    erreur=champs.erreur("objet")
                />
                <div class="actions">
                    <Bouton soumet=true occupe>"Enregistrer la demande"</Bouton>
                    <LienBouton href="/demandes" genre=Genre::Secondaire>"Renoncer"</LienBouton>
                </div>
            </form>
        }
        .into_any()
    }

    fn envoie(self, suite: impl Fn(i64) + 'static) {
        let texte = |champ| self.champs.texte(champ);
        let saisie = SaisieDemande {
            sorte: SorteDemande::du_code(&texte("sorte")),
            recue_le: texte("recue_le"),
            objet: texte("objet"),
        };
        let personne = texte("personne").parse::<i64>();
        let lue = DemandeLue::lire(&saisie, use_session().aujourd_hui());
        let mut refus: Vec<Erreur> = lue.err().unwrap_or_default().into_iter().map(Erreur::from).collect();
        if personne.is_err() {
            refus.insert(0, Erreur::new("personne", "Choisissez la personne qui demande."));
        }
        let lu = if refus.is_empty() { Ok(personne.unwrap_or_default()) } else { Err(refus) };
        if let Some(personne) = self.envoi.admet(lu) {
            let appel = appeler::<EnregistrerDemande>(personne, saisie);
            self.envoi.lance(appel, move |fiche| suite(fiche.ligne.id));
        }
    }
}

/// Somebody who was found, told apart by birth and place in the foyer.
fn choix(ligne: &LigneDossier) -> Choix {
    let parti = ligne.partie_le.map(|jour| format!(", partie du foyer le {}", date::court(jour)));
    let parti = parti.unwrap_or_default();
    let aide = format!("naissance : {}, {}{parti}", ligne.date_naissance, ligne.role.libelle());
    Choix::new(ligne.personne.to_string(), ligne.nom_complet()).aide(aide)
}
