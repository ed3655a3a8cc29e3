//! The forms of a convention, of an avenant with what it changes, of a notice.

use std::sync::Arc;

use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use reciproque_shared::api::{DenoncerConvention, SaisirAvenant, SaisirConvention};
use reciproque_shared::convention::{
    Cadre, Denonciation, Duree, Lieux, Niveau, NouvelAvenant, NouvelleConvention, SaisieAvenant,
    SaisieConvention, SaisieDenonciation, SaisieTermes, SorteConvention, Termes, Voie,
};
use reciproque_shared::date;
use reciproque_shared::habilitation::Portee;
use reciproque_shared::mots::accord;
use reciproque_shared::supervision::fiche::{ConventionLue, FicheOrganisation};

use super::termes::ChampsTermes;
use crate::pages::geste::{Envoi, Ouverte};
use crate::server::{appeler, appeler_version};
use crate::session::use_session;
use crate::ui::*;

fn date_lue() -> impl Fn((String,)) -> String + Send + Sync + 'static {
    let aujourdhui = use_session().aujourd_hui();
    move |(texte,)| date::lire_agenda(&texte, aujourdhui).map(date::long).unwrap_or_default()
}

/// What terms are read against; no place where no convention is needed.
fn lieux(fiche: &FicheOrganisation) -> Lieux {
    fiche.lieux.clone().unwrap_or(Lieux { ctsa: Vec::new(), communes: Vec::new() })
}

#[component]
pub fn FormulaireConvention(
    fiche: Arc<FicheOrganisation>,
    ouverte: Ouverte<FicheOrganisation>,
) -> impl IntoView {
    let (id, sorte, envoi) = (fiche.id, fiche.sorte, Envoi::nouveau());
    let erreurs = envoi.erreurs;
    let aujourdhui = use_session().aujourd_hui();
    let (reference, effet) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let tacite = RwSignal::new(true);
    let sortes = SorteConvention::avec(sorte);
    let nature = RwSignal::new(String::new());
    let depart = SaisieTermes {
        niveau: Niveau::Departement.code().to_owned(),
        rubriques: sorte.rubriques_proposees().to_vec(),
        saisie: sorte.saisit(),
        ..SaisieTermes::default()
    };
    let termes = ChampsTermes::new(sorte, &depart);
    let lieux = lieux(&fiche);
    let champs = termes.vue(&lieux, erreurs);
    let soumet = move |ev: SubmitEvent| {
        ev.prevent_default();
        let saisie = untrack(|| SaisieConvention {
            reference: reference.get(),
            date_effet: effet.get(),
            tacite: tacite.get(),
            sorte: nature.get(),
            termes: termes.saisie(),
        });
        let autres: Vec<_> =
            fiche.conventions.iter().filter(|c| c.annulation.is_none()).map(ConventionLue::duree).collect();
        let lu = NouvelleConvention::lire(&saisie, Cadre { sorte, lieux: &lieux }, &autres, aujourdhui);
        if envoi.admet(lu).is_some() {
            let tape = saisie.reference.clone();
            ouverte.agit(envoi, appeler::<SaisirConvention>(id, saisie), tape, "Convention enregistrée.");
        }
    };
    let natures = (sortes.len() > 1).then(|| {
        let choix = sortes.iter().map(|lue| Choix::new(lue.code(), lue.libelle())).collect::<Vec<_>>();
        view! {
            <GroupeRadio
                id="sorte" legende="Ce qu’elle ouvre" valeur=nature choix erreur=erreurs.de("sorte")
                indice="Chaque sorte de convention a ses règles de fin."
            />
        }
    });
    view! {
        <form class="formulaire-corps" novalidate on:submit=soumet>
            <ResumeErreurs erreurs/>
            {natures}
            <ChampTexte id="reference" libelle="Référence" valeur=reference erreur=erreurs.de("reference")/>
            <ChampTexte
                id="date_effet" libelle="Date d’effet" valeur=effet erreur=erreurs.de("date_effet")
                indice="Par exemple 01/01/2027" lecture=Callback::new(date_lue())
            />
            <Case
                id="tacite" libelle="Reconduite tacitement chaque année" coche=tacite
                aide="Sinon, elle s’arrête au bout d’un an."
            />
            {champs}
            <div class="actions"><Bouton soumet=true occupe=envoi.occupe>"Enregistrer la convention"</Bouton></div>
        </form>
    }
    .into_any()
}

