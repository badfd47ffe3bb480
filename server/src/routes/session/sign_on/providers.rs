//! `GET /api/session/sign-on`

use axum::{Json, extract::State};
use serde::Serialize;
use utoipa::ToSchema;

use crate::{AppState, TextShape};

/// A provider by which one may sign on.
#[derive(Serialize, ToSchema)]
pub(crate) struct SignOnProviderRow {
    /// Its id.
    id: String,
    /// What it is called.
    name: TextShape,
    /// Its issuer.
    issuer: String,
}

/// The identity providers that are set up; the sign-in page offers them.
#[utoipa::path(
    get, path = "/api/session/sign-on", tag = "session",
    responses((status = OK, body = Vec<SignOnProviderRow>))
)]
pub(crate) async fn get(State(state): State<AppState>) -> Json<Vec<SignOnProviderRow>> {
    let row = |entry: &crate::sign_on::Entry| SignOnProviderRow {
        id: entry.id.clone(),
        name: entry.name.clone().into(),
        issuer: entry.provider.issuer().to_owned(),
    };
    Json(state.sign_on.entries().iter().map(row).collect())
}
