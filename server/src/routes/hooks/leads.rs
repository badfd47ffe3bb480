//! `POST /hooks/leads`

use axum::{
    Json,
    extract::State,
    http::{HeaderMap, StatusCode, header},
};
use casework::{LeadSource, Leads, NewLead};
use kernel::Text;
use serde::Deserialize;
use serde_json::Value;
use utoipa::ToSchema;

use super::refuse::{Reason, refused};
use crate::{AppState, Problem, routes::cases::place::Where};

/// A lead of a machine: a thing, a place, readings. Fields that name a person or a plate, and pictures, are refused.
#[derive(Deserialize, ToSchema)]
pub(crate) struct Delivered {
    /// What the machine calls it: delivered again under the same key, it is the same lead.
    key: String,
    /// `sensor` or `scene`.
    source: String,
    /// What it seems to be about: an id of the catalogue.
    subclass: String,
    /// Where.
    place: Where,
    /// What was measured or seen, one line each; in the machine's words.
    #[serde(default)]
    readings: Vec<String>,
    /// Days after which it is no longer worth a look; 7 where not given, 90 at most.
    days: Option<u32>,
}

/// Takes in a lead from a sensor or from the analysis of a place. It drafts a case; a person sends it.
#[utoipa::path(
    post, path = "/hooks/leads", tag = "hooks", request_body = Delivered,
    responses(
        (status = ACCEPTED, description = "in the inbox, or there already"),
        (status = BAD_REQUEST, body = crate::ProblemDocument, description = "it names a person, a plate or a picture, or cannot be read"),
        (status = UNAUTHORIZED, body = crate::ProblemDocument, description = "no key, or a wrong one"),
    )
)]
pub(crate) async fn post(
    State(state): State<AppState>,
    headers: HeaderMap,
    body: Result<Json<Value>, axum::extract::rejection::JsonRejection>,
) -> Result<StatusCode, Problem> {
    let shown = headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok());
    let shown = shown.and_then(|value| value.strip_prefix("Bearer ")).unwrap_or_default();
    if !is_key(&state.config.cases.hook_keys, shown) {
        return Err(Problem::signed_out());
    }
    let unread = |_| {
        Problem::bad_request(Text::new(
            "内容不是 JSON，或缺少字段",
            "No JSON, or a field is missing",
        ))
    };
    let Json(payload) = body.map_err(unread)?;
    if let Some((path, reason)) = refused(&payload) {
        return Err(Problem::bad_request(told(&path, reason)));
    }
    let lead: Delivered = serde_json::from_value(payload).map_err(|error| {
        Problem::bad_request(Text::new(format!("缺少字段或类型不符：{error}"), error.to_string()))
    })?;
    let source = match lead.source.as_str() {
        "sensor" => LeadSource::Sensor,
        "scene" => LeadSource::Scene,
        _ => {
            return Err(Problem::bad_request(Text::new(
                "来源只能是 sensor 或 scene",
                "The source is sensor or scene",
            )));
        }
    };
    let known = state.casework.catalogue().standing(&lead.subclass);
    let title = known.map(|subclass| subclass.title.clone()).ok_or_else(|| {
        Problem::bad_request(Text::new("没有这个事项", "There is no such subclass"))
    })?;
    let days = i64::from(lead.days.unwrap_or(7).clamp(1, 90));
    let new = NewLead {
        source,
        key: lead.key.chars().take(200).collect(),
        subclass: Some(lead.subclass),
        place: lead.place.find(&state).await?,
        title,
        reasons: lead
            .readings
            .into_iter()
            .take(20)
            .map(|line| Text::new(line.clone(), line))
            .collect(),
        expires_at: Some(state.clock.now().plus_seconds(days * 86_400)),
    };
    let mut unit = state.database.begin().await?;
    Leads::deliver(&mut unit, new, &state.ids, &*state.clock).await?;
    unit.commit().await?;
    Ok(StatusCode::ACCEPTED)
}

/// Whether a key is one of those that are set, in the same time whichever it is.
pub(crate) fn is_key(keys: &[String], shown: &str) -> bool {
    let shown = blake3::hash(shown.as_bytes());
    let same = |key: &&String| !key.is_empty() && blake3::hash(key.as_bytes()) == shown;
    keys.iter().filter(same).count() > 0
}

fn told(path: &str, reason: Reason) -> Text {
    match reason {
        Reason::Person => Text::new(
            format!("字段 {path} 涉及个人或车牌，不予接收；只收事物和地点"),
            format!(
                "The field {path} names a person or a plate and is not taken: things and places alone"
            ),
        ),
        Reason::Picture => Text::new(
            format!("字段 {path} 是图像，不予接收；请只发送识别结果"),
            format!(
                "The field {path} is a picture and is not taken: send what was measured or seen"
            ),
        ),
        Reason::TooLong => {
            Text::new(format!("字段 {path} 过长"), format!("The field {path} is too long"))
        }
    }
}
