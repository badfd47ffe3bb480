//! What those who answer for a place read of it. Nobody who lives there is in any of it: only what they declared themselves,
//! and things and places.

use std::collections::HashMap;

use housing::{
    AccountId, Actor, Hazard, HazardId, NoticeId, Rating,
    declaration::Declaration,
    notice::{Notice, NoticeStanding},
    objection::Objection,
    own::{Task, TaskOf},
    stars::CategoryStars,
};
use kernel::{Day, Instant, Text};
use serde::Serialize;
use utoipa::ToSchema;

use super::{
    shape::{KindRef, Labels, PlaceRef, Word, kind, word},
    stars::{Reckoned, kinds_of},
};
use crate::{AppState, Problem, TextShape};

/// A unit that one answers for, by one's own word.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = OwnUnit)]
pub(crate) struct UnitShape {
    /// The declaration it rests on.
    declaration: String,
    /// The unit.
    unit: Option<PlaceRef>,
    /// What one does there: lets it, runs it, houses people in it.
    tie: Word,
    /// What it is used as.
    used_as: Word,
    /// From which day.
    #[schema(value_type = String, format = Date)]
    from: Day,
    /// The last day, where it was said.
    #[schema(value_type = Option<String>, format = Date)]
    until: Option<Day>,
    /// When a worker saw at the door that it is so.
    #[schema(value_type = Option<String>, format = DateTime)]
    verified_at: Option<Instant>,
}

impl UnitShape {
    pub(super) fn of(declaration: &Declaration, labels: &Labels) -> Self {
        Self {
            declaration: declaration.id.to_string(),
            unit: declaration.place.unit.map(|unit| labels.unit(unit)),
            tie: word!(declaration.said.tie),
            used_as: word!(declaration.said.used_as),
            from: declaration.said.from,
            until: declaration.said.until,
            verified_at: declaration.verified_at,
        }
    }
}

/// The stars of a category, as they are published.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = OwnCategoryStars)]
pub(crate) struct CategoryShape {
    /// Which.
    category: Word,
    /// 1 to 5.
    stars: Option<u8>,
}

impl CategoryShape {
    pub(super) fn of(one: &CategoryStars) -> Self {
        Self { category: word!(one.category), stars: one.stars }
    }
}

/// An open hazard that is one's own to put right.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = OwnHazard)]
pub(crate) struct HazardShape {
    /// Its id.
    id: String,
    /// Counts its actions.
    version: u32,
    /// What it is.
    kind: KindRef,
    /// What puts it right.
    #[schema(value_type = TextShape)]
    fix: Text,
    /// How grave it is.
    severity: Word,
    /// Where it stands.
    state: Word,
    /// The unit; nothing where it is of the building as a whole.
    unit: Option<PlaceRef>,
    /// When it was found.
    #[schema(value_type = String, format = DateTime)]
    found_at: Instant,
    /// Until when it is to be verified fixed, by the working calendar.
    #[schema(value_type = String, format = DateTime)]
    due_at: Instant,
    /// Whether it should have been by now.
    overdue: bool,
    /// Whether an objection suspends the duty: its time is counted anew once that is decided.
    suspended: bool,
    /// How often it was said to be fixed and was not.
    untrue: u32,
    /// Whether one may say now that it is put right.
    may_say: bool,
}

impl HazardShape {
    pub(super) fn of(state: &AppState, hazard: &Hazard, labels: &Labels, me: AccountId) -> Self {
        let (now, catalogue) = (state.clock.now(), state.housing.catalogue());
        let rules = catalogue.get(&hazard.kind);
        Self {
            id: hazard.id.to_string(),
            version: hazard.version,
            kind: kind(&state.housing, &hazard.kind),
            fix: rules.map(|rules| rules.fix.clone()).unwrap_or_default(),
            severity: word!(hazard.severity),
            state: word!(hazard.state),
            unit: hazard.place.unit.map(|unit| labels.unit(unit)),
            found_at: hazard.found_at,
            due_at: hazard.due_at,
            overdue: hazard.is_overdue(now),
            suspended: hazard.paused > 0,
            untrue: hazard.untrue,
            may_say: hazard.offers(Actor::Party(me), catalogue, now).contains(&"say_fixed"),
        }
    }
}

