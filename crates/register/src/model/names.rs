//! Names in both languages, with the letters people type for them.

use pinyin::ToPinyin as _;

/// A name in Chinese, English or both; empty where there is none.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Name {
    /// Chinese.
    pub zh: String,
    /// English, or the local language where that is not Chinese.
    pub en: String,
}

impl Name {
    /// A name from one text: Chinese if it holds a Chinese character.
    #[must_use]
    pub fn of(text: &str) -> Self {
        let text = text.trim().to_owned();
        if text.chars().any(is_chinese) {
            Self { zh: text, en: String::new() }
        } else {
            Self { zh: String::new(), en: text }
        }
    }

    /// Whether there is no name.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.zh.is_empty() && self.en.is_empty()
    }

    /// The Chinese name, or else the other.
    #[must_use]
    pub fn shown(&self) -> &str {
        if self.zh.is_empty() { &self.en } else { &self.zh }
    }

    /// What people type for it: first letters of the pinyin (幸福路 → `xfl`),
    /// or the English name in small letters.
    #[must_use]
    pub fn initials(&self) -> String {
        if self.zh.is_empty() { self.en.to_lowercase() } else { initials(&self.zh) }
    }
}

/// First letters of the pinyin; letters and digits stay.
#[must_use]
pub fn initials(text: &str) -> String {
    text.chars()
        .filter_map(|c| match c.to_pinyin() {
            Some(sound) => sound.first_letter().chars().next(),
            None if c.is_ascii_alphanumeric() => Some(c.to_ascii_lowercase()),
            None => None,
        })
        .collect()
}

pub(crate) fn is_chinese(c: char) -> bool {
    matches!(u32::from(c), 0x3400..=0x9FFF | 0xF900..=0xFAFF | 0x20000..=0x323AF)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn initials_are_what_people_type() {
        assert_eq!(Name::of("幸福路18号").initials(), "xfl18h");
        assert_eq!(Name::of("Jamaica Avenue").initials(), "jamaica avenue");
        assert_eq!(Name::of(" 幸福路 ").zh, "幸福路");
    }
}
