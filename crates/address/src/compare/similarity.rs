//! How alike two names are, by their characters.

/// The share of character pairs that two texts have in common (Dice's
/// coefficient over bigrams), from 0 to 1. Texts of one character compare whole.
#[must_use]
pub fn bigram_similarity(a: &str, b: &str) -> f64 {
    if a == b {
        return 1.0;
    }
    let (mut a, mut b) = (bigrams(a), bigrams(b));
    if a.is_empty() || b.is_empty() {
        return 0.0;
    }
    a.sort_unstable();
    b.sort_unstable();
    let (mut i, mut j, mut common) = (0, 0, 0_usize);
    while i < a.len() && j < b.len() {
        match a[i].cmp(&b[j]) {
            std::cmp::Ordering::Less => i += 1,
            std::cmp::Ordering::Greater => j += 1,
            std::cmp::Ordering::Equal => {
                common += 1;
                i += 1;
                j += 1;
            }
        }
    }
    2.0 * common as f64 / (a.len() + b.len()) as f64
}

fn bigrams(text: &str) -> Vec<(char, char)> {
    text.chars().zip(text.chars().skip(1)).collect()
}

/// How alike two names of places are: like [`bigram_similarity`], and high
/// where one holds the other whole (锦绣花园 in 锦绣花园小区).
pub(super) fn name_similarity(a: &str, b: &str) -> f64 {
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    let alike = bigram_similarity(a, b);
    let (few, many) = (short.chars().count(), long.chars().count());
    if few >= 2 && long.contains(short) {
        return alike.max(if few >= 3 || few * 2 >= many { 0.9 } else { 0.6 });
    }
    if apart(a, b) { alike.min(DIFFERENT_NAMES) } else { alike }
}

/// The most that two names are alike which share only the word for their kind.
const DIFFERENT_NAMES: f64 = 0.29;

/// Whether what is left of two names, without their common beginning and end,
/// tells two places apart: nothing in common in two characters or more (柳岸人民医院,
/// 听涛人民医院), or another side, size or number (东校区, 西校区).
fn apart(a: &str, b: &str) -> bool {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let shorter = a.len().min(b.len());
    let start = a.iter().zip(&b).take_while(|(a, b)| a == b).count();
    let end = a.iter().rev().zip(b.iter().rev()).take_while(|(a, b)| a == b).count();
    let end = end.min(shorter - start);
    let (a, b) = (&a[start..a.len() - end], &b[start..b.len() - end]);
    match (a, b) {
        ([], _) | (_, []) => false,
        ([one], [other]) => {
            const SIDES: &str = "东西南北中小大新老上下前后一二三四五六七八九十123456789ABCDEFG";
            SIDES.contains(*one) && SIDES.contains(*other)
        }
        _ => a.len() > 1 && b.len() > 1 && !a.iter().any(|c| b.contains(c)),
    }
}

/// What a name may have at its end and still be the same place.
const GENERIC: &[&str] = &[
    "小区",
    "花园",
    "花苑",
    "家园",
    "公寓",
    "大厦",
    "广场",
    "新村",
    "住宅区",
    "大楼",
    "社区",
    "园区",
    "苑",
    "园",
    "村",
    "里",
    "城",
    "楼",
    "店",
    "公司",
    "有限公司",
    "写字楼",
    "商务楼",
    "市场",
    "中心",
    "院",
];

/// Whether `long` goes on after `short` with the name of a part of it
/// (西溪校区图书馆 after 西溪校区), not with a generic word or a phase.
pub(super) fn is_part_of_name(short: &str, long: &str) -> bool {
    let Some(rest) = long.strip_prefix(short) else { return false };
    let phase = rest.ends_with(['期', '区', '组', '团']);
    short.chars().count() >= 3
        && rest.chars().count() >= 2
        && !phase
        && !GENERIC.contains(&rest)
        && !(rest.starts_with('(') || rest.ends_with("有限公司") && short.chars().count() < 4)
}
