//! Kinds of messages, as `catalogues/messages.toml` has them.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::LazyLock,
};

use kernel::Text;
use serde::Deserialize;

use crate::{Channel, Error, Result};

/// A kind of message.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Kind {
    /// Its name.
    pub id: String,
    /// What it tells of, for whoever chooses.
    pub about: Text,
    /// What goes over every channel; names nobody and nothing.
    pub title: Text,
    /// What its reader sees, with `{values}`.
    pub text: Text,
    /// The page of the console, with `{id}` for what it is about; or of the portal, below `/portal/`.
    pub link: String,
    /// Channels that are taken until the reader chooses otherwise.
    pub channels: BTreeSet<Channel>,
    /// Whether it does not wait for the end of quiet hours.
    pub urgent: bool,
}

/// Every kind, in the order in which people choose.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Catalogue {
    /// Counts changes of the file.
    pub version: u32,
    /// The kinds.
    #[serde(rename = "kind")]
    pub kinds: Vec<Kind>,
}

static BUILT_IN: LazyLock<Result<Catalogue, String>> =
    LazyLock::new(|| Catalogue::read(include_str!("../../../catalogues/messages.toml")));

impl Catalogue {
    /// The one that the program carries.
    ///
    /// # Errors
    /// [`Error::Catalogue`] where it contradicts itself, which a test excludes.
    pub fn built_in() -> Result<&'static Self> {
        BUILT_IN.as_ref().map_err(|problem| Error::Catalogue(problem.clone()))
    }

    /// Reads and checks the text of a file.
    pub fn read(text: &str) -> Result<Self, String> {
        let read: Self = toml::from_str(text).map_err(|error| error.message().to_owned())?;
        let mut names = BTreeSet::new();
        for kind in &read.kinds {
            let fault = |what: &str| Err(format!("{}: {what}", kind.id));
            if !names.insert(&kind.id) {
                return fault("there are two of this name");
            }
            let texts = [&kind.about, &kind.title, &kind.text];
            if texts.iter().any(|text| text.zh.trim().is_empty() || text.en.trim().is_empty()) {
                return fault("a text is missing in one language");
            }
            if [&kind.about, &kind.title]
                .iter()
                .any(|text| text.zh.contains('{') || text.en.contains('{'))
            {
                return fault("a title goes anywhere and takes no value");
            }
            if slots(&kind.text.zh) != slots(&kind.text.en) {
                return fault("the two languages take different values");
            }
            if !kind.link.starts_with('/') || slots(&kind.link).iter().any(|slot| *slot != "id") {
                return fault("a link is a page of the console, with `{id}` at most");
            }
        }
        Ok(read)
    }

    /// A kind by its name.
    pub fn kind(&self, id: &str) -> Result<&Kind> {
        let found = self.kinds.iter().find(|kind| kind.id == id);
        found.ok_or_else(|| Error::NoKind(id.to_owned()))
    }
}

impl Kind {
    /// Names of the values that its text takes.
    #[must_use]
    pub fn values(&self) -> BTreeSet<&str> {
        slots(&self.text.zh)
    }

    /// The text with its values.
    pub(crate) fn filled(&self, values: &BTreeMap<&'static str, Text>) -> Result<Text> {
        let missing = self.values().into_iter().find(|name| !values.contains_key(name));
        if let Some(name) = missing {
            return Err(Error::Catalogue(format!("{}: `{name}` was not given", self.id)));
        }
        let mut text = self.text.clone();
        for (name, value) in values {
            let slot = format!("{{{name}}}");
            text.zh = text.zh.replace(&slot, &value.zh);
            text.en = text.en.replace(&slot, &value.en);
        }
        Ok(text)
    }

    /// The link to what `subject` (`kind:id`) names.
    pub(crate) fn link_to(&self, subject: &str) -> String {
        let id = subject.split_once(':').map_or(subject, |(_, id)| id);
        self.link.replace("{id}", id)
    }
}

/// Names between braces.
fn slots(text: &str) -> BTreeSet<&str> {
    text.split('{').skip(1).filter_map(|rest| rest.split_once('}').map(|(name, _)| name)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ours_can_be_read_and_a_text_is_filled_in_both_languages() {
        let catalogue = Catalogue::built_in().unwrap();
        let kind = catalogue.kind("case_assigned").unwrap();
        let same = |text: &str| Text::new(text, text);
        let values =
            BTreeMap::from([("number", same("261129-7K")), ("what", Text::new("漏水", "a leak"))]);
        let text = kind.filled(&values).unwrap();
        assert!(
            text.zh.contains("漏水") && text.en.contains("a leak") && text.en.contains("261129-7K")
        );
        assert_eq!(kind.link_to("case:0192"), "/cases/0192");
        assert!(kind.filled(&BTreeMap::new()).is_err(), "a value that is not given");
        assert!(catalogue.kind("gossip").is_err());
    }

    #[test]
    fn a_file_that_contradicts_itself_is_refused() {
        let with = |title: &str, en: &str, link: &str| {
            format!(
                "version = 1\n[[kind]]\nid = \"a\"\nabout = {{ zh = \"甲\", en = \"A\" }}\n\
                 title = {{ zh = \"{title}\", en = \"B\" }}\ntext = {{ zh = \"{{n}}\", en = \"{en}\" }}\n\
                 link = \"{link}\"\nchannels = []\nurgent = false\n"
            )
        };
        assert!(Catalogue::read(&with("乙", "{n}", "/x/{id}")).is_ok());
        assert!(Catalogue::read(&with("{n}", "{n}", "/x")).is_err());
        assert!(Catalogue::read(&with("乙", "{m}", "/x")).is_err());
        assert!(Catalogue::read(&with("乙", "{n}", "https://x")).is_err());
        assert!(Catalogue::read(&with("", "{n}", "/x")).is_err());
    }
}
