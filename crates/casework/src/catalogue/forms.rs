//! The catalogue files, as they are written.

use kernel::Text;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{EvidenceKind, Level, Limit, Severity};

/// A text in both languages, for the schema.
#[derive(JsonSchema)]
#[schemars(rename = "Text", deny_unknown_fields)]
pub struct TextForm {
    /// Simplified Chinese.
    pub zh: String,
    /// English.
    pub en: String,
}

macro_rules! forms {
    ($($(#[$doc:meta])+ $name:ident { $($(#[$field_doc:meta])+ $field:ident: $type:ty,)+ })+) => {$(
        $(#[$doc])+
        #[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
        #[serde(deny_unknown_fields)]
        pub struct $name {
            $($(#[$field_doc])+ pub $field: $type,)+
        }
    )+};
}

forms! {
    /// `events.toml`
    EventFile {
        /// Version, counted up with every change.
        version: u32,
        /// Levels of warning and escalation where a subclass names none.
        levels: Vec<Level>,
        /// Days after which a case no longer takes in duplicates.
        merge_days: u32,
        /// Days of one pause at the most.
        pause_cap_days: u32,
        /// Pauses of one case at the most.
        pauses: u32,
        /// Days that a reporter has to object.
        confirm_days: u32,
        /// Part of resolved cases that somebody else checks again, per cent.
        recheck_percent: u32,
        /// Classes, in order.
        class: Vec<Class>,
        /// Subclasses, in order.
        subclass: Vec<Subclass>,
    }

    /// A class of events.
    Class {
        /// Its id.
        id: String,
        /// What it is called.
        #[schemars(with = "TextForm")] title: Text,
    }

    /// Words that a text about a subclass is likely to hold.
    Words {
        /// In Chinese.
        zh: Vec<String>,
        /// In English.
        en: Vec<String>,
    }

    /// A subclass of events.
    Subclass {
        /// Its id: the class, a dot, its own name.
        id: String,
        /// The class.
        class: String,
        /// What it is called.
        #[schemars(with = "TextForm")] title: Text,
        /// What it covers.
        #[schemars(with = "TextForm")] covers: Text,
        /// Words that suggest it.
        words: Words,
        /// The office that handles it where no rule of the place says otherwise.
        office: String,
        /// Offices that handle it with them.
        #[serde(default)] co_offices: Vec<String>,
        /// How grave it is to begin with.
        severity: Severity,
        /// Whether somebody may come to harm: never closed because nobody was met.
        #[serde(default)] safety: bool,
        /// Whether its cases may be shown to anyone.
        #[serde(default)] open: bool,
        /// In what time the reporter is contacted.
        contact: Limit,
        /// In what time it is resolved.
        resolve: Limit,
        /// Levels of its own.
        #[serde(default)] levels: Vec<Level>,
        /// What must be there before it is closed as fixed.
        evidence: Vec<EvidenceKind>,
        /// What the reporter is asked.
        questions: Vec<Question>,
        /// What is said first.
        #[serde(default)] stoppers: Vec<Stopper>,
        /// The legal basis; empty where no source was read.
        #[serde(default)] legal_basis: String,
    }

    /// A question to the reporter.
    Question {
        /// Its id.
        id: String,
        /// How it is answered.
        kind: QuestionKind,
        /// The question.
        #[schemars(with = "TextForm")] ask: Text,
        /// The answers of a choice.
        #[serde(default)] options: Vec<OptionOf>,
    }

    /// An answer to choose.
    OptionOf {
        /// Its id.
        id: String,
        /// What it says.
        #[schemars(with = "TextForm")] text: Text,
    }

    /// A danger that a form is no answer to.
    Stopper {
        /// The question whose answer calls for it; without one it is said to everybody.
        #[serde(default)] question: String,
        /// That answer.
        #[serde(default)] answer: String,
        /// What to do at once.
        #[schemars(with = "TextForm")] text: Text,
        /// Whom to call.
        call: String,
    }

    /// `offices.toml`
    OfficeFile {
        /// Version.
        version: u32,
        /// Offices, in order.
        office: Vec<Office>,
    }

    /// An office.
    Office {
        /// Its id.
        id: String,
        /// What it is called.
        #[schemars(with = "TextForm")] title: Text,
        /// What it does.
        #[schemars(with = "TextForm")] does: Text,
    }

    /// `micro_events.toml`
    MicroFile {
        /// Version.
        version: u32,
        /// Micro-events, in order.
        micro_event: Vec<MicroEvent>,
    }

    /// A small thing that whoever is responsible puts right.
    MicroEvent {
        /// Its id.
        id: String,
        /// What it is called.
        #[schemars(with = "TextForm")] title: Text,
        /// Who puts it right.
        responsible: Responsible,
        /// In what time.
        rectify: Limit,
        /// Part that is verified on the spot, per cent.
        sample_percent: u32,
        /// The event it becomes when nothing happens.
        becomes: String,
        /// What shows that it was done.
        #[schemars(with = "TextForm")] shows: Text,
        /// The legal basis; empty where no source was read.
        #[serde(default)] legal_basis: String,
    }

    /// `collection.toml`
    CollectionFile {
        /// Version.
        version: u32,
        /// Classes, in order.
        class: Vec<CollectionClass>,
    }

    /// A class of field collection.
    CollectionClass {
        /// Its id.
        id: String,
        /// What it is called.
        #[schemars(with = "TextForm")] title: Text,
        /// What its items describe: `unit`, `building`, `organisation`, `place`.
        of: String,
        /// Items, in order.
        items: Vec<Item>,
        /// The legal basis; empty where no source was read.
        #[serde(default)] legal_basis: String,
    }

    /// An item of field collection.
    Item {
        /// Its id: the class, a dot, its own name.
        id: String,
        /// How it is answered.
        kind: QuestionKind,
        /// What is noted.
        #[schemars(with = "TextForm")] ask: Text,
        /// The answers of a choice.
        #[serde(default)] options: Vec<OptionOf>,
    }
}

/// How a question is answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum QuestionKind {
    /// One of the options.
    Choice,
    /// Yes or no.
    YesNo,
    /// A number that is not negative.
    Number,
    /// A few words.
    Text,
}

/// Who puts a small thing right.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Responsible {
    /// Who owns the dwelling or building.
    Owner,
    /// Who manages the estate.
    Manager,
    /// Who rents it.
    Tenant,
    /// Who runs the shop or service.
    Operator,
}

impl Responsible {
    /// What people read.
    #[must_use]
    pub fn label(self) -> Text {
        match self {
            Self::Owner => Text::new("业主", "Owner"),
            Self::Manager => Text::new("物业或管理单位", "Manager"),
            Self::Tenant => Text::new("租户", "Tenant"),
            Self::Operator => Text::new("经营者", "Operator"),
        }
    }
}
