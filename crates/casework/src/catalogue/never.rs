//! What no catalogue has, whoever writes it: as the guard of the project's own files has it, and what a form asks nobody.

/// The list, one entry a line: its kind and its words.
const NEVER: &str = include_str!("../../../../catalogues/never.txt");

/// The entries of a kind.
fn entries(kind: &str) -> impl Iterator<Item = &'static str> {
    NEVER.lines().filter_map(move |line| line.strip_prefix(kind)?.strip_prefix(' '))
}

/// The part of an id that no catalogue has.
pub(super) fn in_id(id: &str) -> Option<&str> {
    let words = id.split(|c: char| !c.is_alphanumeric() && c != '_');
    let is_never = |word: &&str| {
        let begins = |never: &str| word.starts_with(&format!("{}_", never.trim_end_matches('_')));
        entries("id").any(|never| *word == never || begins(never))
    };
    words.filter(|word| !word.is_empty()).find(is_never)
}

/// The part of a Chinese text that no catalogue has.
pub(super) fn in_chinese(text: &str) -> Option<&'static str> {
    entries("zh").find(|part| text.contains(part))
}

/// The part of a question or an answer, in either language, that nobody is asked.
pub(super) fn asked(text: &str) -> Option<&'static str> {
    let text = text.to_lowercase();
    entries("asked").find(|part| text.contains(part))
}
