//! The watches on one agent: put or lifted without an alert, and those that are over.

use chrono::NaiveDate;
use leptos::prelude::*;
use reciproque_shared::alerte::{FicheSurveillance, GesteSurveillance, SaisieSurveillance, SurveillanceLue};
use reciproque_shared::api::{ConsulterSurveillance, SurveillerAgent};
use reciproque_shared::date;
use reciproque_shared::erreur::ErreurChamp;

use super::fiche::motifs;
use super::traitement::{LIBERE, SURVEILLE, dernier_jour, libere, note, surveille};
use crate::pages::geste::{Champs, Fiche, Geste, Gestes, Ouverte, Reponse, raconte};
use crate::pages::{instant, numero};
use crate::server::appeler;
use crate::ui::*;

impl Fiche for FicheSurveillance {
    type Lecture = ConsulterSurveillance;
    const CELLE_CI: &'static str = "cette surveillance";

    fn dernier_geste(&self) -> Option<String> {
        if let Some(lue) = &self.en_cours {
            return Some(raconte(&lue.par, SURVEILLE, lue.debut));
        }
        let lue = self.passees.first()?;
        Some(raconte(lue.levee_par.as_ref()?, LIBERE, lue.fin?))
    }
}

#[component]
pub fn SurveillanceAgent() -> impl IntoView {
    let ouverte = Ouverte::lire(numero("agent"));
    let gestes = Gestes::nouveau(ouverte);
    ouverte.page("Surveillance d’un agent", move |fiche| page(&fiche, ouverte, gestes))
}

fn page(
    fiche: &FicheSurveillance,
    ouverte: Ouverte<FicheSurveillance>,
    gestes: Gestes<FicheSurveillance, GesteSurveillance>,
) -> AnyView {
    let h1 = use_titre("Surveillance d’un agent".to_owned());
    let (titre, organisation) = (fiche.nom.clone(), fiche.organisation.clone());
    view! {
        <main id="contenu" class="page">
            <div class="page-tete">
                <div><h1 node_ref=h1 tabindex="-1">"Surveillance de "{titre}</h1><p>{organisation}</p></div>
            </div>
            <p class="trace-ligne"><a href="/alertes">"Toutes les alertes"</a>" · "<a href="/traces">"Traces"</a></p>
            {ouverte.devancee(fiche)}
            {etat(fiche)}
            <p class="actions">{gestes.bouton(fiche.geste, Genre::Principal)}</p>
            {motifs(&fiche.motifs)}
            {passees(&fiche.passees)}
            {gestes.dialogue()}
        </main>
    }
    .into_any()
}

fn etat(fiche: &FicheSurveillance) -> AnyView {
    match &fiche.en_cours {
        Some(lue) => en_cours(lue),
        None => view! {
            <EtatVide titre="Aucune surveillance en cours">
                <p>"L’agent ouvre ses dossiers sans donner de motif. Placez-le sous surveillance si ses traces ou un signalement le justifient."</p>
            </EtatVide>
        }
        .into_any(),
    }
}

/// Since when, until when, by whom and why.
pub fn en_cours(lue: &SurveillanceLue) -> AnyView {
    let texte = format!(
        "{}. Décidée par {}, le {}. Un motif est demandé à l’agent à chaque dossier, CER ou rendez-vous.",
        jusqu_a(lue.jusqu_au),
        lue.par,
        instant(lue.debut)
    );
    let motif = lue.motif.clone();
    view! {
        <Alerte ton=Ton::Info titre="Agent sous surveillance"><p>{texte}</p><blockquote>{motif}</blockquote></Alerte>
    }
    .into_any()
}

/// `Jusqu’au 29/11/2026`
pub fn jusqu_a(jour: Option<NaiveDate>) -> String {
    jour.map_or_else(|| "Jusqu’à sa levée".to_owned(), |jour| format!("Jusqu’au {}", date::court(jour)))
}

fn passees(lues: &[SurveillanceLue]) -> Option<AnyView> {
    let ligne = |lue: &SurveillanceLue| {
        let du = format!("{}, par {}", instant(lue.debut), lue.par);
        let fin = match (&lue.levee_par, lue.fin) {
            (Some(par), Some(fin)) => format!("Levée le {} par {par}", instant(fin)),
            _ => lue.jusqu_au.map_or_else(String::new, |jour| format!("Finie le {}", date::court(jour))),
        };
        let (pourquoi, levee) = (lue.motif.clone(), lue.motif_levee.clone());
        view! {
            <Ligne>
                <CelluleTitre>{du}</CelluleTitre>
                <Cellule titre="Motif">{pourquoi}</Cellule>
                <Cellule titre="Fin"><span>{fin}{levee.map(|motif| view! { <small class="dessous">{motif}</small> })}</span></Cellule>
            </Ligne>
        }
    };
    (!lues.is_empty()).then(|| {
        let lignes = lues.iter().map(ligne).collect_view();
        view! {
            <Section titre="Surveillances passées" id="passees">
                <Tableau legende="La plus récente d’abord" colonnes=&["Décidée", "Motif", "Fin"]>{lignes}</Tableau>
            </Section>
        }
        .into_any()
    })
}

impl Geste<FicheSurveillance> for GesteSurveillance {
    const TEXTE: &'static str = "note";

    fn nom(&self) -> String {
        self.libelle().to_owned()
    }

    fn effet(&self, fiche: &FicheSurveillance) -> Option<String> {
        Some(match self {
            Self::Poser => surveille(&fiche.nom),
            Self::Lever => libere(&fiche.nom),
        })
    }

    fn champs(&self, _: &FicheSurveillance, champs: Champs) -> AnyView {
        const INDICE: &str = "Douze mois au plus. Vide : la surveillance dure jusqu’à ce que vous la leviez.";
        view! {
            {(*self == Self::Poser).then(|| dernier_jour(champs, true, INDICE))}
            {note(champs, "Des faits courts, gardés avec la surveillance. L’agent ne les voit pas.")}
        }
        .into_any()
    }

    fn appel(
        &self,
        fiche: &FicheSurveillance,
        champs: Champs,
    ) -> Result<Reponse<FicheSurveillance>, Vec<ErreurChamp>> {
        let saisie = SaisieSurveillance {
            geste: *self,
            note: champs.texte("note"),
            jusqu_au: champs.texte("jusqu_au"),
        };
        Ok(Box::pin(appeler::<SurveillerAgent>(fiche.agent, saisie)))
    }

    fn fait(&self, _: &FicheSurveillance) -> &'static str {
        match self {
            Self::Poser => SURVEILLE,
            Self::Lever => LIBERE,
        }
    }
}
