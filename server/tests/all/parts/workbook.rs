//! A short table as a file.

use std::io::Cursor;

use kernel::Instant;
use server::parts::workbook::{Cell, book, csv};

fn rows() -> Vec<Vec<Cell>> {
    let text = |text: &str| Cell::Text(text.to_owned());
    vec![
        vec![text("=1+1"), Cell::Count(12), Cell::Decimal(Some(2.5)), Cell::Part(Some(0.25))],
        vec![text("合计"), Cell::Count(3), Cell::Decimal(None), Cell::Part(Some(0.875))],
    ]
}

#[test]
fn a_workbook_is_read_back_with_its_numbers_and_no_formula() {
    let bytes = book(&["名称", "n", "h", "part"], &rows(), Instant::from_micros(0)).unwrap();
    let options = tables::Options::default();
    let table = tables::read("t.xlsx", Cursor::new(bytes), &options).unwrap();
    assert_eq!(table.headers(), ["名称", "n", "h", "part"]);
    let read: Vec<Vec<String>> =
        table.map(|row| row.unwrap().iter().map(str::to_owned).collect()).collect();
    assert_eq!(read, [["=1+1", "12", "2.5", "0.25"], ["合计", "3", "", "0.875"]]);
}

#[test]
fn a_file_for_programs_keeps_a_text_from_being_a_formula() {
    let text = csv(&["name", "n", "h", "part"], &rows());
    let lines = ["\u{feff}name,n,h,part", "'=1+1,12,2.500,0.250", "合计,3,,0.875", ""];
    assert_eq!(text, lines.join("\r\n"));
}

#[test]
fn the_same_table_is_the_same_file() {
    let make = |micros| book(&["a"], &rows(), Instant::from_micros(micros)).unwrap();
    assert_eq!(make(0), make(0));
    assert_ne!(make(0), make(60_000_000));
}
