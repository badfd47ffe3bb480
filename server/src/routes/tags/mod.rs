//! Tags of units, buildings and organisations.

mod beds;
mod list;
mod rules;
mod run;
mod subject;

use std::collections::BTreeMap;

use blocks::{
    Blocks,
    tags::{Subject, TagRow},
};
use kernel::{Id, Text};
use register::{
    model::Unit,
    wash::{Place, PlaceKind},
};
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};

use crate::{AppState, Problem, TextShape, routes::register::register};

pub(crate) fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(list::get))
        .routes(routes!(rules::get))
        .routes(routes!(run::post))
        .routes(routes!(beds::list, beds::post))
        .routes(routes!(subject::get))
}

/// A tag.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Tag {
    /// The rule's id.
    rule: String,
    /// The version of the rule by which it was found.
    version: u32,
    /// What it is called.
    #[schema(value_type = TextShape)]
    title: Text,
    /// Why anybody should look: `safety`, `registration_help`, `data_quality` or `information`.
    reason: &'static str,
    /// What it is of: `unit`, `building` or `organisation`.
    subject: &'static str,
    /// Id of that.
    id: String,
    /// Its address or its name.
    #[schema(value_type = TextShape)]
    label: Text,
    /// First day.
    from: String,
    /// First day after it ended.
    to: Option<String>,
}

fn id_of(row: &TagRow) -> String {
    Id::<Unit>::from_bytes(row.id).to_string()
}

/// Tags with the addresses and names of what they are of: one query for each kind.
async fn named(state: &AppState, rows: Vec<TagRow>) -> Result<Vec<Tag>, Problem> {
    let place = |row: &TagRow| match row.subject {
        Subject::Unit => Some(Place { kind: PlaceKind::Unit, id: row.id }),
        Subject::Building => Some(Place { kind: PlaceKind::Building, id: row.id }),
        Subject::Organisation => None,
    };
    let places: Vec<Place> = rows.iter().filter_map(place).collect();
    let called = register(state).called(&places).await?;
    let organisations: Vec<[u8; 16]> =
        rows.iter().filter(|row| row.subject == Subject::Organisation).map(|row| row.id).collect();
    let names: BTreeMap<[u8; 16], String> = if organisations.is_empty() {
        BTreeMap::new()
    } else {
        Blocks::new(state.database.clone()).organisation_names(&organisations).await?
    };
    let label = |row: &TagRow| match place(row) {
        Some(place) => called
            .get(&place)
            .map(|called| Text::new(&called.label.zh, &called.label.en))
            .unwrap_or_default(),
        None => names.get(&row.id).map(|name| Text::new(name, name)).unwrap_or_default(),
    };
    let tag = |row: TagRow| Tag {
        label: label(&row),
        id: id_of(&row),
        rule: row.rule.id.clone(),
        version: row.version,
        title: Text::from(&row.rule.title),
        reason: row.rule.reason.name(),
        subject: row.subject.name(),
        from: row.from.to_string(),
        to: row.to.map(|day| day.to_string()),
    };
    Ok(rows.into_iter().map(tag).collect())
}
