//! The SQL of messages.

pub(crate) mod broadcasts;
pub(crate) mod choices;
pub(crate) mod contacts;
pub(crate) mod cursors;
pub(crate) mod deliveries;
pub(crate) mod hooks;
pub(crate) mod messages;
pub(crate) mod push;

use database::{count, get, rows};
