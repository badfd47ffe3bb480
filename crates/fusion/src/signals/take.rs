//! Reading a file of signals.

use std::{
    collections::BTreeMap,
    io::{Read, Seek},
};

use access::Account;
use address::Class;
use blocks::signals::{NewSignal, Received, SignalKind, Signals};
use kernel::{Day, Id, Text};
use serde::Serialize;
use tables::Options;

use super::{SignalMapping, names_anybody};
use crate::{Context, FusionError, gazetteer::Gazetteer, mapping::DayFormat, stages::apply::place};

/// What came of a file.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct SignalReport {
    /// Rows read.
    pub rows: u64,
    /// Rows that could not be read, by reason. The rows themselves are not kept.
    pub unread: BTreeMap<&'static str, u64>,
    /// What became of the others.
    pub received: Received,
}

/// Signals of one transaction.
const BATCH: usize = 5_000;

/// A row whose dwelling is known by its code, or was found by its address.
struct Row {
    code: Option<String>,
    unit: Option<[u8; 16]>,
    kind: SignalKind,
    on: Day,
}

/// Takes a file of signals in. Nothing of it is kept but what becomes an invitation.
///
/// # Errors
/// [`FusionError::Named`] where any column of the file could name or follow somebody, mapped or not.
pub async fn take_signals(
    context: &Context,
    mapping: &SignalMapping,
    name: &str,
    file: impl Read + Seek + Send + 'static,
    by: Option<Id<Account>>,
) -> Result<SignalReport, FusionError> {
    let register = crate::gazetteer::register(context);
    register::wash::follow_index(&register, &context.data, &kernel::Silent).await?;
    let data = context.data.clone();
    let source = mapping.source.clone();
    let (mapping, name) = (mapping.clone(), name.to_owned());
    let reading = move || read(&mapping, &name, file, &Gazetteer::present(&data)?);
    let read = tokio::task::spawn_blocking(reading).await;
    let (mut report, rows) = read.map_err(|_| FusionError::Thread { stage: "signals" })??;
    let keeper = Signals::new(context.database.clone());
    for part in rows.chunks(BATCH) {
        let codes: Vec<&str> = part.iter().filter_map(|row| row.code.as_deref()).collect();
        let units = keeper.units_of_codes(&codes).await?;
        let mut signals = Vec::with_capacity(part.len());
        for row in part {
            let named = row.code.as_ref().and_then(|code| units.get(code)).copied();
            match named.or(row.unit) {
                Some(unit) => signals.push(NewSignal {
                    unit,
                    kind: row.kind,
                    on: row.on,
                    source: source.clone(),
                }),
                None => *report.unread.entry("dwelling").or_default() += 1,
            }
        }
        let done = keeper.receive(signals, by, &context.ids, &*context.clock).await?;
        report.received = add(report.received, done);
    }
    Ok(report)
}

fn add(one: Received, other: Received) -> Received {
    Received {
        invited: one.invited + other.invited,
        joined: one.joined + other.joined,
        unused: one.unused + other.unused,
        stale: one.stale + other.stale,
        elsewhere: one.elsewhere + other.elsewhere,
    }
}

fn read(
    mapping: &SignalMapping,
    name: &str,
    file: impl Read + Seek + Send + 'static,
    gazetteer: &Gazetteer,
) -> Result<(SignalReport, Vec<Row>), FusionError> {
    let mut table = tables::read(name, file, &Options::default())?;
    refuse(mapping, name, table.headers())?;
    let at =
        |column: &String| table.headers().iter().position(|header| header == column).unwrap_or(0);
    let code = mapping.code.as_ref().map(at);
    let address: Vec<usize> = mapping.address.iter().map(at).collect();
    let kind = mapping.signal.as_ref().map(at);
    let day = at(&mapping.day);
    let formats: Vec<DayFormat> =
        mapping.formats.iter().filter_map(|format| DayFormat::new(format)).collect();
    let (mut report, mut rows) = (SignalReport::default(), Vec::new());
    for row in table.by_ref() {
        report.rows += 1;
        let row = match row {
            Ok(row) => row,
            Err(error) => {
                error.unless_ends_file()?;
                *report.unread.entry("row").or_default() += 1;
                continue;
            }
        };
        let digits =
            |at: usize| -> String { row.get(at).chars().filter(char::is_ascii_digit).collect() };
        let code = code.map(digits).filter(|code| code.len() == 25);
        let parts: Vec<&str> = address.iter().map(|at| row.get(*at)).collect();
        let unit = if code.is_none() { written(&parts.join(" "), gazetteer) } else { None };
        let on = day_of(row.get(day), &formats);
        let kind = mapping.always.or_else(|| kind.and_then(|at| word(mapping, row.get(at))));
        let lacking = match (kind, on) {
            _ if code.is_none() && unit.is_none() => "dwelling",
            (None, _) => "kind",
            (_, None) => "day",
            (Some(kind), Some(on)) => {
                rows.push(Row { code, unit, kind, on });
                continue;
            }
        };
        *report.unread.entry(lacking).or_default() += 1;
    }
    Ok((report, rows))
}

fn refuse(mapping: &SignalMapping, name: &str, headers: &[String]) -> Result<(), FusionError> {
    let file = std::path::PathBuf::from(name);
    for header in headers {
        let is_mapped = mapping.columns().any(|column| column == header);
        if let Some(named) = names_anybody(header, is_mapped) {
            let why: Text = named.text();
            return Err(FusionError::Named { file, column: header.clone(), why });
        }
    }
    for column in mapping.columns() {
        if !headers.contains(column) {
            let nearest = crate::mapping::nearest(column, headers);
            return Err(FusionError::MissingColumn { file, column: column.clone(), nearest });
        }
    }
    Ok(())
}

/// The unit of a written address, where it was surely found.
fn written(line: &str, gazetteer: &Gazetteer) -> Option<[u8; 16]> {
    let found = gazetteer.index().wash(gazetteer.index().profile(), line);
    let entry = found.entry.filter(|_| matches!(found.class, Class::A | Class::B))?;
    unit_of(gazetteer.place(entry)?.as_str())
}

fn unit_of(text: &str) -> Option<[u8; 16]> {
    place(text).filter(|end| end.kind == blocks::EndKind::Unit).map(|end| end.id)
}

/// The day of a cell that holds nothing but a day: a time of day beside it is a time at which somebody did something.
fn day_of(cell: &str, formats: &[DayFormat]) -> Option<Day> {
    let cell = cell.trim();
    if cell.contains(':') || cell.contains('时') || cell.contains('T') {
        return None;
    }
    formats.iter().find_map(|format| format.parse(cell))
}

fn word(mapping: &SignalMapping, cell: &str) -> Option<SignalKind> {
    let is = |words: &[String]| words.iter().any(|word| word.eq_ignore_ascii_case(cell.trim()));
    if is(&mapping.words.card_issued) {
        Some(SignalKind::CardIssued)
    } else {
        is(&mapping.words.account_opened).then_some(SignalKind::AccountOpened)
    }
}
