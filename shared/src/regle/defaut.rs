//! The rules of 2016, replaced on 1 January 2025 by those of the law « plein emploi »,
//! and the settings of the product.
//!
//! The rules of 2016 were read in the code as of May 2015; they are applied since the
//! beginning of the rSa so that an older dossier has deadlines too.

use chrono::{NaiveDate, NaiveTime};

use super::{Certitude, Cle, Depart, Regle, Valeur};

/// The rSa begins.
const RSA: NaiveDate = jour(2009, 6, 1);
const DERNIER_JOUR_2016: NaiveDate = jour(2024, 12, 31);
const PLEIN_EMPLOI: NaiveDate = jour(2025, 1, 1);
const VEILLE_DU_RGPD: NaiveDate = jour(2018, 5, 24);
const RGPD: NaiveDate = jour(2018, 5, 25);

const fn jour(annee: i32, mois: u32, jour: u32) -> NaiveDate {
    match NaiveDate::from_ymd_opt(annee, mois, jour) {
        Some(date) => date,
        None => NaiveDate::MIN,
    }
}

pub(super) fn regles() -> Vec<Regle> {
    [regles_2016(), regles_2025(), sortie_liste(), droits_des_personnes(), recours(), reglages()]
        .into_iter()
        .flatten()
        .collect()
}

fn regles_2016() -> Vec<Regle> {
    let regle = |cle, mois, depart, article, explication| Regle {
        fin: Some(DERNIER_JOUR_2016),
        depart: Some(depart),
        certitude: Certitude::Certaine,
        ..version(cle, Valeur::Mois(mois), article, explication)
    };
    vec![
        regle(
            Cle::DelaiOrientation,
            2,
            Depart::ReceptionInfoDroit,
            "CASF R262-65-2",
            "La personne est orientée dans les 2 mois.",
        ),
        regle(
            Cle::DelaiContratSocial,
            2,
            Depart::Orientation,
            "CASF L262-36",
            "Le contrat est conclu dans les 2 mois qui suivent l'orientation.",
        ),
        regle(
            Cle::DelaiContratSpe,
            1,
            Depart::Orientation,
            "CASF L262-35",
            "Le contrat est conclu dans le mois qui suit l'orientation vers le service public de l'emploi.",
        ),
        regle(
            Cle::RevueSocial,
            6,
            Depart::Orientation,
            "CASF L262-31",
            "Après 6 mois (12 au plus) d'orientation sociale, l'équipe pluridisciplinaire examine la situation.",
        ),
        regle(
            Cle::RevueSocialProlongee,
            12,
            Depart::Orientation,
            "CASF L262-31",
            "Le délai de 6 mois d'orientation sociale peut aller jusqu'à 12 mois selon les cas.",
        ),
    ]
}

fn regles_2025() -> Vec<Regle> {
    let regle = |cle, valeur, depart, article, explication| Regle {
        debut: PLEIN_EMPLOI,
        depart: Some(depart),
        certitude: Certitude::Probable,
        ..version(cle, valeur, article, explication)
    };
    let contrat = |cle| {
        let explication = "Le contrat d'engagement est conclu dans le mois qui suit la notification de \
                           l'orientation ; une nouvelle orientation fait repartir le délai.";
        regle(cle, Valeur::Mois(1), Depart::NotificationOrientation, "C. trav. D5411-14-1", explication)
    };
    vec![
        Regle {
            certitude: Certitude::Certaine,
            ..regle(
                Cle::DelaiOrientation,
                Valeur::Jours(42),
                Depart::ReceptionInfoDroit,
                "CASF D262-65-2",
                "La personne est orientée dans les 6 semaines qui suivent la réception, par les services du \
                 Département, de l'ouverture ou du transfert du droit ; passé ce délai, France Travail l'oriente.",
            )
        },
        contrat(Cle::DelaiContratSocial),
        contrat(Cle::DelaiContratSpe),
        Regle {
            certitude: Certitude::Certaine,
            ..regle(
                Cle::RevueSocial,
                Valeur::Mois(6),
                Depart::SignatureContrat,
                "CASF L262-31",
                "6 mois après la signature ou la révision du contrat, si la personne ne peut pas encore chercher un \
                 emploi, France Travail et le référent examinent ensemble sa situation ; 12 mois lorsque la santé, \
                 le handicap, l'invalidité, le logement ou la situation familiale l'exigent (CASF D262-65-2-1).",
            )
        },
        Regle {
            certitude: Certitude::Certaine,
            ..regle(
                Cle::RevueSocialProlongee,
                Valeur::Mois(12),
                Depart::SignatureContrat,
                "CASF D262-65-2-1",
                "12 mois après la signature ou la révision du contrat, lorsque des difficultés de santé, de handicap, \
                 d'invalidité, de logement ou de situation familiale demandent plus de 6 mois.",
            )
        },
    ]
}

