//! The discrepancies of one person, beside what France Travail says, and what was done about them.

use std::sync::Arc;

use leptos::prelude::*;
use reciproque_shared::api::ConsulterEcartsPersonne;
use reciproque_shared::date;
use reciproque_shared::france_travail::{EcartLu, EtapeEcart, FicheEcarts, nom};

use super::gestes::Suivi;
use super::liste::ECARTS;
use crate::pages::dossier::situation_la_bas;
use crate::pages::geste::{self, Gestes, Ouverte, raconte};
use crate::pages::pied::imprime_par;
use crate::pages::{a_l_heure, adresse_dossier, instant, numero};
use crate::ui::*;

impl geste::Fiche for FicheEcarts {
    type Lecture = ConsulterEcartsPersonne;
    const CELLE_CI: &'static str = "ces écarts";

    fn dernier_geste(&self) -> Option<String> {
        let etape = self.etapes.first()?;
        Some(raconte(&etape.agent, etape.geste.libelle(), etape.instant))
    }
}

type DesEcarts = Gestes<FicheEcarts, Suivi>;

#[component]
pub fn EcartsPersonne() -> impl IntoView {
    let ouverte = Ouverte::lire(numero("personne"));
    let gestes = Gestes::nouveau(ouverte);
    ouverte.page("Écarts avec France Travail", move |fiche| page(&fiche, ouverte, gestes))
}

fn page(fiche: &Arc<FicheEcarts>, ouverte: Ouverte<FicheEcarts>, gestes: DesEcarts) -> AnyView {
    let personne = &fiche.personne;
    let titre = format!("Écarts de {} {} avec France Travail", personne.prenom, personne.nom);
    let naissance = format!("Naissance : {}", personne.date_naissance);
    let fait = ouverte.fait().map(|mots| {
        view! { <div class="pas-imprime"><Alerte ton=Ton::Succes><p>{mots}</p></Alerte></div> }
    });
    let ecarts = fiche.ecarts.iter().enumerate().map(|(rang, lu)| carte(rang, lu, gestes)).collect_view();
    let rien = fiche.ecarts.is_empty().then(|| {
        view! {
            <EtatVide titre="Aucun écart">
                <p>"France Travail et le Département disent la même chose de cette personne."</p>
            </EtatVide>
        }
    });
    view! {
        <main id="contenu" class="page">
            <div class="page-tete">
                <div><Titre texte=titre onglet="Écarts avec France Travail"/><p>{naissance}</p></div>
                <div class="actions"><BoutonImprimer/></div>
            </div>
            <p class="trace-ligne">
                <span><Picto icone=Icone::Oeil/>" Consultation enregistrée à "{a_l_heure(fiche.consulte_a)}</span>
                <a href=adresse_dossier(personne.dossier, personne.personne)>"Retour au dossier"</a>
                <a href=format!("/personnes/{}/parcours", personne.personne)>"Gérer le parcours"</a>
                <a href=ECARTS>"Tous les écarts"</a>
            </p>
            {ouverte.devancee(fiche)}
            {fait}
            <div class="deux">
                <div>{ecarts}{rien}{gestes.echec()}</div>
                {la_bas(fiche)}
            </div>
            {historique(&fiche.etapes)}
            {imprime_par()}
            {gestes.dialogue()}
        </main>
    }
    .into_any()
}

fn carte(rang: usize, lu: &EcartLu, gestes: DesEcarts) -> AnyView {
    let (id, titre) = (format!("ecart-{rang}"), lu.nature.libelle());
    let (precision, depuis) = (lu.precision.clone(), date::court(lu.depuis));
    let (ton, etat) =
        if lu.de_cote { (Ton::Neutre, "Mis de côté") } else { (Ton::Attention, "À examiner") };
    let cote = move || view! { <Etiquette ton texte=etat/> };
    let bouton = gestes.petit_bouton(Suivi::de(lu));
    view! {
        <Carte titre id cote>
            <p>{precision}</p>
            <p class="discret">"Depuis le "{depuis}</p>
            <div class="actions pas-imprime">{bouton}</div>
        </Carte>
    }
    .into_any()
}

fn la_bas(fiche: &FicheEcarts) -> Option<AnyView> {
    fiche.situation.as_ref().map(|situation| {
        let titre = format!("Côté {}, au {}", nom(situation.au), date::court(situation.au));
        let contenu = situation_la_bas(situation);
        view! { <Carte titre id="la-bas">{contenu}</Carte> }.into_any()
    })
}

fn historique(etapes: &[EtapeEcart]) -> Option<AnyView> {
    let ligne = |etape: &EtapeEcart| {
        let motif = etape.motif.clone().map(|motif| view! { <p class="discret">{motif}</p> });
        let (quand, nature) = (instant(etape.instant), etape.nature.libelle());
        let (quoi, qui) = (etape.geste.libelle(), format!("{} ({})", etape.agent, etape.organisation));
        view! {
            <Ligne>
                <CelluleTitre>{quand}</CelluleTitre>
                <Cellule titre="Écart">{nature}</Cellule>
                <Cellule titre="Suite"><div>{quoi}{motif}</div></Cellule>
                <Cellule titre="Agent">{qui}</Cellule>
            </Ligne>
        }
    };
    (!etapes.is_empty()).then(|| {
        let lignes = etapes.iter().map(ligne).collect_view();
        view! {
            <Section titre="Historique" id="historique">
                <Tableau legende="Suites données, la dernière d’abord" muette=true colonnes=&["Date", "Écart", "Suite", "Agent"]>
                    {lignes}
                </Tableau>
            </Section>
        }
        .into_any()
    })
}
