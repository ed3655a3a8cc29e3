//! The form of an orientation: who takes over, why, since when; and what follows, before it is sent.

use std::sync::Arc;

use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use reciproque_shared::api;
use reciproque_shared::date;
use reciproque_shared::mots::accord;
use reciproque_shared::parcours::fiche::FicheParcours;
use reciproque_shared::parcours::{
    Contexte, Decideur, GesteParcours, OrientationDecidee, OrigineOrientation, SaisieOrientation,
    SorteOrientation, StructurePossible,
};

use super::suites;
use crate::pages::cer::date_lue;
use crate::pages::geste::{Champs, Envoi, Ouverte};
use crate::server::appeler_version;
use crate::ui::*;

#[derive(Clone, Copy)]
pub struct Orienter {
    fiche: StoredValue<Arc<FicheParcours>>,
    ouverte: Ouverte<FicheParcours>,
    envoi: Envoi,
    champs: Champs,
    /// At once when nobody accompanies, on demand otherwise.
    ouvert: RwSignal<bool>,
}

impl Orienter {
    pub fn nouveau(fiche: &Arc<FicheParcours>, ouverte: Ouverte<FicheParcours>) -> Self {
        let (envoi, contexte) = (Envoi::nouveau(), &fiche.contexte);
        let champs = Champs::nouveau(envoi);
        let aujourdhui = date::court(contexte.aujourdhui);
        champs.depart("decidee_le", &aujourdhui);
        champs.depart("debut", &aujourdhui);
        champs.depart("decideur", Decideur::Departement.code());
        if let [seule] = contexte.origines() {
            champs.depart("origine", seule.code());
        }
        let permis = fiche.permet(GesteParcours::Orienter);
        let ouvert = RwSignal::new(permis && contexte.en_cours.is_none());
        Self { fiche: StoredValue::new(fiche.clone()), ouverte, envoi, champs, ouvert }
    }

    /// Shows the form, or why it can't be for now; nothing when it is shown already.
    pub fn bouton(self) -> Option<AnyView> {
        let contexte = self.fiche.with_value(|fiche| fiche.contexte.clone());
        contexte.en_cours.as_ref()?;
        if !self.fiche.with_value(|fiche| fiche.permet(GesteParcours::Orienter)) {
            return None;
        }
        if let Some(motif) = contexte.a_venir() {
            return Some(view! { <p>{motif.message}</p> }.into_any());
        }
        let montre = move || {
            self.ouvert.set(true);
            request_animation_frame(|| met_au_point("sorte"));
        };
        Some(view! { <Bouton genre=Genre::Secondaire au_clic=montre>"Réorienter"</Bouton> }.into_any())
    }

    pub fn carte(self) -> AnyView {
        let titre = self.fiche.with_value(|fiche| match fiche.contexte.en_cours {
            Some(_) => "Réorienter",
            None => "Orienter",
        });
        let carte = move || {
            self.ouvert.get().then(|| {
                view! { <div class="pas-imprime"><Carte titre id="orienter">{self.formulaire(titre)}</Carte></div> }
            })
        };
        carte.into_any()
    }

    fn formulaire(self, titre: &'static str) -> AnyView {
        let soumet = move |ev: SubmitEvent| {
            ev.prevent_default();
            self.envoie();
        };
        let Envoi { erreurs, occupe, .. } = self.envoi;
        view! {
            <form class="formulaire-corps" novalidate on:submit=soumet>
                <ResumeErreurs erreurs/>
                {self.vers_qui()}
                {self.pourquoi()}
                {self.quand()}
                {self.par_qui()}
                <div aria-live="polite">{move || self.suites()}</div>
                <div class="actions"><Bouton soumet=true occupe>{titre}</Bouton></div>
            </form>
        }
        .into_any()
    }

    fn vers_qui(self) -> AnyView {
        let (champs, structures) =
            (self.champs, self.fiche.with_value(|f| structures(&f.contexte.structures)));
        let choisie = champs.valeur("structure");
        Effect::new(move |avant: Option<()>| {
            choisie.track();
            if avant.is_some() {
                champs.valeur("referent").set(String::new());
            }
        });
        let referents = Signal::derive(move || self.referents());
        let sortes: Vec<_> =
            SorteOrientation::TOUS.iter().map(|sorte| Choix::new(sorte.code(), sorte.libelle())).collect();
        view! {
            <GroupeRadio id="sorte" legende="Orientation" valeur=champs.valeur("sorte") choix=sortes erreur=champs.erreur("sorte") forme=Forme::Pastilles/>
            <GroupeRadio id="structure" legende="Structure" valeur=choisie choix=structures erreur=champs.erreur("structure")/>
            <ListeFermee
                id="referent"
                libelle="Référent unique"
                valeur=champs.valeur("referent")
                choix=referents
                vide="La structure le désignera"
                erreur=champs.erreur("referent")
            />
        }
        .into_any()
    }

