//! Letters and figures that stand for each other because they look alike: `5Znd` for 52nd, `1n` for Ln.

/// The figures that were meant, where letters stand for some of them: 3O1, Z333. The first letters
/// of the alphabet are left alone: 12B is a house of its own.
pub(crate) fn figures(key: &str) -> Option<String> {
    let read = read(key);
    let numbers = read.chars().all(|c| c.is_ascii_digit() || c == '-');
    (numbers && read != key && key.contains(|c: char| c.is_ascii_digit())).then_some(read)
}

/// Whether `said` is `held` but for letters that look like its figures.
pub(crate) fn reads_as(said: &str, held: &str) -> bool {
    said != held && read(said) == held
}

fn read(key: &str) -> String {
    let figure = |c| match c {
        'O' => '0',
        'I' | 'L' | '|' => '1',
        'Z' => '2',
        'S' => '5',
        other => other,
    };
    key.chars().map(figure).collect()
}

/// Other ways to read the words of a name, none of them as it is written.
pub(super) fn names(words: &[String]) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for one in ['L', 'I'] {
        let mut other = false;
        let read: Vec<String> = words
            .iter()
            .map(|word| match number(word).or_else(|| letters(word, one)) {
                Some(meant) => {
                    other = true;
                    meant
                }
                None => word.clone(),
            })
            .collect();
        let read = read.join(" ");
        if other && !found.contains(&read) {
            found.push(read);
        }
    }
    found
}

/// A number or an ordinal: `13O`, `Z8TH`, `ZND`. `S75TH` may be South 75th.
fn number(word: &str) -> Option<String> {
    let second = word.chars().nth(1);
    if word.starts_with('S') && second.is_some_and(|c| c.is_ascii_digit()) {
        return None;
    }
    figures(word).or_else(|| {
        let (stem, ending) = word.split_at_checked(word.len().checked_sub(2)?)?;
        let stem = Some(stem).filter(|stem| !stem.is_empty()).map(read)?;
        let whole = stem.chars().all(|c| c.is_ascii_digit()) && ending == ordinal_ending(&stem);
        let read = format!("{stem}{ending}");
        (whole && read != word).then_some(read)
    })
}

fn ordinal_ending(number: &str) -> &'static str {
    let teen = ["11", "12", "13"].iter().any(|teen| number.ends_with(teen));
    match number.chars().last() {
        Some('1') if !teen => "ST",
        Some('2') if !teen => "ND",
        Some('3') if !teen => "RD",
        _ => "TH",
    }
}

/// A word of letters: `9REEN`, `1ANE`, `VVOODS`; `one` is what stands for a 1. An ordinal is none.
fn letters(word: &str, one: char) -> Option<String> {
    let figure = |c: char| c.is_ascii_digit() || c == '|';
    let (digits, count) = (word.chars().filter(|c| figure(*c)).count(), word.chars().count());
    let stem = word.len().checked_sub(2).and_then(|at| word.split_at_checked(at));
    let ordinal = stem.is_some_and(|(stem, ending)| {
        stem.chars().all(|c| c.is_ascii_digit()) && matches!(ending, "ST" | "ND" | "RD" | "TH")
    });
    let doubled = word.contains("VV");
    if digits == 0 && !doubled || digits * 2 > count || ordinal {
        return None;
    }
    word.replace("VV", "W")
        .chars()
        .map(|c| match c {
            '0' => Some('O'),
            '1' | '|' => Some(one),
            '2' => Some('Z'),
            '5' => Some('S'),
            '6' | '9' => Some('G'),
            '8' => Some('B'),
            other => (!other.is_ascii_digit()).then_some(other),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read_names(text: &str) -> Vec<String> {
        let words: Vec<String> = text.split(' ').map(str::to_owned).collect();
        names(&words)
    }

    #[test]
    fn words_are_read_by_what_they_look_like() {
        assert_eq!(read_names("REEDER 1N"), ["REEDER LN", "REEDER IN"]);
        assert_eq!(read_names("9REEN I5LAND RD"), ["GREEN ISLAND RD"]);
        assert_eq!(read_names("N 5ZND ST"), ["N 52ND ST"]);
        assert_eq!(read_names("IST AVE"), ["1ST AVE"]);
        assert_eq!(read_names("RD 13O"), ["RD 130"]);
        assert_eq!(read_names("VVI|LOW LN"), ["WILLOW LN", "WIILOW LN"]);
    }

    #[test]
    fn names_with_figures_of_their_own_are_left_alone() {
        for name in ["N 52ND ST", "11TH AVE", "S75TH ST", "COUNTY RD 12B", "OLD MILL ST", "FM 813"]
        {
            assert_eq!(read_names(name), [""; 0], "{name}");
        }
    }

    #[test]
    fn figures_are_read_in_numbers() {
        assert_eq!(figures("3O1").as_deref(), Some("301"));
        assert_eq!(figures("|45").as_deref(), Some("145"));
        assert_eq!(figures("12B"), None);
        assert_eq!(figures("SO"), None, "no figure at all");
        assert!(reads_as("O123I", "01231") && !reads_as("01231", "01231"));
    }
}
