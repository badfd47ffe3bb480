//! The cost of passwords that tests use is named by tests alone: an installation has what OWASP asks.

use super::files::File;

/// How a source would name it; in two pieces, so that this file does not.
const LEAST: &str = concat!("PasswordCost", "::Least");
/// Where it is defined, and held to verify like the other.
const DEFINED: &str = "crates/access/src/password.rs";

/// Sources outside of tests that hash passwords with less work than an installation must.
pub(super) fn check(tree: &[File]) -> Vec<String> {
    let is_test = |path: &str| path.split('/').any(|folder| folder == "tests");
    let sources = tree.iter().filter(|file| file.has_ending(&["rs"]));
    let weak = sources.filter(|file| file.path != DEFINED && !is_test(&file.path));
    let weak = weak.filter(|file| file.text.contains(LEAST));
    weak.map(|file| format!("{}: {LEAST} is for tests alone", file.path)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_source_that_hashes_passwords_with_little_work_is_found() {
        let text = format!("passwords: {LEAST},\n");
        let found = |path: &str| check(&[File { path: path.to_owned(), text: text.clone() }]).len();
        assert_eq!(found("server/src/config.rs"), 1);
        assert_eq!(found("crates/access/examples/pace.rs"), 1);
        assert_eq!(found("server/tests/all/world.rs"), 0);
        assert_eq!(found("crates/access/src/tests/mod.rs"), 0);
    }
}