    /// Those of the chosen structure.
    fn referents(self) -> Vec<Choix> {
        let choisie = self.champs.valeur("structure").with(|id| id.parse().ok());
        self.fiche.with_value(|fiche| {
            let structure = choisie.and_then(|id| fiche.contexte.structure(id));
            let referents = structure.map_or(&[][..], |structure| &structure.referents);
            referents.iter().map(|possible| Choix::new(possible.id.to_string(), &possible.nom)).collect()
        })
    }

    fn pourquoi(self) -> AnyView {
        let (champs, origines) = (self.champs, self.fiche.with_value(|fiche| fiche.contexte.origines()));
        let choix: Vec<_> = origines.iter().map(|o| Choix::new(o.code(), o.libelle())).collect();
        view! { <GroupeRadio id="origine" legende="Motif" valeur=champs.valeur("origine") choix erreur=champs.erreur("origine") forme=Forme::Pastilles/> }
            .into_any()
    }

    fn quand(self) -> AnyView {
        view! {
            <div class="champs">
                {self.jour("decidee_le", "Décidée le", None)}
                {self.jour("debut", "Début de l’accompagnement", None)}
            </div>
            {self.jour("notifiee_le", "Reçue par la personne le", Some("Le délai du contrat part de ce jour."))}
        }
        .into_any()
    }

    fn jour(self, champ: &'static str, libelle: &'static str, indice: Option<&'static str>) -> AnyView {
        let (champs, aujourdhui) = (self.champs, self.fiche.with_value(|fiche| fiche.contexte.aujourdhui));
        view! {
            <ChampTexte
                id=champ
                libelle
                valeur=champs.valeur(champ)
                largeur=Largeur::Date
                lecture=move |texte: String| date_lue(&texte, aujourdhui)
                erreur=champs.erreur(champ)
                facultatif=indice.is_some()
                nostrip:indice=indice.map(str::to_owned)
            />
        }
        .into_any()
    }

    /// Folded: the Département, as a rule.
    fn par_qui(self) -> AnyView {
        let choix: Vec<_> = Decideur::TOUS.iter().map(|d| Choix::new(d.code(), d.libelle())).collect();
        view! {
            <details>
                <summary>"Décidée par France Travail ?"</summary>
                <GroupeRadio id="decideur" legende="Décidée par" valeur=self.champs.valeur("decideur") choix/>
            </details>
        }
        .into_any()
    }

    fn suites(self) -> Option<AnyView> {
        let saisie = self.saisie();
        let phrases = self.fiche.with_value(|fiche| suites::de_l_orientation(fiche, &saisie));
        (!phrases.is_empty()).then(|| {
            let phrases = phrases.into_iter().map(|phrase| view! { <li>{phrase}</li> }).collect_view();
            view! { <Alerte titre="Ce qui s’ensuit"><ul>{phrases}</ul></Alerte> }.into_any()
        })
    }

    /// As typed. Tracked.
    fn saisie(self) -> SaisieOrientation {
        let lu = |champ| self.champs.valeur(champ).get();
        SaisieOrientation {
            sorte: SorteOrientation::du_code(&lu("sorte")),
            structure: lu("structure").parse().ok(),
            origine: OrigineOrientation::du_code(&lu("origine")),
            decideur: Decideur::du_code(&lu("decideur")),
            decidee_le: lu("decidee_le"),
            notifiee_le: lu("notifiee_le"),
            debut: lu("debut"),
            referent: lu("referent").parse().ok(),
        }
    }

    fn envoie(self) {
        let (saisie, fiche) = (untrack(|| self.saisie()), self.fiche.get_value());
        if self.envoi.admet(OrientationDecidee::lire(&saisie, &fiche.contexte)).is_none() {
            return;
        }
        let tape = voulue(&fiche.contexte, &saisie);
        let appel = appeler_version::<api::Orienter>(fiche.personne.personne, saisie, fiche.version);
        self.ouverte.agit(self.envoi, appel, tape, "Orientation enregistrée.");
    }
}

/// What one asked for, told back when somebody acted first.
fn voulue(contexte: &Contexte, saisie: &SaisieOrientation) -> String {
    let sorte = saisie.sorte.map_or("", |sorte| sorte.libelle());
    let structure = saisie.structure.and_then(|id| contexte.structure(id)).map_or("", |s| &s.nom);
    format!("{sorte}, {structure}, à partir du {}", saisie.debut)
}

/// Those that may take over first, each with whom it accompanies; then the others, with the reason.
fn structures(possibles: &[StructurePossible]) -> Vec<Choix> {
    let (ouvertes, fermees): (Vec<_>, Vec<_>) = possibles.iter().partition(|s| s.fermee.is_none());
    let choix = |s: &StructurePossible| {
        let choix = Choix::new(s.id.to_string(), &s.nom);
        match &s.fermee {
            Some(pourquoi) => choix.aide(pourquoi).ferme(),
            None => choix.aide(accord(s.suivies, "personne suivie", "personnes suivies")),
        }
    };
    ouvertes.into_iter().chain(fermees).map(choix).collect()
}
