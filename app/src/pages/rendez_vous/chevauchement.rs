//! The warning that a time is already taken: it never forbids.

use leptos::prelude::*;
use reciproque_shared::rendez_vous::fiche::LigneRendezVous;

use crate::ui::*;

/// Where the focus goes when the warning appears.
pub const ID: &str = "chevauchement";

/// What takes place at the same time; `quand_meme` saves all the same.
pub fn alerte(
    lignes: &[LigneRendezVous],
    heure: String,
    occupe: RwSignal<bool>,
    quand_meme: Callback<()>,
) -> AnyView {
    let ligne = |l: &LigneRendezVous| {
        view! { <li><b>{l.creneau()}</b>{format!(" : {}, {} (reçu par {})", l.personne.nom_prenom(), l.objet.libelle(), l.referent)}</li> }
    };
    let lignes = lignes.iter().map(ligne).collect_view();
    view! {
        <div id=ID tabindex="-1">
            <Alerte ton=Ton::Attention titre="Rien n’est encore enregistré : ce créneau en chevauche un autre" vivante=true>
                <ul>{lignes}</ul>
                <p>"Changez le jour ou l’heure, ou gardez les deux si c’est voulu."</p>
                <div class="actions">
                    <Bouton genre=Genre::Secondaire occupe au_clic=quand_meme>"Enregistrer quand même"</Bouton>
                    <Bouton genre=Genre::Discret au_clic=move || met_au_point(&heure)>"Changer l’heure"</Bouton>
                </div>
            </Alerte>
        </div>
    }
    .into_any()
}
