//! Numbers with the word after them: 三栋, 2单元, 十二楼, 1203室, 18号.

use super::item::{Item, Shape};
use super::{Reader, Step, Value};
use crate::ComponentKind;
use crate::profile::suffix::{Unit, Word, class};

/// The most numbers that one chain joins.
pub(super) const LONGEST_CHAIN: usize = 6;

impl Reader<'_> {
    /// Reads a number at `i`, alone or as a chain (18-3-502).
    pub(super) fn number(&mut self, low: usize, start: usize, i: usize, high: usize) -> Step {
        match self.text[i] {
            '-' | '#' => {
                if let Some(end) = self.floor_below(start, i, high) {
                    return Step::Took(end);
                }
                self.name(start, i);
                return Step::Took(i + 1);
            }
            '第' | '负' | '甲' | '乙' | '丙' | '丁' if self.phone_end(i + 1, high).is_some() =>
            {
                self.name(start, i);
                return Step::Took(i + 1);
            }
            c if c.is_ascii_alphanumeric() => {
                if let Some(end) = self.phone_end(i, high).or_else(|| self.phone_inside(i, high)) {
                    return self.drop_phone(low, start, (i, end), high);
                }
                if let Some((end, Word::Plain)) = self.word_at(i, high)
                    && !(end < high && self.text[end] == '号')
                {
                    return Step::Name(end);
                }
            }
            _ => {}
        }
        // 十字路口: no number.
        if !self.text[i].is_ascii()
            && let Some((to, Word::Aside)) = self.word_at(i, high)
        {
            return self.aside(start, i, to);
        }
        if let Some(number) = self.labelled(i, high) {
            self.name(start, i);
            return Step::Took(number);
        }
        let first = match self.item(i, high) {
            Ok(item) => item,
            Err(end) => return Step::Name(end),
        };
        if let Some((end, to)) = self.sub_number(first, high) {
            self.name(start, i);
            self.assign(&[Item { end, ..first }], to, Unit::Number, high);
            return Step::Took(to);
        }
        let (chain, count) = self.chain(first, high);
        if count == 1
            && let Some((end, to, unit)) = self.list(first, high)
        {
            self.name(start, i);
            self.assign(&[Item { end, ..first }], to, unit, high);
            return Step::Took(to);
        }
        let last = chain[count - 1];
        let unit = self.unit_at(last.end, high).or_else(|| self.spaced_unit(last, high));
        match unit {
            // 象屿路99号国际航运中心: after a road the number is its own.
            // 小营路25号房地大厦: nothing is numbered by a word that a name goes on from.
            Some((to, unit @ (Unit::Plain | Unit::Room), _))
                if count == 1
                    && self.text[last.end] == '号'
                    && (unit == Unit::Plain || to > last.end + 1 && self.goes_on(to, high))
                    && self.parts.last().is_some_and(|part| {
                        part.kind == ComponentKind::Road && part.end == start && start == i
                    })
                    && !self.starts_road(last.end + 1, high) =>
            {
                self.push(ComponentKind::RoadNumber, i, last.end + 1, Value::Number(i, last.end));
                Step::Took(last.end + 1)
            }
            Some((_, Unit::Plain, _)) => Step::Name(last.end),
            Some((to, unit, cautious)) => {
                self.with_unit(start, &chain[..count], (to, unit, cautious), high)
            }
            None => self.bare(low, start, &chain[..count], high),
        }
    }

    /// Whether a name goes on at a place: no edge, no number, no word of the address.
    fn goes_on(&self, at: usize, high: usize) -> bool {
        !self.is_edge(at, high)
            && self.class(at) & (class::ASCII | class::NUMERAL) == 0
            && self.word_at(at, high).is_none()
    }

    /// Whether a word for a road, a line or a bridge starts at a place: 3号路, 2号线.
    fn starts_road(&self, at: usize, high: usize) -> bool {
        let two = |a, b| self.text[at] == a && at + 1 < high && self.text[at + 1] == b;
        at < high
            && ("路街线桥码".contains(self.text[at])
                || two('大', '街')
                || two('大', '道')
                || two('公', '路')
                || two('高', '速'))
    }

    /// 101、102室, 二、三层, A/B座: numbers of one kind with one word behind them;
    /// where the last of them and the word end, and the word.
    fn list(&self, first: Item, high: usize) -> Option<(usize, usize, Unit)> {
        let (mut last, mut count) = (first, 1);
        while count < 6
            && last.end + 1 < high
            && matches!(self.text[last.end], ',' | '&' | '/' | '\\' | '和' | '及' | '至')
        {
            let next = self.item(last.end + 1, high).ok()?;
            let alike = next.shape == first.shape
                && (next.len() == first.len() || first.len().max(next.len()) <= 2);
            if !alike {
                return None;
            }
            last = next;
            count += 1;
        }
        if count == 1 || first.shape == Shape::Stem {
            return None;
        }
        let (to, unit, _) = self.unit_at(last.end, high)?;
        matches!(
            unit,
            Unit::Room
                | Unit::Floor
                | Unit::Storey
                | Unit::Building
                | Unit::Entrance
                | Unit::Number
        )
        .then_some((last.end, to, unit))
    }

    /// 21 楼: a unit after a space, with nothing behind it that it may begin.
    fn spaced_unit(&self, item: Item, high: usize) -> Option<(usize, Unit, bool)> {
        let at = item.end;
        if at + 1 >= high || self.text[at] != ' ' {
            return None;
        }
        let (to, unit, cautious) = self.unit_at(at + 1, high)?;
        // A 座.
        let lettered = item.shape != Shape::Digits && item.shape != Shape::Chinese;
        if item.shape == Shape::Chinese || lettered && unit != Unit::Building {
            return None;
        }
        let sure = matches!(
            unit,
            Unit::Building
                | Unit::Entrance
                | Unit::Floor
                | Unit::Storey
                | Unit::Room
                | Unit::Number
        );
        let beside =
            self.is_edge(to, high) || self.class(to) & (class::ASCII | class::NUMERAL) != 0;
        (sure && beside).then_some((to, unit, cautious))
    }

    /// -1楼 or -2层.
    fn floor_below(&mut self, start: usize, i: usize, high: usize) -> Option<usize> {
        let before = i.checked_sub(1).map(|at| self.text[at]);
        if self.text[i] != '-'
            || i + 1 >= high
            || before.is_some_and(|c| c.is_ascii_alphanumeric())
            || !self.text[i + 1].is_ascii_digit()
        {
            return None;
        }
        let item = self.item(i + 1, high).ok().filter(|item| item.len() <= 3)?;
        let (to, unit, _) = self.unit_at(item.end, high)?;
        matches!(unit, Unit::Floor | Unit::Storey).then(|| {
            self.name(start, i);
            self.push(ComponentKind::Floor, i, to, Value::Number(i, item.end));
            to
        })
    }

    fn with_unit(
        &mut self,
        start: usize,
        chain: &[Item],
        (to, unit, cautious): (usize, Unit, bool),
        high: usize,
    ) -> Step {
        let (first, last) = (chain[0], chain[chain.len() - 1]);
        let i = first.start;
        if first.shape == Shape::Stem
            && matches!(
                unit,
                Unit::Lane | Unit::Group | Unit::Street | Unit::Community | Unit::Distance
            )
        {
            return Step::Name(last.end);
        }
        if first.shape == Shape::Chinese || first.shape == Shape::Stem {
            if cautious && !self.counts(start, i, to, unit, high) {
                return Step::Name(last.end);
            }
        } else if unit == Unit::Lane && start < i {
            // 员村2巷 is a road's name.
            return Step::Name(last.end);
        }
        if self.named_number(start, first, to, unit, high) {
            return Step::Name(last.end);
        }
        match unit {
            // 富七街坊: no name has one character, so that the number is part of it.
            Unit::Group
                if first.shape == Shape::Chinese
                    && start + 1 == i
                    && self.text[last.end..to] == ['街', '坊'] =>
            {
                self.push(ComponentKind::Estate, start, to, Value::Name);
                return Step::Took(to);
            }
            Unit::Phase if chain.len() == 1 => return self.phase(start, i, to),
            Unit::Distance => {
                return self.distance(start, i, to);
            }
            Unit::Street | Unit::Community => {
                if start < i || self.last().is_some_and(|part| part.kind > ComponentKind::Community)
                {
                    return Step::Name(last.end);
                }
                let kind = if unit == Unit::Street {
                    ComponentKind::Street
                } else {
                    ComponentKind::Community
                };
                self.push(kind, i, to, Value::Name);
                return Step::Took(to);
            }
            _ => {}
        }
        // 东二单元, 南7栋: the side is part of the name.
        if matches!(unit, Unit::Entrance | Unit::Building)
            && chain.len() == 1
            && self.trimmed(start, i) == Some((i.saturating_sub(1), i))
            && "东西南北中".contains(self.text[i - 1])
        {
            let kind = if unit == Unit::Entrance {
                ComponentKind::Entrance
            } else {
                ComponentKind::Building
            };
            self.push(kind, i - 1, to, Value::Number(i - 1, last.end));
            return Step::Took(to);
        }
        self.name(start, i);
        self.assign(chain, to, unit, high);
        Step::Took(self.annex(to, high))
    }

    /// Whether a Chinese numeral before a careful unit is a number here: 二门
    /// with a number or an edge behind it, or under a building.
    fn counts(&self, start: usize, i: usize, to: usize, unit: Unit, high: usize) -> bool {
        let beside = self.is_edge(to, high)
            || self.class(to) & (class::ASCII | class::NUMERAL) != 0
            || matches!(
                self.word_at(to, high),
                Some((_, Word::Aside | Word::Alone(_) | Word::Nearby | Word::Remark))
            );
        let under = start == i
            && self.last().is_some_and(|part| {
                matches!(
                    part.kind,
                    ComponentKind::Building | ComponentKind::Entrance | ComponentKind::Floor
                )
            });
        match unit {
            // 三巷 alone; 员村三巷 is a road's name.
            Unit::Lane => start == i && (beside || self.last_kind() == Some(ComponentKind::Road)),
            Unit::Storey => {
                let behind = start < i
                    || self.parts.last().is_some_and(|part| {
                        part.end == i
                            && matches!(
                                part.kind,
                                ComponentKind::Estate
                                    | ComponentKind::Poi
                                    | ComponentKind::RoadNumber
                            )
                    });
                beside || under || behind && !self.is_name_word(to, high)
            }
            _ => beside || under,
        }
    }

    /// Whether the number is part of a name: 1号公馆, 二号大街.
    fn named_number(&self, start: usize, first: Item, to: usize, unit: Unit, high: usize) -> bool {
        if !matches!(unit, Unit::Number | Unit::Phase | Unit::Group) {
            return false;
        }
        let Some((end, Word::Close(kind))) = self.word_at(to, high) else {
            return unit == Unit::Phase && self.road_after_modifiers(to, high).is_some();
        };
        match unit {
            Unit::Number => {
                let on_road = start == first.start
                    && matches!(self.last_kind(), Some(ComponentKind::Road | ComponentKind::Lane));
                !on_road && matches!(kind, ComponentKind::Road | ComponentKind::Estate) && end > to
            }
            _ => kind == ComponentKind::Road,
        }
    }

    /// A number, or a chain of numbers, with no unit after it.
    fn bare(&mut self, low: usize, start: usize, chain: &[Item], high: usize) -> Step {
        let (first, last) = (chain[0], chain[chain.len() - 1]);
        let pending = self.trimmed(start, first.start).is_some();
        if chain.len() == 1 {
            let under = !pending
                && self.last().is_some_and(|part| {
                    matches!(
                        part.kind,
                        ComponentKind::Building
                            | ComponentKind::Entrance
                            | ComponentKind::Floor
                            | ComponentKind::RoadNumber
                    )
                });
            match first.shape {
                Shape::Chinese
                    if first.len() >= 3
                        && (under || self.text[first.start..first.end].contains(&'〇')) => {}
                Shape::Chinese | Shape::Stem => return Step::Name(first.end),
                Shape::Letters => {
                    let alone = first.len() == 1 && self.is_edge(first.end, high);
                    let on_name = pending
                        || matches!(
                            self.last_kind(),
                            Some(ComponentKind::Estate | ComponentKind::Poi)
                        );
                    if !(alone && on_name) {
                        return Step::Name(first.end);
                    }
                }
                Shape::Digits | Shape::Mixed => {
                    if let Some(step) = self.lone(low, start, first, pending, high) {
                        return step;
                    }
                }
            }
        } else if self.is_name_word(last.end, high) && !self.road_before(pending) {
            return Step::Name(last.end);
        }
        self.name(start, first.start);
        self.assign_bare(chain);
        Step::Took(last.end)
    }

    fn road_before(&self, pending: bool) -> bool {
        !pending && self.last_kind() == Some(ComponentKind::Road)
    }

    /// A single Arabic number without a unit, where it is no room or building.
    fn lone(
        &mut self,
        low: usize,
        start: usize,
        item: Item,
        pending: bool,
        high: usize,
    ) -> Option<Step> {
        let edge = self.is_edge(item.end, high);
        let run = &self.text[item.start..item.end];
        let after_division = self.last().is_none_or(|part| part.kind <= ComponentKind::Community)
            // S322与S316交叉口.
            || item.start > 0 && matches!(self.text[item.start - 1], '与' | '和' | '跟');
        if !pending
            && item.shape == Shape::Mixed
            && after_division
            && matches!(run, ['S' | 'G' | 'X' | 'Y' | 'C', rest @ ..] if (3..=4).contains(&rest.len()) && rest.iter().all(char::is_ascii_digit))
        {
            let end = match self.word_at(item.end, high) {
                Some((end, Word::Close(ComponentKind::Road))) => end,
                _ => item.end,
            };
            self.push(ComponentKind::Road, item.start, end, Value::Name);
            return Some(Step::Took(end));
        }
        let labelled = item.start > 0 && matches!(self.text[item.start - 1], '编' | '码');
        let alone = edge && (item.start == low || labelled || self.is_edge(item.start - 1, high));
        if item.shape == Shape::Digits && item.len() == 6 && alone && !pending {
            self.push(
                ComponentKind::Postcode,
                item.start,
                item.end,
                Value::Number(item.start, item.end),
            );
            return Some(Step::Took(item.end));
        }
        if edge
            || matches!(
                self.word_at(item.end, high),
                Some((
                    _,
                    Word::Alone(_)
                        | Word::Remark
                        | Word::Nearby
                        | Word::Aside
                        | Word::Label
                        | Word::PhoneLabel
                ))
            )
        {
            return None;
        }
        // 国际广场T3四层: a building, before a number with a unit of its own.
        let tower = item.shape == Shape::Mixed
            && self.last_kind() == Some(ComponentKind::Estate)
            && self.class(item.end) & class::NUMERAL != 0
            && self.item(item.end, high).is_ok_and(|next| {
                matches!(
                    self.unit_at(next.end, high),
                    Some((_, Unit::Floor | Unit::Storey | Unit::Entrance | Unit::Room, _))
                )
            });
        let numbered = tower
            || matches!(
                self.last_kind(),
                Some(
                    ComponentKind::Road
                        | ComponentKind::RoadNumber
                        | ComponentKind::Building
                        | ComponentKind::Entrance
                        | ComponentKind::Floor
                )
            );
        let takes = !self.is_name_word(item.end, high)
            && (pending && item.len() >= 2 || !pending && numbered)
            && start <= item.start;
        (!takes).then_some(Step::Name(item.end))
    }
}
