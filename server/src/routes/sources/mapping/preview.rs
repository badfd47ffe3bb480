//! `POST /api/mappings/preview`

use std::io::Cursor;

use access::may;
use axum::{
    Json,
    extract::{Multipart, State},
};
use bytes::Bytes;
use fusion::mapping::draft::{
    Draft, Guess, Refused, Sample, Trial, Tried, guess, toml_text, try_out,
};
use kernel::Text;
use serde::Serialize;
use utoipa::ToSchema;

use super::{super::show::ColumnProfile, LONGEST, draft::MappingDraft};
use crate::{AppState, Caller, Problem, TextShape};

/// A sample of a table; `draft`, where it is given, comes before `file`.
#[derive(ToSchema)]
#[expect(dead_code, reason = "describes the form; its parts are read one by one")]
pub(crate) struct MappingForm {
    /// The mapping as edited, as JSON; guessed where it is not given.
    draft: Option<String>,
    /// The table or its beginning: CSV (UTF-8, GB18030, UTF-16) or XLSX, 16 MiB at most.
    #[schema(value_type = String, format = Binary)]
    file: Vec<u8>,
}

/// A column that is never read.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct RefusedColumn {
    /// Its header.
    column: String,
    /// What linli keeps nothing about.
    ground: TextShape,
}

/// A row that would be kept apart: where and why, never what it says.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct PreviewReject {
    /// The row, as a spreadsheet numbers it.
    row: u64,
    /// The column, where one is to blame.
    column: Option<String>,
    /// Why, and what to do.
    reason: TextShape,
}

/// How the addresses of a role match the register.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct PreviewRate {
    /// The address role.
    role: String,
    /// Rows with an address written.
    written: u64,
    /// Of class A.
    a: u64,
    /// Of class B.
    b: u64,
    /// Of class C.
    c: u64,
    /// Of no class.
    none: u64,
}

/// What a run would make of the sample.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct MappingTrial {
    /// Rows of the sample.
    rows: u64,
    /// Rows that would come in.
    accepted: u64,
    /// Rows that would be kept apart.
    rejected: u64,
    /// The first hundred of them.
    rejects: Vec<PreviewReject>,
    /// Quality by column, without a value.
    columns: Vec<ColumnProfile>,
    /// Match rates of the addresses; empty before there is an index.
    rates: Vec<PreviewRate>,
    /// The mapping file, as `linli fuse` reads it.
    toml: String,
}

/// A type of relation that a mapping may state.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct RelationKind {
    /// Its id.
    id: &'static str,
    /// What it says.
    title: TextShape,
    /// Kinds it goes from: `person`, `organisation`.
    from: &'static [String],
    /// Kinds it goes to: `person`, `organisation`, `place` …
    to: &'static [String],
}

/// A mapping in the making and what it makes of a sample.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct MappingPreview {
    /// The mapping, guessed or as edited.
    draft: MappingDraft,
    /// Columns that are refused by their name.
    refused: Vec<RefusedColumn>,
    /// Rows that were read.
    rows: u64,
    /// Whether the file goes on after them.
    more: bool,
    /// What keeps the mapping from being used, and what to do.
    problem: Option<TextShape>,
    /// What a run would make of the sample; nothing while there is a problem.
    trial: Option<MappingTrial>,
    /// The relations that a mapping may state.
    relation_kinds: Vec<RelationKind>,
}

