//! Divisions in the line: whole or short names, repeated, with levels missing.

use super::{Reader, Value};
use crate::ComponentKind;
use crate::profile::divisions::Form;
use crate::profile::suffix::{Word, class};

/// How a division stands to what is known of the line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Standing {
    /// Under another province than the one known.
    Elsewhere,
    /// Nothing is known yet.
    Free,
    SameProvince,
    SameCity,
    /// In the known county, or a child of the deepest division known.
    Child,
    /// Known already.
    Known,
}

#[derive(Clone, Copy, Debug)]
struct Choice<'a> {
    form: &'a Form,
    standing: Standing,
    /// Other divisions of that name stand as well.
    shared: bool,
}

/// The most names of divisions that start at one place.
const MOST_NAMES: usize = 6;

/// The names of divisions that start at a place, shortest first: where each
/// ends, and its first form.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Names {
    found: [(u32, u32); MOST_NAMES],
    count: u32,
    /// What they answer: from where (+ 1, so that 0 is nothing), up to where.
    asked: (u32, u32),
}

impl Names {
    fn iter(&self) -> impl DoubleEndedIterator<Item = (usize, u32)> + '_ {
        self.found.iter().take(self.count as usize).map(|&(end, head)| (end as usize, head))
    }
}

const LEVELS: [ComponentKind; 3] =
    [ComponentKind::Province, ComponentKind::City, ComponentKind::County];

impl<'a> Reader<'a> {
    /// Reads a name of a place that starts a new name at `i`; returns its end.
    pub(super) fn place(&mut self, i: usize, high: usize) -> Option<usize> {
        if let Some((end, kind)) = self.words.place(self.text, i, high)
            && !self.is_name_word(end, high)
        {
            self.push(kind, i, end, Value::Name);
            return Some(end);
        }
        if self.text[i] == '中'
            && let Some(end) = self.country(i, high)
        {
            self.push(ComponentKind::Country, i, end, Value::Name);
            return Some(end);
        }
        let names = self.names_at(i, high);
        let mut found = names.iter().rev().peekable();
        while let Some((end, head)) = found.next() {
            let Some(choice) = self.choose(head) else { continue };
            let choice = self.city_of_same_name(choice, head, i).unwrap_or(choice);
            let shorter = found.peek().copied();
            if self.accepts(choice, end, high)
                && !shorter.is_some_and(|shorter| self.cuts_into_next(choice, end, shorter, high))
            {
                let longer = self.office(choice.form, end, high);
                self.take(choice, i, longer);
                if let Some(part) = self.parts.last_mut() {
                    part.own = choice.form.own && longer == end;
                }
                return Some(longer);
            }
        }
        self.county_by_form(i, high).or_else(|| self.street_by_stem(i, high))
    }

