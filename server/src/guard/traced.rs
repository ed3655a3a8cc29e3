//! Step 5, **leaves**: personal data that may be answered, because its trace is on disk.

use axum::http::{HeaderMap, HeaderName, HeaderValue, header};
use axum::response::{IntoResponse, Response};
use reciproque_shared::nominatif::{Clair, Nominatif, Sceau};

use crate::refus::Refus;

/// Header that gives the number of the event: a client can prove what it was shown.
const ENTETE_TRACE: HeaderName = HeaderName::from_static("x-trace");

/// A value whose trace is durable. Only the guard builds one.
#[derive(Debug)]
pub struct Traced<T> {
    valeur: T,
    seq: u64,
    entetes: HeaderMap,
}

impl<T: Nominatif> Traced<T> {
    pub(super) fn new(valeur: T, seq: u64) -> Self {
        Self { valeur, seq, entetes: HeaderMap::new() }
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
                reponse.headers_mut().insert(ENTETE_TRACE, HeaderValue::from(self.seq));
                reponse.headers_mut().extend(self.entetes);
                reponse
            }
            Err(cause) => Refus::Interne(cause.into()).into_response(),
        }
    }
}
