//! Washes a table against a register and tells how long it took.
//!
//! `cargo run --release -p address --example wash_speed -- cn REGISTER.csv TABLE.csv OUT.csv`
//!
//! The register has a column `id` and columns named as [`ComponentKind`]s (`road`, `road_number`,
//! `estate` …); the rows after it with the same id are aliases, `former` where its column `alias` says
//! so. The table has a column `id` and either `line` or columns of components.
#![expect(clippy::print_stdout, reason = "a program that prints its figures")]

use std::error::Error;
use std::path::Path;
use std::time::Instant;

use address::{AddressIndex, Alias, ComponentKind, IndexBuilder, Profile, RegisterEntry};
use csv::StringRecord;

type Columns = Vec<(usize, ComponentKind)>;

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [profile, register, table, out] = arguments.as_slice() else {
        return Err("PROFILE REGISTER.csv TABLE.csv OUT.csv".into());
    };
    let profile = Profile::named(profile).ok_or("the profile is cn, us or ca")?;
    let file = std::env::temp_dir().join(format!("wash-speed-{}.index", std::process::id()));
    build(&profile, register, &file)?;
    let start = Instant::now();
    let index = AddressIndex::open(&file)?;
    println!("opened in {:.1} ms", start.elapsed().as_secs_f64() * 1e3);
    std::fs::remove_file(&file)?;

    let mut reader = csv::Reader::from_path(table)?;
    let headers = reader.headers()?.clone();
    let (id, columns) = (position(&headers, "id").ok_or("no column id")?, columns(&headers));
    let line = position(&headers, "line");
    let rows: Vec<StringRecord> = reader.records().collect::<Result<_, _>>()?;
    let start = Instant::now();
    let found: Vec<_> = rows
        .iter()
        .map(|row| {
            if let Some(at) = line {
                return index.wash(index.profile(), &row[at]);
            }
            let fields: Vec<_> = columns.iter().map(|(at, kind)| (*kind, &row[*at])).collect();
            index.wash_fields(&fields)
        })
        .collect();
    let seconds = start.elapsed().as_secs_f64();
    println!(
        "washed {} rows in {seconds:.3} s, {:.0} a second",
        rows.len(),
        rows.len() as f64 / seconds
    );

    let mut writer = csv::Writer::from_path(out)?;
    writer.write_record([
        "id",
        "class",
        "address_id",
        "score",
        "margin",
        "rule",
        "historical",
        "candidates",
    ])?;
    for (row, found) in rows.iter().zip(&found) {
        let code = |entry: u64| index.code(entry).unwrap_or_default();
        let candidates: Vec<String> = found
            .candidates
            .iter()
            .map(|(entry, score)| format!("{}={score}", code(*entry)))
            .collect();
        writer.write_record([
            &row[id],
            &format!("{:?}", found.class),
            found.entry.map(code).unwrap_or_default(),
            &found.score.to_string(),
            &found.margin.to_string(),
            found.rule,
            if found.historical { "yes" } else { "" },
            &candidates.join(" "),
        ])?;
    }
    writer.flush()?;
    Ok(())
}

fn position(headers: &StringRecord, name: &str) -> Option<usize> {
    headers.iter().position(|header| header == name)
}

fn columns(headers: &StringRecord) -> Columns {
    let kind = ComponentKind::named;
    headers.iter().enumerate().filter_map(|(at, name)| Some((at, kind(name)?))).collect()
}

fn build(profile: &Profile, register: &str, file: &Path) -> Result<(), Box<dyn Error>> {
    let start = Instant::now();
    let mut reader = csv::Reader::from_path(register)?;
    let headers = reader.headers()?.clone();
    let (id, alias) =
        (position(&headers, "id").ok_or("no column id")?, position(&headers, "alias"));
    let columns = columns(&headers);
    let components = |row: &StringRecord| -> Vec<_> {
        let said = columns.iter().filter(|(at, _)| !row[*at].is_empty());
        said.map(|(at, kind)| (*kind, row[*at].to_owned())).collect()
    };
    let mut builder = IndexBuilder::new(profile, "file");
    let mut pending: Option<RegisterEntry> = None;
    let mut count = 0;
    for row in reader.records() {
        let row = row?;
        let components = components(&row);
        match &mut pending {
            Some(entry) if entry.code == row[id] => {
                let historical = alias.is_some_and(|at| &row[at] == "former");
                entry.aliases.push(Alias { components, historical });
            }
            _ => {
                if let Some(entry) = &pending {
                    builder.add(entry)?;
                }
                let code = row[id].to_owned();
                pending = Some(RegisterEntry {
                    id: count,
                    code,
                    components,
                    current: true,
                    ..RegisterEntry::default()
                });
                count += 1;
            }
        }
    }
    if let Some(entry) = &pending {
        builder.add(entry)?;
    }
    println!("read {count} entries in {:.2} s", start.elapsed().as_secs_f64());
    let start = Instant::now();
    let built = builder.finish(file)?;
    println!("written in {:.2} s: {built:?}", start.elapsed().as_secs_f64());
    Ok(())
}