    /// 吉林吉林: after the province its city, where both have one short name.
    fn city_of_same_name(&self, choice: Choice<'a>, head: u32, i: usize) -> Option<Choice<'a>> {
        let again = choice.form.kind == ComponentKind::Province
            && self.parts.last().is_some_and(|part| {
                part.end == i
                    && part.kind == ComponentKind::Province
                    && part.value == Value::Division(choice.form.division)
            });
        let words = self.words;
        let mut forms = words.divisions.forms(head).iter().filter(|_| again);
        forms
            .find(|form| form.kind == ComponentKind::City && form.parent() == choice.form.division)
            .map(|form| Choice { form, standing: Standing::Child, shared: false })
    }

    /// 桂城东平路 in 南海区: a subdistrict of the county by its stem, before a road.
    fn street_by_stem(&mut self, i: usize, high: usize) -> Option<usize> {
        let deepest = self.known.iter().rev().find_map(|known| *known)?;
        let directly =
            self.last().is_some_and(|part| {
                part.kind <= ComponentKind::County
                    // 白云区城区石井: a filler between.
                    && (part.end == i
                        || matches!(self.word_at(part.end, i), Some((to, Word::Leading)) if to == i))
            });
        if !directly && i > 0 {
            return None;
        }
        let (end, street) = self.words.divisions.street_by_stem(self.text, i, high, deepest)?;
        self.road_ahead(end, high).then(|| {
            self.push(ComponentKind::Street, i, end, Value::Division(street));
            end
        })
    }

    /// The end of a subdistrict named by its office: 龙城街道办, 龙城街道办事处.
    fn office(&self, form: &Form, end: usize, high: usize) -> usize {
        let rest = &self.text[end..high];
        let longer = match rest {
            ['办', '事', '处', ..] => end + 3,
            ['办', ..] => end + 1,
            _ => return end,
        };
        let is_subdistrict = self.words.divisions.get(form.division).name.ends_with("街道");
        if is_subdistrict { longer } else { end }
    }

    /// 济南市中区 is 济南 and 市中区: the shorter name, where a division in it
    /// follows the shorter and none the longer.
    fn cuts_into_next(
        &self,
        choice: Choice<'_>,
        end: usize,
        shorter: (usize, u32),
        high: usize,
    ) -> bool {
        shorter.0 + 1 == end
            && !self.division_follows(choice.form.division, end, high)
            && self.choose(shorter.1).is_some_and(|short| {
                self.full_division_follows(short.form.division, shorter.0, high)
            })
    }

    /// A county that the divisions do not hold (one that is no more), by its
    /// form, directly after a city: 北市区.
    pub(super) fn county_by_form(&mut self, i: usize, high: usize) -> Option<usize> {
        let part = self.parts.last().copied()?;
        if part.end != i {
            return None;
        }
        if part.kind == ComponentKind::County {
            // The same county twice: 带岭区带岭区.
            let end = i + (part.end - part.start);
            let again = end <= high && self.text[part.start..part.end] == self.text[i..end];
            return again.then(|| {
                self.push(ComponentKind::County, i, end, part.value);
                end
            });
        }
        // 长沙经开区: a zone.
        let zone = matches!(self.word_at(i, high), Some((_, Word::Close(ComponentKind::Zone))));
        if part.kind != ComponentKind::City || zone {
            return None;
        }
        for end in i + 2..=(i + 4).min(high) {
            let (before, last) = (self.text[end - 2], self.text[end - 1]);
            let next = self.text.get(end).copied().filter(|_| end < high).unwrap_or(' ');
            let whole = match last {
                '县' => !"道城委".contains(next),
                '区' => end > i + 2 && !"域".contains(next),
                '市' => end > i + 2 && !"场政域区民中".contains(next),
                '旗' => end > i + 2,
                _ => false,
            };
            let stem_fits = || {
                let plain = class::ASCII | class::SEPARATOR | class::OPEN | class::CLOSE;
                !"小社校园厂发业新片景东西南北中住牧库港务禁宅术城".contains(before)
                    && (i..end - 1).all(|at| {
                        self.class(at) & plain == 0 && !"路街镇村号道".contains(self.text[at])
                    })
            };
            if whole && stem_fits() {
                self.push(ComponentKind::County, i, end, Value::Name);
                return Some(end);
            }
        }
        None
    }

    /// Whether a place that is known already, or one below it, is written in
    /// the middle of a name: the levels are given again there.
    pub(super) fn place_again(&self, i: usize, high: usize) -> bool {
        if self.text[i] == '中' {
            return self.country(i, high).is_some();
        }
        // Nothing stands again before anything is known.
        if self.known == [None; 3] || self.class(i) & class::NAME == 0 {
            return false;
        }
        // 雄安新区: no division of that name.
        if matches!(self.word_at(i, high), Some((_, Word::Alone(_)))) {
            return false;
        }
        self.names_at(i, high).iter().rev().any(|(end, head)| {
            let Some(choice) = self.choose(head) else { return false };
            let Form { kind, full, division, .. } = *choice.form;
            let stands = choice.standing == Standing::Known
                // 浙江省慈慈溪市: what stands before it names nothing.
                || full
                    && choice.standing == Standing::SameProvince
                    && kind <= ComponentKind::County
                    && self.known[1].is_none()
                    && self.parts.last().is_some_and(|part| part.kind == ComponentKind::Province)
                || full
                    && choice.standing >= Standing::SameCity
                    && kind != ComponentKind::Street
                || full
                    && choice.standing == Standing::Child
                    && !self.has(ComponentKind::Street);
            stands
                && (full || self.division_follows(division, end, high))
                && !self.is_name_word(end, high)
        })
    }

    /// Whether the last part is a division larger than a kind.
    fn after_larger(&self, kind: ComponentKind) -> bool {
        self.parts.last().is_some_and(|part| {
            part.kind < kind && part.kind != ComponentKind::Country && !part.near
        })
    }

    pub(super) fn has(&self, kind: ComponentKind) -> bool {
        self.parts.iter().any(|part| part.kind == kind)
    }

    fn country(&self, i: usize, high: usize) -> Option<usize> {
        let end = match self.text[i..high] {
            ['中', '华', '人', '民', '共', '和', '国', ..] => i + 7,
            ['中', '国', ..] => i + 2,
            _ => return None,
        };
        let leads_on = self.is_edge(end, high)
            || self.class(end) & class::PLACE != 0 && self.names_at(end, high).count > 0;
        (leads_on && !self.is_name_word(end, high)).then_some(end)
    }

    /// The divisions' names that start at `i`. What was asked last at a place
    /// is kept: a name is looked for before it is read.
    fn names_at(&self, i: usize, high: usize) -> Names {
        if i + 1 >= high || self.class(i) & class::NAME == 0 {
            return Names::default();
        }
        let number = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        let asked = (number(i) + 1, number(high));
        let kept = &self.names[i % self.names.len()];
        let mut names = kept.get();
        if names.asked == asked {
            return names;
        }
        (names.count, names.asked) = (0, asked);
        self.words.divisions.each(self.text, i, high, |end, head| {
            if let Some(place) = names.found.get_mut(names.count as usize) {
                *place = (number(end), head);
                names.count += 1;
            }
        });
        kept.set(names);
        names
    }

    /// The division that a name means here.
    fn choose(&self, head: u32) -> Option<Choice<'a>> {
        let words = self.words;
        let mut best: Option<Choice<'a>> = None;
        for form in words.divisions.forms(head) {
            let standing = self.standing(form);
            let better = match best {
                None => true,
                // 宁德市 before 宁德 of another level; the larger place at the same standing.
                Some(old) => {
                    (standing, form.full, std::cmp::Reverse(form.kind))
                        > (old.standing, old.form.full, std::cmp::Reverse(old.form.kind))
                }
            };
            if better {
                best = Some(Choice { form, standing, shared: false });
            } else if let Some(old) = &mut best
                && (old.standing, old.form.kind, old.form.full) == (standing, form.kind, form.full)
            {
                old.shared = true;
            }
        }
        best
    }

