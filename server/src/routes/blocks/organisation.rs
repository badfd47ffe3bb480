//! `GET /api/blocks/organisations/{id}`

use access::may;
use axum::{
    Json,
    extract::{Path, State},
};
use blocks::{Blocks, EndKind};
use kernel::{Id, Text};
use register::{
    Register,
    model::{Name, Unit},
};
use serde::Serialize;
use utoipa::ToSchema;

use super::shape::{Organisation, Relation};
use crate::{AppState, Caller, Problem, TextShape};

/// Places that are told by name; an organisation has rarely more than a few.
const PLACES: usize = 20;

/// A place of an organisation.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct PlaceOfOrganisation {
    /// Id of the unit or building.
    place: String,
    /// `unit` or `building`.
    kind: &'static str,
    /// Its address.
    #[schema(value_type = TextShape)]
    label: Text,
    /// How it is joined to the organisation.
    relation: Relation,
}

/// An organisation and its places.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct OrganisationBlock {
    /// The organisation.
    organisation: Organisation,
    /// Places, 20 at most.
    places: Vec<PlaceOfOrganisation>,
}

/// An organisation and the places it is joined to; each fact with its source. Its people are not shown here.
#[utoipa::path(
    get, path = "/api/blocks/organisations/{id}", tag = "blocks", security(("session" = [])),
    params(("id" = String, Path, description = "The organisation's id")),
    responses(
        (status = OK, body = OrganisationBlock),
        (status = UNAUTHORIZED, body = crate::ProblemDocument),
        (status = FORBIDDEN, body = crate::ProblemDocument),
        (status = NOT_FOUND, body = crate::ProblemDocument),
    )
)]
pub(crate) async fn get(
    _caller: Caller<may::BlocksView>,
    State(state): State<AppState>,
    Path(id): Path<Id<blocks::Organisation>>,
) -> Result<Json<OrganisationBlock>, Problem> {
    let found = Blocks::new(state.database.clone())
        .organisation(id)
        .await?
        .ok_or_else(Problem::not_found)?;
    let register = Register::new(state.database.clone(), state.ids.clone(), state.clock.clone());
    let mut places = Vec::new();
    for place in found.places.into_iter().take(PLACES) {
        let label = match place.kind {
            EndKind::Unit => {
                register.unit(Id::from_bytes(place.id)).await?.map(|found| found.row.label)
            }
            _ => register.building(Id::from_bytes(place.id)).await?.map(|found| found.row.label),
        };
        let Name { zh, en } = label.unwrap_or_default();
        places.push(PlaceOfOrganisation {
            place: Id::<Unit>::from_bytes(place.id).to_string(),
            kind: place.kind.name(),
            label: Text::new(zh, en),
            relation: place.relation.into(),
        });
    }
    Ok(Json(OrganisationBlock { organisation: found.organisation.into(), places }))
}
