//! One folder per capability, one file per endpoint. The crate's page says how
//! to add a route.

pub(crate) mod accounts;
pub(crate) mod blocks;
pub(crate) mod calls;
pub(crate) mod cases;
pub(crate) mod duty;
pub(crate) mod dwellings;
pub(crate) mod emergencies;
pub(crate) mod exchange;
pub(crate) mod health;
pub(crate) mod hooks;
pub(crate) mod housing;
pub(crate) mod invitations;
pub(crate) mod messages;
pub(crate) mod open311;
pub(crate) mod proxies;
pub(crate) mod reads;
pub(crate) mod recoveries;
pub(crate) mod register;
pub(crate) mod report;
pub(crate) mod retention;
pub(crate) mod review;
pub(crate) mod rights;
pub(crate) mod runs;
pub(crate) mod session;
pub(crate) mod signals;
pub(crate) mod sources;
pub(crate) mod tags;
pub(crate) mod tiles;
pub(crate) mod wash;
