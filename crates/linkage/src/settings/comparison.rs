//! Comparisons and their levels.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// One comparison: levels tried in order; the first that holds is the evidence.
/// A last level, *anything else*, is understood. A pair for which every column is
/// missing on one side or the other gives no evidence; a point of which one coordinate is missing
/// is missing, and the second column of `swapped` belongs to another comparison and does not count
/// here.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Comparison {
    /// Its name in the report and in explanations.
    pub name: String,
    /// Levels, strongest first.
    pub levels: Vec<Level>,
    /// Related but different entities (one household, one group of companies) often share this
    /// value. Naming any such comparison adds a third kind of pair, *related*, to the model, so
    /// that agreement on address, surname and telephone together is not counted three times over.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub shared: bool,
}

/// One level of a comparison.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Level {
    /// Its name; made from the test when left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The test.
    pub when: Test,
    /// Columns whose values' own frequencies stand in for the level's u: agreement on a rare
    /// value weighs more. The test must imply that both sides hold the same value.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub term_frequency: Vec<String>,
    /// The same fact is already counted by another comparison: when this level holds, this
    /// comparison gives no evidence. For names exchanged, which two comparisons would both see.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub counted_elsewhere: bool,
}

/// A test of two records. All tests are symmetric and false where a value is missing. A number, date or
/// point that cannot be read fails its test and is no missing value: standardise it first (`number`,
/// `parse_date`).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Test {
    /// The same value.
    Exact(String),
    /// The values of two columns are exchanged between the records; the first is the comparison's own.
    Swapped(String, String),
    /// Jaro–Winkler similarity (Winkler 1990) at least this.
    JaroWinkler {
        /// Column.
        column: String,
        /// Similarity, 0 to 1.
        at_least: f64,
    },
    /// Restricted Damerau–Levenshtein distance (optimal string alignment) at most this.
    DamerauLevenshtein {
        /// Column.
        column: String,
        /// Edits: insert, delete, replace, exchange neighbours.
        at_most: u32,
    },
    /// One value begins with the other: an initial, a short form.
    Prefix(String),
    /// Share of common words (Jaccard index of the sets of words) at least this.
    Words {
        /// Column.
        column: String,
        /// Share, 0 to 1.
        at_least: f64,
    },
    /// One value's words all occur in the other.
    WordsContained(String),
    /// Numbers within this of each other.
    Within {
        /// Column of numbers.
        column: String,
        /// Greatest difference.
        at_most: f64,
    },
    /// Dates (`YYYY-MM-DD`) within this many days.
    Days {
        /// Column of dates.
        column: String,
        /// Greatest difference in days.
        at_most: u32,
    },
    /// Dates alike but for day and month exchanged.
    DayMonthSwapped(String),
    /// Dates alike in all but one digit, or two neighbouring digits exchanged.
    DateOneDigit(String),
    /// Dates of which two parts of year, month and day agree.
    DateTwoParts(String),
    /// Dates of which one lacks its day, or its month and day (`1971`, `1971-06`, `1971-06-00`), and
    /// which agree in what both have.
    DatePartMissing(String),
    /// Lists with a value in common. A list is a list column, or text with values separated by `|`.
    Intersects(String),
    /// Lists with at least so many values in common, each counted once.
    InCommon {
        /// Column of lists.
        column: String,
        /// Values, 1 at least.
        at_least: u32,
    },
    /// Points within this distance on the sphere.
    Distance {
        /// Column of longitudes, degrees.
        longitude: String,
        /// Column of latitudes, degrees.
        latitude: String,
        /// Metres.
        at_most_m: f64,
    },
    /// Chinese text alike but for traditional and simplified forms.
    ChineseSame(String),
    /// Chinese text with the same syllables in pinyin, tones aside.
    ChineseHomophone(String),
    /// Chinese text whose syllables many speakers do not tell apart (`zh` and `z`, `n` and `l`, `-ng` and `-n`).
    ChineseNearHomophone(String),
    /// Chinese text with the same characters or syllables in another order.
    ChineseReordered(String),
    /// All hold.
    All(Vec<Test>),
    /// Any holds.
    Any(Vec<Test>),
    /// Does not hold, though every value it reads is there.
    Not(Box<Test>),
}

impl Test {
    /// Appends the columns that the test reads; without those of other comparisons when `own`.
    pub(crate) fn collect_columns(&self, own: bool, into: &mut Vec<String>) {
        let mut add = |name: &String| {
            if !into.contains(name) {
                into.push(name.clone());
            }
        };
        match self {
            Self::Exact(c)
            | Self::Prefix(c)
            | Self::WordsContained(c)
            | Self::DayMonthSwapped(c)
            | Self::DateOneDigit(c)
            | Self::DateTwoParts(c)
            | Self::DatePartMissing(c)
            | Self::Intersects(c)
            | Self::ChineseSame(c)
            | Self::ChineseHomophone(c)
            | Self::ChineseNearHomophone(c)
            | Self::ChineseReordered(c) => add(c),
            Self::JaroWinkler { column, .. }
            | Self::DamerauLevenshtein { column, .. }
            | Self::Words { column, .. }
            | Self::Within { column, .. }
            | Self::Days { column, .. }
            | Self::InCommon { column, .. } => add(column),
            Self::Swapped(a, b) => {
                add(a);
                if !own {
                    add(b);
                }
            }
            Self::Distance { longitude, latitude, .. } => {
                add(longitude);
                add(latitude);
            }
            Self::All(tests) | Self::Any(tests) => {
                for test in tests {
                    test.collect_columns(own, into);
                }
            }
            Self::Not(test) => test.collect_columns(own, into),
        }
    }

