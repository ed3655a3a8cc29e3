//! The fields of a rendez-vous, each read back in plain words as one types.

use leptos::prelude::*;
use reciproque_shared::date;
use reciproque_shared::garde_commentaire::{examiner, refus};
use reciproque_shared::mots::duree;
use reciproque_shared::rendez_vous::{
    Canal, DUREES_MINUTES, LONGUEUR_NOTE, ObjetRendezVous, SaisieRendezVous,
};
use reciproque_shared::session::Equipe;

use crate::session::use_session;
use crate::ui::*;

macro_rules! champs {
    ($($champ:ident)+) => {
        /// What is typed.
        #[derive(Clone, Copy)]
        pub struct Champs {
            $($champ: RwSignal<String>,)+
            referent: RwSignal<String>,
        }

        impl Champs {
            pub fn new(depart: SaisieRendezVous) -> Self {
                let champs = Self { $($champ: RwSignal::default(),)+ referent: RwSignal::default() };
                champs.pose(depart);
                champs
            }

            /// As typed, to be kept as a draft. Tracked.
            pub fn lit(self) -> SaisieRendezVous {
                let referent = self.referent.with(|id| id.parse().ok());
                SaisieRendezVous { $($champ: self.$champ.get(),)+ referent, malgre_chevauchement: false }
            }

            /// Has the form say this.
            pub fn pose(self, saisie: SaisieRendezVous) {
                $(self.$champ.set(saisie.$champ);)+
                self.referent.set(saisie.referent.map(|id| id.to_string()).unwrap_or_default());
            }
        }
    };
}

champs! { objet date heure duree_minutes canal lieu note }

impl Champs {
    /// As it is meant. Not tracked.
    pub fn saisie(self, malgre_chevauchement: bool) -> SaisieRendezVous {
        let (typee, a_un_lieu) = untrack(|| (self.lit(), self.a_un_lieu()));
        // A place typed then hidden is not meant.
        let lieu = if a_un_lieu { typee.lieu } else { String::new() };
        SaisieRendezVous { lieu, malgre_chevauchement, ..typee }
    }

    fn a_un_lieu(self) -> bool {
        self.canal.with(|code| Canal::du_code(code).is_none_or(Canal::exige_un_lieu))
    }
}

/// Who may receive: the agent first, then the colleagues.
fn receveurs(equipe: &Equipe) -> Vec<Choix> {
    let mut tous: Vec<_> = equipe.collegues.iter().collect();
    tous.sort_by_key(|collegue| collegue.id != equipe.moi);
    let choix = |id: i64, nom: String| Choix::new(id.to_string(), nom);
    tous.into_iter()
        .map(|c| {
            let moi = if c.id == equipe.moi { " (moi)" } else { "" };
            choix(c.id, format!("{} {}{moi}", c.prenom, c.nom))
        })
        .collect()
}

/// The fields; `prefixe` stands before their names in the API (`report.`).
#[component]
pub fn ChampsRendezVous(
    champs: Champs,
    erreurs: Erreurs,
    equipe: Equipe,
    prefixe: &'static str,
) -> impl IntoView {
    let id = move |nom: &str| format!("{prefixe}{nom}");
    let de = move |nom: &str| erreurs.de(id(nom));
    let aujourdhui = use_session().aujourd_hui();
    let date_lue = move |texte: String| {
        date::lire_agenda(&texte, aujourdhui)
            .map(|jour| format!("{} ({})", date::long(jour), date::relatif(jour, aujourdhui)))
            .unwrap_or_default()
    };
    let heure_lue = |texte: String| date::lire_heure(&texte).map(date::affiche_heure).unwrap_or_default();
    let durees: Vec<Choix> =
        DUREES_MINUTES.iter().map(|minutes| Choix::new(minutes.to_string(), duree(*minutes))).collect();
    let objets: Vec<Choix> =
        ObjetRendezVous::TOUS.iter().map(|o| Choix::new(o.code(), o.libelle())).collect();
    let canaux: Vec<Choix> = Canal::TOUS.iter().map(|c| Choix::new(c.code(), c.libelle())).collect();
    let garde = |texte: String| refus(&examiner(&texte)).map(|motif| motif.message);
    let lieu = Memo::new(move |_| champs.a_un_lieu());
    view! {
        <ListeFermee id=id("objet") libelle="Objet" valeur=champs.objet choix=objets erreur=de("objet")/>
        <div class="champs">
            <ChampTexte
                id=id("date") libelle="Date" valeur=champs.date erreur=de("date") largeur=Largeur::Date
                indice="Par exemple demain, 3/12 ou 3 décembre" lecture=date_lue
            />
            <ChampTexte
                id=id("heure") libelle="Heure" valeur=champs.heure erreur=de("heure") largeur=Largeur::Courte
                indice="Par exemple 9h30 ou 14" lecture=heure_lue
            />
            <ListeFermee id=id("duree_minutes") libelle="Durée" valeur=champs.duree_minutes choix=durees erreur=de("duree_minutes") largeur=Largeur::Courte/>
        </div>
        <GroupeRadio id=id("canal") legende="Modalité" valeur=champs.canal choix=canaux erreur=de("canal") forme=Forme::Pastilles/>
        {move || lieu.get().then(|| view! {
            <ChampTexte id=id("lieu") libelle="Lieu" valeur=champs.lieu erreur=de("lieu") garde indice="Bâtiment, bureau : là où la personne doit se rendre"/>
        })}
        <ListeFermee id=id("referent") libelle="Reçu par" valeur=champs.referent choix=receveurs(&equipe) erreur=de("referent")/>
        <ChampZone
            id=id("note") libelle="Note" valeur=champs.note erreur=de("note") facultatif=true max=LONGUEUR_NOTE garde
            indice="Des faits utiles au rendez-vous. Ni santé, ni opinions, ni appréciation sur la personne."
        />
    }
    .into_any()
}
