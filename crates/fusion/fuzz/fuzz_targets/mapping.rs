//! Any text is a mapping or a refusal.
#![no_main]

use std::path::Path;

use fusion::mapping::parse_mapping;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let _ = parse_mapping(Path::new("fuzz.toml"), text);
});
