//! A synthetic district with its truth: a place that does not exist, built so
//! that it looks and behaves like one, for the demo, tests and benchmarks.
//!
//! [`generate`] writes three folders. `register/` is what a surveyor would hand
//! over: areas, roads, water, estates, buildings, units and their other names.
//! `tables/` is what fourteen departments wrote down, each in its own columns,
//! spelling and encoding, with gaps, delays and mistakes. `truth/` says which
//! person, organisation and unit every record is about; only scorers read it.
//! `docs/reference/district.md` describes every file and rate. [`generate_day`]
//! reads such tables back and writes what changes in a day, [`generate_meters`] daily
//! sums of meters.
//!
//! The work goes from coarse to fine. `plan` cuts the outline into areas and
//! roads and decides land use; it fits in memory at any size. Then, one
//! community at a time, `layout` builds houses and units, `people` fills them,
//! and `departments` keep their books with the habits of `spelling`. Nothing of
//! a community outlives its turn, so memory is bounded. Each community has its
//! own streams of chance (`chance`): one seed gives one output, byte for byte.
//!
//! Nobody in it is real. Names are drawn character by character; identity
//! numbers, credit codes and telephone numbers are valid in form and lie in
//! ranges that were never given out; the county code has no province.

#![expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::cast_possible_wrap,
    reason = "counts, floors and grid steps here are small and positive by construction"
)]

mod calendar;
mod chance;
mod day;
mod departments;
mod error;
mod geometry;
mod layout;
mod meters;
mod naming;
mod people;
mod plan;
mod register;
mod size;
mod spelling;
mod truth;
mod writing;

use std::path::Path;

use kernel::Progress;

pub use day::{DayOptions, DayWritten, generate_day};
pub use error::Error;
pub use meters::{MeterOptions, MetersWritten, generate_meters};
pub use size::Size;
pub use spelling::Difficulty;

/// What to make.
#[derive(Clone, Copy, Debug)]
pub struct Options {
    /// How big.
    pub size: Size,
    /// One seed, one output.
    pub seed: u64,
    /// How dirty the departments' tables are.
    pub difficulty: Difficulty,
    /// Also write `tables/` and `truth/`; the register alone otherwise.
    pub tables: bool,
}

/// Writes a district of normal difficulty, register, tables and truth, under `out`.
pub fn generate(size: Size, seed: u64, out: &Path, progress: &dyn Progress) -> Result<(), Error> {
    generate_with(
        &Options { size, seed, difficulty: Difficulty::Normal, tables: true },
        out,
        progress,
    )
}

/// Writes a district under `out`.
pub fn generate_with(options: &Options, out: &Path, progress: &dyn Progress) -> Result<(), Error> {
    progress.stage("plan", 1);
    let plan = plan::Plan::new(options.size, options.seed);
    let mut register = register::RegisterFiles::create(&out.join("register"), &plan)?;
    register.write_plan(&plan)?;
    progress.advance(1);
    let mut books = if options.tables {
        Some((
            departments::Sheets::create(&out.join("tables"))?,
            truth::TruthFiles::create(&out.join("truth"))?,
        ))
    } else {
        None
    };
    progress.stage("communities", plan.communities.len() as u64);
    let mut leavers = Vec::new();
    for community in 0..plan.communities.len() {
        let layout = layout::Layout::new(&plan, community);
        register.write_community(&plan, &layout)?;
        if let Some((sheets, truth)) = &mut books {
            let society = people::Society::new(&plan, &layout, std::mem::take(&mut leavers));
            leavers = society.leavers();
            truth.write_community(&plan, &layout, &society)?;
            departments::Desk::new(&plan, &layout, &society, options.difficulty, sheets, truth)
                .write()?;
        }
        progress.advance(1);
    }
    register.finish()?;
    if let Some((sheets, truth)) = books {
        sheets.finish()?;
        truth.finish()?;
    }
    Ok(())
}
