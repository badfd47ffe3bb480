//! The engine on small tables made here.

mod answers;
mod examples;
mod people;
mod pinned;
mod refusals;
