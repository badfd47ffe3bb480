//! China's divisions (province, city, county, street) with their short names.

use crate::ComponentKind;
use crate::normal::normal_char;
use crate::profile::trie::{Trie, Words};
use rustc_hash::{FxHashMap, FxHashSet};

/// The divisions as text; how it is made: `profiles/README.md`.
const CHINA: &str = include_str!("../../profiles/divisions_cn.txt");

/// Divisions that are no more, by the one that they lie in today.
const FORMER: &str = include_str!("../../profiles/divisions_cn_former.txt");

/// Peoples whose names stand in the names of autonomous divisions and are left
/// out of the short ones.
const PEOPLES: &[&str] = &[
    "朝鲜族",
    "土家族",
    "苗族",
    "藏族",
    "羌族",
    "彝族",
    "布依族",
    "侗族",
    "壮族",
    "瑶族",
    "回族",
    "满族",
    "蒙古族",
    "傣族",
    "景颇族",
    "傈僳族",
    "白族",
    "哈尼族",
    "黎族",
    "畲族",
    "仡佬族",
    "水族",
    "拉祜族",
    "佤族",
    "纳西族",
    "布朗族",
    "独龙族",
    "怒族",
    "普米族",
    "毛南族",
    "仫佬族",
    "各族",
    "撒拉族",
    "东乡族",
    "保安族",
    "裕固族",
    "土族",
    "哈萨克",
    "哈萨克族",
    "柯尔克孜",
    "塔吉克",
    "锡伯",
    "蒙古",
    "回族",
    "达斡尔族",
    "鄂伦春",
    "鄂温克族",
    "维吾尔",
    "门巴族",
    "珞巴族",
];

/// Endings that mark a full name, longest first, by level.
const PROVINCE_ENDINGS: &[&str] = &["特别行政区", "自治区", "省", "市"];
const CITY_ENDINGS: &[&str] = &["自治州", "地区", "盟", "市"];
const COUNTY_ENDINGS: &[&str] =
    &["自治县", "自治旗", "新区", "林区", "特区", "区", "县", "市", "旗"];
const STREET_ENDINGS: &[&str] = &["街道办事处", "街道", "镇", "乡", "苏木"];

/// Whether a name is one of a division that is no more.
pub(crate) fn is_former(name: &str) -> bool {
    FORMER
        .lines()
        .filter(|line| !line.starts_with('#'))
        .any(|line| line.split(' ').skip(1).any(|word| word == name))
}

/// One division.
#[derive(Clone, Debug)]
pub(crate) struct Division {
    /// The full name.
    pub(crate) name: Box<str>,
    /// Province, city, county or street.
    pub(crate) kind: ComponentKind,
    /// Every division that it is part of, the narrowest first, then [`NONE`].
    above: [u32; 3],
}

/// No division's number.
const NONE: u32 = u32::MAX;

/// A way to write a division, with what reading asks of it in one place.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Form {
    pub(crate) division: u32,
    /// The divisions that it is part of, as in [`Division`].
    above: [u32; 3],
    /// How many forms are written like this one, from it on.
    count: u32,
    pub(crate) kind: ComponentKind,
    /// Whether the name is whole (常宁市) or short (常宁).
    pub(crate) full: bool,
    /// Whether the name is the division's own, character by character.
    pub(crate) own: bool,
}

impl Form {
    /// Whether the division is `whole` or lies in it.
    pub(crate) fn is_within(&self, whole: u32) -> bool {
        self.division == whole || self.above.contains(&whole)
    }

    /// The divisions that it is part of, the narrowest first.
    pub(crate) fn above(&self) -> impl Iterator<Item = u32> + '_ {
        self.above.iter().copied().take_while(|&number| number != NONE)
    }

    /// The division that it is part of; itself for a province.
    pub(crate) fn parent(&self) -> u32 {
        if self.above[0] == NONE { self.division } else { self.above[0] }
    }
}

/// A form while the set is built: the division, whether it is whole, and the
/// form added before that is written alike.
#[derive(Clone, Copy, Debug)]
struct Link {
    division: u32,
    full: bool,
    own: bool,
    before: u32,
}

/// A set of divisions by name.
#[derive(Clone, Debug, Default)]
pub(crate) struct Divisions {
    all: Vec<Division>,
    /// The forms that are written alike stand side by side, the last added first.
    forms: Vec<Form>,
    /// The forms in the order of adding, while the set is built.
    links: Vec<Link>,
    trie: Trie,
    /// Streets by their stems (桂城 for 桂城街道), apart: many a word is one.
    stems: Trie,
    /// The names and the stems, while the set is built.
    words: Words,
    stem_words: Words,
    /// Counties to be known by another kind as well, while the set is built.
    other_kinds: Vec<(String, u32)>,
}

