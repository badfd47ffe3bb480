//! Why a person's data is read, and on what ground.

use std::{fmt, str::FromStr};

use kernel::{Id, Text};
use serde::{Deserialize, Serialize};

use crate::{Account, EmergencyMark, ProxyMark};

/// A purpose that the district reads personal data for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Purpose {
    /// Registering residence and keeping it right.
    Registration,
    /// Safety of rental housing.
    HousingSafety,
    /// Handling a case.
    CaseHandling,
    /// Giving a service that was applied for.
    Service,
    /// Joining departments' tables, and checking the joins.
    DataQuality,
    /// Counting people for planning; what is told passes the disclosure gate. For batches alone.
    Planning,
    /// Checking that reads were proper.
    Audit,
    /// An emergency that somebody opened, for a limited time; reviewed afterwards.
    Emergency,
    /// People reading their own data.
    Own,
    /// Somebody who acts for another: a proxy whom they chose, a guardian.
    Proxy,
}

impl Purpose {
    /// Every purpose.
    pub const ALL: &[Self] = &[
        Self::Registration,
        Self::HousingSafety,
        Self::CaseHandling,
        Self::Service,
        Self::DataQuality,
        Self::Planning,
        Self::Audit,
        Self::Emergency,
        Self::Own,
        Self::Proxy,
    ];

    /// Its name in policies, logs and interfaces.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Registration => "registration",
            Self::HousingSafety => "housing_safety",
            Self::CaseHandling => "case_handling",
            Self::Service => "service",
            Self::DataQuality => "data_quality",
            Self::Planning => "planning",
            Self::Audit => "audit",
            Self::Emergency => "emergency",
            Self::Own => "own",
            Self::Proxy => "proxy",
        }
    }

    /// What a resident reads.
    #[must_use]
    pub fn label(self) -> Text {
        match self {
            Self::Registration => {
                Text::new("核对居住登记", "To keep the register of residence right")
            }
            Self::HousingSafety => {
                Text::new("出租房屋安全检查", "To check the safety of rental housing")
            }
            Self::CaseHandling => Text::new("办理事件", "To handle a case"),
            Self::Service => Text::new("办理申请的服务", "To give a service that was applied for"),
            Self::DataQuality => {
                Text::new("汇总并核对部门数据", "To join and check departments' records")
            }
            Self::Planning => Text::new(
                "统计人数，用于规划（结果经过披露控制）",
                "To count people for planning; only protected counts are shown",
            ),
            Self::Audit => Text::new("检查查阅是否正当", "To check that reads were proper"),
            Self::Emergency => Text::new(
                "紧急情况（限时开启，事后必须复核）",
                "An emergency, opened for a limited time and reviewed afterwards",
            ),
            Self::Own => Text::new("本人查阅", "You looked yourself"),
            Self::Proxy => Text::new("代理人或监护人代为查阅", "Your proxy or guardian looked"),
        }
    }
}

impl fmt::Display for Purpose {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// A text that names no purpose.
#[derive(Debug, thiserror::Error)]
#[error("`{0}` is not a purpose")]
pub struct UnknownPurpose(String);

impl FromStr for Purpose {
    type Err = UnknownPurpose;
    fn from_str(text: &str) -> Result<Self, UnknownPurpose> {
        let found = Self::ALL.iter().find(|purpose| purpose.name() == text);
        found.copied().ok_or_else(|| UnknownPurpose(text.chars().take(64).collect()))
    }
}

/// A case as the ground of a read.
///
/// Anybody can write a number. Whether there is such a case, whether it is open, and whether it is the reader's to handle
/// is known to casework, which confirms it for one account; without that
/// [`Access::grant`](crate::Access::grant) refuses.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(from = "String", into = "String")]
pub struct CaseGround {
    number: String,
    confirmed_for: Option<Id<Account>>,
}

impl CaseGround {
    /// The case `number`, confirmed to be `account`'s to handle. For casework alone to say; a guard keeps it so.
    #[must_use]
    pub fn confirmed(number: impl Into<String>, account: Id<Account>) -> Self {
        Self { number: number.into(), confirmed_for: Some(account) }
    }

    /// Its number.
    #[must_use]
    pub fn number(&self) -> &str {
        &self.number
    }

    /// Whether it was confirmed for this account.
    pub(crate) fn is_confirmed_for(&self, account: Id<Account>) -> bool {
        self.confirmed_for == Some(account)
    }
}

/// By the number: the log keeps nothing else.
impl PartialEq for CaseGround {
    fn eq(&self, other: &Self) -> bool {
        self.number == other.number
    }
}

impl Eq for CaseGround {}

/// A number that nobody confirmed.
impl From<String> for CaseGround {
    fn from(number: String) -> Self {
        Self { number, confirmed_for: None }
    }
}

impl From<CaseGround> for String {
    fn from(case: CaseGround) -> Self {
        case.number
    }
}

/// What a read rests on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "kind", content = "value")]
pub enum Basis {
    /// One's own data.
    Own,
    /// A case that the reader is to handle.
    Case(CaseGround),
    /// A task, by its number.
    Task(String),
    /// An emergency that the reader opened; it is weighed before anything leaves.
    Emergency(Id<EmergencyMark>),
    /// That the reader acts for the person; it is weighed before anything leaves.
    Proxy(Id<ProxyMark>),
    /// A reason in the reader's words; auditors see it, the people read do not,
    /// since it may speak of somebody else.
    Reason(String),
}

/// Shortest reason that says anything, in characters.
const SHORTEST_REASON: usize = 4;
/// Longest case or task number or reason, in characters.
const LONGEST_BASIS: usize = 500;

impl Basis {
    /// Every kind, as policies see it.
    pub const KINDS: [&str; 6] = ["own", "case", "task", "reason", "emergency", "proxy"];

    /// Its kind, as policies see it.
    #[must_use]
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::Own => "own",
            Self::Case(_) => "case",
            Self::Task(_) => "task",
            Self::Reason(_) => "reason",
            Self::Emergency(_) => "emergency",
            Self::Proxy(_) => "proxy",
        }
    }

    /// Whether it says enough to be weighed later.
    #[must_use]
    pub fn is_stated(&self) -> bool {
        let within =
            |text: &str, least| (least..=LONGEST_BASIS).contains(&text.trim().chars().count());
        match self {
            Self::Own | Self::Emergency(_) | Self::Proxy(_) => true,
            Self::Case(case) => within(case.number(), 1),
            Self::Task(number) => within(number, 1),
            Self::Reason(reason) => within(reason, SHORTEST_REASON),
        }
    }
}
