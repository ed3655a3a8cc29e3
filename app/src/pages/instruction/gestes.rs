//! What the agents of the CTSA do about a request.

use leptos::prelude::*;
use reciproque_shared::api::{DeciderInstruction, FaireGesteInstruction, ProposerDecision};
use reciproque_shared::date;
use reciproque_shared::erreur::ErreurChamp;
use reciproque_shared::instruction::{
    ConclusionLue, FicheInstruction, GesteInstruction, GesteLu, LONGUEUR_NOTE, MotifClassement,
    MoyenNotification, MoyenTransmission, SaisieGesteInstruction,
};

use super::conclure;
use crate::pages::cer::garde;
use crate::pages::geste::{self, Champs, Geste, Reponse};
use crate::server::appeler_version;
use crate::session::use_session;
use crate::ui::*;

pub type Gestes = geste::Gestes<FicheInstruction, GesteInstruction>;

impl Geste<FicheInstruction> for GesteInstruction {
    const TEXTE: &'static str = "note";

    fn nom(&self) -> String {
        match self {
            Self::Prendre => "Prendre en instruction",
            Self::Proposer => "Proposer une décision",
            Self::Renvoyer => "Renvoyer en instruction",
            Self::Decider => "Décider",
            Self::Notifier => "La décision est notifiée",
            Self::Transmettre => "La décision est transmise à la caisse",
            Self::Reprendre => "Reprendre l’instruction",
            Self::Retirer => "La personne retire sa demande",
            Self::Classer => "Classer sans objet",
            Self::Annuler => "Annuler mon dernier geste",
            Self::Recevoir => self.libelle(),
        }
        .to_owned()
    }

    /// To take it up, or again, asks nothing: it is undone as easily.
    fn effet(&self, fiche: &FicheInstruction) -> Option<String> {
        effet(*self, fiche)
    }

    fn champs(&self, fiche: &FicheInstruction, champs: Champs) -> AnyView {
        let jour = use_session().aujourd_hui();
        match self {
            Self::Proposer | Self::Decider => conclure::champs(fiche, jour, champs),
            Self::Notifier | Self::Transmettre => envoi(*self, jour, champs),
            Self::Classer => view! { {classement(champs)}{note(champs, true)} }.into_any(),
            Self::Renvoyer => note(champs, false),
            Self::Retirer => note(champs, true),
            Self::Prendre | Self::Reprendre | Self::Annuler | Self::Recevoir => ().into_any(),
        }
    }

    fn appel(
        &self,
        fiche: &FicheInstruction,
        champs: Champs,
    ) -> Result<Reponse<FicheInstruction>, Vec<ErreurChamp>> {
        let (id, version) = (fiche.fil.ligne.id, fiche.version);
        let contexte = fiche.contexte(use_session().aujourd_hui());
        if self.conclut() {
            let saisie = untrack(|| conclure::saisie(champs));
            ConclusionLue::lire(&saisie, &contexte)?;
            return Ok(match self {
                Self::Decider => Box::pin(appeler_version::<DeciderInstruction>(id, saisie, version)),
                _ => Box::pin(appeler_version::<ProposerDecision>(id, saisie, version)),
            });
        }
        let saisie = saisie(*self, champs);
        GesteLu::lire(&saisie, &contexte)?;
        Ok(Box::pin(appeler_version::<FaireGesteInstruction>(id, saisie, version)))
    }

    fn fait(&self, _: &FicheInstruction) -> &'static str {
        match self {
            Self::Prendre | Self::Reprendre => "Demande prise en instruction. Proposez une décision.",
            Self::Proposer => "Décision proposée : un autre agent de la CTSA la prend.",
            Self::Renvoyer => "Demande renvoyée en instruction.",
            Self::Decider => "Décision prise. Notifiez-la à la personne.",
            Self::Notifier => "Notification enregistrée.",
            Self::Transmettre => "Transmission à la caisse enregistrée.",
            Self::Retirer => "Demande retirée.",
            Self::Classer => "Demande classée sans objet.",
            Self::Annuler => "Geste annulé : la demande est comme avant.",
            Self::Recevoir => "C’est fait.",
        }
    }

    fn danger(&self) -> bool {
        matches!(self, Self::Retirer | Self::Classer)
    }
}

