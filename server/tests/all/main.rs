//! The server as a whole, without a socket; parts of it by themselves in `parts`.

#![expect(clippy::unwrap_used, reason = "a test stops where an answer fails")]

mod accounts;
mod back;
mod blocks;
mod broadcasts;
mod calls;
mod campaigns;
mod cases;
mod collections;
mod completeness;
mod counts;
mod declarations;
mod delays;
mod doors;
mod duty;
mod dwellings;
mod editions;
mod edits;
mod figures;
mod guards;
mod housing;
mod imports;
mod joints;
mod landlords;
mod lists;
mod mapping;
mod me_too;
mod messages;
mod micro;
mod notices;
mod partners;
mod parts;
mod passkeys;
mod place;
mod proxies;
mod recovery;
mod related;
mod review;
mod rights;
mod sessions;
mod sign_on;
mod voice;
mod wash;
mod world;
