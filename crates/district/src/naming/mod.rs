//! Fictional names: places, roads, estates, people, firms, in Chinese with a
//! Latin spelling beside.

pub(crate) mod firms;
pub(crate) mod people;
pub(crate) mod places;

/// A name in both languages.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Text {
    pub(crate) zh: String,
    pub(crate) en: String,
}

impl Text {
    pub(crate) fn new(zh: impl Into<String>, en: impl Into<String>) -> Self {
        Self { zh: zh.into(), en: en.into() }
    }
}

/// A syllable: one character with its pinyin.
pub(crate) type Syllable = (char, &'static str);

/// 1–999 in Chinese numerals.
pub(crate) fn chinese_number(n: u32) -> String {
    const DIGITS: [char; 10] = ['零', '一', '二', '三', '四', '五', '六', '七', '八', '九'];
    let (hundreds, tens, ones) = ((n / 100) as usize, (n / 10 % 10) as usize, (n % 10) as usize);
    let mut out = String::new();
    if hundreds > 0 {
        out.push(DIGITS[hundreds % 10]);
        out.push('百');
        if tens == 0 && ones > 0 {
            out.push('零');
        }
    }
    if tens > 0 {
        if tens > 1 || hundreds > 0 {
            out.push(DIGITS[tens]);
        }
        out.push('十');
    }
    if ones > 0 || n == 0 {
        out.push(DIGITS[ones]);
    }
    out
}

/// First letter upper case.
pub(crate) fn capital(s: &str) -> String {
    let mut chars = s.chars();
    chars.next().map_or_else(String::new, |c| c.to_ascii_uppercase().to_string() + chars.as_str())
}

#[cfg(test)]
mod tests {
    #[test]
    fn numerals() {
        let all: Vec<_> = [1, 10, 12, 20, 35, 101, 110, 219].map(super::chinese_number).into();
        assert_eq!(
            all,
            ["一", "十", "十二", "二十", "三十五", "一百零一", "一百一十", "二百一十九"]
        );
    }
}