fn saisie(geste: GesteInstruction, champs: Champs) -> SaisieGesteInstruction {
    let de = |voulue: bool, champ| if voulue { champs.texte(champ) } else { String::new() };
    let notifie = geste == GesteInstruction::Notifier;
    let transmet = geste == GesteInstruction::Transmettre;
    let annote =
        matches!(geste, GesteInstruction::Renvoyer | GesteInstruction::Retirer | GesteInstruction::Classer)
            || notifie
            || transmet;
    let classe = geste == GesteInstruction::Classer;
    SaisieGesteInstruction {
        geste,
        le: de(notifie || transmet, "le"),
        moyen_notification: MoyenNotification::du_code(&de(notifie, "moyen_notification")),
        moyen_transmission: MoyenTransmission::du_code(&de(transmet, "moyen_transmission")),
        motif_classement: MotifClassement::du_code(&de(classe, "motif_classement")),
        note: de(annote, "note"),
    }
}

fn effet(geste: GesteInstruction, fiche: &FicheInstruction) -> Option<String> {
    let dite = fiche.fil.ligne.conclusion.map(|conclusion| conclusion.en_mots()).unwrap_or_default();
    Some(match geste {
        GesteInstruction::Prendre if fiche.instructeur.is_none() => return None,
        GesteInstruction::Prendre => "Vous instruirez cette demande à la place de votre collègue.".to_owned(),
        GesteInstruction::Reprendre | GesteInstruction::Recevoir => return None,
        GesteInstruction::Proposer => {
            "Un autre agent de la CTSA prendra la décision, telle quelle ou autrement. Vous pouvez annuler tant qu’il \
             ne l’a pas fait."
                .to_owned()
        }
        GesteInstruction::Renvoyer => "L’agent qui instruit lira ce qui manque.".to_owned(),
        GesteInstruction::Decider => {
            format!("Votre collègue propose : {dite}. Vous pouvez annuler tant que la personne n’est pas notifiée.")
        }
        GesteInstruction::Notifier => {
            format!("{dite}. La décision ne s’annule plus ensuite, et les partenaires la lisent dans le dossier.")
        }
        GesteInstruction::Transmettre => format!(
            "{dite}. Réciproque garde la date et le moyen ; l’envoi lui-même se fait comme d’habitude."
        ),
        GesteInstruction::Retirer => "La demande est close. Le geste s’annule.".to_owned(),
        GesteInstruction::Classer => "La demande est close sans décision. Le geste s’annule.".to_owned(),
        GesteInstruction::Annuler => "La demande redevient comme avant votre dernier geste.".to_owned(),
    })
}

/// The day and the means of what leaves the house.
fn envoi(geste: GesteInstruction, jour: chrono::NaiveDate, champs: Champs) -> AnyView {
    champs.depart("le", &date::court(jour));
    let (libelle, champ, legende, moyens): (_, _, _, Vec<Choix>) = match geste {
        GesteInstruction::Notifier => (
            "Notifiée le",
            "moyen_notification",
            "Par quel moyen",
            MoyenNotification::TOUS.iter().map(|m| Choix::new(m.code(), m.libelle())).collect(),
        ),
        _ => (
            "Transmise le",
            "moyen_transmission",
            "Par quel moyen",
            MoyenTransmission::TOUS.iter().map(|m| Choix::new(m.code(), m.libelle())).collect(),
        ),
    };
    view! {
        {conclure::date(champs, jour, "le", libelle, false)}
        <GroupeRadio id=champs.id(champ) legende valeur=champs.valeur(champ) choix=moyens erreur=champs.erreur(champ)/>
        {note(champs, true)}
    }
    .into_any()
}

fn classement(champs: Champs) -> AnyView {
    let motifs: Vec<_> = MotifClassement::TOUS.iter().map(|m| Choix::new(m.code(), m.libelle())).collect();
    view! { <GroupeRadio id=champs.id("motif_classement") legende="Pourquoi" valeur=champs.valeur("motif_classement") choix=motifs erreur=champs.erreur("motif_classement")/> }
        .into_any()
}

fn note(champs: Champs, facultatif: bool) -> AnyView {
    let libelle = if facultatif { "Note" } else { "Ce qui manque" };
    view! {
        <ChampZone
            id=champs.id("note")
            libelle
            facultatif
            indice="Des faits courts : elle reste dans l’historique de la demande."
            valeur=champs.valeur("note")
            max=LONGUEUR_NOTE
            garde=garde()
            erreur=champs.erreur("note")
        />
    }
    .into_any()
}
