use super::table;
use std::io::{Cursor, Read, Seek, SeekFrom};
use tables::{Error, Fault, Limits, Options, RowError};

fn faults(bytes: impl Into<Vec<u8>>) -> Vec<RowError> {
    table(bytes).filter_map(Result::err).collect()
}

#[test]
fn a_ragged_row_is_named_and_the_rest_is_read() {
    let read: Vec<_> = table("a,b,c\n1,2\n1,2,3\n1,2,3,4\n1,2,3,,\n").collect();
    assert_eq!(read[0].as_ref().unwrap_err().fault, Fault::Ragged { expected: 3, found: 2 });
    assert!(read[1].is_ok());
    assert_eq!(read[2].as_ref().unwrap_err().row, 4);
    assert_eq!(read[3].as_ref().unwrap().len(), 3);
    let message = read[0].as_ref().unwrap_err().message();
    assert!(message.en.starts_with("t.csv row 2: 2 cells where the header has 3."));
    assert!(message.zh.starts_with("t.csv 第2行：有2个单元格，表头有3个。"));
}

#[test]
fn bad_bytes_name_their_column() {
    let mut bytes = "地址,说明\n幸福路1号,好\n平安里".as_bytes().to_vec();
    bytes.extend(b"\xFF,x\n");
    bytes.extend("和平街,好\n".as_bytes());
    let read: Vec<_> = table(bytes).collect();
    let error = read[1].as_ref().unwrap_err();
    assert_eq!((error.row, error.column.as_deref()), (3, Some("地址")));
    assert_eq!(error.fault, Fault::BadBytes { encoding: "UTF-8".into() });
    assert_eq!(read[2].as_ref().unwrap().get(0), "和平街");
}

#[test]
fn an_open_quote_is_told_where_it_opens() {
    let error = faults("a,b\n1,2\n3,\"4\n5,6\n").remove(0);
    assert_eq!((error.row, error.column.as_deref()), (3, Some("b")));
    assert_eq!(error.fault, Fault::OpenQuote);
    assert!(matches!(error.unless_ends_file(), Err(Error::BrokenOff(_))));
    let ragged = faults("a,b\n1\n3,4\n").remove(0);
    assert_eq!(ragged.clone().unless_ends_file().unwrap(), ragged);
}

/// A header and one cell of any size, made while it is read.
struct Huge {
    at: usize,
    size: usize,
}

impl Read for Huge {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        const HEAD: &[u8] = b"a,b\n1,";
        const TAIL: &[u8] = b"\n3,4\n";
        let head = HEAD.len();
        let mut n = 0;
        for byte in buffer {
            *byte = match self.at {
                at if at < head => HEAD[at],
                at if at < head + self.size => b'x',
                at if at < head + self.size + TAIL.len() => TAIL[at - head - self.size],
                _ => break,
            };
            self.at += 1;
            n += 1;
        }
        Ok(n)
    }
}

impl Seek for Huge {
    fn seek(&mut self, to: SeekFrom) -> std::io::Result<u64> {
        if let SeekFrom::Start(at) = to {
            self.at = usize::try_from(at).unwrap();
        }
        Ok(self.at as u64)
    }
}

#[test]
fn a_cell_of_200_megabytes_is_refused_without_being_held() {
    let mut table =
        tables::read("t.csv", Huge { at: 0, size: 200 << 20 }, &Options::default()).unwrap();
    let error = table.next().unwrap().unwrap_err();
    assert_eq!((error.row, error.column.as_deref()), (2, Some("b")));
    assert_eq!(error.fault, Fault::CellTooLong { limit: 1 << 20 });
    assert_eq!(table.next().unwrap().unwrap().get(1), "4");
}

#[test]
fn a_row_of_too_many_columns_is_refused() {
    let limits = Limits { columns: 4, ..Limits::default() };
    let options = Options { limits, ..Options::default() };
    let mut table = tables::read("t.csv", Cursor::new("a,b\n1,2,3,4,5\n1,2\n"), &options).unwrap();
    assert_eq!(
        table.next().unwrap().unwrap_err().fault,
        Fault::RowTooLong { limit: limits.row_bytes }
    );
    assert!(table.next().unwrap().is_ok());
}

#[test]
fn what_is_no_table_is_refused_by_name() {
    let refused = |bytes: &[u8]| {
        tables::read("f", Cursor::new(bytes.to_vec()), &Options::default()).unwrap_err()
    };
    assert!(matches!(refused(b"%PDF-1.7"), Error::NotATable { found: "a PDF document", .. }));
    assert!(matches!(refused(b"\xD0\xCF\x11\xE0"), Error::NotATable { .. }));
    assert!(matches!(refused(b"\0\0\0\0\0"), Error::NotATable { found: "a binary file", .. }));
    assert!(matches!(refused(b""), Error::NoHeader { .. }));
    assert!(matches!(refused(b"\n \n"), Error::NoHeader { .. }));
    assert!(matches!(refused(b"PK\x03\x04 and no more"), Error::Workbook { .. }));
    let repeated = refused(b"a,b,a\n");
    assert!(repeated.message().en.contains("columns A and C have the same name"));
    let missing =
        tables::open(std::path::Path::new("no/such.csv"), &Options::default()).unwrap_err();
    assert!(missing.message().zh.starts_with("no/such.csv：无法读取"));
}
