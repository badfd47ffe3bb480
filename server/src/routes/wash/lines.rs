//! `POST /api/wash`

use std::sync::Arc;

use access::may;
use address::{Class, Component, Match};
use axum::{Json, extract::State};
use kernel::Text;
use register::wash::Place;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{
    index::Open,
    place::{Names, Shown},
};
use crate::{AppState, Caller, Problem};

/// Addresses as somebody wrote them: one `line`, or many `lines`.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Asked {
    /// One.
    #[serde(default)]
    line: Option<String>,
    /// Many, 1,000 at most.
    #[serde(default)]
    lines: Vec<String>,
}

/// Most lines of one request; more go as a file.
const MOST_LINES: usize = 1_000;
/// Longest line that is read, characters; the rest is no address.
const LONGEST: usize = 1_000;
/// Bytes that are washed sooner than another thread takes them over: an address or a few.
const AT_HAND: usize = 500;

/// An address and what it was matched to.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct WashRow {
    /// Its place among the lines, from 1.
    row: usize,
    /// As it was written.
    line: String,
    /// `A` (the same but for case and punctuation), `B` (a safe, small
    /// variation), `C` (unsure: see the candidates) or `none`.
    class: &'static str,
    /// The rule that decided.
    rule: &'static str,
    /// 1 for the same address, less for each deviation.
    score: f64,
    /// Distance of the score to the runner-up's.
    margin: f64,
    /// The address as written is no longer in use; the place is today's.
    historical: bool,
    /// The place's id, for classes A and B.
    id: Option<String>,
    /// `building` or `unit`.
    kind: Option<&'static str>,
    /// The place's address.
    label: Option<String>,
    /// The place's code.
    code: Option<String>,
    /// The likeliest places, best first.
    candidates: Vec<WashCandidate>,
    /// What was read in the line.
    components: Vec<WashComponent>,
}

/// A place that the line may mean.
#[derive(Debug, Serialize, ToSchema)]
struct WashCandidate {
    #[serde(flatten)]
    place: Shown,
    /// Its score.
    score: f64,
}

/// A part of the line.
#[derive(Debug, Serialize, ToSchema)]
struct WashComponent {
    /// What it names: `road`, `building`, `room` …
    #[schema(value_type = String)]
    kind: address::ComponentKind,
    /// Its first character in the line, from 0.
    start: usize,
    /// The character after its last.
    end: usize,
    /// As it is written.
    text: String,
    /// Its normal form.
    value: String,
    /// It only tells what is near, and is no part of the way to the address.
    near: bool,
}

/// Matches written addresses to the register, with the rule that decided.
#[utoipa::path(
    post, path = "/api/wash", tag = "wash", security(("session" = [])), request_body = Asked,
    responses(
        (status = OK, body = Vec<WashRow>),
        (status = UNAUTHORIZED, body = crate::ProblemDocument),
        (status = FORBIDDEN, body = crate::ProblemDocument),
        (status = PAYLOAD_TOO_LARGE, body = crate::ProblemDocument),
    )
)]
pub(crate) async fn post(
    caller: Caller<may::WashMatch>,
    State(state): State<AppState>,
    Json(asked): Json<Asked>,
) -> Result<Json<Vec<WashRow>>, Problem> {
    let mut lines: Vec<String> = asked.line.into_iter().chain(asked.lines).collect();
    if lines.len() > MOST_LINES {
        return Err(Problem::too_large(Text::new(
            format!("一次最多 {MOST_LINES} 行，更多请上传文件"),
            format!("At most {MOST_LINES} lines at once; send more as a file"),
        )));
    }
    for line in &mut lines {
        if let Some((end, _)) = line.char_indices().nth(LONGEST) {
            line.truncate(end);
        }
    }
    let open = state.wash.get().await?;
    let washed = if lines.iter().map(String::len).sum::<usize>() <= AT_HAND {
        wash(&open, lines)
    } else {
        let washing = Arc::clone(&open);
        let washed = tokio::task::spawn_blocking(move || wash(&washing, lines));
        washed.await.map_err(Problem::internal)?
    };
    let entries = washed.iter().flat_map(|(_, found, _)| {
        found.entry.into_iter().chain(found.candidates.iter().map(|(entry, _)| *entry))
    });
    let places: Vec<Place> = entries.filter_map(|entry| open.place(entry)).collect();
    let names = Names::of(&state, &places, caller.lang).await?;
    let show = |entry: u64| open.place(entry).and_then(|place| names.show(place));
    let rows = washed.into_iter().zip(1..).map(|((line, found, components), row)| {
        let (id, kind, label, code) = match found.entry.and_then(show) {
            Some(Shown { id, kind, label, code }) => {
                (Some(id), Some(kind), Some(label), Some(code))
            }
            None => (None, None, None, None),
        };
        let candidate = |(entry, score): &(u64, f64)| {
            show(*entry).map(|place| WashCandidate { place, score: *score })
        };
        WashRow {
            row,
            line,
            class: class_name(found.class),
            rule: found.rule,
            score: found.score,
            margin: found.margin,
            historical: found.historical,
            id,
            kind,
            label,
            code,
            candidates: found.candidates.iter().filter_map(candidate).collect(),
            components: components.into_iter().map(part).collect(),
        }
    });
    Ok(Json(rows.collect()))
}

fn wash(open: &Open, lines: Vec<String>) -> Vec<(String, Match, Vec<Component>)> {
    let profile = open.index.profile();
    let one = |line: String| {
        let (found, components) = open.index.wash_and_read(profile, &line);
        (line, found, components)
    };
    lines.into_iter().map(one).collect()
}

fn part(component: Component) -> WashComponent {
    let Component { kind, span, text, value, near } = component;
    WashComponent { kind, start: span.start, end: span.end, text, value, near }
}

/// The class as interfaces write it.
pub(crate) const fn class_name(class: Class) -> &'static str {
    match class {
        Class::A => "A",
        Class::B => "B",
        Class::C => "C",
        Class::None => "none",
    }
}
