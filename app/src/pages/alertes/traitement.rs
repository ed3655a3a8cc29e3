//! What the officer may do now, as buttons; each asks why.

use std::sync::Arc;

use chrono::NaiveDate;
use leptos::prelude::*;
use leptos::task::spawn_local;
use reciproque_shared::alerte::{Conclusion, FicheAlerte, GesteAlerte, SaisieGesteAlerte};
use reciproque_shared::api::TraiterAlerte;
use reciproque_shared::date;

use crate::pages::erreurs_de;
use crate::server::appeler;
use crate::session::use_session;
use crate::ui::*;

/// Longest note, in characters.
pub const LONGUEUR_NOTE: usize = 500;

#[derive(Clone, Copy)]
pub struct Traitements {
    fiche: RwSignal<Arc<FicheAlerte>>,
    /// The gesture that is being asked about.
    demande: RwSignal<Option<GesteAlerte>>,
    ouvert: RwSignal<bool>,
    conclusion: RwSignal<String>,
    note: RwSignal<String>,
    jusqu_au: RwSignal<String>,
    erreurs: Erreurs,
    occupe: RwSignal<bool>,
    annonceur: Annonceur,
    aujourdhui: NaiveDate,
}

impl Traitements {
    pub fn nouveaux(fiche: RwSignal<Arc<FicheAlerte>>) -> Self {
        Self {
            fiche,
            demande: RwSignal::new(None),
            ouvert: RwSignal::new(false),
            conclusion: RwSignal::new(String::new()),
            note: RwSignal::new(String::new()),
            jusqu_au: RwSignal::new(String::new()),
            erreurs: Erreurs::new(),
            occupe: RwSignal::new(false),
            annonceur: use_annonceur(),
            aujourdhui: use_session().aujourd_hui(),
        }
    }

    pub fn carte(self, fiche: &FicheAlerte) -> AnyView {
        let bouton = |(rang, geste): (usize, &GesteAlerte)| {
            let geste = *geste;
            let genre = if rang == 0 { Genre::Principal } else { Genre::Secondaire };
            view! { <Bouton genre au_clic=move || self.commence(geste)>{geste.libelle()}</Bouton> }
        };
        if fiche.gestes.is_empty() {
            return view! {
                <Carte titre="Suite à donner" id="gestes">
                    <p>"Cette alerte vous concerne : un autre délégué à la protection des données la traite."</p>
                </Carte>
            }
            .into_any();
        }
        let boutons = fiche.gestes.iter().enumerate().map(bouton).collect_view();
        view! { <Carte titre="Suite à donner" id="gestes"><div class="gestes">{boutons}</div></Carte> }
            .into_any()
    }

    fn commence(self, geste: GesteAlerte) {
        self.erreurs.efface();
        if self.demande.get_untracked() != Some(geste) {
            for champ in [self.conclusion, self.note, self.jusqu_au] {
                champ.set(String::new());
            }
        }
        self.demande.set(Some(geste));
        self.ouvert.set(true);
        let premier = match geste {
            GesteAlerte::Clore => "conclusion",
            GesteAlerte::Surveiller => "jusqu_au",
            GesteAlerte::Rouvrir | GesteAlerte::Lever => "note",
        };
        request_animation_frame(move || met_au_point(premier));
    }

    fn envoie(self, geste: GesteAlerte) {
        if self.occupe.get_untracked() {
            return;
        }
        self.occupe.set(true);
        self.erreurs.efface();
        let saisie = SaisieGesteAlerte {
            geste,
            conclusion: self.conclusion.get_untracked(),
            note: self.note.get_untracked(),
            jusqu_au: self.jusqu_au.get_untracked(),
        };
        let alerte = self.fiche.with_untracked(|fiche| fiche.alerte.id);
        spawn_local(async move {
            let issue = appeler::<TraiterAlerte>(alerte, saisie).await;
            // `Some` once the page is gone: nothing to show then.
            if self.occupe.try_set(false).is_some() {
                return;
            }
            match issue {
                Ok(fiche) => {
                    self.annonceur.dit(fait(geste));
                    self.ouvert.set(false);
                    self.demande.set(None);
                    self.fiche.set(Arc::new(fiche));
                    request_animation_frame(|| met_au_point("titre-alerte"));
                }
                Err(echec) => self.erreurs.pose(erreurs_de(&echec, "")),
            }
        });
    }

