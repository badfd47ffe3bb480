//! Who acts, with what to show for it.

use serde::{Deserialize, Serialize};

use crate::{AccountId, EvidenceKind, FileId};

/// Who acts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Actor {
    /// An officer.
    Officer(AccountId),
    /// Whoever owns, lets or runs the place, by their account.
    Party(AccountId),
    /// Whoever owns, lets or runs the place, without an account: the officer who took their word down.
    Received(AccountId),
    /// The installation: the clock, a run.
    Installation,
}

impl Actor {
    /// The account, where there is one.
    #[must_use]
    pub const fn account(self) -> Option<AccountId> {
        match self {
            Self::Officer(account) | Self::Party(account) | Self::Received(account) => {
                Some(account)
            }
            Self::Installation => None,
        }
    }

    /// The officer, where it is one.
    #[must_use]
    pub const fn officer(self) -> Option<AccountId> {
        match self {
            Self::Officer(account) => Some(account),
            Self::Party(_) | Self::Received(_) | Self::Installation => None,
        }
    }
}

impl Actor {
    /// Whether it is the word of whoever owns, lets or runs the place.
    #[must_use]
    pub const fn is_party(self) -> bool {
        matches!(self, Self::Party(_) | Self::Received(_))
    }
}

/// Who put something right.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Fixer {
    /// Somebody with an account.
    Account(AccountId),
    /// The owner or operator, or whom they hired.
    Outside,
}

/// One piece of evidence.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Evidence {
    /// What it is.
    pub kind: EvidenceKind,
    /// The file, where it is one.
    pub file: Option<FileId>,
}

/// Kinds of `needed` that `shown` lacks; a kind that is a file counts with its file alone.
pub(crate) fn missing(needed: &[EvidenceKind], shown: &[Evidence]) -> Vec<EvidenceKind> {
    let has = |kind: &EvidenceKind| {
        shown.iter().any(|one| one.kind == *kind && (one.file.is_some() || !kind.is_file()))
    };
    needed.iter().copied().filter(|kind| !has(kind)).collect()
}
