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

/// The words as the database's index takes them.
pub(crate) fn document(dialect: Dialect, text: &str) -> String {
    let words = words(text);
    match dialect {
        Dialect::Sqlite => words.join(" "),
        Dialect::Postgres => {
            // Positions beyond what the type counts are all its last.
            let mark = |(n, word): (usize, &String)| format!("'{word}':{}", (n + 1).min(16_383));
            words.iter().enumerate().map(mark).collect::<Vec<_>>().join(" ")
        }
    }
}

/// The question as the database's index takes it; none where the text holds no word.
pub(crate) fn question(dialect: Dialect, text: &str) -> Option<String> {
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
        .collect();
    let and = match dialect {
        Dialect::Sqlite => " AND ",
        Dialect::Postgres => " & ",
    };
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
    fn nothing_a_reader_writes_gets_out_of_its_quotes() {
        for text in ["a\" OR \"b", "x') | ('y", "漏\"水", "NEAR(a b)", "a:b*^"] {
            let words: String = words(text).concat();
            assert!(words.chars().all(char::is_alphanumeric), "{words}");
        }
    }
}
