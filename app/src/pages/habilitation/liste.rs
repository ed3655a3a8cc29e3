//! The habilitations within reach: what awaits somebody first, then those in force.

use std::collections::BTreeSet;
use std::sync::Arc;

use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use reciproque_shared::api::ConsulterHabilitations;
use reciproque_shared::habilitation::fiche::{
    Habilitations as Lues, LigneHabilitation, OrganisationGeree, ProfilDemandable,
};
use reciproque_shared::habilitation::{Acte, EtatHabilitation};
use reciproque_shared::mots::accord;

use super::mots::{derniere_preuve, etat, nom, portee};
use crate::pages::portefeuille;
use crate::pages::revue::Rappel;
use crate::pages::use_lecture;
use crate::session::use_session;
use crate::ui::*;

#[component]
pub fn Habilitations() -> impl IntoView {
    let lecture = use_lecture::<ConsulterHabilitations>(|| ((), ()));
    let peut_demander = use_session().permet(Acte::DemanderHabilitation);
    let vue = lecture.vue(|lues| view! { <Contenu lues/> }.into_any());
    view! {
        <main id="contenu" class="page">
            <div class="page-tete">
                <Titre texte="Habilitations"/>
                <div class="actions">
                    {peut_demander.then(|| view! {
                        <LienBouton href="/habilitations/nouvelle" icone=Icone::Plus>"Demander une habilitation"</LienBouton>
                    })}
                </div>
            </div>
            {use_session().permet(Acte::ConsulterRevue).then(|| view! { <Rappel/> })}
            {use_session().permet(Acte::ConsulterPortefeuille).then(|| view! { <portefeuille::Rappel/> })}
            {vue}
        </main>
    }
    .into_any()
}

#[component]
fn Contenu(lues: Arc<Lues>) -> impl IntoView {
    let voulu = use_query_map().with_untracked(|demande| demande.get_str("etat").map(str::to_owned));
    let etat = RwSignal::new(voulu.unwrap_or_default());
    let etats = EtatHabilitation::TOUS.iter().filter(|etat| etat.occupe());
    let etats: Vec<_> = etats.map(|etat| Choix::new(etat.code(), etat.libelle())).collect();
    let organisation = RwSignal::new(String::new());
    let groupe = RwSignal::new(String::new());
    let organisations = choix(lues.lignes.iter().map(|ligne| Some(ligne.organisation_nom.clone())));
    let groupes = choix(lues.lignes.iter().map(|ligne| ligne.groupe.clone()));
    let places =
        (lues.organisations.len() == 1).then(|| lues.organisations.iter().map(places).collect_view());
    let retenues = {
        let lues = lues.clone();
        move || {
            let garde = |ligne: &&LigneHabilitation| {
                etat.with(|e| e.is_empty() || e == ligne.etat.code())
                    && organisation.with(|o| o.is_empty() || *o == ligne.organisation_nom)
                    && groupe.with(|g| g.is_empty() || Some(g) == ligne.groupe.as_ref())
            };
            let lignes: Vec<_> = lues.lignes.iter().filter(garde).cloned().collect();
            if lignes.is_empty() && !lues.lignes.is_empty() {
                return rien();
            }
            parts(&lignes)
        }
    };
    view! {
        <div class="champs">
            <ListeFermee id="etat" libelle="État" vide="Tous" valeur=etat choix=etats/>
            {(organisations.len() > 1).then(|| view! {
                <ListeFermee id="organisation" libelle="Organisation" vide="Toutes" valeur=organisation choix=organisations/>
            })}
            {(!groupes.is_empty()).then(|| view! {
                <ListeFermee id="groupe" libelle="Groupe" vide="Tous" valeur=groupe choix=groupes/>
            })}
        </div>
        {retenues}
        {places}
    }
    .into_any()
}

fn rien() -> AnyView {
    view! {
        <EtatVide titre="Aucune habilitation ne répond à ces choix">
            <p>"Remettez l’une des listes ci-dessus sur « Tous » ou « Toutes » pour en voir davantage."</p>
        </EtatVide>
    }
    .into_any()
}

fn choix(valeurs: impl Iterator<Item = Option<String>>) -> Vec<Choix> {
    let uniques: BTreeSet<String> = valeurs.flatten().collect();
    uniques.into_iter().map(|valeur| Choix::new(valeur.clone(), valeur)).collect()
}