    fn standing(&self, form: &Form) -> Standing {
        if self.known.contains(&Some(form.division)) {
            return Standing::Known;
        }
        let deepest = self.known.iter().rev().find_map(|known| *known);
        match (deepest, self.known) {
            (None, _) => Standing::Free,
            (Some(deepest), _) if form.parent() == deepest => Standing::Child,
            (_, [_, Some(city), _]) if form.is_within(city) => Standing::SameCity,
            (_, [Some(province), _, _]) if form.is_within(province) => Standing::SameProvince,
            (Some(deepest), _) if self.words.divisions.within(deepest, form.division) => {
                Standing::Known
            }
            _ => Standing::Elsewhere,
        }
    }

    fn accepts(&self, choice: Choice<'_>, end: usize, high: usize) -> bool {
        let divisions = &self.words.divisions;
        let Form { kind, full, division, .. } = *choice.form;
        let named = (matches!(self.word_at(end, high), Some((_, Word::Close(closing))) if closing != ComponentKind::Zone)
            || self.road_after_modifiers(end, high).is_some())
            // 呼和浩特新城区: no 新城 named for the city.
            && !(kind <= ComponentKind::City && self.full_division_follows(division, end, high));
        if full {
            return match (kind, choice.standing) {
                (ComponentKind::Street | ComponentKind::County, Standing::Elsewhere) => false,
                (
                    ComponentKind::Street,
                    Standing::Free | Standing::SameProvince | Standing::SameCity,
                ) => !named,
                // 锦绣花园南区: a county comes at the beginning or after a larger place.
                (ComponentKind::County, Standing::Free) => {
                    self.last().is_none_or(|part| part.kind <= ComponentKind::County)
                        || self.division_follows(division, end, high)
                }
                // 九龙, which has no ending: 九龙山路 is a road.
                (ComponentKind::City, standing)
                    if !divisions.get(division).name.ends_with(['市', '州', '盟', '区']) =>
                {
                    !named && standing != Standing::Elsewhere
                }
                // 龙湖区城区: no county of another city under a county, unless the
                // chain begins again (滨海新区天津汉沽区).
                (ComponentKind::County, Standing::SameProvince) => {
                    self.known[2].is_none() || self.after_larger(ComponentKind::County)
                }
                (_, Standing::Known) => {
                    !named
                        || self.last().is_none_or(|part| part.kind <= ComponentKind::County)
                        || self.parts.last().is_some_and(|part| part.kind < kind)
                }
                _ => true,
            };
        }
        // 东莞庄路, 深圳湾路: a road named for it.
        // No road: 怀化|通道侗族自治县, 南京|轨道交通.
        let road = !self.is_edge(end, high)
            && end + 1 < high
            && matches!(self.text[end + 1], '路' | '街')
            && self.class(end) & (class::ASCII | class::NUMERAL) == 0
            && self.word_at(end, high).is_none()
            && !self.division_follows(division, end, high)
            && matches!(
                self.word_at(end + 1, high),
                Some((to, Word::Close(ComponentKind::Road))) if to == end + 2
            );
        if named || road || kind == ComponentKind::County && self.zone_follows(end, high) {
            return false;
        }
        let leads_on = || self.is_edge(end, high) || self.division_follows(division, end, high);
        let after_division =
            self.parts.last().is_some_and(|part| part.kind <= ComponentKind::County);
        match (kind, choice.standing) {
            (_, Standing::Elsewhere) => false,
            (_, Standing::Known) => {
                // The chain is built again from above, or the city repeats its province.
                let chain = self.parts.last().is_some_and(|part| {
                    part.kind < kind
                        || part.kind == ComponentKind::Province
                            && part.value == Value::Division(division)
                });
                leads_on() || self.zone_follows(end, high) || chain
            }
            (ComponentKind::Province, _) => true,
            (ComponentKind::City, Standing::Free) => {
                !choice.shared && self.parts.is_empty() || leads_on()
            }
            // 琼海市海南海口: the chain begins again.
            (ComponentKind::City, _) => {
                self.known[2].is_none() || leads_on() || self.after_larger(ComponentKind::City)
            }
            (
                ComponentKind::County,
                Standing::Child | Standing::SameCity | Standing::SameProvince,
            ) => self.known[2].is_none() && after_division && !choice.shared,
            (ComponentKind::County, Standing::Free) => {
                self.division_follows(division, end, high)
                    || self.parts.is_empty()
                        && !choice.shared
                        && (divisions.get(division).name.ends_with('市')
                            || self.road_ahead(end, high))
            }
            _ => false,
        }
    }

