//! No screen at this address.

use leptos::prelude::*;

use crate::ui::*;

#[component]
pub fn Introuvable() -> impl IntoView {
    view! {
        <main id="contenu" class="page etroite">
            <Titre texte="Page introuvable"/>
            <p>"Aucune page ne répond à cette adresse. Vérifiez-la, ou repartez de l’accueil ou de la recherche."</p>
            <div class="actions">
                <LienBouton href="/" icone=Icone::Maison>"Accueil"</LienBouton>
                <LienBouton href="/recherche" genre=Genre::Secondaire icone=Icone::Loupe>"Recherche"</LienBouton>
            </div>
        </main>
    }
    .into_any()
}
