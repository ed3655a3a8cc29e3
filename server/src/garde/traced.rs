//! Step 5, **leaves**: personal data that may be answered, because its trace is on disk.

use axum::http::{HeaderMap, HeaderName, HeaderValue, header};
use axum::response::{IntoResponse, Response};
use reciproque_shared::api::ENTETE_TRACE_DIFFEREE;
use reciproque_shared::nominatif::{Clair, Nominatif, Sceau};
use reciproque_shared::trace::NumeroTrace;

use crate::refus::Refus;

/// Header that gives the number of the event: a client can prove what it was shown.
const ENTETE_TRACE: HeaderName = HeaderName::from_static("x-trace");
const ENTETE_DIFFEREE: HeaderName = HeaderName::from_static(ENTETE_TRACE_DIFFEREE);

/// A value whose trace is durable. Only the guard builds one.
#[derive(Debug)]
pub struct Traced<T> {
    valeur: T,
    /// Absent when the event waits in the store for the journal.
    trace: Option<NumeroTrace>,
    entetes: HeaderMap,
}

impl<T: Nominatif> Traced<T> {
    pub(super) fn new(valeur: T, trace: NumeroTrace) -> Self {
        Self { valeur, trace: Some(trace), entetes: HeaderMap::new() }
    }

    /// The event is on disk in the store, and the journal will have it.
    pub(super) fn differee(valeur: T) -> Self {
        Self { valeur, trace: None, entetes: HeaderMap::new() }
    }

    /// Adds a header to the answer (session cookie).
    pub fn avec_entete(mut self, nom: HeaderName, valeur: HeaderValue) -> Self {
        self.entetes.append(nom, valeur);
        self
    }
}

impl<T: Nominatif> IntoResponse for Traced<T> {
    fn into_response(self) -> Response {
        #[expect(clippy::disallowed_methods, reason = "the guard, once the trace is on disk")]
        let sceau = Sceau::apposer();
        match serde_json::to_vec(&Clair::new(&self.valeur, sceau)) {
            Ok(corps) => {
                let mut reponse = ([(header::CONTENT_TYPE, "application/json")], corps).into_response();
                let (nom, valeur) = match self.trace {
                    Some(numero) => (ENTETE_TRACE, HeaderValue::try_from(numero.to_string())),
                    None => (ENTETE_DIFFEREE, Ok(HeaderValue::from_static("1"))),
                };
                match valeur {
                    Ok(valeur) => drop(reponse.headers_mut().insert(nom, valeur)),
                    Err(cause) => return Refus::Interne(cause.into()).into_response(),
                }
                reponse.headers_mut().extend(self.entetes);
                reponse
            }
            Err(cause) => Refus::Interne(cause.into()).into_response(),
        }
    }
}
