//! What a screen shows of a personal value: the least that still tells it apart.

/// Four last characters of a document number; the rest, whatever its length, is eight stars.
///
/// No more: the first six digits of an identity number are a place of origin
/// and the next eight a birth date. A value of four characters is hidden whole.
#[must_use]
pub fn mask_id(number: &str) -> String {
    match number.trim() {
        "" => String::new(),
        number => format!("********{}", last(number, 4)),
    }
}

/// Three first and four last digits of a mobile number; of a short one, two last.
#[must_use]
pub fn mask_phone(phone: &str) -> String {
    let digits: String = phone.chars().filter(char::is_ascii_digit).collect();
    match digits.len() {
        0 => String::new(),
        1..=8 => format!("****{}", last(&digits, 2)),
        length => format!("{}****{}", &digits[..3], &digits[length - 4..]),
    }
}

/// The first character of the mailbox and the domain.
#[must_use]
pub fn mask_email(email: &str) -> String {
    match email.split_once('@') {
        Some((mailbox, domain)) => {
            let first: String = mailbox.chars().take(1).collect();
            format!("{first}***@{domain}")
        }
        None => mask_name(email),
    }
}

/// 王小明 → 王*明, 王明 → 王*, `John Smith` → `J*** S***`.
#[must_use]
pub fn mask_name(name: &str) -> String {
    let name = name.trim();
    if name.is_ascii() {
        let starred = |word: &str| word.chars().take(1).chain("***".chars()).collect::<String>();
        return name.split_whitespace().map(starred).collect::<Vec<_>>().join(" ");
    }
    let characters: Vec<char> = name.chars().collect();
    match characters.as_slice() {
        [] => String::new(),
        [_] => "*".to_owned(),
        [first, _] => format!("{first}*"),
        [first, middle @ .., end] => format!("{first}{}{end}", "*".repeat(middle.len().min(3))),
    }
}

/// The last `count` characters of a longer text; nothing of one that is no longer.
fn last(text: &str, count: usize) -> &str {
    match text.char_indices().nth_back(count) {
        Some((at, before)) => &text[at + before.len_utf8()..],
        None => "",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mask_shows_the_least_that_tells_two_apart() {
        assert_eq!(mask_id("990101199001011234"), "********1234");
        assert_eq!(mask_id(" 123 "), "********");
        assert_eq!(mask_id(""), "");
        assert_eq!(mask_phone("+86 199 0000 1234"), "861****1234");
        assert_eq!(mask_phone("19900001234"), "199****1234");
        assert_eq!(mask_phone("8888123"), "****23");
        assert_eq!(mask_email("someone@example.org"), "s***@example.org");
        assert_eq!(mask_name("王小明"), "王*明");
        assert_eq!(mask_name("王明"), "王*");
        assert_eq!(mask_name("欧阳小明明"), "欧***明");
        assert_eq!(mask_name("John Smith"), "J*** S***");
        assert_eq!(mask_name("王"), "*");
    }
}
