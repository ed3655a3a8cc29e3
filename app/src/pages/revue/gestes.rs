//! What one does to a review: decide for one, confirm all the rest, go back, seal. What
//! can't be undone is asked about first.

use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;
use reciproque_shared::api::{ConsulterRevue, FaireGesteRevue, ScellerRevue};
use reciproque_shared::revue::{
    EtatLigneRevue, FicheRevue, GesteRevue, GesteRevueLu, LONGUEUR_PRECISION, LigneRevue, MotifRevue,
    SaisieGesteRevue,
};

use crate::pages::cer::garde;
use crate::pages::{combien, erreurs_de};
use crate::server::{Echec, appeler, appeler_version};
use crate::ui::*;

/// What is being asked about.
#[derive(Clone, PartialEq)]
enum Question {
    Decider(GesteRevue, Vec<i64>),
    Sceller,
}

#[derive(Clone, Copy)]
pub struct Gestes {
    fiche: StoredValue<Arc<FicheRevue>>,
    question: RwSignal<Option<Question>>,
    ouvert: RwSignal<bool>,
    motif: RwSignal<String>,
    precision: RwSignal<String>,
    erreurs: Erreurs,
    /// Why a gesture without a question failed.
    echec: RwSignal<Option<String>>,
    occupe: RwSignal<bool>,
    suite: Callback<(FicheRevue,)>,
}

impl Gestes {
    pub fn nouveau(fiche: &Arc<FicheRevue>, suite: Callback<(FicheRevue,)>) -> Self {
        Self {
            fiche: StoredValue::new(fiche.clone()),
            question: RwSignal::new(None),
            ouvert: RwSignal::new(false),
            motif: RwSignal::new(String::new()),
            precision: RwSignal::new(String::new()),
            erreurs: Erreurs::new(),
            echec: RwSignal::new(None),
            occupe: RwSignal::new(false),
            suite,
        }
    }

    /// Confirms at once all those that remain, but one's own.
    pub fn barre(self) -> AnyView {
        let restantes = self.restantes();
        (restantes.len() > 1)
            .then(|| {
                let dit = format!("Confirmer les {} qui restent…", restantes.len());
                let clic = move || self.commence(GesteRevue::Confirmer, restantes.clone());
                view! { <div class="actions"><Bouton genre=Genre::Secondaire au_clic=clic>{dit}</Bouton></div> }
            })
            .into_any()
    }

    fn restantes(self) -> Vec<i64> {
        let libre = |etat| etat == EtatLigneRevue::AExaminer;
        self.fiche
            .with_value(|f| f.lignes.iter().filter(|l| libre(l.etat) && !l.la_mienne).map(|l| l.id).collect())
    }

    /// The seal, once everything is decided.
    pub fn pied(self) -> AnyView {
        let restantes = self.fiche.with_value(|fiche| fiche.resume.restantes);
        let contenu = match restantes {
            0 => {
                let clic = move || self.demande(Question::Sceller);
                view! { <Bouton icone=Icone::Cadenas au_clic=clic attr:id="sceller">"Sceller la revue…"</Bouton> }.into_any()
            }
            n => {
                let quoi = combien(usize::try_from(n).unwrap_or(usize::MAX), "habilitation");
                view! { <p class="discret">"Il reste "{quoi}" à examiner avant de sceller la revue."</p> }
                    .into_any()
            }
        };
        view! { <div class="pas-imprime">{contenu}</div> }.into_any()
    }

    pub fn message(self) -> impl IntoView {
        move || {
            self.echec
                .get()
                .map(|echec| view! { <Alerte ton=Ton::Erreur vivante=true><p>{echec}</p></Alerte> })
        }
    }

    pub fn commence(self, geste: GesteRevue, lignes: Vec<i64>) {
        match geste {
            GesteRevue::Annuler => {
                self.decide(SaisieGesteRevue { geste, lignes, motif: None, precision: String::new() });
            }
            _ => self.demande(Question::Decider(geste, lignes)),
        }
    }

    fn demande(self, question: Question) {
        self.erreurs.efface();
        self.echec.set(None);
        if self.question.with_untracked(|avant| avant.as_ref() != Some(&question)) {
            // The reason of another question is not this one's.
            self.motif.set(String::new());
            self.precision.set(String::new());
        }
        self.question.set(Some(question));
        self.ouvert.set(true);
    }

    fn decide(self, saisie: SaisieGesteRevue) {
        let id = self.fiche.with_value(|fiche| fiche.resume.id);
        self.envoie(async move { appeler::<FaireGesteRevue>(id, saisie).await });
    }

    fn scelle(self) {
        let (id, version) = self.fiche.with_value(|fiche| (fiche.resume.id, fiche.version));
        self.envoie(async move { appeler_version::<ScellerRevue>(id, (), version).await });
    }

    /// On a conflict the review is shown as it is now, with the words of the refusal.
    fn envoie(self, appel: impl Future<Output = Result<FicheRevue, Echec>> + 'static) {
        if self.occupe.get_untracked() {
            return;
        }
        self.occupe.set(true);
        self.erreurs.efface();
        spawn_local(async move {
            match appel.await {
                Ok(fiche) => {
                    let suivant = suivant(&fiche);
                    self.suite.try_run((fiche,));
                    request_animation_frame(move || met_au_point(&suivant));
                }
                Err(echec) => self.refuse(&echec).await,
            }
            self.occupe.try_set(false);
        });
    }

