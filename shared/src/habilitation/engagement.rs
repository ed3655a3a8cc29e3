//! The texts that an agent signs before any access: the engagement of confidentiality and
//! the user charter. Own wording, faithful in substance to the conventions and the charter
//! of 2016. To change a text, change its paragraphs and its version: its hash changes, and
//! every agent is asked to sign again.

use std::sync::OnceLock;

use base16ct::lower::encode_string;
use sha2::{Digest, Sha256};

/// A versioned text to sign.
#[derive(Debug)]
pub struct Texte {
    pub titre: &'static str,
    /// Shown on the printed document.
    pub version: &'static str,
    pub paragraphes: &'static [&'static str],
    empreinte: OnceLock<String>,
}

impl Texte {
    const fn new(titre: &'static str, version: &'static str, paragraphes: &'static [&'static str]) -> Self {
        Self { titre, version, paragraphes, empreinte: OnceLock::new() }
    }

    /// SHA-256 of title, version and paragraphs, one a line, in UTF-8: 64 hexadecimal digits.
    pub fn empreinte(&self) -> &str {
        self.empreinte.get_or_init(|| {
            let mut hacheur = Sha256::new();
            for ligne in [self.titre, self.version].iter().chain(self.paragraphes) {
                hacheur.update(ligne.as_bytes());
                hacheur.update(b"\n");
            }
            encode_string(&hacheur.finalize())
        })
    }
}

/// What is held of the agents themselves (RGPD, art. 13): in the engagement, on the certificate and on
/// « Mon compte ».
pub const DONNEES_DES_AGENTS: &str = "Le Département tient la liste des personnes habilitées, les preuves de leur habilitation \
     et la trace de ce qu’elles font, pour donner les accès et en rendre compte. Les habilitations sont gardées six ans après \
     leur fin. Chacun peut demander à lire ce qui le concerne et à le faire corriger, en écrivant au délégué à la protection \
     des données : son adresse est dans « Vos données, vos droits », en bas de chaque page.";

static ENGAGEMENT: Texte = Texte::new(
    "Engagement individuel de confidentialité",
    "2 (fin 2026)",
    &[
        "Je demande à utiliser l’extranet du Département pour l’accompagnement des bénéficiaires du rSa. J’ai suivi la \
         formation en trois parties : les finalités du traitement, l’éthique et la confidentialité, l’utilisation de \
         l’outil.",
        "Je suis tenu au secret professionnel pour tout ce que j’apprends dans l’extranet (articles L121-6-2 et L262-44 du \
         code de l’action sociale et des familles). Révéler ce qu’il couvre est un délit, puni d’un an d’emprisonnement et \
         de 15 000 euros d’amende (article 226-13 du code pénal) ; mon employeur peut aussi me sanctionner.",
        "Je ne consulte que les dossiers des personnes que ma mission m’amène à suivre, et seulement pour cette \
         mission. La curiosité, un service à rendre ou un intérêt personnel ne sont jamais un motif.",
        "Je n’essaie ni de lire, ni de modifier, ni de copier ce à quoi je ne suis pas autorisé.",
        "Je ne communique ces informations qu’aux personnes habilitées à les connaître, et seulement ce que leur mission \
         demande. Je ne les copie ni ne les imprime au-delà du nécessaire, et je détruis les copies devenues inutiles. Je \
         n’en garde aucune sur mon poste ni dans des fichiers de bureau, sauf autorisation écrite du Département.",
        "Je ne note que des faits utiles à l’accompagnement. Je n’inscris rien sur la santé, les opinions, les \
         croyances, l’origine ou la vie intime des personnes, ni aucun jugement sur elles.",
        "Je n’utilise mon accès que dans les locaux professionnels où je suis affecté ; ailleurs, seulement si mon employeur \
         et le Département l’ont autorisé par écrit.",
        "Je n’emploie que mes propres identifiants. Je n’utilise pas ceux d’un autre, je ne cherche pas à les connaître, et \
         je ne masque jamais mon identité.",
        "Je ne fais rien qui mette en danger la sécurité ou le bon fonctionnement de l’extranet.",
        "Je signale sans attendre à mon supérieur hiérarchique toute anomalie que je constate et toute tentative d’intrusion \
         sur mon poste.",
        "Je sais que chacune de mes consultations et de mes saisies est enregistrée à mon nom, que je peux relire mes \
         propres traces, et qu’un usage contraire à cet engagement peut entraîner la suspension de mon accès.",
        DONNEES_DES_AGENTS,
        "Cet engagement dure au-delà de ma mission : après mon départ ou mon changement de fonction, je reste tenu au \
         secret.",
    ],
);

