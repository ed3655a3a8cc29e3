//! What the officer does to a request; each gesture asks why first.

use leptos::prelude::*;
use reciproque_shared::api::{ConsulterDemande, FaireGesteDemande};
use reciproque_shared::droit::{
    FicheDemande, GesteDemande, GesteDemandeLu, LONGUEUR_OBJET, SaisieGesteDemande,
};
use reciproque_shared::erreur::ErreurChamp;

use crate::pages::cer::garde;
use crate::pages::geste::{self, Champs, Fiche, Geste, Reponse, raconte};
use crate::server::appeler_version;
use crate::ui::*;

pub type Gestes = geste::Gestes<FicheDemande, GesteDemande>;

impl Fiche for FicheDemande {
    type Lecture = ConsulterDemande;
    const CELLE_CI: &'static str = "cette demande";

    fn dernier_geste(&self) -> Option<String> {
        self.etapes.last().map(|etape| raconte(&etape.agent, &etape.quoi, etape.instant))
    }
}

pub fn carte(fiche: &FicheDemande, gestes: Gestes) -> AnyView {
    if fiche.gestes.is_empty() {
        return view! {
            <Carte titre="Demande clôturée" id="gestes">
                <p>"Le dossier de la personne n’est plus ouvert. Si elle écrit de nouveau, enregistrez une nouvelle demande."</p>
            </Carte>
        }
        .into_any();
    }
    let a_faire = fiche.a_faire.clone();
    let a_faire = a_faire.map(|texte| view! { <Alerte titre="Avant de répondre"><p>{texte}</p></Alerte> });
    let boutons = gestes.boutons(&fiche.gestes);
    view! { <div class="pas-imprime"><Carte titre="Suite à donner" id="gestes">{a_faire}{boutons}</Carte></div> }
        .into_any()
}

impl Geste<FicheDemande> for GesteDemande {
    /// The page has a « motif » of its own, that of a rectification.
    const PREFIXE: &'static str = "geste-";

    fn nom(&self) -> String {
        match self {
            Self::VerifierIdentite => "L’identité est vérifiée",
            Self::Commencer => "Commencer l’instruction",
            Self::Repondre => "La réponse est envoyée",
            Self::Prolonger => "Prolonger le délai",
            Self::Refuser => "Refuser la demande",
        }
        .to_owned()
    }

    fn effet(&self, _: &FicheDemande) -> Option<String> {
        Some(effet(*self).to_owned())
    }

    fn champs(&self, _: &FicheDemande, champs: Champs) -> AnyView {
        view! {
            <ChampZone
                id=champs.id("motif")
                libelle=libelle(*self)
                facultatif=!self.exige_motif()
                valeur=champs.valeur("motif")
                max=LONGUEUR_OBJET
                garde=garde()
                erreur=champs.erreur("motif")
            />
        }
        .into_any()
    }

    fn appel(&self, fiche: &FicheDemande, champs: Champs) -> Result<Reponse<FicheDemande>, Vec<ErreurChamp>> {
        let saisie = SaisieGesteDemande { geste: *self, motif: champs.texte("motif") };
        GesteDemandeLu::lire(&saisie)?;
        Ok(Box::pin(appeler_version::<FaireGesteDemande>(fiche.ligne.id, saisie, fiche.version)))
    }

    fn danger(&self) -> bool {
        *self == Self::Refuser
    }
}

const fn libelle(geste: GesteDemande) -> &'static str {
    match geste {
        GesteDemande::VerifierIdentite => "Comment l’identité a été vérifiée",
        GesteDemande::Prolonger | GesteDemande::Refuser => "Motif, tel qu’il est dit à la personne",
        _ => "Précision",
    }
}

const fn effet(geste: GesteDemande) -> &'static str {
    match geste {
        GesteDemande::VerifierIdentite => {
            "Le dossier de la personne vous sera ouvert, le temps d’instruire sa demande. N’indiquez pas de numéro de \
             pièce d’identité."
        }
        GesteDemande::Commencer => "La demande est en cours d’instruction.",
        GesteDemande::Prolonger => {
            "Le délai est porté à trois mois à compter de la réception. La personne doit être informée du motif avant \
             la fin du premier mois."
        }
        GesteDemande::Repondre => "La demande est close et le dossier de la personne se referme.",
        GesteDemande::Refuser => {
            "La demande est close et le dossier se referme. La personne doit connaître le motif et son droit de \
             réclamation à la CNIL."
        }
    }
}