#[component]
pub fn FormulaireAvenant(
    fiche: Arc<FicheOrganisation>,
    convention: ConventionLue,
    ouverte: Ouverte<FicheOrganisation>,
) -> impl IntoView {
    let (sorte, envoi) = (fiche.sorte, Envoi::nouveau());
    let erreurs = envoi.erreurs;
    let aujourdhui = use_session().aujourd_hui();
    let Some(dernier) = convention.dernier().cloned() else { return ().into_any() };
    let (id, version, duree) = (convention.id, convention.version, convention.duree());
    let (effet, objet) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let champs = ChampsTermes::new(sorte, &dernier.termes.saisie_de(sorte));
    let avant = dernier.termes.clone();
    let lieux = StoredValue::new(lieux(&fiche));
    let termes = lieux.with_value(|lieux| champs.vue(lieux, erreurs));
    let lire = move || lieux.with_value(|lieux| champs.saisie().lire(Cadre { sorte, lieux }));
    let change = {
        let avant = avant.clone();
        move || lire().map(|apres| avant.vers(&apres).phrases()).unwrap_or_default()
    };
    let apercu = move || match lire() {
        Ok(apres) => changements(&fiche, &avant, &apres),
        Err(_) => ().into_any(),
    };
    let soumet = move |ev: SubmitEvent| {
        ev.prevent_default();
        let saisie = untrack(|| SaisieAvenant {
            date_effet: effet.get(),
            objet: objet.get(),
            termes: champs.saisie(),
        });
        let lu = lieux.with_value(|lieux| {
            NouvelAvenant::lire(&saisie, Cadre { sorte, lieux }, (&duree, &dernier), aujourdhui)
        });
        if envoi.admet(lu).is_some() {
            let tape = [saisie.date_effet.clone(), saisie.objet.clone()].into_iter().chain(untrack(&change));
            let tape = tape.collect::<Vec<_>>().join(" ; ");
            let appel = appeler_version::<SaisirAvenant>(id, saisie, version);
            ouverte.agit(envoi, appel, tape, "Avenant enregistré.");
        }
    };
    view! {
        <form class="formulaire-corps" novalidate on:submit=soumet>
            <ResumeErreurs erreurs/>
            <ChampTexte
                id="date_effet" libelle="Date d’effet" valeur=effet erreur=erreurs.de("date_effet")
                indice="Aujourd’hui ou un jour à venir" lecture=Callback::new(date_lue())
            />
            <ChampTexte
                id="objet" libelle="Objet" valeur=objet erreur=erreurs.de("objet")
                indice="Ce qu’il change, en quelques mots"
            />
            {termes}
            <div aria-live="polite">{apercu}</div>
            <div class="actions"><Bouton soumet=true occupe=envoi.occupe>"Enregistrer l’avenant"</Bouton></div>
        </form>
    }
    .into_any()
}

