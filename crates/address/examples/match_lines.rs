//! A register of four addresses, and lines as people write them: what each means, and how sure that is.
//!
//! ```text
//! cargo run -p address --example match_lines
//! cargo run -p address --example match_lines -- 锦绣花园3栋1203 春风路18号
//! ```
#![expect(clippy::print_stdout, reason = "a program that prints its answers")]

use std::error::Error;

use address::{AddressIndex, Alias, Class, ComponentKind, IndexBuilder, Profile, RegisterEntry};

/// Code, road, number, estate, building and room of each address; empty where it has none.
const REGISTER: [(&str, [&str; 5]); 4] = [
    ("H1", ["春风路", "18号", "锦绣花园", "3栋", ""]),
    ("H1-1203", ["春风路", "18号", "锦绣花园", "3栋", "1203"]),
    ("H1-1204", ["春风路", "18号", "锦绣花园", "3栋", "1204"]),
    ("H2", ["秋月路", "7号", "", "", ""]),
];
const KINDS: [ComponentKind; 5] = [
    ComponentKind::Road,
    ComponentKind::RoadNumber,
    ComponentKind::Estate,
    ComponentKind::Building,
    ComponentKind::Room,
];

/// The same address, a misspelling, a former name, no such room, and another place.
const LINES: [&str; 5] = [
    "春風路１８號錦繡花園三幢1203室",
    "春风路18号锦秀花园3栋1204",
    "柳岸二厂宿舍3栋1203",
    "锦绣花园3栋1209室",
    "明珠大厦A座",
];

fn main() -> Result<(), Box<dyn Error>> {
    let folder = tempfile::tempdir()?;
    let path = folder.path().join("register.index");
    build()?.finish(&path)?;
    let index = AddressIndex::open(&path)?;
    let given: Vec<String> = std::env::args().skip(1).collect();
    let lines = if given.is_empty() { LINES.map(str::to_owned).to_vec() } else { given };
    for line in &lines {
        let found = index.wash(index.profile(), line);
        let code = |entry: u64| index.code(entry).unwrap_or_default();
        let meant = match found.class {
            // Safe: the same, or a variation that nothing else in the register is near to.
            Class::A | Class::B => found.entry.map(code).unwrap_or_default().to_owned(),
            // For a person to choose from.
            Class::C => found
                .candidates
                .iter()
                .map(|(entry, score)| format!("{}? ({score})", code(*entry)))
                .collect::<Vec<_>>()
                .join(" "),
            Class::None => "-".to_owned(),
        };
        let former = if found.historical { ", as it was called before" } else { "" };
        println!("{line}\n    {:?} by {}: {meant}{former}", found.class, found.rule);
    }
    Ok(())
}

fn build() -> Result<IndexBuilder, Box<dyn Error>> {
    let mut builder = IndexBuilder::new(&Profile::cn(), "1 May");
    for (id, (code, parts)) in (0..).zip(REGISTER) {
        let said = |former: bool| -> Vec<(ComponentKind, String)> {
            let name = |(kind, text): (ComponentKind, &str)| {
                let renamed = former && kind == ComponentKind::Estate;
                let text = if renamed { "柳岸二厂宿舍" } else { text };
                (kind, text.to_owned())
            };
            KINDS.into_iter().zip(parts).filter(|(_, text)| !text.is_empty()).map(name).collect()
        };
        let before = Alias { components: said(true), historical: true };
        builder.add(&RegisterEntry {
            id,
            code: code.to_owned(),
            components: said(false),
            aliases: if parts[2].is_empty() { Vec::new() } else { vec![before] },
            current: true,
            ..RegisterEntry::default()
        })?;
    }
    Ok(builder)
}
