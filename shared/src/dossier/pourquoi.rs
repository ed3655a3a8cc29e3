//! « Pourquoi je vois ce dossier »: who opened it to the reader and since when; and what to
//! do when a search finds nobody.

use chrono::NaiveDate;

use crate::date;
use crate::habilitation::Portee;
use crate::mots::prenom_initiale;

/// An adult whom an orientation leads to the reader's structure, today or lately.
#[derive(Clone, Copy, Debug)]
pub struct Orientee<'a> {
    pub prenom: &'a str,
    pub nom: &'a str,
    pub debut: NaiveDate,
    /// Last day, when it is known.
    pub fin: Option<NaiveDate>,
    /// Last day on which the dossier stays open to the structure, once the orientation is over.
    pub ouvert_jusqu_au: Option<NaiveDate>,
}

/// The orientation that opens a dossier to `structure`.
pub fn explication_orientation(orientee: &Orientee<'_>, structure: &str, aujourdhui: NaiveDate) -> String {
    let qui = prenom_initiale(orientee.prenom, orientee.nom);
    let debut = date::court(orientee.debut);
    match orientee.fin {
        Some(fin) if fin < aujourdhui => {
            let ouvert = orientee.ouvert_jusqu_au.unwrap_or(aujourdhui);
            format!(
                "{qui} a suivi une orientation vers {structure} du {debut} au {}. Le dossier vous reste ouvert \
                 jusqu’au {} pour finir vos saisies.",
                date::court(fin),
                date::court(ouvert)
            )
        }
        Some(fin) => {
            format!(
                "{qui} suit une orientation vers {structure} depuis le {debut}, jusqu’au {}.",
                date::court(fin)
            )
        }
        None => format!("{qui} suit une orientation vers {structure} depuis le {debut}."),
    }
}

/// The commune that opens a dossier to a CTSA.
pub fn explication_territoire(commune: &str, ctsa: &str) -> String {
    format!(
        "Ce foyer habite {commune}, commune de votre commission territoriale des solidarités actives ({ctsa})."
    )
}

/// The reach of a profil in general words, when nothing more precise opens the dossier.
pub const fn explication_portee(portee: Portee) -> &'static str {
    match portee {
        Portee::Accompagnement => "Un adulte de ce foyer est orienté vers votre structure.",
        Portee::Territoire => "Ce foyer habite une commune de votre commission territoriale.",
        Portee::DroitsEnCours => {
            "Ce foyer a un droit au rSa en cours, ouvert à la consultation de Pôle emploi par convention."
        }
        Portee::Beneficiaires => {
            "Ce foyer a, ou a eu, un droit au rSa, ouvert à la consultation de Pôle emploi par convention."
        }
        Portee::Departement => {
            "Votre profil rend compte de l’usage des données : il atteint tout dossier par son numéro."
        }
        Portee::Demande => {
            "Cette personne a fait une demande sur ses données, que vous instruisez. Le dossier se fermera avec la \
             demande."
        }
        Portee::Organisation | Portee::Organisations | Portee::Aucune => {
            "Aucun dossier n’est accessible à ce profil."
        }
    }
}

/// What to do when a search finds nobody, according to how far it reaches.
pub const fn si_introuvable(portee: Portee) -> &'static str {
    match portee {
        Portee::Accompagnement => {
            "Vous trouvez les foyers dont un adulte est orienté vers votre structure. Si vous accompagnez cette \
             personne, demandez son orientation au gestionnaire rSa de la commission territoriale (CTSA) de sa \
             commune : vous la trouverez dès qu’il l’aura enregistrée."
        }
        Portee::Territoire => {
            "Vous trouvez les foyers qui habitent une commune de votre commission territoriale (CTSA). Si cette \
             personne habite ailleurs, adressez-vous à la commission de sa commune."
        }
        Portee::DroitsEnCours => {
            "Vous trouvez les foyers qui ont un droit au rSa en cours, et ceux dont il est clos si la convention de \
             votre organisme le prévoit. Si cette personne dit en avoir un, vérifiez avec elle le numéro de sa \
             demande ou de sa caisse."
        }
        Portee::Beneficiaires => {
            "Vous trouvez les foyers qui ont, ou ont eu, un droit au rSa. Vérifiez avec cette personne le numéro de \
             sa demande ou de sa caisse."
        }
        Portee::Departement | Portee::Demande => {
            "Vous trouvez toute personne que la caisse compte aujourd’hui dans un foyer : vérifiez avec celle-ci \
             l’orthographe de son nom et sa date de naissance."
        }
        Portee::Organisation | Portee::Organisations | Portee::Aucune => {
            "Aucun dossier n’est accessible à ce profil."
        }
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    fn jour(texte: &str) -> NaiveDate {
        texte.parse().expect("a date")
    }

    #[rstest]
    #[case(None, "Karim H. suit une orientation vers ALSA depuis le 25/02/2026.")]
    #[case(
        Some("2026-11-22"),
        "Karim H. suit une orientation vers ALSA depuis le 25/02/2026, jusqu’au 22/11/2026."
    )]
    #[case(
        Some("2026-11-21"),
        "Karim H. a suivi une orientation vers ALSA du 25/02/2026 au 21/11/2026. Le dossier vous reste ouvert \
         jusqu’au 21/12/2026 pour finir vos saisies."
    )]
    fn the_orientation_is_told_with_its_dates(#[case] fin: Option<&str>, #[case] attendu: &str) {
        let orientee = Orientee {
            prenom: "Karim",
            nom: "HADDAD",
            debut: jour("2026-02-25"),
            fin: fin.map(jour),
            ouvert_jusqu_au: fin.map(|_| jour("2026-12-21")),
        };
        assert_eq!(explication_orientation(&orientee, "ALSA", jour("2026-11-22")), attendu);
    }
}
