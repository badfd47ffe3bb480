//! A call as screens read it.

use access::{Account, Action, Principal, Resource};
use kernel::{Id, Instant};
use serde::Serialize;
use utoipa::ToSchema;

use crate::{
    AppState, Problem,
    calls::Call,
    routes::cases::shape::{Names, Officer},
};

/// A call between somebody on duty and whoever dispatches there.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Call)]
pub(crate) struct CallShape {
    /// Its id.
    id: String,
    /// Who is on duty.
    worker: Officer,
    /// Who dispatches; nothing while it rings at everybody who does there.
    dispatcher: Option<Officer>,
    /// Whether the caller rang.
    rang: bool,
    /// Whether it began with a camera.
    camera: bool,
    /// Since when it rings.
    #[schema(value_type = String, format = DateTime)]
    begun_at: Instant,
    /// Since when both agree.
    #[schema(value_type = Option<String>, format = DateTime)]
    accepted_at: Option<Instant>,
}

impl CallShape {
    /// A call for one of its two sides.
    pub(crate) async fn of(
        state: &AppState,
        call: &Call,
        me: Id<Account>,
    ) -> Result<Self, Problem> {
        let both = [Some(call.worker), call.dispatcher];
        let names = Names::of(state, both.into_iter().flatten(), me).await?;
        Ok(Self {
            id: call.id.to_string(),
            worker: names.officer(call.worker),
            dispatcher: call.dispatcher.map(|one| names.officer(one)),
            rang: call.by == me,
            camera: call.camera,
            begun_at: call.begun_at,
            accepted_at: call.accepted_at,
        })
    }
}

/// Whether a call rings at `principal`, or is theirs: its two sides, and whoever dispatches there while it is for any.
pub(crate) fn concerns(state: &AppState, principal: &Principal, call: &Call) -> bool {
    let dispatches = || {
        let here = Resource::within(call.area.clone());
        state.access.authorize(principal, Action::DutyView, &here).is_ok()
    };
    call.is_of(principal.account) || call.for_any && dispatches()
}
