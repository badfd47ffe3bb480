//! Why an objection is not taken, or not decided.

use kernel::Text;

/// Why something was not done. Nothing has changed then.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ObjectionRefusal {
    /// The notice asks nothing of whoever answers for the place.
    #[error("the notice asks nothing of those who answer for the place")]
    NotOfThis,
    /// The notice was withdrawn.
    #[error("the notice was withdrawn")]
    Withdrawn,
    /// The same account objected to it before.
    #[error("objected to already")]
    Already,
    /// The term is over; until when it ran, as people read it.
    #[error("the term to object ended at {}", .0.en)]
    TooLate(Text),
    /// It was decided.
    #[error("it was decided")]
    Decided,
    /// Whoever had a part in the notice does not decide.
    #[error("whoever had a part in the notice does not decide the objection")]
    Involved,
    /// Reasons are missing.
    #[error("say why, in words")]
    NoWords,
}

impl ObjectionRefusal {
    /// Whether it is how it was asked that speaks against it, not how things stand.
    #[must_use]
    pub const fn is_of_the_form(&self) -> bool {
        matches!(self, Self::NoWords)
    }

    /// What people read: what is wrong and what to do.
    #[must_use]
    pub fn text(&self) -> Text {
        match self {
            Self::NotOfThis => Text::new(
                "这份通知没有要求您办理什么，不适用异议",
                "This notice asks nothing of you: there is nothing to object to",
            ),
            Self::Withdrawn => Text::new(
                "该通知已撤销，无需异议",
                "The notice was withdrawn: no objection is needed",
            ),
            Self::Already => {
                Text::new("您已对这份通知提出过异议", "You have objected to this notice already")
            }
            Self::TooLate(until) => Text::new(
                format!(
                    "异议期限已于{}届满，不能再提出异议。您仍可以向出具单位说明情况，请其自行撤销；也可以到街道法律服务窗口咨询其他救济途径。危险请先排除",
                    until.zh
                ),
                format!(
                    "The time to object ended on {}. You can still tell the office that issued it, which may withdraw it, and \
                     ask the street's legal advice which other remedies are open to you. Put danger right first",
                    until.en
                ),
            ),
            Self::Decided => Text::new("该异议已经决定", "The objection was decided already"),
            Self::Involved => Text::new(
                "出具、送达、检查或办理过此事的人，以及负责该房屋的人，不能决定这项异议：请由他人办理",
                "Whoever issued or served the notice, inspected or acted on what it tells, or answers for the place does not \
                 decide: somebody else must",
            ),
            Self::NoWords => kernel::refusal::no_words(),
        }
    }
}
