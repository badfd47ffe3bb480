//! `docs/reference/trust.md`: every promise names the tests that keep it, and every test that it names is there.

use super::files::File;

const PAGE: &str = "docs/reference/trust.md";
/// Where the same is said to whoever reads about linli first.
const README: &str = "README.md";
/// Letters of the promises and how many each has: what is never kept, and what always holds.
const PROMISES: &[(&str, usize)] = &[("N", 8), ("A", 9)];

/// Promises without a test, tests that are not there, and a README that promises another number of things.
pub(super) fn check(tree: &[File]) -> Vec<String> {
    let Some(page) = tree.iter().find(|file| file.path == PAGE) else {
        return vec![format!("{PAGE}: not there")];
    };
    let rows: Vec<Row<'_>> = page.text.lines().filter_map(row).collect();
    let mut found = Vec::new();
    for (letter, count) in PROMISES {
        for number in 1..=*count {
            let id = format!("{letter}{number}");
            if !rows.iter().any(|row| row.id == id && !row.tests.is_empty()) {
                found.push(format!("{PAGE}: no test keeps {id}"));
            }
        }
    }
    for row in &rows {
        if row.tests.is_empty() && !row.planned {
            found.push(format!("{PAGE}: {} has a line without a test: {}", row.id, row.promise));
        }
        let missing = row.tests.iter().filter(|test| !is_there(tree, test));
        found
            .extend(missing.map(|test| format!("{PAGE}: {} names `{test}`: no such test", row.id)));
    }
    let readme = tree.iter().find(|file| file.path == README);
    let said = readme.map_or(0, |file| never_rows(&file.text));
    let kept = PROMISES.first().map_or(0, |(_, count)| *count);
    if said != kept {
        found.push(format!("{README}: says {said} things that linli never does, {PAGE} {kept}"));
    }
    found
}

struct Row<'a> {
    /// `N1` to `N8`, `A1` to `A9`; a promise may have several lines.
    id: &'a str,
    promise: &'a str,
    /// Not built yet: nothing can break it.
    planned: bool,
    tests: Vec<&'a str>,
}

/// A line of the tables: `| N1 | promise | how it is kept | tests in ticks |`.
fn row(line: &str) -> Option<Row<'_>> {
    let cells: Vec<&str> = line.strip_prefix("| ")?.split('|').map(str::trim).collect();
    let &[id, promise, _how, tests, ..] = cells.as_slice() else { return None };
    if !PROMISES.iter().any(|(letter, _)| id.starts_with(*letter)) || id.len() != 2 {
        return None;
    }
    // What stands between a pair of ticks.
    let named = tests.split('`').skip(1).step_by(2).collect();
    Some(Row { id, promise, planned: tests.starts_with("planned"), tests: named })
}

/// Whether `test`, a file and a name with `::` between, is a test of the tree.
fn is_there(tree: &[File], test: &str) -> bool {
    let Some((path, name)) = test.split_once("::") else { return false };
    let Some(file) = tree.iter().find(|file| file.path == path) else { return false };
    if !file.has_ending(&["rs"]) {
        return [format!("test('{name}'"), format!("it('{name}'")]
            .iter()
            .any(|call| file.text.contains(call));
    }
    let Some((before, _)) = file.text.split_once(&format!("fn {name}(")) else { return false };
    // Its attributes stand in the lines right above.
    let above = before.rsplit('\n').skip(1).map(str::trim);
    let mut attributes = above.take_while(|line| !line.is_empty() && *line != "}");
    attributes.any(|line| line.starts_with("#[test]") || line.starts_with("#[tokio::test"))
}

/// Lines of the README's table of what is never done.
fn never_rows(readme: &str) -> usize {
    let lines = readme.lines().skip_while(|line| !line.starts_with("| never |"));
    // The head and the rule under it are no promises.
    lines.take_while(|line| line.starts_with('|')).count().saturating_sub(2)
}

#[cfg(test)]
mod tests {
    use std::fmt::Write as _;

    use super::*;

    fn file(path: &str, text: &str) -> File {
        File { path: path.to_owned(), text: text.to_owned() }
    }

    /// A tree in which every promise has one test, and the README says all of them.
    fn whole() -> Vec<File> {
        let mut page = String::from("| promise | what | how | test |\n|---|---|---|---|\n");
        for (letter, count) in PROMISES {
            for number in 1..=*count {
                writeln!(page, "| {letter}{number} | it | so | `a/b.rs::it_is_kept` |").unwrap();
            }
        }
        let never = "| faces | codes |\n".repeat(8);
        vec![
            file(PAGE, &page),
            file(README, &format!("| never | instead |\n|---|---|\n{never}\nMore.\n")),
            file("a/b.rs", "#[test]\n#[expect(x)]\nfn it_is_kept() {}\n\nfn helps() {}\n"),
            file("a/c.test.ts", "  test('a page is shown', async () => {\n"),
        ]
    }

    fn complaints(change: impl FnOnce(&mut Vec<File>)) -> Vec<String> {
        let mut tree = whole();
        change(&mut tree);
        check(&tree)
    }

    #[test]
    fn every_promise_names_a_test_that_is_there() {
        assert_eq!(complaints(|_| {}), Vec::<String>::new());
        let with = |line: &str| {
            let line = format!("{line}\n");
            complaints(|tree| tree[0].text += &line)
        };
        assert_eq!(with("| A3 | more | so | `a/c.test.ts::a page is shown` |").len(), 0);
        assert_eq!(with("| A3 | more | so | planned |").len(), 0);
        for wrong in [
            "| A3 | more | so | |",
            "| A3 | more | so | `a/b.rs` |",
            "| A3 | more | so | `a/b.rs::it_is_gone` |",
            "| A3 | more | so | `a/b.rs::helps` |",
            "| A3 | more | so | `a/gone.rs::it_is_kept` |",
            "| A3 | more | so | `a/c.test.ts::another page is shown` |",
        ] {
            assert_eq!(with(wrong).len(), 1, "{wrong}");
        }
    }

    #[test]
    fn a_promise_that_nothing_keeps_is_told() {
        let page = |from: &str, to: &str| {
            let (from, to) = (from.to_owned(), to.to_owned());
            complaints(move |tree| tree[0].text = tree[0].text.replace(&from, &to))
        };
        assert_eq!(page("| A9 | it | so | `a/b.rs::it_is_kept` |\n", "").len(), 1);
        assert_eq!(
            page("| A9 | it | so | `a/b.rs::it_is_kept` |", "| A9 | it | so | planned |").len(),
            1
        );
        let readme =
            complaints(|tree| tree[1].text = tree[1].text.replacen("| faces | codes |\n", "", 1));
        assert_eq!(readme.len(), 1, "{readme:?}");
        assert_eq!(complaints(|tree| drop(tree.remove(0))), [format!("{PAGE}: not there")]);
    }
}
