//! Rows on their way into the register.

use super::session::{self, Session};
use super::shelf::{Known, Shelf, hash};
use super::{ImportReport, Options, Reject};
use crate::model::{Alias, Area, Building, Estate, Feature, Record, Thoroughfare, Unit};
use crate::store::{each, fetch, one, stage_table};
use crate::{Error, Register, Result};
use kernel::{Entity, Id, Progress, Text};
use sea_orm::Value;
use std::collections::BTreeMap;
use std::path::Path;

/// Rows that wait at most before they are written.
const BATCH: usize = 8_000;
/// Keys looked up at once.
const KEYS: usize = 1_000;

/// An import under way.
pub(crate) struct Loader<'a> {
    pub(crate) register: &'a Register,
    pub(crate) options: &'a Options,
    pub(crate) session: Session,
    pub(crate) shelves: BTreeMap<&'static str, Shelf>,
    progress: &'a dyn Progress,
    part: String,
    records: u64,
    rejects: Option<csv::Writer<std::fs::File>>,
}

impl<'a> Loader<'a> {
    /// Begins, or takes up, an import of `files`.
    pub(crate) async fn begin(
        register: &'a Register,
        kind: &str,
        files: &[&Path],
        options: &'a Options,
        progress: &'a dyn Progress,
    ) -> Result<Self> {
        if address::Profile::named(&options.profile).is_none() {
            let named = &options.profile;
            return Err(Error::input(
                format!("没有名为“{named}”的地址格式。请用 cn、us 或 ca。"),
                format!("there is no profile `{named}`: use cn, us or ca"),
            ));
        }
        let mark = session::input_mark(kind, files, options);
        // Others look ahead in their input, so they are begun anew.
        let can_continue = matches!(kind, "district" | "divisions");
        let session = session::begin(register, kind, &mark, options, can_continue).await?;
        let rejects = options
            .rejects
            .as_deref()
            .map(|path| reject_file(path, session.report.resumed))
            .transpose()?;
        let shelves = [
            Shelf::new::<Area>(),
            Shelf::new::<Thoroughfare>(),
            Shelf::new::<Estate>(),
            Shelf::new::<Building>(),
            Shelf::new::<Unit>(),
            Shelf::new::<Alias>(),
            Shelf::new::<Feature>(),
        ];
        let shelves = shelves.into_iter().map(|shelf| (shelf.table, shelf)).collect();
        let mut loader = Self {
            register,
            options,
            session,
            shelves,
            progress,
            part: String::new(),
            records: 0,
            rejects,
        };
        loader.recall().await?;
        Ok(loader)
    }

    pub(crate) fn report(&mut self) -> &mut ImportReport {
        &mut self.session.report
    }

    /// Says what was done to the input, once.
    pub(crate) fn note(&mut self, zh: impl Into<String>, en: impl Into<String>) {
        let note = Text::new(zh, en);
        if !self.session.report.notes.contains(&note) {
            self.session.report.notes.push(note);
        }
    }

    /// Begins a part of the input, such as a file; how many of its records were read before.
    pub(crate) fn part(&mut self, name: &str, total: u64) -> u64 {
        name.clone_into(&mut self.part);
        self.records = self.session.progress.get(name).copied().unwrap_or(0);
        self.progress.stage(name, total);
        self.progress.advance(self.records);
        self.records
    }

    /// Takes a row in; its id.
    pub(crate) fn put<R: Record + Entity>(&mut self, row: &R) -> Option<Id<R>> {
        let fresh = self.register.ids.next::<R>().to_bytes();
        self.shelves.get_mut(R::TABLE)?.put(row, fresh).map(Id::from_bytes)
    }

    /// The id of a row that was taken in or is in the register, by its source key.
    pub(crate) fn id_of<R: Record + Entity>(&self, key: &str) -> Option<Id<R>> {
        let shelf = self.shelves.get(R::TABLE)?;
        let known = shelf.known.get(key).map(|known| known.id);
        known.or_else(|| shelf.reserved.get(key).copied()).map(Id::from_bytes)
    }

    /// The id that the row of a key, still to come, will have.
    pub(crate) fn reserve<R: Record + Entity>(&mut self, key: &str) -> Option<Id<R>> {
        let id = self.register.ids.next::<R>();
        let shelf = self.shelves.get_mut(R::TABLE)?;
        shelf.reserved.insert(key.into(), id.to_bytes());
        Some(id)
    }

    pub(crate) fn reject(&mut self, reject: Reject) {
        if let Some(out) = &mut self.rejects {
            let row = reject.row.to_string();
            let Text { zh, en } = &reject.message;
            // The file is a convenience: what cannot be written is still counted and reported.
            let _ = out.write_record([&reject.file, &row, &reject.column, zh, en]);
        }
        self.session.report.reject(reject);
    }

    pub(crate) fn reject_at(&mut self, file: &str, row: u64, column: &str, zh: &str, en: &str) {
        let message = Text::new(zh, en);
        self.reject(Reject { file: file.into(), row, column: column.into(), message });
    }

    pub(crate) fn warn_at(&mut self, file: &str, row: u64, column: &str, zh: &str, en: &str) {
        let message = Text::new(zh, en);
        self.session.report.warn(Reject { file: file.into(), row, column: column.into(), message });
    }

    /// One record of the part is read; writes when enough rows wait.
    pub(crate) async fn record(&mut self) -> Result<()> {
        self.records += 1;
        if self.records.is_multiple_of(256) {
            self.progress.advance(256);
        }
        if self.shelves.values().map(Shelf::pending).sum::<usize>() >= BATCH {
            self.flush().await?;
        }
        Ok(())
    }

