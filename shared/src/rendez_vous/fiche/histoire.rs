//! The history of a rendez-vous in words, and what another agent changed meanwhile.

use super::{Deplacement, EtapeRendezVous, FicheRendezVous, RECU_PAR};
use crate::mots::{instant, jour_et_heure};
use crate::rendez_vous::StatutRendezVous;

/// A step told: what was done, then what it moved.
#[derive(Clone, Debug, PartialEq)]
pub struct GestePasse<'a> {
    pub quoi: &'static str,
    /// `du lundi 23 novembre 2026 à 9 h 30 au mardi 24 novembre 2026 à 14 h`
    pub deplace: Option<String>,
    /// `Lieu : « Colmar » au lieu de « Mulhouse ».`
    pub lieu: Option<String>,
    pub etape: &'a EtapeRendezVous,
}

/// The steps, newest first, each with what was done: the same status twice is a change
/// of date, place or note.
pub fn gestes(etapes: &[EtapeRendezVous]) -> Vec<GestePasse<'_>> {
    let avant = |rang: usize| rang.checked_sub(1).map(|avant| etapes[avant].statut);
    (0..etapes.len()).rev().map(|rang| geste(&etapes[rang], avant(rang))).collect()
}

fn geste(etape: &EtapeRendezVous, avant: Option<StatutRendezVous>) -> GestePasse<'_> {
    let deplace = etape.deplacement.as_ref().and_then(deplace);
    let quoi = match avant {
        _ if etape.rectifie => "Rectifié à la demande de la personne",
        None if etape.statut == StatutRendezVous::Prevu => "Fixé",
        Some(avant) if avant == etape.statut && deplace.is_some() => "Déplacé",
        Some(avant) if avant == etape.statut => "Modifié",
        _ => etape.statut.libelle(),
    };
    GestePasse { quoi, deplace, lieu: etape.deplacement.as_ref().and_then(lieu), etape }
}

fn deplace(deplacement: &Deplacement) -> Option<String> {
    let Deplacement { debut_avant, debut, .. } = deplacement;
    (debut_avant != debut).then(|| format!("du {} au {}", jour_et_heure(*debut_avant), jour_et_heure(*debut)))
}

fn lieu(deplacement: &Deplacement) -> Option<String> {
    let dit = |lieu: &Option<String>| lieu.clone().unwrap_or_default();
    difference("Lieu", dit(&deplacement.lieu_avant), dit(&deplacement.lieu))
}

/// The latest step, in a sentence.
pub fn dernier_geste(fiche: &FicheRendezVous) -> Option<String> {
    let GestePasse { quoi, etape, .. } = gestes(&fiche.etapes).into_iter().next()?;
    Some(format!("{} : « {quoi} », le {}.", etape.agent, instant(etape.instant)))
}

/// What changed between two readings, a sentence each: who and when, then each field.
pub fn raconter(avant: &FicheRendezVous, apres: &FicheRendezVous) -> Vec<String> {
    let nouvelle = dernier_geste(apres).filter(|_| apres.etapes.len() > avant.etapes.len());
    nouvelle.into_iter().chain(differences(avant, apres)).collect()
}

fn differences(avant: &FicheRendezVous, apres: &FicheRendezVous) -> impl Iterator<Item = String> {
    avant.faits().into_iter().zip(apres.faits()).filter_map(|((nom, avant), (_, apres))| {
        let nom = if nom == RECU_PAR { "Référent" } else { nom };
        difference(nom, avant, apres)
    })
}

fn difference(nom: &str, avant: String, apres: String) -> Option<String> {
    (avant != apres).then(|| format!("{nom} : « {} » au lieu de « {} ».", ou_rien(apres), ou_rien(avant)))
}

