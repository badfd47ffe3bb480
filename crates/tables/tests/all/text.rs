use super::{rows, table};
use std::io::Cursor;
use tables::{Column, Encoding, Options};

const ROWS: &str = "地址,层数\n幸福路1号3栋,12\n\"平安里,东门\",4\n";

fn expected() -> Vec<Vec<String>> {
    vec![vec!["幸福路1号3栋".into(), "12".into()], vec!["平安里,东门".into(), "4".into()]]
}

#[test]
fn every_encoding_gives_the_same_rows() {
    let utf16 = |swap: bool, mark: &[u8]| {
        let mut out = mark.to_vec();
        for unit in ROWS.encode_utf16() {
            out.extend(if swap { unit.to_be_bytes() } else { unit.to_le_bytes() });
        }
        out
    };
    let gb = encoding_rs::GB18030.encode(ROWS).0.into_owned();
    let cases = [
        (ROWS.as_bytes().to_vec(), Encoding::Utf8),
        (format!("\u{feff}{ROWS}").into_bytes(), Encoding::Utf8),
        (gb, Encoding::Gb18030),
        (utf16(false, &[0xFF, 0xFE]), Encoding::Utf16le),
        (utf16(true, &[0xFE, 0xFF]), Encoding::Utf16be),
        (utf16(false, &[]), Encoding::Utf16le),
        (utf16(true, &[]), Encoding::Utf16be),
    ];
    for (bytes, encoding) in cases {
        let table = table(bytes);
        assert_eq!(table.facts().encoding, Some(encoding));
        assert_eq!(rows(table), expected(), "{encoding:?}");
    }
}

#[test]
fn western_letters_that_stand_alone_are_windows_1252() {
    let table = table(b"name,city\nM\xFCller,K\xF6ln\n".to_vec());
    assert_eq!(rows(table), [["Müller", "Köln"]]);
}

#[test]
fn gb18030_after_a_long_plain_beginning_is_still_found() {
    let mut bytes = b"id,name\n".to_vec();
    for i in 0..20_000 {
        bytes.extend(format!("{i},plain\n").into_bytes());
    }
    bytes.extend(&*encoding_rs::GB18030.encode("20000,幸福路\n").0);
    assert_eq!(table(bytes).last().unwrap().unwrap().get(1), "幸福路");
}

#[test]
fn quotes_line_ends_and_blank_lines() {
    let text = "a,b\r\n\r\n\"x\r\ny\",\"say \"\"hi\"\"\"\r\nm\"n,\"p\"q\n\"\",z";
    let table = table(text);
    let read: Vec<_> = table.map(Result::unwrap).collect();
    assert_eq!(read.iter().map(|r| r.number).collect::<Vec<_>>(), [3, 4, 5]);
    assert_eq!((read[0].get(0), read[0].get(1)), ("x\r\ny", "say \"hi\""));
    assert_eq!((read[1].get(0), read[1].get(1)), ("m\"n", "pq"));
    assert_eq!((read[2].get(0), read[2].get(1)), ("", "z"));
}

#[test]
fn the_line_that_names_the_delimiter_is_obeyed() {
    let table = table("sep=;\na,1;b,2\nx;y\n");
    assert_eq!(table.headers(), ["a,1", "b,2"]);
    assert_eq!(table.facts().delimiter, Some(';'));
    assert_eq!(rows(table), [["x", "y"]]);
}

#[test]
fn a_required_column_goes_by_any_of_its_names() {
    let column = Column::named(["street_number", "门牌号"]);
    let options = Options { required: vec![column.clone()], ..Options::default() };
    let table = tables::read("t.csv", Cursor::new("x,Street Number\n1,2\n"), &options).unwrap();
    assert_eq!(table.position(&column), Some(1));
    let error = tables::read("t.csv", Cursor::new("x,y\n1,2\n"), &options).unwrap_err();
    begins(
        &error.message().en,
        "t.csv row 1, column \"street_number / 门牌号\": missing. The file has: x, y.",
    );
    begins(&error.message().zh, "t.csv 第1行“street_number / 门牌号”列：缺少该列。");
}

fn begins(text: &str, beginning: &str) {
    assert!(text.starts_with(beginning), "{text}");
}
