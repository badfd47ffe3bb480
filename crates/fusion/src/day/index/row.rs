//! What one record stated, as bytes.

use std::io::{Error, ErrorKind};

use crate::{
    lake::{Kind, Value},
    prepare::schema,
};

/// A row of a prepared table, its values in the order of the table's columns.
pub(crate) type Row = Vec<Value<'static>>;

/// The prepared tables that an index keeps, in the order of [`Stated::rows`].
pub(crate) const TABLES: [(&str, &[(&str, Kind)]); 5] = [
    ("people", schema::PEOPLE),
    ("organisations", schema::ORGANISATIONS),
    ("relations", schema::RELATIONS),
    ("contacts", schema::CONTACTS),
    ("events", schema::EVENTS),
];

/// Places in [`TABLES`].
pub(crate) const PEOPLE: usize = 0;
pub(crate) const ORGANISATIONS: usize = 1;
pub(crate) const RELATIONS: usize = 2;
pub(crate) const CONTACTS: usize = 3;
pub(crate) const EVENTS: usize = 4;

/// What one record stated: its rows of every prepared table.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Stated {
    pub(crate) rows: [Vec<Row>; 5],
}

/// A text of a row of table `table`.
pub(crate) fn text<'a>(table: usize, row: &'a Row, column: &str) -> Option<&'a str> {
    let at = TABLES[table].1.iter().position(|(name, _)| *name == column)?;
    match row.get(at)? {
        Value::Own(text) => Some(text),
        Value::Text(text) => Some(text),
        _ => None,
    }
}

impl Stated {
    /// As bytes; [`Stated::read`] reads them back.
    pub(crate) fn write(&self, out: &mut Vec<u8>) {
        for (rows, (_, columns)) in self.rows.iter().zip(TABLES) {
            unsigned(out, rows.len() as u64);
            for row in rows {
                write_row(out, columns, row);
            }
        }
    }

    /// Reads what [`Stated::write`] wrote.
    pub(crate) fn read(bytes: &[u8]) -> Result<Self, Error> {
        let mut stated = Self::default();
        let mut reader = Reader { bytes };
        for (rows, (_, columns)) in stated.rows.iter_mut().zip(TABLES) {
            for _ in 0..reader.unsigned()? {
                rows.push(reader.row(columns)?);
            }
        }
        Ok(stated)
    }

    /// Reads the rows of one table, and passes over those before it.
    pub(crate) fn read_table(bytes: &[u8], table: usize) -> Result<Vec<Row>, Error> {
        let mut reader = Reader { bytes };
        for (_, columns) in &TABLES[..table] {
            for _ in 0..reader.unsigned()? {
                reader.pass(columns)?;
            }
        }
        let mut rows = Vec::new();
        for _ in 0..reader.unsigned()? {
            rows.push(reader.row(TABLES[table].1)?);
        }
        Ok(rows)
    }
}

fn write_row(out: &mut Vec<u8>, columns: &[(&str, Kind)], row: &Row) {
    let nulls = out.len();
    out.resize(nulls + columns.len().div_ceil(8), 0);
    for (at, value) in row.iter().enumerate() {
        if *value != Value::Null {
            out[nulls + at / 8] |= 1 << (at % 8);
        }
        match value {
            Value::Null => {}
            Value::Text(text) => put(out, text.as_bytes()),
            Value::Own(text) => put(out, text.as_bytes()),
            Value::Int(int) => unsigned(out, (int.wrapping_shl(1) ^ (int >> 63)).cast_unsigned()),
            Value::Float(float) => out.extend(float.to_le_bytes()),
            Value::Day(day) => out.extend(day.epoch_days().to_le_bytes()),
            Value::Flag(flag) => out.push(u8::from(*flag)),
        }
    }
}

/// A length and bytes.
pub(crate) fn put(out: &mut Vec<u8>, bytes: &[u8]) {
    unsigned(out, bytes.len() as u64);
    out.extend_from_slice(bytes);
}

/// Seven bits a byte, the lowest first.
fn unsigned(out: &mut Vec<u8>, mut number: u64) {
    while number >= 0x80 {
        out.push(number.to_le_bytes()[0] | 0x80);
        number >>= 7;
    }
    out.push(number.to_le_bytes()[0]);
}

/// Reads bytes from the front.
pub(crate) struct Reader<'a> {
    pub(crate) bytes: &'a [u8],
}

