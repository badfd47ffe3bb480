//! Why something is not done to a rating.

use kernel::{Instant, Text, refusal};

use crate::RatingState;

/// Why something was not done. Nothing has changed then.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RatingRefusal {
    /// It cannot be done to a rating that stands so.
    #[error("a rating that is {} cannot be done this: {deed}", state.name())]
    NotNow {
        /// Where it stands.
        state: RatingState,
        /// What was to be done.
        deed: &'static str,
    },
    /// A rating begins with a draft, once.
    #[error("a rating begins with a draft, once")]
    NotFirst,
    /// Facts are missing: no star is given.
    #[error("facts are missing: no star is given")]
    NoStar {
        /// Which.
        missing: Vec<String>,
    },
    /// It needs words.
    #[error("{0} needs a reason in words")]
    NoWords(&'static str),
    /// A photo of the plaque is missing.
    #[error("a photo of the plaque is missing")]
    NoPhoto,
    /// An officer does this.
    #[error("an officer does this")]
    OfficersOnly,
    /// Those who let or run the building do this.
    #[error("those who let or run the building do this")]
    PartiesOnly,
    /// The time for a reply is not over, and there was none.
    #[error("a reply is awaited until {until}")]
    ReplyAwaited {
        /// Until when.
        until: Instant,
    },
    /// It is too late.
    #[error("too late since {since}")]
    TooLate {
        /// Since when.
        since: Instant,
    },
    /// It was appealed against already.
    #[error("appealed against already")]
    AppealedAlready,
    /// Whoever drafted a rating does not decide it.
    #[error("whoever drafted a rating does not decide it")]
    OwnDraft,
    /// Whoever had a part in it does not decide the appeal.
    #[error("whoever had a part in a rating does not decide the appeal")]
    Involved,
    /// It is superseded already, or by itself.
    #[error("superseded already, or by itself")]
    NotSuperseded,
    /// The plaque hangs already, or does not.
    #[error("the plaque hangs already, or does not")]
    Plaque,
    /// It is dated before what was done last.
    #[error("dated before what was done last, at {last}")]
    Earlier {
        /// When that was.
        last: Instant,
    },
}

impl RatingRefusal {
    /// What people read: what is wrong and what to do.
    #[must_use]
    pub fn text(&self) -> Text {
        match self {
            Self::NotNow { state, .. } => {
                refusal::not_now(&Text::new("评定", "rating"), &state.label())
            }
            Self::NotFirst => {
                Text::new("评定从拟定开始，且只有一次", "A rating begins with a draft, once")
            }
            Self::NoStar { missing } => Text::new(
                format!("有{}项事实未检查或已过期，不能评星", missing.len()),
                format!("{} facts are not inspected or too old: no star is given", missing.len()),
            ),
            Self::NoWords(_) => refusal::no_words(),
            Self::NoPhoto => Text::new("请上传星级牌现场照片", "Add a photo of the plaque"),
            Self::OfficersOnly => refusal::officers_only(),
            Self::PartiesOnly => {
                Text::new("须由出租人或管理人提出", "Those who let or run the building do this")
            }
            Self::ReplyAwaited { .. } => {
                Text::new("陈述申辩期未满，请等待", "The time to reply is not over: wait for it")
            }
            Self::TooLate { .. } => Text::new("已超过期限，不再受理", "The time for this is over"),
            Self::AppealedAlready => {
                Text::new("本次评定已申请过复核", "This rating was appealed against already")
            }
            Self::OwnDraft => Text::new(
                "拟定人不能自行决定，请由他人决定",
                "Whoever drafted it does not decide it: somebody else must",
            ),
            Self::Involved => Text::new(
                "参与过检查、拟定、决定或公布的人不能办理复核",
                "Whoever inspected, drafted, decided or published it does not decide the appeal",
            ),
            Self::NotSuperseded => Text::new(
                "已被取代，或不能被自己取代",
                "It is superseded already, or would be by itself",
            ),
            Self::Plaque => {
                Text::new("星级牌已挂出，或尚未挂出", "The plaque hangs already, or does not hang")
            }
            Self::Earlier { .. } => refusal::earlier(),
        }
    }
}
