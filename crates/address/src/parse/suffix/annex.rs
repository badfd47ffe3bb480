//! What stands beside a number and belongs to it: 附3号, 之一, 甲.

use super::item::{Item, Shape};
use super::{Reader, Value};
use crate::ComponentKind;
use crate::profile::suffix::Unit;

impl Reader<'_> {
    /// No.18: where the number starts.
    pub(super) fn labelled(&self, i: usize, high: usize) -> Option<usize> {
        let rest = &self.text[i..high];
        match rest {
            ['N', 'O', '.', ' ', c, ..] if c.is_ascii_digit() => Some(i + 4),
            ['N', 'O', '.', c, ..] if c.is_ascii_digit() => Some(i + 3),
            _ => None,
        }
    }

    /// 18附3号, 18之2号: where the number ends, and its word.
    pub(super) fn sub_number(&self, first: Item, high: usize) -> Option<(usize, usize)> {
        let at = first.end;
        if first.shape != Shape::Digits || at + 1 >= high || !matches!(self.text[at], '附' | '之')
        {
            return None;
        }
        let item = self.item(at + 1, high).ok().filter(|item| {
            item.len() <= 3 && matches!(item.shape, Shape::Digits | Shape::Chinese)
        })?;
        match self.unit_at(item.end, high) {
            Some((to, Unit::Number, _)) => Some((item.end, to)),
            None if self.is_edge(item.end, high) => Some((item.end, item.end)),
            _ => None,
        }
    }

    /// 附3号, 之一, 院 after a road number: part of it.
    pub(super) fn annex(&mut self, to: usize, high: usize) -> usize {
        let Some(part) = self.parts.last().copied() else { return to };
        // 18号甲, 12号乙.
        if matches!(part.kind, ComponentKind::RoadNumber | ComponentKind::Building)
            && part.end == to
            && self.text[to - 1] == '号'
            && to < high
            && matches!(self.text[to], '甲' | '乙' | '丙' | '丁')
            && (self.is_edge(to + 1, high) || self.text[to + 1] == '-')
            && let (Some(last), Value::Number(from, _)) = (self.parts.last_mut(), part.value)
        {
            last.end = to + 1;
            last.value = Value::Number(from, to + 1);
            return to + 1;
        }
        if part.kind != ComponentKind::RoadNumber
            || to >= high
            || !matches!(self.text[to], '附' | '之' | '-')
        {
            return to;
        }
        let Some(item) = (to + 1 < high)
            .then(|| self.item(to + 1, high).ok().filter(|item| item.len() <= 4))
            .flatten()
        else {
            return to;
        };
        let unit = self.unit_at(item.end, high);
        let end = match (self.text[to], unit) {
            ('附', Some((end, Unit::Number, _))) => end,
            ('附' | '之', None) => item.end,
            // 16号-18号.
            ('-', Some((end, Unit::Number, _))) if item.shape == Shape::Digits => end,
            ('-', None)
                if item.len() <= 2
                    && item.shape == Shape::Digits
                    && self.is_edge(item.end, high) =>
            {
                item.end
            }
            _ => return to,
        };
        if let (Some(last), Value::Number(from, _)) = (self.parts.last_mut(), part.value) {
            last.end = end;
            last.value = Value::Number(from, item.end);
        }
        end
    }
}
