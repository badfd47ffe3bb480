#![doc = include_str!("../README.md")]

mod actions;
mod album;
mod bulk;
mod calendar;
mod case;
mod casework;
pub mod catalogue;
mod collection;
mod coverage;
mod crowds;
mod deed;
mod disclosed;
pub mod dispatch;
mod editions;
mod error;
mod figures;
mod files;
mod filter;
mod grams;
mod ids;
mod leads;
mod letters;
mod limit;
mod marks;
mod me_too;
mod micro;
mod objections;
mod offers;
mod on_duty;
mod pictures;
mod redact;
mod reports;
pub mod routing;
mod standing;
mod step;
mod store;
mod voice;
mod words;

pub use actions::{Act, NewReport, NewReporter, Recorded};
pub use album::{Album, Kept};
pub use calendar::{Calendar, CalendarFile, Exception, Holiday};
pub use case::{Case, CasePlace, Evidence, Merged, Offered, PlaceRef};
pub use casework::Casework;
pub use catalogue::{Catalogue, Subclass};
pub use collection::{Collection, CollectionFilter, NewCollection};
pub use coverage::Visited;
pub use deed::{Actor, Deed, Duty, Refusal};
pub use disclosed::{Reporter, VoiceNote};
pub use editions::{Draft, Edition, NewEdition, Open};
pub use error::{Error, Result};
pub use figures::{By, Figures, FiguresOf};
pub use files::{Attachment, LOOSE_S};
pub use filter::{CaseFilter, CaseRow, Cursor, Sort};
pub use ids::{
    AttachmentId, AttachmentMark, CaseActionId, CaseActionMark, CaseId, CaseMark, CollectionId,
    CollectionMark, LeadId, LeadMark, MeTooId, MeTooMark, MicroActionId, MicroActionMark,
    MicroEventId, MicroEventMark, ObjectionAnswerId, ObjectionAnswerMark, ObjectionId,
    ObjectionMark, RouteId, RouteMark,
};
pub use leads::{DecidedLead, Lead, LeadFilter, LeadPlace, LeadState, Leads, NewLead};
pub use letters::Letter;
pub use limit::{Counted, Level, Limit, Pause, Running};
pub use me_too::MeToo;
pub use micro::{
    MicroAct, MicroContext, MicroDeed, MicroEvent, MicroFilter, MicroRow, MicroSort, MicroState,
    NewMicroEvent, RecordedMicro,
};
pub use objections::{FigureName, NewObjection, Objection, ObjectionAnswer};
pub use on_duty::{Colleague, OnDuty};
pub use pictures::{LONGEST_FILE, Picture, PictureFault};
pub use redact::redact;
pub use reports::{Begun, Tried};
pub use routing::Decision;
pub use standing::StandingCalendar;
pub use step::Context;
pub use voice::{LONGEST_VOICE, Sound, VoiceFault};
pub use words::{
    Audience, Content, Door, EvidenceKind, LeadSource, Outcome, Severity, State, WaitReason,
};

/// The schema of casework.
pub const MIGRATIONS: &[database::Migration] = &[
    database::Migration {
        name: "20261128_0100_casework",
        sql: include_str!("migrations/20261128_0100_casework.sql"),
    },
    database::Migration {
        name: "20261129_0100_duty",
        sql: include_str!("migrations/20261129_0100_duty.sql"),
    },
    database::Migration {
        name: "20261129_0110_figures",
        sql: include_str!("migrations/20261129_0110_figures.sql"),
    },
    database::Migration {
        name: "20261129_0400_micro_events",
        sql: include_str!("migrations/20261129_0400_micro_events.sql"),
    },
    database::Migration {
        name: "20261129_0410_coverage",
        sql: include_str!("migrations/20261129_0410_coverage.sql"),
    },
    database::Migration {
        name: "20261129_0430_objections",
        sql: include_str!("migrations/20261129_0430_objections.sql"),
    },
    database::Migration {
        name: "20261129_0440_catalogue",
        sql: include_str!("migrations/20261129_0440_catalogue.sql"),
    },
    database::Migration {
        name: "20261129_1720_objection_answer",
        sql: include_str!("migrations/20261129_1720_objection_answer.sql"),
    },
    database::Migration {
        name: "20261130_0100_lead_place",
        sql: include_str!("migrations/20261130_0100_lead_place.sql"),
    },
    database::Migration {
        name: "20261130_0500_letters",
        sql: include_str!("migrations/20261130_0500_letters.sql"),
    },
    database::Migration {
        name: "20261130_0600_me_too",
        sql: include_str!("migrations/20261130_0600_me_too.sql"),
    },
    database::Migration {
        name: "20261130_0910_collections",
        sql: include_str!("migrations/20261130_0910_collections.sql"),
    },
    database::Migration {
        name: "20261130_1710_lists",
        sql: include_str!("migrations/20261130_1710_lists.sql"),
    },
    database::Migration {
        name: "20261130_2030_search",
        sql: include_str!("migrations/20261130_2030_search.sql"),
    },
];

/// What of casework is deleted by a condition. Photos of a micro-event or a form that is gone go with the loose ones.
pub const KEPT: &[access::Kept] = &[
    access::Kept {
        kind: "micro_events",
        table: "micro_action",
        key: "id",
        past: "micro_id IN (SELECT id FROM micro_event WHERE closed_at < ?1)",
    },
    access::Kept { kind: "micro_events", table: "micro_event", key: "seq", past: "closed_at < ?1" },
    access::Kept {
        kind: "figure_objections",
        table: "figure_objection",
        key: "seq",
        past: "answered_at < ?1",
    },
    access::Kept { kind: "collections", table: "field_collection", key: "seq", past: "at < ?1" },
    access::Kept { kind: "decided_leads", table: "lead", key: "seq", past: "decided_at < ?1" },
];

/// What casework keeps sealed, for the job that seals it again under a new key.
pub const SEALED: &[access::SealedTable] = &[
    sealed("case_text", "action_id", "sealed", "case_text.sealed"),
    sealed("case_reporter", "case_id", "name", "case_reporter.name"),
    sealed("case_reporter", "case_id", "phone", "case_reporter.phone"),
    sealed("case_reporter", "case_id", "email", "case_reporter.email"),
    sealed("case_me_too", "id", "name", "case_reporter.name"),
    sealed("case_me_too", "id", "phone", "case_reporter.phone"),
    sealed("case_me_too", "id", "email", "case_reporter.email"),
    sealed("lead_letter", "lead_id", "name", "case_reporter.name"),
    sealed("lead_letter", "lead_id", "phone", "case_reporter.phone"),
    sealed("lead_letter", "lead_id", "email", "case_reporter.email"),
];

const fn sealed(
    table: &'static str,
    key: &'static str,
    column: &'static str,
    place: &'static str,
) -> access::SealedTable {
    access::SealedTable {
        table,
        key: (&[], key),
        sealed: column,
        place: access::SealedPlace::Fixed(place),
    }
}
