//! What comes of a handing over for each person, before it is done and after.

use leptos::prelude::*;
use reciproque_shared::mots::accord;
use reciproque_shared::parcours::portefeuille::{IssueTransfert, chevauchement};

use crate::ui::*;

pub fn tableau(legende: &'static str, issues: &[IssueTransfert]) -> AnyView {
    let lignes = issues.iter().map(ligne).collect_view();
    view! {
        <Tableau legende colonnes=&["Personne", "Nouveau référent", "Ce qui suit", "Remarque"]>{lignes}</Tableau>
    }
    .into_any()
}

/// They go all the same: those who take over settle them.
pub fn chevauchent(issues: &[IssueTransfert]) -> Option<AnyView> {
    let dit = chevauchement(issues)?;
    let suite = " Ils sont transmis tels quels : à reprendre avec les personnes, marquées dans la liste.";
    Some(view! { <Alerte ton=Ton::Attention><p>{dit}{suite}</p></Alerte> }.into_any())
}

fn ligne(issue: &IssueTransfert) -> AnyView {
    let href = format!("/personnes/{}/parcours", issue.personne.personne);
    let qui = format!("{} {}", issue.personne.nom, issue.personne.prenom);
    let referent = issue.referent.clone().unwrap_or_else(|| "Inchangé".to_owned());
    let suivent = issue.suivent.en_mots();
    let suivent = if suivent.is_empty() { "Rien en cours".to_owned() } else { suivent };
    let chevauche = (issue.chevauchent > 0).then(|| {
        let texte = accord(
            issue.chevauchent,
            "rendez-vous en chevauche un autre",
            "rendez-vous en chevauchent d’autres",
        );
        view! { " "<Etiquette ton=Ton::Attention texte/> }
    });
    let raison = issue.raison.clone().unwrap_or_default();
    view! {
        <Ligne>
            <CelluleTitre><a href=href>{qui}</a></CelluleTitre>
            <Cellule titre="Nouveau référent">{referent}</Cellule>
            <Cellule titre="Ce qui suit">{suivent}{chevauche}</Cellule>
            <Cellule titre="Remarque">{raison}</Cellule>
        </Ligne>
    }
    .into_any()
}
