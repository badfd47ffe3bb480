//! `POST /api/calls`

use access::{Account, Action, Resource, may};
use axum::{Json, extract::State};
use kernel::{AreaPath, Id, Text};
use serde::Deserialize;
use utoipa::ToSchema;

use super::{lapse, shape::CallShape};
use crate::{AppState, Caller, Problem, calls::Call};

/// Calls that one account may begin in an hour.
const AN_HOUR: u32 = 60;

/// Whom to call.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewCall {
    /// Somebody on duty, by the account, for whoever dispatches there. Not given: whoever on duty calls asks for
    /// anybody who dispatches there.
    #[schema(value_type = Option<String>)]
    to: Option<Id<Account>>,
    /// Whether with a camera.
    camera: bool,
}

/// Rings for half a minute. It needs the other side's yes, and one of the two must be on duty where the other dispatches.
#[utoipa::path(
    post, path = "/api/calls", tag = "calls", security(("session" = [])), request_body = NewCall,
    responses(
        (status = OK, body = CallShape),
        (status = UNAUTHORIZED, body = crate::ProblemDocument),
        (status = FORBIDDEN, body = crate::ProblemDocument),
        (status = CONFLICT, body = crate::ProblemDocument, description = "not on duty, or in a call already"),
        (status = TOO_MANY_REQUESTS, body = crate::ProblemDocument),
    )
)]
pub(crate) async fn post(
    caller: Caller<may::DutyGo>,
    State(state): State<AppState>,
    Json(new): Json<NewCall>,
) -> Result<Json<CallShape>, Problem> {
    lapse(&state).await?;
    let (me, now) = (caller.principal.account, state.clock.now());
    let worker = new.to.unwrap_or(me);
    let off = || Problem::conflict(Text::new("对方或您不在岗", "Nobody is on duty there now"));
    let dispatcher = new.to.map(|_| me);
    if dispatcher.is_some() && !caller.may(Action::DutyView) {
        return Err(Problem::denied());
    }
    // Whether somebody elsewhere is on duty is not told apart from who is off duty.
    let may_call = |area: &AreaPath| {
        let here = Resource::within(area.clone());
        dispatcher.is_none() || caller.authorize(Action::DutyView, &here).is_ok()
    };
    let duty = state.casework.duty_of(worker).await?;
    let duty = duty.filter(|duty| dispatcher != Some(worker) && may_call(&duty.area));
    let duty = duty.ok_or_else(off)?;
    state.pace.take("call", me.to_string(), AN_HOUR, now)?;
    let between = (worker, duty.area);
    let call = Call::new(state.ids.next(), between, dispatcher, new.camera, now);
    if !state.calls.ring(call.clone()) {
        return Err(Problem::conflict(Text::new("正在通话中", "In a call already")));
    }
    Ok(Json(CallShape::of(&state, &call, me).await?))
}
