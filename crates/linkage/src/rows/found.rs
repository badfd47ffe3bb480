//! Which blocking rules find a pair, by the keys that its two rows share.

use super::RuleRows;

/// Keys looked up together.
const AT_ONCE: usize = 8;

/// Tells the rules that find a pair without a look at each of them.
#[derive(Debug)]
pub(crate) struct Finder {
    /// For every eight keys, by a bit for each that two rows do not share: the rules that do not find them.
    without: Vec<[u32; 1 << AT_ONCE]>,
    all: u32,
    /// Rules some of whose blocks were left out.
    partial: u32,
}

impl Finder {
    pub(super) fn new(rules: &[RuleRows], keys: usize) -> Self {
        let bits = |holds: &dyn Fn(&RuleRows) -> bool| {
            rules
                .iter()
                .enumerate()
                .fold(0, |bits, (bit, rule)| bits | u32::from(holds(rule)) << bit)
        };
        let without = (0..keys).step_by(AT_ONCE).map(|first| {
            std::array::from_fn(|missing| bits(&|rule| rule.asks >> first & missing as u64 != 0))
        });
        Self {
            without: without.collect(),
            all: bits(&|_| true),
            partial: bits(&|rule| !rule.whole),
        }
    }

    /// The rules that find two rows, a bit each. `agreed` has a bit for each key that the rows share; `holds` tells
    /// whether a block of a rule holds them.
    pub(super) fn rules(&self, agreed: u64, holds: impl Fn(usize) -> bool) -> u32 {
        let mut missing = !agreed;
        let mut found = self.all;
        for without in &self.without {
            found &= !without[usize::from(missing.to_le_bytes()[0])];
            missing >>= AT_ONCE;
        }
        let mut doubtful = found & self.partial;
        while doubtful != 0 {
            let rule = doubtful.trailing_zeros();
            found &= !(u32::from(!holds(rule as usize)) << rule);
            doubtful &= doubtful - 1;
        }
        found
    }
}
