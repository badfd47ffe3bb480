//! The description of the interface, which the typed client is made from.

use axum::{Router, http::header, routing::get};
use utoipa::{
    OpenApi as _,
    openapi::{
        ContactBuilder, InfoBuilder, LicenseBuilder, OpenApi, OpenApiBuilder,
        security::{ApiKey, ApiKeyValue, SecurityScheme},
    },
};

use crate::{AppState, caller, cookie, problem::ProblemDocument};

/// What every route's description starts from.
pub(crate) fn document() -> OpenApi {
    #[derive(utoipa::OpenApi)]
    #[openapi(components(schemas(ProblemDocument, crate::shapes::TextShape)))]
    struct Shapes;

    let mut document = OpenApiBuilder::from(Shapes::openapi())
        .info(
            InfoBuilder::new()
                .title("linli")
                .version(env!("CARGO_PKG_VERSION"))
                .description(Some(
                    "Every route but the probes and the sign-in needs a session, or the signature \
                     of a system's key (RFC 9421; docs/reference/exchange.md). Writes of a session \
                     carry the header `x-linli: 1`. A refusal is a problem document (RFC 9457).",
                ))
                .contact(Some(ContactBuilder::new().name(Some("linli contributors")).build()))
                .license(Some(LicenseBuilder::new().name("Apache-2.0").build()))
                .build(),
        )
        .build();
    let cookie = SecurityScheme::ApiKey(ApiKey::Cookie(ApiKeyValue::new(cookie::SESSION)));
    document.components.get_or_insert_default().add_security_scheme("session", cookie);
    document
}

/// The whole description, as it is committed in `schemas/openapi.json`.
#[must_use]
pub fn openapi() -> String {
    let mut text = crate::router::routes().into_openapi().to_pretty_json().unwrap_or_default();
    text.push('\n');
    text
}

/// Serves the description to whoever is signed in.
pub(crate) fn router(document: &OpenApi) -> Router<AppState> {
    let text = document.to_json().unwrap_or_default();
    let answer = move |_: caller::SignedIn| async move {
        ([(header::CONTENT_TYPE, "application/json")], text)
    };
    Router::new().route("/api/openapi.json", get(answer))
}
