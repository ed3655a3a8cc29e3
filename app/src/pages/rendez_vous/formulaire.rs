//! The form of a rendez-vous: refusals once, on submit; overlap warned; values kept.

use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use reciproque_shared::fiche_rendez_vous::{FicheRendezVous, LigneRendezVous};
use reciproque_shared::rendez_vous::{RendezVous, SaisieRendezVous};
use reciproque_shared::session::Equipe;

use super::champs::{Champs, ChampsRendezVous};
use super::chevauchement;
use super::envoi::Issue;
use crate::pages::erreurs_de;
use crate::session::{Session, use_session};
use crate::ui::*;

/// The state of one form.
#[derive(Clone, Copy)]
pub struct Formulaire {
    pub champs: Champs,
    pub erreurs: Erreurs,
    pub occupe: RwSignal<bool>,
    chevauchements: RwSignal<Vec<LigneRendezVous>>,
    /// Stands before the names of the fields in the API.
    prefixe: &'static str,
    session: Session,
}

impl Formulaire {
    pub fn new(depart: SaisieRendezVous, prefixe: &'static str) -> Self {
        let (session, erreurs) = (use_session(), Erreurs::new());
        session.a_la_reconnexion(move || erreurs.efface());
        Self {
            champs: Champs::new(depart),
            erreurs,
            occupe: RwSignal::new(false),
            chevauchements: RwSignal::new(Vec::new()),
            prefixe,
            session,
        }
    }

    /// What to send, unless the rules refuse it or something is already on its way.
    fn prendre(self, malgre_chevauchement: bool) -> Option<SaisieRendezVous> {
        if self.occupe.get_untracked() {
            return None;
        }
        self.chevauchements.set(Vec::new());
        let saisie = self.champs.saisie(malgre_chevauchement);
        match RendezVous::lire(&saisie, untrack(|| self.session.maintenant())) {
            Ok(_) => {
                self.erreurs.efface();
                self.occupe.set(true);
                Some(saisie)
            }
            Err(refus) => {
                let erreur = |e: reciproque_shared::erreur::ErreurChamp| {
                    Erreur::new(format!("{}{}", self.prefixe, e.champ), e.message)
                };
                self.erreurs.pose(refus.into_iter().map(erreur).collect());
                None
            }
        }
    }

    /// Shows why it is not saved; gives back what the page must deal with.
    pub fn recevoir(self, issue: Issue) -> Option<Suite> {
        if self.occupe.try_set(false).is_some() {
            // The page is gone.
            return None;
        }
        match issue {
            Issue::Enregistre(fiche) => Some(Suite::Enregistre(fiche)),
            Issue::Entretemps(fiche) => Some(Suite::Entretemps(fiche)),
            Issue::Chevauche(lignes) => {
                self.chevauchements.set(lignes);
                request_animation_frame(|| met_au_point(chevauchement::ID));
                None
            }
            Issue::Refus(echec) => {
                self.erreurs.pose(erreurs_de(&echec, ""));
                None
            }
        }
    }
}

/// What a page has to deal with.
pub enum Suite {
    Enregistre(FicheRendezVous),
    Entretemps(FicheRendezVous),
}

/// The form itself; `envoyer` receives entries that follow the rules.
#[component]
pub fn FormulaireRendezVous(
    formulaire: Formulaire,
    equipe: Equipe,
    libelle: &'static str,
    envoyer: Callback<SaisieRendezVous>,
    /// What else one may do, beside saving.
    #[prop(into)]
    renoncer: ViewFn,
) -> impl IntoView {
    let Formulaire { champs, erreurs, occupe, chevauchements, prefixe, .. } = formulaire;
    let soumettre = move |malgre| {
        if let Some(saisie) = formulaire.prendre(malgre) {
            envoyer.run(saisie);
        }
    };
    let soumet = move |ev: SubmitEvent| {
        ev.prevent_default();
        soumettre(false);
    };
    let alerte = move || {
        chevauchements.with(|lignes| {
            (!lignes.is_empty()).then(|| {
                let heure = format!("{prefixe}heure");
                chevauchement::alerte(lignes, heure, occupe, Callback::new(move |()| soumettre(true)))
            })
        })
    };
    view! {
        <form class="formulaire-corps" novalidate on:submit=soumet>
            <ResumeErreurs erreurs/>
            <ChampsRendezVous champs erreurs equipe prefixe/>
            {alerte}
            <div class="actions">
                <Bouton soumet=true occupe>{libelle}</Bouton>
                {renoncer.run()}
            </div>
        </form>
    }
    .into_any()
}
