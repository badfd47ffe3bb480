//! The first level: the records of a whole run.

use std::path::{Path, PathBuf};

use arrow::{
    array::{Array as _, AsArray as _},
    datatypes::{Date32Type, Float64Type, Int64Type},
    record_batch::RecordBatch,
};
use kernel::{Day, Progress};
use linkage::{Input, PinnedModel};
use tokio::task::{JoinHandle, yield_now};

use super::{
    level::{KINDS, LevelWriter, key, variant},
    row::{ORGANISATIONS, PEOPLE, Row, Stated, TABLES, text},
};
use crate::{
    FusionError, engine,
    intake::RECORD,
    lake::{Batches, Fields, Kind, Value, open_parquet},
    mapping::Bundle,
    stages::standardise::part_name,
};

/// The stages of the run, by name.
pub(crate) type Stage<'a> = &'a (dyn Fn(&str) -> PathBuf + Sync);

/// Writes the first level of a run's records into `folder`; how many there are.
pub(crate) async fn build(
    bundle: &Bundle,
    stage: Stage<'_>,
    models: &[Option<PinnedModel>; 2],
    folder: &Path,
    progress: &dyn Progress,
) -> Result<u64, FusionError> {
    Ok(fill(bundle, stage, models, folder, progress).await?.finish()?.into())
}

/// The same, up to what is sorted when all is there: [`LevelWriter::finish`] does that. Others on its thread have their
/// turn meanwhile.
pub(crate) async fn fill(
    bundle: &Bundle,
    stage: Stage<'_>,
    models: &[Option<PinnedModel>; 2],
    folder: &Path,
    progress: &dyn Progress,
) -> Result<LevelWriter, FusionError> {
    let rules = [0, 1].map(|kind| {
        models[kind].as_ref().map_or(0, |model: &PinnedModel| model.settings.blocking.len())
    });
    let mut level = LevelWriter::create(folder, rules)?;
    let mut before: Vec<Keys> = Vec::new();
    for (at, (mapping, _)) in bundle.mappings.iter().enumerate() {
        let part = format!("{}.parquet", part_name(at, mapping));
        let table = |name: &str| stage("standardise").join(name).join(&part);
        let intake = stage("intake").join(format!("{}.parquet", mapping.source));
        let mut cursors = Vec::new();
        for (name, columns) in TABLES {
            cursors.push(Cursor::open(&table(name), columns)?);
        }
        let mentions = records(&mapping.source, &intake, cursors, &mut level).await?;
        // Those of the source before were worked out meanwhile.
        for keys in before.drain(..) {
            keys.write(&mut level).await?;
        }
        for (kind, mentions) in mentions.into_iter().enumerate() {
            if let Some(model) = &models[kind]
                && !mentions.rows.is_empty()
            {
                before.push(Keys::begin(kind, model, table(KINDS[kind]), mentions));
            }
        }
        progress.advance(1);
    }
    for keys in before {
        keys.write(&mut level).await?;
    }
    for (kind, name) in KINDS.iter().enumerate() {
        let apart = stage(&format!("link_{name}")).join("apart.parquet");
        if apart.exists() {
            for batch in open_parquet(&apart)? {
                let batch = batch.map_err(FusionError::arrow("index"))?;
                for row in 0..batch.num_rows() {
                    let fields = Fields::new(&batch, row);
                    if let Some((one, other)) = fields.text("id_l").zip(fields.text("id_r")) {
                        level.apart(kind, one, other)?;
                    }
                }
            }
        }
    }
    Ok(level)
}

/// The mentions of a part, row by row.
#[derive(Default)]
struct Mentions {
    /// The number of the record of each row.
    rows: Vec<u32>,
    /// Whether a row has keys: of the first two of a variant alone.
    keyed: Vec<bool>,
}

async fn records(
    source: &str,
    intake: &Path,
    mut cursors: Vec<Cursor>,
    level: &mut LevelWriter,
) -> Result<[Mentions; 2], FusionError> {
    let mut mentions = [Mentions::default(), Mentions::default()];
    // Digest of the variant, place of its id among all, and the row.
    let mut variants: Vec<(u64, String, usize)> = Vec::new();
    for batch in open_parquet(intake)? {
        let batch = batch.map_err(FusionError::arrow("index"))?;
        for row in 0..batch.num_rows() {
            let record = Fields::new(&batch, row).text(RECORD).unwrap_or_default();
            let mut stated = Stated::default();
            for (cursor, rows) in cursors.iter_mut().zip(&mut stated.rows) {
                cursor.of_record(record, rows)?;
            }
            let number = level.push(&key(source, record), Some(&stated))?;
            for _ in &stated.rows[PEOPLE] {
                mentions[PEOPLE].rows.push(number);
                mentions[PEOPLE].keyed.push(true);
            }
            for row in &stated.rows[ORGANISATIONS] {
                let id = text(ORGANISATIONS, row, "id").unwrap_or_default().to_owned();
                variants.push((variant(row), id, mentions[ORGANISATIONS].rows.len()));
                mentions[ORGANISATIONS].rows.push(number);
                mentions[ORGANISATIONS].keyed.push(false);
            }
        }
        yield_now().await;
    }
    variants.sort_unstable();
    for same in variants.chunk_by(|one, other| one.0 == other.0) {
        for (copy, (variant, _, row)) in same.iter().enumerate() {
            level.variant(*variant, mentions[ORGANISATIONS].rows[*row])?;
            mentions[ORGANISATIONS].keyed[*row] = copy < 2;
        }
    }
    Ok(mentions)
}

