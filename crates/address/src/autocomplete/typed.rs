//! What has been typed so far: a name or its beginning, and numbers.

use crate::index::{AddressIndex, Name};

/// A beginning of an address.
pub(super) struct Typed {
    /// The text's characters.
    text: Vec<char>,
    /// House number before the street, where addresses are written so.
    leading: Option<String>,
}

impl Typed {
    pub(super) fn read(index: &AddressIndex, typed: &str) -> Self {
        let typed = typed.trim();
        if !index.spelling.is_ideographic()
            && let Some((first, rest)) = typed.split_once(' ')
            && first.starts_with(|ch: char| ch.is_ascii_digit())
        {
            let leading = Some(index.spelling.number(crate::ComponentKind::RoadNumber, first));
            return Self { text: rest.trim().chars().collect(), leading };
        }
        Self { text: typed.chars().collect(), leading: None }
    }

    /// Names that the text begins with, the longest first, with the numbers after them.
    pub(super) fn known_names(&self, index: &AddressIndex) -> Vec<(Name, Vec<String>)> {
        for end in (1..=self.text.len()).rev() {
            let head: String = self.text[..end].iter().collect();
            let names = names_called(index, &head);
            if !names.is_empty() {
                let numbers = self.numbers(&self.text[end..]);
                return names.into_iter().map(|name| (name, numbers.clone())).collect();
            }
        }
        Vec::new()
    }

    /// Runs of letters and digits: `3栋2单元12` is 3, 2, 12.
    fn numbers(&self, rest: &[char]) -> Vec<String> {
        let mut found: Vec<String> = self.leading.clone().into_iter().collect();
        let mut open = false;
        for ch in rest.iter().copied().map(crate::normal::normal_char) {
            if ch.is_ascii_alphanumeric() {
                if !open {
                    found.push(String::new());
                }
                if let Some(last) = found.last_mut() {
                    last.push(ch);
                }
                open = true;
            } else {
                open = false;
            }
        }
        found
    }

    /// The keys a name may begin with, each after its level.
    pub(super) fn beginnings(&self) -> Vec<Vec<u8>> {
        let text: String = self
            .text
            .iter()
            .copied()
            .map(crate::normal::normal_char)
            .filter(|ch| ch.is_alphanumeric())
            .collect();
        let mut found = Vec::new();
        if text.is_empty() {
            return found;
        }
        found.push(format!("0{text}").into_bytes());
        found.push(format!("1{text}").into_bytes());
        if text.is_ascii() {
            let sound = text.to_lowercase();
            found.push(format!("3{sound}").into_bytes());
            found.push(format!("4{sound}").into_bytes());
        }
        found
    }
}

/// Names called exactly so, as written or by sound or initials.
fn names_called(index: &AddressIndex, text: &str) -> Vec<Name> {
    let keys = index.spelling.name(text);
    let mut found: Vec<Name> = index.names_under(b'0', &keys.same);
    if found.is_empty() {
        found = index.names_under(b'1', &keys.variant);
    }
    if found.is_empty() && index.spelling.is_ideographic() && text.is_ascii() {
        let sound = text.to_lowercase();
        found = index.names_under(b'3', &sound);
        found.extend(index.names_under(b'4', &sound));
    }
    found
}

/// A name with its numbers, as the profile writes them.
pub(super) fn written(index: &AddressIndex, name: &str, numbers: &[(usize, &str)]) -> String {
    if !index.spelling.is_ideographic() {
        let of = |level: usize| numbers.iter().find(|(at, _)| *at == level).map(|(_, text)| *text);
        let parts = [of(1), Some(name), of(2), of(3), of(4)];
        return parts.into_iter().flatten().collect::<Vec<_>>().join(" ");
    }
    let mut text = name.to_owned();
    for (level, number) in numbers {
        let after = match level {
            0 => "巷",
            1 => "号",
            2 => "栋",
            3 => "单元",
            _ if number.starts_with('F') => "层",
            _ => "室",
        };
        text.push_str(if after == "层" { &number[1..] } else { number });
        text.push_str(after);
    }
    text
}
