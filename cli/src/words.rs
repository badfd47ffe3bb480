//! What went wrong, in the language of the terminal.

use std::error::Error;

use fusion::FusionError;
use kernel::{Lang, Text};

/// The language of the terminal: Chinese where its environment says so, else English.
pub(crate) fn language() -> Lang {
    let set = |name: &&str| std::env::var(name).ok().filter(|value| !value.is_empty());
    let said = ["LC_ALL", "LC_MESSAGES", "LANG"].iter().find_map(set);
    if said.is_some_and(|value| value.starts_with("zh")) { Lang::Zh } else { Lang::En }
}

/// What a cause says: in Chinese where that is asked for and it has the words, else in its own.
pub(crate) fn said(cause: &(dyn Error + 'static), lang: Lang) -> String {
    let both = if lang == Lang::Zh { in_both(cause) } else { None };
    both.map_or_else(|| cause.to_string(), |text| text.zh)
}

/// The words of tables, imports, mappings, fusions, and of a command that gave no key.
fn in_both(cause: &(dyn Error + 'static)) -> Option<Text> {
    let of_file = || cause.downcast_ref::<tables::Error>().map(tables::Error::message);
    let of_row = || cause.downcast_ref::<tables::RowError>().map(tables::RowError::message);
    let of_place = || cause.downcast_ref::<register::Error>().map(register::Error::message);
    let of_run = || cause.downcast_ref::<FusionError>().map(FusionError::message);
    let of_key = || match cause.downcast_ref::<access::Error>()? {
        access::Error::KeyCommand(fault) => Some(fault.message()),
        _ => None,
    };
    of_file().or_else(of_row).or_else(of_place).or_else(of_run).or_else(of_key)
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;

    #[test]
    fn a_cause_with_words_in_both_languages_says_them_in_the_one_asked_for() {
        let missing = tables::open(Path::new("no/such.csv"), &tables::Options::default());
        let error = missing.err().unwrap();
        assert!(said(&error, Lang::Zh).starts_with("no/such.csv：无法读取"));
        assert!(said(&error, Lang::En).starts_with("no/such.csv: cannot be read"));
        assert_eq!(said(&std::io::Error::other("no words"), Lang::Zh), "no words");
    }
}
