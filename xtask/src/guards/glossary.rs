//! GLOSSARY.md has one line for each word.

use std::{collections::BTreeMap, fs};

use anyhow::{Context as _, Result};

use crate::root::root;

/// Words that stand twice without saying of what each time.
pub(super) fn check() -> Result<Vec<String>> {
    let text = fs::read_to_string(root().join("GLOSSARY.md")).context("read GLOSSARY.md")?;
    Ok(twice(&text))
}

/// A word may stand for two things where each line says which: `outbox (of messages)`, `outbox (of the field app)`.
fn twice(text: &str) -> Vec<String> {
    let mut words: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    let rows = text.lines().filter(|line| line.starts_with("| ") && !line.starts_with("| term "));
    let cells = rows.filter_map(|line| line.split('|').nth(1));
    for term in cells.flat_map(|cell| cell.split(',')).map(str::trim) {
        let word = term.split(" (").next().unwrap_or(term);
        words.entry(word).or_default().push(term);
    }
    let unclear = words.into_iter().filter(|(word, terms)| {
        let mut seen = terms.clone();
        seen.sort_unstable();
        seen.dedup();
        terms.len() > 1 && (seen.len() < terms.len() || seen.contains(word))
    });
    unclear
        .map(|(word, terms)| {
            format!(
                "GLOSSARY.md: `{word}` stands {} times: say in brackets of what, each time",
                terms.len()
            )
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::twice;

    const HEAD: &str = "| term | meaning here |\n|---|---|\n";

    #[test]
    fn a_word_that_stands_twice_says_of_what_each_time() {
        for rows in [
            "| lead, invitation | a task |\n| lead | what may become a case |\n",
            "| outbox (of the field app) | actions |\n| outbox | deliveries |\n",
            "| rule (of a tag) | a |\n| rule (of a tag) | b |\n",
        ] {
            assert_eq!(twice(&format!("{HEAD}{rows}")).len(), 1, "{rows}");
        }
        let clear = "| outbox (of the field app) | a |\n| outbox (of messages) | b |\n| lead, receipt | c |\n";
        assert!(twice(&format!("{HEAD}{clear}")).is_empty());
    }
}
