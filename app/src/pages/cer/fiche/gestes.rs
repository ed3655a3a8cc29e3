//! What the reader may do now, as buttons; those that need a reason or a date ask first.

use std::sync::Arc;

use leptos::prelude::*;
use reciproque_shared::cer::fiche::FicheCer;
use reciproque_shared::cer::{Examinateur, Geste, GesteCer, LONGUEUR_MOTIF, SaisieGeste};

use crate::pages::cer::geste::{Suite, est_decision, lance};
use crate::pages::cer::mots::{date_lue, garde, intitule};
use crate::pages::erreurs_de;
use crate::server::Echec;
use crate::ui::*;

#[derive(Clone, Copy)]
pub struct Gestes {
    fiche: StoredValue<Arc<FicheCer>>,
    /// The gesture that is being asked about.
    demande: RwSignal<Option<GesteCer>>,
    ouvert: RwSignal<bool>,
    motif: RwSignal<String>,
    date: RwSignal<String>,
    examine_par: RwSignal<String>,
    examine_le: RwSignal<String>,
    erreurs: Erreurs,
    /// Why a gesture without a question failed.
    echec: RwSignal<Option<String>>,
    occupe: RwSignal<bool>,
    suite: Suite,
}

impl Gestes {
    pub fn nouveau(fiche: &Arc<FicheCer>, suite: Suite) -> Self {
        Self {
            fiche: StoredValue::new(fiche.clone()),
            demande: RwSignal::new(None),
            ouvert: RwSignal::new(false),
            motif: RwSignal::new(String::new()),
            date: RwSignal::new(String::new()),
            examine_par: RwSignal::new(String::new()),
            examine_le: RwSignal::new(String::new()),
            erreurs: Erreurs::new(),
            echec: RwSignal::new(None),
            occupe: RwSignal::new(false),
            suite,
        }
    }

    /// All the gestures, or why there is none.
    pub fn carte(self) -> AnyView {
        let gestes = self.fiche.with_value(|fiche| fiche.gestes.clone());
        if gestes.is_empty() {
            return ().into_any();
        }
        let decision = gestes.iter().any(|geste| est_decision(*geste));
        let boutons = gestes.iter().enumerate().map(|(rang, geste)| self.bouton(*geste, genre(rang, *geste)));
        let boutons = boutons.collect_view();
        view! {
            <div class="pas-imprime">
                <Carte titre=if decision { "Décision du département" } else { "Suite à donner" } id="gestes">
                    <div class="gestes">{boutons}</div>
                    {move || self.echec.get().map(|echec| view! {
                        <Alerte ton=Ton::Erreur vivante=true><p>{echec}</p></Alerte>
                    })}
                </Carte>
            </div>
        }
        .into_any()
    }

    pub fn bouton(self, geste: GesteCer, genre: Genre) -> AnyView {
        let clic = move || self.commence(geste);
        view! { <Bouton genre occupe=self.occupe au_clic=clic>{nom(geste)}</Bouton> }.into_any()
    }

    /// A decision is always confirmed; other gestures only say why when they must.
    fn commence(self, geste: GesteCer) {
        self.erreurs.efface();
        self.echec.set(None);
        if self.demande.get_untracked() != Some(geste) {
            // The reason of another gesture is not this one's.
            self.motif.set(String::new());
            self.date.set(String::new());
            // The examination stays: it is the same whatever one decides.
        }
        if est_decision(geste) || geste.exige_motif() {
            self.demande.set(Some(geste));
            self.ouvert.set(true);
            let premier = match geste {
                _ if self.a_examiner(geste) => "examine_par",
                _ if geste.exige_date() => "date",
                _ => "motif",
            };
            request_animation_frame(move || met_au_point(premier));
        } else {
            self.envoie(SaisieGeste::seul(geste));
        }
    }

    /// The decision follows an examination.
    fn a_examiner(self, geste: GesteCer) -> bool {
        geste.exige_examen() && self.fiche.with_value(|fiche| fiche.examen_depuis.is_some())
    }

