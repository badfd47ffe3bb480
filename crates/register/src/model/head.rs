//! What every row of the register has besides its own fields.

use super::words;
use sea_orm::Value;

words! {
    /// Where a thing stands in its life (ISO 19160-1, lifecycle stage).
    Stage {
        /// Planned or being built.
        Proposed = "proposed",
        /// In being.
        Current = "current",
        /// No more, kept for its history.
        Retired = "retired",
    }
}

/// Key at the source, stage and valid time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Head {
    /// The key at the source: unique within its data set and kind.
    pub key: String,
    /// Where it stands in its life.
    pub stage: Stage,
    /// First day, ISO; empty where not known.
    pub valid_from: Option<String>,
    /// The day after its last, ISO.
    pub valid_to: Option<String>,
}

impl Head {
    /// A thing in being, of unknown age.
    #[must_use]
    pub fn current(key: impl Into<String>) -> Self {
        Self { key: key.into(), stage: Stage::Current, valid_from: None, valid_to: None }
    }
}

/// Columns of [`Head`] and of what loading adds.
pub(crate) const HEAD_COLUMNS: [&str; 8] =
    ["id", "dataset", "source_key", "digest", "version", "stage", "valid_from", "valid_to"];

/// A kind of row that can be loaded in bulk.
pub(crate) trait Record {
    /// Its table.
    const TABLE: &'static str;
    /// Columns after [`HEAD_COLUMNS`], in the order of [`Record::body`].
    const COLUMNS: &'static [&'static str];
    /// Those of them that linli works out itself: a change in them is no change at the source.
    const DERIVED: &'static [&'static str];

    fn head(&self) -> &Head;
    fn body(&self) -> Vec<Value>;

    /// Equal for rows that say the same.
    fn digest(&self) -> i64 {
        let head = self.head();
        let mut hasher = blake3::Hasher::new();
        for text in [Some(head.stage.word()), head.valid_from.as_deref(), head.valid_to.as_deref()]
        {
            feed(&mut hasher, text.map(str::as_bytes));
        }
        for (column, value) in Self::COLUMNS.iter().zip(self.body()) {
            if !Self::DERIVED.contains(column) {
                feed_value(&mut hasher, value);
            }
        }
        let hash = hasher.finalize();
        let mut bytes = [0; 8];
        bytes.copy_from_slice(&hash.as_bytes()[..8]);
        i64::from_le_bytes(bytes)
    }
}

fn feed(hasher: &mut blake3::Hasher, bytes: Option<&[u8]>) {
    let length = bytes.map_or(u64::MAX, |b| b.len() as u64);
    hasher.update(&length.to_le_bytes());
    hasher.update(bytes.unwrap_or_default());
}

fn feed_value(hasher: &mut blake3::Hasher, value: Value) {
    match value {
        Value::String(text) => feed(hasher, text.as_deref().map(str::as_bytes)),
        Value::Bytes(bytes) => feed(hasher, bytes.as_deref()),
        Value::Double(number) => {
            feed(hasher, number.map(f64::to_le_bytes).as_ref().map(<[u8; 8]>::as_slice));
        }
        Value::BigInt(number) => {
            feed(hasher, number.map(i64::to_le_bytes).as_ref().map(<[u8; 8]>::as_slice));
        }
        Value::Int(number) => {
            feed(hasher, number.map(i32::to_le_bytes).as_ref().map(<[u8; 4]>::as_slice));
        }
        Value::Bool(truth) => {
            feed(hasher, truth.map(|t| [u8::from(t)]).as_ref().map(<[u8; 1]>::as_slice));
        }
        other => feed(hasher, Some(format!("{other:?}").as_bytes())),
    }
}

/// An id as a column value.
pub(crate) fn id_column<E: kernel::Entity>(id: Option<kernel::Id<E>>) -> Value {
    Value::from(id.map(|id| id.to_bytes().to_vec()))
}
