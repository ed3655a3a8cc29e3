//! What is decided once a structure accompanies: the référent, the day on which the decision was
//! received, the end, and the way back.

use leptos::prelude::*;
use reciproque_shared::api::{
    AnnulerDecision, CloreParcours, DesignerReferent, InstruireReorientation, NotifierOrientation,
    ProlongerRevue, RamenerRevue,
};
use reciproque_shared::date;
use reciproque_shared::erreur::ErreurChamp;
use reciproque_shared::parcours::fiche::FicheParcours;
use reciproque_shared::parcours::reorientation::{GesteLu, GesteReorientation, SaisieGesteReorientation};
use reciproque_shared::parcours::{
    AnnulationLue, DesignationLue, FinLue, FinOrientation, GesteParcours, LONGUEUR_MOTIF, NotificationLue,
    Prolongation, SaisieAnnulationDecision, SaisieDesignation, SaisieFin, SaisieNotification,
};

use super::aujourdhui::referent_en_cours;
use super::nom;
use super::orienter::Orienter;
use super::prolongation;
use super::suites::{acces_perdu, annulation, clos};
use crate::pages::cer::{date_lue, garde};
use crate::pages::geste::{self, Champs, Geste, Reponse};
use crate::server::appeler_version;
use crate::ui::*;

pub type Gestes = geste::Gestes<FicheParcours, Suite>;

/// What a dialog asks about; an orientation has its form in the page.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Suite {
    Designer {
        premier: bool,
    },
    Notifier,
    /// The review of a social orientation comes later, or no later than for others.
    Prolonger,
    Ramener,
    Clore,
    Annuler,
    /// Of the request of a structure, like the next one.
    Instruire,
    Refuser,
}

impl Suite {
    fn du_geste(geste: GesteParcours, fiche: &FicheParcours) -> Option<Self> {
        match geste {
            GesteParcours::Designer => Some(Self::Designer { premier: referent_en_cours(fiche).is_none() }),
            GesteParcours::Notifier => Some(Self::Notifier),
            GesteParcours::Prolonger => Some(Self::Prolonger),
            GesteParcours::Ramener => Some(Self::Ramener),
            GesteParcours::Clore => Some(Self::Clore),
            GesteParcours::Annuler => Some(Self::Annuler),
            GesteParcours::Orienter | GesteParcours::Rectifier => None,
        }
    }

    fn genre(self) -> Genre {
        match self {
            Self::Designer { premier: true } => Genre::Principal,
            Self::Clore => Genre::Danger,
            _ => Genre::Secondaire,
        }
    }
}

/// All that may be decided, when there is something.
pub fn carte(fiche: &FicheParcours, gestes: Gestes, orienter: Orienter) -> Option<AnyView> {
    let suites: Vec<_> = fiche.gestes.iter().filter_map(|geste| Suite::du_geste(*geste, fiche)).collect();
    let (reorienter, definitive) = (orienter.bouton(), fiche.definitive.clone());
    let rien = suites.is_empty() && reorienter.is_none() && definitive.is_none();
    (!rien).then(|| {
        let boutons = suites.into_iter().map(|suite| gestes.bouton(suite, suite.genre())).collect_view();
        view! {
            <div class="pas-imprime">
                <Carte titre="Suite à donner" id="gestes">
                    <div class="gestes">{reorienter}{boutons}</div>
                    {definitive.map(|pourquoi| view! {
                        <p class="discret">{format!("La dernière décision ne s’annule plus. {pourquoi}")}</p>
                    })}
                </Carte>
            </div>
        }
        .into_any()
    })
}

impl Geste<FicheParcours> for Suite {
    /// The page has fields of the same names, those of an orientation.
    const PREFIXE: &'static str = "geste-";

    fn nom(&self) -> String {
        match self {
            Self::Designer { premier: true } => "Désigner le référent",
            Self::Designer { premier: false } => "Changer de référent",
            Self::Notifier => "Décision reçue par la personne",
            Self::Prolonger => "Prolonger le réexamen",
            Self::Ramener => "Ramener le réexamen au délai ordinaire",
            Self::Clore => "Clore le parcours",
            Self::Annuler => "Annuler la dernière décision",
            Self::Instruire => "Prendre en instruction",
            Self::Refuser => "Refuser la demande",
        }
        .to_owned()
    }

