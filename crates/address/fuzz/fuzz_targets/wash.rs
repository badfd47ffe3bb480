//! Any line washed against a small register has a sound answer, and anything
//! typed can be completed.
//!
//! `cargo +nightly fuzz run wash` in `crates/address`.

#![no_main]

use std::sync::LazyLock;

use address::{AddressIndex, Class, ComponentKind, IndexBuilder, Profile, RegisterEntry, readings};
use libfuzzer_sys::fuzz_target;

static INDEX: LazyLock<AddressIndex> = LazyLock::new(|| {
    let mut builder = IndexBuilder::new(&Profile::cn(), "fuzz");
    let mut id = 0;
    for (estate, road) in [("锦绣花园二期", "春风路"), ("柳岸村", "柳岸村三巷"), ("", "幸福一街")] {
        for number in ["1", "3", "12"] {
            for room in ["", "101", "1203"] {
                let parts = [
                    (ComponentKind::Street, "柳岸街道"),
                    (ComponentKind::Road, road),
                    (ComponentKind::RoadNumber, number),
                    (ComponentKind::Estate, estate),
                    (ComponentKind::Room, room),
                ];
                let said = parts.iter().filter(|(_, text)| !text.is_empty());
                let components = said.map(|(kind, text)| (*kind, (*text).to_owned())).collect();
                let code = id.to_string();
                builder
                    .add(&RegisterEntry { id, code, components, current: true, ..RegisterEntry::default() })
                    .unwrap();
                id += 1;
            }
        }
    }
    let folder = std::env::temp_dir().join(format!("linli-fuzz-{}.index", std::process::id()));
    builder.finish(&folder).unwrap();
    AddressIndex::open(&folder).unwrap()
});

fuzz_target!(|line: &str| {
    let found = INDEX.wash(INDEX.profile(), line);
    assert_eq!(found.entry.is_some(), matches!(found.class, Class::A | Class::B));
    assert!(found.candidates.len() <= 5 && (0.0..=1.0).contains(&found.score));
    assert!(INDEX.autocomplete(line, 5).len() <= 5);
    let whole: f64 = readings(INDEX.profile(), line).iter().map(|way| way.likelihood).sum();
    assert!((whole - 1.0).abs() < 1e-9);
});
