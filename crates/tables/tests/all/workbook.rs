use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Workbook};
use std::io::Cursor;
use tables::{Column, Error, Fault, Options};

fn written(fill: impl FnOnce(&mut rust_xlsxwriter::Worksheet)) -> Vec<u8> {
    let mut book = Workbook::new();
    fill(book.add_worksheet());
    book.save_to_buffer().unwrap()
}

#[test]
fn values_are_read_as_the_sheet_shows_them() {
    let bytes = written(|sheet| {
        for (column, name) in ["门牌", "层数", "面积", "建成", "空", "式"].iter().enumerate()
        {
            sheet.write(0, u16::try_from(column).unwrap(), *name).unwrap();
        }
        sheet.write(2, 0, " 3栋 ").unwrap();
        sheet.write(2, 1, 12).unwrap();
        sheet.write(2, 2, 88.5).unwrap();
        let day = ExcelDateTime::from_ymd(1998, 7, 1).unwrap();
        sheet.write_with_format(2, 3, day, &Format::new().set_num_format("yyyy-mm-dd")).unwrap();
        sheet.write_formula(2, 5, Formula::new("=B3*2").set_result("24")).unwrap();
    });
    let mut table = tables::read("t.xlsx", Cursor::new(bytes), &Options::default()).unwrap();
    assert_eq!(table.facts().sheet.as_deref(), Some("Sheet1"));
    let row = table.next().unwrap().unwrap();
    assert_eq!(row.number, 3);
    assert_eq!(row.iter().collect::<Vec<_>>(), ["3栋", "12", "88.5", "1998-07-01", "", "24"]);
    assert!(table.next().is_none());
}

#[test]
fn an_error_value_and_a_ragged_row_are_faults_of_their_row() {
    let bytes = written(|sheet| {
        sheet.write_row(0, 0, ["a", "b"]).unwrap();
        sheet.write_formula(1, 1, Formula::new("=1/0").set_result("#DIV/0!")).unwrap();
        sheet.write_row(2, 0, ["x", "y"]).unwrap();
        sheet.write_row(3, 0, ["x", "y", "z"]).unwrap();
    });
    let read: Vec<_> =
        tables::read("t.xlsx", Cursor::new(bytes), &Options::default()).unwrap().collect();
    let error = read[0].as_ref().unwrap_err();
    assert_eq!((error.row, error.column.as_deref()), (2, Some("b")));
    assert_eq!(error.fault, Fault::ErrorValue { value: "#DIV/0!".into() });
    assert!(read[1].is_ok());
    assert_eq!(read[2].as_ref().unwrap_err().fault, Fault::Ragged { expected: 2, found: 3 });
}

#[test]
fn a_formula_without_a_stored_value_is_a_fault_of_its_row() {
    let text =
        |at: &str, text: &str| format!("<c r=\"{at}\" t=\"inlineStr\"><is><t>{text}</t></is></c>");
    let head = text("A1", "a") + &text("B1", "b");
    let never_calculated = text("A2", "x") + "<c r=\"B2\"><f>LEN(A2)</f></c>";
    let calculated = text("A3", "x") + "<c r=\"B3\"><f>LEN(A3)</f><v>1</v></c>";
    let rows = [head, never_calculated, calculated];
    let row = |(number, cells)| format!("<row r=\"{number}\">{cells}</row>");
    let rows: Vec<String> = (1..4).zip(rows).map(row).collect();
    let sheet = format!(
        "<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\">\
         <sheetData>{}</sheetData></worksheet>",
        rows.concat()
    );
    let bytes = workbook_around(&sheet);
    let read: Vec<_> =
        tables::read("t.xlsx", Cursor::new(bytes), &Options::default()).unwrap().collect();
    let error = read[0].as_ref().unwrap_err();
    assert_eq!((error.row, error.column.as_deref()), (2, Some("b")));
    assert_eq!(error.fault, Fault::FormulaWithoutValue);
    assert_eq!(read[1].as_ref().unwrap().get(1), "1");
}

