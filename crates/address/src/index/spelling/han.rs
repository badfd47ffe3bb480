//! Keys of Chinese addresses: 锦绣花园三幢二門十二樓03室.

use pinyin::ToPinyin as _;

use super::NameKeys;
use crate::ComponentKind;
use crate::normal::{is_numeral, normal_char, push_arabic, run_end};
use crate::profile::suffix::{Suffix, Unit};

/// Endings that say no more than "people live here".
const PLAIN: [&str; 6] = ["住宅小区", "生活小区", "小区", "住宅区", "生活区", "社区"];
/// Endings that are often left out or swapped for a plain one.
const LOOSE: [&str; 12] =
    ["花园", "花苑", "家园", "公寓", "大厦", "广场", "新村", "山庄", "苑", "园", "城", "府"];

/// Simplified, half width, upper case, numerals in digits, and without marks.
fn folded(text: &str) -> Vec<char> {
    let normal: Vec<char> = text.chars().map(normal_char).collect();
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    while at < normal.len() {
        if is_numeral(normal[at]) {
            let end = run_end(&normal, at, normal.len());
            push_arabic(&normal[at..end], &mut out);
            at = end;
        } else {
            if normal[at].is_alphanumeric() || normal[at] == '-' {
                out.push(normal[at]);
            }
            at += 1;
        }
    }
    out.chars().collect()
}

pub(super) fn name(text: &str) -> NameKeys {
    let same: String = folded(text).into_iter().filter(|ch| *ch != '-').collect();
    let (variant, plain) = without(&same, &PLAIN);
    let (core, loose) = without(variant, &LOOSE);
    let generic = [plain, loose].into_iter().flatten().map(str::to_owned).collect();
    NameKeys { variant: variant.to_owned(), core: core.to_owned(), generic, same }
}

/// The name less one of the endings, where two characters remain.
fn without<'a>(name: &'a str, endings: &[&'static str]) -> (&'a str, Option<&'static str>) {
    for ending in endings {
        if let Some(rest) = name.strip_suffix(ending)
            && rest.chars().count() >= 2
        {
            return (rest, Some(ending));
        }
    }
    (name, None)
}

pub(super) fn area(kind: ComponentKind, text: &str) -> String {
    let key: String = folded(text).into_iter().filter(|ch| *ch != '-').collect();
    let (endings, kept): (&[&str], &str) = match kind {
        ComponentKind::Province => {
            (&["特别行政区", "维吾尔自治区", "壮族自治区", "回族自治区", "自治区", "省", "市"], "")
        }
        ComponentKind::City => (&["自治州", "地区", "盟", "市"], ""),
        ComponentKind::County => (&["自治县", "新区", "区", "县", "市", "旗"], ""),
        ComponentKind::Street => (&["街道办事处", "街道办", "街办", "街道"], "街道"),
        ComponentKind::Community => (
            &["社区居民委员会", "社区居委会", "社区委员会", "居民委员会", "居委会", "居委", "社区"],
            "社区",
        ),
        _ => (&[], ""),
    };
    for ending in endings {
        if let Some(rest) = key.strip_suffix(ending)
            && rest.chars().count() >= 2
        {
            return format!("{rest}{kept}");
        }
    }
    key
}

/// The number without the words of its kind: `3` of 3栋, `东` of 东单元.
pub(super) fn number(words: &Suffix, kind: ComponentKind, text: &str) -> String {
    let text = folded(text);
    let mut key: String = text.iter().collect();
    // The longest ending that is a unit of this kind.
    for start in 1..text.len() {
        let unit = words.unit(&text, start, text.len());
        if unit.is_some_and(|(to, unit, _)| to == text.len() && closes(kind, unit)) {
            key = text[..start].iter().collect();
            break;
        }
    }
    let named = key.chars().count() == 2 && !key.chars().any(|ch| ch.is_ascii_digit());
    if kind == ComponentKind::Building && named && key.ends_with(['塔', '楼', '座']) {
        key.pop();
    }
    let negative = key.replace('负', "-");
    negative.trim_end_matches('-').to_owned()
}

fn closes(kind: ComponentKind, unit: Unit) -> bool {
    match unit {
        Unit::Building => kind == ComponentKind::Building,
        Unit::Entrance | Unit::Door => kind == ComponentKind::Entrance,
        Unit::Floor => kind == ComponentKind::Floor,
        Unit::Storey => matches!(kind, ComponentKind::Floor | ComponentKind::Building),
        Unit::Room => kind == ComponentKind::Room,
        Unit::Lane | Unit::Group => kind == ComponentKind::Lane,
        Unit::Number => true,
        _ => false,
    }
}

