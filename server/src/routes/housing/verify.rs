//! `GET /api/housing/verify/{code}`

use axum::{
    Json,
    extract::{Path, State},
};
use kernel::{Day, Text};
use serde::Serialize;
use utoipa::ToSchema;

use super::shape::{Word, word};
use crate::{AppState, Problem, TextShape, origin::Origin};

/// Papers that one address may verify in an hour: enough for an office, too few to try marks out.
const VERIFIED_AN_HOUR: u32 = 120;

/// What a notice on paper must say, to whoever holds it. Nobody is named, and why it was issued is not told.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = VerifiedNotice)]
pub(crate) struct Shape {
    /// Its number.
    number: String,
    /// What it tells.
    kind: Word,
    /// What it is worth now.
    standing: Word,
    /// The address that stands on it.
    #[schema(value_type = TextShape)]
    address: Text,
    /// The code of the place.
    code: String,
    /// The hazard, where it is of one.
    #[schema(value_type = Option<TextShape>)]
    hazard: Option<Text>,
    /// The office that issued it.
    #[schema(value_type = TextShape)]
    office: Text,
    /// The day it was issued.
    #[schema(value_type = String, format = Date)]
    issued_on: Day,
    /// Until when what it asks for is to be done, as the paper writes it.
    #[schema(value_type = Option<TextShape>)]
    due: Option<Text>,
}

/// Whether a notice of this number and mark stands, and what it must say: for anybody who holds the paper, without signing
/// in. 404 where there is none, or the paper says something else.
#[utoipa::path(
    get, path = "/api/housing/verify/{code}", tag = "housing",
    params(("code" = String, Path, description = "The notice's number, a dot, and the mark on what it says")),
    responses(
        (status = OK, body = Shape),
        (status = NOT_FOUND, body = crate::ProblemDocument),
        (status = TOO_MANY_REQUESTS, body = crate::ProblemDocument),
    )
)]
pub(crate) async fn get(
    State(state): State<AppState>,
    origin: Origin,
    Path(code): Path<String>,
) -> Result<Json<Shape>, Problem> {
    state.pace.take("notice", origin.text(), VERIFIED_AN_HOUR, state.clock.now())?;
    let tokenizer = state.access.tokenizer();
    let found = match code.split_once('.') {
        Some((number, digest)) => state.housing.verify_notice(number, digest, tokenizer).await?,
        None => None,
    };
    let notice = found.ok_or_else(|| {
        Problem::not_found().detail(Text::new(
            "没有这份通知，或纸上内容与本区记录不符：请勿照办，也不要付款",
            "There is no such notice, or the paper says something else: do not act on it, and pay nothing",
        ))
    })?;
    let standing = state.housing.notice_standing(&notice).await?;
    let due = notice.due(state.housing.calendar().offset_minutes);
    let content = notice.content;
    Ok(Json(Shape {
        kind: word!(content.kind),
        standing: word!(standing),
        address: content.address,
        code: content.code,
        hazard: content.hazard.map(|hazard| hazard.title),
        office: content.office,
        issued_on: content.issued_at.day(state.housing.calendar().offset_minutes),
        due,
        number: content.number,
    }))
}
