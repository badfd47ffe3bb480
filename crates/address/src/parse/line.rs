//! A line as written and as read.

use crate::normal::Normal;
use crate::{Component, ComponentKind, Span};

/// What is known of a line, kept in memory that serves the next line.
#[derive(Default)]
pub(super) struct Buffers {
    offsets: Vec<usize>,
    normal: Vec<char>,
}

/// How many characters have a bit in [`Line::altered`].
const BITS: usize = 128;

/// A line as written, and its normal form character by character.
#[derive(Clone, Copy)]
pub(super) struct Line<'a> {
    pub(super) written: &'a str,
    /// Where each character starts in `written`, and where the last one ends.
    offsets: &'a [usize],
    pub(super) normal: &'a [char],
    /// Which of the first characters are written in another way than the normal one.
    altered: u128,
}

impl<'a> Line<'a> {
    /// The first `longest` characters of a line.
    pub(super) fn new(written: &'a str, longest: usize, buffers: &'a mut Buffers) -> Self {
        let table = Normal::table();
        let Buffers { offsets, normal } = buffers;
        offsets.clear();
        normal.clear();
        let room = written.len().min(longest);
        offsets.reserve(room + 1);
        normal.reserve(room);
        let (mut end, mut altered) = (0, 0);
        for (count, (at, c)) in written.char_indices().take(longest).enumerate() {
            let to = table.char(c);
            if to != c && count < BITS {
                altered |= 1 << count;
            }
            normal.push(to);
            offsets.push(at);
            end = at + c.len_utf8();
        }
        offsets.push(end);
        Self { written, offsets, normal, altered }
    }

    /// The characters from `start` up to `end` as written.
    pub(super) fn text(&self, start: usize, end: usize) -> &'a str {
        &self.written[self.offsets[start]..self.offsets[end]]
    }

    /// Whether they are written in their normal form; no may be wrong.
    pub(super) fn is_normal(&self, start: usize, end: usize) -> bool {
        start < end && end <= BITS && {
            let mask = u128::MAX >> (BITS - (end - start));
            (self.altered >> start) & mask == 0
        }
    }

    pub(super) fn component(
        &self,
        kind: ComponentKind,
        start: usize,
        end: usize,
        value: String,
    ) -> Component {
        let text = self.text(start, end).to_owned();
        Component { kind, span: Span { start, end }, text, value, near: false }
    }
}
