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

static ENGAGEMENT: Texte = Texte::new(
    "Engagement individuel de confidentialité",
    "1 (novembre 2026)",
    &[
        "Je demande à utiliser l’extranet du Département pour l’accompagnement des bénéficiaires du rSa. J’ai suivi la \
         formation en trois parties : les finalités du traitement, l’éthique et la confidentialité, l’utilisation de \
         l’outil.",
        "Je suis tenu au secret professionnel pour tout ce que j’apprends dans l’extranet (article L262-44 du code de \
         l’action sociale et des familles). Le manquement à ce secret est puni par la loi.",
        "Je ne consulte que les dossiers des personnes que ma mission m’amène à suivre, et seulement pour cette \
         mission. La curiosité, un service à rendre ou un intérêt personnel ne sont jamais un motif.",
        "Je ne communique ces informations qu’aux personnes habilitées à les connaître. Je ne les copie ni ne les \
         imprime au-delà du nécessaire, et je détruis les copies devenues inutiles.",
        "Je ne note que des faits utiles à l’accompagnement. Je n’inscris rien sur la santé, les opinions, les \
         croyances, l’origine ou la vie intime des personnes, ni aucun jugement sur elles.",
        "Je sais que chacune de mes consultations et de mes saisies est enregistrée à mon nom, que je peux relire mes \
         propres traces, et qu’un usage contraire à cet engagement peut entraîner la suspension de mon accès.",
        "Cet engagement dure au-delà de ma mission : après mon départ ou mon changement de fonction, je reste tenu au \
         secret.",
    ],
);

static CHARTE: Texte = Texte::new(
    "Charte de l’utilisateur",
    "1 (novembre 2026)",
    &[
        "Mon compte est personnel. Je ne prête ni mon identifiant, ni mon mot de passe, ni mon second facteur, même à \
         un collègue ou à mon responsable. Personne n’a le droit de me les demander.",
        "Je choisis un mot de passe que je n’emploie nulle part ailleurs et je le change quand l’extranet me le \
         demande.",
        "Je ne laisse pas une session ouverte sur un poste que je quitte : je la ferme. Elle se ferme d’elle-même \
         après trente minutes sans activité.",
        "Je tiens mon écran et mes impressions hors de la vue des personnes qui n’ont pas à les lire.",
        "Aucun automate, script ou logiciel d’extraction n’agit à ma place sous mon nom.",
        "Je saisis des informations exactes et à jour, et je corrige mes erreurs dès que je les vois : la personne \
         peut demander à lire tout ce qui la concerne.",
        "Je signale sans attendre à mon gestionnaire des habilitations la perte ou le vol de mes moyens de connexion, \
         un accès qui dépasse ma mission ou un usage anormal.",
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
