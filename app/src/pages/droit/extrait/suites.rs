//! What was done with the data: the requests and what came of them, who consulted, and why
//! when they were asked.

use leptos::prelude::*;
use reciproque_shared::date;
use reciproque_shared::droit::{ConsultationExtraite, ExtraitAcces, FicheDemande, MotifExtrait};
use reciproque_shared::france_travail::EtapeEcart;
use reciproque_shared::instruction::FilInstruction;
use reciproque_shared::parcours::fiche::{EtapeParcours, OrientationSuivie};
use reciproque_shared::parcours::reorientation::FilReorientation;

use super::super::fiche::{frise, rectifications};
use super::super::limite;
use crate::pages::instruction::fil as instruction;
use crate::pages::reorientation::fil;
use crate::pages::{a_l_heure, instant};
use crate::ui::*;

pub fn demandes(extrait: &ExtraitAcces) -> AnyView {
    let demandes = extrait.demandes.iter().map(demande).collect_view();
    view! { <Section titre="Demandes de la personne" id="demandes">{demandes}</Section> }.into_any()
}

fn demande(fiche: &FicheDemande) -> AnyView {
    let ligne = &fiche.ligne;
    let titre = format!("Demande n° {} : {}", ligne.id, ligne.sorte.libelle());
    let id = format!("demande-{}", ligne.id);
    let (recue, limite, etat) = (date::court(ligne.recue_le), limite(ligne), ligne.etat.libelle());
    let (objet, article) = (fiche.objet.clone(), fiche.article.clone());
    let (frise, rectifications) = (frise(fiche), rectifications(&fiche.rectifications));
    view! {
        <Carte titre id niveau=3>
            <Definitions>
                <Fait nom="Reçue le">{recue}</Fait>
                <Fait nom="À répondre avant le">{limite}" "<span class="discret">{article}</span></Fait>
                <Fait nom="État">{etat}</Fait>
                {(!objet.is_empty()).then(|| view! { <Fait nom="Objet">{objet}</Fait> })}
            </Definitions>
            {frise}
            {rectifications}
        </Carte>
    }
    .into_any()
}

/// What the Département decided about the parcours.
pub fn decisions(extrait: &ExtraitAcces) -> Option<AnyView> {
    let orientation = |lue: &OrientationSuivie| {
        let (sorte, structure, origine) = (lue.sorte.libelle(), lue.structure.clone(), lue.origine.libelle());
        let periode = date::periode(Some(lue.debut), lue.fin);
        let (decideur, fin) = (lue.decideur.libelle(), lue.motif_fin.map(|motif| motif.libelle()));
        let prolongee = lue.prolongation.map(|lue| format!(" ; réexamen prolongé : {}", lue.en_mots()));
        view! {
            <Ligne>
                <CelluleTitre>{structure}</CelluleTitre>
                <Cellule titre="Orientation">{sorte}", "{origine}{prolongee}</Cellule>
                <Cellule titre="Décidée par">{decideur}</Cellule>
                <Cellule titre="Période">{periode}</Cellule>
                <Cellule titre="Fin">{fin}</Cellule>
            </Ligne>
        }
    };
    let etape = |(rang, etape): (usize, EtapeParcours)| {
        let qui_quand = format!("Le Département, le {}", instant(etape.instant));
        view! { <Etape quoi=etape.quoi qui_quand nostrip:motif=etape.motif courante=rang == 0/> }
    };
    (!extrait.orientations.is_empty()).then(|| {
        let lignes = extrait.orientations.iter().map(orientation).collect_view();
        let etapes = extrait.decisions.iter().rev().cloned().enumerate().map(etape).collect_view();
        view! {
            <Section titre="Décisions d’orientation" id="decisions">
                <Tableau
                    legende="Orientations, la plus récente d’abord"
                    colonnes=&["Structure", "Orientation", "Décidée par", "Période", "Fin"]
                >
                    {lignes}
                </Tableau>
                <Frise>{etapes}</Frise>
            </Section>
        }
        .into_any()
    })
}

/// What structures asked about the orientation.
pub fn reorientations(extrait: &ExtraitAcces) -> Option<AnyView> {
    let jour = date::a_paris(extrait.etabli_le).date();
    let demande = |(rang, lue): (usize, &FilReorientation)| {
        let (titre, id) = (format!("Demandée par {}", lue.structure), format!("reorientation-{rang}"));
        let (lue, entier) = (lue.clone(), fil::entier(lue, jour));
        view! { <Carte titre id niveau=3 cote=move || fil::etiquette(&lue, jour)>{entier}</Carte> }
    };
    (!extrait.reorientations.is_empty()).then(|| {
        let demandes = extrait.reorientations.iter().enumerate().map(demande).collect_view();
        view! { <Section titre="Réorientations demandées" id="reorientations">{demandes}</Section> }
            .into_any()
    })
}