fn ou_rien(texte: String) -> String {
    if texte.is_empty() { "rien".to_owned() } else { texte }
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDateTime;

    use super::*;
    use crate::cer::fiche::PersonneConcernee;
    use crate::rendez_vous::fiche::LigneRendezVous;
    use crate::rendez_vous::{Canal, ObjetRendezVous};

    fn quand(texte: &str) -> NaiveDateTime {
        texte.parse().expect("a time")
    }

    fn etape(statut: StatutRendezVous, deplacement: Option<Deplacement>) -> EtapeRendezVous {
        let instant = "2026-11-22T13:32:00Z".parse().expect("an instant");
        EtapeRendezVous { statut, instant, agent: "Nadia ESSAI".into(), deplacement, rectifie: false }
    }

    fn deplacement(vers: &str, lieu: Option<&str>) -> Deplacement {
        Deplacement {
            debut_avant: quand("2026-11-23T09:30:00"),
            debut: quand(vers),
            lieu_avant: Some("Mulhouse".into()),
            lieu: lieu.map(str::to_owned),
        }
    }

    fn fiche(etapes: Vec<EtapeRendezVous>) -> FicheRendezVous {
        let personne = PersonneConcernee {
            dossier: 1,
            personne: 1,
            nom: "KELLER".into(),
            prenom: "Sophie".into(),
            date_naissance: "1982-02-01".to_owned().try_into().expect("a date"),
        };
        let ligne = LigneRendezVous {
            id: 1,
            version: 1,
            personne,
            objet: ObjetRendezVous::Suivi,
            debut: quand("2026-11-23T09:30:00"),
            duree_minutes: 45,
            canal: Canal::Physique,
            lieu: Some("Mulhouse".into()),
            statut: StatutRendezVous::Prevu,
            a_renseigner: false,
            referent: "Nadia ESSAI".into(),
        };
        FicheRendezVous {
            ligne,
            referent_id: 1,
            note: None,
            etapes,
            statuts_possibles: Vec::new(),
            origine: None,
            suite: None,
            modifiable: true,
            brouillons: Vec::new(),
        }
    }

    #[test]
    fn steps_are_told_newest_first_with_what_they_moved() {
        use StatutRendezVous::{Honore, Prevu};
        let etapes = [
            etape(Prevu, None),
            etape(Prevu, Some(deplacement("2026-11-24T14:00:00", Some("Mulhouse")))),
            etape(Prevu, Some(deplacement("2026-11-23T09:30:00", None))),
            etape(Prevu, None),
            etape(Honore, None),
        ];
        let dits: Vec<_> = gestes(&etapes).into_iter().map(|g| (g.quoi, g.deplace, g.lieu)).collect();
        let du_au = "du lundi 23 novembre 2026 à 9\u{a0}h\u{a0}30 au mardi 24 novembre 2026 à 14\u{a0}h";
        assert_eq!(
            dits,
            [
                ("Honoré", None, None),
                ("Modifié", None, None),
                ("Modifié", None, Some("Lieu : « rien » au lieu de « Mulhouse ».".to_owned())),
                ("Déplacé", Some(du_au.to_owned()), None),
                ("Fixé", None, None),
            ]
        );
    }

    #[test]
    fn a_rectification_says_what_it_is_and_what_it_moved() {
        let sans_lieu = deplacement("2026-11-23T09:30:00", None);
        let rectifiee = EtapeRendezVous { rectifie: true, ..etape(StatutRendezVous::Prevu, Some(sans_lieu)) };
        let etapes = [etape(StatutRendezVous::Prevu, None), rectifiee];
        let GestePasse { quoi, lieu, .. } = gestes(&etapes).remove(0);
        assert_eq!(quoi, "Rectifié à la demande de la personne");
        assert_eq!(lieu.as_deref(), Some("Lieu : « rien » au lieu de « Mulhouse »."));
    }

    #[test]
    fn a_change_by_somebody_else_is_told_field_by_field() {
        let avant = fiche(vec![etape(StatutRendezVous::Prevu, None)]);
        let mut apres = fiche(vec![etape(StatutRendezVous::Prevu, None); 2]);
        apres.note = Some("Rappeler la veille.".into());
        apres.ligne.duree_minutes = 90;
        assert_eq!(
            raconter(&avant, &apres),
            [
                "Nadia ESSAI : « Modifié », le 22/11/2026 à 14:32.",
                "Durée : « 1\u{a0}h\u{a0}30 » au lieu de « 45\u{a0}min ».",
                "Note : « Rappeler la veille. » au lieu de « rien ».",
            ]
        );
        assert!(raconter(&apres, &apres).is_empty());
        assert_eq!(avant.ligne.creneau(), "de 9\u{a0}h\u{a0}30 à 10\u{a0}h\u{a0}15");
    }
}
