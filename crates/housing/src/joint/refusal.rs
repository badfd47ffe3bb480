//! Why something is not done to a joint enforcement.

use kernel::Text;

use super::{MOST_DAYS_AHEAD, MOST_HAZARDS, MOST_OFFICES};

/// Why something was not done. Nothing has changed then.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum JointRefusal {
    /// No hazard, too many, or one twice.
    #[error("no hazard, too many, or one twice")]
    Hazards,
    /// A hazard is of another building, or is not open.
    #[error("a hazard is of another building, or not open")]
    NotOpenHere,
    /// No office beside the lead, too many, or one twice.
    #[error("no office beside the lead, too many, or one twice")]
    Offices,
    /// The day is over, or too far ahead.
    #[error("the day is over, or too far ahead")]
    Day,
    /// Reasons, or what was found, are missing.
    #[error("say why, or what was found, in words")]
    NoWords,
    /// The office was not asked, or does not come.
    #[error("the office was not asked, or does not come")]
    NotOfIt,
    /// The office answered, or wrote what it found, before.
    #[error("the office has done so already")]
    Already,
    /// An office has not answered yet, or none comes beside the lead.
    #[error("an office has not answered yet, or none comes beside the lead")]
    NotAnswered,
    /// A notice is of another building, or was not issued on this occasion.
    #[error("a notice is of another building, or older than the day")]
    NotItsNotice,
    /// As it stands, it does not take that.
    #[error("as it stands, it does not take that")]
    NotNow,
    /// An office that came has not written what it found.
    #[error("an office that came has not written what it found")]
    Unreported,
    /// So many hazards are neither verified fixed nor referred.
    #[error("{0} hazards are neither verified fixed nor referred")]
    StillOpen(usize),
}

impl JointRefusal {
    /// Whether it is how it was asked that speaks against it, not how things stand.
    #[must_use]
    pub const fn is_of_the_form(&self) -> bool {
        matches!(
            self,
            Self::Hazards | Self::Offices | Self::Day | Self::NoWords | Self::NotItsNotice
        )
    }

    /// What people read: what is wrong and what to do.
    #[must_use]
    pub fn text(&self) -> Text {
        match self {
            Self::Hazards => Text::new(
                format!("请选择 1 至 {MOST_HAZARDS} 项隐患，不能重复"),
                format!("Choose 1 to {MOST_HAZARDS} hazards, each once"),
            ),
            Self::NotOpenHere => Text::new(
                "所选隐患须属于同一楼栋且尚未消除",
                "The hazards must be of this one building, and open",
            ),
            Self::Offices => Text::new(
                format!("请选择牵头单位以外的 1 至 {MOST_OFFICES} 个单位，不能重复"),
                format!("Choose 1 to {MOST_OFFICES} offices beside the one that leads, each once"),
            ),
            Self::Day => Text::new(
                format!("日期不能早于今天，也不能晚于 {MOST_DAYS_AHEAD} 天后"),
                format!("The day is today or later, {MOST_DAYS_AHEAD} days ahead at the most"),
            ),
            Self::NoWords => {
                Text::new("请写明理由或检查发现的情况", "Say why, or what was found, in words")
            }
            Self::NotOfIt => Text::new(
                "该单位未受邀或不参加这次联合执法",
                "That office was not asked, or does not come",
            ),
            Self::Already => Text::new("该单位已经办理过这一步", "That office has done so already"),
            Self::NotAnswered => Text::new(
                "还有单位未答复，或没有其他单位参加：等各单位答复，或取消后另行提出",
                "An office has not answered yet, or none comes beside the lead: wait for them, or call it off and propose another",
            ),
            Self::NotItsNotice => Text::new(
                "所列通知须属于该楼栋，且在定下的日期当天或之后出具",
                "The notices must be of this building, and issued on the day that was set or later",
            ),
            Self::NotNow => Text::new(
                "这次联合执法现在不能这样办理，请刷新后再看",
                "As it stands, it does not take that: look at it again",
            ),
            Self::Unreported => Text::new(
                "还有到场单位未填写检查情况",
                "An office that came has not written what it found yet",
            ),
            Self::StillOpen(n) => Text::new(
                format!("还有 {n} 项隐患既未核实消除，也未移送，不能结束"),
                format!(
                    "It is not closed while {n} of its hazards are neither verified fixed nor referred"
                ),
            ),
        }
    }
}
