//! What bears on the whole foyer: family, addresses, right, rSa, sanctions.

use leptos::prelude::*;
use reciproque_shared::date;
use reciproque_shared::dossier::{
    AdresseLue, Adulte, DroitsLus, Fait as FaitLu, FamilleLue, FicheDossier, Periode, PersonneACharge, RsaLu,
};
use reciproque_shared::habilitation::Rubrique;
use reciproque_shared::instruction::decisions_des_rubriques;

use super::identite::{nom, oui_non};
use super::periodes::{faits, periodes};
use crate::pages::instruction::fil::decisions;
use crate::pages::naissance;
use crate::session::use_session;
use crate::ui::*;

/// The open rubriques, each on its card with the date of the flow it comes from.
pub fn cartes(fiche: &FicheDossier) -> AnyView {
    let flux = fiche.date_flux.map(|jour| format!("Flux du {}", date::court(jour)));
    let carte = |rubrique: Rubrique, id: &'static str, titre: &'static str, contenu: Option<AnyView>| {
        fiche.rubriques_ouvertes.contains(&rubrique).then(|| {
            let flux = flux.clone();
            let cote = move || view! { <span class="discret">{flux.clone()}</span> };
            let contenu = contenu
                .unwrap_or_else(|| view! { <p class="discret">"Rien reçu de la caisse."</p> }.into_any());
            view! { <Carte titre id cote>{contenu}</Carte> }
        })
    };
    view! {
        {carte(Rubrique::Famille, "famille", "Famille", fiche.famille.as_ref().map(famille))}
        {carte(Rubrique::Adresse, "adresse", "Adresse", fiche.adresses.as_deref().map(adresses))}
        {carte(Rubrique::Droits, "droits", "Droits", fiche.droits.as_ref().map(|droits_lus| droits(droits_lus, fiche)))}
        {carte(Rubrique::Rsa, "rsa", "Revenu de solidarité active (rSa)", fiche.rsa.as_ref().map(|lu| rsa(lu, fiche.base_calcul.as_deref())))}
        {fiche.rubriques_ouvertes.contains(&Rubrique::Indus).then(|| indus(fiche))}
        {carte(Rubrique::Sanctions, "sanctions", "Sanctions", fiche.sanctions.as_deref().map(periodes))}
    }
    .into_any()
}

/// No flow that is read tells of them: « rien reçu », or the date of one, would read as no debt. What the
/// Département was asked about them is told under who asked.
fn indus(fiche: &FicheDossier) -> AnyView {
    let de = |adulte: &Adulte| {
        let siennes = decisions(decisions_des_rubriques(&adulte.instructions, &[Rubrique::Indus]))?;
        let qui = adulte.identite.as_ref().map_or_else(|| adulte.role.libelle().to_owned(), nom);
        Some(view! { <div><h3>{qui}</h3>{siennes}</div> })
    };
    let decidees = fiche.adultes.iter().filter_map(de).collect_view();
    view! {
        <Carte titre="Indus (trop-perçus)" id="indus">
            <p class="discret">"Rubrique pas encore alimentée dans Réciproque : aucun flux lu ne parle des indus, ce qui ne dit pas qu’il n’y en a pas. Renseignez-vous auprès de la caisse."</p>
            {decidees}
        </Carte>
    }
    .into_any()
}

fn famille(lue: &FamilleLue) -> AnyView {
    let depuis = lue.depuis.map(|jour| format!(", depuis le {}", date::court(jour))).unwrap_or_default();
    let aujourdhui = use_session().aujourd_hui();
    let personne = |p: &PersonneACharge| {
        view! { <li>{format!("{} {}", p.nom, p.prenom)}" "<span class="discret">{format!("{}, {}", p.lien, naissance(p.date_naissance, aujourdhui))}</span></li> }
    };
    let charge = match lue.personnes_a_charge.len() {
        0 => "aucune".into_any(),
        _ => view! { <ul role="list">{lue.personnes_a_charge.iter().map(personne).collect_view()}</ul> }
            .into_any(),
    };
    let situation = format!("{}{depuis}", lue.situation);
    view! {
        <Definitions>
            <Fait nom="Situation">{situation}</Fait>
            <Fait nom="Personnes à charge">{charge}</Fait>
        </Definitions>
    }
    .into_any()
}

fn adresses(lues: &[AdresseLue]) -> AnyView {
    let adresse = |lue: &AdresseLue| {
        let lignes = lue.lignes.iter().map(|ligne| view! { {ligne.clone()}<br/> }).collect_view();
        let depuis = lue.depuis.map(|jour| format!("depuis le {}", date::court(jour)));
        let hors = lue.hors_france.then_some("Hors de France. ");
        let sans_domicile = lue.sans_domicile_fixe.then_some("Sans domicile fixe, selon la caisse. ");
        let rang = lue.rang.clone();
        view! { <Fait nom=rang>{lignes}<span class="discret">{sans_domicile}{hors}{depuis}</span></Fait> }
    };
    let lignes = lues.iter().map(adresse).collect_view();
    view! { <Definitions>{lignes}</Definitions> }.into_any()
}

fn droits(lus: &DroitsLus, fiche: &FicheDossier) -> AnyView {
    let date_demande = lus.date_demande.map(|jour| format!(", le {}", date::court(jour))).unwrap_or_default();
    let liste = |titre: &'static str, lues: &[Periode]| {
        (!lues.is_empty()).then(|| {
            let contenu = periodes(lues);
            view! { <Fait nom=titre>{contenu}</Fait> }
        })
    };
    let demande = format!("n° {}{date_demande}", lus.numero_demande);
    let (caisse, matricule) = (lus.caisse.clone(), lus.matricule.clone());
    let etat = fiche.etat.as_ref().map(|etat| {
        let etat = etat.libelle().into_owned();
        view! { <Fait nom="État">{etat}</Fait> }
    });
    let (motifs, composantes) = (liste("Motifs", &lus.motifs), liste("Composantes", &lus.composantes));
    view! {
        <Definitions>
            {etat}
            <Fait nom="Demande">{demande}</Fait>
            <Fait nom="Caisse">{caisse}</Fait>
            {matricule.map(|matricule| view! { <Fait nom="Matricule">{matricule}</Fait> })}
            {motifs}
            {composantes}
        </Definitions>
    }
    .into_any()
}

fn rsa(lu: &RsaLu, base: Option<&[FaitLu]>) -> AnyView {
    let beneficiaire = if lu.beneficiaire { "oui" } else { "non" };
    let foyer = oui_non(lu.droits_et_devoirs_foyer);
    view! {
        <Definitions>
            <Fait nom="Bénéficiaire">{beneficiaire}</Fait>
            <Fait nom="Foyer soumis aux droits et devoirs">{foyer}</Fait>
        </Definitions>
        {(!lu.montants.is_empty()).then(|| faits(&lu.montants))}
        {base.filter(|base| !base.is_empty()).map(faits)}
    }
    .into_any()
}
