//! `GET /api/review/quality`

use access::may;
use axum::{
    Json,
    extract::{Query, State},
};
use blocks::{Blocks, CandidateReason, EndKind, QueueFilter, Review, RunBook};
use fusion::{JudgedStratum, SampleStratum, Share, sample_quality};
use kernel::{AreaPath, Text};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::{AppState, Caller, Problem};

/// Pairs of a page of the sample as it is read.
const PAGE: u32 = 200;

/// Of what.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct WhichSample {
    /// `person` (where not given) or `organisation`.
    kind: Option<String>,
}

/// A share with its 95 % interval.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct SampledShare {
    /// The estimate, 0 to 1.
    share: f64,
    /// Lower end.
    low: f64,
    /// Upper end.
    high: f64,
}

/// Pairs of one range of match probability, and what was judged of those that were drawn.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct SampledStratum {
    /// Match probability from here on.
    from: f64,
    /// Up to here, excluded.
    to: f64,
    /// Pairs of the run within.
    pairs: u64,
    /// Pairs that were drawn.
    drawn: u64,
    /// Those judged same or different.
    judged: u64,
    /// Those judged same.
    same: u64,
    /// Those that somebody was unsure of: they take no part.
    unsure: u64,
}

/// How right the last whole run is, as people judged pairs of it that were drawn at random.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ReviewQuality {
    /// The run's number; nothing before the first.
    run: Option<i64>,
    /// Pairs that were drawn.
    drawn: u64,
    /// Those judged same or different.
    judged: u64,
    /// Share of matches among the pairs that join; nothing until each range above the threshold has a judged pair.
    precision: Option<SampledShare>,
    /// Share of the matches among all compared pairs that join; nothing until every range has a judged pair. Matches that
    /// no rule compares are not in it.
    recall: Option<SampledShare>,
    /// By range, from the lowest probability up.
    strata: Vec<SampledStratum>,
}

/// What is read of a stored report.
#[derive(Default, Deserialize)]
struct Report {
    #[serde(default)]
    people: Sampled,
    #[serde(default)]
    organisations: Sampled,
}

#[derive(Default, Deserialize)]
struct Sampled {
    #[serde(default)]
    strata: Vec<SampleStratum>,
    #[serde(default)]
    threshold: f64,
}

/// How right the last whole run is, with intervals, by the pairs of the random sample that were judged; for officers of the
/// whole district. Counts alone: no record, nobody.
#[utoipa::path(
    get, path = "/api/review/quality", tag = "review", security(("session" = [])), params(WhichSample),
    responses(
        (status = OK, body = ReviewQuality),
        (status = UNAUTHORIZED, body = crate::ProblemDocument),
        (status = FORBIDDEN, body = crate::ProblemDocument),
        (status = BAD_REQUEST, body = crate::ProblemDocument),
    )
)]
pub(crate) async fn get(
    caller: Caller<may::BlocksReview>,
    State(state): State<AppState>,
    Query(which): Query<WhichSample>,
) -> Result<Json<ReviewQuality>, Problem> {
    caller.within(&AreaPath::whole())?;
    let kind = match which.kind.as_deref() {
        None | Some("person") => EndKind::Person,
        Some("organisation") => EndKind::Organisation,
        Some(_) => {
            let said = Text::new("没有这个取值", "There is no such value");
            return Err(Problem::bad_request(said));
        }
    };
    let (run, sampled) = sampled(&state, kind).await?;
    let drawn = drawn(&state, kind).await?;
    let told = sample_quality(&sampled.strata, sampled.threshold, &drawn);
    Ok(Json(ReviewQuality {
        run,
        drawn: told.strata.iter().map(|of| of.drawn).sum(),
        judged: told.strata.iter().map(|of| of.judged).sum(),
        precision: told.precision.map(Into::into),
        recall: told.recall.map(Into::into),
        strata: told.strata.into_iter().map(Into::into).collect(),
    }))
}

/// The number of the run that loaded what stands, and what it drew from.
async fn sampled(state: &AppState, kind: EndKind) -> Result<(Option<i64>, Sampled), Problem> {
    let standing = Blocks::new(state.database.clone()).standing().await?;
    let Some(standing) = standing else { return Ok((None, Sampled::default())) };
    let run = RunBook::new(state.database.clone()).run(standing.run).await?;
    let number = run.as_ref().map(|run| run.number);
    // A report of before the sample has none.
    let report = run.and_then(|run| run.report);
    let report: Report =
        report.and_then(|text| serde_json::from_str(&text).ok()).unwrap_or_default();
    let of_kind = if kind == EndKind::Person { report.people } else { report.organisations };
    Ok((number, of_kind))
}

/// The drawn pairs: how likely the run found each, and what was judged of it.
async fn drawn(
    state: &AppState,
    kind: EndKind,
) -> Result<Vec<(f64, Option<blocks::Verdict>)>, Problem> {
    let review = Review::new(state.database.clone());
    let mut found = Vec::new();
    loop {
        let offset = u32::try_from(found.len()).unwrap_or(u32::MAX);
        let filter = QueueFilter {
            kind,
            reason: Some(CandidateReason::Sample),
            judged: None,
            area: AreaPath::whole(),
            offset,
            limit: PAGE,
        };
        let page = review.queue(&filter).await?;
        let is_last = page.rows.len() < PAGE as usize;
        let pair =
            |row: blocks::Candidate| (row.probability, row.judged.map(|(_, verdict)| verdict));
        found.extend(page.rows.into_iter().map(pair));
        if is_last {
            return Ok(found);
        }
    }
}

impl From<Share> for SampledShare {
    fn from(Share { share, low, high }: Share) -> Self {
        Self { share, low, high }
    }
}

impl From<JudgedStratum> for SampledStratum {
    fn from(of: JudgedStratum) -> Self {
        let SampleStratum { from, to, pairs } = of.stratum;
        let JudgedStratum { drawn, judged, same, unsure, .. } = of;
        Self { from, to, pairs, drawn, judged, same, unsure }
    }
}
