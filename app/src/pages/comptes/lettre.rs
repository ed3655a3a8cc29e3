//! The letter that hands over a code: printed, never sent with the identifier.

use leptos::prelude::*;
use reciproque_shared::compte::LettreCode;

use crate::pages::instant;
use crate::ui::*;

#[component]
pub fn Lettre(lettre: LettreCode, rendue: Callback<()>) -> impl IntoView {
    let adresse = window().location().origin().unwrap_or_default();
    view! {
        <div class="pas-imprime">
            <Alerte ton=Ton::Attention titre="Ce code ne sera plus affiché" vivante=true>
                <p>"Imprimez la lettre maintenant. Remettez-la en main propre ou sous pli fermé ; communiquez l’identifiant (l’adresse électronique de l’agent) par un autre moyen."</p>
            </Alerte>
            <div class="actions">
                <BoutonImprimer/>
                <Bouton au_clic=move || rendue.run(())>"La lettre est prête"</Bouton>
            </div>
        </div>
        <article class="carte lettre" aria-label="Lettre à imprimer">
            <p class="destinataire">{format!("{} {}", lettre.prenom, lettre.nom)}<br/>{lettre.organisation}</p>
            <h2>"Votre accès à Réciproque"</h2>
            <p>"Le Département vous ouvre un accès à Réciproque, l’extranet des dossiers rSa. Cette lettre porte votre code de connexion ; votre identifiant vous parvient séparément."</p>
            <ol class="etapes">
                <li>"Ouvrez dans votre navigateur : "<strong>{adresse}</strong></li>
                <li>"Indiquez votre identifiant : votre adresse électronique professionnelle, telle qu’elle vous a été communiquée."</li>
                <li>"À la place du mot de passe, tapez ce code : "<code class="code-remis">{lettre.code}</code></li>
                <li>"Choisissez aussitôt un mot de passe que vous êtes seul à connaître : quelques mots sans lien entre eux."</li>
            </ol>
            <p>"Ce code sert une seule fois, jusqu’au "<strong>{instant(lettre.expire_le)}</strong>". Passé ce délai, demandez-en un autre à qui vous a remis cette lettre."</p>
            <p>"Personne ne vous demandera jamais ce code ni votre mot de passe. Si ce pli était ouvert, ou si le code est refusé, prévenez aussitôt le gestionnaire des habilitations de votre structure ou le référent utilisateurs du Département. Détruisez cette lettre après usage."</p>
        </article>
    }
    .into_any()
}
