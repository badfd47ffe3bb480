//! `GET` and `PUT /api/cases/catalogue/draft`, `POST …/drop`, `POST …/publish`

use access::may;
use axum::{Json, extract::State};
use casework::{
    Casework, Draft, Edition, NewEdition, Open,
    catalogue::{Difference, Fault, Source},
};
use kernel::{AreaPath, Day, Instant, Text};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;

use super::{
    report::words,
    shape::{Names, Officer},
};
use crate::{AppState, Caller, Problem, TextShape, problem::Chain};

/// How far ahead a version may be published, seconds.
const AHEAD_S: i64 = 366 * 86_400;

/// A place's own catalogue, as it is written.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct CatalogueDraft {
    /// The version that stands now.
    standing: String,
    /// The version the draft is compared with: the one published last.
    last: String,
    /// Counts up with every change; 0 where there is no draft yet and the files are those of the last version.
    revision: i64,
    /// The files, as their schemas describe them: `events`, `offices`, `micro_events`, `collection`, `calendar`.
    #[schema(value_type = Object)]
    files: Value,
    /// Who wrote in it: none of them publishes it.
    drafters: Vec<Officer>,
    /// When it was last written.
    #[schema(value_type = Option<String>, format = DateTime)]
    changed_at: Option<Instant>,
    /// What is wrong with it, each with its place.
    faults: Vec<CatalogueFault>,
    /// What the last version did not have.
    added: Vec<CatalogueDifference>,
    /// What it had otherwise.
    changed: Vec<CatalogueDifference>,
    /// What it had.
    withdrawn: Vec<CatalogueDifference>,
    /// Every version that was published, the last first.
    versions: Vec<CatalogueVersion>,
}

/// What is wrong with a catalogue.
#[derive(Debug, Serialize, ToSchema)]
struct CatalogueFault {
    /// The entry, as `order.noise`, `order.noise/source` or, of field collection, `collection/fire/fire.exits`; the file
    /// where it is about none.
    at: String,
    /// What is wrong.
    #[schema(value_type = TextShape)]
    text: Text,
}

/// An entry that differs from the last version.
#[derive(Debug, Serialize, ToSchema)]
struct CatalogueDifference {
    /// `class`, `subclass`, `office`, `micro_event`, `collection`, `collection_item`, `settings` or `calendar`.
    part: &'static str,
    /// Its id.
    id: String,
    /// What it is called.
    #[schema(value_type = TextShape)]
    title: Text,
    /// Fields that changed, by their names in the file.
    fields: Vec<String>,
    /// Those fields as they were in the last version.
    #[schema(value_type = Object)]
    before: Value,
    /// Those fields as they are in the draft.
    #[schema(value_type = Object)]
    after: Value,
    /// How many open cases it concerns.
    open: u64,
}

/// A version of the catalogue.
#[derive(Debug, Serialize, ToSchema)]
struct CatalogueVersion {
    /// What cases call it.
    name: String,
    /// Why it was published.
    reason: String,
    /// By whom; nobody for what stood before the first.
    by: Option<Officer>,
    /// When.
    #[schema(value_type = String, format = DateTime)]
    at: Instant,
    /// From when it holds.
    #[schema(value_type = String, format = DateTime)]
    holds_from: Instant,
}

fn fault(found: Fault) -> CatalogueFault {
    CatalogueFault { at: found.at, text: found.text }
}

fn differences(list: Vec<Difference>, open: &Open) -> Vec<CatalogueDifference> {
    let shape = |one: Difference| CatalogueDifference {
        open: open.concerned(&one),
        part: one.part.name(),
        id: one.id,
        title: one.title,
        fields: one.fields,
        before: Value::Object(one.before),
        after: Value::Object(one.after),
    };
    list.into_iter().map(shape).collect()
}

fn version(edition: Edition, names: &Names) -> CatalogueVersion {
    CatalogueVersion {
        name: edition.name,
        reason: edition.reason,
        by: edition.published_by.map(|by| names.officer(by)),
        at: edition.published_at,
        holds_from: edition.holds_from,
    }
}

/// The one catalogue is the whole place's: 403 for whoever keeps the offices of a part of it.
fn whole(caller: &Caller<may::CasesManage>) -> Result<(), Problem> {
    caller.within(&AreaPath::whole())
}

async fn shown(
    state: &AppState,
    caller: &Caller<may::CasesManage>,
) -> Result<CatalogueDraft, Problem> {
    let casework: &Casework = &state.casework;
    casework.refresh_catalogue().await?;
    let (last, before) = casework.last_source().await?;
    let (draft, open) = (casework.draft_catalogue().await?, casework.open_cases().await?);
    let editions = casework.editions().await?;
    let (revision, source, drafters, changed_at) = match draft {
        Some(Draft { revision, source, drafters, changed_at }) => {
            (revision, source, drafters, Some(changed_at))
        }
        None => (0, before.clone(), Vec::new(), None),
    };
    let published = editions.iter().filter_map(|edition| edition.published_by);
    let who = drafters.iter().copied().chain(published);
    let names = Names::of(state, who, caller.principal.account).await?;
    let changes = source.compared_with(&before);
    Ok(CatalogueDraft {
        standing: casework.catalogue().version.clone(),
        last,
        revision,
        faults: source.faults().into_iter().map(fault).collect(),
        files: serde_json::to_value(&source).map_err(|error| Problem::internal(Chain(&error)))?,
        drafters: drafters.into_iter().map(|by| names.officer(by)).collect(),
        changed_at,
        added: differences(changes.added, &open),
        changed: differences(changes.changed, &open),
        withdrawn: differences(changes.withdrawn, &open),
        versions: editions.into_iter().rev().map(|one| version(one, &names)).collect(),
    })
}

