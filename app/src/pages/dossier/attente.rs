//! What the file of an adult awaits: when, and the gesture that answers it. The header, the card of
//! the adult and its button read the same lines.

use leptos::prelude::*;
use reciproque_shared::attente::{Attendu, AttenteLue, EtatEcheance};
use reciproque_shared::date;
use reciproque_shared::dossier::Adulte;
use reciproque_shared::habilitation::Acte;

use crate::session::use_session;
use crate::ui::*;

/// Late, near or to come; or since when, where no rule sets a deadline.
pub fn etiquette(lue: &AttenteLue) -> AnyView {
    let relatif = |jour| date::relatif(jour, use_session().aujourd_hui());
    let texte = match lue.limite {
        Some(limite) => format!("{} ({})", date::court(limite), relatif(limite)),
        None => format!("{} le {} ({})", depuis(lue.quoi), date::court(lue.depuis), relatif(lue.depuis)),
    };
    let (ton, icone) = match lue.etat {
        Some(EtatEcheance::Depassee) => (Ton::Erreur, Icone::Attention),
        Some(EtatEcheance::Proche) => (Ton::Attention, Icone::Horloge),
        Some(EtatEcheance::AVenir) => (Ton::Neutre, Icone::Calendrier),
        None => (Ton::Info, Icone::Horloge),
    };
    view! { <Etiquette ton icone texte/> }.into_any()
}

const fn depuis(quoi: Attendu) -> &'static str {
    match quoi {
        Attendu::CerACompleter => "renvoyé",
        Attendu::CerATransmettre => "signé",
        Attendu::CerADecider => "transmis",
        Attendu::RendezVous => "prévu",
        Attendu::Brouillon => "commencé",
        Attendu::Reorientation => "demandée",
        Attendu::ReponseReorientation => "répondu",
        Attendu::Instruction => "depuis",
        Attendu::DecisionInstruction => "proposée",
        Attendu::NotificationInstruction => "décidée",
        Attendu::TransmissionInstruction => "notifiée",
        Attendu::Orientation
        | Attendu::Referent
        | Attendu::Contrat
        | Attendu::Renouvellement
        | Attendu::RevueSociale
        | Attendu::EcartReferent
        | Attendu::EcartRadiation
        | Attendu::EcartDates
        | Attendu::EcartDeCote => "depuis",
    }
}

/// A line of the card, with the rule folded under it.
pub fn fait(lue: &AttenteLue) -> AnyView {
    let regle = (!lue.article.is_empty()).then(|| {
        let (article, explication) = (lue.article.clone(), lue.explication.clone());
        view! {
            <details class="discret"><summary>"Pourquoi cette date ?"</summary><p>{explication}" ("{article}")"</p></details>
        }
    });
    let (nom, quand) = (lue.libelle.clone(), etiquette(lue));
    view! { <Fait nom>{quand}{regle}</Fait> }.into_any()
}

/// The gesture that answers what comes first, for who may do it.
pub fn action(adulte: &Adulte) -> Option<AnyView> {
    let premiere = adulte.parcours.as_ref()?.attentes.first()?;
    let (href, texte) = geste(adulte, premiere)?;
    Some(view! { <LienBouton href petit=true>{texte}</LienBouton> }.into_any())
}

/// Whether the gesture that comes first is to enter a contract: its button stands there already.
pub fn ouvre_un_cer(adulte: &Adulte) -> bool {
    let premiere = adulte.parcours.as_ref().and_then(|parcours| parcours.attentes.first());
    premiere.is_some_and(|lue| lue.objet.is_none() || lue.quoi == Attendu::Renouvellement)
        && premiere.and_then(|lue| geste(adulte, lue)).is_some()
}

/// Whether that gesture is to decide on the parcours: its button leads there already.
pub fn ouvre_le_parcours(adulte: &Adulte) -> bool {
    let premiere = adulte.parcours.as_ref().and_then(|parcours| parcours.attentes.first());
    premiere.is_some_and(|lue| {
        matches!(lue.quoi, Attendu::Orientation | Attendu::Referent | Attendu::Reorientation)
            && geste(adulte, lue).is_some()
    })
}

/// Whether that gesture is to read an answer: its button leads to the requests already.
pub fn ouvre_la_reorientation(adulte: &Adulte) -> bool {
    let premiere = adulte.parcours.as_ref().and_then(|parcours| parcours.attentes.first());
    premiere.is_some_and(|lue| lue.quoi == Attendu::ReponseReorientation && geste(adulte, lue).is_some())
}

fn geste(adulte: &Adulte, lue: &AttenteLue) -> Option<(String, &'static str)> {
    let session = use_session();
    let accompagne = |acte| adulte.accompagne_par_moi && session.permet(acte);
    let cer = || lue.objet.map(|id| format!("/cer/{id}"));
    let demande = || lue.objet.map(|id| format!("/instructions/{id}"));
    let nouveau = || Some(format!("/personnes/{}/cer/nouveau", adulte.id));
    let parcours = || Some(format!("/personnes/{}/parcours", adulte.id));
    let (permis, href, texte) = match lue.quoi {
        Attendu::Orientation => (session.permet(Acte::Orienter), parcours(), "Orienter"),
        Attendu::Referent => (session.permet(Acte::DesignerReferent), parcours(), "Désigner le référent"),
        Attendu::Reorientation => {
            (session.permet(Acte::InstruireReorientation), parcours(), "Instruire la demande")
        }
        Attendu::ReponseReorientation => {
            let href = Some(format!("/personnes/{}/reorientation", adulte.id));
            (accompagne(Acte::DemanderReorientation), href, "Lire la réponse")
        }
        Attendu::Instruction => (session.permet(Acte::Instruire), demande(), "Instruire la demande"),
        // Whoever instructs it is told there that a colleague decides.
        Attendu::DecisionInstruction => {
            (session.permet(Acte::DeciderInstruction), demande(), "Voir la demande à décider")
        }
        Attendu::NotificationInstruction => {
            (session.permet(Acte::Instruire), demande(), "Notifier la décision")
        }
        Attendu::TransmissionInstruction => {
            (session.permet(Acte::Instruire), demande(), "Transmettre à la caisse")
        }
        Attendu::Contrat => (accompagne(Acte::SaisirCer), nouveau(), "Saisir le CER"),
        Attendu::Renouvellement if lue.etat != Some(EtatEcheance::AVenir) => {
            (accompagne(Acte::SaisirCer), nouveau(), "Renouveler le CER")
        }
        Attendu::Brouillon => (accompagne(Acte::SaisirCer), cer(), "Reprendre le brouillon"),
        Attendu::CerATransmettre => (accompagne(Acte::SaisirCer), cer(), "Transmettre le CER"),
        Attendu::CerACompleter => (accompagne(Acte::SaisirCer), cer(), "Compléter le CER"),
        Attendu::CerADecider => (session.permet(Acte::DeciderCer), cer(), "Décider sur le CER"),
        Attendu::RendezVous => {
            let href = lue.objet.map(|id| format!("/rendez-vous/{id}"));
            (accompagne(Acte::SaisirRendezVous), href, "Renseigner le rendez-vous")
        }
        Attendu::EcartReferent | Attendu::EcartRadiation | Attendu::EcartDates => {
            let href = Some(format!("/personnes/{}/ecarts-france-travail", adulte.id));
            (session.permet(Acte::ConsulterEcartsPersonne), href, "Examiner l’écart")
        }
        Attendu::Renouvellement | Attendu::RevueSociale | Attendu::EcartDeCote => return None,
    };
    href.filter(|_| permis).map(|href| (href, texte))
}
