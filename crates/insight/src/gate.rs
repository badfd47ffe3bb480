//! The gate itself: record keys, cells, and the number that is told.

use std::{
    ops::{Add, AddAssign},
    sync::{Arc, LazyLock},
};

use crate::{Noise, NoiseError, Perturbation};

/// A person's part in the keys of the cells they are in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct RecordKey(u32);

impl RecordKey {
    /// As it is kept in a table of cells.
    #[must_use]
    pub const fn value(self) -> u32 {
        self.0
    }
}

/// A set of people: how many, and the sum of their record keys. What is in it is not told but through a [`Gate`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Cell {
    count: u64,
    keys: u64,
}

impl Cell {
    /// A cell as it was kept: the count and the sum of the keys.
    #[must_use]
    pub const fn kept(count: u64, keys: u64) -> Self {
        Self { count, keys }
    }

    /// What a store keeps: the count and the sum of the keys. Never for a screen.
    #[must_use]
    pub const fn to_keep(self) -> (u64, u64) {
        (self.count, self.keys)
    }
}

impl From<RecordKey> for Cell {
    /// The cell of one person.
    fn from(key: RecordKey) -> Self {
        Self { count: 1, keys: u64::from(key.0) }
    }
}

impl Add for Cell {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self {
            count: self.count.saturating_add(other.count),
            keys: self.keys.wrapping_add(other.keys),
        }
    }
}

impl AddAssign for Cell {
    fn add_assign(&mut self, other: Self) {
        *self = *self + other;
    }
}

impl std::iter::Sum for Cell {
    fn sum<I: Iterator<Item = Self>>(cells: I) -> Self {
        cells.fold(Self::default(), Add::add)
    }
}

/// A count that may be told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Released(u64);

impl Released {
    /// The number.
    #[must_use]
    pub const fn number(self) -> u64 {
        self.0
    }
}

/// The one door for counts of people.
pub struct Gate {
    secret: [u8; 32],
    table: Arc<Perturbation>,
}

/// The table of the usual noise, reckoned once.
static USUAL: LazyLock<Result<Arc<Perturbation>, NoiseError>> =
    LazyLock::new(|| Perturbation::new(Noise::default()).map(Arc::new));

impl Gate {
    /// A gate with the usual noise ([`Noise::default`]).
    pub fn usual(secret: [u8; 32]) -> Result<Self, NoiseError> {
        Ok(Self { secret, table: USUAL.clone()? })
    }

    /// A gate with the secret of the installation. Another secret gives other numbers for the same people, so it stays
    /// as long as the installation.
    pub fn new(secret: [u8; 32], noise: Noise) -> Result<Self, NoiseError> {
        Ok(Self { secret, table: Arc::new(Perturbation::new(noise)?) })
    }

    /// The record key of the person with this id.
    #[must_use]
    pub fn record_key(&self, person: &[u8; 16]) -> RecordKey {
        let digest = blake3::keyed_hash(&self.secret, person);
        let [a, b, c, d, ..] = *digest.as_bytes();
        RecordKey(u32::from_le_bytes([a, b, c, d]))
    }

    /// The number that is told of a cell: the same whoever asks and by whatever table.
    #[must_use]
    pub fn release(&self, cell: Cell) -> Released {
        let key = f64::from(low_half(cell.keys)) / 4_294_967_296.0;
        let change = self.table.change(cell.count, key);
        Released(cell.count.saturating_add_signed(i64::from(change)))
    }
}

impl std::fmt::Debug for Gate {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Gate(…)")
    }
}

