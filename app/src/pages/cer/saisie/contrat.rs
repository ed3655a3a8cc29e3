//! Kind, form and period of the contract; balance of the one before.

use chrono::NaiveDate;
use leptos::prelude::*;
use reciproque_shared::cer::{ContexteCer, LONGUEUR_NOTE, ResultatBilan, Sorte, rang_pour};
use reciproque_shared::{cer, date};

use super::FormulaireCer;
use crate::pages::cer::champs::Champs;
use crate::pages::cer::mots::{date_lue, garde};
use crate::ui::*;

pub fn partie(formulaire: FormulaireCer) -> AnyView {
    let FormulaireCer { champs, erreurs, .. } = formulaire;
    let sortes: Vec<_> = Sorte::TOUS.iter().map(|s| Choix::new(s.code(), s.libelle())).collect();
    let formes: Vec<_> =
        cer::Forme::TOUS.iter().map(|f| Choix::new(f.code(), f.libelle()).aide(f.indication())).collect();
    let avenant = Memo::new(move |_| champs.sorte.with(|sorte| sorte == Sorte::Avenant.code()));
    let dates = Memo::new(move |_| !avenant.get() || champs.change_periode.get());
    view! {
        <section class="formulaire-partie" aria-labelledby="partie-contrat">
            <h2 id="partie-contrat" tabindex="-1">"Le contrat"</h2>
            <GroupeRadio id="sorte" legende="Type" valeur=champs.sorte choix=sortes forme=Forme::Pastilles erreur=erreurs.de("sorte")/>
            <GroupeRadio id="forme" legende="Forme" valeur=champs.forme choix=formes forme=Forme::Pastilles erreur=erreurs.de("forme")/>
            {move || avenant.get().then(|| view! {
                <Case
                    id="change_periode"
                    libelle="L’avenant change les dates du contrat"
                    aide="Sinon, il garde celles du contrat en cours."
                    coche=champs.change_periode
                />
            })}
            {move || dates.get().then(|| periode(formulaire))}
            {fin(formulaire)}
            {referent(formulaire)}
        </section>
    }
    .into_any()
}

/// Who accompanies the person under this contract: oneself or a colleague.
fn referent(formulaire: FormulaireCer) -> Option<AnyView> {
    let FormulaireCer { champs, erreurs, feuille, .. } = formulaire;
    let equipe = feuille.with_value(|feuille| feuille.contexte.equipe.clone())?;
    let choix: Vec<_> = equipe.into_iter().map(|agent| Choix::new(agent.id.to_string(), agent.nom)).collect();
    Some(
        view! { <ListeFermee id="referent" libelle="Référent" valeur=champs.referent choix erreur=erreurs.de("referent")/> }
            .into_any(),
    )
}

fn periode(formulaire: FormulaireCer) -> AnyView {
    let FormulaireCer { champs, erreurs, feuille, .. } = formulaire;
    let aujourdhui = formulaire.aujourdhui();
    let durees = feuille.with_value(|feuille| feuille.contexte.reglages.durees_mois.clone());
    let durees: Vec<_> =
        durees.iter().map(|mois| Choix::new(mois.to_string(), format!("{mois} mois"))).collect();
    view! {
        <ChampTexte
            id="debut"
            libelle="Début"
            indice="Par exemple 3/4/26, 030426 ou avril 2026."
            valeur=champs.debut
            largeur=Largeur::Date
            lecture=move |texte: String| date_lue(&texte, aujourdhui)
            erreur=erreurs.de("debut")
        />
        <GroupeRadio id="duree_mois" legende="Durée" valeur=champs.duree_mois choix=durees forme=Forme::Pastilles erreur=erreurs.de("duree_mois")/>
    }
    .into_any()
}

/// The end and the rank that follow from what is typed.
fn fin(formulaire: FormulaireCer) -> AnyView {
    let prevue = Memo::new(move |_| {
        formulaire.feuille.with_value(|feuille| prevoir(formulaire.champs, &feuille.contexte))
    });
    let dit = move || match prevue.get() {
        Some(((_, fin), rang)) => view! {
            "Fin : "<strong>{date::long(fin)}</strong>{format!(" · rang {rang}")}
        }
        .into_any(),
        None => "Fin : calculée dès que le début et la durée sont connus.".into_any(),
    };
    view! { <p aria-live="polite">{dit}</p> }.into_any()
}

/// First and last day, and rank, as what is typed makes them. Tracked.
pub fn prevoir(champs: Champs, contexte: &ContexteCer) -> Option<((NaiveDate, NaiveDate), u32)> {
    let sorte = champs.sorte.with(|code| Sorte::du_code(code))?;
    let amende = match sorte {
        Sorte::Avenant => Some(contexte.en_vigueur(contexte.aujourdhui)?),
        Sorte::Premier | Sorte::Renouvellement => None,
    };
    if let (Some(amende), false) = (&amende, champs.change_periode.get()) {
        return Some(((amende.debut, amende.fin), amende.rang));
    }
    let debut = champs.debut.with(|texte| date::lire(texte, contexte.aujourdhui)).ok()?;
    let mois: u32 = champs.duree_mois.with(|texte| texte.parse()).ok()?;
    let rang = amende.map_or_else(|| rang_pour(&contexte.valides, debut), |amende| amende.rang);
    Some(((debut, date::fin_de_periode(debut, mois)), rang))
}

/// How the contract before this one ended, when there is one.
pub fn bilan(formulaire: FormulaireCer) -> Option<AnyView> {
    let FormulaireCer { champs, erreurs, feuille, .. } = formulaire;
    let dernier = feuille.with_value(|feuille| feuille.contexte.dernier())?;
    let resultats: Vec<_> = ResultatBilan::TOUS.iter().map(|r| Choix::new(r.code(), r.libelle())).collect();
    let quoi = format!("Du {} au {}.", date::court(dernier.debut), date::court(dernier.fin));
    Some(
        view! {
            <section class="formulaire-partie" aria-labelledby="partie-bilan">
                <h2 id="partie-bilan" tabindex="-1">"Bilan du contrat précédent"</h2>
                <p class="discret">{quoi}</p>
                <GroupeRadio
                    id="bilan.resultat"
                    legende="Résultat"
                    indice="Demandé pour un renouvellement."
                    valeur=champs.resultat
                    choix=resultats
                    erreur=erreurs.de("bilan.resultat")
                />
                <ChampZone
                    id="bilan.note"
                    libelle="Ce qui a été fait"
                    facultatif=true
                    valeur=champs.bilan
                    max=LONGUEUR_NOTE
                    garde=garde()
                    erreur=erreurs.de("bilan.note")
                />
            </section>
        }
        .into_any(),
    )
}
