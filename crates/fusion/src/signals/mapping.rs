//! Mapping files of kind `signal`.

use std::path::Path;

use blocks::signals::SignalKind;
use kernel::Text;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::names_anybody;
use crate::{
    FusionError,
    mapping::{DayFormat, Title, source_name},
};

/// What the file says for each kind of signal.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SignalWords {
    /// An access card was issued.
    #[serde(default)]
    pub card_issued: Vec<String>,
    /// An account was opened.
    #[serde(default)]
    pub account_opened: Vec<String>,
}

/// The word that makes a mapping one of signals.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum KindWord {
    /// `kind = "signal"`.
    Signal,
}

/// Where a dwelling, a kind and a day stand in a file of signals. There is no field for anything else.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SignalMapping {
    /// Always `signal`.
    pub kind: KindWord,
    /// Short id of the system that sends, `a-z`, `0-9` and `_`.
    pub source: String,
    /// What the file is called.
    pub title: Title,
    /// The office that sends it.
    pub office: Title,
    /// The law or rule it is sent by, where one was read; left out it is shown as "not stated".
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub legal_basis: Option<Title>,
    /// Column of the unit's code of 25 digits.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
    /// Columns of the written address, joined in order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub address: Vec<String>,
    /// Column of the kind; without one every row is of `always`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub signal: Option<String>,
    /// The words of that column.
    #[serde(default)]
    pub words: SignalWords,
    /// The kind of every row, where no column says it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub always: Option<SignalKind>,
    /// Column of the day.
    pub day: String,
    /// Formats of the day, tried in order. A cell with a time of day in it is refused.
    pub formats: Vec<String>,
}

impl SignalMapping {
    /// The columns that are read.
    pub fn columns(&self) -> impl Iterator<Item = &String> {
        self.code.iter().chain(&self.address).chain(&self.signal).chain(std::iter::once(&self.day))
    }

    fn fault(&self) -> Option<Text> {
        let fits = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
        if self.source.is_empty() || !self.source.chars().all(fits) {
            return Some(source_name(&self.source));
        }
        if self.code.is_none() && self.address.is_empty() {
            return Some(Text::new(
                "信号须有 `code` 或 `address`",
                "a signal needs `code` or `address`",
            ));
        }
        let wordless = self.words.card_issued.is_empty() && self.words.account_opened.is_empty();
        match (&self.signal, self.always) {
            (None, None) => {
                return Some(Text::new(
                    "信号须有 `signal` 及其 `words`，或有 `always`",
                    "a signal needs `signal` with its `words`, or `always`",
                ));
            }
            (Some(_), Some(_)) => {
                return Some(Text::new(
                    "`signal` 和 `always` 只取其一",
                    "either `signal` or `always`, not both",
                ));
            }
            (Some(_), None) if wordless => {
                return Some(Text::new("`signal` 须有 `words`", "`signal` needs its `words`"));
            }
            _ => {}
        }
        if self.formats.is_empty()
            || self.formats.iter().any(|format| DayFormat::new(format).is_none())
        {
            return Some(Text::new(
                "日期须有 `formats`，例如 YYYY-MM-DD",
                "the day needs `formats`, for example YYYY-MM-DD",
            ));
        }
        self.columns().find_map(|column| {
            let named = names_anybody(column, true)?;
            let Text { zh, en } = named.text();
            Some(Text::new(
                format!("`{column}` 列被拒绝：{zh}"),
                format!("column `{column}` is refused: {en}"),
            ))
        })
    }
}

/// Whether the text of a mapping file is one of signals.
#[must_use]
pub fn is_signal(text: &str) -> bool {
    let table: Result<toml::Table, _> = toml::from_str(text);
    table.is_ok_and(|table| table.get("kind").and_then(|kind| kind.as_str()) == Some("signal"))
}

/// Reads and checks a mapping of signals.
pub fn parse_signal_mapping(path: &Path, text: &str) -> Result<SignalMapping, FusionError> {
    let mapping: SignalMapping = toml::from_str(text)
        .map_err(|cause| FusionError::Toml { file: path.to_owned(), cause: Box::new(cause) })?;
    match mapping.fault() {
        Some(what) => Err(FusionError::Mapping { file: path.to_owned(), what }),
        None => Ok(mapping),
    }
}

/// The JSON schema of a mapping of signals, as committed in `schemas/signals.schema.json`.
#[must_use]
pub fn schema() -> serde_json::Value {
    schemars::schema_for!(SignalMapping).to_value()
}

#[cfg(test)]
mod tests {
    use super::*;

    const GOOD: &str = r#"
        kind = "signal"
        source = "door_cards"
        title = { zh = "门禁发卡", en = "Access cards" }
        office = { zh = "物业服务企业", en = "Property manager" }
        code = "房屋编码"
        always = "card_issued"
        day = "发卡日期"
        formats = ["YYYY-MM-DD"]
    "#;

    fn read(text: &str) -> Result<SignalMapping, FusionError> {
        parse_signal_mapping(Path::new("door_cards.toml"), text)
    }

    #[test]
    fn a_mapping_names_a_dwelling_a_kind_and_a_day() {
        assert!(is_signal(GOOD) && !is_signal("source = \"x\""));
        assert_eq!(read(GOOD).unwrap().always, Some(SignalKind::CardIssued));
    }

    #[test]
    fn a_mapping_that_asks_for_more_is_refused_by_name() {
        let named = GOOD.replace("day = \"发卡日期\"", "day = \"刷卡时间\"");
        let said = read(&named).unwrap_err().to_string();
        assert!(said.contains("刷卡时间") && said.contains("follow"), "{said}");
        let more = format!("{GOOD}\n card_number = \"卡号\"\n");
        assert!(read(&more).unwrap_err().to_string().contains("door_cards.toml"));
        let neither = GOOD.replace("always = \"card_issued\"", "");
        assert!(read(&neither).unwrap_err().to_string().contains("always"));
    }

    #[test]
    fn the_schema_is_the_committed_one() {
        let text = format!("{}\n", serde_json::to_string_pretty(&schema()).unwrap());
        testing::committed("schemas/signals.schema.json", &text);
    }
}
