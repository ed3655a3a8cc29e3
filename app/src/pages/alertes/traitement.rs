//! What the officer may do about an alert now, as buttons; each asks why.

use leptos::prelude::*;
use reciproque_shared::alerte::{Conclusion, FicheAlerte, GesteAlerte, SaisieGesteAlerte};
use reciproque_shared::api::{ConsulterAlerte, TraiterAlerte};
use reciproque_shared::erreur::ErreurChamp;

use crate::pages::cer::date_lue;
use crate::pages::geste::{self, Champs, Fiche, Geste, Reponse, raconte};
use crate::server::appeler;
use crate::session::use_session;
use crate::ui::*;

/// Longest note, in characters.
const LONGUEUR_NOTE: usize = 500;

pub type Traitements = geste::Gestes<FicheAlerte, GesteAlerte>;

impl Fiche for FicheAlerte {
    type Lecture = ConsulterAlerte;
    const CELLE_CI: &'static str = "cette alerte";

    fn dernier_geste(&self) -> Option<String> {
        let etape = self.etapes.first()?;
        Some(raconte(etape.par.as_deref()?, &etape.geste, etape.instant))
    }
}

pub fn carte(fiche: &FicheAlerte, traitements: Traitements) -> AnyView {
    let contenu = match fiche.gestes.is_empty() {
        true => view! { <p>"Cette alerte vous concerne : un autre délégué à la protection des données la traite."</p> }
            .into_any(),
        false => traitements.boutons(&fiche.gestes),
    };
    view! { <Carte titre="Suite à donner" id="gestes">{contenu}</Carte> }.into_any()
}

impl Geste<FicheAlerte> for GesteAlerte {
    const TEXTE: &'static str = "note";

    fn nom(&self) -> String {
        self.libelle().to_owned()
    }

    fn effet(&self, fiche: &FicheAlerte) -> Option<String> {
        let effet = match self {
            Self::Clore => {
                "Les événements de cette alerte sont jugés : seuls de nouveaux événements en ouvriront une autre."
            }
            Self::Rouvrir => "L’alerte reprend sa place parmi celles à examiner, avec son historique.",
            Self::Surveiller => return Some(surveille(&fiche.alerte.agent)),
            Self::Lever => return Some(libere(&fiche.alerte.agent)),
        };
        Some(effet.to_owned())
    }

    fn champs(&self, _: &FicheAlerte, champs: Champs) -> AnyView {
        let propre = match self {
            Self::Clore => {
                let choix: Vec<Choix> =
                    Conclusion::TOUS.iter().map(|c| Choix::new(c.code(), c.libelle())).collect();
                let (valeur, erreur) = (champs.valeur("conclusion"), champs.erreur("conclusion"));
                view! { <GroupeRadio id="conclusion" legende="Conclusion" valeur choix erreur/> }.into_any()
            }
            Self::Surveiller => {
                dernier_jour(champs, false, "Douze mois au plus. La surveillance finit d’elle-même.")
            }
            Self::Rouvrir | Self::Lever => ().into_any(),
        };
        view! {
            {propre}
            {note(champs, "Des faits courts : la note reste dans l’historique de l’alerte.")}
        }
        .into_any()
    }

    fn appel(&self, fiche: &FicheAlerte, champs: Champs) -> Result<Reponse<FicheAlerte>, Vec<ErreurChamp>> {
        let saisie = SaisieGesteAlerte {
            geste: *self,
            conclusion: champs.texte("conclusion"),
            note: champs.texte("note"),
            jusqu_au: champs.texte("jusqu_au"),
        };
        Ok(Box::pin(appeler::<TraiterAlerte>(fiche.alerte.id, saisie)))
    }

    fn fait(&self, _: &FicheAlerte) -> &'static str {
        match self {
            Self::Clore => "Alerte clôturée",
            Self::Rouvrir => "Alerte rouverte",
            Self::Surveiller => SURVEILLE,
            Self::Lever => LIBERE,
        }
    }
}

pub const SURVEILLE: &str = "Agent placé sous surveillance";
pub const LIBERE: &str = "Surveillance levée";

/// What a watch entails.
pub fn surveille(agent: &str) -> String {
    format!(
        "Dès sa prochaine demande, {agent} devra donner un motif pour ouvrir un dossier, un CER ou un rendez-vous. Il en est averti."
    )
}

/// What its end entails.
pub fn libere(agent: &str) -> String {
    format!("{agent} ouvrira de nouveau ses dossiers sans donner de motif.")
}

pub fn dernier_jour(champs: Champs, facultatif: bool, indice: &'static str) -> AnyView {
    let aujourdhui = use_session().aujourd_hui();
    let lecture = move |texte: String| date_lue(&texte, aujourdhui);
    let (valeur, erreur) = (champs.valeur("jusqu_au"), champs.erreur("jusqu_au"));
    view! { <ChampTexte id="jusqu_au" libelle="Dernier jour" facultatif indice valeur largeur=Largeur::Date lecture erreur/> }
        .into_any()
}

pub fn note(champs: Champs, indice: &'static str) -> AnyView {
    let (valeur, erreur) = (champs.valeur("note"), champs.erreur("note"));
    view! { <ChampZone id="note" libelle="Pourquoi" indice valeur max=LONGUEUR_NOTE erreur/> }.into_any()
}