/// What the avenant changes, and for whom.
fn changements(fiche: &FicheOrganisation, avant: &Termes, apres: &Termes) -> AnyView {
    let difference = avant.vers(apres);
    if difference.est_vide() {
        return view! { <p class="discret">"Rien ne change encore par rapport aux derniers termes."</p> }
            .into_any();
    }
    let mut phrases = difference.phrases();
    for usage in &fiche.usages {
        let places = apres.quota(usage.profil);
        if usage.occupees > places {
            phrases.push(format!(
                "« {} » : {} pour {}. Aucune n’est fermée, mais aucune nouvelle ne sera accordée d’ici là.",
                usage.profil.libelle(),
                accord(usage.occupees, "habilitation", "habilitations"),
                accord(places, "place", "places")
            ));
        }
    }
    let touche = !difference.ouvertes.is_empty()
        || !difference.fermees.is_empty()
        || difference.saisie.is_some()
        || difference.droits_en_cours.is_some()
        || difference.territoire.is_some();
    let touches: Vec<_> = fiche
        .agents
        .iter()
        .filter(|agent| touche && agent.profils.iter().any(|profil| profil.portee() != Portee::Aucune))
        .map(|agent| format!("{} {}", agent.prenom, agent.nom))
        .collect();
    if !touches.is_empty() {
        phrases.push(format!("Agents concernés : {}.", touches.join(", ")));
    }
    let phrases = phrases.into_iter().map(|phrase| view! { <li>{phrase}</li> }).collect_view();
    view! { <Alerte ton=Ton::Info titre="Ce que change cet avenant"><ul>{phrases}</ul></Alerte> }.into_any()
}

#[component]
pub fn FormulaireDenonciation(
    convention: ConventionLue,
    ouverte: Ouverte<FicheOrganisation>,
) -> impl IntoView {
    let envoi = Envoi::nouveau();
    let erreurs = envoi.erreurs;
    let aujourdhui = use_session().aujourd_hui();
    let (id, version, duree) = (convention.id, convention.version, convention.duree());
    let sorte = convention.sorte;
    let [voie, jour, motif] = std::array::from_fn(|_| RwSignal::new(String::new()));
    let voies: Vec<_> =
        sorte.regles().map(|r| Choix::new(r.voie.code(), r.voie.libelle()).aide(r.resume())).collect();
    let calcul = move || calcul(sorte, &voie.read(), &jour.read(), &duree);
    let soumet = move |ev: SubmitEvent| {
        ev.prevent_default();
        let [voie, date, motif] = [voie, jour, motif].map(|champ| champ.get_untracked());
        let saisie = SaisieDenonciation { voie, date, motif };
        if envoi.admet(Denonciation::lire(&saisie, (sorte, &duree), aujourdhui)).is_some() {
            let voie = Voie::du_code(&saisie.voie).map_or("", Voie::libelle);
            let tape = format!("{voie} ; {} ; {}", saisie.date, saisie.motif);
            let appel = appeler_version::<DenoncerConvention>(id, saisie, version);
            ouverte.agit(envoi, appel, tape, "Dénonciation enregistrée.");
        }
    };
    view! {
        <form class="formulaire-corps" novalidate on:submit=soumet>
            <p>"Jusqu’à la fin, rien ne change pour les agents ; ensuite, tout accès est fermé."</p>
            <ResumeErreurs erreurs/>
            <GroupeRadio id="voie" legende="Comment elle prend fin" valeur=voie choix=voies erreur=erreurs.de("voie")/>
            <ChampTexte
                id="date" libelle=sorte.depart().question() valeur=jour erreur=erreurs.de("date")
                indice="Lettre recommandée ; le préavis court de ce jour" lecture=Callback::new(date_lue())
            />
            <ChampTexte
                id="motif" libelle="Par qui et pourquoi" valeur=motif erreur=erreurs.de("motif")
            />
            <div aria-live="polite">{calcul}</div>
            <div class="actions">
                <Bouton soumet=true genre=Genre::Danger occupe=envoi.occupe>"Enregistrer la dénonciation"</Bouton>
            </div>
        </form>
    }
    .into_any()
}

/// Which notice, from when, until when and by which text, once it can be told.
fn calcul(sorte: SorteConvention, voie: &str, jour: &str, duree: &Duree) -> Option<AnyView> {
    let aujourdhui = use_session().aujourd_hui();
    let regle = Voie::du_code(voie).and_then(|voie| sorte.regle(voie))?;
    let jour = date::lire_agenda(jour, aujourdhui).ok()?;
    regle.essayer(jour, duree, aujourdhui).ok()?;
    let dit = regle.calcul(jour, duree);
    Some(view! { <Alerte ton=Ton::Info titre="Comment la fin est calculée"><p>{dit}</p></Alerte> }.into_any())
}
