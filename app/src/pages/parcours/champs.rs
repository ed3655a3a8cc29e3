//! The fields of an orientation, of one person or of several: towards whom, why, since when, by whom.

use leptos::prelude::*;
use reciproque_shared::date;
use reciproque_shared::parcours::{
    Contexte, Decideur, OrigineOrientation, SaisieOrientation, SorteOrientation, StructurePossible,
};

use crate::pages::cer::date_lue;
use crate::pages::geste::Champs;
use crate::ui::*;

#[derive(Clone, Copy)]
pub struct ChampsOrientation {
    champs: Champs,
    contexte: StoredValue<Contexte>,
}

impl ChampsOrientation {
    /// Today, by the Département, and for the only reason there is: as long as nothing else is typed.
    pub fn nouveaux(champs: Champs, contexte: &Contexte) -> Self {
        let aujourdhui = date::court(contexte.aujourdhui);
        champs.depart("decidee_le", &aujourdhui);
        champs.depart("debut", &aujourdhui);
        champs.depart("decideur", Decideur::Departement.code());
        if let [seule] = contexte.origines() {
            champs.depart("origine", seule.code());
        }
        Self { champs, contexte: StoredValue::new(contexte.clone()) }
    }

    pub fn vers_qui(self) -> AnyView {
        let champs = self.champs;
        let structures = self.contexte.with_value(|contexte| structures(&contexte.structures));
        let sortes: Vec<_> =
            SorteOrientation::TOUS.iter().map(|sorte| Choix::new(sorte.code(), sorte.libelle())).collect();
        view! {
            <GroupeRadio id="sorte" legende="Orientation" valeur=champs.valeur("sorte") choix=sortes erreur=champs.erreur("sorte") forme=Forme::Pastilles/>
            <GroupeRadio id="structure" legende="Structure" valeur=champs.valeur("structure") choix=structures erreur=champs.erreur("structure")/>
        }
        .into_any()
    }

    /// Of the structure: another one has others.
    pub fn referent(self) -> AnyView {
        let champs = self.champs;
        let choisie = champs.valeur("structure");
        Effect::new(move |avant: Option<()>| {
            choisie.track();
            if avant.is_some() {
                champs.valeur("referent").set(String::new());
            }
        });
        let referents = Signal::derive(move || self.referents());
        let champ = move || {
            (!self.sans_compte()).then(|| {
                view! {
                    <ListeFermee
                        id="referent"
                        libelle="Référent unique"
                        valeur=champs.valeur("referent")
                        choix=referents
                        vide="La structure le désignera"
                        erreur=champs.erreur("referent")
                    />
                }
            })
        };
        champ.into_any()
    }

    /// The chosen structure has nobody to designate. Tracked.
    fn sans_compte(self) -> bool {
        let choisie = self.champs.valeur("structure").with(|id| id.parse().ok());
        self.contexte.with_value(|contexte| {
            choisie.and_then(|id| contexte.structure(id)).is_some_and(|structure| structure.sans_compte)
        })
    }

    /// Those of the chosen structure.
    fn referents(self) -> Vec<Choix> {
        let choisie = self.champs.valeur("structure").with(|id| id.parse().ok());
        self.contexte.with_value(|contexte| {
            let structure = choisie.and_then(|id| contexte.structure(id));
            let referents = structure.map_or(&[][..], |structure| &structure.referents);
            referents.iter().map(|possible| Choix::new(possible.id.to_string(), &possible.nom)).collect()
        })
    }

    pub fn pourquoi(self) -> AnyView {
        let (champs, origines) = (self.champs, self.contexte.with_value(Contexte::origines));
        let choix: Vec<_> = origines.iter().map(|o| Choix::new(o.code(), o.libelle())).collect();
        view! { <GroupeRadio id="origine" legende="Motif" valeur=champs.valeur("origine") choix erreur=champs.erreur("origine") forme=Forme::Pastilles/> }
            .into_any()
    }

    pub fn quand(self) -> AnyView {
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
        let (champs, aujourdhui) = (self.champs, self.contexte.with_value(|contexte| contexte.aujourdhui));
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
    pub fn par_qui(self) -> AnyView {
        let choix: Vec<_> = Decideur::TOUS.iter().map(|d| Choix::new(d.code(), d.libelle())).collect();
        view! {
            <details>
                <summary>"Décidée par France Travail ?"</summary>
                <GroupeRadio id="decideur" legende="Décidée par" valeur=self.champs.valeur("decideur") choix/>
            </details>
        }
        .into_any()
    }

    /// As typed. Tracked.
    pub fn saisie(self) -> SaisieOrientation {
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
}

/// What follows, as far as it is typed; said as it changes.
pub fn ce_qui_s_ensuit(phrases: impl Fn() -> Vec<String> + Send + 'static) -> AnyView {
    let suites = move || {
        let phrases = phrases();
        (!phrases.is_empty()).then(|| {
            let phrases = phrases.into_iter().map(|phrase| view! { <li>{phrase}</li> }).collect_view();
            view! { <Alerte titre="Ce qui s’ensuit"><ul>{phrases}</ul></Alerte> }.into_any()
        })
    };
    view! { <div aria-live="polite">{suites}</div> }.into_any()
}

/// Those that may take over first, each with whom it accompanies; then the others, with the reason.
fn structures(possibles: &[StructurePossible]) -> Vec<Choix> {
    let (ouvertes, fermees): (Vec<_>, Vec<_>) = possibles.iter().partition(|s| s.fermee.is_none());
    let choix = |s: &StructurePossible| {
        let choix = Choix::new(s.id.to_string(), &s.nom);
        match &s.fermee {
            Some(pourquoi) => choix.aide(pourquoi).ferme(),
            None => choix.aide(s.suivi()),
        }
    };
    ouvertes.into_iter().chain(fermees).map(choix).collect()
}
