//! The result of a rendez-vous, in one tap; corrected by another one.

use leptos::prelude::*;
use reciproque_shared::rendez_vous::StatutRendezVous;
use reciproque_shared::rendez_vous::fiche::FicheRendezVous;

use super::brouillon;
use super::report::Report;
use super::statut::{enregistre, renseigner};
use crate::pages::geste::{Dit, Envoi, Ouverte};
use crate::ui::*;

/// The sheet, and the result that is being given.
#[derive(Clone, Copy)]
pub struct EtatResultat {
    pub ouverte: Ouverte<FicheRendezVous>,
    pub envoi: Envoi,
    /// The results are shown again, to correct the one that was given.
    pub corrige: RwSignal<bool>,
}

impl EtatResultat {
    pub fn nouveau(ouverte: Ouverte<FicheRendezVous>) -> Self {
        Self { ouverte, envoi: Envoi::nouveau(), corrige: RwSignal::new(false) }
    }

    fn apprend(self, issue: (FicheRendezVous, Dit)) {
        let mots = enregistre(&issue.0);
        self.ouverte.montre(issue, mots);
    }
}

/// Big buttons, one for each status that the rules allow now.
pub fn resultats(fiche: &FicheRendezVous, etat: EtatResultat) -> AnyView {
    // What was typed to postpone it is shown again.
    let reporte = RwSignal::new(brouillon::reporte(fiche));
    let vue = (fiche.ligne.id, fiche.ligne.version);
    let choisir = move |statut: StatutRendezVous| match statut.exige_un_report() {
        true => reporte.set(true),
        false => etat.envoi.lance(renseigner(vue, statut), move |issue| etat.apprend(issue)),
    };
    let bouton = move |statut: StatutRendezVous| {
        view! { <Bouton genre=Genre::Secondaire icone=icone(statut) occupe=etat.envoi.occupe au_clic=move || choisir(statut)>{geste(statut)}</Bouton> }
    };
    let (fiche, statuts) = (fiche.clone(), fiche.statuts_possibles.clone());
    let suite = Callback::new(move |issue| etat.apprend(issue));
    let renoncer = Callback::new(move |()| reporte.set(false));
    let contenu = move || match reporte.get() {
        true => view! { <Report fiche=fiche.clone() suite renoncer/> }.into_any(),
        false => view! {
            <div class="resultats-rdv" role="group" aria-label="Résultat du rendez-vous">
                {statuts.iter().copied().map(bouton).collect_view()}
            </div>
        }
        .into_any(),
    };
    view! { {etat.envoi.echec()}{contenu} }.into_any()
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
