//! What can be done to a declaration, and by whom.

use kernel::{Day, Instant};
use serde::{Deserialize, Serialize};

use super::words::{Answer, DeclaredBy, DeclaredUse, Doubt, Finding, Tie};
use crate::{AccountId, ActionId, Place};

/// What is declared, without who it is of: that is kept apart, sealed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Said {
    /// As what somebody declares.
    pub by: DeclaredBy,
    /// What the person does there.
    pub tie: Tie,
    /// What the place is used as.
    pub used_as: DeclaredUse,
    /// From which day.
    pub from: Day,
    /// The last day, where it is known.
    pub until: Option<Day>,
}

impl Said {
    /// When the last day is over, where it is known; in UTC, which is a few hours off at the most.
    pub(crate) fn until_at(&self) -> Option<Instant> {
        let day_micros = 86_400_000_000;
        self.until.map(|day| Instant::from_micros((i64::from(day.epoch_days()) + 1) * day_micros))
    }
}

/// In which part somebody acts on a declaration.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Part {
    /// Whoever declared.
    Declarant(AccountId),
    /// Whom it is of, by their own account.
    Named(AccountId),
    /// A worker who goes to the door.
    Worker(AccountId),
}

impl Part {
    /// The account.
    #[must_use]
    pub const fn account(self) -> AccountId {
        match self {
            Self::Declarant(account) | Self::Named(account) | Self::Worker(account) => account,
        }
    }
}

/// Something that is done to a declaration.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "deed", rename_all = "snake_case")]
pub enum DeclarationDeed {
    /// It is declared. The first action of every declaration, and of no other.
    Declare {
        /// What.
        said: Said,
        /// Where: a unit.
        place: Place,
        /// Whether it is of the declarant.
        own: bool,
        /// What speaks against it.
        doubts: Vec<Doubt>,
    },
    /// The declarant puts it right.
    Correct {
        /// What is so instead.
        said: Said,
        /// What speaks against that.
        doubts: Vec<Doubt>,
    },
    /// The declarant answers what speaks against it.
    Answer {
        /// What they answer.
        answer: Answer,
    },
    /// The person says that it is so; of one who is said to have left: that they have.
    Confirm,
    /// The person says that it is not so.
    Deny,
    /// A worker was at the door.
    Visit {
        /// What they found.
        found: Finding,
        /// Whether the person was met and asked.
        heard: bool,
    },
    /// The person has left, or is about to.
    Leave {
        /// From which day they are not there.
        on: Day,
    },
    /// The declarant takes it back.
    Withdraw,
}

impl DeclarationDeed {
    /// Its name.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Declare { .. } => "declare",
            Self::Correct { .. } => "correct",
            Self::Answer { .. } => "answer",
            Self::Confirm => "confirm",
            Self::Deny => "deny",
            Self::Visit { .. } => "visit",
            Self::Leave { .. } => "leave",
            Self::Withdraw => "withdraw",
        }
    }
}

/// An action on a declaration.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeclarationAction {
    /// Its id, made by whoever acts.
    pub id: ActionId,
    /// When.
    pub at: Instant,
    /// By whom.
    pub part: Part,
    /// What.
    pub deed: DeclarationDeed,
    /// Whether words go with it.
    pub has_words: bool,
}
