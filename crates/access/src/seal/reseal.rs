//! Seals every value again under the current key, while the server serves.

use database::{Database, Dialect, Error as DbError};
use kernel::Progress;
use sea_orm::{ConnectionTrait as _, QueryResult, Value};
use serde::Serialize;

use super::Suite;
use crate::{Access, Error, Keeper, store::reseal as store};

/// A table that keeps sealed values. Each capability lists its own; the job
/// goes through them all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SealedTable {
    /// The table.
    pub table: &'static str,
    /// Its primary key, text columns first, then one of bytes.
    pub key: (&'static [&'static str], &'static str),
    /// The column of sealed values.
    pub sealed: &'static str,
    /// What the values are bound to.
    pub place: SealedPlace,
}

/// What the values of a table are bound to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SealedPlace {
    /// The same place for every row.
    Fixed(&'static str),
    /// A prefix followed by the first column of the key.
    ByKey(&'static str),
}

/// What the job did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Resealed {
    /// Values looked at.
    pub seen: u64,
    /// Values sealed again.
    pub sealed: u64,
    /// Values that do not open: they stay as they are, and their key in the ring.
    pub broken: u64,
}

/// Rows of one transaction: some milliseconds of the one writer.
const BATCH: u32 = 2_000;

/// A process that seals hears of a new key within a minute; before that it may
/// seal with the one before. This long, seconds, no key is retired.
const UNHEARD_S: i64 = 300;

/// One row of a table, keyed.
struct Row {
    words: Vec<String>,
    bytes: Vec<u8>,
    sealed: Vec<u8>,
}

impl Access {
    /// Seals every value of `tables` under the current key; begins again where
    /// a run that was stopped left off. Each batch is one short transaction, so
    /// that readers and writers go on between; a value that is deleted
    /// meanwhile stays deleted.
    pub async fn reseal(
        &self,
        tables: &[SealedTable],
        progress: &dyn Progress,
    ) -> Result<Resealed, Error> {
        self.sealer().refresh()?;
        let mut done = Resealed::default();
        for table in tables {
            progress.stage(table.table, 0);
            loop {
                let (more, batch) = self.reseal_batch(table).await?;
                done.seen += batch.seen;
                done.sealed += batch.sealed;
                done.broken += batch.broken;
                progress.advance(batch.seen);
                if !more {
                    break;
                }
                tokio::task::yield_now().await;
            }
        }
        let current = self.sealer().keys().into_iter().find(|key| key.current);
        self.record_of_key("keys.reseal", current.map_or(0, |key| key.number)).await?;
        Ok(done)
    }

    /// Adds a new sealing key; returns its number. New values take it from now on.
    pub async fn rotate_sealing_key(&self, suite: Suite) -> Result<u32, Error> {
        let number = self.sealer().rotate(suite, self.now())?;
        self.record_of_key("keys.rotate", number).await?;
        Ok(number)
    }

    async fn record_of_key(&self, kind: &'static str, number: u32) -> Result<(), Error> {
        let mut unit = self.database.begin().await?;
        self.record_of(&mut unit, kind, Keeper::Operator, format!("key:{number}")).await?;
        Ok(unit.commit().await?)
    }

    /// Takes every key out of the ring that seals no value of `tables` any
    /// more; their numbers.
    ///
    /// Refuses where values were ever sealed for a table that is not among
    /// `tables`, and while a run has sealed values that no table holds yet
    /// ([`Sealer::on_the_way`](crate::Sealer::on_the_way)): their key must not go.
    pub async fn retire_keys(&self, tables: &[SealedTable]) -> Result<Vec<u32>, Error> {
        let rotated_at = self.sealer().rotated_at();
        if rotated_at.is_some_and(|at| self.now().seconds_since(at) < UNHEARD_S) {
            return Err(Error::Seal(
                "another process may still seal with the key before; wait five minutes after a rotation",
            ));
        }
        let known = |table: &String| tables.iter().any(|known| known.table == table);
        if let Some(table) = self.sealer().tables()?.into_iter().find(|table| !known(table)) {
            return Err(Error::Sealed { table });
        }
        let _turn = self.sealer().nothing_on_the_way()?;
        let mut retired = Vec::new();
        for key in self.sealer().keys().into_iter().filter(|key| !key.current) {
            let mut used = false;
            for table in tables {
                used |= uses(&self.database, table, key.suite.layout(), key.number).await?;
            }
            if !used {
                self.sealer().retire(key.number)?;
                self.record_of_key("keys.retire", key.number).await?;
                retired.push(key.number);
            }
        }
        Ok(retired)
    }

