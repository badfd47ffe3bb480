//! Text in the reader's language.

use serde::{Deserialize, Serialize};

/// A language of the screens.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Lang {
    /// Simplified Chinese.
    #[default]
    Zh,
    /// English.
    En,
}

impl Lang {
    /// The best of both for an `Accept-Language` header or a locale name; Chinese where neither is asked for.
    #[must_use]
    pub fn from_header(header: &str) -> Self {
        let wanted = |part: &str| {
            let tag = part.trim().to_ascii_lowercase();
            match () {
                () if tag.starts_with("en") => Some(Self::En),
                () if tag.starts_with("zh") => Some(Self::Zh),
                () => None,
            }
        };
        header.split(',').find_map(wanted).unwrap_or_default()
    }
}

/// One text in both languages.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Text {
    /// Simplified Chinese.
    pub zh: String,
    /// English.
    pub en: String,
}

impl Text {
    /// Both languages at once, so that neither is forgotten.
    pub fn new(zh: impl Into<String>, en: impl Into<String>) -> Self {
        Self { zh: zh.into(), en: en.into() }
    }

    /// The text in `lang`.
    #[must_use]
    pub fn in_lang(&self, lang: Lang) -> &str {
        match lang {
            Lang::Zh => &self.zh,
            Lang::En => &self.en,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_language_we_speak_is_taken() {
        assert_eq!(Lang::from_header("fr-FR, en;q=0.8, zh;q=0.5"), Lang::En);
        assert_eq!(Lang::from_header("zh-CN,zh"), Lang::Zh);
        assert_eq!(Lang::from_header(""), Lang::Zh);
    }
}