/// The draft of the next catalogue with its faults and what it changes; the files of the last version where there is none.
#[utoipa::path(
    get, path = "/api/cases/catalogue/draft", tag = "cases", security(("session" = [])),
    responses(
        (status = OK, body = CatalogueDraft),
        (status = UNAUTHORIZED, body = crate::ProblemDocument),
        (status = FORBIDDEN, body = crate::ProblemDocument),
    )
)]
pub(crate) async fn get(
    caller: Caller<may::CasesManage>,
    State(state): State<AppState>,
) -> Result<Json<CatalogueDraft>, Problem> {
    whole(&caller)?;
    Ok(Json(shown(&state, &caller).await?))
}

/// A draft as it is to be.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = CatalogueDrafted)]
pub(crate) struct Drafted {
    /// The revision it was made from; 0 where there was no draft.
    seen: i64,
    /// The files, whole.
    #[schema(value_type = Object)]
    files: Source,
}

/// Writes the draft: it may have faults until it is published.
#[utoipa::path(
    put, path = "/api/cases/catalogue/draft", tag = "cases", security(("session" = [])),
    request_body = Drafted,
    responses(
        (status = OK, body = CatalogueDraft),
        (status = BAD_REQUEST, body = crate::ProblemDocument),
        (status = UNAUTHORIZED, body = crate::ProblemDocument),
        (status = FORBIDDEN, body = crate::ProblemDocument),
        (status = CONFLICT, body = crate::ProblemDocument),
        (status = PAYLOAD_TOO_LARGE, body = crate::ProblemDocument),
    )
)]
pub(crate) async fn put(
    caller: Caller<may::CasesManage>,
    State(state): State<AppState>,
    Json(drafted): Json<Drafted>,
) -> Result<Json<CatalogueDraft>, Problem> {
    whole(&caller)?;
    let me = caller.principal.account;
    state.casework.save_draft(drafted.files, drafted.seen, Some(me)).await?;
    Ok(Json(shown(&state, &caller).await?))
}

/// Which draft.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = CatalogueDropped)]
pub(crate) struct Dropped {
    /// The revision that was looked at.
    seen: i64,
}

/// Throws the draft away: the files of the last version are what is written next.
#[utoipa::path(
    post, path = "/api/cases/catalogue/draft/drop", tag = "cases", security(("session" = [])),
    request_body = Dropped,
    responses(
        (status = OK, body = CatalogueDraft),
        (status = BAD_REQUEST, body = crate::ProblemDocument),
        (status = UNAUTHORIZED, body = crate::ProblemDocument),
        (status = FORBIDDEN, body = crate::ProblemDocument),
        (status = CONFLICT, body = crate::ProblemDocument),
    )
)]
pub(crate) async fn discard(
    caller: Caller<may::CasesManage>,
    State(state): State<AppState>,
    Json(dropped): Json<Dropped>,
) -> Result<Json<CatalogueDraft>, Problem> {
    whole(&caller)?;
    state.casework.drop_draft(dropped.seen, caller.principal.account).await?;
    Ok(Json(shown(&state, &caller).await?))
}

/// A draft that is to hold.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = CataloguePublished)]
pub(crate) struct Published {
    /// The revision that was looked at.
    seen: i64,
    /// The day from which it holds; at once where that is today.
    #[schema(value_type = String, format = Date)]
    holds_from: Day,
    /// Why.
    reason: String,
}

/// Publishes the draft: somebody else than who wrote it.
#[utoipa::path(
    post, path = "/api/cases/catalogue/draft/publish", tag = "cases", security(("session" = [])),
    request_body = Published,
    responses(
        (status = OK, body = CatalogueDraft),
        (status = BAD_REQUEST, body = crate::ProblemDocument),
        (status = UNAUTHORIZED, body = crate::ProblemDocument),
        (status = FORBIDDEN, body = crate::ProblemDocument),
        (status = CONFLICT, body = crate::ProblemDocument),
        (status = PAYLOAD_TOO_LARGE, body = crate::ProblemDocument),
    )
)]
pub(crate) async fn publish(
    caller: Caller<may::CasesManage>,
    State(state): State<AppState>,
    Json(published): Json<Published>,
) -> Result<Json<CatalogueDraft>, Problem> {
    whole(&caller)?;
    let offset = state.casework.catalogue().calendar.offset_minutes;
    let holds_from = published.holds_from.midnight(offset);
    // None after it may hold earlier: a slip of the pen would stop them all.
    if holds_from > state.clock.now().plus_seconds(AHEAD_S) {
        return Err(Problem::bad_request(Text::new(
            "生效日期须在一年以内",
            "It holds from a day within a year",
        )));
    }
    let new = NewEdition {
        seen: published.seen,
        holds_from,
        reason: words(&published.reason)?,
        by: caller.principal.account,
    };
    state.casework.publish_draft(new).await?;
    Ok(Json(shown(&state, &caller).await?))
}
