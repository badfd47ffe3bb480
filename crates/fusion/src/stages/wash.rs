//! Stage *wash*: every written address of a row to a place of the register.

use std::{
    path::Path,
    sync::atomic::{AtomicUsize, Ordering},
};

use address::ComponentKind;
use kernel::Progress;
use serde::{Deserialize, Serialize};

use super::answers::{Answers, Written};
use crate::{
    FusionError,
    gazetteer::Gazetteer,
    lake::{Fields, TableSink, Value, open_parquet, rows_of},
    mapping::{AddressRole, Bundle, Mapping},
    parts::{Rows, Step},
    prepare::Washed,
};

/// Threads that match.
const THREADS: usize = 2;

/// How the addresses of one role of one source matched.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct MatchRate {
    /// The source.
    pub source: String,
    /// The role.
    pub role: String,
    /// Rows with an address written.
    pub written: u64,
    /// Of class A.
    pub a: u64,
    /// Of class B.
    pub b: u64,
    /// Of class C.
    pub c: u64,
    /// Of no class.
    pub none: u64,
}

/// Washes every source into `folder`, a source at a time on each thread, the largest first.
pub(crate) fn wash_all(
    bundle: &Bundle,
    intake: &Path,
    folder: &Path,
    gazetteer: &Gazetteer,
    progress: &dyn Progress,
) -> Result<Vec<MatchRate>, FusionError> {
    let mut order = Vec::new();
    for (at, (mapping, _)) in bundle.mappings.iter().enumerate() {
        let file = format!("{}.parquet", mapping.source);
        order.push((rows_of(&intake.join(&file))?, at, file));
    }
    order.sort_unstable_by(|a, b| b.cmp(a));
    let next = AtomicUsize::new(0);
    let work = || -> Result<Vec<(usize, Vec<MatchRate>)>, FusionError> {
        let mut rates = Vec::new();
        while let Some((_, at, file)) = order.get(next.fetch_add(1, Ordering::Relaxed)) {
            let mapping = &bundle.mappings[*at].0;
            let (rows, out) = (open_parquet(&intake.join(file))?, folder.join(file));
            let (of_source, _) = wash_on(1, mapping, rows, &out, gazetteer, &|| Ok(()))?;
            rates.push((*at, of_source));
            progress.advance(1);
        }
        Ok(rates)
    };
    let parts: Vec<_> = std::thread::scope(|scope| {
        let threads: Vec<_> = (0..THREADS).map(|_| scope.spawn(work)).collect();
        threads.into_iter().map(std::thread::ScopedJoinHandle::join).collect()
    });
    let mut rates = Vec::new();
    for part in parts {
        rates.extend(part.map_err(|_| FusionError::Thread { stage: "wash" })??);
    }
    rates.sort_by_key(|(at, _)| *at);
    Ok(rates.into_iter().flat_map(|(_, of_source)| of_source).collect())
}

/// Washes rows of one source into `out`, row by row beside the intake; `step` is told of each batch and may end it.
pub(crate) fn wash(
    mapping: &Mapping,
    rows: impl Rows,
    out: &Path,
    gazetteer: &Gazetteer,
    step: &Step<'_>,
) -> Result<(Vec<MatchRate>, u64), FusionError> {
    wash_on(THREADS, mapping, rows, out, gazetteer, step)
}

fn wash_on(
    threads: usize,
    mapping: &Mapping,
    rows: impl Rows,
    out: &Path,
    gazetteer: &Gazetteer,
    step: &Step<'_>,
) -> Result<(Vec<MatchRate>, u64), FusionError> {
    let roles: Vec<&str> = mapping.addresses.iter().map(|address| address.role.as_str()).collect();
    let mut columns = Washed::columns(&roles);
    if columns.is_empty() {
        // A file of the same rows, so that every source reads alike.
        columns.push(("_".to_owned(), crate::lake::Kind::Flag));
    }
    let mut sink = TableSink::create("wash", out, &columns)?;
    let mut rates: Vec<MatchRate> = roles
        .iter()
        .map(|role| MatchRate {
            source: mapping.source.clone(),
            role: (*role).to_owned(),
            ..MatchRate::default()
        })
        .collect();
    let mut kept = Answers::default();
    for batch in rows {
        step()?;
        let batch = batch.map_err(FusionError::arrow("wash"))?;
        let written: Vec<Vec<Option<Written>>> = (0..batch.num_rows())
            .map(|row| {
                mapping.addresses.iter().map(|role| read(role, Fields::new(&batch, row))).collect()
            })
            .collect();
        kept.make_room();
        kept.match_all(threads, written.iter().flatten().flatten(), gazetteer);
        for row in &written {
            let mut values = Vec::with_capacity(columns.len());
            for (address, rate) in row.iter().zip(&mut rates) {
                let answer = address.as_ref().and_then(|address| kept.get(address));
                match address.as_ref().zip(answer) {
                    Some((address, answer)) => {
                        rate.count(answer.class);
                        values.extend([
                            address.line(),
                            Value::Text(answer.class),
                            Value::from(answer.place.as_deref()),
                            Value::from(answer.building.as_deref()),
                            Value::Text(answer.rule),
                            Value::Float(answer.score),
                        ]);
                    }
                    None => values.extend([const { Value::Null }; 6]),
                }
            }
            if row.is_empty() {
                values.push(Value::Null);
            }
            sink.push(&values)?;
        }
    }
    Ok((rates, sink.finish()?))
}

impl MatchRate {
    /// Counts of other rows of the same source and role.
    pub(crate) fn add(&mut self, other: &Self) {
        self.written += other.written;
        self.a += other.a;
        self.b += other.b;
        self.c += other.c;
        self.none += other.none;
    }

    fn count(&mut self, class: &str) {
        self.written += 1;
        match class {
            "A" => self.a += 1,
            "B" => self.b += 1,
            "C" => self.c += 1,
            _ => self.none += 1,
        }
    }
}

fn read(role: &AddressRole, fields: Fields<'_>) -> Option<Written> {
    if !role.line.is_empty() {
        let line: String = role.line.iter().filter_map(|column| fields.text(column)).collect();
        return Written::line_of(line);
    }
    let columns = [
        (ComponentKind::RoadNumber, &role.street_number),
        (ComponentKind::Road, &role.street_name),
        (ComponentKind::Estate, &role.estate),
        (ComponentKind::Building, &role.building),
        (ComponentKind::Entrance, &role.entrance),
        (ComponentKind::Floor, &role.floor),
        (ComponentKind::Room, &role.unit),
        (ComponentKind::PoBox, &role.po_box),
        (ComponentKind::City, &role.city),
        (ComponentKind::Province, &role.state),
        (ComponentKind::Postcode, &role.postcode),
    ];
    let parts: Vec<(ComponentKind, String)> = columns
        .into_iter()
        .filter_map(|(kind, column)| Some((kind, fields.text_of(column.as_ref())?.to_owned())))
        .collect();
    Written::parts_of(parts)
}
