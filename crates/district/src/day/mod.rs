//! A day's change of a district that was written before: what fourteen departments hand over the day after, with its truth.
//!
//! The tables are read once to count and once to draw from, and nothing of them is kept, so memory is bounded at any size.

mod acts;
pub(crate) mod books;
mod shape;

use std::path::Path;

use kernel::Progress;

use self::{acts::Clerk, books::Books};
use crate::{
    Error,
    calendar::{AS_OF, Day},
    chance::{Dice, Topic},
    departments::sheets::ALL,
};

/// What of a day to make.
#[derive(Clone, Copy, Debug)]
pub struct DayOptions {
    /// One seed, one output.
    pub seed: u64,
    /// About how many rows, in all tables together.
    pub rows: u64,
    /// How many days after the tables were drawn, from 1.
    pub after: u16,
}

/// What was written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct DayWritten {
    /// Rows that are new or changed.
    pub rows: u64,
    /// Records withdrawn.
    pub withdrawn: u64,
    /// Moves from one home to another.
    pub moves: u64,
    /// Births.
    pub births: u64,
    /// New tenancies.
    pub tenancies: u64,
    /// People registered a second time.
    pub duplicates: u64,
}

/// Writes a day's change of the district in `of` under `out`: `tables/`, `withdrawn/tables/` and `truth/`.
pub fn generate_day(
    of: &Path,
    options: &DayOptions,
    out: &Path,
    progress: &dyn Progress,
) -> Result<DayWritten, Error> {
    progress.stage("count", ALL.len() as u64);
    let mut total = 0;
    for department in ALL {
        total += books::count(&of.join("tables").join(department.file()))?;
        progress.advance(1);
    }
    let share = options.rows as f64 / total.max(1) as f64;
    let mut books = Books::create(out)?;
    let mut clerk = Clerk::new(options.seed, Day(AS_OF.0 + i32::from(options.after.max(1))));
    progress.stage("draw", ALL.len() as u64);
    for (at, department) in ALL.into_iter().enumerate() {
        let mut dice = Dice::new(options.seed, Topic::Day, at as u64);
        let mut truth = books::Truth::open(of, department)?;
        books::each_row(&of.join("tables").join(department.file()), |cells| {
            let links = truth.of(&cells[0]);
            if dice.unit() < share {
                clerk.act(&mut dice, department, cells, &links, &mut books)
            } else {
                Ok(())
            }
        })?;
        progress.advance(1);
    }
    books.finish()?;
    Ok(clerk.written)
}
