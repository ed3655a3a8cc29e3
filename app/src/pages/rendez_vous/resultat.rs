//! The result of a rendez-vous, in one tap; corrected by another one.

use leptos::prelude::*;
use leptos::task::spawn_local;
use reciproque_shared::rendez_vous::StatutRendezVous;
use reciproque_shared::rendez_vous::fiche::{FicheRendezVous, dernier_geste};

use super::brouillon;
use super::report::Report;
use super::statut::{Suite, renseigner};
use crate::ui::*;

/// What has just happened, told at the top of the sheet.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Message {
    pub ton: Ton,
    pub texte: String,
    /// A result has just been given: it can be taken back at once.
    pub corrigeable: bool,
    /// The rendez-vous that has just replaced this one.
    pub suite: Option<i64>,
}

impl Message {
    pub fn fait(texte: impl Into<String>) -> Self {
        Self::new(Ton::Succes, texte)
    }

    fn new(ton: Ton, texte: impl Into<String>) -> Self {
        Self { ton, texte: texte.into(), corrigeable: false, suite: None }
    }

    fn entretemps(fiche: &FicheRendezVous) -> Self {
        let geste = dernier_geste(fiche).unwrap_or_default();
        Self::new(
            Ton::Attention,
            format!(
                "Votre réponse n’est pas enregistrée : ce rendez-vous a changé entre-temps. {geste} La fiche ci-dessous est à jour."
            ),
        )
    }
}

/// The sheet as it is now, and what has just happened to it.
#[derive(Clone, Copy)]
pub struct Etat {
    pub fiche: RwSignal<FicheRendezVous>,
    pub message: RwSignal<Option<Message>>,
    /// The results are shown again, to correct the one that was given.
    pub corrige: RwSignal<bool>,
}

impl Etat {
    fn apprendre(self, suite: Suite) {
        let (fiche, message) = match suite {
            Suite::Enregistre(fiche) => {
                let texte = format!("Enregistré : {}.", fiche.ligne.statut.libelle());
                let (corrigeable, suite) = (!fiche.statuts_possibles.is_empty(), fiche.suite);
                (fiche, Message { corrigeable, suite, ..Message::fait(texte) })
            }
            Suite::Entretemps(fiche) => {
                let message = Message::entretemps(&fiche);
                (fiche, message)
            }
        };
        self.corrige.set(false);
        self.message.set(Some(message));
        self.fiche.set(fiche);
    }
}

/// Big buttons, one for each status that the rules allow now.
#[component]
pub fn Resultats(etat: Etat) -> impl IntoView {
    let fiche = etat.fiche.get_untracked();
    // What was typed to postpone it is shown again.
    let reporte = RwSignal::new(brouillon::reporte(&fiche));
    let occupe = RwSignal::new(false);
    let choisir = move |statut: StatutRendezVous| {
        if statut.exige_un_report() {
            reporte.set(true);
        } else if !occupe.get_untracked() {
            occupe.set(true);
            envoyer(etat, statut, occupe);
        }
    };
    let bouton = move |statut: StatutRendezVous| {
        view! { <Bouton genre=Genre::Secondaire icone=icone(statut) occupe au_clic=move || choisir(statut)>{geste(statut)}</Bouton> }
    };
    let statuts = fiche.statuts_possibles.clone();
    let suite = Callback::new(move |suite| etat.apprendre(suite));
    let renoncer = Callback::new(move |()| reporte.set(false));
    move || match reporte.get() {
        true => view! { <Report fiche=fiche.clone() suite renoncer/> }.into_any(),
        false => view! {
            <div class="resultats-rdv" role="group" aria-label="Résultat du rendez-vous">
                {statuts.iter().copied().map(bouton).collect_view()}
            </div>
        }
        .into_any(),
    }
}

fn envoyer(etat: Etat, statut: StatutRendezVous, occupe: RwSignal<bool>) {
    let (id, version) = etat.fiche.with_untracked(|fiche| (fiche.ligne.id, fiche.ligne.version));
    spawn_local(async move {
        let issue = renseigner((id, version), statut).await;
        if occupe.try_set(false).is_some() {
            // The page is gone.
            return;
        }
        match issue {
            Ok(suite) => etat.apprendre(suite),
            Err(echec) => etat.message.set(Some(Message::new(Ton::Erreur, echec.detail()))),
        }
    });
}

/// What the button says: a gesture for what is still to come, a finding for what is past.
fn geste(statut: StatutRendezVous) -> &'static str {
    match statut {
        StatutRendezVous::Prevu => "Rétablir le rendez-vous",
        StatutRendezVous::Reporte => "Reporter à une autre date",
        autre => autre.libelle(),
    }
}

const fn icone(statut: StatutRendezVous) -> Icone {
    match statut {
        StatutRendezVous::Prevu => Icone::Retour,
        StatutRendezVous::Honore => Icone::Verifie,
        StatutRendezVous::AbsenceExcusee | StatutRendezVous::AbsenceNonExcusee => Icone::Croix,
        StatutRendezVous::Reporte => Icone::Calendrier,
        StatutRendezVous::AnnulePersonne | StatutRendezVous::AnnuleService => Icone::Moins,
    }
}
