//! Reading a district's tables back, and writing those of a day.

use std::{collections::BTreeSet, path::Path};

use crate::{
    Error,
    departments::{Department, sheets::ALL},
    truth::LINK,
    writing::table::{Format, Table},
};

/// Cells of a row.
pub(crate) type Cells = Vec<String>;

fn open(path: &Path) -> Result<tables::Table, Error> {
    let failed = |source| Error::Read { path: path.to_owned(), source: Box::new(source) };
    tables::open(path, &tables::Options::default()).map_err(failed)
}

/// Calls `each` for every row; one that cannot be read is left alone.
pub(crate) fn each_row(
    path: &Path,
    mut each: impl FnMut(&Cells) -> Result<(), Error>,
) -> Result<(), Error> {
    let mut table = open(path)?;
    let width = table.headers().len();
    let mut row = tables::Row::default();
    while let Some(read) = table.next_into(&mut row) {
        if read.is_ok() {
            let cells: Cells = (0..width).map(|at| row.raw(at).to_owned()).collect();
            each(&cells)?;
        }
    }
    Ok(())
}

/// Rows of a table.
pub(super) fn count(path: &Path) -> Result<u64, Error> {
    let mut table = open(path)?;
    let (mut row, mut rows) = (tables::Row::default(), 0);
    while let Some(read) = table.next_into(&mut row) {
        rows += u64::from(read.is_ok());
    }
    Ok(rows)
}

/// What is true of a table's records, read beside it: both are in one order.
pub(super) struct Truth {
    table: tables::Table,
    next: Option<Cells>,
}

impl Truth {
    pub(super) fn open(of: &Path, department: Department) -> Result<Self, Error> {
        let path = of.join("truth/records").join(format!("{}.csv", department.table()));
        let mut truth = Self { table: open(&path)?, next: None };
        truth.next = truth.read();
        Ok(truth)
    }

    fn read(&mut self) -> Option<Cells> {
        let width = self.table.headers().len();
        let mut row = tables::Row::default();
        while let Some(read) = self.table.next_into(&mut row) {
            if read.is_ok() {
                return Some((0..width).map(|at| row.raw(at).to_owned()).collect());
            }
        }
        None
    }

    /// The lines of a record.
    pub(super) fn of(&mut self, record: &str) -> Vec<Cells> {
        let mut lines = Vec::new();
        while let Some(line) = self.next.take_if(|line| line[0] == record) {
            lines.push(line);
            self.next = self.read();
        }
        lines
    }
}

/// The tables of a day.
pub(super) struct Books {
    folder: std::path::PathBuf,
    changed: Vec<Option<Table>>,
    withdrawn: Vec<Option<Table>>,
    links: Vec<Option<Table>>,
    people: Table,
    changes: Table,
    /// Records that stand in the day's tables: each once.
    written: BTreeSet<String>,
}

impl Books {
    pub(super) fn create(folder: &Path) -> Result<Self, Error> {
        let truth = folder.join("truth");
        let none = || ALL.iter().map(|_| None).collect();
        let people = [
            "person_id",
            "household_id",
            "name",
            "sex",
            "birth_date",
            "identity_number",
            "registered_here",
            "role",
        ];
        Ok(Self {
            folder: folder.to_owned(),
            changed: none(),
            withdrawn: none(),
            links: none(),
            people: Table::create(&truth, "people", Format::Utf8, &people)?,
            changes: Table::create(
                &truth,
                "changes",
                Format::Utf8,
                &["table", "record_id", "what"],
            )?,
            written: BTreeSet::new(),
        })
    }

    /// Whether the day's tables hold a record.
    pub(super) fn holds(&self, record: &str) -> bool {
        self.written.contains(record)
    }

    /// Writes a new or changed row with its truth, and what was done.
    pub(super) fn row(
        &mut self,
        department: Department,
        cells: &Cells,
        links: &[Cells],
        what: &str,
    ) -> Result<(), Error> {
        self.written.insert(cells[0].clone());
        let at = department as usize;
        if self.changed[at].is_none() {
            let (folder, headers) = (self.folder.join("tables"), department.headers());
            let table = Table::create(&folder, department.table(), department.format(), headers)?;
            self.changed[at] = Some(table);
            let folder = self.folder.join("truth/records");
            self.links[at] = Some(Table::create(&folder, department.table(), Format::Utf8, &LINK)?);
        }
        if let Some(table) = &mut self.changed[at] {
            table.row(&cells.iter().map(String::as_str).collect::<Vec<_>>())?;
        }
        for line in links {
            if let Some(table) = &mut self.links[at] {
                table.row(&line.iter().map(String::as_str).collect::<Vec<_>>())?;
            }
        }
        self.changes.row(&[department.table(), &cells[0], what])
    }

    /// Writes that a record was withdrawn.
    pub(super) fn withdraw(&mut self, department: Department, record: &str) -> Result<(), Error> {
        self.written.insert(record.to_owned());
        let at = department as usize;
        if self.withdrawn[at].is_none() {
            let (folder, headers) =
                (self.folder.join("withdrawn/tables"), &department.headers()[..1]);
            let table = Table::create(&folder, department.table(), department.format(), headers)?;
            self.withdrawn[at] = Some(table);
        }
        if let Some(table) = &mut self.withdrawn[at] {
            table.row(&[record])?;
        }
        self.changes.row(&[department.table(), record, "withdrawn"])
    }

    /// Writes a person who was not there.
    pub(super) fn person(&mut self, cells: &[&str; 8]) -> Result<(), Error> {
        self.people.row(cells)
    }

    pub(super) fn finish(self) -> Result<(), Error> {
        let tables = self.changed.into_iter().chain(self.withdrawn).chain(self.links).flatten();
        tables.chain([self.people, self.changes]).try_for_each(Table::finish)
    }
}
