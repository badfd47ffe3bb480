//! `GET /api/blocks/organisations/{id}`

use access::may;
use axum::{
    Json,
    extract::{Path, State},
};
use blocks::{Blocks, End, EndKind, LineageBook};
use kernel::{AreaPath, Id, Text};
use register::{
    model::{Name, Unit},
    wash::{Place, PlaceKind},
};
use serde::Serialize;
use utoipa::ToSchema;

use super::shape::{Contact, Organisation, Relation};
use crate::{
    AppState, Caller, Problem, TextShape,
    routes::{
        register::register,
        review::{lineage::LineageRow, shape::Titles},
    },
};

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
    /// Its own telephones and e-mail addresses, masked.
    contacts: Vec<Contact>,
    /// The id that was asked for, where it has been merged into this organisation.
    merged_from: Option<String>,
    /// What it merged with or split from, the newest first.
    lineage: Vec<LineageRow>,
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
    caller: Caller<may::BlocksView>,
    State(state): State<AppState>,
    Path(id): Path<Id<blocks::Organisation>>,
) -> Result<Json<OrganisationBlock>, Problem> {
    let reading = Blocks::new(state.database.clone());
    let (id, merged_from) = standing(&state, id).await?.ok_or_else(Problem::not_found)?;
    let mut found = reading.organisation(id).await?.ok_or_else(Problem::not_found)?;
    found.places.truncate(PLACES);
    let places: Vec<Place> = found.places.iter().map(place_of).collect();
    let named = register(&state).called(&places).await?;
    // An organisation is seen from where one of its places stands, or from everywhere.
    if caller.within(&AreaPath::whole()).is_err() {
        let seen = named.values().any(|place| caller.within(&place.area).is_ok());
        seen.then_some(()).ok_or_else(Problem::denied)?;
    }
    let places = found.places.into_iter().map(|place| {
        let Name { zh, en } =
            named.get(&place_of(&place)).map(|one| one.label.clone()).unwrap_or_default();
        PlaceOfOrganisation {
            place: Id::<Unit>::from_bytes(place.id).to_string(),
            kind: place.kind.name(),
            label: Text::new(zh, en),
            relation: place.relation.into(),
        }
    });
    let places = places.collect();
    let lineage = LineageBook::new(state.database.clone()).of_organisation(id).await?;
    let titles = Titles::read(&state).await?;
    let contacts = reading.organisation_contacts(&state.access, id).await?;
    Ok(Json(OrganisationBlock {
        contacts: contacts.into_iter().map(Into::into).collect(),
        organisation: found.organisation.into(),
        places,
        merged_from: merged_from.map(|id| id.to_string()),
        lineage: lineage.into_iter().map(|told| LineageRow::of(told, &titles)).collect(),
    }))
}

/// The organisation an id stands for today, and the id itself where it was merged into another.
async fn standing(
    state: &AppState,
    id: Id<blocks::Organisation>,
) -> Result<Option<(Id<blocks::Organisation>, Option<Id<blocks::Organisation>>)>, Problem> {
    let asked = End { kind: EndKind::Organisation, id: id.to_bytes() };
    let today = LineageBook::new(state.database.clone()).today(asked).await?;
    Ok(today.map(|end| {
        let now = Id::from_bytes(end.id);
        (now, (now != id).then_some(id))
    }))
}

fn place_of(place: &blocks::PlaceOfOrganisation) -> Place {
    let kind = if place.kind == EndKind::Unit { PlaceKind::Unit } else { PlaceKind::Building };
    Place { kind, id: place.id }
}
