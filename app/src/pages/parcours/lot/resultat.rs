//! What came of a decision for several persons, for each of them; and its one way back.

use leptos::prelude::*;
use reciproque_shared::api::{AnnulerLot, ConsulterLot};
use reciproque_shared::erreur::ErreurChamp;
use reciproque_shared::habilitation::Acte;
use reciproque_shared::parcours::lot::{FicheLot, IssueLot};

use super::issues::{partie, raison};
use super::lieu::A_ORIENTER;
use crate::pages::geste::{self, Champs, Geste, Ouverte, Reponse, raconte};
use crate::pages::pied::imprime_par;
use crate::pages::{instant, numero};
use crate::server::appeler;
use crate::session::use_session;
use crate::ui::*;

type Gestes = geste::Gestes<FicheLot, Annuler>;

/// All of it at once; who was decided about since is kept.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Annuler;

impl geste::Fiche for FicheLot {
    type Lecture = ConsulterLot;
    const CELLE_CI: &'static str = "cette décision";

    fn dernier_geste(&self) -> Option<String> {
        Some(raconte(&self.agent, &self.quoi, self.instant))
    }
}

impl Geste<FicheLot> for Annuler {
    fn nom(&self) -> String {
        "Annuler la décision".to_owned()
    }

    fn titre(&self, _: &FicheLot) -> String {
        "Annuler la décision ?".to_owned()
    }

    fn effet(&self, _: &FicheLot) -> Option<String> {
        Some(EFFET.to_owned())
    }

    fn champs(&self, _: &FicheLot, _: Champs) -> AnyView {
        ().into_any()
    }

    fn appel(&self, fiche: &FicheLot, _: Champs) -> Result<Reponse<FicheLot>, Vec<ErreurChamp>> {
        Ok(Box::pin(appeler::<AnnulerLot>(fiche.id, ())))
    }

    fn fait(&self, _: &FicheLot) -> &'static str {
        "Décision annulée."
    }

    fn danger(&self) -> bool {
        true
    }
}

const EFFET: &str = "Chacune attend de nouveau une orientation, et la structure n’accède plus aux dossiers. Une orientation est \
     gardée quand une autre décision l’a suivie, ou quand la structure a déjà saisi un contrat ou un rendez-vous : la page \
     dira lesquelles. L’annulation ne se fait qu’une fois.";

#[component]
pub fn LotOrientation() -> impl IntoView {
    let ouverte = Ouverte::lire(numero("lot"));
    let gestes = Gestes::nouveau(ouverte);
    ouverte.page("Orientation de plusieurs personnes", move |fiche| page(&fiche, ouverte, gestes))
}

fn page(fiche: &FicheLot, ouverte: Ouverte<FicheLot>, gestes: Gestes) -> AnyView {
    let (quoi, bilan) = (fiche.quoi.clone(), fiche.bilan());
    let decidee = format!("Décidée par {}, le {}", fiche.agent, instant(fiche.instant));
    let annulee = fiche.annule_le.is_some();
    let de_cote = partie(("de-cote", "Laissées de côté"), fiche.exclues.iter(), raison);
    let gardees = fiche.orientees.iter().filter(|issue| issue.raison.is_some());
    let gardees = partie(("gardees", "Orientations gardées"), gardees, gardee);
    let autres = fiche.orientees.iter().filter(|issue| issue.raison.is_none());
    let autres = match annulee {
        true => partie(("annulees", "Orientations annulées"), autres, rendue),
        false => partie(("orientees", "Orientées"), autres, orientee),
    };
    view! {
        <main id="contenu" class="page">
            <div class="page-tete">
                <div><Titre texte="Orientation de plusieurs personnes"/><p>{quoi}</p></div>
                <div class="actions"><BoutonImprimer/></div>
            </div>
            <p class="trace-ligne"><span>{decidee}</span><a href=A_ORIENTER>"Retour à la liste"</a></p>
            {ouverte.devancee(fiche)}
            {fait(ouverte)}
            <p><strong>{bilan}</strong></p>
            {annulation(fiche)}
            {gardees}
            {de_cote}
            {autres}
            {suite(fiche, gestes)}
            {imprime_par()}
            {gestes.dialogue()}
        </main>
    }
    .into_any()
}

fn fait(ouverte: Ouverte<FicheLot>) -> Option<AnyView> {
    let mots = ouverte.fait()?;
    Some(view! { <div class="pas-imprime"><Alerte ton=Ton::Succes><p>{mots}</p></Alerte></div> }.into_any())
}

fn annulation(fiche: &FicheLot) -> Option<AnyView> {
    let (bilan, quand) = fiche.bilan_annulation().zip(fiche.annule_le)?;
    let titre = format!("Annulée le {}", instant(quand));
    Some(view! { <Alerte titre><p>{bilan}</p></Alerte> }.into_any())
}

fn orientee(_: &IssueLot) -> AnyView {
    view! { <Etiquette ton=Ton::Succes texte="Orientée"/> }.into_any()
}

fn rendue(_: &IssueLot) -> AnyView {
    view! { <Etiquette texte="Attend de nouveau"/> }.into_any()
}

fn gardee(lue: &IssueLot) -> AnyView {
    let pourquoi = lue.raison.clone();
    view! { <Etiquette ton=Ton::Attention texte="Gardée"/><p>{pourquoi}</p> }.into_any()
}

fn suite(fiche: &FicheLot, gestes: Gestes) -> Option<AnyView> {
    let permis = fiche.annulable && use_session().permet(Acte::Orienter);
    permis.then(|| {
        let boutons = gestes.boutons(&[Annuler]);
        view! { <div class="pas-imprime"><Carte titre="Suite à donner" id="gestes">{boutons}</Carte></div> }
            .into_any()
    })
}