impl<'a> Reader<'a> {
    fn take(&mut self, count: usize) -> Result<&'a [u8], Error> {
        let (taken, rest) = self.bytes.split_at_checked(count).ok_or(ErrorKind::UnexpectedEof)?;
        self.bytes = rest;
        Ok(taken)
    }

    fn array<const N: usize>(&mut self) -> Result<[u8; N], Error> {
        let taken = self.take(N)?;
        taken.first_chunk().copied().ok_or_else(|| ErrorKind::UnexpectedEof.into())
    }

    fn unsigned(&mut self) -> Result<u64, Error> {
        let (mut number, mut shift) = (0, 0);
        loop {
            let [byte] = self.array()?;
            number |= u64::from(byte & 0x7f) << shift;
            if byte & 0x80 == 0 {
                return Ok(number);
            }
            shift += 7;
            if shift > 63 {
                return Err(ErrorKind::InvalidData.into());
            }
        }
    }

    fn length(&mut self) -> Result<usize, Error> {
        Ok(usize::try_from(self.unsigned()?).map_err(|_| ErrorKind::InvalidData)?)
    }

    /// What [`put`] wrote.
    pub(crate) fn part(&mut self) -> Result<&'a [u8], Error> {
        let length = self.length()?;
        self.take(length)
    }

    /// Passes over a row.
    fn pass(&mut self, columns: &[(&str, Kind)]) -> Result<(), Error> {
        let nulls = self.take(columns.len().div_ceil(8))?;
        for (at, (_, kind)) in columns.iter().enumerate() {
            if nulls[at / 8] & 1 << (at % 8) == 0 {
                continue;
            }
            let length = match kind {
                Kind::Text => self.length()?,
                Kind::Int => {
                    self.unsigned()?;
                    continue;
                }
                Kind::Float => 8,
                Kind::Day => 4,
                Kind::Flag => 1,
            };
            self.take(length)?;
        }
        Ok(())
    }

    fn row(&mut self, columns: &[(&str, Kind)]) -> Result<Row, Error> {
        let nulls = self.take(columns.len().div_ceil(8))?;
        let mut row = Row::with_capacity(columns.len());
        for (at, (_, kind)) in columns.iter().enumerate() {
            if nulls[at / 8] & 1 << (at % 8) == 0 {
                row.push(Value::Null);
                continue;
            }
            row.push(match kind {
                Kind::Text => {
                    let text = std::str::from_utf8(self.part()?);
                    Value::Own(text.map_err(|_| ErrorKind::InvalidData)?.to_owned())
                }
                Kind::Int => {
                    let number = self.unsigned()?;
                    Value::Int((number >> 1).cast_signed() ^ -((number & 1).cast_signed()))
                }
                Kind::Float => Value::Float(f64::from_le_bytes(self.array()?)),
                Kind::Day => {
                    let days = i32::from_le_bytes(self.array()?);
                    Value::Day(kernel::Day::from_epoch_days(days))
                }
                Kind::Flag => Value::Flag(self.array()? == [1]),
            });
        }
        Ok(row)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn row(columns: &'static [(&str, Kind)]) -> impl Strategy<Value = Row> {
        let value = |kind: Kind| match kind {
            Kind::Text => ".{0,40}".prop_map(Value::Own).boxed(),
            Kind::Int => any::<i64>().prop_map(Value::Int).boxed(),
            Kind::Flag => any::<bool>().prop_map(Value::Flag).boxed(),
            Kind::Float => (-1e9..1e9).prop_map(Value::Float).boxed(),
            Kind::Day => any::<i16>()
                .prop_map(|day| Value::Day(kernel::Day::from_epoch_days(day.into())))
                .boxed(),
        };
        let values: Vec<_> = columns
            .iter()
            .map(|(_, kind)| prop_oneof![Just(Value::Null), value(*kind)].boxed())
            .collect();
        values
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        #[test]
        fn what_is_written_is_read(
            people in prop::collection::vec(row(schema::PEOPLE), 0..3),
            organisations in prop::collection::vec(row(schema::ORGANISATIONS), 0..3),
            relations in prop::collection::vec(row(schema::RELATIONS), 0..3),
            cut in 1_usize..9,
        ) {
            let mut stated = Stated::default();
            stated.rows[PEOPLE] = people;
            stated.rows[ORGANISATIONS] = organisations;
            stated.rows[RELATIONS] = relations;
            let mut bytes = Vec::new();
            stated.write(&mut bytes);
            for (table, rows) in stated.rows.iter().enumerate() {
                let found = Stated::read_table(&bytes, table).unwrap();
                prop_assert_eq!(&found, rows);
            }
            prop_assert_eq!(Stated::read(&bytes).unwrap(), stated);
            let short = bytes.len().saturating_sub(cut);
            prop_assert!(Stated::read(&bytes[..short]).is_err());
        }
    }
}
