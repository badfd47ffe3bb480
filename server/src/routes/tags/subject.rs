//! `GET /api/tags/{subject}/{id}`

use access::may;
use axum::{
    Json,
    extract::{Path, State},
};
use blocks::{
    Blocks, EndKind,
    tags::{Subject, TagFact, TagTold, Tags},
};
use kernel::{AreaPath, Id, Text};
use register::{
    model::Unit,
    wash::{Place, PlaceKind},
};
use serde::Serialize;
use utoipa::ToSchema;

use crate::{AppState, Caller, Problem, TextShape, routes::register::register};

/// What a tag rests on.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Fact {
    /// What stands.
    #[schema(value_type = TextShape)]
    title: Text,
    /// The source that states it.
    #[schema(value_type = TextShape)]
    source: Text,
    /// Since when, where the source says.
    since: Option<String>,
    /// Records that state it.
    records: u64,
}

/// A tag in the file of what it is of.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct FileTag {
    /// The rule's id.
    rule: String,
    /// The version of the rule.
    version: u32,
    /// Why anybody should look.
    reason: &'static str,
    /// What it is called.
    #[schema(value_type = TextShape)]
    title: Text,
    /// What it says, and what it does not.
    #[schema(value_type = TextShape)]
    meaning: Text,
    /// What would end it.
    #[schema(value_type = TextShape)]
    lifted_by: Text,
    /// First day.
    from: String,
    /// First day after it ended.
    to: Option<String>,
    /// What stands.
    facts: Vec<Fact>,
    /// What was looked for and not found.
    #[schema(value_type = Vec<TextShape>)]
    lacking: Vec<Text>,
}

/// The file of a unit, a building or an organisation: its tags, those that stand first, with what each rests on and what
/// would lift it.
#[utoipa::path(
    get, path = "/api/tags/{subject}/{id}", tag = "tags", security(("session" = [])),
    params(
        ("subject" = String, Path, description = "`unit`, `building` or `organisation`"),
        ("id" = String, Path, description = "Its id"),
    ),
    responses(
        (status = OK, body = Vec<FileTag>),
        (status = UNAUTHORIZED, body = crate::ProblemDocument),
        (status = FORBIDDEN, body = crate::ProblemDocument),
        (status = NOT_FOUND, body = crate::ProblemDocument),
    )
)]
pub(crate) async fn get(
    caller: Caller<may::TagsView>,
    State(state): State<AppState>,
    Path((subject, id)): Path<(String, Id<Unit>)>,
) -> Result<Json<Vec<FileTag>>, Problem> {
    let subject = Subject::from_name(&subject).ok_or_else(Problem::not_found)?;
    let areas = areas(&state, subject, id.to_bytes()).await?;
    if caller.within(&AreaPath::whole()).is_err() {
        let seen = areas.iter().any(|area| caller.within(area).is_ok());
        seen.then_some(()).ok_or_else(Problem::denied)?;
    }
    let told = Tags::new(state.database.clone()).of(subject, id.to_bytes()).await?;
    Ok(Json(told.into_iter().map(shape).collect()))
}

/// Where the subject stands: an organisation at each of its places.
async fn areas(state: &AppState, subject: Subject, id: [u8; 16]) -> Result<Vec<AreaPath>, Problem> {
    let places: Vec<Place> = match subject {
        Subject::Unit => vec![Place { kind: PlaceKind::Unit, id }],
        Subject::Building => vec![Place { kind: PlaceKind::Building, id }],
        Subject::Organisation => {
            let blocks = Blocks::new(state.database.clone());
            let found =
                blocks.organisation(Id::from_bytes(id)).await?.ok_or_else(Problem::not_found)?;
            let place = |place: &blocks::PlaceOfOrganisation| Place {
                kind: if place.kind == EndKind::Unit {
                    PlaceKind::Unit
                } else {
                    PlaceKind::Building
                },
                id: place.id,
            };
            found.places.iter().take(200).map(place).collect()
        }
    };
    let called = register(state).called(&places).await?;
    if called.is_empty() && subject != Subject::Organisation {
        return Err(Problem::not_found());
    }
    Ok(called.into_values().map(|called| called.area).collect())
}

fn shape(told: TagTold) -> FileTag {
    let fact = |fact: TagFact| Fact {
        title: fact.title,
        source: fact.source,
        since: fact.since.map(|day| day.to_string()),
        records: fact.records,
    };
    let TagTold { tag, facts, lacking } = told;
    FileTag {
        rule: tag.rule.id.clone(),
        version: tag.version,
        reason: tag.rule.reason.name(),
        title: Text::from(&tag.rule.title),
        meaning: Text::from(&tag.rule.meaning),
        lifted_by: Text::from(&tag.rule.lifted_by),
        from: tag.from.to_string(),
        to: tag.to.map(|day| day.to_string()),
        facts: facts.into_iter().map(fact).collect(),
        lacking,
    }
}
