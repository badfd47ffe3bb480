//! Why something is not done, in words that are the same of whatever is handled step by step.

use crate::Text;

/// It stands otherwise than it has to: `thing` is what it is called, `state` where it stands.
#[must_use]
pub fn not_now(thing: &Text, state: &Text) -> Text {
    Text::new(
        format!("{}现在是“{}”，不能这样办理；请刷新后再看", thing.zh, state.zh),
        format!("The {} is “{}” now, so this cannot be done; look again", thing.en, state.en),
    )
}

/// A reason is missing.
#[must_use]
pub fn no_words() -> Text {
    Text::new("请写明原因", "Say why, in words")
}

/// Evidence is missing, by its labels.
#[must_use]
pub fn missing(labels: &[Text]) -> Text {
    let Text { zh, en } = Text::list(labels, "、", ", ");
    Text::new(format!("还缺：{zh}"), format!("Still missing: {en}"))
}

/// An officer does this.
#[must_use]
pub fn officers_only() -> Text {
    Text::new("须由工作人员办理", "An officer must do this")
}

/// It is dated before what was done last.
#[must_use]
pub fn earlier() -> Text {
    Text::new(
        "时间早于上一步办理，请核对时间",
        "This is dated before what was done last: check the time",
    )
}
