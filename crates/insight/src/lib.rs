//! Counts of people that may be seen: the disclosure gate. Leads from meters stand beside them, in [`meters`].
//!
//! A count of people leaves linli through [`Gate::release`] and in no other way. The gate adds a little noise that is
//! the same for the same people, whoever asks, however often and by whatever table: the *cell key method*.
//!
//! 1. Every person has a record key, drawn from a secret of the installation ([`Gate::record_key`]).
//! 2. A [`Cell`] is a set of people: how many there are and the sum of their record keys. Cells are added, so that a
//!    district is the sum of its streets.
//! 3. The sum of the keys, as a number between 0 and 1, picks the noise from a table ([`Perturbation`]) whose noise is
//!    zero on average, has the variance that was set, never reaches beyond a bound, and leaves no small number.
//!
//! The sum of released numbers therefore differs a little from the released sum; every number alone is right on
//! average. Somebody who compares two tables that differ in one person sees two independent draws of noise, not the
//! person. A population of nobody is told as it is: zero.
//!
//! What it does not hide is *that* there is somebody: two tables of which one holds one person more differ nearly
//! always. So a table is cut by dimensions that are fixed beforehand ([`Dimension`]), by two at most ([`Cut`]), over
//! areas that are fixed as well; nobody draws a group.
//!
//! An installation whose rules ask for it tells fixed releases instead ([`Gate::fix`]): numbers under a threshold are
//! withheld, and as many others as it takes for nobody to reckon them.
//!
//! [`Counts`] keeps the cells of every area, made in one pass over the blocks after each run ([`Counts::renew`]) under
//! a batch grant, and tells them through the gate ([`Counts::of`]).
//!
//! Sources: Fraser and Wooton, *A proposed method for confidentialising tabular output to protect against
//! differencing* (2005), the method of the Australian Bureau of Statistics; Giessing, *Computational issues in the
//! design of transition probabilities and disclosure risk estimation for additive noise* (2016), the table of most
//! entropy.

mod counts;
mod cube;
mod dimension;
mod error;
mod gate;
pub mod meters;
mod perturbation;
mod release;
mod store;

pub use counts::{CountRun, CountTable, Counts, Made, Telling};
pub use cube::{Cut, CutError};
pub use dimension::Dimension;
pub use error::{Error, Result};
pub use gate::{Cell, Gate, RecordKey, Released};
pub use perturbation::{Noise, NoiseError, Perturbation};
pub use release::{Cells, Release, Rule, Told};
pub use store::MIGRATIONS;