/// Kept as it was by the law « plein emploi ».
fn sortie_liste() -> Vec<Regle> {
    let explication = "2 mois après la radiation de la liste des demandeurs d'emploi, le référent propose une nouvelle \
                       orientation.";
    vec![Regle {
        depart: Some(Depart::Radiation),
        certitude: Certitude::Certaine,
        ..version(Cle::SortieListe, Valeur::Mois(2), "CASF D262-73", explication)
    }]
}

/// How long one has to answer a person about their data.
fn droits_des_personnes() -> Vec<Regle> {
    let regle = |cle, mois, article, explication| Regle {
        depart: Some(Depart::ReceptionDemande),
        certitude: Certitude::Probable,
        ..version(cle, Valeur::Mois(mois), article, explication)
    };
    let avant = |regle: Regle| Regle { fin: Some(VEILLE_DU_RGPD), ..regle };
    let depuis = |regle: Regle| Regle { debut: RGPD, certitude: Certitude::Certaine, ..regle };
    let (ancien, rgpd) = ("Décret 2005-1309, art. 94", "RGPD art. 12.3");
    vec![
        avant(regle(Cle::DelaiReponseDroit, 2, ancien, "La réponse est donnée dans les 2 mois.")),
        avant(regle(Cle::ProlongationDroit, 0, ancien, "Le délai ne se prolonge pas.")),
        depuis(regle(
            Cle::DelaiReponseDroit,
            1,
            rgpd,
            "La réponse est donnée dans le mois qui suit la réception de la demande.",
        )),
        depuis(regle(
            Cle::ProlongationDroit,
            2,
            rgpd,
            "Une demande complexe peut être prolongée de 2 mois ; la personne est informée du motif dans le \
             premier mois.",
        )),
    ]
}

/// The appeal that comes before the court. What the code said in 2015; not read again since.
fn recours() -> Vec<Regle> {
    let regle = |cle, depart, article, explication| Regle {
        depart: Some(depart),
        certitude: Certitude::Probable,
        ..version(cle, Valeur::Mois(2), article, explication)
    };
    vec![
        regle(
            Cle::DelaiRecours,
            Depart::NotificationDecision,
            "CASF R262-88",
            "Le recours est adressé au président du conseil départemental dans les 2 mois qui suivent la notification \
             de la décision contestée.",
        ),
        regle(
            Cle::DelaiReponseRecours,
            Depart::ReceptionDemande,
            "CASF L262-47 et R262-88",
            "Le président du conseil départemental répond au recours dans les 2 mois de sa réception ; passé ce délai, \
             son silence vaut rejet.",
        ),
    ]
}

fn reglages() -> Vec<Regle> {
    let reglage = |cle, valeur, explication| version(cle, valeur, "Réglage du Département", explication);
    vec![
        reglage(
            Cle::DureesCer,
            Valeur::Liste(vec![3, 6, 9, 12]),
            "Un CER dure 3, 6, 9 ou 12 mois ; la loi ne fixe ni minimum ni maximum.",
        ),
        reglage(
            Cle::HorizonFinCer,
            Valeur::Jours(60),
            "Un CER est signalé 60 jours avant sa fin, pour préparer le bilan et le renouvellement.",
        ),
        reglage(
            Cle::RetardDebutCer,
            Valeur::Jours(60),
            "Un CER commence au plus tôt 60 jours avant sa signature.",
        ),
        reglage(
            Cle::AvanceDebutCer,
            Valeur::Mois(3),
            "Un CER commence au plus tard 3 mois après sa signature.",
        ),
        reglage(
            Cle::AgeSignatureCer,
            Valeur::Mois(12),
            "Un CER se saisit dans les 12 mois qui suivent sa signature.",
        ),
        reglage(
            Cle::EcartSignaturesCer,
            Valeur::Jours(31),
            "La personne et le référent signent à 31 jours d'écart au plus.",
        ),
        reglage(
            Cle::HorairesCaf,
            heures(0, 0),
            "Les données de la CAF se consultent à toute heure : aucune convention ne dit le contraire.",
        ),
        reglage(
            Cle::HorairesMsa,
            heures(5, 23),
            "Les données de la MSA se consultent de 5 h à 23 h, tous les jours (convention RSACG).",
        ),
        reglage(
            Cle::DelaiReorientation,
            Valeur::Jours(30),
            "Le Département répond dans les 30 jours à une structure qui demande une réorientation.",
        ),
        reglage(
            Cle::MemoireConfies,
            Valeur::Jours(30),
            "La structure qui n'accompagne plus une personne lit son nom pendant 30 jours, sans rien ouvrir.",
        ),
    ]
}

/// Of one day, local time.
fn heures(ouvre: u32, ferme: u32) -> Valeur {
    let heure = |heure| NaiveTime::from_hms_opt(heure, 0, 0).unwrap_or_default();
    Valeur::Heures { ouvre: heure(ouvre), ferme: heure(ferme) }
}

/// A setting in force since the beginning of the rSa.
fn version(cle: Cle, valeur: Valeur, article: &str, explication: &str) -> Regle {
    Regle {
        cle,
        valeur,
        debut: RSA,
        fin: None,
        article: article.to_owned(),
        explication: explication.to_owned(),
        depart: None,
        certitude: Certitude::Locale,
    }
}
