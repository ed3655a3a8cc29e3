//! What the officer does to a request; most gestures ask why first.

use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;
use reciproque_shared::api::{ConsulterDemande, FaireGesteDemande};
use reciproque_shared::droit::{
    FicheDemande, GesteDemande, GesteDemandeLu, LONGUEUR_OBJET, SaisieGesteDemande,
};

use crate::pages::cer::garde;
use crate::pages::erreurs_de;
use crate::server::{Echec, appeler, appeler_version};
use crate::ui::*;

/// What shows the request once it has changed; with what was typed, when somebody acted first.
pub type Suite = Callback<(FicheDemande, Option<String>)>;

/// The request as it is now, when that is why a gesture failed.
///
/// # Errors
/// The failure itself, when it is another one.
pub async fn devancee(demande: i64, echec: Echec) -> Result<FicheDemande, Echec> {
    if echec.est_devance() { appeler::<ConsulterDemande>(demande, ()).await } else { Err(echec) }
}

#[derive(Clone, Copy)]
pub struct Gestes {
    fiche: StoredValue<Arc<FicheDemande>>,
    demande: RwSignal<Option<GesteDemande>>,
    ouvert: RwSignal<bool>,
    motif: RwSignal<String>,
    erreurs: Erreurs,
    occupe: RwSignal<bool>,
    suite: Suite,
}

impl Gestes {
    pub fn nouveau(fiche: &Arc<FicheDemande>, suite: Suite) -> Self {
        Self {
            fiche: StoredValue::new(fiche.clone()),
            demande: RwSignal::new(None),
            ouvert: RwSignal::new(false),
            motif: RwSignal::new(String::new()),
            erreurs: Erreurs::new(),
            occupe: RwSignal::new(false),
            suite,
        }
    }

    pub fn carte(self) -> AnyView {
        let gestes = self.fiche.with_value(|fiche| fiche.gestes.clone());
        if gestes.is_empty() {
            return view! {
                <Carte titre="Demande clôturée" id="gestes">
                    <p>"Le dossier de la personne n’est plus ouvert. Si elle écrit de nouveau, enregistrez une nouvelle demande."</p>
                </Carte>
            }
            .into_any();
        }
        let bouton = |(rang, geste): (usize, GesteDemande)| {
            let genre = match geste {
                GesteDemande::Refuser => Genre::Danger,
                _ if rang == 0 => Genre::Principal,
                _ => Genre::Secondaire,
            };
            let clic = move || self.commence(geste);
            view! { <Bouton genre au_clic=clic>{nom(geste)}</Bouton> }
        };
        let boutons = gestes.into_iter().enumerate().map(bouton).collect_view();
        let a_faire = self.fiche.with_value(|fiche| fiche.a_faire.clone());
        let a_faire =
            a_faire.map(|texte| view! { <Alerte titre="Avant de répondre"><p>{texte}</p></Alerte> });
        view! {
            <div class="pas-imprime"><Carte titre="Suite à donner" id="gestes">{a_faire}<div class="gestes">{boutons}</div></Carte></div>
        }
        .into_any()
    }

    fn commence(self, geste: GesteDemande) {
        self.erreurs.efface();
        if self.demande.get_untracked() != Some(geste) {
            self.motif.set(String::new());
        }
        self.demande.set(Some(geste));
        self.ouvert.set(true);
    }

    fn confirme(self, geste: GesteDemande) {
        let saisie = SaisieGesteDemande { geste, motif: self.motif.get_untracked() };
        if let Err(refus) = GesteDemandeLu::lire(&saisie) {
            self.erreurs.pose(ici(refus.into_iter().map(Erreur::from)));
            return;
        }
        if self.occupe.get_untracked() {
            return;
        }
        self.occupe.set(true);
        let (id, version) = self.fiche.with_value(|fiche| (fiche.ligne.id, fiche.version));
        spawn_local(async move {
            let motif = saisie.motif.clone();
            let issue = match appeler_version::<FaireGesteDemande>(id, saisie, version).await {
                Ok(fiche) => Ok((fiche, None)),
                Err(echec) => devancee(id, echec).await.map(|fiche| (fiche, Some(motif))),
            };
            match issue {
                Ok(suite) => drop(self.suite.try_run(suite)),
                Err(echec) => self.erreurs.pose(ici(erreurs_de(&echec, "").into_iter())),
            }
            self.occupe.try_set(false);
        });
    }

    pub fn dialogue(self) -> AnyView {
        let titre = Signal::derive(move || self.demande.get().map_or("", nom).to_owned());
        view! {
            <Dialogue ouvert=self.ouvert titre>
                {move || self.demande.get().map(|geste| self.question(geste))}
            </Dialogue>
        }
        .into_any()
    }

    fn question(self, geste: GesteDemande) -> AnyView {
        let erreurs = self.erreurs;
        view! {
            <QuestionGeste
                effet=effet(geste)
                faire=nom(geste)
                ouvert=self.ouvert
                occupe=self.occupe
                erreurs
                confirme=move || self.confirme(geste)
            >
                <ChampZone
                    id="geste-motif"
                    libelle=libelle(geste)
                    facultatif=!geste.exige_motif()
                    valeur=self.motif
                    max=LONGUEUR_OBJET
                    garde=garde()
                    erreur=erreurs.de("geste-motif")
                />
            </QuestionGeste>
        }
        .into_any()
    }
}

/// The field of the dialog: the page has a « motif » of its own, that of a rectification.
fn ici(erreurs: impl Iterator<Item = Erreur>) -> Vec<Erreur> {
    let place = |e: Erreur| if e.champ == "motif" { Erreur::new("geste-motif", e.message) } else { e };
    erreurs.map(place).collect()
}

const fn nom(geste: GesteDemande) -> &'static str {
    match geste {
        GesteDemande::VerifierIdentite => "L’identité est vérifiée",
        GesteDemande::Commencer => "Commencer l’instruction",
        GesteDemande::Repondre => "La réponse est envoyée",
        GesteDemande::Prolonger => "Prolonger le délai",
        GesteDemande::Refuser => "Refuser la demande",
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
