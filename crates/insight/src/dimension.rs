//! What a count may be cut by. Fixed beforehand: a table of freely drawn groups could be drawn around one person.

use blocks::Counted;
use kernel::Day;
use serde::{Deserialize, Serialize};

/// An attribute that people are counted by. Not among them, on purpose: origin, ethnicity, belief, health, crime.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Dimension {
    /// Age on the day of the count, in bands.
    Age,
    /// As the sources have it.
    Sex,
    /// Whether the household is registered in this district.
    Registered,
    /// The highest education that was told.
    Education,
    /// What the unit is used for where somebody lives.
    Dwelling,
}

/// Years at which a band ends: infants and nursery, school, the last years of school, then what services ask for.
const BANDS: [(u32, &str); 7] = [
    (5, "0_5"),
    (14, "6_14"),
    (17, "15_17"),
    (34, "18_34"),
    (59, "35_59"),
    (79, "60_79"),
    (u32::MAX, "80_on"),
];

/// The value for what no source says.
const UNKNOWN: &str = "unknown";

impl Dimension {
    /// Every dimension, in the order in which a cut names them.
    pub const ALL: [Self; 5] =
        [Self::Age, Self::Sex, Self::Registered, Self::Education, Self::Dwelling];

    /// Its name in interfaces.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Age => "age",
            Self::Sex => "sex",
            Self::Registered => "registered",
            Self::Education => "education",
            Self::Dwelling => "dwelling",
        }
    }

    /// Its values, in the order in which they are shown.
    #[must_use]
    pub const fn values(self) -> &'static [&'static str] {
        match self {
            Self::Age => &["0_5", "6_14", "15_17", "18_34", "35_59", "60_79", "80_on", UNKNOWN],
            Self::Sex => &["female", "male", UNKNOWN],
            Self::Registered => &["here", "elsewhere", UNKNOWN],
            Self::Education => &[
                "none",
                "primary",
                "lower_secondary",
                "upper_secondary",
                "college",
                "degree",
                UNKNOWN,
            ],
            Self::Dwelling => &["dwelling", "dormitory", "other", UNKNOWN],
        }
    }

    /// The place of a person's value among [`Self::values`].
    pub(crate) fn of(self, counted: &Counted, on: Day) -> usize {
        let word = match self {
            Self::Age => counted.born_on.map_or(UNKNOWN, |born| band(born.years_until(on))),
            Self::Sex => counted.sex.as_deref().map_or(UNKNOWN, sex),
            Self::Registered => match counted.registered_here {
                Some(true) => "here",
                Some(false) => "elsewhere",
                None => UNKNOWN,
            },
            Self::Education => counted.education_class.as_deref().map_or(UNKNOWN, education),
            Self::Dwelling => match counted.unit_use.as_deref() {
                Some("dwelling") => "dwelling",
                Some("dormitory") => "dormitory",
                Some(_) => "other",
                None => UNKNOWN,
            },
        };
        let values = self.values();
        values.iter().position(|value| *value == word).unwrap_or(values.len().saturating_sub(1))
    }
}

fn band(years: u32) -> &'static str {
    BANDS.iter().find(|(last, _)| years <= *last).map_or(UNKNOWN, |(_, name)| name)
}

fn sex(written: &str) -> &'static str {
    match written.trim().to_lowercase().as_str() {
        "female" | "f" | "女" => "female",
        "male" | "m" | "男" => "male",
        _ => UNKNOWN,
    }
}

/// The level of a written education: words of GB/T 4658 (education) and plain English ones.
fn education(written: &str) -> &'static str {
    const WORDS: [(&str, &[&str]); 6] = [
        (
            "degree",
            &["研究生", "博士", "硕士", "本科", "学士", "doctor", "master", "bachelor", "degree"],
        ),
        ("college", &["大专", "专科", "高职", "college", "associate"]),
        ("upper_secondary", &["高中", "中专", "中职", "职高", "技校", "high school", "upper"]),
        ("lower_secondary", &["初中", "middle school", "lower"]),
        ("primary", &["小学", "primary", "elementary"]),
        ("none", &["文盲", "未上学", "学龄前", "无", "none"]),
    ];
    let written = written.trim().to_lowercase();
    let level = WORDS.iter().find(|(_, words)| words.iter().any(|word| written.contains(word)));
    level.map_or(UNKNOWN, |(name, _)| name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ages_fall_into_their_bands() {
        let told = [0, 5, 6, 14, 15, 17, 18, 34, 35, 59, 60, 79, 80, 110].map(band);
        assert_eq!(
            told,
            [
                "0_5", "0_5", "6_14", "6_14", "15_17", "15_17", "18_34", "18_34", "35_59", "35_59",
                "60_79", "60_79", "80_on", "80_on"
            ]
        );
    }

    #[test]
    fn an_education_is_found_by_its_words() {
        let told =
            ["大学本科", "大专", "高中", "中专", "初中", "小学", "学龄前", "其他", "Bachelor's"]
                .map(education);
        assert_eq!(
            told,
            [
                "degree",
                "college",
                "upper_secondary",
                "upper_secondary",
                "lower_secondary",
                "primary",
                "none",
                "unknown",
                "degree"
            ]
        );
    }
}