impl Divisions {
    /// China's, from the embedded text.
    pub(crate) fn china() -> Self {
        let mut divisions = Self::default();
        let (mut province, mut city) = (0, 0);
        for line in CHINA.lines() {
            let mut words = line.split(' ');
            let (level, _code, Some(name)) = (words.next(), words.next(), words.next()) else {
                continue;
            };
            match level {
                Some("P") => {
                    province = divisions.add(ComponentKind::Province, name, None);
                    city = province;
                }
                Some("C") => {
                    // 市辖区, 省直辖县级行政区划: no city, only the table's own heading.
                    let heading = name == "市辖区" || name == "县" || name.ends_with("行政区划");
                    city = if heading {
                        province
                    } else {
                        divisions.add(ComponentKind::City, name, Some(province))
                    };
                }
                Some("A") => {
                    let same = *divisions.all[city as usize].name == *name;
                    let county = if same {
                        city
                    } else {
                        divisions.add(ComponentKind::County, name, Some(city))
                    };
                    for street in words {
                        // 高密市密水街道 of 高密市: the table names the county again.
                        let own = street.strip_prefix(name);
                        let street = own.filter(|own| own.chars().count() >= 3).unwrap_or(street);
                        if STREET_ENDINGS.iter().any(|ending| street.ends_with(ending)) {
                            divisions.add(ComponentKind::Street, street, Some(county));
                        }
                    }
                }
                _ => {}
            }
        }
        divisions.add_former();
        divisions.add_other_kinds();
        let words = std::mem::take(&mut divisions.words);
        divisions.trie = divisions.settle(&words);
        let stems = std::mem::take(&mut divisions.stem_words);
        divisions.stems = divisions.settle(&stems);
        divisions.links = Vec::new();
        divisions
    }

    /// The words as a trie, whose values are the first of the forms that are
    /// written so.
    fn settle(&mut self, words: &Words) -> Trie {
        let links = &mut self.links;
        let mut trie = Trie::new(words, |form, before| links[form as usize].before = before);
        trie.change_values(|last| {
            let alike = std::iter::successors(self.links.get(last as usize), |link| {
                self.links.get(link.before as usize)
            });
            let first = self.forms.len();
            self.forms.extend(alike.map(|link| {
                let Division { kind, above, .. } = self.all[link.division as usize];
                let Link { division, full, own, .. } = *link;
                Form { division, above, count: 0, kind, full, own }
            }));
            let end = self.forms.len();
            for (at, form) in self.forms[first..].iter_mut().enumerate() {
                form.count = u32::try_from(end - first - at).unwrap_or(NONE);
            }
            u32::try_from(first).unwrap_or(NONE)
        });
        trie
    }

    /// Adds the divisions that are no more.
    fn add_former(&mut self) {
        let numbers: FxHashMap<Box<str>, u32> = (0..)
            .zip(&self.all)
            .filter(|(_, division)| division.kind <= ComponentKind::City)
            .map(|(number, division)| (division.name.clone(), number))
            .collect();
        for line in FORMER.lines().filter(|line| !line.starts_with('#')) {
            let mut words = line.split(' ');
            let Some(&parent) = words.next().and_then(|name| numbers.get(name)) else { continue };
            let in_province = self.get(parent).name.ends_with('省');
            let kind = if in_province { ComponentKind::City } else { ComponentKind::County };
            for name in words {
                self.add(kind, name, Some(parent));
            }
        }
    }

    /// A county may be written by the kind that it was, or will be (双流县,
    /// 双流区), where no division has that name.
    fn add_other_kinds(&mut self) {
        let names: FxHashSet<Box<str>> =
            self.all.iter().map(|division| division.name.clone()).collect();
        for (stem, number) in std::mem::take(&mut self.other_kinds) {
            for ending in ["区", "县", "市", "新区"] {
                let name = format!("{stem}{ending}");
                // 雄安新区 is no 安新区 of 安新县.
                let new_area = ending == "区" && stem.ends_with('新');
                if !new_area && !names.contains(name.as_str()) {
                    self.form(&name, number, true);
                }
            }
        }
    }

