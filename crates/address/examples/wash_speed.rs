//! Washes a table of split addresses against a register and tells how fast.
//!
//! `cargo run --release -p address --example wash_speed -- REGISTER.csv TABLE.csv PREFIX OUT.csv`
//! The register's columns are `address_id, street_number, street_name, unit_number, city, state,
//! zipcode`; the table's are the same with PREFIX before each.
#![expect(clippy::print_stdout, reason = "a program that prints its figures")]

use std::error::Error;
use std::path::PathBuf;
use std::time::Instant;

use address::{AddressIndex, ComponentKind, IndexBuilder, RegisterEntry};

const COLUMNS: [(&str, ComponentKind); 6] = [
    ("street_number", ComponentKind::RoadNumber),
    ("street_name", ComponentKind::Road),
    ("unit_number", ComponentKind::Room),
    ("city", ComponentKind::City),
    ("state", ComponentKind::Province),
    ("zipcode", ComponentKind::Postcode),
];

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [register, table, prefix, out] = arguments.as_slice() else {
        return Err("REGISTER.csv TABLE.csv PREFIX OUT.csv".into());
    };
    let file: PathBuf = std::env::temp_dir().join(format!("wash-speed-{}.index", std::process::id()));
    let (seconds, index) = build(register, &file)?;
    println!("register: {} entries, {seconds:.2} s, {} bytes, {} duplicates", index.len(), std::fs::metadata(&file)?.len(), index.duplicates().count());

    let mut reader = csv::Reader::from_path(table)?;
    let headers = reader.headers()?.clone();
    let places: Vec<(usize, ComponentKind)> = COLUMNS
        .iter()
        .filter_map(|(name, kind)| Some((headers.iter().position(|header| header == format!("{prefix}{name}"))?, *kind)))
        .collect();
    let rows: Vec<csv::StringRecord> = reader.records().collect::<Result<_, _>>()?;
    let start = Instant::now();
    let found: Vec<_> = rows
        .iter()
        .map(|row| {
            let fields: Vec<(ComponentKind, &str)> = places.iter().map(|(at, kind)| (*kind, &row[*at])).collect();
            index.wash_fields(&fields)
        })
        .collect();
    let seconds = start.elapsed().as_secs_f64();
    println!("washed: {} rows in {seconds:.3} s, {:.0} a second", rows.len(), rows.len() as f64 / seconds);

    let mut writer = csv::Writer::from_path(out)?;
    writer.write_record(["row", "class", "address_id", "score", "margin", "rule", "candidates"])?;
    for (row, found) in rows.iter().zip(&found) {
        let code = |entry: u64| index.code(entry).unwrap_or_default().to_owned();
        let candidates: Vec<String> = found.candidates.iter().map(|(entry, score)| format!("{}={score}", code(*entry))).collect();
        let id = found.entry.map(code).unwrap_or_default();
        let class = format!("{:?}", found.class);
        let (score, margin) = (found.score.to_string(), found.margin.to_string());
        writer.write_record([&row[0], &class, &id, &score, &margin, found.rule, &candidates.join(" ")])?;
    }
    writer.flush()?;
    std::fs::remove_file(&file)?;
    Ok(())
}

fn build(register: &str, file: &std::path::Path) -> Result<(f64, AddressIndex), Box<dyn Error>> {
    let start = Instant::now();
    let mut builder = IndexBuilder::new("us", "1");
    for (id, row) in csv::Reader::from_path(register)?.records().enumerate() {
        let row = row?;
        let components = COLUMNS.iter().enumerate().map(|(at, (_, kind))| (*kind, row[at + 1].to_owned()));
        builder.add(&RegisterEntry {
            id: id as u64,
            code: row[0].to_owned(),
            components: components.filter(|(_, text)| !text.is_empty()).collect(),
            current: true,
            ..RegisterEntry::default()
        })?;
    }
    builder.finish(file)?;
    Ok((start.elapsed().as_secs_f64(), AddressIndex::open(file)?))
}
