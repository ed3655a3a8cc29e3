//! The job sought: asked for after a professional orientation.

use leptos::prelude::*;
use reciproque_shared::cer::LONGUEUR_PRECISION;

use super::FormulaireCer;
use crate::pages::cer::mots::garde;
use crate::ui::*;

pub fn partie(formulaire: FormulaireCer) -> Option<AnyView> {
    let FormulaireCer { champs, erreurs, feuille, .. } = formulaire;
    feuille.with_value(|feuille| feuille.contexte.orientation_professionnelle).then(|| {
        let emploi = champs.emploi;
        let lignes = [
            ("emploi.metier", "Emploi recherché", emploi.metier),
            ("emploi.zone", "Où", emploi.zone),
            ("emploi.salaire", "Salaire attendu", emploi.salaire),
        ];
        let lignes = lignes.map(|(id, libelle, valeur)| {
            view! { <ChampTexte id=id libelle=libelle valeur garde=garde() erreur=erreurs.de(id)/> }
        });
        view! {
            <section class="formulaire-partie" aria-labelledby="partie-emploi">
                <h2 id="partie-emploi" tabindex="-1">"Recherche d’emploi"</h2>
                <p class="discret">"La loi demande ces précisions après une orientation professionnelle."</p>
                {lignes}
                <ChampZone
                    id="emploi.actes"
                    libelle="Démarches positives de recherche"
                    valeur=emploi.actes
                    max=LONGUEUR_PRECISION
                    garde=garde()
                    erreur=erreurs.de("emploi.actes")
                />
            </section>
        }
        .into_any()
    })
}
