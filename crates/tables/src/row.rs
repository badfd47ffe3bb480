//! One row of cells in one allocation.

/// A row whose every cell was read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Row {
    /// The row as a spreadsheet numbers it, from 1.
    pub number: u64,
    pub(crate) text: String,
    pub(crate) ends: Vec<usize>,
}

impl Row {
    /// The cell at a column index from 0, without surrounding blanks; empty past the end.
    #[must_use]
    pub fn get(&self, index: usize) -> &str {
        self.raw(index).trim_matches(|c: char| c.is_whitespace() || c == '\u{feff}')
    }

    /// The cell as written, blanks included; empty past the end.
    #[must_use]
    pub fn raw(&self, index: usize) -> &str {
        let Some(&end) = self.ends.get(index) else { return "" };
        let start = if index == 0 { 0 } else { self.ends[index - 1] };
        &self.text[start..end]
    }

    /// How many cells the row has.
    #[must_use]
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether the row has no cell.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// The cells in order, without surrounding blanks.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        (0..self.len()).map(|i| self.get(i))
    }

    pub(crate) fn clear(&mut self) {
        self.text.clear();
        self.ends.clear();
    }

    pub(crate) fn push(&mut self, cell: &str) {
        self.text.push_str(cell);
        self.ends.push(self.text.len());
    }

    pub(crate) fn is_blank(&self) -> bool {
        self.text.chars().all(char::is_whitespace)
    }

    /// Drops empty cells past `columns`, as spreadsheets add them.
    pub(crate) fn drop_blank_tail(&mut self, columns: usize) {
        while self.len() > columns && self.get(self.len() - 1).is_empty() {
            self.ends.pop();
            self.text.truncate(self.ends.last().copied().unwrap_or(0));
        }
    }
}
