//! `POST /api/report`

use std::collections::BTreeMap;

use access::may;
use axum::{Json, extract::State, http::HeaderMap};
use casework::{Actor, AttachmentId, CaseActionId, CaseId, Door, MeToo, NewReport, NewReporter};
use kernel::Text;
use serde::Deserialize;
use utoipa::ToSchema;

use super::pace;
use crate::{
    AppState, Problem, cookie,
    origin::Origin,
    problem::lang_of,
    routes::cases::{
        place::Where,
        report::{Begun, Contact, MOST_PHOTOS, answers, shape, too_many_photos, words},
    },
};

/// What is the matter.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = ReportTold)]
pub(crate) struct Told {
    /// The action's id, made by the page (a UUID): sent twice, it is one case.
    #[schema(value_type = String)]
    id: CaseActionId,
    /// What it is about: an id of the catalogue.
    subclass: String,
    /// Where it is.
    place: Where,
    /// What is the matter.
    words: String,
    /// Answers to the catalogue's questions, by id.
    #[serde(default)]
    answers: BTreeMap<String, String>,
    /// How to be reached, if wished. Sealed.
    contact: Option<Contact>,
    /// Photos, uploaded before: their ids.
    #[serde(default)]
    #[schema(value_type = Vec<String>)]
    photos: Vec<AttachmentId>,
    /// A voice note, uploaded before: its id.
    #[schema(value_type = Option<String>)]
    voice: Option<AttachmentId>,
    /// The version of the catalogue whose form was filled in, from its `version`.
    form: Option<String>,
    /// The case of what was reported nearby that is reported too, from its `id` there. It is joined as one more who reports
    /// it; where it takes nothing in any more, or is about something else, this is a case of its own.
    #[schema(value_type = Option<String>)]
    me_too: Option<CaseId>,
    /// A word of one's own to follow the case by, ten characters at least; one is made where none is given.
    word: Option<String>,
}

/// Reports a problem, without an account if wished; or, with `me_too`, what somebody has reported already. The answer holds the
/// number and the word to follow it by.
#[utoipa::path(
    post, path = "/api/report", tag = "report", request_body = Told,
    responses(
        (status = OK, body = Begun),
        (status = BAD_REQUEST, body = crate::ProblemDocument),
        (status = CONFLICT, body = crate::ProblemDocument, description = "the form is of an old version and no longer fits"),
        (status = PAYLOAD_TOO_LARGE, body = crate::ProblemDocument),
        (status = TOO_MANY_REQUESTS, body = crate::ProblemDocument),
    )
)]
pub(crate) async fn post(
    State(state): State<AppState>,
    origin: Origin,
    headers: HeaderMap,
    Json(told): Json<Told>,
) -> Result<Json<Begun>, Problem> {
    pace(&state, "report", &origin)?;
    if told.photos.len() > MOST_PHOTOS {
        return Err(too_many_photos());
    }
    if told.me_too.is_some() && told.voice.is_some() {
        return Err(Problem::bad_request(Text::new(
            "附加到已有反映时不能带语音",
            "A voice note cannot be added to what somebody else has reported",
        )));
    }
    let place = told.place.find(&state).await?;
    let lang = lang_of(&headers, state.config.web.language.into());
    // Whoever is signed in finds it in their own list; nothing else is joined to them.
    let signed_in = match cookie::session(&headers, state.config.server.https) {
        Some(token) => state.access.session(&token).await?,
        None => None,
    };
    let own = <may::CasesOwn as access::Named>::ACTION;
    let account = signed_in
        .filter(|principal| state.access.authorize_somewhere(principal, own).is_ok())
        .map(|principal| principal.account);
    let contact = told.contact.unwrap_or_default().reporter(lang);
    let reporter = NewReporter { account, secret: told.word, ..contact };
    let new = NewReport {
        id: told.id,
        door: Door::Portal,
        subclass: told.subclass,
        place,
        words: words(&told.words)?,
        answers: answers(told.answers)?,
        reporter: Some(reporter),
        photos: told.photos,
        voice: told.voice,
        actor: Actor::Reporter,
        split_from: None,
        lead: None,
        acted_at: None,
        form: told.form,
    };
    let (begun, joined) = match told.me_too {
        None => (state.casework.report(new).await?, false),
        Some(of) => match state.casework.me_too(of, new).await? {
            MeToo::Joined(begun) => (begun, true),
            MeToo::Alone(begun) => (begun, false),
        },
    };
    Ok(Json(Begun { joined, ..shape(&state, begun) }))
}
