//! Rounds of a street's day, and how long they took.
//!
//! `cargo run --release -p housing --example rounds -- [VISITS] [INSPECTORS] [SEED] [FILE]`
//!
//! Visits and their hours are drawn from SEED, on streets every 200 m. With FILE the same task is written as VROOM reads
//! it, so that a peer solves the same matrix: `vroom -i FILE`; its `summary.duration` is our time on the way.
#![expect(clippy::print_stdout, reason = "a program that prints its figures")]

use std::{error::Error, time::Instant};

use casework::dispatch::Network;
use housing::plan::{
    PlanRules,
    routes::{Goer, Stop, Task, Travel, solve},
};
use kernel::{Chance, Point4326};
use serde_json::{Value, json};

/// Metres covered in a second: 12 km an hour.
const SECOND_M: f64 = 200.0 / 60.0;
/// The street is so wide and so deep, metres.
const WIDE_M: u64 = 3_000;
const DEEP_M: u64 = 2_000;
/// Attempts for each visit.
const EFFORT: usize = 150;

fn main() -> Result<(), Box<dyn Error>> {
    let mut asked = std::env::args().skip(1);
    let visits: usize = asked.next().map_or(Ok(1_000), |text| text.parse())?;
    let inspectors: usize = asked.next().map_or(Ok(50), |text| text.parse())?;
    let seed: u64 = asked.next().map_or(Ok(11), |text| text.parse())?;
    let mut chance = Chance::seeded(seed);
    let network = Network::of(&streets()?);
    let mut places = vec![at(WIDE_M / 2, DEEP_M / 2)?];
    for _ in 0..visits {
        places.push(at(chance.below(WIDE_M), chance.below(DEEP_M))?);
    }

    let start = Instant::now();
    let far = network.between(&places, 20_000.0);
    println!("{} places, the way between all of them: {:.1?}", places.len(), start.elapsed());

    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "seconds on earth")]
    let travel = Travel::of(places.len(), |from, to| {
        let far_m = if from == to { Some(0.0) } else { far[from][to] };
        far_m.map_or(86_400, |far_m| (far_m / SECOND_M).ceil() as u32)
    });
    let kinds = &PlanRules::built_in()?.file.visit;
    let mut stops = Vec::with_capacity(visits);
    for place in 1..=visits {
        let kind = &kinds[usize::try_from(chance.below(kinds.len() as u64))?];
        let (opens_s, closes_s) = (kind.opens * 60, kind.closes * 60);
        let skills = u16::from(chance.below(20) == 0);
        stops.push(Stop {
            place,
            service_s: kind.minutes * 60,
            opens_s,
            closes_s,
            skills,
            worth: 1,
        });
    }
    let goer = |n: usize| Goer {
        start: 0,
        end: 0,
        from_s: 540 * 60,
        to_s: 1_050 * 60,
        most: 30,
        skills: u16::from(n.is_multiple_of(4)),
        breaks: Vec::new(),
    };
    let task = Task { travel, stops, goers: (0..inspectors).map(goer).collect() };
    if let Some(file) = asked.next() {
        std::fs::write(file, vroom(&task, places.len()).to_string())?;
    }

    let start = Instant::now();
    let effort = u32::try_from(visits * EFFORT)?;
    let found = solve(&task, &mut Chance::seeded(1), effort);
    println!(
        "{visits} visits, {inspectors} inspectors: {:.1?}; {} s on the way, {} left",
        start.elapsed(),
        found.travel_s(),
        found.left.len()
    );
    Ok(())
}

/// So many metres east and north of a corner.
fn at(east_m: u64, north_m: u64) -> Result<Point4326, Box<dyn Error>> {
    let (east_m, north_m) = (east_m as f64, north_m as f64);
    let point = Point4326::new(113.9 + east_m / 102_900.0, 22.5 + north_m / 110_574.0);
    point.ok_or_else(|| "no such place".into())
}

/// Streets every 200 m, both ways.
fn streets() -> Result<Vec<Vec<Point4326>>, Box<dyn Error>> {
    let mut lines = Vec::new();
    for x in (0..=WIDE_M).step_by(200) {
        lines.push(vec![at(x, 0)?, at(x, DEEP_M)?]);
    }
    for y in (0..=DEEP_M).step_by(200) {
        lines.push(vec![at(0, y)?, at(WIDE_M, y)?]);
    }
    Ok(lines)
}

/// The task as VROOM reads it.
fn vroom(task: &Task, places: usize) -> Value {
    let durations: Vec<Vec<u32>> = (0..places)
        .map(|from| (0..places).map(|to| task.travel.seconds(from, to)).collect())
        .collect();
    let skills = |bits: u16| if bits == 0 { Vec::new() } else { vec![1] };
    let vehicle = |(n, goer): (usize, &Goer)| {
        json!({
            "id": n, "start_index": goer.start, "end_index": goer.end, "max_tasks": goer.most,
            "time_window": [goer.from_s, goer.to_s], "skills": skills(goer.skills),
        })
    };
    let job = |(n, stop): (usize, &Stop)| {
        json!({
            "id": n, "location_index": stop.place, "service": stop.service_s,
            "time_windows": [[stop.opens_s, stop.closes_s]], "skills": skills(stop.skills),
        })
    };
    json!({
        "vehicles": task.goers.iter().enumerate().map(vehicle).collect::<Vec<_>>(),
        "jobs": task.stops.iter().enumerate().map(job).collect::<Vec<_>>(),
        "matrices": { "car": { "durations": durations } },
    })
}
