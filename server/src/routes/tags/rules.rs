//! `GET /api/tags/rules`

use access::may;
use axum::{
    Json,
    extract::{Query, State},
};
use blocks::tags::{Tags, rules};
use kernel::Text;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::{
    AppState, Caller, Problem, TextShape,
    routes::register::{register, which::area},
};

/// Where.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct Where {
    /// Counts in this area: its id or its path of codes.
    area: Option<String>,
}

/// A rule, and how many of its tags stand in the area.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct TagRule {
    /// Its id.
    id: String,
    /// Its version.
    version: u32,
    /// What it is of.
    subject: &'static str,
    /// Why anybody should look.
    reason: &'static str,
    /// What it is called.
    #[schema(value_type = TextShape)]
    title: Text,
    /// What it says, and what it does not.
    #[schema(value_type = TextShape)]
    meaning: Text,
    /// What ends it.
    #[schema(value_type = TextShape)]
    lifted_by: Text,
    /// Whether its sources were there at the last run.
    computed: bool,
    /// How many stand.
    count: u64,
}

/// The rules, and when they were last computed.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct TagRules {
    /// The day of the last run; nothing before the first.
    computed_on: Option<String>,
    /// Whether the caller may compute them anew.
    may_run: bool,
    /// Whether the caller may take down approved beds.
    may_approve_beds: bool,
    /// Every rule of the catalogue.
    rules: Vec<TagRule>,
}

/// Every rule, with its reasons in words, and how many of its tags stand in an area.
#[utoipa::path(
    get, path = "/api/tags/rules", tag = "tags", security(("session" = [])), params(Where),
    responses(
        (status = OK, body = TagRules),
        (status = UNAUTHORIZED, body = crate::ProblemDocument),
        (status = FORBIDDEN, body = crate::ProblemDocument),
    )
)]
pub(crate) async fn get(
    caller: Caller<may::TagsView>,
    State(state): State<AppState>,
    Query(place): Query<Where>,
) -> Result<Json<TagRules>, Problem> {
    let area = area(&register(&state), place.area.as_deref()).await?;
    caller.within(&area)?;
    let tags = Tags::new(state.database.clone());
    let counts = tags.counts(&area).await?;
    let last = tags.last_run().await?;
    let uncomputed = last.as_ref().map(|(_, uncomputed)| uncomputed.as_slice()).unwrap_or_default();
    let shape = |rule: &blocks::tags::Rule| TagRule {
        id: rule.id.clone(),
        version: rule.version,
        subject: rule.subject.name(),
        reason: rule.reason.name(),
        title: Text::from(&rule.title),
        meaning: Text::from(&rule.meaning),
        lifted_by: Text::from(&rule.lifted_by),
        computed: last.is_some() && uncomputed.iter().all(|one| one.rule != rule.id),
        count: counts.iter().find(|count| count.rule.id == rule.id).map_or(0, |count| count.count),
    };
    Ok(Json(TagRules {
        computed_on: last.as_ref().map(|(day, _)| day.to_string()),
        may_run: caller.may(access::Action::TagsRun),
        may_approve_beds: caller.may(access::Action::TagsApproveBeds),
        rules: rules().iter().map(shape).collect(),
    }))
}
