//! What the reader may do to a habilitation now; those that need more ask first.

use leptos::prelude::*;
use leptos::task::spawn_local;
use reciproque_shared::api::FaireGesteHabilitation;
use reciproque_shared::habilitation::fiche::{FicheHabilitation, LigneHabilitation, SeanceFormation};
use reciproque_shared::habilitation::{
    Acte, ActeurHabilitation, GesteHabilitation, LONGUEUR_MOTIF, RaisonFin, SaisiePas,
};
use reciproque_shared::mots::{accord, jour_et_heure};

use crate::pages::erreurs_de;
use crate::server::{Echec, appeler_version};
use crate::session::use_session;
use crate::ui::*;

/// What certifying a reserved profil does to an account that is open already.
const COMPTE_FERME: &str = "Délivrer l’attestation de ce profil ferme le compte de l’agent, s’il est ouvert : mot de passe, \
     second facteur, clés et sessions. L’exploitant du serveur le rouvre avec un code (commande « reciproque code »).";

/// A step without any word.
pub const fn pas(geste: GesteHabilitation) -> SaisiePas {
    SaisiePas { geste, motif: String::new(), raison: String::new(), date: String::new(), formation: None }
}

/// Does a step on a habilitation in the version that was read.
pub async fn faire((id, version): (i64, i32), saisie: SaisiePas) -> Result<FicheHabilitation, Echec> {
    appeler_version::<FaireGesteHabilitation>(id, saisie, version).await
}

#[derive(Clone, Copy)]
pub struct Gestes {
    ligne: (i64, i32),
    reserve: bool,
    demande: RwSignal<Option<GesteHabilitation>>,
    ouvert: RwSignal<bool>,
    motif: RwSignal<String>,
    raison: RwSignal<String>,
    date: RwSignal<String>,
    formation: RwSignal<String>,
    seances: StoredValue<Vec<SeanceFormation>>,
    erreurs: Erreurs,
    echec: RwSignal<Option<String>>,
    occupe: RwSignal<bool>,
    fait: Callback<FicheHabilitation>,
}

impl Gestes {
    pub fn nouveau(
        ligne: &LigneHabilitation,
        seances: Vec<SeanceFormation>,
        fait: Callback<FicheHabilitation>,
    ) -> Self {
        let vide = || RwSignal::new(String::new());
        Self {
            ligne: (ligne.id, ligne.version),
            reserve: ligne.profil.reserve(),
            demande: RwSignal::new(None),
            ouvert: RwSignal::new(false),
            motif: vide(),
            raison: vide(),
            date: RwSignal::new("aujourd’hui".to_owned()),
            formation: vide(),
            seances: StoredValue::new(seances),
            erreurs: Erreurs::new(),
            echec: RwSignal::new(None),
            occupe: RwSignal::new(false),
            fait,
        }
    }

    pub fn carte(self, gestes: Vec<GesteHabilitation>) -> AnyView {
        let bouton = move |(rang, geste): (usize, GesteHabilitation)| {
            let genre = match geste {
                GesteHabilitation::Terminer | GesteHabilitation::Retirer => Genre::Danger,
                _ if rang == 0 => Genre::Principal,
                _ => Genre::Secondaire,
            };
            view! { <Bouton genre occupe=self.occupe au_clic=move || self.commence(geste)>{geste.libelle()}</Bouton> }
        };
        let ferme = self.reserve && gestes.contains(&GesteHabilitation::Certifier);
        let boutons = gestes.into_iter().enumerate().map(bouton).collect_view();
        view! {
            {ferme.then(|| view! { <Alerte ton=Ton::Attention><p>{COMPTE_FERME}</p></Alerte> })}
            <div class="gestes">{boutons}</div>
            {move || self.echec.get().map(|echec| view! {
                <Alerte ton=Ton::Erreur vivante=true><p>{echec}</p></Alerte>
            })}
            {self.dialogue()}
        }
        .into_any()
    }

    fn commence(self, geste: GesteHabilitation) {
        self.erreurs.efface();
        self.echec.set(None);
        if demande_quelque_chose(geste) {
            self.demande.set(Some(geste));
            self.ouvert.set(true);
        } else {
            self.envoie(pas(geste));
        }
    }

    fn envoie(self, saisie: SaisiePas) {
        if self.occupe.get_untracked() {
            return;
        }
        self.occupe.set(true);
        spawn_local(async move {
            let issue = faire(self.ligne, saisie).await;
            if self.occupe.try_set(false).is_some() {
                // The page is gone.
                return;
            }
            match issue {
                Ok(fiche) => {
                    self.ouvert.set(false);
                    self.fait.run(fiche);
                }
                Err(echec) if self.ouvert.get_untracked() => self.erreurs.pose(erreurs_de(&echec, "")),
                Err(echec) => self.echec.set(Some(echec.phrases())),
            }
        });
    }

