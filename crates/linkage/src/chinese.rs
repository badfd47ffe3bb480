//! Chinese names, whatever the script: simplified or traditional, spelled by sound, given in
//! another order.

use std::sync::LazyLock;

use pinyin::ToPinyin;
use rustc_hash::FxHashMap;

/// Traditional and variant characters, each followed by its simplified form, and lines of comment.
const PAIRS: &str = include_str!("chinese/simplified.txt");

/// The simplified form of each character of [`PAIRS`].
static SIMPLE: LazyLock<FxHashMap<char, char>> = LazyLock::new(|| {
    let mut simple = FxHashMap::default();
    for line in PAIRS.lines().filter(|line| !line.starts_with('#')) {
        let mut pairs = line.chars();
        while let (Some(from), Some(to)) = (pairs.next(), pairs.next()) {
            simple.insert(from, to);
        }
    }
    simple
});

/// The text in simplified characters, without spaces and separators between the parts of a name.
#[must_use]
pub fn simplified(text: &str) -> String {
    text.chars()
        .filter(|c| !c.is_whitespace() && !matches!(c, '·' | '・' | '•' | '-' | '.' | '’' | '\''))
        .map(|c| simple(c).to_ascii_lowercase())
        .collect()
}

fn simple(c: char) -> char {
    if c.is_ascii() {
        return c;
    }
    SIMPLE.get(&c).copied().unwrap_or(c)
}

/// Characters that are read in another way as a surname, and the reading; a surname of two
/// characters is listed by both.
const SURNAMES: [(&str, &str); 30] = [
    ("单", "shan"),
    ("解", "xie"),
    ("仇", "qiu"),
    ("曾", "zeng"),
    ("区", "ou"),
    ("朴", "piao"),
    ("查", "zha"),
    ("盖", "ge"),
    ("乐", "yue"),
    ("员", "yun"),
    ("秘", "bi"),
    ("翟", "zhai"),
    ("缪", "miao"),
    ("折", "she"),
    ("冼", "xian"),
    ("召", "shao"),
    ("种", "chong"),
    ("重", "chong"),
    ("繁", "po"),
    ("逄", "pang"),
    ("祭", "zhai"),
    ("费", "fei"),
    ("黑", "he"),
    ("能", "nai"),
    ("尉迟", "yuchi"),
    ("万俟", "moqi"),
    ("长孙", "zhangsun"),
    ("单于", "chanyu"),
    ("澹台", "tantai"),
    ("令狐", "linghu"),
];

/// The most characters that a text may have to be read as a person's name.
const LONGEST_NAME: usize = 4;

/// The reading of the surname that a name begins with, where it is not the usual one, and the
/// surname's characters. Every name of a district is asked for, by several comparisons: most begin with none of them, which
/// the first character says.
fn surname(name: &[char]) -> Option<(&'static str, usize)> {
    let first = *name.first().filter(|_| name.len() <= LONGEST_NAME)?;
    let begins =
        |of: &str| of.chars().zip(name).filter(|(a, b)| a == *b).count() == of.chars().count();
    let fits = |n: usize| (n + 1..=LONGEST_NAME).contains(&name.len());
    let near = SURNAMES.iter().filter(|(of, _)| of.starts_with(first));
    let known = near.map(|(of, sound)| (*of, *sound, of.chars().count()));
    let found = known.filter(|(of, _, n)| fits(*n) && begins(of)).max_by_key(|(_, _, n)| *n);
    found.map(|(_, sound, n)| (sound, n))
}