/// An objection of one's own.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = OwnObjection)]
pub(crate) struct ObjectionShape {
    /// Its id.
    id: String,
    /// Where it stands.
    state: Word,
    /// What becomes of the duty meanwhile.
    effect: Word,
    /// When it was made.
    #[schema(value_type = String, format = DateTime)]
    made_at: Instant,
    /// Until when it is to be decided.
    #[schema(value_type = String, format = DateTime)]
    decide_until: Instant,
    /// When it was.
    #[schema(value_type = Option<String>, format = DateTime)]
    decided_at: Option<Instant>,
    /// One's own reasons; nothing in lists.
    reasons: Option<String>,
    /// The reasons of the decision; nothing in lists.
    answer: Option<String>,
}

impl ObjectionShape {
    pub(super) fn of(objection: &Objection) -> Self {
        Self {
            id: objection.id.to_string(),
            state: word!(objection.state()),
            effect: word!(objection.effect),
            made_at: objection.made_at,
            decide_until: objection.decide_until,
            decided_at: objection.decision.map(|decision| decision.at),
            reasons: None,
            answer: None,
        }
    }

    /// With what was said and answered.
    pub(super) async fn whole(state: &AppState, objection: &Objection) -> Result<Self, Problem> {
        let steps = state.housing.objection_steps(objection.id).await?;
        let mut words = steps.into_iter().map(|step| step.words);
        let (reasons, answer) = (words.next().flatten(), words.next().flatten());
        Ok(Self { reasons, answer, ..Self::of(objection) })
    }
}

/// A notice that is served on one.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = OwnNotice)]
pub(crate) struct NoticeShape {
    /// Its id.
    id: String,
    /// Counts its actions.
    version: u32,
    /// Its number.
    number: String,
    /// What it tells.
    kind: Word,
    /// What it is worth now.
    standing: Word,
    /// The unit; nothing where it is of the building as a whole.
    unit: Option<PlaceRef>,
    /// The hazard, where it is of one.
    #[schema(value_type = Option<TextShape>)]
    hazard: Option<Text>,
    /// When it was issued.
    #[schema(value_type = String, format = DateTime)]
    issued_at: Instant,
    /// Until when what it asks for is to be done.
    #[schema(value_type = Option<String>, format = DateTime)]
    due_at: Option<Instant>,
    /// When one said that one read it.
    #[schema(value_type = Option<String>, format = DateTime)]
    acknowledged_at: Option<Instant>,
    /// Until when one may object to it; nothing where its term has not begun, or it asks nothing.
    #[schema(value_type = Option<String>, format = DateTime)]
    object_until: Option<Instant>,
    /// One's own objection.
    pub(super) objection: Option<ObjectionShape>,
}

impl NoticeShape {
    pub(super) fn of(
        state: &AppState,
        (notice, standing): (&Notice, NoticeStanding),
        labels: &Labels,
        me: AccountId,
    ) -> Self {
        let content = &notice.content;
        Self {
            id: notice.id.to_string(),
            version: notice.version,
            number: content.number.clone(),
            kind: word!(content.kind),
            standing: word!(standing),
            unit: content.place.unit.map(|unit| labels.unit(unit)),
            hazard: content.hazard.as_ref().map(|about| about.title.clone()),
            issued_at: content.issued_at,
            due_at: content.due_at,
            acknowledged_at: notice.acknowledged_at(me),
            object_until: state.housing.object_until(notice),
            objection: None,
        }
    }
}