    async fn refuse(self, echec: &Echec) {
        let perime = matches!(echec, Echec::Probleme(p) if p.status == 412);
        if perime {
            let id = self.fiche.with_value(|fiche| fiche.resume.id);
            if let Ok(fiche) = appeler::<ConsulterRevue>(id, ()).await {
                self.suite.try_run((fiche,));
            }
        } else if self.ouvert.get_untracked() {
            self.erreurs.pose(erreurs_de(echec, ""));
        } else {
            self.echec.set(Some(echec.detail().to_owned()));
        }
    }

    /// The question, once for all the gestures.
    pub fn dialogue(self) -> AnyView {
        let titre = Signal::derive(move || self.question.with(|q| q.as_ref().map_or("", titre).to_owned()));
        view! {
            <Dialogue ouvert=self.ouvert titre>
                {move || self.question.get().map(|question| self.contenu(question))}
            </Dialogue>
        }
        .into_any()
    }

    fn contenu(self, question: Question) -> AnyView {
        let (effet, faire, champs) = match &question {
            Question::Sceller => (EFFET_SCEAU, "Sceller", ().into_any()),
            Question::Decider(GesteRevue::Retirer, ids) => {
                (EFFET_RETRAIT, "Retirer l’habilitation", self.champs(GesteRevue::Retirer, ids))
            }
            Question::Decider(geste, ids) => (EFFET_CONFIRMATION, "Confirmer", self.champs(*geste, ids)),
        };
        view! {
            <QuestionGeste
                effet
                faire
                ouvert=self.ouvert
                occupe=self.occupe
                erreurs=self.erreurs
                confirme=move || self.soumet(&question)
            >
                {champs}
            </QuestionGeste>
        }
        .into_any()
    }

    /// Who is concerned, then why.
    fn champs(self, geste: GesteRevue, ids: &[i64]) -> AnyView {
        let noms = self.fiche.with_value(|fiche| {
            let choisies = fiche.lignes.iter().filter(|ligne| ids.contains(&ligne.id));
            let nom = |l: &LigneRevue| {
                view! { <li>{format!("{} {}, {}", l.nom, l.prenom, l.profil.libelle())}</li> }
            };
            choisies.map(nom).collect_view()
        });
        let choix: Vec<Choix> = MotifRevue::TOUS
            .iter()
            .filter(|motif| motif.convient(geste))
            .map(|motif| Choix::new(motif.code(), motif.libelle()))
            .collect();
        let erreurs = self.erreurs;
        view! {
            <ul class="apercu">{noms}</ul>
            <GroupeRadio id="motif" legende="Motif" valeur=self.motif choix erreur=erreurs.de("motif")/>
            <ChampZone
                id="precision"
                libelle="Précision"
                facultatif=true
                indice="Des faits courts : elle reste dans le document scellé."
                valeur=self.precision
                max=LONGUEUR_PRECISION
                garde=garde()
                erreur=erreurs.de("precision")
            />
        }
        .into_any()
    }

    fn soumet(self, question: &Question) {
        let Question::Decider(geste, lignes) = question else {
            self.scelle();
            return;
        };
        let saisie = SaisieGesteRevue {
            geste: *geste,
            lignes: lignes.clone(),
            motif: self.motif.with_untracked(|code| MotifRevue::du_code(code)),
            precision: self.precision.get_untracked(),
        };
        match GesteRevueLu::lire(&saisie) {
            Ok(_) => self.decide(saisie),
            Err(refus) => {
                self.erreurs.pose(refus);
            }
        }
    }
}

/// Where one goes on: the next line to decide, the seal, or what was sealed.
fn suivant(fiche: &FicheRevue) -> String {
    let a_examiner = |l: &&LigneRevue| l.etat == EtatLigneRevue::AExaminer && !l.la_mienne;
    match fiche.lignes.iter().find(a_examiner) {
        Some(ligne) => format!("{}-{}", GesteRevue::Confirmer.code(), ligne.id),
        None => "sceller".to_owned(),
    }
}

const EFFET_SCEAU: &str = "La revue ne changera plus. Son empreinte est inscrite au journal : toute modification \
     ultérieure se verra. Relisez les décisions avant de continuer.";
const EFFET_RETRAIT: &str = "L’accès est fermé aussitôt et la session en cours se termine. Pour le rendre, il faudra \
     une nouvelle demande d’habilitation.";
const EFFET_CONFIRMATION: &str = "Vous attestez que ces accès sont toujours nécessaires. Vous pourrez revenir sur la \
     confirmation tant que la revue n’est pas scellée.";

const fn titre(question: &Question) -> &'static str {
    match question {
        Question::Sceller => "Sceller la revue ?",
        Question::Decider(GesteRevue::Retirer, _) => "Retirer cette habilitation ?",
        Question::Decider(..) => "Confirmer ces habilitations ?",
    }
}
