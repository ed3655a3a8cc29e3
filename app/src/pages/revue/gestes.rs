//! What one does to a review: decide for one, confirm all the rest, go back, seal. What
//! can't be undone is asked about first.

use leptos::prelude::*;
use reciproque_shared::api::{ConsulterRevue, FaireGesteRevue, ScellerRevue};
use reciproque_shared::erreur::ErreurChamp;
use reciproque_shared::revue::{
    EtatLigneRevue, FicheRevue, GesteRevue, GesteRevueLu, LONGUEUR_PRECISION, LigneRevue, MotifRevue,
    SaisieGesteRevue,
};

use crate::pages::cer::garde;
use crate::pages::combien;
use crate::pages::geste::{self, Champs, Fiche, Geste, Reponse, raconte};
use crate::server::{appeler, appeler_version};
use crate::ui::*;

pub type Gestes = geste::Gestes<FicheRevue, Decision>;

#[derive(Clone, PartialEq)]
pub enum Decision {
    Decider(GesteRevue, Vec<i64>),
    Sceller,
}

impl Fiche for FicheRevue {
    type Lecture = ConsulterRevue;
    const CELLE_CI: &'static str = "cette revue";

    fn dernier_geste(&self) -> Option<String> {
        if let Some(sceau) = &self.sceau {
            return Some(raconte(&sceau.scellee_par, "Scellée", sceau.scellee_le));
        }
        let derniere = self.lignes.iter().max_by_key(|ligne| ligne.decidee_le)?;
        let (qui, quand) = derniere.decidee_par.as_ref().zip(derniere.decidee_le)?;
        let quoi = format!("{}, {}", derniere.etat.libelle(), qui_est(derniere));
        Some(raconte(qui, &quoi, quand))
    }

    /// The next line to decide, the seal, or what was sealed.
    fn suivant(&self) -> Option<String> {
        let ligne = self.lignes.iter().find(|ligne| a_examiner(ligne));
        let confirmer = |ligne: &LigneRevue| format!("{}-{}", GesteRevue::Confirmer.code(), ligne.id);
        Some(ligne.map_or_else(|| "sceller".to_owned(), confirmer))
    }
}

fn a_examiner(ligne: &LigneRevue) -> bool {
    ligne.etat == EtatLigneRevue::AExaminer && !ligne.la_mienne
}

fn qui_est(ligne: &LigneRevue) -> String {
    format!("{} {}, {}", ligne.nom, ligne.prenom, ligne.profil.libelle())
}

/// Confirms at once all those that remain, but one's own.
pub fn barre(fiche: &FicheRevue, gestes: Gestes) -> Option<AnyView> {
    let restantes: Vec<i64> = fiche.lignes.iter().filter(|l| a_examiner(l)).map(|l| l.id).collect();
    (restantes.len() > 1).then(|| {
        let dit = format!("Confirmer les {} qui restent…", restantes.len());
        let clic = move || gestes.commence(Decision::Decider(GesteRevue::Confirmer, restantes.clone()));
        view! { <div class="actions"><Bouton genre=Genre::Secondaire au_clic=clic>{dit}</Bouton></div> }
            .into_any()
    })
}

/// The seal, once everything is decided.
pub fn pied(fiche: &FicheRevue, gestes: Gestes) -> AnyView {
    let contenu = match fiche.resume.restantes {
        0 => {
            let clic = move || gestes.commence(Decision::Sceller);
            view! { <Bouton icone=Icone::Cadenas au_clic=clic attr:id="sceller">"Sceller la revue…"</Bouton> }
                .into_any()
        }
        n => {
            let quoi = combien(n, "habilitation");
            view! { <p class="discret">"Il reste "{quoi}" à examiner avant de sceller la revue."</p> }
                .into_any()
        }
    };
    view! { <div class="pas-imprime">{contenu}</div> }.into_any()
}

impl Geste<FicheRevue> for Decision {
    const TEXTE: &'static str = "precision";

    fn nom(&self) -> String {
        match self {
            Self::Sceller => "Sceller",
            Self::Decider(GesteRevue::Retirer, _) => "Retirer l’habilitation",
            Self::Decider(..) => "Confirmer",
        }
        .to_owned()
    }

    fn titre(&self, _: &FicheRevue) -> String {
        match self {
            Self::Sceller => "Sceller la revue ?",
            Self::Decider(GesteRevue::Retirer, _) => "Retirer cette habilitation ?",
            Self::Decider(..) => "Confirmer ces habilitations ?",
        }
        .to_owned()
    }

    fn effet(&self, _: &FicheRevue) -> Option<String> {
        let effet = match self {
            Self::Sceller => EFFET_SCEAU,
            Self::Decider(GesteRevue::Annuler, _) => return None,
            Self::Decider(GesteRevue::Retirer, _) => EFFET_RETRAIT,
            Self::Decider(..) => EFFET_CONFIRMATION,
        };
        Some(effet.to_owned())
    }

    /// Who is concerned, then why.
    fn champs(&self, fiche: &FicheRevue, champs: Champs) -> AnyView {
        let Self::Decider(geste, ids) = self else { return ().into_any() };
        let choisies = fiche.lignes.iter().filter(|ligne| ids.contains(&ligne.id));
        let noms = choisies.map(|ligne| view! { <li>{qui_est(ligne)}</li> }).collect_view();
        let choix: Vec<Choix> = MotifRevue::TOUS
            .iter()
            .filter(|motif| motif.convient(*geste))
            .map(|motif| Choix::new(motif.code(), motif.libelle()))
            .collect();
        view! {
            <ul class="apercu">{noms}</ul>
            <GroupeRadio id="motif" legende="Motif" valeur=champs.valeur("motif") choix erreur=champs.erreur("motif")/>
            <ChampZone
                id="precision"
                libelle="Précision"
                facultatif=true
                indice="Des faits courts : elle reste dans le document scellé."
                valeur=champs.valeur("precision")
                max=LONGUEUR_PRECISION
                garde=garde()
                erreur=champs.erreur("precision")
            />
        }
        .into_any()
    }

    fn appel(&self, fiche: &FicheRevue, champs: Champs) -> Result<Reponse<FicheRevue>, Vec<ErreurChamp>> {
        let id = fiche.resume.id;
        let Self::Decider(geste, lignes) = self else {
            return Ok(Box::pin(appeler_version::<ScellerRevue>(id, (), fiche.version)));
        };
        let saisie = SaisieGesteRevue {
            geste: *geste,
            lignes: lignes.clone(),
            motif: MotifRevue::du_code(&champs.texte("motif")),
            precision: champs.texte("precision"),
        };
        GesteRevueLu::lire(&saisie)?;
        Ok(Box::pin(appeler::<FaireGesteRevue>(id, saisie)))
    }
}

const EFFET_SCEAU: &str = "La revue ne changera plus. Son empreinte est inscrite au journal : toute modification \
     ultérieure se verra. Relisez les décisions avant de continuer.";
const EFFET_RETRAIT: &str = "L’accès est fermé aussitôt et la session en cours se termine. Pour le rendre, il faudra \
     une nouvelle demande d’habilitation.";
const EFFET_CONFIRMATION: &str = "Vous attestez que ces accès sont toujours nécessaires. Vous pourrez revenir sur la \
     confirmation tant que la revue n’est pas scellée.";
