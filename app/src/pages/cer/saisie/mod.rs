//! Entering a CER: one page, one form, the keyboard is enough.

mod contrat;
mod cote;
mod emploi;
mod engagements;
mod objectifs;
mod papier;
mod pied;
mod signatures;

pub use cote::precedent;

use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos::task::spawn_local;
use reciproque_shared::cer::fiche::FeuilleCer;
use reciproque_shared::cer::{Cer, EtatCer, GesteCer, LONGUEUR_NOTE, SaisieGeste};
use reciproque_shared::date;

use super::brouillon::{Brouillon, Origine};
use super::champs::Champs;
use super::geste::{self, ApresGeste};
use super::instance::EnInstance;
use super::mots::{EtiquetteCer, garde, intitule};
use crate::pages::brouillon::{Gardee as _, comparaison, veiller};
use crate::pages::geste::issue;
use crate::pages::{adresse_dossier, erreurs_de};
use crate::ui::*;

/// What the parts of the form share.
#[derive(Clone, Copy)]
struct FormulaireCer {
    feuille: StoredValue<FeuilleCer>,
    champs: Champs,
    brouillon: StoredValue<Brouillon>,
    erreurs: Erreurs,
    /// A gesture is on its way.
    occupe: RwSignal<bool>,
    suite: ApresGeste,
}

/// `devance`: somebody acted first, and the contract is a draft now.
#[component]
pub fn Saisie(origine: Origine, suite: ApresGeste, devance: Option<AnyView>) -> impl IntoView {
    let brouillon = Brouillon::ouvrir(origine.depart());
    let feuille = origine.feuille();
    let champs = Champs::nouveau(&brouillon.courante());
    let formulaire = FormulaireCer {
        feuille: StoredValue::new(feuille.clone()),
        champs,
        brouillon: StoredValue::new(brouillon.clone()),
        erreurs: Erreurs::new(),
        occupe: RwSignal::new(false),
        suite,
    };
    veiller(&brouillon, move || champs.lit(), formulaire.occupe);
    let soumet = move |ev: SubmitEvent| {
        ev.prevent_default();
        formulaire.signe();
    };
    let quitte = {
        let brouillon = brouillon.clone();
        move |_| brouillon.enregistre()
    };
    let papier = papier::Papier::nouveau(formulaire);
    view! {
        <main id="contenu" class="page">
            {tete(feuille, &brouillon, papier)}
            {devance}
            <ResumeErreurs erreurs=formulaire.erreurs/>
            <form class="formulaire pas-imprime" data-brouillon novalidate inert=move || formulaire.occupe.get() on:submit=soumet on:focusout=quitte>
                <div class="formulaire-corps">
                    {contrat::partie(formulaire)}
                    {contrat::bilan(formulaire)}
                    {emploi::partie(formulaire)}
                    {objectifs::partie(formulaire)}
                    {engagements::partie(formulaire)}
                    {observations(formulaire)}
                    {signatures::partie(formulaire)}
                    {pied::actions(formulaire)}
                </div>
                {cote::colonne(feuille)}
            </form>
            {papier.feuille()}
            {comparaison(&brouillon, move |texte| champs.pose(texte), move |contrat| geste::montrer(contrat.cer, suite))}
            <EnInstance brouillon/>
        </main>
    }
    .into_any()
}

/// For whom, and where the contract stands.
fn tete(feuille: &FeuilleCer, brouillon: &Brouillon, papier: papier::Papier) -> AnyView {
    let h1 = use_titre("CER".to_owned());
    let quoi = format!("Naissance : {} · {}", feuille.personne.date_naissance, feuille.structure);
    let dossier = adresse_dossier(feuille.personne.dossier, feuille.personne.personne);
    let (brouillon, papier) = (brouillon.clone(), papier.bouton());
    let existe = Memo::new(move |_| brouillon.existe());
    let etat = move || existe.get().then(|| view! { <EtiquetteCer etat=EtatCer::Brouillon position=None/> });
    view! {
        <div class="page-tete pas-imprime">
            <div>
                <h1 id="titre-cer" node_ref=h1 tabindex="-1">{intitule(&feuille.personne)}</h1>
                <p>{quoi}" · "<a href=dossier>"Dossier"</a></p>
            </div>
            <div class="actions">{etat}{papier}</div>
        </div>
    }
    .into_any()
}

