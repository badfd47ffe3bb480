//! What always holds of hazards, tiers, stars, ratings and declarations.

#![expect(clippy::unwrap_used, reason = "a test stops where an answer fails")]

mod brought;
mod campaigns;
mod declarations;
mod declared;
mod desk;
mod files;
mod hazards;
mod joints;
mod nights;
mod notices;
mod objections;
mod plans;
mod published;
mod ratings;
mod star_uses;
mod stars;
mod tiers;

use housing::{AccountId, Actor, Evidence, EvidenceKind};
use kernel::{Entity, Id, Instant};

/// 2026-01-05T01:00:00Z, a Monday morning.
const MONDAY_MORNING: Instant = Instant::from_micros(1_767_574_800_000_000);
const DAY_S: i64 = 86_400;

fn id<E: Entity>(n: u8) -> Id<E> {
    Id::from_bytes([n; 16])
}

fn account(n: u8) -> AccountId {
    id(n)
}

fn officer(n: u8) -> Actor {
    Actor::Officer(account(n))
}

fn party(n: u8) -> Actor {
    Actor::Party(account(n))
}

/// Evidence of every kind.
fn all_evidence() -> Vec<Evidence> {
    EvidenceKind::ALL.iter().map(|kind| shown(*kind)).collect()
}

fn shown(kind: EvidenceKind) -> Evidence {
    Evidence { kind, file: kind.is_file().then(|| id(1)) }
}
