//! How long a fixed release of a whole district takes, and how much of it is withheld by level of area.
//!
//! `cargo run --release -p insight --example release_district -- 7 16 25 800`: streets, communities of each, grids of
//! each, people of each grid.

#![expect(
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "a measurement prints its figures and stops at a failure"
)]

use std::{collections::BTreeMap, time::Instant};

use insight::{Cell, Cells, Cut, Gate, Release, Rule};
use kernel::AreaPath;

/// A fixed sequence of numbers, evenly spread.
struct Spread(u64);

impl Spread {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB) >> 33
    }

    /// A value of so many, the first common and each later one half as common.
    fn skewed(&mut self, values: usize) -> usize {
        usize::try_from(self.next().trailing_ones()).unwrap().min(values - 1)
    }
}

fn main() {
    let asked: Vec<u64> = std::env::args().skip(1).map(|text| text.parse().unwrap()).collect();
    let [streets, communities, grids, people] = asked.try_into().unwrap_or([7, 16, 25, 800]);
    let gate = Gate::usual([1; 32]).unwrap();
    let cuts: Vec<Cut> = ["", "age", "sex", "registered", "education", "dwelling"]
        .map(|name| Cut::of(name).unwrap())
        .into();
    let mut spread = Spread(1);
    let mut counted: BTreeMap<Cut, Cells<Cell>> = BTreeMap::new();
    let mut person: u128 = 0;
    for (street, community, grid) in (0..streets)
        .flat_map(|s| (0..communities).flat_map(move |c| (0..grids).map(move |g| (s, c, g))))
    {
        let area: AreaPath = format!("990101/{street}/{community}/{grid}").parse().unwrap();
        // Grids of all sizes, a few with hardly anybody.
        for _ in 0..spread.next() % (2 * people) {
            person += 1;
            let cell = Cell::from(gate.record_key(&person.to_be_bytes()));
            let columns: Vec<usize> = cuts.iter().map(|cut| spread.skewed(cut.cells())).collect();
            for area in area.upward() {
                for (cut, column) in cuts.iter().zip(&columns) {
                    let table = counted.entry(*cut).or_default();
                    let cells = table
                        .entry(area.clone())
                        .or_insert_with(|| vec![Cell::default(); cut.cells()]);
                    *cells.get_mut(*column).unwrap() += cell;
                }
            }
        }
    }
    println!("people {person}");
    for (name, exact) in [("by cell keys", false), ("exact", true)] {
        let begun = Instant::now();
        let release = gate.fix(&counted, Rule { threshold: 10, exact }, &[]);
        let took = begun.elapsed().as_secs_f64();
        println!("{name}: {took:.2} s");
        told(&release);
    }
}

/// How much is withheld, by how deep the areas are.
fn told(release: &Release) {
    let mut by_depth: BTreeMap<usize, (u64, u64)> = BTreeMap::new();
    for (area, cells) in release.values().flatten() {
        let (withheld, all) = by_depth.entry(area.as_str().matches('/').count()).or_default();
        for cell in cells {
            *all += 1;
            *withheld += u64::from(cell.number().is_none());
        }
    }
    for (depth, (withheld, all)) in by_depth {
        println!("  depth {depth}: {withheld} of {all} withheld");
    }
}
