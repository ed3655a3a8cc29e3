//! Communes for a CTSA from a day on: typed, then what that moves, then done.

use std::sync::Arc;

use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use reciproque_shared::api::{ConfierCommunes, PreparerTerritoires};
use reciproque_shared::convention::LONGUEUR_COMMUNES;
use reciproque_shared::date;
use reciproque_shared::territoire::{
    ApercuTerritoires, ChangementTerritoires, FicheTerritoires, SaisieTerritoires,
};

use super::suites;
use crate::pages::cer::date_lue;
use crate::pages::geste::{Champs, Envoi, Ouverte};
use crate::server::{appeler, appeler_version};
use crate::ui::*;

/// What was typed, and what it would move.
type Apercu = (SaisieTerritoires, ApercuTerritoires);

#[derive(Clone, Copy)]
pub struct Changement {
    fiche: StoredValue<Arc<FicheTerritoires>>,
    ouverte: Ouverte<FicheTerritoires>,
    envoi: Envoi,
    champs: Champs,
    apercu: RwSignal<Option<Apercu>>,
    annonceur: Annonceur,
}

impl Changement {
    pub fn nouveau(fiche: &Arc<FicheTerritoires>, ouverte: Ouverte<FicheTerritoires>) -> Self {
        let envoi = Envoi::nouveau();
        let champs = Champs::nouveau(envoi);
        champs.depart("debut", &date::court(fiche.cadre.aujourdhui));
        Self {
            fiche: StoredValue::new(fiche.clone()),
            ouverte,
            envoi,
            champs,
            apercu: RwSignal::new(None),
            annonceur: use_annonceur(),
        }
    }

    /// Adds a commune to those typed.
    pub fn bouton(self, nom: String) -> AnyView {
        let dit = format!("Ajouter {nom} au changement");
        let ajoute = move || self.ajoute(std::slice::from_ref(&nom));
        view! { <Bouton genre=Genre::Secondaire petit=true au_clic=ajoute attr:aria-label=dit>"Ajouter"</Bouton> }
            .into_any()
    }

    /// The same of all of these.
    pub fn bouton_toutes(self, noms: Vec<String>) -> AnyView {
        let ajoute = move || self.ajoute(&noms);
        view! { <Bouton genre=Genre::Secondaire au_clic=ajoute>"Ajouter toutes ces communes"</Bouton> }
            .into_any()
    }

    fn ajoute(self, noms: &[String]) {
        self.champs.valeur("communes").update(|texte| {
            let deja: Vec<String> = texte.split([',', ';', '\n']).map(|nom| nom.trim().to_owned()).collect();
            let neuves = noms.iter().filter(|nom| !deja.contains(nom)).cloned();
            let toutes: Vec<String> =
                deja.iter().filter(|nom| !nom.is_empty()).cloned().chain(neuves).collect();
            *texte = toutes.join(", ");
        });
        self.annonceur.dit("Ajouté aux communes à confier.");
    }

    pub fn carte(self) -> AnyView {
        let soumet = move |ev: SubmitEvent| {
            ev.prevent_default();
            self.prepare();
        };
        let Envoi { erreurs, occupe, .. } = self.envoi;
        view! {
            <div class="pas-imprime"><Carte titre="Confier des communes à une CTSA" id="confier">
                <form class="formulaire-corps" novalidate on:submit=soumet>
                    <ResumeErreurs erreurs/>
                    {self.les_champs()}
                    <div class="actions">
                        <Bouton soumet=true occupe genre=Genre::Secondaire>"Voir ce que cela déplace"</Bouton>
                    </div>
                    {move || self.suites()}
                </form>
            </Carte></div>
        }
        .into_any()
    }

    fn les_champs(self) -> AnyView {
        let (champs, aujourdhui) = (self.champs, self.fiche.with_value(|fiche| fiche.cadre.aujourdhui));
        let ctsa: Vec<Choix> = self.fiche.with_value(|fiche| {
            fiche.cadre.lieux.ctsa.iter().map(|lieu| Choix::new(&lieu.code, &lieu.nom)).collect()
        });
        view! {
            <ChampZone
                id="communes"
                libelle="Communes"
                indice="Noms ou codes INSEE, séparés par des virgules."
                valeur=champs.valeur("communes")
                max=LONGUEUR_COMMUNES
                erreur=champs.erreur("communes")
            />
            <div class="champs">
                <ListeFermee id="ctsa" libelle="CTSA" valeur=champs.valeur("ctsa") choix=ctsa erreur=champs.erreur("ctsa")/>
                <ChampTexte
                    id="debut"
                    libelle="À partir du"
                    valeur=champs.valeur("debut")
                    largeur=Largeur::Date
                    lecture=move |texte: String| date_lue(&texte, aujourdhui)
                    erreur=champs.erreur("debut")
                />
            </div>
        }
        .into_any()
    }

    /// As typed. Tracked.
    fn saisie(self) -> SaisieTerritoires {
        let lu = |champ| self.champs.valeur(champ).get();
        SaisieTerritoires { communes: lu("communes"), ctsa: lu("ctsa").parse().ok(), debut: lu("debut") }
    }

    fn prepare(self) {
        let saisie = untrack(|| self.saisie());
        let lu = self.fiche.with_value(|fiche| ChangementTerritoires::lire(&saisie, &fiche.cadre));
        if self.envoi.admet(lu).is_none() {
            return self.apercu.set(None);
        }
        let appel = appeler::<PreparerTerritoires>((), saisie.clone());
        self.envoi.lance(appel, move |apercu| {
            self.apercu.set(Some((saisie, apercu)));
            request_animation_frame(|| met_au_point("apercu"));
        });
    }

    /// Told of what is typed now, and of nothing else.
    fn suites(self) -> Option<AnyView> {
        let (saisie, apercu) = self.apercu.get()?;
        if saisie != self.saisie() {
            return None;
        }
        let phrases = self.fiche.with_value(|fiche| suites::du_changement(fiche, &saisie, &apercu));
        let phrases = phrases.into_iter().map(|phrase| view! { <li>{phrase}</li> }).collect_view();
        let confie = move || self.confie(saisie.clone());
        let occupe = self.envoi.occupe;
        Some(
            view! {
                <div id="apercu" tabindex="-1">
                    <Alerte titre="Ce que cela déplace"><ul>{phrases}</ul></Alerte>
                </div>
                <div class="actions"><Bouton occupe au_clic=confie>"Confier ces communes"</Bouton></div>
            }
            .into_any(),
        )
    }

    fn confie(self, saisie: SaisieTerritoires) {
        let version = self.fiche.with_value(|fiche| fiche.version);
        let tape = saisie.communes.clone();
        let appel = appeler_version::<ConfierCommunes>((), saisie, version);
        self.ouverte.agit(self.envoi, appel, tape, "Communes confiées.");
    }
}
