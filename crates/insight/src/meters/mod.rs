//! Leads from meters: what may be a leak, an overload, a sudden change, a place long vacant, a building to inspect.
//!
//! Daily sums of water, power, gas and heat come in as files ([`Intake`]) and are kept for 90 days ([`MeterLake`]).
//! Each day is taken once, in order ([`score_day`]): a rolling state of each meter ([`MeterState`]) says what is usual,
//! and what is far from it, from its own past and from its peers, becomes a lead ([`MeterLead`]) with its reasons.
//!
//! - **Season and holidays** are what the middle of all meters of a kind does on the same day; they are taken off
//!   before a meter is judged.
//! - **An exchange** keeps the habits of the unit, and nothing is said of the new meter for two weeks.
//! - **Other units** are told by the ratio to what is usual, and a meter that **runs backwards** teaches nothing: both
//!   are findings for the company ([`Finding`]), and no leads.
//! - **Crowding** is of a building alone, from the middles of its meters.
//!
//! A lead goes to a person, who sends it on or sets it aside; how often it was sent on is published ([`precision()`]).
//! Nothing here knows a person, and no lead or report holds a sum.

mod columns;
mod crowding;
mod intake;
mod lake;
mod lead;
mod measure;
mod peers;
mod precision;
mod reading;
mod run;
mod score;
mod state;

pub use crowding::BuildingState;
pub use intake::{Intake, IntakeReport};
pub use lake::{MeterLake, RAW_DAYS, Swept};
pub use lead::{Finding, FindingKind, LeadKind, MeterLead, Why};
pub use measure::MeterKind;
pub use precision::{AT, Precision, precision};
pub use reading::{Cells, Reading, Refused};
pub use run::{DayReport, score_day};
pub use score::{Before, Scored, score};
pub use state::{MeterState, Step, Today};

#[cfg(test)]
mod tests;