static CHARTE: Texte = Texte::new(
    "Charte de l’utilisateur",
    "2 (fin 2026)",
    &[
        "Cette charte engage toute personne qui utilise l’extranet, stagiaires et prestataires compris. Mon supérieur \
         hiérarchique la vise ; un exemplaire m’est remis, l’autre est gardé par mon service avec sa date.",
        "Mon compte est personnel. Je ne prête ni mon identifiant, ni mon mot de passe, ni mon second facteur, même à \
         un collègue ou à mon responsable. Personne n’a le droit de me les demander. Je n’utilise ni ne cherche ceux d’un \
         autre.",
        "Je choisis un mot de passe que je n’emploie nulle part ailleurs et je le change quand l’extranet me le \
         demande.",
        "Je ne laisse pas une session ouverte sur un poste que je quitte : je la ferme. Elle se ferme d’elle-même \
         après trente minutes sans activité.",
        "Je tiens mon écran et mes impressions hors de la vue des personnes qui n’ont pas à les lire.",
        "Aucun automate, script ou logiciel d’extraction n’agit à ma place sous mon nom.",
        "Je saisis des informations exactes et à jour, et je corrige mes erreurs dès que je les vois : la personne \
         peut demander à lire tout ce qui la concerne.",
        "Le secret professionnel couvre ce que je lis et ce que je saisis (articles L121-6-2 et L262-44 du code de l’action \
         sociale et des familles, article 226-13 du code pénal). Je ne le partage qu’avec qui en a besoin pour la même \
         mission.",
        "Je signale sans attendre à mon gestionnaire des habilitations la perte ou le vol de mes moyens de connexion, \
         un accès qui dépasse ma mission ou un usage anormal ; à mon supérieur hiérarchique, toute anomalie et toute tentative \
         d’intrusion sur mon poste.",
        "Je préviens mon gestionnaire de mon départ ou de mon changement de fonction : mon accès est alors fermé.",
        "Le Département peut suspendre ou fermer mon accès en cas de manquement à cette charte, en m’en donnant le \
         motif.",
    ],
);

/// The engagement of confidentiality in force.
pub fn engagement() -> &'static Texte {
    &ENGAGEMENT
}

/// The charter in force.
pub fn charte() -> &'static Texte {
    &CHARTE
}

/// Whether what was signed is what is in force.
pub fn a_jour(engagement_signe: Option<&str>, charte_signee: Option<&str>) -> bool {
    engagement_signe == Some(ENGAGEMENT.empreinte()) && charte_signee == Some(CHARTE.empreinte())
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    fn dit(texte: &Texte, mots: &str) -> bool {
        texte.paragraphes.iter().any(|paragraphe| paragraphe.contains(mots))
    }

    /// The nine undertakings of annex 5 (2016), and both articles.
    #[rstest]
    #[case::secrecy("tenu au secret professionnel")]
    #[case::secrecy_of_social_work("L121-6-2")]
    #[case::crime("226-13 du code pénal")]
    #[case::mission_only("que ma mission m’amène à suivre")]
    #[case::read_change_copy("ni de lire, ni de modifier, ni de copier")]
    #[case::workstation("Je n’en garde aucune sur mon poste ni dans des fichiers de bureau")]
    #[case::premises("que dans les locaux professionnels où je suis affecté")]
    #[case::identity("je ne masque jamais mon identité")]
    #[case::others_credentials("Je n’utilise pas ceux d’un autre, je ne cherche pas à les connaître")]
    #[case::security("la sécurité ou le bon fonctionnement")]
    #[case::intrusion(
        "à mon supérieur hiérarchique toute anomalie que je constate et toute tentative d’intrusion"
    )]
    #[case::after("après mon départ")]
    fn the_engagement_holds_each_undertaking(#[case] mots: &str) {
        assert!(dit(engagement(), mots));
    }

    #[test]
    fn the_charter_is_seen_by_the_head_and_cites_both_articles() {
        for mots in ["Mon supérieur hiérarchique la vise", "L121-6-2", "226-13 du code pénal"] {
            assert!(dit(charte(), mots), "{mots}");
        }
        assert!(engagement().paragraphes.contains(&DONNEES_DES_AGENTS));
    }

    /// What these texts were before: who signed them signs again.
    const PREMIERES: [&str; 2] = [
        "aed49056f07dbfc8c06f90f9f949ebc91a25101afd1ecf146317abb043ec1d5b",
        "527d90e9504f9634690b5a2d76b96abe4470eb83f0fadb36f4b555937db12118",
    ];

    #[test]
    fn who_signed_the_first_version_of_either_signs_again() {
        let actuels = [engagement().empreinte(), charte().empreinte()];
        assert!(a_jour(Some(actuels[0]), Some(actuels[1])));
        assert!(!a_jour(Some(PREMIERES[0]), Some(actuels[1])));
        assert!(!a_jour(Some(actuels[0]), Some(PREMIERES[1])));
        assert!(!a_jour(None, None));
    }
}