fn parts(lignes: &[LigneHabilitation]) -> AnyView {
    let de = |garde: fn(EtatHabilitation) -> bool| -> Vec<_> {
        lignes.iter().filter(|ligne| garde(ligne.etat)).cloned().collect()
    };
    let en_cours = de(|etat| etat.a_qui().is_some());
    let actives = de(|etat| etat == EtatHabilitation::Active);
    let terminees = de(|etat| etat == EtatHabilitation::Terminee);
    let closes = (!terminees.is_empty()).then(|| {
        let titre = format!("Terminées ({})", terminees.len());
        view! { <details><summary>{titre}</summary>{tableau("Habilitations terminées", terminees)}</details> }
    });
    let vide = (en_cours.is_empty() && actives.is_empty()).then(|| {
        view! {
            <EtatVide titre="Aucune habilitation en cours">
                <p>"Demandez la formation de la première personne : le référent utilisateurs du Département l’inscrit à une séance."</p>
            </EtatVide>
        }
    });
    view! {
        {vide}
        {(!en_cours.is_empty()).then(|| tableau("En attente d’une étape", en_cours))}
        {(!actives.is_empty()).then(|| tableau("Actives", actives))}
        {closes}
    }
    .into_any()
}

fn tableau(legende: &'static str, mut lignes: Vec<LigneHabilitation>) -> AnyView {
    lignes.sort_by(|a, b| {
        (&a.organisation_nom, &a.nom, &a.prenom).cmp(&(&b.organisation_nom, &b.nom, &b.prenom))
    });
    let lignes = lignes.into_iter().map(ligne).collect_view();
    view! {
        <Tableau legende colonnes=&["Personne", "Profil", "État", "Dernière preuve", "À faire par"]>{lignes}</Tableau>
    }
    .into_any()
}

fn ligne(ligne: LigneHabilitation) -> AnyView {
    let href = format!("/habilitations/{}", ligne.id);
    let (ton, mot) = etat(&ligne);
    let a_qui = ligne.etat.a_qui().map_or("Rien n’est attendu", |acteur| acteur.libelle());
    let profil = match ligne.principal {
        true => format!("{} (principal)", ligne.profil.libelle()),
        false => ligne.profil.libelle().to_owned(),
    };
    let ou = match &ligne.groupe {
        Some(groupe) => format!("{} · {groupe}", ligne.organisation_nom),
        None => ligne.organisation_nom.clone(),
    };
    let (qui, preuve) = (nom(&ligne), derniere_preuve(&ligne));
    view! {
        <Ligne>
            <CelluleTitre><a href=href>{qui}</a><br/><span class="discret">{ou}</span></CelluleTitre>
            <Cellule titre="Profil">{profil}</Cellule>
            <Cellule titre="État"><Etiquette ton texte=mot/></Cellule>
            <Cellule titre="Dernière preuve">{preuve}</Cellule>
            <Cellule titre="À faire par">{a_qui}</Cellule>
        </Ligne>
    }
    .into_any()
}

/// The places that the convention opens, and what each profil gives.
fn places(organisation: &OrganisationGeree) -> AnyView {
    let profils = organisation.profils.iter().map(profil).collect_view();
    view! {
        <Carte titre="Places de la convention et ce que chaque profil ouvre" id="places">{profils}</Carte>
    }
    .into_any()
}

fn profil(lu: &ProfilDemandable) -> AnyView {
    view! {
        <details>
            <summary>{format!("{} : {}", lu.profil.libelle(), occupation(lu))}</summary>
            {ouvre(lu)}
        </details>
    }
    .into_any()
}

/// `3 places prises sur 5`
pub fn occupation(lu: &ProfilDemandable) -> String {
    let prises = match lu.pris {
        0 => "aucune place prise".to_owned(),
        n => accord(n, "place prise", "places prises"),
    };
    match lu.quota {
        None => prises,
        Some(quota) if lu.pris >= quota => format!("{prises} sur {quota}, complet"),
        Some(quota) => format!("{prises} sur {quota}"),
    }
}

/// « Ce que ce profil ouvre », from the rule table and the convention.
pub fn ouvre(lu: &ProfilDemandable) -> AnyView {
    let actes = lu.actes.iter().map(|acte| view! { <li>{acte.libelle()}</li> }).collect_view();
    let rubriques = lu.rubriques.iter().map(|r| r.libelle()).collect::<Vec<_>>().join(", ");
    let rubriques = if rubriques.is_empty() { "aucune".to_owned() } else { rubriques };
    let portee = portee(lu.portee);
    let territoire =
        lu.territoire.clone().map(|dit| view! { <Fait nom="Territoire de la convention">{dit}</Fait> });
    view! {
        <Definitions empilees=true>
            <Fait nom="Dossiers">{portee}</Fait>
            {territoire}
            <Fait nom="Rubriques">{rubriques}</Fait>
            <Fait nom="Actions"><ul>{actes}</ul></Fait>
        </Definitions>
    }
    .into_any()
}
