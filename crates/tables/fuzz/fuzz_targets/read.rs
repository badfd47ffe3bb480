//! Any bytes end in rows as wide as the header, or in errors.
#![no_main]

use libfuzzer_sys::fuzz_target;
use std::io::Cursor;

fuzz_target!(|bytes: &[u8]| {
    if let Ok(table) = tables::read("fuzz", Cursor::new(bytes.to_vec()), &tables::Options::default()) {
        let width = table.headers().len();
        for row in table.flatten() {
            assert_eq!(row.len(), width);
        }
    }
});
