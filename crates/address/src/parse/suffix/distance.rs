//! How far off, and from what: 锦绣花园东500米.

use super::{Reader, Step, Value};
use crate::ComponentKind;

impl Reader<'_> {
    /// 锦绣花园东500米, 往东约1公里: the side and the distance, and what it is counted from.
    pub(super) fn distance(&mut self, start: usize, i: usize, to: usize) -> Step {
        let leads = |at: &usize| "东西南北往向约方行走大处".contains(self.text[*at]);
        let from = (start..i).rev().take(4).take_while(leads).last().unwrap_or(i);
        let noted = from == start
            && self
                .parts
                .last()
                .is_some_and(|part| part.kind == ComponentKind::Note && part.end == from);
        if (from < i || start < i) && !noted {
            return self.nearby(start, from, to);
        }
        // 柳岸桥头往西300米: the side was read as a remark; 柳岸环岛南150米.
        let from = match self.parts.last().copied() {
            Some(part)
                if part.kind == ComponentKind::Note
                    && part.end == from
                    && matches!(self.text[part.start], '往' | '向') =>
            {
                self.parts.pop();
                part.start
            }
            _ => from,
        };
        self.mark_near(from);
        self.push(ComponentKind::Nearby, from, to, Value::Name);
        Step::Took(to)
    }

    /// The place that ends at `end`, or at a word for where at it (环岛), is near.
    fn mark_near(&mut self, mut end: usize) {
        for part in self.parts.iter_mut().rev() {
            if part.end != end {
                return;
            }
            match part.kind {
                ComponentKind::Note => end = part.start,
                ComponentKind::Poi | ComponentKind::Estate => {
                    part.near = true;
                    return;
                }
                _ => return,
            }
        }
    }
}
