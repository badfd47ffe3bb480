//! Rows as a file for a spreadsheet.

/// A table with a byte order mark, so that spreadsheets read Chinese; a cell
/// that would be taken for a formula is kept from it.
pub(crate) fn csv(columns: &[&str], rows: impl Iterator<Item = Vec<String>>) -> String {
    let mut out = String::from("\u{feff}");
    line(&mut out, columns.iter().map(|column| (*column).to_owned()));
    for row in rows {
        line(&mut out, row.into_iter());
    }
    out
}

fn line(out: &mut String, cells: impl Iterator<Item = String>) {
    for (at, cell) in cells.enumerate() {
        if at > 0 {
            out.push(',');
        }
        let formula = cell.starts_with(['=', '+', '@', '\t', '\r'])
            || (cell.starts_with('-') && cell.parse::<f64>().is_err());
        let cell = if formula { format!("'{cell}") } else { cell };
        if cell.contains([',', '"', '\n', '\r']) {
            out.push('"');
            out.push_str(&cell.replace('"', "\"\""));
            out.push('"');
        } else {
            out.push_str(&cell);
        }
    }
    out.push_str("\r\n");
}

#[cfg(test)]
mod tests {
    use super::csv;

    #[test]
    fn cells_are_quoted_and_never_formulas() {
        let rows = [vec!["a,b".to_owned(), "=1+1".to_owned(), "-3".to_owned()]];
        assert_eq!(
            csv(&["x", "y", "z"], rows.into_iter()),
            "\u{feff}x,y,z\r\n\"a,b\",'=1+1,-3\r\n"
        );
    }
}
