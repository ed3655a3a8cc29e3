//! The form of a rendez-vous, new, changed or postponed: its draft kept, refusals once, on submit;
//! overlap warned; values kept.

use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos::task::spawn_local;
use reciproque_shared::mots::instant;
use reciproque_shared::rendez_vous::fiche::{FicheRendezVous, LigneRendezVous, ReponseRendezVous};
use reciproque_shared::rendez_vous::{RendezVous, SaisieRendezVous};

use super::brouillon::{Brouillon, Projet};
use super::champs::{Champs, ChampsRendezVous};
use super::chevauchement;
use super::effacement::effacement;
use crate::pages::brouillon::{Depart, Gardee as _, comparaison, veiller};
use crate::pages::erreurs_de;
use crate::server::Echec;
use crate::session::{Session, use_session};
use crate::ui::*;

/// The state of one form.
#[derive(Clone, Copy)]
pub struct FormulaireRendezVous {
    pub champs: Champs,
    pub erreurs: Erreurs,
    occupe: RwSignal<bool>,
    chevauchements: RwSignal<Vec<LigneRendezVous>>,
    /// Stands before the names of the fields in the API.
    pub prefixe: &'static str,
    session: Session,
}

impl FormulaireRendezVous {
    fn new(depart: SaisieRendezVous, prefixe: &'static str) -> Self {
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

    /// The draft first, then what it is for.
    fn envoie(self, brouillon: &Brouillon, saisie: SaisieRendezVous, fait: Callback<FicheRendezVous>) {
        let moi = brouillon.clone();
        brouillon.puis(move |_| {
            spawn_local(async move {
                match moi.saisie().ecrire(saisie).await {
                    Ok(ReponseRendezVous { enregistre: Some(fiche), .. }) => {
                        moi.termine();
                        fait.try_run(fiche);
                    }
                    Ok(ReponseRendezVous { chevauchements, .. }) => {
                        moi.reprend(None);
                        self.chevauche(chevauchements);
                    }
                    Err(echec) => {
                        moi.reprend(Some(&echec));
                        self.refuse(&moi, echec);
                    }
                }
            });
        });
    }

    /// Held back: these take place at the same time.
    fn chevauche(self, lignes: Vec<LigneRendezVous>) {
        if self.libere() {
            self.chevauchements.set(lignes);
            request_animation_frame(|| met_au_point(chevauchement::ID));
        }
    }

    fn refuse(self, brouillon: &Brouillon, echec: Echec) {
        let ici = self.libere();
        if echec.est_devance() {
            brouillon.echoue(echec);
        } else if ici {
            self.erreurs.pose(erreurs_de(&echec, ""));
        }
    }

    /// False when the page is gone.
    fn libere(self) -> bool {
        self.occupe.try_set(false).is_none()
    }
}

/// The form itself, with the draft that it opens on; `fait` receives what was written, and `voir`
/// shows what can be typed no more.
pub fn formulaire(
    depart: Depart<Projet>,
    (prefixe, libelle): (&'static str, &'static str),
    fait: Callback<FicheRendezVous>,
    voir: impl Fn(Projet) + Clone + Send + Sync + 'static,
    renoncer: impl FnOnce(&Brouillon) -> AnyView,
) -> AnyView {
    let repris = depart.garde.as_ref().map(|garde| instant(garde.saisie_le));
    let brouillon = Brouillon::ouvrir(depart);
    let formulaire = FormulaireRendezVous::new(brouillon.courante(), prefixe);
    let (champs, aujourdhui) = (formulaire.champs, use_session().aujourd_hui());
    veiller(&brouillon, move || champs.lit().pour_brouillon(aujourdhui), formulaire.occupe);
    let comparaison = comparaison(&brouillon, move |texte| champs.pose(texte.clone()), voir);
    let actions = view! { {renoncer(&brouillon)} {effacement(formulaire, &brouillon)} }.into_any();
    let quitte = {
        let brouillon = brouillon.clone();
        move |_| brouillon.enregistre()
    };
    view! {
        {repris.map(|quand| view! {
            <Alerte ton=Ton::Info titre="Brouillon repris"><p>{format!("Ce que vous aviez saisi est ci-dessous, enregistré le {quand}.")}</p></Alerte>
        })}
        <div on:focusout=quitte data-brouillon>{corps(formulaire, brouillon, libelle, fait, actions)}</div>
        {comparaison}
    }
    .into_any()
}

fn corps(
    formulaire: FormulaireRendezVous,
    brouillon: Brouillon,
    libelle: &'static str,
    fait: Callback<FicheRendezVous>,
    actions: AnyView,
) -> AnyView {
    let FormulaireRendezVous { champs, erreurs, occupe, chevauchements, prefixe, .. } = formulaire;
    let equipe = brouillon.saisie().equipe.as_ref().clone();
    let soumettre = Callback::new(move |malgre| {
        if let Some(saisie) = formulaire.prendre(malgre) {
            formulaire.envoie(&brouillon, saisie, fait);
        }
    });
    let soumet = move |ev: SubmitEvent| {
        ev.prevent_default();
        soumettre.run(false);
    };
    let alerte = move || {
        chevauchements.with(|lignes| {
            (!lignes.is_empty()).then(|| {
                let heure = format!("{prefixe}heure");
                chevauchement::alerte(lignes, heure, occupe, Callback::new(move |()| soumettre.run(true)))
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
                {actions}
            </div>
        </form>
    }
    .into_any()
}
