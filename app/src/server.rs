//! The one place that speaks HTTP. A page asks with a call of `shared::api`:
//! `appeler::<ConsulterDossier>(12, ()).await`.

mod cle;
mod lecteur;
mod motif;

pub use motif::questionner;

use std::cell::RefCell;
use std::pin::Pin;

use gloo_net::http::{Method, Request, RequestBuilder};
use reciproque_shared::alerte::ENTETE_MOTIF;
use reciproque_shared::api::{
    Appel, ENTETE_CLE, ENTETE_CLES, ENTETE_FORMATION, ENTETE_TRACE_DIFFEREE, Methode, Version,
};
use reciproque_shared::erreur::Probleme;
use reciproque_shared::habilitation::{Acte, Entrave};
use serde::de::DeserializeOwned;
use web_sys::RequestInit;

/// Why a call did not give what was asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Echec {
    /// The server refuses, says why and what to do.
    Probleme(Probleme),
    /// No session, or it is over. Whoever keeps the session has been told.
    SessionExpiree,
    /// No answer, or one that is not the server's.
    Reseau,
}

impl Echec {
    pub fn titre(&self) -> &str {
        match self {
            Self::Probleme(probleme) => &probleme.title,
            Self::SessionExpiree => "Session terminée",
            Self::Reseau => "Le serveur ne répond pas",
        }
    }

    /// What to do next.
    pub fn detail(&self) -> &str {
        match self {
            Self::Probleme(probleme) => &probleme.detail,
            Self::SessionExpiree => {
                "Reconnectez-vous : vous reviendrez ici, et rien de ce qui est saisi n’est perdu."
            }
            Self::Reseau => {
                "Vérifiez votre connexion au réseau, puis réessayez. Rien de ce qui est à l’écran n’est perdu."
            }
        }
    }

    /// All that it says, in one line: where no form shows each refusal on its field.
    pub fn phrases(&self) -> String {
        match self {
            Self::Probleme(probleme) if !probleme.errors.is_empty() => {
                let messages: Vec<_> = probleme.errors.iter().map(|e| e.message.as_str()).collect();
                messages.join(" ")
            }
            _ => self.detail().to_owned(),
        }
    }

    /// Under watch: a reason must be given first.
    pub fn demande_un_motif(&self) -> bool {
        matches!(self, Self::Probleme(probleme) if probleme.genre == "/problemes/motif_requis")
    }

    /// Somebody else acted first.
    pub fn est_devance(&self) -> bool {
        matches!(self, Self::Probleme(probleme) if probleme.status == 412)
    }

    /// Nobody knows whether it was done.
    pub fn est_sans_reponse(&self) -> bool {
        match self {
            Self::Reseau => true,
            Self::Probleme(probleme) => probleme.status >= 500,
            Self::SessionExpiree => false,
        }
    }

    /// Out of scope, or does not exist: nobody knows which.
    pub fn est_introuvable(&self) -> bool {
        matches!(self, Self::Probleme(probleme) if probleme.status == 404)
    }
}

/// What an answer tells about the session.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Nouvelle {
    /// The server answered: the session goes on.
    Vivante,
    Terminee,
    /// Something must be done before anything else.
    Entravee(Entrave),
    /// The organisation may not sign in at this hour: when it may.
    Fermee(String),
    /// The store holds invented people only: true of any answer, even before sign-in.
    Formation,
    /// What was asked is done, and its trace waits for the journal.
    TraceDifferee,
    /// The domain that passkeys are bound to: true of any answer, even before sign-in.
    Cles(String),
}

type Temoin = Box<dyn Fn(Nouvelle)>;

thread_local! {
    static TEMOIN: RefCell<Option<Temoin>> = const { RefCell::new(None) };
}

/// Has `temoin` told what each answer says about the session.
pub fn ecouter(temoin: impl Fn(Nouvelle) + 'static) {
    TEMOIN.with(|place| *place.borrow_mut() = Some(Box::new(temoin)));
}

fn dire(nouvelle: Nouvelle) {
    TEMOIN.with(|place| {
        if let Some(temoin) = place.borrow().as_ref() {
            temoin(nouvelle);
        }
    });
}

/// Asks the server.
///
/// # Errors
/// See [`Echec`].
pub async fn appeler<A: Appel<Version = ()>>(
    chemin: A::Chemin,
    corps: A::Corps,
) -> Result<A::Reponse, Echec> {
    lire(&transmettre(Demande::de::<A>(&chemin, &corps, ())).await?)
}

/// Asks the server to change what one saw in this version.
///
/// # Errors
/// See [`Echec`]; status 412 when somebody else changed it meanwhile.
pub async fn appeler_version<A: Appel<Version = i32>>(
    chemin: A::Chemin,
    corps: A::Corps,
    version: i32,
) -> Result<A::Reponse, Echec> {
    lire(&transmettre(Demande::de::<A>(&chemin, &corps, version)).await?)
}

/// Entrusts a change to the browser as the page closes: it is sent all the same, and
/// nobody reads the answer.
pub fn confier<A: Appel>(chemin: &A::Chemin, corps: &A::Corps, version: A::Version) {
    let Ok(demande) = Demande::de::<A>(chemin, corps, version).preparer(None) else { return };
    let reglage = RequestInit::new();
    // Fails only on a frozen object, which a new one is not.
    let _ = js_sys::Reflect::set(&reglage, &"keepalive".into(), &true.into());
    let demande = web_sys::Request::from(demande);
    if let Ok(demande) = web_sys::Request::new_with_request_and_init(&demande, &reglage) {
        drop(leptos::prelude::window().fetch_with_request(&demande));
    }
}