/// The sum of the keys modulo 2³²: as evenly spread as one key.
#[expect(clippy::cast_possible_truncation, reason = "the rest of a division by 2³² is meant")]
const fn low_half(keys: u64) -> u32 {
    keys as u32
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn gate(secret: u8) -> Gate {
        Gate::usual([secret; 32]).unwrap()
    }

    fn person(number: u64) -> [u8; 16] {
        let mut id = [0; 16];
        id[..8].copy_from_slice(&number.to_be_bytes());
        id
    }

    fn cell(gate: &Gate, people: impl IntoIterator<Item = u64>) -> Cell {
        people.into_iter().map(|number| Cell::from(gate.record_key(&person(number)))).sum()
    }

    proptest! {
        #[test]
        fn the_same_people_are_told_alike_however_they_were_added(
            mut people in prop::collection::hash_set(any::<u64>(), 0..80).prop_map(Vec::from_iter),
            cut in 0..80_usize,
        ) {
            let gate = gate(7);
            let whole = gate.release(cell(&gate, people.iter().copied()));
            let cut = cut.min(people.len());
            let parts = cell(&gate, people[..cut].iter().copied()) + cell(&gate, people[cut..].iter().copied());
            prop_assert_eq!(whole, gate.release(parts));
            people.reverse();
            prop_assert_eq!(whole, gate.release(cell(&gate, people.iter().copied())));
            let (count, keys) = cell(&gate, people.iter().copied()).to_keep();
            prop_assert_eq!(whole, gate.release(Cell::kept(count, keys)));
        }

        #[test]
        fn no_small_number_is_told(count in 0..30_u64, from in any::<u64>()) {
            let gate = gate(3);
            let told = gate.release(cell(&gate, (0..count).map(|n| from.wrapping_add(n)))).number();
            prop_assert!(told == 0 || told > 4);
            prop_assert!(told.abs_diff(count) <= 10);
            prop_assert!(count > 0 || told == 0);
        }
    }

    /// Rounds in which a stranger to the secret guesses whether somebody is in a group.
    const ROUNDS: u64 = 4_000;

    /// How often a guess is right: `guess` gets two functions that tell numbers, and whether it is right is checked.
    fn hits(guess: impl Fn(&Gate, u64, bool) -> bool) -> f64 {
        let right = (0..ROUNDS).filter(|round| {
            let gate = gate(u8::try_from(round % 251).unwrap());
            let inside = round.wrapping_mul(0x9E37_79B9_7F4A_7C15).count_ones().is_multiple_of(2);
            guess(&gate, round * 1_000, inside) == inside
        });
        f64::from(u32::try_from(right.count()).unwrap()) / f64::from(u32::try_from(ROUNDS).unwrap())
    }

    #[test]
    fn one_number_does_not_tell_whether_somebody_is_in_the_group() {
        // The attacker knows the sixty others by name.
        let right = hits(|gate, base, inside| {
            let target = inside.then_some(base + 999);
            gate.release(cell(gate, (base..base + 60).chain(target))).number() > 60
        });
        assert!((0.40..0.60).contains(&right), "{right}");
    }

    #[test]
    fn two_tables_that_differ_in_one_person_do_not_tell_which_way() {
        // Somebody is in the one group or in the other; both are told, and the rest of both is known.
        let right = hits(|gate, base, first| {
            let told = |from: u64, with: bool| {
                let target = with.then_some(base + 999);
                gate.release(cell(gate, (from..from + 60).chain(target))).number()
            };
            told(base, first) > told(base + 100, !first)
        });
        assert!((0.45..0.68).contains(&right), "{right}");
    }

    #[test]
    fn two_releases_between_which_one_of_two_moved_in_do_not_tell_who() {
        // Somebody moved into a house of 40 between two releases; it was one of two candidates.
        let right = hits(|gate, base, first| {
            let before = gate.release(cell(gate, base..base + 40)).number();
            let came = if first { base + 500 } else { base + 501 };
            let after = gate.release(cell(gate, (base..base + 40).chain([came]))).number();
            after > before
        });
        assert!((0.45..0.55).contains(&right), "{right}");
    }

    #[test]
    fn the_average_over_many_tables_stays_uncertain() {
        // Ten tables cut the same people in ten ways, each with the target in question; their mean is the best guess.
        let right = hits(|gate, base, inside| {
            let target = inside.then_some(base + 999);
            let told = |table: u64| {
                let from = base + table * 20;
                gate.release(cell(gate, (from..from + 30).chain(target))).number()
            };
            let sum: u64 = (0..10).map(told).sum();
            // 30 without the target, 31 with it: the middle, ten times.
            sum > 305
        });
        assert!(right < 0.75, "{right}");
    }

    #[test]
    fn another_installation_tells_other_numbers() {
        let (one, other) = (gate(1), gate(2));
        let told = |gate: &Gate, n: u64| gate.release(cell(gate, n * 100..n * 100 + 50)).number();
        let alike = (0..200).filter(|n| told(&one, *n) == told(&other, *n)).count();
        assert!(alike < 60, "{alike} of 200");
    }
}
