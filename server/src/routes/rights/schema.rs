//! `GET /api/rights/schema`

use axum::Json;
use serde_json::{Map, Value, json};

use crate::caller::SignedIn;

/// The schema of what one takes along (JSON Schema, draft 2020-12).
#[utoipa::path(
    get, path = "/api/rights/schema", tag = "rights", security(("session" = [])),
    responses(
        (status = OK, body = serde_json::Value, description = "the schema of `OwnData`"),
        (status = UNAUTHORIZED, body = crate::ProblemDocument),
    )
)]
pub(crate) async fn get(_: SignedIn) -> Json<Value> {
    Json(schema())
}

/// The schema, from the description of the interface: what is described there is what is sent.
fn schema() -> Value {
    let described = serde_json::to_value(crate::router::routes().into_openapi());
    let all = described.unwrap_or_default()["components"]["schemas"].take();
    let names = [
        "OwnData",
        "OwnAccount",
        "OwnDeclarationRow",
        "OwnFactRow",
        "OwnRequestRow",
        "OwnDwelling",
        "DwellingRef",
        "ProxyRow",
        "Text",
    ];
    let defs: Map<String, Value> =
        names.into_iter().map(|name| (name.to_owned(), moved(all[name].clone()))).collect();
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "What linli keeps on one person",
        "$ref": "#/$defs/OwnData",
        "$defs": defs,
    })
}

/// The same with references that hold in a file of its own.
fn moved(schema: Value) -> Value {
    match schema {
        Value::Object(map) => map
            .into_iter()
            .map(|(key, value)| match value {
                Value::String(to) if key == "$ref" => {
                    (key, Value::String(to.replace("#/components/schemas/", "#/$defs/")))
                }
                other => (key, moved(other)),
            })
            .collect(),
        Value::Array(list) => list.into_iter().map(moved).collect(),
        other => other,
    }
}
