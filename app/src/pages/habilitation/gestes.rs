//! What the reader may do to a habilitation now; those that need more ask first.

use leptos::prelude::*;
use reciproque_shared::api::{ConsulterHabilitation, FaireGesteHabilitation};
use reciproque_shared::erreur::ErreurChamp;
use reciproque_shared::habilitation::fiche::{FicheHabilitation, SeanceFormation};
use reciproque_shared::habilitation::{
    Acte, ActeurHabilitation, GesteHabilitation, LONGUEUR_MOTIF, RaisonFin, SaisiePas,
};
use reciproque_shared::mots::{accord, jour_et_heure};

use super::mots::nom;
use crate::pages::geste::{self, Champs, Fiche, Geste, Reponse, raconte};
use crate::server::appeler_version;
use crate::session::use_session;
use crate::ui::*;

pub type Gestes = geste::Gestes<FicheHabilitation, GesteHabilitation>;

/// What certifying a reserved profil does to an account that is open already.
const COMPTE_FERME: &str = "Délivrer l’attestation de ce profil ferme le compte de l’agent, s’il est ouvert : mot de passe, \
     second facteur, clés et sessions. L’exploitant du serveur le rouvre avec un code (commande « reciproque code »).";

impl Fiche for FicheHabilitation {
    type Lecture = ConsulterHabilitation;
    const CELLE_CI: &'static str = "cette habilitation";

    fn dernier_geste(&self) -> Option<String> {
        let etape = self.etapes.last()?;
        let qui = format!("{}, {}", etape.agent, etape.organisation);
        let quoi = format!("{}, {}", etape.geste.fait(), nom(&self.ligne));
        Some(raconte(&qui, &quoi, etape.instant))
    }
}

/// A step without any word.
pub const fn pas(geste: GesteHabilitation) -> SaisiePas {
    SaisiePas { geste, motif: String::new(), raison: String::new(), date: String::new(), formation: None }
}

/// A step on a habilitation in the version that was read.
pub fn appel((id, version): (i64, i32), saisie: SaisiePas) -> Reponse<FicheHabilitation> {
    Box::pin(appeler_version::<FaireGesteHabilitation>(id, saisie, version))
}

pub fn suite(fiche: &FicheHabilitation, gestes: Gestes) -> AnyView {
    let ferme = fiche.ligne.profil.reserve() && fiche.gestes.contains(&GesteHabilitation::Certifier);
    view! {
        {ferme.then(|| view! { <Alerte ton=Ton::Attention><p>{COMPTE_FERME}</p></Alerte> })}
        {gestes.boutons(&fiche.gestes)}
        {gestes.dialogue()}
    }
    .into_any()
}

impl Geste<FicheHabilitation> for GesteHabilitation {
    fn nom(&self) -> String {
        self.libelle().to_owned()
    }

    fn effet(&self, _: &FicheHabilitation) -> Option<String> {
        let effet = match self {
            Self::Inscrire => "La personne est attendue à la séance choisie.",
            Self::Retirer => "La demande s’arrête là et libère sa place. L’historique est gardé.",
            Self::AnnulerFin => {
                "L’habilitation se poursuit sans date de fin. L’historique garde la fin annulée."
            }
            Self::Terminer => {
                "L’accès se ferme au jour indiqué ; s’il se ferme aujourd’hui, les sessions ouvertes sont coupées."
            }
            _ => return None,
        };
        Some(effet.to_owned())
    }

    fn champs(&self, fiche: &FicheHabilitation, champs: Champs) -> AnyView {
        if *self == Self::Inscrire {
            return choix_de_la_seance(&fiche.seances, champs);
        }
        let acteur = acteur();
        view! {
            {(*self == Self::Terminer).then(|| fin(acteur, champs))}
            <ChampZone id="motif" libelle="Motif" facultatif=!self.exige_motif(acteur) valeur=champs.valeur("motif") max=LONGUEUR_MOTIF
                indice="Des faits courts : il reste dans l’historique." erreur=champs.erreur("motif")/>
        }
        .into_any()
    }

    fn appel(
        &self,
        fiche: &FicheHabilitation,
        champs: Champs,
    ) -> Result<Reponse<FicheHabilitation>, Vec<ErreurChamp>> {
        let saisie = SaisiePas {
            geste: *self,
            motif: champs.texte("motif"),
            raison: champs.texte("raison"),
            date: champs.texte("date"),
            formation: champs.texte("formation").parse().ok(),
        };
        Ok(appel((fiche.ligne.id, fiche.ligne.version), saisie))
    }

    fn danger(&self) -> bool {
        matches!(self, Self::Terminer | Self::Retirer)
    }
}

fn choix_de_la_seance(seances: &[SeanceFormation], champs: Champs) -> AnyView {
    let seance = |s: &SeanceFormation| {
        let libres = i64::from(s.places) - s.prises;
        Choix::new(s.id.to_string(), format!("{}, {}", jour_et_heure(s.debut), s.lieu)).aide(format!(
            "{} sur {}",
            accord(libres, "place libre", "places libres"),
            s.places
        ))
    };
    let choix: Vec<_> = seances.iter().map(seance).collect();
    if choix.is_empty() {
        return view! {
            <Alerte ton=Ton::Attention titre="Aucune séance à venir avec une place libre">
                <p><a href="/formations">"Planifiez une séance"</a>", puis revenez inscrire la personne."</p>
            </Alerte>
        }
        .into_any();
    }
    let (valeur, erreur) = (champs.valeur("formation"), champs.erreur("formation"));
    view! { <GroupeRadio id="formation" legende="Séance" valeur choix erreur/> }.into_any()
}

fn fin(acteur: ActeurHabilitation, champs: Champs) -> AnyView {
    let permise =
        |raison: &&RaisonFin| acteur == ActeurHabilitation::Departement || **raison != RaisonFin::Decision;
    let choix: Vec<_> = RaisonFin::TOUS
        .iter()
        .filter(permise)
        .map(|raison| Choix::new(raison.code(), raison.libelle()))
        .collect();
    let (raison, date) = (champs.valeur("raison"), champs.depart("date", "aujourd’hui"));
    view! {
        <GroupeRadio id="raison" legende="Pourquoi" valeur=raison choix erreur=champs.erreur("raison")/>
        <ChampTexte id="date" libelle="Accès fermé à partir du" indice="Aujourd’hui : l’accès se ferme tout de suite." valeur=date
            largeur=Largeur::Date erreur=champs.erreur("date")/>
    }
    .into_any()
}

fn acteur() -> ActeurHabilitation {
    match use_session().permet(Acte::GererFormations) {
        true => ActeurHabilitation::Departement,
        false => ActeurHabilitation::Structure,
    }
}
