//! `GET /api/housing/joint-enforcement`, `POST /api/housing/joint-enforcement`, `GET /api/housing/joint-enforcement/{id}`,
//! `POST /api/housing/joint-enforcement/{id}/actions`

use access::may;
use axum::{
    Json,
    extract::{Path, Query, State},
};
use housing::{
    ActionId, HazardId, JointAct, NewJoint, NoticeId,
    facts::How,
    filter::JointFilter,
    joint::{JointAnswer, JointDeed, JointState, Proposal},
};
use kernel::{Day, Text};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::{
    buildings::one_of,
    hazard::account,
    joint_shape::{Detail, Row, detail, own_offices, rows},
    reach::{in_reach, page},
    whither,
};
use crate::{AppState, Caller, Problem, routes::cases::list::area_of};

/// Which joint enforcement.
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct Which {
    /// Within this area: its id, or its path of codes; the account's own where not given.
    area: Option<String>,
    /// Where they stand: `proposed`, `answered`, `day_set`, `held`, `closed` or `called_off`.
    state: Option<String>,
    /// Of this building: its id or code.
    building: Option<String>,
    /// Where the last page ended, from its `next`.
    after: Option<String>,
    /// Rows a page, 200 at most; 20 where not given.
    size: Option<u32>,
}

/// A page of joint enforcement.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = JointEnforcementPage)]
pub(crate) struct Page {
    /// The page, the newest first.
    rows: Vec<Row>,
    /// How many there are, counted up to 1,001.
    total: u64,
    /// Where the next page goes on; nothing at the end.
    next: Option<String>,
}

/// A joint enforcement to be proposed.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewJointEnforcement)]
pub(crate) struct New {
    /// The action's id, made by whoever proposes (a UUID): sent twice, it is done once.
    #[schema(value_type = String)]
    id: ActionId,
    /// The building: its id or code.
    building: String,
    /// Its open hazards that it is of.
    #[schema(value_type = Vec<String>)]
    hazards: Vec<HazardId>,
    /// The office that leads: the authority in charge.
    lead: String,
    /// The offices asked to come.
    offices: Vec<String>,
    /// The day proposed.
    #[schema(value_type = String, format = Date)]
    day: Day,
    /// Why.
    words: String,
}

/// What is done to a joint enforcement.
#[derive(Deserialize, ToSchema)]
#[serde(tag = "deed", rename_all = "snake_case", deny_unknown_fields)]
#[schema(as = JointDeed)]
pub(crate) enum Deed {
    /// An office answers.
    AnswerJoint {
        /// Which.
        office: String,
        /// `agrees` or `declines`.
        #[schema(value_type = String)]
        answer: JointAnswer,
    },
    /// The lead sets the day, or another.
    SetDay {
        /// Which.
        #[schema(value_type = String, format = Date)]
        day: Day,
    },
    /// The lead says that it was held.
    Hold,
    /// An office that came writes what it found.
    Report {
        /// Which.
        office: String,
        /// The notices that it issued there: of the building, on the day or later.
        #[schema(value_type = Vec<String>)]
        notices: Vec<NoticeId>,
    },
    /// The lead closes it.
    CloseJoint,
    /// The lead or whoever proposed it calls it off.
    CallOff,
}

/// Something to be done to a joint enforcement.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = ActOnJointEnforcement)]
pub(crate) struct Asked {
    /// The action's id, made by whoever acts (a UUID): sent twice, it is done once.
    #[schema(value_type = String)]
    id: ActionId,
    /// The version that was seen.
    seen: u32,
    /// What.
    deed: Deed,
    /// Why, or what was found.
    #[serde(default)]
    words: String,
}

impl From<Deed> for JointDeed {
    fn from(deed: Deed) -> Self {
        match deed {
            Deed::AnswerJoint { office, answer } => Self::Answer { office, answer },
            Deed::SetDay { day } => Self::SetDay { day },
            Deed::Hold => Self::Hold,
            Deed::Report { office, notices } => Self::Report { office, notices },
            Deed::CloseJoint => Self::CloseJoint,
            Deed::CallOff => Self::CallOff,
        }
    }
}

/// A page of the joint enforcement of an area: of buildings and things, and of nobody.
#[utoipa::path(
    get, path = "/api/housing/joint-enforcement", tag = "housing", security(("session" = [])), params(Which),
    responses(
        (status = OK, body = Page),
        (status = BAD_REQUEST, body = crate::ProblemDocument),
        (status = UNAUTHORIZED, body = crate::ProblemDocument),
        (status = FORBIDDEN, body = crate::ProblemDocument),
        (status = NOT_FOUND, body = crate::ProblemDocument),
    )
)]
pub(crate) async fn list(
    caller: Caller<may::HousingView>,
    State(state): State<AppState>,
    Query(which): Query<Which>,
) -> Result<Json<Page>, Problem> {
    let building = match which.building.as_deref().filter(|said| !said.is_empty()) {
        Some(said) => Some(whither::building(&state, said).await?),
        None => None,
    };
    let size = which.size.unwrap_or(20).clamp(1, 200);
    let filter = JointFilter {
        area: area_of(&state, &caller, which.area.as_deref()).await?,
        state: one_of(which.state.as_deref(), JointState::from_name)?,
        building,
        after: one_of(which.after.as_deref(), |text| text.parse().ok())?,
        // One more than asked for tells whether there is a next page.
        limit: size + 1,
    };
    let total = state.housing.count_joints(&filter).await?;
    let (found, next) = page(state.housing.joints(&filter).await?, size);
    Ok(Json(Page { rows: rows(&state, &found).await?, total, next }))
}