    pub(crate) async fn reseal_batch(
        &self,
        table: &SealedTable,
    ) -> Result<(bool, Resealed), Error> {
        let doing = "read values to seal again";
        let key = self.sealer().keys().into_iter().find(|key| key.current);
        let number = key.map_or(0, |key| key.number);
        let mut unit = self.database.begin().await?;
        let from = store::place(&unit, &table.name(), number).await?;
        let (sql, values) = table.select(from.as_ref(), unit.dialect());
        let statement = unit.statement(&sql, values);
        let rows =
            unit.connection().query_all_raw(statement).await.map_err(DbError::query(doing))?;
        let rows: Vec<Row> = rows.iter().map(|row| table.row(row)).collect::<Result<_, Error>>()?;
        let mut done = Resealed { seen: rows.len() as u64, ..Resealed::default() };
        let mut again = Vec::new();
        for row in rows.iter().filter(|row| !self.sealer().is_current(&row.sealed)) {
            let place = table.place(row);
            match self.sealer().open_value(&place, &row.sealed) {
                Ok(value) => {
                    let sealed = self.sealer().seal(&place, &value)?;
                    let words = row.words.iter().map(|word| word.clone().into());
                    again.push(
                        words
                            .chain([row.bytes.clone().into(), sealed.into()])
                            .collect::<Vec<Value>>(),
                    );
                }
                Err(_) => done.broken += 1,
            }
        }
        done.sealed = again.len() as u64;
        if !again.is_empty() {
            let (sql, values) = table.update(again);
            unit.execute("seal values again", &sql, values).await?;
        }
        let more = done.seen == u64::from(BATCH);
        let place = rows.last().filter(|_| more).map(|row| (row.words.clone(), row.bytes.clone()));
        store::keep_place(&mut unit, &table.name(), number, place.as_ref()).await?;
        unit.commit().await?;
        Ok((more, done))
    }
}

/// Where a run left off: behind this key.
pub(crate) type Behind = (Vec<String>, Vec<u8>);

impl SealedTable {
    fn name(&self) -> String {
        format!("{}.{}", self.table, self.sealed)
    }

    fn place(&self, row: &Row) -> String {
        match self.place {
            SealedPlace::Fixed(place) => place.to_owned(),
            SealedPlace::ByKey(prefix) => {
                let word = row.words.first().map_or("", String::as_str);
                format!("{prefix}{word}")
            }
        }
    }

    /// The next rows behind `from`, held so that nobody changes them meanwhile.
    fn select(&self, from: Option<&Behind>, dialect: Dialect) -> (String, Vec<Value>) {
        let (words, bytes) = self.key;
        let keys: Vec<&str> = words.iter().copied().chain([bytes]).collect();
        let list = keys.join(", ");
        let mut values: Vec<Value> = Vec::new();
        let mut behind = String::new();
        if let Some((words, bytes)) = from {
            values.extend(words.iter().map(|word| Value::from(word.clone())));
            values.push(bytes.clone().into());
            let marks: Vec<String> = (1..=keys.len()).map(|n| format!("?{n}")).collect();
            behind = format!("AND ({list}) > ({})", marks.join(", "));
        }
        // On SQLite the transaction has the one writer's turn already.
        let held = if dialect == Dialect::Postgres { "FOR UPDATE" } else { "" };
        let (table, sealed) = (self.table, self.sealed);
        let sql = format!(
            "SELECT {list}, {sealed} FROM {table} WHERE {sealed} IS NOT NULL {behind}
             ORDER BY {list} LIMIT {BATCH} {held}"
        );
        (sql, values)
    }

    /// Puts new values in the place of the old, in one statement; rows are
    /// there, or they stay gone.
    fn update(&self, rows: Vec<Vec<Value>>) -> (String, Vec<Value>) {
        let (words, bytes) = self.key;
        let width = words.len() + 2;
        let line = |at: usize| {
            let marks: Vec<String> = (1..=width).map(|n| format!("?{}", at * width + n)).collect();
            format!("({})", marks.join(", "))
        };
        let lines: Vec<String> = (0..rows.len()).map(line).collect();
        let keys = words.iter().copied().chain([bytes]).enumerate();
        let same: Vec<String> =
            keys.map(|(at, key)| format!("t.{key} = v.column{}", at + 1)).collect();
        let sql = format!(
            "UPDATE {} AS t SET {} = v.column{width} FROM (VALUES {}) AS v WHERE {}",
            self.table,
            self.sealed,
            lines.join(", "),
            same.join(" AND ")
        );
        (sql, rows.into_iter().flatten().collect())
    }

    fn row(&self, row: &QueryResult) -> Result<Row, Error> {
        let doing = || DbError::query("read a value to seal again");
        let (words, bytes) = self.key;
        let word = |column: &&str| row.try_get::<String>("", column).map_err(doing());
        Ok(Row {
            words: words.iter().map(word).collect::<Result<_, DbError>>()?,
            bytes: row.try_get("", bytes).map_err(doing())?,
            sealed: row.try_get("", self.sealed).map_err(doing())?,
        })
    }
}

/// Whether a value of `table` has the key `number`.
async fn uses(
    database: &Database,
    table: &SealedTable,
    layout: u8,
    number: u32,
) -> Result<bool, Error> {
    let mut head = vec![layout];
    head.extend_from_slice(&number.to_be_bytes());
    let (table, sealed) = (table.table, table.sealed);
    let part = if database.dialect() == Dialect::Postgres {
        format!("substring({sealed} from 1 for 5)")
    } else {
        format!("substr({sealed}, 1, 5)")
    };
    let sql = format!("SELECT 1 AS found FROM {table} WHERE {part} = ?1 LIMIT 1");
    let statement = database.statement(&sql, [head.into()]);
    let found = database.reader().query_one_raw(statement).await;
    Ok(found.map_err(DbError::query("look for values of an old key"))?.is_some())
}
