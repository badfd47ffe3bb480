//! Any bytes are a shape that can be mended and measured, or none.
#![no_main]

use libfuzzer_sys::fuzz_target;
use register::geometry::{from_wkb, measure, mend};

fuzz_target!(|bytes: &[u8]| {
    if let Some(Ok(mended)) = from_wkb(bytes).map(mend) {
        let _ = measure(&mended.shape);
    }
});
