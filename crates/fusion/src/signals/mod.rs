//! Signals through the door: a dwelling, a kind and a day, and nothing that could name or follow anybody.
//!
//! A mapping of kind `signal` says where the three stand in a file. The file itself may hold no other column that could name
//! or follow a person: it is refused by that column's name, whether the mapping reads it or not, so that the sender leaves
//! it out. Nothing of the file is kept; rows that cannot be read are counted by reason, not shown.

mod mapping;
mod refuse;
mod take;

pub use mapping::{SignalMapping, SignalWords, is_signal, parse_signal_mapping, schema};
pub use refuse::{Named, names_anybody};
pub use take::{SignalReport, take_signals};
