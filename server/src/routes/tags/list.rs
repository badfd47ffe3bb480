//! `GET /api/tags`

use access::may;
use axum::{
    Json,
    body::Body,
    extract::{Query, State},
    http::header,
    response::{IntoResponse as _, Response},
};
use blocks::tags::{Subject, TagAt, TagFilter, Tags, rule};
use bytes::Bytes;
use futures::stream;
use kernel::{Lang, Text};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::{Tag, named};
use crate::{
    AppState, Caller, Problem,
    routes::register::{export::line, register, which::area},
};

/// Which tags.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct Which {
    /// Of what stands in this area: its id or its path of codes.
    area: Option<String>,
    /// Of this rule.
    rule: Option<String>,
    /// Of `unit`, `building` or `organisation`.
    subject: Option<String>,
    /// With this reason: `safety`, `registration_help`, `data_quality`, `information`.
    reason: Option<String>,
    /// Those that have ended, instead of those that stand.
    #[serde(default)]
    ended: bool,
    /// Page, from 1.
    page: Option<u32>,
    /// Tags a page, 200 at most; 20 where not given.
    size: Option<u32>,
    /// `json`, or `csv` for the whole list as a file.
    format: Option<String>,
}

/// A page of tags.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct TagPage {
    /// The page, by area and rule.
    rows: Vec<Tag>,
    /// How many there are, counted up to 10,001.
    total: u64,
    /// Page, from 1.
    page: u32,
    /// Tags a page.
    size: u32,
}

/// Deepest row that a page begins at.
const DEEPEST: u64 = 10_000;
/// Rows of the file read at once.
const ROWS: u32 = 1_000;

/// Tags of an area. No tag is of a person.
#[utoipa::path(
    get, path = "/api/tags", tag = "tags", security(("session" = [])), params(Which),
    responses(
        (status = OK, body = TagPage),
        (status = BAD_REQUEST, body = crate::ProblemDocument),
        (status = UNAUTHORIZED, body = crate::ProblemDocument),
        (status = FORBIDDEN, body = crate::ProblemDocument),
    )
)]
pub(crate) async fn get(
    caller: Caller<may::TagsView>,
    State(state): State<AppState>,
    Query(which): Query<Which>,
) -> Result<Response, Problem> {
    let area = area(&register(&state), which.area.as_deref()).await?;
    caller.within(&area)?;
    let some = |text: Option<String>| text.filter(|text| !text.is_empty());
    let subject = some(which.subject);
    let known = subject.as_deref().map(Subject::from_name);
    let rule_id = some(which.rule);
    if known == Some(None) || rule_id.as_deref().is_some_and(|id| rule(id).is_none()) {
        let said = Text::new(
            "没有这条规则或这类对象。",
            "There is no such rule, or no such kind of thing.",
        );
        return Err(Problem::bad_request(said));
    }
    let filter = TagFilter {
        area,
        rule: rule_id,
        subject: known.flatten(),
        reason: some(which.reason),
        ended: which.ended,
    };
    if which.format.as_deref() == Some("csv") {
        return Ok(file(state, filter, caller.lang));
    }
    let (page, size) = (which.page.unwrap_or(1).max(1), which.size.unwrap_or(20).clamp(1, 200));
    let offset = (page - 1).saturating_mul(size);
    if u64::from(offset) >= DEEPEST {
        let said = Text::new(
            "页数太深：列表最多翻到第一万行。请缩小区域或加条件。",
            "That page is too deep: a list is paged to its row 10,000. Narrow the area or add a filter.",
        );
        return Err(Problem::bad_request(said));
    }
    let tags = Tags::new(state.database.clone());
    let total = tags.total(&filter).await?;
    let rows = tags.page(&filter, None, (offset, size)).await?.rows;
    let rows = named(&state, rows).await?;
    Ok(Json(TagPage { rows, total, page, size }).into_response())
}

/// How far a file is written.
struct Writing {
    state: AppState,
    filter: TagFilter,
    lang: Lang,
    begun: bool,
    after: Option<TagAt>,
    done: bool,
}

/// The whole list, however long: rows leave as they are read.
fn file(state: AppState, filter: TagFilter, lang: Lang) -> Response {
    let writing = Writing { state, filter, lang, begun: false, after: None, done: false };
    let chunks = stream::try_unfold(writing, |mut writing| async move {
        if writing.done {
            return Ok::<_, std::io::Error>(None);
        }
        // Where reading fails half-way the answer breaks off, so that nobody takes it for whole.
        let text = writing.next().await.map_err(|_| std::io::Error::other("tags"))?;
        Ok(Some((Bytes::from(text), writing)))
    });
    let head = [
        (header::CONTENT_TYPE, "text/csv; charset=utf-8"),
        (header::CONTENT_DISPOSITION, "attachment; filename=\"tags.csv\""),
    ];
    (head, Body::from_stream(chunks)).into_response()
}

impl Writing {
    async fn next(&mut self) -> Result<String, Problem> {
        let tags = Tags::new(self.state.database.clone());
        let page = tags.page(&self.filter, self.after.as_ref(), (0, ROWS)).await?;
        self.done = page.end.is_none();
        self.after = page.end;
        let mut out = String::new();
        if !std::mem::replace(&mut self.begun, true) {
            // The mark tells spreadsheets that the text is UTF-8.
            out.push('\u{feff}');
            let columns =
                ["subject", "id", "label", "rule", "title", "reason", "version", "from", "to"];
            line(&mut out, columns.map(str::to_owned).into_iter());
        }
        for tag in named(&self.state, page.rows).await? {
            let cells = [
                tag.subject.to_owned(),
                tag.id,
                tag.label.in_lang(self.lang).to_owned(),
                tag.rule,
                tag.title.in_lang(self.lang).to_owned(),
                tag.reason.to_owned(),
                tag.version.to_string(),
                tag.from,
                tag.to.unwrap_or_default(),
            ];
            line(&mut out, cells.into_iter());
        }
        Ok(out)
    }
}
