//! The documents of a habilitation, to print: request, certificate, engagement, end.

use std::sync::Arc;

use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use reciproque_shared::api::ConsulterHabilitation;
use reciproque_shared::date;
use reciproque_shared::habilitation::GesteHabilitation;
use reciproque_shared::habilitation::engagement::DONNEES_DES_AGENTS;
use reciproque_shared::habilitation::fiche::{EtapeHabilitation, FicheHabilitation, TexteSigne};
use reciproque_shared::mots::{instant, jour_et_heure};

use super::mots::faits;
use crate::pages::{numero, use_lecture};
use crate::ui::*;

#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Document {
    Demande,
    Attestation,
    Engagement,
    Fin,
}

impl Document {
    const TOUS: [Self; 4] = [Self::Demande, Self::Attestation, Self::Engagement, Self::Fin];

    pub const fn code(self) -> &'static str {
        match self {
            Self::Demande => "demande",
            Self::Attestation => "attestation",
            Self::Engagement => "engagement",
            Self::Fin => "fin",
        }
    }

    /// What ends is an access, or a request that never opened one.
    pub const fn titre(self, ouverte: bool) -> &'static str {
        match self {
            Self::Demande => "Demande de formation et d’habilitation",
            Self::Attestation => "Attestation de formation",
            Self::Engagement => "Engagement et charte signés",
            Self::Fin if !ouverte => "Demande d’habilitation sans suite",
            Self::Fin => "Fin d’habilitation",
        }
    }

    /// Those that the proofs already make.
    pub fn de(fiche: &FicheHabilitation) -> Vec<Self> {
        let existe = |document: &Self| match document {
            Self::Demande => true,
            Self::Attestation => fiche.ligne.certifiee_le.is_some(),
            Self::Engagement => !fiche.signes.is_empty(),
            Self::Fin => fiche.ligne.fin.is_some(),
        };
        Self::TOUS.into_iter().filter(existe).collect()
    }
}

#[component]
pub fn DocumentHabilitation() -> impl IntoView {
    let (id, parametres) = (numero("habilitation"), use_params_map());
    let document = Memo::new(move |_| {
        let code = parametres.with(|p| p.get_str("document").map(str::to_owned));
        Document::TOUS.into_iter().find(|document| Some(document.code()) == code.as_deref())
    });
    let lecture = use_lecture::<ConsulterHabilitation>(move || (id.get(), ()));
    let vue = lecture.vue(move |fiche| contenu(&fiche, document.get()));
    let titre = Signal::derive(move || {
        let lue = lecture.etat().and_then(Result::ok);
        let ouverte = lue.is_none_or(|fiche| fiche.ligne.debut.is_some());
        document.get().map_or("Document", |document| document.titre(ouverte)).to_owned()
    });
    view! {
        <main id="contenu" class="page etroite">
            <div class="page-tete"><Titre texte=titre/><div class="actions"><BoutonImprimer/></div></div>
            {vue}
            <p class="pas-imprime"><a href=move || format!("/habilitations/{}", id.get())>"Retour à l’habilitation"</a></p>
        </main>
    }
    .into_any()
}

fn contenu(fiche: &Arc<FicheHabilitation>, document: Option<Document>) -> AnyView {
    let permis = document.filter(|document| Document::de(fiche).contains(document));
    let Some(document) = permis else {
        return view! {
            <EtatVide titre="Ce document n’existe pas encore"><p>"Il se forme quand son étape est accomplie."</p></EtatVide>
        }
        .into_any();
    };
    let corps = match document {
        Document::Demande => demande(fiche),
        Document::Attestation => attestation(fiche),
        Document::Engagement => {
            view! { {fiche.signes.iter().map(texte_signe).collect_view()}{visa()} }.into_any()
        }
        Document::Fin => fin(fiche),
    };
    view! { {identite(fiche)}{corps} }.into_any()
}

fn identite(fiche: &FicheHabilitation) -> AnyView {
    let ligne = &fiche.ligne;
    faits(vec![
        ("Personne", format!("{} {}", ligne.prenom, ligne.nom)),
        ("Fonction", ligne.fonction.clone().unwrap_or_else(|| "—".to_owned())),
        ("Organisation", ligne.organisation_nom.clone()),
        ("Adresse électronique", ligne.email.clone()),
        ("Profil", ligne.profil.libelle().to_owned()),
        ("Habilitation n°", ligne.id.to_string()),
    ])
}

/// The last step of that kind: who did it, when, why.
fn faite(fiche: &FicheHabilitation, geste: GesteHabilitation) -> Option<&EtapeHabilitation> {
    fiche.etapes.iter().rev().find(|etape| etape.geste == geste)
}

/// Who did it and when. Only the first account of the product begins without a request: the
/// operator made it by a command, with its proofs.
fn par(fiche: &FicheHabilitation, etape: Option<&EtapeHabilitation>) -> String {
    match etape {
        Some(e) => format!("{}, {}, le {}", e.agent, e.organisation, instant(e.instant)),
        None if faite(fiche, GesteHabilitation::Demander).is_none() => {
            format!("Premier compte, créé par l’exploitant le {}", date::long(fiche.ligne.demandee_le))
        }
        None => "—".to_owned(),
    }
}

