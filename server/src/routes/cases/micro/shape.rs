//! Micro-events as screens read them. A list names nobody.

use casework::{AttachmentId, Casework, MicroDeed, MicroEvent, RecordedMicro};
use kernel::{Instant, Text};
use serde::Serialize;
use utoipa::ToSchema;

use crate::{
    TextShape,
    routes::cases::shape::{Named, Names, Officer, PlaceOfCase, subclass},
};

/// A micro-event in a list.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct MicroEventRow {
    /// Its id.
    id: String,
    /// Counts its actions.
    version: u32,
    /// Which of the catalogue.
    kind: Named,
    /// `found`, `fixed`, `verified` or `escalated`.
    state: &'static str,
    /// Whether somebody is to verify it: chance drew it.
    waits: bool,
    /// Where it is.
    place: PlaceOfCase,
    /// When it was found.
    #[schema(value_type = String, format = DateTime)]
    found_at: Instant,
    /// When it is to be put right at the latest, while it is not.
    #[schema(value_type = Option<String>, format = DateTime)]
    due_at: Option<Instant>,
    /// Whether it is past its time.
    overdue: bool,
    /// When nothing more was to be done.
    #[schema(value_type = Option<String>, format = DateTime)]
    closed_at: Option<Instant>,
    /// The case that it became.
    case: Option<String>,
    /// What the reader may do now: `fix`, `escalate`, `verify`.
    offers: Vec<&'static str>,
}

impl MicroEventRow {
    /// A micro-event as it is listed for somebody who may do `offers`.
    pub(super) fn of(
        casework: &Casework,
        event: &MicroEvent,
        offers: Vec<&'static str>,
        now: Instant,
    ) -> Self {
        let is_open = event.fixed_at.is_none() && event.closed_at.is_none();
        Self {
            id: event.id.to_string(),
            version: event.version,
            kind: kind(casework, &event.kind),
            state: event.state.name(),
            waits: event.waits(),
            place: PlaceOfCase::of(&event.place),
            found_at: event.found_at,
            due_at: Some(event.due_at).filter(|_| is_open),
            overdue: event.is_overdue(now),
            closed_at: event.closed_at,
            case: event.case.map(|case| case.to_string()),
            offers,
        }
    }
}

/// What a kind of micro-event is called.
pub(super) fn kind(casework: &Casework, id: &str) -> Named {
    let title = casework.catalogue().micro_event(id).map(|kind| kind.title.clone());
    Named { id: id.to_owned(), title: title.unwrap_or_else(|| Text::new(id, id)) }
}

/// A step of a micro-event.
#[derive(Debug, Serialize, ToSchema)]
struct MicroEventStep {
    /// What was done: `find`, `fix`, `escalate` or `verify`.
    deed: &'static str,
    /// What whoever verified it found.
    fixed: Option<bool>,
    /// Who did it; nothing for the clock.
    by: Option<Officer>,
    /// When, by the clock of whoever did it, where that differs.
    #[schema(value_type = Option<String>, format = DateTime)]
    acted_at: Option<Instant>,
    /// When, by ours.
    #[schema(value_type = String, format = DateTime)]
    at: Instant,
    /// The words that went with it, without numbers of persons.
    words: String,
}

/// A micro-event whole.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct MicroEventDetail {
    /// The row.
    #[serde(flatten)]
    row: MicroEventRow,
    /// Who is to put it right.
    #[schema(value_type = TextShape)]
    responsible: Text,
    /// What shows that it was put right.
    #[schema(value_type = TextShape)]
    shows: Text,
    /// The event it becomes where nobody puts it right.
    becomes: Named,
    /// Photos that show it: ids of files.
    before: Vec<String>,
    /// Photos that show that it is put right.
    after: Vec<String>,
    /// Whether the reader may look at the photos now.
    may_see_photos: bool,
    /// What whoever verified it found.
    verified: Option<bool>,
    /// Its steps, in order.
    steps: Vec<MicroEventStep>,
}

/// What the reader may do and see of a micro-event.
pub(super) struct Allowed {
    pub(super) offers: Vec<&'static str>,
    pub(super) photos: bool,
}

impl MicroEventDetail {
    pub(super) fn of(
        casework: &Casework,
        event: &MicroEvent,
        actions: Vec<RecordedMicro>,
        names: &Names,
        allowed: Allowed,
        now: Instant,
    ) -> Self {
        let rules = casework.catalogue().micro_event(&event.kind);
        let text = |pick: fn(&casework::catalogue::MicroEvent) -> Text| {
            rules.map(pick).unwrap_or_default()
        };
        Self {
            row: MicroEventRow::of(casework, event, allowed.offers, now),
            responsible: text(|kind| kind.responsible.label()),
            shows: text(|kind| kind.shows.clone()),
            becomes: subclass(casework, rules.map_or("", |kind| kind.becomes.as_str())),
            before: ids(&event.before),
            after: ids(&event.after),
            may_see_photos: allowed.photos,
            verified: event.verified,
            steps: actions.into_iter().map(|action| step(action, names)).collect(),
        }
    }
}

fn ids(files: &[AttachmentId]) -> Vec<String> {
    files.iter().map(ToString::to_string).collect()
}

fn step(action: RecordedMicro, names: &Names) -> MicroEventStep {
    MicroEventStep {
        deed: action.deed.name(),
        fixed: match action.deed {
            MicroDeed::Verify { fixed } => Some(fixed),
            MicroDeed::Find { .. } | MicroDeed::Fix { .. } | MicroDeed::Escalate => None,
        },
        by: action.account.map(|account| names.officer(account)),
        acted_at: action.acted_at,
        at: action.recorded_at,
        words: action.words,
    }
}