    /// Appends what gives evidence where both records hold it: the test's own columns, and points by
    /// their two columns.
    fn collect_evidence(&self, columns: &mut Vec<String>, points: &mut Vec<(String, String)>) {
        match self {
            Self::Distance { longitude, latitude, .. } => {
                points.push((longitude.clone(), latitude.clone()));
            }
            Self::All(tests) | Self::Any(tests) => {
                for test in tests {
                    test.collect_evidence(columns, points);
                }
            }
            Self::Not(test) => test.collect_evidence(columns, points),
            _ => self.collect_columns(true, columns),
        }
    }

    /// A short name for reports.
    #[must_use]
    pub fn title(&self) -> String {
        let join = |tests: &[Self], word: &str| {
            tests.iter().map(Self::title).collect::<Vec<_>>().join(word)
        };
        match self {
            Self::Exact(c) => format!("{c} equal"),
            Self::Swapped(a, b) => format!("{a} and {b} exchanged"),
            Self::JaroWinkler { column, at_least } => {
                format!("{column} Jaro-Winkler >= {at_least}")
            }
            Self::DamerauLevenshtein { column, at_most } => format!("{column} edits <= {at_most}"),
            Self::Prefix(c) => format!("{c} begins alike"),
            Self::Words { column, at_least } => format!("{column} common words >= {at_least}"),
            Self::WordsContained(c) => format!("{c} words contained"),
            Self::Within { column, at_most } => format!("{column} within {at_most}"),
            Self::Days { column, at_most } => format!("{column} within {at_most} days"),
            Self::DayMonthSwapped(c) => format!("{c} day and month exchanged"),
            Self::DateOneDigit(c) => format!("{c} one digit off"),
            Self::DateTwoParts(c) => format!("{c} two parts equal"),
            Self::DatePartMissing(c) => format!("{c} equal but for missing parts"),
            Self::Intersects(c) => format!("{c} intersect"),
            Self::InCommon { column, at_least } => {
                format!("{column} values in common >= {at_least}")
            }
            Self::Distance { at_most_m, .. } => format!("within {at_most_m} m"),
            Self::ChineseSame(c) => format!("{c} same but for script"),
            Self::ChineseHomophone(c) => format!("{c} sounds the same"),
            Self::ChineseNearHomophone(c) => format!("{c} sounds nearly the same"),
            Self::ChineseReordered(c) => format!("{c} in another order"),
            Self::All(tests) => join(tests, " and "),
            Self::Any(tests) => join(tests, " or "),
            Self::Not(test) => format!("not ({})", test.title()),
        }
    }
}

impl From<Test> for Level {
    /// A level that holds where the test does, named by it.
    fn from(when: Test) -> Self {
        Self { name: None, when, term_frequency: Vec::new(), counted_elsewhere: false }
    }
}

impl Level {
    /// The same level; agreement on a rare value of this column weighs more.
    #[must_use]
    pub fn by_frequency(mut self, column: impl Into<String>) -> Self {
        self.term_frequency.push(column.into());
        self
    }

    /// The level's name, given or made from its test.
    #[must_use]
    pub fn title(&self) -> String {
        self.name.clone().unwrap_or_else(|| self.when.title())
    }
}

impl Comparison {
    /// A comparison of these levels, strongest first, of a value that related entities do not share.
    #[must_use]
    pub fn new(name: impl Into<String>, levels: Vec<Level>) -> Self {
        Self { name: name.into(), levels, shared: false }
    }

    /// Every column that a level reads, in order of first use.
    #[must_use]
    pub fn columns(&self) -> Vec<String> {
        let mut names = Vec::new();
        for level in &self.levels {
            level.when.collect_columns(false, &mut names);
            for column in &level.term_frequency {
                if !names.contains(column) {
                    names.push(column.clone());
                }
            }
        }
        names
    }

    /// Columns, and points by their two columns: a pair gives evidence where both records hold one.
    pub(crate) fn evidence(&self) -> (Vec<String>, Vec<(String, String)>) {
        let (mut columns, mut points) = (Vec::new(), Vec::new());
        for level in &self.levels {
            level.when.collect_evidence(&mut columns, &mut points);
        }
        points.sort_unstable();
        points.dedup();
        (columns, points)
    }

    /// The columns of the comparison itself, those of points included.
    #[must_use]
    pub fn own_columns(&self) -> Vec<String> {
        let mut names = Vec::new();
        for level in &self.levels {
            level.when.collect_columns(true, &mut names);
        }
        names
    }
}