    /// Writes what waits, with the count of records read, in one transaction.
    pub(crate) async fn flush(&mut self) -> Result<()> {
        self.settle_waiting().await?;
        if self.options.dry_run {
            self.shelves.values_mut().for_each(|shelf| shelf.ready.clear());
            return Ok(());
        }
        let mut unit = self.register.database.begin().await?;
        for shelf in self.shelves.values_mut().filter(|shelf| !shelf.ready.is_empty()) {
            if !shelf.made {
                stage_table(&mut unit, shelf.table, shelf.staged).await?;
                shelf.made = true;
            }
            let mut rows = std::mem::take(&mut shelf.ready);
            for row in &mut rows {
                row[1] = self.session.dataset.into();
                row[4] = self.session.version.into();
            }
            let columns: Vec<&str> =
                crate::model::HEAD_COLUMNS.iter().chain(shelf.columns).copied().collect();
            unit.insert_rows(shelf.staged, &columns, rows, "").await?;
        }
        self.tally();
        let now = self.register.clock.now().micros();
        let id = database::id_value(self.session.id);
        let report = serde_json::to_string(&self.session.report).unwrap_or_default();
        unit.execute(
            "note an import's state",
            "UPDATE register_import SET report = ?2, touched_at = ?3 WHERE id = ?1",
            [id.clone(), report.into(), now.into()],
        )
        .await?;
        unit.execute(
            "note an import's progress",
            "INSERT INTO import_progress (import_id, part, records) VALUES (?1, ?2, ?3)
             ON CONFLICT (import_id, part) DO UPDATE SET records = excluded.records",
            [id, self.part.clone().into(), i64::try_from(self.records).unwrap_or(i64::MAX).into()],
        )
        .await?;
        unit.commit().await?;
        Ok(())
    }

    /// Brings the shelves' counts into the report.
    pub(crate) fn tally(&mut self) {
        for shelf in self.shelves.values() {
            if shelf.tally != super::Tally::default() {
                self.session.report.tallies.insert(shelf.table.to_owned(), shelf.tally);
            }
        }
    }

    /// Finds out which waiting rows the register knows.
    async fn settle_waiting(&mut self) -> Result<()> {
        for shelf in self.shelves.values_mut().filter(|shelf| !shelf.waiting.is_empty()) {
            let waiting = std::mem::take(&mut shelf.waiting);
            let mut known = BTreeMap::new();
            for keys in waiting.chunks(KEYS) {
                let marks: Vec<String> = (2..keys.len() + 2).map(|n| format!("?{n}")).collect();
                let sql = format!(
                    "SELECT source_key, id, digest FROM {} WHERE dataset = ?1 AND source_key IN ({})",
                    shelf.table,
                    marks.join(", ")
                );
                let values = std::iter::once(Value::from(self.session.dataset))
                    .chain(keys.iter().map(|w| w.key.clone().into()));
                for row in
                    fetch(&self.register.database, "look for known rows", &sql, values).await?
                {
                    known.insert(row.text("source_key")?, read_known(&row)?);
                }
            }
            for row in waiting {
                match known.get(&row.key) {
                    Some(found) if found.digest == row.digest => {
                        shelf.tally.unchanged += 1;
                    }
                    Some(found) => {
                        shelf.tally.changed += 1;
                        shelf.settle(row, found.id);
                    }
                    None => {
                        shelf.tally.created += 1;
                        let fresh = row.fresh;
                        shelf.settle(row, fresh);
                    }
                }
            }
        }
        Ok(())
    }

    /// Reads what the register, and an import that was broken off, already hold.
    async fn recall(&mut self) -> Result<()> {
        let database = &self.register.database;
        for shelf in self.shelves.values_mut() {
            if let Some(tally) = self.session.report.tallies.get(shelf.table) {
                shelf.tally = *tally;
            }
            shelf.made =
                self.session.report.resumed && shelf.tally.created + shelf.tally.changed > 0;
            let places = [Some((shelf.table, false)), shelf.made.then_some((shelf.staged, true))];
            for (table, seen) in places.into_iter().flatten() {
                if shelf.holds_keys() {
                    let sql =
                        format!("SELECT source_key, id, digest FROM {table} WHERE dataset = ?1");
                    let known = &mut shelf.known;
                    each(database, "read known rows", &sql, [self.session.dataset.into()], |row| {
                        known.insert(
                            row.text("source_key")?.into(),
                            Known { seen, ..read_known(row)? },
                        );
                        Ok(())
                    })
                    .await?;
                } else if seen {
                    let met = &mut shelf.met;
                    let sql = format!("SELECT source_key FROM {table}");
                    each(database, "read loaded keys", &sql, [], |row| {
                        met.insert(hash(&row.text("source_key")?));
                        Ok(())
                    })
                    .await?;
                } else {
                    let sql = format!("SELECT 1 AS one FROM {table} WHERE dataset = ?1 LIMIT 1");
                    let values = [self.session.dataset.into()];
                    shelf.look_up =
                        one(database, "look for known rows", &sql, values).await?.is_some();
                }
            }
        }
        Ok(())
    }
}

fn read_known(row: &crate::store::Found) -> Result<Known> {
    let id = row.id::<session::ImportMark>("id")?.to_bytes();
    Ok(Known { id, digest: row.get("digest")?, seen: false })
}

fn reject_file(path: &Path, more: bool) -> Result<csv::Writer<std::fs::File>> {
    let file = std::fs::OpenOptions::new()
        .create(true)
        .write(true)
        .append(more)
        .truncate(!more)
        .open(path)
        .map_err(|source| Error::Read { path: path.into(), source })?;
    let mut out = csv::Writer::from_writer(file);
    if !more {
        out.write_record(["file", "row", "column", "message_zh", "message_en"])
            .map_err(|error| Error::Write(error.into()))?;
    }
    Ok(out)
}
