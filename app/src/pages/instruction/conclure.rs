//! How a request is answered, as one types it: proposed, then decided; and what will be told of it.

use chrono::NaiveDate;
use leptos::prelude::*;
use reciproque_shared::instruction::{
    ConclusionInstruction, ContexteInstruction, FicheInstruction, IssueInstruction, LONGUEUR_NOTE,
    MotifAjournement, MotifRefus, ObjetInstruction, SaisieConclusion,
};

use crate::pages::cer::{date_lue, garde};
use crate::pages::geste::Champs;
use crate::ui::*;

/// The fields, which say what is proposed as long as nobody typed anything else.
pub fn champs(fiche: &FicheInstruction, jour: NaiveDate, champs: Champs) -> AnyView {
    if let Some(conclusion) = fiche.fil.ligne.conclusion {
        depart(champs, &conclusion.saisie());
    }
    let contexte = fiche.contexte(jour);
    let issues: Vec<_> = IssueInstruction::TOUS.iter().map(|i| Choix::new(i.code(), i.libelle())).collect();
    let selon = move || match IssueInstruction::du_code(&champs.valeur("issue").get()) {
        Some(IssueInstruction::Accord) => accord(&contexte, champs),
        Some(IssueInstruction::Refus) => refus(&contexte, champs),
        Some(IssueInstruction::Ajournement) => ajournement(champs),
        None => ().into_any(),
    };
    view! {
        <GroupeRadio id=champs.id("issue") legende="Décision" valeur=champs.valeur("issue") choix=issues erreur=champs.erreur("issue") forme=Forme::Pastilles/>
        {selon}
        <ChampZone
            id=champs.id("note")
            libelle="Note"
            facultatif=true
            indice="Des faits courts : elle reste dans l’historique de la demande."
            valeur=champs.valeur("note")
            max=LONGUEUR_NOTE
            garde=garde()
            erreur=champs.erreur("note")
        />
        {apercu(contexte, champs)}
    }
    .into_any()
}

/// As typed. Tracked.
pub fn saisie(champs: Champs) -> SaisieConclusion {
    let lu = |champ| champs.valeur(champ).get();
    SaisieConclusion {
        issue: IssueInstruction::du_code(&lu("issue")),
        montant: lu("montant"),
        du: lu("du"),
        au: lu("au"),
        motif_refus: MotifRefus::du_code(&lu("motif_refus")),
        motif_ajournement: MotifAjournement::du_code(&lu("motif_ajournement")),
        note: lu("note"),
    }
}

fn depart(champs: Champs, saisie: &SaisieConclusion) {
    champs.depart("issue", saisie.issue.map_or("", IssueInstruction::code));
    champs.depart("montant", &saisie.montant);
    champs.depart("du", &saisie.du);
    champs.depart("au", &saisie.au);
    champs.depart("motif_refus", saisie.motif_refus.map_or("", MotifRefus::code));
    champs.depart("motif_ajournement", saisie.motif_ajournement.map_or("", MotifAjournement::code));
}

fn accord(contexte: &ContexteInstruction, champs: Champs) -> AnyView {
    let jour = contexte.aujourdhui;
    match contexte.objet {
        ObjetInstruction::Derogation { .. } => view! {
            {date(champs, jour, "du", "À compter du", false)}
            {date(champs, jour, "au", "Jusqu’au", true)}
        }
        .into_any(),
        ObjetInstruction::Remise { montant: dette, .. } => {
            montant(champs, "Montant remis", format!("En euros, sur une dette de {dette}."))
        }
        ObjetInstruction::Recours { .. } => date(champs, jour, "du", "Décision revue à compter du", false),
        ObjetInstruction::EvaluationTi { .. } => view! {
            {montant(champs, "Ressources de référence", "En euros, comme la caisse les retiendra.".to_owned())}
            {date(champs, jour, "du", "À compter du", false)}
        }
        .into_any(),
    }
}

fn refus(contexte: &ContexteInstruction, champs: Champs) -> AnyView {
    let motifs: Vec<_> =
        MotifRefus::de(contexte.objet.sorte()).map(|m| Choix::new(m.code(), m.libelle())).collect();
    view! { <GroupeRadio id=champs.id("motif_refus") legende="Motif du refus" valeur=champs.valeur("motif_refus") choix=motifs erreur=champs.erreur("motif_refus")/> }
        .into_any()
}

fn ajournement(champs: Champs) -> AnyView {
    let motifs: Vec<_> = MotifAjournement::TOUS.iter().map(|m| Choix::new(m.code(), m.libelle())).collect();
    view! { <GroupeRadio id=champs.id("motif_ajournement") legende="Ce qui est attendu" valeur=champs.valeur("motif_ajournement") choix=motifs erreur=champs.erreur("motif_ajournement")/> }
        .into_any()
}

/// An amount in euros.
pub fn montant(champs: Champs, libelle: &'static str, indice: String) -> AnyView {
    view! {
        <ChampTexte
            id=champs.id("montant")
            libelle
            indice
            valeur=champs.valeur("montant")
            largeur=Largeur::Date
            erreur=champs.erreur("montant")
        />
    }
    .into_any()
}

/// A day, told in full as one types it.
pub fn date(
    champs: Champs,
    aujourdhui: NaiveDate,
    champ: &'static str,
    libelle: &'static str,
    facultatif: bool,
) -> AnyView {
    view! {
        <ChampTexte
            id=champs.id(champ)
            libelle
            valeur=champs.valeur(champ)
            largeur=Largeur::Date
            lecture=move |texte: String| date_lue(&texte, aujourdhui)
            facultatif
            erreur=champs.erreur(champ)
        />
    }
    .into_any()
}

/// What the person will be told, once it can be; said as it changes.
fn apercu(contexte: ContexteInstruction, champs: Champs) -> AnyView {
    let dit = move || {
        let lue = ConclusionInstruction::lire(&saisie(champs), &contexte).ok()?;
        let dit = format!("{}. {}", contexte.objet.en_mots(), lue.en_mots());
        Some(view! { <Alerte titre="Ce qui sera dit à la personne"><p>{dit}</p></Alerte> }.into_any())
    };
    view! { <div aria-live="polite">{dit}</div> }.into_any()
}