    fn confirme(self, geste: GesteCer) {
        let saisie = SaisieGeste {
            geste,
            motif: self.motif.get_untracked(),
            date: self.date.get_untracked(),
            examine_par: self.examine_par.get_untracked(),
            examine_le: self.examine_le.get_untracked(),
        };
        match self.fiche.with_value(|fiche| Geste::lire(&saisie, &fiche.cadre())) {
            Ok(_) => self.envoie(saisie),
            Err(refus) => {
                self.erreurs.pose(refus);
            }
        }
    }

    fn envoie(self, saisie: SaisieGeste) {
        if self.occupe.get_untracked() {
            return;
        }
        self.occupe.set(true);
        self.erreurs.efface();
        let refus = Callback::new(move |(echec,): (Echec,)| {
            self.occupe.set(false);
            if self.ouvert.get_untracked() {
                self.erreurs.pose(erreurs_de(&echec, ""));
            } else {
                self.echec.set(Some(echec.phrases()));
            }
        });
        let cer = self.fiche.with_value(|fiche| (fiche.id, fiche.version));
        lance(cer, saisie, self.suite, refus);
    }

    /// The question, once for all the gestures.
    pub fn dialogue(self) -> AnyView {
        let titre = Signal::derive(move || self.demande.get().map_or("", nom).to_owned());
        view! {
            <Dialogue ouvert=self.ouvert titre>
                {move || self.demande.get().map(|geste| self.question(geste))}
            </Dialogue>
        }
        .into_any()
    }

    fn question(self, geste: GesteCer) -> AnyView {
        let contrat = self.fiche.with_value(|fiche| intitule(&fiche.feuille.personne));
        let (aujourdhui, erreurs) =
            (self.fiche.with_value(|fiche| fiche.feuille.contexte.aujourdhui), self.erreurs);
        let date = geste.exige_date().then(|| {
            view! {
                <ChampTexte
                    id="date"
                    libelle="Dernier jour du contrat"
                    valeur=self.date
                    largeur=Largeur::Date
                    lecture=move |texte: String| date_lue(&texte, aujourdhui)
                    erreur=erreurs.de("date")
                />
            }
        });
        view! {
            <QuestionGeste
                effet=format!("{contrat}. {}", effet(geste))
                faire=nom(geste)
                ouvert=self.ouvert
                occupe=self.occupe
                erreurs
                confirme=move || self.confirme(geste)
            >
                {self.examen(geste)}
                {date}
                <ChampZone
                    id="motif"
                    libelle="Motif"
                    facultatif=!geste.exige_motif()
                    indice="Des faits courts : il reste dans l’historique du contrat."
                    valeur=self.motif
                    max=LONGUEUR_MOTIF
                    garde=garde()
                    erreur=erreurs.de("motif")
                />
            </QuestionGeste>
        }
        .into_any()
    }
}

impl Gestes {
    /// Who examined a contract of particular form, and when.
    fn examen(self, geste: GesteCer) -> Option<AnyView> {
        let choix: Vec<_> = Examinateur::TOUS.iter().map(|e| Choix::new(e.code(), e.libelle())).collect();
        let (erreurs, aujourdhui) =
            (self.erreurs, self.fiche.with_value(|fiche| fiche.feuille.contexte.aujourdhui));
        self.a_examiner(geste).then(|| {
            view! {
                <GroupeRadio
                    id="examine_par"
                    legende="Contrat particulier examiné par"
                    valeur=self.examine_par
                    choix
                    erreur=erreurs.de("examine_par")
                />
                <ChampTexte
                    id="examine_le"
                    libelle="Examiné le"
                    valeur=self.examine_le
                    largeur=Largeur::Date
                    lecture=move |texte: String| date_lue(&texte, aujourdhui)
                    erreur=erreurs.de("examine_le")
                />
            }
            .into_any()
        })
    }
}

/// The usual gesture comes first; those that end something are marked.
const fn genre(rang: usize, geste: GesteCer) -> Genre {
    match geste {
        GesteCer::Refuser | GesteCer::Rompre | GesteCer::Annuler => Genre::Danger,
        _ if rang == 0 => Genre::Principal,
        _ => Genre::Secondaire,
    }
}

/// « Annuler » alone is what one says to close a question.
const fn nom(geste: GesteCer) -> &'static str {
    match geste {
        GesteCer::Rompre => "Rompre le contrat",
        GesteCer::Annuler => "Annuler le contrat",
        _ => geste.libelle(),
    }
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
