//! Names with more slips than a name is found by alone: `westminsteah plak`.
//!
//! The house number says which of the roads was meant: only records with the very
//! number are looked at, and only where no name of the register is nearer.

use rustc_hash::FxHashSet;

use super::gather::{Gathered, NEAR_NAMES, same_figures};
use super::judge::{Agreement, Meeting};
use super::look::Look;
use super::query::{Named, Query};
use crate::index::layout::NONE;
use crate::index::{AddressIndex, Name};

/// Of so many letters one may be a slip, where a name is told by its number too.
const LETTERS_A_SLIP: usize = 4;
/// And where few of the roads near in name go on to that number.
const LETTERS_A_SLIP_FAR_ALONG: usize = 3;
/// Most slips, however long the name.
const MOST: usize = 5;

/// Looks under every name that `name` may be a misspelling of, for the number that was said.
pub(super) fn look(index: &AddressIndex, query: &Query, name: &Named, found: &mut Gathered) {
    let numbers = [query.lane.symbol, query.number.symbol];
    if index.spelling.is_ideographic() || numbers.contains(&NONE) || !query.number.is_said() {
        return;
    }
    let names = near(index, query, name);
    // A name that very many are near says too little.
    if names.len() > NEAR_NAMES {
        return;
    }
    for held in names {
        found.far_names += 1;
        if index.spelling.may_mean(name.keys(), index.symbol(held.text)) {
            let meeting = Meeting { name: held.symbol, agreement: Agreement::Slips };
            Look::new(index, query, meeting, false).at_number(held, found);
        }
    }
}

/// The register's names within a share of slips.
fn near(index: &AddressIndex, query: &Query, name: &Named) -> Vec<Name> {
    let letters = if query.is_far_along() { LETTERS_A_SLIP_FAR_ALONG } else { LETTERS_A_SLIP };
    let mut keys = vec![&name.keys().same];
    if name.keys().variant != name.keys().same {
        keys.push(&name.keys().variant);
    }
    let mut names = Vec::new();
    let mut met = FxHashSet::default();
    for key in keys {
        let most = (key.chars().count() / letters).min(MOST);
        for (symbol, _) in index.near(key, most) {
            let text = index.symbol(symbol);
            if same_figures(key, text) {
                let levels = [b'0', b'1'].into_iter();
                let held = levels.flat_map(|level| index.names_under_symbol(level, symbol));
                names.extend(held.filter(|held| met.insert(held.symbol)));
            }
        }
    }
    names
}
