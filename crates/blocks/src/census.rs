//! Everybody once, for counting: the area where each person lives, and what a count may be cut by. No name, no number.

use access::BatchGrant;
use kernel::{AreaPath, Day};

use crate::{Blocks, Error, Result, store};

/// A person as a count sees them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Counted {
    /// Whose record key is taken; it is not told.
    pub person: [u8; 16],
    /// The smallest area where they live.
    pub area: AreaPath,
    /// The use of the unit they live in, where it is one.
    pub unit_use: Option<String>,
    /// As the sources have it.
    pub sex: Option<String>,
    /// The day of birth.
    pub born_on: Option<Day>,
    /// Whether their household is registered in this district.
    pub registered_here: Option<bool>,
    /// As the sources have it.
    pub education_class: Option<String>,
}

/// People of one query.
const BATCH: u64 = 20_000;

impl Blocks {
    /// Hands every person who lives somewhere in the register on `on` to `each`, once, at the place that says most:
    /// where somebody lives before where they filed residence, that before what they rent, that before where their
    /// household is registered. Returns the generation that was read.
    pub async fn census(
        &self,
        grant: &BatchGrant,
        on: Day,
        each: &mut (dyn FnMut(Counted) + Send),
    ) -> Result<i64> {
        if !grant.covers("block_person") || !grant.covers("block_relation") {
            return Err(Error::OtherGrant {
                held: "a batch over other tables",
                needed: "block_person and block_relation",
            });
        }
        let generation = store::generation(&self.database).await?;
        let mut after = [0_u8; 16];
        loop {
            let next = store::census::boundary(&self.database, generation, after, BATCH).await?;
            let last = next.unwrap_or([u8::MAX; 16]);
            for counted in store::census::page(&self.database, generation, after, last, on).await? {
                each(counted);
            }
            if next.is_none() {
                return Ok(generation);
            }
            after = last;
        }
    }
}