    /// The question, once for all the gestures.
    pub fn dialogue(self) -> AnyView {
        let titre = Signal::derive(move || self.demande.get().map_or("", GesteAlerte::libelle).to_owned());
        view! {
            <Dialogue ouvert=self.ouvert titre>
                {move || self.demande.get().map(|geste| self.question(geste))}
            </Dialogue>
        }
        .into_any()
    }

    fn question(self, geste: GesteAlerte) -> AnyView {
        let erreurs = self.erreurs;
        let agent = self.fiche.with_untracked(|fiche| fiche.alerte.agent.clone());
        view! {
            <QuestionGeste
                effet=effet(geste, &agent)
                faire=geste.libelle()
                ouvert=self.ouvert
                occupe=self.occupe
                erreurs
                confirme=move || self.envoie(geste)
            >
                {self.propre_au_geste(geste)}
                <ChampZone
                    id="note"
                    libelle="Pourquoi"
                    indice="Des faits courts : la note reste dans l’historique de l’alerte."
                    valeur=self.note
                    max=LONGUEUR_NOTE
                    erreur=erreurs.de("note")
                />
            </QuestionGeste>
        }
        .into_any()
    }

    fn propre_au_geste(self, geste: GesteAlerte) -> AnyView {
        match geste {
            GesteAlerte::Clore => {
                let choix: Vec<Choix> =
                    Conclusion::TOUS.iter().map(|c| Choix::new(c.code(), c.libelle())).collect();
                view! {
                    <GroupeRadio id="conclusion" legende="Conclusion" valeur=self.conclusion choix erreur=self.erreurs.de("conclusion")/>
                }
                .into_any()
            }
            GesteAlerte::Surveiller => {
                let aujourdhui = self.aujourdhui;
                let lecture =
                    move |texte: String| date::lire(&texte, aujourdhui).map(date::long).unwrap_or_default();
                view! {
                    <ChampTexte
                        id="jusqu_au"
                        libelle="Dernier jour"
                        indice="Douze mois au plus. La surveillance finit d’elle-même."
                        valeur=self.jusqu_au
                        largeur=Largeur::Date
                        lecture
                        erreur=self.erreurs.de("jusqu_au")
                    />
                }
                .into_any()
            }
            GesteAlerte::Rouvrir | GesteAlerte::Lever => ().into_any(),
        }
    }
}

/// What the gesture entails.
fn effet(geste: GesteAlerte, agent: &str) -> String {
    match geste {
        GesteAlerte::Clore => {
            "Les événements de cette alerte sont jugés : seuls de nouveaux événements en ouvriront une autre."
                .to_owned()
        }
        GesteAlerte::Rouvrir => {
            "L’alerte reprend sa place parmi celles à examiner, avec son historique.".to_owned()
        }
        GesteAlerte::Surveiller => format!(
            "Dès sa prochaine demande, {agent} devra donner un motif pour ouvrir un dossier, un CER ou un rendez-vous. Il en est averti."
        ),
        GesteAlerte::Lever => format!("{agent} ouvrira de nouveau ses dossiers sans donner de motif."),
    }
}

const fn fait(geste: GesteAlerte) -> &'static str {
    match geste {
        GesteAlerte::Clore => "Alerte clôturée",
        GesteAlerte::Rouvrir => "Alerte rouverte",
        GesteAlerte::Surveiller => "Agent placé sous surveillance",
        GesteAlerte::Lever => "Surveillance levée",
    }
}
