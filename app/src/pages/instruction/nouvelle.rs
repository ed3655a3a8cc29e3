//! The form of a new request: its kind, then what that kind alone asks for.

use chrono::NaiveDate;
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;
use reciproque_shared::api::OuvrirInstruction;
use reciproque_shared::date;
use reciproque_shared::instruction::{
    DecisionContestee, GenreDerogation, Initiative, InstructionDemandee, LONGUEUR_PRECISION,
    MomentDerogation, MotifRemise, SaisieInstruction, SorteInstruction,
};

use super::conclure;
use crate::pages::cer::garde;
use crate::pages::geste::{Champs, Dit, Envoi, laisser};
use crate::server::appeler;
use crate::session::use_session;
use crate::ui::*;

#[derive(Clone, Copy)]
pub struct Nouvelle {
    envoi: Envoi,
    champs: Champs,
    ouvert: RwSignal<bool>,
}

impl Nouvelle {
    pub fn commencee() -> Self {
        let envoi = Envoi::nouveau();
        Self { envoi, champs: Champs::nouveau(envoi), ouvert: RwSignal::new(false) }
    }

    /// Shown at once when there is no request yet, on demand otherwise.
    pub fn carte(self, personne: i64, seule: bool) -> AnyView {
        let montre = move || {
            self.ouvert.set(true);
            request_animation_frame(|| met_au_point("sorte"));
        };
        let vue = move || {
            match seule || self.ouvert.get() {
            true => view! {
                <div class="pas-imprime"><Carte titre="Ouvrir une demande" id="ouvrir">{self.formulaire(personne)}</Carte></div>
            }
            .into_any(),
            false => view! {
                <div class="actions pas-imprime"><Bouton au_clic=montre>"Ouvrir une demande"</Bouton></div>
            }
            .into_any(),
        }
        };
        vue.into_any()
    }

    fn formulaire(self, personne: i64) -> AnyView {
        let va = use_navigate();
        let soumet = move |ev: SubmitEvent| {
            ev.prevent_default();
            let va = va.clone();
            self.envoie(personne, move |id| va(&format!("/instructions/{id}"), NavigateOptions::default()));
        };
        let (champs, jour) = (self.champs, use_session().aujourd_hui());
        let Envoi { erreurs, occupe, .. } = self.envoi;
        let sortes: Vec<_> =
            SorteInstruction::TOUS.iter().map(|s| Choix::new(s.code(), s.libelle())).collect();
        let selon = move || {
            SorteInstruction::du_code(&champs.valeur("sorte").get()).map(|sorte| contenu(sorte, champs, jour))
        };
        champs.depart("recue_le", &date::court(jour));
        view! {
            <form class="formulaire-corps" novalidate on:submit=soumet>
                <ResumeErreurs erreurs/>
                <GroupeRadio id="sorte" legende="Ce qui est demandé" valeur=champs.valeur("sorte") choix=sortes erreur=champs.erreur("sorte")/>
                {conclure::date(champs, jour, "recue_le", "Reçue le", false)}
                {selon}
                <ChampZone
                    id="precision"
                    libelle="Précision"
                    facultatif=true
                    indice="Des faits courts que les listes ne disent pas."
                    valeur=champs.valeur("precision")
                    max=LONGUEUR_PRECISION
                    garde=garde()
                    erreur=champs.erreur("precision")
                />
                <div class="actions"><Bouton soumet=true occupe>"Ouvrir la demande"</Bouton></div>
            </form>
        }
        .into_any()
    }

    fn envoie(self, personne: i64, suite: impl Fn(i64) + 'static) {
        let saisie = saisie(self.champs);
        if self.envoi.admet(InstructionDemandee::lire(&saisie, use_session().aujourd_hui())).is_none() {
            return;
        }
        self.envoi.lance(appeler::<OuvrirInstruction>(personne, saisie), move |fiche| {
            laisser(Dit::Fait, "Demande ouverte. Prenez-la en instruction, ou laissez-la à un collègue.");
            suite(fiche.fil.ligne.id);
        });
    }
}

/// As typed: what the kind does not ask for is not read.
fn saisie(champs: Champs) -> SaisieInstruction {
    let texte = |champ| champs.texte(champ);
    SaisieInstruction {
        sorte: SorteInstruction::du_code(&texte("sorte")),
        recue_le: texte("recue_le"),
        genre: GenreDerogation::du_code(&texte("genre")),
        moment: MomentDerogation::du_code(&texte("moment")),
        montant: texte("montant"),
        motif_remise: MotifRemise::du_code(&texte("motif_remise")),
        contre: DecisionContestee::du_code(&texte("contre")),
        contestee_le: texte("contestee_le"),
        initiative: Initiative::du_code(&texte("initiative")),
        precision: texte("precision"),
    }
}

fn contenu(sorte: SorteInstruction, champs: Champs, jour: NaiveDate) -> AnyView {
    let radio = |champ: &'static str, legende: &'static str, choix: Vec<Choix>| {
        view! { <GroupeRadio id=champ legende valeur=champs.valeur(champ) choix erreur=champs.erreur(champ)/> }
    };
    match sorte {
        SorteInstruction::Derogation => {
            let genres = GenreDerogation::TOUS.iter().map(|g| Choix::new(g.code(), g.libelle())).collect();
            let moments = MomentDerogation::TOUS.iter().map(|m| Choix::new(m.code(), m.libelle())).collect();
            view! { {radio("genre", "Condition à écarter", genres)}{radio("moment", "À quel moment", moments)} }
                .into_any()
        }
        SorteInstruction::Remise => {
            let motifs = MotifRemise::TOUS.iter().map(|m| Choix::new(m.code(), m.libelle())).collect();
            view! {
                {conclure::montant(champs, "Montant de la dette", "En euros, par exemple 1 234,50.".to_owned())}
                {radio("motif_remise", "Ce que la personne fait valoir", motifs)}
            }
            .into_any()
        }
        SorteInstruction::Recours => {
            let contre = DecisionContestee::TOUS.iter().map(|d| Choix::new(d.code(), d.libelle())).collect();
            view! {
                {radio("contre", "Ce qui est contesté", contre)}
                {conclure::date(champs, jour, "contestee_le", "Décision contestée, reçue par la personne le", true)}
                <p class="discret">"Le délai de réponse part de la réception du recours : sans réponse, le silence vaut rejet."</p>
            }
            .into_any()
        }
        SorteInstruction::EvaluationTi => {
            let initiatives = Initiative::TOUS.iter().map(|i| Choix::new(i.code(), i.libelle())).collect();
            radio("initiative", "Qui veut l’évaluation", initiatives).into_any()
        }
    }
}