    fn dialogue(self) -> AnyView {
        let titre =
            Signal::derive(move || self.demande.get().map_or("", GesteHabilitation::libelle).to_owned());
        view! {
            <Dialogue ouvert=self.ouvert titre>
                {move || self.demande.get().map(|geste| self.question(geste))}
            </Dialogue>
        }
        .into_any()
    }

    fn question(self, geste: GesteHabilitation) -> AnyView {
        let confirme = move || {
            self.envoie(SaisiePas {
                geste,
                motif: self.motif.get_untracked(),
                raison: self.raison.get_untracked(),
                date: self.date.get_untracked(),
                formation: self.formation.with_untracked(|f| f.parse().ok()),
            });
        };
        let acteur = acteur();
        let (erreurs, inscrire) = (self.erreurs, geste == GesteHabilitation::Inscrire);
        let motif = (!inscrire).then(|| {
            view! {
                <ChampZone id="motif" libelle="Motif" facultatif=!geste.exige_motif(acteur) valeur=self.motif max=LONGUEUR_MOTIF
                    indice="Des faits courts : il reste dans l’historique." erreur=erreurs.de("motif")/>
            }
        });
        view! {
            <QuestionGeste
                effet=effet(geste)
                faire=geste.libelle()
                ouvert=self.ouvert
                occupe=self.occupe
                erreurs
                confirme
            >
                {inscrire.then(|| self.choix_de_la_seance())}
                {(geste == GesteHabilitation::Terminer).then(|| self.fin(acteur))}
                {motif}
            </QuestionGeste>
        }
        .into_any()
    }

    fn choix_de_la_seance(self) -> AnyView {
        let seance = |s: &SeanceFormation| {
            let libres = i64::from(s.places) - s.prises;
            Choix::new(s.id.to_string(), format!("{}, {}", jour_et_heure(s.debut), s.lieu)).aide(format!(
                "{} sur {}",
                accord(libres, "place libre", "places libres"),
                s.places
            ))
        };
        let choix: Vec<_> = self.seances.with_value(|seances| seances.iter().map(seance).collect());
        if choix.is_empty() {
            return view! {
                <Alerte ton=Ton::Attention titre="Aucune séance à venir avec une place libre">
                    <p><a href="/formations">"Planifiez une séance"</a>", puis revenez inscrire la personne."</p>
                </Alerte>
            }
            .into_any();
        }
        view! {
            <GroupeRadio id="formation" legende="Séance" valeur=self.formation choix erreur=self.erreurs.de("formation")/>
        }
        .into_any()
    }

    fn fin(self, acteur: ActeurHabilitation) -> AnyView {
        let permise = |raison: &&RaisonFin| {
            acteur == ActeurHabilitation::Departement || **raison != RaisonFin::Decision
        };
        let choix: Vec<_> = RaisonFin::TOUS
            .iter()
            .filter(permise)
            .map(|raison| Choix::new(raison.code(), raison.libelle()))
            .collect();
        view! {
            <GroupeRadio id="raison" legende="Pourquoi" valeur=self.raison choix erreur=self.erreurs.de("raison")/>
            <ChampTexte id="date" libelle="Accès fermé à partir du" indice="Aujourd’hui : l’accès se ferme tout de suite." valeur=self.date
                largeur=Largeur::Date erreur=self.erreurs.de("date")/>
        }
        .into_any()
    }
}

fn acteur() -> ActeurHabilitation {
    match use_session().permet(Acte::GererFormations) {
        true => ActeurHabilitation::Departement,
        false => ActeurHabilitation::Structure,
    }
}

const fn demande_quelque_chose(geste: GesteHabilitation) -> bool {
    matches!(
        geste,
        GesteHabilitation::Inscrire
            | GesteHabilitation::Retirer
            | GesteHabilitation::Terminer
            | GesteHabilitation::AnnulerFin
    )
}

const fn effet(geste: GesteHabilitation) -> &'static str {
    match geste {
        GesteHabilitation::Inscrire => "La personne est attendue à la séance choisie.",
        GesteHabilitation::Retirer => "La demande s’arrête là et libère sa place. L’historique est gardé.",
        GesteHabilitation::AnnulerFin => {
            "L’habilitation se poursuit sans date de fin. L’historique garde la fin annulée."
        }
        _ => {
            "L’accès se ferme au jour indiqué ; s’il se ferme aujourd’hui, les sessions ouvertes sont coupées."
        }
    }
}