    /// Whether a road, a street or a village with a name of its own comes next:
    /// 东平路 after 桂城, 京原路 after 石景山 (but 嘉陵江东街 is one name).
    fn road_ahead(&self, from: usize, high: usize) -> bool {
        if from >= high || self.class(from) & class::MODIFIER != 0 {
            return false;
        }
        if "区县市镇乡门口桥站里江河湖海岛山".contains(self.text[from]) {
            return false;
        }
        let mut at = from;
        while at < high.min(from + 7) {
            if self.is_edge(at, high) || self.class(at) & class::ASCII != 0 {
                return false;
            }
            match self.word_at(at, high) {
                Some((end, Word::Close(_))) if self.is_name_word(end, high) => at = end,
                Some((_, Word::Close(kind))) => {
                    return at >= from + 2
                        && matches!(
                            kind,
                            ComponentKind::Road | ComponentKind::Street | ComponentKind::Community
                        );
                }
                Some(_) if at < from + 2 => return false,
                _ => at += 1,
            }
        }
        false
    }

    fn zone_follows(&self, end: usize, high: usize) -> bool {
        matches!(self.word_at(end, high), Some((_, Word::Close(ComponentKind::Zone))))
    }

    /// Whether a name of a division in (or above) this one comes next.
    fn division_follows(&self, division: u32, end: usize, high: usize) -> bool {
        if end >= high || self.class(end) & class::PLACE == 0 {
            return false;
        }
        let divisions = &self.words.divisions;
        self.names_at(end, high).iter().any(|(_, head)| {
            let forms = divisions.forms(head);
            forms
                .iter()
                .any(|form| form.is_within(division) || divisions.within(division, form.division))
        })
    }

    /// Whether the full name of a division in this one comes next.
    fn full_division_follows(&self, division: u32, end: usize, high: usize) -> bool {
        self.names_at(end, high).iter().any(|(_, head)| {
            let forms = self.words.divisions.forms(head);
            forms
                .iter()
                .any(|form| form.full && form.division != division && form.is_within(division))
        })
    }

    /// Notes a division and what it tells of the levels above it.
    fn take(&mut self, choice: Choice<'_>, start: usize, end: usize) {
        let divisions = &self.words.divisions;
        let Form { division, mut kind, .. } = *choice.form;
        // 北京北京昌平区: the second is the city.
        if kind == ComponentKind::Province
            && self.parts.last().is_some_and(|part| {
                part.end == start
                    && part.value == Value::Division(division)
                    && part.kind == ComponentKind::Province
            })
            && divisions.get(division).name.ends_with('市')
        {
            kind = ComponentKind::City;
        }
        if choice.shared {
            // Which of several is open; the name as written is all that is known.
            self.push(kind, start, end, Value::Name);
            return;
        }
        self.push(kind, start, end, Value::Division(division));
        if choice.standing == Standing::Elsewhere {
            self.known = [None; 3];
        }
        self.know(choice.form.kind, division);
        for above in choice.form.above() {
            self.know(divisions.get(above).kind, above);
        }
    }

    fn know(&mut self, kind: ComponentKind, division: u32) {
        if let Some(level) = LEVELS.iter().position(|&level| level == kind) {
            self.known[level] = Some(division);
        }
    }
}