/// The room with its floor before it: floor 12 room 03, 1203 and 12楼3室 are `1203`.
pub(super) fn unit(words: &Suffix, floor: &str, room: &str) -> String {
    let floor =
        if floor.is_empty() { String::new() } else { number(words, ComponentKind::Floor, floor) };
    let room =
        if room.is_empty() { String::new() } else { number(words, ComponentKind::Room, room) };
    if room.is_empty() {
        return if floor.is_empty() { floor } else { format!("F{floor}") };
    }
    let digits = room.chars().take_while(char::is_ascii_digit).count();
    let bare = room.trim_start_matches('0');
    if floor.is_empty() {
        return if digits == 0 || bare.is_empty() { room } else { bare.to_owned() };
    }
    let counted = floor.chars().all(|ch| ch.is_ascii_digit());
    let level = floor.trim_start_matches('0');
    if counted && (1..=2).contains(&digits) {
        let pad = if digits == 1 { "0" } else { "" };
        return format!("{level}{pad}{room}");
    }
    // The room already begins with its floor, with two or three digits after it.
    let after =
        bare.strip_prefix(level).map(|rest| rest.chars().take_while(char::is_ascii_digit).count());
    if counted && matches!(after, Some(2 | 3)) {
        return bare.to_owned();
    }
    format!("{floor}-{room}")
}

/// The name in pinyin without tones, in full and by initials.
pub(super) fn sound(text: &str) -> (String, String) {
    let (mut full, mut initials) = (String::new(), String::new());
    for ch in text.chars().map(normal_char).filter(|ch| ch.is_alphanumeric()) {
        if let Some(sound) = ch.to_pinyin() {
            full.push_str(sound.plain());
            initials.push_str(sound.first_letter());
        } else {
            full.extend(ch.to_lowercase());
            initials.extend(ch.to_lowercase());
        }
    }
    (full, initials)
}

#[cfg(test)]
mod tests {
    use crate::index::spelling::Spelling;
    use crate::{ComponentKind, Profile};

    #[test]
    fn numbers_lose_the_words_of_their_kind() {
        let spelling = Spelling::of(&Profile::cn());
        let number = |kind, text: &str| spelling.number(kind, text);
        for text in ["3", "3栋", "三幢", "3号楼", "３座", "3号"] {
            assert_eq!(number(ComponentKind::Building, text), "3", "{text}");
        }
        assert_eq!(number(ComponentKind::Building, "东塔"), "东");
        assert_eq!(number(ComponentKind::Building, "a座"), "A");
        assert_eq!(number(ComponentKind::Entrance, "二門"), "2");
        assert_eq!(number(ComponentKind::Floor, "十二樓"), "12");
        assert_eq!(number(ComponentKind::Lane, "三巷"), "3");
        assert_eq!(number(ComponentKind::RoadNumber, "18号"), "18");
        assert_eq!(number(ComponentKind::RoadNumber, "18-3號"), "18-3");
    }

    #[test]
    fn a_room_and_its_floor_are_one_unit() {
        let spelling = Spelling::of(&Profile::cn());
        for (floor, room) in
            [("", "1203"), ("12", "03"), ("12楼", "3室"), ("十二层", "1203房"), ("", "1203室")]
        {
            assert_eq!(spelling.unit(floor, room), "1203", "{floor} {room}");
        }
        assert_eq!(spelling.unit("12", ""), "F12");
        assert_eq!(spelling.unit("1", "203"), "1-203");
        assert_eq!(spelling.unit("2", "0203"), "203");
        assert_eq!(spelling.unit("", "0203"), "203");
    }

    #[test]
    fn names_fold_script_and_numerals() {
        let spelling = Spelling::of(&Profile::cn());
        assert_eq!(spelling.name("錦繡花園二期").same, spelling.name("锦绣花园 2期").same);
        assert_eq!(spelling.name("幸福小区").variant, "幸福");
        assert_eq!(spelling.name("幸福花园").core, "幸福");
        assert_eq!(spelling.area(ComponentKind::Street, "柳岸街道办事处"), "柳岸街道");
        assert_eq!(spelling.sound("幸福花园"), Some(("xingfuhuayuan".into(), "xfhy".into())));
    }
}
