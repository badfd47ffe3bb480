//! What an account answers for, and what there is to do about it. The ground is its own word that it lets, runs or houses
//! people in a unit, verified at the door by a worker: a claim alone opens nothing, and what ends the declaration ends this.

use std::{cmp::Reverse, collections::BTreeMap};

use kernel::{AreaPath, Instant, words};

use crate::{
    AccountId, BuildingId, Hazard, HazardId, HazardState, NoticeId, Place, Rating, RatingId,
    RatingState, Severity,
    declaration::Declaration,
    notice::{Notice, NoticeKind},
};

/// A building in which an account answers for units, with what is open there that is theirs. Nobody who lives there is in it.
#[derive(Clone, Debug, PartialEq)]
pub struct OwnPlace {
    /// The building.
    pub building: BuildingId,
    /// The path of its area.
    pub area: AreaPath,
    /// By which verified words of theirs, of which units; there is at least one.
    pub held: Vec<Declaration>,
    /// Its ratings, in the order in which they were drafted.
    pub ratings: Vec<Rating>,
    /// Open hazards of their units, and of the building where they speak for it.
    pub hazards: Vec<Hazard>,
    /// The last notices on these, the newest first.
    pub notices: Vec<Notice>,
}

words! {
    /// Something to do.
    TaskKind {
        /// A hazard is to be put right.
        PutRight = "put_right", "整改隐患", "Put a hazard right";
        /// A notice is to be read.
        Acknowledge = "acknowledge", "阅读并确认收到通知", "Read a notice and say so";
        /// A draft of a rating may be replied to.
        Reply = "reply", "可对评定草案陈述意见", "You may reply to a draft rating";
        /// A rating may be appealed against.
        Appeal = "appeal", "可对评定申请复核", "You may appeal against a rating";
    }
}

/// Of what there is something to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TaskOf {
    /// A hazard.
    Hazard(HazardId),
    /// A notice.
    Notice(NoticeId),
    /// A rating.
    Rating(RatingId),
}

/// Something that whoever answers for a place can do next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Task {
    /// What.
    pub kind: TaskKind,
    /// Of what.
    pub of: TaskOf,
    /// Where.
    pub place: Place,
    /// Until when; nothing where no time is set.
    pub due_at: Option<Instant>,
    /// Whether that is over.
    pub overdue: bool,
    /// How grave the hazard is, where it is one.
    pub severity: Option<Severity>,
}

impl OwnPlace {
    /// Whether they speak for the building as a whole.
    #[must_use]
    pub fn speaks_for_building(&self) -> bool {
        self.held.iter().any(Declaration::speaks_for_building)
    }

    /// Whether they answer for a place in this building.
    #[must_use]
    pub fn answers_for(&self, place: Place) -> bool {
        let here = place.building == self.building;
        here && match place.unit {
            None => self.speaks_for_building(),
            unit => self.held.iter().any(|declaration| declaration.place.unit == unit),
        }
    }

    /// What `account` can do here now, the most urgent first.
    #[must_use]
    pub fn tasks(&self, account: AccountId, now: Instant) -> Vec<Task> {
        let hazards = self.hazards.iter();
        let mut tasks: Vec<Task> = hazards.filter_map(|one| put_right(one, now)).collect();
        tasks.extend(self.notices.iter().filter_map(|one| acknowledge(one, account)));
        if self.speaks_for_building() {
            tasks.extend(self.ratings.iter().filter_map(|one| answer(one, now)));
        }
        sort(&mut tasks);
        tasks
    }
}

/// Puts the most urgent first: danger, then what is overdue, then what must be done by its time, then what may be.
pub fn sort(tasks: &mut [Task]) {
    tasks.sort_by_key(|task| {
        let danger = task.severity == Some(Severity::Immediate);
        let may = matches!(task.kind, TaskKind::Reply | TaskKind::Appeal);
        let due = task.due_at.map_or(i64::MAX, Instant::micros);
        (Reverse(danger), Reverse(task.overdue), may, due)
    });
}

/// What is said to be fixed waits for somebody else.
fn put_right(hazard: &Hazard, now: Instant) -> Option<Task> {
    let theirs = matches!(hazard.state, HazardState::Found | HazardState::Ordered);
    theirs.then(|| Task {
        kind: TaskKind::PutRight,
        of: TaskOf::Hazard(hazard.id),
        place: hazard.place,
        // While an objection suspends the duty no time runs.
        due_at: (hazard.paused == 0).then_some(hazard.due_at),
        overdue: hazard.is_overdue(now),
        severity: Some(hazard.severity),
    })
}

fn acknowledge(notice: &Notice, account: AccountId) -> Option<Task> {
    let waits = notice.withdrawn_at.is_none() && notice.acknowledged_at(account).is_none();
    waits.then_some(Task {
        kind: TaskKind::Acknowledge,
        of: TaskOf::Notice(notice.id),
        place: notice.content.place,
        due_at: None,
        overdue: false,
        severity: None,
    })
}

fn answer(rating: &Rating, now: Instant) -> Option<Task> {
    let (kind, until) = match rating.state {
        RatingState::Draft if rating.replied_at.is_none() => (TaskKind::Reply, rating.reply_until),
        RatingState::Published if rating.appeal.is_none() => {
            (TaskKind::Appeal, rating.appeal_until?)
        }
        _ => return None,
    };
    (now <= until).then_some(Task {
        kind,
        of: TaskOf::Rating(rating.id),
        place: Place { building: rating.building, unit: None },
        due_at: Some(until),
        overdue: false,
        severity: None,
    })
}

/// The buildings of these verified words, each once.
pub(crate) fn gathered(held: Vec<(Declaration, AreaPath)>) -> BTreeMap<BuildingId, OwnPlace> {
    let mut places: BTreeMap<BuildingId, OwnPlace> = BTreeMap::new();
    for (declaration, area) in held {
        let building = declaration.place.building;
        let place = places.entry(building).or_insert_with(|| OwnPlace {
            building,
            area,
            held: Vec::new(),
            ratings: Vec::new(),
            hazards: Vec::new(),
            notices: Vec::new(),
        });
        place.held.push(declaration);
    }
    places
}

/// Whether a notice is for those who answer for its place: one of referral is for an office.
pub(crate) fn is_for_them(notice: &Notice) -> bool {
    notice.content.kind != NoticeKind::Referral
}
