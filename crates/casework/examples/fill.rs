//! Fills an installation with cases like those that are in it, by the crate's own store: what a benchmark begins from.
//!
//! `cargo run --release -p casework --example fill -- DATA FROM TO BEFORE [DATABASE]`
//!
//! DATA is the installation's folder, DATABASE its database where that is not `DATA/linli.db`. Writes the cases numbered
//! FROM up to TO, like the thousand that were reported last before BEFORE, microseconds since 1970, and has the database
//! look over its tables. Nothing else may use the installation meanwhile.
#![expect(clippy::print_stdout, reason = "a program that prints its figures")]

use std::{error::Error, path::Path, sync::Arc, time::Instant as Stopwatch};

use access::{Access, AccessSettings};
use casework::{CaseFilter, Casework};
use database::Database;
use kernel::{Chance, Ids, Instant, SharedClock, SystemClock};

/// Cases that the others are like.
const SEEDS: u32 = 1_000;

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [data, from, to, before, address @ ..] = arguments.as_slice() else {
        return Err("usage: fill DATA FROM TO BEFORE [DATABASE]".into());
    };
    let (from, to): (u64, u64) = (from.parse()?, to.parse()?);
    let before = Instant::from_micros(before.parse()?);
    let data = Path::new(data);
    let file = data.join("linli.db").to_string_lossy().into_owned();
    let database = Database::open(address.first().unwrap_or(&file)).await?;
    let clock: SharedClock = Arc::new(SystemClock);
    let ids = Ids::new(clock.clone(), Chance::seeded(from));
    let access = Access::open(
        database.clone(),
        data,
        clock.clone(),
        ids.clone(),
        Chance::seeded(to),
        AccessSettings::default(),
    )?;
    let casework = Casework::open(database.clone(), Arc::new(access), ids, clock, data)?;
    let filter = CaseFilter { reported_to: Some(before), limit: SEEDS, ..CaseFilter::default() };
    let seeds = casework.page(&filter).await?;
    if seeds.is_empty() {
        return Err("there is no case to be like".into());
    }
    let start = Stopwatch::now();
    casework.fill(&seeds, from, to).await?;
    database.administer("ANALYZE").await?;
    let seconds = start.elapsed().as_secs_f64();
    println!("{} cases like {} in {seconds:.1} s", to - from, seeds.len());
    Ok(())
}
