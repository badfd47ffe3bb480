//! Chance that is passed in: one seed, one sequence.

use rand::{Rng as _, SeedableRng as _};
use rand_chacha::ChaCha12Rng;

/// A stream of random numbers (`ChaCha12`). The binary seeds one from the
/// operating system; tests and generators seed it with a number.
#[derive(Clone, Debug)]
pub struct Chance(ChaCha12Rng);

impl Chance {
    /// The stream of `seed`: the same numbers on every machine.
    #[must_use]
    pub fn seeded(seed: u64) -> Self {
        Self(ChaCha12Rng::seed_from_u64(seed))
    }

    /// A stream from 32 bytes of the operating system's entropy.
    #[must_use]
    pub fn from_entropy(seed: [u8; 32]) -> Self {
        Self(ChaCha12Rng::from_seed(seed))
    }

    /// The next number.
    pub fn next_u64(&mut self) -> u64 {
        self.0.next_u64()
    }

    /// Fills `bytes`, for tokens and nonces.
    pub fn fill(&mut self, bytes: &mut [u8]) {
        self.0.fill_bytes(bytes);
    }

    /// A number below `limit` without bias (Lemire's method); 0 where `limit` is 0.
    pub fn below(&mut self, limit: u64) -> u64 {
        if limit == 0 {
            return 0;
        }
        let threshold = limit.wrapping_neg() % limit;
        loop {
            let wide = u128::from(self.next_u64()) * u128::from(limit);
            // Both halves fit: the product is below 2^128.
            let high = u64::try_from(wide >> 64).unwrap_or(u64::MAX);
            let low = u64::try_from(wide & u128::from(u64::MAX)).unwrap_or(u64::MAX);
            if low >= threshold {
                return high;
            }
        }
    }
}