/// Proposes a joint enforcement of the open hazards of a building: the offices asked are told, and answer. 409 where a
/// hazard is of another building, or not open.
#[utoipa::path(
    post, path = "/api/housing/joint-enforcement", tag = "housing", security(("session" = [])), request_body = New,
    responses(
        (status = OK, body = Detail),
        (status = BAD_REQUEST, body = crate::ProblemDocument),
        (status = UNAUTHORIZED, body = crate::ProblemDocument),
        (status = FORBIDDEN, body = crate::ProblemDocument),
        (status = NOT_FOUND, body = crate::ProblemDocument),
        (status = CONFLICT, body = crate::ProblemDocument),
    )
)]
pub(crate) async fn propose(
    caller: Caller<may::HousingJoint>,
    State(state): State<AppState>,
    Json(new): Json<New>,
) -> Result<Json<Detail>, Problem> {
    let building = whither::building(&state, &new.building).await?;
    let at = state.housing.at_building(building).await?;
    caller.within(&at.area)?;
    let catalogue = state.casework.catalogue();
    let known = |office: &String| catalogue.offices.contains_key(office);
    if !known(&new.lead) || !new.offices.iter().all(known) {
        return Err(Problem::bad_request(Text::new("没有这个部门", "There is no such office")));
    }
    let New { id, hazards, lead, offices, day, words, .. } = new;
    let area = at.area.clone();
    let new = NewJoint {
        at,
        proposal: Proposal { building, hazards, lead, offices, day },
        by: account(&caller),
        how: How { words, ..How::bare(id) },
    };
    let joint = state.housing.propose_joint(new).await?;
    Ok(Json(detail(&state, &caller, &joint, &area).await?))
}

/// A joint enforcement: its hazards, what the offices answered, found and ordered, and what the reader may do now.
#[utoipa::path(
    get, path = "/api/housing/joint-enforcement/{id}", tag = "housing", security(("session" = [])),
    params(("id" = String, Path, description = "The joint enforcement's id")),
    responses(
        (status = OK, body = Detail),
        (status = UNAUTHORIZED, body = crate::ProblemDocument),
        (status = FORBIDDEN, body = crate::ProblemDocument),
        (status = NOT_FOUND, body = crate::ProblemDocument),
    )
)]
pub(crate) async fn get(
    caller: Caller<may::HousingView>,
    State(state): State<AppState>,
    Path(id): Path<String>,
) -> Result<Json<Detail>, Problem> {
    let (joint, area) = in_reach(&caller, &id, |id| state.housing.joint(id)).await?;
    Ok(Json(detail(&state, &caller, &joint, &area).await?))
}

/// Does something to a joint enforcement for one's own office. 403 for whoever does not work for the office that is to act;
/// 409 where somebody was faster, or as it stands it does not take that.
#[utoipa::path(
    post, path = "/api/housing/joint-enforcement/{id}/actions", tag = "housing", security(("session" = [])),
    params(("id" = String, Path, description = "The joint enforcement's id")),
    request_body = Asked,
    responses(
        (status = OK, body = Detail, description = "the joint enforcement as it stands after it"),
        (status = BAD_REQUEST, body = crate::ProblemDocument),
        (status = UNAUTHORIZED, body = crate::ProblemDocument),
        (status = FORBIDDEN, body = crate::ProblemDocument),
        (status = NOT_FOUND, body = crate::ProblemDocument),
        (status = CONFLICT, body = crate::ProblemDocument),
    )
)]
pub(crate) async fn act(
    caller: Caller<may::HousingJoint>,
    State(state): State<AppState>,
    Path(id): Path<String>,
    Json(asked): Json<Asked>,
) -> Result<Json<Detail>, Problem> {
    let (joint, area) = in_reach(&caller, &id, |id| state.housing.joint(id)).await?;
    let (deed, by) = (JointDeed::from(asked.deed), account(&caller));
    let mine = own_offices(&state, &caller, &area).await?;
    let office = deed.office().unwrap_or(&joint.lead);
    let theirs = mine.iter().any(|one| one == office);
    let own_proposal = matches!(deed, JointDeed::CallOff) && joint.by == by;
    if !theirs && !own_proposal {
        return Err(Problem::denied().detail(Text::new(
            "您不在该单位，请由该单位的人员办理",
            "You do not work for that office here: somebody who does must do this",
        )));
    }
    let how = How { words: asked.words, ..How::bare(asked.id) };
    let act = JointAct { joint: joint.id, seen: asked.seen, deed, by, how };
    let done = state.housing.act_on_joint(act).await?;
    Ok(Json(detail(&state, &caller, &done, &area).await?))
}