/// Understands a sample of a new table and tries a mapping on it. The sample is read in memory and gone with the answer;
/// the answer holds headers, counts and shapes, and no value of a cell.
#[utoipa::path(
    post, path = "/api/mappings/preview", tag = "sources", security(("session" = [])),
    request_body(content = MappingForm, content_type = "multipart/form-data"),
    responses(
        (status = OK, body = MappingPreview),
        (status = BAD_REQUEST, body = crate::ProblemDocument),
        (status = UNAUTHORIZED, body = crate::ProblemDocument),
        (status = FORBIDDEN, body = crate::ProblemDocument),
        (status = PAYLOAD_TOO_LARGE, body = crate::ProblemDocument),
    )
)]
pub(crate) async fn post(
    _caller: Caller<may::SourcesMap>,
    State(state): State<AppState>,
    form: Multipart,
) -> Result<Json<MappingPreview>, Problem> {
    let Sent { draft, name, file } = receive(form).await?;
    // A match rate needs an index; types and rejects do not.
    let open = state.wash.get().await.ok();
    let access = state.access.clone();
    let work = move || {
        let sample = Sample::read(&name, Cursor::new(file))?;
        let tokenizer = access.tokenizer();
        let Guess { draft: guessed, refused } = guess(&sample, tokenizer);
        let draft = draft.unwrap_or(guessed);
        let trial = try_out(&draft, &sample, tokenizer, open.as_ref().map(|open| &open.index));
        Ok(answer(draft, refused, &sample, trial))
    };
    let done: Result<MappingPreview, tables::Error> =
        tokio::task::spawn_blocking(work).await.map_err(Problem::internal)?;
    done.map(Json).map_err(|error| Problem::bad_request(error.message()))
}

struct Sent {
    draft: Option<Draft>,
    name: String,
    file: Bytes,
}

async fn receive(mut form: Multipart) -> Result<Sent, Problem> {
    let broken =
        || Problem::bad_request(Text::new("上传内容不完整", "The upload broke off or is no form"));
    let mut draft = None;
    while let Some(part) = form.next_field().await.map_err(|_| broken())? {
        match part.name() {
            Some("draft") => {
                let text = part.text().await.map_err(|_| broken())?;
                let read: MappingDraft = serde_json::from_str(&text).map_err(|_| {
                    Problem::bad_request(Text::new(
                        "映射草稿无法识别",
                        "The draft of the mapping cannot be read",
                    ))
                })?;
                draft = Some(read.into());
            }
            Some("file") => {
                let name: String =
                    part.file_name().unwrap_or("table.csv").chars().take(120).collect();
                let file = part.bytes().await.map_err(|_| too_long())?;
                if file.len() > LONGEST {
                    return Err(too_long());
                }
                return Ok(Sent { draft, name, file });
            }
            _ => {}
        }
    }
    Err(broken())
}

fn too_long() -> Problem {
    Problem::too_large(Text::new(
        "样表超过 16 MiB。请只取开头的几千行。",
        "The sample is longer than 16 MiB: send its first few thousand rows.",
    ))
}

fn answer(draft: Draft, refused: Vec<Refused>, sample: &Sample, trial: Trial) -> MappingPreview {
    let (problem, trial) = match trial {
        Trial::Not(why) => (Some(why.into()), None),
        Trial::Made(tried) => (None, Some(told(*tried))),
    };
    let refused = refused
        .into_iter()
        .map(|one| RefusedColumn { column: one.column, ground: one.ground.text().into() });
    MappingPreview {
        draft: draft.into(),
        refused: refused.collect(),
        rows: sample.len() as u64,
        more: sample.more,
        problem,
        trial,
        relation_kinds: blocks::catalogue::relation_types().iter().map(relation_kind).collect(),
    }
}

fn relation_kind(kind: &'static blocks::catalogue::RelationType) -> RelationKind {
    RelationKind { id: &kind.id, title: kind.title.clone().into(), from: &kind.from, to: &kind.to }
}

fn told(tried: Tried) -> MappingTrial {
    let reject = |reject: fusion::intake::Reject| PreviewReject {
        row: reject.row,
        column: reject.column,
        reason: reject.reason.into(),
    };
    let rate = |rate: fusion::MatchRate| PreviewRate {
        role: rate.role,
        written: rate.written,
        a: rate.a,
        b: rate.b,
        c: rate.c,
        none: rate.none,
    };
    let toml = toml_text(&tried.mapping);
    MappingTrial {
        rows: tried.rows,
        accepted: tried.accepted,
        rejected: tried.rejected,
        rejects: tried.rejects.into_iter().map(reject).collect(),
        columns: tried.profile.into_iter().map(ColumnProfile::of).collect(),
        rates: tried.rates.into_iter().map(rate).collect(),
        toml,
    }
}