fn observations(formulaire: FormulaireCer) -> AnyView {
    let FormulaireCer { champs, erreurs, .. } = formulaire;
    view! {
        <section class="formulaire-partie" aria-labelledby="partie-observations">
            <h2 id="partie-observations" tabindex="-1">"Observations"</h2>
            <p class="discret">"Des faits courts. Ni santé, ni opinion, ni croyance, ni jugement."</p>
            <ChampZone
                id="observations_referent"
                libelle="Du référent"
                facultatif=true
                valeur=champs.observations_referent
                max=LONGUEUR_NOTE
                garde=garde()
                erreur=erreurs.de("observations_referent")
            />
            <ChampZone
                id="observations_personne"
                libelle="De la personne"
                facultatif=true
                valeur=champs.observations_personne
                max=LONGUEUR_NOTE
                garde=garde()
                erreur=erreurs.de("observations_personne")
            />
        </section>
    }
    .into_any()
}

impl FormulaireCer {
    /// The rules at once, then the draft, then the gesture.
    fn signe(self) {
        if self.occupe.get_untracked() {
            return;
        }
        self.ecrit_les_dates();
        let saisie = untrack(|| self.champs.lit());
        let lu = self.feuille.with_value(|feuille| Cer::lire(&saisie, &feuille.contexte));
        if let Err(refus) = lu {
            return self.refuse(refus.into_iter().map(Erreur::from).collect());
        }
        self.brouillon.with_value(|brouillon| brouillon.change(saisie));
        self.fait(GesteCer::Signer);
    }

    /// A typed date is kept as it was understood: « 3/4/26 » could mean another century
    /// to whoever reads it later.
    fn ecrit_les_dates(self) {
        let aujourdhui = self.aujourdhui();
        for champ in [self.champs.debut, self.champs.signe_personne_le, self.champs.signe_referent_le] {
            if let Ok(jour) = date::lire(&champ.get_untracked(), aujourdhui) {
                champ.set(date::court(jour));
            }
        }
    }

    fn aujourdhui(self) -> chrono::NaiveDate {
        self.feuille.with_value(|feuille| feuille.contexte.aujourdhui)
    }

    /// Saves, then does a gesture that needs nothing else.
    fn fait(self, geste: GesteCer) {
        self.erreurs.efface();
        self.occupe.set(true);
        let brouillon = self.brouillon.with_value(Clone::clone);
        let encore = brouillon.clone();
        brouillon.puis(move |enregistre| match enregistre {
            Ok((contrat, version)) => {
                let Some(cer) = contrat.cer else { return };
                let appel = geste::appel((cer, version), SaisieGeste::seul(geste));
                spawn_local(async move {
                    match issue(cer, appel, String::new()).await {
                        Ok(issue) => drop(self.suite.try_run(issue)),
                        Err(echec) => {
                            encore.reprend(Some(&echec));
                            self.refuse(erreurs_de(&echec, ""));
                        }
                    }
                });
            }
            Err(erreurs) => {
                encore.reprend(None);
                self.refuse(erreurs);
            }
        });
    }

    /// Shows each refusal on its field.
    fn refuse(self, erreurs: Vec<Erreur>) {
        if self.occupe.try_set(false).is_some() {
            // The page is gone.
            return;
        }
        let situe = |mut erreur: Erreur| {
            let champ = objectifs::champ(&erreur.champ).or_else(|| engagements::champ(self, &erreur.champ));
            erreur.champ = champ.unwrap_or(erreur.champ);
            erreur
        };
        self.erreurs.pose(erreurs.into_iter().map(situe).collect());
    }
}