/// The blocking keys of a part's mentions, worked out by a task of their own.
struct Keys {
    kind: usize,
    mentions: Mentions,
    /// By rule, the key of each row.
    found: JoinHandle<Result<Vec<Vec<u64>>, FusionError>>,
}

impl Keys {
    fn begin(kind: usize, model: &PinnedModel, part: PathBuf, mentions: Mentions) -> Self {
        let model = model.clone();
        let found = tokio::spawn(async move {
            // One partition: keys come in the order of the rows.
            let session = engine::ordered_session()?;
            engine::table(&session, KINDS[kind], &part).await?;
            let mut stream = model.block_keys(&session, &Input::table(KINDS[kind])).await?;
            let mut all: Vec<Vec<u64>> = vec![Vec::new(); model.settings.blocking.len()];
            while let Some(found) = stream.next().await? {
                for (all, keys) in all.iter_mut().zip(found.keys) {
                    all.extend(keys);
                }
            }
            Ok::<_, FusionError>(all)
        });
        Self { kind, mentions, found }
    }

    async fn write(self, level: &mut LevelWriter) -> Result<(), FusionError> {
        let ended = FusionError::Thread { stage: "index" };
        let Self { kind, mentions: Mentions { rows, keyed }, found } = self;
        let Ok(found) = found.await else { return Err(ended) };
        for (rule, keys) in found?.into_iter().enumerate() {
            if keys.len() != rows.len() {
                return Err(ended);
            }
            for ((key, record), keyed) in keys.into_iter().zip(&rows).zip(&keyed) {
                if *keyed {
                    level.key(kind, rule, key, *record)?;
                }
            }
        }
        Ok(())
    }
}

/// The rows of a part, record by record: they stand in the order of the intake.
struct Cursor {
    batches: Batches,
    columns: &'static [(&'static str, Kind)],
    record: usize,
    batch: Option<RecordBatch>,
    row: usize,
}

impl Cursor {
    fn open(path: &Path, columns: &'static [(&'static str, Kind)]) -> Result<Self, FusionError> {
        let record = columns.iter().position(|(name, _)| *name == "record").unwrap_or(0);
        let batches = open_parquet(path)?;
        Ok(Self { batches, columns, record, batch: None, row: 0 })
    }

    fn of_record(&mut self, record: &str, rows: &mut Vec<Row>) -> Result<(), FusionError> {
        loop {
            let Some(batch) = &self.batch else {
                let next = self.batches.next().transpose();
                match next.map_err(FusionError::arrow("index"))? {
                    Some(batch) => (self.batch, self.row) = (Some(batch), 0),
                    None => return Ok(()),
                }
                continue;
            };
            if self.row == batch.num_rows() {
                self.batch = None;
                continue;
            }
            let records = batch.column(self.record).as_string::<i32>();
            if records.value(self.row) != record {
                return Ok(());
            }
            rows.push(read_row(self.columns, batch.columns(), self.row));
            self.row += 1;
        }
    }
}

/// A row of a prepared table.
pub(crate) fn read_row(
    columns: &[(&str, Kind)],
    arrays: &[arrow::array::ArrayRef],
    row: usize,
) -> Row {
    columns.iter().zip(arrays).map(|((_, kind), column)| value(*kind, column, row)).collect()
}

fn value(kind: Kind, column: &arrow::array::ArrayRef, row: usize) -> Value<'static> {
    if column.is_null(row) {
        return Value::Null;
    }
    match kind {
        Kind::Text => Value::Own(column.as_string::<i32>().value(row).to_owned()),
        Kind::Int => Value::Int(column.as_primitive::<Int64Type>().value(row)),
        Kind::Float => Value::Float(column.as_primitive::<Float64Type>().value(row)),
        Kind::Day => {
            let days = column.as_primitive::<Date32Type>().value(row);
            Value::Day(Day::from_epoch_days(days))
        }
        Kind::Flag => Value::Flag(column.as_boolean().value(row)),
    }
}