fn motif(etape: Option<&EtapeHabilitation>) -> String {
    etape.and_then(|etape| etape.motif.clone()).unwrap_or_else(|| "—".to_owned())
}

fn signatures(gauche: &'static str, droite: &'static str) -> AnyView {
    view! { <div class="signatures"><div>{gauche}</div><div>{droite}</div></div> }.into_any()
}

const DEMANDEE: &str = "Le gestionnaire des habilitations de l’organisation demande que la personne ci-dessus suive la \
     formation à l’extranet du Département, en vue d’être habilitée sous ce profil, pour les besoins de sa seule mission.";
const PREMIERE: &str = "La personne ci-dessus tient le premier compte de l’extranet : personne ne pouvait encore le demander. \
     L’exploitant l’a créé à l’installation.";

fn demande(fiche: &FicheHabilitation) -> AnyView {
    let etape = faite(fiche, GesteHabilitation::Demander);
    let faits = faits(vec![("Demandée par", par(fiche, etape)), ("Motif", motif(etape))]);
    let phrase = if etape.is_some() { DEMANDEE } else { PREMIERE };
    view! {
        <p>{phrase}</p>
        {faits}
        {signatures("Le gestionnaire des habilitations", "Visa du responsable de la personne")}
    }
    .into_any()
}

fn attestation(fiche: &FicheHabilitation) -> AnyView {
    let ligne = &fiche.ligne;
    let seance = match (ligne.seance, &ligne.seance_lieu) {
        (Some(debut), Some(lieu)) => format!("{}, {lieu}", jour_et_heure(debut)),
        _ => ligne.formee_le.map(date::long).unwrap_or_default(),
    };
    let faits = faits(vec![
        ("Séance", seance),
        ("Présence notée par", par(fiche, faite(fiche, GesteHabilitation::NoterPresence))),
        ("Délivrée par", par(fiche, faite(fiche, GesteHabilitation::Certifier))),
    ]);
    view! {
        <p>"Le Département atteste que la personne ci-dessus a suivi la formation à l’extranet dans ses trois parties :"</p>
        <ul>
            <li>"les finalités du traitement et le cadre du rSa ;"</li>
            <li>"l’éthique et la confidentialité ;"</li>
            <li>"l’utilisation de l’outil."</li>
        </ul>
        {faits}
        <p class="discret">{DONNEES_DES_AGENTS}</p>
        {signatures("Le référent utilisateurs du Département", "La personne formée")}
    }
    .into_any()
}

/// On paper: the charter is seen by the head of the person; the receipt is dated, and kept by the service.
pub fn visa() -> AnyView {
    view! {
        <div class="a-imprimer">
            <p>"Établi en deux exemplaires : l’un remis à la personne, l’autre gardé par son service. Remis le :"</p>
            {signatures("La personne habilitée", "Visa du supérieur hiérarchique, date")}
        </div>
    }
    .into_any()
}

/// A text with its signature: the gesture is proved by its instant and by the hash.
pub fn texte_signe(texte: &TexteSigne) -> AnyView {
    let paragraphes = texte.paragraphes.iter().cloned().map(|p| view! { <p>{p}</p> }).collect_view();
    let ancien = texte.paragraphes.is_empty().then(|| {
        view! { <p>"Ce texte a été remplacé depuis ; son empreinte reste la preuve de ce qui a été signé."</p> }
    });
    let (titre, version) = (texte.titre.clone(), format!("Version {}", texte.version));
    let empreinte = texte.empreinte.clone();
    let signature = texte.signe_le.map(|quand| {
        view! {
            <Definitions empilees=true>
                <Fait nom="Signé dans l’extranet le">{instant(quand)}</Fait>
                <Fait nom="Empreinte du texte (SHA-256)"><code class="empreinte">{empreinte}</code></Fait>
            </Definitions>
        }
    });
    view! {
        <section class="section">
            <h2>{titre}</h2>
            <p class="discret">{version}</p>
            {paragraphes}
            {ancien}
            {signature}
        </section>
    }
    .into_any()
}

const OUVERTE: &str = "L’habilitation de la personne ci-dessus prend fin. Son accès est fermé et ses sessions sont coupées à \
     cette date. Elle reste tenue au secret professionnel.";
const JAMAIS_OUVERTE: &str = "La demande d’habilitation de la personne ci-dessus s’arrête là. Aucun accès n’a été ouvert à ce \
     titre.";

fn fin(fiche: &FicheHabilitation) -> AnyView {
    let etape =
        faite(fiche, GesteHabilitation::Terminer).or_else(|| faite(fiche, GesteHabilitation::Retirer));
    let jour = fiche.ligne.fin.map(date::long).unwrap_or_default();
    let (quand, phrase) = match fiche.ligne.debut {
        Some(_) => ("Accès fermé à partir du", OUVERTE),
        None => ("Sans suite depuis le", JAMAIS_OUVERTE),
    };
    let faits = faits(vec![(quand, jour), ("Décidé par", par(fiche, etape)), ("Motif", motif(etape))]);
    view! {
        <p>{phrase}</p>
        {faits}
        {signatures("Le gestionnaire ou le référent utilisateurs", "Visa du Département")}
    }
    .into_any()
}
