//! The server as a whole, without a socket.

mod accounts;
mod back;
mod blocks;
mod cases;
mod completeness;
mod counts;
mod declarations;
mod doors;
mod duty;
mod dwellings;
mod guards;
mod housing;
mod lists;
mod mapping;
mod messages;
mod passkeys;
mod place;
mod proxies;
mod recovery;
mod review;
mod rights;
mod sessions;
mod sign_on;
mod wash;
mod world;
