//! Why something is not done to a declaration.

use kernel::{Text, refusal};

use super::words::DeclarationState;

/// Why something was not done. Nothing has changed then.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DeclarationRefusal {
    /// It cannot be done to a declaration that stands so.
    #[error("a declaration that is {} cannot be done this: {deed}", state.name())]
    NotNow {
        /// Where it stands.
        state: DeclarationState,
        /// What was to be done.
        deed: &'static str,
    },
    /// A declaration begins by being declared, once.
    #[error("a declaration begins by being declared, once")]
    NotFirst,
    /// It is somebody else's to do.
    #[error("somebody else does this")]
    NotYours,
    /// Whoever declares as this does not declare that.
    #[error("not to be declared in that capacity")]
    NotTheirs,
    /// It is of a unit, not of a building.
    #[error("a declaration is of a unit")]
    NoUnit,
    /// The days do not fit.
    #[error("the days do not fit")]
    Days,
    /// The name is missing.
    #[error("the name is missing")]
    NoName,
    /// The number of a document is missing.
    #[error("the number of a document is missing")]
    NoNumber,
    /// The number of a document cannot be right.
    #[error("the number of the document cannot be right")]
    BadNumber,
    /// The number is not that of the person whose account it is.
    #[error("the number is not that of the account's person")]
    OtherNumber,
    /// The telephone number cannot be right.
    #[error("the telephone number cannot be right")]
    BadPhone,
    /// The person was not asked: they are, before it is verified.
    #[error("the person was not asked")]
    NotHeard,
    /// A worker does not verify what they declared, nor what was declared of them.
    #[error("whoever declared it, or is declared, does not verify it")]
    OwnWord,
    /// Why, in words, is missing.
    #[error("say why, in words")]
    NoWords,
    /// Put right like that it says what another declaration says.
    #[error("the same is declared already")]
    Twice,
}

impl DeclarationRefusal {
    /// Whether it is how it was asked that speaks against it, not how things stand.
    #[must_use]
    pub const fn is_of_the_form(&self) -> bool {
        matches!(
            self,
            Self::NotTheirs
                | Self::NoUnit
                | Self::Days
                | Self::NoName
                | Self::NoNumber
                | Self::BadNumber
                | Self::OtherNumber
                | Self::BadPhone
                | Self::NotHeard
                | Self::NoWords
        )
    }

    /// What people read: what is wrong and what to do.
    #[must_use]
    pub fn text(&self) -> Text {
        match self {
            Self::NotNow { state, .. } => {
                refusal::not_now(&Text::new("申报", "declaration"), &state.label())
            }
            Self::NotFirst => Text::new("申报只能提交一次", "It is declared once"),
            Self::NotYours => Text::new("这一步由他人办理", "This is somebody else's to do"),
            Self::NotTheirs => Text::new(
                "以这一身份不能这样申报：请核对身份与关系",
                "Not to be declared in that capacity: check as what you declare, and what the person does there",
            ),
            Self::NoUnit => Text::new("请选择具体房屋", "Choose the unit, not the building"),
            Self::Days => Text::new(
                "日期不符：结束不能早于开始，开始不能晚于一个月后",
                "The days do not fit: the end is not before the beginning, and it begins within a month",
            ),
            Self::NoName => Text::new("请填写姓名", "Give the name"),
            Self::NoNumber => Text::new(
                "请填写证件号码，以便本人确认",
                "Give the number of a document, so that the person can confirm it",
            ),
            Self::BadNumber => Text::new(
                "证件号码有误：请照证件核对位数与末位",
                "The number of the document cannot be right: check its length and its last character",
            ),
            Self::OtherNumber => Text::new(
                "这不是您账号登记的证件号码：申报本人可以不填号码；申报他人请选“他人”",
                "This is not the number that your account is registered by: leave it out of yourself, or declare it of another",
            ),
            Self::BadPhone => {
                Text::new("电话号码有误，请核对", "The telephone number cannot be right")
            }
            Self::NotHeard => Text::new(
                "他人申报的，须当面问过本人才能核实",
                "What others declared is verified once the person was asked",
            ),
            Self::OwnWord => Text::new(
                "不能核实自己申报的或关于自己的申报，请由他人上门",
                "Nobody verifies what they declared themselves, or what is declared of them: somebody else must go",
            ),
            Self::NoWords => refusal::no_words(),
            Self::Twice => Text::new(
                "同样的申报已经存在，请在那一份上办理",
                "The same is declared already: go on with that one",
            ),
        }
    }
}
