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
fn a_formula_without_value_and_an_error_are_faults_of_their_row() {
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
