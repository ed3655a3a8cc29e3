//! A CER to read, to print, to act on.

mod acte;
mod contenu;
mod gestes;
mod historique;

pub use acte::Acte;
pub use contenu::cartes;
pub use gestes::Gestes;
pub use historique::{carte as histoire, quoi};

use std::sync::Arc;

use leptos::prelude::*;
use reciproque_shared::cer::fiche::FicheCer;
use reciproque_shared::cer::{EtatCer, GesteCer, Sorte};

use super::geste::message;
use super::mots::{avec_rang, intitule};
use super::saisie::precedent;
use crate::pages::geste::Ouverte;
use crate::pages::pied::imprime_par;
use crate::pages::{a_l_heure, adresse_dossier};
use crate::ui::*;

pub fn page(fiche: &Arc<FicheCer>, ouverte: Ouverte<FicheCer>, gestes: Gestes) -> AnyView {
    let h1 = use_titre("CER".to_owned());
    let (acte, feuille) = (Acte::from(&**fiche), &fiche.feuille);
    let personne = &feuille.personne;
    let naissance = personne.date_naissance.to_string();
    let sorte = Sorte::du_code(&feuille.saisie.sorte).map_or("", Sorte::libelle);
    let sous_titre = format!("{} · naissance : {naissance}", avec_rang(sorte, fiche.rang));
    view! {
        <main id="contenu" class="page">
            {acte::entete(&acte)}
            <div class="page-tete pas-imprime">
                <div><h1 id="titre-cer" node_ref=h1 tabindex="-1">{intitule(&feuille.personne)}</h1><p>{sous_titre}</p></div>
                <div class="actions"><BoutonImprimer/></div>
            </div>
            <p class="trace-ligne pas-imprime">
                <span><Picto icone=Icone::Oeil/>" Consultation enregistrée à "{a_l_heure(feuille.consulte_a)}</span>
                <a href=adresse_dossier(personne.dossier, personne.personne)>"Dossier"</a>
            </p>
            {ouverte.devancee(fiche)}
            {ouverte.fait().map(|_| resultat(fiche, gestes))}
            <div class="formulaire">
                <div class="formulaire-corps">
                    {contenu::corps(&acte, "", 2)}
                    <div class="pas-imprime">{contenu::signatures(feuille, "signatures".to_owned(), 2)}</div>
                    {acte::mentions(&acte)}
                    {imprime_par()}
                </div>
                <aside class="formulaire-cote pas-imprime" aria-label="Suite et historique">
                    {gestes::carte(fiche, gestes)}
                    {historique::carte(fiche, "", 2)}
                    {feuille.precedent.as_ref().map(precedent)}
                </aside>
            </div>
            {gestes.dialogue()}
        </main>
    }
    .into_any()
}

/// The contract as one hands it over, on paper only.
pub fn a_remettre(acte: &Acte<'_>, prefixe: &str) -> AnyView {
    view! {
        {acte::entete(acte)}
        <div class="formulaire-corps">{contenu::corps(acte, prefixe, 2)}</div>
        {acte::mentions(acte)}
        {imprime_par()}
    }
    .into_any()
}

/// What was just done, and what comes next.
fn resultat(fiche: &FicheCer, gestes: Gestes) -> AnyView {
    let (titre, detail) = message(fiche.etat);
    let prochain = fiche
        .gestes
        .iter()
        .copied()
        .find(|geste| matches!(geste, GesteCer::Transmettre | GesteCer::Reprendre));
    let decide = fiche.etat.decide() || fiche.etat == EtatCer::Annule;
    view! {
        <div class="pas-imprime">
            <Alerte ton=Ton::Succes titre>
                <p>{detail}</p>
                <div class="actions">
                    {prochain.map(|geste| gestes.bouton(geste, Genre::Principal))}
                    {decide.then(|| view! {
                        <LienBouton href="/files/cer-a-decider" genre=Genre::Secondaire icone=Icone::Suite>"CER suivant à décider"</LienBouton>
                    })}
                </div>
            </Alerte>
        </div>
    }
    .into_any()
}
