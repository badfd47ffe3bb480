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

    /// One text of several, with what stands between them in each language.
    #[must_use]
    pub fn list(several: &[Self], zh_between: &str, en_between: &str) -> Self {
        let all = |pick: fn(&Self) -> &str| several.iter().map(pick).collect::<Vec<_>>();
        Self::new(
            all(|text| text.zh.as_str()).join(zh_between),
            all(|text| text.en.as_str()).join(en_between),
        )
    }

    /// Refuses unless it is said in both languages; `id` says in the fault what it is a text of.
    pub fn said(&self, id: &str) -> Result<(), String> {
        let chinese = self.zh.chars().any(|c| ('\u{3400}'..='\u{9fff}').contains(&c));
        let english = !self.en.trim().is_empty() && self.en.chars().all(|c| (c as u32) < 0x2E80);
        if chinese && english {
            Ok(())
        } else {
            Err(format!("{id}: `{}` / `{}` is not said in both languages", self.zh, self.en))
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

    #[test]
    fn a_text_of_a_catalogue_is_said_in_both_languages() {
        Text::new("门", "Door").said("door").unwrap();
        for text in [Text::new("门", ""), Text::new("Door", "Door"), Text::new("门", "门")] {
            assert!(text.said("door").unwrap_err().starts_with("door: "), "{text:?}");
        }
    }

    #[test]
    fn several_texts_are_one_in_each_language() {
        let several = [Text::new("照片", "Photo"), Text::new("签字单", "Signature")];
        let one = Text::new("照片、签字单", "Photo, Signature");
        assert_eq!(Text::list(&several, "、", ", "), one);
    }
}
