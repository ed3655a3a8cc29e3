//! What the structure does: it asks, withdraws, reads the answer.

use leptos::prelude::*;
use reciproque_shared::api::{DemanderReorientation, SuivreReorientation};
use reciproque_shared::erreur::ErreurChamp;
use reciproque_shared::parcours::SorteOrientation;
use reciproque_shared::parcours::reorientation::{
    FicheReorientation, GesteLu, GesteReorientation, LONGUEUR_MOTIF, LONGUEUR_NOTE, MotifReorientation,
    ReorientationDemandee, SaisieGesteReorientation, SaisieReorientation,
};

use crate::pages::cer::garde;
use crate::pages::geste::{self, Champs, Geste, Reponse};
use crate::server::appeler_version;
use crate::ui::*;

pub type Gestes = geste::Gestes<FicheReorientation, GesteReorientation>;

impl Geste<FicheReorientation> for GesteReorientation {
    const TEXTE: &'static str = "note";

    fn nom(&self) -> String {
        match self {
            Self::Demander => "Demander une réorientation",
            Self::Retirer => "Retirer la demande",
            Self::Lire => "J’ai lu la réponse",
            autre => autre.libelle(),
        }
        .to_owned()
    }

    /// A reading asks nothing.
    fn effet(&self, _: &FicheReorientation) -> Option<String> {
        match self {
            Self::Lire => None,
            Self::Demander => Some(
                "La CTSA instruit la demande et vous répond ici. La structure choisie ensuite lira votre note."
                    .to_owned(),
            ),
            _ => Some("La CTSA ne l’instruira plus. Vous pourrez en faire une autre.".to_owned()),
        }
    }

    fn champs(&self, _: &FicheReorientation, champs: Champs) -> AnyView {
        match self {
            Self::Demander => demande(champs),
            _ => motif(champs),
        }
    }

    fn appel(
        &self,
        fiche: &FicheReorientation,
        champs: Champs,
    ) -> Result<Reponse<FicheReorientation>, Vec<ErreurChamp>> {
        let (id, version) = (fiche.personne.personne, fiche.version);
        if *self == Self::Demander {
            let saisie = SaisieReorientation {
                motif: MotifReorientation::du_code(&champs.texte("motif")),
                sorte: SorteOrientation::du_code(&champs.texte("sorte")),
                note: champs.texte("note"),
            };
            ReorientationDemandee::lire(&saisie)?;
            return Ok(Box::pin(appeler_version::<DemanderReorientation>(id, saisie, version)));
        }
        let motif = if *self == Self::Lire { String::new() } else { champs.texte("motif") };
        let saisie = SaisieGesteReorientation { geste: *self, motif };
        GesteLu::lire(&saisie)?;
        Ok(Box::pin(appeler_version::<SuivreReorientation>(id, saisie, version)))
    }

    fn fait(&self, _: &FicheReorientation) -> &'static str {
        match self {
            Self::Demander => "Demande envoyée à la CTSA.",
            Self::Retirer => "Demande retirée.",
            _ => "C’est noté.",
        }
    }

    fn danger(&self) -> bool {
        *self == Self::Retirer
    }
}

fn demande(champs: Champs) -> AnyView {
    let motifs: Vec<_> = MotifReorientation::TOUS.iter().map(|m| Choix::new(m.code(), m.libelle())).collect();
    let sortes: Vec<_> = SorteOrientation::TOUS.iter().map(|s| Choix::new(s.code(), s.libelle())).collect();
    view! {
        <GroupeRadio
            id=champs.id("motif")
            legende="Pourquoi une réorientation"
            valeur=champs.valeur("motif")
            choix=motifs
            erreur=champs.erreur("motif")
        />
        <ListeFermee
            id=champs.id("sorte")
            libelle="Orientation souhaitée"
            valeur=champs.valeur("sorte")
            choix=sortes
            vide="Au Département de choisir"
            facultatif=true
            erreur=champs.erreur("sorte")
        />
        <ChampZone
            id=champs.id("note")
            libelle="Note de passation"
            indice="Des faits courts : ce qui est fait, ce qui est en cours, ce qui est prévu."
            valeur=champs.valeur("note")
            max=LONGUEUR_NOTE
            garde=garde()
            erreur=champs.erreur("note")
        />
    }
    .into_any()
}

fn motif(champs: Champs) -> AnyView {
    view! {
        <ChampZone
            id=champs.id("motif")
            libelle="Motif"
            facultatif=true
            indice="Des faits courts : il reste dans le fil de la demande."
            valeur=champs.valeur("motif")
            max=LONGUEUR_MOTIF
            garde=garde()
            erreur=champs.erreur("motif")
        />
    }
    .into_any()
}
