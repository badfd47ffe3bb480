//! `GET /api/blocks/relation-types`

use access::may;
use axum::Json;
use blocks::catalogue::{self, RelationType};
use kernel::Text;
use serde::Serialize;
use utoipa::ToSchema;

use crate::{Caller, Problem, TextShape};

/// A type of relation.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = RelationTypeRow)]
pub(crate) struct TypeRow {
    /// Its id.
    id: String,
    /// Its group: `residence`, `tenancy`, `ownership` …
    group: String,
    /// Kinds it goes from.
    from: Vec<String>,
    /// Kinds it goes to. None goes to a person.
    to: Vec<String>,
    /// Read from its beginning.
    #[schema(value_type = TextShape)]
    title: Text,
    /// Read from its end.
    #[schema(value_type = TextShape)]
    inverse: Text,
    /// The law or rule it is kept by; nothing where none was read.
    #[schema(value_type = Option<TextShape>)]
    legal_basis: Option<Text>,
}

/// Every type of relation that linli keeps.
#[utoipa::path(
    get, path = "/api/blocks/relation-types", tag = "blocks", security(("session" = [])),
    responses(
        (status = OK, body = Vec<TypeRow>),
        (status = UNAUTHORIZED, body = crate::ProblemDocument),
        (status = FORBIDDEN, body = crate::ProblemDocument),
    )
)]
pub(crate) async fn list(_caller: Caller<may::BlocksView>) -> Result<Json<Vec<TypeRow>>, Problem> {
    let row = |kind: &RelationType| TypeRow {
        id: kind.id.clone(),
        group: kind.group.clone(),
        from: kind.from.clone(),
        to: kind.to.clone(),
        title: kind.title.clone(),
        inverse: kind.inverse.clone(),
        legal_basis: kind.legal_basis.clone(),
    };
    Ok(Json(catalogue::relation_types().iter().map(row).collect()))
}