    /// To take up a request asks nothing.
    fn effet(&self, fiche: &FicheParcours) -> Option<String> {
        if *self == Self::Instruire {
            return None;
        }
        let structure = fiche.contexte.actuelle().map_or("", |structure| &structure.nom);
        Some(match self {
            Self::Designer { .. } => match referent_en_cours(fiche) {
                Some(avant) => format!("{} reste son référent jusqu’à la veille de ce jour.", avant.nom),
                None => format!("Le référent est un agent de {structure}, qui l’accompagne."),
            },
            Self::Notifier => "Le délai pour conclure le contrat part de ce jour.".to_owned(),
            Self::Prolonger => prolongation::EFFET.to_owned(),
            Self::Ramener => prolongation::retour(fiche),
            Self::Clore => format!("Plus personne n’accompagnera {}.", nom(fiche)),
            Self::Annuler => annulation(fiche),
            Self::Instruire | Self::Refuser => {
                "La structure lira votre réponse, et continue d’accompagner la personne.".to_owned()
            }
        })
    }

    fn champs(&self, fiche: &FicheParcours, champs: Champs) -> AnyView {
        match self {
            Self::Designer { .. } => designation(fiche, champs),
            Self::Notifier => jour(("jour", "Reçue le"), fiche, champs),
            Self::Prolonger => prolongation::champs(fiche, champs),
            Self::Ramener => ().into_any(),
            Self::Clore => cloture(fiche, champs),
            Self::Annuler => {
                motif_ecrit("Des faits courts : il reste dans l’historique du parcours.", champs)
            }
            Self::Instruire | Self::Refuser => {
                motif_ecrit("Des faits courts : la structure les lira.", champs)
            }
        }
    }

    fn appel(
        &self,
        fiche: &FicheParcours,
        champs: Champs,
    ) -> Result<Reponse<FicheParcours>, Vec<ErreurChamp>> {
        let (id, version, contexte) = (fiche.personne.personne, fiche.version, &fiche.contexte);
        Ok(match self {
            Self::Designer { .. } => {
                let referent = champs.texte("referent").parse().ok();
                let saisie = SaisieDesignation { referent, debut: champs.texte("debut") };
                DesignationLue::lire(&saisie, contexte)?;
                Box::pin(appeler_version::<DesignerReferent>(id, saisie, version))
            }
            Self::Notifier => {
                let saisie = SaisieNotification { jour: champs.texte("jour") };
                NotificationLue::lire(&saisie, contexte)?;
                Box::pin(appeler_version::<NotifierOrientation>(id, saisie, version))
            }
            Self::Prolonger => {
                let saisie = prolongation::saisie(champs);
                Prolongation::lire(&saisie, contexte)?;
                Box::pin(appeler_version::<ProlongerRevue>(id, saisie, version))
            }
            Self::Ramener => Box::pin(appeler_version::<RamenerRevue>(id, (), version)),
            Self::Clore => {
                let saisie = SaisieFin { motif: motif(&champs.texte("motif")), jour: champs.texte("jour") };
                FinLue::lire(&saisie, contexte)?;
                Box::pin(appeler_version::<CloreParcours>(id, saisie, version))
            }
            Self::Annuler => {
                let saisie = SaisieAnnulationDecision { motif: champs.texte("motif") };
                AnnulationLue::lire(&saisie)?;
                Box::pin(appeler_version::<AnnulerDecision>(id, saisie, version))
            }
            Self::Instruire => reponse(fiche, SaisieGesteReorientation::seul(GesteReorientation::Instruire))?,
            Self::Refuser => {
                let (geste, motif) = (GesteReorientation::Refuser, champs.texte("motif"));
                reponse(fiche, SaisieGesteReorientation { geste, motif })?
            }
        })
    }

    fn fait(&self, _: &FicheParcours) -> &'static str {
        match self {
            Self::Designer { .. } => "Référent désigné.",
            Self::Notifier => "Jour de réception enregistré.",
            Self::Prolonger => "Réexamen prolongé.",
            Self::Ramener => "Réexamen ramené au délai ordinaire.",
            Self::Clore => "Parcours clos.",
            Self::Annuler => "Décision annulée.",
            Self::Instruire => "Demande prise en instruction.",
            Self::Refuser => "Demande refusée.",
        }
    }
}

