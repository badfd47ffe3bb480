//! Last looks at the parts together, and their strings.

use super::{Part, Reader, Value};
use crate::{Component, ComponentKind, Parsed};

impl Reader<'_> {
    pub(super) fn finish(mut self) -> Parsed {
        self.parts.sort_by_key(|part| (part.start, part.end));
        self.name_kinds();
        let last_division = self.keep_divisions();
        let mut components: Vec<Component> = Vec::with_capacity(self.parts.len());
        for (i, part) in self.parts.iter().enumerate() {
            if part.kind <= ComponentKind::Street
                && part.kind != ComponentKind::Zone
                && !last_division.contains(&i)
            {
                continue;
            }
            let component = self.line.component(part.kind, part.start, part.end, self.value(part));
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
            if !again {
                components.push(component);
            }
        }
        self.dropped.sort_by_key(|span| span.start);
        Parsed { components, dropped: self.dropped }
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
                    if part.weak =>
                {
                    ComponentKind::Estate
                }
                (ComponentKind::Poi, Some(ComponentKind::Lane)) if part.weak => {
                    ComponentKind::Community
                }
                (ComponentKind::Community, Some(ComponentKind::Building)) if part.weak => {
                    ComponentKind::Estate
                }
                _ => continue,
            };
            self.parts[i].kind = kind;
        }
    }

    /// Which of the parts of each division level stay: of those that say the
    /// same, the last before the road or estate begins; else the first.
    fn keep_divisions(&self) -> Vec<usize> {
        let body = self
            .parts
            .iter()
            .position(|part| part.kind > ComponentKind::Street && part.kind < ComponentKind::Nearby)
            .unwrap_or(self.parts.len());
        let mut kept: Vec<usize> = Vec::with_capacity(4);
        for (i, part) in self.parts.iter().enumerate() {
            if part.kind > ComponentKind::Street || part.kind == ComponentKind::Zone {
                continue;
            }
            match kept.iter().position(|&earlier| self.says_the_same(&self.parts[earlier], part)) {
                Some(place) if i <= body => kept[place] = i,
                Some(_) => {}
                None => kept.push(i),
            }
        }
        kept
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
