#![doc = include_str!("../README.md")]

mod actor;
mod calendar;
pub mod campaign;
pub mod catalogue;
mod code;
pub mod declaration;
mod desk;
mod error;
pub mod facts;
pub mod filter;
pub mod hazard;
mod housing;
mod ids;
pub mod joint;
mod limit;
pub mod notice;
pub mod objection;
pub mod own;
pub mod plan;
pub mod rating;
pub mod stars;
mod store;
pub mod tier;
mod words;

pub use actor::{Actor, Evidence, Fixer};
pub use calendar::Working;
pub use catalogue::Catalogue;
pub use code::DoorCode;
pub use desk::{
    AssignTo, AssignWhich, Assignment, Brought, BuildingFile, CloseCampaign, DeclarationAct, Entry,
    FoundHazard, HazardAct, JointAct, NewCampaign, NewDeclaration, NewEvent, NewInspection,
    NewJoint, NewNotice, NewObjection, NoEntry, NoticeAct, NoticeOf, ObjectionAct, PlanFor,
    Preview, RatingAct, RiskShown, Scanned, SetProfile, ShownPerson, Step, Suspension, Taken,
    TryAgainFrom, UnitView,
};
pub use error::{Error, Result};
pub use hazard::{Hazard, HazardAction, HazardDeed, HazardRefusal};
pub use housing::Housing;
pub use ids::{
    AccountId, AccountMark, ActionId, ActionMark, BuildingId, BuildingMark, CampaignId,
    CampaignMark, DeclarationId, DeclarationMark, FileId, FileMark, HazardId, HazardMark, JointId,
    JointMark, NoticeId, NoticeMark, ObjectionId, ObjectionMark, Place, PlanId, PlanMark, RatingId,
    RatingMark, TargetId, TargetMark, UnitId, UnitMark, VisitId, VisitMark,
};
pub use limit::{ByTheClock, Counted, Deadlines, Limit};
pub use rating::{Rating, RatingAction, RatingDeed, RatingRefusal};
pub use store::{
    buildings::BuildingRow, codes::Held, declarations::DeclarationRow, lists::Summary,
    units::UnitFile,
};
pub use words::{
    Capacity, Category, Cause, EventKind, EvidenceKind, FoundBy, HazardState, Of, RatingState,
    Severity, Tier,
};

/// The schema of housing.
pub const MIGRATIONS: &[database::Migration] = &[
    database::Migration {
        name: "20261129_0200_housing",
        sql: include_str!("migrations/20261129_0200_housing.sql"),
    },
    database::Migration {
        name: "20261129_0210_declarations",
        sql: include_str!("migrations/20261129_0210_declarations.sql"),
    },
    database::Migration {
        name: "20261129_0240_declaration_until",
        sql: include_str!("migrations/20261129_0240_declaration_until.sql"),
    },
    database::Migration {
        name: "20261129_0250_declaration_own",
        sql: include_str!("migrations/20261129_0250_declaration_own.sql"),
    },
    database::Migration {
        name: "20261129_0260_declaration_stand_in",
        sql: include_str!("migrations/20261129_0260_declaration_stand_in.sql"),
    },
    database::Migration {
        name: "20261129_0270_inspection_plan",
        sql: include_str!("migrations/20261129_0270_inspection_plan.sql"),
    },
    database::Migration {
        name: "20261129_0290_notices",
        sql: include_str!("migrations/20261129_0290_notices.sql"),
    },
    database::Migration {
        name: "20261129_1710_declaration_once",
        sql: include_str!("migrations/20261129_1710_declaration_once.sql"),
    },
    database::Migration {
        name: "20261129_1730_objections",
        sql: include_str!("migrations/20261129_1730_objections.sql"),
    },
    database::Migration {
        name: "20261129_1930_campaigns",
        sql: include_str!("migrations/20261129_1930_campaigns.sql"),
    },
    database::Migration {
        name: "20261130_0040_joint_enforcement",
        sql: include_str!("migrations/20261130_0040_joint_enforcement.sql"),
    },
    database::Migration {
        name: "20261130_0050_green_channel",
        sql: include_str!("migrations/20261130_0050_green_channel.sql"),
    },
    database::Migration {
        name: "20261130_0060_night_run",
        sql: include_str!("migrations/20261130_0060_night_run.sql"),
    },
    database::Migration {
        name: "20261130_0110_asked",
        sql: include_str!("migrations/20261130_0110_asked.sql"),
    },
    database::Migration {
        name: "20261130_0210_inspectors",
        sql: include_str!("migrations/20261130_0210_inspectors.sql"),
    },
    database::Migration {
        name: "20261130_0220_attempts",
        sql: include_str!("migrations/20261130_0220_attempts.sql"),
    },
];