/// A rating of a building that one lets or runs.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = OwnRating)]
pub(crate) struct RatingShape {
    /// Its id.
    id: String,
    /// Counts its actions.
    version: u32,
    /// Where it stands.
    state: Word,
    /// Why it was rated.
    cause: Word,
    /// Its stars with what they rest on.
    reckoned: Reckoned,
    /// Until when there may be a reply.
    #[schema(value_type = String, format = DateTime)]
    reply_until: Instant,
    /// When there was one.
    #[schema(value_type = Option<String>, format = DateTime)]
    replied_at: Option<Instant>,
    /// Until when it may be appealed against.
    #[schema(value_type = Option<String>, format = DateTime)]
    appeal_until: Option<Instant>,
    /// When it was appealed against.
    #[schema(value_type = Option<String>, format = DateTime)]
    appealed_at: Option<Instant>,
    /// Until when the appeal is to be decided.
    #[schema(value_type = Option<String>, format = DateTime)]
    decide_until: Option<Instant>,
    /// Whether the appeal was right, where it was decided.
    upheld: Option<bool>,
    /// What one may do now: `reply`, `appeal`.
    offers: Vec<&'static str>,
}

impl RatingShape {
    pub(super) async fn of(
        state: &AppState,
        rating: &Rating,
        me: AccountId,
    ) -> Result<Self, Problem> {
        let kinds = kinds_of(state, &[&rating.reckoned], &[]).await?;
        let mut offers = rating.offers(me, state.housing.star_rules(), state.clock.now());
        offers.retain(|deed| matches!(*deed, "reply" | "appeal"));
        let decision = rating.appeal.and_then(|appeal| appeal.decision);
        Ok(Self {
            id: rating.id.to_string(),
            version: rating.version,
            state: word!(rating.state),
            cause: word!(rating.cause),
            reckoned: Reckoned::of(&state.housing, &rating.reckoned, &kinds),
            reply_until: rating.reply_until,
            replied_at: rating.replied_at,
            appeal_until: rating.appeal_until,
            appealed_at: rating.appeal.map(|appeal| appeal.at),
            decide_until: rating.appeal.map(|appeal| appeal.decide_until),
            upheld: decision.map(|decision| decision.upheld),
            offers,
        })
    }
}

/// Something to do next.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = OwnTask)]
pub(crate) struct TaskShape {
    /// What.
    kind: Word,
    /// The hazard, where it is of one.
    hazard: Option<String>,
    /// The notice, where it is of one.
    notice: Option<String>,
    /// The rating, where it is of one.
    rating: Option<String>,
    /// What the hazard is, or the notice tells.
    #[schema(value_type = Option<TextShape>)]
    about: Option<Text>,
    /// The building.
    building: PlaceRef,
    /// The unit; nothing where it is of the building as a whole.
    unit: Option<PlaceRef>,
    /// Until when; nothing where no time is set.
    #[schema(value_type = Option<String>, format = DateTime)]
    due_at: Option<Instant>,
    /// Whether that is over.
    overdue: bool,
    /// How grave the hazard is, where it is one.
    severity: Option<Word>,
}

/// What hazards and notices are called, to say of what there is something to do.
#[derive(Default)]
pub(super) struct Titles {
    pub(super) hazards: HashMap<HazardId, Text>,
    pub(super) notices: HashMap<NoticeId, Text>,
}

impl TaskShape {
    pub(super) fn of(task: &Task, labels: &Labels, titles: &Titles) -> Self {
        let (mut hazard, mut notice, mut rating) = (None, None, None);
        let about = match task.of {
            TaskOf::Hazard(id) => {
                hazard = Some(id.to_string());
                titles.hazards.get(&id).cloned()
            }
            TaskOf::Notice(id) => {
                notice = Some(id.to_string());
                titles.notices.get(&id).cloned()
            }
            TaskOf::Rating(id) => {
                rating = Some(id.to_string());
                None
            }
        };
        Self {
            kind: word!(task.kind),
            hazard,
            notice,
            rating,
            about,
            building: labels.building(task.place.building),
            unit: task.place.unit.map(|unit| labels.unit(unit)),
            due_at: task.due_at,
            overdue: task.overdue,
            severity: task.severity.map(|severity| word!(severity)),
        }
    }
}
