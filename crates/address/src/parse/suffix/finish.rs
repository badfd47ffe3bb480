//! Last looks at the parts together, and their strings.

use super::{Part, Reader, Value};
use crate::{Component, ComponentKind, Parsed, Span};

impl Reader<'_> {
    pub(super) fn finish(&mut self, spare: &mut Vec<Component>, parsed: &mut Parsed) {
        if !self.parts.is_sorted_by_key(|part| (part.start, part.end)) {
            self.parts.sort_by_key(|part| (part.start, part.end));
        }
        self.name_kinds();
        let all = self.keep_divisions();
        let components = &mut parsed.components;
        components.reserve(self.parts.len());
        for (i, part) in self.parts.iter().enumerate() {
            let stays = all || self.kept.contains(&i);
            if part.kind <= ComponentKind::County && !part.near && !stays {
                continue;
            }
            let component = self.component(part, spare.pop());
            // A name given again says nothing new.
            let again = matches!(
                part.kind,
                ComponentKind::Street
                    | ComponentKind::Community
                    | ComponentKind::Road
                    | ComponentKind::Zone
            ) && components
                .iter()
                .any(|earlier| earlier.kind == part.kind && earlier.value == component.value);
            if !again || part.near {
                components.push(component);
            } else {
                spare.push(component);
            }
        }
        self.dropped.sort_by_key(|span| span.start);
        parsed.dropped = std::mem::take(&mut self.dropped);
    }

    /// A part with its strings, written into another component's.
    fn component(&self, part: &Part, spare: Option<Component>) -> Component {
        let (mut text, mut value) = spare.map(|old| (old.text, old.value)).unwrap_or_default();
        text.clear();
        text.push_str(self.line.text(part.start, part.end));
        value.clear();
        self.write_value(part, &mut value);
        let span = Span { start: part.start, end: part.end };
        Component { kind: part.kind, span, text, value, near: part.near }
    }

    /// Names that nothing told the kind of, by what comes after them.
    fn name_kinds(&mut self) {
        for i in 0..self.parts.len() {
            let part = self.parts[i];
            let next = self
                .parts
                .get(i + 1)
                .filter(|next| next.start <= part.end + 1)
                .map(|next| next.kind);
            let kind = match (part.kind, next) {
                (ComponentKind::Poi, Some(ComponentKind::Building | ComponentKind::Entrance))
                | (ComponentKind::Community, Some(ComponentKind::Building))
                    if part.weak =>
                {
                    ComponentKind::Estate
                }
                // A座西翼702室: no estate stands in a building.
                (ComponentKind::Poi, Some(ComponentKind::Room))
                    if part.weak && !self.below_building(i) =>
                {
                    ComponentKind::Estate
                }
                (ComponentKind::Poi, Some(ComponentKind::Lane)) if part.weak => {
                    ComponentKind::Community
                }
                _ => {
                    self.number_of_name(i);
                    continue;
                }
            };
            self.parts[i].kind = kind;
        }
    }

    fn below_building(&self, i: usize) -> bool {
        self.parts[..i].iter().any(|part| {
            (ComponentKind::Building..=ComponentKind::Room).contains(&part.kind) && !part.near
        })
    }

    /// 西操场1号硅谷电脑城: the number of a name that nothing tells the kind of,
    /// with nothing below it, counts houses.
    fn number_of_name(&mut self, i: usize) {
        let part = self.parts[i];
        let below = self.parts.get(i + 1).map(|next| next.kind);
        if part.kind == ComponentKind::Building
            && self.text[part.end - 1] == '号'
            && !below
                .is_some_and(|kind| (ComponentKind::Building..=ComponentKind::Room).contains(&kind))
            && i.checked_sub(1).is_some_and(|before| {
                self.parts[before].weak
                    && matches!(self.parts[before].kind, ComponentKind::Poi | ComponentKind::Estate)
            })
        {
            self.parts[i].kind = ComponentKind::RoadNumber;
            self.parts[i - 1].kind = ComponentKind::Poi;
        }
    }

    /// Which of the divisions stay, where they are given more than once: the
    /// fullest run of them from the large to the small (the first of equals)
    /// before the road or estate begins, and of the others what it lacks.
    /// Whether each stands once, in order: then all stay, and none is noted.
    fn keep_divisions(&mut self) -> bool {
        let is_division = |part: &Part| part.kind <= ComponentKind::County && !part.near;
        if self.parts.iter().filter(|part| is_division(part)).is_sorted_by(|a, b| a.kind < b.kind) {
            return true;
        }
        let (mut divisions, mut kept) =
            (std::mem::take(&mut self.divisions), std::mem::take(&mut self.kept));
        divisions.clear();
        divisions.extend((0..self.parts.len()).filter(|&i| is_division(&self.parts[i])));
        let body = (0..self.parts.len())
            .find(|&i| {
                self.parts[i].kind >= ComponentKind::Zone
                    && self.parts[i].kind < ComponentKind::Nearby
            })
            .unwrap_or(self.parts.len());
        let (mut best, mut best_length, mut from) = (0..0, 0, 0);
        for to in 1..=divisions.len() {
            let goes_on = to < divisions.len()
                && self.parts[divisions[to]].kind > self.parts[divisions[to - 1]].kind;
            if goes_on {
                continue;
            }
            if to - from > best_length && (divisions[from] <= body || best_length == 0) {
                best = from..to;
                best_length = to - from;
            }
            from = to;
        }
        kept.clear();
        kept.extend_from_slice(&divisions[best]);
        for &i in &divisions {
            if !kept
                .iter()
                .any(|&other| other == i || self.says_the_same(&self.parts[other], &self.parts[i]))
            {
                kept.push(i);
            }
        }
        (self.divisions, self.kept) = (divisions, kept);
        false
    }

    fn says_the_same(&self, a: &Part, b: &Part) -> bool {
        if a.kind != b.kind {
            return false;
        }
        match (a.value, b.value) {
            (Value::Division(a), Value::Division(b)) => a == b,
            _ => a.kind == ComponentKind::Country || self.value(a) == self.value(b),
        }
    }
}
