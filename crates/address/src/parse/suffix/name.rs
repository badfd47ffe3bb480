//! Names: where they close, and of what kind they are.

use super::{Reader, Step, Value};
use crate::ComponentKind;
use crate::profile::suffix::{Word, class};

impl Reader<'_> {
    /// Closes the name gathered in `start..end` where something else begins.
    pub(super) fn name(&mut self, start: usize, end: usize) {
        let Some((start, end)) = self.trimmed(start, end) else { return };
        if self.text[start] == '期'
            && end - start == 1
            && let Some(estate) = self.parts.last_mut()
            && estate.end == start
            && matches!(
                estate.kind,
                ComponentKind::Estate | ComponentKind::Poi | ComponentKind::Zone
            )
        {
            // The number of the phase is lost; that there was one is not.
            estate.end = end;
            return;
        }
        if end - start == 1 {
            // A single character names nothing: 东, 栋, 内.
            self.push(ComponentKind::Note, start, end, Value::Name);
            return;
        }
        let told = self
            .team(start, end)
            .or_else(|| self.whole_word(start, end))
            .or_else(|| self.words.ending(self.text, start, end));
        let kind = told.unwrap_or(ComponentKind::Poi);
        self.push(kind, start, end, Value::Name);
        if let Some(part) = self.parts.last_mut() {
            part.weak = told.is_none();
        }
    }

    /// 政府, 医院: a name that is all word for its kind.
    fn whole_word(&self, start: usize, end: usize) -> Option<ComponentKind> {
        match self.word_at(start, end) {
            Some((to, Word::Close(kind @ (ComponentKind::Poi | ComponentKind::Estate)))) => {
                (to == end).then_some(kind)
            }
            _ => None,
        }
    }

    /// 石榴社 of a village is one of its groups.
    fn team(&self, start: usize, end: usize) -> Option<ComponentKind> {
        (matches!(self.text[end - 1], '社' | '队')
            && !matches!(self.text[end - 2], '中' | '大' | '支' | '总' | '分')
            && end - start <= 4
            && self.parts.last().is_some_and(|part| {
                part.end == start && part.kind == ComponentKind::Community && !part.near
            }))
        .then_some(ComponentKind::Lane)
    }

    /// 达道湾镇: the word for a road at `i..to` stands in the name of a town or a
    /// village, which closes after one or two characters more.
    fn in_longer_name(&self, start: usize, (i, to): (usize, usize), high: usize) -> bool {
        if to - i > 1 || i == start || self.has(ComponentKind::Road) {
            return false;
        }
        let plain = class::ASCII | class::SEPARATOR | class::OPEN | class::CLOSE | class::NUMERAL;
        (to + 1..high.min(to + 3)).take_while(|&at| self.class(at - 1) & plain == 0).any(|at| {
            let short = i - start == 1;
            match self.word_at(at, high) {
                Some((end, Word::Close(ComponentKind::Street))) => {
                    (short || at == to + 1) && !self.has(ComponentKind::Street)
                        // 春风路乡镇企业.
                        && self.word_at(at - 1, high).is_none_or(|(other, _)| other <= end)
                }
                Some((_, Word::Close(ComponentKind::Community))) => {
                    short && !self.has(ComponentKind::Community)
                }
                _ => false,
            }
        })
    }

    /// Without spaces, dashes, dots and joining words at its edges.
    pub(super) fn trimmed(&self, mut start: usize, mut end: usize) -> Option<(usize, usize)> {
        while start < end && self.class(start) & class::LOOSE != 0 {
            start += 1;
        }
        while end > start && self.class(end - 1) & class::LOOSE != 0 {
            end -= 1;
        }
        (start < end).then_some((start, end))
    }

    /// A closing word at `i..to` after a name that starts at `start`.
    pub(super) fn close(
        &mut self,
        start: usize,
        (i, to): (usize, usize),
        kind: ComponentKind,
        high: usize,
    ) -> Step {
        if kind == ComponentKind::Road && self.in_longer_name(start, (i, to), high) {
            return Step::Name(to);
        }
        let (mut kind, mut end) = (kind, to);
        loop {
            match self.word_at(end, high) {
                // 人民路小学 is a school, 花园路 a road; 泉峰镇中学 stays a town with its school.
                // 开发区软件园: a zone and an estate in it.
                // 高新区新城路: a zone and a road in it.
                Some((next, Word::Close(ComponentKind::Estate | ComponentKind::Zone)))
                    if kind == ComponentKind::Zone
                        && (next - end >= 3 || self.is_name_word(next, high)) =>
                {
                    break;
                }
                // 北镇乡: a town's name ends in the word for another kind.
                Some((next, Word::Close(ComponentKind::Street)))
                    if kind == ComponentKind::Street
                        && next == end + 1
                        && i - start == 1
                        && (self.text[i], self.text[end]) == ('镇', '乡') =>
                {
                    end = next;
                }
                Some((next, Word::Close(further))) if kind != ComponentKind::Street => {
                    kind = further;
                    end = next;
                }
                // 开发区第三大街, 工业园区东环路: a road of its own.
                _ if kind == ComponentKind::Zone
                    && end < high
                    && (self.text[end] == '第'
                        || self.road_after_modifiers(end, high).is_some_and(|to| to > end + 2)) =>
                {
                    break;
                }
                _ if !matches!(kind, ComponentKind::Road | ComponentKind::Street) => {
                    let Some(next) = self.road_after_modifiers(end, high) else { break };
                    // 西河社区八一路: a road of its own.
                    if kind == ComponentKind::Community && end - i > 1 && next > end + 2 {
                        break;
                    }
                    kind = ComponentKind::Road;
                    end = next;
                }
                _ => break,
            }
        }
        if i == start && end == to {
            let whole = match kind {
                ComponentKind::Zone => end - i >= 3,
                // 新街, 步行街.
                ComponentKind::Road => end - i >= 2 && self.number_or_edge(end, high),
                _ => false,
            };
            if whole {
                self.push(kind, start, end, Value::Name);
                return Step::Took(end);
            }
            // Nothing before it: the word is the beginning of a name.
            return Step::Name(end);
        }
        // 石榴村店, 春风路店: a shop named for where it is.
        if end < high
            && self.text[end] == '店'
            && (self.is_edge(end + 1, high)
                || matches!(self.word_at(end + 1, high), Some((_, Word::Nearby | Word::Aside))))
        {
            (kind, end) = (ComponentKind::Poi, end + 1);
        }
        // 潜江市园林办事处柳岸路: the office of a subdistrict.
        if kind == ComponentKind::Poi && end == to && self.subdistrict_office(start, (i, to), high)
        {
            self.push(ComponentKind::Street, start, to, Value::Name);
            return Step::Took(to);
        }
        if kind == ComponentKind::Street && !self.street_may_stand(start, i, end, high) {
            return Step::Name(end);
        }
        // 323省道北: beside a trunk road, which has no sides in its name.
        if kind == ComponentKind::Road
            && !matches!(self.text[i..to], [_, '道'] if self.text[i] != '大')
        {
            let tail = self.words.road_tail(self.text, end, high);
            if tail > end + 1 || tail > end && self.number_or_edge(tail, high) {
                end = tail;
            }
        }
        if let Some((start, end)) = self.trimmed(start, end) {
            self.push(kind, start, end, Value::Name);
        }
        Step::Took(end)
    }

    /// A street (镇, 乡, 街道) stands above the road, its name is short, and a
    /// second one before a number is an estate's fancy name (美镇7幢).
    fn street_may_stand(&self, start: usize, i: usize, end: usize, high: usize) -> bool {
        let below_road = self.last().is_some_and(|part| {
            matches!(part.kind, ComponentKind::Road | ComponentKind::RoadNumber)
                // S210 石马山镇: a trunk road runs through towns.
                && !self.text[part.start].is_ascii()
        });
        let second = self.parts.iter().any(|part| part.kind == ComponentKind::Street);
        let numbered = end < high && self.text[end].is_ascii_alphanumeric();
        i - start <= 7 && (self.bracketed || !below_road) && !(second && numbered)
    }

    /// A short name directly after a county or a city, and more behind it.
    fn subdistrict_office(&self, start: usize, (i, to): (usize, usize), high: usize) -> bool {
        self.text[i..to] == ['办', '事', '处']
            && (2..=4).contains(&(i - start))
            && !self.is_edge(to, high)
            && self.parts.last().is_some_and(|part| {
                part.end == start
                    && matches!(part.kind, ComponentKind::City | ComponentKind::County)
            })
    }

    pub(super) fn number_or_edge(&self, at: usize, high: usize) -> bool {
        self.is_edge(at, high) || self.text[at].is_ascii_digit()
    }

    /// 附近, 对面: what stands before it is near, not here.
    pub(super) fn nearby(&mut self, start: usize, i: usize, to: usize) -> Step {
        let end = self.trimmed(start, i).map_or(i, |(_, end)| end);
        self.name(start, i);
        if let Some(part) = self.parts.last_mut()
            && part.end == end
            && part.kind >= ComponentKind::Community
            && !matches!(part.kind, ComponentKind::Note | ComponentKind::Nearby)
        {
            part.near = true;
        }
        self.push(ComponentKind::Nearby, i, to, Value::Name);
        Step::Took(to)
    }

    /// 门口, 路口: where at the place.
    pub(super) fn aside(&mut self, start: usize, i: usize, to: usize) -> Step {
        let mut from = i;
        if i > start
            && let Some((_, Word::Close(kind))) = self.word_at(i, i + 1)
        {
            from = i + 1;
            self.push(kind, start, from, Value::Name);
        } else {
            self.name(start, i);
        }
        self.push(ComponentKind::Note, from, to, Value::Name);
        Step::Took(to)
    }

    /// A part of an estate (二期, 南区, A区) joins the estate's name.
    pub(super) fn phase(&mut self, start: usize, i: usize, to: usize) -> Step {
        if let Some((start, _)) = self.trimmed(start, i) {
            let after_division = self.last().is_none_or(|part| part.kind <= ComponentKind::County);
            let zone = after_division && to - i == 2 && self.text[i] == '新';
            self.push(
                if zone { ComponentKind::Zone } else { ComponentKind::Estate },
                start,
                to,
                Value::Name,
            );
            return Step::Took(to);
        }
        if self.text[i..to] == ['新', '区']
            && self.parts.last().is_some_and(|part| {
                part.end == i && matches!(part.kind, ComponentKind::City | ComponentKind::County)
            })
        {
            self.push(ComponentKind::Zone, i, to, Value::Name);
            return Step::Took(to);
        }
        let in_bracket =
            i > 0 && matches!(self.text[i - 1], '(') && self.text.get(to) == Some(&')');
        match self.parts.last_mut() {
            Some(part)
                if (part.end == i
                    || part.end + 1 == i && (in_bracket || self.text[part.end] == ' '))
                    && matches!(
                        part.kind,
                        ComponentKind::Estate | ComponentKind::Poi | ComponentKind::Community
                    ) =>
            {
                // (一期) is taken with its bracket.
                part.end = to + usize::from(in_bracket && part.end < i);
                part.kind = ComponentKind::Estate;
                part.value = Value::Name;
            }
            _ => self.push(ComponentKind::Estate, i, to, Value::Name),
        }
        Step::Took(to)
    }
}
