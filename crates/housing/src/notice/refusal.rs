//! Why something is not done to a notice.

use kernel::Text;

use super::NoticeKind;

/// Why something was not done. Nothing has changed then.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoticeRefusal {
    /// What it would tell was not done, or no longer holds.
    #[error("nothing there is told by a notice of this kind: {}", .0.name())]
    NotNow(NoticeKind),
    /// A notice of that deed stands.
    #[error("notice {0} tells it already")]
    Already(String),
    /// It was withdrawn.
    #[error("it was withdrawn")]
    NotStanding,
    /// The same account said before that it read it.
    #[error("acknowledged already")]
    Acknowledged,
    /// The installation does this.
    #[error("the installation does this")]
    NotTheirs,
    /// A photo of the paper where it was put up is missing.
    #[error("a photo of the posted paper is missing")]
    NoPhoto,
    /// Why, in words, is missing.
    #[error("say why, in words")]
    NoWords,
}

impl NoticeRefusal {
    /// Whether it is how it was asked that speaks against it, not how things stand.
    #[must_use]
    pub const fn is_of_the_form(&self) -> bool {
        matches!(self, Self::NotTheirs | Self::NoPhoto | Self::NoWords)
    }

    /// What people read: what is wrong and what to do.
    #[must_use]
    pub fn text(&self) -> Text {
        match self {
            Self::NotNow(kind) => {
                let label = kind.label();
                Text::new(
                    format!("现在没有可出具“{}”的事项：请先办理", label.zh),
                    format!("Nothing there is told by a “{}” now: do it first", label.en),
                )
            }
            Self::Already(number) => Text::new(
                format!("已出具第 {number} 号通知；如有误，请先撤销"),
                format!("Notice {number} tells it already; withdraw that one where it is wrong"),
            ),
            Self::NotStanding => Text::new("该通知已撤销", "The notice was withdrawn"),
            Self::Acknowledged => {
                Text::new("您已确认收到这份通知", "You have said already that you read it")
            }
            Self::NotTheirs => {
                Text::new("这一步由系统办理", "The installation does this by itself")
            }
            Self::NoPhoto => Text::new(
                "张贴送达须附现场照片",
                "A photo of the paper where it was put up is needed",
            ),
            Self::NoWords => kernel::refusal::no_words(),
        }
    }
}