/// A call made ready to be sent: no type of its own is left, so that what follows is compiled once.
pub struct Demande {
    methode: Methode,
    acte: Acte,
    url: String,
    /// JSON; `None` when there is nothing to send.
    corps: Option<String>,
    if_match: Option<String>,
    /// Of the intention, on calls that create.
    cle: Option<String>,
}

impl Demande {
    pub fn de<A: Appel>(chemin: &A::Chemin, corps: &A::Corps, version: A::Version) -> Self {
        // Only maps with keys other than text can't be written, and no call has any.
        // `()` is written `null`: there is nothing to send.
        let corps = serde_json::to_string(corps).ok().filter(|corps| corps != "null");
        let url = A::chemin(chemin);
        let cle = A::CREE.then(|| cle::de(format!("{url} {}", corps.as_deref().unwrap_or_default())));
        Self { methode: A::METHODE, acte: A::ACTE, url, corps, if_match: version.if_match(), cle }
    }

    pub fn url(&self) -> &str {
        &self.url
    }

    /// `motif`: the number of the reason given for a view, under watch.
    fn preparer(&self, motif: Option<i64>) -> Result<Request, gloo_net::Error> {
        let mut demande = RequestBuilder::new(&self.url).method(verbe(self.methode));
        if let Some(version) = &self.if_match {
            demande = demande.header("If-Match", version);
        }
        if let Some(cle) = &self.cle {
            demande = demande.header(ENTETE_CLE, cle);
        }
        if let Some(motif) = motif {
            demande = demande.header(ENTETE_MOTIF, &motif.to_string());
        }
        match &self.corps {
            None => demande.build(),
            Some(corps) => demande.header("Content-Type", "application/json").body(corps.clone()),
        }
    }
}

/// Reads an answer.
///
/// # Errors
/// A problem when it is not the expected one.
pub fn lire<T: DeserializeOwned>(texte: &str) -> Result<T, Echec> {
    lecteur::lire(texte).map_err(|_| illisible())
}

/// Sends, and gives back the text of the answer. A view refused for want of a reason is
/// asked again once the agent has given one.
///
/// # Errors
/// See [`Echec`].
pub fn transmettre(demande: Demande) -> Pin<Box<dyn Future<Output = Result<String, Echec>>>> {
    // Boxed, so that its steps are not copied into each caller.
    Box::pin(async move {
        let mut motif = None;
        loop {
            match envoyer(&demande, motif).await {
                Err(echec) if echec.demande_un_motif() => {
                    motif = motif::demander().await;
                    if motif.is_none() {
                        return Err(echec);
                    }
                }
                issue => return issue,
            }
        }
    })
}

async fn envoyer(demande: &Demande, motif: Option<i64>) -> Result<String, Echec> {
    let acte = demande.acte;
    let prete = demande.preparer(motif).map_err(|_| Echec::Reseau)?;
    let reponse = prete.send().await.map_err(|_| Echec::Reseau)?;
    if reponse.headers().has(ENTETE_FORMATION) {
        dire(Nouvelle::Formation);
    }
    if let Some(domaine) = reponse.headers().get(ENTETE_CLES) {
        dire(Nouvelle::Cles(domaine));
    }
    let texte = reponse.text().await.map_err(|_| Echec::Reseau)?;
    // An incident says nothing of what was done: the same key will tell.
    if let Some(cle) = demande.cle.as_deref().filter(|_| reponse.status() < 500) {
        cle::repondue(cle);
    }
    if reponse.ok() {
        dire(Nouvelle::Vivante);
        if reponse.headers().has(ENTETE_TRACE_DIFFEREE) {
            dire(Nouvelle::TraceDifferee);
        }
        return Ok(if texte.is_empty() { "null".to_owned() } else { texte });
    }
    Err(refus(reponse.status(), acte, &texte))
}

/// The answer is not the expected one: the server is probably newer than this page.
fn illisible() -> Echec {
    Echec::Probleme(Probleme {
        genre: "/problemes/reponse_illisible".to_owned(),
        title: "Réponse inattendue du serveur".to_owned(),
        status: 200,
        detail: "Une nouvelle version vient peut-être d’être installée : rechargez la page.".to_owned(),
        errors: Vec::new(),
    })
}

fn refus(statut: u16, acte: Acte, texte: &str) -> Echec {
    // At sign-in a 401 is about the password, not about a session.
    if statut == 401 && acte != Acte::SeConnecter {
        dire(Nouvelle::Terminee);
        return Echec::SessionExpiree;
    }
    let Ok(probleme) = lecteur::lire::<Probleme>(texte) else { return Echec::Reseau };
    if let Some(entrave) = probleme.genre.strip_prefix("/problemes/").and_then(Entrave::du_code) {
        dire(Nouvelle::Entravee(entrave));
    }
    if probleme.genre == "/problemes/hors_horaires" {
        dire(Nouvelle::Fermee(probleme.detail.clone()));
    }
    Echec::Probleme(probleme)
}

const fn verbe(methode: Methode) -> Method {
    match methode {
        Methode::Get => Method::GET,
        Methode::Post => Method::POST,
        Methode::Put => Method::PUT,
        Methode::Delete => Method::DELETE,
    }
}