    /// Adds a division with its full and short forms; returns its number.
    pub(crate) fn add(&mut self, kind: ComponentKind, name: &str, parent: Option<u32>) -> u32 {
        let number = u32::try_from(self.all.len()).unwrap_or(u32::MAX);
        let above = parent.map_or([NONE; 3], |parent| {
            let [first, second, _] = self.get(parent).above;
            [parent, first, second]
        });
        self.all.push(Division { name: name.into(), kind, above });
        self.form(name, number, true);
        let endings = match kind {
            ComponentKind::Province => PROVINCE_ENDINGS,
            ComponentKind::City => CITY_ENDINGS,
            ComponentKind::County => COUNTY_ENDINGS,
            _ => &[],
        };
        if kind == ComponentKind::Street {
            if let Some(stem) = name.strip_suffix("街道").filter(|stem| stem.chars().count() >= 2)
            {
                self.stem(stem, number);
                // 东城区 of 东莞, a city without counties.
                if parent.is_some_and(|parent| self.get(parent).kind == ComponentKind::City) {
                    self.form(&format!("{stem}区"), number, true);
                }
            }
            return number;
        }
        let Some(stem) = endings.iter().find_map(|ending| name.strip_suffix(ending)) else {
            return number;
        };
        let mut stem = stem;
        while let Some(shorter) = PEOPLES.iter().find_map(|people| stem.strip_suffix(people)) {
            // 内蒙古 is not 内.
            if shorter.chars().count() < 2 {
                break;
            }
            stem = shorter;
        }
        if stem.chars().count() >= 2 {
            self.form(stem, number, false);
            if kind == ComponentKind::County {
                self.other_kinds.push((stem.to_owned(), number));
            }
        }
        if kind == ComponentKind::City && name.ends_with('市') && stem.chars().count() >= 2 {
            // 毕节地区: by the kind that it was.
            self.form(&format!("{stem}地区"), number, true);
        }
        if name.ends_with("自治州") {
            self.form(&format!("{stem}州"), number, true);
        }
        if name == "内蒙古自治区" {
            self.form("内蒙", number, false);
        }
        number
    }

    fn form(&mut self, name: &str, division: u32, full: bool) {
        let head = u32::try_from(self.links.len()).unwrap_or(NONE);
        self.words.add(name.chars().map(normal_char), head);
        let own = *self.get(division).name == *name && name.chars().all(|c| normal_char(c) == c);
        self.links.push(Link { division, full, own, before: NONE });
    }

    fn stem(&mut self, stem: &str, division: u32) {
        let head = u32::try_from(self.links.len()).unwrap_or(NONE);
        self.stem_words.add(stem.chars().map(normal_char), head);
        self.links.push(Link { division, full: false, own: false, before: NONE });
    }

    /// The street of `parent` whose stem starts at `from`: where it ends, and itself.
    pub(crate) fn street_by_stem(
        &self,
        line: &[char],
        from: usize,
        end: usize,
        parent: u32,
    ) -> Option<(usize, u32)> {
        let mut best = None;
        self.stems.each(line, from, end, |to, head| {
            let own = self.forms(head).iter().find(|form| form.parent() == parent);
            best = own.map(|form| (to, form.division)).or(best);
        });
        best
    }

    /// The division of a number.
    pub(crate) fn get(&self, number: u32) -> &Division {
        &self.all[number as usize]
    }

    /// Every name that starts at `from`: its end and its first form.
    pub(crate) fn each(
        &self,
        line: &[char],
        from: usize,
        end: usize,
        found: impl FnMut(usize, u32),
    ) {
        self.trie.each(line, from, end, found);
    }

    /// Whether a name may start with two characters: no means no.
    #[inline]
    pub(crate) fn may_start(&self, first: char, second: char) -> bool {
        self.trie.may_start(first, second)
    }

    /// The forms behind a name, from [`Divisions::each`].
    pub(crate) fn forms(&self, head: u32) -> &[Form] {
        let rest = self.forms.get(head as usize..).unwrap_or_default();
        let count = rest.first().map_or(0, |form| form.count as usize);
        &rest[..count]
    }

    /// Whether `part` is `whole` or lies in it.
    pub(crate) fn within(&self, part: u32, whole: u32) -> bool {
        part == whole || self.get(part).above.contains(&whole)
    }

    /// The characters that a name can start with.
    pub(crate) fn starts(&self) -> impl Iterator<Item = char> + '_ {
        self.all.iter().filter_map(|division| division.name.chars().next()).map(normal_char)
    }
}

#[cfg(test)]
mod tests {
    use super::Divisions;

    #[test]
    fn names_stand_in_their_tree() {
        let china = Divisions::china();
        let find = |name: &str| {
            let line: Vec<char> = name.chars().collect();
            let mut found = Vec::new();
            china.each(&line, 0, line.len(), |end, head| {
                if end == line.len() {
                    found.extend(china.forms(head).iter().map(|form| form.division));
                }
            });
            found
        };
        let hengyang = find("衡阳市");
        let changning = find("常宁");
        assert!(changning.iter().any(|&part| china.within(part, hengyang[0])));
        assert!(find("内蒙").len() == 1 && find("延边").len() == 1 && find("黔东南").len() == 1);
        assert!(find("恩施州").len() == 1 && find("凉山州").len() == 1);
        assert!(find("朝阳区").len() >= 2, "one name, several counties");
        assert!(find("双流县").len() == 1, "a county by the kind that it was");
        assert!(find("郊").is_empty());
    }
}
