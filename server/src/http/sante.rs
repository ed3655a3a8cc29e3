//! What supervision asks: whether the product can do its work.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;

use crate::serveur::{self, Bilan, Extranet};

/// `GET /readyz`
pub async fn prete(State(app): State<Extranet>) -> (StatusCode, Json<Bilan>) {
    let bilan = serveur::bilan(&app).await;
    (if bilan.pret() { StatusCode::OK } else { StatusCode::SERVICE_UNAVAILABLE }, Json(bilan))
}
