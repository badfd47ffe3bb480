//! Bounded runs of random input; the same properties are fuzzed in `fuzz/`.

use proptest::prelude::*;
use std::io::Cursor;
use tables::Options;

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn any_bytes_end_in_rows_or_errors(bytes in proptest::collection::vec(any::<u8>(), 0..2000)) {
        if let Ok(table) = tables::read("t", Cursor::new(bytes.clone()), &Options::default()) {
            let width = table.headers().len();
            for row in table.take(bytes.len() + 2).flatten() {
                prop_assert_eq!(row.len(), width);
            }
        }
    }

    #[test]
    fn any_text_of_table_characters_ends_in_rows_or_errors(text in "[a,;\"\r\n\t 栋]{0,300}") {
        if let Ok(table) = tables::read("t", Cursor::new(text.clone()), &Options::default()) {
            prop_assert!(table.take(text.len() + 2).count() <= text.len() + 1);
        }
    }

    #[test]
    fn what_is_written_by_the_rules_is_read_back(
        rows in proptest::collection::vec(proptest::collection::vec("[a-z,;\"\r\n栋号 ]{0,12}", 3), 0..20)
    ) {
        let mut text = String::from("h1,h2,h3\n");
        for row in &rows {
            let cells: Vec<_> = row.iter().map(|c| format!("\"{}\"", c.replace('"', "\"\""))).collect();
            text.push_str(&cells.join(","));
            text.push('\n');
        }
        let options = Options { delimiter: Some(b','), ..Options::default() };
        let table = tables::read("t", Cursor::new(text), &options).unwrap();
        let read: Vec<Vec<String>> = table.map(|r| {
            let row = r.unwrap();
            (0..row.len()).map(|i| row.raw(i).to_owned()).collect()
        }).collect();
        prop_assert_eq!(read, rows);
    }
}
