//! `GET /api/cases/collections/catalogue`

use access::may;
use axum::{Json, extract::State};
use casework::catalogue::{CollectionClass as Class, Item};
use kernel::Text;
use serde::Serialize;
use utoipa::ToSchema;

use crate::{AppState, Caller, Problem, TextShape, routes::cases::catalogue::QuestionShape};

/// What may be noted in the field.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct CollectionCatalogue {
    /// Versions of the files it is from.
    version: String,
    /// Classes, in order.
    classes: Vec<CollectionClass>,
}

/// A class of field collection.
#[derive(Debug, Serialize, ToSchema)]
struct CollectionClass {
    /// Its id.
    id: String,
    /// What it is called.
    #[schema(value_type = TextShape)]
    title: Text,
    /// What its items describe: `unit`, `building`, `organisation` or `place`.
    of: String,
    /// Items, in order: each is asked like a question, and may be left open.
    items: Vec<QuestionShape>,
}

/// The catalogue of field collection.
#[utoipa::path(
    get, path = "/api/cases/collections/catalogue", tag = "cases", security(("session" = [])),
    responses(
        (status = OK, body = CollectionCatalogue),
        (status = UNAUTHORIZED, body = crate::ProblemDocument),
        (status = FORBIDDEN, body = crate::ProblemDocument),
    )
)]
pub(crate) async fn get(
    _caller: Caller<may::CasesView>,
    State(state): State<AppState>,
) -> Result<Json<CollectionCatalogue>, Problem> {
    let catalogue = state.casework.catalogue();
    let item = |item: &Item| QuestionShape::of(&item.id, item.kind, &item.ask, &item.options);
    let class = |class: &Class| CollectionClass {
        id: class.id.clone(),
        title: class.title.clone(),
        of: class.of.clone(),
        items: class.items.iter().map(item).collect(),
    };
    Ok(Json(CollectionCatalogue {
        version: catalogue.version.clone(),
        classes: catalogue.collection.iter().map(class).collect(),
    }))
}
