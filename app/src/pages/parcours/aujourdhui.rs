//! Who accompanies the person today, and who will.

use leptos::prelude::*;
use reciproque_shared::date;
use reciproque_shared::dossier::parcours::ReferentLu;
use reciproque_shared::parcours::Decideur;
use reciproque_shared::parcours::fiche::{FicheParcours, OrientationSuivie};

use super::nom;
use crate::ui::*;

/// One card for today; one more when the next orientation is decided already.
pub fn cartes(fiche: &FicheParcours) -> AnyView {
    let jour = fiche.contexte.aujourdhui;
    let en_vue = fiche.orientations.iter().filter(|o| o.fin.is_none_or(|fin| jour <= fin));
    let (tenue, a_venir): (Vec<_>, Vec<_>) = en_vue.partition(|o| o.debut <= jour);
    let aujourdhui = tenue.first().map_or_else(|| personne(fiche, a_venir.is_empty()), |o| faits(fiche, o));
    let a_venir = a_venir.into_iter().map(|o| {
        let (titre, faits) = (format!("À partir du {}", date::court(o.debut)), faits(fiche, o));
        view! { <Carte titre id="a-venir">{faits}</Carte> }
    });
    view! { <Carte titre="Aujourd’hui" id="aujourdhui">{aujourdhui}</Carte>{a_venir.collect_view()} }
        .into_any()
}

/// Nobody accompanies: since when, and what to do.
fn personne(fiche: &FicheParcours, rien_de_decide: bool) -> AnyView {
    let dernier = fiche.contexte.dernier_jour.map(|jour| {
        let motif = fiche.orientations.first().and_then(|o| o.motif_fin);
        let motif = motif.map(|motif| format!(" ({})", motif.libelle())).unwrap_or_default();
        view! { <p>{format!("Le parcours précédent s’est arrêté le {}{motif}.", date::court(jour))}</p> }
    });
    let suite = match rien_de_decide {
        true => "Choisissez plus bas la structure qui l’accompagnera.",
        false => "La suite est décidée : elle commence le jour indiqué ci-contre.",
    };
    view! {
        <p><strong>{format!("Personne n’accompagne {}.", nom(fiche))}</strong></p>
        {dernier}
        <p>{suite}</p>
    }
    .into_any()
}

fn faits(fiche: &FicheParcours, o: &OrientationSuivie) -> AnyView {
    let jour = fiche.contexte.aujourdhui;
    let (sorte, structure, origine) = (o.sorte.libelle(), o.structure.clone(), o.origine.libelle());
    let decidee = format!("{}{}", date::court(o.decidee_le), par(o.decideur));
    let notifiee = o.notifiee_le.map_or_else(|| "pas encore indiqué".to_owned(), date::court);
    let de = if o.debut <= jour { "depuis le" } else { "à partir du" };
    let fin = o.fin.map(|fin| format!(", jusqu’au {}", date::court(fin))).unwrap_or_default();
    let referent = referent(fiche, o);
    let prolongation = o.prolongation.map(|lue| {
        let dit = lue.en_mots();
        view! { <Fait nom="Réexamen prolongé">{dit}</Fait> }
    });
    let periode = format!("{de} {}{fin}", date::court(o.debut));
    view! {
        <Definitions>
            <Fait nom="Orientation">{sorte}</Fait>
            <Fait nom="Structure">{structure}</Fait>
            <Fait nom="Période">{periode}</Fait>
            <Fait nom="Référent unique">{referent}</Fait>
            <Fait nom="Motif">{origine}</Fait>
            <Fait nom="Décidée le">{decidee}</Fait>
            <Fait nom="Reçue par la personne le">{notifiee}</Fait>
            {prolongation}
        </Definitions>
    }
    .into_any()
}

/// Said when it is not the Département, which decides as a rule.
pub fn par(decideur: Decideur) -> String {
    match decideur {
        Decideur::Departement => String::new(),
        autre => format!(" ({})", autre.libelle()),
    }
}

fn referent(fiche: &FicheParcours, o: &OrientationSuivie) -> AnyView {
    match actuel(fiche, o) {
        None if o.sans_compte => "Aucun : structure sans compte".into_any(),
        Some(r) => {
            let de = if r.debut <= fiche.contexte.aujourdhui { "depuis le" } else { "à partir du" };
            format!("{}, {de} {}", r.nom, date::court(r.debut)).into_any()
        }
        None => view! { <Etiquette ton=Ton::Attention texte="Non désigné"/> }.into_any(),
    }
}

/// The référent of this orientation: of today, or of its beginning when it has not begun.
fn actuel<'a>(fiche: &'a FicheParcours, o: &OrientationSuivie) -> Option<&'a ReferentLu> {
    let jour = fiche.contexte.aujourdhui.max(o.debut);
    let tient =
        |r: &&ReferentLu| r.fin.is_none_or(|fin| jour <= fin) && o.fin.is_none_or(|fin| r.debut <= fin);
    fiche.referents.iter().find(tient)
}

/// The référent of the orientation that holds or is decided for later.
pub fn referent_en_cours(fiche: &FicheParcours) -> Option<&ReferentLu> {
    let jour = fiche.contexte.aujourdhui;
    let en_cours = fiche.orientations.iter().find(|o| o.fin.is_none_or(|fin| jour <= fin))?;
    actuel(fiche, en_cours)
}
