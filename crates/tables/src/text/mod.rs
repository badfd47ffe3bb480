//! Text tables: characters, delimiter, records.

mod characters;
mod delimiter;
mod detect;
mod records;

pub(crate) use characters::Characters;
pub(crate) use detect::{Start, start};
pub(crate) use records::Records;

#[cfg(test)]
mod tests;
