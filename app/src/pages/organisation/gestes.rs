//! The gestures of the supervisor on an agent or an organisation, each asked with its
//! consequence and its reason, and those that were done.

use chrono::{DateTime, Utc};
use leptos::prelude::*;
use reciproque_shared::api::{
    Appel, ConsulterAgent, ConsulterOrganisation, SuperviserAgent, SuperviserOrganisation,
};
use reciproque_shared::erreur::ErreurChamp;
use reciproque_shared::supervision::fiche::{ConventionLue, FicheAgent, FicheOrganisation};
use reciproque_shared::supervision::{Decision, GesteSupervision, SaisieSupervision};

use crate::pages::geste::{Champs, Fiche, Geste, Gestes, Reponse, raconte};
use crate::pages::instant;
use crate::server::appeler;
use crate::ui::*;

/// Who did what, when.
type Fait<'a> = (DateTime<Utc>, &'a str, String);

fn raconte_le_dernier<'a>(faits: impl Iterator<Item = Fait<'a>>) -> Option<String> {
    faits.max_by_key(|(quand, ..)| *quand).map(|(quand, qui, quoi)| raconte(qui, &quoi, quand))
}

fn decidees(decisions: &[Decision]) -> impl Iterator<Item = Fait<'_>> {
    decisions.iter().map(|d| (d.instant, d.par.as_str(), d.geste.fait().to_owned()))
}

impl Fiche for FicheAgent {
    type Lecture = ConsulterAgent;
    const CELLE_CI: &'static str = "cet agent";

    fn dernier_geste(&self) -> Option<String> {
        raconte_le_dernier(decidees(&self.decisions))
    }
}

impl Fiche for FicheOrganisation {
    type Lecture = ConsulterOrganisation;
    const CELLE_CI: &'static str = "cette organisation";

    fn dernier_geste(&self) -> Option<String> {
        raconte_le_dernier(decidees(&self.decisions).chain(self.conventions.iter().flat_map(saisies)))
    }
}

/// What was entered of a convention.
fn saisies(convention: &ConventionLue) -> impl Iterator<Item = Fait<'_>> {
    let avenants = convention.avenants.iter().flat_map(|avenant| {
        let quoi = match avenant.numero {
            0 => format!("Convention {}", convention.reference),
            numero => format!("Avenant n° {numero}"),
        };
        let annule = avenant.annulation.as_ref();
        let annule = annule.map(|a| (a.le, a.par.as_str(), format!("{quoi}, annulation")));
        avenant.saisi_par.as_deref().map(|par| (avenant.saisi_le, par, quoi)).into_iter().chain(annule)
    });
    let denoncee = convention.denonciation.as_ref();
    let denoncee = denoncee.map(|d| (d.saisie_le, d.par.as_str(), "Dénonciation saisie".to_owned()));
    let corrigees = convention.corrections.iter();
    let corrigees = corrigees.map(|c| (c.saisie_le, c.par.as_str(), "Manquement corrigé".to_owned()));
    let annulee = convention.annulation.as_ref();
    let annulee = annulee.map(|a| (a.le, a.par.as_str(), "Convention annulée".to_owned()));
    avenants.chain(denoncee).chain(corrigees).chain(annulee)
}

/// Whom the supervisor watches over.
pub trait Supervisee: Fiche {
    type Superviser: Appel<Version = (), Chemin = i64, Corps = SaisieSupervision, Reponse = Self>;

    fn id(&self) -> i64;
    /// « Nadia BENALI », « ALSA »
    fn sur(&self) -> String;
}

impl Supervisee for FicheAgent {
    type Superviser = SuperviserAgent;

    fn id(&self) -> i64 {
        self.id
    }

    fn sur(&self) -> String {
        format!("{} {}", self.prenom, self.nom)
    }
}

impl Supervisee for FicheOrganisation {
    type Superviser = SuperviserOrganisation;

    fn id(&self) -> i64 {
        self.id
    }

    fn sur(&self) -> String {
        self.nom.clone()
    }
}

impl<F: Supervisee> Geste<F> for GesteSupervision {
    fn nom(&self) -> String {
        self.libelle().to_owned()
    }

    fn titre(&self, fiche: &F) -> String {
        format!("{} : {}", self.libelle(), fiche.sur())
    }

    fn effet(&self, _: &F) -> Option<String> {
        Some(self.consequence().to_owned())
    }

    fn champs(&self, _: &F, champs: Champs) -> AnyView {
        view! {
            <ChampTexte
                id="motif" libelle="Motif" valeur=champs.valeur("motif") erreur=champs.erreur("motif")
                indice="Il reste dans l’historique, avec votre nom et la date."
            />
        }
        .into_any()
    }

    fn appel(&self, fiche: &F, champs: Champs) -> Result<Reponse<F>, Vec<ErreurChamp>> {
        let saisie = SaisieSupervision { geste: *self, motif: champs.texte("motif") };
        saisie.motif()?;
        Ok(Box::pin(appeler::<F::Superviser>(fiche.id(), saisie)))
    }

    fn danger(&self) -> bool {
        matches!(self, Self::Suspendre | Self::RetirerDelegation | Self::Fermer)
    }
}

/// What may be done, and what was.
pub fn carte<F: Supervisee>(
    gestes: Gestes<F, GesteSupervision>,
    permis: &[GesteSupervision],
    decisions: &[Decision],
) -> AnyView {
    let boutons = permis.iter().map(|geste| gestes.petit_bouton(*geste)).collect_view();
    let faits = decisions.iter().map(decision).collect_view();
    view! {
        <div class="actions">{boutons}</div>
        <Frise>{faits}</Frise>
        {gestes.dialogue()}
    }
    .into_any()
}

fn decision(decision: &Decision) -> AnyView {
    let qui_quand = format!("Par {}, le {}", decision.par, instant(decision.instant));
    let (quoi, motif) = (decision.geste.fait(), decision.motif.clone());
    view! { <Etape quoi qui_quand motif/> }.into_any()
}
