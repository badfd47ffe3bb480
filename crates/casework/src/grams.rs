//! Words for the search: pairs of characters where nobody writes spaces, whole words where they do.
//!
//! Both databases keep an inverted index of their own (FTS5, `tsvector`). We cut the text, so that the same query finds
//! the same cases on both; `docs/decisions` says why there is no other engine.

use database::Dialect;

/// A run of a text: either written without spaces between words, or a word.
enum Run {
    Dense(Vec<char>),
    Word(String),
}

fn runs(text: &str) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    let mut open = false;
    for c in text.chars().flat_map(char::to_lowercase) {
        if !c.is_alphanumeric() {
            open = false;
            continue;
        }
        let dense = is_dense(c);
        match runs.last_mut() {
            Some(Run::Dense(run)) if open && dense => run.push(c),
            Some(Run::Word(run)) if open && !dense => run.push(c),
            _ if dense => runs.push(Run::Dense(vec![c])),
            _ => runs.push(Run::Word(c.to_string())),
        }
        open = true;
    }
    runs
}

/// Scripts that are written without spaces.
const fn is_dense(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

/// The words of a text, in order. The end of a run is a word of one character, so that no pair reaches across.
pub(crate) fn words(text: &str) -> Vec<String> {
    let mut words = Vec::new();
    for run in runs(text) {
        match run {
            Run::Word(word) => words.push(word),
            Run::Dense(run) => {
                words.extend(run.windows(2).map(|pair| pair.iter().collect::<String>()));
                words.extend(run.last().map(char::to_string));
            }
        }
    }
    words
}

/// The words as the database's index takes them, and behind them the marks of a case, at no place in the text.
pub(crate) fn document(dialect: Dialect, text: &str, marks: &[String]) -> String {
    let words = words(text);
    match dialect {
        Dialect::Sqlite => [words, marks.to_vec()].concat().join(" "),
        Dialect::Postgres => {
            // Positions beyond what the type counts are all its last.
            let word = |(n, word): (usize, &String)| format!("'{word}':{}", (n + 1).min(16_383));
            let marks = marks.iter().map(|mark| format!("'{mark}'"));
            words.iter().enumerate().map(word).chain(marks).collect::<Vec<_>>().join(" ")
        }
    }
}

/// The question as the database's index takes it: all words of a text, a mark, and one of several; none where there is
/// nothing to ask.
pub(crate) fn question(
    dialect: Dialect,
    text: &str,
    mark: Option<&str>,
    one_of: &[String],
) -> Option<String> {
    let quoted = |mark: &str| match dialect {
        Dialect::Sqlite => format!("\"{mark}\""),
        Dialect::Postgres => format!("'{mark}'"),
    };
    let (and, or) = match dialect {
        Dialect::Sqlite => (" AND ", " OR "),
        Dialect::Postgres => (" & ", " | "),
    };
    let any: Vec<String> = one_of.iter().map(|mark| quoted(mark)).collect();
    let terms: Vec<String> = runs(text)
        .into_iter()
        .map(|run| match (run, dialect) {
            (Run::Word(word), Dialect::Sqlite) => format!("\"{word}\" *"),
            (Run::Word(word), Dialect::Postgres) => format!("'{word}':*"),
            (Run::Dense(run), Dialect::Sqlite) if run.len() == 1 => format!("\"{}\" *", run[0]),
            (Run::Dense(run), Dialect::Postgres) if run.len() == 1 => format!("'{}':*", run[0]),
            (Run::Dense(run), Dialect::Sqlite) => format!("\"{}\"", pairs(&run).join(" ")),
            (Run::Dense(run), Dialect::Postgres) => {
                let quoted: Vec<String> =
                    pairs(&run).iter().map(|pair| format!("'{pair}'")).collect();
                format!("({})", quoted.join(" <-> "))
            }
        })
        .chain(mark.map(quoted))
        .chain((!any.is_empty()).then(|| format!("({})", any.join(or))))
        .collect();
    (!terms.is_empty()).then(|| terms.join(and))
}

fn pairs(run: &[char]) -> Vec<String> {
    run.windows(2).map(|pair| pair.iter().collect()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chinese_is_cut_into_pairs_and_english_into_words() {
        assert_eq!(words("厨房漏水 Lamp-3"), ["厨房", "房漏", "漏水", "水", "lamp", "3"]);
        let question = |dialect, text| question(dialect, text, None, &[]);
        assert_eq!(question(Dialect::Sqlite, "漏水").unwrap(), "\"漏水\"");
        assert_eq!(
            question(Dialect::Sqlite, "外墙脱落 lam").unwrap(),
            "\"外墙 墙脱 脱落\" AND \"lam\" *"
        );
        assert_eq!(
            question(Dialect::Postgres, "外墙脱 水").unwrap(),
            "('外墙' <-> '墙脱') & '水':*"
        );
        assert_eq!(question(Dialect::Postgres, "?!'").as_deref(), None);
    }

    #[test]
    fn marks_stand_behind_the_words_and_are_asked_for_with_them() {
        let days = ["d1".to_owned(), "d2".to_owned()];
        let asked = |dialect, text| question(dialect, text, Some("a"), &days).unwrap();
        assert_eq!(asked(Dialect::Sqlite, "漏水"), "\"漏水\" AND \"a\" AND (\"d1\" OR \"d2\")");
        assert_eq!(asked(Dialect::Postgres, ""), "'a' & ('d1' | 'd2')");
        assert_eq!(document(Dialect::Sqlite, "漏水", &days), "漏水 水 d1 d2");
        assert_eq!(document(Dialect::Postgres, "漏水", &days), "'漏水':1 '水':2 'd1' 'd2'");
    }

    #[test]
    fn nothing_a_reader_writes_gets_out_of_its_quotes() {
        for text in ["a\" OR \"b", "x') | ('y", "漏\"水", "NEAR(a b)", "a:b*^"] {
            let words: String = words(text).concat();
            assert!(words.chars().all(char::is_alphanumeric), "{words}");
        }
    }
}
