//! A line as written and as read.

use crate::{Component, ComponentKind, Span};

/// What is known of a line, kept in memory that serves the next line.
#[derive(Default)]
pub(super) struct Buffers {
    offsets: Vec<u32>,
    normal: Vec<char>,
}

/// How many characters have a bit in [`Line::altered`].
const BITS: usize = 128;

/// How many bytes a character takes.
fn width(c: char) -> u32 {
    match c {
        '\0'..='\u{7F}' => 1,
        '\u{80}'..='\u{7FF}' => 2,
        '\u{800}'..='\u{FFFF}' => 3,
        _ => 4,
    }
}

/// A line as written, and its normal form character by character.
#[derive(Clone, Copy)]
pub(super) struct Line<'a> {
    pub(super) written: &'a str,
    /// Where each character starts in `written`, and where the last one ends.
    offsets: &'a [u32],
    pub(super) normal: &'a [char],
    /// Which of the first characters are written in another way than the normal one.
    altered: u128,
}

impl<'a> Line<'a> {
    /// The first `longest` characters of a line, each with its normal form.
    pub(super) fn new(
        written: &'a str,
        longest: usize,
        normal_form: impl Fn(char) -> char,
        buffers: &'a mut Buffers,
    ) -> Self {
        let Buffers { offsets, normal } = buffers;
        let room = written.len().min(longest).min(u32::MAX as usize / 4);
        if normal.len() < room {
            normal.resize(room, '\0');
        }
        if offsets.len() <= room {
            offsets.resize(room + 1, 0);
        }
        let (mut count, mut end, mut altered) = (0, 0, 0);
        let places = normal[..room].iter_mut().zip(offsets.iter_mut());
        for ((c, (place, offset)), bit) in written.chars().zip(places).zip(0_u32..) {
            *place = normal_form(c);
            *offset = end;
            if *place != c {
                altered |= 1_u128.checked_shl(bit).unwrap_or(0);
            }
            end = end.saturating_add(width(c));
            count += 1;
        }
        offsets[count] = end;
        Self { written, offsets: &offsets[..=count], normal: &normal[..count], altered }
    }

    /// The characters from `start` up to `end` as written.
    pub(super) fn text(&self, start: usize, end: usize) -> &'a str {
        &self.written[self.offsets[start] as usize..self.offsets[end] as usize]
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