/// A workbook with this sheet as it stands: `rust_xlsxwriter` gives every formula a value.
fn workbook_around(sheet: &str) -> Vec<u8> {
    const KINDS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let relation = |kind: &str, target: &str| {
        format!(
            "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">\
             <Relationship Id=\"rId1\" Type=\"{KINDS}/{kind}\" Target=\"{target}\"/></Relationships>"
        )
    };
    let book = format!(
        "<workbook xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" xmlns:r=\"{KINDS}\">\
         <sheets><sheet name=\"Sheet1\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>"
    );
    zipped(&[
        ("_rels/.rels", &relation("officeDocument", "xl/workbook.xml")),
        ("xl/workbook.xml", &book),
        ("xl/_rels/workbook.xml.rels", &relation("worksheet", "worksheets/sheet1.xml")),
        ("xl/worksheets/sheet1.xml", sheet),
    ])
}

/// A ZIP file of stored parts (APPNOTE 4.3): each behind its header, then the directory and its end.
fn zipped(parts: &[(&str, &str)]) -> Vec<u8> {
    let (mut out, mut directory): (Vec<u8>, Vec<u8>) = (Vec::new(), Vec::new());
    for (name, text) in parts {
        let at = u32::try_from(out.len()).unwrap();
        let size = u32::try_from(text.len()).unwrap().to_le_bytes();
        // Version 2.0, no flags, stored, the first of January 1980.
        let mut about: Vec<u8> = vec![20, 0, 0, 0, 0, 0, 0, 0, 0x21, 0];
        about.extend(crc32(text.as_bytes()).to_le_bytes());
        about.extend([size, size].concat());
        about.extend(u16::try_from(name.len()).unwrap().to_le_bytes());
        about.extend([0; 2]);
        out.extend(b"PK\x03\x04");
        out.extend(&about);
        out.extend(name.as_bytes());
        out.extend(text.as_bytes());
        directory.extend(b"PK\x01\x02\x14\x00");
        directory.extend(&about);
        directory.extend([0; 10]);
        directory.extend(at.to_le_bytes());
        directory.extend(name.as_bytes());
    }
    let at = u32::try_from(out.len()).unwrap();
    let count = u16::try_from(parts.len()).unwrap().to_le_bytes();
    out.extend(&directory);
    out.extend(b"PK\x05\x06\x00\x00\x00\x00");
    out.extend([count, count].concat());
    out.extend(u32::try_from(directory.len()).unwrap().to_le_bytes());
    out.extend(at.to_le_bytes());
    out.extend([0; 2]);
    out
}

/// The checksum of ZIP: CRC-32, polynomial `0xEDB8_8320`, bits from the lowest.
fn crc32(bytes: &[u8]) -> u32 {
    let bit = |sum: u32, _| if sum & 1 == 1 { (sum >> 1) ^ 0xEDB8_8320 } else { sum >> 1 };
    !bytes.iter().fold(u32::MAX, |sum, &byte| (0..8).fold(sum ^ u32::from(byte), bit))
}

#[test]
fn a_title_above_the_header_is_passed_over() {
    let bytes = written(|sheet| {
        sheet.write(0, 0, "某街道房屋统计表").unwrap();
        sheet.write_row(1, 0, ["门牌", "层数"]).unwrap();
        sheet.write_row(2, 0, ["3栋", "12"]).unwrap();
    });
    let options = Options { required: vec![Column::named(["层数"])], ..Options::default() };
    let mut table = tables::read("t.xlsx", Cursor::new(bytes), &options).unwrap();
    assert_eq!(table.headers(), ["门牌", "层数"]);
    assert_eq!(table.next().unwrap().unwrap().get(1), "12");
}

#[test]
fn a_damaged_or_swollen_workbook_is_refused() {
    let bytes = written(|sheet| {
        sheet.write(0, 0, "x".repeat(30_000)).unwrap();
    });
    let mut options = Options::default();
    options.limits.workbook_bytes = 10_000;
    let error = tables::read("t.xlsx", Cursor::new(bytes.clone()), &options).unwrap_err();
    assert!(matches!(error, Error::WorkbookTooLarge { limit: 10_000, .. }), "{error}");
    let cut = bytes[..bytes.len() / 2].to_vec();
    let error = tables::read("t.xlsx", Cursor::new(cut), &Options::default()).unwrap_err();
    assert!(matches!(error, Error::Workbook { .. }), "{error}");
    let options = Options { sheet: Some("缺".into()), ..Options::default() };
    let error = tables::read("t.xlsx", Cursor::new(bytes), &options).unwrap_err();
    assert!(error.message().en.contains("no sheet \"缺\" among Sheet1"));
}
