//! What parses as a code prints as it was written.
#![no_main]

use libfuzzer_sys::fuzz_target;
use register::model::Code;

fuzz_target!(|text: &str| {
    if let Ok(code) = text.parse::<Code>() {
        assert_eq!(code.as_str(), text);
    }
});
