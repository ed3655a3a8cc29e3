//! What each of the three parties undertakes.

use leptos::prelude::*;
use reciproque_shared::cer::{Engagement, Partie};

use super::FormulaireCer;
use crate::pages::cer::champs::ChampsPartie;
use crate::pages::cer::mots::garde;
use crate::ui::*;

/// Names of the lists in the draft, in the order of the parties.
const LISTES: [&str; 3] = ["engagements_personne", "engagements_referent", "engagements_departement"];
const LEGENDES: [&str; 3] = ["De la personne", "Du référent", "Du département"];

pub fn partie(formulaire: FormulaireCer) -> AnyView {
    let groupes = Partie::TOUS.into_iter().map(|partie| groupe(formulaire, partie)).collect_view();
    view! {
        <section class="formulaire-partie" aria-labelledby="partie-engagements">
            <h2 id="partie-engagements" tabindex="-1">"Engagements"</h2>
            <p class="discret">"Un à cinq pour chacun. Espace pour cocher ; une précision s’ouvre sous la ligne."</p>
            {groupes}
        </section>
    }
    .into_any()
}

fn groupe(formulaire: FormulaireCer, partie: Partie) -> AnyView {
    let champs = formulaire.champs.engagements[partie as usize];
    let liste = LISTES[partie as usize];
    let choix: Vec<_> = Engagement::de(partie).iter().map(|e| Choix::new(e.code, e.libelle)).collect();
    view! {
        <GroupeCases
            id=liste
            legende=LEGENDES[partie as usize]
            valeurs=champs.coches
            choix
            erreur=formulaire.erreurs.de(liste)
            dessous=move |code: String| precision(formulaire, (partie, champs), &code)
        />
    }
    .into_any()
}

fn precision(formulaire: FormulaireCer, (partie, champs): (Partie, ChampsPartie), code: &str) -> AnyView {
    let engagement = Engagement::du_code(partie, code);
    let a_preciser = engagement.is_some_and(Engagement::a_preciser);
    let valeur = champs.precision(code);
    let id = format!("{}.{code}", LISTES[partie as usize]);
    let erreur = formulaire.erreurs.de(id.clone());
    view! {
        <div class="precision">
            <ChampTexte id libelle="Précision" facultatif=!a_preciser largeur=Largeur::Longue valeur garde=garde() erreur/>
        </div>
    }
    .into_any()
}

/// The field that shows the refusal of a line of the draft: the draft numbers the lines
/// that are ticked, the form names them by their code.
pub fn champ(formulaire: FormulaireCer, nom: &str) -> Option<String> {
    let (liste, reste) = nom.split_once('.')?;
    let partie = LISTES.iter().position(|connue| *connue == liste)?;
    let rang: usize = reste.split('.').next()?.parse().ok()?;
    let code =
        formulaire.champs.engagements[partie].coches.with_untracked(|coches| coches.get(rang).cloned())?;
    Some(format!("{liste}.{code}"))
}
