//! Why something is not done to a campaign.

use kernel::Text;

use super::{LONGEST_TITLE, MOST_DAYS, MOST_TARGETS};

/// Why something was not done. Nothing has changed then.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CampaignRefusal {
    /// A title or a purpose is missing, or too long a title.
    #[error("a title and a purpose are needed")]
    Untitled,
    /// A condition is none of those there are.
    #[error("a condition is none of those there are")]
    Unknown,
    /// It would end before it begins.
    #[error("it would end before it begins")]
    Over,
    /// The query finds nothing.
    #[error("nothing to visit by this query")]
    NoTargets,
    /// The query finds too much.
    #[error("more targets than a campaign may have")]
    TooMany,
    /// A target is not of the campaign.
    #[error("a target is not of the campaign")]
    NotOfIt,
    /// The campaign is closed.
    #[error("the campaign is closed")]
    Closed,
    /// What came of it, in words, is missing.
    #[error("say what came of it, in words")]
    NoReport,
}

impl CampaignRefusal {
    /// Whether it is how it was asked that speaks against it, not how things stand.
    #[must_use]
    pub const fn is_of_the_form(&self) -> bool {
        !matches!(self, Self::Closed)
    }

    /// What people read: what is wrong and what to do.
    #[must_use]
    pub fn text(&self) -> Text {
        match self {
            Self::Untitled => Text::new(
                format!("请填写名称（不超过 {LONGEST_TITLE} 字）和目的"),
                format!(
                    "Give it a title of {LONGEST_TITLE} characters at the most, and say what it is for"
                ),
            ),
            Self::Unknown => Text::new(
                format!("条件有误：星级为 1 至 5，天数不超过 {MOST_DAYS}，隐患类型须在目录中"),
                format!(
                    "A condition is wrong: stars are 1 to 5, days {MOST_DAYS} at the most, and the type of hazard is of the catalogue"
                ),
            ),
            Self::Over => {
                Text::new("截止日期不能早于今天", "The day to be done by is over: choose another")
            }
            Self::NoTargets => Text::new(
                "没有符合条件的楼栋或房屋：请放宽条件",
                "Nothing meets the conditions: ask for less",
            ),
            Self::TooMany => Text::new(
                format!("符合条件的超过 {MOST_TARGETS} 个：请缩小范围或增加条件"),
                format!(
                    "More than {MOST_TARGETS} meet the conditions: take a smaller area, or ask for more"
                ),
            ),
            Self::NotOfIt => Text::new(
                "所选对象不在该专项行动的清单中，请刷新",
                "What was chosen is not on the list of this campaign: look at it again",
            ),
            Self::Closed => Text::new("该专项行动已结束", "The campaign is closed"),
            Self::NoReport => Text::new("请写明行动结果", "Say in words what came of the campaign"),
        }
    }
}
