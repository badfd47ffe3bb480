//! Any bytes as an OpenStreetMap extract or as GeoJSON end in a report or in an error, and nothing is written.
//!
//! `cargo +nightly fuzz run file` in `crates/register`. The bounded run that every test run makes is
//! `damage_anywhere_ends_in_a_report_or_an_error` in `tests/all/osm.rs`.
#![no_main]

use std::fs;

use kernel::{SharedClock, Silent};
use libfuzzer_sys::fuzz_target;
use register::Register;
use register::import::{Options, osm_pbf, table};
use testing::World;
use tokio::runtime::{Builder, Runtime};

thread_local! {
    static PLACE: (Runtime, World, Register) = place();
}

/// A register that stays empty, and what it stands on.
fn place() -> (Runtime, World, Register) {
    let runtime = Builder::new_current_thread().enable_all().build().unwrap();
    let (world, register) = runtime.block_on(async {
        let world = World::sqlite().await;
        world.database.migrate(&[register::MIGRATIONS], &*world.clock).await.unwrap();
        let clock: SharedClock = world.clock.clone();
        let register = Register::new(world.database.clone(), world.ids.clone(), clock);
        (world, register)
    });
    (runtime, world, register)
}

fuzz_target!(|bytes: &[u8]| {
    PLACE.with(|(runtime, world, register)| {
        let folder = world.folder.path();
        let (extract, layer) = (folder.join("fuzz.osm.pbf"), folder.join("fuzz.geojson"));
        fs::write(&extract, bytes).unwrap();
        fs::write(&layer, bytes).unwrap();
        let options = || Options { dry_run: true, ..Options::default() };
        runtime.block_on(async {
            let _ = osm_pbf(register, &extract, options(), &Silent).await;
            let _ = table(register, &layer, options(), &Silent).await;
            assert_eq!(register.version().await.unwrap(), 0);
        });
    });
});
