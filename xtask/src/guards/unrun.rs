//! No test is written where cargo does not look for one.

use super::files::File;

/// Sources with tests in a library that is not built for tests (`test = false`): nobody would run them.
pub(super) fn check(tree: &[File]) -> Vec<String> {
    let mut found = Vec::new();
    for package in tree.iter().filter(|file| has_no_tests(file)) {
        let source = package.path.replace("Cargo.toml", "src/");
        let files = tree.iter().filter(|file| file.path.starts_with(&source));
        let lost = files.filter(|file| file.has_ending(&["rs"]) && has_test(&file.text));
        found.extend(lost.map(|file| {
            format!("{}: nobody runs its tests: {} has `test = false`", file.path, package.path)
        }));
    }
    found
}

/// Whether it is the manifest of a library that is not built for tests.
fn has_no_tests(file: &File) -> bool {
    let is_manifest = file.path == "Cargo.toml" || file.path.ends_with("/Cargo.toml");
    // However it is spaced, and whatever is remarked behind it.
    let lines = file.text.lines().map(|line| line.split('#').next().unwrap_or("").replace(' ', ""));
    let of_library = lines.skip_while(|line| line != "[lib]").skip(1);
    let mut of_library = of_library.take_while(|line| !line.starts_with('['));
    is_manifest && of_library.any(|line| line == "test=false")
}

fn has_test(text: &str) -> bool {
    let attributes = ["#[test]", "#[tokio::test", "#[cfg(test)]", "#[cfg(all(test", "proptest! {"];
    text.lines().any(|line| attributes.iter().any(|one| line.trim_start().starts_with(one)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_test_that_nobody_would_run_is_found() {
        let file = |path: &str, text: &str| File { path: path.to_owned(), text: text.to_owned() };
        let found = |manifest: &str, path: &str, text: &str| {
            check(&[file("a/Cargo.toml", manifest), file(path, text)]).len()
        };
        let shut = "[lib]\n# Why.\ntest = false\n\n[dependencies]\n";
        assert_eq!(found(shut, "a/src/b.rs", "    #[tokio::test]\n"), 1);
        assert_eq!(found(shut, "a/src/b/c.rs", "#[cfg(test)]\nmod tests;\n"), 1);
        assert_eq!(found("[lib]\ntest=false # Why.\n", "a/src/b.rs", "#[test]\n"), 1);
        assert_eq!(found(shut, "a/src/b.rs", "/// No `#[test]`.\n"), 0);
        assert_eq!(found(shut, "a/tests/all/main.rs", "#[test]\n"), 0);
        assert_eq!(found("[lib]\n\n[[test]]\ntest = false\n", "a/src/b.rs", "#[test]\n"), 0);
        assert_eq!(found("[dependencies]\n", "a/src/b.rs", "#[test]\n"), 0);
    }
}
