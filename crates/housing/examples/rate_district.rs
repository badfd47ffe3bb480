//! Rates every building of a district and tells how long it took.
//!
//! `cargo run --release -p housing --example rate_district -- [BUILDINGS]`
//!
//! The buildings are drawn from a seed: facts of every answer and age, up to four open hazards each, a fire or a breach
//! now and then. Their making is not timed; putting them into columns is told by itself.
#![expect(clippy::print_stdout, reason = "a program that prints its figures")]

use std::{error::Error, time::Instant};

use housing::{
    Catalogue,
    stars::{Building, Buildings, Lift, StarRules, When},
};
use kernel::{Chance, Day, Id};

/// Buildings of the reference district.
const BUILDINGS: usize = 175_700;
/// 2026-01-05T01:00:00Z.
const NOW_US: i64 = 1_767_574_800_000_000;

fn main() -> Result<(), Box<dyn Error>> {
    let count = std::env::args().nth(1).map_or(Ok(BUILDINGS), |text| text.parse())?;
    let (rules, catalogue) = (StarRules::built_in()?, Catalogue::built_in()?);
    let now = kernel::Instant::from_micros(NOW_US);
    let when = When { now, today: now.day(8 * 60) };
    let mut chance = Chance::seeded(7);
    let district = (0..count)
        .map(|_| building(rules, catalogue, when, &mut chance))
        .collect::<Result<Vec<_>, _>>()?;
    let hazards: usize = district.iter().map(|one| one.hazards.len()).sum();

    let start = Instant::now();
    let mut columns = Buildings::with_capacity(rules, district.len());
    for one in &district {
        columns.push(one);
    }
    let filled = start.elapsed();

    let start = Instant::now();
    let ratings = rules.rate_all(&columns, catalogue, when);
    let rated = start.elapsed();

    let start = Instant::now();
    let alone: usize =
        district.iter().filter(|one| rules.rate(one, catalogue, when).stars.is_some()).count();
    let explained = start.elapsed();

    let start = Instant::now();
    let advised = district
        .iter()
        .filter(|one| matches!(rules.lift(one, catalogue, when), Lift::Steps { .. }))
        .count();
    let lifted = start.elapsed();

    let mut by_stars = [0_usize; 6];
    for stars in &ratings.stars {
        if let Some(count) = by_stars.get_mut(usize::from(*stars)) {
            *count += 1;
        }
    }
    println!(
        "{count} buildings, {hazards} open hazards; without stars and with 1 to 5: {by_stars:?}"
    );
    println!("into columns       {:>9.1} ms", filled.as_secs_f64() * 1e3);
    println!("rated by columns   {:>9.1} ms", rated.as_secs_f64() * 1e3);
    println!(
        "one by one, with all reasons: {:.1} ms, {alone} with stars",
        explained.as_secs_f64() * 1e3
    );
    println!("what would lift each: {:.1} ms, {advised} advised", lifted.as_secs_f64() * 1e3);
    Ok(())
}

fn building(
    rules: &StarRules,
    catalogue: &Catalogue,
    when: When,
    chance: &mut Chance,
) -> Result<Building, Box<dyn Error>> {
    let mut building = Building::unseen(rules);
    let ago = |days: u64| {
        Day::from_epoch_days(when.today.epoch_days() - i32::try_from(days).unwrap_or(0))
    };
    for (_, fact) in rules.facts() {
        // One fact in 200 was never seen; most were found good.
        if chance.below(200) == 0 {
            continue;
        }
        let answers = fact.answers.len() as u64;
        let number = if chance.below(10) < 7 { 0 } else { chance.below(answers) };
        let Some(answer) = usize::try_from(number).ok().and_then(|n| fact.answers.get(n)) else {
            continue;
        };
        building.see(rules, &fact.id, &answer.id, ago(chance.below(u64::from(fact.valid_days))))?;
    }
    for _ in 0..chance.below(5).min(chance.below(5)) {
        let number = chance.below(catalogue.types.len() as u64);
        let kind = usize::try_from(number).ok().and_then(|n| catalogue.types.get(n));
        let mut bytes = [0; 16];
        chance.fill(&mut bytes);
        let due_days = i64::try_from(chance.below(60)).unwrap_or(0) - 6;
        let due_at = when.now.plus_seconds(due_days * 86_400);
        if let Some(kind) = kind {
            building.open(catalogue, Id::from_bytes(bytes), &kind.id, due_at)?;
        }
    }
    building.fire_on = (chance.below(500) == 0).then(|| ago(chance.below(730)));
    building.breach_on = (chance.below(500) == 0).then(|| ago(chance.below(730)));
    Ok(building)
}
