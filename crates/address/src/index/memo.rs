//! Keys of the texts that were asked about lately.
//!
//! The addresses of a district repeat its areas, roads, estates and room
//! numbers. What their keys are and what the register holds under them is
//! looked up once and kept for a while, and so are the ways to go on from the
//! shortest beginnings, which everybody types. Threads keep apart, so that none waits
//! for another; a full table is emptied, so that memory is bounded.

use std::cell::Cell;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use rustc_hash::FxHashMap;

use super::Name;
use super::spelling::NameKeys;
use crate::{Completion, ComponentKind};

/// Tables; threads above this number share.
const TABLES: usize = 8;
/// Texts of one kind that a table keeps.
const KEPT: usize = 8_192;
/// Kinds of numbers: those of components, and the unit made from floor and room.
const KINDS: usize = ComponentKind::ALL.len() + 1;
/// The unit's place among them.
pub(crate) const UNIT: usize = ComponentKind::ALL.len();

/// A numbered part or an area: its key and its symbol (0: not said, `NONE`:
/// unknown to the register).
#[derive(Clone, Debug, Default)]
pub(crate) struct Value {
    pub(crate) key: Arc<str>,
    pub(crate) symbol: u32,
}

impl Value {
    pub(crate) fn is_said(&self) -> bool {
        self.symbol != 0
    }
}

/// A name's keys, and the register's names that agree with it.
#[derive(Debug)]
pub(crate) struct Heard {
    pub(crate) text: Box<str>,
    pub(crate) keys: NameKeys,
    /// Each with whether it is the same, not only a variant.
    pub(crate) held: Vec<(Name, bool)>,
    /// What it may be a misspelling of, once that was asked.
    pub(crate) near: OnceLock<Near>,
}

/// Names that a misspelled one may mean.
#[derive(Debug, Default)]
pub(crate) struct Near {
    /// Those that sound alike.
    pub(crate) sound: Vec<Name>,
    /// Those within a few slips, with how many, nearest first.
    pub(crate) slips: Vec<(usize, Vec<Name>)>,
}

#[derive(Default)]
struct Table {
    names: FxHashMap<Box<str>, Arc<Heard>>,
    values: [FxHashMap<Box<str>, Value>; KINDS],
    /// How many ways were asked for, and those there are.
    completions: FxHashMap<Box<str>, (usize, Arc<[Completion]>)>,
}

/// The texts met lately, by thread.
#[derive(Default)]
pub(crate) struct Memo([Mutex<Table>; TABLES]);

/// The table of this thread.
fn own_table() -> usize {
    static NEXT: AtomicUsize = AtomicUsize::new(0);
    thread_local!(static OWN: Cell<usize> = const { Cell::new(usize::MAX) });
    OWN.with(|own| {
        if own.get() == usize::MAX {
            own.set(NEXT.fetch_add(1, Ordering::Relaxed) % TABLES);
        }
        own.get()
    })
}

fn keep<T>(map: &mut FxHashMap<Box<str>, T>, text: &str, value: T) {
    if map.len() >= KEPT {
        map.clear();
    }
    map.insert(text.into(), value);
}

impl Memo {
    fn with<T>(&self, look: impl FnOnce(&mut Table) -> T) -> T {
        look(&mut self.0[own_table()].lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// The name's keys, made by `make` where they are not kept.
    pub(crate) fn name(&self, text: &str, make: impl FnOnce() -> Heard) -> Arc<Heard> {
        if let Some(known) = self.with(|table| table.names.get(text).cloned()) {
            return known;
        }
        let heard = Arc::new(make());
        self.with(|table| keep(&mut table.names, text, heard.clone()));
        heard
    }

    /// The value of a text of a kind, made by `make` where it is not kept.
    pub(crate) fn value(&self, kind: usize, text: &str, make: impl FnOnce() -> Value) -> Value {
        if let Some(known) = self.with(|table| table.values[kind].get(text).cloned()) {
            return known;
        }
        let value = make();
        self.with(|table| keep(&mut table.values[kind], text, value.clone()));
        value
    }

    /// At most `n` ways to go on from a beginning, made by `make` where they are not kept.
    pub(crate) fn completions(
        &self,
        typed: &str,
        n: usize,
        make: impl FnOnce() -> Vec<Completion>,
    ) -> Vec<Completion> {
        let known = self.with(|table| {
            let (of, found) = table.completions.get(typed)?;
            (*of == n).then(|| Arc::clone(found))
        });
        if let Some(known) = known {
            return known.to_vec();
        }
        let found = make();
        self.with(|table| keep(&mut table.completions, typed, (n, found.as_slice().into())));
        found
    }
}
