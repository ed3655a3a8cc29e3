//! What follows from a decision, told before it is taken.

use chrono::NaiveDate;
use reciproque_shared::date;
use reciproque_shared::mots::accord;
use reciproque_shared::parcours::fiche::{EnSuspens, FicheParcours};
use reciproque_shared::parcours::{Contexte, GesteParcours, SaisieOrientation, StructurePossible};

use super::aujourdhui::referent_en_cours;

/// Of an orientation, as far as it is typed: nothing before its structure and its first day are known.
pub fn de_l_orientation(fiche: &FicheParcours, saisie: &SaisieOrientation) -> Vec<String> {
    let contexte = &fiche.contexte;
    let debut = date::lire(&saisie.debut, contexte.aujourdhui).ok();
    let Some((nouvelle, debut)) = saisie.structure.and_then(|id| contexte.structure(id)).zip(debut) else {
        return Vec::new();
    };
    let mut phrases = match contexte.actuelle() {
        Some(ancienne) => de_la_precedente(fiche, (ancienne, nouvelle), debut),
        None => Vec::new(),
    };
    phrases.extend(nouvelle.au_dela(contexte.de_plus(nouvelle.id)).map(|dit| averti(nouvelle, &dit)));
    if nouvelle.sans_compte {
        phrases.push(sans_acces(nouvelle));
        return phrases;
    }
    if contexte.actuelle().is_none_or(|ancienne| ancienne.id != nouvelle.id) {
        phrases.push(format!("{} accède au dossier à partir du {}.", nouvelle.nom, date::court(debut)));
    }
    let referent = nouvelle.referents.iter().find(|possible| Some(possible.id) == saisie.referent);
    phrases.push(match referent {
        Some(referent) => format!("{} est son référent unique.", referent.nom),
        None => "Son référent unique reste à désigner.".to_owned(),
    });
    phrases
}

/// The same, of one decision for so many persons whom nobody accompanies.
pub fn du_lot(contexte: &Contexte, saisie: &SaisieOrientation, nombre: usize) -> Vec<String> {
    let debut = date::lire(&saisie.debut, contexte.aujourdhui).ok();
    let Some((structure, debut)) = saisie.structure.and_then(|id| contexte.structure(id)).zip(debut) else {
        return Vec::new();
    };
    let (nom, avec) = (&structure.nom, structure.suivies.saturating_add_unsigned(nombre as u64));
    let mut phrases = vec![format!(
        "{nom} accompagne aujourd’hui {} : {avec} avec celles-ci.",
        accord(structure.suivies, "personne", "personnes")
    )];
    let nouvelles = i64::try_from(nombre).unwrap_or(i64::MAX);
    phrases.extend(structure.au_dela(nouvelles).map(|dit| averti(structure, &dit)));
    if structure.sans_compte {
        phrases.push(sans_acces(structure));
    } else {
        phrases.push(format!("{nom} accède à leurs dossiers à partir du {}.", date::court(debut)));
        phrases.push("Le référent unique de chacune reste à désigner par la structure.".to_owned());
    }
    phrases
}

/// A warning: the decision may be taken all the same.
fn averti(structure: &StructurePossible, au_dela: &str) -> String {
    format!("Attention : {} sera {au_dela}. Rien n’empêche la décision.", structure.nom)
}

/// What a structure without accounts does not do, and who does.
fn sans_acces(structure: &StructurePossible) -> String {
    format!(
        "{} n’a pas de compte : elle n’accède à aucun dossier et n’a pas de référent désigné. La CTSA suit les délais.",
        structure.nom
    )
}

fn de_la_precedente(
    fiche: &FicheParcours,
    (ancienne, nouvelle): (&StructurePossible, &StructurePossible),
    debut: NaiveDate,
) -> Vec<String> {
    let dernier_jour = debut.pred_opt().unwrap_or(debut);
    let referent = referent_en_cours(fiche).map(|r| format!(", et {} n’est plus son référent", r.nom));
    let mut phrases = vec![format!(
        "L’orientation vers {} s’arrête le {}{}.",
        ancienne.nom,
        date::court(dernier_jour),
        referent.unwrap_or_default()
    )];
    if ancienne.id != nouvelle.id && !ancienne.sans_compte {
        phrases.push(acces_perdu(ancienne, debut));
    }
    phrases.extend(clos(&fiche.en_suspens, dernier_jour, fiche.contexte.aujourdhui));
    phrases
}

/// Who sees the dossier no more, and from when.
pub fn acces_perdu(structure: &StructurePossible, des: NaiveDate) -> String {
    format!(
        "{} n’accède plus au dossier à partir du {}, sauf si elle accompagne un autre adulte du foyer.",
        structure.nom,
        date::court(des)
    )
}

/// `1 brouillon de CER et 2 rendez-vous à venir seront clos.` What a structure that still accompanies
/// can finish until its last day stays open.
pub fn clos(en_suspens: &EnSuspens, dernier_jour: NaiveDate, aujourdhui: NaiveDate) -> Option<String> {
    let [fermes, gardes] = en_suspens.apres(dernier_jour, aujourdhui);
    let phrases: Vec<_> = [
        (fermes, ["sera clos", "seront clos"]),
        (gardes, ["reste ouvert jusque-là", "restent ouverts jusque-là"]),
    ]
    .into_iter()
    .filter_map(|((brouillons, rendez_vous), suite)| en_mots((brouillons, rendez_vous), suite))
    .collect();
    let ensuite =
        (gardes.0 > 0).then(|| "Un brouillon qui n’est pas signé d’ici là est clos le lendemain.".to_owned());
    let phrases: Vec<_> = phrases.into_iter().chain(ensuite).collect();
    (!phrases.is_empty()).then(|| phrases.join(" "))
}

fn en_mots((brouillons, rendez_vous): (i64, usize), [un, plusieurs]: [&str; 2]) -> Option<String> {
    let quoi: Vec<String> = [
        (brouillons > 0).then(|| accord(brouillons, "brouillon de CER", "brouillons de CER")),
        (rendez_vous > 0).then(|| format!("{rendez_vous} rendez-vous à venir")),
    ]
    .into_iter()
    .flatten()
    .collect();
    let suite = if brouillons > 1 || rendez_vous > 1 || quoi.len() > 1 { plusieurs } else { un };
    (!quoi.is_empty()).then(|| format!("{} {suite}.", quoi.join(" et ")))
}

/// What is undone, and what does not come back with it.
pub fn annulation(fiche: &FicheParcours) -> String {
    let Some(derniere) = fiche.etapes.last() else { return String::new() };
    let clos = match derniere.geste {
        GesteParcours::Orienter | GesteParcours::Clore => {
            " Les brouillons et les rendez-vous qu’elle a clos le restent : leur structure peut reprendre un brouillon."
        }
        _ => "",
    };
    format!(
        "«\u{a0}{}\u{a0}»\u{a0}: le parcours redevient ce qu’il était avant cette décision.{clos}",
        derniere.quoi
    )
}
