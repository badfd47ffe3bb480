//! One written number: 12, B12, 十二, 二〇三, 甲, A, 14A.

use super::Reader;
use crate::normal::run_end;
use crate::profile::suffix::class;

/// How a number is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    Digits,
    /// Letters and digits.
    Mixed,
    /// One or two letters.
    Letters,
    Chinese,
    /// 甲, 乙, 丙 …
    Stem,
}

/// A written number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Item {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) shape: Shape,
}

impl Item {
    pub(super) fn len(self) -> usize {
        self.end - self.start
    }
}

impl Reader<'_> {
    /// The number at `i`; `Err` is the end of a run of letters that is none.
    pub(super) fn item(&self, i: usize, high: usize) -> Result<Item, usize> {
        let c = self.text[i];
        let item = |end, shape| Ok(Item { start: i, end, shape });
        if c.is_ascii_alphanumeric() {
            let end = (i..high).find(|&at| !self.text[at].is_ascii_alphanumeric()).unwrap_or(high);
            let run = &self.text[i..end];
            let digits = run.iter().filter(|c| c.is_ascii_digit()).count();
            let letters = run.len() - digits;
            if letters == 0 {
                return item(end, Shape::Digits);
            }
            // SOHO6: a word, and a number behind it.
            let word = run.iter().take_while(|c| c.is_ascii_alphabetic()).count();
            if word == letters && word >= 3 {
                return Err(i + word);
            }
            // 12F, 100M, 3KM: the letters are the unit.
            let leading = run.iter().take_while(|c| c.is_ascii_digit()).count();
            if leading > 0
                && leading == digits
                && matches!(run[leading..], ['F' | 'M'] | ['K', 'M'])
            {
                return item(i + leading, Shape::Digits);
            }
            return match (digits, letters) {
                (0, 1..=2) => item(end, Shape::Letters),
                (1.., 1..=2) => item(end, Shape::Mixed),
                _ => Err(end),
            };
        }
        if matches!(c, '负' | '第') {
            let from = i + 1;
            if self.phone_end(from, high).is_some() {
                return Err(from);
            }
            if from < high
                && (self.text[from].is_ascii_digit() || self.class(from) & class::NUMERAL != 0)
            {
                let inner = self.item(from, high)?;
                return item(inner.end, inner.shape);
            }
            return Err(from);
        }
        let rare = matches!(c, '戊' | '己' | '庚' | '辛');
        if rare || matches!(c, '甲' | '乙' | '丙' | '丁' | '特') {
            // 甲6号, 甲六号: one number.
            let digits = (i + 1..high).find(|&at| !self.text[at].is_ascii_digit()).unwrap_or(high);
            let end = digits.max(run_end(self.text, i + 1, high));
            // 辛2号, but the village 辛三庄.
            let unnumbered = rare && !(end < high && self.text[end] == '号');
            if end > i + 1 && !unnumbered {
                return item(end, Shape::Mixed);
            }
            if c == '特' {
                return Err(i + 1);
            }
        }
        let end = run_end(self.text, i, high);
        if end > i { item(end, Shape::Chinese) } else { item(i + 1, Shape::Stem) }
    }
}
