//! Why something is not done to a hazard.

use kernel::{Instant, Text, refusal};

use crate::{Capacity, EvidenceKind, HazardId, HazardState};

/// Why something was not done. Nothing has changed then.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum HazardRefusal {
    /// It cannot be done to a hazard that stands so.
    #[error("a hazard that is {} cannot be done this: {deed}", state.name())]
    NotNow {
        /// Where it stands.
        state: HazardState,
        /// What was to be done.
        deed: &'static str,
    },
    /// A hazard begins by being found, once.
    #[error("a hazard begins by being found, once")]
    NotFirst,
    /// The type is not in the catalogue.
    #[error("there is no type `{0}`")]
    NoType(String),
    /// The type is not found at such a place.
    #[error("this type is not found at such a place")]
    WrongPlace,
    /// There is an open one of this type there already.
    #[error("open there already: {0}")]
    AlreadyOpen(HazardId),
    /// It needs words.
    #[error("{0} needs a reason in words")]
    NoWords(&'static str),
    /// Evidence is missing.
    #[error("evidence is missing")]
    Missing(Vec<EvidenceKind>),
    /// An officer does this, in person.
    #[error("an officer does this")]
    OfficersOnly,
    /// A person does this.
    #[error("a person does this, not the installation")]
    PeopleOnly,
    /// Owners and operators tell of what is theirs; they do not inspect.
    #[error("owners and operators tell of hazards; they do not inspect")]
    DeclareOnly,
    /// It is not of a kind that is settled on the spot.
    #[error("this type is ordered to be put right first")]
    OrderFirst,
    /// Whoever fixed it or said so does not close it.
    #[error("whoever fixed a hazard or said so does not close it")]
    OwnHands,
    /// Whoever found it does not withdraw it.
    #[error("whoever found a hazard does not withdraw it")]
    OwnFinding,
    /// It takes somebody else to verify it.
    #[error("this type is verified by others")]
    NotAble {
        /// Who may.
        able: Vec<Capacity>,
    },
    /// It is too late to reopen it: found again, it is a new one.
    #[error("too late to reopen since {since}")]
    TooLate {
        /// Since when.
        since: Instant,
    },
    /// It is dated before what was done last.
    #[error("dated before what was done last, at {last}")]
    Earlier {
        /// When that was.
        last: Instant,
    },
}

impl HazardRefusal {
    /// What people read: what is wrong and what to do.
    #[must_use]
    pub fn text(&self) -> Text {
        match self {
            Self::NotNow { state, .. } => {
                refusal::not_now(&Text::new("隐患", "hazard"), &state.label())
            }
            Self::NotFirst => {
                Text::new("隐患从“发现”开始，且只有一次", "A hazard begins by being found, once")
            }
            Self::NoType(_) => Text::new("目录中没有这类隐患", "There is no such type of hazard"),
            Self::WrongPlace => Text::new(
                "这类隐患不登记在此处：请选择楼栋或房屋",
                "This type is not recorded here: choose the building or the unit",
            ),
            Self::AlreadyOpen(_) => Text::new(
                "此处已有同类隐患未消除，请在原隐患上办理",
                "One of this type is open here already: work on that one",
            ),
            Self::NoWords(_) => refusal::no_words(),
            Self::Missing(kinds) => {
                let labels: Vec<Text> = kinds.iter().map(|kind| kind.label()).collect();
                refusal::missing(&labels)
            }
            Self::OfficersOnly => refusal::officers_only(),
            Self::PeopleOnly => {
                Text::new("须由人办理，系统不能代替", "A person must do this, not the system")
            }
            Self::DeclareOnly => Text::new(
                "业主和经营者可以申报隐患，不能登记巡查结果",
                "Owners and operators may tell of a hazard, not record an inspection",
            ),
            Self::OrderFirst => Text::new(
                "这类隐患不能当场销案，须先下达整改通知",
                "This type is not settled on the spot: order it to be put right first",
            ),
            Self::OwnHands => Text::new(
                "整改人和申报整改完成的人不能核实销案，请由他人核实",
                "Whoever fixed it or said so cannot close it: somebody else must look",
            ),
            Self::OwnFinding => Text::new(
                "发现人不能自行撤销，请由他人复核",
                "Whoever found it cannot withdraw it: somebody else must look",
            ),
            Self::NotAble { able } => {
                let labels: Vec<Text> = able.iter().map(|one| one.label()).collect();
                let Text { zh, en } = Text::list(&labels, "或", " or ");
                Text::new(format!("须由{zh}核实"), format!("To be verified by: {en}"))
            }
            Self::TooLate { .. } => Text::new(
                "已超过重开期限，请登记为再次出现的隐患",
                "It is too late to reopen it: record it as one that came back",
            ),
            Self::Earlier { .. } => refusal::earlier(),
        }
    }
}
