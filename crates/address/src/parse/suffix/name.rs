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
        let told = self.words.ending(self.text, start, end);
        let kind = told.unwrap_or(ComponentKind::Poi);
        self.push(kind, start, end, Value::Name);
        if let Some(part) = self.parts.last_mut() {
            part.weak = told.is_none();
        }
    }

    /// Without spaces, dashes, dots and joining words at its edges.
    pub(super) fn trimmed(&self, mut start: usize, mut end: usize) -> Option<(usize, usize)> {
        let loose = |c: char| {
            self.words.class(c) & class::SEPARATOR != 0
                || matches!(c, '-' | '·' | '.' | '/' | '#' | '的')
        };
        while start < end && loose(self.text[start]) {
            start += 1;
        }
        while end > start && loose(self.text[end - 1]) {
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
        if kind == ComponentKind::Street && !self.street_may_stand(start, i, end, high) {
            return Step::Name(end);
        }
        if kind == ComponentKind::Road {
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

    fn number_or_edge(&self, at: usize, high: usize) -> bool {
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
