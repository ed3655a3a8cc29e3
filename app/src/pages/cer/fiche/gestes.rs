//! What the reader may do now, as buttons; those that need a reason or a date ask first.

use leptos::prelude::*;
use reciproque_shared::cer::fiche::FicheCer;
use reciproque_shared::cer::{Examinateur, Geste as Lu, GesteCer, LONGUEUR_MOTIF, SaisieGeste};
use reciproque_shared::erreur::ErreurChamp;

use crate::pages::cer::geste::{appel, est_decision, message};
use crate::pages::cer::mots::{date_lue, garde, intitule};
use crate::pages::geste::{self, Champs, Geste, Reponse};
use crate::ui::*;

pub type Gestes = geste::Gestes<FicheCer, GesteCer>;

/// All the gestures, when there is one.
pub fn carte(fiche: &FicheCer, gestes: Gestes) -> Option<AnyView> {
    let decision = fiche.gestes.iter().any(|geste| est_decision(*geste));
    (!fiche.gestes.is_empty()).then(|| {
        let boutons = gestes.boutons(&fiche.gestes);
        view! {
            <div class="pas-imprime">
                <Carte titre=if decision { "Décision du département" } else { "Suite à donner" } id="gestes">{boutons}</Carte>
            </div>
        }
        .into_any()
    })
}

impl Geste<FicheCer> for GesteCer {
    /// The examination is the same whatever one decides.
    const COMMUNS: &'static [&'static str] = &["examine_par", "examine_le"];

    /// « Annuler » alone is what one says to close a question.
    fn nom(&self) -> String {
        match self {
            Self::Rompre => "Rompre le contrat",
            Self::Annuler => "Annuler le contrat",
            _ => self.libelle(),
        }
        .to_owned()
    }

    /// A decision is always confirmed; other gestures only say why when they must.
    fn effet(&self, fiche: &FicheCer) -> Option<String> {
        let contrat = intitule(&fiche.feuille.personne);
        (est_decision(*self) || self.exige_motif()).then(|| format!("{contrat}. {}", effet(*self)))
    }

    fn champs(&self, fiche: &FicheCer, champs: Champs) -> AnyView {
        let date = self.exige_date().then(|| jour("date", "Dernier jour du contrat", fiche, champs));
        view! {
            {a_examiner(*self, fiche).then(|| examen(fiche, champs))}
            {date}
            <ChampZone
                id="motif"
                libelle="Motif"
                facultatif=!self.exige_motif()
                indice="Des faits courts : il reste dans l’historique du contrat."
                valeur=champs.valeur("motif")
                max=LONGUEUR_MOTIF
                garde=garde()
                erreur=champs.erreur("motif")
            />
        }
        .into_any()
    }

    fn appel(&self, fiche: &FicheCer, champs: Champs) -> Result<Reponse<FicheCer>, Vec<ErreurChamp>> {
        let saisie = SaisieGeste {
            geste: *self,
            motif: champs.texte("motif"),
            date: champs.texte("date"),
            examine_par: champs.texte("examine_par"),
            examine_le: champs.texte("examine_le"),
        };
        if self.effet(fiche).is_some() {
            Lu::lire(&saisie, &fiche.cadre())?;
        }
        Ok(appel((fiche.id, fiche.version), saisie))
    }

    fn fait(&self, fiche: &FicheCer) -> &'static str {
        message(fiche.etat).0
    }

    fn danger(&self) -> bool {
        matches!(self, Self::Refuser | Self::Rompre | Self::Annuler)
    }
}

/// The decision follows an examination.
fn a_examiner(geste: GesteCer, fiche: &FicheCer) -> bool {
    geste.exige_examen() && fiche.examen_depuis.is_some()
}

/// Who examined a contract of particular form, and when.
fn examen(fiche: &FicheCer, champs: Champs) -> AnyView {
    let choix: Vec<_> = Examinateur::TOUS.iter().map(|e| Choix::new(e.code(), e.libelle())).collect();
    let (valeur, erreur) = (champs.valeur("examine_par"), champs.erreur("examine_par"));
    view! {
        <GroupeRadio id="examine_par" legende="Contrat particulier examiné par" valeur choix erreur/>
        {jour("examine_le", "Examiné le", fiche, champs)}
    }
    .into_any()
}

fn jour(champ: &'static str, libelle: &'static str, fiche: &FicheCer, champs: Champs) -> AnyView {
    let aujourdhui = fiche.feuille.contexte.aujourdhui;
    let lecture = move |texte: String| date_lue(&texte, aujourdhui);
    let (valeur, erreur) = (champs.valeur(champ), champs.erreur(champ));
    view! { <ChampTexte id=champ libelle valeur largeur=Largeur::Date lecture erreur/> }.into_any()
}

/// What the gesture entails.
const fn effet(geste: GesteCer) -> &'static str {
    match geste {
        GesteCer::Valider => "Le contrat prendra effet à sa date de début et recevra son rang.",
        GesteCer::Ajourner => "Le référent recevra le motif et corrigera dans un nouveau brouillon.",
        GesteCer::Refuser => "Le contrat ne prendra pas effet. Le référent recevra le motif.",
        GesteCer::Rompre => "Le contrat s’arrêtera le jour indiqué, ses avenants avec lui.",
        GesteCer::Annuler => "Le contrat ne comptera plus, ni son rang ni sa période. C’est définitif.",
        _ => "La saisie sera de nouveau ouverte ; les signatures seront à confirmer.",
    }
}