fn reponse(
    fiche: &FicheParcours,
    saisie: SaisieGesteReorientation,
) -> Result<Reponse<FicheParcours>, Vec<ErreurChamp>> {
    GesteLu::lire(&saisie)?;
    let (id, version) = (fiche.personne.personne, fiche.version_reorientation);
    Ok(Box::pin(appeler_version::<InstruireReorientation>(id, saisie, version)))
}

fn motif_ecrit(indice: &'static str, champs: Champs) -> AnyView {
    view! {
        <ChampZone
            id=champs.id("motif")
            libelle="Motif"
            indice
            valeur=champs.valeur("motif")
            max=LONGUEUR_MOTIF
            garde=garde()
            erreur=champs.erreur("motif")
        />
    }
    .into_any()
}

fn designation(fiche: &FicheParcours, champs: Champs) -> AnyView {
    let Some((en_cours, structure)) = fiche.contexte.en_cours.as_ref().zip(fiche.contexte.actuelle()) else {
        return ().into_any();
    };
    let autres = structure.referents.iter().filter(|possible| Some(possible.id) != fiche.contexte.referent);
    let choix: Vec<_> = autres.map(|possible| Choix::new(possible.id.to_string(), &possible.nom)).collect();
    let personne = choix.is_empty().then(|| {
        view! { <p class="discret">{format!("{} n’a pas d’autre agent qui puisse l’être.", structure.nom)}</p> }
    });
    champs.depart("debut", &date::court(en_cours.debut.max(fiche.contexte.aujourdhui)));
    view! {
        <ListeFermee
            id=champs.id("referent")
            libelle="Référent unique"
            valeur=champs.valeur("referent")
            choix
            erreur=champs.erreur("referent")
        />
        {personne}
        {jour(("debut", "Depuis le"), fiche, champs)}
    }
    .into_any()
}

fn cloture(fiche: &FicheParcours, champs: Champs) -> AnyView {
    // Their words rather than their codes: told back when somebody acted first.
    let motifs = FinOrientation::TOUS.iter().filter(|fin| fin.sans_suite());
    let choix: Vec<_> = motifs.map(|fin| Choix::new(fin.libelle(), fin.libelle())).collect();
    let aujourdhui = fiche.contexte.aujourdhui;
    let dernier = champs.depart("jour", &date::court(aujourdhui));
    let (structure, en_suspens) = (fiche.contexte.actuelle().cloned(), fiche.en_suspens.clone());
    let suites = move || {
        let dernier = date::lire(&dernier.get(), aujourdhui).ok()?;
        let (structure, demain) = (structure.as_ref()?, dernier.succ_opt()?);
        let perdu = (!structure.sans_compte).then(|| acces_perdu(structure, demain));
        let phrases: Vec<_> = [perdu, clos(&en_suspens, dernier, aujourdhui)].into_iter().flatten().collect();
        (!phrases.is_empty()).then(|| view! { <p>{phrases.join(" ")}</p> })
    };
    view! {
        <GroupeRadio
            id=champs.id("motif")
            legende="Pourquoi le parcours s’arrête"
            valeur=champs.valeur("motif")
            choix
            erreur=champs.erreur("motif")
        />
        {jour(("jour", "Dernier jour"), fiche, champs)}
        <div aria-live="polite">{suites}</div>
    }
    .into_any()
}

fn motif(mots: &str) -> Option<FinOrientation> {
    FinOrientation::TOUS.iter().copied().find(|fin| fin.libelle() == mots)
}

pub fn jour(
    (champ, libelle): (&'static str, &'static str),
    fiche: &FicheParcours,
    champs: Champs,
) -> AnyView {
    let aujourdhui = fiche.contexte.aujourdhui;
    view! {
        <ChampTexte
            id=champs.id(champ)
            libelle
            valeur=champs.valeur(champ)
            largeur=Largeur::Date
            lecture=move |texte: String| date_lue(&texte, aujourdhui)
            erreur=champs.erreur(champ)
        />
    }
    .into_any()
}