/// The syllables of a name: pinyin without tones for Chinese characters; for Latin text the words
/// as they stand, so that `Li Wei` and 李伟 compare alike when written apart. Of a text of two to four
/// Chinese characters the first are read as a surname (单 as shan, 尉迟 as yuchi).
#[must_use]
pub fn syllables(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut word = String::new();
    let mut characters: Vec<char> = simplified(text).chars().collect();
    if characters.iter().all(|c| c.to_pinyin().is_some())
        && let Some((sound, read)) = surname(&characters)
    {
        found.push(sound.to_owned());
        characters.drain(..read);
    } else {
        characters = text.chars().collect();
    }
    for c in characters {
        let c = simple(c);
        if let Some(sound) = c.to_pinyin() {
            if !word.is_empty() {
                found.push(std::mem::take(&mut word));
            }
            found.push(sound.plain().to_owned());
        } else if c.is_alphanumeric() {
            word.extend(c.to_lowercase());
        } else if !word.is_empty() {
            found.push(std::mem::take(&mut word));
        }
    }
    if !word.is_empty() {
        found.push(word);
    }
    found
}

/// Syllables joined, in the order given: equal for homophones.
#[must_use]
pub fn sound(text: &str) -> String {
    syllables(text).concat()
}

/// Syllables joined, those that many speakers and input methods do not tell apart made alike:
/// `zh`, `ch`, `sh` as `z`, `c`, `s`; `n` as `l` at the beginning; `-ng` as `-n`. For Chinese
/// characters and for Latin text written by syllables.
#[must_use]
pub fn near_sound(text: &str) -> String {
    let alike = |syllable: String| {
        let begun = match syllable.as_bytes() {
            [b'z' | b'c' | b's', b'h', ..] => format!("{}{}", &syllable[..1], &syllable[2..]),
            [b'n', _, ..] => format!("l{}", &syllable[1..]),
            _ => syllable,
        };
        begun.strip_suffix("ng").map(|rest| format!("{rest}n")).unwrap_or(begun)
    };
    syllables(text).into_iter().map(alike).collect()
}

/// Syllables sorted: equal for the same name in another order.
#[must_use]
pub fn sorted_sound(text: &str) -> String {
    let mut parts = syllables(text);
    parts.sort_unstable();
    parts.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn script_sound_and_order() {
        assert_eq!(simplified("張 偉"), "张伟");
        assert_eq!(sound("张伟"), sound("章玮"));
        assert_eq!(sound("李伟"), sound("Li Wei"));
        assert_eq!(sorted_sound("Wei Li"), sorted_sound("李伟"));
        assert_ne!(sound("王芳"), sound("李娜"));
        assert_eq!(sound("单伟"), sound("Shan Wei"));
        assert_eq!(sound("尉迟敬德"), sound("Yuchi Jingde"));
        assert_eq!(near_sound("张林"), near_sound("臧玲"));
        assert_eq!(near_sound("刘兰"), near_sound("牛南"));
        assert_ne!(near_sound("王芳"), near_sound("李娜"));
    }

    #[test]
    fn the_table_is_made_of_pairs() {
        let lines = PAIRS.lines().filter(|line| !line.starts_with('#'));
        let pairs: usize = lines.clone().map(|line| line.chars().count() / 2).sum();
        assert!(lines.clone().all(|line| line.chars().count() % 2 == 0));
        assert_eq!(SIMPLE.len(), pairs, "no character comes twice");
        assert!(pairs > 2_900);
        // What is simplified stays as it is.
        assert!(SIMPLE.values().all(|simple| !SIMPLE.contains_key(simple)));
    }

    #[test]
    fn names_in_either_script_are_alike() {
        let names = [
            ("鄺龐駱", "邝庞骆"),
            ("閔鞏郟", "闵巩郏"),
            ("鄔欒儲", "邬栾储"),
            ("諸葛鑾", "诸葛銮"),
            ("鄧麗筠", "邓丽筠"),
            ("蔣勳燁", "蒋勋烨"),
            ("聶衛國", "聂卫国"),
            ("瀋陽鐵嶺", "沈阳铁岭"),
            ("廈門臺灣", "厦门台湾"),
        ];
        for (traditional, simple) in names {
            assert_eq!(simplified(traditional), simplified(simple), "{traditional}");
        }
    }
}