/// What was decided of the discrepancies with France Travail.
pub fn ecarts(extrait: &ExtraitAcces) -> Option<AnyView> {
    let ligne = |etape: &EtapeEcart| {
        let motif = etape.motif.clone().map(|texte| view! { <p class="discret">{texte}</p> });
        let (quand, nature, quoi) = (instant(etape.instant), etape.nature.libelle(), etape.geste.libelle());
        view! {
            <Ligne>
                <CelluleTitre>{quand}</CelluleTitre>
                <Cellule titre="Écart">{nature}</Cellule>
                <Cellule titre="Suite"><div>{quoi}{motif}</div></Cellule>
            </Ligne>
        }
    };
    (!extrait.ecarts.is_empty()).then(|| {
        let lignes = extrait.ecarts.iter().map(ligne).collect_view();
        view! {
            <Section titre="Écarts avec France Travail" id="ecarts">
                <Tableau legende="Suites données, la dernière d’abord" colonnes=&["Date", "Écart", "Suite"]>{lignes}</Tableau>
            </Section>
        }
        .into_any()
    })
}

/// What the Département was asked about the right.
pub fn instructions(extrait: &ExtraitAcces) -> Option<AnyView> {
    let jour = date::a_paris(extrait.etabli_le).date();
    let demande = |fil: &FilInstruction| {
        let ligne = fil.ligne.clone();
        let (titre, id) = (ligne.objet.sorte().libelle().to_owned(), format!("instruction-{}", ligne.id));
        let (faits, frise) = (instruction::faits(fil, jour), instruction::frise(&fil.etapes));
        view! {
            <Carte titre id niveau=3 cote=move || instruction::etiquette(&ligne, jour)>{faits}{frise}</Carte>
        }
    };
    (!extrait.instructions.is_empty()).then(|| {
        let demandes = extrait.instructions.iter().map(demande).collect_view();
        view! { <Section titre="Demandes sur le droit" id="instructions">{demandes}</Section> }.into_any()
    })
}

pub fn motifs(lus: &[MotifExtrait]) -> Option<AnyView> {
    let ligne = |lu: &MotifExtrait| {
        let MotifExtrait { instant: quand, organisation, motif, precision } = lu.clone();
        let precision = precision.map(|texte| view! { <p class="discret">{texte}</p> });
        view! {
            <Ligne>
                <CelluleTitre>{instant(quand)}</CelluleTitre>
                <Cellule titre="Organisme">{organisation}</Cellule>
                <Cellule titre="Motif"><div>{motif.libelle()}{precision}</div></Cellule>
            </Ligne>
        }
    };
    (!lus.is_empty()).then(|| {
        let lignes = lus.iter().map(ligne).collect_view();
        view! {
            <Section titre="Motifs donnés pour consulter" id="motifs">
                <p>"Un agent dont les consultations sont suivies de près donne un motif avant chaque lecture."</p>
                <Tableau legende="Motifs, le plus récent d’abord" colonnes=&["Date", "Organisme", "Motif"]>
                    {lignes}
                </Tableau>
            </Section>
        }
        .into_any()
    })
}

pub fn consultations(extrait: &ExtraitAcces) -> AnyView {
    let ligne = |vue: &ConsultationExtraite| {
        let ConsultationExtraite { organisation, profil, acte, .. } = vue.clone();
        let quand = quand(vue);
        view! {
            <Ligne>
                <CelluleTitre>{quand}</CelluleTitre>
                <Cellule titre="Organisme">{organisation}</Cellule>
                <Cellule titre="Qualité">{profil}</Cellule>
                <Cellule titre="Acte">{acte}</Cellule>
            </Ligne>
        }
    };
    let depuis = date::court(extrait.traces_depuis);
    let lignes = extrait.consultations.iter().map(ligne).collect_view();
    view! {
        <Section titre="Qui a consulté ces données" id="consultations">
            <p>{format!("Consultations enregistrées depuis le {depuis} au plus tôt.")}</p>
            <Tableau legende="Consultations, la plus récente d’abord" colonnes=&["Date", "Organisme", "Qualité", "Acte"]>
                {lignes}
            </Tableau>
            <p class="discret">"Les agents agissent au nom de leur organisme, qui en répond : c’est lui qui est nommé (RGPD, article 15.1.c)."</p>
        </Section>
    }
    .into_any()
}

/// `22/11/2026 à 14:32`, `22/11/2026, de 14:02 à 14:32`
fn quand(vue: &ConsultationExtraite) -> String {
    let jour = |quand| date::a_paris(quand).date();
    match vue.depuis {
        None => instant(vue.instant),
        Some(depuis) if jour(depuis) == jour(vue.instant) => {
            let (debut, fin) = (a_l_heure(depuis), a_l_heure(vue.instant));
            format!("{}, de {debut} à {fin}", date::court(jour(depuis)))
        }
        Some(depuis) => format!("du {} au {}", instant(depuis), instant(vue.instant)),
    }
}