/// What of declarations and objections is deleted when its period is over, in this order: the declaration with whom it was
/// of, or the objection, then the words of its steps, then the steps. A declaration that stands is kept while it stands, and
/// no longer than its last day, where that was said; one that nobody went on with is not. An objection is kept until it was
/// decided. That a place could not be entered may tell when nobody was at home: it is kept for a season alone. How somebody
/// works is kept while they inspect.
pub const KEPT: &[access::Kept] = &[
    access::Kept {
        kind: "declarations",
        table: "housing_declaration",
        key: "id",
        past: "(closed_at < ?1 OR (changed_at < ?1
            AND (until_at < ?1 OR state IN ('asked', 'confirming', 'verifying'))))",
    },
    access::Kept {
        kind: "declarations",
        table: "housing_text",
        key: "action_id",
        past: "action_id IN (SELECT a.id FROM housing_action a WHERE a.subject = 'declaration' AND a.at < ?1
            AND NOT EXISTS (SELECT 1 FROM housing_declaration d WHERE d.id = a.subject_id))",
    },
    access::Kept {
        kind: "declarations",
        table: "housing_action",
        key: "id",
        past: "subject = 'declaration' AND at < ?1
            AND NOT EXISTS (SELECT 1 FROM housing_declaration d WHERE d.id = housing_action.subject_id)",
    },
    access::Kept {
        kind: "objections",
        table: "housing_objection",
        key: "id",
        past: "decided_at < ?1",
    },
    access::Kept {
        kind: "objections",
        table: "housing_text",
        key: "action_id",
        past: "action_id IN (SELECT a.id FROM housing_action a WHERE a.subject = 'objection' AND a.at < ?1
            AND NOT EXISTS (SELECT 1 FROM housing_objection o WHERE o.id = a.subject_id))",
    },
    access::Kept {
        kind: "objections",
        table: "housing_action",
        key: "id",
        past: "subject = 'objection' AND at < ?1
            AND NOT EXISTS (SELECT 1 FROM housing_objection o WHERE o.id = housing_action.subject_id)",
    },
    access::Kept {
        kind: "no_entries",
        table: "housing_text",
        key: "action_id",
        past: "action_id IN (SELECT a.id FROM housing_action a WHERE a.deed IN ('no_entry', 'try_again') AND a.at < ?1)",
    },
    access::Kept {
        kind: "no_entries",
        table: "housing_action",
        key: "id",
        past: "deed IN ('no_entry', 'try_again') AND at < ?1",
    },
    access::Kept {
        kind: "inspection_plans",
        table: "housing_plan_visit",
        key: "id",
        past: "made_at < ?1",
    },
    access::Kept {
        kind: "inspection_plans",
        table: "housing_plan",
        key: "id",
        past: "made_at < ?1",
    },
    access::Kept {
        kind: "inspectors",
        table: "housing_inspector",
        key: "account_id",
        past: "set_at < ?1 AND NOT EXISTS (SELECT 1 FROM access_assignment r JOIN access_account a ON a.id = r.account_id
            WHERE r.account_id = housing_inspector.account_id AND r.role = 'inspector' AND a.closed_at IS NULL)",
    },
    access::Kept {
        kind: "inspectors",
        table: "housing_action",
        key: "id",
        past: "subject = 'inspector' AND at < ?1
            AND NOT EXISTS (SELECT 1 FROM housing_inspector i WHERE i.account_id = housing_action.subject_id)",
    },
];

/// The columns of this capability that hold sealed values.
pub const SEALED: &[access::SealedTable] = store::declarations::SEALED;
