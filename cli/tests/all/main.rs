//! The binary from outside: what it answers, what it says of bad input, how it exits.

mod address;
mod faults;
mod import;
mod linli;
mod wash;
